//! The shop desk: a thread that owns the shop and the journal of orders, and answers one request after another.
//! It is the only place from which an order is placed.

#[cfg(all(test, feature = "sqlite"))]
mod tests;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, TrySendError, sync_channel};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::AssistantError;
use super::learning::Learning;
use crate::commerce::cart::{Cart, PurchaseId, Quote};
use crate::commerce::checkout::{self, CheckoutError, Patience};
use crate::commerce::order::{IdempotencyKey, Order, OrderId};
use crate::commerce::{ShopError, Storefront};
use crate::dialogue::{Input, OrderNews, Priced, ShopAnswer, ShopRequest};
use crate::event::{Event, SiteId};
use crate::journal::{Journal, Outcome};
use crate::understanding::History;

/// How many past orders a conversation sees.
const ORDERS: usize = 50;
/// How many requests may wait; a conversation asks one at a time.
const QUEUE: usize = 64;
/// How many past orders tell what a household is used to.
const HABITS: usize = 500;
/// How often the shop is asked where orders are.
const LOOK_AT_ORDERS: Duration = Duration::from_secs(5);
/// How often the shop is asked whether its catalogue changed.
const LOOK: Duration = Duration::from_millis(100);

/// The loop's end of the shop desk.
pub struct Ordering {
    requests: SyncSender<(SiteId, ShopRequest)>,
    thread: Option<JoinHandle<()>>,
}

impl Ordering {
    /// Finds out what became of the attempts that were open, and starts the thread. The second value is the news.
    ///
    /// # Errors
    /// [`AssistantError::Thread`] when the system has no thread to give.
    pub fn start(
        shop: Box<dyn Storefront>,
        journal: Box<dyn Journal>,
        revision: u64,
        learning: Learning,
        events: SyncSender<Event>,
    ) -> Result<(Self, Vec<Event>), AssistantError> {
        let (requests, inbox) = sync_channel(QUEUE);
        let mut desk = Desk {
            shop,
            journal,
            revision,
            learning,
            events,
            unsettled: Some(Patience::from(Instant::now())),
            today: today(),
            unreachable: false,
            asked_orders: None,
            seen: Vec::new(),
        };
        let mut news = desk.recover();
        news.extend(desk.history());
        news.extend(desk.changed_orders());
        let thread = std::thread::Builder::new()
            .name("ordering".to_owned())
            .spawn(move || desk.run_guarded(&inbox))
            .map_err(AssistantError::Thread)?;
        Ok((Self { requests, thread: Some(thread) }, news))
    }

    /// Asks the shop; the answer is an [`Event::Shop`], or an [`Event::News`] when an order could not even be written
    /// to the journal.
    ///
    /// # Errors
    /// The answer to give instead, when so many requests wait that this one must not join them.
    pub fn ask(&self, site: SiteId, request: ShopRequest) -> Result<(), Box<Input>> {
        self.requests.try_send((site, request)).map_err(|refused| {
            let (TrySendError::Full((_, request)) | TrySendError::Disconnected((_, request))) = refused;
            let busy = || ShopError::Unavailable("too many requests at once; try again in a moment".to_owned());
            Box::new(match request {
                ShopRequest::Orders => Input::Shop(ShopAnswer::Orders(Err(busy()))),
                ShopRequest::Quote(_) => Input::Shop(ShopAnswer::Quote(Err(busy()))),
                ShopRequest::Cancel(_) => Input::Shop(ShopAnswer::Cancelled(Err(busy()))),
                ShopRequest::TakeBack(_) => Input::Shop(ShopAnswer::TakenBack(Err(busy()))),
                // Nothing was attempted, so what became of it is known.
                ShopRequest::Place { quote, .. } => Input::News(OrderNews::NotPlaced { quote }),
            })
        })
    }

    /// Ends the thread once every request is answered.
    pub fn close(self) {
        drop(self.requests);
        if let Some(thread) = self.thread {
            let _ignore_panic_already_reported = thread.join();
        }
    }
}

struct Desk {
    shop: Box<dyn Storefront>,
    journal: Box<dyn Journal>,
    revision: u64,
    learning: Learning,
    events: SyncSender<Event>,
    /// While the journal may hold attempts whose outcome nobody knows: when they are looked up again.
    unsettled: Option<Patience>,
    /// The day that habits were told for.
    today: Date,
    /// Whether the shop did not tell its revision when it was last asked: said once.
    unreachable: bool,
    /// When the shop was last asked where orders are, and how many changes each had.
    asked_orders: Option<Instant>,
    seen: Vec<(OrderId, usize)>,
}

