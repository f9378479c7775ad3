//! The local shop: SQLite in the data folder.

mod import;
mod orders;
mod sample;

use std::path::{Path, PathBuf};

use jiff::Timestamp;

pub use import::Imported;

use super::cart::{Cart, CartLine, LineItem, Quote};
use super::catalogue::{Catalogue, Product, Sku};
use super::money::Money;
use super::order::{IdempotencyKey, Order, OrderId, OrderStatus};
use super::returns::{ReturnRequest, ReturnSlip};
use super::{ShopError, Storefront};
use crate::database::{self, Connection, Error, OptionalExtension, Row, TransactionBehavior, Type, params};

/// Its file in the data folder.
pub const FILE: &str = "shop.db";

const MIGRATIONS: &[&str] = &[include_str!("schema.sql")];

/// A shop that is a file. Several programs may have it open.
pub struct LocalShop {
    connection: Connection,
    path: PathBuf,
}

impl LocalShop {
    /// Opens the shop of a data folder; an empty one when there is none yet.
    ///
    /// # Errors
    /// [`ShopError::Unavailable`] says why it cannot be used and what to do.
    pub fn open(folder: &Path) -> Result<Self, ShopError> {
        let connection = database::open(folder, FILE, MIGRATIONS)
            .map_err(|unusable| ShopError::Unavailable(unusable.to_string()))?;
        Ok(Self { connection, path: folder.join(FILE) })
    }

    /// An empty shop that is gone when it is dropped.
    ///
    /// # Errors
    /// [`ShopError::Unavailable`]
    pub fn open_in_memory() -> Result<Self, ShopError> {
        let path = PathBuf::from(":memory:");
        let connection = database::open_in_memory(MIGRATIONS).map_err(|error| unavailable(&path, &error))?;
        Ok(Self { connection, path })
    }

    /// Sets what sending an order costs, and from which value of the goods on it costs nothing (zero: always the fee).
    /// Both in the currency of the catalogue, minor units.
    ///
    /// # Errors
    /// [`ShopError::Unavailable`]
    pub fn set_shipping(&mut self, fee: i64, free_from: i64) -> Result<(), ShopError> {
        self.write(|connection| {
            set(connection, "shipping_fee", fee)?;
            set(connection, "shipping_free_from", free_from)
        })
    }

    /// Notes that an order was packed, shipped or delivered.
    ///
    /// # Errors
    /// [`ShopError::UnknownOrder`], [`ShopError::Unavailable`]
    pub fn advance(&mut self, id: &OrderId, status: OrderStatus, at: Timestamp) -> Result<Order, ShopError> {
        self.write(|connection| {
            let number = orders::number(id)?;
            orders::by_number(connection, number)?.ok_or_else(|| ShopError::UnknownOrder(id.clone()))?;
            orders::add_status(connection, number, status, at)?;
            orders::by_number(connection, number)?.ok_or_else(|| ShopError::UnknownOrder(id.clone()).into())
        })
    }

    /// Does something in one transaction that sees one state of the shop.
    fn read<T>(&self, work: impl FnOnce(&Connection) -> Result<T, Fault>) -> Result<T, ShopError> {
        let transaction = self.connection.unchecked_transaction().map_err(|error| unavailable(&self.path, &error))?;
        work(&transaction).map_err(|fault| fault.into_shop_error(&self.path))
    }

    /// Does something in one transaction that holds the shop from its start: all of it is kept, or nothing.
    fn write<T>(&mut self, work: impl FnOnce(&Connection) -> Result<T, Fault>) -> Result<T, ShopError> {
        let path = &self.path;
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(|error| unavailable(path, &error))?;
        let result = work(&transaction).map_err(|fault| fault.into_shop_error(path))?;
        transaction.commit().map_err(|error| unavailable(path, &error))?;
        Ok(result)
    }
}

impl Storefront for LocalShop {
    fn revision(&self) -> Result<u64, ShopError> {
        self.read(revision)
    }

    fn catalogue(&self) -> Result<Catalogue, ShopError> {
        self.read(|connection| {
            let mut statement = connection.prepare_cached("SELECT * FROM products WHERE on_sale ORDER BY sku")?;
            let products = statement.query_map([], product)?.collect::<Result<_, _>>()?;
            Ok(Catalogue { revision: revision(connection)?, products })
        })
    }

    fn quote(&self, cart: &Cart) -> Result<Quote, ShopError> {
        self.read(|connection| price(connection, cart))
    }

