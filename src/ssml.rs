//! A part of SSML 1.1 (<https://www.w3.org/TR/speech-synthesis11/>) in what is said: `<speak>` with `<break>`, `<say-as>`,
//! `<sub>`, `<prosody rate volume>`, `<p>` and `<s>`.
//!
//! Whatever stands outside of `<speak>` is plain text and passes unchanged. Every other element is dropped to its text,
//! and so is everything that is not well formed, too large or too deep: no tag is ever said or shown.

use std::borrow::Cow;

use roxmltree::{Document, Node, ParsingOptions};

/// The largest document that is read, bytes, and its most nodes. Anything larger is dropped to its text.
const LARGEST: usize = 16_384;
const MOST_NODES: u32 = 1_000;

/// The longest pause, ms, and the longest of all pauses of a text together.
const LONGEST_BREAK: u32 = 5_000;
const LONGEST_BREAKS: u32 = 10_000;

/// How much slower and faster, and how much quieter and louder (dB), a text can make itself.
const PACES: std::ops::RangeInclusive<f32> = 0.5..=2.0;
const GAINS: std::ops::RangeInclusive<f32> = -12.0..=6.0;

/// How a stretch of text is said, compared with everything else.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Prosody {
    /// Times the pace.
    pub pace: f32,
    /// Decibels louder.
    pub gain_db: f32,
}

impl Default for Prosody {
    fn default() -> Self {
        Self { pace: 1.0, gain_db: 0.0 }
    }
}

impl Prosody {
    /// The words a minute, where so many are usual.
    #[must_use]
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a positive number; `as` saturates")]
    pub fn words_per_minute(self, usual: u32) -> u32 {
        (usual as f32 * self.pace).round() as u32
    }
}

/// What a text is, where that decides how it is read out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SayAs {
    /// Letter by letter.
    Characters,
    /// A number.
    Cardinal,
    /// A place in a row.
    Ordinal,
    /// Digit by digit.
    Digits,
    /// A day; the order of its parts where it is told: `dmy`, `mdy` or `ymd`.
    Date(&'static str),
    /// A number to call.
    Telephone,
}

/// A piece of a text.
#[derive(Debug, Clone, PartialEq)]
pub enum Piece {
    /// Something to say.
    Text {
        /// As it is shown.
        written: String,
        /// As it is read out.
        heard: String,
        /// What it is.
        said_as: Option<SayAs>,
        /// How it is said.
        prosody: Prosody,
    },
    /// Silence, ms.
    Break(u32),
}

/// Whether there is anything but plain text.
#[must_use]
pub fn is_marked_up(text: &str) -> bool {
    start(text).is_some()
}

/// The pieces of a text, in this order. The text of a sentence ends with a line break where an element says so.
#[must_use]
pub fn pieces(text: &str) -> Vec<Piece> {
    let mut pieces = Pieces::default();
    let mut rest = text;
    while let Some(at) = start(rest) {
        pieces.text(&rest[..at]);
        let end = rest[at..].find("</speak>").map_or(rest.len(), |end| at + end + "</speak>".len());
        pieces.document(&rest[at..end]);
        rest = &rest[end..];
    }
    pieces.text(rest);
    pieces.found
}

/// The text as it is shown: without a tag.
#[must_use]
pub fn written(text: &str) -> Cow<'_, str> {
    shown(text, |written, _, _| written)
}

/// The text of which is certain that it is heard word by word: an alias in place of what it stands for, and nothing where
/// something is read out in a way of its own.
#[must_use]
pub fn heard(text: &str) -> Cow<'_, str> {
    shown(text, |_, heard, said_as| if said_as.is_some() { String::new() } else { heard })
}

fn shown(text: &str, choose: impl Fn(String, String, Option<SayAs>) -> String) -> Cow<'_, str> {
    if !is_marked_up(text) {
        return Cow::Borrowed(text);
    }
    let chosen = pieces(text).into_iter().map(|piece| match piece {
        Piece::Text { written, heard, said_as, .. } => choose(written, heard, said_as),
        Piece::Break(_) => " ".to_owned(),
    });
    Cow::Owned(chosen.collect::<String>().split_whitespace().collect::<Vec<_>>().join(" "))
}

/// Where the first document begins.
fn start(text: &str) -> Option<usize> {
    text.match_indices("<speak").map(|(at, _)| at).find(|at| {
        let behind = text[at + "<speak".len()..].chars().next();
        behind.is_some_and(|behind| behind.is_whitespace() || behind == '>' || behind == '/')
    })
}

/// Text in which what has a meaning in markup has none, to put into an element.
#[must_use]
pub fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[derive(Default)]
struct Pieces {
    found: Vec<Piece>,
    /// All pauses so far, ms.
    silent: u32,
}

impl Pieces {
    fn text(&mut self, text: &str) {
        self.say(text, text, None, Prosody::default());
    }

    fn say(&mut self, written: &str, heard: &str, said_as: Option<SayAs>, prosody: Prosody) {
        if !written.is_empty() || !heard.is_empty() {
            let (written, heard) = (written.to_owned(), heard.to_owned());
            self.found.push(Piece::Text { written, heard, said_as, prosody });
        }
    }

    fn pause(&mut self, ms: u32) {
        let ms = ms.min(LONGEST_BREAK).min(LONGEST_BREAKS - self.silent);
        self.silent += ms;
        self.found.push(Piece::Break(ms));
    }

