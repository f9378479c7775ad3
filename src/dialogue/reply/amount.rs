//! Amounts as a language writes them.

use crate::commerce::catalogue::size::Unit;
use crate::commerce::money::Money;

/// `€18.40` in English, `€ 18,40` in Dutch, `18,40 €` in German, French and Spanish.
pub(super) fn written(money: Money, language: &str) -> String {
    let english = money.to_string();
    let is_digit = |letter: char| letter.is_ascii_digit();
    let (sign, digits) = english.split_at(english.find(is_digit).unwrap_or_default());
    let (minus, sign) = sign.strip_prefix('-').map_or(("", sign), |sign| ("-", sign));
    let (sign, digits) = (sign.trim_end(), digits.replace('.', ","));
    match language {
        "nl" => format!("{minus}{sign} {digits}"),
        "de" | "fr" | "es" => format!("{minus}{digits} {sign}"),
        _ => english,
    }
}

/// `1.2` `kg` in English, `1,2` `kg` elsewhere.
pub(super) fn measured(thousandths: u64, unit: Unit, language: &str) -> (String, &'static str) {
    let many = thousandths >= 1_000_000;
    let (number, unit) = match unit {
        Unit::Gram if many => (thousandths / 1000, "kg"),
        Unit::Gram => (thousandths, "g"),
        Unit::Millilitre if many => (thousandths / 1000, "l"),
        Unit::Millilitre => (thousandths, "ml"),
        Unit::Millimetre if many => (thousandths / 1000, "m"),
        Unit::Millimetre => (thousandths, "mm"),
        Unit::Piece if thousandths == 1000 => (thousandths, "piece"),
        Unit::Piece => (thousandths, "pieces"),
    };
    let point = if language == "en" { '.' } else { ',' };
    let fraction = format!("{:03}", number % 1000);
    match fraction.trim_end_matches('0') {
        "" => ((number / 1000).to_string(), unit),
        fraction => (format!("{}{point}{fraction}", number / 1000), unit),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_written_as_the_language_does() {
        let amount = |minor, code: &str, language| written(Money::new(minor, code.parse().unwrap()), language);
        assert_eq!(amount(1840, "EUR", "en"), "€18.40");
        assert_eq!(amount(1840, "EUR", "nl"), "€ 18,40");
        assert_eq!(amount(1840, "EUR", "de"), "18,40 €");
        assert_eq!(amount(5, "GBP", "fr"), "0,05 £");
        assert_eq!(amount(-250, "USD", "es"), "-2,50 $");
        assert_eq!(amount(500, "JPY", "nl"), "JPY 500");
        assert_eq!(amount(1234, "KWD", "de"), "1,234 KWD");
        assert_eq!(amount(1234, "KWD", "it"), "KWD 1.234");
    }

    #[test]
    fn measures_are_written_in_the_unit_that_fits() {
        let in_english = |thousandths, unit| measured(thousandths, unit, "en");
        assert_eq!(in_english(1_200_000, Unit::Gram), ("1.2".to_owned(), "kg"));
        assert_eq!(in_english(800_000, Unit::Gram), ("800".to_owned(), "g"));
        assert_eq!(in_english(1_980_000, Unit::Millilitre), ("1.98".to_owned(), "l"));
        assert_eq!(in_english(1_000, Unit::Piece), ("1".to_owned(), "piece"));
        assert_eq!(in_english(24_000, Unit::Piece), ("24".to_owned(), "pieces"));
        assert_eq!(measured(1_050_000, Unit::Gram, "de"), ("1,05".to_owned(), "kg"));
        assert_eq!(measured(60_000_000, Unit::Millimetre, "fr"), ("60".to_owned(), "m"));
    }
}
