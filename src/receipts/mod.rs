//! Receipts: what was ordered, cancelled or sent back, in writing.

use std::path::PathBuf;

use jiff::Timestamp;

use crate::commerce::order::OrderId;

/// A way of giving a receipt to the shopper.
pub trait Printer: Send {
    /// Its name in the configuration, `file` for instance.
    fn name(&self) -> &'static str;

    /// Gives a receipt out. The same one again is no second one.
    ///
    /// # Errors
    /// [`ReceiptError`] when the shopper does not have it.
    fn print(&mut self, receipt: &Receipt) -> Result<(), ReceiptError>;
}

/// Something that the shopper has in writing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    /// What it is about.
    pub what: What,
    /// The order.
    pub order: OrderId,
    /// When that happened.
    pub at: Timestamp,
    /// The language that it is written in.
    pub language: String,
    /// Its title. Names no products: they may be presents.
    pub subject: String,
    /// The whole of it, as plain text with a line break at the end of each line.
    pub text: String,
}

/// What a receipt is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum What {
    /// An order was placed.
    Order,
    /// An order was cancelled.
    Cancellation,
    /// Goods are sent back.
    Return,
    /// The contract was withdrawn from.
    Withdrawal,
}

impl What {
    /// Everything that there are receipts for.
    pub const ALL: [Self; 4] = [Self::Order, Self::Cancellation, Self::Return, Self::Withdrawal];

    /// Its word in file names and messages.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Order => "order",
            Self::Cancellation => "cancellation",
            Self::Return => "return",
            Self::Withdrawal => "withdrawal",
        }
    }
}

/// Why there is no receipt.
#[derive(Debug, thiserror::Error)]
pub enum ReceiptError {
    /// The folder, or the file in it.
    #[error("{}: {source}. Make room, or make it writable", path.display())]
    Disk {
        /// Where.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// It could not be sent.
    #[error("the receipt of order {order} was not sent: {reason}")]
    NotSent {
        /// The order.
        order: OrderId,
        /// What happened, and what to do.
        reason: String,
    },
}
