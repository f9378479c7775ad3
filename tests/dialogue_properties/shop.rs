//! What the shop of random conversations sells and answers: what it should, or anything at all.

use jiff::Timestamp;
use orderly::commerce::ShopError;
use orderly::commerce::cart::{CartLine, LineItem, PurchaseId, Quote};
use orderly::commerce::catalogue::{Product, Sku};
use orderly::commerce::money::{Currency, Money};
use orderly::commerce::order::{Order, OrderId, OrderStatus, StatusChange};
use orderly::commerce::returns::ReturnSlip;
use orderly::dialogue::{Priced, ShopAnswer, ShopRequest};

fn euros(minor: i64) -> Money {
    Money::new(minor, Currency::EUR)
}

pub fn product(index: usize) -> Product {
    let names = ["coffee beans", "oat milk", "salt", "gift card 4111 1111 1111 1111", "5500000000000004", ""];
    Product {
        size: ["500 g", "400 g", "6 x 330 ml", "12 pieces", "", "1 kg"][index % 6].to_owned(),
        stock: 9,
        ..Product::new(Sku(format!("S-{index}")), names[index % names.len()].to_owned(), euros(199))
    }
}

pub fn quote(lines: &[CartLine], extra: i64) -> Quote {
    let line = |line: &CartLine| LineItem {
        sku: line.sku.clone(),
        title: line.sku.to_string(),
        quantity: line.quantity,
        unit_price: euros(199),
        total: euros(199_i64.saturating_mul(line.quantity.into()).saturating_add(extra)),
        tax_rate: None,
    };
    let lines: Vec<LineItem> = lines.iter().map(line).collect();
    let goods = lines.iter().fold(0_i64, |sum, line| sum.saturating_add(line.total.minor));
    Quote::new(lines, euros(390), euros(goods.saturating_add(390)))
}

pub fn order(quote: &Quote, number: u32, now: Timestamp) -> Order {
    let history = vec![StatusChange::new(OrderStatus::ALL[number as usize % OrderStatus::ALL.len()], now)];
    Order { history, ..Order::placed(OrderId(number.to_string()), quote.clone(), now) }
}

pub fn honest(request: &ShopRequest, extra: i64, now: Timestamp) -> ShopAnswer {
    let bought = quote(&[CartLine { sku: Sku("S-1".to_owned()), quantity: 3 }], 0);
    match request {
        ShopRequest::Orders => ShopAnswer::Orders(Ok((0..4).map(|number| order(&bought, number, now)).collect())),
        ShopRequest::Quote(cart) => ShopAnswer::Quote(Ok(priced(quote(&cart.lines, extra), now))),
        ShopRequest::Place { quote: confirmed, .. } if extra == 0 => ShopAnswer::Placed(Ok(order(confirmed, 5, now))),
        ShopRequest::Place { quote: confirmed, .. } => {
            let now_costs = quote(&confirmed.cart().lines, extra);
            ShopAnswer::Placed(Err(ShopError::QuoteChanged(Box::new(now_costs))))
        }
        ShopRequest::Cancel(id) => ShopAnswer::Cancelled(Ok(Order { id: id.clone(), ..order(&bought, 4, now) })),
        ShopRequest::TakeBack(request) => ShopAnswer::TakenBack(Ok(slip(&request.order, &bought, now))),
    }
}

/// A quote whose every other product was bought before.
pub fn priced(quote: Quote, now: Timestamp) -> Priced {
    let known = self::quote(&[CartLine { sku: Sku("S-0".to_owned()), quantity: 1 }], 5);
    Priced::of(quote, PurchaseId::generate(), &[order(&known, 3, now)], now)
}

pub fn slip(id: &OrderId, quote: &Quote, now: Timestamp) -> ReturnSlip {
    let order = Order { id: id.clone(), ..order(quote, 8, now) };
    ReturnSlip {
        order,
        number: "R-1".to_owned(),
        refund: euros(199),
        tax: None,
        instructions: "Card 4111 1111 1111 1111.".to_owned(),
    }
}

pub fn nonsense(kind: u8, minor: i64, some: u32, now: Timestamp) -> ShopAnswer {
    let line = CartLine { sku: Sku(format!("S-{}", some % 4)), quantity: some };
    let quote = quote(&[line.clone(), line], minor);
    let error = match kind % 7 {
        0 => ShopError::Unavailable(String::new()),
        1 => ShopError::OutOfStock { sku: Sku("S-0".to_owned()), name: String::new(), available: some },
        2 => ShopError::QuoteChanged(Box::new(quote.clone())),
        3 => ShopError::EmptyCart,
        4 => ShopError::UnknownProduct(Sku("S-0".to_owned())),
        5 => ShopError::TooLate { id: OrderId("4111111111111111".to_owned()), status: OrderStatus::Shipped },
        _ => ShopError::Arithmetic(String::new()),
    };
    let mut order = order(&quote, some, now);
    if some.is_multiple_of(3) {
        order.history.clear();
    }
    match (kind / 7) % 9 {
        0 => ShopAnswer::Orders(Ok(vec![order])),
        1 => ShopAnswer::Orders(Ok(Vec::new())),
        2 => ShopAnswer::Orders(Err(error)),
        3 => ShopAnswer::Quote(Ok(priced(quote, now))),
        4 => ShopAnswer::Quote(Err(error)),
        5 => ShopAnswer::Placed(Ok(order)),
        6 => ShopAnswer::Placed(Err(error)),
        7 => ShopAnswer::TakenBack(if some.is_multiple_of(2) { Ok(slip(&order.id, &quote, now)) } else { Err(error) }),
        _ => ShopAnswer::Cancelled(if some.is_multiple_of(2) { Ok(order) } else { Err(error) }),
    }
}
