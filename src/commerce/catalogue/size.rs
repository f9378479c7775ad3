//! How much is in a pack, read from how a shop writes it: `500 g`, `1,5 l`, `6 x 330 ml`, `12 pieces`.

/// What is counted. Everything else is converted: a kilo is 1000 g, an inch 25.4 mm. Pints, gallons and fluid ounces are
/// imperial (568.261, 4546.09 and 28.413 ml), English and Spanish pounds and ounces avoirdupois (453.592 and 28.35 g);
/// the pound of other languages is half a kilo (`pond`, `Pfund`, `livre`), the Dutch ounce 100 g.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// `g`
    Gram,
    /// `ml`
    Millilitre,
    /// `mm`
    Millimetre,
    /// `pieces`
    Piece,
}

/// What a pack holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Size {
    /// How many times; 6 for `6 x 330 ml`, 1 for `500 g`.
    count: u64,
    /// How much each time, in thousandths of the unit; at least 1.
    each: u64,
    unit: Unit,
}

impl Size {
    /// Reads what is written, in any of the five languages. `None` where that says no amount (`XL`), or only a range
    /// (`10-12 pieces`). A number of anything that can be counted is so many pieces: `6 cans`, `8 Rollen`.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let tokens = tokens(text)?;
        let first = tokens.iter().position(|token| matches!(token, Token::Number { .. }))?;
        match &tokens[first..] {
            [number @ Token::Number { .. }, Token::Times, each @ Token::Number { .. }, Token::Word(word), ..] => {
                Self::of(number.whole()?, each, word)
            }
            [number @ Token::Number { .. }, Token::Word(word), rest @ ..] => {
                let outer = Self::of(1, number, word)?;
                let inner = match rest {
                    [Token::Times, each @ Token::Number { .. }, Token::Word(word), ..] => {
                        number.whole().and_then(|count| Self::of(count, each, word))
                    }
                    _ => None,
                };
                Some(inner.filter(|_| outer.unit == Unit::Piece).unwrap_or(outer))
            }
            _ => None,
        }
    }

    fn of(count: u64, each: &Token, word: &str) -> Option<Self> {
        let (unit, thousandths) = unit(word)?;
        let each = each.thousandths(thousandths)?.checked_mul(thousandths)? / 1000;
        count.checked_mul(each).filter(|whole| *whole > 0)?;
        Some(Self { count, each, unit })
    }

    /// How much of a unit a pack holds, in thousandths of it; at least 1. `None` when it is something else that is in
    /// there. A pack of six bottles also holds six pieces.
    #[must_use]
    pub fn holds(&self, unit: Unit) -> Option<u64> {
        match unit {
            _ if unit == self.unit => Some(self.whole()),
            Unit::Piece if self.count > 1 => Some(self.count.saturating_mul(1000)),
            _ => None,
        }
    }

    /// All of it, in thousandths of its unit: to compare packs of the same kind.
    #[must_use]
    pub const fn whole(&self) -> u64 {
        self.count.saturating_mul(self.each)
    }
}

enum Token {
    /// In thousandths, and how many digits stand behind the point or comma.
    Number {
        thousandths: u64,
        decimals: usize,
    },
    /// `x`, or the word between packs and what is in each: `6 bottles of 330 ml`.
    Times,
    Word(String),
}

impl Token {
    fn whole(&self) -> Option<u64> {
        match self {
            Self::Number { thousandths, .. } if thousandths.is_multiple_of(1000) => Some(thousandths / 1000),
            _ => None,
        }
    }

    /// A point or comma before three digits parts thousands (`1.000 g`), but for the large units: `1,000 kg` is one kilo.
    fn thousandths(&self, of_unit: u64) -> Option<u64> {
        let Self::Number { thousandths, decimals } = self else { return None };
        if *decimals == 3 && of_unit <= 1000 { thousandths.checked_mul(1000) } else { Some(*thousandths) }
    }
}

