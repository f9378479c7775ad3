//! A reply, marked up or not, as sentences with pauses between them.

use super::sentences::sentences;
use super::spoken::said_as::said_as;
use crate::ssml::{self, Piece, Prosody};

/// What comes next.
#[derive(Debug, Clone, PartialEq)]
pub enum Utterance {
    /// A sentence or a part of one, as it is written, and how it is said.
    Sentence(String, Prosody),
    /// Silence, ms.
    Silence(u32),
}

/// What is said, in this order. Plain text is its sentences.
#[must_use]
pub fn utterances(text: &str, language: &str) -> Vec<Utterance> {
    let mut found = Vec::new();
    let mut open = (String::new(), Prosody::default());
    for piece in ssml::pieces(text) {
        match piece {
            Piece::Text { heard, said_as: what, prosody, .. } => {
                if prosody != open.1 {
                    close(&mut found, &mut open);
                    open.1 = prosody;
                }
                open.0.push_str(&what.map_or(heard.clone(), |what| said_as(&heard, what, language)));
            }
            Piece::Break(ms) => {
                close(&mut found, &mut open);
                found.extend((ms > 0).then_some(Utterance::Silence(ms)));
            }
        }
    }
    close(&mut found, &mut open);
    found
}

fn close(found: &mut Vec<Utterance>, (text, prosody): &mut (String, Prosody)) {
    let said = sentences(text).into_iter().filter(|said| said.contains(char::is_alphanumeric));
    found.extend(said.map(|said| Utterance::Sentence(said.to_owned(), *prosody)));
    text.clear();
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(said: &str) -> Utterance {
        Utterance::Sentence(said.to_owned(), Prosody::default())
    }

    #[test]
    fn plain_text_is_its_sentences() {
        assert_eq!(utterances("Done! It comes on Monday.", "en"), [plain("Done!"), plain("It comes on Monday.")]);
        assert_eq!(utterances("…", "en"), []);
    }

    #[test]
    fn pauses_and_changes_stand_between_sentences() {
        let slow = Prosody { pace: 0.8, ..Prosody::default() };
        let text = "Hello. <speak><p>One</p>two.<break time=\"1s\"/>\
                    <prosody rate=\"slow\">Three. No <say-as interpret-as=\"digits\">42</say-as></prosody></speak>";
        let slowly = |said: &str| Utterance::Sentence(said.to_owned(), slow);
        let expected = [
            plain("Hello."),
            plain("One"),
            plain("two."),
            Utterance::Silence(1_000),
            slowly("Three."),
            slowly("No four two"),
        ];
        assert_eq!(utterances(text, "en"), expected);
    }
}
