//! What was written down is there after the process is gone, and a file that cannot be used is named.

use std::fs;
use std::io::{BufRead, BufReader};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Command, Stdio};

use jiff::{SignedDuration, Timestamp};
use orderly::commerce::Storefront;
use orderly::commerce::cart::PurchaseId;
use orderly::commerce::local::LocalShop;
use orderly::commerce::order::{IdempotencyKey, OrderId};
use orderly::event::SiteId;
use orderly::journal::lock::DataLock;
use orderly::journal::sqlite::SqliteJournal;
use orderly::journal::{Attempt, Journal, JournalError, Outcome};

use crate::storefront::{cart, goods};

const FOLDER: &str = "ORDERLY_TEST_FOLDER";

fn attempt() -> Attempt {
    let mut shop = LocalShop::open_in_memory().unwrap();
    shop.import(&goods()).unwrap();
    Attempt {
        key: IdempotencyKey::generate(),
        purchase: PurchaseId::generate(),
        site: SiteId("kitchen".to_owned()),
        quote: shop.quote(&cart(&[("B", 2)])).unwrap(),
        confirmed_at: Timestamp::now(),
        outcome: Outcome::Begun,
        told: false,
    }
}

#[test]
fn attempts_stay_until_they_are_settled_and_told() {
    let folder = tempfile::tempdir().unwrap();
    let reopen = || SqliteJournal::open(folder.path()).unwrap();
    let (first, second) = (attempt(), attempt());
    reopen().begin(&first).unwrap();
    reopen().begin(&second).unwrap();
    assert_eq!(reopen().unfinished().unwrap(), [first.clone(), second.clone()]);

    let placed = Outcome::Placed(OrderId("1001".to_owned()));
    reopen().settle(&first.key, &Outcome::Asked).unwrap();
    reopen().settle(&first.key, &placed).unwrap();
    reopen().settle(&first.key, &placed).unwrap();
    reopen().mark_told(&first.key).unwrap();
    assert_eq!(reopen().unfinished().unwrap(), std::slice::from_ref(&second));

    let refused = Outcome::Refused("only 1 of candle in stock".to_owned());
    reopen().settle(&second.key, &refused).unwrap();
    assert_eq!(reopen().unfinished().unwrap(), [Attempt { outcome: refused, ..second }]);
}

#[test]
fn what_contradicts_the_record_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let mut journal = SqliteJournal::open(folder.path()).unwrap();
    let attempt = attempt();
    let placed = Outcome::Placed(OrderId("1001".to_owned()));
    let is_contradiction = |result| matches!(result, Err(JournalError::Contradiction { .. }));
    assert!(is_contradiction(journal.settle(&attempt.key, &placed)));
    assert!(is_contradiction(journal.mark_told(&attempt.key)));
    journal.begin(&attempt).unwrap();
    assert!(is_contradiction(journal.begin(&attempt)));
    assert!(is_contradiction(journal.settle(&attempt.key, &placed)), "the shop was not asked");
    journal.settle(&attempt.key, &Outcome::Asked).unwrap();
    journal.settle(&attempt.key, &placed).unwrap();
    assert!(is_contradiction(journal.settle(&attempt.key, &Outcome::Asked)), "it came further");
    assert!(is_contradiction(journal.settle(&attempt.key, &Outcome::Refused("no".to_owned()))));
}

#[test]
fn a_purchase_is_begun_again_only_after_it_was_refused() {
    let folder = tempfile::tempdir().unwrap();
    let reopen = || SqliteJournal::open(folder.path()).unwrap();
    let first = attempt();
    let again = || Attempt { purchase: first.purchase.clone(), ..attempt() };
    let assert_already = |expected: &Outcome| match reopen().begin(&again()) {
        Err(JournalError::AlreadyOrdered { purchase, key, outcome }) => {
            assert_eq!((&purchase, &key, &outcome), (&first.purchase, &first.key, expected));
        }
        other => panic!("{other:?}"),
    };
    let placed = Outcome::Placed(OrderId("1001".to_owned()));
    reopen().begin(&first).unwrap();
    assert_already(&Outcome::Begun);
    reopen().settle(&first.key, &Outcome::Asked).unwrap();
    assert_already(&Outcome::Asked);
    reopen().settle(&first.key, &placed).unwrap();
    assert_already(&placed);
    reopen().begin(&attempt()).unwrap();

    let refused = attempt();
    reopen().begin(&refused).unwrap();
    reopen().settle(&refused.key, &Outcome::Refused("only 1 of candle in stock".to_owned())).unwrap();
    reopen().begin(&Attempt { purchase: refused.purchase, ..attempt() }).unwrap();
}

