//! The code of a household: a hash on disk, and a count of wrong guesses that no restart forgets.

use std::fs::{self, File, OpenOptions};
use std::path::{Path, PathBuf};

use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::code::Code;
use crate::private_file;

/// Its file in the data folder.
pub const FILE: &str = "pin.json";

/// So many wrong codes in a row are only said to be wrong.
const FREE_GUESSES: u32 = 3;
/// How long the first lock lasts; each further wrong code doubles it, up to the last.
const FIRST_LOCK: SignedDuration = SignedDuration::from_mins(1);
const LAST_LOCK: SignedDuration = SignedDuration::from_hours(24);

/// Keeps the code of a household.
#[derive(Debug)]
pub struct PinVault {
    folder: PathBuf,
}

/// What a code is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PinAnswer {
    /// It is the code.
    Right,
    /// It is not; so many more guesses before it locks.
    Wrong {
        /// At least one.
        left: u32,
    },
    /// Nobody can prove anything before then.
    LockedOut {
        /// When.
        until: Timestamp,
    },
    /// No code was set: nothing can be proven.
    NotSet,
}

/// What is known about the code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PinStatus {
    /// None was set.
    NotSet,
    /// One was set and can be used.
    Set,
    /// One was set and is locked.
    LockedOut {
        /// Until when.
        until: Timestamp,
    },
}

/// Why the code cannot be used: nothing that needs it is allowed then.
#[derive(Debug, thiserror::Error)]
pub enum PinError {
    /// The disk.
    #[error("{}: {source}. Make it readable and writable, then try again", path.display())]
    Disk {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The file is not one of ours.
    #[error("{} is no stored code: {reason}. Set a new one with `orderly pin set`", path.display())]
    Broken {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        reason: String,
    },
}

/// What is on disk.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Stored {
    /// Argon2id with 19 MiB, two passes and a random salt (OWASP Password Storage Cheat Sheet), as a PHC string. So few
    /// digits are guessed from any hash in the end; what keeps them is the file mode and the count below.
    hash: String,
    /// Wrong codes in a row.
    failures: u32,
    /// When the last one was tried.
    failed_at: Option<Timestamp>,
}

impl PinVault {
    /// The vault of a data folder.
    #[must_use]
    pub fn of(folder: &Path) -> Self {
        Self { folder: folder.to_owned() }
    }

    /// Sets a code, or another one. It is usable at once.
    ///
    /// # Errors
    /// [`PinError::Disk`]
    pub fn set(&mut self, code: &Code) -> Result<(), PinError> {
        let _turn = self.lock()?;
        let hash = Argon2::default().hash_password(code.bytes()).map_err(|error| self.broken(&error.to_string()))?;
        self.write(&Stored { hash: hash.to_string(), failures: 0, failed_at: None })
    }

    /// Removes the code. `false` when there was none.
    ///
    /// # Errors
    /// [`PinError::Disk`]
    pub fn remove(&mut self) -> Result<bool, PinError> {
        let _turn = self.lock()?;
        match fs::remove_file(self.path()) {
            Ok(()) => Ok(true),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(false),
            Err(source) => Err(PinError::Disk { path: self.path(), source }),
        }
    }

    /// Whether a code can be used.
    ///
    /// # Errors
    /// [`PinError`]
    pub fn status(&self, now: Timestamp) -> Result<PinStatus, PinError> {
        let _turn = self.lock()?;
        Ok(match self.read()? {
            None => PinStatus::NotSet,
            Some(stored) => stored.locked(now).map_or(PinStatus::Set, |until| PinStatus::LockedOut { until }),
        })
    }

    /// Tries a code. A wrong one is counted on disk before anybody hears that it is wrong, so that neither a crash nor a
    /// restart gives another guess; a clock that was turned back lengthens a lock.
    ///
    /// # Errors
    /// [`PinError`]: whatever needed the code is not allowed.
    pub fn check(&mut self, code: &Code, now: Timestamp) -> Result<PinAnswer, PinError> {
        let _turn = self.lock()?;
        let Some(mut stored) = self.read()? else { return Ok(PinAnswer::NotSet) };
        if let Some(until) = stored.locked(now) {
            if stored.failed_at.is_some_and(|failed| failed > now) {
                stored.failed_at = Some(now);
                self.write(&stored)?;
            }
            return Ok(PinAnswer::LockedOut { until });
        }
        stored.failures = stored.failures.saturating_add(1);
        stored.failed_at = Some(now);
        self.write(&stored)?;
        let hash = PasswordHash::new(&stored.hash).map_err(|error| self.broken(&error.to_string()))?;
        if Argon2::default().verify_password(code.bytes(), &hash).is_ok() {
            stored.failures = 0;
            stored.failed_at = None;
            self.write(&stored)?;
            return Ok(PinAnswer::Right);
        }
        Ok(match stored.locked(now) {
            Some(until) => PinAnswer::LockedOut { until },
            None => PinAnswer::Wrong { left: FREE_GUESSES.saturating_sub(stored.failures) },
        })
    }

    fn path(&self) -> PathBuf {
        self.folder.join(FILE)
    }

    fn broken(&self, reason: &str) -> PinError {
        PinError::Broken { path: self.path(), reason: reason.to_owned() }
    }

