//! Placing an order so that it exists once or not at all: the journal first, then the shop, then the journal again.

use std::time::{Duration, Instant};

use jiff::Timestamp;

use super::cart::{PurchaseId, Quote};
use super::order::{IdempotencyKey, Order, OrderId};
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
    #[error("{error}")]
    Journal {
        /// What [`Journal::mark_told`] takes once the shopper was told; none when it was not even begun.
        key: Option<IdempotencyKey>,
        /// What the journal said.
        error: JournalError,
    },
    /// The same purchase was confirmed before: nothing was ordered now.
    #[error("the purchase {purchase} was confirmed before; it is not ordered again")]
    AlreadyOrdered {
        /// The purchase.
        purchase: PurchaseId,
        /// How far its attempt came: open or placed.
        outcome: Outcome,
        /// The order that came of it, when the shop tells.
        order: Option<Box<Order>>,
    },
    /// The shop said no: nothing was ordered.
    #[error("{error}")]
    Refused {
        /// What [`Journal::mark_told`] takes once the shopper was told.
        key: IdempotencyKey,
        /// What it said.
        error: ShopError,
    },
    /// The shop does not answer: it may have the order or not. [`recover`] finds out.
    #[error("{error}; whether the order was placed is looked up again until it is known")]
    Unknown {
        /// The key it was attempted with.
        key: IdempotencyKey,
        /// What the shop last said.
        error: ShopError,
    },
    /// The shop has the order, and gave it two numbers: it may be there twice.
    #[error(
        "the shop called one order {} and {other} (key {key}); ask the shop, and have one of them cancelled if it has \
         both",
        order.id
    )]
    TwoNumbers {
        /// The key of the attempt; what [`Journal::mark_told`] takes once the shopper was told.
        key: IdempotencyKey,
        /// The order that the shop has under the key.
        order: Box<Order>,
        /// What else it was called.
        other: OrderId,
    },
}

