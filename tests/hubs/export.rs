//! What hubs learn beforehand, and what becomes of what they hand back.

use std::collections::{BTreeMap, BTreeSet};

use orderly::channels::alexa::model::interaction_model;
use orderly::channels::dialogflow::agent;
use orderly::expecting::Expecting;
use orderly::language::ByLanguage;
use orderly::understanding::samples::{NUMBER, Samples};
use orderly::understanding::{IntentFolder, Meaning, Understanding};
use serde_json::Value;

use super::{catalogue, samples};

const LANGUAGES: [&str; 5] = ["en", "nl", "de", "fr", "es"];

/// A value for each place of a sentence.
fn filled(samples: &Samples, slots: &BTreeMap<String, String>) -> Vec<(String, String)> {
    let value = |list: &String| {
        if list == NUMBER {
            "2".to_owned()
        } else {
            samples.lists[list].first().map_or(String::new(), |it| it.said.clone())
        }
    };
    slots.iter().map(|(slot, list)| (slot.clone(), value(list))).collect()
}

fn is_understood(language: &str) {
    let samples = samples(language);
    let folder = IntentFolder::built_in(language).unwrap();
    let understanding = Understanding::new(&folder, language, &catalogue(language), &[], None).unwrap();
    let (mut nothing, mut other, mut all) = (Vec::new(), Vec::new(), 0);
    for wish in samples.wishes.iter().filter(|wish| !["Item", "Code"].contains(&wish.intent.as_str())) {
        let shapes: BTreeSet<_> = wish.sentences.iter().map(|sample| &sample.slots).collect();
        for slots in shapes {
            let sentence = wish.sentence(&filled(&samples, slots)).unwrap();
            all += 1;
            let meant = |expecting| match understanding.understand(&sentence, expecting) {
                Meaning::Wishes(wishes) => wishes.into_iter().next().filter(|wish| wish.unread.is_empty()),
                Meaning::NoMatch { .. } => None,
            };
            let meanings: Vec<String> =
                Expecting::ALL.into_iter().filter_map(meant).map(|intent| intent.name).collect();
            if !meanings.contains(&wish.intent) {
                let line = format!("{} {:?} as {meanings:?}: {sentence}", wish.intent, wish.fixed);
                if meanings.is_empty() { nothing.push(line) } else { other.push(line) }
            }
        }
    }
    assert!(nothing.is_empty() && all >= 100, "{} of {all}:\n{}", nothing.len(), nothing.join("\n"));
    // Where intents share a sentence, the assistant's own rules decide.
    assert!(other.len() * 50 <= all, "{} of {all}:\n{}", other.len(), other.join("\n"));
}

#[test]
fn what_a_hub_hands_back_is_understood_in_english() {
    is_understood("en");
}

#[test]
fn what_a_hub_hands_back_is_understood_in_dutch() {
    is_understood("nl");
}

#[test]
fn what_a_hub_hands_back_is_understood_in_german() {
    is_understood("de");
}

#[test]
fn what_a_hub_hands_back_is_understood_in_french() {
    is_understood("fr");
}

#[test]
fn what_a_hub_hands_back_is_understood_in_spanish() {
    is_understood("es");
}

#[test]
fn the_model_of_a_skill_keeps_the_rules_of_alexa() {
    for language in LANGUAGES {
        let model = interaction_model(&samples(language), language, "corner shop");
        let learnt = &model["interactionModel"]["languageModel"];
        let types: BTreeSet<&str> =
            learnt["types"].as_array().unwrap().iter().map(|kind| kind["name"].as_str().unwrap()).collect();
        let mut said = BTreeSet::new();
        let mut intents = BTreeSet::new();
        for intent in learnt["intents"].as_array().unwrap() {
            let name = intent["name"].as_str().unwrap();
            assert!(intents.insert(name.to_lowercase()), "{language}: {name} twice");
            let slots = intent["slots"].as_array().cloned().unwrap_or_default();
            let names: BTreeSet<&str> = slots.iter().map(|slot| slot["name"].as_str().unwrap()).collect();
            assert_eq!(names.len(), slots.len(), "{language} {name}");
            for slot in &slots {
                let kind = slot["type"].as_str().unwrap();
                assert!(kind.starts_with("AMAZON.") || types.contains(kind), "{language} {name}: {kind}");
            }
            let samples = intent["samples"].as_array().unwrap();
            assert!(name.starts_with("AMAZON.") || !samples.is_empty(), "{language} {name}");
            for sample in samples.iter().map(|sample| sample.as_str().unwrap()) {
                assert!(said.insert(sample.to_lowercase()), "{language} {name}: {sample} twice");
                for word in sample.split(' ').filter(|word| word.contains('{')) {
                    assert!(names.contains(word.trim_matches(['{', '}'])), "{language} {name}: {sample}");
                }
            }
        }
        assert!((60..250).contains(&intents.len()), "{language}: {}", intents.len());
        let size = model.to_string().len();
        assert!(size < 1_500_000, "{language}: {size} bytes");
    }
}

#[test]
fn a_model_offers_what_the_shop_sells() {
    let model = interaction_model(&samples("en"), "en", "corner shop");
    let types = model["interactionModel"]["languageModel"]["types"].as_array().unwrap();
    let products = types.iter().find(|kind| kind["name"] == "Product").unwrap();
    let said = |value: &Value| value["name"].to_string();
    let coffee: Vec<String> =
        products["values"].as_array().unwrap().iter().map(said).filter(|said| said.contains("coffee beans")).collect();
    assert!(coffee.iter().any(|said| said.contains("morning hill coffee beans") && said.contains("arabica beans")));
}

#[test]
fn the_files_of_an_agent_belong_together() {
    for language in LANGUAGES {
        let files: BTreeMap<String, Value> =
            agent::files(&ByLanguage::only(language, samples(language)), "corner shop").into_iter().collect();
        let entities: BTreeSet<String> = files
            .keys()
            .filter_map(|name| name.strip_prefix("entities/")?.strip_suffix(".json"))
            .filter(|name| !name.contains("_entries_"))
            .map(|name| format!("@{name}"))
            .collect();
        for entity in &entities {
            let entries = &files[&format!("entities/{}_entries_{language}.json", &entity[1..])];
            assert!(!entries.as_array().unwrap().is_empty(), "{language}: {entity}");
        }
        let mut ids = BTreeSet::new();
        for (name, file) in
            files.iter().filter(|(name, _)| name.starts_with("intents/") && !name.contains("_usersays_"))
        {
            assert!(ids.insert(file["id"].to_string()), "{language}: {name}");
            assert_eq!(file["webhookUsed"], true, "{name}");
            for parameter in file["responses"][0]["parameters"].as_array().unwrap() {
                let kind = parameter["dataType"].as_str().unwrap();
                assert!(kind == "@sys.number" || entities.contains(kind), "{language}: {name}: {kind}");
            }
        }
        assert!(ids.len() >= 60, "{language}: {}", ids.len());
        assert_eq!(
            files,
            agent::files(&ByLanguage::only(language, samples(language)), "corner shop").into_iter().collect()
        );
    }
}
