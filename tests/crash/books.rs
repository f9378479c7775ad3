//! What shoppers were told, against what the shop and the journal have.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::path::Path;

use orderly::commerce::Storefront;
use orderly::commerce::order::IdempotencyKey;
use orderly::journal::Journal;
use orderly::journal::sqlite::SqliteJournal;

use super::shop::Shop;

/// Everything that was said by those who were killed.
#[derive(Default)]
pub struct Books {
    /// Purchases that a shopper said yes to, the latest last.
    pub confirmed: Vec<String>,
    /// What was told of each attempt, each time.
    told: BTreeMap<String, Vec<String>>,
    /// Purchases that were confirmed again, and what was said of them.
    already: Vec<(String, String)>,
    pub kills: usize,
}

/// How the books compare. What nobody was told of is lost, however safe the shop has it.
#[derive(Debug, Default)]
pub struct Comparison {
    kills: usize,
    confirmed: usize,
    /// A yes that was given and not even begun when the process died.
    never_begun: usize,
    orders: usize,
    not_placed: usize,
    confirmed_again: usize,
    told_more_than_once: usize,
    pub lost: Vec<String>,
    pub doubled: Vec<String>,
    pub unexplained: Vec<String>,
}

impl fmt::Display for Comparison {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "{} kills, {} purchases confirmed: {} ordered, {} attempts not placed, {} yeses never begun; {} confirmed \
             again when ordered, {} outcomes told more than once; {} lost, {} doubled, {} unexplained",
            self.kills,
            self.confirmed,
            self.orders,
            self.not_placed,
            self.never_begun,
            self.confirmed_again,
            self.told_more_than_once,
            self.lost.len(),
            self.doubled.len(),
            self.unexplained.len()
        )
    }
}

impl Books {
    pub fn write(&mut self, said: Vec<String>) {
        for line in said {
            match line.split_once(' ') {
                Some(("confirmed", purchase)) => self.confirmed.push(purchase.to_owned()),
                Some(("told", rest)) => {
                    let (key, outcome) = rest.split_once(' ').unwrap();
                    self.told.entry(key.to_owned()).or_default().push(outcome.to_owned());
                }
                Some(("already", rest)) => {
                    let (purchase, outcome) = rest.split_once(' ').unwrap();
                    self.already.push((purchase.to_owned(), outcome.to_owned()));
                }
                _ => {}
            }
        }
    }

    /// Once nobody orders any more, and everything from before was recovered.
    pub fn compare(&self, shop: &Shop, folder: &Path) -> Comparison {
        let attempts = attempts(folder);
        let confirmed: BTreeSet<_> = self.confirmed.iter().collect();
        let mut comparison = Comparison {
            kills: self.kills,
            confirmed: confirmed.len(),
            confirmed_again: self.already.len(),
            told_more_than_once: self.told.values().filter(|told| told.len() > 1).count(),
            never_begun: confirmed.iter().filter(|it| !attempts.values().any(|(purchase, _)| purchase == **it)).count(),
            ..Comparison::default()
        };
        let mut ordered: BTreeMap<&str, Vec<String>> = BTreeMap::new();
        for (key, (purchase, written)) in &attempts {
            let order = shop.look(|shop| shop.order_by_key(&IdempotencyKey(key.clone())).unwrap());
            let truth = order.map_or_else(|| "nothing".to_owned(), |order| order.id.0);
            let told = self.told.get(key).map(Vec::as_slice).unwrap_or_default();
            let says = format!("{key}: the shop has {truth}, the journal {written}, told was {told:?}");
            if truth == "nothing" {
                comparison.not_placed += 1;
            } else {
                ordered.entry(purchase).or_default().push(truth.clone());
                if told.is_empty() || told.iter().any(|told| told == "nothing") {
                    comparison.lost.push(says.clone());
                }
            }
            if told.is_empty() || told.iter().any(|told| *told != truth) || *written != truth {
                comparison.unexplained.push(says);
            }
        }
        comparison.orders = ordered.values().map(Vec::len).sum();
        let doubled = ordered.iter().filter(|(_, orders)| orders.len() > 1);
        comparison.doubled = doubled.map(|(purchase, orders)| format!("{purchase}: {orders:?}")).collect();
        let all = shop.look(|shop| shop.orders(usize::MAX).unwrap().len());
        if all != comparison.orders {
            comparison.unexplained.push(format!("the shop has {all} orders, the journal {}", comparison.orders));
        }
        for (purchase, outcome) in &self.already {
            if !ordered.get(&purchase[..]).is_some_and(|orders| outcome.contains(&format!("\"{}\"", orders[0]))) {
                comparison.unexplained.push(format!("{purchase} was called {outcome}"));
            }
        }
        assert_eq!(SqliteJournal::open(folder).unwrap().unfinished().unwrap(), [], "all of it was told");
        comparison
    }
}

/// What the journal has, by key: the purchase, and the order that came of it or `nothing`.
fn attempts(folder: &Path) -> BTreeMap<String, (String, String)> {
    let connection = orderly::database::Connection::open(folder.join("journal.db")).unwrap();
    let query = "SELECT key, purchase, CASE outcome WHEN 'refused' THEN 'nothing' ELSE detail END FROM attempts";
    let mut statement = connection.prepare(query).unwrap();
    let rows = statement.query_map([], |row| Ok((row.get(0)?, (row.get(1)?, row.get(2)?)))).unwrap();
    rows.map(Result::unwrap).collect()
}
