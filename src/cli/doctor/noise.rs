//! Whether commands are heard without noise.

use std::path::Path;

use super::Check;
use crate::audio::noise_suppression;
use crate::config::Config;

pub(super) fn noise(config: &Config, data: &Path) -> Check {
    const NAME: &str = "noise suppression";
    let name = &config.listening.noise_suppression;
    match noise_suppression::open(name, data).map(|chosen| chosen.instead) {
        Ok(None) => Check::ok(NAME, name.as_str()),
        Ok(Some(reason)) => Check { advice: None, ..Check::missing(NAME, reason, "") },
        Err(error) => Check::broken(NAME, error.to_string(), "Correct noise_suppression under [listening]"),
    }
}
