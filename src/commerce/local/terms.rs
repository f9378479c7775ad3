//! What the owner of the shop sets: shipping, tax, and what a shopper must hear before paying.

use super::{Fault, LocalShop, get, set};
use crate::commerce::ShopError;
use crate::commerce::cart::Terms;
use crate::config::ShopConfig;
use crate::database::{Connection, params};

impl LocalShop {
    /// Sets what sending an order costs, and from which value of the goods on it costs nothing (zero: always the fee).
    /// Both in the currency of the catalogue, minor units.
    ///
    /// # Errors
    /// [`ShopError::Unavailable`]
    pub fn set_shipping(&mut self, fee: i64, free_from: i64) -> Result<(), ShopError> {
        self.write(|connection| {
            set(connection, "shipping_fee", fee)?;
            set(connection, "shipping_free_from", free_from)
        })
    }

    /// Sets the tax that every price contains, in hundredths of a percent: 2100 for 21 %. Zero: the shop does not say.
    ///
    /// # Errors
    /// [`ShopError::Unavailable`]
    pub fn set_tax(&mut self, rate: u16) -> Result<(), ShopError> {
        self.write(|connection| set(connection, "tax_rate", rate.into()))
    }

    /// What shoppers hear before paying.
    ///
    /// # Errors
    /// [`ShopError::Unavailable`]
    pub fn terms(&self) -> Result<Terms, ShopError> {
        self.read(terms)
    }

    /// Sets what shoppers hear before paying, from the next quote on.
    ///
    /// # Errors
    /// [`ShopError::Unavailable`]
    pub fn set_terms(&mut self, terms: &Terms) -> Result<(), ShopError> {
        self.write(|connection| put_terms(connection, terms))
    }

    /// Sets what a configuration says; what it leaves empty stays as it is.
    ///
    /// # Errors
    /// [`ShopError::Unavailable`]
    pub fn configure(&mut self, config: &ShopConfig) -> Result<(), ShopError> {
        let said = |new: &String, old: String| if new.is_empty() { old } else { new.clone() };
        let before = self.terms()?;
        let terms = Terms {
            seller: said(&config.seller, before.seller.clone()),
            deliver_to: said(&config.deliver_to, before.deliver_to.clone()),
            pay_with: said(&config.pay_with, before.pay_with.clone()),
            withdrawal_days: if config.withdrawal_days == 0 { before.withdrawal_days } else { config.withdrawal_days },
        };
        if terms != before {
            self.set_terms(&terms)?;
        }
        let rate = config.tax_rate();
        if rate != 0 && i64::from(rate) != self.read(|connection| get(connection, "tax_rate"))? {
            self.set_tax(rate)?;
        }
        Ok(())
    }
}

/// What shoppers hear before paying.
pub(super) fn terms(connection: &Connection) -> Result<Terms, Fault> {
    let mut labels = connection.prepare_cached("SELECT value FROM labels WHERE name = ?1")?;
    let mut label = |name: &str| labels.query_row([name], |row| row.get(0));
    Ok(Terms {
        seller: label("seller")?,
        deliver_to: label("deliver_to")?,
        pay_with: label("pay_with")?,
        withdrawal_days: u16::try_from(get(connection, "withdrawal_days")?).unwrap_or(u16::MAX),
    })
}

/// Sets what shoppers hear before paying.
pub(super) fn put_terms(connection: &Connection, terms: &Terms) -> Result<(), Fault> {
    let labels = [("seller", &terms.seller), ("deliver_to", &terms.deliver_to), ("pay_with", &terms.pay_with)];
    for (name, value) in labels {
        connection.execute("UPDATE labels SET value = ?2 WHERE name = ?1", params![name, value])?;
    }
    set(connection, "withdrawal_days", terms.withdrawal_days.into())
}
