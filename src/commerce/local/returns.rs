//! Goods that come back.

use std::collections::BTreeMap;

use jiff::Timestamp;

use super::{Fault, call_off, money, orders, put_in_stock};
use crate::commerce::ShopError;
use crate::commerce::cart::CartLine;
use crate::commerce::catalogue::Sku;
use crate::commerce::money::Money;
use crate::commerce::order::{Order, OrderStatus, StatusChange};
use crate::commerce::returns::{ReturnKind, ReturnReason, ReturnRequest, ReturnSlip};
use crate::commerce::tax::Tax;
use crate::database::{Connection, Error, OptionalExtension, params};
use crate::words::Words;

/// The number of the first return: no order has it for a long time.
const FIRST: i64 = 5001;

type Quantities = BTreeMap<Sku, u32>;

/// What [`crate::commerce::Storefront::take_back`] does, inside its transaction.
pub(super) fn take_back(
    connection: &Connection,
    request: &ReturnRequest,
    now: Timestamp,
    words: &Words,
) -> Result<ReturnSlip, Fault> {
    let order = orders::by_id(connection, &request.order)?;
    let lines = if request.lines.is_empty() { cart_lines(&order) } else { request.lines.clone() };
    let (asked, left) = (quantities(&lines), quantities(&left(connection, &order)?));
    let goods: Vec<CartLine> = asked.iter().filter_map(|(sku, &wanted)| take(&left, sku, wanted)).collect();
    if let Some(slip) = earlier(connection, &order, &asked, goods.is_empty())? {
        return Ok(slip);
    }
    if goods.is_empty() || order.was_called_off() || (order.can_be_cancelled() && request.kind == ReturnKind::Return) {
        return Err(ShopError::NothingToReturn { id: order.id }.into());
    }
    if let Some(until) = order.returnable_until().filter(|&until| now > until) {
        return Err(ShopError::TooLateToReturn { id: order.id, until }.into());
    }
    let all = quantities(&goods) == left;
    let number = insert(connection, request, &asked, refund(&order, &goods, all)?, &order, words)?;
    let (status, note) = if !order.can_be_cancelled() {
        let reason = request.reason.map_or_else(String::new, |reason| format!(", {reason}"));
        (OrderStatus::ReturnAnnounced, format!("return {number}{reason}"))
    } else if all {
        call_off(connection, &order)?;
        (OrderStatus::Cancelled, format!("withdrawal {number}"))
    } else {
        put_in_stock(connection, &goods)?;
        (order.status(), format!("withdrawal {number}, in part"))
    };
    orders::add_status(connection, orders::number(&order.id)?, &StatusChange { status, at: now, note })?;
    let mut add = connection.prepare_cached("INSERT INTO return_lines VALUES (?1, ?2, ?3)")?;
    for line in &goods {
        add.execute(params![number, line.sku.0, line.quantity])?;
    }
    by_number(connection, &order, number)
}

/// What was bought and neither left out nor sent back.
pub(super) fn left(connection: &Connection, order: &Order) -> Result<Vec<CartLine>, Fault> {
    let mut statement = connection.prepare_cached(
        "SELECT sum(quantity) FROM return_lines JOIN returns ON id = return_id WHERE order_id = ?1 AND sku = ?2",
    )?;
    let number = orders::number(&order.id)?;
    let mut left = Vec::new();
    for CartLine { sku, quantity } in cart_lines(order) {
        let back: Option<u32> = statement.query_row(params![number, sku.0], |row| row.get(0))?;
        left.push(CartLine { quantity: quantity.saturating_sub(back.unwrap_or(0)), sku });
    }
    left.retain(|line| line.quantity > 0);
    Ok(left)
}

fn cart_lines(order: &Order) -> Vec<CartLine> {
    order.lines.iter().map(|line| CartLine { sku: line.sku.clone(), quantity: line.quantity }).collect()
}

fn quantities(lines: &[CartLine]) -> Quantities {
    let mut quantities = Quantities::new();
    for line in lines {
        let quantity = quantities.entry(line.sku.clone()).or_default();
        *quantity = quantity.saturating_add(line.quantity);
    }
    quantities
}

/// At most so many of what is left.
fn take(left: &Quantities, sku: &Sku, wanted: u32) -> Option<CartLine> {
    let quantity = wanted.min(left.get(sku).copied().unwrap_or(0));
    (quantity > 0).then(|| CartLine { sku: sku.clone(), quantity })
}

