//! IPA to ARPAbet: how a word that no dictionary has is handed to a recogniser that knows the phones of English.

/// What espeak-ng writes, and the phones of the CMU dictionary for it; the longest that fits counts.
const PHONES: &[(&str, &[&str])] = &[
    ("aɪə", &["AY", "ER"]),
    ("aɪɚ", &["AY", "ER"]),
    ("aʊə", &["AW", "ER"]),
    ("aʊɚ", &["AW", "ER"]),
    ("oːɹ", &["AO", "R"]),
    ("ɔːɹ", &["AO", "R"]),
    ("ʊɹ", &["UH", "R"]),
    ("eə", &["EH", "R"]),
    ("ɪə", &["IH", "R"]),
    ("iə", &["IY", "AH"]),
    ("ʊə", &["UH", "R"]),
    ("əl", &["AH", "L"]),
    ("tʃ", &["CH"]),
    ("dʒ", &["JH"]),
    ("ts", &["T", "S"]),
    ("aɪ", &["AY"]),
    ("aʊ", &["AW"]),
    ("eɪ", &["EY"]),
    ("oʊ", &["OW"]),
    ("əʊ", &["OW"]),
    ("ɔɪ", &["OY"]),
    ("ɜː", &["ER"]),
    ("ɑː", &["AA"]),
    ("ɔː", &["AO"]),
    ("iː", &["IY"]),
    ("uː", &["UW"]),
    ("oː", &["AO"]),
    ("n̩", &["AH", "N"]),
    ("l̩", &["AH", "L"]),
    ("m̩", &["AH", "M"]),
    ("ɑ", &["AA"]),
    ("ɒ", &["AA"]),
    ("a", &["AE"]),
    ("æ", &["AE"]),
    ("ʌ", &["AH"]),
    ("ə", &["AH"]),
    ("ɐ", &["AH"]),
    ("ɚ", &["ER"]),
    ("ɝ", &["ER"]),
    ("ɜ", &["ER"]),
    ("ɛ", &["EH"]),
    ("e", &["EH"]),
    ("ɪ", &["IH"]),
    ("ᵻ", &["IH"]),
    ("ɨ", &["IH"]),
    ("i", &["IY"]),
    ("y", &["Y", "UW"]),
    ("ɔ", &["AO"]),
    ("o", &["OW"]),
    ("ø", &["ER"]),
    ("œ", &["ER"]),
    ("ʊ", &["UH"]),
    ("u", &["UW"]),
    ("b", &["B"]),
    ("β", &["V"]),
    ("c", &["K"]),
    ("ç", &["HH"]),
    ("d", &["D"]),
    ("ð", &["DH"]),
    ("f", &["F"]),
    ("ɡ", &["G"]),
    ("g", &["G"]),
    ("ɣ", &["G"]),
    ("h", &["HH"]),
    ("j", &["Y"]),
    ("k", &["K"]),
    ("l", &["L"]),
    ("ɫ", &["L"]),
    ("ʎ", &["L", "Y"]),
    ("m", &["M"]),
    ("n", &["N"]),
    ("ɲ", &["N", "Y"]),
    ("ŋ", &["NG"]),
    ("p", &["P"]),
    ("ɹ", &["R"]),
    ("r", &["R"]),
    ("ʁ", &["R"]),
    ("ɾ", &["T"]),
    ("s", &["S"]),
    ("ʃ", &["SH"]),
    ("t", &["T"]),
    ("ʔ", &["T"]),
    ("θ", &["TH"]),
    ("v", &["V"]),
    ("w", &["W"]),
    ("ʍ", &["W"]),
    ("x", &["K"]),
    ("z", &["Z"]),
    ("ʒ", &["ZH"]),
];

/// The phones of a word in ARPAbet, without stress, from its IPA as espeak-ng writes it (British or American).
///
/// Marks of stress, length and syllables carry nothing here. A symbol that is no sound of English is taken as the
/// nearest one that is. `None` when nothing is left: the word cannot be said.
#[must_use]
pub fn arpabet(ipa: &str) -> Option<Vec<&'static str>> {
    let plain: String = ipa.chars().filter(|mark| !is_mark(*mark)).collect();
    let mut rest = plain.as_str();
    let mut phones = Vec::new();
    while let Some(first) = rest.chars().next() {
        let known = PHONES.iter().filter(|(symbol, _)| rest.starts_with(symbol)).max_by_key(|(symbol, _)| symbol.len());
        match known {
            Some((symbol, sounds)) => {
                phones.extend_from_slice(sounds);
                rest = &rest[symbol.len()..];
            }
            None => rest = &rest[first.len_utf8()..],
        }
    }
    // One vowel with an r behind it is one phone: espeak-ng writes both, `ɚɹ`.
    let mut at = 1;
    while at < phones.len() {
        if phones[at - 1] == "ER" && phones[at] == "R" && phones.get(at + 1).is_none_or(|next| !is_vowel(next)) {
            phones.remove(at);
        } else {
            at += 1;
        }
    }
    (!phones.is_empty()).then_some(phones)
}

/// Stress, ties, pauses and other signs that stand for no sound of their own.
fn is_mark(sign: char) -> bool {
    matches!(sign, 'ˈ' | 'ˌ' | '\u{361}' | '\u{35c}' | '\u{303}' | '\u{200d}' | '-' | '_' | '|' | '.' | ' ' | '\n')
}

fn is_vowel(phone: &str) -> bool {
    phone.starts_with(['A', 'E', 'I', 'O', 'U'])
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn said(ipa: &str) -> String {
        arpabet(ipa).map(|phones| phones.join(" ")).unwrap_or_default()
    }

    #[test]
    fn names_that_no_dictionary_has_get_the_phones_of_english() {
        assert_eq!(said("tʃoʊbˈɑːni"), "CH OW B AA N IY");
        assert_eq!(said("kˌapuːtʃˈiːnəʊ"), "K AE P UW CH IY N OW");
        assert_eq!(said("ɐmˌɛɹɪkˈɑːnoʊ"), "AH M EH R IH K AA N OW");
        assert_eq!(said("sˈɪkstiːn"), "S IH K S T IY N");
        assert_eq!(said("pˈeɪpɚ"), "P EY P ER");
        assert_eq!(said("t͡ʃˈiːz"), "CH IY Z");
    }

    #[test]
    fn what_is_no_sound_is_no_pronunciation() {
        assert_eq!(arpabet(""), None);
        assert_eq!(arpabet("ˈ-_"), None);
        assert_eq!(arpabet("12"), None);
    }

    proptest! {
        #[test]
        fn any_text_gives_phones_of_the_model_or_none(text in ".*") {
            for phone in arpabet(&text).unwrap_or_default() {
                prop_assert!(PHONES.iter().any(|(_, sounds)| sounds.contains(&phone)));
            }
        }
    }
}
