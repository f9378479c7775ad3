use jiff::civil::date;
use proptest::prelude::*;

use super::*;
use crate::config::{PermissionConfig, SiteConfig, SpeakerConfig};

fn rules(section: &str) -> Rules {
    Rules::read(&toml::from_str(section).unwrap()).unwrap()
}

fn euros(text: &str) -> Money {
    Money::parse(text, Currency::EUR).unwrap()
}

/// Coffee, bought by nobody in particular at noon.
fn request(total: &str) -> Request {
    Request {
        total: euros(total),
        categories: vec!["coffee".to_owned()],
        titles: vec!["Morning Hill coffee beans, 500 g".to_owned()],
        speaker: None,
        site: SiteId("kitchen".to_owned()),
        at: date(2026, 11, 28).at(12, 0, 0, 0),
        spent_today: euros("0"),
    }
}

fn by(speaker: &str, total: &str) -> Request {
    Request { speaker: Some(speaker.to_owned()), ..request(total) }
}

fn at_night(total: &str) -> Request {
    Request { at: date(2026, 11, 28).at(23, 30, 0, 0), ..request(total) }
}

#[test]
fn an_empty_section_allows_everything_and_names_nothing() {
    assert_eq!(Rules::read(&PermissionConfig::default()), Ok(Rules::default()));
    let rules = Rules::default();
    assert_eq!(rules.judge(&request("99999")), Verdict::Allowed);
    assert!(!rules.announces_names());
    assert!(!rules.is_quiet(at_night("1").at));
    assert!(self::rules("announce_product_names = true").announces_names());
}

#[test]
fn an_order_costs_no_more_than_an_order_may() {
    let rules = rules("per_order = '50'");
    assert_eq!(rules.judge(&request("50.00")), Verdict::Allowed);
    assert_eq!(rules.judge(&request("50.01")), Verdict::Refused(Refusal::PerOrder { limit: euros("50") }));
}

#[test]
fn a_day_costs_no_more_than_a_day_may() {
    let rules = rules("per_day = '80'");
    let after = |spent, total| rules.judge(&Request { spent_today: spent, ..request(total) });
    assert_eq!(after(euros("60"), "20"), Verdict::Allowed);
    let refused = |left| Verdict::Refused(Refusal::PerDay { limit: euros("80"), left: euros(left) });
    assert_eq!(after(euros("60"), "20.01"), refused("20"));
    assert_eq!(after(euros("90"), "0.01"), refused("0"));
    assert_eq!(after(Money::new(-5_000, Currency::EUR), "80.01"), refused("80"), "money back makes no day longer");
    assert_eq!(after(Money::new(i64::MAX, Currency::EUR), "1"), refused("0"));
}

#[test]
fn amounts_that_cannot_be_compared_are_refused() {
    let dollars = Money::new(1, "USD".parse().unwrap());
    let refused = Verdict::Refused(Refusal::Currency { limits: Currency::EUR });
    for limit in ["per_order = '50'", "per_day = '50'", "pin_above = '0'", "other_device_above = '50'"] {
        assert_eq!(rules(limit).judge(&Request { total: dollars, ..request("1") }), refused, "{limit}");
    }
    let spent = Request { spent_today: dollars, ..request("1") };
    assert_eq!(rules("per_day = '50'").judge(&spent), refused);
    assert_eq!(rules("per_order = '50'").judge(&spent), Verdict::Allowed, "a day without a limit is not counted");
    assert_eq!(rules("child = false").judge(&Request { total: dollars, ..request("1") }), Verdict::Allowed);
}

#[test]
fn children_order_nothing() {
    assert_eq!(rules("child = true").judge(&request("1")), Verdict::Refused(Refusal::Child));
    let rules = rules("speakers.Tom.child = true\nspeakers.anna = {}");
    assert_eq!(rules.judge(&by("tom", "1")), Verdict::Refused(Refusal::Child));
    assert_eq!(rules.judge(&by("Anna", "1")), Verdict::Allowed);
}

#[test]
fn who_is_not_recognised_gets_the_strictest_rules_of_everybody() {
    let rules = rules("per_order = '50'\nspeakers.anna.per_order = '20'\nspeakers.ben.per_day = '30'");
    for stranger in [request("20.01"), by("carla", "20.01"), by("", "20.01")] {
        assert_eq!(rules.judge(&stranger), Verdict::Refused(Refusal::PerOrder { limit: euros("20") }));
    }
    let after = Request { spent_today: euros("25"), ..request("6") };
    assert!(matches!(rules.judge(&after), Verdict::Refused(Refusal::PerDay { .. })));
    assert_eq!(rules.judge(&by("ben", "29")), Verdict::Allowed);
    let nobody = self::rules("speakers.guest.may_buy = false");
    assert_eq!(nobody.judge(&request("1")), Verdict::Refused(Refusal::Speaker));
}

