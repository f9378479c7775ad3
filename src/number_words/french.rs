//! French: `quatre-vingt-dix-sept`, also `nonante-sept` as in Belgium and Switzerland.

use super::{NumberWords, Order, Part, Scale};

/// The number words of French.
pub static FRENCH: NumberWords = NumberWords {
    parts: &PARTS,
    spellings: &[("zero", "zéro")],
    scales: &[
        Scale { value: 1_000_000_000_000, one: &["un", "billion"], many: "billions" },
        Scale { value: 1_000_000_000, one: &["un", "milliard"], many: "milliards" },
        Scale { value: 1_000_000, one: &["un", "million"], many: "millions" },
        Scale { value: 1_000, one: &["mille"], many: "mille" },
    ],
    order: Order::Twenties,
    says_one_hundred: false,
    followed: &[("vingts", "vingt"), ("cents", "cent")],
    halves: &[],
    point: "virgule",
    join: |parts| parts.join("-"),
};

#[rustfmt::skip]
const PARTS: [(&str, Part); 39] = [
    ("zéro", Part::Small(0)), ("un", Part::Small(1)), ("deux", Part::Small(2)), ("trois", Part::Small(3)),
    ("quatre", Part::Small(4)), ("cinq", Part::Small(5)), ("six", Part::Small(6)), ("sept", Part::Small(7)),
    ("huit", Part::Small(8)), ("neuf", Part::Small(9)), ("dix", Part::Small(10)), ("onze", Part::Small(11)),
    ("douze", Part::Small(12)), ("treize", Part::Small(13)), ("quatorze", Part::Small(14)),
    ("quinze", Part::Small(15)), ("seize", Part::Small(16)), ("une", Part::Small(1)), ("vingt", Part::Ten(20)),
    ("trente", Part::Ten(30)), ("quarante", Part::Ten(40)), ("cinquante", Part::Ten(50)), ("soixante", Part::Ten(60)),
    ("septante", Part::Ten(70)), ("huitante", Part::Ten(80)), ("nonante", Part::Ten(90)), ("octante", Part::Ten(80)),
    ("vingts", Part::Twenties), ("cents", Part::Hundred), ("cent", Part::Hundred), ("mille", Part::Scale(1_000)),
    ("mil", Part::Scale(1_000)), ("million", Part::Scale(1_000_000)), ("millions", Part::Scale(1_000_000)),
    ("milliard", Part::Scale(1_000_000_000)), ("milliards", Part::Scale(1_000_000_000)),
    ("billion", Part::Scale(1_000_000_000_000)), ("billions", Part::Scale(1_000_000_000_000)), ("et", Part::And),
];
