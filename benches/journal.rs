//! What the journal costs an order: `cargo bench --no-default-features --features sqlite --bench journal [-- FOLDER]`.
//!
//! Each step of 500 orders is written to the disk that the folder is on (the one for temporary files), and timed. A shop
//! on the net takes about a hundred milliseconds for its part.

use std::error::Error;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use jiff::Timestamp;
use orderly::commerce::Storefront;
use orderly::commerce::cart::{Cart, CartLine, PurchaseId};
use orderly::commerce::local::LocalShop;
use orderly::commerce::order::{IdempotencyKey, OrderId};
use orderly::event::SiteId;
use orderly::journal::sqlite::SqliteJournal;
use orderly::journal::{Attempt, Journal, Outcome};

const ORDERS: usize = 500;

fn main() -> Result<(), Box<dyn Error>> {
    let parent = std::env::args().skip(1).find(|argument| !argument.starts_with("--"));
    let folder = tempfile::tempdir_in(parent.map_or_else(std::env::temp_dir, PathBuf::from))?;
    let mut shop = LocalShop::open_in_memory()?;
    shop.import(&LocalShop::sample_products()?)?;
    let lines =
        shop.catalogue()?.products.into_iter().take(5).map(|product| CartLine { sku: product.sku, quantity: 1 });
    let quote = shop.quote(&Cart { lines: lines.collect() })?;
    let mut journal = SqliteJournal::open(folder.path())?;
    let mut times: [Vec<Duration>; 4] = Default::default();
    for number in 0..ORDERS {
        let attempt = Attempt {
            key: IdempotencyKey::generate(),
            purchase: PurchaseId::generate(),
            site: SiteId("home".to_owned()),
            quote: quote.clone(),
            confirmed_at: Timestamp::now(),
            outcome: Outcome::Begun,
            told: false,
        };
        let mut instants = vec![Instant::now()];
        journal.begin(&attempt)?;
        instants.push(Instant::now());
        journal.settle(&attempt.key, &Outcome::Asked)?;
        instants.push(Instant::now());
        journal.settle(&attempt.key, &Outcome::Placed(OrderId(number.to_string())))?;
        instants.push(Instant::now());
        journal.mark_told(&attempt.key)?;
        instants.push(Instant::now());
        for (times, pair) in times.iter_mut().zip(instants.windows(2)) {
            times.push(pair[1] - pair[0]);
        }
    }
    for (step, mut times) in ["begun", "asked", "placed", "told"].into_iter().zip(times) {
        times.sort_unstable();
        let (median, p99) = (times[ORDERS / 2], times[ORDERS * 99 / 100]);
        println!("{step:<7} median {median:>9.1?}, p99 {p99:>9.1?}");
    }
    Ok(())
}
