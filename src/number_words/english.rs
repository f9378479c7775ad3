//! English: `one hundred five`, `one hundred and five`, `a hundred and five`.

use super::{NumberWords, Order, Part, Scale};

/// The number words of English.
pub static ENGLISH: NumberWords = NumberWords {
    parts: &PARTS,
    spellings: &[("fourty", "forty"), ("ninty", "ninety")],
    scales: &[
        Scale { value: 1_000_000_000_000, one: &["one", "trillion"], many: "trillion" },
        Scale { value: 1_000_000_000, one: &["one", "billion"], many: "billion" },
        Scale { value: 1_000_000, one: &["one", "million"], many: "million" },
        Scale { value: 1_000, one: &["one", "thousand"], many: "thousand" },
    ],
    order: Order::Tens,
    says_one_hundred: true,
    followed: &[],
    halves: &[],
    point: "point",
    join,
};

#[rustfmt::skip]
const PARTS: [(&str, Part); 35] = [
    ("zero", Part::Small(0)), ("one", Part::Small(1)), ("two", Part::Small(2)), ("three", Part::Small(3)),
    ("four", Part::Small(4)), ("five", Part::Small(5)), ("six", Part::Small(6)), ("seven", Part::Small(7)),
    ("eight", Part::Small(8)), ("nine", Part::Small(9)), ("ten", Part::Small(10)), ("eleven", Part::Small(11)),
    ("twelve", Part::Small(12)), ("thirteen", Part::Small(13)), ("fourteen", Part::Small(14)),
    ("fifteen", Part::Small(15)), ("sixteen", Part::Small(16)), ("seventeen", Part::Small(17)),
    ("eighteen", Part::Small(18)), ("nineteen", Part::Small(19)), ("twenty", Part::Ten(20)),
    ("thirty", Part::Ten(30)), ("forty", Part::Ten(40)), ("fifty", Part::Ten(50)), ("sixty", Part::Ten(60)),
    ("seventy", Part::Ten(70)), ("eighty", Part::Ten(80)), ("ninety", Part::Ten(90)), ("hundred", Part::Hundred),
    ("thousand", Part::Scale(1_000)), ("million", Part::Scale(1_000_000)), ("billion", Part::Scale(1_000_000_000)),
    ("trillion", Part::Scale(1_000_000_000_000)), ("and", Part::And), ("a", Part::Article),
];

/// `forty-two`, `one hundred forty-two`.
fn join(parts: &[&'static str]) -> String {
    let mut text = String::new();
    for part in parts {
        if !text.is_empty() {
            let unit_behind_ten = text.ends_with("ty") && PARTS[1..10].iter().any(|(unit, _)| unit == part);
            text.push(if unit_behind_ten { '-' } else { ' ' });
        }
        text.push_str(part);
    }
    text
}
