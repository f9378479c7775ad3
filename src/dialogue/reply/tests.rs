use fluent_bundle::FluentArgs;
use fluent_syntax::ast;

use super::super::message::MESSAGES;
use super::built_in::LANGUAGES;
use super::*;
use crate::commerce::money::Currency;

const TONES: [Tone; 3] = [Tone::Plain, Tone::Warm, Tone::Formal];

/// Turns enough to hear every variant of a message.
const TURNS: u64 = 6;

/// The words with which a yes orders and pays.
const ORDERS_AND_PAYS: [(&str, &[&str]); 5] = [
    ("en", &["order and pay"]),
    ("nl", &["bestellen en betalen"]),
    ("de", &["zahlungspflichtig bestellen"]),
    ("fr", &["commander et payer"]),
    ("es", &["pedido y pago"]),
];

/// What is said in one place of a conversation or another: every message, with arguments that take turns.
fn plausible() -> impl Iterator<Item = (&'static str, FluentArgs<'static>)> {
    let rounds = |arguments: &[&str]| if arguments.is_empty() { 1 } else { WHAT.len() };
    MESSAGES.iter().flat_map(move |(key, arguments)| {
        (0..rounds(arguments)).map(move |round| {
            let mut given = FluentArgs::new();
            for argument in *arguments {
                let number = i64::try_from(round).unwrap();
                match *argument {
                    "day" if *key == "day" => given.set(*argument, number + 1),
                    "count" | "maximum" | "quantity" | "available" => given.set(*argument, number + 1),
                    "days" if *key == "withdrawable" => given.set(*argument, number + 1),
                    "ago" | "ahead" | "weekday" | "month" => given.set(*argument, number),
                    "day" if *key == "day-ahead" => given.set(*argument, number + 1),
                    "aspect" => given.set(*argument, ASPECT[round % ASPECT.len()]),
                    "next" => given.set(*argument, ["call", "message", "comes", "unknown"][round % 4]),
                    "reference" => given.set(*argument, ["none", "R-1"][round / 4 % 2]),
                    "why" => given.set(*argument, WHY[round % WHY.len()]),
                    "left" | "minutes" => given.set(*argument, number + 1),
                    "how" => given.set(*argument, ["louder", "quieter", "slower", "faster"][round % 4]),
                    "what" if *key == "not-yet" => given.set(*argument, WHAT[round]),
                    "status" => given.set(*argument, STATUS[round % STATUS.len()]),
                    "free" => given.set(*argument, ["yes", "no"][round % 2]),
                    "direction" => given.set(*argument, ["up", "down"][round % 2]),
                    text => given.set(text, format!("<{text}>")),
                }
            }
            (*key, given)
        })
    })
}

/// What cannot be done yet.
#[rustfmt::skip]
const WHAT: [&str; 20] = [
    "Return", "Withdraw", "Checkout", "ReadCart", "ClearCart", "RemoveFromCart", "Find", "Refine", "ProductQuestion",
    "Recommend", "Deals", "Subscribe", "ChangeSubscription", "ReadSubscriptions", "AddToList", "RemoveFromList",
    "ReadList", "GoBack", "Person", "Anything",
];

const WHY: [&str; 7] = ["child", "site", "speaker", "blocked", "order", "day", "currency"];

const ASPECT: [&str; 5] = ["ingredients", "allergens", "origin", "rating", "description"];

#[rustfmt::skip]
const STATUS: [&str; 11] = [
    "placed", "packed", "shipped", "payment_failed", "delayed", "out_for_delivery", "delivered", "return_announced",
    "returned", "refunded", "cancelled",
];

fn english() -> String {
    built_in::files("en", Tone::Plain).remove(0).text
}

fn parse_english(text: impl Into<String>) -> Result<Replies, RepliesError> {
    Replies::of_files("en", vec![RepliesFile { name: "replies.ftl".to_owned(), text: text.into() }])
}

fn own(text: &str) -> Option<RepliesFile> {
    Some(RepliesFile { name: "mine.ftl".to_owned(), text: text.to_owned() })
}

/// Every language in every tone.
fn all() -> impl Iterator<Item = (&'static str, Tone, Replies)> {
    LANGUAGES
        .iter()
        .flat_map(|(language, _)| TONES.map(|tone| (*language, tone, Replies::in_tone(language, tone, None).unwrap())))
}

#[test]
fn every_language_says_every_message_in_every_tone() {
    for (language, tone, replies) in all() {
        for (key, arguments) in plausible() {
            for turn in 0..TURNS {
                let text = replies.say(key, &arguments, turn);
                let is_whole = !text.trim().is_empty() && !text.contains(['{', '}', '$']) && !text.contains("  ");
                assert!(is_whole, "{language} {tone:?} {key}: {text:?}");
            }
        }
    }
}

