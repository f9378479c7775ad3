//! How sure a fit is.
//!
//! A logistic regression whose weights were set on the phrases of `tests/products/en-development.yaml` and on the slips that
//! `benches/finding.rs` makes of everything the sample shop sells; that bench prints how many answers of each confidence
//! are right. Words that somebody made up to trick a finder are rarer there than in a shop, so the weights leave some
//! doubt where the bench sees none.

use super::cover::Fit;

/// Weights of a logistic regression.
const BIAS: f32 = -22.7;
const LIKENESS: f32 = 16.0;
const WEAKEST: f32 = 6.0;
const COVERAGE: f32 = 4.0;
const MASS: f32 = 0.12;

/// A short word that is not quite right is soon another word: the log-odds are no more than this, and it takes a
/// question.
const SHORT: f32 = 1.2;

/// Below this nothing was found.
const LEAST: f32 = 0.5;

/// The log-odds that a product which fits like this is meant.
pub fn log_odds(fit: &Fit) -> f32 {
    let likeness = LIKENESS * fit.likeness + WEAKEST * fit.weakest;
    let odds = BIAS + likeness + COVERAGE * fit.coverage + MASS * fit.mass.min(24.0);
    if fit.mass < 7.0 && fit.weakest < 0.97 { odds.min(SHORT) } else { odds }
}

/// The probability for log-odds; `None` when it is too little to speak of.
pub fn probability(log_odds: f32) -> Option<f32> {
    let probability = 1.0 / (1.0 + (-log_odds).exp());
    (probability >= LEAST).then_some(probability)
}
