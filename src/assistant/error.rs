//! What can end the daemon before its time.

use crate::audio::AudioError;
use crate::audio::noise_suppression::SuppressionError;
use crate::buttons::ButtonError;
use crate::channels::ChannelError;
use crate::commerce::ShopError;
use crate::dialogue::reply::RepliesError;
use crate::handover::HandoverError;
use crate::journal::JournalError;
use crate::listening::ListeningError;
use crate::receipts::ReceiptError;
use crate::speech_to_text::RecognizerError;
use crate::text_to_speech::SynthesizerError;
use crate::understanding::UnderstandingError;

/// What ends the daemon before its time.
#[derive(Debug, thiserror::Error)]
pub enum AssistantError {
    /// The sentences cannot be used.
    #[error(transparent)]
    Understanding(#[from] UnderstandingError),
    /// The shop cannot be used.
    #[error(transparent)]
    Shop(#[from] ShopError),
    /// The journal cannot be used.
    #[error(transparent)]
    Journal(#[from] JournalError),
    /// A key to talk cannot be used.
    #[error(transparent)]
    Button(#[from] ButtonError),
    /// Nobody can take over as it is configured.
    #[error(transparent)]
    Handover(#[from] HandoverError),
    /// Receipts cannot be printed as they are configured.
    #[error(transparent)]
    Receipts(#[from] ReceiptError),
    /// What is remembered cannot be read or erased.
    #[error("{0}")]
    Remembered(String),
    /// What is allowed cannot be read.
    #[error("permission.{key}: {reason}")]
    Permission {
        /// The key of the configuration.
        key: String,
        /// What is wrong with it, and what to write.
        reason: String,
    },
    /// The replies cannot be used.
    #[error(transparent)]
    Replies(#[from] RepliesError),
    /// The microphone, the loudspeaker or a recording cannot be used.
    #[error(transparent)]
    Audio(#[from] AudioError),
    /// The voice activity detector cannot be used.
    #[error(transparent)]
    Listening(#[from] ListeningError),
    /// The noise suppressor cannot be used.
    #[error(transparent)]
    Noise(#[from] SuppressionError),
    /// The recogniser cannot be used.
    #[error(transparent)]
    Recognizer(#[from] RecognizerError),
    /// The voice cannot be used.
    #[error(transparent)]
    Synthesizer(#[from] SynthesizerError),
    /// A channel cannot be used.
    #[error(transparent)]
    Channel(#[from] ChannelError),
    /// There is no model to recognise this language with.
    #[error(
        "there is no whisper model, and PocketSphinx only has English: `orderly models list` shows what there is, \
         `orderly models pull NAME` downloads one; or set recognition.model to a ggml file, or type instead: \
         `orderly type`"
    )]
    NoModel,
    /// This program was built without a part.
    #[error("this program was built without its {what}: build it with `--features {feature}`")]
    NotBuilt {
        /// The part.
        what: &'static str,
        /// Its Cargo feature.
        feature: &'static str,
    },
    /// The system gave no thread.
    #[error("no thread could be started: {0}")]
    Thread(std::io::Error),
    /// A part failed for good.
    #[error("{part} failed: {reason}. Start the daemon again; orders that were open are looked up then")]
    Failed {
        /// Which part.
        part: &'static str,
        /// What happened.
        reason: String,
    },
}
