//! Words that must not occur in what is ordered.

use unicode_normalization::UnicodeNormalization;

/// One or several words in a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Phrase {
    /// As the rules have it.
    pub(super) written: String,
    words: Vec<String>,
}

impl Phrase {
    /// `None` when there is no word.
    pub(super) fn read(text: &str) -> Option<Self> {
        let words = words(text);
        (!words.is_empty()).then(|| Self { written: text.trim().to_owned(), words })
    }

    /// Whether the words stand in a text in a row, whole, in capitals or not: `wine` is not in `swine`.
    pub(super) fn is_in(&self, text: &str) -> bool {
        words(text).windows(self.words.len()).any(|row| row == self.words)
    }
}

/// A name or a word, whatever its capitals and however its accents are composed.
pub(super) fn folded(text: &str) -> String {
    text.trim().nfkc().collect::<String>().to_lowercase()
}

fn words(text: &str) -> Vec<String> {
    let text = folded(text);
    text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_words_are_found_whatever_their_capitals_and_punctuation() {
        let found = |phrase: &str, text: &str| Phrase::read(phrase).unwrap().is_in(text);
        assert!(found("wine", "Red WINE, 750 ml"));
        assert!(found("energy drink", "Bull Energy-Drink, 250 ml"));
        assert!(found("crème", "CRE\u{300}ME brûlée"));
        assert!(found("Alcohol", "food > alcohol & spirits"));
        assert!(!found("wine", "swine"));
        assert!(!found("energy drink", "energy bar, drink"));
        assert!(!found("energy drink", "drink"));
        assert_eq!(Phrase::read(" - "), None);
    }
}
