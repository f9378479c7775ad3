//! Values that no stage can work with.

mod bridge;

use std::ops::RangeInclusive;

use super::{Config, HubWay, Paper, Tls, Wake, Way};
use crate::audio::noise_suppression;
use crate::buttons::chip_and_line;
use crate::event::SiteId;
use crate::language::same;
use crate::permission::Rules;

const LONGEST_SILENCE_MS: u32 = 10_000;
const LONGEST_LABEL: usize = 60;
/// The last four of a card may be in a label, and no more.
const MOST_DIGITS: usize = 4;

/// A value that is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct OutOfRange {
    pub(super) section: &'static str,
    /// With the names of the sections below it: `speakers.anna.per_day`.
    pub(super) key: String,
    /// What was expected, and what to do.
    pub(super) reason: String,
}

/// Everything that is refused.
pub(super) fn check(config: &Config) -> Vec<OutOfRange> {
    let mut found = Findings(Vec::new());
    check_assistant(config, &mut found);
    check_listening(config, &mut found);
    check_conversation(config, &mut found);
    check_shop(config, &mut found);
    check_permission(config, &mut found);
    bridge::check(config, &mut found);
    check_hubs(config, &mut found);
    check_handover(config, &mut found);
    check_email(config, &mut found);
    found.0
}

fn check_assistant(config: &Config, found: &mut Findings) {
    let assistant = &config.assistant;
    if let Err(reason) = assistant.site.parse::<SiteId>() {
        found.add("assistant", "site", reason);
    }
    if assistant.language.parse::<unic_langid::LanguageIdentifier>().is_err() || assistant.language.is_empty() {
        found.add("assistant", "language", "expected a language such as \"en\"");
    }
    let others = &assistant.other_languages;
    for (place, tag) in others.iter().enumerate() {
        if same(tag, &assistant.language) || others[..place].iter().any(|before| same(before, tag)) {
            found.add("assistant", "other_languages", format!("`{tag}` is there already"));
        } else if tag.parse::<unic_langid::LanguageIdentifier>().is_err() || tag.is_empty() {
            found.add("assistant", "other_languages", format!("`{tag}` is no language; write one such as \"de\""));
        }
    }
    for (key, name) in [("input", &config.audio.input), ("output", &config.audio.output)] {
        if name.trim().is_empty() {
            found.add("audio", key, "it is empty: name a device, or write \"default\" or \"none\"");
        }
    }
    for (site, devices) in &config.audio.sites {
        if let Err(reason) = site.parse::<SiteId>() {
            found.add("audio", format!("sites.{site}"), reason);
        }
        if *site == assistant.site {
            found.add(
                "audio",
                format!("sites.{site}"),
                "this is assistant.site, whose devices are audio.input and audio.output",
            );
        }
        for (key, name) in [("input", &devices.input), ("output", &devices.output)] {
            if name.trim().is_empty() || name == "none" {
                found.add(
                    "audio",
                    format!("sites.{site}.{key}"),
                    "expected the name of a device: `orderly doctor` lists them",
                );
            }
        }
    }
}

fn check_listening(config: &Config, found: &mut Findings) {
    let listening = &config.listening;
    let says_nothing = |phrase: &String| !phrase.chars().any(char::is_alphanumeric);
    if !listening.button.is_empty() && chip_and_line(&listening.button).is_none() {
        found.add("listening", "button", "name a line by its chip and its number, such as \"/dev/gpiochip0:17\"");
    }
    if listening.wake == Wake::Phrase && listening.wake_phrases.is_empty() {
        found.add(
            "listening",
            "wake_phrases",
            "it is empty: name a phrase, or set wake = \"push-to-talk\" or \"always\"",
        );
    } else if listening.wake_phrases.iter().any(says_nothing) {
        found.add("listening", "wake_phrases", "there is no word in one of them: name what is said");
    }
    if !(0.0..=1.0).contains(&listening.wake_sensitivity) {
        found.add("listening", "wake_sensitivity", "expected a number from 0 to 1; 0.5 suits most rooms");
    }
    found.one_of("listening", "vad", &listening.vad, &["silero", "energy"]);
    if !noise_suppression::is_known(&listening.noise_suppression) {
        let expected = "expected `none`, or `dtln`, `gtcrn`, `rnnoise`, or several of these with a + between them";
        found.add("listening", "noise_suppression", expected);
    }
    if !(listening.threshold > 0.0 && listening.threshold < 1.0) {
        found.add("listening", "threshold", "expected a number between 0 and 1; 0.5 suits most rooms");
    }
    found.within("listening", "pre_roll_ms", listening.pre_roll_ms, 0..=5_000);
    for (key, silence) in [
        ("whole_silence_ms", listening.whole_silence_ms),
        ("end_silence_ms", listening.end_silence_ms),
        ("unfinished_silence_ms", listening.unfinished_silence_ms),
    ] {
        found.within("listening", key, silence, 32..=LONGEST_SILENCE_MS);
    }
    found.within("listening", "cap_ms", listening.cap_ms, 1..=60_000);
    found.within("listening", "no_input_ms", listening.no_input_ms, 1..=600_000);
    if listening.cap_ms <= listening.end_silence_ms && listening.end_silence_ms <= LONGEST_SILENCE_MS {
        let silence = listening.end_silence_ms;
        found.add(
            "listening",
            "cap_ms",
            format!("the longest utterance must be longer than the silence that ends it (end_silence_ms is {silence})"),
        );
    }
}

