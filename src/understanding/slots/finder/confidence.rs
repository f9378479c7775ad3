//! How sure a fit is.

use super::cover::Fit;

/// Weights of a logistic regression.
const BIAS: f32 = -22.0;
const LIKENESS: f32 = 16.0;
const WEAKEST: f32 = 6.0;
const COVERAGE: f32 = 2.5;
const MASS: f32 = 0.12;

/// Below this nothing was found.
const LEAST: f32 = 0.3;

/// The log-odds that a product which fits like this is meant.
pub fn log_odds(fit: &Fit) -> f32 {
    BIAS + LIKENESS * fit.likeness + WEAKEST * fit.weakest + COVERAGE * fit.coverage + MASS * fit.mass.min(24.0)
}

/// The probability for log-odds; `None` when it is too little to speak of.
pub fn probability(log_odds: f32) -> Option<f32> {
    let probability = 1.0 / (1.0 + (-log_odds).exp());
    (probability >= LEAST).then_some(probability)
}
