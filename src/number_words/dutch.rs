//! Dutch: `eenentwintig`, `honderdvijf`, `vijftienhonderd`.

use super::{NumberWords, Order, Part, Scale};

/// The number words of Dutch.
pub static DUTCH: NumberWords = NumberWords {
    parts: &PARTS,
    spellings: &[("ën", "en"), ("één", "een"), ("éen", "een"), ("eén", "een")],
    scales: &[
        Scale { value: 1_000_000_000_000, one: &["een", "biljoen"], many: "biljoen" },
        Scale { value: 1_000_000_000, one: &["een", "miljard"], many: "miljard" },
        Scale { value: 1_000_000, one: &["een", "miljoen"], many: "miljoen" },
        Scale { value: 1_000, one: &["duizend"], many: "duizend" },
    ],
    order: Order::UnitsAnd,
    says_one_hundred: false,
    followed: &[],
    halves: &[&["en", "een", "half"], &["en", "een", "halve"], &["en", "half"], &["en", "halve"]],
    point: "komma",
    join,
};

#[rustfmt::skip]
const PARTS: [(&str, Part); 34] = [
    ("nul", Part::Small(0)), ("een", Part::Small(1)), ("twee", Part::Small(2)), ("drie", Part::Small(3)),
    ("vier", Part::Small(4)), ("vijf", Part::Small(5)), ("zes", Part::Small(6)), ("zeven", Part::Small(7)),
    ("acht", Part::Small(8)), ("negen", Part::Small(9)), ("tien", Part::Small(10)), ("elf", Part::Small(11)),
    ("twaalf", Part::Small(12)), ("dertien", Part::Small(13)), ("veertien", Part::Small(14)),
    ("vijftien", Part::Small(15)), ("zestien", Part::Small(16)), ("zeventien", Part::Small(17)),
    ("achttien", Part::Small(18)), ("negentien", Part::Small(19)), ("twintig", Part::Ten(20)),
    ("dertig", Part::Ten(30)), ("veertig", Part::Ten(40)), ("vijftig", Part::Ten(50)), ("zestig", Part::Ten(60)),
    ("zeventig", Part::Ten(70)), ("tachtig", Part::Ten(80)), ("negentig", Part::Ten(90)), ("honderd", Part::Hundred),
    ("duizend", Part::Scale(1_000)), ("miljoen", Part::Scale(1_000_000)), ("miljard", Part::Scale(1_000_000_000)),
    ("biljoen", Part::Scale(1_000_000_000_000)), ("en", Part::And),
];

/// `tweeëntwintig`, `tweeduizend vijfhonderdtien`, `een miljoen`.
fn join(parts: &[&'static str]) -> String {
    let mut text = String::new();
    for part in parts {
        let large = matches!(*part, "miljoen" | "miljard" | "biljoen");
        if large || ["duizend", "joen", "jard"].iter().any(|scale| text.ends_with(scale)) {
            text.push(' ');
        }
        // A vowel in front of another is told from it by a diaeresis.
        let vowels = *part == "en" && text.ends_with('e');
        text.push_str(if vowels { "ën" } else { part });
    }
    text.trim_start().to_owned()
}
