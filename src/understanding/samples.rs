//! Example sentences: a few of what the intents folder says, for hubs that learn intents from examples and hand back a
//! name and slots. The same examples make a sentence of those again.

use std::collections::{BTreeMap, BTreeSet};

use super::numbers::examples;
use super::slots;
use super::template::{Expression, List, ListKind, Sentences, Template};
use super::text::Spelling;
use super::{IntentFolder, UnderstandingError};
use crate::commerce::catalogue::{Catalogue, Product};

/// The most examples of one template, and of one wish.
const MOST_OF_TEMPLATE: usize = 8;
const MOST_OF_WISH: usize = 48;
/// The most values of a list of a file.
const MOST_VALUES: usize = 400;
/// Rules inside rules, deeper than this, are left out.
const DEEPEST: usize = 16;

/// The list of all places that take a number; it has no values of its own.
pub const NUMBER: &str = "number";

/// The examples of a language, and what its lists hold.
#[derive(Debug, Clone, Default)]
pub struct Samples {
    /// The wishes, by intent and by what is fixed.
    pub wishes: Vec<Wish>,
    /// The lists that places in them are filled from, by name.
    pub lists: BTreeMap<String, Vec<ListedValue>>,
}

/// One thing to want: an intent, and slots that are set without any words for them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wish {
    /// The intent.
    pub intent: String,
    /// The slots that are set, and to what.
    pub fixed: Vec<(String, String)>,
    /// How it is said, what is usual first.
    pub sentences: Vec<Sample>,
}

/// A sentence with places for values.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Sample {
    /// The words; `{product}` is where a value goes.
    pub text: String,
    /// The places in it, and the list that each is filled from.
    pub slots: BTreeMap<String, String>,
    /// Whether it is what people mostly say: what a recogniser with a fixed vocabulary listens for.
    pub usual: bool,
    /// Whether it can be said at any moment of a conversation.
    pub at_any_moment: bool,
}

/// A value of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedValue {
    /// How it is said.
    pub said: String,
    /// Other ways to say it.
    pub synonyms: Vec<String>,
}

impl Samples {
    /// The examples of a folder. Lists that the program reads have none of their own words here.
    ///
    /// # Errors
    /// [`UnderstandingError::Malformed`] for the first thing that is wrong.
    pub fn of(folder: &IntentFolder, language: &str, catalogue: &Catalogue) -> Result<Self, UnderstandingError> {
        let sentences = Sentences::read(&folder.files, language)?;
        let mut samples = Self::default();
        for block in &sentences.blocks {
            let from = Source { sentences: &sentences, rules: &block.rules, lists: &block.lists };
            let usual = block.listened_for.as_ref().is_none_or(|moments| !moments.is_empty());
            let found = block.sentences.iter().flat_map(|template| from.expand_template(template));
            let sample = |(text, slots)| Sample { text, slots, usual, at_any_moment: block.requires.is_empty() };
            samples.add(&block.intent, &block.slots, found.map(sample).collect());
        }
        for wish in &mut samples.wishes {
            wish.sentences.sort_by_key(|sample| !sample.usual);
            // Whatever else is left out: what can be told of a wish stays.
            let mut shapes = BTreeSet::new();
            let mut room = MOST_OF_WISH;
            wish.sentences.retain(|sample| {
                let stays = room > 0;
                room = room.saturating_sub(1);
                shapes.insert(sample.slots.clone()) || stays
            });
        }
        samples.fill_lists(&sentences, language, catalogue);
        samples.leave_out_what_cannot_be_filled();
        Ok(samples)
    }

    fn add(&mut self, intent: &str, fixed: &[(String, String)], found: Vec<Sample>) {
        let same = |wish: &Wish| wish.intent == intent && wish.fixed == fixed;
        let known = self.wishes.iter().position(same).unwrap_or_else(|| {
            self.wishes.push(Wish { intent: intent.to_owned(), fixed: fixed.to_vec(), sentences: Vec::new() });
            self.wishes.len() - 1
        });
        let sentences = &mut self.wishes[known].sentences;
        for sample in found {
            if !sentences.iter().any(|other| other.text == sample.text) {
                sentences.push(sample);
            }
        }
    }

    fn leave_out_what_cannot_be_filled(&mut self) {
        self.lists.retain(|_, values| !values.is_empty());
        let lists = &self.lists;
        let filled = |list: &String| list == NUMBER || lists.contains_key(list);
        for wish in &mut self.wishes {
            wish.sentences.retain(|sample| sample.slots.values().all(filled));
        }
        self.wishes.retain(|wish| !wish.sentences.is_empty());
    }

