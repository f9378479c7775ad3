//! `{measure}`: amounts by weight, volume or pieces.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::once_each;
pub use crate::commerce::catalogue::size::Unit;
use crate::understanding::Value;
use crate::understanding::numbers::language;
use crate::understanding::numbers::phrases::Part;
use crate::understanding::text::Spelling;

/// So many packs of so much: "two six-packs" is 2 of 6 pieces, "half a kilo" 1 of 500 g.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Measure {
    /// How many times; at least 1.
    pub count: u32,
    /// How much each time, in thousandths of the unit.
    pub thousandths: u64,
    /// Of what.
    pub unit: Unit,
}

impl Measure {
    /// So many times as much; `None` when that is nothing, or too often to count.
    #[must_use]
    pub fn times(self, times: i64) -> Option<Self> {
        let count = u32::try_from(times).ok()?.checked_mul(self.count).filter(|count| *count > 0)?;
        Some(Self { count, ..self })
    }

    /// All of it, in thousandths of the unit.
    #[must_use]
    pub fn whole(self) -> u64 {
        u64::from(self.count).saturating_mul(self.thousandths)
    }
}

impl fmt::Display for Measure {
    /// `500 g`, `2 x 6 pieces`, `2.5 ml`.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.count > 1 {
            write!(formatter, "{} x ", self.count)?;
        }
        write!(formatter, "{}", self.thousandths / 1_000)?;
        if !self.thousandths.is_multiple_of(1_000) {
            write!(formatter, ".{}", format!("{:03}", self.thousandths % 1_000).trim_end_matches('0'))?;
        }
        let unit = match self.unit {
            Unit::Gram => "g",
            Unit::Millilitre => "ml",
            Unit::Millimetre => "mm",
            Unit::Piece => "pieces",
        };
        write!(formatter, " {unit}")
    }
}

/// What a phrase makes of its parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rule {
    /// An amount of a unit, if there is one, and so many thousandths of the unit besides: `{amount} {unit} and a half`.
    Amount(u64),
    /// Several times an amount of a unit: `{number} x {amount} {unit}`.
    Times,
    /// The last number is how many pieces are in a pack, the one before it how many packs: `{number} {number} packs`.
    Pack,
    /// A pack, or several, of so many pieces: `{number} sixpacks`.
    PackOf(u64),
}

/// Reads `{measure}`: `two litres`, `half a kilo`, `a six pack`.
#[must_use]
pub fn read(spelling: &Spelling, words: &[&str]) -> Vec<(usize, Value)> {
    let Some(language) = language::that_reads(&spelling.language, words) else { return Vec::new() };
    let said = language.measures.read(language, words).into_iter();
    once_each(said.filter_map(|(length, rule, parts)| Some((length, Value::Measure(measure(rule, &parts)?)))))
}

fn measure(rule: Rule, parts: &[Part]) -> Option<Measure> {
    let (count, thousandths, unit) = match (rule, parts) {
        (Rule::Amount(besides), [Part::Amount(amount), Part::Unit(unit, each)]) => {
            (1, amount.checked_add(besides)?.checked_mul(*each)? / 1_000, *unit)
        }
        (Rule::Amount(amount), [Part::Unit(unit, each)]) => (1, amount.checked_mul(*each)? / 1_000, *unit),
        (Rule::Times, [Part::Number(count), Part::Amount(amount), Part::Unit(unit, each)]) => {
            (*count, amount.checked_mul(*each)? / 1_000, *unit)
        }
        (Rule::Pack, [Part::Number(pieces)]) => (1, pieces.checked_mul(1_000)?, Unit::Piece),
        (Rule::Pack, [Part::Number(count), Part::Number(pieces)]) => (*count, pieces.checked_mul(1_000)?, Unit::Piece),
        (Rule::PackOf(pieces), []) => (1, pieces * 1_000, Unit::Piece),
        (Rule::PackOf(pieces), [Part::Number(count)]) => (*count, pieces * 1_000, Unit::Piece),
        _ => return None,
    };
    let count = u32::try_from(count).ok().filter(|count| *count > 0)?;
    (thousandths > 0).then_some(Measure { count, thousandths, unit })
}
