//! The sound of all sites that are recognised for: what a message or a piece of sound makes of it. It does no I/O and reads
//! no clock: time is as long as the sound.

use std::collections::BTreeMap;

use super::asr::{Captured, Heard, Start, Voice};
use super::outgoing::{Failure, Outgoing};
use super::sound::Sound;
use crate::audio::resample::Resampler;
use crate::audio::{FRAME_MS, FRAME_SAMPLES, Frame};
use crate::config::ListeningConfig;
use crate::event::SiteId;
use crate::listening::{Listened, Listener};

/// What comes of it, in this order.
#[derive(Debug, Clone, PartialEq)]
pub enum Caught {
    /// To be published.
    Publish(Outgoing),
    /// Somebody has spoken: to be recognised.
    Spoken {
        /// In which session.
        session: Option<String>,
        /// What was said.
        frames: Vec<Frame>,
    },
}

/// The streams of the sites.
pub struct Streams {
    streams: BTreeMap<SiteId, Stream>,
    /// The longest utterance, frames.
    cap: usize,
}

impl Streams {
    /// Nobody is listened to at any of these sites; each has a listener of its own.
    pub fn new(sites: impl IntoIterator<Item = (SiteId, Listener)>, config: &ListeningConfig) -> Self {
        let stream = |listener| Stream { listener, resampler: None, waiting: Vec::new(), off: false, open: None };
        Self {
            streams: sites.into_iter().map(|(site, listener)| (site, stream(listener))).collect(),
            cap: config.cap_ms.div_ceil(FRAME_MS) as usize,
        }
    }

    /// Whether somebody is listened to at a site.
    #[must_use]
    pub fn is_listening(&self, site: &SiteId) -> bool {
        self.streams.get(site).is_some_and(|stream| stream.open.is_some())
    }

    /// Takes what is said to the recogniser of a site. Nothing comes of it at a site that is not recognised for.
    pub fn hear(&mut self, site: &SiteId, heard: Heard) -> Vec<Caught> {
        let Some(stream) = self.streams.get_mut(site) else { return Vec::new() };
        match heard {
            Heard::Start(start) => stream.start(site, start),
            Heard::Stop { session } => stream.stop(site, session.as_deref()),
            Heard::Toggle(on) => {
                stream.off = !on;
                Vec::new()
            }
            Heard::Sound(sound) if !stream.off => {
                stream.listen(site, &sound, self.cap).unwrap_or_else(|reason| stream.fail(site, reason))
            }
            Heard::Sound(_) => Vec::new(),
            Heard::Unreadable(reason) => stream.fail(site, reason),
        }
    }
}

/// The sound of a site.
struct Stream {
    listener: Listener,
    /// What makes frames of sound of another rate, and of which kind of sound.
    resampler: Option<(u32, u16, Resampler)>,
    /// Samples that are no whole frame yet.
    waiting: Vec<i16>,
    /// Whether it is not to be heard.
    off: bool,
    /// Who is listened to.
    open: Option<Open>,
}

/// Somebody is listened to.
struct Open {
    start: Start,
    /// What was said so far; nothing before somebody speaks.
    frames: Vec<Frame>,
}

impl Stream {
    fn start(&mut self, site: &SiteId, start: Start) -> Vec<Caught> {
        let before = self.open.take().map(|open| open.falls_silent(site));
        self.listener.begin(start.stop_on_silence);
        self.resampler = None;
        self.waiting.clear();
        self.open = Some(Open { start, frames: Vec::new() });
        before.into_iter().flatten().collect()
    }

    fn stop(&mut self, site: &SiteId, session: Option<&str>) -> Vec<Caught> {
        let other = |open: &Open| session.is_some() && open.start.session.is_some() && open.start.session() != session;
        match self.open.take() {
            Some(open) if other(&open) => {
                self.open = Some(open);
                Vec::new()
            }
            Some(open) if !open.frames.is_empty() => open.spoken(site),
            // Who ends it then does not wait for words.
            Some(open) if open.start.stop_on_silence => Vec::new(),
            Some(open) => open.silence(site),
            None => Vec::new(),
        }
    }

