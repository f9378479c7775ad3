//! Spanish: "dieciocho euros con cuarenta", "veintidós de noviembre".

use super::Reading;
use super::language::{Clock, Gender, Language, Noun, feminine, month, noun, same, with_ending};
use super::numbers::Number;
use crate::number_words;

const LITRO: Noun = noun("litro", "litros");
const MILILITRO: Noun = noun("mililitro", "mililitros");
const UNIT: Noun = feminine("unidad", "unidades");
const CENTIMO: Option<Noun> = Some(noun("céntimo", "céntimos"));

pub static SPANISH: Language = Language {
    numbers: &number_words::SPANISH,
    decimal: ',',
    agree,
    singular: Number::is_one,
    says_fraction_as_number: true,
    zero: "cero",
    orders: &["pedido", "orden"],
    names: &["número", "núm", "n.º", "nº", "no", "código", "referencia", "#"],
    ordinal: |_before, text| ordinal(text),
    date: |_before, day, number, year| {
        let day = format!("{} de {}", SPANISH.cardinal(day), month(&MONTHS, number)?);
        Some(year.map_or_else(|| day.clone(), |year| format!("{day} de {}", SPANISH.cardinal(year))))
    },
    day_first: true,
    clock: Clock {
        between: &[(":", false), (".", true)],
        words: &["horas", "h"],
        say: |hours, minutes| {
            let hours = SPANISH.counted(hours, Gender::Feminine);
            match minutes {
                0 => format!("{hours} en punto"),
                _ => format!("{hours} y {}", SPANISH.cardinal(minutes)),
            }
        },
    },
    minus: "menos",
    point: "coma",
    range: "a",
    per: "por",
    number: "número",
    about: "unos",
    signs: &[
        ('&', "y"),
        ('%', "por ciento"),
        ('+', "más"),
        ('=', "igual a"),
        ('@', "arroba"),
        ('°', "grados"),
        ('€', "euros"),
        ('£', "libras"),
        ('$', "dólares"),
    ],
    fractions: ["medio", "un tercio", "dos tercios", "un cuarto", "tres cuartos"],
    currencies: &[
        ("EUR", noun("euro", "euros"), CENTIMO),
        ("USD", noun("dólar", "dólares"), Some(noun("centavo", "centavos"))),
        ("GBP", feminine("libra", "libras"), Some(noun("penique", "peniques"))),
        ("JPY", noun("yen", "yenes"), None),
        ("CHF", noun("franco", "francos"), CENTIMO),
        ("MXN", noun("peso", "pesos"), Some(noun("centavo", "centavos"))),
        ("SEK", feminine("corona sueca", "coronas suecas"), Some(same("öre"))),
        ("NOK", feminine("corona noruega", "coronas noruegas"), Some(same("øre"))),
        ("DKK", feminine("corona danesa", "coronas danesas"), Some(same("øre"))),
        ("PLN", noun("esloti", "eslotis"), Some(noun("grosz", "groszy"))),
    ],
    and_cents: ["con", "con "],
    units: &[
        ("kg", noun("kilo", "kilos")),
        ("g", noun("gramo", "gramos")),
        ("gr", noun("gramo", "gramos")),
        ("mg", noun("miligramo", "miligramos")),
        ("l", LITRO),
        ("L", LITRO),
        ("ml", MILILITRO),
        ("mL", MILILITRO),
        ("cl", noun("centilitro", "centilitros")),
        ("dl", noun("decilitro", "decilitros")),
        ("km", noun("kilómetro", "kilómetros")),
        ("m", noun("metro", "metros")),
        ("cm", noun("centímetro", "centímetros")),
        ("mm", noun("milímetro", "milímetros")),
        ("ud", UNIT),
        ("ud.", UNIT),
        ("uds", UNIT),
        ("uds.", UNIT),
        ("unidades", UNIT),
        ("piezas", feminine("pieza", "piezas")),
        ("%", same("por ciento")),
        ("°C", noun("grado Celsius", "grados Celsius")),
        ("W", noun("vatio", "vatios")),
        ("kWh", noun("kilovatio hora", "kilovatios hora")),
        ("V", noun("voltio", "voltios")),
        ("mAh", noun("miliamperio hora", "miliamperios hora")),
        ("min", noun("minuto", "minutos")),
        ("h", feminine("hora", "horas")),
        ("x", same("por")),
        ("×", same("por")),
    ],
    abbreviations: &[
        ("n.º", "número"),
        ("nº", "número"),
        ("núm.", "número"),
        ("aprox.", "aproximadamente"),
        ("p. ej.", "por ejemplo"),
        ("p.ej.", "por ejemplo"),
        ("máx.", "máximo"),
        ("mín.", "mínimo"),
        ("etc.", "etcétera"),
        ("incl.", "incluido"),
        ("Sr.", "señor"),
        ("Sra.", "señora"),
        ("Ud.", "usted"),
        ("IVA", "iva"),
        ("PostNL", "Post N L"),
    ],
};

#[rustfmt::skip]
const MONTHS: [&str; 12] = [
    "enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre",
    "diciembre",
];

/// `un euro`, `una libra`, `veintiún euros`, `doscientas libras`.
fn agree(words: String, gender: Option<Gender>) -> String {
    let Some(gender) = gender else { return words };
    let [one, twenty_one] = if gender == Gender::Feminine { ["una", "veintiuna"] } else { ["un", "veintiún"] };
    let words = if gender == Gender::Feminine {
        words.replace("cientos", "cientas").replace("quinientos", "quinientas")
    } else {
        words
    };
    match (words.strip_suffix("veintiuno"), words.strip_suffix("uno")) {
        (Some(head), _) => format!("{head}{twenty_one}"),
        (None, Some(head)) => format!("{head}{one}"),
        (None, None) => words,
    }
}

/// `1.º`, `2ª`, `3.er`; beyond the twelfth a shop says the cardinal.
fn ordinal(text: &str) -> Option<Reading> {
    let endings = [
        (".º", Gender::Masculine),
        ("º", Gender::Masculine),
        (".ª", Gender::Feminine),
        ("ª", Gender::Feminine),
        (".er", Gender::Masculine),
        ("er", Gender::Masculine),
    ];
    let (words, used) = with_ending(text, &endings, |value, gender| Some(ordinal_words(value, gender)))?;
    let shortened = text[..used].ends_with("er").then(|| words.strip_suffix('o').map(str::to_owned)).flatten();
    Some((shortened.unwrap_or(words), used))
}

fn ordinal_words(value: u64, gender: Gender) -> String {
    #[rustfmt::skip]
    const FIRST: [&str; 12] = [
        "primer", "segund", "tercer", "cuart", "quint", "sext", "séptim", "octav", "noven", "décim", "undécim",
        "duodécim",
    ];
    let stem = usize::try_from(value).ok().and_then(|value| FIRST.get(value.checked_sub(1)?));
    let ending = if gender == Gender::Feminine { 'a' } else { 'o' };
    stem.map_or_else(|| SPANISH.cardinal(value), |stem| format!("{stem}{ending}"))
}
