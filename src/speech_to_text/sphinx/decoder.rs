//! The one file that names the C library: a decoder of PocketSphinx 0.8 (5prealpha) as a Rust value.
#![allow(unsafe_code)]

use std::ffi::{CStr, CString, c_char, c_int};
use std::path::Path;
use std::ptr::{self, NonNull};

use crate::speech_to_text::Grammar;

#[allow(missing_docs, non_camel_case_types, non_snake_case, non_upper_case_globals, dead_code, clippy::all)]
mod c {
    include!(concat!(env!("OUT_DIR"), "/pocketsphinx.rs"));
}

/// Scores of a search are logarithms to the base 1.0001, shifted right by ten bits.
const SCORE_UNIT: f32 = 1024.0 * 9.9995e-5;

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

/// A decoder with an acoustic model, a dictionary and named searches.
pub(super) struct Decoder {
    raw: NonNull<c::ps_decoder_t>,
    config: NonNull<c::cmd_ln_t>,
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
                Some(raw) => Ok(Self { raw, config, in_utterance: false }),
                None => {
                    c::cmd_ln_free_r(config.as_ptr());
                    Err("PocketSphinx cannot load it".to_owned())
                }
            }
        }
    }

    /// Adds a word to the dictionary; `number` counts the ways to say it from 0. All words come before all grammars.
    pub(super) fn add_word(&mut self, word: &str, number: usize, phones: &str) -> Result<(), String> {
        let entry = if number == 0 { word.to_owned() } else { format!("{word}({})", number + 1) };
        let entry = CString::new(entry).map_err(|error| error.to_string())?;
        let sounds = CString::new(phones).map_err(|error| error.to_string())?;
        // SAFETY: both strings outlive the call, which copies them.
        let added = unsafe { c::ps_add_word(self.raw.as_ptr(), entry.as_ptr(), sounds.as_ptr(), 0) };
        if added < 0 { Err(format!("{word} cannot be said as {phones}")) } else { Ok(()) }
    }

    /// Adds a search for the sentences of a grammar, all of whose words must be in the dictionary.
    pub(super) fn add_grammar(&mut self, name: &str, grammar: &Grammar) -> Result<(), String> {
        let name = CString::new(name).map_err(|error| error.to_string())?;
        let words = grammar.words.iter().map(|word| CString::new(word.as_str())).collect::<Result<Vec<_>, _>>();
        let words = words.map_err(|error| error.to_string())?;
        let last = i32::try_from(grammar.arcs.len()).map_err(|error| error.to_string())?;
        // SAFETY: states and word numbers are those that the model was made with; the search keeps a reference of
        // its own, so ours is given back whether or not it was taken.
        unsafe {
            let model = c::fsg_model_init(name.as_ptr(), c::ps_get_logmath(self.raw.as_ptr()), 1.0, last + 1);
            let model = NonNull::new(model).ok_or("no memory for a grammar")?.as_ptr();
            (*model).start_state = 0;
            (*model).final_state = last;
            let ids: Vec<i32> = words.iter().map(|word| c::fsg_model_word_add(model, word.as_ptr())).collect();
            for (state, arcs) in (0..last).zip(&grammar.arcs) {
                for &(word, target) in arcs {
                    let known = ids.get(word as usize).copied().zip(i32::try_from(target).ok().filter(|&to| to < last));
                    if let Some((id, target)) = known {
                        c::fsg_model_trans_add(model, state, target, 0, id);
                    }
                }
                if grammar.accepting.get(state as usize).copied().unwrap_or(false) {
                    c::fsg_model_null_trans_add(model, state, last, 0);
                }
            }
            let taken = c::ps_set_fsg(self.raw.as_ptr(), name.as_ptr(), model);
            c::fsg_model_free(model);
            if taken == 0 { Ok(()) } else { Err("PocketSphinx refuses the grammar".to_owned()) }
        }
    }

    /// Makes a search the one that counts from the next utterance on.
    pub(super) fn select(&mut self, name: &str) -> Result<(), String> {
        self.end()?;
        let text = CString::new(name).map_err(|error| error.to_string())?;
        // SAFETY: the string outlives the call.
        let found = unsafe { c::ps_set_search(self.raw.as_ptr(), text.as_ptr()) };
        if found == 0 { Ok(()) } else { Err(format!("there is no search named {name}")) }
    }

    /// Begins an utterance that comes piece by piece.
    pub(super) fn begin(&mut self) -> Result<(), String> {
        self.end()?;
        // SAFETY: a search is selected; without one the library says so. A new stream counts frames from 0 and
        // forgets the noise of the last one.
        let begun = unsafe {
            c::ps_start_stream(self.raw.as_ptr());
            c::ps_start_utt(self.raw.as_ptr())
        };
        self.in_utterance = begun == 0;
        if self.in_utterance { Ok(()) } else { Err("PocketSphinx does not begin an utterance".to_owned()) }
    }

    /// Takes a piece of the utterance; `whole` when it is all of it, which makes the levelling exact.
    pub(super) fn feed(&mut self, samples: &[i16], whole: bool) -> Result<(), String> {
        // SAFETY: the samples are only read, during the call.
        let taken = unsafe {
            c::ps_process_raw(self.raw.as_ptr(), samples.as_ptr(), samples.len() as _, 0, c_int::from(whole))
        };
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
                if let Some(word) = owned(c::ps_seg_word(at)) {
                    segments.push(Segment { word, start, end, acoustic: acoustic as f32 * SCORE_UNIT });
                }
                at = c::ps_seg_next(at);
            }
        }
        segments
    }
}

impl Drop for Decoder {
    fn drop(&mut self) {
        // SAFETY: both came from the library, and nothing else holds them.
        unsafe {
            c::ps_free(self.raw.as_ptr());
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
