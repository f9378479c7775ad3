//! What other clients of a channel may keep from being understood: commands, and nothing else.

use crate::expecting::Expecting;
use crate::understanding::{Intent, Meaning};

/// A greeting, which says nothing of the command behind it.
const GREETING: &str = "Wake";

/// What counts whatever others want: what answers, stops or takes back.
const ALWAYS: [&str; 8] = ["Yes", "No", "Stop", "Cancel", "Withdraw", "GoBack", "StartOver", "Continue"];

/// The same when its channel admits each of its intents, else no match: half of a sentence is not what was said. Where a
/// question is open, and of a sentence in which anything always counts, nobody is asked: no client can force or block the
/// answer to a total, nor keep an order from being cancelled.
pub(super) fn admitted(meaning: Meaning, expecting: Expecting, admits: impl Fn(&str) -> bool) -> Meaning {
    let always = |wish: &Intent| ALWAYS.contains(&wish.name.as_str());
    let admitted = |wish: &Intent| wish.name == GREETING || admits(&wish.name);
    let wishes = meaning.wishes();
    if expecting != Expecting::Command || wishes.iter().any(always) || wishes.iter().all(admitted) {
        meaning
    } else {
        Meaning::NoMatch { confidence: 1.0 }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn wish(name: &str) -> Intent {
        Intent {
            name: name.to_owned(),
            slots: Vec::new(),
            confidence: 1.0,
            language: "en".to_owned(),
            unread: Vec::new(),
            doubtful: None,
        }
    }

    fn meaning() -> impl Strategy<Value = Meaning> {
        let names = proptest::sample::select(
            [&ALWAYS[..], &[GREETING, "Buy", "Reorder", "Product", "Code", "Choose"]].concat(),
        );
        prop_oneof![
            Just(Meaning::NoMatch { confidence: 0.5 }),
            proptest::collection::vec(names, 1..4)
                .prop_map(|names| Meaning::Wishes(names.into_iter().map(wish).collect())),
        ]
    }

    proptest! {
        #[test]
        fn while_a_question_is_open_nobody_changes_what_is_meant(
            meaning in meaning(),
            expecting in proptest::sample::select(&Expecting::ALL[..]),
            only in "(Buy|Yes|Other)",
        ) {
            prop_assume!(expecting != Expecting::Command);
            prop_assert_eq!(admitted(meaning.clone(), expecting, |intent| intent == only), meaning);
        }

        #[test]
        fn a_command_is_meant_whole_or_not_at_all_and_what_takes_back_always(
            meaning in meaning(),
            only in "(Buy|Product|Other)",
        ) {
            let after = admitted(meaning.clone(), Expecting::Command, |intent| intent == only);
            let wishes = meaning.wishes();
            let takes_back = wishes.iter().any(|wish| ALWAYS.contains(&wish.name.as_str()));
            if takes_back || wishes.iter().all(|wish| wish.name == only || wish.name == GREETING) {
                prop_assert_eq!(after, meaning);
            } else {
                prop_assert_eq!(after, Meaning::NoMatch { confidence: 1.0 });
            }
        }
    }
}
