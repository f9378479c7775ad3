//! What a cart costs.

use super::{Fault, get, product, terms};
use crate::commerce::ShopError;
use crate::commerce::cart::{Cart, CartLine, LineItem, Quote};
use crate::commerce::money::Money;
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
    let lines = wanted.iter().map(|line| price_line(connection, line)).collect::<Result<Vec<_>, _>>()?;
    let goods = lines.iter().map(|line| line.total).try_fold(None, |sum: Option<Money>, amount| {
        let sum = sum.map_or(Some(amount), |sum| sum.plus(amount));
        sum.map(Some).ok_or_else(|| cannot_add("the goods of this cart"))
    })?;
    let goods = goods.ok_or(ShopError::EmptyCart)?;
    let (fee, free_from) = (get(connection, "shipping_fee")?, get(connection, "shipping_free_from")?);
    let is_free = free_from > 0 && goods.minor >= free_from;
    let shipping = Money::new(if is_free { 0 } else { fee }, goods.currency);
    let total = goods.plus(shipping).ok_or_else(|| cannot_add("goods and shipping"))?;
    let tax = contained_tax(total, get(connection, "tax_rate")?);
    Ok(Quote { tax, terms: terms::terms(connection)?, ..Quote::new(lines, shipping, total) })
}

fn price_line(connection: &Connection, line: &CartLine) -> Result<LineItem, Fault> {
    let mut statement = connection.prepare_cached("SELECT * FROM products WHERE on_sale AND sku = ?1")?;
    let found = statement.query_row([&line.sku.0], product).optional()?;
    let product = found.ok_or_else(|| ShopError::UnknownProduct(line.sku.clone()))?;
    if product.stock < line.quantity {
        return Err(ShopError::OutOfStock { sku: product.sku, name: product.name, available: product.stock }.into());
    }
    let total = product.price.times(line.quantity).ok_or_else(|| cannot_add(&product.name))?;
    let title = product.title();
    Ok(LineItem { sku: product.sku, title, quantity: line.quantity, unit_price: product.price, total })
}

/// The tax that an amount contains, at so many hundredths of a percent, rounded half up; none without a rate.
fn contained_tax(amount: Money, rate: i64) -> Option<Money> {
    let (rate, whole) = (i128::from(rate), i128::from(rate) + 10_000);
    let minor = (i128::from(amount.minor) * rate + whole / 2).div_euclid(whole);
    i64::try_from(minor).ok().filter(|_| rate > 0).map(|minor| Money::new(minor, amount.currency))
}

fn cannot_add(what: &str) -> ShopError {
    ShopError::Arithmetic(format!("{what}: too large, or in different currencies"))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::commerce::money::Currency;

    #[test]
    fn the_tax_is_the_part_of_the_total_that_the_rate_makes() {
        let tax = |minor, rate| contained_tax(Money::new(minor, Currency::EUR), rate).map(|tax| tax.minor);
        assert_eq!(tax(12_100, 2_100), Some(2_100));
        assert_eq!(tax(1_840, 900), Some(152));
        assert_eq!(tax(1, 550), Some(0));
        assert_eq!(tax(100, 0), None);
    }

    proptest! {
        #[test]
        fn tax_is_within_the_total(minor in 0..i64::MAX, rate in 1_i64..=10_000) {
            let tax = contained_tax(Money::new(minor, Currency::EUR), rate).unwrap().minor;
            prop_assert!((0..=minor).contains(&tax));
            // What is left makes the tax at that rate, to half a minor unit of the total.
            let (net, tax, rate) = (i128::from(minor - tax), i128::from(tax), i128::from(rate));
            prop_assert!((net * rate - tax * 10_000).abs() <= (10_000 + rate) / 2);
        }
    }
}
