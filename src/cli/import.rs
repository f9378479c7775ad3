//! `orderly import`.

use std::path::{Path, PathBuf};

use super::CommandError;
use crate::commerce::catalogue::csv;
use crate::config::Config;

/// What it takes.
#[derive(Debug, clap::Args)]
#[command(group = clap::ArgGroup::new("from").required(true))]
pub struct Arguments {
    /// The catalogue: columns sku, name, price, currency, stock and, if there are any, brand, size, category, synonyms
    /// (separated by ; or |), regular_price (of what is on offer), tax_percent (without it, that of the shop), ingredients, allergens, origin, rating, description and
    /// goes_with (SKUs, separated likewise). Products that it lacks go off sale.
    #[arg(value_name = "FILE.csv", group = "from")]
    pub file: Option<PathBuf>,
    /// Take the sample household shop instead, with a year of purchases when there is no order yet.
    #[arg(long, group = "from")]
    pub sample: bool,
    /// What sending an order costs, in the currency of the file; without it, what it cost before.
    #[arg(long, value_name = "AMOUNT", conflicts_with = "sample")]
    pub shipping: Option<String>,
    /// The value of the goods from which on sending costs nothing.
    #[arg(long, value_name = "AMOUNT", requires = "shipping")]
    pub free_shipping_from: Option<String>,
    /// Print one JSON object.
    #[arg(long)]
    pub json: bool,
}

/// Runs it.
///
/// # Errors
/// Every bad row of the file, or what is wrong with the shop. Nothing is taken then.
#[cfg(feature = "sqlite")]
pub fn run(arguments: &Arguments, config: &Config) -> Result<(), CommandError> {
    use crate::commerce::local::LocalShop;
    use crate::commerce::money::{Currency, Money};

    let folder = config.data_folder();
    let imported = if let Some(file) = &arguments.file {
        let products = read(file, arguments.json)?;
        let currency = products.first().map_or(Currency::EUR, |product| product.price.currency);
        let minor = |option: &str, amount: Option<&String>| {
            let parsed = amount.map(|amount| Money::parse(amount, currency)).transpose();
            parsed.map_err(|reason| CommandError::Other(format!("{option}: {reason}")))
        };
        let fee = minor("--shipping", arguments.shipping.as_ref())?;
        let free_from = minor("--free-shipping-from", arguments.free_shipping_from.as_ref())?;
        let mut shop = LocalShop::open(&folder)?;
        let mut imported = shop.import(&products)?;
        if let Some(fee) = fee {
            shop.set_shipping(fee.minor, free_from.map_or(0, |amount| amount.minor))?;
            imported.shipping_reset = false;
        }
        imported
    } else {
        take_sample(config)?
    };
    if arguments.json {
        return super::print_json(&imported);
    }
    let mut text = format!(
        "{} products added, {} changed, {} as they were, {} withdrawn from sale.\n",
        imported.added, imported.updated, imported.unchanged, imported.withdrawn
    );
    if imported.orders > 0 {
        text += &format!("{} past orders came with them.\n", imported.orders);
    }
    if imported.shipping_reset {
        text += "The currency is another one now, so shipping costs nothing until it is set with --shipping.\n";
    }
    super::print(&text)
}

#[cfg(feature = "sqlite")]
fn take_sample(config: &Config) -> Result<crate::commerce::local::Imported, CommandError> {
    let shop = crate::commerce::local::LocalShop::open(&config.data_folder())?;
    Ok(shop.in_language(&config.assistant.language)?.import_sample(jiff::Timestamp::now())?)
}

/// Takes in the sample shop without a word.
///
/// # Errors
/// What is wrong with the shop.
#[cfg(feature = "sqlite")]
pub(super) fn sample(config: &Config) -> Result<(), CommandError> {
    take_sample(config).map(|_imported| ())
}

/// Takes in the sample shop.
///
/// # Errors
/// Always: there is no local shop in this build.
#[cfg(not(feature = "sqlite"))]
pub(super) fn sample(_config: &Config) -> Result<(), CommandError> {
    Err(no_shop())
}

#[cfg(not(feature = "sqlite"))]
fn no_shop() -> CommandError {
    CommandError::Other("this build has no local shop; build it with --features sqlite".to_owned())
}

/// Runs it.
///
/// # Errors
/// Always: there is no local shop in this build.
#[cfg(not(feature = "sqlite"))]
pub fn run(arguments: &Arguments, _config: &Config) -> Result<(), CommandError> {
    if let Some(file) = &arguments.file {
        read(file, arguments.json)?;
    }
    Err(no_shop())
}

/// The products of a file.
///
/// # Errors
/// Every bad row; with `json` they are printed, too.
pub(super) fn read(file: &Path, json: bool) -> Result<Vec<crate::commerce::catalogue::Product>, CommandError> {
    let bytes = std::fs::read(file).map_err(|error| {
        CommandError::Other(format!("{}: {error}; name a CSV file that can be read", file.display()))
    })?;
    csv::read(&bytes).map_err(|problems| {
        let shown = if json { super::print_json(&problems.0) } else { Ok(()) };
        shown.err().unwrap_or_else(|| {
            CommandError::Other(format!(
                "{} was not imported, nothing was changed. Correct this and import it again:\n{problems}",
                file.display()
            ))
        })
    })
}
