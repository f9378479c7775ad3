//! The mood of a shopper, read from words and repetitions. Pure: `intents/<lang>/mood.toml` says which words.

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::language::primary;

/// How a shopper seems to feel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mood {
    /// Nothing that should be answered differently.
    #[default]
    Neutral,
    /// Annoyed, or tired of saying it again: offer a person, say less, apologise once.
    Frustrated,
    /// In a hurry: short sentences, no offers.
    Hurried,
    /// Content.
    Pleased,
}

/// Frustration from here on is one.
const FRUSTRATED: f32 = 2.0;
/// What a word that tells it alone adds, and one that does so only beside something else.
const STRONG: f32 = 2.0;
const WEAK: f32 = 1.0;
/// What a wish said again, a further miss in a row, and an interruption add.
const AGAIN: f32 = 0.75;
/// It grows no further, so that two good turns always bring it back.
const MOST: f32 = 3.5;
/// What is left of it after a turn in which nothing speaks for it.
const AFTER_A_GOOD_TURN: f32 = 0.5;
/// A hurry lasts so many turns.
const HURRY: u8 = 4;
/// `…` in a phrase stands for so many words at most.
const GAP: usize = 3;
/// So many exclamation marks are shouting.
const SHOUTING: usize = 3;

/// Follows the mood of a conversation.
#[derive(Debug, Clone)]
pub struct MoodReader {
    lexicon: &'static Lexicon,
    frustration: f32,
    misses: u8,
    /// Turns for which the shopper is still in a hurry.
    hurry: u8,
    mood: Mood,
}

impl MoodReader {
    /// A reader at the begin of a conversation. Of a language without words only repetitions and misses are read.
    #[must_use]
    pub fn new(language: &str) -> Self {
        Self { lexicon: lexicon(language), frustration: 0.0, misses: 0, hurry: 0, mood: Mood::Neutral }
    }

    /// Takes in what the shopper said, whether it was understood, and whether it is the same wish as before; gives the
    /// mood that follows.
    pub fn observe(&mut self, text: &str, understood: bool, repeated: bool) -> Mood {
        let found = self.lexicon.find(text);
        self.misses = if understood { 0 } else { self.misses.saturating_add(1) };
        let again = u8::from(repeated) + u8::from(self.misses > 1);
        let frustrating = f32::from(found.strong) * STRONG + f32::from(again) * AGAIN;
        // One or two weak words alone are how everybody speaks.
        let beside_something = found.strong > 0 || found.weak > 2 || again > 0 || !understood || self.frustration > 0.0;
        let weak = if beside_something { f32::from(found.weak) * WEAK } else { 0.0 };
        let added = frustrating + weak;
        if found.strong == 0 && found.pleased + found.calm > 0 {
            self.frustration = 0.0;
        } else if added > 0.0 {
            self.frustration = (self.frustration + added).min(MOST);
        } else if understood {
            self.frustration *= AFTER_A_GOOD_TURN;
        }
        self.hurry = match (found.hurried > 0, found.calm > 0) {
            (true, _) => HURRY,
            (false, true) => 0,
            (false, false) => self.hurry.saturating_sub(1),
        };
        self.settle(found.pleased > 0)
    }

    /// The shopper cut the assistant short.
    pub fn interrupted(&mut self) -> Mood {
        self.frustration = (self.frustration + AGAIN).min(MOST);
        self.settle(false)
    }

    /// The mood as it is.
    #[must_use]
    pub const fn mood(&self) -> Mood {
        self.mood
    }

    fn settle(&mut self, pleased: bool) -> Mood {
        self.mood = if self.frustration >= FRUSTRATED {
            Mood::Frustrated
        } else if self.hurry > 0 {
            Mood::Hurried
        } else if pleased {
            Mood::Pleased
        } else {
            Mood::Neutral
        };
        self.mood
    }
}

/// What a phrase tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Tells {
    Strong,
    Weak,
    Hurried,
    Pleased,
    Calm,
}

