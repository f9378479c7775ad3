//! What each site was told last: a hub that missed the answer says the same again.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::channels::mqtt::outbox::Message;

/// Of more sites than these nothing is known, until they say something new.
const SITES: usize = 10_000;
/// So many replies to a turn are kept, the last ones.
const REPLIES: usize = 4;

/// The last turn of each topic that replies go out on, and what was said to it; shared by both halves of the dialect.
#[derive(Debug, Clone, Default)]
pub(super) struct Answered(Arc<Mutex<HashMap<String, Answer>>>);

#[derive(Debug)]
struct Answer {
    /// [`crate::event::TextTurn::id`].
    turn: String,
    replies: VecDeque<Message>,
}

impl Answered {
    /// A turn came in. What was said to it, when it is the last one and came before.
    pub(super) fn asked(&self, topic: &str, turn: &str) -> Vec<Message> {
        let mut answers = self.lock();
        match answers.get(topic) {
            Some(answer) if answer.turn == turn => answer.replies.iter().cloned().collect(),
            known => {
                if known.is_none() && answers.len() >= SITES {
                    answers.clear();
                }
                answers.insert(topic.to_owned(), Answer { turn: turn.to_owned(), replies: VecDeque::new() });
                Vec::new()
            }
        }
    }

    /// Something was said.
    pub(super) fn replied(&self, reply: &Message) {
        if let Some(answer) = self.lock().get_mut(&reply.topic) {
            if answer.replies.len() == REPLIES {
                answer.replies.pop_front();
            }
            answer.replies.push_back(reply.clone());
        }
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<String, Answer>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TOPIC: &str = "orderly/v1/kitchen/reply";

    fn reply(text: &str) -> Message {
        Message::new(&TOPIC, text.into())
    }

    #[test]
    fn the_last_turn_is_answered_again_with_the_same_replies() {
        let answered = Answered::default();
        assert_eq!(answered.asked(TOPIC, "1"), []);
        assert_eq!(answered.asked(TOPIC, "1"), []);
        answered.replied(&reply("One moment."));
        answered.replied(&reply("Done."));
        answered.replied(&Message::new(&"orderly/v1/attic/reply", b"Hello.".to_vec()));
        assert_eq!(answered.asked(TOPIC, "1"), [reply("One moment."), reply("Done.")]);
        assert_eq!(answered.asked("orderly/v1/attic/reply", "1"), []);
        assert_eq!(answered.asked(TOPIC, "2"), []);
        assert_eq!(answered.asked(TOPIC, "1"), []);
    }

    #[test]
    fn neither_sites_nor_replies_fill_the_memory() {
        let answered = Answered::default();
        for number in 0..3 * SITES {
            answered.asked(&number.to_string(), "1");
        }
        assert!(answered.lock().len() <= SITES);
        answered.asked(TOPIC, "1");
        (0..100).for_each(|_| answered.replied(&reply("Done.")));
        assert_eq!(answered.asked(TOPIC, "1").len(), REPLIES);
    }
}
