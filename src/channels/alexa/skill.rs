//! A skill, whichever way its requests come.

use jiff::{SignedDuration, Timestamp};
use serde_json::Value;

use super::{Kind, SkillRequest, response};
use crate::channels::hub::{Refused, Request, Told, Tongue, Turn, Wording};
use crate::dialogue::Reply;
use crate::language::ByLanguage;

/// A request is sent within this of its time, before or after.
const FRESH: SignedDuration = SignedDuration::from_secs(150);

/// What reads the requests to one skill.
pub struct Skill {
    /// `amzn1.ask.skill.…`
    pub id: String,
}

impl Tongue for Skill {
    fn read(&self, body: &[u8], wording: &ByLanguage<Wording>, now: Timestamp) -> Result<Request, Refused> {
        let request = SkillRequest::read(body).map_err(|unreadable| Refused::Malformed(unreadable.0))?;
        if request.application != self.id {
            return Err(Refused::ForeignSkill);
        }
        if now.duration_since(request.at).abs() > FRESH {
            return Err(Refused::Stale);
        }
        let words = request.words(wording.of(&request.locale));
        let turn = request.session.clone().zip(words).map(|(session, words)| Turn {
            session,
            accounts: request.accounts().map(str::to_owned).collect(),
            words,
            confidence: 1.0,
            language: Some(request.locale.clone()).filter(|locale| !locale.is_empty()),
            at: request.at,
            over: request.kind == Kind::Ended,
        });
        Ok(Request { id: request.id.clone(), turn, written: Box::new(move |told| written(&request, told)) })
    }

    fn fits(&self, reply: &Reply) -> bool {
        response::fits(reply)
    }
}

fn written(request: &SkillRequest, told: Told<'_>) -> Value {
    match told {
        Told::Reply(reply) => response::response(request, reply),
        Told::Sentence(text, ends) => response::sentence(text, ends),
        Told::Nothing => response::nothing(),
    }
}