impl Desk {
    fn run_guarded(mut self, requests: &Receiver<(SiteId, ShopRequest)>) {
        let events = self.events.clone();
        if let Err(panic) = catch_unwind(AssertUnwindSafe(|| self.run(requests))) {
            let reason = super::panic_message(&*panic);
            let _ignore_loop_gone = events.send(Event::Failed { part: "ordering", reason });
        }
        self.learning.close();
    }

    fn run(&mut self, requests: &Receiver<(SiteId, ShopRequest)>) {
        loop {
            if self.unsettled.is_some_and(|patience| patience.is_over(Instant::now())) {
                for news in self.recover() {
                    self.send(news);
                }
            }
            match requests.recv_timeout(LOOK) {
                Ok((site, request)) => self.answer(site, request),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return,
            }
            self.look_for_changes();
            if let Some(orders) = self.changed_orders() {
                self.send(orders);
            }
        }
    }

    fn answer(&mut self, site: SiteId, request: ShopRequest) {
        let mut habits_change = false;
        let answer = match request {
            ShopRequest::Orders => ShopAnswer::Orders(self.shop.orders(ORDERS)),
            ShopRequest::Quote(cart) => ShopAnswer::Quote(self.priced(&cart)),
            ShopRequest::Cancel(id) => {
                habits_change = true;
                ShopAnswer::Cancelled(self.shop.cancel(&id))
            }
            ShopRequest::TakeBack(request) => {
                habits_change = true;
                ShopAnswer::TakenBack(self.shop.take_back(&request))
            }
            ShopRequest::Place { quote, purchase } => {
                let event = self.place(site, quote, &purchase);
                self.send(event);
                return self.tell_habits();
            }
        };
        self.send(Event::Shop { site, answer: Box::new(answer), attempt: None });
        if habits_change {
            self.tell_habits();
        }
    }

    /// What a cart costs. A shop that does not tell past orders now leaves only the comparison out.
    fn priced(&self, cart: &Cart) -> Result<Priced, ShopError> {
        let quote = self.shop.quote(cart)?;
        let orders = self.shop.orders(HABITS).unwrap_or_else(|error| {
            tracing::warn!("{error}; prices are not compared with the last purchase");
            Vec::new()
        });
        Ok(Priced::of(quote, PurchaseId::generate(), &orders, midnight()))
    }

    fn place(&mut self, site: SiteId, quote: Quote, purchase: &PurchaseId) -> Event {
        let now = Timestamp::now();
        let placed = checkout::place(self.shop.as_mut(), self.journal.as_mut(), &site, purchase, &quote, now);
        let (answer, attempt) = match placed {
            Ok(placement) => (Ok(placement.order), Some(placement.key)),
            Err(error) => match self.not_simply_placed(error) {
                Told::Answer(answer, attempt) => (answer.map(|order| *order), attempt),
                Told::Placed(id) => return news(site, OrderNews::Placed { quote, id }, None),
                Told::NotPlaced(key) => return news(site, OrderNews::NotPlaced { quote }, key),
            },
        };
        Event::Shop { site, answer: Box::new(ShopAnswer::Placed(answer)), attempt }
    }

    /// What the shopper is told when a confirmed order did not simply become one.
    fn not_simply_placed(&mut self, error: CheckoutError) -> Told {
        match error {
            // The shop did not answer in time, but was found not to have the order.
            CheckoutError::Refused { key, error } if error.outcome_unknown() => Told::NotPlaced(Some(key)),
            CheckoutError::Refused { key, error } => Told::Answer(Err(error), Some(key)),
            CheckoutError::Unknown { error, .. } => {
                self.look_up_soon();
                Told::Answer(Err(error), None)
            }
            CheckoutError::Journal { key, error } => {
                tracing::error!("{error}");
                self.look_up_soon();
                Told::NotPlaced(key)
            }
            CheckoutError::AlreadyOrdered { order: Some(order), .. } => Told::Answer(Ok(order), None),
            CheckoutError::AlreadyOrdered { outcome: Outcome::Placed(id), .. } => Told::Placed(id),
            // It is told where it was confirmed first.
            CheckoutError::AlreadyOrdered { purchase, .. } => {
                self.look_up_soon();
                let reason = format!("whether the purchase {purchase} was placed is being looked up");
                Told::Answer(Err(ShopError::Unavailable(reason)), None)
            }
            CheckoutError::TwoNumbers { ref key, ref order, .. } => {
                tracing::error!("{error}");
                Told::Answer(Ok(order.clone()), Some(key.clone()))
            }
        }
    }

