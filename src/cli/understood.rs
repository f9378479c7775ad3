//! What was understood, as `understand` and `hear` show it.

use serde_json::{Map, Value as Json, json};

use crate::understanding::{Intent, Judgement, Meaning};

/// One JSON object: what was given (`text` or `file`), the transcript; `intent` or null, `slots` as text, `confidence`
/// and `unread` of the first wish; all `wishes`; how sure it is that there is none, `no_match`; and `candidates`, what
/// else was weighed.
#[must_use]
pub fn json(given: (&str, &str), judged: &Judgement) -> Json {
    let first = judged.meaning.first().map_or_else(|| json!({"intent": null, "slots": {}, "confidence": 0.0}), wish);
    let mut object = Map::from_iter([
        (given.0.to_owned(), given.1.into()),
        ("transcript".to_owned(), judged.transcript.as_str().into()),
    ]);
    object.extend(first.as_object().cloned().unwrap_or_default());
    object.insert("wishes".to_owned(), wishes(&judged.meaning));
    object.insert("no_match".to_owned(), no_match(&judged.meaning));
    if judged.candidates.len() > 1 {
        let candidate = judged.candidates.iter().map(|candidate| {
            json!({
                "transcript": candidate.transcript,
                "wishes": wishes(&candidate.meaning),
                "no_match": no_match(&candidate.meaning),
                "weight": rounded(candidate.weight),
            })
        });
        object.insert("candidates".to_owned(), candidate.collect());
    }
    Json::Object(object)
}

/// A line for people: `Buy (0.95) product = coffee beans, quantity = 2`, wishes parted by `+`; without words that nothing
/// was heard.
#[must_use]
pub fn readable(judged: &Judgement) -> String {
    if judged.transcript.is_empty() {
        return "nothing was heard".to_owned();
    }
    let text = match &judged.meaning {
        Meaning::Wishes(wishes) => wishes.iter().map(Intent::to_string).collect::<Vec<_>>().join(" + "),
        Meaning::NoMatch { confidence } => format!("not understood ({confidence:.2})"),
    };
    format!("{}: {text}", judged.transcript)
}

/// `{"intent", "slots", "confidence", "unread"}`, and `doubtful` where a slot is.
#[must_use]
pub fn wish(wish: &Intent) -> Json {
    let slots: Map<String, Json> = wish.slots.iter().map(|slot| (slot.name.clone(), slot.to_string().into())).collect();
    let mut shown =
        json!({"intent": wish.name, "slots": slots, "confidence": rounded(wish.confidence), "unread": wish.unread});
    if let Some(slot) = &wish.doubtful {
        shown["doubtful"] = slot.as_str().into();
    }
    shown
}

fn wishes(meaning: &Meaning) -> Json {
    meaning.wishes().iter().map(wish).collect()
}

fn no_match(meaning: &Meaning) -> Json {
    match meaning {
        Meaning::NoMatch { confidence } => rounded(*confidence),
        Meaning::Wishes(_) => Json::Null,
    }
}

/// Three digits are enough for a confidence.
#[must_use]
pub fn rounded(number: f32) -> Json {
    ((f64::from(number) * 1000.0).round() / 1000.0).into()
}
