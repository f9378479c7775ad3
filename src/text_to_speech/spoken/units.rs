//! Units as English words.

use super::Reading;

/// How a unit is written, and its name for one and for many.
const UNITS: [(&str, &str, &str); 31] = [
    ("kg", "kilogram", "kilograms"),
    ("g", "gram", "grams"),
    ("mg", "milligram", "milligrams"),
    ("l", "liter", "liters"),
    ("L", "liter", "liters"),
    ("ml", "milliliter", "milliliters"),
    ("mL", "milliliter", "milliliters"),
    ("cl", "centiliter", "centiliters"),
    ("dl", "deciliter", "deciliters"),
    ("km", "kilometer", "kilometers"),
    ("m", "meter", "meters"),
    ("cm", "centimeter", "centimeters"),
    ("mm", "millimeter", "millimeters"),
    ("oz", "ounce", "ounces"),
    ("fl oz", "fluid ounce", "fluid ounces"),
    ("lb", "pound", "pounds"),
    ("lbs", "pound", "pounds"),
    ("pc", "piece", "pieces"),
    ("pcs", "piece", "pieces"),
    ("ct", "count", "count"),
    ("%", "percent", "percent"),
    ("°C", "degree Celsius", "degrees Celsius"),
    ("°F", "degree Fahrenheit", "degrees Fahrenheit"),
    ("W", "watt", "watts"),
    ("kWh", "kilowatt hour", "kilowatt hours"),
    ("V", "volt", "volts"),
    ("mAh", "milliampere hour", "milliampere hours"),
    ("min", "minute", "minutes"),
    ("h", "hour", "hours"),
    ("x", "times", "times"),
    ("×", "times", "times"),
];

/// Reads the unit behind a number, with or without a space.
pub fn read(text: &str, is_one: bool) -> Option<Reading> {
    let trimmed = text.trim_start_matches(' ');
    let space = text.len() - trimmed.len();
    let (symbol, one, many) = UNITS
        .into_iter()
        .filter(|(symbol, ..)| {
            let behind = trimmed.strip_prefix(symbol);
            let may_touch_digits = ["x", "×"].contains(symbol);
            behind.is_some_and(|behind| {
                !behind.starts_with(|letter: char| {
                    letter.is_alphabetic() || (!may_touch_digits && letter.is_ascii_digit())
                })
            })
        })
        .max_by_key(|(symbol, ..)| symbol.len())?;
    Some(((if is_one { one } else { many }).to_owned(), space + symbol.len()))
}

/// Letters one by one: "K W D".
pub fn spelled(code: &str) -> String {
    code.chars().map(String::from).collect::<Vec<_>>().join(" ")
}
