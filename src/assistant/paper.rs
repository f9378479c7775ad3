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
}