    fn fill_lists(&mut self, sentences: &Sentences, language: &str, catalogue: &Catalogue) {
        let used: BTreeSet<&String> =
            self.wishes.iter().flat_map(|wish| &wish.sentences).flat_map(|sample| sample.slots.values()).collect();
        let spelling = Spelling { language: language.to_owned(), ignore_whitespace: sentences.ignore_whitespace };
        let provided = slots::provided(catalogue, &spelling);
        let lists = used.into_iter().map(|name| {
            let own = provided.iter().find(|provided| provided.name == name);
            let values = match (name.as_str(), own) {
                ("product", _) => products(&catalogue.products),
                (_, Some(own)) if matches!(own.kind, ListKind::Values(_)) => {
                    own.phrases.iter().map(|(phrase, _)| ListedValue::plain(phrase)).collect()
                }
                (_, Some(_)) => examples::of(name, language).iter().map(|said| ListedValue::plain(said)).collect(),
                (_, None) => Source { sentences, rules: &BTreeMap::new(), lists: &BTreeMap::new() }.values(name),
            };
            (name.clone(), values)
        });
        self.lists = lists.collect();
    }

    /// A sentence of a wish in which these places, and only these, have these values. Where none has all of them, the
    /// rest is said behind it: what is not understood is asked for, never dropped.
    #[must_use]
    pub fn sentence(&self, intent: &str, fixed: &[(String, String)], values: &[(String, String)]) -> Option<String> {
        let wish = self.wishes.iter().find(|wish| wish.intent == intent && wish.fixed == fixed)?;
        wish.sentence(values)
    }
}

impl Wish {
    /// As [`Samples::sentence`].
    #[must_use]
    pub fn sentence(&self, values: &[(String, String)]) -> Option<String> {
        let given = |slot: &String| values.iter().any(|(name, _)| name == slot);
        let possible = self.sentences.iter().filter(|sample| sample.slots.keys().all(given));
        let best = possible
            .enumerate()
            .max_by_key(|(at, sample)| (sample.slots.len(), sample.at_any_moment, std::cmp::Reverse(*at)));
        let sample = best.map(|(_, sample)| sample)?;
        let mut said = sample.text.clone();
        for (slot, value) in values {
            let hole = format!("{{{slot}}}");
            if said.contains(&hole) {
                said = said.replace(&hole, value);
            } else {
                said = format!("{said} {value}");
            }
        }
        Some(said)
    }
}

impl ListedValue {
    fn plain(said: &str) -> Self {
        Self { said: said.to_owned(), synonyms: Vec::new() }
    }
}

/// Names of products as they are said, each once: brand and name, or the name alone, and synonyms.
fn products(products: &[Product]) -> Vec<ListedValue> {
    let mut known = BTreeSet::new();
    let mut new = |name: &str| {
        let name = name.trim().to_lowercase();
        (!name.is_empty() && known.insert(name.clone())).then_some(name)
    };
    let mut values = Vec::new();
    for product in products {
        let branded = format!("{} {}", product.brand, product.name);
        let mut names: Vec<String> = [branded.as_str(), product.name.as_str()]
            .into_iter()
            .chain(product.synonyms.iter().map(String::as_str))
            .filter_map(&mut new)
            .collect();
        if !names.is_empty() {
            let said = names.remove(0);
            values.push(ListedValue { said, synonyms: names });
        }
    }
    values
}

/// Where rules and lists of a sentence are looked up.
struct Source<'a> {
    sentences: &'a Sentences,
    rules: &'a BTreeMap<String, Template>,
    lists: &'a BTreeMap<String, List>,
}

/// A text that was begun, and its slots.
type Begun = (String, BTreeMap<String, String>);

