//! Receipts: what was ordered, cancelled or sent back, in writing.
//!
//! The [`Writer`] makes a [`Receipt`] of what the shop says; the [`Press`] has every [`Printer`] that is configured give it
//! out, and keeps on disk what one of them could not print.

pub mod console;
#[cfg(feature = "email")]
pub mod email;
pub mod file;
mod press;
mod writer;

use std::fmt::Write;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::commerce::order::OrderId;
use crate::config::{Config, Paper};
use crate::waiting::Waiting;
pub use press::{Job, Press, Printed, Told};
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
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
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
    /// A printer cannot work as it is configured.
    #[error("{printer}: {reason}")]
    Setup {
        /// Which one.
        printer: &'static str,
        /// What is wrong, and what to do.
        reason: String,
    },
    /// It could not be sent.
    #[error("the receipt of order {order} was not sent: {reason}")]
    NotSent {
        /// The order.
        order: OrderId,
        /// What happened, and what to do.
        reason: String,
    },
    /// It could not be sent, and nothing else could be sent there now.
    #[error("the receipt of order {order} was not sent: {reason}")]
    Away {
        /// The order.
        order: OrderId,
        /// What happened, and what to do.
        reason: String,
    },
}

/// The printers that the configuration names, in its order.
///
/// # Errors
/// [`ReceiptError::Setup`] when one of them cannot work.
pub fn printers(config: &Config) -> Result<Vec<Box<dyn Printer>>, ReceiptError> {
    let data = config.data_folder();
    let chosen = config.receipts.printers.iter().map(|paper| match paper {
        Paper::File => {
            let folder = &config.receipts.folder;
            let folder = if folder == Path::new("") { data.join("receipts") } else { folder.clone() };
            Ok(Box::new(file::Files::new(&folder)) as Box<dyn Printer>)
        }
        Paper::Console => Ok(Box::new(console::Console::new()) as Box<dyn Printer>),
        Paper::Email => email(config),
    });
    chosen.collect()
}

/// Where the press keeps what a printer could not print.
#[must_use]
pub fn waiting_folder(config: &Config) -> PathBuf {
    config.data_folder().join("receipts-waiting")
}

/// What a printer could not print yet.
#[must_use]
pub fn waiting(config: &Config) -> Waiting<Job> {
    Waiting::new(&waiting_folder(config))
}

#[cfg(feature = "email")]
fn email(config: &Config) -> Result<Box<dyn Printer>, ReceiptError> {
    let setup =
        |error: crate::email::EmailError| ReceiptError::Setup { printer: email::NAME, reason: error.to_string() };
    Ok(Box::new(email::Mailbox::new(&config.email).map_err(setup)?))
}

#[cfg(not(feature = "email"))]
fn email(_config: &Config) -> Result<Box<dyn Printer>, ReceiptError> {
    let reason = "this program was built without it: build it with --features email".to_owned();
    Err(ReceiptError::Setup { printer: "email", reason })
}
