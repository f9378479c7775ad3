//! What a shopper can say in a conversation: an [`Intent`] with its slots checked.

use super::list::Measured;
use super::manner;
use super::returns::ReturnWish;
use crate::commerce::catalogue::Product;
use crate::commerce::returns::{ReturnKind, ReturnReason};
use crate::understanding::slots::measure::Measure;
use crate::understanding::{Intent, Interval, PriceRange, Value, When};

/// An intent that the conversation knows.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Command {
    Wake,
    Buy(Wish),
    RemoveFromCart(Option<Named>),
    ReadCart,
    ClearCart,
    Checkout,
    Find(Search),
    Refine(Refinement),
    Recommend(Search),
    Deals(Search),
    Question(String, Option<Named>),
    OrderStatus(About),
    DeliveryTime(About),
    Cancel(About),
    Return(ReturnWish),
    /// What is wrong with goods; `None` when that is nobody's business.
    Reason(Option<ReturnReason>),
    PaymentProblem,
    Person,
    AddToList(Option<Named>, Option<i64>, Option<Measured>),
    RemoveFromList(Option<Named>),
    ReadList,
    OrderList,
    /// Propose something again and again.
    Subscribe(Wish),
    /// Change what is proposed again and again; of this product.
    ChangeSubscription(Option<Named>, Change),
    ReadSubscriptions,
    /// Forget what is remembered of the household.
    Forget,
    /// Hear what happened to orders.
    News,
    /// Go on with what broke off.
    Continue,
    /// Speak in another way.
    Speak(manner::Change),
    Yes,
    No,
    Repeat,
    Help,
    Stop,
    StartOver,
    GoBack,
    Choose {
        which: Option<Which>,
        product: Option<Named>,
    },
    Product(Named),
    Quantity(i64),
    /// So much of it.
    Measure(Measure),
    /// Understood, but nothing that this program can do: the name of the intent.
    NotYet(String),
    /// Understood by half: a wish as far as it goes, if it is one to buy.
    Half(Option<Wish>),
}

/// Which of the offered candidates is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Which {
    /// Counted from 1; -1 the last.
    Ordinal(i64),
    Sorted(Sort),
    /// At about this price.
    Priced(PriceRange),
    /// In packs of this size.
    Measured(Measure),
    /// "That one": the only one.
    That,
}

/// What comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    Cheapest,
    Dearest,
    Smallest,
    Largest,
    Best,
}

/// Words that name a product, and what they can mean, the likeliest first.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Named {
    pub spoken: String,
    pub candidates: Vec<Product>,
}

impl Named {
    /// One product and nothing else.
    pub fn exactly(product: Product) -> Self {
        Self { spoken: product.title(), candidates: vec![product] }
    }

    pub fn includes(&self, product: &Product) -> bool {
        self.candidates.iter().any(|candidate| candidate.sku == product.sku)
    }
}

/// What a shopper would like to have, as far as it is known.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Wish {
    pub product: Option<Named>,
    pub quantity: Option<i64>,
    /// How much of it, which decides which pack it is and how many of them.
    pub measure: Option<Measure>,
    /// The product that was bought before, and as many as then.
    pub again: bool,
    /// When it was bought before.
    pub when: Option<When>,
    pub goal: Goal,
}

/// What becomes of a product once it is known which one, and how many.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Goal {
    /// It is read back and ordered, with what is in the cart.
    #[default]
    Order,
    /// It goes into the cart.
    Cart,
    /// It is proposed this often, from then on.
    Subscribe { every: Option<Interval>, from: Option<When> },
    /// What becomes of the subscription of it.
    Change(Change),
}

/// What becomes of a subscription.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Change {
    /// It rests, until then.
    Pause(Option<When>),
    Resume,
    /// The next one is left out.
    Skip,
    /// How often, when next, or how many from now on, as far as that was said.
    Adjust {
        every: Option<Interval>,
        next: Option<When>,
        quantity: Option<i64>,
    },
    End,
}

/// What a shopper looks for.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Search {
    pub product: Option<Named>,
    pub category: Option<String>,
    pub brand: Option<String>,
    pub price: Option<PriceRange>,
    pub sort: Option<Sort>,
}

/// What is wanted instead of what was offered.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Refinement {
    Cheaper,
    Dearer,
    Smaller,
    Larger,
    /// "Another one", "more".
    Other,
    /// "The organic one".
    Attribute(String),
    Price(PriceRange),
}

/// Which order is meant: all that is known of it.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct About {
    pub product: Option<Named>,
    pub order: Option<String>,
    pub when: Option<When>,
}

impl About {
    /// Whether nothing is known: the latest one is meant.
    pub const fn is_any(&self) -> bool {
        self.product.is_none() && self.order.is_none() && self.when.is_none()
    }
}

impl Command {
    /// `None` when the conversation has no use for it.
    pub fn of(intent: &Intent) -> Option<Self> {
        let product = || named(intent);
        let (quantity, measure) = how_much(intent);
        let wish = |again, goal| Wish { product: product(), quantity, measure, again, when: when(intent), goal };
        if !intent.unread.is_empty() {
            let goal = if intent.name == "AddToCart" { Goal::Cart } else { Goal::Order };
            let buys = matches!(intent.name.as_str(), "Buy" | "AddToCart" | "Reorder" | "Find");
            return Some(Self::Half(buys.then(|| wish(false, goal))));
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
            "ChangeLanguage" => Some(Self::NotYet(intent.name.clone())),
            _ => None,
        }
    }

    /// Whether it can wait until what was asked for before it is done. An answer cannot: it would answer another
    /// question than the one that the shopper heard.
    pub const fn can_wait(&self) -> bool {
        match self {
            Self::Buy(_)
            | Self::RemoveFromCart(_)
            | Self::ReadCart
            | Self::ClearCart
            | Self::Checkout
            | Self::Find(_)
            | Self::Recommend(_)
            | Self::Deals(_)
            | Self::Question(..)
            | Self::OrderStatus(_)
            | Self::DeliveryTime(_)
            | Self::Cancel(_)
            | Self::Return(_)
            | Self::PaymentProblem
            | Self::Person
            | Self::AddToList(..)
            | Self::RemoveFromList(_)
            | Self::ReadList
            | Self::OrderList
            | Self::Subscribe(_)
            | Self::ChangeSubscription(..)
            | Self::ReadSubscriptions
            | Self::News
            | Self::Help
            | Self::Speak(_)
            | Self::NotYet(_) => true,
            Self::Wake
            | Self::Yes
            | Self::No
            | Self::Repeat
            | Self::Stop
            | Self::StartOver
            | Self::GoBack
            | Self::Refine(_)
            | Self::Continue
            | Self::Forget
            | Self::Reason(_)
            | Self::Choose { .. }
            | Self::Product(_)
            | Self::Quantity(_)
            | Self::Measure(_)
            | Self::Half(_) => false,
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