/// Places the order of a quote that was just confirmed, once; a purchase that is being ordered already, or was, is not
/// ordered again. The outcome is in the journal when this returns; where that fails, the attempt stays open there and
/// [`recover`] settles it.
///
/// # Errors
/// [`CheckoutError`]
pub fn place(
    shop: &mut dyn Storefront,
    journal: &mut dyn Journal,
    site: &SiteId,
    purchase: &PurchaseId,
    quote: &Quote,
    now: Timestamp,
) -> Result<Placement, CheckoutError> {
    let key = IdempotencyKey::generate();
    let begun = journal.begin(&Attempt {
        key: key.clone(),
        purchase: purchase.clone(),
        site: site.clone(),
        quote: quote.clone(),
        confirmed_at: now,
        outcome: Outcome::Begun,
        told: false,
    });
    match begun {
        Ok(()) => {}
        Err(JournalError::AlreadyOrdered { purchase, key, outcome }) => {
            return Err(already_ordered(shop, purchase, key, outcome));
        }
        Err(error) => return Err(CheckoutError::Journal { key: None, error }),
    }
    if let Err(error) = journal.settle(&key, &Outcome::Asked) {
        settle(journal, &key, &Outcome::Refused("the journal could not be written".to_owned()));
        return Err(CheckoutError::Journal { key: Some(key), error });
    }
    let mut attempt = 1;
    loop {
        let error = match shop.place_order(&key, quote) {
            Ok(order) if attempt == 1 => return Ok(placed(journal, key, order)),
            Ok(order) => return placed_again(shop, journal, key, order),
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

/// What [`recover`] found out.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Recovered {
    /// What shoppers do not know yet, the oldest first.
    pub news: Vec<(SiteId, OrderNews, IdempotencyKey)>,
    /// What the shop said instead of answering: some attempts are still open, and [`recover`] must be called again.
    pub away: Option<ShopError>,
}

/// Before anything is ordered, and whenever an outcome is unknown: finds out what became of every attempt that is open,
/// and lists what shoppers do not know yet. Nothing is placed here: a yes counts only in its turn. No order may be under
/// way meanwhile.
///
/// # Errors
/// [`JournalError`]; what is open stays open.
pub fn recover(shop: &dyn Storefront, journal: &mut dyn Journal) -> Result<Recovered, JournalError> {
    let mut recovered = Recovered::default();
    for Attempt { key, site, quote, outcome, .. } in journal.unfinished()? {
        let found = match outcome {
            Outcome::Begun => stopped("the shop was asked"),
            Outcome::Asked if recovered.away.is_some() => continue,
            Outcome::Asked => match shop.order_by_key(&key) {
                Ok(Some(order)) => Outcome::Placed(order.id),
                Ok(None) => stopped("the shop had the order"),
                Err(error) => {
                    recovered.away = Some(error);
                    continue;
                }
            },
            Outcome::Placed(_) | Outcome::Refused(_) => outcome.clone(),
        };
        if outcome.is_open() {
            journal.settle(&key, &found)?;
        }
        let news = match found {
            Outcome::Placed(id) => OrderNews::Placed { quote, id },
            Outcome::Begun | Outcome::Asked | Outcome::Refused(_) => OrderNews::NotPlaced { quote },
        };
        recovered.news.push((site, news, key));
    }
    Ok(recovered)
}

/// When a shop that is away is asked again: soon at first, then ever more rarely, for as long as it takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Patience {
    wait: Duration,
    due: Instant,
}

impl Patience {
    /// The first wait.
    pub const SHORTEST: Duration = Duration::from_millis(500);
    /// The longest one.
    pub const LONGEST: Duration = Duration::from_secs(60);

    /// Waits for the first time.
    #[must_use]
    pub fn from(now: Instant) -> Self {
        Self { wait: Self::SHORTEST, due: now + Self::SHORTEST }
    }

    /// Whether it is time to ask.
    #[must_use]
    pub fn is_over(&self, now: Instant) -> bool {
        self.due <= now
    }

    /// Waits once more, twice as long.
    #[must_use]
    pub fn again(self, now: Instant) -> Self {
        let wait = (self.wait * 2).min(Self::LONGEST);
        Self { wait, due: now + wait }
    }
}

fn already_ordered(
    shop: &dyn Storefront,
    purchase: PurchaseId,
    key: IdempotencyKey,
    outcome: Outcome,
) -> CheckoutError {
    // A shop that does not tell, or does not have it yet, changes nothing: who confirmed first will be told.
    let order = shop.order_by_key(&key).ok().flatten().map(Box::new);
    match (outcome, order) {
        (Outcome::Placed(other), Some(order)) if order.id != other => CheckoutError::TwoNumbers { key, order, other },
        (outcome, order) => CheckoutError::AlreadyOrdered { purchase, outcome, order },
    }
}

fn placed(journal: &mut dyn Journal, key: IdempotencyKey, order: Order) -> Placement {
    settle(journal, &key, &Outcome::Placed(order.id.clone()));
    Placement { order, key }
}

/// The shop had said that it does not have the order, and took it when it was asked again: an answer that was lost may
/// have been another order.
fn placed_again(
    shop: &dyn Storefront,
    journal: &mut dyn Journal,
    key: IdempotencyKey,
    order: Order,
) -> Result<Placement, CheckoutError> {
    match shop.order_by_key(&key) {
        Ok(Some(found)) if found.id != order.id => {
            let Placement { order: found, key } = placed(journal, key, found);
            Err(CheckoutError::TwoNumbers { key, order: Box::new(found), other: order.id })
        }
        _ => Ok(placed(journal, key, order)),
    }
}

fn refused(journal: &mut dyn Journal, key: IdempotencyKey, error: ShopError) -> CheckoutError {
    settle(journal, &key, &Outcome::Refused(error.to_string()));
    CheckoutError::Refused { key, error }
}

fn stopped(before: &str) -> Outcome {
    Outcome::Refused(format!("the assistant stopped before {before}"))
}

/// What the shop did stands, whatever the journal says now: an attempt that stays open is looked up again.
fn settle(journal: &mut dyn Journal, key: &IdempotencyKey, outcome: &Outcome) {
    if let Err(error) = journal.settle(key, outcome) {
        tracing::error!(%key, %error, "the outcome of an order could not be written down; it is looked up again");
    }
}
