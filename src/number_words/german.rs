//! German: `einundzwanzig`, `zweihundertfünf`, `fünfzehnhundert`.

use super::{NumberWords, Order, Part, Scale};

/// The number words of German.
pub static GERMAN: NumberWords = NumberWords {
    parts: &PARTS,
    spellings: &[
        ("fuenfzig", "fünfzig"),
        ("fuenfzehn", "fünfzehn"),
        ("fuenf", "fünf"),
        ("zwoelf", "zwölf"),
        ("dreissig", "dreißig"),
    ],
    scales: &[
        Scale { value: 1_000_000_000_000, one: &["eine", "billion"], many: "billionen" },
        Scale { value: 1_000_000_000, one: &["eine", "milliarde"], many: "milliarden" },
        Scale { value: 1_000_000, one: &["eine", "million"], many: "millionen" },
        Scale { value: 1_000, one: &["ein", "tausend"], many: "tausend" },
    ],
    order: Order::UnitsAnd,
    says_one_hundred: true,
    followed: &[("eins", "ein")],
    halves: &[&["ein", "halb"]],
    point: "komma",
    join,
};

#[rustfmt::skip]
const PARTS: [(&str, Part); 43] = [
    ("null", Part::Small(0)), ("eins", Part::Small(1)), ("zwei", Part::Small(2)), ("drei", Part::Small(3)),
    ("vier", Part::Small(4)), ("fünf", Part::Small(5)), ("sechs", Part::Small(6)), ("sieben", Part::Small(7)),
    ("acht", Part::Small(8)), ("neun", Part::Small(9)), ("zehn", Part::Small(10)), ("elf", Part::Small(11)),
    ("zwölf", Part::Small(12)), ("dreizehn", Part::Small(13)), ("vierzehn", Part::Small(14)),
    ("fünfzehn", Part::Small(15)), ("sechzehn", Part::Small(16)), ("siebzehn", Part::Small(17)),
    ("achtzehn", Part::Small(18)), ("neunzehn", Part::Small(19)), ("ein", Part::Small(1)), ("eine", Part::Small(1)),
    ("einen", Part::Small(1)), ("einem", Part::Small(1)), ("einer", Part::Small(1)), ("zwo", Part::Small(2)),
    ("zwanzig", Part::Ten(20)), ("dreißig", Part::Ten(30)), ("vierzig", Part::Ten(40)), ("fünfzig", Part::Ten(50)),
    ("sechzig", Part::Ten(60)), ("siebzig", Part::Ten(70)), ("achtzig", Part::Ten(80)), ("neunzig", Part::Ten(90)),
    ("hundert", Part::Hundred), ("tausend", Part::Scale(1_000)), ("million", Part::Scale(1_000_000)),
    ("millionen", Part::Scale(1_000_000)), ("milliarde", Part::Scale(1_000_000_000)),
    ("milliarden", Part::Scale(1_000_000_000)), ("billion", Part::Scale(1_000_000_000_000)),
    ("billionen", Part::Scale(1_000_000_000_000)), ("und", Part::And),
];

/// `zweiundzwanzig`, `eintausendeinhundert`, `zwei Millionen fünfhundert`.
fn join(parts: &[&'static str]) -> String {
    let mut text = String::new();
    for part in parts {
        let large = ["million", "milliarde", "billion"].iter().any(|scale| part.starts_with(scale));
        if large {
            text.extend([" ", &part[..1].to_uppercase(), &part[1..], " "]);
        } else {
            text.push_str(part);
        }
    }
    text.trim().to_owned()
}
