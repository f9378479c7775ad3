//! The whole assistant with a microphone and a loudspeaker of the bench's own.

use std::error::Error;
use std::path::PathBuf;
use std::thread::JoinHandle;

use orderly::assistant::parts::{self, Chosen};
use orderly::assistant::timeline::{Show, Timeline};
use orderly::assistant::{MouthParts, VoiceParts};
use orderly::audio::{AudioSink, AudioSource};
use orderly::commerce::local::LocalShop;
use orderly::config::Config;
use orderly::event::SiteId;
use orderly::language::ByLanguage;
use orderly::listening::{Listener, vad};
use orderly::text_to_speech::SynthesizerError;

/// Starts it over the sample shop; it runs until there are no more frames.
pub fn start(
    data: PathBuf,
    (source, sink): (Box<dyn AudioSource>, Box<dyn AudioSink>),
    barge_in: bool,
) -> Result<JoinHandle<()>, Box<dyn Error>> {
    let mut config = Config::default();
    config.assistant.data = data;
    config.listening.barge_in = barge_in;
    config.speech.engine = "espeak".to_owned();
    config.recognition.engine = "sphinx".to_owned();
    LocalShop::open(&config.data_folder())?.import_sample(jiff::Timestamp::now())?;
    let mut assistant = parts::assistant(&config, Timeline::new(Show::Nothing))?;
    let Chosen { part: mut recognizer, .. } = parts::recognizer(&config)?;
    let vocabulary = assistant.understanding().vocabulary()?;
    recognizer.adopt(&vocabulary)?;
    let detector = vad::open("silero", &config.data_folder())?;
    let Chosen { part: reader, .. } = parts::reader(&config)?;
    let listener = Listener::new(detector.vad, &config.listening);
    let open_voice = Box::new(|_: &str| Err(SynthesizerError::NoChoice { choices: String::new() }));
    let mouth = MouthParts { readers: ByLanguage::only("en", reader), sink, open_voice };
    let parts = VoiceParts { source, listener, recognizer, vocabulary, waker: None, mouth: Some(mouth) };
    assistant.add_voice(SiteId("home".to_owned()), parts)?;
    let events = assistant.events();
    Ok(std::thread::spawn(move || {
        let _kept_until_the_end = events;
        if let Err(error) = assistant.run() {
            eprintln!("the assistant: {error}");
        }
    }))
}
