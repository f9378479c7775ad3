//! What was said, of the name and the slots that a hub made of it. The sentence is put together from the examples that
//! the hub learnt from, and the assistant understands it by its own rules.

use crate::understanding::samples::{Samples, Wish};

/// The words of a language.
#[derive(Debug, Clone, Default)]
pub struct Wording(Samples);

/// Intents that no hub learns: a code is no sentence, and the other only follows a wish.
pub const NOT_WISHES: [&str; 2] = ["Code", "Item"];

/// Nothing that was understood, in a way that is understood as that.
pub const NOT_UNDERSTOOD: &str = "…";

impl Wording {
    /// Those of these examples.
    #[must_use]
    pub fn new(samples: Samples) -> Self {
        Self(samples)
    }

    /// What a shopper says who wants just this: `Yes`, `Help`.
    #[must_use]
    pub fn plain(&self, intent: &str) -> String {
        self.0.sentence(intent, &[], &[]).unwrap_or_else(|| NOT_UNDERSTOOD.to_owned())
    }

    /// What a hub's intent and its slots say. `None` for a name that is none of ours, or where slots are missing.
    #[must_use]
    pub fn sentence(&self, hub_intent: &str, values: &[(String, String)]) -> Option<String> {
        self.0.wishes.iter().find(|wish| name(wish) == hub_intent)?.sentence(values)
    }
}

/// The name of a wish on a hub: `Buy`, `Refine_cheaper`. Hubs want letters and underscores only.
#[must_use]
pub fn name(wish: &Wish) -> String {
    let mut name = wish.intent.clone();
    for (_, value) in &wish.fixed {
        name.push('_');
        for letter in value.chars() {
            match letter {
                '0'..='9' => name.push_str(DIGITS[letter as usize - '0' as usize]),
                '-' => name.push_str("Last"),
                letter if letter.is_ascii_alphabetic() || letter == '_' => name.push(letter),
                _ => name.push('_'),
            }
        }
    }
    name
}

const DIGITS: [&str; 10] = ["Zero", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine"];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::commerce::catalogue::Catalogue;
    use crate::understanding::IntentFolder;

    #[test]
    fn every_wish_has_a_name_of_its_own_that_a_hub_takes() {
        for language in ["en", "nl", "de", "fr", "es"] {
            let folder = IntentFolder::built_in(language).unwrap();
            let samples = Samples::of(&folder, language, &Catalogue::default()).unwrap();
            let names: Vec<String> = samples.wishes.iter().map(name).collect();
            let once: BTreeSet<String> = names.iter().map(|name| name.to_lowercase()).collect();
            assert_eq!(names.len(), once.len(), "{names:?}");
            assert!(names.iter().all(|name| name.chars().all(|it| it.is_ascii_alphabetic() || it == '_')), "{names:?}");
            assert!(names.len() < 200, "{}", names.len());
            let wording = Wording::new(samples);
            for intent in ["Yes", "No", "Stop", "Cancel", "Help", "Repeat", "StartOver"] {
                assert_ne!(wording.plain(intent), NOT_UNDERSTOOD, "{language} {intent}");
            }
        }
    }
}
