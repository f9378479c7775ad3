//! A mailbox: a letter that a clerk can read, with the bundle as JSON in it.

use std::fmt::Write;

use super::{Accepted, Bundle, Destination, HandoverError, Reachable, Said, Why};
use crate::config::{EmailConfig, HandoverConfig};
use crate::dialogue::mood::Mood;
use crate::email::{EmailError, Letter, Mailer};

/// Its name in the configuration.
pub const NAME: &str = "email";

/// A mailbox that people read.
pub struct Mailbox {
    mailer: Mailer,
    to: String,
    reachable: Reachable,
}

impl Mailbox {
    /// The mailbox that the configuration names. Nothing is asked yet.
    ///
    /// # Errors
    /// [`HandoverError::Setup`]
    pub fn new(config: &HandoverConfig, server: &EmailConfig) -> Result<Self, HandoverError> {
        let mailer = Mailer::new(server).map_err(refused)?;
        Ok(Self { mailer, to: config.email_to.clone(), reachable: config.reachable })
    }
}

impl Destination for Mailbox {
    fn name(&self) -> &'static str {
        NAME
    }

    fn hand_over(&mut self, bundle: &Bundle) -> Result<Accepted, HandoverError> {
        let setup = |reason: String| HandoverError::Setup { destination: NAME, reason };
        let json = serde_json::to_string_pretty(bundle).map_err(|error| setup(error.to_string()))?;
        let (id, name) = (bundle.id.to_string(), format!("{}.json", bundle.id));
        let letter = Letter {
            id: &id,
            to: &self.to,
            subject: &subject(bundle),
            text: &text(bundle),
            json: Some((&name, &json)),
        };
        self.mailer.send(&letter).map_err(refused)?;
        Ok(Accepted { reference: None, reachable: self.reachable })
    }
}

fn refused(error: EmailError) -> HandoverError {
    match error {
        EmailError::Setup(reason) => HandoverError::Setup { destination: NAME, reason },
        EmailError::Refused(reason) => HandoverError::Refused { destination: NAME, reason },
        EmailError::Away(reason) => HandoverError::Away { destination: NAME, reason },
    }
}

/// `A shopper at kitchen asks for a person (order 1042)`.
fn subject(bundle: &Bundle) -> String {
    let why = match bundle.why {
        Why::Asked => "asks for a person",
        Why::NotUnderstood => "was not understood",
        Why::Upset => "is upset",
        Why::ShopFailed => "could not be served by the shop",
    };
    let order = bundle.order.as_ref().map_or_else(String::new, |order| format!(" (order {order})"));
    format!("A shopper at {} {why}{order}", bundle.site)
}

fn text(bundle: &Bundle) -> String {
    let mut lines = vec![
        format!("{}.", subject(bundle)),
        String::new(),
        format!("When:      {}", bundle.at),
        format!("Where:     {}", bundle.site),
        format!("Language:  {}", bundle.language),
    ];
    match bundle.mood {
        Mood::Neutral => {}
        Mood::Frustrated => lines.push("Mood:      frustrated".to_owned()),
        Mood::Hurried => lines.push("Mood:      in a hurry".to_owned()),
        Mood::Pleased => lines.push("Mood:      content".to_owned()),
    }
    if let Some(order) = &bundle.order {
        lines.push(format!("Order:     {order}"));
    }
    if let Some(wish) = &bundle.wish {
        let slots: Vec<String> = wish.slots.iter().map(|(name, value)| format!("{name}: {value}")).collect();
        let with = if slots.is_empty() { String::new() } else { format!(" ({})", slots.join(", ")) };
        lines.push(format!("Wish:      {}{with}", wish.intent));
    }
    if let Some(failed) = &bundle.failed {
        lines.push(format!("Failed:    {failed}"));
    }
    if !bundle.cart.is_empty() {
        lines.extend([String::new(), "In the cart:".to_owned()]);
        lines.extend(bundle.cart.iter().map(|line| {
            let mut words = format!("  {} × {} ({})", line.quantity, line.title, line.sku);
            if let Some(total) = line.total {
                let _a_string_takes_everything = write!(words, ", {total}");
            }
            words
        }));
    }
    lines.push(String::new());
    if bundle.consent {
        lines.push("What was said:".to_owned());
        lines.extend(bundle.turns.iter().map(|turn| {
            let who = match turn.who {
                Said::Shopper => "shopper",
                Said::Assistant => "assistant",
            };
            format!("  {who:<9}  {}", turn.text)
        }));
    } else {
        lines.push("The shopper did not agree that the words are passed on, so they are not here.".to_owned());
    }
    lines.extend([String::new(), format!("Handover {}", bundle.id), String::new()]);
    lines.join("\n")
}
