//! A catalogue as CSV (RFC 4180; also with a byte order mark, and `;` between the fields as spreadsheets in Europe write
//! it). The first row names the columns, in any order.

use std::collections::{HashMap, HashSet};
use std::fmt;
use std::str::Utf8Error;

use csv::{ByteRecord, ReaderBuilder, Trim};
use serde::Serialize;

use super::{ASPECTS, Product, Sku};
use crate::commerce::money::{Currency, Money};
use crate::commerce::tax::TaxRate;

/// The columns, whether each must be there, and how many bytes a field may have.
const COLUMNS: [(&str, bool, usize); 17] = [
    ("sku", true, 64),
    ("name", true, 120),
    ("brand", false, 80),
    ("size", false, 80),
    ("category", false, 80),
    ("synonyms", false, 500),
    ("price", true, 20),
    ("currency", true, 10),
    ("stock", true, 20),
    ("regular_price", false, 20),
    ("tax_percent", false, 20),
    ("ingredients", false, 2_000),
    ("allergens", false, 500),
    ("origin", false, 200),
    ("rating", false, 80),
    ("description", false, 2_000),
    ("goes_with", false, 500),
];

/// Something wrong with a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// Counted from 1.
    pub line: u64,
    /// The column, when it is about one.
    pub column: Option<String>,
    /// What was found, and what was expected.
    pub reason: String,
}

/// Everything that is wrong with a file, a line each.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct Problems(pub Vec<Problem>);

impl fmt::Display for Problems {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, Problem { line, column, reason }) in self.0.iter().enumerate() {
            let break_before = if index == 0 { "" } else { "\n" };
            let column = column.as_ref().map(|column| format!(", {column}")).unwrap_or_default();
            write!(formatter, "{break_before}line {line}{column}: {reason}")?;
        }
        Ok(())
    }
}

/// Reads a catalogue.
///
/// # Errors
/// [`Problems`] lists every bad row; a catalogue is taken whole or not at all.
pub fn read(bytes: &[u8]) -> Result<Vec<Product>, Problems> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let first_line = bytes.split(|&byte| byte == b'\n').next().unwrap_or_default();
    let delimiter = if first_line.contains(&b';') { b';' } else { b',' };
    let mut reader =
        ReaderBuilder::new().delimiter(delimiter).flexible(true).has_headers(false).trim(Trim::All).from_reader(bytes);
    let mut records = reader.byte_records();
    let header = match records.next() {
        Some(record) => record.map_err(|error| about_file(&error))?,
        None => ByteRecord::new(),
    };
    let mut rows = Rows::new(&header)?;
    let mut products = Vec::new();
    for record in records {
        products.extend(rows.product(&record.map_err(|error| about_file(&error))?));
    }
    rows.check_what_goes_with_what();
    if !rows.problems.is_empty() {
        return Err(Problems(rows.problems));
    }
    if products.is_empty() {
        return Err(about_file(&"there is no product below the header"));
    }
    Ok(products)
}

fn about_file(reason: &dyn fmt::Display) -> Problems {
    Problems(vec![Problem { line: 1, column: None, reason: reason.to_string() }])
}

/// What is known of the rows so far.
struct Rows {
    /// Where each column stands.
    places: HashMap<&'static str, usize>,
    width: usize,
    /// The line of each SKU.
    seen: HashMap<String, u64>,
    /// Products that go with another one, and its line.
    companions: Vec<(u64, Sku)>,
    /// The first currency, and its line.
    currency: Option<(Currency, u64)>,
    problems: Vec<Problem>,
}

impl Rows {
    fn new(header: &ByteRecord) -> Result<Self, Problems> {
        let mut places = HashMap::new();
        let mut problems = Vec::new();
        let mut complain = |column: &str, reason| {
            problems.push(Problem { line: 1, column: Some(column.to_owned()), reason });
        };
        let mut missing: HashSet<_> = COLUMNS.iter().filter(|column| column.1).map(|column| column.0).collect();
        for (place, name) in header.iter().enumerate() {
            let name = String::from_utf8_lossy(name);
            match COLUMNS.iter().find(|column| column.0 == name) {
                Some(column) if places.insert(column.0, place).is_some() => {
                    complain(&name, "this column is there twice".to_owned());
                }
                Some(column) => {
                    missing.remove(column.0);
                }
                None => {
                    let hint = nearest(&name).map_or_else(
                        || format!("the columns are {}", COLUMNS.map(|column| column.0).join(", ")),
                        |nearest| format!("did you mean `{nearest}`?"),
                    );
                    complain(&name, format!("no such column; {hint}"));
                }
            }
        }
        for (column, ..) in COLUMNS.iter().filter(|column| missing.contains(column.0)) {
            complain(column, "this column is missing from the header".to_owned());
        }
        if problems.is_empty() {
            Ok(Self {
                places,
                width: header.len(),
                seen: HashMap::new(),
                companions: Vec::new(),
                currency: None,
                problems,
            })
        } else {
            Err(Problems(problems))
        }
    }

