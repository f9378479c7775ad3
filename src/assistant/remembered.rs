//! Everything that is remembered, wherever it is kept: to be listed, exported and erased.

use jiff::Timestamp;
use serde::Serialize;

use super::{AssistantError, household, parts};
use crate::commerce::order::Order;
use crate::config::Config;
use crate::dialogue::household::Household;
use crate::handover::{self, Bundle};
use crate::journal::Attempt;
use crate::receipts::{self, Receipt};
use crate::waiting::{Waiting, Waits};

/// So many of the latest orders are told.
const ORDERS: usize = 1_000;

/// What is remembered.
#[derive(Debug, Serialize)]
pub struct Remembered {
    /// Of whom; `None`: of everybody.
    pub person: Option<String>,
    /// Cart, list and subscriptions.
    pub household: Household,
    /// What was confirmed here, and what became of it; of everybody only.
    pub attempts: Vec<Attempt>,
    /// Who asked for a person and is still waited for; of everybody only.
    pub handovers: Vec<Bundle>,
    /// Receipts that could not be printed yet; of everybody only.
    pub receipts: Vec<Receipt>,
    /// What the shop keeps, as it tells it here; of everybody only. It is not erased here.
    pub orders: Vec<Order>,
}

/// What is remembered of a person, or of everybody.
///
/// # Errors
/// [`AssistantError`] names what cannot be read.
pub fn read(config: &Config, person: Option<&str>) -> Result<Remembered, AssistantError> {
    let household = household::read(&config.data_folder()).map_err(AssistantError::Remembered)?;
    let (person, household) = match person {
        Some(person) => (Some(person.to_owned()), household.of(person)),
        None => (None, household),
    };
    if person.is_some() {
        return Ok(Remembered {
            person,
            household,
            attempts: vec![],
            handovers: vec![],
            receipts: vec![],
            orders: vec![],
        });
    }
    let handovers = all(&handover::waiting(config))?;
    let receipts = all(&receipts::waiting(config))?.into_iter().map(|job| job.receipt).collect();
    let attempts = parts::journal(config)?.attempts()?;
    let orders = parts::shop(config)?.orders(ORDERS)?;
    Ok(Remembered { person, household, attempts, handovers, receipts, orders })
}

fn all<T: Waits>(waiting: &Waiting<T>) -> Result<Vec<T>, AssistantError> {
    match waiting.all() {
        (all, unreadable) if unreadable.is_empty() => Ok(all),
        (_, unreadable) => Err(AssistantError::Remembered(unreadable.join("; "))),
    }
}

/// Erases what is remembered of a person, or everything; not while a daemon runs on it. What is being ordered, and what the
/// household was not told of its orders yet, stays until it is settled; so do orders, the PIN, and what was printed.
///
/// # Errors
/// [`AssistantError`] names what is still there.
pub fn erase(config: &Config, person: Option<&str>) -> Result<(), AssistantError> {
    let _alone = parts::lock_data(config)?;
    let data = config.data_folder();
    let mut household = match (household::read(&data), person) {
        (Ok(household), _) => household,
        // Whatever it was, it is erased too.
        (Err(_unreadable), None) => Household::default(),
        (Err(reason), Some(_)) => return Err(AssistantError::Remembered(reason)),
    };
    household.forget(person);
    // The cart goes before what was ordered of it: so it cannot be ordered again.
    household::write(&data, &household).map_err(AssistantError::Remembered)?;
    if person.is_none() {
        let now = Timestamp::now();
        parts::journal(config)?.forget(now, now)?;
        handover::waiting(config).clear().map_err(AssistantError::Remembered)?;
        receipts::waiting(config).clear().map_err(AssistantError::Remembered)?;
    }
    Ok(())
}
