//! The files of an agent (ES), as Dialogflow imports them: `agent.json`, and below `intents/` and `entities/` a file each
//! and one with the sentences of the language. Whatever is said goes to the webhook; the sentences teach the recogniser
//! what to expect.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::WELCOME;
use crate::channels::hub::wording::{self, NOT_WISHES};
use crate::language::{ByLanguage, primary};
use crate::understanding::samples::{ListedValue, NUMBER, Sample, Samples, Wish};

/// The files of an agent that speaks these languages: the path of each, and what is in it. The same samples give the same
/// files.
#[must_use]
pub fn files(samples: &ByLanguage<Samples>, name: &str) -> Vec<(String, Value)> {
    let languages: Vec<String> = samples.iter().map(|(tag, _)| primary(tag).to_ascii_lowercase()).collect();
    let mut files = vec![
        ("package.json".to_owned(), json!({ "version": "1.0.0" })),
        ("agent.json".to_owned(), agent(&languages, name)),
    ];
    let mut known = BTreeSet::new();
    for ((_, samples), language) in samples.iter().zip(&languages) {
        // What an intent or an entity is does not depend on the language.
        files.extend(sentences(samples, language).into_iter().filter(|(path, _)| known.insert(path.clone())));
    }
    files
}

fn sentences(samples: &Samples, language: &str) -> Vec<(String, Value)> {
    let mut files = Vec::new();
    files.push(intent_file(WELCOME.1, WELCOME.0, &[], &json!([{ "name": "WELCOME" }]), false));
    files.push(intent_file("Fallback", "input.unknown", &[], &json!([]), true));
    let mut lists: BTreeSet<&str> = BTreeSet::new();
    let mut said = BTreeSet::new();
    for wish in samples.wishes.iter().filter(|wish| !NOT_WISHES.contains(&wish.intent.as_str())) {
        let sentences: Vec<&Sample> =
            wish.sentences.iter().filter(|sample| said.insert(sample.text.to_lowercase())).collect();
        if sentences.is_empty() {
            continue;
        }
        let name = wording::name(wish);
        files.push(intent_file(&name, "", &parameters(&sentences), &json!([]), false));
        let phrases: Vec<Value> =
            sentences.iter().enumerate().map(|(at, sample)| phrase(wish, at, sample, samples)).collect();
        files.push((format!("intents/{name}_usersays_{language}.json"), json!(phrases)));
        lists.extend(sentences.iter().flat_map(|sample| sample.slots.values()).map(String::as_str));
    }
    for list in lists.into_iter().filter(|list| *list != NUMBER) {
        let entity = json!({
            "id": id(&format!("entity {list}")), "name": list, "isOverridable": true, "isEnum": false,
            "isRegexp": false, "automatedExpansion": true, "allowFuzzyExtraction": false,
        });
        files.push((format!("entities/{list}.json"), entity));
        let entries = samples.lists.get(list).map(|values| entries(values)).unwrap_or_default();
        files.push((format!("entities/{list}_entries_{language}.json"), json!(entries)));
    }
    files
}

fn agent(languages: &[String], name: &str) -> Value {
    let (first, others) = languages.split_first().map_or(("", &[][..]), |(first, others)| (first.as_str(), others));
    json!({
        "description": "", "language": first, "supportedLanguages": others, "defaultTimezone": "Etc/UTC",
        "displayName": name, "isPrivate": true, "mlMinConfidence": 0.3, "enableOnePlatformApi": true,
        "webhook": {
            // The address and the token are entered in the console: they are the owner's.
            "url": "", "username": "", "headers": {}, "available": true, "useForDomains": false,
            "cloudFunctionsEnabled": false, "cloudFunctionsInitialized": false,
        },
    })
}

fn intent_file(name: &str, action: &str, parameters: &[Value], events: &Value, fallback: bool) -> (String, Value) {
    let intent = json!({
        "id": id(&format!("intent {name}")), "name": name, "auto": true, "contexts": [],
        "responses": [{
            "resetContexts": false, "action": action, "affectedContexts": [], "parameters": parameters,
            "messages": [], "speech": [],
        }],
        "priority": 500_000, "webhookUsed": true, "webhookForSlotFilling": false, "fallbackIntent": fallback,
        "events": events,
    });
    (format!("intents/{name}.json"), intent)
}

fn parameters(sentences: &[&Sample]) -> Vec<Value> {
    let mut known = BTreeSet::new();
    let slots = sentences.iter().flat_map(|sample| &sample.slots).filter(|(slot, _)| known.insert(slot.as_str()));
    slots
        .map(|(slot, list)| {
            json!({
                "id": id(&format!("parameter {slot}")), "name": slot, "required": false, "dataType": entity(list),
                "value": format!("${slot}"), "defaultValue": "", "isList": false, "prompts": [],
            })
        })
        .collect()
}

/// A sentence with an example in each place.
fn phrase(wish: &Wish, at: usize, sample: &Sample, samples: &Samples) -> Value {
    let mut parts = Vec::new();
    for (number, word) in sample.text.split_inclusive(' ').enumerate() {
        let name = word.trim().strip_prefix('{').and_then(|word| word.strip_suffix('}'));
        match name.and_then(|name| Some((name, sample.slots.get(name)?))) {
            Some((slot, list)) => {
                let said = example(samples, list, at + number);
                parts.push(json!({ "text": said, "meta": entity(list), "alias": slot, "userDefined": true }));
                if word.ends_with(' ') {
                    parts.push(json!({ "text": " ", "userDefined": false }));
                }
            }
            None => parts.push(json!({ "text": word, "userDefined": false })),
        }
    }
    let id = id(&format!("phrase {} {}", wording::name(wish), sample.text));
    json!({ "id": id, "data": parts, "isTemplate": false, "count": 0, "updated": 0 })
}

fn example(samples: &Samples, list: &str, at: usize) -> String {
    let values = samples.lists.get(list).filter(|values| !values.is_empty());
    values.map_or_else(|| (1 + at % 6).to_string(), |values| values[at % values.len()].said.clone())
}

fn entries(values: &[ListedValue]) -> Vec<Value> {
    values
        .iter()
        .map(|value| {
            let said: Vec<&String> = std::iter::once(&value.said).chain(&value.synonyms).collect();
            json!({ "value": value.said, "synonyms": said })
        })
        .collect()
}

fn entity(list: &str) -> String {
    if list == NUMBER { "@sys.number".to_owned() } else { format!("@{list}") }
}

/// The same name always has the same id, so that importing again changes nothing else (UUID of our own making, RFC 9562).
fn id(name: &str) -> String {
    use sha2::{Digest, Sha256};
    let digest = Sha256::digest(name.as_bytes());
    let mut bytes = [0_u8; 16];
    bytes.copy_from_slice(&digest[..16]);
    uuid::Builder::from_custom_bytes(bytes).into_uuid().to_string()
}