/// What was paid for goods; with the shipping when nothing is left of the order then. Nothing while nobody has paid.
fn refund(order: &Order, goods: &[CartLine], all: bool) -> Result<Money, ShopError> {
    let nothing = Money::new(0, order.total.currency);
    if order.status() == OrderStatus::PaymentFailed {
        return Ok(nothing);
    }
    let price = |sku: &Sku| order.lines.iter().find(|line| line.sku == *sku).map_or(nothing, |line| line.unit_price);
    let start = if all { order.shipping } else { nothing };
    let sum = goods.iter().try_fold(start, |sum, line| sum.plus(price(&line.sku).times(line.quantity)?));
    sum.ok_or_else(|| ShopError::Arithmetic(format!("the goods of order {}", order.id)))
}

/// The slip of the same goods; when nothing of them is left, also that of more than them.
fn earlier(
    connection: &Connection,
    order: &Order,
    asked: &Quantities,
    nothing_left: bool,
) -> Result<Option<ReturnSlip>, Fault> {
    let number = orders::number(&order.id)?;
    let mut same = connection.prepare_cached("SELECT id FROM returns WHERE order_id = ?1 AND asked = ?2")?;
    let mut found = same.query_row(params![number, json(asked)?], |row| row.get(0)).optional()?;
    if found.is_none() && nothing_left {
        let mut of_that = connection.prepare_cached(
            "SELECT max(id) FROM returns JOIN return_lines ON id = return_id WHERE order_id = ?1 AND sku = ?2",
        )?;
        for sku in asked.keys() {
            let latest: Option<i64> = of_that.query_row(params![number, sku.0], |row| row.get(0))?;
            found = found.max(latest);
        }
    }
    found.map(|number| by_number(connection, order, number)).transpose()
}

fn insert(
    connection: &Connection,
    request: &ReturnRequest,
    asked: &Quantities,
    refund: Money,
    order: &Order,
    words: &Words,
) -> Result<i64, Fault> {
    let number: i64 =
        connection.query_row("SELECT coalesce(max(id) + 1, ?1) FROM returns", [FIRST], |row| row.get(0))?;
    let reason = request.reason.map_or("", ReturnReason::as_str);
    let instructions = if order.can_be_cancelled() {
        String::new()
    } else {
        words.say("return-instructions", &[("number", &number.to_string())])
    };
    connection.execute(
        "INSERT INTO returns VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        params![
            number,
            orders::number(&order.id)?,
            json(asked)?,
            request.kind.as_str(),
            reason,
            refund.minor,
            instructions
        ],
    )?;
    Ok(number)
}

fn by_number(connection: &Connection, order: &Order, number: i64) -> Result<ReturnSlip, Fault> {
    let mut statement = connection.prepare_cached(
        "SELECT refund, instructions, currency FROM returns JOIN orders ON orders.id = order_id WHERE returns.id = ?1",
    )?;
    let (refund, instructions) =
        statement.query_row([number], |row| Ok((money(row, "refund")?, row.get("instructions")?)))?;
    Ok(ReturnSlip {
        order: orders::by_id(connection, &order.id)?,
        number: number.to_string(),
        refund,
        tax: tax_of_refund(connection, order, number, refund)?,
        instructions,
    })
}

/// The tax of the goods of a return, and of the shipping, if that is paid back.
fn tax_of_refund(connection: &Connection, order: &Order, number: i64, refund: Money) -> Result<Option<Tax>, Fault> {
    let mut statement = connection.prepare_cached("SELECT sku, quantity FROM return_lines WHERE return_id = ?1")?;
    let rows = statement.query_map([number], |row| Ok((Sku(row.get(0)?), row.get(1)?)))?;
    let back = rows.collect::<Result<Vec<(Sku, u32)>, _>>()?;
    let price = |(sku, quantity): &(Sku, u32)| {
        let line = order.lines.iter().find(|line| line.sku == *sku)?;
        Some((line.unit_price.times(*quantity)?, line.tax_rate))
    };
    let Some(goods) = back.iter().map(price).collect::<Option<Vec<_>>>() else { return Ok(None) };
    let rest = goods.iter().try_fold(refund.minor, |rest, (price, _)| rest.checked_sub(price.minor));
    // Nothing is paid back of what was not paid.
    let shipping = rest.filter(|rest| *rest >= 0).map(|rest| Money::new(rest, refund.currency));
    Ok(shipping.and_then(|shipping| Tax::of(&goods, shipping)))
}

fn json(asked: &Quantities) -> Result<String, Error> {
    serde_json::to_string(asked).map_err(|error| Error::ToSqlConversionFailure(error.into()))
}