impl Source<'_> {
    /// Some of what a template says.
    fn expand_template(&self, template: &Template) -> Vec<Begun> {
        let begun = self.expand(&template.expression, 0);
        // What has other slots is worth more than other words around the same ones.
        let mut shapes: BTreeSet<BTreeMap<String, String>> = BTreeSet::new();
        let (new, same): (Vec<Begun>, Vec<Begun>) = begun.into_iter().partition(|it| shapes.insert(it.1.clone()));
        let whole = new.into_iter().chain(same).filter_map(|(text, slots)| {
            let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
            let apart =
                text.split(' ').all(|word| !word.contains(['{', '}']) || slots.keys().any(|it| is_hole(word, it)));
            let once = slots.keys().all(|slot| text.matches(&format!("{{{slot}}}")).count() == 1);
            (apart && once && !text.is_empty()).then_some((text, slots))
        });
        whole.take(MOST_OF_TEMPLATE).collect()
    }

    /// Some of what an expression says: its shortest first, then each of the others with one thing changed. Nothing
    /// where it needs words that nobody knows beforehand.
    fn expand(&self, expression: &Expression, depth: usize) -> Vec<Begun> {
        if depth > DEEPEST {
            return Vec::new();
        }
        match expression {
            Expression::Text(text) => vec![(text.clone(), BTreeMap::new())],
            Expression::Sequence(items) | Expression::AnyOrder(items) => {
                let gap = if matches!(expression, Expression::AnyOrder(_)) { " " } else { "" };
                self.one_change(items, gap, depth)
            }
            Expression::Either(items) => {
                let mut found: Vec<Begun> = Vec::new();
                if expression.is_optional() {
                    found.push((String::new(), BTreeMap::new()));
                }
                for item in items {
                    found.extend(self.expand(item, depth + 1).into_iter().take(2));
                }
                found
            }
            Expression::Rule(name, _) => {
                let rule = self.rules.get(name).or_else(|| self.sentences.rules.get(name));
                rule.map(|rule| self.expand(&rule.expression, depth + 1)).unwrap_or_default()
            }
            Expression::List(list, slot, _) => {
                let kind = self.lists.get(list).or_else(|| self.sentences.lists.get(list));
                match kind {
                    Some(List::Wildcard) => Vec::new(),
                    // It sets no slot, or is one of this block only: its words are words of the sentence.
                    Some(List::Values(values)) if slot.is_empty() || self.lists.contains_key(list) => values
                        .iter()
                        .flat_map(|value| self.expand(&value.said.expression, depth + 1).into_iter().take(1))
                        .take(MOST_OF_TEMPLATE)
                        .collect(),
                    _ if slot.is_empty() => Vec::new(),
                    _ => {
                        let place = self.place(list, slot);
                        vec![(format!("{{{place}}}"), BTreeMap::from([(place.to_owned(), alike(list).to_owned())]))]
                    }
                }
            }
        }
    }

    /// Lists of a file fill one slot in many ways, so there a place is named after the list.
    fn place<'a>(&self, list: &'a str, slot: &'a str) -> &'a str {
        let of_a_file = |name: &str| self.sentences.lists.contains_key(name);
        if of_a_file(list) || of_a_file(slot) { list } else { slot }
    }

    fn one_change(&self, items: &[Expression], gap: &str, depth: usize) -> Vec<Begun> {
        let ways: Vec<Vec<Begun>> = items.iter().map(|item| self.expand(item, depth + 1)).collect();
        if ways.iter().any(Vec::is_empty) {
            return Vec::new();
        }
        let joined = |changed: Option<(usize, usize)>| {
            let mut whole: Begun = Default::default();
            for (at, way) in ways.iter().enumerate() {
                let (text, slots) = &way[changed.filter(|(place, _)| *place == at).map_or(0, |(_, which)| which)];
                whole.0.push_str(gap);
                whole.0.push_str(text);
                whole.1.extend(slots.clone());
            }
            whole
        };
        let mut found = vec![joined(None)];
        for (at, way) in ways.iter().enumerate() {
            found.extend((1..way.len()).map(|which| joined(Some((at, which)))));
        }
        found
    }

    /// The values of a list of a file.
    fn values(&self, name: &str) -> Vec<ListedValue> {
        let Some(List::Values(values)) = self.sentences.lists.get(name) else { return Vec::new() };
        let said = values.iter().filter_map(|value| {
            let mut ways = self
                .expand(&value.said.expression, 0)
                .into_iter()
                .map(|(text, _)| text.split_whitespace().collect::<Vec<_>>().join(" "))
                .filter(|text| !text.is_empty());
            let said = ways.next()?;
            let mut synonyms: Vec<String> = Vec::new();
            for way in ways.filter(|way| *way != said) {
                if !synonyms.contains(&way) {
                    synonyms.push(way);
                }
            }
            Some(ListedValue { said, synonyms })
        });
        said.take(MOST_VALUES).collect()
    }
}

/// Lists that are the same to a hub have one name.
fn alike(list: &str) -> &str {
    match list {
        "something" => "product",
        "quantity" => NUMBER,
        other => other,
    }
}

fn is_hole(word: &str, slot: &str) -> bool {
    word.strip_prefix('{').and_then(|word| word.strip_suffix('}')) == Some(slot)
}