#[test]
fn the_rules_of_a_speaker_widen_nothing() {
    let rules = rules("per_order = '50'\nspeakers.anna.per_order = '500'");
    assert_eq!(rules.judge(&by("anna", "51")), Verdict::Refused(Refusal::PerOrder { limit: euros("50") }));
}

#[test]
fn nothing_is_bought_at_a_closed_site_and_everything_at_one_that_is_not_named() {
    let rules = rules("sites.nursery.may_buy = false\nsites.hall.may_buy = true");
    let at = |site: &str| rules.judge(&Request { site: SiteId(site.to_owned()), ..request("1") });
    assert_eq!(at("nursery"), Verdict::Refused(Refusal::Site));
    assert_eq!(at("hall"), Verdict::Allowed);
    assert_eq!(at("kitchen"), Verdict::Allowed);
}

#[test]
fn blocked_categories_and_words_are_named() {
    let rules = rules("blocked_categories = ['Alcohol', 'coffee']\nblocked_words = ['energy drink']");
    assert_eq!(rules.judge(&request("1")), Verdict::Refused(Refusal::Category { category: "coffee".to_owned() }));
    let drink = Request {
        categories: vec![String::new()],
        titles: vec!["milk".to_owned(), "Bull energy drink, 250 ml".to_owned()],
        ..request("1")
    };
    assert_eq!(rules.judge(&drink), Verdict::Refused(Refusal::Word { word: "energy drink".to_owned() }));
}

#[test]
fn the_pin_and_the_other_device_are_asked_for_above_their_amounts() {
    let rules = rules("pin_above = '20'\nother_device_above = '100'");
    assert_eq!(rules.judge(&request("20")), Verdict::Allowed);
    assert_eq!(rules.judge(&request("20.01")), Verdict::Needs(Proof::Pin));
    assert_eq!(rules.judge(&request("100.01")), Verdict::Needs(Proof::Both));
    assert_eq!(self::rules("pin_above = '0'").judge(&request("0")), Verdict::Needs(Proof::Pin));
    assert_eq!(self::rules("other_device_above = '0'").judge(&request("0")), Verdict::Needs(Proof::OtherDevice));
    assert!(Proof::Both.needs_pin() && Proof::Both.needs_other_device());
    assert!(Proof::Pin.needs_pin() && !Proof::Pin.needs_other_device());
}

#[test]
fn quiet_hours_ask_for_the_pin_where_there_is_one_and_refuse_where_there_is_none() {
    let with = rules("quiet_hours = '22:00-07:00'\npin_above = '1000'");
    assert!(with.is_quiet(at_night("1").at));
    assert_eq!(with.judge(&at_night("1")), Verdict::Needs(Proof::Pin));
    assert_eq!(with.judge(&request("1")), Verdict::Allowed);
    let without = rules("quiet_hours = '22:00-07:00'");
    let until = "07:00".parse().unwrap();
    assert_eq!(without.judge(&at_night("1")), Verdict::Refused(Refusal::QuietHours { until }));
}

#[test]
fn everything_wrong_in_the_section_is_said_at_once() {
    let section = "currency = 'EURO'\nper_order = 'ten'\nper_day = '0'\nquiet_hours = 'night'\nblocked_words = ['-']\n\
                   speakers.anna.per_day = '-1'\nspeakers.Tom = {}\nspeakers.tom = {}\nsites.'a/b'.may_buy = false";
    let faults = Rules::read(&toml::from_str(section).unwrap()).unwrap_err();
    let mut keys: Vec<&str> = faults.iter().map(|fault| fault.key.as_str()).collect();
    keys.sort_unstable();
    let wrong =
        ["blocked_words", "currency", "per_day", "per_order", "quiet_hours", "sites.a/b", "speakers.anna.per_day"];
    assert_eq!(keys, [&wrong[..], &["speakers.tom"]].concat());
}

