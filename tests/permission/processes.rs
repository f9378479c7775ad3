//! Several processes that look at codes at once, and one that is killed meanwhile.

use std::fs;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use jiff::Timestamp;
use orderly::permission::{PinAnswer, PinVault};

const FOLDER: &str = "ORDERLY_TEST_PIN_FOLDER";
const PATIENCE: Duration = Duration::from_secs(60);

fn now() -> Timestamp {
    Timestamp::from_second(1_800_000_000).unwrap()
}

fn check(folder: &Path, digits: &str) -> PinAnswer {
    PinVault::of(folder).check(&digits.parse().unwrap(), now()).unwrap()
}

#[test]
#[ignore = "the process that guesses; the tests of this file start it"]
fn guesses_once() {
    let folder = std::env::var_os(FOLDER).unwrap();
    println!("answer: {:?}", check(Path::new(&folder), "1357"));
}

fn guess(folder: &Path) -> Child {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", "permission::processes::guesses_once", "--ignored", "--nocapture"]);
    command.env(FOLDER, folder).stdout(Stdio::piped()).spawn().unwrap()
}

#[test]
fn no_failure_is_lost_when_processes_guess_at_once() {
    let folder = tempfile::tempdir().unwrap();
    PinVault::of(folder.path()).set(&"2468".parse().unwrap()).unwrap();
    let children: Vec<Child> = (0..5).map(|_| guess(folder.path())).collect();
    let outputs: Vec<Output> = children.into_iter().map(|child| child.wait_with_output().unwrap()).collect();
    let answers: Vec<String> =
        outputs.iter().map(|output| String::from_utf8_lossy(&output.stdout).into_owned()).collect();
    let count = |answer: &str| answers.iter().filter(|text| text.contains(answer)).count();
    assert_eq!((count("Wrong { left: 2 }"), count("Wrong { left: 1 }"), count("LockedOut")), (1, 1, 3), "{answers:?}");
    assert!(matches!(check(folder.path(), "2468"), PinAnswer::LockedOut { .. }));
}

#[test]
fn a_process_that_is_killed_takes_no_failure_back_and_leaves_no_lock() {
    let folder = tempfile::tempdir().unwrap();
    let mut vault = PinVault::of(folder.path());
    vault.set(&"2468".parse().unwrap()).unwrap();
    assert_eq!(check(folder.path(), "1357"), PinAnswer::Wrong { left: 2 });
    let mut child = guess(folder.path());
    // The failure stands on the disk while the code is still being looked at.
    let record = || fs::read_to_string(folder.path().join("pin.json")).unwrap();
    let began = Instant::now();
    while !record().contains("\"wrong\":2") {
        assert!(began.elapsed() < PATIENCE, "the failure is not counted: {}", record());
        thread::yield_now();
    }
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(matches!(check(folder.path(), "1357"), PinAnswer::LockedOut { .. }));
}
