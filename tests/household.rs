//! A household at the keyboard, over several starts of the program: what is kept, written, handed on, and never written.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

struct Household {
    folder: TempDir,
}

impl Household {
    fn with(config: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("orderly.toml"), config).unwrap();
        let house = Self { folder };
        house.run(&["import", "--sample"], "");
        house
    }

    fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// Runs a command with these lines as its input, and returns what it writes.
    fn run(&self, arguments: &[&str], input: &str) -> String {
        let mut command = Command::new(env!("CARGO_BIN_EXE_orderly"));
        command.current_dir(self.folder.path()).args(["--config", "orderly.toml", "--data", "data"]).args(arguments);
        let mut running = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        running.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
        let output = running.wait_with_output().unwrap();
        assert!(output.status.success(), "{arguments:?}: {output:?}");
        String::from_utf8([output.stdout, output.stderr].concat()).unwrap()
    }

    fn type_in(&self, lines: &str) -> String {
        self.run(&["type"], lines)
    }

    fn files_in(&self, folder: &str) -> Vec<PathBuf> {
        let Ok(entries) = fs::read_dir(self.data().join(folder)) else { return Vec::new() };
        entries.map(|entry| entry.unwrap().path()).collect()
    }
}

/// Whether these bytes stand in a file below a folder.
fn is_written_below(folder: &Path, words: &str) -> Option<PathBuf> {
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if path.is_dir() {
                folders.push(path);
            } else if fs::read(&path).unwrap().windows(words.len()).any(|part| part == words.as_bytes()) {
                return Some(path);
            }
        }
    }
    None
}

#[test]
fn what_was_put_into_the_cart_is_there_after_the_next_start_and_is_ordered_once() {
    let house = Household::with("");
    house.type_in("put two oat milk in my cart\n");
    let said = house.type_in("what's in my cart\ncheckout\nyes\n");
    assert!(said.contains("two Golden Field oat milk") && said.contains("1016"), "{said}");
    let said = house.type_in("what's in my cart\n");
    assert!(said.contains("empty"), "{said}");
}

#[test]
fn what_broke_off_before_the_yes_is_offered_at_the_next_start() {
    let house = Household::with("");
    house.type_in("order two rinse aid\n");
    let said = house.type_in("hey orderly\nyes\nyes\n");
    assert!(said.contains("We stopped at two") && said.contains("1016"), "{said}");
}

#[test]
fn orders_and_cancellations_come_in_writing() {
    let house = Household::with("[receipts]\nprinters = [\"file\"]\n");
    house.type_in("order rinse aid\nyes\n");
    house.type_in("cancel my order\nyes\n");
    let receipts: Vec<String> =
        house.files_in("receipts").iter().map(|path| fs::read_to_string(path).unwrap()).collect();
    assert_eq!(receipts.len(), 2, "{receipts:?}");
    assert!(receipts.iter().all(|receipt| receipt.contains("1016") && receipt.contains("rinse aid")), "{receipts:?}");
    assert!(receipts.iter().any(|receipt| receipt.contains("€6.39")), "{receipts:?}");
}

#[test]
fn whoever_asks_for_a_person_is_handed_over_with_words_only_if_they_agree() {
    let house = Household::with("[handover]\ndestinations = [\"file\"]\n");
    let said = house.type_in("put oat milk in my cart\nI want to talk to a person\nyes\n");
    assert!(said.contains("A person has it now"), "{said}");
    let [bundle] = house.files_in("handover").try_into().unwrap();
    let bundle = fs::read_to_string(bundle).unwrap();
    assert!(bundle.contains("put oat milk in my cart") && bundle.contains("Golden Field oat milk"), "{bundle}");

    let discreet = Household::with("[handover]\ndestinations = [\"file\"]\n");
    discreet.type_in("put oat milk in my cart\nI want to talk to a person\nno\n");
    let [bundle] = discreet.files_in("handover").try_into().unwrap();
    let bundle = fs::read_to_string(bundle).unwrap();
    assert!(!bundle.contains("put oat milk") && bundle.contains("Golden Field oat milk"), "{bundle}");
}

