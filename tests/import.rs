//! A catalogue from a file: all of it or nothing, and every bad row is named.

use std::path::Path;

use orderly::commerce::catalogue::csv;

#[test]
fn every_bad_row_is_listed_with_line_and_column() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/import");
    let mut files = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "csv") {
            let problems = csv::read(&std::fs::read(&path).unwrap()).unwrap_err().to_string();
            let expected = std::fs::read_to_string(path.with_extension("expected")).unwrap_or_default();
            assert_eq!(problems.trim_end(), expected.trim_end(), "{}", path.display());
            files += 1;
        }
    }
    assert_eq!(files, 8);
}

#[test]
fn a_byte_order_mark_line_ends_of_windows_and_semicolons_are_taken() {
    let file = "\u{feff}sku;name;synonyms;price;currency;stock\r\nA;apples;\"red apples; fruit|apple\";1,50;EUR;5\r\n";
    let products = csv::read(file.as_bytes()).unwrap();
    assert_eq!(products.len(), 1);
    assert_eq!(products[0].price.minor, 150);
    assert_eq!(products[0].synonyms, ["red apples", "fruit", "apple"]);
}

#[test]
fn offers_facts_and_what_goes_with_what_are_taken() {
    let file = "sku,name,price,currency,stock,regular_price,origin,description,goes_with\n\
                A,apples,1.50,EUR,5,2.00,Spain,\"Crisp\r\nand  sweet\",B; C\nB,bread,1.50,EUR,5,,,,\nC,corn,1.50,EUR,5,1.50,,,A\n";
    let products = csv::read(file.as_bytes()).unwrap();
    let [apples, bread, corn] = products.as_slice() else { panic!("{products:?}") };
    assert_eq!(apples.regular_price.map(|regular| regular.minor), Some(200));
    let about: Vec<_> = apples.about.iter().map(|(aspect, text)| (aspect.as_str(), text.as_str())).collect();
    assert_eq!(about, [("description", "Crisp and sweet"), ("origin", "Spain")]);
    assert_eq!(apples.goes_with, [bread.sku.clone(), corn.sku.clone()]);
    assert_eq!([apples, bread, corn].map(|product| product.is_on_offer()), [true, false, false]);
}

#[test]
fn a_tax_rate_is_a_percentage_and_need_not_be_there() {
    let file = "sku;name;price;currency;stock;tax_percent\nA;apples;1,50;EUR;5;9\nB;bread;1,50;EUR;5;5,5\nC;corn;1,50;EUR;5;\n";
    let rates = csv::read(file.as_bytes()).unwrap().into_iter().map(|product| product.tax_rate);
    assert_eq!(rates.map(|rate| rate.map(u16::from)).collect::<Vec<_>>(), [Some(900), Some(550), None]);
}

#[test]
fn a_file_that_is_no_table_is_refused() {
    for bytes in [&b""[..], b"\n\n", b"\0\0\0\0", b"\xff\xfe\xff", b"sku", b"\"", b"RIFF....WAVEfmt "] {
        assert!(csv::read(bytes).is_err(), "{bytes:?}");
    }
}

proptest::proptest! {
    #[test]
    fn no_bytes_at_all_make_the_reader_panic(rows in proptest::collection::vec(proptest::num::u8::ANY, 0..200)) {
        let _not_a_catalogue = csv::read(&rows);
        for more in ["", ",regular_price,description,goes_with"] {
            let mut file = format!("sku,name,price,currency,stock{more}\n").into_bytes();
            file.extend(&rows);
            let _seldom_a_catalogue = csv::read(&file);
        }
    }
}

#[cfg(feature = "sqlite")]
mod local {
    use std::path::Path;
    use std::process::{Command, Output};

    use jiff::Timestamp;
    use orderly::commerce::Storefront;
    use orderly::commerce::cart::{Cart, CartLine};
    use orderly::commerce::catalogue::{Sku, csv};
    use orderly::commerce::local::LocalShop;
    use orderly::commerce::order::OrderStatus;

    const HEADER: &str = "sku,name,price,currency,stock\n";

    fn imported(shop: &mut LocalShop, rows: &str) -> [usize; 4] {
        let products = csv::read(format!("{HEADER}{rows}").as_bytes()).unwrap();
        let imported = shop.import(&products).unwrap();
        [imported.added, imported.updated, imported.unchanged, imported.withdrawn]
    }

    #[test]
    fn an_import_says_what_changed_and_moves_the_revision() {
        let mut shop = LocalShop::open_in_memory().unwrap();
        let before = shop.revision().unwrap();
        assert_eq!(imported(&mut shop, "A,apples,1.00,EUR,5\nB,bread,2.00,EUR,5\nC,corn,1.00,EUR,5\n"), [3, 0, 0, 0]);
        assert_eq!(imported(&mut shop, "A,apples,1.10,EUR,5\nB,bread,2.00,EUR,5\nD,dates,1.00,EUR,5\n"), [1, 1, 1, 1]);
        assert_eq!(imported(&mut shop, "C,corn,1.00,EUR,5\n"), [1, 0, 0, 3]);
        assert_eq!(shop.revision().unwrap(), before + 3);
        assert_eq!(shop.catalogue().unwrap().products.len(), 1);
    }

