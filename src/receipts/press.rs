//! The press: prints receipts on a thread of its own, so that nobody waits for a mail server.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{self, Receiver, SyncSender};
use std::thread;
use std::time::Duration;

use super::{Printer, Receipt, ReceiptError};

/// So many receipts may wait.
const QUEUE: usize = 64;

/// How long the end waits for what is being printed.
const FAREWELL: Duration = Duration::from_secs(3);

/// What became of a receipt.
#[derive(Debug)]
pub struct Printed {
    /// The receipt.
    pub receipt: Receipt,
    /// The printers that gave it out.
    pub by: Vec<&'static str>,
    /// The printers that did not, and why.
    pub failed: Vec<(&'static str, ReceiptError)>,
}

/// Prints receipts. Dropping it waits up to three seconds for those that are left.
#[derive(Debug)]
pub struct Press {
    receipts: Option<SyncSender<Receipt>>,
    left: Arc<AtomicUsize>,
    ended: Receiver<()>,
}

impl Press {
    /// Starts the thread. Every receipt goes to all printers, in their order; `told` hears what became of it, on that
    /// thread.
    ///
    /// # Errors
    /// [`ReceiptError::Setup`] when there can be no thread.
    pub fn start(
        mut printers: Vec<Box<dyn Printer>>,
        mut told: Box<dyn FnMut(Printed) + Send>,
    ) -> Result<Self, ReceiptError> {
        let (receipts, waiting) = mpsc::sync_channel::<Receipt>(QUEUE);
        let (ending, ended) = mpsc::channel();
        let left = Arc::new(AtomicUsize::new(0));
        let counting = Arc::clone(&left);
        thread::Builder::new()
            .name("receipts".to_owned())
            .spawn(move || {
                for receipt in waiting {
                    told(print(&mut printers, receipt));
                    counting.fetch_sub(1, Ordering::Relaxed);
                }
                drop(ending);
            })
            .map_err(|error| ReceiptError::Setup {
                printer: "receipts",
                reason: format!("their thread cannot be started: {error}"),
            })?;
        Ok(Self { receipts: Some(receipts), left, ended })
    }

    /// Takes a receipt; never waits.
    ///
    /// # Errors
    /// [`ReceiptError::NotSent`] when too many are waiting.
    pub fn print(&self, receipt: Receipt) -> Result<(), ReceiptError> {
        let order = receipt.order.clone();
        self.left.fetch_add(1, Ordering::Relaxed);
        let taken = self.receipts.as_ref().is_some_and(|receipts| receipts.try_send(receipt).is_ok());
        if taken {
            return Ok(());
        }
        self.left.fetch_sub(1, Ordering::Relaxed);
        let reason = format!("{QUEUE} receipts are waiting already. See what holds the printers up");
        Err(ReceiptError::NotSent { order, reason })
    }
}

impl Drop for Press {
    fn drop(&mut self) {
        self.receipts = None;
        let _ended_or_too_slow = self.ended.recv_timeout(FAREWELL);
        let left = self.left.load(Ordering::Relaxed);
        if left > 0 {
            tracing::error!("{left} receipts were not given out by every printer: the orders stand, the shop has them");
        }
    }
}

fn print(printers: &mut [Box<dyn Printer>], receipt: Receipt) -> Printed {
    let (mut by, mut failed) = (Vec::new(), Vec::new());
    for printer in printers {
        match printer.print(&receipt) {
            Ok(()) => by.push(printer.name()),
            Err(error) => {
                tracing::error!("{}: {error}", printer.name());
                failed.push((printer.name(), error));
            }
        }
    }
    Printed { receipt, by, failed }
}
