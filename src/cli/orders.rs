//! `orderly orders`.

use super::CommandError;
use crate::commerce::order::Order;
use crate::config::Config;

/// What it takes.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// At most so many, the latest first.
    #[arg(long, value_name = "N", default_value_t = 20)]
    pub limit: usize,
    /// Print one JSON array.
    #[arg(long)]
    pub json: bool,
}

/// Runs it.
///
/// # Errors
/// What is wrong with the shop.
#[cfg(feature = "sqlite")]
pub fn run(arguments: &Arguments, config: &Config) -> Result<(), CommandError> {
    use crate::commerce::Storefront;
    use crate::commerce::local::LocalShop;

    let orders = LocalShop::open(&config.data_folder())?.orders(arguments.limit)?;
    if arguments.json { super::print_json(&orders) } else { super::print(&table(&orders)) }
}

/// Runs it.
///
/// # Errors
/// Always: there is no local shop in this build.
#[cfg(not(feature = "sqlite"))]
pub fn run(_arguments: &Arguments, _config: &Config) -> Result<(), CommandError> {
    Err(CommandError::Other("this build has no local shop; build it with --features sqlite".to_owned()))
}

/// Orders as they are shown to people: a paragraph each, times in the zone of this machine.
#[must_use]
pub fn table(orders: &[Order]) -> String {
    if orders.is_empty() {
        return "There are no orders yet.\n".to_owned();
    }
    orders.iter().map(paragraph).collect::<Vec<_>>().join("\n")
}

fn paragraph(order: &Order) -> String {
    let titles = order.lines.iter().map(|line| line.title.chars().count());
    let width = titles.max().unwrap_or(0).max("shipping".len());
    let mut text = format!("Order {}, {}\n", order.id, order.status());
    for line in &order.lines {
        text += &format!("  {:>3} x {:width$}  {:>10}\n", line.quantity, line.title, line.total.to_string());
    }
    text += &format!("        {:width$}  {:>10}\n", "shipping", order.shipping.to_string());
    text += &format!("        {:width$}  {:>10}\n", "total", order.total.to_string());
    for change in &order.history {
        let at = change.at.to_zoned(jiff::tz::TimeZone::system());
        text += &format!("        {} {}\n", at.strftime("%Y-%m-%d %H:%M"), change.status);
    }
    text
}