#[test]
fn nothing_is_said_twice_in_a_row_where_there_are_variants() {
    for (language, tone, replies) in all() {
        for (key, arguments) in plausible() {
            let found = replies.bundle.get_message(key).unwrap();
            let variants = 1 + found.attributes().count() as u64;
            let said: std::collections::BTreeSet<String> =
                (0..variants).map(|turn| replies.say(key, &arguments, turn)).collect();
            assert_eq!(said.len() as u64, variants, "{language} {tone:?} {key}: {said:?}");
        }
    }
}

#[test]
fn what_is_read_back_names_goods_and_total_and_that_a_yes_orders_and_pays() {
    for (language, tone, replies) in all() {
        let (_, words) = ORDERS_AND_PAYS.iter().find(|(known, _)| *known == language).unwrap();
        let [goods, total] = [2000, 2390].map(|minor| replies.amount(Money::new(minor, Currency::EUR)));
        for free in ["yes", "no"] {
            let (items, shipping, free) = ("two coffees".to_owned(), "3.90".to_owned(), free.to_owned());
            let (known, first) = (
                Message::ReadBackKnown {
                    items: items.clone(),
                    shipping: shipping.clone(),
                    free: free.clone(),
                    total: total.clone(),
                },
                Message::ReadBack {
                    items,
                    goods: goods.clone(),
                    shipping,
                    free,
                    total: total.clone(),
                    tax: String::new(),
                    from: String::new(),
                    to: String::new(),
                    with: String::new(),
                    withdrawal: String::new(),
                },
            );
            for message in [known, first] {
                for turn in 0..TURNS {
                    let text = replies.text(&message, turn);
                    let asks = words.iter().any(|words| text.contains(words)) && text.trim_end().ends_with('?');
                    let names = text.contains("two coffees") && replies.names(&text, Money::new(2390, Currency::EUR));
                    assert!(asks && names, "{language} {tone:?}: {text}");
                }
            }
        }
    }
}

#[test]
fn whoever_is_formal_never_says_du() {
    let familiar: [(&str, &[&str]); 4] = [
        ("nl", &["je", "jij", "jou", "jouw"]),
        ("de", &["du", "dir", "dich", "dein", "deine", "deiner", "deinem", "deinen", "euch"]),
        ("fr", &["tu", "te", "toi", "ton", "ta", "tes"]),
        ("es", &["tú", "te", "ti", "tu", "tus", "contigo"]),
    ];
    for (language, words) in familiar {
        let replies = Replies::in_tone(language, Tone::Formal, None).unwrap();
        for (key, arguments) in plausible() {
            for turn in 0..TURNS {
                let text = replies.say(key, &arguments, turn);
                // What the shopper is told to say is said to the assistant.
                let said = text.split('"').step_by(2).collect::<String>().to_lowercase();
                let mut found = said.split(|letter: char| !letter.is_alphabetic());
                assert!(!found.any(|word| words.contains(&word)), "{language}: {text}");
            }
        }
    }
}

#[test]
fn every_language_says_the_messages_in_the_order_of_english() {
    let keys = |text: &str| -> Vec<String> {
        let resource = FluentResource::try_new(text.to_owned()).unwrap();
        let messages = resource.entries().filter_map(|entry| match entry {
            ast::Entry::Message(message) => Some(message.id.name.to_owned()),
            _ => None,
        });
        messages.filter(|key| MESSAGES.iter().any(|(known, _)| known == key)).collect()
    };
    for (language, [plain, ..]) in LANGUAGES {
        assert_eq!(keys(plain), keys(&english()), "{language}");
    }
}

#[test]
fn a_language_is_found_by_its_region_too() {
    for language in ["en-GB", "nl-BE", "de-AT", "fr-CH", "es-MX"] {
        Replies::built_in(language).unwrap();
    }
}

#[test]
fn a_language_without_built_in_replies_is_an_error_that_says_what_to_do() {
    let error = Replies::built_in("it").unwrap_err().to_string();
    assert!(error.contains("dialogue.replies"), "{error}");
    Replies::in_tone("it", Tone::Plain, own(&english())).unwrap();
}

#[test]
fn a_missing_message_is_named_when_the_file_is_loaded() {
    let error = parse_english(english().replace("\ngreeting =", "\ngreting =")).unwrap_err().to_string();
    assert!(error.contains("the message `greeting` is missing"), "{error}");
}

#[test]
fn an_argument_that_the_code_does_not_give_is_named_with_its_line() {
    let error = Replies::in_tone("en", Tone::Plain, own("\ntoo-many = Up to { $most }.\n")).unwrap_err().to_string();
    assert!(error.contains("mine.ftl, line 2: `too-many` uses $most, which it is not given"), "{error}");
}

