use std::fs;

use jiff::{SignedDuration, Timestamp};
use proptest::prelude::*;
use tempfile::TempDir;

use super::*;

/// A household with the PIN 2468, whose vault is opened anew for each code: what is not on disk is lost.
struct Household(TempDir);

impl Household {
    fn new() -> Self {
        let household = Self(tempfile::tempdir().unwrap());
        household.vault().set(&code("2468")).unwrap();
        household
    }

    fn vault(&self) -> PinVault {
        PinVault { cost: Cost::LEAST, ..PinVault::of(self.0.path()) }
    }

    fn says(&self, digits: &str, now: Timestamp) -> PinAnswer {
        self.vault().check(&code(digits), now).unwrap()
    }

    fn record(&self) -> PathBuf {
        self.0.path().join("pin.json")
    }
}

fn code(digits: &str) -> Code {
    digits.parse().unwrap()
}

fn minute(minutes: i64) -> Timestamp {
    Timestamp::from_second(1_800_000_000).unwrap() + SignedDuration::from_mins(minutes)
}

#[test]
fn the_right_code_is_right_and_no_other() {
    let household = Household::new();
    assert_eq!(household.says("2468", minute(0)), PinAnswer::Right);
    assert_eq!(household.says("2469", minute(0)), PinAnswer::Wrong { left: 2 });
    assert_eq!(household.says("24680", minute(0)), PinAnswer::Wrong { left: 1 });
    assert_eq!(household.says("2468", minute(0)), PinAnswer::Right);
    assert_eq!(household.says("1111", minute(0)), PinAnswer::Wrong { left: 2 }, "a right one starts anew");
}

#[test]
fn without_a_pin_nothing_is_right() {
    let folder = tempfile::tempdir().unwrap();
    let mut vault = PinVault::of(&folder.path().join("new"));
    assert_eq!(vault.status(minute(0)).unwrap(), PinStatus::NotSet);
    assert_eq!(vault.check(&code("2468"), minute(0)).unwrap(), PinAnswer::NotSet);
    assert!(!vault.remove().unwrap());
}

#[test]
fn three_wrong_codes_lock_and_every_further_one_locks_longer() {
    let household = Household::new();
    household.says("1111", minute(0));
    household.says("1111", minute(0));
    assert_eq!(household.says("1111", minute(0)), PinAnswer::LockedOut { until: minute(1) });
    assert_eq!(household.says("2468", minute(0)), PinAnswer::LockedOut { until: minute(1) }, "not even the right one");
    assert_eq!(household.vault().status(minute(0)).unwrap(), PinStatus::LockedOut { until: minute(1) });
    assert_eq!(household.vault().status(minute(1)).unwrap(), PinStatus::Set);
    assert_eq!(household.says("1111", minute(1)), PinAnswer::LockedOut { until: minute(3) });
    assert_eq!(household.says("1111", minute(3)), PinAnswer::LockedOut { until: minute(7) });
    assert_eq!(household.says("2468", minute(7)), PinAnswer::Right);
    assert_eq!(household.says("1111", minute(7)), PinAnswer::Wrong { left: 2 });
}

#[test]
fn a_clock_that_was_turned_back_ends_no_lock_earlier() {
    let household = Household::new();
    let answers = [(); 3].map(|()| household.says("1111", minute(0)));
    assert_eq!(answers[2], PinAnswer::LockedOut { until: minute(1) });
    let turned_back = minute(-100_000);
    assert_eq!(household.says("2468", turned_back), PinAnswer::LockedOut { until: minute(1) });
    assert_eq!(household.says("2468", minute(0)), PinAnswer::LockedOut { until: minute(1) });
    assert_eq!(household.says("2468", minute(1)), PinAnswer::Right);
}

#[test]
fn a_process_that_dies_while_it_looks_at_a_code_has_used_up_a_try() {
    let household = Household::new();
    // A hash that cannot be computed ends the check where a kill would: counted, and not answered.
    let whole = fs::read_to_string(household.record()).unwrap();
    fs::write(household.record(), whole.replace("argon2id", "argon2x")).unwrap();
    assert!(household.vault().check(&code("2468"), minute(0)).is_err());
    let counted = fs::read_to_string(household.record()).unwrap().replace("argon2x", "argon2id");
    fs::write(household.record(), counted).unwrap();
    assert_eq!(household.says("1111", minute(0)), PinAnswer::Wrong { left: 1 });
}

#[test]
fn what_a_crash_left_of_the_next_record_does_not_count() {
    let household = Household::new();
    household.says("1111", minute(0));
    fs::write(household.0.path().join("pin.json.next"), "{\"hash\":").unwrap();
    assert_eq!(household.says("1111", minute(0)), PinAnswer::Wrong { left: 1 });
    assert!(!household.0.path().join("pin.json.next").exists());
}

