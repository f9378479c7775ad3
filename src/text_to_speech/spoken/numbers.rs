//! Numbers as words.

use super::language::{Gender, Language};

/// A number as it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Number {
    /// The digits in front of the decimal point.
    pub whole: String,
    /// The digits behind it.
    pub fraction: String,
}

impl Number {
    /// Reads `18`, `18.40`, `1,234.50` at the start of a text, or the same with point and comma the other way round
    /// where the language writes them so; also the bytes that it took.
    pub fn read(text: &str, language: &Language) -> Option<(Self, usize)> {
        let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
        let mut used = digits(text);
        if used == 0 {
            return None;
        }
        let group_mark = if language.decimal == '.' { ',' } else { '.' };
        let mut whole = text[..used].to_owned();
        while let Some(group) = text[used..].strip_prefix(group_mark).filter(|group| digits(group) == 3) {
            whole.push_str(&group[..3]);
            used += 4;
        }
        let is_grouped = whole.len() < used;
        let mut fraction = fraction_behind(&text[used..], language.decimal);
        // An amount or a size that was written as in English.
        if fraction.is_empty() && !is_grouped && language.decimal != '.' {
            fraction = fraction_behind(&text[used..], '.');
            let goes_on = text[used..].get(1 + fraction.len()..).is_some_and(|behind| behind.starts_with('.'));
            if fraction.len() > 2 || goes_on {
                fraction = "";
            }
        }
        if !fraction.is_empty() {
            used += 1 + fraction.len();
        }
        Some((Self { whole, fraction: fraction.to_owned() }, used))
    }

    /// Whether it is exactly one.
    pub fn is_one(&self) -> bool {
        self.fraction.is_empty() && self.whole.trim_start_matches('0') == "1"
    }

    /// Whether it is less than two.
    pub fn is_below_two(&self) -> bool {
        matches!(self.whole.trim_start_matches('0'), "" | "1")
    }

    /// "one point five"; the gender is that of a noun behind it.
    pub fn words(&self, language: &Language, gender: Option<Gender>) -> String {
        let gender = gender.filter(|_| self.fraction.is_empty());
        let whole = match self.whole.parse().ok().filter(|value| *value < 1_000_000_000_000_000) {
            Some(value) => (language.agree)(language.numbers.written(value), gender),
            None => language.digit_by_digit(&self.whole, None),
        };
        if self.fraction.is_empty() {
            return whole;
        }
        let as_number = language.says_fraction_as_number && self.fraction.len() <= 2;
        let fraction = match self.fraction.parse().ok().filter(|_| as_number && !self.fraction.starts_with('0')) {
            Some(value) => language.cardinal(value),
            None => language.digit_by_digit(&self.fraction, None),
        };
        format!("{whole} {} {fraction}", language.point)
    }
}

fn fraction_behind(text: &str, mark: char) -> &str {
    let behind = text.strip_prefix(mark).unwrap_or_default();
    &behind[..behind.bytes().take_while(u8::is_ascii_digit).count()]
}
