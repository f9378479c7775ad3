//! From an intent to a command: which slots it may have, and what they say.

use super::{About, Change, Command, Goal, Named, Refinement, Search, Sort, Which, Wish};
use crate::commerce::returns::{ReturnKind, ReturnReason};
use crate::dialogue::list::Measured;
use crate::dialogue::returns::ReturnWish;
use crate::understanding::slots::measure::Measure;
use crate::understanding::{Intent, Interval, PriceRange, Value, When};

impl Command {
    /// `None` when the conversation has no use for it.
    pub fn of(intent: &Intent) -> Option<Self> {
        let product = || named(intent);
        let (quantity, measure) = how_much(intent);
        let wish = |again, goal| Wish { product: product(), quantity, measure, again, when: when(intent), goal };
        if !intent.is_whole() {
            let goal = if intent.name == "AddToCart" { Goal::Cart } else { Goal::Order };
            let buys = matches!(intent.name.as_str(), "Buy" | "AddToCart" | "Reorder" | "Find");
            let wish = buys.then(|| wish(false, goal));
            return Some(match (wish, intent.doubtful.as_deref()) {
                (Some(wish), Some("quantity" | "measure")) => Self::HowMuch(wish),
                (wish, _) => Self::Half(wish),
            });
        }
        match intent.name.as_str() {
            "Wake" => Some(Self::Wake),
            "Reorder" => Some(Self::Buy(wish(true, Goal::Order))),
            "Buy" => Some(Self::Buy(wish(false, Goal::Order))),
            "AddToCart" => Some(Self::Buy(wish(false, Goal::Cart))),
            "RemoveFromCart" => Some(Self::RemoveFromCart(product())),
            "ReadCart" => Some(Self::ReadCart),
            "ClearCart" => Some(Self::ClearCart),
            "Checkout" => Some(Self::Checkout),
            "OrderStatus" => Some(Self::OrderStatus(about(intent))),
            "DeliveryTime" => Some(Self::DeliveryTime(about(intent))),
            "Cancel" => Some(Self::Cancel(about(intent))),
            "Return" => Some(Self::Return(return_wish(intent, ReturnKind::Return))),
            "Withdraw" => Some(Self::Return(return_wish(intent, ReturnKind::Withdrawal))),
            "Reason" => Some(Self::Reason(reason(intent))),
            "PaymentProblem" => Some(Self::PaymentProblem),
            "Person" => Some(Self::Person),
            "AddToList" => Some(Self::AddToList(product(), quantity, measured(intent))),
            "RemoveFromList" => Some(Self::RemoveFromList(product())),
            "ReadList" => Some(Self::ReadList),
            "OrderList" => Some(Self::OrderList),
            "Subscribe" => {
                let goal = Goal::Subscribe { every: interval(intent), from: when(intent) };
                Some(Self::Subscribe(Wish { when: None, ..wish(false, goal) }))
            }
            "ChangeSubscription" => change(intent).map(|change| Self::ChangeSubscription(product(), change)),
            "ReadSubscriptions" => Some(Self::ReadSubscriptions),
            "Forget" => Some(Self::Forget),
            "News" => Some(Self::News),
            "Continue" => Some(Self::Continue),
            "Speak" => text(intent, "how").and_then(|how| how.parse().ok()).map(Self::Speak),
            "Yes" => Some(Self::Yes),
            "No" => Some(Self::No),
            "Repeat" => Some(Self::Repeat),
            "Help" => Some(Self::Help),
            "Stop" => Some(Self::Stop),
            "StartOver" => Some(Self::StartOver),
            "GoBack" => Some(Self::GoBack),
            "Choose" => Some(Self::Choose { which: which(intent), product: product() }),
            "Product" => product().map(Self::Product),
            // "Change the milk to four" is about the milk, whatever is being bought.
            "ChangeQuantity" if (quantity.is_some() || measure.is_some()) && product().is_some() => {
                Some(Self::Buy(wish(false, Goal::Order)))
            }
            "Quantity" | "ChangeQuantity" => measure.map(Self::Measure).or(quantity.map(Self::Quantity)),
            "Find" => Some(Self::Find(search(intent))),
            "Recommend" => Some(Self::Recommend(search(intent))),
            "Deals" => Some(Self::Deals(search(intent))),
            "Refine" => refinement(intent).map(Self::Refine),
            "ProductQuestion" => text(intent, "aspect").map(|aspect| Self::Question(aspect.to_owned(), product())),
            "ChangeLanguage" => text(intent, "language").map(|tag| Self::ChangeLanguage(tag.to_owned())),
            _ => None,
        }
    }
}

fn text<'a>(intent: &'a Intent, slot: &str) -> Option<&'a str> {
    match intent.slot(slot) {
        Some(Value::Text(text)) => Some(text),
        _ => None,
    }
}

