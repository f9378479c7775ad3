//! From words to the number.

use super::{NumberWords, Order, Part};

/// No number has more words.
const LONGEST: usize = 32;
/// No compound has more bytes: the longest number below a million has 70.
const LONGEST_COMPOUND: usize = 96;

/// A number, and how many words it takes.
type Read = (usize, u64);

impl NumberWords {
    /// The numbers that words begin with, and how many words each takes, the longest first: `twenty two` is 22 and 20.
    #[must_use]
    pub fn read(&self, words: &[&str]) -> Vec<Read> {
        if words.first().and_then(|word| self.part(word)).is_none_or(|part| part == Part::And) {
            return Vec::new();
        }
        let parts: Vec<Part> = words.iter().take(LONGEST).map_while(|word| self.part(word)).collect();
        if parts.first() == Some(&Part::Small(0)) {
            return vec![(1, 0)];
        }
        let mut read = self.below(&parts, u64::MAX);
        read.sort_unstable_by(|left, right| right.cmp(left));
        read.dedup_by_key(|(length, _)| *length);
        read
    }

    /// The parts of a word that is several written together, or one in another spelling: `zweiundzwanzig`, `fuenf`.
    #[must_use]
    pub fn parts(&self, word: &str) -> Option<Vec<&'static str>> {
        if word.len() > LONGEST_COMPOUND || self.parts.iter().any(|(part, _)| *part == word) {
            return None;
        }
        self.cut(word, &mut Vec::new(), &mut 256)
    }

    fn part(&self, word: &str) -> Option<Part> {
        self.parts.iter().find(|(part, _)| *part == word).map(|(_, part)| *part)
    }

    /// Cuts what is left of a compound; `tries` bounds the ways that are tried.
    fn cut(&self, rest: &str, parts: &mut Vec<&'static str>, tries: &mut u32) -> Option<Vec<&'static str>> {
        if rest.is_empty() {
            return self.is_whole(parts).then(|| parts.clone());
        }
        let own = self.parts.iter().map(|(part, _)| (*part, *part));
        let ends = self.halves.iter().flat_map(|half| half.iter().map(|part| (*part, *part)));
        for (spelling, part) in own.chain(self.spellings.iter().copied()).chain(ends) {
            let Some(rest) = rest.strip_prefix(spelling) else { continue };
            *tries = tries.checked_sub(1)?;
            parts.push(part);
            let whole = self.cut(rest, parts, tries);
            if whole.is_some() {
                return whole;
            }
            parts.pop();
        }
        None
    }

    /// Whether parts are one number, with or without a half.
    fn is_whole(&self, parts: &[&str]) -> bool {
        let number = |parts: &[&str]| self.read(parts).first().is_some_and(|read| read.0 == parts.len());
        number(parts) || self.halves.iter().any(|half| parts.strip_suffix(*half).is_some_and(number))
    }

    /// Numbers whose scales are all below one.
    fn below(&self, parts: &[Part], limit: u64) -> Vec<Read> {
        let mut read = self.below_thousand(parts);
        let greatest = parts.iter().filter_map(|part| match part {
            Part::Scale(scale) if *scale < limit => Some(*scale),
            _ => None,
        });
        let Some(greatest) = greatest.max() else { return read };
        let Some(at) = parts.iter().position(|part| *part == Part::Scale(greatest)) else { return read };
        let counts: Vec<u64> = match parts[..at] {
            [] | [Part::Article] => vec![1],
            _ => self
                .below(&parts[..at], greatest)
                .into_iter()
                .filter_map(|(length, count)| (length == at).then_some(count))
                .collect(),
        };
        read.extend(self.below(&parts[..at], greatest));
        for value in counts.into_iter().filter_map(|count| count.checked_mul(greatest)) {
            read.push((at + 1, value));
            read.extend(self.behind(&parts[at + 1..], at + 1, value, |rest| self.below(rest, greatest)));
        }
        read
    }

    fn below_thousand(&self, parts: &[Part]) -> Vec<Read> {
        let mut read = self.below_hundred(parts);
        let mut hundreds: Vec<Read> = Vec::new();
        match *parts {
            [Part::Hundred, ..] => hundreds.push((1, 100)),
            [Part::Article, Part::Hundred, ..] => hundreds.push((2, 100)),
            [Part::Hundreds(value), ..] => hundreds.push((1, value)),
            _ => {}
        }
        let multiplied =
            read.iter().filter(|(length, count)| parts.get(*length) == Some(&Part::Hundred) && count % 10 > 0);
        hundreds.extend(multiplied.map(|(length, count)| (length + 1, count * 100)));
        for (length, value) in hundreds {
            read.push((length, value));
            read.extend(self.behind(&parts[length..], length, value, |rest| self.below_hundred(rest)));
        }
        read
    }

    /// A value with what stands behind it, `and` between them or not.
    fn behind(&self, rest: &[Part], length: usize, value: u64, read: impl Fn(&[Part]) -> Vec<Read>) -> Vec<Read> {
        let skipped = usize::from(rest.first() == Some(&Part::And));
        let rest = read(&rest[skipped..]).into_iter();
        rest.filter_map(|(more, add)| Some((length + skipped + more, value.checked_add(add)?))).collect()
    }

    fn below_hundred(&self, parts: &[Part]) -> Vec<Read> {
        let mut read = Vec::new();
        match (self.order, parts) {
            (_, [Part::Small(0), ..]) => {}
            (Order::UnitsAnd, [Part::Small(unit @ 1..=9), Part::And, Part::Ten(ten), ..]) => {
                read.extend([(1, *unit), (3, ten + unit)]);
            }
            (Order::Twenties, [Part::Small(4), Part::Ten(20) | Part::Twenties, rest @ ..]) => {
                read.extend([(1, 4), (2, 80)]);
                read.extend(self.behind(rest, 2, 80, below_twenty));
            }
            (Order::Twenties, [Part::Small(_), ..]) => read.extend(below_twenty(parts)),
            (Order::Twenties, [Part::Ten(60), rest @ ..]) => {
                read.push((1, 60));
                read.extend(self.behind(rest, 1, 60, below_twenty));
            }
            (_, [Part::Small(small), ..]) => read.push((1, *small)),
            (order, [Part::Ten(ten), rest @ ..]) => {
                read.push((1, *ten));
                let rest = match rest {
                    [Part::And, rest @ ..] if matches!(order, Order::TensAnd | Order::Twenties) => (2, rest.first()),
                    _ => (1, rest.first()),
                };
                if let (length, Some(Part::Small(unit @ 1..=9))) = rest
                    && order != Order::UnitsAnd
                {
                    read.push((length + 1, ten + unit));
                }
            }
            _ => {}
        }
        read
    }
}

/// One to nineteen in French: `dix sept`.
fn below_twenty(parts: &[Part]) -> Vec<Read> {
    match parts {
        [Part::Small(10), Part::Small(unit @ 7..=9), ..] => vec![(1, 10), (2, 10 + unit)],
        [Part::Small(small), ..] if *small > 0 => vec![(1, *small)],
        _ => Vec::new(),
    }
}