#[test]
fn a_journal_of_the_first_version_is_brought_up_to_date() {
    let folder = tempfile::tempdir().unwrap();
    let old = orderly::database::Connection::open(folder.path().join("journal.db")).unwrap();
    old.execute_batch(include_str!("journal/version-1.sql")).unwrap();
    drop(old);
    let mut journal = SqliteJournal::open(folder.path()).unwrap();
    let unfinished = journal.unfinished().unwrap();
    let outcomes: Vec<_> = unfinished.iter().map(|attempt| (&attempt.key.0[..], attempt.outcome.clone())).collect();
    let placed = Outcome::Placed(OrderId("1002".to_owned()));
    let refused = Outcome::Refused("sold out".to_owned());
    assert_eq!(outcomes, [("key-2", placed), ("key-3", refused), ("key-4", Outcome::Asked)]);
    for earlier in &unfinished {
        assert_eq!((&earlier.site.0[..], earlier.quote.total.minor), ("kitchen", 500));
        assert_eq!(earlier.confirmed_at.to_string(), "2026-03-01T10:00:00Z");
        let again = Attempt { purchase: earlier.purchase.clone(), ..attempt() };
        let already = matches!(journal.begin(&again), Err(JournalError::AlreadyOrdered { .. }));
        assert_eq!(already, earlier.key.0 != "key-3");
    }
    let seen = "2026-03-01T11:00:00Z".parse().unwrap();
    assert!(!journal.remember_messages(&["message"], seen).unwrap()[0], "it was remembered before");
    drop(journal);
    assert_eq!(SqliteJournal::open(folder.path()).unwrap().unfinished().unwrap().len(), 4);
}

#[test]
fn with_the_clock_turned_back_by_a_day_a_message_still_counts_once() {
    let folder = tempfile::tempdir().unwrap();
    let now = Timestamp::now();
    let yesterday = now - SignedDuration::from_hours(24);
    assert!(SqliteJournal::open(folder.path()).unwrap().remember_messages(&["m1"], now).unwrap()[0]);
    let mut journal = SqliteJournal::open(folder.path()).unwrap();
    assert!(!journal.remember_messages(&["m1"], yesterday).unwrap()[0]);
    assert!(journal.remember_messages(&["m2"], yesterday).unwrap()[0]);
    assert!(!journal.remember_messages(&["m1"], now).unwrap()[0]);
    assert!(!journal.remember_messages(&["m2"], yesterday + SignedDuration::from_hours(23)).unwrap()[0]);
}

#[test]
fn what_is_settled_and_told_is_forgotten_and_nothing_of_it_stays_in_the_files() {
    let folder = tempfile::tempdir().unwrap();
    let mut journal = SqliteJournal::open(folder.path()).unwrap();
    let [placed, open, untold] = [attempt(), attempt(), attempt()];
    for attempt in [&placed, &open, &untold] {
        journal.begin(attempt).unwrap();
        journal.settle(&attempt.key, &Outcome::Asked).unwrap();
    }
    for attempt in [&placed, &untold] {
        journal.settle(&attempt.key, &Outcome::Placed(OrderId("1001".to_owned()))).unwrap();
    }
    journal.mark_told(&placed.key).unwrap();
    let now = Timestamp::now();
    let title = placed.quote.lines[0].title.clone();

    journal.forget(now - SignedDuration::from_hours(1), now).unwrap();
    assert_eq!(journal.attempts().unwrap().len(), 3, "none is that old");
    journal.forget(now, now).unwrap();
    let left: Vec<_> = journal.attempts().unwrap().into_iter().map(|attempt| attempt.key).collect();
    assert_eq!(left, [open.key.clone(), untold.key.clone()]);
    assert_eq!(journal.unfinished().unwrap().len(), 2, "what is open, or not told yet, is not forgotten");

    // For a day its purchase cannot be ordered again.
    let again = Attempt { key: IdempotencyKey::generate(), purchase: placed.purchase.clone(), ..attempt() };
    assert!(matches!(journal.begin(&again), Err(JournalError::AlreadyOrdered { .. })));
    journal.settle(&open.key, &Outcome::Refused(String::new())).unwrap();
    journal.mark_told(&open.key).unwrap();
    journal.mark_told(&untold.key).unwrap();
    journal.forget(now, now + SignedDuration::from_hours(25)).unwrap();
    drop(journal);
    for file in [SqliteJournal::open(folder.path()).map(|_| "journal.db").unwrap(), "journal.db-wal"] {
        let bytes = fs::read(folder.path().join(file)).unwrap_or_default();
        for words in [title.as_bytes(), placed.key.0.as_bytes()] {
            assert!(!bytes.windows(words.len()).any(|part| part == words), "still in {file}");
        }
    }
}

