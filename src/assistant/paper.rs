//! What is kept in writing: receipts for the shopper, and what the household gathers, for the next start.

use std::path::PathBuf;

use jiff::Timestamp;

use super::Assistant;
use crate::commerce::order::Order;
use crate::dialogue::basket::Basket;
use crate::dialogue::{OrderNews, ShopAnswer, ShopRequest};
use crate::private_file;
use crate::receipts::{Press, Receipt, Writer};

/// What makes receipts.
pub struct Receipts {
    /// Their words.
    pub writer: Writer,
    /// Where they go.
    pub press: Press,
}

/// The file in the data folder that keeps what is gathered.
const BASKET: &str = "basket.json";

impl Assistant {
    /// Writes down what the shop did for a shopper.
    pub(super) fn write_receipt(&self, request: Option<&ShopRequest>, answer: &ShopAnswer) {
        let Some(Receipts { writer, .. }) = &self.receipts else { return };
        let now = Timestamp::now();
        let receipt = match (answer, request) {
            (ShopAnswer::Placed(Ok(order)), _) => writer.order(order),
            (ShopAnswer::Cancelled(Ok(order)), _) => writer.cancellation(order, now),
            (ShopAnswer::TakenBack(Ok(slip)), Some(ShopRequest::TakeBack(request))) => {
                writer.sent_back(slip, request.kind, &request.lines, now)
            }
            _ => return,
        };
        self.print(receipt);
    }

    /// The same for an order of which it was only found out later that it was placed.
    pub(super) fn write_receipt_of(&self, news: &OrderNews) {
        if let (Some(Receipts { writer, .. }), OrderNews::Placed { quote, id }) = (&self.receipts, news) {
            self.print(writer.order(&Order::placed(id.clone(), quote.clone(), Timestamp::now())));
        }
    }

    /// `false` when it was not even taken.
    pub(super) fn print(&self, receipt: Receipt) -> bool {
        let taken = self.receipts.as_ref().map(|receipts| receipts.press.print(receipt));
        taken.is_none_or(|taken| taken.inspect_err(|error| tracing::error!("{error}")).is_ok())
    }

    fn basket_file(&self) -> PathBuf {
        self.config.data_folder().join(BASKET)
    }

    /// Goes on with what was gathered before the last end.
    pub(super) fn restore_basket(&mut self) {
        match private_file::read_json(&self.basket_file()) {
            Ok(basket) => self.basket = basket.unwrap_or_default(),
            Err(error) => tracing::warn!("{error}; the cart from before is gone"),
        }
    }

    /// Keeps what is gathered for the next start.
    pub(super) fn keep_basket(&mut self, basket: Basket) {
        if let Err(error) = private_file::write_json(&self.basket_file(), &basket) {
            tracing::warn!("{error}; the cart will not survive a restart");
        }
        self.basket = basket;
    }
}
