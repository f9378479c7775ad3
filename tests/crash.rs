//! kill -9 around the placing of an order: it exists once or not at all, and the journal tells which.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use jiff::Timestamp;
use orderly::commerce::Storefront;
use orderly::commerce::cart::PurchaseId;
use orderly::commerce::catalogue::Product;
use orderly::commerce::checkout::{self, CheckoutError};
use orderly::commerce::local::LocalShop;
use orderly::commerce::order::IdempotencyKey;
use orderly::dialogue::OrderNews;
use orderly::event::SiteId;
use orderly::journal::Journal;
use orderly::journal::sqlite::SqliteJournal;

use crate::storefront::{cart, goods};

mod interrupted;

const FOLDER: &str = "ORDERLY_TEST_FOLDER";
const DIE_AT: &str = "ORDERLY_TEST_DIE_AT";
const STOCK: u32 = 100_000;

/// A child that places orders in this folder, and at that step waits to be killed; at no step, it goes on and on.
fn child(test: &str, folder: &Path, die_at: u32) -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", test, "--ignored", "--nocapture"]);
    command.env(FOLDER, folder).env(DIE_AT, die_at.to_string()).stdout(Stdio::piped());
    command
}

/// Reads what the child prints until so many lines that start with `word` came.
fn wait_for(child: &mut Child, word: &str, count: usize) {
    let lines = BufReader::new(child.stdout.as_mut().unwrap()).lines();
    let seen = lines.map_while(Result::ok).filter(|line| line.contains(word)).take(count).count();
    assert_eq!(seen, count, "the child ended before it printed `{word}`");
}

fn kill(child: &mut Child) {
    child.kill().unwrap();
    child.wait().unwrap();
}

fn stocked() -> Vec<Product> {
    goods().into_iter().map(|product| Product { stock: STOCK, ..product }).collect()
}

#[test]
#[ignore = "the process that is killed; the tests of this file start it"]
fn places_orders_until_it_is_killed() {
    let folder = std::env::var_os(FOLDER).unwrap();
    let die_at = std::env::var(DIE_AT).unwrap().parse().unwrap();
    let steps = interrupted::Steps::until(die_at);
    let mut shop = interrupted::Shop::open(Path::new(&folder), &steps);
    let mut journal = interrupted::Book::open(Path::new(&folder), &steps);
    let quote = shop.quote(&cart(&[("D", 1)])).unwrap();
    loop {
        let site = SiteId("home".to_owned());
        let placement =
            checkout::place(&mut shop, &mut journal, &site, &PurchaseId::generate(), &quote, Timestamp::now()).unwrap();
        journal.mark_told(&placement.key).unwrap();
        println!("told");
        std::io::stdout().flush().unwrap();
    }
}

/// What is in a column of a database, by the key of the order.
fn by_key(folder: &Path, file: &str, query: &str) -> BTreeMap<String, String> {
    let connection = orderly::database::Connection::open(folder.join(file)).unwrap();
    let mut statement = connection.prepare(query).unwrap();
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
    rows.map(Result::unwrap).collect()
}

/// Starts again after a crash, and checks that shop and journal agree.
fn recover(folder: &Path) -> Vec<(OrderNews, IdempotencyKey)> {
    let shop = LocalShop::open(folder).unwrap();
    let mut journal = SqliteJournal::open(folder).unwrap();
    let news = checkout::recover(&shop, &mut journal).unwrap().news;
    for (_, news, key) in &news {
        let order = shop.order_by_key(key).unwrap();
        match news {
            OrderNews::Placed { id, .. } => assert_eq!(&order.unwrap().id, id),
            OrderNews::NotPlaced { .. } => assert_eq!(order, None),
        }
        journal.mark_told(key).unwrap();
    }
    assert!(journal.unfinished().unwrap().is_empty());
    let orders = shop.orders(usize::MAX).unwrap().len();
    let dates = shop.catalogue().unwrap().products.into_iter().find(|product| product.sku.0 == "D").unwrap();
    assert_eq!(dates.stock + u32::try_from(orders).unwrap(), STOCK);
    assert_eq!(
        by_key(folder, "shop.db", "SELECT idempotency_key, CAST(id AS TEXT) FROM orders"),
        by_key(folder, "journal.db", "SELECT key, detail FROM attempts WHERE outcome = 'placed'")
    );
    news.into_iter().map(|(_, news, key)| (news, key)).collect()
}

