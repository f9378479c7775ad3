//! A key on a GPIO line (Linux, the GPIO character device): pressed, it connects the line to ground.

use std::time::Duration;

use gpiocdev::Request;
use gpiocdev::line::{Bias, EdgeDetection};

use super::{Button, ButtonError, chip_and_line};

/// The contacts of a key bounce for a few milliseconds.
const BOUNCING: Duration = Duration::from_millis(20);

/// A line that is watched.
pub(super) struct Line {
    name: String,
    request: Request,
}

impl Line {
    /// Asks the system for the line, with its pull-up resistor.
    pub(super) fn open(name: &str) -> Result<Self, ButtonError> {
        let unusable = |reason: String| ButtonError::Unusable { name: name.to_owned(), reason };
        let (chip, line) = chip_and_line(name)
            .ok_or_else(|| unusable("name it by its chip and its number, such as /dev/gpiochip0:17".to_owned()))?;
        let mut builder = Request::builder();
        builder.on_chip(chip).with_consumer("orderly").with_line(line).as_input().as_active_low();
        builder.with_bias(Bias::PullUp).with_debounce_period(BOUNCING).with_edge_detection(EdgeDetection::RisingEdge);
        let request = builder.request().map_err(|error| {
            unusable(format!("{error}. `gpioinfo` shows the lines; the user of the daemon must be in the group `gpio`"))
        })?;
        Ok(Self { name: name.to_owned(), request })
    }
}

impl Button for Line {
    fn pressed(&mut self) -> Result<bool, ButtonError> {
        let event = self.request.read_edge_event();
        event.map_err(|error| ButtonError::Unusable { name: self.name.clone(), reason: error.to_string() })?;
        Ok(true)
    }
}
