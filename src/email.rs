//! E-mail over SMTP: the one file that names lettre.

use std::io;
use std::path::Path;
use std::time::Duration;

use lettre::message::header::ContentType;
use lettre::message::{Attachment, Mailbox, Message, MultiPart, SinglePart};
use lettre::transport::smtp::SmtpTransportBuilder;
use lettre::transport::smtp::authentication::Credentials;
use lettre::{SmtpTransport, Transport};

use crate::config::{EmailConfig, Tls};
use crate::private_file;

/// The longest silence of a server before it counts as gone.
const SILENCE: Duration = Duration::from_secs(15);

/// A letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Letter<'a> {
    /// What makes it the same letter when it is sent again; becomes its `Message-ID`.
    pub id: &'a str,
    /// Who gets it.
    pub to: &'a str,
    /// Its subject.
    pub subject: &'a str,
    /// Its text.
    pub text: &'a str,
    /// The name of a JSON file that goes with it, and the file.
    pub json: Option<(&'a str, &'a str)>,
}

/// Why a letter was not sent.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EmailError {
    /// It cannot work as it is configured.
    #[error("{0}")]
    Setup(String),
    /// The server said no, and would say no again.
    #[error("{0}")]
    Refused(String),
    /// The server cannot be reached now, or cannot take it now.
    #[error("{0}")]
    Away(String),
}

/// A mail server, and who writes.
pub struct Mailer {
    transport: SmtpTransport,
    from: Mailbox,
    server: String,
}

impl Mailer {
    /// The server that the configuration names. Nothing is asked yet.
    ///
    /// # Errors
    /// [`EmailError::Setup`]
    pub fn new(config: &EmailConfig) -> Result<Self, EmailError> {
        if config.smtp_host.is_empty() {
            return Err(EmailError::Setup("email.smtp_host is empty: name the mail server".to_owned()));
        }
        let host = config.smtp_host.as_str();
        let from = mailbox(&config.from, "email.from")?;
        let no_name = |error: lettre::transport::smtp::Error| EmailError::Setup(format!("email.smtp_host: {error}"));
        let mut builder: SmtpTransportBuilder = match config.tls {
            Tls::Starttls => SmtpTransport::starttls_relay(host).map_err(no_name)?,
            Tls::Tls => SmtpTransport::relay(host).map_err(no_name)?,
            Tls::None => SmtpTransport::builder_dangerous(host),
        };
        builder = builder.port(config.smtp_port).timeout(Some(SILENCE));
        if !config.user.is_empty() {
            let password = match config.password_file.as_path() {
                none if none == Path::new("") => String::new(),
                file => private_file::secret(file)
                    .map_err(|reason| EmailError::Setup(format!("email.password_file {reason}")))?,
            };
            builder = builder.credentials(Credentials::new(config.user.clone(), password));
        }
        Ok(Self { transport: builder.build(), from, server: format!("{host}:{}", config.smtp_port) })
    }

    /// Sends a letter; it is the server's once this returns.
    ///
    /// # Errors
    /// [`EmailError`]
    pub fn send(&self, letter: &Letter<'_>) -> Result<(), EmailError> {
        let message = self.message(letter)?;
        match self.transport.send(&message) {
            Ok(_accepted) => Ok(()),
            Err(error) if error.is_permanent() => Err(EmailError::Refused(format!(
                "{} refuses it ({error}): check email.user, email.password_file, email.from and the receiver",
                self.server
            ))),
            Err(error) if error.is_tls() => Err(EmailError::Away(format!(
                "{}: no private connection ({error}): check its certificate and email.tls",
                self.server
            ))),
            Err(error) if fell_silent(&error) => Err(EmailError::Away(format!(
                "{} said nothing for {} s: check email.smtp_port and email.tls",
                self.server,
                SILENCE.as_secs()
            ))),
            Err(error) => Err(EmailError::Away(format!(
                "{}: {error}: check that it runs, email.smtp_host, email.smtp_port and email.tls",
                self.server
            ))),
        }
    }

    fn message(&self, letter: &Letter<'_>) -> Result<Message, EmailError> {
        let subject: String =
            letter.subject.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
        let builder = Message::builder()
            .from(self.from.clone())
            .to(mailbox(letter.to, "the receiver")?)
            .subject(subject)
            .message_id(Some(format!("<{}@{}>", letter.id, self.from.email.domain())))
            .user_agent(concat!("orderly/", env!("CARGO_PKG_VERSION")).to_owned());
        let text = SinglePart::plain(letter.text.to_owned());
        let message = match letter.json {
            None => builder.singlepart(text),
            Some((name, json)) => {
                let attached = Attachment::new(name.to_owned()).body(json.to_owned(), json_type()?);
                builder.multipart(MultiPart::mixed().singlepart(text).singlepart(attached))
            }
        };
        message.map_err(|error| EmailError::Setup(format!("the letter cannot be written: {error}")))
    }
}

/// A read that took too long is `WouldBlock` on some systems and `TimedOut` on others.
fn fell_silent(error: &lettre::transport::smtp::Error) -> bool {
    let mut source: Option<&dyn std::error::Error> = Some(error);
    while let Some(error) = source {
        if let Some(error) = error.downcast_ref::<io::Error>() {
            return matches!(error.kind(), io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut);
        }
        source = error.source();
    }
    false
}

fn json_type() -> Result<ContentType, EmailError> {
    ContentType::parse("application/json").map_err(|error| EmailError::Setup(error.to_string()))
}

fn mailbox(text: &str, whose: &str) -> Result<Mailbox, EmailError> {
    text.parse().map_err(|error| EmailError::Setup(format!("{whose}: {error}. Write it as `shop@example.com`")))
}
