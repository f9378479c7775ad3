//! What `systemd/` ships: a unit that systemd accepts, and a configuration that says what the defaults are.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use orderly::config::Config;

fn shipped(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("systemd").join(name)
}

#[test]
fn systemd_accepts_the_unit() {
    let unit = fs::read_to_string(shipped("orderly.service")).unwrap();
    // systemd wants the program to be there, and here it is where it was built.
    let here = unit.replace("/usr/bin/orderly", env!("CARGO_BIN_EXE_orderly"));
    assert_ne!(here, unit);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("orderly.service");
    fs::write(&path, here).unwrap();

    let output = Command::new("systemd-analyze")
        .args(["verify", "--man=no"])
        .arg(&path)
        .output()
        .expect("systemd-analyze runs (scripts/setup --tests installs Debian's package systemd)");
    let complaints = String::from_utf8_lossy(&output.stderr);
    let about_it: Vec<&str> = complaints.lines().filter(|line| line.contains("orderly")).collect();
    assert!(output.status.success() && about_it.is_empty(), "{complaints}");
}

#[test]
fn the_unit_leaves_the_sound_card_to_the_daemon_and_nothing_else() {
    let unit = fs::read_to_string(shipped("orderly.service")).unwrap();
    let has = |wanted: &str| unit.lines().any(|line| line == wanted);
    for wanted in ["DynamicUser=yes", "SupplementaryGroups=audio", "DevicePolicy=closed", "DeviceAllow=char-alsa rw"] {
        assert!(has(wanted), "{wanted}");
    }
    assert!(!unit.lines().any(|line| line.starts_with("PrivateDevices=")), "it hides /dev/snd");
}

/// The file with the `#` taken off every line that is a key: `#key = value`; prose has a space after the `#`.
fn uncommented(text: &str) -> String {
    let line = |line: &str| match line.strip_prefix('#') {
        Some(key) if key.starts_with(|first: char| first.is_ascii_lowercase()) => format!("{key}\n"),
        _ => format!("{line}\n"),
    };
    text.lines().map(line).collect()
}

#[test]
fn the_packaged_configuration_is_the_defaults_as_it_is() {
    assert_eq!(Config::load(Some(&shipped("orderly.toml"))).unwrap(), Config::default());
}

#[test]
fn the_packaged_configuration_shows_every_key_with_its_default() {
    let text = uncommented(&fs::read_to_string(shipped("orderly.toml")).unwrap());
    let shown: toml::Table = toml::from_str(&text).unwrap();
    let defaults = toml::Table::try_from(Config::default()).unwrap();
    for (section, keys) in &defaults {
        let shown = shown.get(section).and_then(toml::Value::as_table).unwrap_or_else(|| panic!("no [{section}]"));
        let defaults = keys.as_table().unwrap();
        assert_eq!(shown.keys().collect::<Vec<_>>(), defaults.keys().collect::<Vec<_>>(), "[{section}]");
    }
    assert_eq!(toml::from_str::<Config>(&text).unwrap(), Config::default());
}
