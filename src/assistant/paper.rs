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
    /// Adds written receipts.
    pub fn add_receipts(&mut self, receipts: Receipts) {
        self.receipts = Some(receipts);
    }

    /// Writes down what the shop did for a shopper.
    pub(super) fn write_receipt(&self, request: Option<&ShopRequest>, answer: &ShopAnswer) {
        let Some(Receipts { writer, .. }) = &self.receipts else { return };
        let now = Timestamp::now();
        match (answer, request) {
            (ShopAnswer::Placed(Ok(order)), Some(ShopRequest::Place { quote, .. })) => {
                self.print(writer.order(order, quote.tax));
            }
            (ShopAnswer::Placed(Ok(order)), _) => self.print(writer.order(order, None)),
            (ShopAnswer::Cancelled(Ok(order)), _) => self.print(writer.cancellation(order, now)),
            (ShopAnswer::TakenBack(Ok(slip)), Some(ShopRequest::TakeBack(request))) => {
                self.print(writer.sent_back(slip, request.kind, &request.lines, now));
            }
            _ => {}
        }
    }

    /// The same for an order of which it was only found out later that it was placed.
    pub(super) fn write_receipt_of(&self, news: &OrderNews) {
        if let (Some(Receipts { writer, .. }), OrderNews::Placed { quote, id }) = (&self.receipts, news) {
            let order = Order::placed(id.clone(), quote.clone(), Timestamp::now());
            self.print(writer.order(&order, quote.tax));
        }
    }

    fn print(&self, receipt: Receipt) {
        if let Some(Err(error)) = self.receipts.as_ref().map(|receipts| receipts.press.print(receipt)) {
            tracing::error!("{error}");
        }
    }

    fn basket_file(&self) -> PathBuf {
        self.config.data_folder().join(BASKET)
    }

    /// Goes on with what was gathered before the last end.
    pub(super) fn restore_basket(&mut self) {
        let path = self.basket_file();
        let read = match std::fs::read(&path) {
            Ok(text) => serde_json::from_slice(&text).map_err(|error| error.to_string()),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Basket::default()),
            Err(error) => Err(error.to_string()),
        };
        match read {
            Ok(basket) => self.basket = basket,
            Err(error) => tracing::warn!("{}: {error}; the cart from before is gone", path.display()),
        }
    }

    /// Keeps what is gathered for the next start.
    pub(super) fn keep_basket(&mut self, basket: Basket) {
        let kept = serde_json::to_vec(&basket)
            .map_err(|error| error.to_string())
            .and_then(|text| private_file::write(&self.basket_file(), &text).map_err(|error| error.to_string()));
        if let Err(error) = kept {
            tracing::warn!("{}: {error}; the cart will not survive a restart", self.basket_file().display());
        }
        self.basket = basket;
    }
}
