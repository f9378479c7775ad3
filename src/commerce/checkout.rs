//! Placing an order so that it exists once or not at all: the journal first, then the shop, then the journal again.

use jiff::Timestamp;

use super::cart::Quote;
use super::order::{IdempotencyKey, Order};
use super::{ShopError, Storefront};
use crate::dialogue::OrderNews;
use crate::event::SiteId;
use crate::journal::{Attempt, Journal, JournalError, Outcome};

/// How often the shop is asked before the outcome is left open.
const ATTEMPTS: usize = 3;

/// An order that the shop has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placement {
    /// As the shop has it.
    pub order: Order,
    /// What [`Journal::mark_told`] takes once the shopper was told.
    pub key: IdempotencyKey,
}

/// Why there is no order, or none that is known of.
#[derive(Debug, thiserror::Error)]
pub enum CheckoutError {
    /// The journal cannot be written: nothing was ordered.
    #[error(transparent)]
    Journal(#[from] JournalError),
    /// The shop said no: nothing was ordered.
    #[error("{error}")]
    Refused {
        /// What [`Journal::mark_told`] takes once the shopper was told.
        key: IdempotencyKey,
        /// What it said.
        error: ShopError,
    },
    /// The shop does not answer: it may have the order or not. [`recover`] finds out.
    #[error("{error}; whether the order was placed is looked up again at the next start")]
    Unknown {
        /// The key it was attempted with.
        key: IdempotencyKey,
        /// What the shop last said.
        error: ShopError,
    },
}

/// Places the order of a quote that was just confirmed, once. The outcome is in the journal when this returns; where
/// that fails, the attempt stays open there and [`recover`] settles it.
///
/// # Errors
/// [`CheckoutError`]
pub fn place(
    shop: &mut dyn Storefront,
    journal: &mut dyn Journal,
    site: &SiteId,
    quote: &Quote,
    now: Timestamp,
) -> Result<Placement, CheckoutError> {
    let key = IdempotencyKey::generate();
    journal.begin(&Attempt {
        key: key.clone(),
        site: site.clone(),
        quote: quote.clone(),
        confirmed_at: now,
        outcome: Outcome::Open,
        told: false,
    })?;
    let mut attempt = 1;
    loop {
        let error = match shop.place_order(&key, quote) {
            Ok(order) => return Ok(placed(journal, key, order)),
            Err(error) if error.outcome_unknown() => error,
            Err(error) => return Err(refused(journal, key, error)),
        };
        tracing::warn!(%key, %error, "the shop did not say whether it has the order; looking it up");
        match (0..ATTEMPTS).find_map(|_| shop.order_by_key(&key).ok()) {
            Some(Some(order)) => return Ok(placed(journal, key, order)),
            Some(None) if attempt == ATTEMPTS => return Err(refused(journal, key, error)),
            Some(None) => attempt += 1,
            None => return Err(CheckoutError::Unknown { key, error }),
        }
    }
}

/// At the start, before anything is ordered: finds out what became of every attempt that is open, and lists what
/// shoppers do not know yet, the oldest first. Nothing is placed here: a yes counts only in its turn.
///
/// # Errors
/// [`CheckoutError::Journal`], or [`CheckoutError::Unknown`] when the shop does not answer; what is open stays open.
pub fn recover(
    shop: &dyn Storefront,
    journal: &mut dyn Journal,
) -> Result<Vec<(SiteId, OrderNews, IdempotencyKey)>, CheckoutError> {
    let mut news = Vec::new();
    for Attempt { key, site, quote, outcome, .. } in journal.unfinished()? {
        let outcome = match outcome {
            Outcome::Open => {
                let found = shop
                    .order_by_key(&key)
                    .map_err(|error| CheckoutError::Unknown { key: key.clone(), error })?
                    .map_or_else(
                        || Outcome::Refused("the assistant stopped before the shop had the order".to_owned()),
                        |order| Outcome::Placed(order.id),
                    );
                journal.settle(&key, &found)?;
                found
            }
            settled => settled,
        };
        let told = match outcome {
            Outcome::Placed(id) => OrderNews::Placed { quote, id },
            Outcome::Refused(_) | Outcome::Open => OrderNews::NotPlaced { quote },
        };
        news.push((site, told, key));
    }
    Ok(news)
}

fn placed(journal: &mut dyn Journal, key: IdempotencyKey, order: Order) -> Placement {
    settle(journal, &key, &Outcome::Placed(order.id.clone()));
    Placement { order, key }
}

fn refused(journal: &mut dyn Journal, key: IdempotencyKey, error: ShopError) -> CheckoutError {
    settle(journal, &key, &Outcome::Refused(error.to_string()));
    CheckoutError::Refused { key, error }
}

/// What the shop did stands, whatever the journal says now: an attempt that stays open is looked up at the next start.
fn settle(journal: &mut dyn Journal, key: &IdempotencyKey, outcome: &Outcome) {
    if let Err(error) = journal.settle(key, outcome) {
        tracing::error!(%key, %error, "the outcome of an order could not be written down; it is looked up at the next start");
    }
}
