//! What holds for every hub, whichever way its requests come: the assistant with the local shop behind it, and hubs whose
//! loop is the test.

use std::any::Any;
use std::sync::mpsc::{Receiver, SyncSender, channel, sync_channel};
use std::thread::JoinHandle;
use std::time::Duration;

use jiff::Timestamp;
use orderly::assistant::parts;
use orderly::assistant::timeline::{Show, Timeline};
use orderly::channels::Channel;
use orderly::channels::hub::HubChannel;
use orderly::commerce::Storefront;
use orderly::commerce::local::LocalShop;
use orderly::config::{Config, HubWay, LinkedConfig};
use orderly::dialogue::Reply;
use orderly::event::{Event, SiteId, TextTurn};
use orderly::expecting::Expecting;
use serde_json::{Value, json};
use tempfile::TempDir;

use super::ways::{PATIENCE, Speaker, configured, named, open, speech};

macro_rules! in_each_way {
    ($($test:ident)*) => {
        #[cfg(feature = "hubs")]
        mod over_https {
            $(#[test] fn $test() { super::$test(super::HubWay::Https); })*
        }
        #[cfg(feature = "mqtt")]
        mod over_mqtt {
            $(#[test] fn $test() { super::$test(super::HubWay::Mqtt); })*
        }
    };
}

in_each_way! {
    a_skill_orders_once_after_the_total_was_read_back_and_confirmed
    a_confirmed_intent_is_a_yes_to_the_question_that_was_asked_and_to_no_other
    a_session_that_is_over_confirms_nothing
    a_skill_is_answered_in_the_language_of_its_locale
    an_agent_is_answered_in_its_language
    an_agent_orders_once_after_the_total_was_read_back_and_confirmed
    who_is_not_linked_is_told_so_where_that_is_wanted
    whoever_would_wait_too_long_is_told_so_and_a_late_reply_counts_as_unheard
    what_is_said_late_goes_in_front_of_the_next_answer
    a_total_that_is_read_back_after_the_yes_was_said_does_not_answer_it
    a_turn_that_cannot_be_acted_on_is_answered
    at_the_end_whoever_waits_is_answered
    only_what_is_for_this_skill_of_now_and_new_is_acted_on
}

/// The whole assistant, and somebody who speaks to it.
struct House {
    folder: TempDir,
    speaker: Speaker,
    events: SyncSender<Event>,
    assistant: Option<JoinHandle<()>>,
    _kept: Box<dyn Any + Send>,
}

impl House {
    fn open(way: HubWay, change: impl Fn(&mut Config)) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut config = configured(&folder, way);
        change(&mut config);
        LocalShop::open(folder.path()).unwrap().import_sample(Timestamp::now()).unwrap();
        let (sender, started) = channel();
        let run = move || {
            let mut assistant = parts::assistant(&config, Timeline::new(Show::Nothing)).unwrap();
            let events = assistant.events();
            let opened = open(way, config, PATIENCE, events.clone());
            for hub in opened.channels {
                assistant.add_channel(Box::new(hub));
            }
            sender.send((events, opened.line, opened.kept)).unwrap();
            assistant.run().unwrap();
        };
        let assistant = std::thread::spawn(run);
        let (events, line, kept) = started.recv_timeout(PATIENCE).unwrap();
        Self { folder, speaker: Speaker::new(line), events, assistant: Some(assistant), _kept: kept }
    }

    fn orders(&self) -> usize {
        LocalShop::open(self.folder.path()).unwrap().orders(1_000).unwrap().len()
    }
}

impl Drop for House {
    fn drop(&mut self) {
        let _ended_already = self.events.send(Event::Shutdown);
        let ended = self.assistant.take().map(JoinHandle::join);
        assert!(std::thread::panicking() || ended.is_none_or(|ended| ended.is_ok()));
    }
}

fn a_skill_orders_once_after_the_total_was_read_back_and_confirmed(way: HubWay) {
    let mut house = House::open(way, |_| {});
    let before = house.orders();
    let launch = house.speaker.request(&json!({ "type": "LaunchRequest" }));
    let answer = house.speaker.send(&launch).unwrap();
    assert!(!speech(&answer).is_empty() && answer["response"]["shouldEndSession"] == false, "{answer}");

    let reorder =
        json!({ "name": "Reorder", "slots": { "product": { "name": "product", "value": "dishwasher tablets" } } });
    let answer = house.speaker.says(&reorder);
    assert!(speech(&answer).contains('€') && speech(&answer).contains("dishwasher tablets"), "{answer}");
    assert_eq!(answer["response"]["directives"][0]["type"], "Dialog.ConfirmIntent", "{answer}");
    assert_eq!(answer["response"]["reprompt"]["outputSpeech"], answer["response"]["outputSpeech"]);
    assert_eq!(house.orders(), before);

    let answer = house.speaker.says(&named("AMAZON.YesIntent"));
    assert!(speech(&answer).contains("order"), "{answer}");
    assert_eq!(house.orders(), before + 1);
    let answer = house.speaker.says(&named("AMAZON.YesIntent"));
    assert_eq!(house.orders(), before + 1, "{answer}");
}

fn a_skill_is_answered_in_the_language_of_its_locale(way: HubWay) {
    let mut house = House::open(way, |config| config.assistant.other_languages = vec!["de".to_owned()]);
    let before = house.orders();
    house.speaker.locale = "de-DE";
    let reorder =
        json!({ "name": "Reorder", "slots": { "product": { "name": "product", "value": "dishwasher tablets" } } });
    let answer = house.speaker.says(&reorder);
    assert!(speech(&answer).contains("Soll ich") && speech(&answer).contains("12,89"), "{answer}");
    let answer = house.speaker.says(&named("AMAZON.YesIntent"));
    assert!(speech(&answer).contains("1016") && speech(&answer).to_lowercase().contains("bestell"), "{answer}");
    assert_eq!(house.orders(), before + 1);
    house.speaker.locale = "en-GB";
    let answer = house.speaker.says(&named("AMAZON.HelpIntent"));
    assert!(speech(&answer).contains("order"), "{answer}");
    // Nobody speaks it here: the household is answered as it speaks itself.
    house.speaker.locale = "ja-JP";
    let answer = house.speaker.says(&named("AMAZON.HelpIntent"));
    assert!(speech(&answer).contains("order"), "{answer}");
}

fn an_agent_is_answered_in_its_language(way: HubWay) {
    let house = House::open(way, |config| config.assistant.other_languages = vec!["de".to_owned()]);
    let text = |answer: Option<Value>| answer.unwrap()["fulfillmentText"].as_str().unwrap_or_default().to_owned();
    assert!(text(house.speaker.ask_in("de", "1", "hilfe")).contains("Bestell"));
    assert!(text(house.speaker.ask_in("en-GB", "2", "help")).contains("order"));
}

fn a_confirmed_intent_is_a_yes_to_the_question_that_was_asked_and_to_no_other(way: HubWay) {
    let mut house = House::open(way, |_| {});
    let before = house.orders();
    let reorder = |status: &str| {
        json!({ "name": "Reorder", "confirmationStatus": status,
            "slots": { "product": { "name": "product", "value": "dishwasher tablets" } } })
    };
    house.speaker.says(&reorder("CONFIRMED"));
    house.speaker.says(&reorder("CONFIRMED"));
    assert_eq!(house.orders(), before, "nobody had asked");
    let mut yes = house.speaker.request(&json!({ "type": "IntentRequest", "intent": reorder("CONFIRMED") }));
    yes["session"]["attributes"] = json!({ "confirming": true });
    let answer = house.speaker.send(&yes).unwrap();
    assert_eq!(house.orders(), before + 1, "{answer}");
}

fn a_session_that_is_over_confirms_nothing(way: HubWay) {
    let mut house = House::open(way, |_| {});
    let before = house.orders();
    let words = json!({ "words": { "value": "reorder dishwasher tablets" } });
    let answer = house.speaker.says(&json!({ "name": "Anything", "slots": words }));
    assert!(speech(&answer).contains('€'), "{answer}");
    let ended = house.speaker.request(&json!({ "type": "SessionEndedRequest", "reason": "USER_INITIATED" }));
    assert_eq!(house.speaker.send(&ended), Some(json!({ "version": "1.0", "response": {} })));
    house.speaker.session = "amzn1.echo-api.session.2".to_owned();
    let answer = house.speaker.says(&named("AMAZON.YesIntent"));
    assert!(!speech(&answer).is_empty(), "{answer}");
    assert_eq!(house.orders(), before, "{answer}");
}

fn an_agent_orders_once_after_the_total_was_read_back_and_confirmed(way: HubWay) {
    let house = House::open(way, |_| {});
    let before = house.orders();
    let answer = house.speaker.ask("1", "reorder dishwasher tablets").unwrap();
    assert_eq!(answer["payload"]["orderly"]["expects"], "confirmation", "{answer}");
    assert!(answer["fulfillmentText"].as_str().unwrap().contains('€'));
    let answer = house.speaker.ask("2", "yes").unwrap();
    assert!(answer["fulfillmentText"].as_str().unwrap().contains("order"), "{answer}");
    assert_eq!(house.orders(), before + 1);
    assert_eq!(house.speaker.ask("2", "yes"), None);
    assert_eq!(house.orders(), before + 1);
}

fn who_is_not_linked_is_told_so_where_that_is_wanted(way: HubWay) {
    let mut house = House::open(way, |config| {
        config.alexa.linked_only = true;
        let user = LinkedConfig { site: "kitchen".to_owned(), speaker: "anna".to_owned() };
        config.alexa.users.insert("linked".to_owned(), user);
    });
    let answer = house.speaker.says(&named("AMAZON.HelpIntent"));
    assert_eq!(speech(&answer), "I don't know this account yet. Ask whoever set me up to link it.");
    assert_eq!(answer["response"]["shouldEndSession"], true);
    let mut help = house.speaker.request(&json!({ "type": "IntentRequest", "intent": named("AMAZON.HelpIntent") }));
    help["session"]["user"]["userId"] = json!("linked");
    let answer = house.speaker.send(&help).unwrap();
    assert_eq!(answer["response"]["shouldEndSession"], false, "{answer}");
}

/// Hubs whose loop is the test.
struct Hubs {
    _folder: TempDir,
    channels: Vec<HubChannel>,
    events: Receiver<Event>,
    speaker: Speaker,
    _kept: Box<dyn Any + Send>,
}

impl Hubs {
    fn open(way: HubWay, patience: Duration) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let (sender, events) = sync_channel(16);
        let opened = open(way, configured(&folder, way), patience, sender);
        let (channels, kept) = (opened.channels, opened.kept);
        Self { _folder: folder, channels, events, speaker: Speaker::new(opened.line), _kept: kept }
    }

    fn help(&mut self) -> Value {
        self.speaker.request(&json!({ "type": "IntentRequest", "intent": named("AMAZON.HelpIntent") }))
    }

    /// Whether somebody hears this.
    fn reply(&mut self, text: &str, expecting: Expecting) -> bool {
        reply(&mut self.channels[0], &self.speaker.session.clone(), text, expecting)
    }

    /// Asks, lets the loop do something about it, and gives what it is answered.
    fn asked(&mut self, request: &Value, act: impl FnOnce(&mut HubChannel, TextTurn)) -> Value {
        let Self { channels, events, speaker, .. } = self;
        std::thread::scope(|scope| {
            let answered = scope.spawn(|| speaker.send(request).unwrap());
            act(&mut channels[0], turn(events));
            answered.join().unwrap()
        })
    }
}