    fn place_order(&mut self, key: &IdempotencyKey, quote: &Quote) -> Result<Order, ShopError> {
        let now = Timestamp::now();
        self.write(|connection| {
            if let Some(order) = orders::by_key(connection, key)? {
                let same = order.lines == quote.lines && order.total == quote.total;
                return if same { Ok(order) } else { Err(ShopError::KeyReused(key.clone()).into()) };
            }
            let current = price(connection, &quote.cart())?;
            if current != *quote {
                return Err(ShopError::QuoteChanged(Box::new(current)).into());
            }
            for line in &quote.lines {
                connection.execute(
                    "UPDATE products SET stock = stock - ?1 WHERE sku = ?2",
                    params![line.quantity, line.sku.0],
                )?;
            }
            orders::insert(connection, Some(key), quote, now)
        })
    }

    fn order_by_key(&self, key: &IdempotencyKey) -> Result<Option<Order>, ShopError> {
        self.read(|connection| orders::by_key(connection, key))
    }

    fn order(&self, id: &OrderId) -> Result<Option<Order>, ShopError> {
        self.read(|connection| orders::number(id).map_or(Ok(None), |number| orders::by_number(connection, number)))
    }

    fn orders(&self, limit: usize) -> Result<Vec<Order>, ShopError> {
        self.read(|connection| orders::latest(connection, limit))
    }

    fn cancel(&mut self, id: &OrderId) -> Result<Order, ShopError> {
        let now = Timestamp::now();
        self.write(|connection| {
            let unknown = || ShopError::UnknownOrder(id.clone());
            let number = orders::number(id)?;
            let order = orders::by_number(connection, number)?.ok_or_else(unknown)?;
            if !order.can_be_cancelled() {
                return Err(ShopError::TooLate { id: id.clone(), status: order.status() }.into());
            }
            for line in &order.lines {
                connection.execute(
                    "UPDATE products SET stock = stock + ?1 WHERE sku = ?2",
                    params![line.quantity, line.sku.0],
                )?;
            }
            orders::add_status(connection, number, OrderStatus::Cancelled, now)?;
            orders::by_number(connection, number)?.ok_or_else(|| unknown().into())
        })
    }

    fn take_back(&mut self, request: &ReturnRequest) -> Result<ReturnSlip, ShopError> {
        Err(ShopError::NothingToReturn { id: request.order.clone() })
    }
}

/// Prices a cart. A SKU that stands in it twice becomes one line.
fn price(connection: &Connection, cart: &Cart) -> Result<Quote, Fault> {
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
    Ok(Quote::new(lines, shipping, total))
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

fn product(row: &Row) -> Result<Product, Error> {
    let synonyms: String = row.get("synonyms")?;
    Ok(Product {
        brand: row.get("brand")?,
        size: row.get("size")?,
        category: row.get("category")?,
        synonyms: serde_json::from_str(&synonyms).map_err(|error| malformed(error.into()))?,
        stock: row.get("stock")?,
        ..Product::new(Sku(row.get("sku")?), row.get("name")?, money(row, "price")?)
    })
}

/// An amount in the currency of its row.
fn money(row: &Row, column: &str) -> Result<Money, Error> {
    let currency: String = row.get("currency")?;
    let currency = currency.parse().map_err(|reason: String| malformed(reason.into()))?;
    Ok(Money::new(row.get(column)?, currency))
}

fn revision(connection: &Connection) -> Result<u64, Fault> {
    Ok(get(connection, "revision")?.cast_unsigned())
}

fn get(connection: &Connection, setting: &str) -> Result<i64, Fault> {
    let mut statement = connection.prepare_cached("SELECT value FROM settings WHERE name = ?1")?;
    Ok(statement.query_row([setting], |row| row.get(0))?)
}

fn set(connection: &Connection, setting: &str, value: i64) -> Result<(), Fault> {
    connection.execute("UPDATE settings SET value = ?2 WHERE name = ?1", params![setting, value])?;
    Ok(())
}

/// A value that this program did not write.
fn malformed(reason: Box<dyn std::error::Error + Send + Sync>) -> Error {
    Error::FromSqlConversionFailure(0, Type::Text, reason)
}

fn cannot_add(what: &str) -> ShopError {
    ShopError::Arithmetic(format!("{what}: too large, or in different currencies"))
}

fn unavailable(path: &Path, error: &Error) -> ShopError {
    ShopError::Unavailable(format!("{}: {}", path.display(), database::explain(error)))
}

/// Why a transaction ends without effect: the shop says no, or SQLite does.
enum Fault {
    Shop(ShopError),
    Database(Error),
}

impl Fault {
    fn into_shop_error(self, path: &Path) -> ShopError {
        match self {
            Self::Shop(error) => error,
            Self::Database(error) => unavailable(path, &error),
        }
    }
}

impl From<ShopError> for Fault {
    fn from(error: ShopError) -> Self {
        Self::Shop(error)
    }
}

impl From<Error> for Fault {
    fn from(error: Error) -> Self {
        Self::Database(error)
    }
}
