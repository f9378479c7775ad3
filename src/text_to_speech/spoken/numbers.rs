//! Numbers as English words.

use crate::number_words::ENGLISH;

/// A number as it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Number {
    /// The digits in front of the decimal point.
    pub whole: String,
    /// The digits behind it.
    pub fraction: String,
}

impl Number {
    /// Reads `18`, `18.40`, `1,234.50` at the start of a text; also the bytes that it took.
    pub fn read(text: &str) -> Option<(Self, usize)> {
        let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
        let mut used = digits(text);
        if used == 0 {
            return None;
        }
        let mut whole = text[..used].to_owned();
        while used <= text.len() && whole.len() >= used.min(1) {
            let group = text[used..].strip_prefix(',').filter(|group| digits(group) == 3);
            let Some(group) = group else { break };
            whole.push_str(&group[..3]);
            used += 4;
        }
        let fraction = text[used..].strip_prefix('.').map_or("", |behind| &behind[..digits(behind)]);
        if !fraction.is_empty() {
            used += 1 + fraction.len();
        }
        Some((Self { whole, fraction: fraction.to_owned() }, used))
    }

    /// Whether it is exactly one, so that a unit stands in the singular.
    pub fn is_one(&self) -> bool {
        self.whole == "1" && self.fraction.is_empty()
    }

    /// "one point five".
    pub fn words(&self) -> String {
        let whole = self.whole.parse().ok().filter(|value| *value < 1_000_000_000_000_000);
        let whole = whole.map_or_else(|| digit_by_digit(&self.whole, "zero"), cardinal);
        if self.fraction.is_empty() {
            whole
        } else {
            format!("{whole} point {}", digit_by_digit(&self.fraction, "zero"))
        }
    }
}

/// 1042: "one thousand forty-two".
pub fn cardinal(value: u64) -> String {
    ENGLISH.written(value)
}

/// 22: "twenty-second".
pub fn ordinal(value: u64) -> String {
    let words = cardinal(value);
    let split = words.rfind([' ', '-']).map_or(0, |position| position + 1);
    let (head, last) = words.split_at(split);
    let last = match last {
        "one" => "first".to_owned(),
        "two" => "second".to_owned(),
        "three" => "third".to_owned(),
        "five" => "fifth".to_owned(),
        "eight" => "eighth".to_owned(),
        "nine" => "ninth".to_owned(),
        "twelve" => "twelfth".to_owned(),
        tens if tens.ends_with('y') => format!("{}ieth", &tens[..tens.len() - 1]),
        other => format!("{other}th"),
    };
    format!("{head}{last}")
}

/// 2026: "twenty twenty-six"; 2005: "two thousand five".
pub fn year(value: u64) -> String {
    match (value / 100, value % 100) {
        (10..=99, 0) if !(value / 100).is_multiple_of(10) => format!("{} hundred", cardinal(value / 100)),
        (10..=99, rest @ 10..) => format!("{} {}", cardinal(value / 100), cardinal(rest)),
        _ => cardinal(value),
    }
}

/// "1042" with `zero` "oh": "one oh four two".
pub fn digit_by_digit(digits: &str, zero: &str) -> String {
    let word = |digit: char| ENGLISH.digit(digit).filter(|_| digit != '0').unwrap_or(zero);
    digits.chars().map(word).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_said_to_a_million_and_beyond() {
        assert_eq!(cardinal(0), "zero");
        assert_eq!(cardinal(342), "three hundred forty-two");
        assert_eq!(cardinal(1_000_000), "one million");
        assert_eq!(cardinal(12_000_013), "twelve million thirteen");
        assert!(cardinal(u64::MAX).contains("trillion"));
        assert_eq!(ordinal(12), "twelfth");
        assert_eq!(ordinal(130), "one hundred thirtieth");
    }
}
