//! Dutch: "achttien euro veertig", "tweeëntwintig november".

use super::language::{Clock, Gender, Language, Noun, month, noun, same, with_ending};
use super::numbers::Number;
use crate::number_words;

const LITER: Noun = same("liter");
const MILLILITER: Noun = same("milliliter");
const PIECES: Noun = noun("stuk", "stuks");
const CENT: Option<Noun> = Some(same("cent"));

pub static DUTCH: Language = Language {
    numbers: &number_words::DUTCH,
    decimal: ',',
    // What is counted is told from the article by its accents.
    agree: |words, _gender| match words.strip_prefix("een") {
        Some(behind) if behind.is_empty() || behind.starts_with(' ') => format!("één{behind}"),
        _ => words,
    },
    singular: Number::is_one,
    says_fraction_as_number: true,
    zero: "nul",
    orders: &["bestelling", "order"],
    names: &["nummer", "bestelnummer", "ordernummer", "klantnummer", "nr", "no", "code", "referentie", "#"],
    ordinal: |_before, text| {
        let endings = ["ste", "de", "e"].map(|ending| (ending, Gender::Masculine));
        with_ending(text, &endings, |value, _| Some(ordinal_words(value)))
    },
    date: |_before, day, number, year| {
        let day = format!("{} {}", DUTCH.cardinal(day), month(&MONTHS, number)?);
        Some(year.map_or_else(|| day.clone(), |year| format!("{day} {}", year_words(year))))
    },
    day_first: true,
    clock: Clock {
        between: &[(":", false), (".", true)],
        words: &["uur", "u"],
        say: |hours, minutes| match minutes {
            0 => format!("{} uur", DUTCH.cardinal(hours)),
            _ => format!("{} uur {}", DUTCH.cardinal(hours), DUTCH.cardinal(minutes)),
        },
    },
    minus: "min",
    point: "komma",
    range: "tot",
    per: "per",
    number: "nummer",
    about: "ongeveer",
    signs: &[
        ('&', "en"),
        ('%', "procent"),
        ('+', "plus"),
        ('=', "is"),
        ('@', "apenstaartje"),
        ('°', "graden"),
        ('€', "euro"),
        ('£', "pond"),
        ('$', "dollar"),
    ],
    fractions: ["een half", "een derde", "twee derde", "een kwart", "drie kwart"],
    currencies: &[
        ("EUR", same("euro"), CENT),
        ("USD", same("dollar"), CENT),
        ("GBP", same("pond"), Some(noun("penny", "pence"))),
        ("JPY", same("yen"), None),
        ("CHF", same("frank"), Some(noun("rappen", "rappen"))),
        ("SEK", noun("Zweedse kroon", "Zweedse kronen"), Some(same("öre"))),
        ("NOK", noun("Noorse kroon", "Noorse kronen"), Some(same("øre"))),
        ("DKK", noun("Deense kroon", "Deense kronen"), Some(same("øre"))),
        ("PLN", same("zloty"), Some(noun("grosz", "groszy"))),
    ],
    and_cents: ["en", ""],
    units: &[
        ("kg", same("kilo")),
        ("g", same("gram")),
        ("gr", same("gram")),
        ("mg", same("milligram")),
        ("l", LITER),
        ("L", LITER),
        ("ml", MILLILITER),
        ("mL", MILLILITER),
        ("cl", same("centiliter")),
        ("dl", same("deciliter")),
        ("km", same("kilometer")),
        ("m", same("meter")),
        ("cm", same("centimeter")),
        ("mm", same("millimeter")),
        ("st", PIECES),
        ("st.", PIECES),
        ("stuks", PIECES),
        ("%", same("procent")),
        ("°C", noun("graad Celsius", "graden Celsius")),
        ("W", same("watt")),
        ("kWh", same("kilowattuur")),
        ("V", same("volt")),
        ("mAh", same("milliampère-uur")),
        ("min", noun("minuut", "minuten")),
        ("min.", noun("minuut", "minuten")),
        ("u", same("uur")),
        ("h", same("uur")),
        ("x", same("keer")),
        ("×", same("keer")),
    ],
    abbreviations: &[
        ("nr.", "nummer"),
        ("nrs.", "nummers"),
        ("ca.", "circa"),
        ("bijv.", "bijvoorbeeld"),
        ("bv.", "bijvoorbeeld"),
        ("incl.", "inclusief"),
        ("excl.", "exclusief"),
        ("max.", "maximaal"),
        ("min.", "minimaal"),
        ("evt.", "eventueel"),
        ("enz.", "enzovoort"),
        ("a.u.b.", "alstublieft"),
        ("t/m", "tot en met"),
        ("p/st", "per stuk"),
        ("btw", "B T W"),
        ("BTW", "B T W"),
        ("PostNL", "Post N L"),
        ("bpost", "bee post"),
    ],
};

#[rustfmt::skip]
const MONTHS: [&str; 12] = [
    "januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november",
    "december",
];

/// 22: "tweeëntwintigste".
fn ordinal_words(value: u64) -> String {
    let words = DUTCH.numbers.written(value);
    match value % 100 {
        1 | 3 => {
            let (known, ordinal) = if value % 100 == 1 { ("een", "eerste") } else { ("drie", "derde") };
            format!("{}{ordinal}", words.strip_suffix(known).unwrap_or(&words))
        }
        8 => format!("{words}ste"),
        2..=19 => format!("{words}de"),
        _ => format!("{words}ste"),
    }
}

/// 1999: "negentien negenennegentig"; 2026: "tweeduizend zesentwintig".
fn year_words(value: u64) -> String {
    match (value / 100, value % 100) {
        (century @ 11..=19, rest @ 1..) => format!("{} {}", DUTCH.cardinal(century), DUTCH.cardinal(rest)),
        _ => DUTCH.cardinal(value),
    }
}
