//! The key to talk of this machine: what waits until somebody presses it.

#[cfg(feature = "gpio")]
mod gpio;
mod lines;

use std::io::BufRead;

/// A key that can be pressed.
pub trait Button: Send {
    /// Waits for the next press; `false` when there will be none.
    ///
    /// # Errors
    /// [`ButtonError`] when it broke.
    fn pressed(&mut self) -> Result<bool, ButtonError>;
}

/// What can go wrong with a key.
#[derive(Debug, thiserror::Error)]
pub enum ButtonError {
    /// It cannot be used.
    #[error("the button {name}: {reason}")]
    Unusable {
        /// Which.
        name: String,
        /// What is wrong, and what to do.
        reason: String,
    },
    /// This program was built without it.
    #[error("the button {name} needs a program with the feature `gpio`: build it with that, or empty listening.button")]
    NotBuilt {
        /// Which.
        name: String,
    },
}

/// A key that each line presses: Enter in a terminal, or what a script writes.
pub fn lines(name: &str, lines: impl BufRead + Send + 'static) -> Box<dyn Button> {
    Box::new(lines::Lines::new(name, lines))
}

/// The GPIO line of a name such as `/dev/gpiochip0:17`.
///
/// # Errors
/// [`ButtonError`]
#[cfg(feature = "gpio")]
pub fn gpio(name: &str) -> Result<Box<dyn Button>, ButtonError> {
    Ok(Box::new(gpio::Line::open(name)?))
}

/// The GPIO line of a name.
///
/// # Errors
/// [`ButtonError::NotBuilt`]
#[cfg(not(feature = "gpio"))]
pub fn gpio(name: &str) -> Result<Box<dyn Button>, ButtonError> {
    Err(ButtonError::NotBuilt { name: name.to_owned() })
}

/// The chip and the line in the name of a GPIO line, `/dev/gpiochip0:17`.
#[must_use]
pub fn chip_and_line(name: &str) -> Option<(&str, u32)> {
    let (chip, line) = name.rsplit_once(':')?;
    let line = Some(line).filter(|line| line.bytes().all(|digit| digit.is_ascii_digit()))?.parse().ok()?;
    chip.starts_with('/').then_some((chip, line))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_gpio_line_is_named_by_chip_and_number() {
        assert_eq!(chip_and_line("/dev/gpiochip0:17"), Some(("/dev/gpiochip0", 17)));
        for wrong in [
            "",
            "17",
            "gpiochip0:17",
            "/dev/gpiochip0",
            "/dev/gpiochip0:",
            "/dev/gpiochip0:+1",
            "/dev/gpiochip0:4294967296",
        ] {
            assert_eq!(chip_and_line(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn each_line_is_a_press_whatever_is_in_it() {
        let mut enter = lines("Enter", b"\n\xff\xfe\r\nlast".as_slice());
        let presses: Vec<bool> = (0..4).map(|_| enter.pressed().unwrap()).collect();
        assert_eq!(presses, [true, true, true, false]);
    }

    #[test]
    fn a_gpio_line_that_is_not_there_is_named() {
        let error = gpio("/dev/null:17").err().unwrap().to_string();
        assert!(error.contains("/dev/null:17"), "{error}");
    }
}
