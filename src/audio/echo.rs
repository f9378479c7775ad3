//! Echo: what a loudspeaker plays is taken out of what the microphone beside it hears, so that somebody can be heard who
//! speaks at the same time.

use std::collections::VecDeque;

use super::{FRAME_SAMPLES, Frame, Monitor, SAMPLE_RATE};

/// The echo of a room is gone so long after the loudspeaker fell silent, samples: the buffers of the sound system on both
/// ways, and the walls.
const TAIL: usize = 3 * SAMPLE_RATE as usize / 2;

/// Sound that was played and that no frame was there for, samples; more than this is of a microphone that stood still.
const MOST_WAITING: usize = 2 * SAMPLE_RATE as usize;

/// Takes the echo out of one block of [`BLOCK`] samples after another.
trait Canceller: Send {
    fn cancel(&mut self, played: &[i16; BLOCK], heard: &mut [i16; BLOCK]);
}

/// Samples of a block: 10 ms.
const BLOCK: usize = SAMPLE_RATE as usize / 100;

/// A microphone without its loudspeaker. Frames come out 10 ms later than they went in.
pub struct EchoFilter {
    monitor: Box<dyn Monitor>,
    canceller: Box<dyn Canceller>,
    /// Sound that was played and not yet heard.
    played: VecDeque<i16>,
    fresh: Vec<i16>,
    heard: VecDeque<i16>,
    clean: VecDeque<i16>,
    /// Samples until there can be no echo any more.
    echo_left: usize,
}

impl EchoFilter {
    /// One for the loudspeaker that is seen through this monitor; `None` when this program was built without an echo
    /// canceller.
    #[must_use]
    pub fn new(monitor: Box<dyn Monitor>) -> Option<Self> {
        Some(Self {
            monitor,
            canceller: canceller()?,
            played: VecDeque::new(),
            fresh: Vec::new(),
            heard: VecDeque::new(),
            clean: VecDeque::from(vec![0; BLOCK]),
            echo_left: 0,
        })
    }

    /// The loudspeaker.
    #[must_use]
    pub fn monitor(&self) -> &dyn Monitor {
        self.monitor.as_ref()
    }

    /// Takes the echo out of the next frame.
    pub fn clean(&mut self, frame: &mut Frame) {
        self.fresh.clear();
        self.monitor.played(&mut self.fresh);
        self.played.extend(&self.fresh);
        let too_many = self.played.len().saturating_sub(MOST_WAITING);
        self.played.drain(..too_many);
        self.heard.extend(frame.iter());
        while self.heard.len() >= BLOCK {
            let played = take(&mut self.played);
            let mut heard = take(&mut self.heard);
            let sounds = played.iter().any(|sample| *sample != 0);
            self.echo_left = if sounds { TAIL } else { self.echo_left.saturating_sub(BLOCK) };
            if self.echo_left > 0 {
                self.canceller.cancel(&played, &mut heard);
            }
            self.clean.extend(heard);
        }
        for (sample, clean) in frame.iter_mut().zip(self.clean.drain(..FRAME_SAMPLES.min(self.clean.len()))) {
            *sample = clean;
        }
    }
}

/// The next block; silence where there is no more.
fn take(samples: &mut VecDeque<i16>) -> [i16; BLOCK] {
    let mut block = [0; BLOCK];
    let length = samples.len().min(BLOCK);
    for (sample, taken) in block.iter_mut().zip(samples.drain(..length)) {
        *sample = taken;
    }
    block
}

#[cfg(not(feature = "echo"))]
fn canceller() -> Option<Box<dyn Canceller>> {
    None
}

#[cfg(feature = "echo")]
fn canceller() -> Option<Box<dyn Canceller>> {
    Some(Box::new(webrtc::Aec3::new()))
}

/// The third echo canceller of WebRTC: it finds the delay by itself and adapts to the room.
#[cfg(feature = "echo")]
mod webrtc {
    use sonora::config::EchoCanceller;
    use sonora::{AudioProcessing, Config, StreamConfig};

    use super::{BLOCK, Canceller};
    use crate::audio::SAMPLE_RATE;

    pub struct Aec3(AudioProcessing);

    impl Aec3 {
        pub fn new() -> Self {
            let sound = StreamConfig::new(SAMPLE_RATE, 1);
            let config = Config { echo_canceller: Some(EchoCanceller::default()), ..Config::default() };
            let builder = AudioProcessing::builder().config(config);
            Self(builder.capture_config(sound).render_config(sound).build())
        }
    }

    impl Canceller for Aec3 {
        fn cancel(&mut self, played: &[i16; BLOCK], heard: &mut [i16; BLOCK]) {
            let (mut unused, mut clean) = ([0; BLOCK], [0; BLOCK]);
            let done = self
                .0
                .process_render_i16(played, &mut unused)
                .and_then(|()| self.0.process_capture_i16(heard, &mut clean));
            match done {
                Ok(()) => *heard = clean,
                // Better nothing than an echo that is taken for a shopper.
                Err(error) => {
                    tracing::warn!("the echo cannot be taken out of the microphone: {error:?}");
                    *heard = [0; BLOCK];
                }
            }
        }
    }
}

#[cfg(test)]
mod tests;
