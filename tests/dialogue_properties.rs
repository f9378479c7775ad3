//! What holds for every conversation, whatever is heard, answered or lost, and however the clock jumps.

mod shop;

use std::sync::Arc;

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use orderly::commerce::cart::Quote;
use orderly::commerce::order::{OrderId, OrderStatus};
use orderly::commerce::updates::OrderUpdate;
use orderly::config::{DialogueConfig, PermissionConfig};
use orderly::dialogue::person::HandedOver;
use orderly::dialogue::reply::Replies;
use orderly::dialogue::{Action, Dialogue, DialogueSettings, Input, OrderNews, Reply, ShopRequest};
use orderly::expecting::Expecting;
use orderly::handover::{Accepted, Reachable};
use orderly::permission::{PinAnswer, Rules};
use orderly::understanding::slots::measure::{Measure, Unit};
use orderly::understanding::{Intent, Interval, Slot, Span, Value, When};
use proptest::prelude::*;

use shop::{honest, nonsense, product, quote};

/// An intent with how many of it, and which products.
type Said = (&'static str, Option<i64>, Option<Vec<usize>>);

/// What happens next. What depends on what was said or asked before is resolved when it happens.
#[derive(Debug, Clone)]
enum Step {
    Say(&'static str, Option<i64>, Option<Vec<usize>>),
    /// Several wishes in one sentence.
    SayAll(Vec<Said>),
    /// Only part of it was understood.
    SayHalf(&'static str, Option<Vec<usize>>),
    /// One slot is doubtful.
    SayUnsurely(&'static str, Option<i64>, Option<Vec<usize>>, &'static str),
    Woken,
    NoMatch,
    NoInput,
    /// Of the last reply, or of one that many replies ago.
    Delivered(u64),
    Undelivered(u64),
    /// The shop answers the oldest open request as it should, this many minor units dearer.
    Honest(i64),
    /// The shop answers anything at all.
    Nonsense(u8, i64, u32),
    News(bool, i64),
    /// What became of the wish for a person.
    HandedOver(u8),
    /// An order changed.
    Update(u8),
    /// It is the time of the day to say what is due.
    Remind,
    /// A code was said, or checked.
    Code(u8),
    Wait(i64),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let names = prop::sample::select(vec![
        "Wake",
        "Reorder",
        "Buy",
        "OrderStatus",
        "Cancel",
        "Yes",
        "No",
        "Repeat",
        "Help",
        "Stop",
        "Choose",
        "Product",
        "Quantity",
        "ChangeQuantity",
        "AddToCart",
        "Find",
        "ProductQuestion",
        "Checkout",
        "StartOver",
        "GoBack",
        "Refine",
        "RemoveFromCart",
        "ReadCart",
        "ClearCart",
        "Recommend",
        "Deals",
        "DeliveryTime",
        "Return",
        "Withdraw",
        "Reason",
        "PaymentProblem",
        "Person",
        "News",
        "Continue",
        "Forget",
        "AddToList",
        "RemoveFromList",
        "ReadList",
        "OrderList",
        "Subscribe",
        "ChangeSubscription",
        "ReadSubscriptions",
        "Weather",
    ]);
    let products = prop::option::weighted(0.7, prop::collection::vec(0..6_usize, 0..6));
    let number = prop::option::of(prop_oneof![8 => -2..30_i64, 1 => any::<i64>()]);
    let several = prop::collection::vec((names.clone(), number.clone(), products.clone()), 2..5);
    let step = prop_oneof![
        3 => several.prop_map(Step::SayAll),
        1 => (names.clone(), products.clone()).prop_map(|(name, products)| Step::SayHalf(name, products)),
        1 => (names.clone(), number.clone(), products.clone(), prop::sample::select(vec!["product", "quantity", "date"]))
            .prop_map(|(name, number, products, slot)| Step::SayUnsurely(name, number, products, slot)),
        6 => (names, number, products).prop_map(|(name, number, products)| Step::Say(name, number, products)),
        2 => prop::sample::select(vec![0_usize, 1, 2]).prop_map(|one| Step::Say("Buy", None, Some(vec![one]))),
        6 => Just(Step::Say("Yes", None, None)),
        1 => Just(Step::Woken),
        1 => Just(Step::NoMatch),
        1 => Just(Step::NoInput),
        10 => prop_oneof![8 => Just(0_u64), 1 => 1..3_u64].prop_map(Step::Delivered),
        1 => (0..2_u64).prop_map(Step::Undelivered),
        10 => prop_oneof![6 => Just(0_i64), 1 => -50..50_i64].prop_map(Step::Honest),
        2 => (any::<u8>(), any::<i64>(), any::<u32>()).prop_map(|(kind, minor, some)| Step::Nonsense(kind, minor, some)),
        1 => (any::<bool>(), 1..9999_i64).prop_map(|(placed, minor)| Step::News(placed, minor)),
        1 => (0..4_u8).prop_map(Step::HandedOver),
        1 => any::<u8>().prop_map(Step::Update),
        1 => Just(Step::Remind),
        2 => (0..6_u8).prop_map(Step::Code),
        4 => prop_oneof![6 => 0..15_i64, 2 => 15..70_i64, 1 => -100_000..100_000_i64].prop_map(Step::Wait),
    ];
    prop::collection::vec(step, 1..60)
}

/// A conversation, and what an onlooker knows of it.
struct Onlooker {
    dialogue: Dialogue,
    now: Timestamp,
    said: Vec<Reply>,
    /// The last reply, when it was heard.
    heard: Option<(u64, Timestamp)>,
    open: Vec<ShopRequest>,
    /// The reply that the last yes answered.
    yes: Option<Reply>,
    /// The number of the reply that each order answered.
    answered: Vec<u64>,
    /// Whether every order needs a code.
    needs_code: bool,
}

impl Onlooker {
    fn new(needs_code: bool) -> Self {
        let pin_above = if needs_code { "0" } else { "" }.to_owned();
        let rules = Rules::read(&PermissionConfig { pin_above, ..PermissionConfig::default() }).unwrap();
        let settings = DialogueSettings {
            person: true,
            rules: Arc::new(rules),
            ..DialogueSettings::new(&DialogueConfig::default(), TimeZone::UTC)
        };
        Self {
            dialogue: Dialogue::new(settings, Replies::built_in("en").unwrap()),
            now: Timestamp::from_second(1_700_000_000).unwrap(),
            said: Vec::new(),
            heard: None,
            open: Vec::new(),
            yes: None,
            answered: Vec::new(),
            needs_code,
        }
    }

    fn step(&mut self, step: Step) {
        let last = self.said.last().map_or(0, |reply| reply.number);
        let input = match step {
            Step::Say(name, number, products) => Input::Understood(vec![intent(name, number, products)]),
            Step::SayAll(wishes) => Input::Understood(
                wishes.into_iter().map(|(name, number, products)| intent(name, number, products)).collect(),
            ),
            Step::SayHalf(name, products) => {
                let unread = vec!["for the cellar".to_owned()];
                Input::Understood(vec![Intent { unread, ..intent(name, None, products) }])
            }
            Step::SayUnsurely(name, number, products, slot) => {
                Input::Understood(vec![Intent { doubtful: Some(slot.to_owned()), ..intent(name, number, products) }])
            }
            Step::Woken => Input::Woken,
            Step::NoMatch => Input::NoMatch,
            Step::NoInput => Input::NoInput,
            Step::Delivered(ago) => Input::Delivered(last.saturating_sub(ago)),
            Step::Undelivered(ago) => Input::Undelivered(last.saturating_sub(ago)),
            Step::Honest(_) if self.open.is_empty() => Input::Tick,
            Step::Honest(extra) => Input::Shop(honest(&self.open.remove(0), extra, self.now)),
            Step::Nonsense(kind, minor, some) => Input::Shop(nonsense(kind, minor, some, self.now)),
            Step::News(true, minor) => {
                Input::News(OrderNews::Placed { quote: quote(&[], minor), id: OrderId("7".into()) })
            }
            Step::News(false, minor) => Input::News(OrderNews::NotPlaced { quote: quote(&[], minor) }),
            Step::Update(kind) => Input::Updates(vec![OrderUpdate {
                order: OrderId("4111111111111111".to_owned()),
                status: OrderStatus::ALL[usize::from(kind) % OrderStatus::ALL.len()],
                at: self.now,
                shipment: None,
            }]),
            Step::Remind => Input::Remind,
            Step::Code(0) => Input::CodeHeard("4711".parse().unwrap()),
            Step::Code(1) => Input::CodeChecked(Some(PinAnswer::Right)),
            Step::Code(2) => Input::CodeChecked(Some(PinAnswer::Wrong { left: 1 })),
            Step::Code(3) => Input::CodeChecked(Some(PinAnswer::LockedOut { until: self.now })),
            Step::Code(_) => Input::CodeChecked(None),
            Step::HandedOver(0) => Input::HandedOver(HandedOver::Accepted(Accepted {
                reference: Some("4111 1111 1111 1111".to_owned()),
                reachable: Reachable::Comes,
            })),
            Step::HandedOver(1) => Input::HandedOver(HandedOver::Kept),
            Step::HandedOver(_) => Input::HandedOver(HandedOver::Lost),
            Step::Wait(seconds) => {
                let then = self.now.checked_add(SignedDuration::from_secs(seconds)).unwrap();
                // The loop ticks at the deadline, not when somebody happens to speak.
                if let Some(deadline) =
                    self.dialogue.deadline().filter(|deadline| *deadline <= then && seconds % 2 == 0)
                {
                    self.input(&Input::Tick, deadline);
                }
                self.now = then;
                return self.input(&Input::Tick, then);
            }
        };
        self.input(&input, self.now);
    }

    fn input(&mut self, input: &Input, now: Timestamp) {
        let last = self.said.last().map_or(0, |reply| reply.number);
        if *input == Input::Delivered(last) && last > 0 && self.heard.is_none() {
            self.heard = Some((last, now));
        }
        if *input == Input::Undelivered(last) {
            self.heard = None;
        }
        self.note_yes(input, now);
        for action in self.dialogue.handle(input.clone(), now) {
            match action {
                Action::Say(reply) => self.saw(reply),
                Action::Keep(_) | Action::Forget(_) | Action::Adjust(_) => {}
                Action::HandOver(_) | Action::CheckCode(_) => {}
                Action::Told(_) | Action::ToldUpdate(_) => {
                    assert!(matches!(input, Input::Delivered(_)), "told without having been heard")
                }
                Action::Ask(request) => {
                    if let ShopRequest::Place { quote, .. } = &request {
                        self.may_be_placed(quote, input);
                    }
                    self.open.push(request);
                }
            }
        }
        assert_eq!(self.dialogue.in_session(), self.dialogue.deadline().is_some(), "a session without a deadline");
    }

    fn saw(&mut self, reply: Reply) {
        assert!(!reply.text.trim().is_empty(), "a silent reply");
        assert_eq!(reply.text.trim(), reply.text, "blanks around a reply");
        assert!(longest_digit_run(&reply.text) < 13, "a card number: {}", reply.text);
        assert_eq!(reply.ends, !self.dialogue.in_session());
        assert!(self.said.last().is_none_or(|last| last.number < reply.number));
        self.heard = None;
        self.said.push(reply);
    }

    /// A yes to a total that was heard, in time. Where a code is needed it may come a while later, but once.
    fn note_yes(&mut self, input: &Input, now: Timestamp) {
        let Input::Understood(wishes) = input else { return };
        let [yes] = wishes.as_slice() else { return };
        // Where a code is asked for, a yes says nothing more.
        let asked = self.dialogue.expecting() == Expecting::Confirmation;
        if yes.name != "Yes" || !yes.is_whole() || !asked {
            return;
        }
        let Some((number, at)) = self.heard else { return };
        if at <= now && now < at + SignedDuration::from_secs(20) {
            self.yes = self.said.last().filter(|reply| reply.number == number).cloned();
        }
    }

    fn may_be_placed(&mut self, quote: &Quote, input: &Input) {
        if self.needs_code {
            assert_eq!(*input, Input::CodeChecked(Some(PinAnswer::Right)), "ordered without the code");
        } else {
            assert!(matches!(input, Input::Understood(_)), "ordered without a word: {input:?}");
        }
        let reply = self.yes.take().expect("ordered without a yes to what was heard in time");
        assert!(reply.text.contains(&quote.total.to_string()), "another total was heard: {}", reply.text);
        assert!(!self.answered.contains(&reply.number), "one yes, two orders");
        self.answered.push(reply.number);
    }
}

fn longest_digit_run(text: &str) -> usize {
    let joined: String = text.split([' ', '-']).collect::<Vec<_>>().join("");
    joined.split(|character: char| !character.is_ascii_digit()).map(str::len).max().unwrap_or(0)
}

fn intent(name: &str, number: Option<i64>, products: Option<Vec<usize>>) -> Intent {
    let mut slots = Vec::new();
    let mut slot = |name: &str, value, spoken: String| slots.push(Slot { name: name.to_owned(), value, spoken });
    if let Some(number) = number {
        if number % 3 == 0 {
            let thousandths = number.unsigned_abs().max(1).saturating_mul(100_000);
            let count = u32::try_from(number).unwrap_or(1).max(1);
            let unit = if number % 2 == 0 { Unit::Gram } else { Unit::Piece };
            slot("measure", Value::Measure(Measure { count, thousandths, unit }), format!("{number} of it"));
        }
        if number % 9 != 0 {
            slot("quantity", Value::Number(number), number.to_string());
            slot("ordinal", Value::Number(number), number.to_string());
        }
    }
    if let Some(products) = products {
        let products = products.into_iter().map(product).collect();
        slot("product", Value::Products(products), "4111 1111 1111 1111".to_owned());
    }
    let aspect = if number.is_some_and(|number| number % 2 == 0) { "price" } else { "stock" };
    slot("aspect", Value::Text(aspect.to_owned()), String::new());
    let some = slots_of(number);
    let actions = ["pause", "resume", "skip", "change", "cancel"];
    slot("action", Value::Text(actions[some % actions.len()].to_owned()), String::new());
    if some.is_multiple_of(2) {
        let span = [Span::Day, Span::Week, Span::Month, Span::Year][some % 4];
        slot("interval", Value::Interval(Interval { count: number.map_or(1, |it| it as u32), span }), String::new());
    }
    if some.is_multiple_of(3) {
        slot("date", Value::When(When::Away(number.unwrap_or(1) as i32, Span::Week)), String::new());
    }
    Intent {
        name: name.to_owned(),
        slots,
        confidence: 1.0,
        language: "en".to_owned(),
        unread: Vec::new(),
        doubtful: None,
    }
}

/// Something that depends on what was said.
fn slots_of(number: Option<i64>) -> usize {
    number.map_or(1, |number| usize::try_from(number.unsigned_abs() % 60).unwrap())
}

/// So many sequences; `ORDERLY_TEST_SEQUENCES=100000` for a long run.
fn cases() -> u32 {
    std::env::var("ORDERLY_TEST_SEQUENCES").ok().and_then(|count| count.parse().ok()).unwrap_or(2_000)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(cases()) })]

    #[test]
    fn nothing_is_ordered_that_was_not_confirmed_and_every_conversation_ends_or_asks(steps in steps(), needs_code in any::<bool>()) {
        let mut onlooker = Onlooker::new(needs_code);
        for step in steps {
            onlooker.step(step);
        }
        // Silence ends it, whatever was open.
        for _ in 0..3 {
            let Some(deadline) = onlooker.dialogue.deadline() else { break };
            onlooker.input(&Input::Tick, deadline);
        }
        prop_assert!(!onlooker.dialogue.in_session(), "silence does not end it");
    }
}
