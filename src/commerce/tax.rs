//! Taxes that prices contain.
//!
//! The tax of each line of an order is rounded to whole minor units, half up, and added up by rate. How to round is left
//! to the member states of the Union (Court of Justice, C-484/06, Fiscale eenheid Koninklijke Ahold); these round so.
//! Shipping belongs to the goods (Directive 2006/112/EC, article 78(b)): it has their rate, and is shared out by their
//! prices where they have several.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::money::Money;

/// A rate in hundredths of a percent, at most 100 %: 2100 is 21 %.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "u16", into = "u16")]
pub struct TaxRate(u16);

impl TaxRate {
    /// The highest rate, hundredths of a percent.
    pub const HIGHEST: u16 = 10_000;

    /// The hundredths of a percent.
    #[must_use]
    pub const fn hundredths(self) -> u16 {
        self.0
    }

    /// What an amount contains of this tax, rounded half up.
    #[must_use]
    fn contained_in(self, minor: i64) -> i128 {
        let (rate, whole) = (i128::from(self.0), i128::from(self.0) + 10_000);
        (i128::from(minor) * rate + whole / 2).div_euclid(whole)
    }
}

impl TryFrom<u16> for TaxRate {
    type Error = String;

    fn try_from(hundredths: u16) -> Result<Self, String> {
        let too_high = || format!("{hundredths} hundredths of a percent are more than 100 %");
        (hundredths <= Self::HIGHEST).then_some(Self(hundredths)).ok_or_else(too_high)
    }
}

impl From<TaxRate> for u16 {
    fn from(rate: TaxRate) -> Self {
        rate.0
    }
}

impl FromStr for TaxRate {
    type Err = String;

    /// Reads percent, with a point or a comma and at most two decimals: `21`, `5.5`.
    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || format!("`{text}` is not a percentage from 0 to 100 such as 21 or 5.5");
        let (whole, fraction) = text.split_once(['.', ',']).unwrap_or((text, "0"));
        let is_number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        if !is_number(whole) || !is_number(fraction) || fraction.len() > 2 {
            return Err(wrong());
        }
        format!("{whole}{fraction:0<2}")
            .parse::<u16>()
            .ok()
            .and_then(|rate| Self::try_from(rate).ok())
            .ok_or_else(wrong)
    }
}

impl fmt::Display for TaxRate {
    /// Percent with as many decimals as it needs: `21`, `5.5`.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, fraction) = (self.0 / 100, self.0 % 100);
        match fraction {
            0 => write!(formatter, "{whole}"),
            fraction if fraction % 10 == 0 => write!(formatter, "{whole}.{}", fraction / 10),
            fraction => write!(formatter, "{whole}.{fraction:02}"),
        }
    }
}

/// The tax that a total contains.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Written")]
pub struct Tax {
    /// All of it.
    pub total: Money,
    /// What it is made of, the lowest rate first; empty when the shop does not say.
    pub by_rate: Vec<TaxAtRate>,
}

/// The tax at one rate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaxAtRate {
    /// The rate.
    pub rate: TaxRate,
    /// The tax.
    pub amount: Money,
}

impl Tax {
    /// The tax of goods, each with the price of all of them and its rate, and of the shipping. `None` when one of the
    /// rates is not known, there are no goods, or the sum is too large to count.
    #[must_use]
    pub fn of(goods: &[(Money, Option<TaxRate>)], shipping: Money) -> Option<Self> {
        let mut prices: BTreeMap<TaxRate, i64> = BTreeMap::new();
        let mut taxes: BTreeMap<TaxRate, i128> = BTreeMap::new();
        for &(price, rate) in goods {
            let rate = rate?;
            let sum = prices.entry(rate).or_default();
            *sum = sum.checked_add(price.minor)?;
            *taxes.entry(rate).or_default() += rate.contained_in(price.minor);
        }
        for (rate, share) in shared_out(shipping.minor, &prices)? {
            *taxes.entry(rate).or_default() += rate.contained_in(share);
        }
        let money = |minor: i128| i64::try_from(minor).ok().map(|minor| Money::new(minor, shipping.currency));
        let by_rate = taxes.iter().map(|(&rate, &tax)| money(tax).map(|amount| TaxAtRate { rate, amount }));
        Some(Self { total: money(taxes.values().sum())?, by_rate: by_rate.collect::<Option<_>>()? })
    }
}

