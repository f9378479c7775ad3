//! Number words, which are heard and spoken alike.

/// Zero to nineteen in English.
pub const SMALL: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const TENS: [&str; 10] = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
const SCALES: [(u64, &str); 5] = [
    (1_000_000_000_000, "trillion"),
    (1_000_000_000, "billion"),
    (1_000_000, "million"),
    (1_000, "thousand"),
    (100, "hundred"),
];

/// The words of an English cardinal, without "and": 1042 is one, thousand, forty, two.
#[must_use]
pub fn cardinal(number: u64) -> Vec<&'static str> {
    let mut words = Vec::new();
    append(number, &mut words);
    words
}

fn append(number: u64, words: &mut Vec<&'static str>) {
    if let Some((scale, name)) = SCALES.into_iter().find(|(scale, _)| number >= *scale) {
        append(number / scale, words);
        words.push(name);
        if !number.is_multiple_of(scale) {
            append(number % scale, words);
        }
        return;
    }
    let at =
        |table: &[&'static str], index: u64| usize::try_from(index).ok().and_then(|index| table.get(index).copied());
    if number < 20 {
        words.extend(at(&SMALL, number));
    } else {
        words.extend(at(&TENS, number / 10));
        words.extend((!number.is_multiple_of(10)).then(|| at(&SMALL, number % 10)).flatten());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cardinals_are_in_words() {
        let said = |number| cardinal(number).join(" ");
        assert_eq!(said(0), "zero");
        assert_eq!(said(19), "nineteen");
        assert_eq!(said(40), "forty");
        assert_eq!(said(1_042), "one thousand forty two");
        assert_eq!(said(2_000_300), "two million three hundred");
        assert_eq!(said(u64::MAX).split(' ').next(), Some("eighteen"));
    }
}
