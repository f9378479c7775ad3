//! French: "dix-huit euros quarante", "le vingt-deux novembre".

use super::Reading;
use super::language::{Clock, Gender, Language, Noun, feminine, month, noun, same, with_ending};
use super::numbers::Number;
use crate::number_words;

const LITRE: Noun = noun("litre", "litres");
const MILLILITRE: Noun = noun("millilitre", "millilitres");
const CENTIME: Option<Noun> = Some(noun("centime", "centimes"));
const CENT: Option<Noun> = Some(noun("cent", "cents"));

pub static FRENCH: Language = Language {
    numbers: &number_words::FRENCH,
    decimal: ',',
    agree: |words, gender| match (words.strip_suffix("un"), gender) {
        (Some(head), Some(Gender::Feminine)) if head.is_empty() || head.ends_with('-') => format!("{head}une"),
        _ => words,
    },
    singular: Number::is_below_two,
    says_fraction_as_number: true,
    zero: "zéro",
    orders: &["commande"],
    names: &["numéro", "n°", "nº", "no", "code", "référence", "#"],
    ordinal: |_before, text| ordinal(text),
    date: |_before, day, number, year| {
        let month = month(&MONTHS, number)?;
        let day = if day == 1 { "premier".to_owned() } else { FRENCH.cardinal(day) };
        Some(match year {
            Some(year) => format!("{day} {month} {}", FRENCH.cardinal(year)),
            None => format!("{day} {month}"),
        })
    },
    day_first: true,
    clock: Clock {
        between: &[(":", false), ("h", false), (" h ", false)],
        words: &["h"],
        say: |hours, minutes| {
            let name = if hours < 2 { "heure" } else { "heures" };
            let hours = format!("{} {name}", FRENCH.counted(hours, Gender::Feminine));
            if minutes == 0 { hours } else { format!("{hours} {}", FRENCH.cardinal(minutes)) }
        },
    },
    minus: "moins",
    point: "virgule",
    range: "à",
    per: "par",
    number: "numéro",
    about: "environ",
    signs: &[
        ('&', "et"),
        ('%', "pour cent"),
        ('+', "plus"),
        ('=', "égale"),
        ('@', "arobase"),
        ('°', "degrés"),
        ('€', "euros"),
        ('£', "livres"),
        ('$', "dollars"),
    ],
    fractions: ["un demi", "un tiers", "deux tiers", "un quart", "trois quarts"],
    currencies: &[
        ("EUR", noun("euro", "euros"), CENTIME),
        ("USD", noun("dollar", "dollars"), CENT),
        ("GBP", feminine("livre", "livres"), Some(noun("penny", "pence"))),
        ("JPY", noun("yen", "yens"), None),
        ("CHF", noun("franc", "francs"), CENTIME),
        ("SEK", feminine("couronne suédoise", "couronnes suédoises"), Some(same("öre"))),
        ("NOK", feminine("couronne norvégienne", "couronnes norvégiennes"), Some(same("øre"))),
        ("DKK", feminine("couronne danoise", "couronnes danoises"), Some(same("øre"))),
        ("PLN", noun("zloty", "zlotys"), Some(noun("grosz", "groszy"))),
    ],
    and_cents: ["et", ""],
    units: &[
        ("kg", noun("kilo", "kilos")),
        ("g", noun("gramme", "grammes")),
        ("mg", noun("milligramme", "milligrammes")),
        ("l", LITRE),
        ("L", LITRE),
        ("ml", MILLILITRE),
        ("mL", MILLILITRE),
        ("cl", noun("centilitre", "centilitres")),
        ("dl", noun("décilitre", "décilitres")),
        ("km", noun("kilomètre", "kilomètres")),
        ("m", noun("mètre", "mètres")),
        ("cm", noun("centimètre", "centimètres")),
        ("mm", noun("millimètre", "millimètres")),
        ("pc", feminine("pièce", "pièces")),
        ("pcs", feminine("pièce", "pièces")),
        ("pièces", feminine("pièce", "pièces")),
        ("%", same("pour cent")),
        ("°C", noun("degré Celsius", "degrés Celsius")),
        ("W", noun("watt", "watts")),
        ("kWh", noun("kilowattheure", "kilowattheures")),
        ("V", noun("volt", "volts")),
        ("mAh", noun("milliampère-heure", "milliampères-heures")),
        ("min", feminine("minute", "minutes")),
        ("h", feminine("heure", "heures")),
        ("x", same("fois")),
        ("×", same("fois")),
    ],
    abbreviations: &[
        ("n°", "numéro"),
        ("nº", "numéro"),
        ("env.", "environ"),
        ("ex.", "exemple"),
        ("c.-à-d.", "c'est-à-dire"),
        ("max.", "maximum"),
        ("min.", "minimum"),
        ("etc.", "et cetera"),
        ("TTC", "T T C"),
        ("TVA", "T V A"),
        ("svp", "s'il vous plaît"),
        ("M.", "monsieur"),
        ("Mme", "madame"),
        ("PostNL", "Post N L"),
    ],
};

#[rustfmt::skip]
const MONTHS: [&str; 12] = [
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre",
    "décembre",
];

/// `1er`, `1re`, `2e`, `22ème`.
fn ordinal(text: &str) -> Option<Reading> {
    let endings = [
        ("ère", Gender::Feminine),
        ("re", Gender::Feminine),
        ("er", Gender::Masculine),
        ("ème", Gender::Masculine),
        ("e", Gender::Masculine),
    ];
    with_ending(text, &endings, |value, gender| Some(ordinal_words(value, gender)))
}

/// 22: "vingt-deuxième".
fn ordinal_words(value: u64, gender: Gender) -> String {
    if value == 1 {
        return if gender == Gender::Feminine { "première" } else { "premier" }.to_owned();
    }
    let words = FRENCH.numbers.written(value);
    let stem = match () {
        () if words.ends_with("cinq") => format!("{words}u"),
        () if words.ends_with("neuf") => words.strip_suffix('f').map(|head| format!("{head}v")).unwrap_or_default(),
        () if words.ends_with("vingts") || words.ends_with("cents") => words.trim_end_matches('s').to_owned(),
        () => words.strip_suffix('e').unwrap_or(&words).to_owned(),
    };
    format!("{stem}ième")
}
