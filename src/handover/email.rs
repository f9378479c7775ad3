//! A mailbox: a letter that a clerk can read, with the bundle as JSON in it.

use super::{Accepted, Bundle, Destination, HandoverError, Reachable, Said, Why};
use crate::config::{EmailConfig, HandoverConfig};
use crate::dialogue::mood::Mood;
use crate::email::{EmailError, Letter, Mailer};
use crate::words::Words;

/// Its name in the configuration.
pub const NAME: &str = "email";

/// A mailbox that people read.
pub struct Mailbox {
    mailer: Mailer,
    to: String,
    reachable: Reachable,
    /// The words of whoever reads it; none: those of the conversation.
    words: Option<Words>,
}

impl Mailbox {
    /// The mailbox that the configuration names. Nothing is asked yet.
    ///
    /// # Errors
    /// [`HandoverError::Setup`]
    pub fn new(config: &HandoverConfig, server: &EmailConfig) -> Result<Self, HandoverError> {
        let mailer = Mailer::new(server).map_err(refused)?;
        let named = Some(config.language.as_str()).filter(|language| !language.is_empty());
        let words = named.map(Words::built_in).transpose().map_err(|error| setup(&error))?;
        Ok(Self { mailer, to: config.email_to.clone(), reachable: config.reachable, words })
    }
}

impl Destination for Mailbox {
    fn name(&self) -> &'static str {
        NAME
    }

    fn hand_over(&mut self, bundle: &Bundle) -> Result<Accepted, HandoverError> {
        let json = serde_json::to_string_pretty(bundle).map_err(|error| setup(&error))?;
        let words = match &self.words {
            Some(words) => words.clone(),
            None => Words::built_in(&bundle.language).map_err(|error| setup(&error))?,
        };
        let page = Page::new(&words, bundle);
        let (id, name) = (bundle.id.to_string(), format!("{}.json", bundle.id));
        let letter =
            Letter { id: &id, to: &self.to, subject: &page.subject(), text: &page.text(), json: Some((&name, &json)) };
        self.mailer.send(&letter).map_err(refused)?;
        Ok(Accepted { reference: None, reachable: self.reachable })
    }
}

fn setup(reason: &dyn std::fmt::Display) -> HandoverError {
    HandoverError::Setup { destination: NAME, reason: reason.to_string() }
}

fn refused(error: EmailError) -> HandoverError {
    match error {
        EmailError::Setup(reason) => HandoverError::Setup { destination: NAME, reason },
        EmailError::Refused(reason) => HandoverError::Refused { destination: NAME, reason },
        EmailError::Away(reason) => HandoverError::Away { destination: NAME, reason },
    }
}

/// The letter of a bundle, in the words of its reader.
struct Page<'a> {
    words: &'a Words,
    bundle: &'a Bundle,
    /// How wide the longest label is, and the longest name of who said something.
    widths: (usize, usize),
    lines: Vec<String>,
}

const LABELS: [&str; 7] = ["when", "where", "language", "mood", "order", "wish", "failed"];

impl<'a> Page<'a> {
    fn new(words: &'a Words, bundle: &'a Bundle) -> Self {
        let mut page = Self { words, bundle, widths: (0, 0), lines: Vec::new() };
        let widest = |keys: &[&str]| keys.iter().map(|key| page.say(key, &[]).chars().count()).max().unwrap_or(0);
        page.widths = (widest(&LABELS), widest(&["shopper", "assistant"]));
        page
    }

    fn say(&self, key: &str, arguments: &[(&str, &str)]) -> String {
        self.words.say(&format!("handover-{key}"), arguments)
    }

    /// `A shopper at kitchen asks for a person (order 1042)`.
    fn subject(&self) -> String {
        let why = match self.bundle.why {
            Why::Asked => "asked",
            Why::NotUnderstood => "not_understood",
            Why::Upset => "upset",
            Why::ShopFailed => "shop_failed",
        };
        let why = self.say("why", &[("why", why), ("site", &self.bundle.site.0)]);
        match &self.bundle.order {
            Some(order) => self.say("about", &[("why", &why), ("order", &order.0)]),
            None => why,
        }
    }

    fn text(mut self) -> String {
        let bundle = self.bundle;
        self.lines.extend([format!("{}.", self.subject()), String::new()]);
        self.fact("when", &bundle.at.to_string());
        self.fact("where", &bundle.site.0);
        self.fact("language", &bundle.language);
        let mood = match bundle.mood {
            Mood::Neutral => None,
            Mood::Frustrated => Some("frustrated"),
            Mood::Hurried => Some("hurried"),
            Mood::Pleased => Some("pleased"),
        };
        if let Some(mood) = mood {
            self.fact("mood", &self.say("moods", &[("mood", mood)]));
        }
        if let Some(order) = &bundle.order {
            self.fact("order", &order.0);
        }
        if let Some(wish) = &bundle.wish {
            let slots: Vec<String> = wish.slots.iter().map(|(name, value)| format!("{name}: {value}")).collect();
            let with = if slots.is_empty() { String::new() } else { format!(" ({})", slots.join(", ")) };
            self.fact("wish", &format!("{}{with}", wish.intent));
        }
        if let Some(failed) = &bundle.failed {
            self.fact("failed", failed);
        }
        if !bundle.cart.is_empty() {
            self.heading("cart");
        }
        for line in &bundle.cart {
            let total = line.total.map_or_else(String::new, |total| format!(", {}", self.words.money(total)));
            self.lines.push(format!("  {} × {} ({}){total}", line.quantity, line.title, line.sku));
        }
        self.heading(if bundle.consent { "said" } else { "no-words" });
        let width = self.widths.1;
        for turn in bundle.turns.iter().filter(|_| bundle.consent) {
            let who = match turn.who {
                Said::Shopper => "shopper",
                Said::Assistant => "assistant",
            };
            self.lines.push(format!("  {:<width$}  {}", self.say(who, &[]), turn.text));
        }
        self.lines.extend([String::new(), self.say("number", &[("id", &bundle.id.to_string())]), String::new()]);
        self.lines.join("\n")
    }

    fn fact(&mut self, key: &str, value: &str) {
        self.lines.push(format!("{:<width$}  {value}", self.say(key, &[]), width = self.widths.0));
    }

    /// What comes after an empty line.
    fn heading(&mut self, key: &str) {
        self.lines.extend([String::new(), self.say(key, &[])]);
    }
}
