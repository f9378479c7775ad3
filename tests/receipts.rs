//! Receipts: what they say in each language, `receipts/<lang>.txt`, and where they go.

mod press;

use std::sync::{Arc, Mutex};

use jiff::Timestamp;
use jiff::tz::TimeZone;
use orderly::commerce::cart::{CartLine, LineItem, Terms};
use orderly::commerce::catalogue::Sku;
use orderly::commerce::money::{Currency, Money};
use orderly::commerce::order::{Order, OrderId, OrderStatus, Shipment, StatusChange};
use orderly::commerce::returns::{ReturnKind, ReturnSlip};
use orderly::commerce::tax::Tax;
use orderly::config::{Config, Paper};
use orderly::receipts::console::Console;
use orderly::receipts::file::Files;
use orderly::receipts::{Printer, Receipt, ReceiptError, What, Writer, printers};
use proptest::prelude::*;

const LANGUAGES: [&str; 5] = ["de", "en", "es", "fr", "nl"];

fn euros(minor: i64) -> Money {
    Money::new(minor, Currency::EUR)
}

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn item(sku: &str, title: &str, quantity: u32, price: i64) -> LineItem {
    LineItem {
        sku: Sku(sku.to_owned()),
        title: title.to_owned(),
        quantity,
        unit_price: euros(price),
        total: euros(price * i64::from(quantity)),
        tax_rate: None,
    }
}

/// A tax of 9 %.
fn tax(goods: Money) -> Option<Tax> {
    Tax::of(&[(goods, Some("9".parse().unwrap()))], euros(0))
}

fn order() -> Order {
    let rates = [(euros(1840), Some("9".parse().unwrap())), (euros(105), Some("5.5".parse().unwrap()))];
    Order {
        id: OrderId("1042".to_owned()),
        lines: vec![
            item("COFFEE", "Morning Hill coffee beans, 500 g", 2, 920),
            item("TEA", "Green tea, 20 bags", 1, 105),
        ],
        shipping: euros(390),
        total: euros(2335),
        tax: Tax::of(&rates, euros(390)),
        history: vec![StatusChange::new(OrderStatus::Placed, at("2026-05-01T08:30:00Z"))],
        shipment: Some(Shipment {
            carrier: "postnl".to_owned(),
            tracking: String::new(),
            expected: Some("2026-05-04".parse().unwrap()),
        }),
        terms: Terms {
            seller: "Morning Hill B.V.".to_owned(),
            deliver_to: "home".to_owned(),
            pay_with: "your saved card".to_owned(),
            withdrawal_days: 14,
        },
    }
}

fn delivered() -> Order {
    let mut order = order();
    order.history.push(StatusChange::new(OrderStatus::Delivered, at("2026-05-04T12:05:00Z")));
    order
}

fn slip() -> ReturnSlip {
    ReturnSlip {
        order: delivered(),
        number: "R7".to_owned(),
        refund: euros(1840),
        tax: tax(euros(1840)),
        instructions: "Drop it off at any parcel shop; the label is in the box.".to_owned(),
    }
}

fn writer(language: &str) -> Writer {
    Writer::new(language, TimeZone::get("Europe/Amsterdam").unwrap()).unwrap()
}

/// One receipt of each kind, from shops that say more and less of the taxes.
fn every_receipt(language: &str) -> Vec<Receipt> {
    let writer = writer(language);
    let coffee = [CartLine { sku: Sku("COFFEE".to_owned()), quantity: 2 }];
    let only_its_sum = Some(Tax { total: euros(193), by_rate: Vec::new() });
    let later = at("2026-05-06T18:00:00Z");
    vec![
        writer.order(&order()),
        writer.cancellation(&Order { tax: only_its_sum, ..order() }, at("2026-05-01T09:00:00Z")),
        writer.sent_back(&slip(), ReturnKind::Return, &coffee, later),
        writer.sent_back(&slip(), ReturnKind::Withdrawal, &[], later),
        writer.window(&Order { tax: None, ..delivered() }).unwrap(),
    ]
}

