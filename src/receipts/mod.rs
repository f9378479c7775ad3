//! Receipts: what was ordered, cancelled or sent back, in writing.
//!
//! The [`Writer`] makes a [`Receipt`] of what the shop says; every [`Printer`] that is configured gives it out.

pub mod console;
#[cfg(feature = "email")]
pub mod email;
pub mod file;
mod words;
mod writer;

use std::fmt::Write;
use std::path::PathBuf;

use jiff::Timestamp;

use crate::commerce::order::OrderId;
pub use writer::Writer;

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
    /// The shop's number of the return, if it is about one.
    pub number: Option<String>,
    /// When that happened.
    pub at: Timestamp,
    /// The language that it is written in.
    pub language: String,
    /// Its title. Names no products: they may be presents.
    pub subject: String,
    /// The whole of it, as plain text with a line break at the end of each line.
    pub text: String,
}

impl Receipt {
    /// A file name without its ending: `1042-order`, `1042-return-R7`. Anything but letters, digits, `_` and `-` is written
    /// as `%` and its hexadecimal digits, so that no two orders share a file and none leaves the folder.
    #[must_use]
    pub fn file_stem(&self) -> String {
        let mut stem = safe(&self.order.0);
        for part in [Some(self.what.as_str()), self.number.as_deref()].into_iter().flatten() {
            stem.push('-');
            stem.push_str(&safe(part));
        }
        stem
    }
}

fn safe(name: &str) -> String {
    let mut safe = String::with_capacity(name.len());
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-' {
            safe.push(char::from(byte));
        } else {
            let _a_string_takes_everything = write!(safe, "%{byte:02X}");
        }
    }
    safe
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
    /// Goods were delivered: until when the contract can be withdrawn from.
    Window,
}

impl What {
    /// Everything that there are receipts for.
    pub const ALL: [Self; 5] = [Self::Order, Self::Cancellation, Self::Return, Self::Withdrawal, Self::Window];

    /// Its word in file names and messages.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Order => "order",
            Self::Cancellation => "cancellation",
            Self::Return => "return",
            Self::Withdrawal => "withdrawal",
            Self::Window => "window",
        }
    }
}

/// Why there is no receipt.
#[derive(Debug, thiserror::Error)]
pub enum ReceiptError {
    /// There are no words for it.
    #[error("there are no receipts in `{0}`; there are: de, en, es, fr, nl")]
    Language(String),
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