#[test]
fn killed_at_any_step_the_order_exists_once_or_not_at_all() {
    // Before and after: begin, settle (asked), place_order, settle (placed), mark_told. How many orders there are then, and the news of them.
    let expected = [
        (0, ""),
        (0, "not placed"),
        (0, "not placed"),
        (0, "not placed"),
        (0, "not placed"),
        (1, "placed"),
        (1, "placed"),
        (1, "placed"),
        (1, "placed"),
        (1, ""),
    ];
    for (die_at, (orders, expected)) in (1..).zip(expected) {
        let folder = tempfile::tempdir().unwrap();
        LocalShop::open(folder.path()).unwrap().import(&stocked()).unwrap();
        let mut child = child("crash::places_orders_until_it_is_killed", folder.path(), die_at).spawn().unwrap();
        wait_for(&mut child, "waiting to be killed", 1);
        kill(&mut child);
        let news = recover(folder.path());
        let news: Vec<_> = news
            .iter()
            .map(|(news, _)| if matches!(news, OrderNews::Placed { .. }) { "placed" } else { "not placed" })
            .collect();
        assert_eq!(news.join(", "), expected, "step {die_at}");
        assert_eq!(LocalShop::open(folder.path()).unwrap().orders(9).unwrap().len(), orders, "step {die_at}");
    }
}

#[test]
fn killed_at_a_hundred_random_instants_shop_and_journal_agree() {
    let folder = tempfile::tempdir().unwrap();
    LocalShop::open(folder.path()).unwrap().import(&stocked()).unwrap();
    let mut random = 0x9E37_79B9_7F4A_7C15_u64;
    for _ in 0..100 {
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let mut child = child("crash::places_orders_until_it_is_killed", folder.path(), 0).spawn().unwrap();
        wait_for(&mut child, "told", 1 + usize::try_from(random >> 62).unwrap());
        // Not to wait for anything: to be somewhere else in an order each time.
        std::thread::sleep(Duration::from_micros((random >> 40) % 8_000));
        kill(&mut child);
        assert!(recover(folder.path()).len() <= 1, "at most one order was on its way");
    }
}

#[test]
#[ignore = "the process whose files may not grow; the test below starts it"]
fn places_orders_until_the_journal_is_full() {
    let folder = std::env::var_os(FOLDER).unwrap();
    let mut shop = LocalShop::open_in_memory().unwrap();
    shop.import(&stocked()).unwrap();
    let mut journal = SqliteJournal::open(Path::new(&folder)).unwrap();
    let quote = shop.quote(&cart(&[("D", 1)])).unwrap();
    for placed in 0..1000 {
        let site = SiteId("home".to_owned());
        match checkout::place(&mut shop, &mut journal, &site, &PurchaseId::generate(), &quote, Timestamp::now()) {
            Ok(_) => {}
            Err(CheckoutError::Journal { error, .. }) => {
                assert_eq!(shop.orders(usize::MAX).unwrap().len(), placed);
                println!("refused: {error}");
                return;
            }
            Err(error) => panic!("{error}"),
        }
    }
    panic!("the limit was never reached");
}

#[test]
fn nothing_is_ordered_when_the_journal_cannot_be_written() {
    let folder = tempfile::tempdir().unwrap();
    drop(SqliteJournal::open(folder.path()).unwrap());
    let inner = child("crash::places_orders_until_the_journal_is_full", folder.path(), 0);
    // Files of at most 64 KiB; with the signal ignored, a write beyond that fails like one on a full disk.
    let mut command = Command::new("bash");
    command
        .args(["-c", "trap '' XFSZ; ulimit -f 64; exec \"$0\" \"$@\""])
        .arg(inner.get_program())
        .args(inner.get_args());
    let output = command.env(FOLDER, folder.path()).output().unwrap();
    let shown = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{shown}{}", String::from_utf8_lossy(&output.stderr));
    let message = shown.lines().find_map(|line| line.split_once("refused: ")).unwrap().1;
    assert!(message.contains("journal.db") && message.contains("space"), "{message}");
}
