//! The one file that names the C library: a decoder of PocketSphinx 0.8 (5prealpha) as a Rust value.
#![allow(unsafe_code)]

use std::collections::BTreeMap;
use std::ffi::{CStr, CString, c_char, c_int};
use std::path::Path;
use std::ptr::{self, NonNull};

use super::network::Network;

#[allow(missing_docs, non_camel_case_types, non_snake_case, non_upper_case_globals, dead_code, clippy::all)]
mod c {
    include!(concat!(env!("OUT_DIR"), "/pocketsphinx.rs"));
}

/// The library counts in logarithms to the base 1.0001: the natural one of that.
const LOGARITHM: f32 = 9.9995e-5;

/// Scores of a search are such logarithms, shifted right by ten bits.
const SCORE_UNIT: f32 = 1024.0 * LOGARITHM;

/// What the library calls a step to another state without a word.
const SKIP: &str = "(NULL)";

/// What is no word, in the spelling of the model, and how likely it is between two words: the library's own figures.
const FILLERS: [(&CStr, f32); 3] = [(c"<sil>", 0.005), (c"[NOISE]", 1e-8), (c"[SPEECH]", 1e-8)];

/// A word, silence or phone between two frames.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Segment {
    /// As the dictionary spells it, a variant with its number: `with(2)`.
    pub word: String,
    /// The first frame, 10 ms each.
    pub start: i32,
    /// The last frame.
    pub end: i32,
    /// Natural logarithm of its likelihood, against the best of all senones in each frame.
    pub acoustic: f32,
}

impl Segment {
    /// Whether it is no silence and no noise, which the model spells in brackets.
    pub(super) fn is_word(&self) -> bool {
        !self.word.starts_with(['<', '[', '+'])
    }

    /// The word, in whichever way it is said.
    pub(super) fn spelling(&self) -> &str {
        self.word.split('(').next().unwrap_or_default()
    }
}

/// A decoder with an acoustic model, a dictionary and the networks that it searches.
pub(super) struct Decoder {
    raw: NonNull<c::ps_decoder_t>,
    config: NonNull<c::cmd_ln_t>,
    /// Each network, with the name of its search.
    searches: Vec<(CString, NonNull<c::fsg_model_t>)>,
    in_utterance: bool,
}

// SAFETY: the decoder has no thread-local state; it is used by whoever owns it and is not `Sync`.
unsafe impl Send for Decoder {}

