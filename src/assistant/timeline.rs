//! What a person at the terminal sees of the conversation, and how long the answers took.

use std::io::Write;
use std::time::{Duration, Instant};

use crate::dialogue::card_number::without_card_numbers;
use crate::understanding::Intent;

/// How much is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Show {
    /// Nothing: the daemon has no terminal, and what shoppers say is nobody's business.
    #[default]
    Nothing,
    /// What was heard and said.
    Conversation,
    /// That, what was understood, and how long the answer took.
    Timings,
}

/// Writes the conversation to standard output.
#[derive(Debug, Clone)]
pub struct Timeline {
    show: Show,
    started: Instant,
    speech_ended: Option<Instant>,
    latencies: Vec<Duration>,
}

impl Timeline {
    /// A timeline that begins now.
    #[must_use]
    pub fn new(show: Show) -> Self {
        Self { show, started: Instant::now(), speech_ended: None, latencies: Vec::new() }
    }

    /// Whether a person can read here what the assistant says.
    #[must_use]
    pub fn is_shown(&self) -> bool {
        self.show != Show::Nothing
    }

    /// A line about the daemon itself.
    pub fn note(&self, line: &str) {
        if self.is_shown() { self.line(Show::Conversation, "·", line) } else { tracing::info!("{line}") }
    }

    /// A line about the daemon that its owner must see, whoever looks.
    pub fn warn(&self, line: &str) {
        if self.is_shown() { self.line(Show::Conversation, "!", line) } else { tracing::warn!("{line}") }
    }

    /// What a shopper said, by voice when the end of the speech is known. Without what looks like a card number.
    pub fn heard(&mut self, transcript: &str, speech_ended: Option<Instant>) {
        self.speech_ended = speech_ended;
        self.line(Show::Conversation, ">", &without_card_numbers(transcript));
    }

    /// What that was understood as.
    pub fn understood(&self, wishes: &[Intent]) {
        let wishes: Vec<String> = wishes.iter().map(|wish| without_card_numbers(&wish.to_string())).collect();
        let text = if wishes.is_empty() { "nothing that can be ordered".to_owned() } else { wishes.join("; ") };
        self.line(Show::Timings, " ", &format!("understood: {text}"));
    }

    /// What the assistant says.
    pub fn said(&self, text: &str) {
        self.line(Show::Conversation, "<", text);
    }

    /// The first sound of the answer.
    pub fn sounded(&mut self, at: Instant) {
        if let Some(ended) = self.speech_ended.take() {
            let latency = at.saturating_duration_since(ended);
            self.latencies.push(latency);
            let text = format!("first sound {} ms after the end of speech", latency.as_millis());
            self.line(Show::Timings, " ", &text);
        }
    }

    /// The summary at the end.
    pub fn close(&mut self) {
        self.latencies.sort_unstable();
        if let (Some(median), Some(longest)) = (self.latencies.get(self.latencies.len() / 2), self.latencies.last()) {
            let summary = format!(
                "{} spoken answers; end of speech to first sound: median {} ms, longest {} ms",
                self.latencies.len(),
                median.as_millis(),
                longest.as_millis()
            );
            self.line(Show::Timings, "·", &summary);
        }
    }

    fn line(&self, from: Show, mark: &str, text: &str) {
        let mut out = std::io::stdout().lock();
        let written = match self.show {
            Show::Timings => {
                let now = self.started.elapsed().as_secs_f32();
                writeln!(out, "{now:7.2} s  {mark} {text}")
            }
            Show::Conversation if from == Show::Conversation => writeln!(out, "{mark} {text}"),
            _ => Ok(()),
        };
        let _ignore_terminal_gone = written.and_then(|()| out.flush());
    }
}
