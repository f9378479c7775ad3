//! Amounts of money as English words.

use super::numbers::{self, Number};
use super::{Reading, units};

/// A currency: its ISO 4217 code, its sign, the unit and the hundredth part of it, each for one and for many.
struct Name {
    code: &'static str,
    sign: Option<char>,
    unit: [&'static str; 2],
    cent: [&'static str; 2],
}

const fn name(code: &'static str, sign: Option<char>, unit: [&'static str; 2], cent: [&'static str; 2]) -> Name {
    Name { code, sign, unit, cent }
}

/// The currencies with an English name; others are spelled as their code.
const NAMES: [Name; 14] = [
    name("EUR", Some('€'), ["euro", "euros"], ["cent", "cents"]),
    name("USD", Some('$'), ["dollar", "dollars"], ["cent", "cents"]),
    name("GBP", Some('£'), ["pound", "pounds"], ["penny", "pence"]),
    name("JPY", Some('¥'), ["yen", "yen"], ["", ""]),
    name("CHF", None, ["franc", "francs"], ["centime", "centimes"]),
    name("CAD", None, ["Canadian dollar", "Canadian dollars"], ["cent", "cents"]),
    name("AUD", None, ["Australian dollar", "Australian dollars"], ["cent", "cents"]),
    name("SEK", None, ["krona", "kronor"], ["öre", "öre"]),
    name("NOK", None, ["krone", "kroner"], ["øre", "øre"]),
    name("DKK", None, ["krone", "kroner"], ["øre", "øre"]),
    name("PLN", None, ["zloty", "zlotys"], ["grosz", "groszy"]),
    name("CZK", None, ["koruna", "korunas"], ["haler", "halers"]),
    name("INR", Some('₹'), ["rupee", "rupees"], ["paisa", "paise"]),
    name("CNY", None, ["yuan", "yuan"], ["fen", "fen"]),
];

/// Reads `€18.40`, `-$3`, `JPY 500`, `KWD 1.234`.
pub fn read(text: &str) -> Option<Reading> {
    let (minus, unsigned) = match text.strip_prefix(['-', '−']) {
        Some(unsigned) => ("minus ", unsigned),
        None => ("", text),
    };
    let (currency, behind) = currency(unsigned)?;
    let amount = behind.trim_start_matches(' ');
    let (number, length) = Number::read(amount)?;
    let used = text.len() - amount.len() + length;
    Some((format!("{minus}{}", words(&number, currency)), used))
}

/// Reads the currency of a number that stands in front of it: `18.40 EUR`, `18.40 €`.
pub fn read_behind(number: &Number, text: &str) -> Option<Reading> {
    let trimmed = text.trim_start_matches(' ');
    let (currency, behind) = currency(trimmed)?;
    // In "2 $5 vouchers" the sign belongs to the number behind it.
    if behind.trim_start().starts_with(|letter: char| letter.is_ascii_digit()) {
        return None;
    }
    Some((words(number, currency), text.len() - behind.len()))
}

/// The code of the currency at the start of a text, and the text behind it.
fn currency(text: &str) -> Option<(&str, &str)> {
    let first = text.chars().next()?;
    if let Some(known) = NAMES.iter().find(|known| known.sign == Some(first)) {
        return Some((known.code, &text[first.len_utf8()..]));
    }
    let (code, behind) = text.split_at_checked(3)?;
    let is_code = NAMES.iter().any(|known| known.code == code) || is_other_code(code);
    (is_code && !behind.starts_with(char::is_alphabetic)).then_some((code, behind))
}

/// Codes without an English name here whose amounts still are money.
fn is_other_code(code: &str) -> bool {
    ["KWD", "BHD", "TND", "HUF", "RON", "BGN", "TRY", "BRL", "MXN", "ZAR", "KRW", "NZD", "SGD", "ISK"].contains(&code)
}

fn words(number: &Number, code: &str) -> String {
    let Some(currency) = NAMES.iter().find(|known| known.code == code) else {
        return format!("{} {}", number.words(), units::spelled(code));
    };
    let [one, many] = currency.unit;
    let unit = |whole: &str| if whole.trim_start_matches('0') == "1" { one } else { many };
    let cents: Option<u64> = match number.fraction.len() {
        0 => Some(0),
        1 => number.fraction.parse().ok().map(|tenths: u64| tenths * 10),
        2 => number.fraction.parse().ok(),
        _ => None,
    };
    let whole = Number { whole: number.whole.clone(), fraction: String::new() };
    let nothing_whole = number.whole.bytes().all(|digit| digit == b'0');
    match cents.filter(|cents| *cents == 0 || !currency.cent[0].is_empty()) {
        None => format!("{} {many}", number.words()),
        Some(0) => format!("{} {}", whole.words(), unit(&number.whole)),
        Some(cents) => {
            let cent = currency.cent[usize::from(cents != 1)];
            let said = numbers::cardinal(cents);
            match (nothing_whole, cents) {
                (true, _) => format!("{said} {cent}"),
                (false, 1..10) => format!("{} {} and {said} {cent}", whole.words(), unit(&number.whole)),
                (false, _) => format!("{} {} {said}", whole.words(), unit(&number.whole)),
            }
        }
    }
}
