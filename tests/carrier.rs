//! What carriers are called, and what their words mean: `carrier/words.csv`.

use orderly::commerce::carrier::{name, status_of};
use orderly::commerce::order::OrderStatus;
use proptest::prelude::*;

#[test]
fn what_carriers_and_tracking_services_write_is_one_of_our_statuses_or_nothing() {
    let mut wrong = Vec::new();
    let mut cases = csv::Reader::from_path("tests/carrier/words.csv").unwrap();
    for case in cases.deserialize() {
        let (words, expected): (String, String) = case.unwrap();
        let said = status_of(&words).map_or("", OrderStatus::as_str);
        if said != expected {
            wrong.push(format!("`{words}` is `{said}` instead of `{expected}`"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_carrier_has_one_name_however_its_code_is_written() {
    for (code, said) in [
        ("postnl", "PostNL"),
        ("PostNL", "PostNL"),
        ("postnl-3s", "PostNL"),
        ("DHL-Express", "DHL"),
        ("dhl_germany", "DHL"),
        ("royal_mail", "Royal Mail"),
        ("correos-express", "Correos Express"),
        ("correos", "Correos"),
        ("FedEx Ground", "FedEx"),
        ("Bicycle Bob", "Bicycle Bob"),
        ("", ""),
    ] {
        assert_eq!(name(code), said, "{code}");
    }
}

proptest! {
    #[test]
    fn no_words_make_it_panic(words in any::<String>()) {
        let _known_or_not = status_of(&words);
        prop_assert!(words.is_empty() || !name(&words).is_empty());
    }

    #[test]
    fn our_own_words_mean_themselves(index in 0..OrderStatus::ALL.len()) {
        let status = OrderStatus::ALL[index];
        prop_assert_eq!(status_of(status.as_str()), Some(status));
    }
}
