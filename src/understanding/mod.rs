//! Text in, intent out: which wish a sentence carries, and with what.
//!
//! Sentences ([`folder`], [`template`]) and the catalogue ([`slots`]) become one automaton ([`automaton`]). A text in
//! its normal form ([`text`], [`numbers`]) is matched with it ([`matcher`]); the same automaton, spoken out, is the
//! grammar of the recogniser ([`vocabulary`]).

pub mod automaton;
pub mod check;
pub mod context;
pub mod folder;
pub mod languages;
pub mod matcher;
pub mod numbers;
pub mod samples;
pub mod slots;
pub mod template;
pub mod text;
pub mod vocabulary;

mod agreement;
mod completeness;
mod explain;
mod half;
mod hypotheses;
mod interpret;
mod meaning;
mod several;
mod understand;

use std::fmt;

use crate::commerce::catalogue::Product;
pub use completeness::Completeness;
pub use explain::{Explanation, Match, Stretch};
pub use folder::IntentFolder;
pub use hypotheses::{Candidate, Judgement};
pub use languages::Languages;
pub use meaning::Meaning;
pub use slots::history::History;
pub use slots::measure::Measure;
pub use slots::price::PriceRange;
pub use slots::when::{Interval, Side, Span, When};
pub use understand::Understanding;

/// What a shopper wants.
#[derive(Debug, Clone, PartialEq)]
pub struct Intent {
    /// Its name in the intents folder, `Buy` for instance.
    pub name: String,
    /// Its slots, in the order of the sentence; no name twice.
    pub slots: Vec<Slot>,
    /// How sure the understanding is, 0 to 1, what the recogniser thought included.
    pub confidence: f32,
    /// The language of the sentence, `en` for instance.
    pub language: String,
    /// Words of the sentence, as they were written, that nothing was made of. An intent with such words is understood by
    /// half: good enough to ask for the rest, never to act on.
    pub unread: Vec<String>,
    /// The slot that was heard in several ways: it holds the products that compete for it, or is missing. Such an intent
    /// leads to a question too.
    pub doubtful: Option<String>,
}

impl Intent {
    /// Whether all of it was understood, so that it may be acted on.
    #[must_use]
    pub const fn is_whole(&self) -> bool {
        self.unread.is_empty() && self.doubtful.is_none()
    }

    /// The value of a slot.
    #[must_use]
    pub fn slot(&self, name: &str) -> Option<&Value> {
        self.slots.iter().find(|slot| slot.name == name).map(|slot| &slot.value)
    }
}

impl fmt::Display for Intent {
    /// `Buy (0.95) product = coffee beans, quantity = 2; not understood: "for the cellar"`.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} ({:.2})", self.name, self.confidence)?;
        for (at, slot) in self.slots.iter().enumerate() {
            write!(formatter, "{} {} = {slot}", if at == 0 { "" } else { "," }, slot.name)?;
        }
        if let Some(slot) = &self.doubtful {
            write!(formatter, "; not sure: {slot}")?;
        }
        if self.unread.is_empty() {
            Ok(())
        } else {
            write!(formatter, "; not understood: {:?}", self.unread.join(" … "))
        }
    }
}

/// A named value in a sentence.
#[derive(Debug, Clone, PartialEq)]
pub struct Slot {
    /// The name that the template gives it.
    pub name: String,
    /// What it stands for.
    pub value: Value,
    /// The words that were said.
    pub spoken: String,
}

impl fmt::Display for Slot {
    /// The value in words: of a list what it stands for, a number in digits, the title of a product when only one is
    /// meant, else what was said.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.value {
            Value::Text(text) => formatter.write_str(text),
            Value::Number(number) => number.fmt(formatter),
            Value::Products(products) => match products.as_slice() {
                [product] => formatter.write_str(&product.title()),
                _ => formatter.write_str(&self.spoken),
            },
            Value::Measure(measure) => measure.fmt(formatter),
            Value::Price(price) => price.fmt(formatter),
            Value::When(when) => when.fmt(formatter),
            Value::Interval(interval) => interval.fmt(formatter),
        }
    }
}

/// What a slot stands for.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// A value of a list, or the words of a wildcard.
    Text(String),
    /// A number of a range.
    Number(i64),
    /// The products that the words can mean, the likeliest first; several are too close to choose for the shopper.
    /// Empty: nothing of that name is sold.
    Products(Vec<Product>),
    /// An amount by weight, volume or pieces.
    Measure(Measure),
    /// From and to which price.
    Price(PriceRange),
    /// A day, a week or a month.
    When(When),
    /// Every so often.
    Interval(Interval),
}

/// What can go wrong with an intents folder.
#[derive(Debug, thiserror::Error)]
pub enum UnderstandingError {
    /// The folder or a file cannot be read.
    #[error("{path}: {reason}")]
    Unreadable {
        /// The file or folder.
        path: String,
        /// What the system said, and what to do.
        reason: String,
    },
    /// A file is not what an intents file must be.
    #[error("{path}:{line}:{column}: {reason}")]
    Malformed {
        /// The file.
        path: String,
        /// Counted from 1.
        line: usize,
        /// Counted from 1.
        column: usize,
        /// What was found and what was expected.
        reason: String,
    },
}
