//! A disk that is full, or a journal that somebody damaged: nothing is ordered that could be forgotten.

use std::fs::{self, OpenOptions};
use std::os::unix::fs::FileExt;
use std::path::Path;
use std::process::Command;

use jiff::Timestamp;
use orderly::commerce::Storefront;
use orderly::commerce::cart::PurchaseId;
use orderly::commerce::checkout::{self, CheckoutError, Placement};
use orderly::commerce::local::LocalShop;
use orderly::dialogue::OrderNews;
use orderly::event::SiteId;
use orderly::journal::Journal;
use orderly::journal::sqlite::SqliteJournal;
use tempfile::TempDir;

use super::stocked;
use crate::storefront::cart;

const FOLDER: &str = "ORDERLY_TEST_FOLDER";
/// How much is in the log before the disk is full, so that another write is the first to fail.
const FILLED: &str = "ORDERLY_TEST_FILLED";

fn shop() -> LocalShop {
    let mut shop = LocalShop::open_in_memory().unwrap();
    shop.import(&stocked()).unwrap();
    shop
}

fn order(shop: &mut LocalShop, journal: &mut SqliteJournal) -> Result<Placement, CheckoutError> {
    let quote = shop.quote(&cart(&[("D", 1)])).unwrap();
    let site = SiteId("home".to_owned());
    checkout::place(shop, journal, &site, &PurchaseId::generate(), &quote, Timestamp::now())
}

#[test]
#[ignore = "the process whose files may not grow; the test below starts it"]
fn places_orders_until_the_disk_is_full() {
    let variable = |name| std::env::var(name).unwrap();
    let mut shop = LocalShop::open(Path::new(&variable(FOLDER)).parent().unwrap()).unwrap();
    let mut journal = SqliteJournal::open(Path::new(&variable(FOLDER))).unwrap();
    for message in 0..variable(FILLED).parse().unwrap() {
        journal.remember_messages(&[&format!("{message}")], Timestamp::now()).unwrap();
    }
    println!();
    loop {
        match order(&mut shop, &mut journal) {
            Ok(Placement { order, key }) => {
                println!("told {key} {}", order.id);
                if let Err(error) = journal.mark_told(&key) {
                    println!("not noted: {error}");
                }
            }
            Err(CheckoutError::Journal { error, .. }) => return println!("refused: {error}"),
            Err(error) => panic!("{error}"),
        }
    }
}

#[test]
fn on_a_full_disk_nothing_is_ordered_and_what_was_is_told_once_there_is_space() {
    let mut forgotten = 0;
    // Whichever write is the first that fails: of beginning, of asking, of what became of it, of telling it.
    for filled in 0..4 {
        let folder = tempfile::tempdir().unwrap();
        LocalShop::open(folder.path()).unwrap().import(&stocked()).unwrap();
        let data = folder.path().join("data");
        drop(SqliteJournal::open(&data).unwrap());
        // Files of at most 128 KiB; with the signal ignored, a write beyond that fails like one on a full disk.
        let output = Command::new("bash")
            .args(["-c", "trap '' XFSZ; ulimit -f 128; exec \"$0\" \"$@\""])
            .arg(std::env::current_exe().unwrap())
            .args(["--exact", "crash::disk::places_orders_until_the_disk_is_full", "--ignored", "--nocapture"])
            .env(FOLDER, &data)
            .env(FILLED, filled.to_string())
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&output.stdout);
        assert!(output.status.success(), "{said}{}", String::from_utf8_lossy(&output.stderr));
        let refused = said.lines().find_map(|line| line.strip_prefix("refused: ")).unwrap();
        assert!(refused.contains("journal.db") && refused.contains("space"), "{refused}");
        forgotten += said.matches("not noted").count();

        let shop = LocalShop::open(folder.path()).unwrap();
        let told = said.lines().filter_map(|line| line.strip_prefix("told ")).collect::<Vec<_>>();
        assert_eq!(shop.orders(usize::MAX).unwrap().len(), told.len(), "an order that nobody was told of");
        // There is space again. What could not be written down is found out, and the truth is told once more.
        let news = checkout::recover(&shop, &mut SqliteJournal::open(&data).unwrap()).unwrap().news;
        for (_, news, key) in news {
            let before = told.iter().find_map(|told| told.strip_prefix(&format!("{key} ")));
            match news {
                OrderNews::Placed { id, .. } => assert_eq!(before, Some(&id.0[..])),
                OrderNews::NotPlaced { .. } => assert_eq!(before, None),
            }
        }
    }
    println!("{forgotten} times that it was told could not be noted");
}

/// A journal with an order in it that the shopper was not told of.
fn used() -> (TempDir, LocalShop, Placement) {
    let (folder, mut shop) = (tempfile::tempdir().unwrap(), shop());
    let mut journal = SqliteJournal::open(folder.path()).unwrap();
    let placements: Vec<_> = (0..40).map(|_| order(&mut shop, &mut journal).unwrap()).collect();
    (folder, shop, placements.into_iter().next_back().unwrap())
}

