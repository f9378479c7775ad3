//! A shop and a journal that stop before or after a call and wait for the end.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use jiff::Timestamp;
use orderly::commerce::cart::{Cart, Quote};
use orderly::commerce::catalogue::Catalogue;
use orderly::commerce::order::{IdempotencyKey, Order, OrderId};
use orderly::commerce::returns::{ReturnRequest, ReturnSlip};
use orderly::commerce::{ShopError, Storefront};
use orderly::journal::{Attempt, Journal, JournalError, Outcome};

use super::daemon;

/// Counts what is done, and at one step waits to be killed.
#[derive(Clone)]
pub struct Steps {
    done: Arc<AtomicU32>,
    die_at: u32,
}

impl Steps {
    /// At step zero: never.
    pub fn until(die_at: u32) -> Self {
        Self { done: Arc::default(), die_at }
    }

    fn around<T>(&self, work: impl FnOnce() -> T) -> T {
        self.step();
        let result = work();
        self.step();
        result
    }

    fn step(&self) {
        if self.done.fetch_add(1, Ordering::Relaxed) + 1 == self.die_at {
            daemon::say(daemon::AT_THE_STEP);
            loop {
                std::thread::park();
            }
        }
    }
}

/// Something whose calls are steps.
pub struct Stepped<T>(pub T, pub Steps);

impl<T: Storefront> Storefront for Stepped<T> {
    fn revision(&self) -> Result<u64, ShopError> {
        self.0.revision()
    }

    fn catalogue(&self) -> Result<Catalogue, ShopError> {
        self.0.catalogue()
    }

    fn quote(&self, cart: &Cart) -> Result<Quote, ShopError> {
        self.0.quote(cart)
    }

    fn place_order(&mut self, key: &IdempotencyKey, quote: &Quote) -> Result<Order, ShopError> {
        self.1.around(|| self.0.place_order(key, quote))
    }

    fn order_by_key(&self, key: &IdempotencyKey) -> Result<Option<Order>, ShopError> {
        self.1.around(|| self.0.order_by_key(key))
    }

    fn order(&self, id: &OrderId) -> Result<Option<Order>, ShopError> {
        self.0.order(id)
    }

    fn orders(&self, limit: usize) -> Result<Vec<Order>, ShopError> {
        self.0.orders(limit)
    }

    fn cancel(&mut self, id: &OrderId) -> Result<Order, ShopError> {
        self.0.cancel(id)
    }

    fn take_back(&mut self, request: &ReturnRequest) -> Result<ReturnSlip, ShopError> {
        self.0.take_back(request)
    }
}

impl<T: Journal> Journal for Stepped<T> {
    fn begin(&mut self, attempt: &Attempt) -> Result<(), JournalError> {
        self.1.around(|| self.0.begin(attempt))
    }

    fn settle(&mut self, key: &IdempotencyKey, outcome: &Outcome) -> Result<(), JournalError> {
        self.1.around(|| self.0.settle(key, outcome))
    }

    fn mark_told(&mut self, key: &IdempotencyKey) -> Result<(), JournalError> {
        self.1.around(|| self.0.mark_told(key))
    }

    fn unfinished(&self) -> Result<Vec<Attempt>, JournalError> {
        self.0.unfinished()
    }

    fn attempts(&self) -> Result<Vec<Attempt>, JournalError> {
        self.0.attempts()
    }

    fn forget(&mut self, before: Timestamp, now: Timestamp) -> Result<(), JournalError> {
        self.1.around(|| self.0.forget(before, now))
    }

    fn remember_messages(&mut self, ids: &[&str], now: Timestamp) -> Result<Vec<bool>, JournalError> {
        self.0.remember_messages(ids, now)
    }
}
