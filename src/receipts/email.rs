//! Receipts by e-mail.

use super::{Printer, Receipt, ReceiptError};
use crate::config::EmailConfig;
use crate::email::{EmailError, Letter, Mailer};

/// Its name in the configuration.
pub const NAME: &str = "email";

/// The mailbox of a shopper.
pub struct Mailbox {
    mailer: Mailer,
    to: String,
}

impl Mailbox {
    /// The mailbox that the configuration names. Nothing is asked yet.
    ///
    /// # Errors
    /// [`EmailError::Setup`]
    pub fn new(config: &EmailConfig) -> Result<Self, EmailError> {
        Ok(Self { mailer: Mailer::new(config)?, to: config.to.clone() })
    }
}

impl Printer for Mailbox {
    fn name(&self) -> &'static str {
        NAME
    }

    fn print(&mut self, receipt: &Receipt) -> Result<(), ReceiptError> {
        let id = format!("{}.{}", receipt.file_stem().replace('%', "."), receipt.at.as_second());
        let letter = Letter { id: &id, to: &self.to, subject: &receipt.subject, text: &receipt.text, json: None };
        let order = receipt.order.clone();
        self.mailer.send(&letter).map_err(|error| match error {
            EmailError::Away(reason) => ReceiptError::Away { order, reason },
            EmailError::Setup(reason) | EmailError::Refused(reason) => ReceiptError::NotSent { order, reason },
        })
    }
}