#[test]
fn receipts_say_what_they_must_in_every_language() {
    let wrong = LANGUAGES.into_iter().filter_map(|language| {
        let said: Vec<String> = every_receipt(language).into_iter().map(|receipt| receipt.text).collect();
        let said = said.join("\n--------\n\n");
        let path = format!("tests/receipts/{language}.txt");
        let expected = std::fs::read_to_string(&path).unwrap_or_default();
        (said != expected).then(|| format!("{path}\n--- expected\n{expected}--- said\n{said}"))
    });
    let wrong: Vec<String> = wrong.collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn there_is_a_receipt_of_each_kind_with_the_number_of_the_order_and_no_product_in_its_title() {
    for language in LANGUAGES {
        let receipts = every_receipt(language);
        assert_eq!(receipts.iter().map(|receipt| receipt.what).collect::<Vec<_>>(), What::ALL);
        for receipt in receipts {
            assert_eq!(receipt.language, language);
            assert!(receipt.subject.contains("1042") && receipt.text.contains("1042"), "{receipt:?}");
            assert!(!receipt.subject.contains("coffee") && !receipt.subject.contains("tea"), "{receipt:?}");
            assert!(!receipt.text.contains('$') && !receipt.text.contains('{'), "{}", receipt.text);
        }
    }
}

#[test]
fn what_the_shop_does_not_say_is_left_out() {
    let bare = Order { terms: Terms::default(), shipment: None, shipping: euros(0), tax: None, ..order() };
    let text = writer("en").order(&bare).text;
    for absent in ["Seller", "Delivered to", "Expected", "Paid with", "within"] {
        assert!(!text.contains(absent), "{absent}\n{text}");
    }
    assert!(
        text.contains("free") && text.contains("Prices include tax.") && text.contains("statutory rights"),
        "{text}"
    );
}

#[test]
fn a_card_number_in_what_a_shop_writes_is_not_printed() {
    let slip = ReturnSlip { instructions: "Your card 4111 1111 1111 1111 is paid back.".to_owned(), ..slip() };
    let text = writer("en").sent_back(&slip, ReturnKind::Return, &[], Timestamp::UNIX_EPOCH).text;
    assert!(text.contains("Your card *** is paid back") && !text.contains("4111"), "{text}");
}

#[test]
fn there_is_no_end_of_the_withdrawal_before_the_goods_are_there() {
    assert_eq!(writer("en").window(&order()), None);
    let mut silent = delivered();
    silent.terms.withdrawal_days = 0;
    assert_eq!(writer("en").window(&silent), None);
}

#[test]
fn amounts_are_written_as_the_language_writes_them() {
    let shipping = |language: &str, minor, code: &str| {
        let money = Money::new(minor, code.parse().unwrap());
        writer(language).order(&Order { lines: Vec::new(), shipping: money, total: money, tax: None, ..order() }).text
    };
    assert!(shipping("en", 123_405, "EUR").contains(" €1234.05\n"));
    assert!(shipping("en", 500, "CHF").contains(" CHF 5.00\n"));
    assert!(shipping("nl", 500, "EUR").contains(" € 5,00\n"));
    assert!(shipping("de", 500, "USD").contains(" 5,00 $\n"));
    assert!(shipping("fr", 500, "JPY").contains(" 500 JPY\n"));
}

#[test]
fn a_language_without_receipts_is_said_with_those_that_there_are() {
    let error = Writer::new("fi", TimeZone::UTC).unwrap_err();
    assert!(matches!(error, ReceiptError::Language(_)) && error.to_string().contains("en"), "{error}");
    assert!(Writer::new("nl-BE", TimeZone::UTC).is_ok());
}

proptest! {
    #[test]
    fn no_words_of_a_shop_break_a_receipt(title in ".{0,80}", seller in ".{0,80}", id in ".{0,20}", minor in any::<i64>()) {
        let mut order = Order { id: OrderId(id), ..order() };
        order.lines = vec![item("X", &title, 1, minor)];
        order.terms.seller = seller;
        let receipt = writer("de").order(&order);
        prop_assert!(!receipt.subject.chars().any(char::is_control));
        prop_assert!(receipt.text.chars().all(|letter| letter == '\n' || !letter.is_control()));
        let stem = receipt.file_stem();
        prop_assert!(stem.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_%".contains(&byte)), "{stem}");
    }
}

/// What every printer promises; `printed` is all that the shopper has so far.
fn holds_what_every_printer_promises(printer: &mut dyn Printer, mut printed: impl FnMut() -> String) {
    assert_eq!(printer.name(), printer.name());
    let receipt = writer("de").order(&order());
    printer.print(&receipt).unwrap();
    let has = printed();
    for line in receipt.text.lines() {
        assert!(has.contains(line), "{line}\n---\n{has}");
    }
}

#[test]
fn a_receipt_is_a_file_that_only_this_user_can_read_and_the_same_one_again_is_the_same_file() {
    let folder = tempfile::tempdir().unwrap();
    let inside = folder.path().join("receipts");
    let mut files = Files::new(&inside);
    holds_what_every_printer_promises(&mut files, || std::fs::read_to_string(inside.join("1042-order.txt")).unwrap());
    for receipt in every_receipt("de").iter().chain(&every_receipt("de")) {
        files.print(receipt).unwrap();
    }
    let entries = std::fs::read_dir(&inside).unwrap().map(|entry| entry.unwrap());
    #[cfg(unix)]
    let entries = entries.inspect(|entry| {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(entry.metadata().unwrap().permissions().mode() & 0o777, 0o600);
    });
    let mut names: Vec<_> = entries.map(|entry| entry.file_name().into_string().unwrap()).collect();
    names.sort_unstable();
    let expected = ["cancellation", "order", "return-R7", "window", "withdrawal-R7"];
    assert_eq!(names, expected.map(|what| format!("1042-{what}.txt")));
}

#[test]
fn an_order_number_that_is_a_path_stays_in_the_folder() {
    let folder = tempfile::tempdir().unwrap();
    let odd = Order { id: OrderId("../../etc/x".to_owned()), ..order() };
    Files::new(folder.path()).print(&writer("en").order(&odd)).unwrap();
    assert!(folder.path().join("%2E%2E%2F%2E%2E%2Fetc%2Fx-order.txt").is_file());
}

#[test]
fn a_folder_that_cannot_be_written_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let blocked = folder.path().join("receipts");
    std::fs::write(&blocked, "a file where the folder should be").unwrap();
    let error = Files::new(&blocked).print(&writer("en").order(&order())).unwrap_err();
    assert!(error.to_string().contains(blocked.to_str().unwrap()), "{error}");
}

#[test]
fn a_receipt_can_be_printed_in_the_terminal() {
    #[derive(Clone, Default)]
    struct Terminal(Arc<Mutex<Vec<u8>>>);
    impl std::io::Write for Terminal {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            self.0.lock().unwrap().write(bytes)
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }
    let terminal = Terminal::default();
    let shown = terminal.clone();
    let mut console = Console::to(Box::new(terminal));
    holds_what_every_printer_promises(&mut console, || String::from_utf8(shown.0.lock().unwrap().clone()).unwrap());
}

#[test]
fn the_configuration_chooses_the_printers() {
    let names = |wanted: &[Paper]| {
        let mut config = Config::default();
        config.receipts.printers = wanted.to_vec();
        let chosen = printers(&config).unwrap();
        chosen.iter().map(|printer| printer.name()).collect::<Vec<_>>()
    };
    assert_eq!(names(&Config::default().receipts.printers), ["file"]);
    assert_eq!(names(&[Paper::Console, Paper::File]), ["console", "file"]);
    assert!(names(&[]).is_empty());
    let mut config = Config::default();
    config.receipts.printers = vec![Paper::Email];
    let error = printers(&config).err().unwrap();
    assert!(matches!(error, ReceiptError::Setup { printer: "email", .. }), "{error}");
}

#[cfg(feature = "email")]
mod email {
    use orderly::config::EmailConfig;
    use orderly::receipts::email::Mailbox;

    use super::*;
    use crate::handover::email::text_of;
    use crate::handover::mailbox::MailServer;

    #[test]
    fn a_receipt_comes_by_e_mail_and_its_subject_names_no_present() {
        let server = MailServer::start("takes");
        let mut mailbox = Mailbox::new(&server.config()).unwrap();
        let mut last = None;
        holds_what_every_printer_promises(&mut mailbox, || {
            let letter = server.next();
            let text = text_of(&letter);
            last = Some(letter);
            text
        });
        let letter = last.unwrap();
        assert_eq!(letter.to, ["ada@example.com"]);
        assert_eq!(letter.header("Subject").as_deref(), Some("Ihre Bestellung 1042"));
        mailbox.print(&writer("de").order(&order())).unwrap();
        assert_eq!(
            server.next().header("Message-ID"),
            letter.header("Message-ID"),
            "the same one again is no second one"
        );
    }

    #[test]
    fn a_receipt_that_was_not_sent_says_of_which_order() {
        let config = EmailConfig { smtp_port: 1, ..MailServer::start("takes").config() };
        let error = Mailbox::new(&config).unwrap().print(&writer("en").order(&order())).unwrap_err();
        assert!(error.to_string().contains("1042") && error.to_string().contains("127.0.0.1:1"), "{error}");
    }
}
