//! What a request is answered.

use serde_json::{Value, json};

use super::{ANYTHING, CODE, Kind, SkillRequest};
use crate::dialogue::Reply;
use crate::expecting::Expecting;
use crate::ssml::{self, Piece, Prosody, SayAs};

/// Alexa takes no longer speech, characters.
const LONGEST_SPEECH: usize = 8_000;
/// A card as long as this is shown whole.
const LONGEST_CARD: usize = 7_500;

/// Whether a reply can be said at all: what is cut off would not have been heard.
#[must_use]
pub fn fits(reply: &Reply) -> bool {
    speech(&reply.speech).chars().count() <= LONGEST_SPEECH
}

/// What a request is answered with a reply.
#[must_use]
pub fn response(request: &SkillRequest, reply: &Reply) -> Value {
    let directive = directive(request, reply);
    let confirming = directive.as_ref().is_some_and(|directive| directive["type"] == "Dialog.ConfirmIntent");
    let mut response = json!({ "outputSpeech": output(&reply.speech), "shouldEndSession": reply.ends });
    if reply.text.chars().count() <= LONGEST_CARD {
        response["card"] = json!({ "type": "Simple", "title": "Orderly", "content": reply.text });
    }
    if !reply.ends {
        response["reprompt"] = json!({ "outputSpeech": output(&reprompt(reply)) });
    }
    if let Some(directive) = directive {
        response["directives"] = json!([directive]);
    }
    let attributes = if confirming { json!({ "confirming": true }) } else { json!({}) };
    json!({ "version": "1.0", "sessionAttributes": attributes, "response": response })
}

/// The answer where there is nothing to say: after the end of a session nothing may be said.
#[must_use]
pub fn nothing() -> Value {
    json!({ "version": "1.0", "response": {} })
}

/// A sentence outside of the conversation.
#[must_use]
pub fn sentence(text: &str, ends: bool) -> Value {
    json!({ "version": "1.0", "response": { "outputSpeech": output(text), "shouldEndSession": ends } })
}

/// What Alexa is to listen for. What is missing is asked for in any words, a code in digits. A yes to a question about an
/// intent of ours is one to that intent; other yeses come as intents of their own. No value is sent back: one of them may
/// be a code.
fn directive(request: &SkillRequest, reply: &Reply) -> Option<Value> {
    if reply.ends {
        return None;
    }
    let elicit = |(intent, slot): (&str, &str)| {
        let slots = json!({ slot: { "name": slot, "confirmationStatus": "NONE" } });
        let updated = json!({ "name": intent, "confirmationStatus": "NONE", "slots": slots });
        Some(json!({ "type": "Dialog.ElicitSlot", "slotToElicit": slot, "updatedIntent": updated }))
    };
    match reply.expecting {
        Expecting::Product | Expecting::Quantity | Expecting::Choice | Expecting::Reason => elicit(ANYTHING),
        Expecting::Code => elicit(CODE),
        Expecting::Confirmation => match &request.kind {
            Kind::Intent(intent) if !intent.name.starts_with("AMAZON.") => {
                Some(json!({ "type": "Dialog.ConfirmIntent" }))
            }
            _ => None,
        },
        Expecting::Wake | Expecting::Command | Expecting::Interruption => None,
    }
}

/// What is asked once more when nobody answers: a total is read out again whole, of anything else the question.
fn reprompt(reply: &Reply) -> String {
    if reply.expecting == Expecting::Confirmation {
        return reply.speech.clone();
    }
    let question = reply.text.split_inclusive(['.', '!', '?']).map(str::trim).rfind(|part| part.ends_with('?'));
    question.unwrap_or(&reply.text).to_owned()
}

fn output(text: &str) -> Value {
    let speech = speech(text);
    if ssml::is_marked_up(text) {
        json!({ "type": "SSML", "ssml": speech })
    } else {
        json!({ "type": "PlainText", "text": speech })
    }
}

/// Markup in the elements that Alexa knows, plain text as it is.
fn speech(text: &str) -> String {
    if !ssml::is_marked_up(text) {
        return text.to_owned();
    }
    let pieces: String = ssml::pieces(text).iter().map(element).collect();
    format!("<speak>{}</speak>", pieces.trim())
}

fn element(piece: &Piece) -> String {
    match piece {
        Piece::Break(ms) => format!("<break time=\"{ms}ms\"/>"),
        Piece::Text { heard, said_as, prosody, .. } => {
            let text = ssml::escaped(heard);
            let text = match said_as {
                None => text,
                Some(said_as) => {
                    let (what, format) = interpreted(*said_as);
                    let format = if format.is_empty() { String::new() } else { format!(" format=\"{format}\"") };
                    format!("<say-as interpret-as=\"{what}\"{format}>{text}</say-as>")
                }
            };
            if *prosody == Prosody::default() {
                return text;
            }
            let rate = (prosody.pace * 100.0).round();
            format!("<prosody rate=\"{rate}%\" volume=\"{:+}dB\">{text}</prosody>", prosody.gain_db.min(4.0))
        }
    }
}

fn interpreted(said_as: SayAs) -> (&'static str, &'static str) {
    match said_as {
        SayAs::Characters => ("characters", ""),
        SayAs::Cardinal => ("cardinal", ""),
        SayAs::Ordinal => ("ordinal", ""),
        SayAs::Digits => ("digits", ""),
        SayAs::Date(order) => ("date", order),
        SayAs::Telephone => ("telephone", ""),
    }
}