impl Decoder {
    /// Loads the acoustic model in `hmm`, with an empty dictionary. `options` are those of the C library, value behind
    /// name.
    pub(super) fn open<'a>(hmm: &'a Path, options: impl IntoIterator<Item = &'a str>) -> Result<Self, String> {
        let hmm = hmm.to_str().ok_or_else(|| format!("{} is not UTF-8", hmm.display()))?;
        let arguments = ["-hmm", hmm, "-dict", "/dev/null"].into_iter().chain(options);
        let arguments =
            arguments.map(CString::new).collect::<Result<Vec<_>, _>>().map_err(|error| error.to_string())?;
        let mut pointers: Vec<*mut c_char> = arguments.iter().map(|argument| argument.as_ptr().cast_mut()).collect();
        let count = c_int::try_from(pointers.len()).map_err(|error| error.to_string())?;
        // SAFETY: the strings outlive the calls, which copy them; a null log is how the library is silenced.
        unsafe {
            c::err_set_logfp(ptr::null_mut());
            let config = c::cmd_ln_parse_r(ptr::null_mut(), c::ps_args(), count, pointers.as_mut_ptr(), 1);
            let config = NonNull::new(config).ok_or("an option is refused")?;
            match NonNull::new(c::ps_init(config.as_ptr())) {
                Some(raw) => Ok(Self { raw, config, searches: Vec::new(), in_utterance: false }),
                None => {
                    c::cmd_ln_free_r(config.as_ptr());
                    Err("PocketSphinx cannot load it".to_owned())
                }
            }
        }
    }

    /// Adds a word to the dictionary; `number` counts the ways to say it from 0. All words come before the networks.
    pub(super) fn add_word(&mut self, word: &str, number: usize, phones: &str) -> Result<(), String> {
        let entry = CString::new(entry(word, number)).map_err(|error| error.to_string())?;
        let sounds = CString::new(phones).map_err(|error| error.to_string())?;
        // SAFETY: both strings outlive the call, which copies them.
        let added = unsafe { c::ps_add_word(self.raw.as_ptr(), entry.as_ptr(), sounds.as_ptr(), 0) };
        if added < 0 { Err(format!("{word} cannot be said as {phones}")) } else { Ok(()) }
    }

    /// Adds words in all the ways to say them.
    pub(super) fn add_words(&mut self, words: &BTreeMap<String, Vec<String>>) -> Result<(), String> {
        for (word, ways) in words {
            for (number, phones) in ways.iter().enumerate() {
                self.add_word(word, number, phones)?;
            }
        }
        Ok(())
    }

    /// Takes a network and says by which number to [begin](Self::begin) its search. `ways` says in how many ways a word was
    /// added, at least in one.
    ///
    /// What the library would do itself, slowly, is done here: an arc for each way to say a word, and silence between
    /// words, but only once where several states are one place.
    pub(super) fn add_search(&mut self, network: &Network, ways: impl Fn(&str) -> usize) -> Result<usize, String> {
        self.end()?;
        let number = self.searches.len();
        let name = CString::new(format!("orderly{number}")).map_err(|error| error.to_string())?;
        let mut entries = Vec::with_capacity(network.words.len());
        for word in &network.words {
            let spelled = (0..ways(word)).map(|number| CString::new(entry(word, number)));
            entries.push(spelled.collect::<Result<Vec<_>, _>>().map_err(|error| error.to_string())?);
        }
        let last = i32::try_from(network.arcs.len()).map_err(|error| error.to_string())?;
        let state = |number: u32| i32::try_from(number).ok().filter(|&number| number < last);
        // SAFETY: states and word numbers are those that the model was made with; the search keeps a reference of
        // its own, and so does this decoder if the search takes it.
        unsafe {
            let model = c::fsg_model_init(name.as_ptr(), c::ps_get_logmath(self.raw.as_ptr()), 1.0, last + 1);
            let model = NonNull::new(model).ok_or("no memory for a grammar")?.as_ptr();
            (*model).start_state = 0;
            (*model).final_state = last;
            let add = |word: &CString| c::fsg_model_word_add(model, word.as_ptr());
            let ids: Vec<Vec<i32>> = entries.iter().map(|ways| ways.iter().map(add).collect()).collect();
            for (from, arcs) in (0..last).zip(&network.arcs) {
                for &(word, target) in arcs {
                    let Some((ids, target)) = ids.get(word as usize).zip(state(target)) else { continue };
                    ids.iter().for_each(|&id| c::fsg_model_trans_add(model, from, target, 0, id));
                }
            }
            let cost = |likelihood: f32| (likelihood / LOGARITHM) as i32;
            for (from, skips) in (0..last).zip(&network.skips) {
                for &skip in skips {
                    let Some(target) = state(skip) else { continue };
                    let likelihood = network.likelihoods.get(&skip).copied().unwrap_or(0.0);
                    c::fsg_model_null_trans_add(model, from, target, cost(likelihood));
                }
            }
            for (from, _) in (0..last).zip(&network.accepting).filter(|(_, accepting)| **accepting) {
                c::fsg_model_null_trans_add(model, from, last, 0);
            }
            for (filler, probability) in FILLERS {
                c::fsg_model_add_silence(model, filler.as_ptr(), last, probability);
                let id = c::fsg_model_word_add(model, filler.as_ptr());
                let cost = cost(probability.ln());
                (0..last).take(network.places).for_each(|place| c::fsg_model_trans_add(model, place, place, cost, id));
            }
            if c::ps_set_fsg(self.raw.as_ptr(), name.as_ptr(), model) != 0 {
                c::fsg_model_free(model);
                return Err("PocketSphinx refuses the grammar".to_owned());
            }
            self.searches.push((name, NonNull::new_unchecked(model)));
        }
        Ok(number)
    }

    /// Begins an utterance at this state of a network.
    pub(super) fn begin(&mut self, search: usize, start: u32) -> Result<(), String> {
        self.end()?;
        let (name, model) = self.searches.get(search).ok_or("there is no such grammar")?;
        let start = i32::try_from(start).map_err(|error| error.to_string())?;
        // SAFETY: the search was made for the model and reads its start when an utterance begins; the final state is the
        // last. A new stream counts frames from 0 and forgets the noise of the last one.
        let begun = unsafe {
            if start >= (*model.as_ptr()).final_state {
                return Err(format!("the grammar has no state {start}"));
            }
            (*model.as_ptr()).start_state = start;
            let selected = c::ps_set_search(self.raw.as_ptr(), name.as_ptr()) == 0;
            c::ps_start_stream(self.raw.as_ptr());
            selected && c::ps_start_utt(self.raw.as_ptr()) == 0
        };
        self.in_utterance = begun;
        if self.in_utterance { Ok(()) } else { Err("PocketSphinx does not begin an utterance".to_owned()) }
    }

    /// Takes the utterance, all of it.
    pub(super) fn feed(&mut self, samples: &[i16]) -> Result<(), String> {
        // SAFETY: the samples are only read, during the call.
        let taken =
            unsafe { c::ps_process_raw(self.raw.as_ptr(), samples.as_ptr(), samples.len() as _, 0, c_int::from(true)) };
        if taken < 0 { Err("PocketSphinx does not take the sound".to_owned()) } else { Ok(()) }
    }

    /// Ends the utterance, if there is one.
    pub(super) fn end(&mut self) -> Result<(), String> {
        if !std::mem::take(&mut self.in_utterance) {
            return Ok(());
        }
        // SAFETY: an utterance was begun.
        let ended = unsafe { c::ps_end_utt(self.raw.as_ptr()) };
        if ended < 0 { Err("PocketSphinx does not end the utterance".to_owned()) } else { Ok(()) }
    }

    /// The words so far; after the end only words that make a whole sentence.
    pub(super) fn text(&mut self) -> Option<String> {
        let mut score = 0;
        // SAFETY: the string belongs to the search and is copied before the next call.
        unsafe { owned(c::ps_get_hyp(self.raw.as_ptr(), &raw mut score)) }.filter(|text| !text.is_empty())
    }

    /// The best path, silence included.
    pub(super) fn segments(&mut self) -> Vec<Segment> {
        let mut segments = Vec::new();
        // SAFETY: the iterator is used until it says that it is over, when it frees itself.
        unsafe {
            let mut at = c::ps_seg_iter(self.raw.as_ptr());
            while !at.is_null() {
                let (mut start, mut end, mut acoustic, mut language, mut back) = (0, 0, 0, 0, 0);
                c::ps_seg_frames(at, &raw mut start, &raw mut end);
                c::ps_seg_prob(at, &raw mut acoustic, &raw mut language, &raw mut back);
                if let Some(word) = owned(c::ps_seg_word(at)).filter(|word| word != SKIP) {
                    segments.push(Segment { word, start, end, acoustic: acoustic as f32 * SCORE_UNIT });
                }
                at = c::ps_seg_next(at);
            }
        }
        segments
    }
}

/// How the dictionary spells a word said in this way, counted from 0.
fn entry(word: &str, number: usize) -> String {
    if number == 0 { word.to_owned() } else { format!("{word}({})", number + 1) }
}

impl Drop for Decoder {
    fn drop(&mut self) {
        // SAFETY: all came from the library, and nothing else holds them.
        unsafe {
            c::ps_free(self.raw.as_ptr());
            self.searches.iter().for_each(|(_, model)| {
                c::fsg_model_free(model.as_ptr());
            });
            c::cmd_ln_free_r(self.config.as_ptr());
        }
    }
}

/// SAFETY: `text` is null or a C string that stays until the copy is made.
unsafe fn owned(text: *const c_char) -> Option<String> {
    (!text.is_null()).then(|| {
        // SAFETY: the caller's promise.
        unsafe { CStr::from_ptr(text) }.to_string_lossy().into_owned()
    })
}
