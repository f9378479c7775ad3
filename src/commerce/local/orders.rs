//! Orders as rows.

use jiff::Timestamp;

use super::{Fault, json, malformed, money, tax, tax_rate};
use crate::commerce::ShopError;
use crate::commerce::cart::{LineItem, Quote};
use crate::commerce::catalogue::Sku;
use crate::commerce::order::{IdempotencyKey, Order, OrderId, OrderStatus, Shipment, StatusChange};
use crate::commerce::tax::TaxRate;
use crate::database::{Connection, Error, OptionalExtension, Row, params};

/// The number of the first order, so that every number has at least four digits.
const FIRST: i64 = 1001;

/// The number that an id stands for.
pub(super) fn number(id: &OrderId) -> Result<i64, ShopError> {
    id.0.parse().map_err(|_| ShopError::UnknownOrder(id.clone()))
}

/// Writes down an order with its first status. Without a key it is one from before this shop.
pub(super) fn insert(
    connection: &Connection,
    key: Option<&IdempotencyKey>,
    quote: &Quote,
    at: Timestamp,
) -> Result<Order, Fault> {
    let number: i64 =
        connection.query_row("SELECT coalesce(max(id) + 1, ?1) FROM orders", [FIRST], |row| row.get(0))?;
    connection.execute(
        "INSERT INTO orders (id, idempotency_key, shipping, total, currency, terms) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        params![
            number,
            key.map(|key| &key.0),
            quote.shipping.minor,
            quote.total.minor,
            quote.total.currency.code(),
            serde_json::to_string(&quote.terms).map_err(|error| Error::ToSqlConversionFailure(error.into()))?
        ],
    )?;
    for (position, line) in (0_u32..).zip(&quote.lines) {
        connection.execute(
            "INSERT INTO order_lines VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            params![
                number,
                position,
                line.sku.0,
                line.title,
                line.quantity,
                line.unit_price.minor,
                line.total.minor,
                line.tax_rate.map(TaxRate::hundredths)
            ],
        )?;
    }
    add_status(connection, number, &StatusChange::new(OrderStatus::Placed, at))?;
    by_id(connection, &OrderId(number.to_string()))
}

/// Adds a status to the history of an order.
pub(super) fn add_status(connection: &Connection, number: i64, change: &StatusChange) -> Result<(), Fault> {
    connection.execute(
        "INSERT INTO status_changes (order_id, position, status, at, note) \
         SELECT ?1, count(*), ?2, ?3, ?4 FROM status_changes WHERE order_id = ?1",
        params![number, change.status.as_str(), change.at.to_string(), change.note],
    )?;
    Ok(())
}

/// Notes the parcel of an order.
pub(super) fn set_shipment(connection: &Connection, number: i64, shipment: &Shipment) -> Result<(), Fault> {
    let expected = shipment.expected.map(|date| date.to_string());
    connection.execute(
        "UPDATE orders SET carrier = ?2, tracking = ?3, expected = ?4 WHERE id = ?1",
        params![number, shipment.carrier, shipment.tracking, expected],
    )?;
    Ok(())
}

/// The order of a key.
pub(super) fn by_key(connection: &Connection, key: &IdempotencyKey) -> Result<Option<Order>, Fault> {
    let mut statement = connection.prepare_cached("SELECT id FROM orders WHERE idempotency_key = ?1")?;
    let number = statement.query_row([&key.0], |row| row.get(0)).optional()?;
    number.map_or(Ok(None), |number| by_number(connection, number))
}

/// The latest orders, the latest first.
pub(super) fn latest(connection: &Connection, limit: usize) -> Result<Vec<Order>, Fault> {
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let mut statement = connection.prepare_cached("SELECT id FROM orders ORDER BY id DESC LIMIT ?1")?;
    let numbers = statement.query_map([limit], |row| row.get(0))?.collect::<Result<Vec<i64>, _>>()?;
    let orders = numbers.into_iter().map(|number| by_number(connection, number));
    orders.filter_map(Result::transpose).collect()
}

/// The order of an id.
pub(super) fn by_id(connection: &Connection, id: &OrderId) -> Result<Order, Fault> {
    by_number(connection, number(id)?)?.ok_or_else(|| ShopError::UnknownOrder(id.clone()).into())
}

/// The order of a number.
pub(super) fn by_number(connection: &Connection, number: i64) -> Result<Option<Order>, Fault> {
    let mut order = connection.prepare_cached("SELECT * FROM orders WHERE id = ?1")?;
    let Some(order) = order.query_row([number], head).optional()? else { return Ok(None) };
    let mut lines = connection.prepare_cached(
        "SELECT order_lines.*, currency FROM order_lines JOIN orders ON id = order_id WHERE order_id = ?1 ORDER BY position",
    )?;
    let lines = lines.query_map([number], line)?.collect::<Result<Vec<_>, _>>()?;
    let mut history =
        connection.prepare_cached("SELECT * FROM status_changes WHERE order_id = ?1 ORDER BY position")?;
    let history = history.query_map([number], status_change)?.collect::<Result<_, _>>()?;
    Ok(Some(Order { tax: tax(&lines, order.shipping), lines, history, ..order }))
}

/// An order without its lines, their tax and its history.
fn head(row: &Row) -> Result<Order, Error> {
    let number: i64 = row.get("id")?;
    Ok(Order {
        id: OrderId(number.to_string()),
        lines: Vec::new(),
        shipping: money(row, "shipping")?,
        total: money(row, "total")?,
        tax: None,
        history: Vec::new(),
        shipment: shipment(row)?,
        terms: json(row, "terms")?,
    })
}

fn shipment(row: &Row) -> Result<Option<Shipment>, Error> {
    let (carrier, expected): (Option<String>, Option<String>) = (row.get("carrier")?, row.get("expected")?);
    let Some(carrier) = carrier else { return Ok(None) };
    let expected = expected.map(|date| date.parse()).transpose();
    let expected = expected.map_err(|error: jiff::Error| malformed(error.into()))?;
    Ok(Some(Shipment { carrier, tracking: row.get("tracking")?, expected }))
}

fn line(row: &Row) -> Result<LineItem, Error> {
    Ok(LineItem {
        sku: Sku(row.get("sku")?),
        title: row.get("title")?,
        quantity: row.get("quantity")?,
        unit_price: money(row, "unit_price")?,
        total: money(row, "total")?,
        tax_rate: tax_rate(row)?,
    })
}

fn status_change(row: &Row) -> Result<StatusChange, Error> {
    let (status, at): (String, String) = (row.get("status")?, row.get("at")?);
    Ok(StatusChange {
        status: status.parse().map_err(|reason: String| malformed(reason.into()))?,
        at: at.parse().map_err(|error: jiff::Error| malformed(error.into()))?,
        note: row.get("note")?,
    })
}
