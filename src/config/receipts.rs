//! What the shopper gets in writing, and the mail server that sends it.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

/// What the shopper gets in writing.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ReceiptsConfig {
    /// Where receipts go, to all of these: `file`, `console`, `email`. Empty: nowhere.
    pub printers: Vec<Paper>,
    /// `file`: the folder. Empty: `receipts` in the data folder.
    pub folder: PathBuf,
}

impl Default for ReceiptsConfig {
    fn default() -> Self {
        Self { printers: vec![Paper::File], folder: PathBuf::new() }
    }
}

/// A way of giving out receipts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Paper {
    /// A file in a folder.
    File,
    /// The terminal.
    Console,
    /// A mailbox.
    Email,
}

/// The mail server.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct EmailConfig {
    /// The name of the SMTP server. Empty: no e-mail.
    pub smtp_host: String,
    /// Its port.
    pub smtp_port: u16,
    /// `starttls`, `tls` from the first byte on, or `none`, which is only for a server on this machine.
    pub tls: Tls,
    /// Empty: no user.
    pub user: String,
    /// A file whose first line is the password; with systemd a credential. Empty: no password.
    pub password_file: PathBuf,
    /// Who it is from: `shop@example.com` or `The shop <shop@example.com>`.
    pub from: String,
    /// Who gets the receipts.
    pub to: String,
}

impl Default for EmailConfig {
    fn default() -> Self {
        Self {
            smtp_host: String::new(),
            smtp_port: 587,
            tls: Tls::Starttls,
            user: String::new(),
            password_file: PathBuf::new(),
            from: String::new(),
            to: String::new(),
        }
    }
}

/// How the way to the mail server is kept private.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Tls {
    /// In clear until the server was asked for TLS, which it must speak (RFC 3207).
    Starttls,
    /// From the first byte on (RFC 8314).
    Tls,
    /// Not at all.
    None,
}