#[test]
fn a_code_is_asked_for_and_stands_nowhere() {
    let house = Household::with("[permission]\npin_above = \"0\"\n");
    assert!(house.run(&["pin", "status"], "").contains("No PIN is set"));
    house.run(&["pin", "set"], "907351\n");
    assert!(house.run(&["pin", "status"], "").contains("A PIN is set"));
    // The keyboard shows what is typed; the program adds nothing to it and keeps nothing of it.
    let said = house.type_in("order rinse aid\nyes\nnine zero seven three five one\n");
    assert!(said.contains("Your code") || said.contains("your code"), "{said}");
    assert!(said.contains("1016") && !said.contains("907351"), "{said}");
    assert_eq!(is_written_below(&house.data(), "907351"), None);
    assert!(house.run(&["pin", "remove"], "").contains("forgotten"));
    assert!(house.type_in("order rinse aid\nyes\n1 2 3 4\n").contains("orderly pin set"));
}

#[test]
fn rules_that_cannot_be_read_are_named_before_anything_is_sold() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("orderly.toml");
    fs::write(&path, "[permission]\nquiet_hours = \"at night\"\n").unwrap();
    let refused = Command::new(env!("CARGO_BIN_EXE_orderly")).arg("--config").arg(&path).arg("type").output().unwrap();
    let said = String::from_utf8(refused.stderr).unwrap();
    assert!(!refused.status.success() && said.contains("quiet_hours") && said.contains("22:00-07:00"), "{said}");
}

#[test]
fn what_is_remembered_is_listed_exported_and_erased_and_orders_stay() {
    let house = Household::with("");
    house.type_in("put marzipan on my list\norder feta every week\nyes\nyes\nput two oat milk in my cart\n");
    let listed = house.run(&["data", "list"], "");
    for told in ["2 x DAI-005", "1 x marzipan", "Blue Island feta, 200 g every week", "order 1016"] {
        assert!(listed.contains(told), "{told} is not in {listed}");
    }
    let exported: serde_json::Value = serde_json::from_str(&house.run(&["data", "export"], "")).unwrap();
    assert_eq!(exported["household"]["list"][0]["text"], "marzipan");
    assert_eq!(exported["household"]["subscriptions"][0]["every"]["span"], "week");
    assert_eq!(exported["attempts"].as_array().unwrap().len(), 1);
    assert!(exported["orders"].as_array().unwrap().len() > 1, "{exported}");

    // Nobody can be asked here.
    let unasked = Command::new(env!("CARGO_BIN_EXE_orderly"))
        .current_dir(house.folder.path())
        .args(["--data", "data", "data", "erase"])
        .stdin(Stdio::null())
        .output()
        .unwrap();
    assert!(!unasked.status.success(), "{unasked:?}");
    assert!(house.run(&["data", "list"], "").contains("marzipan"));

    house.run(&["data", "erase", "--yes"], "");
    let listed = house.run(&["data", "list"], "");
    assert!(!listed.contains("marzipan") && !listed.contains("DAI-005") && !listed.contains("order 1016"), "{listed}");
    assert_eq!(is_written_below(&house.data(), "marzipan"), None);
    assert!(house.run(&["orders"], "").contains("Order 1016, placed"));
    assert!(house.type_in("what are my subscriptions\n").contains("no subscriptions"));
}

#[test]
fn what_a_shopper_asks_to_forget_is_written_nowhere_any_more() {
    let house = Household::with("");
    house.type_in("put marzipan on my list\norder rinse aid\nyes\n");
    let said = house.type_in("forget everything you know about me\nyes\nwhat is on my list\n");
    assert!(said.contains("forgotten"), "{said}");
    assert_eq!(is_written_below(&house.data(), "marzipan"), None);
    let listed = house.run(&["data", "list"], "");
    assert!(listed.contains("Confirmed here:\n  nothing"), "{listed}");
}

#[test]
fn a_carelessly_long_memory_is_limited_by_the_configuration() {
    let house = Household::with("[privacy]\ncart_days = 1\n");
    house.type_in("put two oat milk in my cart\nput salt on my list\n");
    let file = house.data().join("household.json");
    let mut kept: serde_json::Value = serde_json::from_slice(&fs::read(&file).unwrap()).unwrap();
    kept["cart_changed"] = "2026-01-01T12:00:00Z".into();
    fs::write(&file, serde_json::to_vec(&kept).unwrap()).unwrap();
    let said = house.type_in("what's in my cart\nwhat is on my list\n");
    assert!(said.contains("cart is empty") && said.contains("salt"), "{said}");
}
