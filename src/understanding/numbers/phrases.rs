//! Phrases with holes in them: what a language's tables are read with.

use std::collections::HashMap;

use super::language::Language;
use crate::understanding::slots::measure::Unit;
use crate::understanding::slots::price::{Coin, Sum};
use crate::understanding::slots::when::Span;
use crate::understanding::template::{Expression, parse};
use jiff::civil::Weekday;

/// Phrases in the template language and what each means; `{number}` and the like are [`Hole`]s.
#[derive(Debug)]
pub struct Phrases<T> {
    nodes: Vec<Node<T>>,
    /// Templates that cannot be read; a test looks that there is none.
    pub faults: Vec<String>,
}

/// A place that words are read at.
#[derive(Debug)]
struct Node<T> {
    words: HashMap<String, usize>,
    holes: Vec<(Hole, String, usize)>,
    meanings: Vec<T>,
}

/// What can stand in a phrase besides words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hole {
    /// `twenty two`
    Cardinal,
    /// A cardinal, or `a dozen`.
    Number,
    /// `two and a half`
    Amount,
    /// `kilo`
    Unit,
    /// `euros`, `cents`
    Coin,
    /// `€`, which stands in front.
    Sign,
    /// `two euros fifty`
    Money,
    /// `weeks`
    Span,
    /// `Tuesday`
    Weekday,
    /// `March`
    Month,
    /// Of a month: `third`, `three`.
    Day,
    /// Of a month: `third`.
    Ordinal,
}

/// What stands in a hole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// A number.
    Number(u64),
    /// Thousandths.
    Amount(u64),
    /// A unit, and how many thousandths of the unit that is counted in.
    Unit(Unit, u64),
    /// What money is counted in.
    Coin(Coin),
    /// A currency by its sign, as its ISO 4217 code.
    Sign(&'static str),
    /// A sum of money.
    Money(Sum),
    /// How long.
    Span(Span),
    /// A day of the week.
    Weekday(Weekday),
    /// 1 to 12.
    Month(i8),
    /// 1 to 31.
    Day(i8),
}

/// A phrase that words begin with: how many words it takes, what it means, and what stood in its holes.
pub type Said<T> = (usize, T, Vec<Part>);

/// A word of a phrase: text, or a hole with what is glued to it.
enum Token {
    Word(String),
    Hole(Hole, String),
}

impl<T: Copy> Phrases<T> {
    /// Takes in a table. Where several phrases are the same words, the first counts.
    #[must_use]
    pub fn new(table: &[(&str, T)]) -> Self {
        let mut phrases = Self { nodes: vec![Node::default()], faults: Vec::new() };
        for (template, meaning) in table {
            match parse(template).ok().and_then(|expression| forms(&expression)) {
                Some(forms) => forms.iter().for_each(|form| phrases.add(form, *meaning)),
                None => phrases.faults.push((*template).to_owned()),
            }
        }
        phrases
    }

    fn add(&mut self, form: &str, meaning: T) {
        let mut at = 0;
        for token in form.split_whitespace() {
            let Some(token) = Token::read(token) else {
                self.faults.push(form.to_owned());
                return;
            };
            let new = self.nodes.len();
            let node = &mut self.nodes[at];
            at = match token {
                Token::Word(word) => *node.words.entry(word).or_insert(new),
                Token::Hole(hole, ending) => {
                    match node.holes.iter().find(|(known, end, _)| *known == hole && *end == ending) {
                        Some((_, _, next)) => *next,
                        None => {
                            node.holes.push((hole, ending, new));
                            new
                        }
                    }
                }
            };
            if at == new {
                self.nodes.push(Node::default());
            }
        }
        self.nodes[at].meanings.push(meaning);
    }

    /// The words that phrases begin with; those that begin with a hole begin with what fills it.
    pub fn openings(&self) -> impl Iterator<Item = &str> {
        self.nodes[0].words.keys().map(String::as_str)
    }

    /// What is glued to the hole that phrases begin with.
    pub fn glued(&self) -> impl Iterator<Item = &str> {
        self.nodes[0].holes.iter().map(|(_, ending, _)| ending.as_str()).filter(|ending| !ending.is_empty())
    }

