//! Where sentences come from: the files of an intents folder, or those that are built in.

use std::path::{Path, PathBuf};

use include_dir::{Dir, include_dir};

use super::UnderstandingError;
use crate::language::same;

static BUILT_IN: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/intents");

/// A file larger than this is no file of sentences.
const LARGEST_FILE: u64 = 16 * 1024 * 1024;

/// The files of one language in an intents folder: path and text, in the order of their names.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct IntentFolder {
    /// Path, as errors show it, and text.
    pub files: Vec<(String, String)>,
}

impl IntentFolder {
    /// The sentences that come with the program.
    ///
    /// # Errors
    /// [`UnderstandingError::Unreadable`] for a language without sentences.
    pub fn built_in(language: &str) -> Result<Self, UnderstandingError> {
        let mut files: Vec<(String, String)> = BUILT_IN
            .get_dir(language)
            .into_iter()
            .flat_map(Dir::files)
            .filter(|file| is_yaml(file.path()))
            .filter_map(|file| {
                let text = file.contents_utf8()?;
                Some((Path::new("intents").join(file.path()).display().to_string(), text.to_owned()))
            })
            .collect();
        if files.is_empty() {
            let mut known: Vec<String> = BUILT_IN.dirs().map(|folder| folder.path().display().to_string()).collect();
            known.sort();
            return Err(UnderstandingError::Unreadable {
                path: format!("intents/{language}"),
                reason: format!("no sentences for the language `{language}`; there are: {}", known.join(", ")),
            });
        }
        files.sort();
        Ok(Self { files })
    }

    /// Reads `folder/<language>/*.yaml`. `en` also finds `en-US`, and a folder that has the files itself is taken as it
    /// is.
    ///
    /// # Errors
    /// [`UnderstandingError::Unreadable`] when there is no such folder, no file in it, or one that cannot be read.
    pub fn read(folder: &Path, language: &str) -> Result<Self, UnderstandingError> {
        let inside = inside(folder, language);
        let unreadable =
            |path: &Path, reason: String| UnderstandingError::Unreadable { path: path.display().to_string(), reason };
        let entries = std::fs::read_dir(&inside).map_err(|error| {
            unreadable(&inside, format!("{error}; expected a folder `<language>` with *.yaml files"))
        })?;
        let mut files = Vec::new();
        for entry in entries {
            let path = entry.map_err(|error| unreadable(&inside, error.to_string()))?.path();
            if !is_yaml(&path) {
                continue;
            }
            let size = std::fs::metadata(&path).map_err(|error| unreadable(&path, error.to_string()))?.len();
            if size > LARGEST_FILE {
                return Err(unreadable(&path, "larger than 16 MiB; split it".to_owned()));
            }
            let text = std::fs::read_to_string(&path)
                .map_err(|error| unreadable(&path, format!("{error}; expected a text file in UTF-8")))?;
            files.push((path.display().to_string(), text));
        }
        if files.is_empty() {
            return Err(unreadable(&inside, "no *.yaml file; put the sentences there".to_owned()));
        }
        files.sort();
        Ok(Self { files })
    }
}

/// The folder of a language; where there is none, the one that would be expected.
fn inside(folder: &Path, language: &str) -> PathBuf {
    let exact = folder.join(language);
    if exact.is_dir() {
        return exact;
    }
    let mut entries: Vec<PathBuf> =
        std::fs::read_dir(folder).into_iter().flatten().filter_map(|entry| Some(entry.ok()?.path())).collect();
    entries.sort();
    let of_language =
        |path: &&PathBuf| path.is_dir() && path.file_name().is_some_and(|name| same(&name.to_string_lossy(), language));
    match entries.iter().find(of_language) {
        Some(found) => found.clone(),
        None if entries.iter().any(|path| is_yaml(path)) => folder.to_owned(),
        None => exact,
    }
}

fn is_yaml(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "yaml" || extension == "yml")
}
