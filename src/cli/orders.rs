//! `orderly orders`.

use jiff::civil::Date;

use super::CommandError;
use crate::commerce::carrier;
use crate::commerce::order::{Order, OrderStatus, Shipment};
use crate::config::Config;

/// What it takes.
#[derive(Debug, clap::Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct Arguments {
    /// Something else than showing them.
    #[command(subcommand)]
    pub action: Option<Action>,
    /// At most so many, the latest first.
    #[arg(long, value_name = "N", default_value_t = 20)]
    pub limit: usize,
    /// Print one JSON array.
    #[arg(long)]
    pub json: bool,
}

/// What else can be done with orders.
#[derive(Debug, clap::Subcommand)]
pub enum Action {
    /// Note what happened to an order of the local shop, and its parcel.
    Set(Change),
}

/// What happened to an order.
#[derive(Debug, clap::Args)]
pub struct Change {
    /// The order.
    #[arg(value_name = "ORDER")]
    pub order: String,
    /// Where it is now: placed, payment_failed, packed, shipped, delayed, out_for_delivery, delivered, cancelled,
    /// return_announced, returned or refunded.
    #[arg(value_name = "STATUS")]
    pub status: OrderStatus,
    /// Who carries its parcel, such as postnl or dhl; without it, who did before.
    #[arg(long, value_name = "CODE")]
    pub carrier: Option<String>,
    /// The carrier's number of the parcel.
    #[arg(long, value_name = "CODE")]
    pub tracking: Option<String>,
    /// The day on which it should arrive, such as 2026-12-01.
    #[arg(long, value_name = "DATE")]
    pub expected: Option<Date>,
    /// What the carrier or the payment service said.
    #[arg(long, value_name = "TEXT")]
    pub note: Option<String>,
    /// Print one JSON object.
    #[arg(long)]
    pub json: bool,
}

#[cfg(feature = "sqlite")]
impl Change {
    /// The parcel as it is from now on; none when nothing is said of it.
    ///
    /// # Errors
    /// Nobody carries it.
    fn parcel(&self, before: Option<Shipment>) -> Result<Option<Shipment>, CommandError> {
        if self.carrier.is_none() && self.tracking.is_none() && self.expected.is_none() {
            return Ok(None);
        }
        let named = self.carrier.clone().map(|carrier| Shipment { carrier, tracking: String::new(), expected: None });
        let Some(mut parcel) = before.or(named) else {
            return Err(CommandError::Other(
                "nobody carries this parcel yet; name the carrier with --carrier".to_owned(),
            ));
        };
        parcel.carrier = self.carrier.clone().unwrap_or(parcel.carrier);
        parcel.tracking = self.tracking.clone().unwrap_or(parcel.tracking);
        parcel.expected = self.expected.or(parcel.expected);
        Ok(Some(parcel))
    }
}

/// Runs it.
///
/// # Errors
/// What is wrong with the shop, the order, or what should become of it.
#[cfg(feature = "sqlite")]
pub fn run(arguments: &Arguments, config: &Config) -> Result<(), CommandError> {
    use jiff::Timestamp;

    use crate::commerce::Storefront;
    use crate::commerce::local::LocalShop;
    use crate::commerce::order::{OrderId, StatusChange};
    use crate::dialogue::card_number::without_card_numbers;

    let mut shop = LocalShop::open(&config.data_folder())?;
    if let Some(Action::Set(change)) = &arguments.action {
        let id = OrderId(change.order.clone());
        let parcel = change.parcel(shop.order(&id)?.and_then(|order| order.shipment))?;
        let status = StatusChange {
            status: change.status,
            at: Timestamp::now(),
            note: without_card_numbers(change.note.as_deref().unwrap_or_default()),
        };
        let order = shop.change(&id, &status, parcel.as_ref())?;
        return if change.json { super::print_json(&order) } else { super::print(&table(&[order])) };
    }
    let orders = shop.orders(arguments.limit)?;
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
        let note = if change.note.is_empty() { String::new() } else { format!(" ({})", change.note) };
        text += &format!("        {} {}{note}\n", at.strftime("%Y-%m-%d %H:%M"), change.status);
    }
    text += &order.shipment.as_ref().map(parcel).unwrap_or_default();
    text
}

fn parcel(shipment: &Shipment) -> String {
    let expected = shipment.expected.map(|date| format!(", expected {date}")).unwrap_or_default();
    let line = format!("parcel with {} {}", carrier::name(&shipment.carrier), shipment.tracking);
    format!("        {}{expected}\n", line.trim_end())
}
