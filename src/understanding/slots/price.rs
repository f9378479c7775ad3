//! `{price}`: from and to which price.

use std::fmt;

use super::once_each;
use crate::commerce::money::Currency;
use crate::understanding::Value;
use crate::understanding::numbers::language::{self, Language};
use crate::understanding::numbers::phrases::{Part, Phrases};
use crate::understanding::text::Spelling;

/// A range of prices, both ends included, in minor units. "Twenty euros" has the same ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PriceRange {
    /// The least, in minor units.
    pub from: Option<i64>,
    /// The most, in minor units.
    pub to: Option<i64>,
    /// In which currency; `None` when nobody said.
    pub currency: Option<Currency>,
}

impl fmt::Display for PriceRange {
    /// `to 20.00 EUR`, `from 5.00`, `10.00 to 15.00 EUR`, `20.00 EUR`.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = self.currency.map_or(2, |currency| currency.minor_digits());
        let unit = 10_i64.pow(digits);
        let amount = |minor: i64| match digits {
            0 => minor.to_string(),
            _ => format!("{}.{:0width$}", minor / unit, minor % unit, width = digits as usize),
        };
        match (self.from, self.to) {
            (Some(from), Some(to)) if from == to => write!(formatter, "{}", amount(from))?,
            (Some(from), Some(to)) => write!(formatter, "{} to {}", amount(from), amount(to))?,
            (Some(from), None) => write!(formatter, "from {}", amount(from))?,
            (None, Some(to)) => write!(formatter, "to {}", amount(to))?,
            (None, None) => formatter.write_str("any price")?,
        }
        self.currency.map_or(Ok(()), |currency| write!(formatter, " {}", currency.code()))
    }
}

/// What money is counted in, by ISO 4217 code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Coin {
    /// `euros`
    Major(&'static str),
    /// `cents`, of whichever currency when nobody says.
    Minor(Option<&'static str>),
}

/// A sum of money as it was said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sum {
    /// How much of the coin, in thousandths.
    thousandths: u64,
    /// Absent when nobody said what is counted.
    coin: Option<Coin>,
    /// Whether the digits say that it is a price: `19.99`.
    two_decimals: bool,
}

/// How a sum of money is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SumRule {
    /// `{amount} {coin}`, or the amount alone.
    Amount,
    /// `{amount} {coin} {cardinal}`: `two euros fifty`.
    WithMinor,
    /// `{cardinal} {cardinal} {coin}`: `two fifty dollars`.
    Split,
}

/// What a phrase makes of its sums.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rule {
    /// `twenty euros`
    Exactly,
    /// `under twenty euros`
    AtMost,
    /// `over twenty euros`
    AtLeast,
    /// `between ten and fifteen euros`
    Between,
    /// `around twenty euros`: 15 % less to 15 % more.
    Around,
}

/// How sums are said in a language whose "and" between euros and cents is given.
#[must_use]
pub fn sum_phrases(and: &str) -> Phrases<SumRule> {
    Phrases::new(&[
        ("{amount} [{coin}]", SumRule::Amount),
        ("{sign} {amount}", SumRule::Amount),
        (&format!("{{amount}} {{coin}} [{and}] {{cardinal}} [{{coin}}]"), SumRule::WithMinor),
        ("{cardinal} {cardinal} {coin}", SumRule::Split),
    ])
}

/// Reads `{price}`: `twenty euros`, `under twenty euros`.
#[must_use]
pub fn read(spelling: &Spelling, words: &[&str]) -> Vec<(usize, Value)> {
    let Some(language) = language::of(&spelling.language) else { return Vec::new() };
    let said = language.prices.read(language, words).into_iter();
    once_each(said.filter_map(|(length, rule, parts)| Some((length, Value::Price(range(rule, &parts)?)))))
}

/// The sums that words begin with.
pub(crate) fn sums(language: &Language, words: &[&str]) -> Vec<(usize, Sum)> {
    let said = language.sums.read(language, words).into_iter();
    let sums = said.filter_map(|(length, rule, parts)| Some((length, sum(rule, &parts)?)));
    sums.map(|(length, sum)| (length, Sum { two_decimals: two_decimals(language, &words[..length]), ..sum })).collect()
}

fn sum(rule: SumRule, parts: &[Part]) -> Option<Sum> {
    let (thousandths, coin) = match (rule, parts) {
        (SumRule::Amount, [Part::Amount(amount)]) => (*amount, None),
        (SumRule::Amount, [Part::Amount(amount), Part::Coin(coin)]) => (*amount, Some(*coin)),
        (SumRule::Amount, [Part::Sign(code), Part::Amount(amount)]) => (*amount, Some(Coin::Major(code))),
        (
            SumRule::WithMinor,
            [Part::Amount(whole), Part::Coin(coin @ Coin::Major(_)), Part::Number(minor @ 1..=99)],
        )
        | (
            SumRule::WithMinor,
            [
                Part::Amount(whole),
                Part::Coin(coin @ Coin::Major(_)),
                Part::Number(minor @ 1..=99),
                Part::Coin(Coin::Minor(_)),
            ],
        ) if whole.is_multiple_of(1_000) => (whole.checked_add(minor * 10)?, Some(*coin)),
        (SumRule::Split, [Part::Number(whole), Part::Number(minor @ 10..=99), Part::Coin(coin @ Coin::Major(_))]) => {
            (whole.checked_mul(1_000)?.checked_add(minor * 10)?, Some(*coin))
        }
        _ => return None,
    };
    Some(Sum { thousandths, coin, two_decimals: false })
}

/// Whether words end in two decimals: `nineteen point nine nine`, `nineteen point fifty`.
fn two_decimals(language: &Language, words: &[&str]) -> bool {
    let point = words.iter().position(|word| *word == language.words.point);
    point.is_some_and(|point| match &words[point + 1..] {
        [together] => language.words.read(&[together]).iter().any(|(_, number)| *number > 9),
        decimals => decimals.len() == 2,
    })
}

impl Sum {
    /// In minor units.
    fn minor(self) -> Option<i64> {
        let digits = match self.coin {
            Some(Coin::Minor(_)) => 0,
            Some(Coin::Major(_)) | None => self.currency().map_or(2, |currency| currency.minor_digits()),
        };
        let minor = self.thousandths.checked_mul(10_u64.checked_pow(digits)?)?.checked_add(500)? / 1_000;
        i64::try_from(minor).ok()
    }

    fn currency(self) -> Option<Currency> {
        match self.coin? {
            Coin::Major(code) | Coin::Minor(Some(code)) => code.parse().ok(),
            Coin::Minor(None) => None,
        }
    }
}

fn range(rule: Rule, parts: &[Part]) -> Option<PriceRange> {
    let (first, second) = match parts {
        [Part::Money(sum)] => (*sum, *sum),
        // "Between ten and fifteen euros" says what both are counted in.
        [Part::Money(from), Part::Money(to)] => (Sum { coin: from.coin.or(to.coin), ..*from }, *to),
        _ => return None,
    };
    let (least, most) = (first.minor()?, second.minor()?);
    let (from, to) = match rule {
        Rule::Exactly if first.coin.is_none() && !first.two_decimals => return None,
        Rule::Between if least > most => return None,
        Rule::Exactly | Rule::Between => (Some(least), Some(most)),
        Rule::AtMost => (None, Some(most)),
        Rule::AtLeast => (Some(least), None),
        Rule::Around => (Some(least.checked_mul(85)? / 100), Some(most.checked_mul(115)? / 100)),
    };
    Some(PriceRange { from, to, currency: second.currency().or(first.currency()) })
}
