//! How quick each model is on this machine: measured once, and remembered in the data folder.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::decoder::threads;

/// The file in the data folder.
const FILE: &str = "whisper-speed.toml";

/// The figures that are known.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Speeds {
    /// The machine that they hold for, as [`machine`] names it.
    machine: String,
    /// A model, by name and length, and the seconds that it takes for a second of sound.
    seconds_per_second: BTreeMap<String, f32>,
}

impl Speeds {
    /// What is remembered about this machine; nothing when the file is about another one, damaged or not there.
    #[must_use]
    pub fn read(data: &Path, machine: &str) -> Self {
        let read = fs::read_to_string(data.join(FILE)).ok().and_then(|text| toml::from_str::<Self>(&text).ok());
        let mut known = read
            .filter(|known| known.machine == machine)
            .unwrap_or_else(|| Self { machine: machine.to_owned(), ..Self::default() });
        known.seconds_per_second.retain(|_, factor| factor.is_finite() && *factor > 0.0);
        known
    }

    /// What is known about a model.
    #[must_use]
    pub fn of(&self, model: &Path) -> Option<f32> {
        self.seconds_per_second.get(&key(model)).copied()
    }

    /// Remembers a figure. When the file cannot be written it is measured again at the next start.
    pub fn remember(&mut self, data: &Path, model: &Path, factor: f32) {
        self.seconds_per_second.insert(key(model), factor);
        let written = toml::to_string(self).map_err(std::io::Error::other).and_then(|text| {
            fs::create_dir_all(data)?;
            let draft = data.join(format!("{FILE}.new"));
            fs::write(&draft, text)?;
            fs::rename(draft, data.join(FILE))
        });
        if let Err(error) = written {
            tracing::warn!("{}: {error}; the speed is measured again next time", data.join(FILE).display());
        }
    }
}

/// A model that is replaced has another length.
fn key(model: &Path) -> String {
    let name = model.file_name().unwrap_or_default().to_string_lossy();
    format!("{name}, {} bytes", model.metadata().map_or(0, |metadata| metadata.len()))
}

/// The processor, the threads that are used of it, and this version of the program.
#[must_use]
pub fn machine() -> String {
    let processors = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let name = processors
        .lines()
        .filter_map(|line| line.split_once(':'))
        .find(|(key, _)| matches!(key.trim(), "model name" | "Model" | "Hardware"))
        .map_or(std::env::consts::ARCH, |(_, name)| name.trim());
    format!("{name}, {} threads, version {}", threads(), env!("CARGO_PKG_VERSION"))
}
