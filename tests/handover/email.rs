//! Handovers by e-mail against a real mail server.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use orderly::config::{EmailConfig, HandoverConfig, Tls};
use orderly::dialogue::mood::Mood;
use orderly::handover::email::Mailbox;
use orderly::handover::{Bundle, Destination, HandoverError, Why};

use super::mailbox::{Letter, MailServer};
use super::{bundle, holds_what_every_destination_promises};

fn mailbox(server: &EmailConfig) -> Mailbox {
    let (email_to, language) = ("Desk <desk@example.com>".to_owned(), "en".to_owned());
    Mailbox::new(&HandoverConfig { email_to, language, ..HandoverConfig::default() }, server).unwrap()
}

/// The parts of a letter, decoded.
fn parts(letter: &Letter) -> Vec<String> {
    let content_type = letter.header("Content-Type").unwrap();
    let boundary = content_type.split("boundary=\"").nth(1).unwrap().split('"').next().unwrap();
    let (data, line) = (&letter.data, format!("--{boundary}"));
    let parts = data.split(&line);
    parts.skip(1).filter_map(decoded).collect()
}

fn decoded(part: &str) -> Option<String> {
    let (head, body) = part.split_once("\r\n\r\n")?;
    if head.contains("base64") {
        let body: String = body.split_whitespace().collect();
        return String::from_utf8(STANDARD.decode(body).ok()?).ok();
    }
    Some(if head.contains("quoted-printable") { unquoted(body) } else { body.to_owned() })
}

/// The text of a letter that is nothing else.
pub fn text_of(letter: &Letter) -> String {
    decoded(&letter.data).unwrap()
}

/// Quoted-printable (RFC 2045, 6.7).
fn unquoted(text: &str) -> String {
    let text = text.replace("=\r\n", "");
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        let code = (*first == b'=').then(|| after.get(..2)).flatten();
        let byte = code.and_then(|code| u8::from_str_radix(str::from_utf8(code).ok()?, 16).ok());
        bytes.push(byte.unwrap_or(*first));
        rest = if byte.is_some() { &after[2..] } else { after };
    }
    String::from_utf8(bytes).unwrap()
}

#[test]
fn it_holds_what_every_destination_promises() {
    let server = MailServer::start("takes");
    let mut mailbox = mailbox(&server.config());
    holds_what_every_destination_promises(&mut mailbox, || parts(&server.next())[1].clone().into_bytes());
}

#[test]
fn a_clerk_can_read_what_it_is_about() {
    let server = MailServer::start("takes");
    let told = bundle();
    mailbox(&server.config()).hand_over(&told).unwrap();
    let letter = server.next();
    assert_eq!(
        (letter.from.as_str(), letter.to.as_slice()),
        ("shop@example.com", &["desk@example.com".to_owned()][..])
    );
    assert_eq!(letter.header("Subject").as_deref(), Some("A shopper at kitchen is upset (order 1042)"));
    assert_eq!(letter.header("Message-ID"), Some(format!("<{}@example.com>", told.id)));
    assert!(letter.data.contains(&format!("{}.json", told.id)));
    let text = &parts(&letter)[0];
    for line in [
        "Wish:      OrderStatus (product: Käse)",
        "  2 × Bergkäse, 200 g (CHEESE-1), €9.98",
        "  shopper    Wo bleibt mein Käse?",
        "  assistant  Er kommt am Dienstag.",
        "Failed:    the shop cannot be reached",
    ] {
        assert!(text.contains(line), "{line}\n---\n{text}");
    }
}