/// How many phrases of each kind stand in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Found {
    strong: u8,
    weak: u8,
    hurried: u8,
    pleased: u8,
    calm: u8,
}

/// The phrases of a language, the longest first.
#[derive(Debug, Default)]
struct Lexicon {
    phrases: Vec<(Phrase, Tells)>,
}

/// Words that follow each other, and after a `…` others.
type Phrase = Vec<Vec<String>>;

impl Lexicon {
    fn find(&self, text: &str) -> Found {
        let words = words(text);
        let mut found = Found::default();
        let mut at = 0;
        while let Some(rest) = words.get(at..).filter(|rest| !rest.is_empty()) {
            let here = self.phrases.iter().find_map(|(phrase, tells)| Some((length(rest, phrase)?, tells)));
            let Some((length, tells)) = here else {
                at += 1;
                continue;
            };
            let count = match tells {
                Tells::Strong => &mut found.strong,
                Tells::Weak => &mut found.weak,
                Tells::Hurried => &mut found.hurried,
                Tells::Pleased => &mut found.pleased,
                Tells::Calm => &mut found.calm,
            };
            *count = count.saturating_add(1);
            at += length;
        }
        if text.matches('!').count() >= SHOUTING && found.pleased == 0 {
            found.strong = found.strong.saturating_add(1);
        }
        found
    }
}

/// How many words a phrase takes, if the words begin with it.
fn length(words: &[String], phrase: &Phrase) -> Option<usize> {
    let mut taken = 0;
    for (number, part) in phrase.iter().enumerate() {
        let most = if number == 0 { 0 } else { GAP };
        let skipped = (0..=most).find(|gap| words.get(taken + gap..).is_some_and(|rest| begins(rest, part)))?;
        taken += skipped + part.len();
    }
    Some(taken)
}

fn begins(words: &[String], part: &[String]) -> bool {
    words.len() >= part.len()
        && part.iter().zip(words).all(|(wanted, word)| match wanted.strip_suffix('*') {
            Some(start) => word.starts_with(start),
            None => word == wanted,
        })
}

