//! The process that orders, and is killed: this test binary, started again.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::Duration;

use jiff::Timestamp;
use orderly::commerce::Storefront;
use orderly::commerce::cart::PurchaseId;
use orderly::commerce::checkout::{self, CheckoutError, Recovered};
use orderly::commerce::order::IdempotencyKey;
use orderly::dialogue::OrderNews;
use orderly::event::SiteId;
use orderly::journal::Journal;
use orderly::journal::sqlite::SqliteJournal;

use super::line::Line;
use super::steps::{Stepped, Steps};
use crate::storefront::cart;

const FOLDER: &str = "ORDERLY_TEST_FOLDER";
const SOCKET: &str = "ORDERLY_TEST_SOCKET";
const DIE_AT: &str = "ORDERLY_TEST_DIE_AT";
const ORDERS: &str = "ORDERLY_TEST_ORDERS";
const AGAIN: &str = "ORDERLY_TEST_AGAIN";

/// It was stopped where it is to be killed.
pub const AT_THE_STEP: &str = "waiting to be killed";
/// Everything from before is told.
pub const RECOVERED: &str = "recovered";
/// Everything that was to be done is.
pub const DONE: &str = "done";

/// What a process is to do.
#[derive(Clone, Copy, Default)]
pub struct Orders<'a> {
    /// How many to place; none: only to find out what became of those from before.
    pub count: u32,
    /// At which step it waits to be killed; at none, when it is zero.
    pub die_at: u32,
    /// What is confirmed once more before anything else.
    pub again: Option<&'a str>,
}

pub struct Daemon {
    child: Child,
    lines: BufReader<ChildStdout>,
    /// What it said so far.
    pub said: Vec<String>,
}

impl Daemon {
    pub fn start(folder: &Path, socket: &Path, orders: Orders) -> Self {
        let mut command = Command::new(std::env::current_exe().unwrap());
        command.args(["--exact", "crash::daemon::places_orders_until_it_is_killed", "--ignored", "--nocapture"]);
        command.env(FOLDER, folder).env(SOCKET, socket);
        command.env(DIE_AT, orders.die_at.to_string()).env(ORDERS, orders.count.to_string());
        command.env(AGAIN, orders.again.unwrap_or_default());
        let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap());
        Self { child, lines, said: Vec::new() }
    }

    /// The next thing that it says; `None` when it is gone.
    pub fn next(&mut self) -> Option<&str> {
        let mut line = String::new();
        if self.lines.read_line(&mut line).unwrap() == 0 {
            return None;
        }
        self.said.push(line.trim_end().to_owned());
        self.said.last().map(String::as_str)
    }

    pub fn wait_for(&mut self, words: &str) {
        while !self.next().expect("it ended before its time").starts_with(words) {}
    }

    /// Ends it with SIGKILL, if it has not ended by itself. Returns all that it said.
    pub fn kill(mut self) -> Vec<String> {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
        while self.next().is_some() {}
        self.said
    }

    /// Waits for it. Returns all that it said.
    pub fn finish(mut self) -> Vec<String> {
        while self.next().is_some() {}
        assert!(self.child.wait().unwrap().success(), "{:?}", self.said);
        self.said
    }
}

/// Something that a shopper hears, or does.
pub fn say(words: &str) {
    println!("{words}");
    std::io::stdout().flush().unwrap();
}

type Shop = Stepped<Line>;
type Book = Stepped<SqliteJournal>;

#[test]
#[ignore = "the process that is killed; the tests of the crash start it"]
fn places_orders_until_it_is_killed() {
    let variable = |name| std::env::var(name).unwrap();
    // The name of this test stands in the first line.
    say("");
    let steps = Steps::until(variable(DIE_AT).parse().unwrap());
    let mut shop = Stepped(Line::to(Path::new(&variable(SOCKET))), steps.clone());
    let mut journal = Stepped(SqliteJournal::open(Path::new(&variable(FOLDER))).unwrap(), steps);
    recover(&shop, &mut journal);
    say(RECOVERED);
    let again = Some(variable(AGAIN)).filter(|purchase| !purchase.is_empty()).map(PurchaseId);
    let new = std::iter::repeat_with(PurchaseId::generate).take(variable(ORDERS).parse().unwrap());
    for purchase in again.into_iter().chain(new) {
        order(&mut shop, &mut journal, &purchase);
    }
    say(DONE);
}

/// A shopper says yes, and hears what became of it.
fn order(shop: &mut Shop, journal: &mut Book, purchase: &PurchaseId) {
    let quote = loop {
        if let Ok(quote) = shop.quote(&cart(&[("D", 1)])) {
            break quote;
        }
    };
    say(&format!("confirmed {purchase}"));
    match checkout::place(shop, journal, &SiteId("home".to_owned()), purchase, &quote, Timestamp::now()) {
        Ok(placement) => tell(journal, &placement.key, &placement.order.id.0),
        Err(CheckoutError::Refused { key, .. }) => tell(journal, &key, "nothing"),
        Err(CheckoutError::Unknown { .. }) => recover(shop, journal),
        Err(CheckoutError::AlreadyOrdered { outcome, .. }) => say(&format!("already {purchase} {outcome:?}")),
        Err(error) => panic!("{error}"),
    }
}

/// As often as it takes until nothing is open.
fn recover(shop: &Shop, journal: &mut Book) {
    loop {
        let Recovered { news, away } = checkout::recover(shop, journal).unwrap();
        for (_, news, key) in news {
            match news {
                OrderNews::Placed { id, .. } => tell(journal, &key, &id.0),
                OrderNews::NotPlaced { .. } => tell(journal, &key, "nothing"),
            }
        }
        if away.is_none() {
            return;
        }
        // Not to wait for anything: a daemon that asks without a pause would keep the shop from answering.
        std::thread::sleep(Duration::from_millis(2));
    }
}

fn tell(journal: &mut Book, key: &IdempotencyKey, outcome: &str) {
    say(&format!("told {key} {outcome}"));
    journal.mark_told(key).unwrap();
}
