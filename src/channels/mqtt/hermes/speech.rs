//! Speaking as a service of its own: what `hermes/tts/say` asks for at a site goes to its loudspeaker as WAV, and was said
//! once that played it.

use std::collections::{BTreeSet, VecDeque};
use std::io::Cursor;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rumqttc::QoS;

use super::incoming::Words;
use super::outgoing::{Failure, Outgoing, SayFinished};
use super::topics::Topic;
use crate::audio::Clip;
use crate::channels::mqtt::dialect::{Fault, Refusal, Taken};
use crate::channels::mqtt::link::Publisher;
use crate::channels::mqtt::outbox::Message;
use crate::event::SiteId;
use crate::language::ByLanguage;
use crate::text_to_speech::reader::Reader;

/// So many texts may wait for the voice.
const WAITING: usize = 32;

/// So many texts may be playing; a loudspeaker that never says that it has played something loses the oldest.
const PLAYING: usize = 256;

/// The voice of some sites.
pub(super) struct Speech {
    sites: BTreeSet<SiteId>,
    texts: SyncSender<Words>,
    playing: Arc<Mutex<Playing>>,
}

/// What is being played, the oldest first: under which id, and what is published once it was.
type Playing = VecDeque<(String, SayFinished)>;

impl Speech {
    /// Starts the thread that speaks.
    pub(super) fn start(
        sites: BTreeSet<SiteId>,
        readers: ByLanguage<Reader>,
        publisher: Publisher,
    ) -> std::io::Result<Self> {
        let (texts, waiting) = sync_channel(WAITING);
        let playing = Arc::<Mutex<Playing>>::default();
        let speaker = Speaker { readers, publisher, playing: Arc::clone(&playing) };
        std::thread::Builder::new().name("hermes-speech".to_owned()).spawn(move || speaker.run(&waiting))?;
        Ok(Self { sites, texts, playing })
    }

    /// Takes a text; those of other sites are for other voices.
    pub(super) fn say(&self, words: Words) -> Taken {
        if !self.sites.contains(&words.site) {
            return Taken::default();
        }
        let site = words.site.clone();
        match self.texts.try_send(words) {
            Ok(()) => Taken::default(),
            Err(_full_or_ended) => {
                let reason = format!("{WAITING} texts wait for the voice, or it has failed: its log says why");
                let refusal = Refusal { fault: Fault::Busy, reason, site: Some(site) };
                Taken { refusal: Some(refusal), ..Taken::default() }
            }
        }
    }

    /// A loudspeaker has played something; what was said with it, if it was one of ours.
    pub(super) fn played(&self, site: &SiteId, id: &str) -> Option<Outgoing> {
        let mut playing = lock(&self.playing);
        let place = playing.iter().position(|(played, said)| played == id && said.site_id == *site)?;
        playing.remove(place).map(|(_, said)| Outgoing::SayFinished(said))
    }
}

struct Speaker {
    readers: ByLanguage<Reader>,
    publisher: Publisher,
    playing: Arc<Mutex<Playing>>,
}

impl Speaker {
    fn run(mut self, waiting: &Receiver<Words>) {
        for words in waiting {
            let (site, session) = (words.site.clone(), words.session.clone());
            if let Err(reason) = self.say(words) {
                tracing::warn!("Hermes: nothing could be said at {site}: {reason}");
                let failure = Failure { error: reason, site_id: Some(site), session_id: session };
                let told = Message::json(&Topic::Error("tts".to_owned()), &failure)
                    .and_then(|message| self.publisher.publish(message));
                if let Err(error) = told {
                    tracing::warn!("{error}");
                }
            }
        }
    }

    fn say(&mut self, words: Words) -> Result<(), String> {
        let reader = self.readers.of_mut(words.language.as_deref().unwrap_or_default());
        let clips: Vec<Clip> = reader.read(&words.text).collect::<Result<_, _>>().map_err(|error| error.to_string())?;
        let sound = wav(&clips)?;
        let Words { id, site, session, .. } = words;
        let play = uuid::Uuid::new_v4().to_string();
        let message = Message::new(&Topic::PlayBytes(site.clone(), play.clone()), sound);
        {
            let mut playing = lock(&self.playing);
            if playing.len() >= PLAYING {
                playing.pop_front();
            }
            playing.push_back((play, SayFinished { id, site_id: site, session_id: session }));
        }
        let published = self.publisher.publish(Message { qos: QoS::AtMostOnce, ..message });
        published.map_err(|error| error.to_string())
    }
}

fn lock(playing: &Mutex<Playing>) -> MutexGuard<'_, Playing> {
    playing.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Clips of one rate as one WAV file, 16-bit mono.
fn wav(clips: &[Clip]) -> Result<Vec<u8>, String> {
    let rate = clips.first().map_or(crate::audio::SAMPLE_RATE, |clip| clip.rate);
    let spec =
        hound::WavSpec { channels: 1, sample_rate: rate, bits_per_sample: 16, sample_format: hound::SampleFormat::Int };
    let mut bytes = Cursor::new(Vec::new());
    let written = |error: hound::Error| error.to_string();
    let mut writer = hound::WavWriter::new(&mut bytes, spec).map_err(written)?;
    for clip in clips {
        if clip.rate != rate {
            return Err(format!("the voice speaks at {rate} and at {} samples a second", clip.rate));
        }
        for sample in &clip.samples {
            writer.write_sample(*sample).map_err(written)?;
        }
    }
    writer.finalize().map_err(written)?;
    Ok(bytes.into_inner())
}
