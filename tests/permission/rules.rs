//! The section `[permission]` in a file.

use jiff::civil::date;
use orderly::commerce::money::{Currency, Money};
use orderly::config::Config;
use orderly::event::SiteId;
use orderly::permission::{Refusal, Request, Rules, Verdict};

#[test]
fn the_examples_of_the_packaged_configuration_are_read() {
    let packaged = std::fs::read_to_string("systemd/orderly.toml").unwrap();
    let examples: String =
        packaged.lines().filter_map(|line| line.strip_prefix("#   ")).map(|line| format!("{line}\n")).collect();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("orderly.toml");
    std::fs::write(&path, examples).unwrap();
    let rules = Rules::read(&Config::load(Some(&path)).unwrap().permission).unwrap();

    let request = |speaker: &str, site: &str, minor| Request {
        total: Money::new(minor, Currency::EUR),
        categories: Vec::new(),
        titles: Vec::new(),
        speaker: Some(speaker.to_owned()),
        site: SiteId(site.to_owned()),
        at: date(2026, 11, 28).at(12, 0, 0, 0),
        spent_today: Money::new(0, Currency::EUR),
    };
    assert_eq!(rules.judge(&request("tom", "hall", 1_500)), Verdict::Allowed);
    let limit = Money::new(1_500, Currency::EUR);
    assert_eq!(rules.judge(&request("tom", "hall", 1_501)), Verdict::Refused(Refusal::PerOrder { limit }));
    assert_eq!(rules.judge(&request("tom", "nursery", 1)), Verdict::Refused(Refusal::Site));
}
