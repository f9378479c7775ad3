//! Downloading what a manifest lists: resumable, bounded by the size it states, kept only when its hash is right.

use std::fs::{self, OpenOptions, TryLockError};
use std::io::{self, Read, Seek, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use sha2::{Digest, Sha256};
use ureq::http::{Response, StatusCode, header};
use ureq::{Agent, Body};

use super::File;

const CONNECT: Duration = Duration::from_secs(15);
/// The longest silence of a server before it counts as gone.
const SILENCE: Duration = Duration::from_secs(30);

/// Why there is no file.
#[derive(Debug, thiserror::Error)]
pub enum DownloadError {
    /// The folder or the file in it.
    #[error("{}: {source}. Make room, or make it writable, and pull again: it goes on where it stopped", path.display())]
    Disk {
        /// Where.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// Somebody else downloads the same file.
    #[error("{}: another download of this file is running. Wait for it", path.display())]
    Busy {
        /// The file that both would write.
        path: PathBuf,
    },
    /// No answer.
    #[error("{url}: {source}. Connect to the internet, or name a mirror with --mirror, and pull again")]
    Unreachable {
        /// What was asked for.
        url: String,
        /// What went wrong.
        source: Box<ureq::Error>,
    },
    /// An answer other than the file.
    #[error("{url}: the server answered {status}. Try later, or name a mirror with --mirror")]
    Refused {
        /// What was asked for.
        url: String,
        /// The answer.
        status: StatusCode,
    },
    /// Another length than the manifest's.
    #[error(
        "{url}: the server has a file of another size than {size} bytes, so it is not this one. Nothing was kept of it"
    )]
    WrongSize {
        /// What was asked for.
        url: String,
        /// What the manifest says.
        size: u64,
    },
    /// The connection ended before the file did.
    #[error("{url}: broke off after {have} of {size} bytes ({reason}). Pull again: it goes on where it stopped")]
    BrokeOff {
        /// What was asked for.
        url: String,
        /// Bytes that are here.
        have: u64,
        /// Bytes of the whole file.
        size: u64,
        /// What went wrong.
        reason: String,
    },
    /// Another content than the manifest's.
    #[error(
        "{url}: its SHA-256 is {found}, not {expected}, so it was deleted. Pull again; if it stays so, try another mirror"
    )]
    WrongHash {
        /// What was asked for.
        url: String,
        /// The hash of what came.
        found: String,
        /// The hash in the manifest.
        expected: String,
    },
}

/// Brings a file into a folder and returns its path. What a broken download left in `NAME.part` is gone on with. A
/// `mirror` is a base URL: the file is then fetched from `mirror/NAME`. `progress` gets the bytes that are here.
///
/// # Errors
/// [`DownloadError`]; a file of that name is only ever one whose size and hash are right.
pub fn fetch(
    file: &File,
    mirror: Option<&str>,
    folder: &Path,
    progress: &mut dyn FnMut(u64),
) -> Result<PathBuf, DownloadError> {
    let destination = folder.join(file.name());
    if is_whole(&destination, file) {
        return Ok(destination);
    }
    let path = folder.join(format!("{}.part", file.name()));
    let on_disk = |source| DownloadError::Disk { path: path.clone(), source };
    fs::create_dir_all(folder).map_err(on_disk)?;
    let part = OpenOptions::new().create(true).read(true).append(true).open(&path).map_err(on_disk)?;
    part.try_lock().map_err(|error| match error {
        TryLockError::WouldBlock => DownloadError::Busy { path: path.clone() },
        TryLockError::Error(source) => on_disk(source),
    })?;

    let url = mirror.map_or_else(|| file.url.clone(), |base| format!("{}/{}", base.trim_end_matches('/'), file.name()));
    Transfer { file, url: &url, path: &path, part: &part }.complete(progress)?;
    part.sync_all().map_err(on_disk)?;
    let found = hash_of(&part).map_err(on_disk)?;
    if found != file.sha256 {
        fs::remove_file(&path).map_err(on_disk)?;
        return Err(DownloadError::WrongHash { url, found, expected: file.sha256.clone() });
    }
    fs::rename(&path, &destination).map_err(on_disk)?;
    // The rename is durable once the folder is.
    fs::File::open(folder).and_then(|folder| folder.sync_all()).map_err(on_disk)?;
    Ok(destination)
}

/// What one download works on.
struct Transfer<'a> {
    file: &'a File,
    url: &'a str,
    path: &'a Path,
    /// Open for appending, so that writes go to its end even after it was cut.
    part: &'a fs::File,
}