    /// Some of what can be said, at most `most`, with examples in the holes.
    pub fn examples(&self, fillings: &dyn Fn(Hole) -> Vec<String>, most: usize) -> Vec<String> {
        let mut found = Vec::new();
        self.say(0, String::new(), fillings, most, &mut found);
        found
    }

    fn say(
        &self,
        node: usize,
        begun: String,
        fillings: &dyn Fn(Hole) -> Vec<String>,
        most: usize,
        found: &mut Vec<String>,
    ) {
        let node = &self.nodes[node];
        if !node.meanings.is_empty() {
            found.push(begun.clone());
        }
        let mut next: Vec<(String, usize)> = node.words.iter().map(|(word, next)| (word.clone(), *next)).collect();
        next.sort();
        for (hole, ending, to) in &node.holes {
            next.extend(fillings(*hole).into_iter().map(|filling| (filling + ending, *to)));
        }
        for (words, to) in next {
            if found.len() >= most {
                return;
            }
            let gap = if begun.is_empty() { "" } else { " " };
            self.say(to, format!("{begun}{gap}{words}"), fillings, most, found);
        }
    }

    /// The phrases that words begin with.
    pub fn read(&self, language: &Language, words: &[&str]) -> Vec<Said<T>> {
        let mut said = Vec::new();
        self.follow(language, words, (0, 0), &mut Vec::new(), &mut said);
        said
    }

    fn follow(
        &self,
        language: &Language,
        words: &[&str],
        (node, at): (usize, usize),
        parts: &mut Vec<Part>,
        said: &mut Vec<Said<T>>,
    ) {
        let node = &self.nodes[node];
        said.extend(node.meanings.first().map(|meaning| (at, *meaning, parts.clone())));
        let Some(word) = words.get(at) else { return };
        if let Some(next) = node.words.get(*word) {
            self.follow(language, words, (*next, at + 1), parts, said);
        }
        for (hole, ending, next) in &node.holes {
            let filled = match ending.as_str() {
                "" => language.fill(*hole, &words[at..]),
                ending => language.fill_glued(*hole, word, ending).into_iter().map(|part| (1, part)).collect(),
            };
            for (length, part) in filled {
                parts.push(part);
                self.follow(language, words, (*next, at + length), parts, said);
                parts.pop();
            }
        }
    }

    /// The words that phrases are made of.
    #[cfg(test)]
    pub fn words(&self) -> impl Iterator<Item = &String> {
        self.nodes.iter().flat_map(|node| node.words.keys())
    }
}

impl<T> Default for Node<T> {
    fn default() -> Self {
        Self { words: HashMap::new(), holes: Vec::new(), meanings: Vec::new() }
    }
}

impl Token {
    /// `pack`, `{number}`, `{number}pack`.
    fn read(text: &str) -> Option<Self> {
        let Some((name, ending)) = text.strip_prefix('{').and_then(|hole| hole.split_once('}')) else {
            return Some(Self::Word(text.to_owned()));
        };
        let hole = match name {
            "cardinal" => Hole::Cardinal,
            "number" => Hole::Number,
            "amount" => Hole::Amount,
            "unit" => Hole::Unit,
            "coin" => Hole::Coin,
            "sign" => Hole::Sign,
            "money" => Hole::Money,
            "span" => Hole::Span,
            "weekday" => Hole::Weekday,
            "month" => Hole::Month,
            "day" => Hole::Day,
            "ordinal" => Hole::Ordinal,
            _ => return None,
        };
        Some(Self::Hole(hole, ending.to_owned()))
    }
}

/// Every way to say an expression; none for what phrases do not have.
fn forms(expression: &Expression) -> Option<Vec<String>> {
    match expression {
        Expression::Text(text) => Some(vec![text.clone()]),
        Expression::List(name, ..) => Some(vec![format!("{{{name}}}")]),
        Expression::Either(items) => {
            items.iter().map(forms).collect::<Option<Vec<_>>>().map(|forms| forms.into_iter().flatten().collect())
        }
        Expression::Sequence(items) => items.iter().try_fold(vec![String::new()], |begun, item| {
            let next = forms(item)?;
            Some(begun.iter().flat_map(|begun| next.iter().map(move |next| format!("{begun}{next}"))).collect())
        }),
        Expression::AnyOrder(_) | Expression::Rule(..) => None,
    }
}
