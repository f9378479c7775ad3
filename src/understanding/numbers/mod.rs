//! Numbers as they are spoken, and what is counted with them. A language is the tables of its file; [`phrases`] reads
//! them.

mod dutch;
mod english;
pub mod examples;
mod french;
mod german;
pub mod language;
pub mod phrases;
mod spanish;

use crate::language::primary;
use crate::number_words;

/// No number that is said is greater; longer rows of digits are read one by one.
const END: u64 = 1_000_000_000_000;

/// The words of a cardinal up to a trillion, `["twenty", "two"]`; `None` for a language whose numbers are not known.
#[must_use]
pub fn cardinal(language: &str, number: u64) -> Option<Vec<&'static str>> {
    number_words::of(language).filter(|_| number < END).map(|known| known.cardinal(number))
}

/// The numbers that words begin with, and how many words each takes, the longest first.
#[must_use]
pub fn read(language: &str, words: &[&str]) -> Vec<(usize, u64)> {
    number_words::of(language).map(|known| known.read(words)).unwrap_or_default()
}

/// All the ways that a number is said: also `a hundred` and `one hundred and five`.
#[must_use]
pub fn spoken(language: &str, number: u64) -> Vec<Vec<&'static str>> {
    let Some(words) = cardinal(language, number) else { return Vec::new() };
    let mut ways = vec![words.clone()];
    if let Some(hundred) = words.iter().position(|word| *word == "hundred").filter(|at| at + 1 < words.len()) {
        let mut with_and = words.clone();
        with_and.insert(hundred + 1, "and");
        ways.push(with_and);
    }
    let english = primary(language) == "en";
    if english && ((100..200).contains(&number) || (1_000..2_000).contains(&number)) {
        let with_article = |way: &Vec<&'static str>| std::iter::once("a").chain(way.iter().skip(1).copied()).collect();
        let articles: Vec<Vec<&'static str>> = ways.iter().map(with_article).collect();
        ways.extend(articles);
    }
    ways
}

/// All the ways that a number with tenths is said: `two point five`, `two and a half`.
#[must_use]
pub fn spoken_with_tenths(language: &str, whole: u64, tenths: u32) -> Vec<Vec<&'static str>> {
    let Some(known) = number_words::of(language) else { return Vec::new() };
    let digit = char::from_digit(tenths, 10).and_then(|digit| known.digit(digit));
    let mut ends: Vec<Vec<&'static str>> = digit.map(|digit| vec![known.point, digit]).into_iter().collect();
    if tenths == 5 {
        ends.extend(known.halves.iter().map(|half| half.to_vec()));
    }
    let with_end = |way: Vec<&'static str>| ends.iter().map(move |end| [&way[..], end].concat()).collect::<Vec<_>>();
    spoken(language, whole).into_iter().flat_map(with_end).collect()
}

/// The words of digits as they are written: `20.5` is `twenty point five`, `007` is `zero zero seven`. `None` for a
/// language whose numbers are not known.
#[must_use]
pub fn digits(language: &str, written: &str) -> Option<Vec<&'static str>> {
    let (whole, fraction) = written.split_once('.').unwrap_or((written, ""));
    let known = number_words::of(language)?;
    let singly = |digits: &str| digits.chars().map(|digit| known.digit(digit)).collect::<Option<Vec<_>>>();
    let as_number = if whole.len() > 1 && whole.starts_with('0') { None } else { whole.parse().ok() };
    let mut words = match as_number.and_then(|number| cardinal(language, number)) {
        Some(words) => words,
        None => singly(whole)?,
    };
    if !fraction.is_empty() {
        words.push(known.point);
        words.extend(singly(fraction)?);
    }
    Some(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(number: u64) -> Vec<String> {
        spoken("en", number).into_iter().map(|words| words.join(" ")).collect()
    }

    #[test]
    fn numbers_are_said_as_people_say_them() {
        assert_eq!(said(0), ["zero"]);
        assert_eq!(said(22), ["twenty two"]);
        assert_eq!(said(105), ["one hundred five", "one hundred and five", "a hundred five", "a hundred and five"]);
        assert_eq!(
            said(999_999).first().map(String::as_str),
            Some("nine hundred ninety nine thousand nine hundred ninety nine")
        );
    }

    #[test]
    fn tenths_are_said_behind_the_point_and_halves_as_halves() {
        let said = |language, whole, tenths| -> Vec<String> {
            spoken_with_tenths(language, whole, tenths).into_iter().map(|way| way.join(" ")).collect()
        };
        assert_eq!(said("en", 2, 5), ["two point five", "two and a half"]);
        assert_eq!(said("de", 2, 5), ["zwei komma fünf", "zwei ein halb"]);
        assert_eq!(said("fr", 2, 3), ["deux virgule trois"]);
        assert!(said("ja", 2, 3).is_empty());
    }

    #[test]
    fn digits_are_read_as_a_number_unless_they_start_with_zero() {
        let words = |written| digits("en-GB", written).map(|words| words.join(" "));
        assert_eq!(words("20.5").as_deref(), Some("twenty point five"));
        assert_eq!(words("007").as_deref(), Some("zero zero seven"));
        assert_eq!(words("99999999999999").map(|words| words.len() > 50), Some(true));
        assert_eq!(words("1.5").as_deref(), Some("one point five"));
        assert_eq!(digits("nl", "1.5").map(|words| words.join(" ")).as_deref(), Some("een komma vijf"));
        assert_eq!(digits("ja", "2"), None);
    }
}
