//! Echo: what a loudspeaker plays is taken out of what the microphone beside it hears, so that somebody can be heard who
//! speaks at the same time.

use std::collections::VecDeque;

use super::{FRAME_SAMPLES, Frame, Monitor, SAMPLE_RATE};

/// The echo of a room is gone so long after the loudspeaker fell silent, samples: the buffers of the sound system on both
/// ways, and the walls.
const TAIL: usize = 3 * SAMPLE_RATE as usize / 2;

/// Sound that was played and that no frame was there for, samples; more than this is of a microphone that stood still.
const MOST_WAITING: usize = 2 * SAMPLE_RATE as usize;

/// Takes the echo out of one frame after another.
trait Canceller: Send {
    fn cancel(&mut self, played: &Frame, heard: &Frame) -> Heard;
}

/// What a microphone hears beside its loudspeaker. Where nothing is played both frames are what it hears.
#[derive(Debug, Clone, Copy)]
pub struct Heard {
    /// Nothing of the echo, and not all of what was said at the same time: for whether somebody speaks.
    pub quiet: Frame,
    /// All that was said, and some of the echo, much weaker: for what was said.
    pub whole: Frame,
}

impl Heard {
    /// Nothing was played.
    #[must_use]
    pub fn alone(frame: Frame) -> Self {
        Self { quiet: frame, whole: frame }
    }
}

/// A microphone without its loudspeaker.
pub struct EchoFilter {
    monitor: Box<dyn Monitor>,
    canceller: Box<dyn Canceller>,
    /// Sound that was played and not yet heard.
    played: VecDeque<i16>,
    fresh: Vec<i16>,
    /// Samples until there can be no echo any more.
    echo_left: usize,
}

impl EchoFilter {
    /// One for the loudspeaker that is seen through this monitor; `None` when this program was built without an echo
    /// canceller.
    #[must_use]
    pub fn new(monitor: Box<dyn Monitor>) -> Option<Self> {
        let (played, fresh) = (VecDeque::new(), Vec::new());
        Some(Self { monitor, canceller: canceller()?, played, fresh, echo_left: 0 })
    }

    /// The loudspeaker.
    #[must_use]
    pub fn monitor(&self) -> &dyn Monitor {
        self.monitor.as_ref()
    }

    /// Takes the echo out of the next frame.
    pub fn clean(&mut self, frame: &Frame) -> Heard {
        self.fresh.clear();
        self.monitor.played(&mut self.fresh);
        self.played.extend(&self.fresh);
        let too_many = self.played.len().saturating_sub(MOST_WAITING);
        self.played.drain(..too_many);
        let mut played = [0; FRAME_SAMPLES];
        let ready = self.played.len().min(FRAME_SAMPLES);
        for (sample, taken) in played.iter_mut().zip(self.played.drain(..ready)) {
            *sample = taken;
        }
        let sounds = played.iter().any(|sample| *sample != 0);
        self.echo_left = if sounds { TAIL } else { self.echo_left.saturating_sub(FRAME_SAMPLES) };
        if self.echo_left > 0 { self.canceller.cancel(&played, frame) } else { Heard::alone(*frame) }
    }
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
    use sonora_aec3::block::Block;
    use sonora_aec3::block_processor::BlockProcessor;
    use sonora_aec3::common::BLOCK_SIZE;
    use sonora_aec3::config::EchoCanceller3Config;

    use super::{Canceller, Heard};
    use crate::audio::{Frame, SAMPLE_RATE};

    /// The echo that can be subtracted, blocks of 4 ms: 128 ms of a room. In one that is 60 dB quieter after 0.4 s the echo
    /// becomes 20 dB weaker; with the 52 ms that are usual in calls 10 dB. More takes longer to learn.
    const ROOM: usize = 32;

    /// The pole of the high-pass in front: 3 dB less at 76 Hz. A microphone that is never at zero would teach the filter
    /// nothing.
    const POLE: f32 = 0.97;

    /// From here on a microphone clips.
    const CLIPPED: u16 = 32_700;

    /// Two outputs: the subtraction is linear and leaves other voices alone, the suppression behind it does not.
    pub struct Aec3 {
        processor: BlockProcessor,
        played: Block,
        heard: Block,
        linear: Block,
        /// The last sample before the high-pass, and behind it.
        last: (f32, f32),
    }

    impl Aec3 {
        pub fn new() -> Self {
            let mut config = EchoCanceller3Config::default();
            let filter = &mut config.filter;
            filter.export_linear_aec_output = true;
            filter.refined.length_blocks = ROOM;
            filter.refined_initial.length_blocks = ROOM;
            filter.coarse.length_blocks = ROOM;
            filter.coarse_initial.length_blocks = ROOM;
            let [played, heard, linear] = std::array::from_fn(|_| Block::new(1, 1));
            let processor = BlockProcessor::new(&config, SAMPLE_RATE as usize, 1, 1);
            Self { processor, played, heard, linear, last: (0.0, 0.0) }
        }

        fn high_pass(&mut self) {
            for sample in self.heard.view_mut(0, 0) {
                let (before, behind) = self.last;
                let passed = *sample - before + POLE * behind;
                self.last = (*sample, passed);
                *sample = passed;
            }
        }
    }

    impl Canceller for Aec3 {
        fn cancel(&mut self, played: &Frame, heard: &Frame) -> Heard {
            let clipped = heard.iter().any(|sample| sample.unsigned_abs() >= CLIPPED);
            let mut clean = Heard::alone(*heard);
            let blocks = played.chunks_exact(BLOCK_SIZE).zip(heard.chunks_exact(BLOCK_SIZE));
            let outputs = clean.quiet.chunks_exact_mut(BLOCK_SIZE).zip(clean.whole.chunks_exact_mut(BLOCK_SIZE));
            for ((played, heard), (quiet, whole)) in blocks.zip(outputs) {
                write(&mut self.played, played);
                write(&mut self.heard, heard);
                self.high_pass();
                self.processor.buffer_render(&self.played);
                self.processor.process_capture(false, clipped, Some(&mut self.linear), &mut self.heard);
                read(&self.heard, quiet);
                read(&self.linear, whole);
            }
            clean
        }
    }

    fn write(block: &mut Block, samples: &[i16]) {
        block.view_mut(0, 0).iter_mut().zip(samples).for_each(|(to, from)| *to = f32::from(*from));
    }

    #[expect(clippy::cast_possible_truncation, reason = "`as` limits to full scale")]
    fn read(block: &Block, samples: &mut [i16]) {
        samples.iter_mut().zip(block.view(0, 0)).for_each(|(to, from)| *to = from.round() as i16);
    }
}

#[cfg(test)]
mod tests;
