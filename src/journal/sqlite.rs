//! The journal in SQLite.

use std::path::{Path, PathBuf};

use jiff::Timestamp;

use super::{Attempt, Journal, JournalError, Outcome};
use crate::commerce::order::{IdempotencyKey, OrderId};
use crate::database::{self, Connection, Error, Row, Type, params};
use crate::event::SiteId;

/// Its file in the data folder.
pub const FILE: &str = "journal.db";

const MIGRATIONS: &[&str] = &[include_str!("schema.sql")];

/// How long the id of a message is remembered, seconds.
const MESSAGE_MEMORY: i64 = 24 * 60 * 60;

/// A journal that is a file.
pub struct SqliteJournal {
    connection: Connection,
    path: PathBuf,
}

impl SqliteJournal {
    /// Opens the journal of a data folder; an empty one when there is none yet.
    ///
    /// # Errors
    /// [`JournalError::Unusable`]
    pub fn open(folder: &Path) -> Result<Self, JournalError> {
        let connection = database::open(folder, FILE, MIGRATIONS).map_err(|unusable| JournalError::Unusable {
            path: unusable.path.display().to_string(),
            reason: unusable.reason,
        })?;
        Ok(Self { connection, path: folder.join(FILE) })
    }

    fn unusable(&self, error: &Error) -> JournalError {
        JournalError::Unusable { path: self.path.display().to_string(), reason: database::explain(error) }
    }

    fn execute(&self, statement: &str, parameters: &[&dyn database::ToSql]) -> Result<usize, JournalError> {
        let run = self.connection.prepare_cached(statement).and_then(|mut statement| statement.execute(parameters));
        run.map_err(|error| self.unusable(&error))
    }
}

impl Journal for SqliteJournal {
    fn begin(&mut self, attempt: &Attempt) -> Result<(), JournalError> {
        let quote = serde_json::to_string(&attempt.quote).map_err(|error| JournalError::Unusable {
            path: self.path.display().to_string(),
            reason: error.to_string(),
        })?;
        let (outcome, detail) = words(&attempt.outcome);
        let written = self.execute(
            "INSERT OR IGNORE INTO attempts (key, site, quote, confirmed_at, outcome, detail, told) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            params![
                attempt.key.0,
                attempt.site.0,
                quote,
                attempt.confirmed_at.to_string(),
                outcome,
                detail,
                attempt.told
            ],
        )?;
        one(written, &attempt.key, "it was begun before")
    }

    fn settle(&mut self, key: &IdempotencyKey, outcome: &Outcome) -> Result<(), JournalError> {
        let (outcome, detail) = words(outcome);
        let settled = self.execute(
            "UPDATE attempts SET outcome = ?2, detail = ?3 \
             WHERE key = ?1 AND (outcome = 'open' OR (outcome = ?2 AND detail = ?3))",
            params![key.0, outcome, detail],
        )?;
        one(settled, key, "it was never begun, or ended otherwise")
    }

    fn mark_told(&mut self, key: &IdempotencyKey) -> Result<(), JournalError> {
        let told = self.execute("UPDATE attempts SET told = 1 WHERE key = ?1", params![key.0])?;
        one(told, key, "it was never begun")
    }

    fn unfinished(&self) -> Result<Vec<Attempt>, JournalError> {
        let read = || {
            let mut statement = self
                .connection
                .prepare_cached("SELECT * FROM attempts WHERE outcome = 'open' OR NOT told ORDER BY number")?;
            statement.query_map([], attempt)?.collect::<Result<Vec<_>, _>>()
        };
        read().map_err(|error| self.unusable(&error))
    }

    fn remember_message(&mut self, id: &str, now: Timestamp) -> Result<bool, JournalError> {
        let now = now.as_second();
        self.execute("DELETE FROM messages WHERE seen_at < ?1", params![now - MESSAGE_MEMORY])?;
        let new = self.execute("INSERT OR IGNORE INTO messages VALUES (?1, ?2)", params![id, now])?;
        Ok(new == 1)
    }
}

fn one(rows: usize, key: &IdempotencyKey, reason: &'static str) -> Result<(), JournalError> {
    if rows == 1 { Ok(()) } else { Err(JournalError::Contradiction { key: key.clone(), reason }) }
}

fn words(outcome: &Outcome) -> (&'static str, &str) {
    match outcome {
        Outcome::Open => ("open", ""),
        Outcome::Placed(id) => ("placed", &id.0),
        Outcome::Refused(reason) => ("refused", reason),
    }
}

fn attempt(row: &Row) -> Result<Attempt, Error> {
    let (quote, confirmed_at): (String, String) = (row.get("quote")?, row.get("confirmed_at")?);
    let (outcome, detail): (String, String) = (row.get("outcome")?, row.get("detail")?);
    Ok(Attempt {
        key: IdempotencyKey(row.get("key")?),
        site: SiteId(row.get("site")?),
        quote: serde_json::from_str(&quote).map_err(malformed)?,
        confirmed_at: confirmed_at.parse().map_err(malformed::<jiff::Error>)?,
        outcome: match outcome.as_str() {
            "open" => Outcome::Open,
            "placed" => Outcome::Placed(OrderId(detail)),
            _ => Outcome::Refused(detail),
        },
        told: row.get("told")?,
    })
}

fn malformed<E: std::error::Error + Send + Sync + 'static>(error: E) -> Error {
    Error::FromSqlConversionFailure(0, Type::Text, Box::new(error))
}
