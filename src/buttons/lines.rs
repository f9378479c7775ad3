//! A key that each line of a text presses.

use std::io::BufRead;

use super::{Button, ButtonError};

/// Where the lines come from.
pub(super) struct Lines<R> {
    name: String,
    lines: R,
}

impl<R: BufRead> Lines<R> {
    pub(super) fn new(name: &str, lines: R) -> Self {
        Self { name: name.to_owned(), lines }
    }
}

impl<R: BufRead + Send> Button for Lines<R> {
    fn pressed(&mut self) -> Result<bool, ButtonError> {
        match self.lines.skip_until(b'\n') {
            Ok(skipped) => Ok(skipped > 0),
            Err(error) => Err(ButtonError::Unusable { name: self.name.clone(), reason: error.to_string() }),
        }
    }
}
