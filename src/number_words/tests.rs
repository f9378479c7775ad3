use proptest::prelude::*;

use super::*;

const LANGUAGES: [&str; 5] = ["en", "nl", "de", "fr", "es"];

fn written(language: &str, number: u64) -> String {
    of(language).unwrap().written(number)
}

fn read(language: &str, text: &str) -> Option<u64> {
    let known = of(language).unwrap();
    let words: Vec<&str> = text.split([' ', '-']).collect();
    let words: Vec<&str> = words.into_iter().flat_map(|word| known.parts(word).unwrap_or_else(|| vec![word])).collect();
    known.read(&words).into_iter().find(|(length, _)| *length == words.len()).map(|(_, number)| number)
}

#[test]
fn numbers_are_written_as_each_language_writes_them() {
    assert_eq!(written("en", 1_042), "one thousand forty-two");
    assert_eq!(written("nl", 22), "tweeëntwintig");
    assert_eq!(written("nl", 2_105), "tweeduizend honderdvijf");
    assert_eq!(written("de", 121), "einhunderteinundzwanzig");
    assert_eq!(written("de", 2_001_101), "zwei Millionen eintausendeinhunderteins");
    assert_eq!(written("fr", 97), "quatre-vingt-dix-sept");
    assert_eq!(written("fr", 280), "deux-cent-quatre-vingts");
    assert_eq!(written("es", 21_531), "veintiún mil quinientos treinta y uno");
    assert_eq!(written("es", 100_101), "cien mil ciento uno");
}

#[test]
fn numbers_are_read_as_people_say_them() {
    for (language, said, number) in [
        ("en", "a hundred and five", 105),
        ("en", "fifteen hundred", 1_500),
        ("en", "two hundred thousand and one", 200_001),
        ("nl", "een en twintig", 21),
        ("nl", "drieentwintig", 23),
        ("nl", "vijftienhonderd", 1_500),
        ("nl", "honderd en vijf", 105),
        ("de", "zwei hundert", 200),
        ("de", "hundertundeins", 101),
        ("de", "zwei und zwanzig tausend", 22_000),
        ("fr", "septante et un", 71),
        ("fr", "nonante-neuf", 99),
        ("fr", "quatre vingts", 80),
        ("fr", "soixante et onze", 71),
        ("es", "veinte y uno", 21),
        ("es", "treinta dos", 32),
        ("es", "mil doscientas", 1_200),
        ("es", "dos mil millones", 2_000_000_000),
    ] {
        assert_eq!(read(language, said), Some(number), "{said}");
    }
}

#[test]
fn what_is_no_number_is_none() {
    for (language, said) in [
        ("en", "and"),
        ("en", "twenty and two"),
        ("en", "one two"),
        ("en", "a"),
        ("nl", "twintig een"),
        ("de", "zwanzig zwei"),
        ("de", "dreieck"),
        ("fr", "dix vingt"),
        ("es", "cien cien"),
        ("es", "millar"),
    ] {
        assert_eq!(read(language, said), None, "{said}");
    }
}

#[test]
fn a_compound_in_another_spelling_has_the_same_parts() {
    let parts = |language, word| of(language).unwrap().parts(word).map(|parts| parts.join(" "));
    assert_eq!(parts("de", "fuenfundzwanzig").as_deref(), Some("fünf und zwanzig"));
    assert_eq!(parts("de", "zweieinhalb").as_deref(), Some("zwei ein halb"));
    assert_eq!(parts("nl", "tweeënhalve").as_deref(), Some("twee en halve"));
    assert_eq!(parts("es", "veintidos").as_deref(), Some("veintidós"));
    assert_eq!(parts("en", "twenty"), None);
    assert_eq!(parts("nl", "achteraf"), None);
    assert_eq!(parts("de", &"ein".repeat(30)), None);
}

#[test]
fn every_number_to_a_million_is_read_back() {
    let dense = (0..=3_000).chain((3_000..1_000_000).step_by(37)).chain(999_000..=1_000_000);
    for number in dense {
        for language in LANGUAGES {
            let known = of(language).unwrap();
            let parts = known.cardinal(number);
            assert_eq!(known.read(&parts).first(), Some(&(parts.len(), number)), "{parts:?}");
        }
    }
    for number in (0..=1_000_000).step_by(3_571).chain(0..=1_300) {
        for language in LANGUAGES {
            assert_eq!(read(language, &written(language, number).to_lowercase()), Some(number), "{language} {number}");
        }
    }
}

proptest! {
    #[test]
    fn every_number_beyond_is_read_back(number in 1_000_000_u64..1_000_000_000_000) {
        for language in LANGUAGES {
            let known = of(language).unwrap();
            let parts = known.cardinal(number);
            prop_assert_eq!(known.read(&parts).first().copied(), Some((parts.len(), number)));
        }
    }

    #[test]
    fn any_row_of_parts_is_read_in_bounded_time(picks in prop::collection::vec(0_usize..100, 0..200)) {
        for language in LANGUAGES {
            let known = of(language).unwrap();
            let words: Vec<&str> = picks.iter().map(|pick| known.parts[pick % known.parts.len()].0).collect();
            for (length, _) in known.read(&words) {
                prop_assert!(length <= words.len());
            }
            let _ = known.parts(&words.concat());
        }
    }
}
