//! `orderly data`.

use std::io::{BufRead, IsTerminal, Write};

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::CommandError;
use crate::assistant::remembered::{self, Remembered};
use crate::commerce::catalogue::Sku;
use crate::config::Config;
use crate::dialogue::list::Note;
use crate::dialogue::subscription::Subscription;
use crate::handover::Bundle;
use crate::journal::Attempt;
use crate::receipts::Receipt;

/// What to do.
#[derive(Debug, clap::Subcommand)]
pub enum Action {
    /// Show what is remembered, in words.
    List {
        /// Only what this person asked for, as the channel calls the speaker.
        #[arg(long, value_name = "NAME")]
        person: Option<String>,
    },
    /// Print all of it as one JSON object.
    Export {
        /// Only what this person asked for, as the channel calls the speaker.
        #[arg(long, value_name = "NAME")]
        person: Option<String>,
    },
    /// Erase it. Orders stay with the shop, and so do the PIN and what was printed.
    Erase {
        /// Only what this person asked for, as the channel calls the speaker.
        #[arg(long, value_name = "NAME")]
        person: Option<String>,
        /// Do not ask first.
        #[arg(long)]
        yes: bool,
    },
}

/// Runs it.
///
/// # Errors
/// What cannot be read or erased, or that nobody said yes.
pub fn run(action: &Action, config: &Config) -> Result<(), CommandError> {
    match action {
        Action::List { person } => super::print(&in_words(&remembered::read(config, person.as_deref())?)),
        Action::Export { person } => {
            let remembered = remembered::read(config, person.as_deref())?;
            let text =
                serde_json::to_string_pretty(&remembered).map_err(|error| CommandError::Other(error.to_string()))?;
            super::print(&(text + "\n"))
        }
        Action::Erase { person, yes } => {
            if !yes {
                ask(person.as_deref())?;
            }
            remembered::erase(config, person.as_deref())?;
            let of = person.as_ref().map(|person| format!(" of {person}")).unwrap_or_default();
            super::print(&format!("What was remembered{of} is erased.\n"))
        }
    }
}

fn ask(person: Option<&str>) -> Result<(), CommandError> {
    if !std::io::stdin().is_terminal() {
        return Err(CommandError::Other("nothing was erased: say --yes where nobody can be asked".to_owned()));
    }
    let what = match person {
        Some(person) => format!("everything that {person} put on the list or subscribed to"),
        None => "cart, list, subscriptions and what was ordered here (the shop keeps its orders)".to_owned(),
    };
    let mut out = std::io::stderr().lock();
    let asked = write!(out, "Erase {what}? Type yes: ").and_then(|()| out.flush());
    let mut answer = String::new();
    let read = asked.and_then(|()| std::io::stdin().lock().read_line(&mut answer));
    match read {
        Ok(_) if answer.trim().eq_ignore_ascii_case("yes") => Ok(()),
        Ok(_) => Err(CommandError::Other("nothing was erased".to_owned())),
        Err(error) => Err(CommandError::Other(format!("the terminal cannot be read: {error}; nothing was erased"))),
    }
}

/// What is remembered, for people.
fn in_words(Remembered { person, household, attempts, handovers, receipts, orders }: &Remembered) -> String {
    let mut text = String::new();
    let by = |by: &Option<String>| by.as_ref().map(|by| format!(", asked for by {by}")).unwrap_or_default();
    let mut section = |title: &str, lines: Vec<String>| {
        let lines = if lines.is_empty() { vec!["nothing".to_owned()] } else { lines };
        text += &format!("{title}:\n");
        lines.iter().for_each(|line| text += &format!("  {line}\n"));
    };
    if person.is_none() {
        let goods = household.goods.iter().chain(household.interrupted.iter().flat_map(|it| &it.goods));
        section("Cart, and what broke off", goods.map(|line| format!("{} x {}", line.quantity, line.sku)).collect());
    }
    let note = |it: &Note| format!("{} x {}{}", it.quantity, it.text, by(&it.by));
    section("Shopping list", household.list.iter().map(note).collect());
    let subscription = |it: &Subscription| {
        let every = it.every.to_string();
        let every = every.strip_prefix("1 ").unwrap_or(&every);
        format!("{} x {} every {every}, next {}{}", it.quantity, it.title, it.next, by(&it.by))
    };
    section("Subscriptions", household.subscriptions.iter().map(subscription).collect());
    if person.is_some() {
        return text;
    }
    let reminder = |(sku, day): (&Sku, &Date)| format!("{sku}, on {day}");
    section("Reminded of what is usually bought", household.reminded.iter().map(reminder).collect());
    let attempt =
        |it: &Attempt| format!("{} at {}: {}, {}", minute(it.confirmed_at), it.site, it.quote.total, it.outcome);
    section("Confirmed here", attempts.iter().map(attempt).collect());
    let handover = |it: &Bundle| format!("{} at {}, {} turns", minute(it.at), it.site, it.turns.len());
    section("Waiting for a person", handovers.iter().map(handover).collect());
    let receipt = |it: &Receipt| format!("order {}, {}", it.order, minute(it.at));
    section("Receipts that could not be printed", receipts.iter().map(receipt).collect());
    section("Kept by the shop", vec![format!("{} orders, see `orderly orders`", orders.len())]);
    text += "What was printed stays where it was printed.\n";
    text += "Audio is never kept. What is said is kept until the program ends, and nowhere else.\n";
    text
}

/// The local time, to the minute.
fn minute(at: Timestamp) -> String {
    at.to_zoned(TimeZone::system()).strftime("%Y-%m-%d %H:%M").to_string()
}