    /// One at a time, also of several processes.
    fn lock(&self) -> Result<File, PinError> {
        let path = self.folder.join("pin.lock");
        let locked = private_file::create_folder(&self.folder)
            .and_then(|()| OpenOptions::new().write(true).create(true).truncate(false).open(&path))
            .and_then(|file| file.lock().map(|()| file));
        locked.map_err(|source| PinError::Disk { path, source })
    }

    fn read(&self) -> Result<Option<Stored>, PinError> {
        match fs::read(self.path()) {
            Ok(bytes) => {
                let stored: Stored = serde_json::from_slice(&bytes).map_err(|error| self.broken(&error.to_string()))?;
                PasswordHash::new(&stored.hash).map_err(|error| self.broken(&error.to_string()))?;
                Ok(Some(stored))
            }
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(source) => Err(PinError::Disk { path: self.path(), source }),
        }
    }

    fn write(&self, stored: &Stored) -> Result<(), PinError> {
        let text = serde_json::to_vec(stored).map_err(|error| self.broken(&error.to_string()))?;
        private_file::write(&self.path(), &text).map_err(|source| PinError::Disk { path: self.path(), source })
    }
}

impl Stored {
    /// Until when it is locked, if it is.
    fn locked(&self, now: Timestamp) -> Option<Timestamp> {
        let failed = self.failed_at?;
        let over = self.failures.checked_sub(FREE_GUESSES)?;
        let lock = FIRST_LOCK.checked_mul(1 << over.min(16)).unwrap_or(LAST_LOCK).min(LAST_LOCK);
        // A failure that is still to come was before the clock was turned back.
        let until = failed.min(now).checked_add(lock).unwrap_or(Timestamp::MAX);
        (now < until).then_some(until)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(digits: &str) -> Code {
        Code::of_digits(digits).unwrap()
    }

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_second(1_800_000_000 + seconds).unwrap()
    }

    fn vault() -> (tempfile::TempDir, PinVault) {
        let folder = tempfile::tempdir().unwrap();
        let mut vault = PinVault::of(folder.path());
        vault.set(&code("4711")).unwrap();
        (folder, vault)
    }

    #[test]
    fn the_right_code_is_right_and_no_code_proves_nothing() {
        let (folder, mut vault) = vault();
        assert_eq!(vault.check(&code("4711"), at(0)).unwrap(), PinAnswer::Right);
        assert!(vault.remove().unwrap());
        assert!(!vault.remove().unwrap());
        assert_eq!(PinVault::of(folder.path()).check(&code("4711"), at(0)).unwrap(), PinAnswer::NotSet);
    }

    #[test]
    fn three_wrong_codes_lock_for_longer_and_longer_also_after_a_restart() {
        let (folder, _) = vault();
        let check = |digits: &str, seconds| PinVault::of(folder.path()).check(&code(digits), at(seconds)).unwrap();
        assert_eq!(check("0000", 0), PinAnswer::Wrong { left: 2 });
        assert_eq!(check("0000", 1), PinAnswer::Wrong { left: 1 });
        assert_eq!(check("0000", 2), PinAnswer::LockedOut { until: at(62) });
        // The right one does not open it either.
        assert_eq!(check("4711", 61), PinAnswer::LockedOut { until: at(62) });
        assert_eq!(check("0000", 62), PinAnswer::LockedOut { until: at(62 + 120) });
        assert_eq!(check("4711", 62 + 120), PinAnswer::Right);
        assert_eq!(check("0000", 200), PinAnswer::Wrong { left: 2 });
    }

    #[test]
    fn a_clock_that_is_turned_back_opens_nothing() {
        let (_folder, mut vault) = vault();
        for second in 0..3 {
            vault.check(&code("0000"), at(second)).unwrap();
        }
        let yesterday = -86_400;
        let until = at(yesterday + 60);
        assert_eq!(vault.check(&code("4711"), at(yesterday)).unwrap(), PinAnswer::LockedOut { until });
        assert_eq!(vault.check(&code("4711"), at(yesterday + 59)).unwrap(), PinAnswer::LockedOut { until });
    }

    #[test]
    fn a_file_that_is_broken_allows_nothing_and_says_what_to_do() {
        let (folder, mut vault) = vault();
        for broken in ["", "{}", r#"{"hash":"1234","failures":0,"failed_at":null}"#] {
            fs::write(folder.path().join(FILE), broken).unwrap();
            let error = vault.check(&code("4711"), at(0)).unwrap_err().to_string();
            assert!(error.contains("orderly pin set"), "{error}");
        }
    }

    #[test]
    fn nobody_but_the_owner_reads_the_file_and_it_holds_no_code() {
        let (_folder, vault) = vault();
        let text = fs::read_to_string(vault.path()).unwrap();
        assert!(text.contains("$argon2id$") && !text.contains("4711"), "{text}");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            assert_eq!(fs::metadata(vault.path()).unwrap().permissions().mode() & 0o777, 0o600);
        }
    }

    #[test]
    fn guesses_from_several_sides_are_all_counted() {
        let (folder, _) = vault();
        std::thread::scope(|scope| {
            for _ in 0..2 {
                scope.spawn(|| PinVault::of(folder.path()).check(&code("0000"), at(0)).unwrap());
            }
        });
        let third = PinVault::of(folder.path()).check(&code("0000"), at(0)).unwrap();
        assert!(matches!(third, PinAnswer::LockedOut { .. }), "{third:?}");
    }
}
