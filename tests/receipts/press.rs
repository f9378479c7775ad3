//! The press: what every printer prints, and what becomes of a receipt that one of them cannot print.

use std::collections::VecDeque;
use std::path::Path;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use orderly::commerce::order::{Order, OrderId};
use orderly::receipts::file::Files;
use orderly::receipts::{Job, Press, Printed, Printer, Receipt, ReceiptError, What};
use orderly::waiting::{CAPACITY, Pauses, Waiting};

use super::{every_receipt, order, writer};

/// Long enough that nothing is tried again within a test that does not want it.
const NEVER: Pauses = Pauses { first: Duration::from_secs(3_600), last: Duration::from_secs(3_600) };
const AT_ONCE: Pauses = Pauses { first: Duration::from_millis(1), last: Duration::from_millis(1) };

/// A printer that fails as it was told, and then prints everything.
struct Scripted {
    name: &'static str,
    failures: VecDeque<ReceiptError>,
    asked: Sender<String>,
    /// Each answer waits for a word from here, when there is one.
    gate: Option<Receiver<()>>,
}

impl Printer for Scripted {
    fn name(&self) -> &'static str {
        self.name
    }

    fn print(&mut self, receipt: &Receipt) -> Result<(), ReceiptError> {
        let _test_over = self.asked.send(receipt.order.0.clone());
        if let Some(gate) = &self.gate {
            let _opened_or_test_over = gate.recv();
        }
        self.failures.pop_front().map_or(Ok(()), Err)
    }
}

fn scripted<const N: usize>(name: &'static str, failures: [ReceiptError; N]) -> (Box<dyn Printer>, Receiver<String>) {
    let (asked, asks) = channel();
    (Box::new(Scripted { name, failures: failures.into(), asked, gate: None }), asks)
}

fn away() -> ReceiptError {
    ReceiptError::Away { order: order().id, reason: "it is away".to_owned() }
}

fn refused() -> ReceiptError {
    ReceiptError::NotSent { order: order().id, reason: "it says no".to_owned() }
}

fn start(printers: Vec<Box<dyn Printer>>, folder: &Path, pauses: Pauses) -> (Press, Receiver<Printed>) {
    let (sender, told) = channel();
    let telling = Box::new(move |printed| {
        let _test_over = sender.send(printed);
    });
    (Press::start(printers, folder, pauses, telling).unwrap(), told)
}

fn next<T>(receiver: &Receiver<T>) -> T {
    receiver.recv_timeout(Duration::from_secs(20)).expect("nothing came")
}

/// The receipt of an order with this number.
fn receipt(id: &str) -> Receipt {
    writer("en").order(&Order { id: OrderId(id.to_owned()), ..order() })
}

fn job(id: &str, since: Timestamp) -> Job {
    Job { receipt: receipt(id), printers: vec!["one".to_owned()], since }
}

/// The orders whose receipts wait, and for whom.
fn kept(folder: &Path) -> Vec<(String, Vec<String>)> {
    Waiting::<Job>::new(folder).all().0.into_iter().map(|job| (job.receipt.order.0, job.printers)).collect()
}

#[test]
fn a_printer_that_fails_keeps_no_other_from_printing_and_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let (good, waiting) = (folder.path().join("good"), folder.path().join("waiting"));
    let (bad, _asks) = scripted("bad", [refused(), refused(), refused(), refused(), refused()]);
    let (press, told) = start(vec![bad, Box::new(Files::new(&good))], &waiting, NEVER);
    for receipt in every_receipt("en") {
        press.print(receipt).unwrap();
    }
    for _ in What::ALL {
        let printed = next(&told);
        assert!(printed.by == ["file"] && printed.failed[0].0 == "bad" && printed.waits, "{printed:?}");
    }
    assert_eq!(std::fs::read_dir(good).unwrap().count(), What::ALL.len());
}

#[test]
fn what_a_printer_could_not_print_is_printed_later_by_that_one_alone() {
    let folder = tempfile::tempdir().unwrap();
    let ((one, asks_one), (two, asks_two)) = (scripted("one", []), scripted("two", [away(), refused()]));
    let (press, told) = start(vec![one, two], folder.path(), AT_ONCE);
    press.print(receipt("1042")).unwrap();
    let outcomes = [(); 3].map(|()| next(&told)).map(|printed| (printed.by, printed.failed.len(), printed.waits));
    assert_eq!(outcomes, [(vec!["one"], 1, true), (vec![], 1, true), (vec!["two"], 0, false)]);
    drop(press);
    assert_eq!((asks_one.iter().count(), asks_two.iter().count()), (1, 3));
    assert_eq!(kept(folder.path()), []);
}

#[test]
fn what_was_not_printed_before_a_restart_is_printed_after_it_and_only_where_it_was_not() {
    let folder = tempfile::tempdir().unwrap();
    let inside = folder.path().join("waiting");
    let (press, told) = start(vec![scripted("one", []).0, scripted("two", [away()]).0], &inside, NEVER);
    press.print(receipt("1042")).unwrap();
    assert!(next(&told).waits);
    drop(press);
    assert_eq!(kept(&inside), [("1042".to_owned(), vec!["two".to_owned()])]);
    #[cfg(unix)]
    for file in std::fs::read_dir(&inside).unwrap() {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(file.unwrap().metadata().unwrap().permissions().mode() & 0o777, 0o600);
    }
    let ((one, asks_one), (two, _asks)) = (scripted("one", []), scripted("two", []));
    let (press, told) = start(vec![one, two], &inside, NEVER);
    let printed = next(&told);
    assert_eq!((printed.receipt, printed.by), (receipt("1042"), vec!["two"]));
    drop(press);
    assert_eq!(asks_one.iter().count(), 0);
}