/// Everything that a letter can say, in the words of each language: `letters/<lang>.txt`.
#[test]
fn a_clerk_reads_it_in_a_language_of_choice_or_in_that_of_the_conversation() {
    let server = MailServer::start("takes");
    let whys = [
        (Why::Upset, Mood::Frustrated),
        (Why::Asked, Mood::Hurried),
        (Why::NotUnderstood, Mood::Pleased),
        (Why::ShopFailed, Mood::Neutral),
    ];
    let wrong = ["de", "en", "es", "fr", "nl"].into_iter().filter_map(|language| {
        let mut said = String::new();
        for (why, mood) in whys {
            let mut told = Bundle { id: uuid::Uuid::nil(), why, mood, consent: mood != Mood::Neutral, ..bundle() };
            told.language = if why == Why::Asked { language.to_owned() } else { told.language };
            let config = HandoverConfig {
                email_to: "desk@example.com".to_owned(),
                language: if why == Why::Asked { String::new() } else { language.to_owned() },
                ..HandoverConfig::default()
            };
            Mailbox::new(&config, &server.config()).unwrap().hand_over(&told).unwrap();
            said += &parts(&server.next())[0].replace("\r\n", "\n");
            said += "--------\n";
        }
        let path = format!("tests/handover/letters/{language}.txt");
        let expected = std::fs::read_to_string(&path).unwrap_or_default();
        (said != expected).then(|| format!("{path}\n--- expected\n{expected}--- said\n{said}"))
    });
    let wrong: Vec<String> = wrong.collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_language_that_nobody_can_write_is_said_at_the_start() {
    let config = HandoverConfig { language: "fi".to_owned(), ..HandoverConfig::default() };
    let error = Mailbox::new(&config, &MailServer::start("takes").config()).err().unwrap();
    assert!(matches!(error, HandoverError::Setup { .. }) && error.to_string().contains("`fi`"), "{error}");
}

#[test]
fn without_consent_the_letter_says_so_instead_of_the_words() {
    let server = MailServer::start("takes");
    let silent = Bundle { consent: false, ..bundle() }.sealed();
    mailbox(&server.config()).hand_over(&silent).unwrap();
    let text = parts(&server.next()).join("\n");
    assert!(text.contains("did not agree") && !text.contains("Wo bleibt"), "{text}");
}

#[test]
fn a_server_that_asks_for_a_password_gets_it_and_refuses_a_wrong_one() {
    let folder = tempfile::tempdir().unwrap();
    let password_file = folder.path().join("password");
    let server = MailServer::start("asks");
    let config = EmailConfig { user: "shop".to_owned(), password_file: password_file.clone(), ..server.config() };
    std::fs::write(&password_file, "open sesame\n").unwrap();
    mailbox(&config).hand_over(&bundle()).unwrap();
    std::fs::write(&password_file, "open barley\n").unwrap();
    let error = mailbox(&config).hand_over(&bundle()).unwrap_err();
    assert!(matches!(error, HandoverError::Refused { .. }), "{error:?}");
    let said = error.to_string();
    assert!(said.contains("email.password_file") && !said.contains("barley"), "{said}");
}

#[test]
fn a_server_that_says_no_is_told_apart_from_one_that_is_busy() {
    let refuses = MailServer::start("refuses");
    let error = mailbox(&refuses.config()).hand_over(&bundle()).unwrap_err();
    assert!(matches!(error, HandoverError::Refused { destination: "email", .. }), "{error:?}");
    let busy = MailServer::start("busy");
    let error = mailbox(&busy.config()).hand_over(&bundle()).unwrap_err();
    assert!(matches!(error, HandoverError::Away { destination: "email", .. }), "{error:?}");
}

#[test]
fn a_server_without_tls_gets_no_word_in_the_clear() {
    let server = MailServer::start("takes");
    let config = EmailConfig { tls: Tls::Starttls, ..server.config() };
    mailbox(&config).hand_over(&bundle()).unwrap_err();
    // The next letter that it has is another one.
    let other = bundle();
    mailbox(&server.config()).hand_over(&other).unwrap();
    assert_eq!(server.next().header("Message-ID"), Some(format!("<{}@example.com>", other.id)));
}

#[test]
fn a_server_that_is_not_there_is_named() {
    let config = EmailConfig { smtp_port: 1, ..MailServer::start("takes").config() };
    let error = mailbox(&config).hand_over(&bundle()).unwrap_err();
    assert!(matches!(error, HandoverError::Away { .. }), "{error:?}");
    assert!(error.to_string().contains("127.0.0.1:1"), "{error}");
}

#[test]
fn an_address_that_is_none_is_said_at_the_start() {
    let config = EmailConfig { from: "nobody".to_owned(), ..MailServer::start("takes").config() };
    let error = Mailbox::new(&HandoverConfig::default(), &config).err().unwrap();
    assert!(matches!(error, HandoverError::Setup { .. }) && error.to_string().contains("email.from"), "{error}");
}