#[test]
fn a_record_that_is_broken_proves_nothing_and_says_what_to_do() {
    let household = Household::new();
    let whole = fs::read_to_string(household.record()).unwrap();
    let broken =
        ["", "{}", "null", "[]", "\u{0}", &whole[..whole.len() / 2], &whole.replace('$', ""), &"x".repeat(5_000)];
    for text in broken {
        fs::write(household.record(), text).unwrap();
        let message = household.vault().check(&code("2468"), minute(0)).unwrap_err().to_string();
        assert!(message.contains("pin.json") && message.contains("orderly pin set"), "{message}");
    }
    household.vault().set(&code("2468")).unwrap();
    assert_eq!(household.says("2468", minute(0)), PinAnswer::Right);
}

#[test]
fn a_record_that_cannot_be_read_proves_nothing_and_is_named() {
    let household = Household::new();
    fs::remove_file(household.record()).unwrap();
    fs::create_dir(household.record()).unwrap();
    let message = household.vault().check(&code("2468"), minute(0)).unwrap_err().to_string();
    assert!(message.contains("pin.json") && message.contains("No order that needs the PIN"), "{message}");
    assert!(household.vault().status(minute(0)).is_err());
}

#[test]
fn a_folder_that_cannot_be_written_proves_nothing() {
    let file = tempfile::NamedTempFile::new().unwrap();
    let message = PinVault::of(file.path()).check(&code("2468"), minute(0)).unwrap_err().to_string();
    assert!(message.contains(&file.path().display().to_string()), "{message}");
}

#[cfg(unix)]
#[test]
fn only_the_owner_can_read_the_files() {
    use std::os::unix::fs::PermissionsExt;

    let household = Household::new();
    fs::set_permissions(household.record(), fs::Permissions::from_mode(0o644)).unwrap();
    household.says("1111", minute(0));
    for file in fs::read_dir(household.0.path()).unwrap() {
        let file = file.unwrap();
        let mode = file.metadata().unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{}", file.path().display());
    }
}

#[cfg(unix)]
#[test]
fn the_files_belong_to_whoever_has_the_folder() {
    use std::os::unix::fs::{MetadataExt, chown};

    let folder = tempfile::tempdir().unwrap();
    // Only an administrator can, and only for one it makes a difference.
    let _given_away = chown(folder.path(), Some(12_345), Some(12_345));
    PinVault { cost: Cost::LEAST, ..PinVault::of(folder.path()) }.set(&code("2468")).unwrap();
    let owner = fs::metadata(folder.path()).unwrap().uid();
    for file in fs::read_dir(folder.path()).unwrap() {
        assert_eq!(file.unwrap().metadata().unwrap().uid(), owner);
    }
}

#[test]
fn nothing_that_is_kept_or_shown_has_the_digits() {
    let folder = tempfile::tempdir().unwrap();
    let (pin, wrong) = (code("83561947"), code("71940265"));
    let mut vault = PinVault { cost: Cost::LEAST, ..PinVault::of(folder.path()) };
    vault.set(&pin).unwrap();
    let answers = [&pin, &wrong].map(|code| vault.check(code, minute(0)).unwrap());
    let mut seen: Vec<String> = fs::read_dir(folder.path())
        .unwrap()
        .map(|file| String::from_utf8_lossy(&fs::read(file.unwrap().path()).unwrap()).into_owned())
        .collect();
    assert!(seen.len() >= 2, "the record is missing");
    seen.push(format!("{pin} {wrong:?} {vault:?} {answers:?}"));
    for text in seen {
        assert!(!text.contains("83561947") && !text.contains("71940265"), "{text}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn whatever_the_clock_does_a_lock_is_never_over_before_its_end(
        tries in prop::collection::vec((prop::bool::weighted(0.2), -3_000i64..3_000), 1..20)
    ) {
        let household = Household::new();
        let (mut wrong, mut locked_until) = (0, Timestamp::MIN);
        for (is_right, at) in tries {
            let now = minute(at);
            let answer = household.says(if is_right { "2468" } else { "1357" }, now);
            if now < locked_until {
                prop_assert_eq!(answer, PinAnswer::LockedOut { until: locked_until });
            } else if is_right {
                prop_assert_eq!(answer, PinAnswer::Right);
                (wrong, locked_until) = (0, Timestamp::MIN);
            } else {
                wrong += 1;
                match answer {
                    PinAnswer::Wrong { left } => prop_assert_eq!(left + wrong, 3),
                    PinAnswer::LockedOut { until } => {
                        prop_assert!(wrong >= 3 && until > now);
                        prop_assert!(until <= now + SignedDuration::from_hours(24));
                        locked_until = until;
                    }
                    other => prop_assert!(false, "{:?}", other),
                }
            }
        }
    }
}
