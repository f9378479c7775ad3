//! Receipts for the shopper.

use jiff::Timestamp;

use super::Assistant;
use crate::commerce::order::Order;
use crate::dialogue::{OrderNews, ShopAnswer, ShopRequest};
use crate::receipts::{Press, Receipt, Writer};

/// What makes receipts.
pub struct Receipts {
    /// Their words.
    pub writer: Writer,
    /// Where they go.
    pub press: Press,
}

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
}
