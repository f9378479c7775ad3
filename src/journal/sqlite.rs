//! The journal in SQLite.

use std::path::{Path, PathBuf};

use jiff::{SignedDuration, Timestamp};

use super::in_place::InPlace;
use super::{Attempt, Journal, JournalError, Outcome};
use crate::commerce::cart::PurchaseId;
use crate::commerce::order::{IdempotencyKey, OrderId};
use crate::database::{self, Connection, Error, OptionalExtension, Row, TransactionBehavior, Type, params};
use crate::event::SiteId;

/// Its file in the data folder.
pub const FILE: &str = "journal.db";

const MIGRATIONS: &[&str] = &[include_str!("schema.sql"), include_str!("purchases.sql")];

/// How long the id of a message is remembered, seconds.
const MESSAGE_MEMORY: i64 = 24 * 60 * 60;

/// What the smallest page of a database takes, bytes (the file format of SQLite, 1.3.2).
const SMALLEST: u64 = 512;

/// A journal that is a file.
pub struct SqliteJournal {
    connection: Connection,
    path: PathBuf,
    /// The file and its log.
    files: InPlace,
}

impl SqliteJournal {
    /// Opens the journal of a data folder, and reads all of it; an empty one when there is none yet.
    ///
    /// # Errors
    /// [`JournalError::Unusable`]
    pub fn open(folder: &Path) -> Result<Self, JournalError> {
        let (path, log) = (folder.join(FILE), folder.join(format!("{FILE}-wal")));
        // SQLite would take what is left of it for a new one.
        if length(&path).is_some_and(|left| left < SMALLEST) && (length(&path) > Some(0) || length(&log) > Some(0)) {
            return Err(unusable(
                &path,
                "it was cut off; restore the file from a backup, or move it away to start anew",
            ));
        }
        let connection = database::open(folder, FILE, MIGRATIONS).map_err(|no| unusable(&no.path, no.reason))?;
        let found = connection.query_row("PRAGMA integrity_check(1)", [], |row| row.get::<_, String>(0));
        match found.map_err(|error| unusable(&path, database::explain(&error)))?.as_str() {
            "ok" => {}
            damage => {
                let reason = format!("{damage}; restore the file from a backup, or move it away to start anew")
                    .replace('\n', " ");
                return Err(unusable(&path, reason));
            }
        }
        let files = InPlace::of([path.clone(), log]).map_err(|error| unusable(&path, error.to_string()))?;
        Ok(Self { connection, path, files })
    }

    fn unusable(&self, error: &Error) -> JournalError {
        unusable(&self.path, database::explain(error))
    }

    /// What was just written is where a restart will look for it.
    fn in_place(&self) -> Result<(), JournalError> {
        match self.files.missing() {
            None => Ok(()),
            Some(file) => Err(unusable(
                file,
                "it was deleted, moved or replaced while it was in use; put it back and start again",
            )),
        }
    }

    /// Writes down an attempt, unless there is one of the same key, or one of the same purchase that was not refused:
    /// then that one is told.
    fn insert(&mut self, attempt: &Attempt, quote: &str) -> Result<Option<(IdempotencyKey, Outcome)>, Error> {
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let earlier = transaction
            .prepare_cached(
                "SELECT key, outcome, detail FROM attempts WHERE key = ?1 OR purchase = ?2 AND outcome <> 'refused' \
                 ORDER BY key = ?1 DESC",
            )?
            .query_row(params![attempt.key.0, attempt.purchase.0], |row| {
                Ok((IdempotencyKey(row.get("key")?), outcome(row)?))
            })
            .optional()?;
        if earlier.is_none() {
            let (outcome, detail) = words(&attempt.outcome);
            let confirmed_at = attempt.confirmed_at.to_string();
            transaction
                .prepare_cached(
                    "INSERT INTO attempts (key, purchase, site, quote, confirmed_at, outcome, detail, told) \
                     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
                )?
                .execute(params![
                    attempt.key.0,
                    attempt.purchase.0,
                    attempt.site.0,
                    quote,
                    confirmed_at,
                    outcome,
                    detail,
                    attempt.told
                ])?;
        }
        transaction.commit()?;
        Ok(earlier)
    }

    fn note_messages(&mut self, ids: &[&str], now: i64) -> Result<Vec<bool>, Error> {
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        transaction
            .prepare_cached("DELETE FROM messages WHERE seen_at < ?1")?
            .execute(params![now - MESSAGE_MEMORY])?;
        let new = {
            let mut note = transaction.prepare_cached("INSERT OR IGNORE INTO messages VALUES (?1, ?2)")?;
            ids.iter().map(|id| note.execute(params![id, now]).map(|rows| rows == 1)).collect::<Result<_, _>>()?
        };
        transaction.commit()?;
        Ok(new)
    }

    fn execute(&self, statement: &str, parameters: &[&dyn database::ToSql]) -> Result<usize, JournalError> {
        let run = self.connection.prepare_cached(statement).and_then(|mut statement| statement.execute(parameters));
        let rows = run.map_err(|error| self.unusable(&error))?;
        self.in_place().map(|()| rows)
    }
}

