//! Amounts of money as words.

use super::Reading;
use super::language::{Gender, Language};
use super::numbers::Number;
use super::units;

/// The signs of currencies that have one.
const SIGNS: [(char, &str); 5] = [('€', "EUR"), ('$', "USD"), ('£', "GBP"), ('¥', "JPY"), ('₹', "INR")];

/// Codes whose amounts are money also where a language here has no name for them; they are spelled.
const CODES: [&str; 28] = [
    "EUR", "USD", "GBP", "JPY", "INR", "CHF", "CAD", "AUD", "SEK", "NOK", "DKK", "PLN", "CZK", "CNY", "KWD", "BHD",
    "TND", "HUF", "RON", "BGN", "TRY", "BRL", "MXN", "ZAR", "KRW", "NZD", "SGD", "ISK",
];

/// Reads `€18.40`, `-$3`, `JPY 500`, `KWD 1.234`.
pub fn read(text: &str, language: &Language) -> Option<Reading> {
    let (minus, unsigned) = match text.strip_prefix(['-', '−']) {
        Some(unsigned) => (format!("{} ", language.minus), unsigned),
        None => (String::new(), text),
    };
    let (code, behind) = currency(unsigned)?;
    let amount = behind.trim_start_matches(' ');
    let (number, length) = Number::read(amount, language)?;
    let used = text.len() - amount.len() + length;
    Some((format!("{minus}{}", words(&number, code, language)), used))
}

/// Reads the currency of a number that stands in front of it: `18.40 EUR`, `18.40 €`.
pub fn read_behind(number: &Number, text: &str, language: &Language) -> Option<Reading> {
    let trimmed = text.trim_start_matches(' ');
    let (code, behind) = currency(trimmed)?;
    // In "2 $5 vouchers" the sign belongs to the number behind it.
    if behind.trim_start().starts_with(|letter: char| letter.is_ascii_digit()) {
        return None;
    }
    Some((words(number, code, language), text.len() - behind.len()))
}

/// The code of the currency at the start of a text, and the text behind it.
fn currency(text: &str) -> Option<(&str, &str)> {
    let first = text.chars().next()?;
    if let Some((_, code)) = SIGNS.iter().find(|(sign, _)| *sign == first) {
        return Some((code, &text[first.len_utf8()..]));
    }
    let (code, behind) = text.split_at_checked(3)?;
    (CODES.contains(&code) && !behind.starts_with(char::is_alphabetic)).then_some((code, behind))
}

fn words(number: &Number, code: &str, language: &Language) -> String {
    let Some((_, unit, cent)) = language.currencies.iter().find(|(known, ..)| *known == code) else {
        return format!("{} {}", number.words(language, None), units::spelled(code));
    };
    let cents: Option<u64> = match number.fraction.len() {
        0 => Some(0),
        1 => number.fraction.parse().ok().map(|tenths: u64| tenths * 10),
        2 => number.fraction.parse().ok(),
        _ => None,
    };
    let whole = Number { whole: number.whole.clone(), fraction: String::new() };
    let name = if (language.singular)(&whole) { unit.one } else { unit.many };
    let units = format!("{} {name}", whole.words(language, Some(unit.gender)));
    match (cents, cent) {
        (Some(0), _) => units,
        (Some(cents), Some(cent)) => {
            let name = if cents == 1 { cent.one } else { cent.many };
            let with_name = |gender: Gender| format!("{} {name}", language.counted(cents, gender));
            let [and_few, and_many] = language.and_cents;
            if number.whole.bytes().all(|digit| digit == b'0') {
                with_name(cent.gender)
            } else if cents < 10 {
                format!("{units} {and_few} {}", with_name(cent.gender))
            } else {
                format!("{units} {and_many}{}", language.cardinal(cents))
            }
        }
        (_, _) => format!("{} {}", number.words(language, Some(unit.gender)), unit.many),
    }
}
