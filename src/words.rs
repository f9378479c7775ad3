//! What stands in writing, in words: the Fluent files `receipt.ftl`, `handover.ftl` and `shop.ftl` of `intents/<lang>/`.

use std::fmt;
use std::sync::Arc;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use unic_langid::LanguageIdentifier;

use crate::commerce::money::Money;
use crate::commerce::tax::TaxRate;
use crate::language::primary;

/// The files of a language, built in.
macro_rules! built_in {
    ($($language:literal),+) => {
        [$(($language, [
            include_str!(concat!("../intents/", $language, "/receipt.ftl")),
            include_str!(concat!("../intents/", $language, "/handover.ftl")),
            include_str!(concat!("../intents/", $language, "/shop.ftl")),
        ])),+]
    };
}

const BUILT_IN: [(&str, [&str; 3]); 5] = built_in!("de", "en", "es", "fr", "nl");

/// There are no words of a language.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("nothing can be written in `{0}`; there are: de, en, es, fr, nl")]
pub(crate) struct NoWords(pub(crate) String);

/// The words of one language. Cheap to clone.
#[derive(Clone)]
pub(crate) struct Words {
    bundle: Arc<FluentBundle<FluentResource>>,
    language: &'static str,
}

impl fmt::Debug for Words {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Words").field("language", &self.language).finish_non_exhaustive()
    }
}

impl Words {
    /// The words of a language; `nl` also for `nl-BE`.
    pub(crate) fn built_in(language: &str) -> Result<Self, NoWords> {
        let base = primary(language);
        let unknown = || NoWords(language.to_owned());
        let (name, files) = BUILT_IN.into_iter().find(|(name, _)| *name == base).ok_or_else(unknown)?;
        let locale: LanguageIdentifier = name.parse().map_err(|_no_tag| unknown())?;
        let mut bundle = FluentBundle::new_concurrent(vec![locale]);
        bundle.set_use_isolating(false);
        for file in files {
            let resource = FluentResource::try_new(file.to_owned()).map_err(|_syntax| unknown())?;
            bundle.add_resource(resource).map_err(|_doubled| unknown())?;
        }
        Ok(Self { bundle: Arc::new(bundle), language: name })
    }

    pub(crate) const fn language(&self) -> &'static str {
        self.language
    }

    /// A message in words.
    pub(crate) fn say(&self, key: &str, arguments: &[(&str, &str)]) -> String {
        let mut given = FluentArgs::new();
        for (name, value) in arguments {
            given.set(*name, *value);
        }
        self.format(key, &given)
    }

    /// `€18.40`, `18,40 €`.
    pub(crate) fn money(&self, money: Money) -> String {
        let digits = money.currency.minor_digits();
        let (unit, magnitude) = (10_u64.pow(digits), money.minor.unsigned_abs());
        let whole = (magnitude / unit).to_string();
        let fraction = format!("{:0width$}", magnitude % unit, width = digits as usize);
        let sign = if money.minor < 0 { "-" } else { "" };
        let key = if digits > 0 { "money" } else { "money-whole" };
        let code = money.currency.code();
        let words = self.say(key, &[("whole", &whole), ("fraction", &fraction), ("code", code)]);
        format!("{sign}{words}")
    }

    /// `9%`, `5,5 %`.
    pub(crate) fn rate(&self, rate: TaxRate) -> String {
        let written = rate.to_string();
        match written.split_once('.') {
            Some((whole, fraction)) => self.say("rate", &[("whole", whole), ("fraction", fraction)]),
            None => self.say("rate-whole", &[("whole", &written)]),
        }
    }

    /// `1 May 2026`.
    pub(crate) fn date(&self, date: Date) -> String {
        self.format("date", &day(date))
    }

    /// `1 May 2026, 10:30 (CEST)`.
    pub(crate) fn moment(&self, at: Timestamp, zone: &TimeZone) -> String {
        let zoned = at.to_zoned(zone.clone());
        let mut given = day(zoned.date());
        given.set("time", format!("{:02}:{:02}", zoned.hour(), zoned.minute()));
        given.set("zone", zoned.strftime("%Z").to_string());
        self.format("moment", &given)
    }

    /// Every message is there and is given what it needs: a test holds that for all languages.
    fn format(&self, key: &str, given: &FluentArgs<'_>) -> String {
        let mut problems = Vec::new();
        let pattern = self.bundle.get_message(key).and_then(|message| message.value());
        let words = pattern.map(|pattern| self.bundle.format_pattern(pattern, Some(given), &mut problems).into_owned());
        if !problems.is_empty() || words.is_none() {
            tracing::error!("intents/{}: `{key}` is missing or asks for what it is not given", self.language);
        }
        words.unwrap_or_default()
    }
}

fn day(date: Date) -> FluentArgs<'static> {
    let mut given = FluentArgs::new();
    given.set("day", date.day());
    given.set("month", date.month());
    given.set("year", date.year());
    given
}
