//! The shopping list: notes that cost nothing, and buying what is on it.

use serde::{Deserialize, Serialize};

use super::command::{Command, Goal, Named, Wish};
use super::message::Message;
use super::state::State;
use super::{Action, Dialogue};
use crate::commerce::catalogue::{Product, Sku};
use crate::understanding::slots::measure::Measure;

/// So many notes are kept.
const LONGEST: usize = 50;

/// Something that is missing in the house.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// As it was said.
    pub text: String,
    /// The products that it may be, the likeliest first; none when nothing of that name is sold.
    pub skus: Vec<Sku>,
    /// How many, at least one.
    pub quantity: u32,
    /// Who said it, where that was known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// How much each time, where that was said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub measured: Option<Measured>,
}

/// How much of something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Measured {
    /// As it was said: `half a kilo`.
    pub words: String,
    /// What that is.
    pub measure: Measure,
}

impl Note {
    fn words(&self) -> String {
        with_measure(&self.text, self.measured.as_ref())
    }

    fn is(&self, named: &Named) -> bool {
        let known = |product: &Product| self.skus.contains(&product.sku);
        self.text.eq_ignore_ascii_case(&named.spoken) || named.candidates.iter().any(known)
    }
}

impl Dialogue {
    pub(super) fn add_to_list(
        &mut self,
        named: Option<Named>,
        quantity: Option<i64>,
        measured: Option<Measured>,
    ) -> Vec<Action> {
        let Some(named) = named else { return self.aside([Message::AskOtherWords]) };
        let quantity = quantity.and_then(|quantity| u32::try_from(quantity).ok()).unwrap_or(1).max(1);
        let measure = |measured: &Option<Measured>| measured.as_ref().map(|measured| measured.measure);
        let is_the_same = |note: &Note| {
            note.text.eq_ignore_ascii_case(&named.spoken) && measure(&note.measured) == measure(&measured)
        };
        let what = with_measure(&named.spoken, measured.as_ref());
        match self.list.iter().position(is_the_same) {
            Some(at) => self.list[at].quantity = self.list[at].quantity.saturating_add(quantity),
            None if self.list.len() >= LONGEST => return self.aside([Message::ListFull]),
            None => {
                let skus = named.candidates.iter().map(|product| product.sku.clone()).collect();
                let by = self.speaker.clone();
                self.list.push(Note { text: named.spoken, skus, quantity, by, measured });
            }
        }
        self.aside([Message::OntoList { what }])
    }

    pub(super) fn take_off_list(&mut self, named: Option<&Named>) -> Vec<Action> {
        let position = match named {
            Some(named) => self.list.iter().position(|note| note.is(named)),
            None => self.list.len().checked_sub(1),
        };
        match (position, named) {
            (Some(position), _) => {
                let what = self.list.remove(position).words();
                self.aside([Message::OffList { what }])
            }
            (None, Some(named)) => {
                let what = named.spoken.clone();
                self.aside([Message::NotOnList { what }])
            }
            (None, None) => self.aside([Message::ListEmpty]),
        }
    }

    pub(super) fn read_list(&mut self) -> Vec<Action> {
        if self.list.is_empty() {
            return self.aside([Message::ListEmpty]);
        }
        let items = self.notes_in_words();
        self.aside([Message::ListHolds { items }])
    }

    /// Buys what is on the list: all of it is one order. What is not sold stays on the list and is named.
    pub(super) fn order_list(&mut self) -> Vec<Action> {
        let mut buys = Vec::new();
        for note in self.list.clone() {
            let candidates: Vec<Product> = note
                .skus
                .iter()
                .filter_map(|sku| self.products.iter().find(|product| product.sku == *sku).cloned())
                .collect();
            if candidates.is_empty() {
                self.before_next_reply(&Message::NotSold { product: note.text });
            } else {
                let product = Some(Named { spoken: note.text, candidates });
                let quantity = Some(i64::from(note.quantity));
                let measure = note.measured.and_then(|measured| measured.measure.times(note.quantity.into()));
                let quantity = quantity.filter(|_| measure.is_none());
                buys.push(Command::Buy(Wish { product, quantity, measure, goal: Goal::Cart, ..Wish::default() }));
            }
        }
        if buys.is_empty() {
            let message = if self.list.is_empty() { Message::ListEmpty } else { Message::NothingOnListSold };
            return self.aside([message]);
        }
        self.abandon();
        self.state = State::Open;
        buys.push(Command::Checkout);
        let first = buys.remove(0);
        self.queue.splice(0..0, buys);
        self.anything(first)
    }

    /// What was ordered is no longer missing.
    pub(super) fn cross_off<'a>(&mut self, ordered: impl Iterator<Item = &'a Sku>) {
        for sku in ordered {
            self.list.retain(|note| !note.skus.contains(sku));
        }
    }

    fn notes_in_words(&self) -> String {
        let words = |note: &Note| match note.quantity {
            1 => note.words(),
            quantity => self.replies.text(&Message::Item { product: note.words(), quantity }, 0),
        };
        self.joined(self.list.iter().map(words).collect())
    }
}

/// As a size stands behind a title: `coffee, half a kilo`.
fn with_measure(text: &str, measured: Option<&Measured>) -> String {
    measured.map_or_else(|| text.to_owned(), |measured| format!("{text}, {}", measured.words))
}
