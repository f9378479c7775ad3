//! Words that other clients would have understood, `hermes/injection/perform`. None is taken: such a word says nothing of the
//! product that it means, and what is asked for under which name is the catalogue's business alone. Who asks is told so, and
//! where a name belongs.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::incoming::{Incoming, json, name};
use super::outgoing::Outgoing;
use super::sessions::Outcome;
use crate::channels::mqtt::dialect::{Fault, Refusal};

/// The largest message that is read, bytes: whole libraries are injected elsewhere.
pub const LIMIT: usize = 512 * 1024;

/// Why no word is taken.
const WHY: &str = "words come from the catalogue: put the name beside its product, in the column `synonyms` of the CSV file, \
                   and take the file in with `orderly import`";

/// No word was taken. Nothing of the words is in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NotInjected {
    /// Why, and what to do.
    error: &'static str,
    /// What who asked calls it.
    context: Option<String>,
}

#[derive(Deserialize)]
struct InjectionJson {
    operations: Vec<(Operation, BTreeMap<String, Vec<Value>>)>,
    id: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
enum Operation {
    Add,
    AddFromVanilla,
}

/// Reads what is to be injected; only what it is called is kept.
///
/// # Errors
/// What is wrong, without anything of the content.
pub(super) fn read(payload: &[u8]) -> Result<Incoming, String> {
    let InjectionJson { operations, id } = json(payload)?;
    if operations.iter().flat_map(|(_, entities)| entities.values()).flatten().all(is_word) {
        Ok(Incoming::Inject { id: name(id, "id")? })
    } else {
        Err("a value of an entity is neither a word nor a word and its weight".to_owned())
    }
}

fn is_word(value: &Value) -> bool {
    match value {
        Value::String(_) => true,
        Value::Array(parts) => matches!(parts.as_slice(), [Value::String(_), weight] if weight.is_u64()),
        _ => false,
    }
}

/// Refuses it.
#[must_use]
pub(super) fn refuse(id: Option<String>) -> Outcome {
    let message = Outgoing::NotInjected(NotInjected { error: WHY, context: id });
    let refusal = Refusal { fault: Fault::Unable, reason: WHY.to_owned(), site: None };
    Outcome { messages: vec![message], happened: None, refusal: Some(refusal) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_kinds_of_words_are_read_and_nothing_else() {
        for good in [
            r#"{"operations": []}"#,
            r#"{"operations": [["add", {"product": ["cold brew", ["oat milk", 2]]}]], "id": "i1", "lexicon": {}}"#,
            r#"{"operations": [["addFromVanilla", {"artist": []}], ["add", {}]], "crossLanguage": "en"}"#,
        ] {
            assert!(read(good.as_bytes()).is_ok(), "{good}");
        }
        for bad in [
            "{}",
            r#"{"operations": [["remove", {"product": ["cold brew"]}]]}"#,
            r#"{"operations": [["add", {"product": "cold brew"}]]}"#,
            r#"{"operations": [["add", {"product": [["oat milk", -1]]}]]}"#,
            r#"{"operations": [["add", {"product": [7]}]]}"#,
            r#"{"operations": [["add"]]}"#,
        ] {
            assert!(read(bad.as_bytes()).is_err(), "{bad}");
        }
        let long = format!(r#"{{"operations": [], "id": "{}"}}"#, "i".repeat(129));
        assert!(read(long.as_bytes()).is_err());
    }
}
