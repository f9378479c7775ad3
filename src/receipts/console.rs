//! Receipts in the terminal.

use std::io::{self, Write};

use super::{Printer, Receipt, ReceiptError};

/// Its name in the configuration.
pub const NAME: &str = "console";

/// Something that text can be written to.
pub struct Console {
    out: Box<dyn Write + Send>,
}

impl Console {
    /// Writes to the standard output.
    #[must_use]
    pub fn new() -> Self {
        Self::to(Box::new(io::stdout()))
    }

    /// Writes to something else.
    #[must_use]
    pub fn to(out: Box<dyn Write + Send>) -> Self {
        Self { out }
    }
}

impl Default for Console {
    fn default() -> Self {
        Self::new()
    }
}

impl Printer for Console {
    fn name(&self) -> &'static str {
        NAME
    }

    fn print(&mut self, receipt: &Receipt) -> Result<(), ReceiptError> {
        let text = format!("\n{}\n", receipt.text);
        self.out.write_all(text.as_bytes()).and_then(|()| self.out.flush()).map_err(|error| ReceiptError::NotSent {
            order: receipt.order.clone(),
            reason: format!("{error}. See what the standard output is connected to"),
        })
    }
}