/// `None` when a number is too long to be one, or only one end of a range.
fn tokens(text: &str) -> Option<Vec<Token>> {
    let lower = text.to_lowercase();
    let mut rest = lower.trim_start();
    let mut tokens = Vec::new();
    while let Some(letter) = rest.chars().next() {
        let is_in = |letter: char| match letter {
            _ if letter.is_ascii_digit() => Kind::Number,
            _ if letter.is_alphabetic() => Kind::Word,
            _ => Kind::Sign,
        };
        let kind = is_in(letter);
        let end = match kind {
            Kind::Number => number_length(rest),
            Kind::Word => rest.find(|letter| is_in(letter) != Kind::Word).unwrap_or(rest.len()),
            Kind::Sign => letter.len_utf8(),
        };
        let (token, behind) = rest.split_at(end);
        match (kind, token) {
            (Kind::Number, number) => tokens.push(read_number(number)?),
            (Kind::Word, "x" | "à" | "of" | "van" | "von" | "de" | "mit" | "zu") | (Kind::Sign, "×" | "*") => {
                tokens.push(Token::Times);
            }
            (Kind::Word, word) => tokens.push(Token::Word(word.to_owned())),
            (Kind::Sign, "½") => tokens.push(Token::Number { thousandths: 500, decimals: 1 }),
            (Kind::Sign, "¼") => tokens.push(Token::Number { thousandths: 250, decimals: 2 }),
            (Kind::Sign, "¾") => tokens.push(Token::Number { thousandths: 750, decimals: 2 }),
            (Kind::Sign, "%" | "°" | "/") => tokens.push(Token::Word(token.to_owned())),
            (Kind::Sign, _) => {}
        }
        rest = behind.trim_start();
    }
    Some(tokens)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Number,
    Word,
    Sign,
}

/// Digits, and one point or comma with digits behind it.
fn number_length(text: &str) -> usize {
    let digits = |text: &str| text.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(text.len());
    let whole = digits(text);
    let behind = text[whole..].strip_prefix(['.', ',']).map_or(0, digits);
    if behind > 0 { whole + 1 + behind } else { whole }
}

fn read_number(text: &str) -> Option<Token> {
    let (whole, behind) = text.split_once(['.', ',']).unwrap_or((text, ""));
    let decimals = behind.len();
    let fraction: u64 = if decimals > 3 { return None } else { format!("{behind:0<3}").parse().ok()? };
    let thousandths = whole.parse::<u64>().ok()?.checked_mul(1000)?.checked_add(fraction)?;
    Some(Token::Number { thousandths, decimals })
}

