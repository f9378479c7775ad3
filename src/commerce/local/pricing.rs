//! What a cart costs.

use super::{Fault, get, product, tax, terms};
use crate::commerce::ShopError;
use crate::commerce::cart::{Cart, CartLine, LineItem, Quote};
use crate::commerce::money::Money;
use crate::commerce::tax::TaxRate;
use crate::database::{Connection, OptionalExtension};

/// Prices a cart. A SKU that stands in it twice becomes one line.
pub(super) fn price(connection: &Connection, cart: &Cart) -> Result<Quote, Fault> {
    let mut wanted: Vec<CartLine> = Vec::new();
    for line in &cart.lines {
        match wanted.iter_mut().find(|other| other.sku == line.sku) {
            Some(other) => other.quantity = other.quantity.saturating_add(line.quantity),
            None => wanted.push(line.clone()),
        }
    }
    if wanted.is_empty() || wanted.iter().any(|line| line.quantity == 0) {
        return Err(ShopError::EmptyCart.into());
    }
    // Zero: the shop does not say.
    let rate = u16::try_from(get(connection, "tax_rate")?).ok().filter(|rate| *rate > 0);
    let rate = rate.and_then(|rate| TaxRate::try_from(rate).ok());
    let lines = wanted.iter().map(|line| price_line(connection, line, rate)).collect::<Result<Vec<_>, _>>()?;
    let goods = lines.iter().map(|line| line.total).try_fold(None, |sum: Option<Money>, amount| {
        let sum = sum.map_or(Some(amount), |sum| sum.plus(amount));
        sum.map(Some).ok_or_else(|| cannot_add("the goods of this cart"))
    })?;
    let goods = goods.ok_or(ShopError::EmptyCart)?;
    let (fee, free_from) = (get(connection, "shipping_fee")?, get(connection, "shipping_free_from")?);
    let is_free = free_from > 0 && goods.minor >= free_from;
    let shipping = Money::new(if is_free { 0 } else { fee }, goods.currency);
    let total = goods.plus(shipping).ok_or_else(|| cannot_add("goods and shipping"))?;
    Ok(Quote { tax: tax(&lines, shipping), terms: terms::terms(connection)?, ..Quote::new(lines, shipping, total) })
}

/// Prices a line. `rate` is the tax of products that have none of their own.
fn price_line(connection: &Connection, line: &CartLine, rate: Option<TaxRate>) -> Result<LineItem, Fault> {
    let mut statement = connection.prepare_cached("SELECT * FROM products WHERE on_sale AND sku = ?1")?;
    let found = statement.query_row([&line.sku.0], product).optional()?;
    let product = found.ok_or_else(|| ShopError::UnknownProduct(line.sku.clone()))?;
    if product.stock < line.quantity {
        return Err(ShopError::OutOfStock { sku: product.sku, name: product.name, available: product.stock }.into());
    }
    let total = product.price.times(line.quantity).ok_or_else(|| cannot_add(&product.name))?;
    let (title, tax_rate) = (product.title(), product.tax_rate.or(rate));
    Ok(LineItem { sku: product.sku, title, quantity: line.quantity, unit_price: product.price, total, tax_rate })
}

fn cannot_add(what: &str) -> ShopError {
    ShopError::Arithmetic(format!("{what}: too large, or in different currencies"))
}