/// Shares an amount out in the ratio of the prices; what is left over after whole minor units goes to the largest of them.
fn shared_out(amount: i64, prices: &BTreeMap<TaxRate, i64>) -> Option<BTreeMap<TaxRate, i64>> {
    let (&largest, _) = prices.iter().max_by_key(|(_, price)| **price)?;
    let all: i128 = prices.values().copied().map(i128::from).sum();
    let share = |price: i64| if all > 0 { i128::from(amount) * i128::from(price) / all } else { 0 };
    let share = |(&rate, &price): (&TaxRate, &i64)| i64::try_from(share(price)).ok().map(|share| (rate, share));
    let mut shares = prices.iter().map(share).collect::<Option<BTreeMap<_, _>>>()?;
    let left = shares.values().try_fold(amount, |left, share| left.checked_sub(*share))?;
    if let Some(share) = shares.get_mut(&largest) {
        *share = share.checked_add(left)?;
    }
    Some(shares)
}

/// How taxes were and are written down: a sum alone was all that there was.
#[derive(Deserialize)]
#[serde(untagged)]
enum Written {
    ByRate { total: Money, by_rate: Vec<TaxAtRate> },
    Sum(Money),
}

impl From<Written> for Tax {
    fn from(written: Written) -> Self {
        match written {
            Written::ByRate { total, by_rate } => Self { total, by_rate },
            Written::Sum(total) => Self { total, by_rate: Vec::new() },
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::commerce::money::Currency;

    fn rate(hundredths: u16) -> TaxRate {
        TaxRate::try_from(hundredths).unwrap()
    }

    fn euros(minor: i64) -> Money {
        Money::new(minor, Currency::EUR)
    }

    fn tax(goods: &[(i64, u16)], shipping: i64) -> Vec<(u16, i64)> {
        let goods: Vec<_> = goods.iter().map(|&(price, hundredths)| (euros(price), Some(rate(hundredths)))).collect();
        let tax = Tax::of(&goods, euros(shipping)).unwrap();
        assert_eq!(tax.total.minor, tax.by_rate.iter().map(|part| part.amount.minor).sum::<i64>());
        tax.by_rate.iter().map(|part| (part.rate.hundredths(), part.amount.minor)).collect()
    }

    #[test]
    fn the_tax_is_the_part_of_a_price_that_the_rate_makes_rounded_half_up() {
        assert_eq!(tax(&[(12_100, 2_100)], 0), [(2_100, 2_100)]);
        assert_eq!(tax(&[(1_840, 900)], 0), [(900, 152)]);
        assert_eq!(tax(&[(1, 550)], 0), [(550, 0)]);
        // 3 * 20 / 120 is a half.
        assert_eq!(tax(&[(3, 2_000)], 0), [(2_000, 1)]);
        assert_eq!(tax(&[(500, 0)], 390), [(0, 0)]);
    }

    #[test]
    fn each_line_is_rounded_and_each_rate_has_its_sum() {
        // 8.26 and 8.26: two lines of 100 at 9 % are 8 + 8, one of 200 is 17.
        assert_eq!(tax(&[(100, 900), (100, 900)], 0), [(900, 16)]);
        assert_eq!(tax(&[(200, 900)], 0), [(900, 17)]);
        assert_eq!(tax(&[(1_210, 2_100), (109, 900), (605, 2_100)], 0), [(900, 9), (2_100, 315)]);
    }

    #[test]
    fn shipping_has_the_rates_of_the_goods_in_the_ratio_of_their_prices() {
        // 390 is 97 for what costs 327, and 293 for what costs 984.
        assert_eq!(tax(&[(327, 900), (984, 2_100)], 390), [(900, 27 + 8), (2_100, 171 + 51)]);
        assert_eq!(tax(&[(0, 900), (0, 2_100)], 121), [(900, 0), (2_100, 21)], "presents are sent too");
    }

    #[test]
    fn where_one_rate_is_not_known_nothing_is_said() {
        assert_eq!(Tax::of(&[(euros(100), Some(rate(900))), (euros(100), None)], euros(0)), None);
        assert_eq!(Tax::of(&[], euros(390)), None);
        assert_eq!(Tax::of(&[(euros(i64::MAX), Some(rate(1))), (euros(1), Some(rate(1)))], euros(0)), None);
    }

    #[test]
    fn rates_are_read_and_written_as_percent() {
        let read = |text: &str| text.parse::<TaxRate>().map(TaxRate::hundredths);
        assert_eq!(
            (read("21"), read("5.5"), read("9,75"), read("0"), read("100")),
            (Ok(2_100), Ok(550), Ok(975), Ok(0), Ok(10_000))
        );
        for wrong in ["", "-1", "100.01", "1.234", "21%", "5.", ".5", "99999999", "٢"] {
            assert!(read(wrong).is_err(), "{wrong}");
        }
        assert_eq!(
            [2_100, 550, 975, 905, 0].map(|hundredths| rate(hundredths).to_string()),
            ["21", "5.5", "9.75", "9.05", "0"]
        );
    }

    #[test]
    fn a_sum_that_an_older_program_wrote_down_is_still_read() {
        let old: Tax = serde_json::from_str(r#"{"minor": 193, "currency": "EUR"}"#).unwrap();
        assert_eq!(old, Tax { total: euros(193), by_rate: Vec::new() });
        let new = Tax::of(&[(euros(1_210), Some(rate(2_100)))], euros(0)).unwrap();
        assert_eq!(serde_json::from_str::<Tax>(&serde_json::to_string(&new).unwrap()).unwrap(), new);
    }

    proptest! {
        #[test]
        fn the_tax_is_within_the_total_and_right_to_half_a_minor_unit_a_line(
            goods in prop::collection::vec((0..1_000_000_000_i64, 0_u16..=10_000), 1..9),
            shipping in 0..100_000_i64,
        ) {
            let rates: std::collections::BTreeSet<u16> = goods.iter().map(|(_, rate)| *rate).collect();
            let parts = tax(&goods, shipping);
            prop_assert_eq!(parts.iter().map(|(rate, _)| *rate).collect::<Vec<_>>(), rates.into_iter().collect::<Vec<_>>());
            let total = goods.iter().map(|(price, _)| price).sum::<i64>() + shipping;
            let sum: i64 = parts.iter().map(|(_, tax)| tax).sum();
            prop_assert!((0..=total).contains(&sum));
            if let [(rate, tax)] = parts[..] {
                // What is left makes the tax at that rate; half a minor unit of each line and of the shipping aside.
                let (rate, tax) = (i128::from(rate), i128::from(tax));
                let off = (i128::from(total) * rate - tax * (10_000 + rate)).abs();
                prop_assert!(off * 2 <= (10_000 + rate) * (goods.len() as i128 + 1), "{off}");
            }
        }

        #[test]
        fn what_is_shared_out_adds_up(amount in 0..i64::MAX, prices in prop::collection::btree_map(0_u16..=10_000, 0..i64::MAX, 1..6)) {
            let prices = prices.into_iter().map(|(hundredths, price)| (rate(hundredths), price)).collect();
            let shares = shared_out(amount, &prices).unwrap();
            prop_assert_eq!(shares.values().map(|share| i128::from(*share)).sum::<i128>(), i128::from(amount));
            prop_assert!(shares.values().all(|share| *share >= 0));
        }
    }
}
