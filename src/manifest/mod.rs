//! What can be downloaded, `models/manifest.toml` and `voices/manifest.toml`: where it is, how large, its hash, its licence.

#[cfg(feature = "download")]
pub mod download;

use std::path::{Path, PathBuf};

use serde::Deserialize;

/// A manifest file.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// What it offers, in its order.
    #[serde(rename = "entry")]
    pub entries: Vec<Entry>,
}

/// One model or voice.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// What it is called on the command line.
    pub name: String,
    /// What it is and whom it suits, a line.
    pub description: String,
    /// Its language as a BCP 47 tag, or `many`.
    pub language: String,
    /// What it may be used for.
    pub licence: String,
    /// Its files, in the order in which they are fetched.
    #[serde(rename = "file")]
    pub files: Vec<File>,
}

/// One file of a model or voice.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct File {
    /// Where it is; what follows the last slash is its name here.
    pub url: String,
    /// Bytes.
    pub size: u64,
    /// SHA-256 (FIPS 180-4) in lower-case hexadecimal digits.
    pub sha256: String,
}

/// What can be wrong with a manifest.
#[derive(Debug, thiserror::Error)]
pub enum ManifestError {
    /// No TOML, or keys that a manifest does not have.
    #[error("{0}")]
    Malformed(#[from] toml::de::Error),
    /// An entry that cannot be downloaded as it is written.
    #[error("entry {entry}: {reason}")]
    Entry {
        /// Its name.
        entry: String,
        /// What is wrong and what was expected.
        reason: &'static str,
    },
}

impl Manifest {
    /// The models that this build knows.
    ///
    /// # Errors
    /// [`ManifestError`], which a build that passed its tests does not have.
    pub fn models() -> Result<Self, ManifestError> {
        Self::parse(include_str!("../../models/manifest.toml"))
    }

    /// The voices that this build knows.
    ///
    /// # Errors
    /// As [`Manifest::models`].
    pub fn voices() -> Result<Self, ManifestError> {
        Self::parse(include_str!("../../voices/manifest.toml"))
    }

    /// Reads a manifest and checks every entry.
    ///
    /// # Errors
    /// [`ManifestError`] names the line, or the entry and what is wrong with it.
    pub fn parse(text: &str) -> Result<Self, ManifestError> {
        let manifest: Self = toml::from_str(text)?;
        for (at, entry) in manifest.entries.iter().enumerate() {
            let twice = manifest.entries[..at].iter().any(|earlier| earlier.name == entry.name);
            let reason = if twice { Some("its name is taken; names are unique") } else { entry.defect() };
            if let Some(reason) = reason {
                return Err(ManifestError::Entry { entry: entry.name.clone(), reason });
            }
        }
        Ok(manifest)
    }

    /// The entry of that name.
    #[must_use]
    pub fn find(&self, name: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.name == name)
    }
}

impl Entry {
    /// The bytes of all its files.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.files.iter().map(|file| file.size).fold(0, u64::saturating_add)
    }

    /// The first of these folders that has all its files in their full size.
    #[must_use]
    pub fn installed_in<'a>(&self, folders: &'a [PathBuf]) -> Option<&'a Path> {
        let whole = |path: PathBuf, size| path.metadata().is_ok_and(|found| found.is_file() && found.len() == size);
        folders
            .iter()
            .find(|folder| self.files.iter().all(|file| whole(folder.join(file.name()), file.size)))
            .map(PathBuf::as_path)
    }

    fn defect(&self) -> Option<&'static str> {
        if !is_plain_name(&self.name) {
            return Some("its name may only have letters, digits, '.', '-' and '_', and does not start with '.'");
        }
        if self.licence.trim().is_empty() {
            return Some("it has no licence");
        }
        if self.files.is_empty() {
            return Some("it has no file");
        }
        self.files.iter().find_map(File::defect)
    }
}

impl File {
    /// Its name on this machine.
    #[must_use]
    pub fn name(&self) -> &str {
        self.url.rsplit('/').next().unwrap_or_default()
    }

    fn defect(&self) -> Option<&'static str> {
        let is_digit = |byte: u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
        if !self.url.starts_with("https://") || !is_plain_name(self.name()) {
            return Some("a url is https:// and ends in a file name");
        }
        if self.size == 0 {
            return Some("a size is at least one byte");
        }
        if self.sha256.len() != 64 || !self.sha256.bytes().all(is_digit) {
            return Some("a sha256 is 64 lower-case hexadecimal digits");
        }
        None
    }
}

/// Whether it is a name that stays in its folder, whatever the file system.
fn is_plain_name(name: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_');
    !name.is_empty() && !name.starts_with('.') && name.bytes().all(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ENTRY: &str = r#"
        [[entry]]
        name = "small"
        description = "A small one"
        language = "en"
        licence = "MIT"
        [[entry.file]]
        url = "https://example.org/small.bin"
        size = 3
        sha256 = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    "#;

    fn complaint(text: &str) -> String {
        Manifest::parse(text).expect_err("it should be refused").to_string()
    }

    #[test]
    fn the_manifests_that_ship_are_valid_and_offer_nothing_non_commercial() {
        for manifest in [Manifest::models().unwrap(), Manifest::voices().unwrap()] {
            assert!(!manifest.entries.is_empty());
            for entry in &manifest.entries {
                assert!(!entry.licence.to_lowercase().contains("nc"), "{}: {}", entry.name, entry.licence);
            }
        }
    }

    #[test]
    fn every_voice_has_its_configuration_before_its_network() {
        for entry in Manifest::voices().unwrap().entries {
            let names: Vec<&str> = entry.files.iter().map(File::name).collect();
            assert_eq!(names, [format!("{}.onnx.json", entry.name), format!("{}.onnx", entry.name)]);
        }
    }

    #[test]
    fn a_misspelt_key_is_named_with_its_line() {
        let complaint = complaint(&ENTRY.replace("licence", "lisence"));
        assert!(complaint.contains("line 6") && complaint.contains("lisence"), "{complaint}");
    }

    #[test]
    fn entries_that_could_not_be_downloaded_are_refused() {
        for (from, to, expected) in [
            ("https://example.org/small.bin", "http://example.org/small.bin", "https://"),
            ("https://example.org/small.bin", "https://example.org/..", "file name"),
            ("https://example.org/small.bin", "https://example.org/", "file name"),
            ("\"small\"", "\"../small\"", "letters"),
            ("size = 3", "size = 0", "one byte"),
            ("ba7816bf", "BA7816BF", "64 lower-case"),
            ("\"MIT\"", "\"\"", "licence"),
        ] {
            let complaint = complaint(&ENTRY.replacen(from, to, 1));
            assert!(complaint.contains(expected), "{to}: {complaint}");
        }
        assert!(complaint(&ENTRY.repeat(2)).contains("unique"));
    }

    #[test]
    fn it_is_installed_where_all_its_files_have_their_full_size() {
        let manifest = Manifest::parse(ENTRY).unwrap();
        let folders = [tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap()];
        let paths = folders.each_ref().map(|folder| folder.path().to_owned());
        std::fs::write(paths[0].join("small.bin"), b"ab").unwrap();
        assert_eq!(manifest.entries[0].installed_in(&paths), None);
        std::fs::write(paths[1].join("small.bin"), b"abc").unwrap();
        assert_eq!(manifest.entries[0].installed_in(&paths), Some(paths[1].as_path()));
    }
}
