//! What a person at the terminal sees of the conversation, and how long the answers took.

use std::fmt;
use std::io::Write;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use crate::dialogue::card_number::without_card_numbers;
use crate::event::Acoustics;
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

/// From the end of speech to the first sound of the answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Latency {
    /// The silence that it took to be sure that the shopper was done.
    pub silence: Duration,
    /// Until it was known what was said and meant.
    pub recognition: Duration,
    /// Until there was an answer, the shop included.
    pub answer: Duration,
    /// Until it sounded.
    pub voice: Duration,
}

impl Latency {
    /// All of it.
    #[must_use]
    pub fn total(self) -> Duration {
        self.silence + self.recognition + self.answer + self.voice
    }
}

impl fmt::Display for Latency {
    /// `304 ms after the end of speech: silence 256, recognition 18, answer 10, voice 20`.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [total, silence, recognition, answer, voice] =
            [self.total(), self.silence, self.recognition, self.answer, self.voice].map(|part| part.as_millis());
        write!(
            formatter,
            "{total} ms after the end of speech: silence {silence}, recognition {recognition}, answer {answer}, voice {voice}"
        )
    }
}

/// Something that was said to the assistant and is not answered yet.
#[derive(Debug, Clone, Copy)]
struct Unanswered {
    silence: Duration,
    recognition: Duration,
    understood: Instant,
    answered: Option<Instant>,
}

/// Writes the conversation to standard output.
#[derive(Debug, Clone)]
pub struct Timeline {
    show: Show,
    started: Instant,
    /// Whether anybody was heard by voice.
    anybody: bool,
    unanswered: Option<Unanswered>,
    latencies: Arc<Mutex<Vec<Latency>>>,
}

impl Timeline {
    /// A timeline that begins now.
    #[must_use]
    pub fn new(show: Show) -> Self {
        Self { show, started: Instant::now(), anybody: false, unanswered: None, latencies: Arc::default() }
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

    /// What a shopper said, by voice when it is known how it was heard. Without what looks like a card number.
    pub fn heard(&mut self, transcript: &str, acoustics: Option<Acoustics>) {
        let understood = Instant::now();
        self.anybody |= acoustics.is_some();
        self.unanswered = acoustics.map(|acoustics| {
            let silence = Duration::from_millis(acoustics.silence_ms.into());
            let recognition = understood.saturating_duration_since(acoustics.speech_ended).saturating_sub(silence);
            Unanswered { silence, recognition, understood, answered: None }
        });
        self.line(Show::Conversation, ">", &without_card_numbers(transcript));
    }

    /// What that was understood as.
    pub fn understood(&self, wishes: &[Intent]) {
        let wishes: Vec<String> = wishes.iter().map(|wish| without_card_numbers(&wish.to_string())).collect();
        let text = if wishes.is_empty() { "nothing that can be ordered".to_owned() } else { wishes.join("; ") };
        self.line(Show::Timings, " ", &format!("understood: {text}"));
    }

    /// What the assistant says.
    pub fn said(&mut self, text: &str) {
        if let Some(unanswered) = &mut self.unanswered {
            unanswered.answered.get_or_insert_with(Instant::now);
        }
        self.line(Show::Conversation, "<", text);
    }

    /// The first sound of the answer.
    pub fn sounded(&mut self, at: Instant) {
        if let Some(Unanswered { silence, recognition, understood, answered }) = self.unanswered.take() {
            let answered = answered.unwrap_or(at);
            let answer = answered.saturating_duration_since(understood);
            let latency = Latency { silence, recognition, answer, voice: at.saturating_duration_since(answered) };
            self.latencies.lock().unwrap_or_else(PoisonError::into_inner).push(latency);
            self.line(Show::Timings, " ", &format!("first sound {latency}"));
        }
    }

    /// How long each answer took until now, also those of a clone of this.
    #[must_use]
    pub fn latencies(&self) -> Vec<Latency> {
        self.latencies.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The recordings in place of a microphone are over.
    pub fn recordings_over(&self) {
        if !self.anybody {
            self.note("the recordings are over; nobody was understood in them who called");
        }
    }

    /// The summary at the end.
    pub fn close(&mut self) {
        let mut totals: Vec<Duration> = self.latencies().into_iter().map(Latency::total).collect();
        totals.sort_unstable();
        if let (Some(median), Some(longest)) = (totals.get(totals.len() / 2), totals.last()) {
            let summary = format!(
                "{} spoken answers; end of speech to first sound: median {} ms, longest {} ms",
                totals.len(),
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