    fn look_up_soon(&mut self) {
        self.unsettled = Some(Patience::from(Instant::now()));
    }

    /// Looks up at the shop what became of every open attempt.
    fn recover(&mut self) -> Vec<Event> {
        let recovered = checkout::recover(self.shop.as_ref(), self.journal.as_mut());
        let (news, trouble) = match recovered {
            Ok(recovered) => (recovered.news, recovered.away.map(|error| error.to_string())),
            Err(error) => (Vec::new(), Some(error.to_string())),
        };
        self.unsettled = self.unsettled.filter(|_| trouble.is_some()).map(|patience| patience.again(Instant::now()));
        if let Some(reason) = trouble {
            tracing::warn!("{reason}; what became of an order is looked up again");
        }
        let event =
            |(site, news, attempt)| Event::News { site, news: Box::new(news), attempt: Some(attempt), answers: false };
        news.into_iter().map(event).collect()
    }

    /// What the household is used to; nothing when the shop does not tell.
    fn history(&self) -> Option<Event> {
        match self.shop.orders(HABITS) {
            Ok(orders) => Some(Event::History(History::of(&orders, self.today))),
            Err(error) => {
                tracing::warn!("{error}; the habits from before stay in use");
                None
            }
        }
    }

    fn tell_habits(&self) {
        if let Some(history) = self.history() {
            self.send(history);
        }
    }

    /// The orders, when one of them is new or changed since it was last asked. A shop that does not tell is asked again.
    fn changed_orders(&mut self) -> Option<Event> {
        if self.asked_orders.is_some_and(|asked| asked.elapsed() < LOOK_AT_ORDERS) {
            return None;
        }
        self.asked_orders = Some(Instant::now());
        let orders = self.shop.orders(ORDERS).ok()?;
        let seen = orders.iter().map(|order| (order.id.clone(), order.history.len())).collect();
        let changed = seen != self.seen;
        self.seen = seen;
        changed.then_some(Event::OrdersSeen(orders))
    }

    fn look_for_changes(&mut self) {
        if self.today != today() {
            self.today = today();
            self.tell_habits();
        }
        let change = self
            .shop
            .revision()
            .and_then(|revision| if revision == self.revision { Ok(None) } else { self.shop.catalogue().map(Some) });
        match change {
            Ok(Some(catalogue)) => {
                self.revision = catalogue.revision;
                self.learning.learn(catalogue);
                self.reached();
            }
            Ok(None) => self.reached(),
            Err(error) => {
                if !std::mem::replace(&mut self.unreachable, true) {
                    tracing::warn!("{error}");
                }
            }
        }
    }

    /// The shop answers. When it did not before, what is open is looked up at once.
    fn reached(&mut self) {
        if std::mem::take(&mut self.unreachable) && self.unsettled.is_some() {
            self.look_up_soon();
        }
    }

    fn send(&self, event: Event) {
        // When the loop is gone the journal still knows what is open.
        let _ignore_loop_gone = self.events.send(event);
    }
}

/// When today began where this machine is.
fn midnight() -> Timestamp {
    let now = Timestamp::now();
    now.to_zoned(TimeZone::system()).start_of_day().map_or(now, |midnight| midnight.timestamp())
}

/// The day as habits count it.
fn today() -> Date {
    Timestamp::now().to_zoned(TimeZone::UTC).date()
}

/// What a shopper is told of an order that was just confirmed.
enum Told {
    /// What the shop answered, and the attempt that this settles.
    Answer(Result<Box<Order>, ShopError>, Option<IdempotencyKey>),
    /// It was placed before, as this order; the shop cannot be asked for more.
    Placed(OrderId),
    /// It was not placed; the attempt that this settles, if one was begun.
    NotPlaced(Option<IdempotencyKey>),
}

fn news(site: SiteId, news: OrderNews, attempt: Option<IdempotencyKey>) -> Event {
    Event::News { site, news: Box::new(news), attempt, answers: true }
}