    /// The product of a row; none when something is wrong with it, which is noted.
    fn product(&mut self, record: &ByteRecord) -> Option<Product> {
        let line = record.position().map_or(0, csv::Position::line);
        if record.len() != self.width {
            let reason = format!("{} fields where the header has {}", record.len(), self.width);
            self.problems.push(Problem { line, column: None, reason });
            return None;
        }
        let before = self.problems.len();
        let mut row = Row { places: &self.places, record, line, problems: &mut self.problems };
        let sku = row.required("sku");
        if let Some(other) = self.seen.get(&sku) {
            row.complain("sku", format!("`{sku}` is on line {other} already"));
        } else if !sku.is_empty() {
            self.seen.insert(sku.clone(), line);
        }
        let name = row.required("name");
        let [brand, size, category] = ["brand", "size", "category"].map(|column| row.text(column));
        let synonyms = row.list("synonyms");
        let goes_with: Vec<Sku> = row.list("goes_with").into_iter().map(Sku).collect();
        self.companions.extend(goes_with.iter().map(|sku| (line, sku.clone())));
        let about = ASPECTS.map(|aspect| (aspect.to_owned(), row.prose(aspect)));
        let about = about.into_iter().filter(|(_, text)| !text.is_empty()).collect();
        let currency = row.parsed("currency", str::parse::<Currency>);
        if let Some(currency) = currency {
            let (first, where_first) = *self.currency.get_or_insert((currency, line));
            if currency != first {
                row.complain("currency", format!("{currency}, but line {where_first} has {first}; a shop has one"));
            }
        }
        // A price with a currency that nobody knows is still checked, with the decimals that most have.
        let price = row.parsed("price", |price| Money::parse(price, currency.unwrap_or(Currency::EUR)));
        let regular_price = row.regular_price(currency.unwrap_or(Currency::EUR), price);
        let tax_rate = row.optional("tax_percent", str::parse::<TaxRate>);
        let stock = row.parsed("stock", |stock| match stock.parse() {
            Ok(stock) if stock <= 1_000_000 => Ok(stock),
            _ => Err(format!("`{stock}` is not a whole number from 0 to 1000000")),
        });
        let clean = self.problems.len() == before;
        let product = Product {
            brand,
            size,
            category,
            synonyms,
            regular_price,
            tax_rate,
            stock: stock?,
            about,
            goes_with,
            ..Product::new(Sku(sku), name, price?)
        };
        clean.then_some(product)
    }

    /// Products go with products of the same file.
    fn check_what_goes_with_what(&mut self) {
        for (line, sku) in self.companions.iter().filter(|(_, sku)| !self.seen.contains_key(&sku.0)) {
            let reason = format!("`{sku}` is no SKU of this file");
            self.problems.push(Problem { line: *line, column: Some("goes_with".to_owned()), reason });
        }
    }
}

/// One row, and where to complain about it.
struct Row<'a> {
    places: &'a HashMap<&'static str, usize>,
    record: &'a ByteRecord,
    line: u64,
    problems: &'a mut Vec<Problem>,
}

impl Row<'_> {
    fn complain(&mut self, column: &str, reason: String) {
        self.problems.push(Problem { line: self.line, column: Some(column.to_owned()), reason });
    }

    fn field(&self, column: &str) -> &[u8] {
        self.places.get(column).and_then(|&place| self.record.get(place)).unwrap_or_default()
    }

    /// A field as text; empty when it is not there or something is wrong with it, which is noted.
    fn text(&mut self, column: &str) -> String {
        self.checked(column, str::from_utf8(self.field(column)).map(str::to_owned))
    }

    /// A field of sentences: line breaks in it are spaces.
    fn prose(&mut self, column: &str) -> String {
        let one_line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        self.checked(column, str::from_utf8(self.field(column)).map(one_line))
    }

    /// A field of several things, between `;` or `|`.
    fn list(&mut self, column: &str) -> Vec<String> {
        let text = self.text(column);
        text.split([';', '|']).map(str::trim).filter(|thing| !thing.is_empty()).map(str::to_owned).collect()
    }

    /// What the product costs when it is not on offer; none when the field is empty.
    fn regular_price(&mut self, currency: Currency, price: Option<Money>) -> Option<Money> {
        let regular = self.optional("regular_price", |regular| Money::parse(regular, currency))?;
        if price.is_some_and(|price| price.minor > regular.minor) {
            self.complain("regular_price", format!("{regular} is below the price; an offer costs less than usual"));
        }
        Some(regular)
    }

    /// A text that is not too long and has no line break; else empty, and what is wrong is noted.
    fn checked(&mut self, column: &str, text: Result<String, Utf8Error>) -> String {
        let limit = COLUMNS.iter().find(|known| known.0 == column).map_or(0, |known| known.2);
        let wrong = match text {
            Err(_) => "not UTF-8; save the file with the encoding UTF-8".to_owned(),
            Ok(text) if text.len() > limit => format!("{} bytes; at most {limit} are taken", text.len()),
            Ok(text) if text.chars().any(char::is_control) => {
                "has a line break or another control character".to_owned()
            }
            Ok(text) => return text,
        };
        self.complain(column, wrong);
        String::new()
    }

    /// A field that must not be empty.
    fn required(&mut self, column: &str) -> String {
        let before = self.problems.len();
        let text = self.text(column);
        if text.is_empty() && self.problems.len() == before {
            self.complain(column, "is empty".to_owned());
        }
        text
    }

    /// A field that means something.
    fn parsed<T>(&mut self, column: &str, parse: impl Fn(&str) -> Result<T, String>) -> Option<T> {
        let text = self.required(column);
        if text.is_empty() {
            return None;
        }
        parse(&text).map_err(|reason| self.complain(column, reason)).ok()
    }

    /// The same for a field that may be empty.
    fn optional<T>(&mut self, column: &str, parse: impl Fn(&str) -> Result<T, String>) -> Option<T> {
        let before = self.problems.len();
        if self.text(column).is_empty() || self.problems.len() > before {
            return None;
        }
        self.parsed(column, parse)
    }
}

/// The column that somebody may have meant.
fn nearest(name: &str) -> Option<&'static str> {
    let name = name.to_lowercase();
    let distance = |column: &str| strsim::damerau_levenshtein(&name, column);
    COLUMNS.iter().map(|column| column.0).min_by_key(|column| distance(column)).filter(|column| distance(column) <= 2)
}