fn turn(events: &Receiver<Event>) -> TextTurn {
    match events.recv_timeout(PATIENCE).unwrap() {
        Event::Text(turn) => turn,
        other => panic!("{other:?}"),
    }
}

fn reply(channel: &mut HubChannel, session: &str, text: &str, expecting: Expecting) -> bool {
    let reply = Reply {
        number: 1,
        text: text.to_owned(),
        speech: text.to_owned(),
        language: "en".to_owned(),
        expecting,
        ends: false,
    };
    channel.reply(&SiteId("home".to_owned()), session, &reply).is_ok()
}

fn whoever_would_wait_too_long_is_told_so_and_a_late_reply_counts_as_unheard(way: HubWay) {
    let mut hubs = Hubs::open(way, Duration::ZERO);
    let answer = hubs.speaker.says(&named("OrderStatus"));
    assert_eq!(speech(&answer), "I'm still working on it. Ask me again in a moment, and I'll tell you.");
    assert_eq!(answer["response"]["shouldEndSession"], false);
    let turn = turn(&hubs.events);
    hubs.channels[0].hears(&turn);
    assert!(!hubs.reply("It is on its way.", Expecting::Command), "nobody heard it");
}

fn what_is_said_late_goes_in_front_of_the_next_answer(way: HubWay) {
    let mut hubs = Hubs::open(way, PATIENCE);
    assert!(!hubs.reply("It is on its way.", Expecting::Command), "nobody heard it");
    let help = hubs.help();
    let answer = hubs.asked(&help, |channel, turn| {
        channel.hears(&turn);
        assert!(reply(channel, turn.session.as_deref().unwrap(), "You can order.", Expecting::Product));
    });
    assert_eq!(speech(&answer), "It is on its way. You can order.");
}

