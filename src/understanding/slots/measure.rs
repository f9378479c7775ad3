//! `{measure}`: amounts by weight, volume or pieces.

use std::fmt;

use crate::understanding::text::Spelling;
use crate::understanding::{Value, numbers};

/// So many packs of so much: "two six-packs" is 2 of 6 pieces, "half a kilo" 1 of 500 g.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Measure {
    /// How many times; at least 1.
    pub count: u32,
    /// How much each time, in thousandths of the unit.
    pub thousandths: u64,
    /// Of what.
    pub unit: Unit,
}

/// What is counted. Everything else is converted: a kilo is 1000 g, a pint 568 ml, a dozen 12 pieces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// `g`
    Gram,
    /// `ml`
    Millilitre,
    /// `mm`
    Millimetre,
    /// `pieces`
    Piece,
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

/// Reads `{measure}`: `two litres`, `half a kilo`, `a six pack`.
#[must_use]
pub fn read(spelling: &Spelling, words: &[&str]) -> Vec<(usize, Value)> {
    let mut starts = vec![];
    if words.starts_with(&["half", "a"]) {
        starts.push((2, 500));
    } else if matches!(words.first(), Some(&"a" | &"an")) {
        starts.push((1, 1_000));
    }
    starts.extend(numbers::read(&spelling.language, words).into_iter().map(|(end, number)| (end, number * 1_000)));
    let mut read = Vec::new();
    for (end, amount) in starts {
        let (unit, each) = match words.get(end).copied() {
            Some("kilo" | "kilos" | "kg") => (Unit::Gram, 1_000),
            Some("gram" | "grams" | "g") => (Unit::Gram, 1),
            Some("litre" | "litres" | "liter" | "liters" | "l") => (Unit::Millilitre, 1_000),
            Some("ml" | "millilitres") => (Unit::Millilitre, 1),
            Some("pack") => (Unit::Piece, 1),
            _ => continue,
        };
        read.push((end + 1, Value::Measure(Measure { count: 1, thousandths: amount * each, unit })));
    }
    read
}
