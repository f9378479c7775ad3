//! `orderly explain`: why a text means what it means.

use std::fmt::Write;

use serde_json::json;

use super::understand::Knowledge;
use super::{CommandError, understood};
use crate::config::Config;
use crate::expecting::Expecting;
use crate::understanding::{Explanation, Meaning, Stretch};

/// What it takes.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// What is said.
    #[arg(required = true, value_name = "TEXT")]
    text: Vec<String>,
    /// The moment of the conversation: command, product, quantity, choice, reason or confirmation.
    #[arg(long, value_name = "MOMENT", default_value = "command")]
    expecting: Expecting,
    /// Sentences and catalogue.
    #[command(flatten)]
    knowledge: Knowledge,
    /// One JSON object.
    #[arg(long)]
    json: bool,
}

/// Prints what a text means, the sentences that say it and the products that it can name, with what speaks for each.
///
/// # Errors
/// [`CommandError::Assistant`] for a folder that is wrong.
pub fn run(arguments: &Arguments, config: &Config) -> Result<(), CommandError> {
    let text = arguments.text.join(" ");
    let understanding = arguments.knowledge.sources(config, None)?.to_explain()?;
    let explanation = understanding.explain(&text, arguments.expecting);
    if arguments.json {
        super::print_json(&as_json(&text, &explanation))
    } else {
        super::print(&readable(&explanation))
    }
}

fn as_json(text: &str, explanation: &Explanation) -> serde_json::Value {
    let stretch = |stretch: &Stretch| {
        let matches: Vec<_> = stretch
            .matches
            .iter()
            .map(|found| {
                json!({
                    "intent": found.intent,
                    "place": found.place,
                    "template": found.template,
                    "rank": found.rank,
                    "wish": found.wish.as_ref().map(understood::wish),
                    "why_not": found.why_not,
                })
            })
            .collect();
        let products: Vec<_> = stretch
            .products
            .iter()
            .map(|(spoken, found)| {
                let found = found.iter().map(
                    |(title, confidence)| json!({"product": title, "confidence": understood::rounded(*confidence)}),
                );
                json!({"spoken": spoken, "found": found.collect::<Vec<_>>()})
            })
            .collect();
        json!({"text": stretch.text, "matches": matches, "products": products})
    };
    let wishes: Vec<_> = explanation.meaning.wishes().iter().map(understood::wish).collect();
    let stretches: Vec<_> = explanation.stretches.iter().map(stretch).collect();
    json!({"text": text, "wishes": wishes, "stretches": stretches})
}

fn readable(explanation: &Explanation) -> String {
    let mut out = String::new();
    let _never_fails_into_a_string = explain(explanation, &mut out);
    out
}

fn explain(explanation: &Explanation, out: &mut String) -> std::fmt::Result {
    match &explanation.meaning {
        Meaning::Wishes(wishes) => wishes.iter().try_for_each(|wish| writeln!(out, "{wish}"))?,
        Meaning::NoMatch { confidence } => writeln!(out, "no shopping request ({confidence:.2})")?,
    }
    for stretch in &explanation.stretches {
        writeln!(out, "\n“{}”", stretch.text)?;
        if stretch.matches.is_empty() {
            writeln!(out, "  no sentence says this")?;
        }
        for found in &stretch.matches {
            writeln!(out, "  {}  {}", found.place, found.template)?;
            match &found.wish {
                Some(wish) => writeln!(out, "    {wish}")?,
                None => writeln!(out, "    {}", found.intent)?,
            }
            if !found.why_not.is_empty() {
                writeln!(out, "    does not count: {}", found.why_not)?;
            }
            writeln!(out, "    {}", found.rank)?;
        }
        for (spoken, found) in &stretch.products {
            writeln!(out, "  products for “{spoken}”:")?;
            if found.is_empty() {
                writeln!(out, "    none")?;
            }
            for (title, confidence) in found {
                writeln!(out, "    {confidence:.2}  {title}")?;
            }
        }
    }
    Ok(())
}
