//! Where files are: data, models, voices.

use std::path::{Path, PathBuf};

/// Where the shop and the journal are kept when the configuration does not say: `$STATE_DIRECTORY` (systemd),
/// `$XDG_DATA_HOME/orderly`, `~/.local/share/orderly`.
#[must_use]
pub fn default_data_folder() -> PathBuf {
    let set = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    set("STATE_DIRECTORY")
        .or_else(|| set("XDG_DATA_HOME").map(|folder| folder.join("orderly")))
        .or_else(|| set("HOME").map(|home| home.join(".local/share/orderly")))
        .unwrap_or_else(|| PathBuf::from("orderly-data"))
}

/// The folders that are searched for `models` and `voices`, the first one first: the data folder, the folder that
/// `$ORDERLY_ASSETS` names, the checkout that the program was built in, and where packages put them.
#[must_use]
pub fn asset_folders(data: &Path, kind: &str) -> Vec<PathBuf> {
    let mut folders = vec![data.join(kind)];
    folders.extend(std::env::var_os("ORDERLY_ASSETS").map(|folder| PathBuf::from(folder).join(kind)));
    folders.push(Path::new(env!("CARGO_MANIFEST_DIR")).join(kind));
    folders.push(Path::new("/usr/local/share/orderly").join(kind));
    folders.push(Path::new("/usr/share/orderly").join(kind));
    folders
}

/// The first of these folders that has the file.
#[must_use]
pub fn find_asset(data: &Path, kind: &str, file: &str) -> Option<PathBuf> {
    asset_folders(data, kind).into_iter().map(|folder| folder.join(file)).find(|path| path.is_file())
}
