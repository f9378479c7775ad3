//! Spanish: `veintiuno`, `treinta y dos`, `mil doscientos`.

use super::{NumberWords, Order, Part, Scale};

/// The number words of Spanish.
pub static SPANISH: NumberWords = NumberWords {
    parts: &PARTS,
    spellings: &[
        ("dieciseis", "dieciséis"),
        ("veintidos", "veintidós"),
        ("veintitres", "veintitrés"),
        ("veintiseis", "veintiséis"),
        ("veintiun", "veintiún"),
        ("millon", "millón"),
        ("billon", "billón"),
    ],
    scales: &[
        Scale { value: 1_000_000_000_000, one: &["un", "billón"], many: "billones" },
        Scale { value: 1_000_000, one: &["un", "millón"], many: "millones" },
        Scale { value: 1_000, one: &["mil"], many: "mil" },
    ],
    order: Order::TensAnd,
    says_one_hundred: false,
    followed: &[("uno", "un"), ("veintiuno", "veintiún")],
    halves: &[],
    point: "coma",
    join: |parts| parts.join(" "),
};

#[rustfmt::skip]
const PARTS: [(&str, Part); 65] = [
    ("cero", Part::Small(0)), ("uno", Part::Small(1)), ("dos", Part::Small(2)), ("tres", Part::Small(3)),
    ("cuatro", Part::Small(4)), ("cinco", Part::Small(5)), ("seis", Part::Small(6)), ("siete", Part::Small(7)),
    ("ocho", Part::Small(8)), ("nueve", Part::Small(9)), ("diez", Part::Small(10)), ("once", Part::Small(11)),
    ("doce", Part::Small(12)), ("trece", Part::Small(13)), ("catorce", Part::Small(14)), ("quince", Part::Small(15)),
    ("dieciséis", Part::Small(16)), ("diecisiete", Part::Small(17)), ("dieciocho", Part::Small(18)),
    ("diecinueve", Part::Small(19)), ("veintiuno", Part::Small(21)), ("veintidós", Part::Small(22)),
    ("veintitrés", Part::Small(23)), ("veinticuatro", Part::Small(24)), ("veinticinco", Part::Small(25)),
    ("veintiséis", Part::Small(26)), ("veintisiete", Part::Small(27)), ("veintiocho", Part::Small(28)),
    ("veintinueve", Part::Small(29)), ("un", Part::Small(1)), ("una", Part::Small(1)), ("veintiún", Part::Small(21)),
    ("veintiuna", Part::Small(21)), ("veinte", Part::Ten(20)), ("treinta", Part::Ten(30)),
    ("cuarenta", Part::Ten(40)), ("cincuenta", Part::Ten(50)), ("sesenta", Part::Ten(60)), ("setenta", Part::Ten(70)),
    ("ochenta", Part::Ten(80)), ("noventa", Part::Ten(90)), ("cien", Part::Hundred), ("ciento", Part::Hundreds(100)),
    ("doscientos", Part::Hundreds(200)), ("trescientos", Part::Hundreds(300)), ("cuatrocientos", Part::Hundreds(400)),
    ("quinientos", Part::Hundreds(500)), ("seiscientos", Part::Hundreds(600)), ("setecientos", Part::Hundreds(700)),
    ("ochocientos", Part::Hundreds(800)), ("novecientos", Part::Hundreds(900)), ("doscientas", Part::Hundreds(200)),
    ("trescientas", Part::Hundreds(300)), ("cuatrocientas", Part::Hundreds(400)), ("quinientas", Part::Hundreds(500)),
    ("seiscientas", Part::Hundreds(600)), ("setecientas", Part::Hundreds(700)), ("ochocientas", Part::Hundreds(800)),
    ("novecientas", Part::Hundreds(900)), ("mil", Part::Scale(1_000)), ("millón", Part::Scale(1_000_000)),
    ("millones", Part::Scale(1_000_000)), ("billón", Part::Scale(1_000_000_000_000)),
    ("billones", Part::Scale(1_000_000_000_000)), ("y", Part::And),
];