    #[test]
    fn a_daemon_that_runs_sees_the_new_catalogue() {
        let folder = tempfile::tempdir().unwrap();
        let daemon = LocalShop::open(folder.path()).unwrap();
        let before = daemon.revision().unwrap();
        imported(&mut LocalShop::open(folder.path()).unwrap(), "A,apples,1.00,EUR,5\n");
        assert_ne!(daemon.revision().unwrap(), before);
        assert_eq!(daemon.catalogue().unwrap().products.len(), 1);
    }

    #[test]
    fn the_sample_shop_has_a_years_purchases_and_one_order_on_its_way() {
        let mut shop = LocalShop::open_in_memory().unwrap();
        let now = Timestamp::now();
        let first = shop.import_sample(now).unwrap();
        assert!(first.added >= 240 && first.orders >= 12, "{first:?}");
        let orders = shop.orders(usize::MAX).unwrap();
        assert_eq!(orders[0].status(), OrderStatus::Shipped);
        assert!(orders[1..].iter().any(|order| order.status() == OrderStatus::Delivered));
        assert!(orders.windows(2).all(|pair| pair[0].placed_at() > pair[1].placed_at()));
        assert!(
            orders.iter().all(|order| order.history.is_sorted_by_key(|change| change.at) && order.placed_at() < now)
        );
        let again = shop.import_sample(now).unwrap();
        assert_eq!((again.unchanged, again.orders), (first.added, 0));
        assert_eq!(shop.orders(usize::MAX).unwrap(), orders);
    }

    #[test]
    fn a_product_that_goes_off_sale_stays_in_past_orders() {
        let mut shop = LocalShop::open_in_memory().unwrap();
        shop.import_sample(Timestamp::now()).unwrap();
        let orders = shop.orders(usize::MAX).unwrap();
        imported(&mut shop, "NEW,bread,2.00,EUR,5\n");
        assert_eq!(shop.orders(usize::MAX).unwrap(), orders);
    }

    fn orderly(data: &Path, arguments: &[&str]) -> (bool, String) {
        let Output { status, stdout, stderr } =
            Command::new(env!("CARGO_BIN_EXE_orderly")).arg("--data").arg(data).args(arguments).output().unwrap();
        (status.success(), String::from_utf8([stdout, stderr].concat()).unwrap())
    }

    #[test]
    fn a_file_with_bad_rows_changes_nothing_and_the_command_fails() {
        let folder = tempfile::tempdir().unwrap();
        let bad = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/import/amounts.csv");
        let (done, said) = orderly(folder.path(), &["import", bad]);
        assert!(!done && said.contains("nothing was changed") && said.contains("line 9"), "{said}");
        assert!(LocalShop::open(folder.path()).unwrap().catalogue().unwrap().products.is_empty());
        let (done, said) = orderly(folder.path(), &["import", "no-such-file.csv"]);
        assert!(!done && said.contains("no-such-file.csv"), "{said}");
    }

    #[test]
    fn shipping_is_set_with_the_catalogue_and_falls_with_its_currency() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("shop.csv");
        let import = |currency, options: &[&str]| {
            std::fs::write(&file, format!("{HEADER}A,apples,1.00,{currency},50\n")).unwrap();
            let (done, said) = orderly(folder.path(), &[&["import", file.to_str().unwrap()], options].concat());
            assert!(done, "{said}");
            let line = |quantity| CartLine { sku: Sku("A".to_owned()), quantity };
            let shop = LocalShop::open(folder.path()).unwrap();
            [9, 20].map(|n| shop.quote(&Cart { lines: vec![line(n)] }).unwrap().shipping.minor)
        };
        assert_eq!(import("EUR", &["--shipping", "2.50", "--free-shipping-from", "20"]), [250, 0]);
        assert_eq!(import("EUR", &[]), [250, 0]);
        assert_eq!(import("USD", &[]), [0, 0]);
        assert!(!orderly(folder.path(), &["import", file.to_str().unwrap(), "--shipping", "much"]).0);
    }

    #[test]
    fn orders_are_shown_as_a_table_and_as_json() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(orderly(folder.path(), &["orders"]), (true, "There are no orders yet.\n".to_owned()));
        assert_eq!(orderly(folder.path(), &["orders", "--json"]), (true, "[]\n".to_owned()));
        assert!(orderly(folder.path(), &["import", "--sample"]).0);
        let (_, table) = orderly(folder.path(), &["orders", "--limit", "1"]);
        assert!(table.starts_with("Order 1015, shipped\n") && table.contains("€61.24"), "{table}");
        let (_, json) = orderly(folder.path(), &["orders", "--json"]);
        let orders: Vec<orderly::commerce::order::Order> = serde_json::from_str(&json).unwrap();
        assert_eq!(orders, LocalShop::open(folder.path()).unwrap().orders(20).unwrap());
    }
}
