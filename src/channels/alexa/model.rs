//! The interaction model of the skill (`skill-package/interactionModels/custom/<locale>.json`): what Alexa listens for.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::{ANYTHING, CODE};
use crate::channels::hub::wording::{self, NOT_WISHES};
use crate::language::primary;
use crate::understanding::samples::{ListedValue, NUMBER, Samples, Wish};

/// Wishes that Alexa has intents of her own for; ours only add sentences to them.
const BUILT_IN: [(&str, &str); 6] = [
    ("Yes", "AMAZON.YesIntent"),
    ("No", "AMAZON.NoIntent"),
    ("Stop", "AMAZON.StopIntent"),
    ("Help", "AMAZON.HelpIntent"),
    ("Repeat", "AMAZON.RepeatIntent"),
    ("StartOver", "AMAZON.StartOverIntent"),
];
/// Intents that every skill has.
const REQUIRED: [&str; 3] = ["AMAZON.CancelIntent", "AMAZON.NavigateHomeIntent", "AMAZON.FallbackIntent"];

/// What goes before words that are taken as they are, and before a code; Alexa wants some words around such slots.
const LEADS: [(&str, &str, &str); 5] = [
    ("en", "I say", "my code is"),
    ("nl", "ik zeg", "mijn code is"),
    ("de", "ich sage", "mein code ist"),
    ("fr", "je dis", "mon code est"),
    ("es", "yo digo", "mi código es"),
];

/// The most values of a slot type, and the longest one, characters.
const MOST_VALUES: usize = 50_000;
const LONGEST_VALUE: usize = 140;

/// The locale of a language where nobody says which: `en-US`.
#[must_use]
pub fn usual_locale(language: &str) -> String {
    let code = primary(language).to_ascii_lowercase();
    match code.as_str() {
        "en" => "en-US".to_owned(),
        code => format!("{code}-{}", code.to_ascii_uppercase()),
    }
}

/// The model of a language.
#[must_use]
pub fn interaction_model(samples: &Samples, language: &str, invocation_name: &str) -> Value {
    let mut said = BTreeSet::new();
    let mut intents: Vec<Value> = Vec::new();
    let mut types: BTreeSet<&str> = BTreeSet::new();
    for (ours, theirs) in BUILT_IN {
        let plain = samples.wishes.iter().filter(|wish| wish.intent == ours && wish.fixed.is_empty());
        let sentences: Vec<&str> = plain
            .flat_map(|wish| &wish.sentences)
            .filter(|sample| sample.slots.is_empty() && sayable(&sample.text))
            .filter(|sample| said.insert(sample.text.to_lowercase()))
            .map(|sample| sample.text.as_str())
            .collect();
        intents.push(json!({ "name": theirs, "samples": sentences }));
    }
    intents.extend(REQUIRED.iter().map(|name| json!({ "name": name, "samples": [] })));
    let own = |wish: &&Wish| {
        let built_in = BUILT_IN.iter().any(|(ours, _)| wish.intent == *ours && wish.fixed.is_empty());
        !built_in && !NOT_WISHES.contains(&wish.intent.as_str())
    };
    for wish in samples.wishes.iter().filter(own) {
        if let Some((intent, used)) = intent(wish, &mut said) {
            intents.push(intent);
            types.extend(used);
        }
    }
    let code = primary(language);
    let (_, words, digits) = LEADS.iter().find(|(known, ..)| *known == code).copied().unwrap_or(LEADS[0]);
    for ((name, slot), kind, lead) in
        [(ANYTHING, "AMAZON.SearchQuery", words), (CODE, "AMAZON.FOUR_DIGIT_NUMBER", digits)]
    {
        intents.push(json!({
            "name": name,
            "slots": [{ "name": slot, "type": kind }],
            "samples": [format!("{lead} {{{slot}}}")],
        }));
    }
    let types: Vec<Value> = types
        .into_iter()
        .map(|list| json!({ "name": type_name(list), "values": values(&samples.lists[list]) }))
        .collect();
    let dialog: Vec<Value> = intents.iter().filter_map(dialog).collect();
    json!({ "interactionModel": {
        "languageModel": { "invocationName": invocation_name, "intents": intents, "types": types },
        "dialog": { "delegationStrategy": "SKILL_RESPONSE", "intents": dialog },
        "prompts": [],
    } })
}

/// An intent, and the lists that need a type of their own. `None` where none of its sentences can be said to Alexa.
fn intent<'a>(wish: &'a Wish, said: &mut BTreeSet<String>) -> Option<(Value, BTreeSet<&'a str>)> {
    let mut slots: BTreeMap<&str, String> = BTreeMap::new();
    let mut lists = BTreeSet::new();
    let mut sentences = Vec::new();
    for sample in &wish.sentences {
        let fits = sample
            .slots
            .iter()
            .all(|(slot, list)| slots.get(slot.as_str()).is_none_or(|kind| *kind == type_name(list)));
        if fits && sayable(&sample.text) && said.insert(sample.text.to_lowercase()) {
            sentences.push(sample.text.as_str());
            slots.extend(sample.slots.iter().map(|(slot, list)| (slot.as_str(), type_name(list))));
            lists.extend(sample.slots.values().map(String::as_str).filter(|list| *list != NUMBER));
        }
    }
    let slots: Vec<Value> = slots.iter().map(|(slot, kind)| json!({ "name": slot, "type": kind })).collect();
    let intent = json!({ "name": wording::name(wish), "slots": slots, "samples": sentences });
    (!sentences.is_empty()).then_some((intent, lists))
}

/// What lets the skill ask for a slot or for a yes to an intent.
fn dialog(intent: &Value) -> Option<Value> {
    let slots = intent.get("slots")?.as_array()?;
    let slots: Vec<Value> = slots
        .iter()
        .map(|slot| {
            json!({
                "name": slot["name"], "type": slot["type"],
                "confirmationRequired": false, "elicitationRequired": false, "prompts": {},
            })
        })
        .collect();
    Some(json!({ "name": intent["name"], "confirmationRequired": false, "prompts": {}, "slots": slots }))
}

fn values(listed: &[ListedValue]) -> Vec<Value> {
    let fits = |said: &str| said.chars().count() <= LONGEST_VALUE;
    let listed = listed.iter().filter(|value| fits(&value.said)).take(MOST_VALUES);
    listed
        .map(|value| {
            let synonyms: Vec<&String> = value.synonyms.iter().filter(|synonym| fits(synonym)).collect();
            json!({ "name": { "value": value.said, "synonyms": synonyms } })
        })
        .collect()
}

/// `Product`, `AMAZON.NUMBER`.
fn type_name(list: &str) -> String {
    if list == NUMBER {
        return "AMAZON.NUMBER".to_owned();
    }
    let mut letters = list.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// Letters, the marks that words are written with, and places.
fn sayable(text: &str) -> bool {
    text.chars().all(|letter| letter.is_alphabetic() || " '.-_{}".contains(letter))
}
