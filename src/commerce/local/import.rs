//! A new catalogue for the local shop.

use serde::Serialize;

use super::{Fault, LocalShop, get, product, set};
use crate::commerce::ShopError;
use crate::commerce::catalogue::Product;
use crate::commerce::money::Currency;
use crate::commerce::tax::TaxRate;
use crate::database::{Connection, Error, OptionalExtension, params};

/// What an import changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Imported {
    /// Products that are new, or back on sale.
    pub added: usize,
    /// Products that changed.
    pub updated: usize,
    /// Products that are as they were.
    pub unchanged: usize,
    /// Products that the new catalogue lacks: no longer on sale, kept for the orders they are in.
    pub withdrawn: usize,
    /// Orders that came with it.
    pub orders: usize,
    /// Whether the shipping fee was set back to nothing, because the currency is another one.
    pub shipping_reset: bool,
}

impl LocalShop {
    /// Replaces the catalogue: all of it, or nothing. Stock is what the new one says.
    ///
    /// # Errors
    /// [`ShopError::Unavailable`]
    pub fn import(&mut self, products: &[Product]) -> Result<Imported, ShopError> {
        self.write(|connection| replace_catalogue(connection, products))
    }
}

/// What [`LocalShop::import`] does, inside its transaction.
pub(super) fn replace_catalogue(connection: &Connection, products: &[Product]) -> Result<Imported, Fault> {
    let currency_before = currency_on_sale(connection)?;
    let mut known = connection.prepare("SELECT * FROM products WHERE on_sale AND sku = ?1")?;
    let mut imported = Imported::default();
    let mut old = Vec::with_capacity(products.len());
    for new in products {
        old.push(known.query_row([&new.sku.0], product).optional()?);
    }
    let before = connection.execute("UPDATE products SET on_sale = 0 WHERE on_sale", [])?;
    for (new, old) in products.iter().zip(&old) {
        match old {
            None => imported.added += 1,
            Some(old) if old == new => imported.unchanged += 1,
            Some(_) => imported.updated += 1,
        }
        put_on_sale(connection, new)?;
    }
    imported.withdrawn = before.saturating_sub(imported.unchanged + imported.updated);
    let currency = products.first().map(|product| product.price.currency);
    if currency_before.is_some() && currency_before != currency && get(connection, "shipping_fee")? != 0 {
        set(connection, "shipping_fee", 0)?;
        set(connection, "shipping_free_from", 0)?;
        imported.shipping_reset = true;
    }
    set(connection, "revision", get(connection, "revision")? + 1)?;
    Ok(imported)
}

fn currency_on_sale(connection: &Connection) -> Result<Option<Currency>, Fault> {
    let mut statement = connection.prepare("SELECT * FROM products WHERE on_sale LIMIT 1")?;
    Ok(statement.query_row([], product).optional()?.map(|product| product.price.currency))
}

fn put_on_sale(connection: &Connection, product: &Product) -> Result<(), Fault> {
    let json = |value: serde_json::Result<String>| value.map_err(|error| Error::ToSqlConversionFailure(error.into()));
    connection
        .prepare_cached(
            "INSERT OR REPLACE INTO products (sku, name, brand, size, category, synonyms, price, currency, stock, on_sale, \
             regular_price, about, goes_with, tax_rate) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, 1, ?10, ?11, ?12, ?13)",
        )?
        .execute(params![
            product.sku.0,
            product.name,
            product.brand,
            product.size,
            product.category,
            json(serde_json::to_string(&product.synonyms))?,
            product.price.minor,
            product.price.currency.code(),
            product.stock,
            product.regular_price.map(|regular| regular.minor),
            json(serde_json::to_string(&product.about))?,
            json(serde_json::to_string(&product.goes_with))?,
            product.tax_rate.map(TaxRate::hundredths)
        ])?;
    Ok(())
}