/// Lower case, without accents and punctuation; an apostrophe parts words.
fn words(text: &str) -> Vec<String> {
    let plain: String = text.to_lowercase().nfd().filter(|letter| !is_combining_mark(*letter)).collect();
    plain
        .split(|letter: char| !letter.is_alphanumeric() && letter != '*')
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

fn phrase(text: &str) -> Phrase {
    text.split('…').map(words).collect()
}

/// A lexicon file.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Document {
    frustrated: Phrases,
    hurried: Phrases,
    pleased: Phrases,
    calm: Phrases,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Phrases {
    strong: Vec<String>,
    weak: Vec<String>,
}

fn parse(text: &str) -> Result<Lexicon, toml::de::Error> {
    let Document { frustrated, hurried, pleased, calm } = toml::from_str(text)?;
    let kinds = [
        (frustrated.strong, Tells::Strong),
        (frustrated.weak, Tells::Weak),
        (hurried.strong, Tells::Hurried),
        (pleased.strong, Tells::Pleased),
        (calm.strong, Tells::Calm),
    ];
    let mut phrases: Vec<_> = kinds
        .into_iter()
        .flat_map(|(texts, tells)| texts.into_iter().map(move |text| (phrase(&text), tells)))
        // Nothing would stand in every text.
        .filter(|(phrase, _)| !phrase.is_empty() && phrase.iter().all(|part| !part.is_empty()))
        .collect();
    phrases.sort_by_key(|(phrase, _)| std::cmp::Reverse(phrase.iter().map(Vec::len).sum::<usize>()));
    Ok(Lexicon { phrases })
}

const BUILT_IN: [(&str, &str); 5] = [
    ("de", include_str!("../../intents/de/mood.toml")),
    ("en", include_str!("../../intents/en/mood.toml")),
    ("es", include_str!("../../intents/es/mood.toml")),
    ("fr", include_str!("../../intents/fr/mood.toml")),
    ("nl", include_str!("../../intents/nl/mood.toml")),
];

/// The words of a language; none for a language without.
fn lexicon(language: &str) -> &'static Lexicon {
    static NONE: Lexicon = Lexicon { phrases: Vec::new() };
    static ALL: LazyLock<Vec<(&str, Lexicon)>> = LazyLock::new(|| {
        BUILT_IN.into_iter().map(|(language, text)| (language, parse(text).unwrap_or_default())).collect()
    });
    let base = primary(language);
    ALL.iter().find(|(known, _)| *known == base).map_or(&NONE, |(_, lexicon)| lexicon)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn every_lexicon_can_be_read_and_says_nothing_twice() {
        for (language, text) in BUILT_IN {
            let lexicon = parse(text).unwrap();
            let mut seen = std::collections::BTreeSet::new();
            for (phrase, _) in &lexicon.phrases {
                assert!(seen.insert(phrase.clone()), "{language}: {phrase:?} stands there twice");
            }
        }
    }

    #[test]
    fn saying_it_again_and_again_frustrates_without_any_word_for_it() {
        let mut reader = MoodReader::new("en");
        assert_eq!(reader.observe("two oat milk", false, false), Mood::Neutral);
        assert_eq!(reader.observe("two oat milk", false, true), Mood::Neutral);
        assert_eq!(reader.observe("two oat milk", false, true), Mood::Frustrated);
    }

    #[test]
    fn misses_in_a_row_frustrate_and_a_turn_that_works_brings_it_back() {
        let mut reader = MoodReader::new("xx");
        let moods: Vec<_> = ["a", "b", "c", "d"].map(|text| reader.observe(text, false, false)).into();
        assert_eq!(moods, [Mood::Neutral, Mood::Neutral, Mood::Neutral, Mood::Frustrated]);
        assert_eq!(reader.observe("e", true, false), Mood::Neutral);
    }

    #[test]
    fn calm_words_bring_it_back_at_once() {
        let mut reader = MoodReader::new("en");
        assert_eq!(reader.observe("this is ridiculous, you never listen", true, false), Mood::Frustrated);
        assert_eq!(reader.observe("no worries, take your time", true, false), Mood::Neutral);
        assert_eq!(reader.observe("hurry up please", true, false), Mood::Hurried);
        assert_eq!(reader.observe("there's no hurry", true, false), Mood::Neutral);
    }

    #[test]
    fn a_hurry_lasts_some_turns_and_joy_one() {
        let mut reader = MoodReader::new("en-GB");
        assert_eq!(reader.observe("I'm in a hurry, coffee please", true, false), Mood::Hurried);
        assert_eq!(reader.observe("two packs", true, false), Mood::Hurried);
        assert_eq!(reader.observe("yes", true, false), Mood::Hurried);
        for _ in 0..2 {
            reader.observe("yes", true, false);
        }
        assert_eq!(reader.observe("yes that's perfect", true, false), Mood::Pleased);
        assert_eq!(reader.observe("and tea", true, false), Mood::Neutral);
    }

    #[test]
    fn a_weak_word_counts_only_beside_something_else() {
        let mut reader = MoodReader::new("en");
        assert_eq!(reader.observe("the same again", true, false), Mood::Neutral);
        assert_eq!(reader.observe("no, wrong, I said tea", true, true), Mood::Frustrated);
    }

    #[test]
    fn interruptions_add_up() {
        let mut reader = MoodReader::new("en");
        assert_eq!([(); 3].map(|()| reader.interrupted()), [Mood::Neutral, Mood::Neutral, Mood::Frustrated]);
    }

    proptest! {
        #[test]
        fn two_turns_that_work_always_bring_it_back(
            turns in proptest::collection::vec((".{0,40}", any::<bool>(), any::<bool>()), 0..12)
        ) {
            let mut reader = MoodReader::new("de");
            for (text, understood, repeated) in turns {
                reader.observe(&text, understood, repeated);
            }
            reader.observe("Kaffee", true, false);
            prop_assert_ne!(reader.observe("Kaffee", true, false), Mood::Frustrated);
        }
    }
}
