//! The local shop, behind a line that can break.

use orderly::commerce::cart::{Cart, Quote};
use orderly::commerce::catalogue::Catalogue;
use orderly::commerce::local::LocalShop;
use orderly::commerce::order::{IdempotencyKey, Order, OrderId};
use orderly::commerce::returns::{ReturnRequest, ReturnSlip};
use orderly::commerce::{ShopError, Storefront};

pub struct Shop {
    pub local: LocalShop,
    pub reachable: bool,
}

impl Shop {
    fn line(&self) -> Result<(), ShopError> {
        if self.reachable { Ok(()) } else { Err(ShopError::Unavailable("the line is dead".to_owned())) }
    }
}

impl Storefront for Shop {
    fn revision(&self) -> Result<u64, ShopError> {
        self.line().and_then(|()| self.local.revision())
    }

    fn catalogue(&self) -> Result<Catalogue, ShopError> {
        self.line().and_then(|()| self.local.catalogue())
    }

    fn quote(&self, cart: &Cart) -> Result<Quote, ShopError> {
        self.line().and_then(|()| self.local.quote(cart))
    }

    fn place_order(&mut self, key: &IdempotencyKey, quote: &Quote) -> Result<Order, ShopError> {
        self.line().and_then(|()| self.local.place_order(key, quote))
    }

    fn order_by_key(&self, key: &IdempotencyKey) -> Result<Option<Order>, ShopError> {
        self.line().and_then(|()| self.local.order_by_key(key))
    }

    fn order(&self, id: &OrderId) -> Result<Option<Order>, ShopError> {
        self.line().and_then(|()| self.local.order(id))
    }

    fn orders(&self, limit: usize) -> Result<Vec<Order>, ShopError> {
        self.line().and_then(|()| self.local.orders(limit))
    }

    fn cancel(&mut self, id: &OrderId) -> Result<Order, ShopError> {
        self.line().and_then(|()| self.local.cancel(id))
    }

    fn take_back(&mut self, request: &ReturnRequest) -> Result<ReturnSlip, ShopError> {
        self.line().and_then(|()| self.local.take_back(request))
    }
}