#[test]
fn a_receipt_is_on_disk_as_soon_as_it_is_taken() {
    let folder = tempfile::tempdir().unwrap();
    let ((asked, asks), (opens, gate)) = (channel(), channel());
    let slow = Scripted { name: "slow", failures: VecDeque::new(), asked, gate: Some(gate) };
    let (press, told) = start(vec![Box::new(slow)], folder.path(), NEVER);
    press.print(receipt("1042")).unwrap();
    press.print(receipt("1043")).unwrap();
    next(&asks);
    assert_eq!(kept(folder.path()).len(), 2, "a crash now would lose none");
    drop(opens);
    assert_eq!([next(&told), next(&told)].map(|printed| printed.by), [["slow"], ["slow"]]);
}

#[test]
fn a_printer_that_is_away_is_asked_once_a_round_and_one_that_refuses_holds_up_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let waiting = Waiting::new(folder.path());
    for (id, hours) in [("1", 3), ("2", 2), ("3", 1)] {
        waiting.keep(&job(id, Timestamp::now() - SignedDuration::from_hours(hours))).unwrap();
    }
    let (one, asks) = scripted("one", [refused(), away()]);
    let (press, told) = start(vec![one], folder.path(), NEVER);
    assert_eq!([next(&told), next(&told)].map(|printed| printed.receipt.order.0), ["1", "2"]);
    press.print(receipt("4")).unwrap();
    // It is back, so that the rest goes out too.
    assert_eq!([(); 4].map(|()| next(&told)).map(|printed| printed.receipt.order.0), ["4", "1", "2", "3"]);
    drop(press);
    assert_eq!(asks.iter().collect::<Vec<_>>(), ["1", "2", "4", "1", "2", "3"]);
    assert_eq!(kept(folder.path()), []);
}

#[test]
fn what_was_not_printed_for_two_weeks_is_given_up_and_told() {
    let folder = tempfile::tempdir().unwrap();
    Waiting::new(folder.path()).keep(&job("1042", Timestamp::now() - SignedDuration::from_hours(15 * 24))).unwrap();
    let (one, asks) = scripted("one", []);
    let (press, told) = start(vec![one], folder.path(), NEVER);
    let printed = next(&told);
    assert_eq!((printed.receipt.order.0.as_str(), printed.waits), ("1042", false));
    assert!(printed.failed[0].0 == "one" && printed.failed[0].1.contains("two weeks"), "{printed:?}");
    drop(press);
    assert_eq!((asks.iter().count(), kept(folder.path())), (0, Vec::new()));
}

#[test]
fn what_cannot_be_kept_is_printed_all_the_same_or_told_as_given_up() {
    let folder = tempfile::tempdir().unwrap();
    let waiting = Waiting::new(folder.path());
    for number in 0..CAPACITY {
        waiting.keep(&Job { printers: Vec::new(), ..job(&number.to_string(), Timestamp::now()) }).unwrap();
    }
    let (press, told) = start(vec![scripted("one", []).0, scripted("two", [away()]).0], folder.path(), NEVER);
    press.print(receipt("one-more")).unwrap();
    let printed = loop {
        let printed = next(&told);
        if printed.receipt.order.0 == "one-more" {
            break printed;
        }
    };
    assert_eq!((printed.by, printed.waits), (vec!["one"], false));
    assert!(printed.failed[0].1.contains(&CAPACITY.to_string()), "{:?}", printed.failed);
}

#[test]
fn what_is_cleared_does_not_come_back_even_when_it_was_being_printed() {
    let folder = tempfile::tempdir().unwrap();
    let ((asked, asks), (opens, gate)) = (channel(), channel());
    let slow = Scripted { name: "slow", failures: [away()].into(), asked, gate: Some(gate) };
    let (press, told) = start(vec![Box::new(slow), scripted("one", []).0], folder.path(), AT_ONCE);
    press.print(receipt("1042")).unwrap();
    press.print(receipt("1043")).unwrap();
    next(&asks);
    press.clear().unwrap();
    drop(opens);
    assert_eq!(next(&told).receipt.order.0, "1042");
    drop(press);
    assert_eq!((told.iter().count(), kept(folder.path())), (0, Vec::new()));
    assert_eq!(asks.iter().count(), 0, "1043 is printed nowhere");
}

#[cfg(feature = "email")]
#[test]
fn a_receipt_that_no_mail_server_took_is_sent_once_there_is_one_and_is_no_second_file() {
    use orderly::config::EmailConfig;
    use orderly::receipts::email::Mailbox;

    use crate::handover::mailbox::MailServer;

    let folder = tempfile::tempdir().unwrap();
    let (waiting, files) = (folder.path().join("waiting"), folder.path().join("receipts"));
    let busy = MailServer::start("busy");
    let printers = |config: &EmailConfig| -> Vec<Box<dyn Printer>> {
        vec![Box::new(Mailbox::new(config).unwrap()), Box::new(Files::new(&files))]
    };
    let (press, told) = start(printers(&busy.config()), &waiting, NEVER);
    press.print(receipt("1042")).unwrap();
    let printed = next(&told);
    assert_eq!((printed.by, printed.waits), (vec!["file"], true));
    drop(press);
    std::fs::remove_file(files.join("1042-order.txt")).unwrap();

    let server = MailServer::start("takes");
    let (_press, told) = start(printers(&server.config()), &waiting, NEVER);
    assert_eq!(next(&told).by, ["email"]);
    assert_eq!(server.next().header("Subject").as_deref(), Some("Your order 1042"));
    assert!(!files.join("1042-order.txt").exists());
    assert_eq!(kept(&waiting), []);
}