impl Journal for SqliteJournal {
    fn begin(&mut self, attempt: &Attempt) -> Result<(), JournalError> {
        let quote = serde_json::to_string(&attempt.quote).map_err(|error| unusable(&self.path, error.to_string()))?;
        let earlier = self.insert(attempt, &quote).map_err(|error| self.unusable(&error))?;
        self.in_place()?;
        match earlier {
            None => Ok(()),
            Some((key, _)) if key == attempt.key => {
                Err(JournalError::Contradiction { key, reason: "it was begun before" })
            }
            Some((key, outcome)) => {
                Err(JournalError::AlreadyOrdered { purchase: attempt.purchase.clone(), key, outcome })
            }
        }
    }

    fn settle(&mut self, key: &IdempotencyKey, outcome: &Outcome) -> Result<(), JournalError> {
        let (word, detail) = words(outcome);
        let settled = self.execute(
            "UPDATE attempts SET outcome = ?2, detail = ?3 WHERE key = ?1 AND CASE outcome \
                 WHEN ?2 THEN detail = ?3 \
                 WHEN 'begun' THEN ?2 IN ('asked', 'refused') \
                 WHEN 'asked' THEN ?2 IN ('placed', 'refused') \
                 ELSE FALSE \
             END",
            params![key.0, word, detail],
        )?;
        one(settled, key, "it was never begun, or came further or elsewhere")
    }

    fn mark_told(&mut self, key: &IdempotencyKey) -> Result<(), JournalError> {
        let told = self.execute("UPDATE attempts SET told = 1 WHERE key = ?1", params![key.0])?;
        one(told, key, "it was never begun")
    }

    fn unfinished(&self) -> Result<Vec<Attempt>, JournalError> {
        let read = || {
            let mut statement = self.connection.prepare_cached(
                "SELECT * FROM attempts WHERE outcome IN ('begun', 'asked') OR NOT told ORDER BY number",
            )?;
            statement.query_map([], attempt)?.collect::<Result<Vec<_>, _>>()
        };
        read().map_err(|error| self.unusable(&error))
    }

    fn attempts(&self) -> Result<Vec<Attempt>, JournalError> {
        let read = || {
            let mut statement =
                self.connection.prepare_cached("SELECT * FROM attempts WHERE quote <> '' ORDER BY number")?;
            statement.query_map([], attempt)?.collect::<Result<Vec<_>, _>>()
        };
        read().map_err(|error| self.unusable(&error))
    }

    fn forget(&mut self, before: Timestamp, now: Timestamp) -> Result<(), JournalError> {
        let a_day_ago = now.checked_sub(SignedDuration::from_hours(24)).unwrap_or(Timestamp::MIN);
        let over = "told AND outcome IN ('placed', 'refused')";
        let emptied = self.execute(
            &format!(
                "UPDATE attempts SET quote = '', site = '' \
                 WHERE {over} AND quote <> '' AND unixepoch(confirmed_at) <= unixepoch(?1)"
            ),
            params![before.to_string()],
        )?;
        let gone = self.execute(
            &format!("DELETE FROM attempts WHERE {over} AND quote = '' AND unixepoch(confirmed_at) <= unixepoch(?1)"),
            params![a_day_ago.to_string()],
        )?;
        if emptied + gone > 0 {
            // What the log still holds goes with it.
            let folded = self.connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_row| Ok(()));
            folded.map_err(|error| self.unusable(&error))?;
        }
        Ok(())
    }

    fn remember_messages(&mut self, ids: &[&str], now: Timestamp) -> Result<Vec<bool>, JournalError> {
        let new = self.note_messages(ids, now.as_second()).map_err(|error| self.unusable(&error))?;
        self.in_place().map(|()| new)
    }
}

fn unusable(path: &Path, reason: impl Into<String>) -> JournalError {
    JournalError::Unusable { path: path.display().to_string(), reason: reason.into() }
}

/// In bytes; `None` when it is not there.
fn length(path: &Path) -> Option<u64> {
    path.metadata().ok().map(|metadata| metadata.len())
}

fn one(rows: usize, key: &IdempotencyKey, reason: &'static str) -> Result<(), JournalError> {
    if rows == 1 { Ok(()) } else { Err(JournalError::Contradiction { key: key.clone(), reason }) }
}

fn words(outcome: &Outcome) -> (&'static str, &str) {
    match outcome {
        Outcome::Begun => ("begun", ""),
        Outcome::Asked => ("asked", ""),
        Outcome::Placed(id) => ("placed", &id.0),
        Outcome::Refused(reason) => ("refused", reason),
    }
}

fn attempt(row: &Row) -> Result<Attempt, Error> {
    let (quote, confirmed_at): (String, String) = (row.get("quote")?, row.get("confirmed_at")?);
    Ok(Attempt {
        key: IdempotencyKey(row.get("key")?),
        purchase: PurchaseId(row.get("purchase")?),
        site: SiteId(row.get("site")?),
        quote: serde_json::from_str(&quote).map_err(malformed)?,
        confirmed_at: confirmed_at.parse().map_err(malformed::<jiff::Error>)?,
        outcome: outcome(row)?,
        told: row.get("told")?,
    })
}

fn outcome(row: &Row) -> Result<Outcome, Error> {
    let (word, detail): (String, String) = (row.get("outcome")?, row.get("detail")?);
    Ok(match word.as_str() {
        "begun" => Outcome::Begun,
        "asked" => Outcome::Asked,
        "placed" => Outcome::Placed(OrderId(detail)),
        _ => Outcome::Refused(detail),
    })
}

fn malformed<E: std::error::Error + Send + Sync + 'static>(error: E) -> Error {
    Error::FromSqlConversionFailure(0, Type::Text, Box::new(error))
}