fn check_conversation(config: &Config, found: &mut Findings) {
    found.one_of("recognition", "engine", &config.recognition.engine, &["auto", "cascade", "whisper", "sphinx"]);
    if !(0.0..=1.0).contains(&config.recognition.alone_confidence) {
        found.add("recognition", "alone_confidence", "expected a number from 0 to 1");
    }
    if !(0.0..=1.0).contains(&config.recognition.minimum_confidence) {
        found.add("recognition", "minimum_confidence", "expected a number from 0 to 1");
    }
    if !(0.0..=1.0).contains(&config.recognition.minimum_confirmation_confidence) {
        found.add("recognition", "minimum_confirmation_confidence", "expected a number from 0 to 1");
    }
    found.within("dialogue", "confirmation_s", config.dialogue.confirmation_s, 1..=600);
    found.within("dialogue", "session_s", config.dialogue.session_s, 1..=86_400);
    found.within("dialogue", "maximum_quantity", config.dialogue.maximum_quantity, 1..=10_000);
    if let Err(reason) = config.dialogue.reminder_time() {
        found.add("dialogue", "remind_at", reason);
    }
    found.one_of("speech", "engine", &config.speech.engine, &["auto", "piper", "espeak"]);
    found.within("speech", "words_per_minute", config.speech.words_per_minute, 80..=450);
    found.within("speech", "cache_mb", config.speech.cache_mb, 0..=1_024);
}

fn check_shop(config: &Config, found: &mut Findings) {
    let shop = &config.shop;
    for (key, label) in [("seller", &shop.seller), ("deliver_to", &shop.deliver_to), ("pay_with", &shop.pay_with)] {
        if label.chars().count() > LONGEST_LABEL || label.chars().any(char::is_control) {
            found.add("shop", key, format!("expected a label of at most {LONGEST_LABEL} characters, on one line"));
        }
    }
    if shop.pay_with.chars().filter(char::is_ascii_digit).count() > MOST_DIGITS {
        let reason = "this looks like the number of a card or an account: write a label such as \"your saved card\"";
        found.add("shop", "pay_with", reason);
    }
    found.within("shop", "withdrawal_days", shop.withdrawal_days.into(), 0..=365);
    if !(0.0..=100.0).contains(&shop.tax_percent) {
        found.add("shop", "tax_percent", "expected a number from 0 to 100");
    }
}

fn check_permission(config: &Config, found: &mut Findings) {
    for fault in Rules::read(&config.permission).err().into_iter().flatten() {
        found.add("permission", fault.key, fault.reason);
    }
}

fn check_hubs(config: &Config, found: &mut Findings) {
    let (http, alexa, dialogflow) = (&config.http, &config.alexa, &config.dialogflow);
    let (certificate, key) = (http.certificate_file.as_os_str() != "", http.key_file.as_os_str() != "");
    if certificate != key {
        let missing = if certificate { "key_file" } else { "certificate_file" };
        found.add("http", missing, "TLS needs both, certificate_file and key_file");
    }
    if !certificate && !http.address.ip().is_loopback() {
        let reason = "without a certificate anybody on the way could read and change orders: set certificate_file and \
            key_file, or listen on 127.0.0.1 behind a proxy that speaks TLS";
        found.add("http", "address", reason);
    }
    if alexa.enabled && alexa.skill_id.is_empty() {
        found.add("alexa", "skill_id", "name the skill, amzn1.ask.skill.…: requests of any other one are refused");
    }
    let words = |name: &str| name.split(' ').all(|word| !word.is_empty() && word.chars().all(char::is_alphabetic));
    if !words(&alexa.invocation_name) {
        found.add("alexa", "invocation_name", "expected words in letters, such as \"corner shop\"");
    }
    let spoken: Vec<&str> = config.assistant.languages().collect();
    if let Some(locale) = alexa.locales.iter().find(|locale| !spoken.iter().any(|tag| same(locale, tag))) {
        let spoken = spoken.join("`, `");
        found.add("alexa", "locales", format!("`{locale}` is not of a language that is spoken, `{spoken}`"));
    }
    for (section, enabled, over) in
        [("alexa", alexa.enabled, &alexa.over), ("dialogflow", dialogflow.enabled, &dialogflow.over)]
    {
        if enabled && over.is_empty() {
            found.add(section, "over", "say how requests come: [\"https\"], [\"mqtt\"] or both");
        }
        if enabled && over.contains(&HubWay::Mqtt) && !config.mqtt.enabled {
            found.add(section, "over", "`mqtt` needs the bridge: set enabled = true in [mqtt]");
        }
    }
    let by_https = dialogflow.enabled && dialogflow.over.contains(&HubWay::Https);
    if by_https && dialogflow.token_file.as_os_str() == "" {
        found.add(
            "dialogflow",
            "token_file",
            "name a file with the token that the agent sends: who has none is refused",
        );
    }
    for (section, site, users) in
        [("alexa", &alexa.site, &alexa.users), ("dialogflow", &dialogflow.site, &dialogflow.users)]
    {
        let named = users.iter().map(|(user, linked)| (format!("users.{user}.site"), &linked.site));
        for (key, site) in std::iter::once(("site".to_owned(), site)).chain(named) {
            if let Some(reason) = site.parse::<SiteId>().err().filter(|_| !site.is_empty()) {
                found.add(section, key, reason);
            }
        }
    }
}