#[test]
fn a_message_counts_once_for_a_day() {
    let folder = tempfile::tempdir().unwrap();
    let now = Timestamp::now();
    assert!(SqliteJournal::open(folder.path()).unwrap().remember_messages(&["m1"], now).unwrap()[0]);
    let mut journal = SqliteJournal::open(folder.path()).unwrap();
    assert!(!journal.remember_messages(&["m1"], now).unwrap()[0]);
    assert!(journal.remember_messages(&["m2"], now).unwrap()[0]);
    assert!(!journal.remember_messages(&["m1"], now + SignedDuration::from_hours(23)).unwrap()[0]);
    assert!(journal.remember_messages(&["m1"], now + SignedDuration::from_hours(25)).unwrap()[0]);
}

#[test]
#[ignore = "the daemon that has the data folder; the test below starts it"]
fn has_the_data_folder_until_it_is_killed() {
    let folder = std::env::var_os(FOLDER).unwrap();
    let _lock = DataLock::acquire(Path::new(&folder)).unwrap();
    let _journal = SqliteJournal::open(Path::new(&folder)).unwrap();
    println!("\nhas it");
    std::io::stdin().read_line(&mut String::new()).unwrap();
}

#[test]
fn two_processes_cannot_order_from_one_journal_and_a_killed_one_leaves_it_free() {
    let folder = tempfile::tempdir().unwrap();
    let mut daemon = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "journal::has_the_data_folder_until_it_is_killed", "--ignored", "--nocapture"])
        .env(FOLDER, folder.path())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(daemon.stdout.take().unwrap()).lines();
    assert!(lines.any(|line| line.unwrap() == "has it"));
    match DataLock::acquire(folder.path()) {
        Err(JournalError::InUse { folder: in_use, pid }) => {
            assert_eq!((in_use.as_path(), pid), (folder.path(), Some(daemon.id())));
        }
        other => panic!("{other:?}"),
    }
    daemon.kill().unwrap();
    daemon.wait().unwrap();
    DataLock::acquire(folder.path()).unwrap();
}

#[test]
fn the_files_are_for_their_owner_alone() {
    let folder = tempfile::tempdir().unwrap();
    let mut shop = LocalShop::open(folder.path()).unwrap();
    let _journal = SqliteJournal::open(folder.path()).unwrap();
    shop.import(&goods()).unwrap();
    let files: Vec<_> = fs::read_dir(folder.path()).unwrap().map(Result::unwrap).collect();
    assert!(files.len() >= 4, "shop, journal and their logs");
    for file in files {
        assert_eq!(file.metadata().unwrap().permissions().mode() & 0o777, 0o600, "{}", file.path().display());
    }
}

/// What shop and journal say to a folder that they cannot work with.
fn complaints(folder: &Path) -> [String; 2] {
    let shop = LocalShop::open(folder).and_then(|shop| shop.orders(1)).unwrap_err();
    let journal = SqliteJournal::open(folder).and_then(|journal| journal.unfinished()).unwrap_err();
    [shop.to_string(), journal.to_string()]
}

fn assert_say(folder: &Path, words: &str) {
    for (complaint, file) in complaints(folder).iter().zip(["shop.db", "journal.db"]) {
        let path = folder.join(file).display().to_string();
        assert!(complaint.contains(&path) && complaint.contains(words), "{complaint}");
    }
}

#[test]
fn a_file_that_is_no_database_is_named_with_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    for file in ["shop.db", "journal.db"] {
        fs::write(folder.path().join(file), "not a database, although it is long enough to be one ".repeat(99))
            .unwrap();
    }
    assert_say(folder.path(), "restore the file from a backup");
}

#[test]
fn a_file_that_is_damaged_inside_is_named_with_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    LocalShop::open(folder.path()).unwrap().import_sample(Timestamp::now()).unwrap();
    SqliteJournal::open(folder.path()).unwrap().begin(&attempt()).unwrap();
    for file in ["shop.db", "journal.db"] {
        let path = folder.path().join(file);
        let mut bytes = fs::read(&path).unwrap();
        bytes[200..].fill(0xA5);
        fs::write(&path, bytes).unwrap();
    }
    assert_say(folder.path(), "restore the file from a backup");
}

#[test]
fn a_file_of_a_newer_version_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    for file in ["shop.db", "journal.db"] {
        orderly::database::open(folder.path(), file, &["", "", "", "", "", "", "", "", ""]).unwrap();
    }
    assert_say(folder.path(), "newer version");
}

#[test]
fn a_folder_that_cannot_be_made_is_named_with_what_to_do() {
    let file = tempfile::NamedTempFile::new().unwrap();
    assert_say(&file.path().join("data"), "--data");
}
