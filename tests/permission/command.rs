//! `orderly pin`, with what a person may type and on a real terminal.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use jiff::Timestamp;
use orderly::permission::{PinAnswer, PinVault};

fn pin(data: &Path, action: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_orderly"));
    command.arg("--data").arg(data).arg("pin").args(action).stdin(Stdio::null());
    command
}

fn with_input(mut command: Command, input: &str) -> Output {
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let _ignore_one_that_reads_nothing = child.stdin.take().unwrap().write_all(input.as_bytes());
    child.wait_with_output().unwrap()
}

fn said(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

fn check(data: &Path, digits: &str) -> PinAnswer {
    PinVault::of(data).check(&digits.parse().unwrap(), Timestamp::now()).unwrap()
}

#[test]
fn a_pin_is_set_from_standard_input_shown_as_set_and_forgotten() {
    let data = tempfile::tempdir().unwrap();
    let data = data.path();
    let status = || said(&pin(data, &["status"]).output().unwrap());
    assert!(status().starts_with("No PIN is set."), "{}", status());

    let set = with_input(pin(data, &["set"]), "2468\n");
    assert!(set.status.success() && said(&set).contains("pin_above"), "{set:?}");
    assert!(status().starts_with("A PIN is set."), "{}", status());
    assert_eq!(check(data, "2468"), PinAnswer::Right);

    let removed = pin(data, &["remove"]).output().unwrap();
    assert!(removed.status.success() && said(&removed).starts_with("The PIN is forgotten."), "{removed:?}");
    assert_eq!(check(data, "2468"), PinAnswer::NotSet);
    assert!(said(&pin(data, &["remove"]).output().unwrap()).starts_with("There was no PIN."));
}

#[test]
fn a_locked_pin_says_until_when_and_a_new_one_unlocks() {
    let data = tempfile::tempdir().unwrap();
    let data = data.path();
    with_input(pin(data, &["set"]), "2468\n");
    let answers = [(); 3].map(|()| check(data, "1357"));
    assert!(matches!(answers[2], PinAnswer::LockedOut { .. }), "{answers:?}");
    let status = said(&pin(data, &["status"]).output().unwrap());
    assert!(status.contains("locked until 20"), "{status}");
    with_input(pin(data, &["set"]), "8642");
    assert_eq!(check(data, "8642"), PinAnswer::Right);
}

#[test]
fn what_is_no_pin_changes_nothing_and_is_not_repeated() {
    let data = tempfile::tempdir().unwrap();
    let endless = "7".repeat(100_000);
    for input in ["", "\n", "739\n", "739284651\n", "73 92\n", "7392x\n", &endless] {
        let output = with_input(pin(data.path(), &["set"]), input);
        let said = said(&output);
        assert!(!output.status.success() && said.contains("4 to 8 digits") && !said.contains("739"), "{said}");
        assert!(!data.path().join("pin.json").exists());
    }
}

#[test]
fn a_pin_is_no_argument() {
    let data = tempfile::tempdir().unwrap();
    let output = pin(data.path(), &["set", "2468"]).output().unwrap();
    assert_eq!(output.status.code(), Some(2), "{output:?}");
    assert!(!data.path().join("pin.json").exists());
}

#[test]
fn a_broken_file_is_named_with_what_to_do() {
    let data = tempfile::tempdir().unwrap();
    fs::write(data.path().join("pin.json"), "no record").unwrap();
    let output = pin(data.path(), &["status"]).output().unwrap();
    let said = said(&output);
    assert!(!output.status.success() && said.contains("pin.json") && said.contains("orderly pin set"), "{said}");
}

#[cfg(target_os = "linux")]
mod terminal {
    use std::fs::File;
    use std::io::Read;
    use std::os::fd::AsFd;
    use std::thread;
    use std::time::{Duration, Instant};

    use nix::poll::{PollFd, PollFlags, poll};
    use nix::pty::openpty;
    use nix::sys::termios::{LocalFlags, tcgetattr};

    use super::*;

    const PATIENCE: Duration = Duration::from_secs(60);
    const PATIENCE_MS: u16 = 60_000;

    /// A terminal with `orderly pin set` on it, and somebody who types each line when it is asked for.
    fn typing(data: &Path, lines: &[&str]) -> (bool, String) {
        let terminal = openpty(None, None).unwrap();
        let program = pin(data, &["set"]);
        // It makes the terminal that of the program, which opens it by name.
        let mut child = Command::new("setsid")
            .args(["--ctty", "--wait"])
            .arg(program.get_program())
            .args(program.get_args())
            .stdin(terminal.slave.try_clone().unwrap())
            .stdout(terminal.slave.try_clone().unwrap())
            .stderr(terminal.slave.try_clone().unwrap())
            .spawn()
            .expect("setsid runs (util-linux)");
        drop(terminal.slave);
        let mut person = File::from(terminal.master);
        let mut shown = String::new();
        for (prompts, line) in lines.iter().enumerate() {
            read_until(&mut person, &mut shown, |shown| shown.matches(": ").count() > prompts);
            wait_until(|| !tcgetattr(person.as_fd()).unwrap().local_flags.contains(LocalFlags::ECHO));
            writeln!(person, "{line}").unwrap();
        }
        read_until(&mut person, &mut shown, |shown| shown.contains("The PIN is set") || shown.contains("nothing was"));
        (child.wait().unwrap().success(), shown)
    }

    fn read_until(person: &mut File, shown: &mut String, is_there: impl Fn(&str) -> bool) {
        let mut bytes = [0; 1024];
        while !is_there(shown) {
            let ready = poll(&mut [PollFd::new(person.as_fd(), PollFlags::POLLIN)], PATIENCE_MS).unwrap();
            assert_eq!(ready, 1, "nothing more is shown than: {shown}");
            let length = person.read(&mut bytes).unwrap();
            shown.push_str(&String::from_utf8_lossy(&bytes[..length]));
        }
    }

    fn wait_until(is_so: impl Fn() -> bool) {
        let began = Instant::now();
        while !is_so() {
            assert!(began.elapsed() < PATIENCE, "the terminal still shows what is typed");
            thread::yield_now();
        }
    }

    #[test]
    fn a_terminal_asks_twice_and_never_shows_the_pin() {
        let data = tempfile::tempdir().unwrap();
        let (success, shown) = typing(data.path(), &["739284", "739284"]);
        assert!(success && !shown.contains("739"), "{shown}");
        assert_eq!(check(data.path(), "739284"), PinAnswer::Right);
    }

    #[test]
    fn two_that_differ_change_nothing() {
        let data = tempfile::tempdir().unwrap();
        let (success, shown) = typing(data.path(), &["739284", "739285"]);
        assert!(!success && shown.contains("not the same") && !shown.contains("739"), "{shown}");
        assert_eq!(check(data.path(), "739284"), PinAnswer::NotSet);
    }
}
