//! A template as pieces: rules in the place of their names, items in any order.

use super::compile::{Compiler, SENTENCE_STATES, Scope};
use super::compiled::ListKind;
use super::document::{Place, nearest};
use super::expression::Expression;
use super::sentences::Template;
use crate::understanding::UnderstandingError;
use crate::understanding::automaton::Draft;

const DEEPEST_RULE: usize = 64;

/// A piece of a template before words are cut: words may be glued out of several.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Piece {
    Text(u32),
    Gap,
    List(u32),
}

/// A template as pieces.
pub(super) struct Pieces {
    pub draft: Draft<Piece>,
    pub texts: Vec<String>,
}

/// Puts rules in place and turns a template into pieces.
pub(super) struct Weaver<'w, 'a> {
    pub compiler: &'w mut Compiler<'a>,
    pub scope: Scope<'a>,
    pub pieces: &'w mut Pieces,
    /// The rules that are being put in place, the outermost first.
    pub rules: Vec<&'a str>,
    pub lists_allowed: bool,
    pub sentence: &'a Template,
}

impl<'a> Weaver<'_, 'a> {
    /// Adds an expression of a template behind a state and returns the state at its end.
    pub fn weave(
        &mut self,
        expression: &'a Expression,
        template: &'a Template,
        from: u32,
    ) -> Result<u32, UnderstandingError> {
        if self.pieces.draft.size() > SENTENCE_STATES {
            return Err(self.unbounded());
        }
        match expression {
            Expression::Text(text) => Ok(self.text(text, from)),
            Expression::Sequence(items) => items.iter().try_fold(from, |state, item| self.weave(item, template, state)),
            Expression::Either(items) => {
                let end = self.pieces.draft.state();
                for item in items {
                    let last = self.weave(item, template, from)?;
                    self.pieces.draft.free_arc(last, end);
                }
                Ok(end)
            }
            Expression::AnyOrder(items) => self.any_order(items, template, from),
            Expression::Rule(name, offset) => self.rule(name, &template.at(*offset), from),
            Expression::List(name, slot, offset) => {
                if !self.lists_allowed {
                    let reason = format!(
                        "{{{name}}} inside a value of a list or a skip word; only words and rules can stand here"
                    );
                    return Err(template.at(*offset).error(reason));
                }
                let list = self.compiler.list(self.scope, name, || template.at(*offset), "", "")?;
                let kind = self.compiler.lists.get(list as usize).map(|list| &list.kind);
                if matches!(kind, Some(ListKind::Wildcard)) {
                    let reason = format!(
                        "{{{name}}} is any words: recognition with a fixed vocabulary (PocketSphinx) cannot hear them, \
                         and leaves out the sentences that have them; a list of values can be heard"
                    );
                    self.compiler.warn(&template.at(*offset), &reason);
                }
                let used = self.compiler.use_of(list, slot);
                Ok(self.pieces.draft.chain(from, [Piece::List(used)]))
            }
        }
    }

    /// Adds words behind a state and returns the state at their end.
    pub fn text(&mut self, text: &str, from: u32) -> u32 {
        let mut state = from;
        for (at, segment) in text.split(' ').enumerate() {
            if at > 0 {
                state = self.pieces.draft.chain(state, [Piece::Gap]);
            }
            if !segment.is_empty() {
                let number = u32::try_from(self.pieces.texts.len()).unwrap_or(u32::MAX);
                self.pieces.texts.push(segment.to_owned());
                state = self.pieces.draft.chain(state, [Piece::Text(number)]);
            }
        }
        state
    }

    /// A state for every set of items that were said already: 2ⁿ states rather than n! orders.
    fn any_order(
        &mut self,
        items: &'a [Expression],
        template: &'a Template,
        from: u32,
    ) -> Result<u32, UnderstandingError> {
        if items.len() > 10 {
            return Err(template.place.error("more than 10 items in any order; split the sentence"));
        }
        let states: Vec<u32> = (0..1_usize << items.len()).map(|_| self.pieces.draft.state()).collect();
        self.pieces.draft.free_arc(from, states[0]);
        for (said, state) in states.iter().enumerate() {
            for (at, item) in items.iter().enumerate().filter(|(at, _)| said & (1 << at) == 0) {
                let gap = self.pieces.draft.chain(*state, [Piece::Gap]);
                let last = self.weave(item, template, gap)?;
                let end = self.pieces.draft.chain(last, [Piece::Gap]);
                self.pieces.draft.free_arc(end, states[said | (1 << at)]);
            }
        }
        Ok(states[states.len() - 1])
    }

    fn rule(&mut self, name: &'a str, place: &Place, from: u32) -> Result<u32, UnderstandingError> {
        let local = self.scope.block.and_then(|(_, block)| block.rules.get(name));
        let Some(rule) = local.or_else(|| self.compiler.rules.get(name)) else {
            let mut known: Vec<&str> = self.compiler.rules.keys().map(String::as_str).collect();
            known.extend(self.scope.block.iter().flat_map(|(_, block)| block.rules.keys().map(String::as_str)));
            return Err(place.error(format!("nobody defines the rule <{name}>; {}", nearest(name, &known))));
        };
        if self.rules.contains(&name) {
            let way: Vec<String> = self.rules.iter().chain([&name]).map(|rule| format!("<{rule}>")).collect();
            return Err(place.error(format!("the rule <{name}> contains itself: {}", way.join(" in turn has "))));
        }
        if self.rules.len() >= DEEPEST_RULE {
            return Err(place.error(format!("rules are nested deeper than {DEEPEST_RULE}")));
        }
        self.rules.push(name);
        let end = self.body(&rule.expression, rule, from)?;
        self.rules.pop();
        Ok(end)
    }

    /// Adds the body of a rule. The space behind an optional part at its beginning belongs to that part: `{room}[ ]<light>`
    /// with `light: "[big] lamp"` can be `kitchenlamp`.
    fn body(&mut self, body: &'a Expression, rule: &'a Template, from: u32) -> Result<u32, UnderstandingError> {
        if let Expression::Sequence(items) = body
            && let [first, Expression::Text(text), rest @ ..] = items.as_slice()
            && let (true, Some(text)) = (first.is_optional(), text.strip_prefix(' '))
        {
            let said = self.weave(first, rule, from)?;
            let behind = self.pieces.draft.chain(said, [Piece::Gap]);
            self.pieces.draft.free_arc(from, behind);
            let state = self.text(text, behind);
            return rest.iter().try_fold(state, |state, item| self.weave(item, rule, state));
        }
        self.weave(body, rule, from)
    }

    fn unbounded(&self) -> UnderstandingError {
        let text: String = self.sentence.text.chars().take(80).collect();
        self.sentence
            .place
            .error(format!("`{text}` has too many forms; leave out optional parts or rules, or split it"))
    }
}
