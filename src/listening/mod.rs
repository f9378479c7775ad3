//! Frames in, utterances out: where speech starts, where it ends, and when there was none.

pub mod endpointer;
pub mod vad;
pub mod wake_word;

use crate::audio::{FRAME_SAMPLES, Frame, SAMPLE_RATE};
use crate::config::ListeningConfig;
use endpointer::{Endpointer, START_FRAMES};
use vad::Vad;

/// What became of the frames so far.
#[expect(clippy::large_enum_variant, reason = "a frame is handed on at once and never stored in this")]
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Listened {
    /// Speech began: these frames are its beginning, the pre-roll first.
    Started(Vec<Frame>),
    /// One more frame of the same utterance.
    Continued(Frame),
    /// The shopper has been silent for a moment and is probably done: [`Listener::wait`] says how long it takes to be
    /// sure. When speech goes on, so do the frames, and another pause may follow.
    Paused,
    /// The utterance is complete.
    Ended {
        /// Why.
        ending: Ending,
        /// How long before its last frame the shopper was heard for the last time, ms.
        silence_ms: u32,
    },
    /// Nobody spoke within the time that was allowed.
    NoInput,
}

/// Why an utterance ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// The shopper fell silent.
    Silence,
    /// The cap on the length of an utterance was reached.
    Cap,
    /// The recording or the device ended.
    EndOfAudio,
}

/// How long to wait when a shopper falls silent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Patience {
    /// A moment: everything was said, [`ListeningConfig::whole_silence_ms`].
    Short,
    /// As long as people pause, [`ListeningConfig::end_silence_ms`].
    Usual,
    /// As long as people think: the end is missing, [`ListeningConfig::unfinished_silence_ms`].
    Long,
}

/// What can go wrong while listening.
#[derive(Debug, thiserror::Error)]
pub enum ListeningError {
    /// The voice activity network failed.
    #[error("voice activity detection: {0}")]
    Vad(String),
    /// There is no detector of that name.
    #[error("listening.vad is {0:?}, which is no voice activity detector; set it to `silero` or `energy`")]
    UnknownVad(String),
}

/// A detector and an endpointer in one: what the daemon listens with.
pub struct Listener {
    vad: Box<dyn Vad>,
    endpointer: Endpointer,
}

impl Listener {
    /// Listens with this detector.
    #[must_use]
    pub fn new(vad: Box<dyn Vad>, config: &ListeningConfig) -> Self {
        Self { vad, endpointer: Endpointer::new(config) }
    }

    /// Begins anew: whatever was going on is forgotten. With `answer_expected`, too long a silence is
    /// [`Listened::NoInput`], once.
    pub fn begin(&mut self, answer_expected: bool) {
        self.vad.reset();
        self.endpointer.begin(answer_expected);
    }

    /// Takes a frame. Most frames of silence have no result; one of speech may have several.
    ///
    /// # Errors
    /// [`ListeningError::Vad`] when the network fails; the frame is lost, the next one is not.
    pub fn accept(&mut self, frame: Frame) -> Result<Vec<Listened>, ListeningError> {
        self.accept_beside(&frame, frame)
    }

    /// Takes a frame in two forms: by `quiet` it is told whether somebody speaks, `frame` is what utterances are made of.
    ///
    /// # Errors
    /// As [`Listener::accept`].
    pub fn accept_beside(&mut self, quiet: &Frame, frame: Frame) -> Result<Vec<Listened>, ListeningError> {
        let probability = self.vad.speech_probability(quiet)?;
        Ok(self.endpointer.accept(frame, probability))
    }

    /// After [`Listened::Paused`]: how much silence ends this utterance, unless speech goes on. The end, when there was
    /// that much already.
    pub fn wait(&mut self, patience: Patience) -> Option<Listened> {
        self.endpointer.wait(patience)
    }

    /// Whether an utterance has begun and not ended.
    #[must_use]
    pub const fn is_in_utterance(&self) -> bool {
        self.endpointer.is_in_utterance()
    }

    /// There will be no more frames: an utterance that is going on ends here.
    pub fn end_of_audio(&mut self) -> Option<Listened> {
        self.endpointer.end_of_audio()
    }
}

/// Sound kept before the first and after the last speech of a recording, ms.
const PADDING_MS: usize = 300;

/// The part of a recording from its first to its last speech, with a little sound around it; pauses inside stay.
/// `None` when nobody speaks in it.
///
/// # Errors
/// [`ListeningError::Vad`] when the network fails.
pub fn trim<'a>(samples: &'a [i16], vad: &mut dyn Vad, threshold: f32) -> Result<Option<&'a [i16]>, ListeningError> {
    vad.reset();
    let mut speech: Option<(usize, usize)> = None;
    let mut run = 0;
    for (index, piece) in samples.chunks(FRAME_SAMPLES).enumerate() {
        let mut frame = [0; FRAME_SAMPLES];
        frame[..piece.len()].copy_from_slice(piece);
        match vad.speech_probability(&frame)? {
            Some(probability) if probability >= threshold => run += 1,
            Some(_) => run = 0,
            None => {}
        }
        if run >= START_FRAMES {
            let first = speech.map_or((index + 1).saturating_sub(run), |(first, _)| first);
            speech = Some((first, index + 1));
        }
    }
    let padding = PADDING_MS * SAMPLE_RATE as usize / 1000;
    Ok(speech.map(|(first, end)| {
        let from = (first * FRAME_SAMPLES).saturating_sub(padding);
        let to = (end * FRAME_SAMPLES + padding).min(samples.len());
        &samples[from..to]
    }))
}
