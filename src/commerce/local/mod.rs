//! The local shop: SQLite in the data folder.

mod import;
mod orders;
mod pricing;
mod returns;
mod sample;
mod terms;

use std::path::{Path, PathBuf};

use jiff::Timestamp;
use serde::de::DeserializeOwned;

pub use import::Imported;

use super::cart::{Cart, CartLine, LineItem, Quote};
use super::catalogue::{Catalogue, Product, Sku};
use super::money::Money;
use super::order::{IdempotencyKey, Order, OrderId, OrderStatus, Shipment, StatusChange};
use super::returns::{ReturnRequest, ReturnSlip};
use super::tax::{Tax, TaxRate};
use super::{ShopError, Storefront};
use crate::database::{self, Connection, Error, Row, TransactionBehavior, Type, params};
use crate::words::Words;

/// Its file in the data folder.
pub const FILE: &str = "shop.db";

const ENGLISH: &str = "en";

const MIGRATIONS: &[&str] = &[include_str!("schema.sql"), include_str!("schema-2.sql"), include_str!("schema-3.sql")];

/// A shop that is a file. Several programs may have it open.
pub struct LocalShop {
    connection: Connection,
    path: PathBuf,
    words: Words,
}

impl LocalShop {
    /// Opens the shop of a data folder; an empty one when there is none yet.
    ///
    /// # Errors
    /// [`ShopError::Unavailable`] says why it cannot be used and what to do.
    pub fn open(folder: &Path) -> Result<Self, ShopError> {
        let connection = database::open(folder, FILE, MIGRATIONS)
            .map_err(|unusable| ShopError::Unavailable(unusable.to_string()))?;
        Self::speaking(connection, folder.join(FILE), ENGLISH)
    }

    /// An empty shop that is gone when it is dropped.
    ///
    /// # Errors
    /// [`ShopError::Unavailable`]
    pub fn open_in_memory() -> Result<Self, ShopError> {
        let path = PathBuf::from(":memory:");
        let connection = database::open_in_memory(MIGRATIONS).map_err(|error| unavailable(&path, &error))?;
        Self::speaking(connection, path, ENGLISH)
    }

    /// The same shop in the language of its shoppers: what it tells them to do. English until this is called.
    ///
    /// # Errors
    /// [`ShopError::Unavailable`] when there is nothing in that language.
    pub fn in_language(self, language: &str) -> Result<Self, ShopError> {
        Self::speaking(self.connection, self.path, language)
    }

    fn speaking(connection: Connection, path: PathBuf, language: &str) -> Result<Self, ShopError> {
        let words = Words::built_in(language).map_err(|error| ShopError::Unavailable(error.to_string()))?;
        Ok(Self { connection, path, words })
    }

    /// Notes that an order has another status.
    ///
    /// # Errors
    /// As [`Self::change`].
    pub fn advance(&mut self, id: &OrderId, status: OrderStatus, at: Timestamp) -> Result<Order, ShopError> {
        self.change(id, &StatusChange::new(status, at), None)
    }

    /// Notes what happened to an order, and its parcel, when that is new. Cancelling puts its goods back in stock; after
    /// that nothing can happen to it but that the money goes back.
    ///
    /// # Errors
    /// [`ShopError::UnknownOrder`], [`ShopError::TooLate`] to cancel it, [`ShopError::CalledOff`],
    /// [`ShopError::Unavailable`]
    pub fn change(
        &mut self,
        id: &OrderId,
        change: &StatusChange,
        shipment: Option<&Shipment>,
    ) -> Result<Order, ShopError> {
        self.write(|connection| {
            let order = orders::by_id(connection, id)?;
            let number = orders::number(id)?;
            match change.status {
                OrderStatus::Cancelled => call_off(connection, &order)?,
                OrderStatus::Refunded => {}
                _ if order.was_called_off() => return Err(ShopError::CalledOff { id: id.clone() }.into()),
                _ => {}
            }
            if let Some(shipment) = shipment {
                orders::set_shipment(connection, number, shipment)?;
            }
            orders::add_status(connection, number, change)?;
            orders::by_id(connection, id)
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
        self.read(|connection| pricing::price(connection, cart))
    }

    fn place_order(&mut self, key: &IdempotencyKey, quote: &Quote) -> Result<Order, ShopError> {
        let now = Timestamp::now();
        self.write(|connection| {
            if let Some(order) = orders::by_key(connection, key)? {
                let same = order.lines == quote.lines && order.total == quote.total;
                return if same { Ok(order) } else { Err(ShopError::KeyReused(key.clone()).into()) };
            }
            let current = pricing::price(connection, &quote.cart())?;
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
        self.advance(id, OrderStatus::Cancelled, Timestamp::now())
    }

    fn take_back(&mut self, request: &ReturnRequest) -> Result<ReturnSlip, ShopError> {
        let (now, words) = (Timestamp::now(), self.words.clone());
        self.write(|connection| returns::take_back(connection, request, now, &words))
    }
}

/// Puts the goods of an order back in stock, those aside that were put back before.
fn call_off(connection: &Connection, order: &Order) -> Result<(), Fault> {
    if !order.can_be_cancelled() {
        return Err(ShopError::TooLate { id: order.id.clone(), status: order.status() }.into());
    }
    put_in_stock(connection, &returns::left(connection, order)?)
}

fn put_in_stock(connection: &Connection, goods: &[CartLine]) -> Result<(), Fault> {
    let mut statement = connection.prepare_cached("UPDATE products SET stock = stock + ?1 WHERE sku = ?2")?;
    for line in goods {
        statement.execute(params![line.quantity, line.sku.0])?;
    }
    Ok(())
}

fn product(row: &Row) -> Result<Product, Error> {
    Ok(Product {
        brand: row.get("brand")?,
        size: row.get("size")?,
        category: row.get("category")?,
        synonyms: json(row, "synonyms")?,
        regular_price: amount(row, "regular_price")?,
        tax_rate: tax_rate(row)?,
        stock: row.get("stock")?,
        about: json(row, "about")?,
        goes_with: json(row, "goes_with")?,
        ..Product::new(Sku(row.get("sku")?), row.get("name")?, money(row, "price")?)
    })
}

/// An amount in the currency of its row.
fn money(row: &Row, column: &str) -> Result<Money, Error> {
    let currency: String = row.get("currency")?;
    let currency = currency.parse().map_err(|reason: String| malformed(reason.into()))?;
    Ok(Money::new(row.get(column)?, currency))
}

/// An amount that need not be there.
fn amount(row: &Row, column: &str) -> Result<Option<Money>, Error> {
    let minor: Option<i64> = row.get(column)?;
    minor.map(|_| money(row, column)).transpose()
}

/// The tax rate of a row, when there is one.
fn tax_rate(row: &Row) -> Result<Option<TaxRate>, Error> {
    let hundredths: Option<u16> = row.get("tax_rate")?;
    hundredths.map(TaxRate::try_from).transpose().map_err(|reason| malformed(reason.into()))
}

/// The tax of goods, and of their shipping.
fn tax(goods: &[LineItem], shipping: Money) -> Option<Tax> {
    Tax::of(&goods.iter().map(|line| (line.total, line.tax_rate)).collect::<Vec<_>>(), shipping)
}

/// What a column holds as JSON.
fn json<T: DeserializeOwned>(row: &Row, column: &str) -> Result<T, Error> {
    let text: String = row.get(column)?;
    serde_json::from_str(&text).map_err(|error| malformed(error.into()))
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