/// A unit, and how many thousandths of what it is counted in are in one.
fn unit(word: &str) -> Option<(Unit, u64)> {
    Some(match word {
        "g" | "gr" | "gram" | "grams" | "gramme" | "grammes" | "gramm" | "gramo" | "gramos" => (Unit::Gram, 1_000),
        "kg" | "kgs" | "kilo" | "kilos" | "kilogram" | "kilograms" | "kilogramm" | "kilogramme" | "kilogrammes"
        | "kilogramo" | "kilogramos" => (Unit::Gram, 1_000_000),
        "mg" => (Unit::Gram, 1),
        "oz" | "ounce" | "ounces" => (Unit::Gram, 28_350),
        "lb" | "lbs" | "pound" | "pounds" => (Unit::Gram, 453_592),
        "pond" | "pfund" | "livre" | "livres" => (Unit::Gram, 500_000),
        "ml" | "milliliter" | "milliliters" | "millilitre" | "millilitres" | "mililitro" | "mililitros" => {
            (Unit::Millilitre, 1_000)
        }
        "cl" | "centiliter" | "centilitre" | "centilitres" | "zentiliter" | "centilitros" => (Unit::Millilitre, 10_000),
        "dl" | "deciliter" | "décilitre" | "deziliter" => (Unit::Millilitre, 100_000),
        "l" | "lt" | "ltr" | "liter" | "liters" | "litre" | "litres" | "litro" | "litros" => {
            (Unit::Millilitre, 1_000_000)
        }
        "pint" | "pints" => (Unit::Millilitre, 568_261),
        "mm" => (Unit::Millimetre, 1_000),
        "cm" => (Unit::Millimetre, 10_000),
        "m" | "meter" | "meters" | "metre" | "metres" | "mètre" | "mètres" | "metro" | "metros" => {
            (Unit::Millimetre, 1_000_000)
        }
        "pc" | "pcs" | "st" | "stk" | "ct" | "ud" | "uds" => (Unit::Piece, 1_000),
        // Numbers of these say how strong, how long or how warm, not how many.
        "watt" | "watts" | "volt" | "volts" | "mah" | "kwh" | "lumen" | "min" | "minutes" | "minuten" | "minutos"
        | "hours" | "uur" | "stunden" | "heures" | "horas" | "inch" | "inches" | "fach" | "years" | "months" => {
            return None;
        }
        _ if word.chars().count() >= 3 => (Unit::Piece, 1_000),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn holds(text: &str, unit: Unit) -> Option<u64> {
        Size::read(text)?.holds(unit)
    }

    #[test]
    fn sizes_are_read_as_shops_write_them() {
        for (text, unit, thousandths) in [
            ("500 g", Unit::Gram, 500_000),
            ("500g", Unit::Gram, 500_000),
            ("1 kg", Unit::Gram, 1_000_000),
            ("1,5 kg", Unit::Gram, 1_500_000),
            ("1,000 kg", Unit::Gram, 1_000_000),
            ("1.000 g", Unit::Gram, 1_000_000),
            ("½ kilo", Unit::Gram, 500_000),
            ("approx. 400 grams", Unit::Gram, 400_000),
            ("285 g (drained 170 g)", Unit::Gram, 285_000),
            ("1 liter", Unit::Millilitre, 1_000_000),
            ("1.5 liters", Unit::Millilitre, 1_500_000),
            ("0,75 L", Unit::Millilitre, 750_000),
            ("33cl", Unit::Millilitre, 330_000),
            ("6 x 330 ml", Unit::Millilitre, 1_980_000),
            ("6×33 cl", Unit::Millilitre, 1_980_000),
            ("6 x 330 ml", Unit::Piece, 6_000),
            ("6 bottles of 330 ml", Unit::Millilitre, 1_980_000),
            ("6 Flaschen à 0,33 l", Unit::Piece, 6_000),
            ("12 pieces", Unit::Piece, 12_000),
            ("12 stuks", Unit::Piece, 12_000),
            ("8 Rollen", Unit::Piece, 8_000),
            ("6-pack", Unit::Piece, 6_000),
            ("2 x 6 pieces", Unit::Piece, 12_000),
            ("1.000 pieces", Unit::Piece, 1_000_000),
            ("30 meters", Unit::Millimetre, 30_000_000),
        ] {
            assert_eq!(holds(text, unit), Some(thousandths), "{text}");
        }
    }

    #[test]
    fn what_says_no_amount_is_no_size() {
        for text in
            ["", "XL", "size 3", "0 g", "10-12 pieces", "60 W", "60 watt", "g 500", "99999999999999999999 g", "½"]
        {
            assert_eq!(Size::read(text), None, "{text}");
        }
        assert_eq!(holds("500 g", Unit::Piece), None);
        assert_eq!(holds("6 x 330 ml", Unit::Gram), None);
    }

    proptest! {
        #[test]
        fn whatever_is_written_is_read_or_not(text in "\\PC{0,40}") {
            if let Some(size) = Size::read(&text) {
                prop_assert!(size.whole() > 0);
            }
        }

        #[test]
        fn what_looks_like_a_size_never_overflows(count in any::<u64>(), each in any::<u64>(), point in "[.,]?[0-9]{0,4}",
            word in "(g|kg|l|ml|m|pieces)") {
            for text in [format!("{count} x {each}{point} {word}"), format!("{each}{point}{word}")] {
                if let Some(size) = Size::read(&text) {
                    prop_assert!(size.holds(Unit::Piece) != Some(0) && size.whole() > 0);
                }
            }
        }

        #[test]
        fn grams_are_the_same_in_kilos(grams in 1..1_000_000_u64) {
            let kilos = format!("{}.{:03} kg", grams / 1000, grams % 1000);
            prop_assert_eq!(holds(&kilos, Unit::Gram), Some(grams * 1000));
            prop_assert_eq!(holds(&format!("{grams} g"), Unit::Gram), Some(grams * 1000));
        }
    }
}
