//! Text to sentences: the first one can be heard while the next one is made.

/// Titles and the like, of all languages: a stop behind them never ends a sentence.
#[rustfmt::skip]
const TITLES: [&str; 22] = [
    "mr", "mrs", "ms", "dr", "prof", "st", "vs", "e.g", "i.e", "sr", "sra", "dhr", "mevr", "z.b", "d.h", "bzw", "inkl",
    "exkl", "zzgl", "evtl", "ggf", "p.ej",
];

/// Words that are short for something when a number follows: "No. 5" against "No. 5 is too many" said to a question.
const BEFORE_NUMBERS: [&str; 13] =
    ["no", "nos", "nr", "nrs", "núm", "approx", "aprox", "env", "ca", "max", "min", "máx", "mín"];

/// The months of German, which writes a stop behind the day: "am 3. März".
#[rustfmt::skip]
const GERMAN_MONTHS: [&str; 12] = [
    "Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November",
    "Dezember",
];

/// Splits a text into its sentences, each with the punctuation that ends it; none is empty.
///
/// A line break ends a sentence, and so does `.`, `!`, `?` or `…` in front of white space, unless it belongs to an
/// abbreviation or what follows goes on in lower case. The stop in "€18.40" or "1.5 l" has no white space behind it.
#[must_use]
pub fn sentences(text: &str) -> Vec<&str> {
    text.lines().flat_map(sentences_of_line).collect()
}

fn sentences_of_line(line: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut start = 0;
    for (position, mark) in line.char_indices() {
        if !matches!(mark, '.' | '!' | '?' | '…') {
            continue;
        }
        let end = position + mark.len_utf8();
        let closing = |letter: char| matches!(letter, '"' | '\'' | '”' | '’' | ')' | '»');
        let behind = line[end..].trim_start_matches(closing);
        let next = behind.trim_start();
        if behind.len() == next.len() || next.is_empty() {
            continue;
        }
        if mark == '.' && goes_on(&line[start..position], next) {
            continue;
        }
        let end = line.len() - behind.len();
        found.push(line[start..end].trim());
        start = end;
    }
    found.push(line[start..].trim());
    found.retain(|sentence| !sentence.is_empty());
    found
}

/// Whether a stop between these two belongs to an abbreviation.
fn goes_on(before: &str, next: &str) -> bool {
    let word = before.rsplit(char::is_whitespace).next().unwrap_or_default();
    let word = word.trim_start_matches(|letter: char| !letter.is_alphanumeric()).to_lowercase();
    let number_follows = next.starts_with(|letter: char| letter.is_ascii_digit());
    next.starts_with(char::is_lowercase)
        || TITLES.contains(&word.as_str())
        || (number_follows && BEFORE_NUMBERS.contains(&word.as_str()))
        || (is_day(&word) && GERMAN_MONTHS.iter().any(|month| next.starts_with(month)))
}

fn is_day(word: &str) -> bool {
    word.parse::<u8>().is_ok_and(|day| (1..=31).contains(&day))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn sentences_end_where_a_reader_would_pause() {
        let text = "Two packs of coffee. That is €18.40 with delivery. Shall I order it?";
        assert_eq!(sentences(text), ["Two packs of coffee.", "That is €18.40 with delivery.", "Shall I order it?"]);
        assert_eq!(sentences("Done! It comes on Monday…  Anything else?").len(), 3);
        assert_eq!(sentences("first line\nsecond line\n\n"), ["first line", "second line"]);
        assert_eq!(sentences("He said \"yes.\" Then he left."), ["He said \"yes.\"", "Then he left."]);
    }

    #[test]
    fn prices_units_and_abbreviations_do_not_end_a_sentence() {
        for whole in [
            "It costs €18.40 a pack.",
            "One bottle of 1.5 l is enough.",
            "Chanel No. 5 is not in stock.",
            "Ask Dr. Oetker about it.",
            "Fruit, e.g. apples, is fresh.",
            "About 2 kg, approx. 40 pieces.",
            "Milk, butter etc. are cold.",
            "Bestellung 1015 wurde am 3. März geliefert.",
            "Kaffee, z.B. Espresso, inkl. Versand.",
            "El pedido núm. 1015 de la Sra. Ruiz.",
        ] {
            assert_eq!(sentences(whole), [whole]);
        }
        assert_eq!(sentences("No. I did not order it."), ["No.", "I did not order it."]);
    }

    #[test]
    fn nothing_to_say_is_no_sentence() {
        assert!(sentences(" \n\t ").is_empty());
    }

    proptest! {
        #[test]
        fn no_word_is_lost(text in "\\PC{0,80}") {
            let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<String>();
            prop_assert_eq!(sentences(&text).iter().map(|sentence| words(sentence)).collect::<String>(), words(&text));
        }
    }
}