fn number(intent: &Intent, slot: &str) -> Option<i64> {
    match intent.slot(slot) {
        Some(Value::Number(number)) => Some(*number),
        // The `out` of a list is text, also where it is a number.
        Some(Value::Text(text)) => text.parse().ok(),
        _ => None,
    }
}

/// How many, or how much: "two packs of 500 grams" is twice as much.
fn how_much(intent: &Intent) -> (Option<i64>, Option<Measure>) {
    let (quantity, measure) = (number(intent, "quantity"), measured(intent).map(|measured| measured.measure));
    match (quantity, measure) {
        (Some(quantity), Some(measure)) => match measure.times(quantity) {
            Some(measure) => (None, Some(measure)),
            None => (Some(quantity), None),
        },
        either => either,
    }
}

fn measured(intent: &Intent) -> Option<Measured> {
    let slot = intent.slots.iter().find(|slot| slot.name == "measure")?;
    match slot.value {
        Value::Measure(measure) => Some(Measured { words: slot.spoken.clone(), measure }),
        _ => None,
    }
}

fn price(intent: &Intent) -> Option<PriceRange> {
    match intent.slot("price") {
        Some(Value::Price(price)) => Some(*price),
        _ => None,
    }
}

fn when(intent: &Intent) -> Option<When> {
    match intent.slot("date") {
        Some(Value::When(when)) => Some(*when),
        _ => None,
    }
}

fn interval(intent: &Intent) -> Option<Interval> {
    match intent.slot("interval") {
        Some(Value::Interval(interval)) => Some(*interval),
        _ => None,
    }
}

fn change(intent: &Intent) -> Option<Change> {
    match text(intent, "action")? {
        "pause" => Some(Change::Pause(when(intent))),
        "resume" => Some(Change::Resume),
        "skip" => Some(Change::Skip),
        "cancel" => Some(Change::End),
        "change" => {
            Some(Change::Adjust { every: interval(intent), next: when(intent), quantity: number(intent, "quantity") })
        }
        _ => None,
    }
}

fn named(intent: &Intent) -> Option<Named> {
    let slot = intent.slots.iter().find(|slot| slot.name == "product")?;
    let candidates = match &slot.value {
        Value::Products(products) => products.clone(),
        _ => Vec::new(),
    };
    Some(Named { spoken: slot.spoken.clone(), candidates })
}

fn about(intent: &Intent) -> About {
    let order = number(intent, "order").map(|number| number.to_string());
    let order = order.or_else(|| text(intent, "order").map(str::to_owned));
    About { product: named(intent), order, when: when(intent) }
}

fn reason(intent: &Intent) -> Option<ReturnReason> {
    text(intent, "reason").and_then(|word| word.parse().ok())
}

fn return_wish(intent: &Intent, kind: ReturnKind) -> ReturnWish {
    ReturnWish { about: about(intent), quantity: number(intent, "quantity"), reason: reason(intent), kind }
}

fn search(intent: &Intent) -> Search {
    let words = |slot| text(intent, slot).map(str::to_owned);
    Search {
        product: named(intent),
        category: words("category"),
        brand: words("brand"),
        price: price(intent),
        sort: text(intent, "sort").and_then(sort),
    }
}

fn sort(word: &str) -> Option<Sort> {
    match word {
        "cheapest" => Some(Sort::Cheapest),
        "dearest" => Some(Sort::Dearest),
        "smallest" => Some(Sort::Smallest),
        "largest" => Some(Sort::Largest),
        "best" => Some(Sort::Best),
        _ => None,
    }
}

fn which(intent: &Intent) -> Option<Which> {
    let ordinal = number(intent, "ordinal").map(Which::Ordinal);
    ordinal
        .or_else(|| text(intent, "sort").and_then(sort).map(Which::Sorted))
        .or_else(|| price(intent).map(Which::Priced))
        .or_else(|| measured(intent).map(|measured| Which::Measured(measured.measure)))
        .or_else(|| intent.slot("pointing").map(|_that| Which::That))
}

fn refinement(intent: &Intent) -> Option<Refinement> {
    let direction = text(intent, "direction").and_then(|direction| match direction {
        "cheaper" => Some(Refinement::Cheaper),
        "dearer" | "better" => Some(Refinement::Dearer),
        "smaller" => Some(Refinement::Smaller),
        "larger" => Some(Refinement::Larger),
        "other" | "more" => Some(Refinement::Other),
        _ => None,
    });
    let attribute = || text(intent, "attribute").map(|words| Refinement::Attribute(words.to_owned()));
    direction.or_else(attribute).or_else(|| price(intent).map(Refinement::Price))
}