fn a_total_that_is_read_back_after_the_yes_was_said_does_not_answer_it(way: HubWay) {
    let mut hubs = Hubs::open(way, PATIENCE);
    let yes = hubs.speaker.request(&json!({ "type": "IntentRequest", "intent": named("AMAZON.YesIntent") }));
    let answer = hubs.asked(&yes, |channel, turn| {
        let session = turn.session.clone().unwrap();
        assert!(!reply(channel, &session, "That is €12.89. Yes?", Expecting::Confirmation), "it counts as heard");
        channel.hears(&turn);
        assert!(reply(channel, &session, "Once more: €12.89. Yes?", Expecting::Confirmation));
    });
    assert_eq!(speech(&answer), "Once more: €12.89. Yes?");
}

fn a_turn_that_cannot_be_acted_on_is_answered(way: HubWay) {
    let mut hubs = Hubs::open(way, PATIENCE);
    let help = hubs.help();
    let answer = hubs.asked(&help, |channel, turn| channel.refuse(&turn, "the journal cannot be written").unwrap());
    assert_eq!(speech(&answer), "I couldn't take that in, so I did nothing. Please say it again in a moment.");
}

fn at_the_end_whoever_waits_is_answered(way: HubWay) {
    let mut hubs = Hubs::open(way, PATIENCE);
    let launch = hubs.speaker.request(&json!({ "type": "LaunchRequest" }));
    let Hubs { _folder, channels, events, speaker, _kept } = hubs;
    std::thread::scope(|scope| {
        let answered = scope.spawn(|| speaker.send(&launch));
        turn(&events);
        drop(channels);
        assert!(answered.join().unwrap().is_some());
    });
}

fn only_what_is_for_this_skill_of_now_and_new_is_acted_on(way: HubWay) {
    let mut hubs = Hubs::open(way, Duration::ZERO);
    let at = |seconds: i64| json!(Timestamp::from_second(Timestamp::now().as_second() + seconds).unwrap().to_string());
    for (place, wrong) in [
        ("/request/timestamp", at(-160)),
        ("/request/timestamp", at(160)),
        ("/request/timestamp", json!("today")),
        ("/session/application/applicationId", json!("another")),
        ("/request/requestId", json!("")),
    ] {
        let mut request = hubs.help();
        *request.pointer_mut(place).unwrap() = wrong;
        assert_eq!(hubs.speaker.send(&request), None, "{request}");
    }
    assert_eq!(hubs.speaker.line.ask("alexa", b"[]"), None);
    let help = hubs.help();
    assert!(hubs.speaker.send(&help).is_some());
    assert_eq!(hubs.speaker.send(&help), None);
    assert!(turn(&hubs.events).id.is_some());
    assert!(hubs.events.try_recv().is_err(), "something else was acted on");
}
