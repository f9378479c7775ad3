//! Getting a person: what a conversation asks for goes to the desk, and what became of it comes back.

use super::Assistant;
use crate::dialogue::person::HandedOver;
use crate::dialogue::record::Who;
use crate::dialogue::{Input, PersonRequest};
use crate::event::SiteId;
use crate::handover::{Bundle, Desk, Line, Outcome, Said, Turn};

impl Assistant {
    /// Adds the ways to people. What becomes of a bundle reaches the loop as [`crate::event::Event::HandedOver`].
    pub fn add_people(&mut self, desk: Desk) {
        self.people = Some(desk);
    }

    /// Asks for a person. Returns what became of it where that is known at once.
    pub(super) fn hand_over(&mut self, site: &SiteId, request: PersonRequest) -> Option<Input> {
        let bundle = self.bundle(site, request);
        let id = bundle.id;
        let taken = self.people.as_ref().map(|desk| desk.hand_over(bundle));
        match taken {
            Some(Ok(())) => {
                self.conversation(site).awaiting_shop += 1;
                self.bundles.insert(id, (site.clone(), true));
                None
            }
            Some(Err(busy)) => {
                tracing::warn!("{busy}");
                Some(Input::HandedOver(HandedOver::Lost))
            }
            None => Some(Input::HandedOver(HandedOver::Lost)),
        }
    }

    fn bundle(&mut self, site: &SiteId, request: PersonRequest) -> Bundle {
        let (now, language) = (self.clock.now(), self.language_at(site).to_owned());
        let products = self.understanding.products();
        let dialogue = &self.conversation(site).dialogue;
        let turns = dialogue.record().turns().map(|turn| Turn {
            who: match turn.who {
                Who::Shopper => Said::Shopper,
                Who::Assistant => Said::Assistant,
            },
            text: turn.text.clone(),
            at: turn.at,
        });
        let household = dialogue.household();
        let goods =
            household.goods.iter().chain(household.interrupted.iter().flat_map(|interrupted| &interrupted.goods));
        let cart = goods.map(|line| {
            let product = products.iter().find(|product| product.sku == line.sku);
            Line {
                sku: line.sku.0.clone(),
                title: product.map(crate::commerce::catalogue::Product::title).unwrap_or_default(),
                quantity: line.quantity,
                total: product.and_then(|product| product.price.times(line.quantity)),
            }
        });
        Bundle {
            mood: request.mood,
            consent: request.consent,
            turns: turns.collect(),
            cart: cart.collect(),
            ..Bundle::new(request.why, site.clone(), &language, now)
        }
    }

    /// The desk told what became of a bundle.
    pub(super) fn handed_over(&mut self, outcome: Outcome) {
        let (id, outcome) = match outcome {
            Outcome::Accepted { id, accepted, .. } => (id, HandedOver::Accepted(accepted)),
            Outcome::Kept { id, reason } => {
                tracing::warn!("nobody takes over yet: {reason}");
                (id, HandedOver::Kept)
            }
            Outcome::Lost { id, reason } => {
                tracing::error!("nobody takes over: {reason}");
                (id, HandedOver::Lost)
            }
        };
        // None when that was before the last start. What is kept is heard of once more.
        let known = match outcome {
            HandedOver::Kept => self.bundles.get_mut(&id).map(|(site, waits)| (site.clone(), std::mem::take(waits))),
            _ => self.bundles.remove(&id),
        };
        let Some((site, waits)) = known else { return };
        if waits {
            self.shop_has_answered(&site);
        }
        self.converse(&site, Input::HandedOver(outcome));
    }
}
