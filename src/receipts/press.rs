//! The press: prints receipts on a thread of its own, so that nobody waits for a mail server, and prints again what a
//! printer could not print.

use std::path::Path;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Printer, Receipt, ReceiptError};
use crate::waiting::{Courier, Errand, NoRoom, Pauses, Tried, Waiting, Waits};

/// So many receipts may wait for the thread.
const QUEUE: usize = 64;

/// Told what became of each receipt, on the thread of the press: once for now, and again when that changed.
pub type Told = Box<dyn FnMut(Printed) + Send>;

/// What became of a receipt.
#[derive(Debug)]
pub struct Printed {
    /// The receipt.
    pub receipt: Receipt,
    /// The printers that gave it out now.
    pub by: Vec<&'static str>,
    /// The printers that did not, and why.
    pub failed: Vec<(String, String)>,
    /// Whether those that did not are tried again.
    pub waits: bool,
}

impl Printed {
    /// Writes into the log what the owner must know.
    pub fn log(&self) {
        let (what, order) = (self.receipt.what.as_str(), &self.receipt.order);
        for (printer, reason) in &self.failed {
            if self.waits {
                tracing::warn!("{printer} tries the {what} receipt of order {order} again: {reason}");
            } else {
                tracing::error!("{printer} never printed the {what} receipt of order {order}: {reason}");
            }
        }
    }
}

/// A receipt that not every printer has printed yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Job {
    /// The receipt.
    pub receipt: Receipt,
    /// The printers that have not, by name.
    pub printers: Vec<String>,
    /// When it was taken in.
    pub since: Timestamp,
}

impl Waits for Job {
    const KIND: &'static str = "receipt";

    fn name(&self) -> String {
        self.receipt.file_stem()
    }

    fn since(&self) -> Timestamp {
        self.since
    }
}

/// Prints receipts, each with every printer. Dropping it waits up to three seconds for those that are left; what is not
/// printed then is kept for the next start.
#[derive(Debug)]
pub struct Press {
    courier: Courier<Job>,
    printers: Vec<String>,
}

impl Press {
    /// Starts the thread. `folder` keeps what a printer could not print, also from before: that is tried at once, and
    /// again after `pauses`. `told` hears what became of each receipt.
    ///
    /// # Errors
    /// [`ReceiptError::Setup`] when there can be no thread.
    pub fn start(
        printers: Vec<Box<dyn Printer>>,
        folder: &Path,
        pauses: Pauses,
        told: Told,
    ) -> Result<Self, ReceiptError> {
        let waiting = Waiting::new(folder);
        let names = printers.iter().map(|printer| printer.name().to_owned()).collect();
        let printing = Printing { printers, waiting: waiting.clone(), told, away: Vec::new() };
        let courier = Courier::start("receipts", QUEUE, waiting, pauses, printing).map_err(|error| {
            let reason = format!("their thread cannot be started: {error}");
            ReceiptError::Setup { printer: "receipts", reason }
        })?;
        Ok(Self { courier, printers: names })
    }

    /// Takes a receipt, which is on disk from now on until it is printed; waits for no printer.
    ///
    /// # Errors
    /// [`ReceiptError::NotSent`] when too many are waiting: it was not taken.
    pub fn print(&self, receipt: Receipt) -> Result<(), ReceiptError> {
        let order = receipt.order.clone();
        let job = Job { receipt, printers: self.printers.clone(), since: Timestamp::now() };
        self.courier.take(job).map_err(|NoRoom| {
            let reason = format!("{QUEUE} receipts are waiting already. See what holds the printers up");
            ReceiptError::NotSent { order, reason }
        })
    }

    /// Forgets every receipt that is not printed yet.
    ///
    /// # Errors
    /// A sentence that says why some are still on disk.
    pub fn clear(&self) -> Result<(), String> {
        self.courier.clear()
    }
}

/// What the thread owns.
struct Printing {
    printers: Vec<Box<dyn Printer>>,
    waiting: Waiting<Job>,
    told: Told,
    /// The printers that cannot print anything in this round.
    away: Vec<&'static str>,
}

impl Errand for Printing {
    type Thing = Job;

    fn take(&mut self, job: Job, kept: Result<(), String>) -> Tried {
        // Whoever asks for a receipt now is a reason to ask every printer.
        self.away.clear();
        self.print(job, kept)
    }

    fn round(&mut self) {
        self.away.clear();
    }

    fn again(&mut self, job: Job) -> Tried {
        self.print(job, Ok(()))
    }

    fn give_up(&mut self, job: Job) {
        let failed = job.printers.into_iter().map(|printer| (printer, "it did not for two weeks".to_owned())).collect();
        (self.told)(Printed { receipt: job.receipt, by: Vec::new(), failed, waits: false });
    }
}

impl Printing {
    /// Prints a receipt with the printers that have not yet.
    fn print(&mut self, mut job: Job, kept: Result<(), String>) -> Tried {
        let (mut by, mut failed) = (Vec::new(), Vec::new());
        for printer in &mut self.printers {
            let name = printer.name();
            if self.away.contains(&name) || !job.printers.iter().any(|left| left == name) {
                continue;
            }
            match printer.print(&job.receipt) {
                Ok(()) => {
                    by.push(name);
                    job.printers.retain(|left| left != name);
                    note(&self.waiting, &job);
                }
                Err(error) => {
                    if matches!(error, ReceiptError::Away { .. }) {
                        self.away.push(name);
                    }
                    failed.push((name.to_owned(), error.to_string()));
                }
            }
        }
        let waits = !job.printers.is_empty();
        if let (true, Err(reason)) = (waits, &kept) {
            failed.iter_mut().for_each(|(_, why)| *why = format!("{why}; it cannot be kept either: {reason}"));
        }
        if !by.is_empty() || !failed.is_empty() {
            (self.told)(Printed { receipt: job.receipt, by, failed, waits: waits && kept.is_ok() });
        }
        if waits { Tried::Waits } else { Tried::Gone }
    }
}

/// Notes on disk who has yet to print: a printer that did must not print again.
fn note(waiting: &Waiting<Job>, job: &Job) {
    let noted = if job.printers.is_empty() { waiting.forget(&job.name()) } else { waiting.replace(job) };
    if let Err(reason) = noted {
        tracing::error!("the receipt of order {} would be printed again: {reason}", job.receipt.order);
    }
}
