//! English: "eighteen euros forty", "November twenty-second".

use super::Reading;
use super::language::{Clock, Gender, Language, month, noun, same, with_ending};
use super::numbers::Number;
use crate::number_words;

pub static ENGLISH: Language = Language {
    numbers: &number_words::ENGLISH,
    decimal: '.',
    agree: |words, _gender| words,
    singular: Number::is_one,
    says_fraction_as_number: false,
    zero: "oh",
    orders: &["order"],
    names: &["number", "no", "nr", "code", "reference", "#"],
    ordinal: |_before, text| ordinal(text),
    date,
    day_first: false,
    clock: Clock { between: &[(":", false)], words: &[], say: time },
    minus: "minus",
    point: "point",
    range: "to",
    per: "per",
    number: "number",
    about: "about",
    signs: &[
        ('&', "and"),
        ('%', "percent"),
        ('+', "plus"),
        ('=', "equals"),
        ('@', "at"),
        ('°', "degrees"),
        ('€', "euros"),
        ('£', "pounds"),
        ('$', "dollars"),
    ],
    fractions: ["one half", "one third", "two thirds", "one quarter", "three quarters"],
    currencies: &[
        ("EUR", noun("euro", "euros"), Some(noun("cent", "cents"))),
        ("USD", noun("dollar", "dollars"), Some(noun("cent", "cents"))),
        ("GBP", noun("pound", "pounds"), Some(noun("penny", "pence"))),
        ("JPY", same("yen"), None),
        ("CHF", noun("franc", "francs"), Some(noun("centime", "centimes"))),
        ("CAD", noun("Canadian dollar", "Canadian dollars"), Some(noun("cent", "cents"))),
        ("AUD", noun("Australian dollar", "Australian dollars"), Some(noun("cent", "cents"))),
        ("SEK", noun("krona", "kronor"), Some(same("öre"))),
        ("NOK", noun("krone", "kroner"), Some(same("øre"))),
        ("DKK", noun("krone", "kroner"), Some(same("øre"))),
        ("PLN", noun("zloty", "zlotys"), Some(noun("grosz", "groszy"))),
        ("CZK", noun("koruna", "korunas"), Some(noun("haler", "halers"))),
        ("INR", noun("rupee", "rupees"), Some(noun("paisa", "paise"))),
        ("CNY", same("yuan"), Some(same("fen"))),
    ],
    and_cents: ["and", ""],
    units: &[
        ("kg", noun("kilogram", "kilograms")),
        ("g", noun("gram", "grams")),
        ("mg", noun("milligram", "milligrams")),
        ("l", noun("liter", "liters")),
        ("L", noun("liter", "liters")),
        ("ml", noun("milliliter", "milliliters")),
        ("mL", noun("milliliter", "milliliters")),
        ("cl", noun("centiliter", "centiliters")),
        ("dl", noun("deciliter", "deciliters")),
        ("km", noun("kilometer", "kilometers")),
        ("m", noun("meter", "meters")),
        ("cm", noun("centimeter", "centimeters")),
        ("mm", noun("millimeter", "millimeters")),
        ("oz", noun("ounce", "ounces")),
        ("fl oz", noun("fluid ounce", "fluid ounces")),
        ("lb", noun("pound", "pounds")),
        ("lbs", noun("pound", "pounds")),
        ("pc", noun("piece", "pieces")),
        ("pcs", noun("piece", "pieces")),
        ("ct", same("count")),
        ("%", same("percent")),
        ("°C", noun("degree Celsius", "degrees Celsius")),
        ("°F", noun("degree Fahrenheit", "degrees Fahrenheit")),
        ("W", noun("watt", "watts")),
        ("kWh", noun("kilowatt hour", "kilowatt hours")),
        ("V", noun("volt", "volts")),
        ("mAh", noun("milliampere hour", "milliampere hours")),
        ("min", noun("minute", "minutes")),
        ("h", noun("hour", "hours")),
        ("x", same("times")),
        ("×", same("times")),
    ],
    abbreviations: &[
        ("no.", "number"),
        ("nr.", "number"),
        ("approx.", "approximately"),
        ("incl.", "including"),
        ("excl.", "excluding"),
        ("max.", "maximum"),
        ("min.", "minimum"),
        ("e.g.", "for example"),
        ("i.e.", "that is"),
        ("PostNL", "Post N L"),
    ],
};

#[rustfmt::skip]
const MONTHS: [&str; 12] = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
];

/// `1st`, `22nd`, `3rd`, `4th`.
fn ordinal(text: &str) -> Option<Reading> {
    let endings = ["st", "nd", "rd", "th"].map(|ending| (ending, Gender::Masculine));
    with_ending(text, &endings, |value, _| Some(ordinal_words(value)))
}

/// 22: "twenty-second".
fn ordinal_words(value: u64) -> String {
    let words = ENGLISH.cardinal(value);
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

fn date(_before: &str, day: u64, number: u64, in_year: Option<u64>) -> Option<String> {
    let day = format!("{} {}", month(&MONTHS, number)?, ordinal_words(day));
    Some(in_year.map_or_else(|| day.clone(), |value| format!("{day}, {}", year(value))))
}

/// 2026: "twenty twenty-six"; 2005: "two thousand five".
fn year(value: u64) -> String {
    let cardinal = |value| ENGLISH.cardinal(value);
    match (value / 100, value % 100) {
        (10..=99, 0) if !(value / 100).is_multiple_of(10) => format!("{} hundred", cardinal(value / 100)),
        (10..=99, rest @ 10..) => format!("{} {}", cardinal(value / 100), cardinal(rest)),
        _ => cardinal(value),
    }
}

fn time(hours: u64, minutes: u64) -> String {
    let hours = ENGLISH.cardinal(hours);
    match minutes {
        0 => format!("{hours} o'clock"),
        1..=9 => format!("{hours} oh {}", ENGLISH.cardinal(minutes)),
        _ => format!("{hours} {}", ENGLISH.cardinal(minutes)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_said_to_a_million_and_beyond() {
        assert_eq!(ENGLISH.cardinal(0), "zero");
        assert_eq!(ENGLISH.cardinal(342), "three hundred forty-two");
        assert_eq!(ENGLISH.cardinal(1_000_000), "one million");
        assert_eq!(ENGLISH.cardinal(12_000_013), "twelve million thirteen");
        assert!(ENGLISH.cardinal(u64::MAX).contains("trillion"));
        assert_eq!(ordinal_words(12), "twelfth");
        assert_eq!(ordinal_words(130), "one hundred thirtieth");
    }
}