/// What a start says to a journal that was damaged. It may have found all of it intact.
fn complaint(folder: &Path, shop: &LocalShop, last: &Placement) -> Option<String> {
    match SqliteJournal::open(folder).and_then(|mut journal| checkout::recover(shop, &mut journal)) {
        Ok(recovered) => {
            assert_eq!(recovered.news.len(), 40, "something was lost in silence");
            assert!(recovered.news.iter().any(|(_, _, key)| *key == last.key));
            None
        }
        Err(error) => Some(error.to_string()),
    }
}

fn assert_names_the_file_and_what_to_do(complaint: &str) {
    assert!(complaint.contains("journal.db"), "{complaint}");
    assert!(complaint.contains("restore the file from a backup"), "{complaint}");
    assert!(complaint.contains("Nothing is ordered"), "{complaint}");
}

#[test]
fn a_journal_that_was_cut_off_is_refused_wherever_it_ends() {
    let (folder, shop, last) = used();
    let path = folder.path().join("journal.db");
    let whole = fs::read(&path).unwrap();
    assert!(whole.len() > 4 * 4096, "several pages");
    assert_eq!(complaint(folder.path(), &shop, &last), None);
    for length in (1..whole.len()).step_by(1777).chain([100, 511, 512, 4095, 4096]) {
        fs::write(&path, &whole[..length]).unwrap();
        assert_names_the_file_and_what_to_do(&complaint(folder.path(), &shop, &last).expect("it is cut off"));
    }
    // Everything is still in the log of one that was killed.
    let (folder, mut shop, _) = used();
    let mut journal = SqliteJournal::open(folder.path()).unwrap();
    let last = order(&mut shop, &mut journal).unwrap();
    let killed = tempfile::tempdir().unwrap();
    fs::copy(folder.path().join("journal.db-wal"), killed.path().join("journal.db-wal")).unwrap();
    fs::write(killed.path().join("journal.db"), "").unwrap();
    assert_names_the_file_and_what_to_do(&complaint(killed.path(), &shop, &last).expect("it is empty"));
}

#[test]
fn a_journal_with_a_garbage_page_is_refused_whichever_it_is() {
    let (folder, shop, last) = used();
    let path = folder.path().join("journal.db");
    let whole = fs::read(&path).unwrap();
    for page in 0..whole.len() / 4096 {
        let mut bytes = whole.clone();
        bytes[page * 4096..(page + 1) * 4096].fill(0xA5);
        fs::write(&path, bytes).unwrap();
        assert_names_the_file_and_what_to_do(&complaint(folder.path(), &shop, &last).expect("a page is garbage"));
    }
}

#[test]
fn when_the_journal_is_damaged_while_it_is_open_the_truth_is_told_and_the_next_start_names_the_file() {
    let (folder, mut shop, _) = used();
    let mut journal = SqliteJournal::open(folder.path()).unwrap();
    let file = OpenOptions::new().write(true).open(folder.path().join("journal.db")).unwrap();
    for page in 0..file.metadata().unwrap().len() / 4096 {
        file.write_all_at(&[0xA5; 4096], page * 4096).unwrap();
    }
    let before = shop.orders(usize::MAX).unwrap().len();
    let placed = match order(&mut shop, &mut journal) {
        Ok(_) => 1,
        Err(CheckoutError::Journal { .. }) => 0,
        Err(error) => panic!("{error}"),
    };
    assert_eq!(shop.orders(usize::MAX).unwrap().len(), before + placed);
    drop(journal);
    let error = SqliteJournal::open(folder.path()).err().expect("it is damaged");
    assert_names_the_file_and_what_to_do(&error.to_string());
}

#[test]
fn when_the_journal_is_deleted_or_replaced_while_it_is_open_nothing_is_ordered() {
    for (file, replaced) in [("journal.db", false), ("journal.db", true), ("journal.db-wal", false)] {
        let (folder, mut shop, _) = used();
        let mut journal = SqliteJournal::open(folder.path()).unwrap();
        order(&mut shop, &mut journal).unwrap();
        let path = folder.path().join(file);
        let copy = fs::read(&path).unwrap();
        fs::remove_file(&path).unwrap();
        if replaced {
            fs::write(&path, copy).unwrap();
        }
        let before = shop.orders(usize::MAX).unwrap().len();
        let Err(CheckoutError::Journal { error, .. }) = order(&mut shop, &mut journal) else { panic!("{file}") };
        assert!(error.to_string().contains(file) && error.to_string().contains("start again"), "{error}");
        assert_eq!(shop.orders(usize::MAX).unwrap().len(), before, "{file}");
    }
}
