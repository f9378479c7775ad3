//! German: "achtzehn Euro vierzig", "am zweiundzwanzigsten November".

use super::Reading;
use super::language::{Clock, Gender, Language, Noun, feminine, month, noun, same};
use super::numbers::Number;
use crate::number_words;

const LITER: Noun = same("Liter");
const MILLILITER: Noun = same("Milliliter");
const PIECES: Noun = same("Stück");
const CENT: Option<Noun> = Some(same("Cent"));

pub static GERMAN: Language = Language {
    numbers: &number_words::GERMAN,
    decimal: ',',
    agree: |words, gender| match (words.strip_suffix("eins"), gender) {
        (Some(head), Some(Gender::Masculine)) => format!("{head}ein"),
        (Some(head), Some(Gender::Feminine)) => format!("{head}eine"),
        _ => words,
    },
    singular: Number::is_one,
    says_fraction_as_number: false,
    zero: "null",
    orders: &["bestellung", "auftrag"],
    names: &["nummer", "bestellnummer", "auftragsnummer", "kundennummer", "nr", "code", "referenz", "#"],
    ordinal,
    date: |before, day, number, year| {
        let day = format!("{} {}", ordinal_words(day, ending(before)), month(&MONTHS, number)?);
        Some(year.map_or_else(|| day.clone(), |year| format!("{day} {}", year_words(year))))
    },
    day_first: true,
    clock: Clock {
        between: &[(":", false), (".", true)],
        words: &["Uhr", "h"],
        say: |hours, minutes| match minutes {
            0 => format!("{} Uhr", GERMAN.counted(hours, Gender::Masculine)),
            _ => format!("{} Uhr {}", GERMAN.counted(hours, Gender::Masculine), GERMAN.cardinal(minutes)),
        },
    },
    minus: "minus",
    point: "Komma",
    range: "bis",
    per: "pro",
    number: "Nummer",
    about: "etwa",
    signs: &[
        ('&', "und"),
        ('%', "Prozent"),
        ('+', "plus"),
        ('=', "gleich"),
        ('@', "at"),
        ('°', "Grad"),
        ('€', "Euro"),
        ('£', "Pfund"),
        ('$', "Dollar"),
    ],
    fractions: ["ein halb", "ein Drittel", "zwei Drittel", "ein Viertel", "drei Viertel"],
    currencies: &[
        ("EUR", same("Euro"), CENT),
        ("USD", same("Dollar"), CENT),
        ("GBP", same("Pfund"), Some(noun("Penny", "Pence"))),
        ("JPY", same("Yen"), None),
        ("CHF", same("Franken"), Some(same("Rappen"))),
        ("SEK", feminine("schwedische Krone", "schwedische Kronen"), Some(same("Öre"))),
        ("NOK", feminine("norwegische Krone", "norwegische Kronen"), Some(same("Øre"))),
        ("DKK", feminine("dänische Krone", "dänische Kronen"), Some(same("Øre"))),
        ("PLN", same("Zloty"), Some(same("Groszy"))),
    ],
    and_cents: ["und", ""],
    units: &[
        ("kg", same("Kilogramm")),
        ("g", same("Gramm")),
        ("mg", same("Milligramm")),
        ("l", LITER),
        ("L", LITER),
        ("ml", MILLILITER),
        ("mL", MILLILITER),
        ("cl", same("Zentiliter")),
        ("dl", same("Deziliter")),
        ("km", same("Kilometer")),
        ("m", same("Meter")),
        ("cm", same("Zentimeter")),
        ("mm", same("Millimeter")),
        ("St", PIECES),
        ("St.", PIECES),
        ("Stk", PIECES),
        ("Stk.", PIECES),
        ("Stück", PIECES),
        ("%", same("Prozent")),
        ("°C", same("Grad Celsius")),
        ("W", same("Watt")),
        ("kWh", feminine("Kilowattstunde", "Kilowattstunden")),
        ("V", same("Volt")),
        ("mAh", feminine("Milliamperestunde", "Milliamperestunden")),
        ("min", feminine("Minute", "Minuten")),
        ("Min.", feminine("Minute", "Minuten")),
        ("h", feminine("Stunde", "Stunden")),
        ("Std.", feminine("Stunde", "Stunden")),
        ("Uhr", same("Uhr")),
        ("x", same("mal")),
        ("×", same("mal")),
    ],
    abbreviations: &[
        ("Nr.", "Nummer"),
        ("nr.", "Nummer"),
        ("ca.", "circa"),
        ("z.B.", "zum Beispiel"),
        ("z. B.", "zum Beispiel"),
        ("d.h.", "das heißt"),
        ("d. h.", "das heißt"),
        ("bzw.", "beziehungsweise"),
        ("inkl.", "inklusive"),
        ("exkl.", "exklusive"),
        ("zzgl.", "zuzüglich"),
        ("max.", "maximal"),
        ("min.", "mindestens"),
        ("evtl.", "eventuell"),
        ("ggf.", "gegebenenfalls"),
        ("usw.", "und so weiter"),
        ("MwSt.", "Mehrwertsteuer"),
        ("PostNL", "Post N L"),
    ],
};

#[rustfmt::skip]
const MONTHS: [&str; 12] = [
    "Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November",
    "Dezember",
];

/// `22. November`, `am 3. Tag`: digits and a stop alone may end a sentence, so that a month, or an article in front of
/// them, must say that they do not.
fn ordinal(before: &str, text: &str) -> Option<Reading> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let next = text[digits..].strip_prefix(". ")?;
    let word = next.split(|letter: char| !letter.is_alphanumeric()).next().unwrap_or_default();
    let follows_article = ending(before) != "ter" && word.starts_with(char::is_alphabetic);
    (MONTHS.contains(&word) || follows_article).then_some(())?;
    let value = text[..digits].parse().ok().filter(|value| *value < 1_000_000)?;
    Some((ordinal_words(value, ending(before)), digits + 1))
}

/// The ending behind these words: "am zweiten", "der zweite", "zweiter".
fn ending(before: &str) -> &'static str {
    let word = before.split_whitespace().next_back().unwrap_or_default().to_lowercase();
    match word.as_str() {
        "am" | "im" | "zum" | "vom" | "beim" | "dem" | "den" | "des" | "ab" | "bis" | "seit" => "ten",
        "der" | "die" | "das" => "te",
        _ => "ter",
    }
}

/// 22 with `ten`: "zweiundzwanzigsten".
fn ordinal_words(value: u64, ending: &str) -> String {
    let words = GERMAN.numbers.written(value);
    let irregular = [(1, "eins", "ers"), (3, "drei", "drit"), (7, "sieben", "sieb"), (8, "acht", "ach")];
    match irregular.iter().find(|(known, ..)| *known == value % 100) {
        Some((3, known, stem)) => {
            format!("{}{stem}{ending}", words.strip_suffix(known).unwrap_or(&words))
        }
        Some((_, known, stem)) => format!("{}{stem}{ending}", words.strip_suffix(known).unwrap_or(&words)),
        None if (2..20).contains(&(value % 100)) => format!("{words}{ending}"),
        None => format!("{words}s{ending}"),
    }
}

/// 1999: "neunzehnhundertneunundneunzig"; 2026: "zweitausendsechsundzwanzig".
fn year_words(value: u64) -> String {
    match (value / 100, value % 100) {
        (century @ 11..=19, 0) => format!("{}hundert", GERMAN.numbers.written(century)),
        (century @ 11..=19, rest) => {
            format!("{}hundert{}", GERMAN.numbers.written(century), GERMAN.numbers.written(rest))
        }
        _ => GERMAN.cardinal(value),
    }
}
