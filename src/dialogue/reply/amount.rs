//! Amounts as a language writes them.

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
}