/// What a verdict lets through: nothing, with proof of the PIN or the other device, or everything.
fn is_at_least_as_strict(one: &Verdict, other: &Verdict) -> bool {
    let needs = |verdict: &Verdict| match verdict {
        Verdict::Allowed => Some((false, false)),
        Verdict::Needs(proof) => Some((proof.needs_pin(), proof.needs_other_device())),
        Verdict::Refused(_) => None,
    };
    match (needs(one), needs(other)) {
        (None, _) => true,
        (Some(_), None) => false,
        (Some(one), Some(other)) => one.0 >= other.0 && one.1 >= other.1,
    }
}

fn amount(least: u32) -> impl Strategy<Value = String> {
    let some = (least..30_000u32).prop_map(|cents| format!("{}.{:02}", cents / 100, cents % 100));
    prop_oneof![Just(String::new()), some]
}

fn speaker() -> impl Strategy<Value = SpeakerConfig> {
    (prop::bool::weighted(0.8), amount(1), amount(1), prop::bool::weighted(0.2))
        .prop_map(|(may_buy, per_order, per_day, child)| SpeakerConfig { may_buy, per_order, per_day, child })
}

prop_compose! {
    fn section()(
        (per_order, per_day, pin_above, other_device_above) in (amount(1), amount(1), amount(0), amount(0)),
        quiet_hours in prop_oneof![Just(String::new()), Just("22:00-07:00".to_owned()), Just("11:00-13:00".to_owned())],
        blocked in prop::option::weighted(0.2, prop_oneof![Just("coffee".to_owned()), Just("wine".to_owned())]),
        child in prop::bool::weighted(0.1),
        speakers in prop::collection::btree_map(prop_oneof![Just("anna".to_owned()), Just("Ben".to_owned())], speaker(), 0..3),
        closed in prop::bool::weighted(0.1),
    ) -> PermissionConfig {
        PermissionConfig {
            per_order,
            per_day,
            pin_above,
            other_device_above,
            quiet_hours,
            blocked_words: blocked.into_iter().collect(),
            child,
            speakers,
            sites: [("kitchen".to_owned(), SiteConfig { may_buy: !closed })].into(),
            ..PermissionConfig::default()
        }
    }
}

prop_compose! {
    fn any_request()(
        total in -100..40_000i64,
        spent in -100..40_000i64,
        speaker in prop::option::of(prop_oneof![Just("anna"), Just("ben"), Just("carla")]),
        hour in 0..24i8,
        dollars in prop::bool::weighted(0.1),
    ) -> Request {
        let currency = if dollars { "USD".parse().unwrap() } else { Currency::EUR };
        Request {
            total: Money::new(total, currency),
            spent_today: Money::new(spent, currency),
            speaker: speaker.map(str::to_owned),
            at: date(2026, 11, 28).at(hour, 30, 0, 0),
            ..request("1")
        }
    }
}

proptest! {
    #[test]
    fn more_is_never_allowed_where_less_was_not(section in section(), request in any_request(), more in 0..40_000i64) {
        let rules = Rules::read(&section).unwrap();
        let larger = Request { total: Money::new(request.total.minor + more, request.total.currency), ..request.clone() };
        let later = Request { spent_today: Money::new(request.spent_today.minor + more, request.spent_today.currency), ..request.clone() };
        let verdict = rules.judge(&request);
        prop_assert!(is_at_least_as_strict(&rules.judge(&larger), &verdict), "{larger:?}");
        prop_assert!(is_at_least_as_strict(&rules.judge(&later), &verdict), "{later:?}");
    }

    #[test]
    fn no_speaker_may_more_than_the_household(section in section(), request in any_request()) {
        let household = Rules::read(&PermissionConfig { speakers: BTreeMap::new(), ..section.clone() }).unwrap();
        let verdict = Rules::read(&section).unwrap().judge(&request);
        prop_assert!(is_at_least_as_strict(&verdict, &household.judge(&request)));
    }

    #[test]
    fn nobody_may_less_than_who_is_not_recognised(section in section(), request in any_request()) {
        let rules = Rules::read(&section).unwrap();
        let stranger = rules.judge(&Request { speaker: None, ..request.clone() });
        prop_assert!(is_at_least_as_strict(&stranger, &rules.judge(&request)));
    }

    #[test]
    fn another_speaker_and_tighter_rules_only_narrow(section in section(), request in any_request(), more in speaker()) {
        let before = Rules::read(&section).unwrap().judge(&Request { speaker: None, ..request.clone() });
        let mut tighter = section;
        tighter.speakers.insert("dora".to_owned(), more);
        let after = Rules::read(&tighter).unwrap().judge(&Request { speaker: None, ..request });
        prop_assert!(is_at_least_as_strict(&after, &before));
    }
}