    /// Says why somebody cannot be listened to, if anybody is.
    fn fail(&mut self, site: &SiteId, reason: String) -> Vec<Caught> {
        let Some(open) = self.open.take() else { return Vec::new() };
        let error = format!("what is said at {site} cannot be heard: {reason}");
        let failure = Failure { error, site_id: Some(site.clone()), session_id: open.start.session.clone() };
        open.falls_silent(site).into_iter().chain([Caught::Publish(Outgoing::Unheard(failure))]).collect()
    }

    fn listen(&mut self, site: &SiteId, sound: &Sound, cap: usize) -> Result<Vec<Caught>, String> {
        if self.open.is_none() {
            return Ok(Vec::new());
        }
        self.take(sound)?;
        let mut caught = Vec::new();
        let mut frames = std::mem::take(&mut self.waiting).into_iter();
        while let Some(frame) = next_frame(&mut frames) {
            caught.extend(self.judge(site, frame, cap)?);
        }
        self.waiting = frames.collect();
        Ok(caught)
    }

    /// Takes sound of any kind.
    fn take(&mut self, sound: &Sound) -> Result<(), String> {
        let Sound { rate, channels, samples } = sound;
        let resampler = match &mut self.resampler {
            Some((known_rate, known_channels, resampler)) if known_rate == rate && known_channels == channels => {
                resampler
            }
            other => {
                let resampler = Resampler::new(*rate, *channels).map_err(|error| error.to_string())?;
                &mut other.insert((*rate, *channels, resampler)).2
            }
        };
        let between_one_and_one: Vec<f32> = samples.iter().map(|&sample| f32::from(sample) / 32_768.0).collect();
        resampler.push(&between_one_and_one, &mut self.waiting).map_err(|error| error.to_string())
    }

    fn judge(&mut self, site: &SiteId, frame: Frame, cap: usize) -> Result<Vec<Caught>, String> {
        let Some(open) = &mut self.open else { return Ok(Vec::new()) };
        let listened = if open.start.stop_on_silence || open.frames.is_empty() {
            self.listener.accept(frame).map_err(|error| error.to_string())?
        } else {
            vec![Listened::Continued(frame)]
        };
        let mut caught = Vec::new();
        let mut ended = false;
        for what in listened {
            match what {
                Listened::Started(beginning) => {
                    open.frames = beginning;
                    caught.push(Caught::Publish(Outgoing::VadUp(Voice { site_id: site.clone() })));
                }
                Listened::Continued(frame) => open.frames.push(frame),
                // Whether that was all is known when it was recognised, which waits for others.
                Listened::Paused => {}
                Listened::Ended { .. } => ended |= open.start.stop_on_silence,
                Listened::NoInput => ended = true,
            }
        }
        if (ended || open.frames.len() >= cap)
            && let Some(open) = self.open.take()
        {
            caught.extend(if open.frames.is_empty() { open.silence(site) } else { open.spoken(site) });
        }
        Ok(caught)
    }
}

impl Open {
    /// Nobody spoke.
    fn silence(self, site: &SiteId) -> Vec<Caught> {
        vec![Caught::Publish(Outgoing::Captured(captured(site, self.start.session, 0)))]
    }

    /// Somebody has spoken.
    fn spoken(self, site: &SiteId) -> Vec<Caught> {
        let silent = self.falls_silent(site);
        silent.into_iter().chain([Caught::Spoken { session: self.start.session, frames: self.frames }]).collect()
    }

    /// Tells that somebody who speaks is not listened to any more.
    fn falls_silent(&self, site: &SiteId) -> Option<Caught> {
        let speaks = !self.frames.is_empty();
        speaks.then(|| Caught::Publish(Outgoing::VadDown(Voice { site_id: site.clone() })))
    }
}

impl Start {
    fn session(&self) -> Option<&str> {
        self.session.as_deref()
    }
}

/// What was said in so many frames, without the words.
pub(super) fn captured(site: &SiteId, session: Option<String>, frames: usize) -> Captured {
    let seconds = frames as f32 * FRAME_MS as f32 / 1000.0;
    Captured { text: String::new(), likelihood: 0.0, seconds, site_id: site.clone(), session_id: session, lang: None }
}

/// The next whole frame; what is left is none.
fn next_frame(samples: &mut std::vec::IntoIter<i16>) -> Option<Frame> {
    let frame = samples.as_slice().first_chunk::<FRAME_SAMPLES>().copied()?;
    samples.nth(FRAME_SAMPLES - 1);
    Some(frame)
}