fn check_handover(config: &Config, found: &mut Findings) {
    let handover = &config.handover;
    let wanted = |way| handover.destinations.contains(&way);
    let twice = |way: &Way| handover.destinations.iter().filter(|other| *other == way).count() > 1;
    if handover.destinations.iter().any(twice) {
        found.add("handover", "destinations", "a destination stands there twice: name each once, the best one first");
    }
    let private = is_private(&handover.webhook_url);
    if (wanted(Way::Webhook) || !handover.webhook_url.is_empty()) && !private {
        found.add(
            "handover",
            "webhook_url",
            "expected an address that starts with https://, as words of shoppers go there (http:// only to localhost)",
        );
    }
    found.within("handover", "webhook_timeout_s", handover.webhook_timeout_s, 1..=120);
    if wanted(Way::Email) && !handover.email_to.contains('@') {
        found.add("handover", "email_to", "expected who gets it, such as \"desk@example.com\"");
    }
    if wanted(Way::Email) && config.email.smtp_host.is_empty() {
        found.add("handover", "destinations", "`email` needs a mail server: set smtp_host and from in [email]");
    }
    if !handover.language.is_empty() {
        found.one_of("handover", "language", &handover.language, &["de", "en", "es", "fr", "nl"]);
    }
    if wanted(Way::Mqtt) && !config.mqtt.enabled {
        found.add("handover", "destinations", "`mqtt` needs the bridge: set enabled = true in [mqtt]");
    }
}

/// Whether nobody on the way can read what is sent there.
fn is_private(url: &str) -> bool {
    // A user in front of the host would hide it, and belongs into the token file.
    let host = |rest: &str| {
        rest.split(['/', '?', '#', '\\']).next().filter(|host| !host.contains('@')).unwrap_or("").to_owned()
    };
    match (url.strip_prefix("https://"), url.strip_prefix("http://")) {
        (Some(rest), _) => !host(rest).is_empty(),
        (None, Some(rest)) => {
            let host = host(rest);
            // A colon ends the name, except in `[::1]`.
            let name = if host.starts_with('[') { host.split_inclusive(']').next() } else { host.split(':').next() };
            matches!(name, Some("localhost" | "127.0.0.1" | "[::1]"))
        }
        (None, None) => false,
    }
}

fn check_email(config: &Config, found: &mut Findings) {
    let email = &config.email;
    if config.receipts.printers.contains(&Paper::Email) {
        if email.smtp_host.is_empty() {
            found.add("receipts", "printers", "`email` needs a mail server: set smtp_host, from and to in [email]");
        }
        if !email.to.contains('@') {
            found.add("email", "to", "expected who gets the receipts, such as \"me@example.com\"");
        }
    }
    if email.smtp_host.is_empty() {
        return;
    }
    if email.smtp_host.contains("//") || email.smtp_host.contains(char::is_whitespace) {
        found.add("email", "smtp_host", "expected the name of the server alone, such as \"smtp.example.com\"");
    }
    if email.smtp_port == 0 {
        found.add("email", "smtp_port", "expected a port from 1 to 65535; mail servers mostly use 587");
    }
    if !email.from.contains('@') {
        found.add("email", "from", "expected who it is from, such as \"shop@example.com\"");
    }
    if email.tls == Tls::None && !matches!(email.smtp_host.as_str(), "localhost" | "127.0.0.1" | "::1") {
        found.add("email", "tls", "\"none\" is only for a server on this machine: write \"starttls\" or \"tls\"");
    }
    if email.user.is_empty() && email.password_file.as_os_str() != "" {
        found.add("email", "password_file", "a password needs a user: set user too");
    }
}

struct Findings(Vec<OutOfRange>);

impl Findings {
    fn add(&mut self, section: &'static str, key: impl Into<String>, reason: impl Into<String>) {
        self.0.push(OutOfRange { section, key: key.into(), reason: reason.into() });
    }

    fn within(&mut self, section: &'static str, key: &'static str, value: u32, range: RangeInclusive<u32>) {
        if !range.contains(&value) {
            self.add(section, key, format!("expected a whole number from {} to {}", range.start(), range.end()));
        }
    }

    fn one_of(&mut self, section: &'static str, key: &'static str, value: &str, words: &[&str]) {
        if !words.contains(&value) {
            self.add(section, key, format!("expected one of {}", words.join(", ")));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_defaults_are_all_right() {
        assert_eq!(check(&Config::default()), []);
    }
}
