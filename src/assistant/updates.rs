//! News of orders: what the shop tells is compared with what the household was told, and the rest goes to its site.

use std::collections::BTreeMap;
use std::path::PathBuf;

use super::Assistant;
use crate::commerce::order::{Order, OrderId};
use crate::commerce::updates::{self, OrderUpdate};
use crate::dialogue::Input;
use crate::event::SiteId;
use crate::private_file;

/// The file in the data folder that keeps how many status changes of each order the household knows.
const KNOWN: &str = "orders-told.json";

/// What the household knows of its orders.
#[derive(Debug, Default)]
pub struct Known {
    /// So many status changes of each order were told; `None` until the shop was looked at for the first time ever.
    told: Option<BTreeMap<OrderId, usize>>,
    /// So many were handed to the conversations, which tell them in their time.
    handed: BTreeMap<OrderId, usize>,
    /// What was handed to them and not told yet.
    untold: Vec<OrderUpdate>,
}

impl Known {
    /// What a new conversation must tell.
    pub fn untold(&self) -> &[OrderUpdate] {
        &self.untold
    }
}

impl Assistant {
    /// The shop told its orders.
    pub(super) fn orders_seen(&mut self, orders: &[Order]) {
        self.write_windows(orders);
        let known = match &self.known.told {
            Some(told) => told.iter().chain(&self.known.handed).fold(BTreeMap::new(), |mut known, (id, count)| {
                let most: &mut usize = known.entry(id.clone()).or_insert(*count);
                *most = (*most).max(*count);
                known
            }),
            // What happened before this program was there is no news.
            None => {
                self.known.told = Some(orders.iter().map(|order| (order.id.clone(), order.history.len())).collect());
                return self.keep_known();
            }
        };
        let news = updates::unheard(&known, orders);
        if news.is_empty() {
            return;
        }
        self.known.handed = orders.iter().map(|order| (order.id.clone(), order.history.len())).collect();
        self.known.untold.extend(news.iter().cloned());
        // Said aloud where there is a loudspeaker, and known everywhere: whoever speaks first at any site hears it.
        let site = SiteId(self.config.assistant.site.clone());
        for (other, conversation) in &mut self.conversations {
            if *other != site {
                conversation.dialogue.hold_updates(&news);
            }
        }
        self.converse(&site, Input::Updates(news));
    }

    /// The household heard of a change, or made it itself.
    pub(super) fn knows_of(&mut self, order: &Order) {
        self.note_known(order.id.clone(), order.history.len());
    }

    pub(super) fn told_update(&mut self, update: &OrderUpdate) {
        self.known.untold.retain(|other| other != update);
        for conversation in self.conversations.values_mut() {
            conversation.dialogue.heard_elsewhere(update);
        }
        if let Some(count) = self.known.handed.get(&update.order).copied() {
            self.note_known(update.order.clone(), count);
        }
    }

    fn note_known(&mut self, id: OrderId, count: usize) {
        // Before the first look at the shop, that look takes it in.
        let Some(told) = &mut self.known.told else { return };
        let most = told.entry(id).or_insert(count);
        *most = (*most).max(count);
        self.keep_known();
    }

    fn known_file(&self) -> PathBuf {
        self.config.data_folder().join(KNOWN)
    }

    /// Goes on with what the household knew before the last end.
    pub(super) fn restore_known(&mut self) {
        match private_file::read_json(&self.known_file()) {
            Ok(told) => self.known.told = told,
            Err(error) => tracing::warn!("{error}; what happened to orders until now is no news"),
        }
    }

    fn keep_known(&self) {
        if let Some(told) = &self.known.told
            && let Err(error) = private_file::write_json(&self.known_file(), told)
        {
            tracing::warn!("{error}; news of orders may be told twice");
        }
    }
}
