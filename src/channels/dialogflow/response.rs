//! What a webhook request is answered.

use serde_json::{Value, json};

use super::AgentRequest;
use crate::dialogue::Reply;
use crate::expecting::Expecting;

/// For how many turns a context holds.
const LIFESPAN: u32 = 2;

/// What a request is answered with a reply. The context says what is waited for, the payload what an integration needs to
/// go on or to hang up.
#[must_use]
pub fn response(request: &AgentRequest, reply: &Reply) -> Value {
    let context = |expecting: Expecting, lifespan: u32| {
        let name = format!("{}/contexts/orderly-{}", request.session, expecting.as_str());
        json!({ "name": name, "lifespanCount": lifespan })
    };
    // What was waited for before is over.
    let contexts: Vec<Value> = ASKED
        .into_iter()
        .map(|asked| context(asked, if asked == reply.expecting && !reply.ends { LIFESPAN } else { 0 }))
        .collect();
    let mut answer = sentence(&reply.text, reply.ends);
    answer["outputContexts"] = json!(contexts);
    answer["payload"]["orderly"]["expects"] = json!(reply.expecting.as_str());
    answer
}

/// A sentence outside of the conversation.
#[must_use]
pub fn sentence(text: &str, ends: bool) -> Value {
    json!({
        "fulfillmentText": text,
        "fulfillmentMessages": [{ "text": { "text": [text] } }],
        "payload": { "orderly": { "ends": ends } },
    })
}

const ASKED: [Expecting; 6] = [
    Expecting::Product,
    Expecting::Quantity,
    Expecting::Choice,
    Expecting::Reason,
    Expecting::Code,
    Expecting::Confirmation,
];
