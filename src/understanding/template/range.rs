//! `range` lists: numbers, as digits are spoken.

use std::sync::Arc;

use super::compile::{ALL_STATES, Compiler};
use super::compiled::{CompiledList, ListKind, Step};
use super::lists::Range;
use crate::understanding::automaton::Draft;
use crate::understanding::{UnderstandingError, Value, numbers};

impl Compiler<'_> {
    /// The numbers of a range, each in all the ways that it is said. What is elided in front of them, as in `d'{hours}`,
    /// clings to words but not to digits.
    pub(super) fn range(
        &mut self,
        name: &str,
        range: &Range,
        elided: &str,
    ) -> Result<CompiledList, UnderstandingError> {
        let mut draft = Draft::new();
        let mut kinds = Vec::new();
        let mut next = Some(range.from);
        while let Some(whole) = next.filter(|whole| *whole <= range.to) {
            for part in 0..if whole == range.to { 1 } else { range.parts } {
                let end = draft.state();
                draft.output(end, u32::try_from(kinds.len()).unwrap_or(u32::MAX));
                let mut ways = self.said_number(whole, part, range.parts);
                if !elided.is_empty() {
                    ways = ways.iter().flat_map(|way| self.elided(elided, way)).collect();
                }
                for way in ways {
                    let symbols: Vec<Step> = way.iter().map(|word| Step::Word(self.lexicon.intern(word))).collect();
                    let last = draft.chain(0, symbols);
                    draft.free_arc(last, end);
                }
                kinds.push((Some(number_value(whole, part, range)), Vec::new()));
            }
            next = whole.checked_add(range.step);
        }
        let said = draft.determinise(ALL_STATES).ok_or_else(|| range.place.error("the range has too many values"))?;
        let kind = ListKind::Values(kinds);
        Ok(CompiledList {
            name: name.to_owned(),
            affixes: Default::default(),
            said: Arc::new(said),
            kind,
            provided: false,
        })
    }

    /// `d'` and `une heure`: the words that it is said with, and those that it is written with before digits.
    fn elided(&self, elided: &str, way: &[String]) -> [Vec<String>; 2] {
        let words = |text: &str| self.spelling.words(text).words.into_iter().map(|word| word.text).collect::<Vec<_>>();
        let mut apart = words(elided);
        apart.extend(way.iter().cloned());
        [words(&format!("{elided}{}", way.join(" "))), apart]
    }

    /// The ways to say a number with some tenths or a half.
    fn said_number(&self, whole: i64, part: i64, parts: i64) -> Vec<Vec<String>> {
        let language = self.spelling.language.as_str();
        let mut ways: Vec<Vec<String>> = numbers::spoken(language, whole.unsigned_abs())
            .into_iter()
            .map(|way| way.into_iter().map(str::to_owned).collect())
            .collect();
        if ways.is_empty() {
            let minus = (whole < 0).then(|| "minus".to_owned());
            let whole = whole.unsigned_abs();
            let digits = if part == 0 { whole.to_string() } else { format!("{whole}.{}", part * 10 / parts) };
            let words = self.spelling.words(&digits).words.into_iter().map(|word| word.text);
            return vec![minus.into_iter().chain(words).collect()];
        }
        if part > 0 {
            let tenths = u32::try_from(part * 10 / parts).unwrap_or_default();
            let said = numbers::spoken_with_tenths(language, whole.unsigned_abs(), tenths).into_iter();
            ways = said.map(|way| way.into_iter().map(str::to_owned).collect()).collect();
        }
        if whole < 0 {
            for way in &mut ways {
                way.insert(0, "minus".to_owned());
            }
        }
        ways
    }
}

#[expect(clippy::cast_precision_loss, reason = "ranges are far smaller than what a double counts exactly")]
#[expect(clippy::cast_possible_truncation, reason = "a whole product of small numbers")]
fn number_value(whole: i64, part: i64, range: &Range) -> Value {
    let sign = if whole < 0 { -1.0 } else { 1.0 };
    let number = (whole as f64 + sign * part as f64 / range.parts as f64) * range.multiplier;
    if number.fract() == 0.0 && number.abs() < 9e15 {
        Value::Number(number as i64)
    } else {
        Value::Text(number.to_string())
    }
}
