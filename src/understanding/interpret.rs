//! A reading of words as an intent: which of its meanings counts now, what fills the slots, and how sure that is.

use super::context::{self, Context};
use super::hypotheses::same_value;
use super::matcher::{Fill, Filling, Reading};
use super::text::Words;
use super::{Intent, Slot, Understanding, Value};
use crate::commerce::catalogue::Product;

/// How sure a wish is whose product is not sold: sure enough to say so, less sure than one that can be fulfilled.
const NOT_SOLD: f32 = 0.6;
/// More words than these are no name of a product that could be sold, but a sentence about something else.
const LONGEST_UNSOLD: usize = 4;
/// How sure the words of a wildcard are.
const ANY_WORDS: f32 = 0.9;

impl Understanding {
    /// A reading as an intent that may be meant here; `None` when the moment allows none of them, or a product is asked
    /// for that must be sold and is not.
    pub(super) fn intent(
        &self,
        reading: &Reading,
        words: &Words,
        context: &Context,
        may_be: impl Fn(&str) -> bool,
    ) -> Option<Intent> {
        let chosen = context::choose(&self.compiled, reading, words, context, may_be)?;
        let block = self.block(chosen.block)?;
        let (mut slots, mut doubtful): (Vec<Slot>, Option<String>) = (Vec::new(), None);
        let mut confidence = 1.0;
        for fill in &reading.fills {
            let (value, sureness) = self.value(fill, words)?;
            confidence *= sureness;
            let name = || fill.slot.clone();
            match slots.iter().find(|slot| slot.name == fill.slot) {
                None => slots.push(Slot { name: name(), value, spoken: fill.spoken.clone() }),
                Some(known) if same_value(&known.value, &value) => {}
                // Two sizes of one cup: which of them is meant is asked.
                Some(_) if doubtful.get_or_insert_with(name) == &fill.slot => {}
                Some(_) => return None,
            }
        }
        slots.retain(|slot| doubtful.as_ref() != Some(&slot.name));
        let fixed = chosen.fixed.into_iter();
        slots.extend(fixed.map(|(name, value)| Slot { name, value: Value::Text(value), spoken: String::new() }));
        Some(Intent {
            name: block.intent.clone(),
            slots,
            confidence,
            language: self.compiled.spelling.language.clone(),
            unread: reading.unread.iter().map(|unread| words.written(unread.clone()).to_owned()).collect(),
            doubtful,
        })
    }

    /// What fills a slot, and how sure that is; `None` when it must be a product and is none.
    fn value(&self, fill: &Fill, words: &Words) -> Option<(Value, f32)> {
        match &fill.filling {
            Filling::Value(value, _) => Some((value.clone(), 1.0)),
            Filling::Words => Some((Value::Text(fill.spoken.clone()), ANY_WORDS)),
            Filling::Products(numbers) => Some((Value::Products(self.sorted(numbers, &fill.spoken)), 1.0)),
            // Half of a long number is no product, and nobody wants to hear it repeated.
            Filling::AskedFor { .. } if words.begins_in_a_number(fill.words.start) => None,
            Filling::AskedFor { or_anything } => {
                let found = self.finder.find(&self.compiled.spelling, &fill.spoken, &self.history);
                if found.is_empty() {
                    let may_be_unsold = *or_anything && fill.words.len() <= LONGEST_UNSOLD;
                    return may_be_unsold.then_some((Value::Products(Vec::new()), NOT_SOLD));
                }
                // Which of several is meant is asked; that one of them is meant is as sure as all of them together.
                let sureness = found.iter().map(|found| found.confidence).sum();
                let products = found.iter().filter_map(|found| self.products.get(found.product as usize).cloned());
                Some((Value::Products(products.collect()), sureness))
            }
        }
    }

    /// Products whose very name was said come first, then brand and name, then those with such a synonym.
    fn sorted(&self, numbers: &[u32], spoken: &str) -> Vec<Product> {
        let spoken = self.compiled.spelling.normal(spoken);
        let mut products: Vec<&Product> =
            numbers.iter().filter_map(|number| self.products.get(*number as usize)).collect();
        products.sort_by_key(|product| {
            let name = self.compiled.spelling.normal(&product.name);
            let brand = self.compiled.spelling.normal(&product.brand);
            u8::from(name != spoken) + u8::from(name != spoken && format!("{brand} {name}") != spoken)
        });
        products.into_iter().cloned().collect()
    }
}

#[cfg(test)]
mod tests;
