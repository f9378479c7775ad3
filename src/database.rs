//! A SQLite file in the data folder: how shop and journal open it, and what its errors mean. The one file that knows
//! how SQLite is set up.

use std::fs::{self, OpenOptions};
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::ErrorCode;
pub use rusqlite::types::Type;
pub use rusqlite::{Connection, Error, OptionalExtension, Result, Row, ToSql, TransactionBehavior, params};

/// How long a call waits for another program that is writing.
const PATIENCE: Duration = Duration::from_secs(5);

/// A database that cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("{}: {reason}", path.display())]
pub struct Unusable {
    /// The file.
    pub path: PathBuf,
    /// What happened, and what to do next.
    pub reason: String,
}

/// Opens `<folder>/<file>`, and makes both when they are not there. What is committed has reached the disk
/// (write-ahead log, `synchronous = FULL`). `migrations` bring an older schema up to date, one step each; `user_version`
/// counts those that were taken.
///
/// # Errors
/// [`Unusable`] when the file cannot be written, is no database, or has a schema that only a newer program knows.
pub fn open(folder: &Path, file: &str, migrations: &[&str]) -> std::result::Result<Connection, Unusable> {
    let path = folder.join(file);
    create_private(folder, &path).map_err(|error| Unusable {
        path: path.clone(),
        reason: format!("{error}; choose a data folder that can be written with --data, or make this one writable"),
    })?;
    let opened = Connection::open(&path).and_then(|mut connection| {
        prepare(&connection)?;
        migrate(&mut connection, migrations).map(|version| (connection, version))
    });
    match opened {
        Ok((connection, version)) if version <= newest(migrations) => Ok(connection),
        Ok((_, version)) => Err(Unusable {
            path,
            reason: format!(
                "it was written by a newer version of this program (schema {version}, this one knows {}); update the \
                 program, or choose another data folder with --data",
                newest(migrations)
            ),
        }),
        Err(error) => Err(Unusable { path, reason: explain(&error) }),
    }
}

/// A database in memory, for tests and for looking around.
///
/// # Errors
/// What SQLite says.
pub fn open_in_memory(migrations: &[&str]) -> Result<Connection> {
    let mut connection = Connection::open_in_memory()?;
    prepare(&connection)?;
    migrate(&mut connection, migrations)?;
    Ok(connection)
}

/// What an error means, and what to do about it.
#[must_use]
pub fn explain(error: &Error) -> String {
    let advice = match error.sqlite_error_code() {
        Some(ErrorCode::DiskFull) => "free space on the disk, then try again",
        Some(ErrorCode::ReadOnly | ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => {
            "make the data folder writable, or choose another one with --data"
        }
        Some(ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt) => {
            "restore the file from a backup, or move it away to start anew"
        }
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => {
            "another program is writing to it; try again once that has ended"
        }
        Some(ErrorCode::SystemIoFailure) => "check the disk: space, mount, cable",
        _ => "restore the file from a backup, or report this with the message",
    };
    format!("{error}; {advice}")
}

/// What is in there is nobody else's business: mode 0600, which SQLite gives to its log files too.
fn create_private(folder: &Path, path: &Path) -> std::io::Result<()> {
    fs::create_dir_all(folder)?;
    let mut options = OpenOptions::new();
    options.read(true).append(true).create(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map(drop)
}

/// What is deleted is overwritten: somebody may have asked for that.
fn prepare(connection: &Connection) -> Result<()> {
    connection.busy_timeout(PATIENCE)?;
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "secure_delete", true)?;
    connection.pragma_update(None, "foreign_keys", true)
}

/// Takes the steps that are missing; says which version the file has then.
fn migrate(connection: &mut Connection, migrations: &[&str]) -> Result<u32> {
    if version(connection)? >= newest(migrations) {
        return version(connection);
    }
    // Asked again inside: another program may have taken the steps meanwhile.
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    for (step, migration) in (1_u32..).zip(migrations) {
        if step > version(&transaction)? {
            transaction.execute_batch(migration)?;
            transaction.pragma_update(None, "user_version", step)?;
        }
    }
    transaction.commit()?;
    version(connection)
}

fn version(connection: &Connection) -> Result<u32> {
    connection.pragma_query_value(None, "user_version", |row| row.get(0))
}

fn newest(migrations: &[&str]) -> u32 {
    u32::try_from(migrations.len()).unwrap_or(u32::MAX)
}
