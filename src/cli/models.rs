//! `orderly models` and `orderly voices`: what there is to download, and downloading it.

use std::path::{Path, PathBuf};

use super::CommandError;
use crate::config::Config;
use crate::locations;
use crate::manifest::{Entry, Manifest};

/// What to do with models or voices.
#[derive(Debug, clap::Subcommand)]
pub enum Action {
    /// Show what is there and what could be.
    List {
        /// One JSON object a line.
        #[arg(long)]
        json: bool,
    },
    /// Download one, or go on with a download that broke off.
    Pull {
        /// Its name in the list.
        name: String,
        /// Fetch the files from URL/FILE instead of where the manifest says, for a mirror in the house.
        #[arg(long, value_name = "URL")]
        mirror: Option<String>,
    },
}

/// Which manifest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// `models/manifest.toml`
    Model,
    /// `voices/manifest.toml`
    Voice,
}

impl Kind {
    /// The name of its folder, which is that of its command too.
    const fn folder(self) -> &'static str {
        match self {
            Self::Model => "models",
            Self::Voice => "voices",
        }
    }

    const fn without_it(self) -> &'static str {
        match self {
            Self::Model => "Until then Orderly recognises with PocketSphinx or a model that is already here",
            Self::Voice => "Until then Orderly speaks with espeak-ng or a voice that is already here",
        }
    }

    fn manifest(self) -> Result<Manifest, CommandError> {
        let manifest = match self {
            Self::Model => Manifest::models(),
            Self::Voice => Manifest::voices(),
        };
        manifest.map_err(|error| CommandError::Other(format!("{}/manifest.toml: {error}", self.folder())))
    }
}

/// Runs it.
///
/// # Errors
/// What the command fails with.
pub fn run(action: &Action, kind: Kind, config: &Config) -> Result<(), CommandError> {
    let manifest = kind.manifest()?;
    let data = config.data_folder();
    match action {
        Action::List { json } => {
            let folders = locations::asset_folders(&data, kind.folder());
            if *json {
                return super::print(&list_json(&manifest, &folders));
            }
            super::print(&list(&manifest, &folders))?;
            super::print(&format!(
                "\norderly {0} pull NAME downloads one into {0} under {1}\n",
                kind.folder(),
                data.display()
            ))
        }
        Action::Pull { name, mirror } => {
            let entry = manifest.find(name).ok_or_else(|| unknown(name, &manifest, kind))?;
            pull(entry, mirror.as_deref(), &data.join(kind.folder()))
                .map_err(|reason| CommandError::Other(format!("{reason}. {}", kind.without_it())))
        }
    }
}

fn list(manifest: &Manifest, folders: &[PathBuf]) -> String {
    let widest = |of: fn(&Entry) -> usize| manifest.entries.iter().map(of).max().unwrap_or_default();
    let name = widest(|entry| entry.name.chars().count());
    let description = widest(|entry| entry.description.chars().count());
    let line = |entry: &Entry| {
        let state = entry
            .installed_in(folders)
            .map_or_else(|| "not here".to_owned(), |folder| format!("in {}", folder.display()));
        format!(
            "{:name$}  {:>7}  {:5}  {:description$}  {}  ({})\n",
            entry.name,
            megabytes(entry.size()),
            entry.language,
            entry.description,
            state,
            entry.licence
        )
    };
    manifest.entries.iter().map(line).collect()
}

fn list_json(manifest: &Manifest, folders: &[PathBuf]) -> String {
    let line = |entry: &Entry| {
        serde_json::json!({
            "name": entry.name,
            "description": entry.description,
            "language": entry.language,
            "licence": entry.licence,
            "size": entry.size(),
            "installed": entry.installed_in(folders),
        })
        .to_string()
            + "\n"
    };
    manifest.entries.iter().map(line).collect()
}

fn unknown(name: &str, manifest: &Manifest, kind: Kind) -> CommandError {
    let nearest = manifest
        .entries
        .iter()
        .map(|entry| &entry.name)
        .max_by(|one, other| strsim::jaro_winkler(name, one).total_cmp(&strsim::jaro_winkler(name, other)));
    let guess = nearest.map(|nearest| format!(" The nearest is {nearest}.")).unwrap_or_default();
    CommandError::Other(format!(
        "there is no {name} in {0}/manifest.toml.{guess} orderly {0} list shows them all",
        kind.folder()
    ))
}

#[cfg(feature = "download")]
fn pull(entry: &Entry, mirror: Option<&str>, folder: &Path) -> Result<(), String> {
    let say = |text: String| super::print(&text).map_err(|error| error.to_string());
    say(format!("{}: {} ({})\nLicence: {}\n", entry.name, entry.description, megabytes(entry.size()), entry.licence))?;
    for file in &entry.files {
        let mut shown = Progress::of(file);
        let path = crate::manifest::download::fetch(file, mirror, folder, &mut |have| shown.update(have));
        shown.clear();
        say(format!("{}\n", path.map_err(|error| error.to_string())?.display()))?;
    }
    Ok(())
}

#[cfg(not(feature = "download"))]
fn pull(entry: &Entry, _mirror: Option<&str>, folder: &Path) -> Result<(), String> {
    let urls: Vec<&str> = entry.files.iter().map(|file| file.url.as_str()).collect();
    Err(format!(
        "this build cannot download (it is without the feature `download`). Put {} into {} yourself",
        urls.join(" and "),
        folder.display()
    ))
}

/// A line on a terminal's standard error that tells how far a file is.
#[cfg(feature = "download")]
struct Progress<'a> {
    file: &'a crate::manifest::File,
    on_terminal: bool,
    percent: Option<u64>,
}

#[cfg(feature = "download")]
impl<'a> Progress<'a> {
    fn of(file: &'a crate::manifest::File) -> Self {
        Self { file, on_terminal: std::io::IsTerminal::is_terminal(&std::io::stderr()), percent: None }
    }

    fn update(&mut self, have: u64) {
        let percent = have.saturating_mul(100) / self.file.size.max(1);
        if self.on_terminal && self.percent != Some(percent) {
            self.percent = Some(percent);
            eprint!("\r{}  {percent:3} %  {} of {}", self.file.name(), megabytes(have), megabytes(self.file.size));
        }
    }

    fn clear(&self) {
        if self.percent.is_some() {
            eprint!("\r\x1b[K");
        }
    }
}

/// A size for people: megabytes as file managers show them, at least one.
fn megabytes(bytes: u64) -> String {
    format!("{} MB", bytes.div_ceil(1_000_000).max(1))
}