#[test]
fn an_unknown_message_of_the_owner_is_an_error_that_names_the_nearest() {
    let error = Replies::in_tone("nl", Tone::Warm, own("greetings = Dag!\n")).unwrap_err().to_string();
    assert!(error.contains("mine.ftl, line 1") && error.contains("did you mean `greeting`?"), "{error}");
}

#[test]
fn a_message_that_is_there_twice_is_an_error() {
    let error = Replies::in_tone("en", Tone::Plain, own("listening = Yes?\nlistening = Hm?\n")).unwrap_err();
    assert!(error.to_string().contains("`listening` is there twice"), "{error}");
}

#[test]
fn the_owner_has_the_last_word() {
    let replies = Replies::in_tone("nl", Tone::Warm, own("greeting = Dag buurman!\n")).unwrap();
    assert_eq!(replies.text(&Message::Greeting, 0), "Dag buurman!");
    assert_eq!(replies.text(&Message::Greeting, 1), "Dag buurman!");
    assert_eq!(replies.text(&Message::AllRight, 0), "Natuurlijk.");
}

#[test]
fn a_read_back_that_hides_the_total_somewhere_is_refused() {
    let hides = "ask-total = { $total ->\n    [free] Nothing. Shall I?\n   *[other] { $total }. Shall I?\n    }\n";
    let error = Replies::in_tone("en", Tone::Plain, own(hides)).unwrap_err().to_string();
    assert!(error.contains("`ask-total` must name $total"), "{error}");
}

#[test]
fn a_message_that_refers_to_itself_is_refused_or_said_but_never_hangs() {
    let text = english().replace("\nlistening =", "\nlistening = { listening }\nlistening-before =");
    if let Ok(replies) = parse_english(text) {
        let _any_text = replies.text(&Message::Listening, 0);
    }
}

#[test]
fn broken_fluent_is_an_error_with_its_line() {
    let error = parse_english("greeting = Hello\nlistening { oops\n").unwrap_err();
    assert!(matches!(error, RepliesError::Syntax { line: 2, .. }), "{error}");
}

#[test]
fn a_total_is_not_taken_for_a_longer_amount_that_ends_alike() {
    let replies = Replies::built_in("de").unwrap();
    let total = Money::new(839, Currency::EUR);
    assert!(replies.names("Zusammen 8,39 €.", total));
    assert!(!replies.names("Zusammen 18,39 €.", total));
    assert!(!replies.names("Zusammen 1.008,39 €.", total));
}

#[test]
fn variants_take_turns() {
    let replies = Replies::built_in("en").unwrap();
    let first = replies.text(&Message::NotUnderstood, 0);
    assert_ne!(first, replies.text(&Message::NotUnderstood, 1));
    assert_eq!(first, replies.text(&Message::NotUnderstood, 3));
}

#[test]
fn replies_may_be_marked_up_and_what_they_are_given_is_text() {
    let odd = "<speak><sub alias=\"nothing\">B&B</sub></speak> <3";
    let not_sold = Message::NotSold { product: odd.to_owned() };
    let marked = own("not-sold = <speak>No<break time=\"1s\"/> { $product }.</speak>");
    let replies = Replies::in_tone("en", Tone::Plain, marked).unwrap();
    let text = replies.text(&not_sold, 0);
    assert_eq!(crate::ssml::written(&text), format!("No {odd}."));
    for (_, _, replies) in all() {
        let text = replies.text(&not_sold, 0);
        assert!(!crate::ssml::is_marked_up(&text) && text.contains("B&B") && text.contains("<3"), "{text}");
    }
}

#[test]
fn a_total_is_heard_as_it_is_written() {
    for otherwise in ["<sub alias=\"little\">{ $total }</sub>", "<say-as interpret-as=\"digits\">{ $total }</say-as>"] {
        let error = Replies::in_tone("en", Tone::Plain, own(&format!("ask-total = <speak>{otherwise}?</speak>")));
        let error = error.unwrap_err().to_string();
        assert!(error.contains("mine.ftl, line 1") && error.contains("`ask-total`"), "{error}");
    }
    let slowly = own("ask-total = <speak><prosody rate=\"slow\">{ $total }</prosody>, yes or no?</speak>");
    let replies = Replies::in_tone("en", Tone::Plain, slowly).unwrap();
    let total = Money::new(1840, Currency::EUR);
    let text = replies.text(&Message::AskTotal { total: replies.amount(total) }, 0);
    assert!(replies.names(&crate::ssml::written(&text), total) && replies.names(&crate::ssml::heard(&text), total));
}
