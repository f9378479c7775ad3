//! A wake phrase at the beginning of what is said, and the command behind it.

use super::adopted::Adopted;
use super::heard::{Heard, LEAST, Said, UNHEARD};
use super::phrase::{Opening, spoken};
use super::rejection;
use super::utterance::Utterance;
use crate::expecting::Expecting;
use crate::speech_to_text::RecognizerError;

/// Within so many samples whoever calls has done so: 2.2 s.
const OPENING: usize = 35_840;

/// The same where noise may be taken for speech before: 4 s.
const OPENING_IN_NOISE: usize = 64_000;

/// Frames in which nobody says much, 10 ms each: the drawn-out end of a call is as long.
const BRIEF: u32 = 60;

/// A wake phrase.
struct Call {
    said: Said,
    /// Frames with words behind it, as far as it was looked for.
    behind: u32,
}

/// Whether an utterance begins with a wake phrase.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) enum Called {
    /// There is not enough of it yet.
    #[default]
    Unknown,
    /// With this one.
    Yes(Said),
    /// With none.
    No,
}

impl Adopted {
    /// A wake phrase, and the command behind it: that is heard through the suppressors, as one without a call is.
    pub(super) fn call(&mut self, utterance: &Utterance, known: &mut Called) -> Result<Heard, RecognizerError> {
        let (called, is_alone) = match known {
            Called::Yes(called) => (called.clone(), false),
            Called::No => return Ok(Heard::default()),
            Called::Unknown => {
                let raw = utterance.raw();
                let is_quiet = rejection::clearance(raw) >= rejection::QUIET.0;
                let within = if is_quiet { OPENING } else { OPENING_IN_NOISE };
                let call = self.called(&raw[..raw.len().min(within)], is_quiet)?;
                if raw.len() > within || call.as_ref().is_some_and(|call| call.said.confidence >= UNHEARD) {
                    *known = call.as_ref().map_or(Called::No, |call| Called::Yes(call.said.clone()));
                }
                match call {
                    Some(Call { said, behind: 0 }) if raw.len() <= within => {
                        return Ok(Heard { said: None, called: Some(said) });
                    }
                    Some(Call { said, behind }) => (said, behind < BRIEF && raw.len() <= within),
                    None => return Ok(Heard::default()),
                }
            }
        };
        let Some(&start) = self.starts.get(&Expecting::Wake) else { return Ok(Heard::default()) };
        let mut said = self.surest_command(start, utterance)?;
        // A short command is judged less surely than one in which goods are named: so what else could have been said counts too.
        if !said.as_ref().is_some_and(Said::is_understood) {
            let answer = self.answer(start, utterance.raw())?;
            said = match (said, answer) {
                (Some(said), Some(answer)) if answer.surer_than(&said) => Some(answer),
                (said, answer) => said.or(answer),
            };
        }
        let behind = said.filter(|said| said.text != called.text);
        let said = behind.map(|said| said.map(|sure| sure.min(rejection::call_before(called.confidence, sure))));
        Ok(Heard { said, called: Some(if is_alone { called } else { called.unheard() }) })
    }

    /// The wake phrase that the beginning of an utterance is.
    fn called(&mut self, sound: &[i16], is_quiet: bool) -> Result<Option<Call>, RecognizerError> {
        let Some(openings) = &self.openings else { return Ok(None) };
        let opening = openings.judge(&mut self.decoder, &sound[..sound.len().min(OPENING)])?;
        let call = opening.map(|Opening { phrase, confidence, behind, .. }| Call {
            said: Said::new(phrase, confidence),
            behind: if sound.len() <= OPENING { behind } else { u32::MAX },
        });
        if is_quiet || call.as_ref().is_some_and(|call| call.said.confidence >= UNHEARD) {
            return Ok(call.filter(|call| call.said.confidence >= LEAST));
        }
        // In noise no phrase fits well by itself; a sentence that begins with it may still fit better than decoys. What is
        // behind a call that is not so sure tells nothing.
        Ok(self.opening_of_sentence(sound)?.filter(|call| call.said.confidence >= UNHEARD))
    }

    /// The wake phrase at the beginning of the sentence, or of the part of one, that fits a sound best.
    fn opening_of_sentence(&mut self, sound: &[i16]) -> Result<Option<Call>, RecognizerError> {
        let Some(&start) = self.starts.get(&Expecting::Wake) else { return Ok(None) };
        let Some((_, path, _)) = self.best(start, sound)? else { return Ok(None) };
        let split = self.openings.as_ref().and_then(|openings| openings.split(&path));
        let Some((text, count)) = split else { return Ok(None) };
        let Some((_, decoys, _)) = self.best(self.decoys, sound)? else { return Ok(None) };
        let behind = spoken(&path[count.min(path.len())..]);
        Ok(Some(Call { said: Said::new(text, rejection::confidence_among(&path, &decoys)), behind }))
    }
}
