use super::*;
use proptest::prelude::*;

fn euros(minor: i64) -> Money {
    Money::new(minor, Currency::EUR)
}

fn request(total: i64) -> Request {
    Request {
        total: euros(total),
        spent_today: euros(0),
        categories: vec!["pantry".to_owned()],
        titles: vec!["Morning Hill coffee beans, 500 g".to_owned()],
        speaker: None,
        site: "kitchen".to_owned(),
        at: "2026-03-03T12:00".parse().unwrap(),
    }
}

fn rules(change: impl FnOnce(&mut PermissionConfig)) -> Rules {
    let mut config = PermissionConfig::default();
    change(&mut config);
    Rules::new(&config).unwrap()
}

fn refusal(rules: &Rules, request: &Request) -> Option<Refusal> {
    match rules.judge(request) {
        Verdict::Refused(refusal) => Some(refusal),
        Verdict::Allowed(_) => None,
    }
}

#[test]
fn nothing_is_forbidden_by_default() {
    assert_eq!(rules(|_| {}), Rules::default());
    assert_eq!(Rules::default().judge(&request(1_000_000)), Verdict::Allowed(Proofs::default()));
}

#[test]
fn limits_hold_for_an_order_and_for_a_day() {
    let rules = rules(|config| (config.per_order, config.per_day) = ("50".to_owned(), "80.00".to_owned()));
    assert_eq!(refusal(&rules, &request(5000)), None);
    assert_eq!(refusal(&rules, &request(5001)), Some(Refusal::PerOrder(euros(5000))));
    let later = Request { spent_today: euros(4000), ..request(4001) };
    assert_eq!(refusal(&rules, &later), Some(Refusal::PerDay(euros(4000))));
    let dollars = Request { total: Money::new(1, "USD".parse().unwrap()), ..request(1) };
    assert_eq!(refusal(&rules, &dollars), Some(Refusal::Currency(Currency::EUR)));
}

#[test]
fn blocked_goods_children_and_closed_sites_are_refused() {
    let rules = rules(|config| {
        config.blocked_categories = vec!["Wine".to_owned()];
        config.blocked_words = vec!["knife".to_owned()];
        config.sites_that_may_not_order = vec!["nursery".to_owned()];
        config.speakers.insert("Kim".to_owned(), SpeakerConfig { child: true, ..SpeakerConfig::default() });
    });
    let wine = Request { categories: vec!["wine".to_owned()], ..request(1) };
    assert_eq!(refusal(&rules, &wine), Some(Refusal::Blocked("wine".to_owned())));
    let knife = Request { titles: vec!["Bread Knife, 20 cm".to_owned()], ..request(1) };
    assert_eq!(refusal(&rules, &knife), Some(Refusal::Blocked("knife".to_owned())));
    let nursery = Request { site: "nursery".to_owned(), ..request(1) };
    assert_eq!(refusal(&rules, &nursery), Some(Refusal::Site));
    for name in ["kim", "somebody"] {
        let named = Request { speaker: Some(name.to_owned()), ..request(1) };
        assert_eq!(refusal(&rules, &named), Some(Refusal::Child), "{name}");
    }
    assert_eq!(refusal(&rules, &request(1)), None);
}

#[test]
fn large_orders_and_the_night_need_more_than_a_yes() {
    let rules = rules(|config| {
        config.pin_above = "30".to_owned();
        config.other_device_above = "100".to_owned();
        config.quiet_hours = "22:00-07:00".to_owned();
    });
    let proofs = |total, hour| {
        let at = format!("2026-03-03T{hour}:00").parse().unwrap();
        match rules.judge(&Request { at, ..request(total) }) {
            Verdict::Allowed(proofs) => (proofs.pin, proofs.other_device),
            Verdict::Refused(refusal) => panic!("{refusal:?}"),
        }
    };
    assert_eq!(proofs(3000, "12"), (false, false));
    assert_eq!(proofs(3001, "12"), (true, false));
    assert_eq!(proofs(10_001, "12"), (true, true));
    assert_eq!(proofs(1, "23"), (true, false));
    assert_eq!(proofs(1, "06"), (true, false));
    assert_eq!(proofs(1, "07"), (false, false));
}

#[test]
fn what_is_wrong_in_the_configuration_is_named() {
    for (key, change) in [
        (
            "per_order",
            (|config: &mut PermissionConfig| config.per_order = "lots".to_owned()) as fn(&mut PermissionConfig),
        ),
        ("quiet_hours", |config| config.quiet_hours = "at night".to_owned()),
        ("currency", |config| config.currency = "euro".to_owned()),
    ] {
        let mut config = PermissionConfig::default();
        change(&mut config);
        assert_eq!(Rules::new(&config).unwrap_err().0, key);
    }
}

fn limit() -> impl Strategy<Value = String> {
    prop_oneof![Just(String::new()), (0..200_u32).prop_map(|euros| euros.to_string())]
}

fn speaker() -> impl Strategy<Value = SpeakerConfig> {
    (any::<bool>(), any::<bool>(), limit(), limit()).prop_map(|(may_order, child, per_order, per_day)| SpeakerConfig {
        may_order,
        child,
        per_order,
        per_day,
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_name_only_narrows_and_more_is_never_allowed_where_less_is_refused(
        per_order in limit(), per_day in limit(), pin_above in limit(),
        anna in speaker(), ben in speaker(), less in 0..30_000_i64, more in 0..30_000_i64, spent in 0..30_000_i64,
    ) {
        let rules = rules(|config| {
            (config.per_order, config.per_day, config.pin_above) = (per_order, per_day, pin_above);
            config.speakers.insert("anna".to_owned(), anna);
            config.speakers.insert("ben".to_owned(), ben);
        });
        let (less, more) = (less.min(more), less.max(more));
        let of = |total, speaker: Option<&str>| {
            let speaker = speaker.map(str::to_owned);
            rules.judge(&Request { speaker, spent_today: euros(spent), ..request(total) })
        };
        for name in [None, Some("anna"), Some("ben"), Some("a stranger")] {
            let (small, large) = (of(less, name), of(more, name));
            if let (Verdict::Allowed(large), Verdict::Allowed(small)) = (&large, &small) {
                prop_assert!(large.pin || !small.pin);
            }
            prop_assert!(!(matches!(large, Verdict::Allowed(_)) && matches!(small, Verdict::Refused(_))));
            if matches!(of(less, None), Verdict::Refused(_)) {
                prop_assert!(matches!(small, Verdict::Refused(_)), "{name:?} may more than the household");
            }
        }
        if matches!(of(less, Some("a stranger")), Verdict::Allowed(_)) {
            prop_assert!(matches!(of(less, Some("anna")), Verdict::Allowed(_)));
        }
    }
}
