//! The household shop that ships with the program: a catalogue, and a year of purchases that ends today.

use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;

use super::import::replace_catalogue;
use super::{Fault, Imported, LocalShop, orders, price, set};
use crate::commerce::ShopError;
use crate::commerce::cart::{Cart, CartLine};
use crate::commerce::catalogue::{Product, Sku, csv};
use crate::commerce::order::OrderStatus;
use crate::database::Connection;

const PRODUCTS: &[u8] = include_bytes!("sample/products.csv");
const HISTORY: &[u8] = include_bytes!("sample/history.csv");

/// 3.90 below 35.00.
const SHIPPING: (i64, i64) = (390, 3500);

/// A line of an order in `history.csv`. Days count back from today; the lines of an order stand together.
#[derive(Debug, Deserialize)]
struct Purchase {
    order: u32,
    placed_days_ago: f64,
    packed_days_ago: Option<f64>,
    shipped_days_ago: Option<f64>,
    delivered_days_ago: Option<f64>,
    cancelled_days_ago: Option<f64>,
    sku: String,
    quantity: u32,
}

impl LocalShop {
    /// The products of the sample shop.
    ///
    /// # Errors
    /// [`ShopError::Unavailable`] when the program was built with a broken sample.
    pub fn sample_products() -> Result<Vec<Product>, ShopError> {
        csv::read(PRODUCTS).map_err(|problems| broken(&problems))
    }

    /// Takes in the sample shop: products, shipping and, when there is no order yet, a year of purchases before `now`.
    ///
    /// # Errors
    /// [`ShopError::Unavailable`]
    pub fn import_sample(&mut self, now: Timestamp) -> Result<Imported, ShopError> {
        let products = Self::sample_products()?;
        let history = ::csv::Reader::from_reader(HISTORY).deserialize().collect::<Result<Vec<Purchase>, _>>();
        let history = history.map_err(|error| broken(&error))?;
        self.write(|connection| {
            let mut imported = replace_catalogue(connection, &products)?;
            set(connection, "shipping_fee", SHIPPING.0)?;
            set(connection, "shipping_free_from", SHIPPING.1)?;
            imported.shipping_reset = false;
            if orders::latest(connection, 1)?.is_empty() {
                for order in history.chunk_by(|one, next| one.order == next.order) {
                    add_order(connection, order, now)?;
                    imported.orders += 1;
                }
            }
            Ok(imported)
        })
    }
}

fn add_order(connection: &Connection, purchases: &[Purchase], now: Timestamp) -> Result<(), Fault> {
    let Some(first) = purchases.first() else { return Ok(()) };
    let ago =
        |days: f64| now.checked_sub(SignedDuration::from_secs_f64(days * 86_400.0)).map_err(|error| broken(&error));
    let line = |purchase: &Purchase| CartLine { sku: Sku(purchase.sku.clone()), quantity: purchase.quantity };
    let cart = Cart { lines: purchases.iter().map(line).collect() };
    let quote = price(connection, &cart)?;
    let order = orders::insert(connection, None, &quote, ago(first.placed_days_ago)?)?;
    let later = [
        (OrderStatus::Packed, first.packed_days_ago),
        (OrderStatus::Shipped, first.shipped_days_ago),
        (OrderStatus::Delivered, first.delivered_days_ago),
        (OrderStatus::Cancelled, first.cancelled_days_ago),
    ];
    for (status, days) in later {
        if let Some(days) = days {
            orders::add_status(connection, orders::number(&order.id)?, status, ago(days)?)?;
        }
    }
    Ok(())
}

fn broken(reason: &dyn std::fmt::Display) -> ShopError {
    ShopError::Unavailable(format!("the sample shop in this program is broken; report this: {reason}"))
}