impl Transfer<'_> {
    /// Asks for what is missing until the part has the full size.
    fn complete(&self, progress: &mut dyn FnMut(u64)) -> Result<(), DownloadError> {
        let mut have = self.part.metadata().map_err(|source| self.on_disk(source))?.len();
        if have > self.file.size {
            self.start_over(&mut have)?;
        }
        while have < self.file.size {
            let response = self.ask(have)?;
            match response.status() {
                // No If-Range: the hash at the end finds a file that has changed between the two halves.
                StatusCode::PARTIAL_CONTENT if have > 0 => match content_range(&response) {
                    Some((start, total)) if start == have => {
                        self.expect_size(total)?;
                        self.receive(response, &mut have, progress)?;
                    }
                    _ => self.start_over(&mut have)?,
                },
                StatusCode::RANGE_NOT_SATISFIABLE if have > 0 => self.start_over(&mut have)?,
                StatusCode::OK => {
                    self.expect_size(number(&response, header::CONTENT_LENGTH.as_str()))?;
                    self.start_over(&mut have)?;
                    self.receive(response, &mut have, progress)?;
                }
                status => return Err(DownloadError::Refused { url: self.url.to_owned(), status }),
            }
        }
        Ok(())
    }

    fn ask(&self, have: u64) -> Result<Response<Body>, DownloadError> {
        let agent: Agent = Agent::config_builder()
            .http_status_as_error(false)
            .accept_encoding("identity")
            .user_agent(concat!("orderly/", env!("CARGO_PKG_VERSION")))
            .timeout_connect(Some(CONNECT))
            .timeout_recv_response(Some(SILENCE))
            .timeout_per_read(Some(SILENCE))
            .build()
            .into();
        let mut request = agent.get(self.url);
        if have > 0 {
            request = request.header(header::RANGE, format!("bytes={have}-"));
        }
        request
            .call()
            .map_err(|source| DownloadError::Unreachable { url: self.url.to_owned(), source: Box::new(source) })
    }

    /// Appends a body, never beyond the size that the manifest states.
    fn receive(
        &self,
        response: Response<Body>,
        have: &mut u64,
        progress: &mut dyn FnMut(u64),
    ) -> Result<(), DownloadError> {
        let mut body = response.into_body().into_reader();
        let mut part = self.part;
        let mut buffer = vec![0; 64 * 1024];
        loop {
            let count = match body.read(&mut buffer) {
                Ok(0) if *have < self.file.size => return Err(self.broke_off(*have, "the connection ended")),
                Ok(0) => return Ok(()),
                Ok(count) => count,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(self.broke_off(*have, &error.to_string())),
            };
            let after = have.saturating_add(count as u64);
            if after > self.file.size {
                self.start_over(have)?;
                return self.expect_size(Some(after));
            }
            part.write_all(&buffer[..count]).map_err(|source| self.on_disk(source))?;
            *have = after;
            progress(after);
        }
    }

    fn start_over(&self, have: &mut u64) -> Result<(), DownloadError> {
        if *have > 0 {
            self.part.set_len(0).map_err(|source| self.on_disk(source))?;
            *have = 0;
        }
        Ok(())
    }

    fn expect_size(&self, announced: Option<u64>) -> Result<(), DownloadError> {
        match announced {
            Some(size) if size != self.file.size => {
                Err(DownloadError::WrongSize { url: self.url.to_owned(), size: self.file.size })
            }
            _ => Ok(()),
        }
    }

    fn on_disk(&self, source: io::Error) -> DownloadError {
        DownloadError::Disk { path: self.path.to_owned(), source }
    }

    fn broke_off(&self, have: u64, reason: &str) -> DownloadError {
        DownloadError::BrokeOff { url: self.url.to_owned(), have, size: self.file.size, reason: reason.to_owned() }
    }
}

/// Whether the file is there with the size and the hash that it should have.
fn is_whole(path: &Path, file: &File) -> bool {
    fs::File::open(path).is_ok_and(|found| {
        found.metadata().is_ok_and(|metadata| metadata.is_file() && metadata.len() == file.size)
            && hash_of(&found).is_ok_and(|hash| hash == file.sha256)
    })
}

fn hash_of(mut file: &fs::File) -> io::Result<String> {
    file.rewind()?;
    let mut hash = Sha256::new();
    io::copy(&mut file, &mut hash)?;
    Ok(format!("{:x}", hash.finalize()))
}

/// First byte and whole size of `Content-Range: bytes FIRST-LAST/SIZE` (RFC 9110, 14.4); the size may be `*`.
fn content_range(response: &Response<Body>) -> Option<(u64, Option<u64>)> {
    let value = response.headers().get(header::CONTENT_RANGE)?.to_str().ok()?;
    let (range, total) = value.strip_prefix("bytes ")?.split_once('/')?;
    let (first, _last) = range.split_once('-')?;
    Some((first.trim().parse().ok()?, total.trim().parse().ok()))
}

fn number(response: &Response<Body>, name: &str) -> Option<u64> {
    response.headers().get(name)?.to_str().ok()?.trim().parse().ok()
}