    fn document(&mut self, text: &str) {
        let options = ParsingOptions { nodes_limit: MOST_NODES, ..ParsingOptions::default() };
        if text.len() <= LARGEST
            && let Ok(document) = Document::parse_with_options(text, options)
        {
            self.children(document.root_element(), Prosody::default());
        } else {
            self.text(&without_tags(text));
        }
    }

    /// Recursion is as deep as there are nodes at most.
    fn children(&mut self, parent: Node<'_, '_>, prosody: Prosody) {
        for node in parent.children() {
            if node.is_text() {
                let text = in_one_line(node.text().unwrap_or_default());
                self.say(&text, &text, None, prosody);
            } else if node.is_element() {
                self.element(node, prosody);
            }
        }
    }

    fn element(&mut self, node: Node<'_, '_>, prosody: Prosody) {
        match node.tag_name().name() {
            "break" => self.pause(pause(node)),
            "sub" if node.attribute("alias").is_some_and(|alias| !alias.trim().is_empty()) => {
                self.say(&inside(node), node.attribute("alias").unwrap_or_default(), None, prosody);
            }
            "say-as" => {
                let text = inside(node);
                self.say(&text, &text, said_as(node), prosody);
            }
            "prosody" => self.children(node, changed(prosody, node)),
            "p" | "s" => {
                self.end_sentence();
                self.children(node, prosody);
                self.end_sentence();
            }
            _ => self.children(node, prosody),
        }
    }

    fn end_sentence(&mut self) {
        if let Some(Piece::Text { written, heard, .. }) = self.found.last_mut() {
            written.push('\n');
            heard.push('\n');
        }
    }
}

/// All text below a node.
fn inside(node: Node<'_, '_>) -> String {
    let texts = node.descendants().filter(Node::is_text).filter_map(|text| text.text());
    in_one_line(&texts.collect::<String>())
}

/// Line breaks and control characters are spaces.
fn in_one_line(text: &str) -> String {
    text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect()
}

/// The length of a `<break>`: its time, else its strength.
fn pause(node: Node<'_, '_>) -> u32 {
    let time = node.attribute("time").and_then(|time| {
        let time = time.trim();
        match time.strip_suffix("ms") {
            Some(ms) => number(ms),
            None => number(time.strip_suffix('s')?).map(|seconds| seconds * 1000.0),
        }
    });
    match (time, node.attribute("strength")) {
        (Some(ms), _) => as_ms(ms),
        (None, Some("none")) => 0,
        (None, Some("x-weak")) => 100,
        (None, Some("weak")) => 200,
        (None, Some("strong")) => 700,
        (None, Some("x-strong")) => 1_000,
        (None, _) => 400,
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "within bounds")]
fn as_ms(ms: f32) -> u32 {
    ms.clamp(0.0, LONGEST_BREAK as f32) as u32
}

/// A decimal number and nothing else: no `inf`, no `1e9`.
fn number(text: &str) -> Option<f32> {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    let is_decimal =
        !digits.is_empty() && digits.len() <= 12 && digits.chars().all(|it| it.is_ascii_digit() || it == '.');
    is_decimal.then(|| text.parse().ok()).flatten()
}

fn said_as(node: Node<'_, '_>) -> Option<SayAs> {
    match node.attribute("interpret-as")? {
        "characters" | "spell-out" => Some(SayAs::Characters),
        "cardinal" | "number" => Some(SayAs::Cardinal),
        "ordinal" => Some(SayAs::Ordinal),
        "digits" => Some(SayAs::Digits),
        "date" => Some(SayAs::Date(match node.attribute("format") {
            Some("dmy") => "dmy",
            Some("mdy") => "mdy",
            _ => "ymd",
        })),
        "telephone" => Some(SayAs::Telephone),
        _ => None,
    }
}

/// A prosody within another one. What is meant to be silent is only very quiet: nothing is hidden.
fn changed(outer: Prosody, node: Node<'_, '_>) -> Prosody {
    let pace = node.attribute("rate").and_then(|rate| match rate.trim() {
        "x-slow" => Some(0.6),
        "slow" => Some(0.8),
        "fast" => Some(1.25),
        "x-fast" => Some(1.6),
        other => other.strip_suffix('%').and_then(number).map(|percent| percent / 100.0),
    });
    let gain = node.attribute("volume").and_then(|volume| match volume.trim() {
        "silent" | "x-soft" => Some(-12.0),
        "soft" => Some(-6.0),
        "loud" => Some(4.0),
        "x-loud" => Some(6.0),
        other => other.strip_suffix("dB").and_then(number),
    });
    Prosody {
        pace: (outer.pace * pace.unwrap_or(1.0)).clamp(*PACES.start(), *PACES.end()),
        gain_db: (outer.gain_db + gain.unwrap_or(0.0)).clamp(*GAINS.start(), *GAINS.end()),
    }
}

/// What is left of text that is no markup, whatever it was meant to be.
fn without_tags(text: &str) -> String {
    let mut left = String::new();
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        left.push_str(&rest[..at]);
        let behind = &rest[at + 1..];
        let is_tag = behind.starts_with(|next: char| next.is_alphabetic() || "/!?".contains(next));
        rest = if is_tag {
            // Tags part words.
            left.push(' ');
            behind.find('>').map_or("", |end| &behind[end + 1..])
        } else {
            left.push('<');
            behind
        };
    }
    left.push_str(rest);
    let left = left.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&apos;", "'");
    in_one_line(&left.replace("&amp;", "&"))
}

#[cfg(test)]
mod tests;
