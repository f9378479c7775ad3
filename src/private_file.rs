//! Files that only this user can read, and that are there whole or not at all.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::Path;

use serde::Serialize;
use serde::de::DeserializeOwned;

/// Writes a file in place of one that may be there, and creates its folder. Readable by this user alone (mode 0600, the
/// folder 0700); after a crash it is the old one, the new one or none, never a part.
///
/// # Errors
/// What the system says; nothing has changed then.
pub(crate) fn write(path: &Path, content: &[u8]) -> io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or_else(|| Path::new("."));
    create_folder(folder)?;
    let mut name = path.file_name().ok_or(io::ErrorKind::InvalidFilename)?.to_owned();
    name.push(format!(".{}.part", uuid::Uuid::new_v4().simple()));
    let part = folder.join(name);
    let written = fill(&part, content).and_then(|()| fs::rename(&part, path));
    if written.is_err() {
        let _not_there_or_stays = fs::remove_file(&part);
        return written;
    }
    // The rename is durable once the folder is.
    File::open(folder)?.sync_all()
}

/// The same for a value, as JSON.
///
/// # Errors
/// A sentence that names the file.
pub(crate) fn write_json(path: &Path, value: &impl Serialize) -> Result<(), String> {
    let text = serde_json::to_vec(value).map_err(|error| format!("{}: {error}", path.display()))?;
    write(path, &text).map_err(|error| format!("{}: {error}", path.display()))
}

/// The value that a file holds as JSON; `None` when there is no such file.
///
/// # Errors
/// A sentence that names the file.
pub(crate) fn read_json<T: DeserializeOwned>(path: &Path) -> Result<Option<T>, String> {
    match fs::read(path) {
        Ok(text) => serde_json::from_slice(&text).map(Some).map_err(|error| format!("{}: {error}", path.display())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(format!("{}: {error}", path.display())),
    }
}

/// Creates a folder that only this user can look into; one that is there stays as it is.
pub(crate) fn create_folder(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

fn fill(part: &Path, content: &[u8]) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(part)?;
    file.write_all(content)?;
    file.sync_all()
}

/// The first line of a file that holds a secret.
///
/// # Errors
/// A sentence that names the file and says what to do, without any of its content.
#[cfg_attr(not(any(feature = "webhook", feature = "email", feature = "hubs")), allow(dead_code))]
pub(crate) fn secret(file: &Path) -> Result<String, String> {
    let path = file.display();
    let text = fs::read_to_string(file)
        .map_err(|error| format!("{path}: {error}. It must be a text file that this user can read"))?;
    match text.lines().next().map(str::trim) {
        Some(line) if !line.is_empty() => Ok(line.to_owned()),
        _ => Err(format!("{path}: its first line is empty. Put the secret there")),
    }
}
