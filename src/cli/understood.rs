//! What was understood, as `understand` and `hear` show it.

use serde_json::{Map, Value as Json, json};

use crate::understanding::{Intent, Slot, Value};

/// One JSON object on one line: what was given (`text` or `file`), the transcript, the intent or null, the slots as
/// text, and the confidence.
#[must_use]
pub fn json_line(given: (&str, &str), transcript: &str, intent: Option<&Intent>) -> String {
    let mut slots = Map::new();
    for slot in intent.iter().flat_map(|intent| &intent.slots) {
        slots.insert(slot.name.clone(), Json::String(as_text(slot)));
    }
    let confidence = intent.map_or(0.0, |intent| (f64::from(intent.confidence) * 1000.0).round() / 1000.0);
    let object = json!({
        given.0: given.1,
        "transcript": transcript,
        "intent": intent.map(|intent| intent.name.as_str()),
        "slots": slots,
        "confidence": confidence,
    });
    object.to_string()
}

/// A line for people: `Buy (0.95) product = coffee beans, quantity = 2`.
#[must_use]
pub fn readable_line(transcript: &str, intent: Option<&Intent>) -> String {
    let Some(intent) = intent else { return format!("{transcript}: not understood") };
    let slots: Vec<String> = intent.slots.iter().map(|slot| format!("{} = {}", slot.name, as_text(slot))).collect();
    format!("{transcript}: {} ({:.2}) {}", intent.name, intent.confidence, slots.join(", ")).trim_end().to_owned()
}

/// The value of a slot: of a list what it stands for, a number in digits, the title of a product when only one is
/// meant, else the words that were said.
#[must_use]
pub fn as_text(slot: &Slot) -> String {
    match &slot.value {
        Value::Text(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        Value::Products(products) => match products.as_slice() {
            [product] => product.title(),
            _ => slot.spoken.clone(),
        },
        Value::Measure(measure) => measure.to_string(),
        Value::Price(price) => price.to_string(),
        Value::When(when) => when.to_string(),
        Value::Interval(interval) => interval.to_string(),
    }
}
