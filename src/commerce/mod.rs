//! Shops: what they sell, what it costs, and the orders placed with them.

pub mod carrier;
pub mod cart;
pub mod catalogue;
pub mod checkout;
#[cfg(feature = "sqlite")]
pub mod local;
pub mod money;
pub mod order;
pub mod returns;
pub mod tax;
pub mod updates;

use jiff::Timestamp;

use cart::{Cart, Quote};
use catalogue::{Catalogue, Sku};
use order::{IdempotencyKey, Order, OrderId, OrderStatus};
use returns::{ReturnRequest, ReturnSlip};

/// A shop.
pub trait Storefront: Send {
    /// Changes whenever the catalogue does, stock aside; cheap to ask before every turn.
    ///
    /// # Errors
    /// [`ShopError::Unavailable`]
    fn revision(&self) -> Result<u64, ShopError>;

    /// Everything on sale.
    ///
    /// # Errors
    /// [`ShopError::Unavailable`]
    fn catalogue(&self) -> Result<Catalogue, ShopError>;

    /// What a cart costs now. Promises nothing.
    ///
    /// # Errors
    /// [`ShopError::UnknownProduct`], [`ShopError::OutOfStock`], [`ShopError::EmptyCart`], [`ShopError::Unavailable`]
    fn quote(&self, cart: &Cart) -> Result<Quote, ShopError>;

    /// Places the order of a quote, once: the same key again returns the same order.
    ///
    /// # Errors
    /// [`ShopError::QuoteChanged`] when it would not cost what the quote says, [`ShopError::OutOfStock`],
    /// [`ShopError::KeyReused`], and [`ShopError::Unavailable`] when nobody knows whether it was placed.
    fn place_order(&mut self, key: &IdempotencyKey, quote: &Quote) -> Result<Order, ShopError>;

    /// The order that was placed under a key, if one was. `None` is final: while an earlier request under this key could
    /// still take effect, the answer is [`ShopError::Unavailable`].
    ///
    /// # Errors
    /// [`ShopError::Unavailable`]
    fn order_by_key(&self, key: &IdempotencyKey) -> Result<Option<Order>, ShopError>;

    /// The order of a number, if there is one.
    ///
    /// # Errors
    /// [`ShopError::Unavailable`]
    fn order(&self, id: &OrderId) -> Result<Option<Order>, ShopError>;

    /// Past orders, the latest first, at most so many.
    ///
    /// # Errors
    /// [`ShopError::Unavailable`]
    fn orders(&self, limit: usize) -> Result<Vec<Order>, ShopError>;

    /// Cancels an order that has not left the shop, and puts its goods back in stock.
    ///
    /// # Errors
    /// [`ShopError::UnknownOrder`], [`ShopError::TooLate`], [`ShopError::Unavailable`]
    fn cancel(&mut self, id: &OrderId) -> Result<Order, ShopError>;

    /// Takes back goods of an order. What is still in the shop can only be withdrawn from: it is called off, or a part of
    /// it left out. Anything else is sent back by the shopper. The same goods again return the same slip.
    ///
    /// # Errors
    /// [`ShopError::UnknownOrder`], [`ShopError::NothingToReturn`], [`ShopError::TooLateToReturn`],
    /// [`ShopError::Unavailable`]
    fn take_back(&mut self, request: &ReturnRequest) -> Result<ReturnSlip, ShopError>;
}

/// What a shop can answer instead of doing what it was asked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ShopError {
    /// Nothing of that SKU is sold.
    #[error("the shop sells nothing with the SKU {0}; import a catalogue that has it")]
    UnknownProduct(Sku),
    /// Less in stock than was asked for.
    #[error("only {available} of {name} in stock")]
    OutOfStock {
        /// The product.
        sku: Sku,
        /// Its name.
        name: String,
        /// How many could be ordered.
        available: u32,
    },
    /// A cart without a line, or with a line of none.
    #[error("the cart is empty")]
    EmptyCart,
    /// The order would cost something else now.
    #[error("the price changed since it was read out; ask for a new quote")]
    QuoteChanged(Box<Quote>),
    /// The key already belongs to an order of other goods.
    #[error("the idempotency key {0} already belongs to another order")]
    KeyReused(IdempotencyKey),
    /// No such order.
    #[error("there is no order {0}")]
    UnknownOrder(OrderId),
    /// The order has left the shop, or is over.
    #[error("order {id} cannot be cancelled: it is {status}")]
    TooLate {
        /// The order.
        id: OrderId,
        /// Where it is.
        status: OrderStatus,
    },
    /// The order has none of these goods, they never left the shop, or it was called off.
    #[error("nothing of order {id} can be sent back")]
    NothingToReturn {
        /// The order.
        id: OrderId,
    },
    /// The days in which goods can be sent back are over.
    #[error("goods of order {id} could be sent back until {until}")]
    TooLateToReturn {
        /// The order.
        id: OrderId,
        /// The end of those days.
        until: Timestamp,
    },
    /// The order was called off, and its goods are in stock again.
    #[error("order {id} was cancelled; place a new one instead")]
    CalledOff {
        /// The order.
        id: OrderId,
    },
    /// An amount too large to count, or currencies mixed.
    #[error("the prices cannot be added up: {0}")]
    Arithmetic(String),
    /// The shop could not be asked, or what became of the request is unknown.
    #[error("the shop cannot be reached: {0}")]
    Unavailable(String),
}

impl ShopError {
    /// Whether an order may or may not have been placed: it must be looked up before anything is tried again.
    #[must_use]
    pub const fn outcome_unknown(&self) -> bool {
        matches!(self, Self::Unavailable(_))
    }
}
