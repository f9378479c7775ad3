//! What a household bought before: which product it probably means, and when that runs out.

use std::collections::{BTreeMap, HashMap};

use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::commerce::catalogue::Sku;
use crate::commerce::order::{Order, OrderStatus};

/// The products that a household bought, and how regularly.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct History {
    habits: HashMap<Sku, Habit>,
}

/// How often something was bought.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Habit {
    /// On how many days it was ordered, at least 1.
    pub times: u32,
    /// Days since the latest order of it.
    pub days_ago: u32,
    /// Days from one order to the next, the median; `None` when there was only one.
    pub interval: Option<u32>,
}

/// A purchase weighs half as much after so many days.
const HALF_LIFE: f32 = 120.0;

impl History {
    /// Reads habits out of orders, in whichever sequence they come. What was cancelled was not bought. Days are those of
    /// UTC.
    #[must_use]
    pub fn of(orders: &[Order], today: Date) -> Self {
        let mut days: BTreeMap<&Sku, Vec<u32>> = BTreeMap::new();
        for order in orders.iter().filter(|order| order.status() != OrderStatus::Cancelled) {
            let placed = order.placed_at().to_zoned(TimeZone::UTC).date();
            let ago = placed.until(today).map_or(0, |span| u32::try_from(span.get_days()).unwrap_or(0));
            for line in &order.lines {
                days.entry(&line.sku).or_default().push(ago);
            }
        }
        let habits = days.into_iter().map(|(sku, days)| (sku.clone(), Habit::of(days)));
        Self { habits: habits.collect() }
    }

    /// Every product that was bought, and how.
    pub fn habits(&self) -> impl Iterator<Item = (&Sku, Habit)> {
        self.habits.iter().map(|(sku, habit)| (sku, *habit))
    }

    /// How a product is bought; `None` when it never was.
    #[must_use]
    pub fn habit(&self, sku: &Sku) -> Option<Habit> {
        self.habits.get(sku).copied()
    }

    /// How likely this household means a product when it names several, 0 (never bought) to 1.
    #[must_use]
    pub fn weight(&self, sku: &Sku) -> f32 {
        self.habit(sku).map_or(0.0, Habit::weight)
    }
}

impl Habit {
    fn of(mut days: Vec<u32>) -> Self {
        days.sort_unstable();
        days.dedup();
        let mut gaps: Vec<u32> = days.windows(2).map(|pair| pair[1] - pair[0]).collect();
        gaps.sort_unstable();
        Self {
            times: u32::try_from(days.len()).unwrap_or(u32::MAX),
            days_ago: days.first().copied().unwrap_or(0),
            interval: gaps.get(gaps.len() / 2).copied(),
        }
    }

    /// Often and lately weighs most; what runs out about now weighs more than what was just bought.
    #[expect(clippy::cast_precision_loss, reason = "days and times, far below 2^24")]
    fn weight(self) -> f32 {
        let often = 1.0 - 0.5_f32.powi(i32::try_from(self.times.min(30)).unwrap_or(30));
        let lately = 0.5_f32.powf(self.days_ago as f32 / HALF_LIFE);
        let due = self.interval.map_or(0.5, |interval| (self.days_ago as f32 / interval.max(1) as f32).min(1.0));
        often * lately.max(0.1) * (0.7 + 0.3 * due)
    }
}
