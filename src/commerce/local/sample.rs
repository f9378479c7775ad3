//! The household shop that ships with the program: a catalogue, and a year of purchases that ends today.

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::import::replace_catalogue;
use super::{Fault, Imported, LocalShop, orders, pricing, returns, set, terms};
use crate::commerce::ShopError;
use crate::commerce::cart::{Cart, CartLine, Terms};
use crate::commerce::catalogue::{Product, Sku, csv};
use crate::commerce::order::{Order, OrderStatus, Shipment, StatusChange};
use crate::commerce::returns::{ReturnKind, ReturnReason, ReturnRequest};
use crate::database::Connection;
use crate::words::Words;

const PRODUCTS: &[u8] = include_bytes!("sample/products.csv");
const PURCHASES: &[u8] = include_bytes!("sample/purchases.csv");
const STATUSES: &[u8] = include_bytes!("sample/statuses.csv");
const PARCELS: &[u8] = include_bytes!("sample/parcels.csv");
const RETURNS: &[u8] = include_bytes!("sample/returns.csv");

/// 3.90 below 35.00.
const SHIPPING: (i64, i64) = (390, 3500);

/// Hundredths of a percent.
const TAX: i64 = 2_100;

/// A year of orders, by the `order` that the rows have in common. Days count back from today.
struct History {
    purchases: Vec<Purchase>,
    statuses: Vec<Status>,
    parcels: Vec<Parcel>,
    returns: Vec<SentBack>,
}

/// A line of an order; the lines of an order stand together.
#[derive(Debug, Deserialize)]
struct Purchase {
    order: u32,
    sku: Sku,
    quantity: u32,
}

/// A status of an order, in the order in which it had them.
#[derive(Debug, Deserialize)]
struct Status {
    order: u32,
    status: OrderStatus,
    days_ago: f64,
    note: String,
}

/// The parcel of an order.
#[derive(Debug, Deserialize)]
struct Parcel {
    order: u32,
    carrier: String,
    tracking: String,
    expected_days_ago: f64,
}

/// Goods that were sent back when the order has the status `return_announced`.
#[derive(Debug, Deserialize)]
struct SentBack {
    order: u32,
    sku: Sku,
    quantity: u32,
    reason: ReturnReason,
}

impl LocalShop {
    /// The products of the sample shop.
    ///
    /// # Errors
    /// [`ShopError::Unavailable`] when the program was built with a broken sample.
    pub fn sample_products() -> Result<Vec<Product>, ShopError> {
        csv::read(PRODUCTS).map_err(|problems| broken(&problems))
    }

    /// Takes in the sample shop: products, shipping, tax, terms and, when there is no order yet, a year of purchases before
    /// `now`.
    ///
    /// # Errors
    /// [`ShopError::Unavailable`]
    pub fn import_sample(&mut self, now: Timestamp) -> Result<Imported, ShopError> {
        let products = Self::sample_products()?;
        let (history, words) = (History::of_the_sample()?, self.words.clone());
        self.write(|connection| {
            let mut imported = replace_catalogue(connection, &products)?;
            set(connection, "shipping_fee", SHIPPING.0)?;
            set(connection, "shipping_free_from", SHIPPING.1)?;
            set(connection, "tax_rate", TAX)?;
            terms::put_terms(connection, &terms_of_the_sample())?;
            imported.shipping_reset = false;
            if orders::latest(connection, 1)?.is_empty() {
                for lines in history.purchases.chunk_by(|one, next| one.order == next.order) {
                    history.add(connection, lines, now, &words)?;
                    imported.orders += 1;
                }
            }
            Ok(imported)
        })
    }
}

fn terms_of_the_sample() -> Terms {
    Terms {
        seller: "Corner Shop".to_owned(),
        deliver_to: "home".to_owned(),
        pay_with: "card".to_owned(),
        withdrawal_days: 14,
    }
}

impl History {
    fn of_the_sample() -> Result<Self, ShopError> {
        Ok(Self {
            purchases: rows(PURCHASES)?,
            statuses: rows(STATUSES)?,
            parcels: rows(PARCELS)?,
            returns: rows(RETURNS)?,
        })
    }

    /// Adds one of its orders with all that happened to it.
    fn add(&self, connection: &Connection, lines: &[Purchase], now: Timestamp, words: &Words) -> Result<(), Fault> {
        let Some(number) = lines.first().map(|line| line.order) else { return Ok(()) };
        let line = |line: &Purchase| CartLine { sku: line.sku.clone(), quantity: line.quantity };
        let quote = pricing::price(connection, &Cart { lines: lines.iter().map(line).collect() })?;
        let mut statuses = self.statuses.iter().filter(|status| status.order == number);
        let placed = statuses.next().ok_or_else(|| broken(&format!("order {number} was never placed")))?;
        let order = orders::insert(connection, None, &quote, ago(now, placed.days_ago)?)?;
        let id = orders::number(&order.id)?;
        if let Some(parcel) = self.parcels.iter().find(|parcel| parcel.order == number) {
            orders::set_shipment(connection, id, &parcel.shipment(now)?)?;
        }
        for Status { status, days_ago, note, .. } in statuses {
            let at = ago(now, *days_ago)?;
            if *status == OrderStatus::ReturnAnnounced {
                returns::take_back(connection, &self.sent_back(number, &order), at, words)?;
            } else {
                orders::add_status(connection, id, &StatusChange { status: *status, at, note: note.clone() })?;
            }
        }
        Ok(())
    }

    fn sent_back(&self, number: u32, order: &Order) -> ReturnRequest {
        let rows = || self.returns.iter().filter(|row| row.order == number);
        ReturnRequest {
            order: order.id.clone(),
            lines: rows().map(|row| CartLine { sku: row.sku.clone(), quantity: row.quantity }).collect(),
            reason: rows().next().map(|row| row.reason),
            kind: ReturnKind::Return,
        }
    }
}

impl Parcel {
    fn shipment(&self, now: Timestamp) -> Result<Shipment, ShopError> {
        let expected = ago(now, self.expected_days_ago)?.to_zoned(TimeZone::UTC).date();
        Ok(Shipment { carrier: self.carrier.clone(), tracking: self.tracking.clone(), expected: Some(expected) })
    }
}

fn rows<T: DeserializeOwned>(file: &[u8]) -> Result<Vec<T>, ShopError> {
    ::csv::Reader::from_reader(file).deserialize().collect::<Result<_, _>>().map_err(|error| broken(&error))
}

fn ago(now: Timestamp, days: f64) -> Result<Timestamp, ShopError> {
    now.checked_sub(SignedDuration::from_secs_f64(days * 86_400.0)).map_err(|error| broken(&error))
}

fn broken(reason: &dyn std::fmt::Display) -> ShopError {
    ShopError::Unavailable(format!("the sample shop in this program is broken; report this: {reason}"))
}
