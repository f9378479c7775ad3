//! The files of a model, looked at before the C library sees them: it ends the process over a broken one.

use std::path::{Path, PathBuf};

use crate::speech_to_text::RecognizerError;

/// A model folder that holds what it must.
#[derive(Debug, Clone)]
pub(super) struct Model {
    /// The folder of the acoustic model.
    pub acoustic: PathBuf,
    /// The pronunciations of words.
    pub dictionary: PathBuf,
}

impl Model {
    /// Checks every file that the library will read: means, variances and transitions against the checksum at their
    /// end, the model definition and the mixture weights against the length that their headers promise.
    pub(super) fn check(folder: &Path) -> Result<Self, RecognizerError> {
        let model = Self { acoustic: folder.join("en-us"), dictionary: folder.join("cmudict-en-us.dict") };
        let checks: [(&str, Check); 7] = [
            ("means", has_checksum),
            ("variances", has_checksum),
            ("transition_matrices", has_checksum),
            ("mdef", is_definition),
            ("sendump", is_mixture_dump),
            ("noisedict", |bytes| contains(bytes, b"<sil> SIL")),
            ("feat.params", |bytes| contains(bytes, b"-feat 1s_c_d_dd")),
        ];
        for (name, is_whole) in checks {
            check_file(&model.acoustic.join(name), is_whole)?;
        }
        check_file(&model.dictionary, |bytes| contains(bytes, b"\nzero "))?;
        Ok(model)
    }
}

/// The error for a file or folder of a model.
pub(super) fn unusable(path: &Path, reason: &str) -> RecognizerError {
    let reason = format!("{reason}. The model is in Debian's pocketsphinx-en-us: apt install --reinstall {PACKAGE}");
    RecognizerError::Model { path: path.to_owned(), reason }
}

const PACKAGE: &str = "pocketsphinx-en-us";

/// Whether the bytes of a file are all of it.
type Check = fn(&[u8]) -> bool;

fn check_file(path: &Path, is_whole: impl Fn(&[u8]) -> bool) -> Result<(), RecognizerError> {
    let bytes = std::fs::read(path).map_err(|error| unusable(path, &error.to_string()))?;
    if is_whole(&bytes) { Ok(()) } else { Err(unusable(path, "it is cut, or no part of a PocketSphinx model")) }
}

fn contains(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

/// The little-endian number at a place, as all files of the package are written.
fn number(bytes: &[u8], at: usize) -> Option<u32> {
    let four = bytes.get(at..at.checked_add(4)?)?;
    Some(u32::from_le_bytes(four.try_into().ok()?))
}

/// A file of sphinxbase's `bio.c`: a text header, the byte order, numbers, and the sum of all of them, each added to
/// the sum before turned left by twenty bits.
fn has_checksum(bytes: &[u8]) -> bool {
    let Some(end) = bytes.windows(7).take(4096).position(|window| window == b"endhdr\n") else { return false };
    let body = &bytes[end + 7..];
    if !bytes.starts_with(b"s3\n") || !contains(&bytes[..end], b"chksum0 yes") || !body.len().is_multiple_of(4) {
        return false;
    }
    let Some(last) = body.len().checked_sub(4).filter(|last| *last > 4) else { return false };
    let sum = (4..last).step_by(4).try_fold(0_u32, |sum, at| Some(sum.rotate_left(20).wrapping_add(number(body, at)?)));
    number(body, 0) == Some(0x1122_3344) && sum.is_some() && sum == number(body, last)
}

/// A binary model definition, `bin_mdef.c`: a header, ten counts, the names of the phones, the tree of contexts (8
/// bytes each), the phones (12 each) and the senone sequences (2 each) behind their number.
fn is_definition(bytes: &[u8]) -> bool {
    let length = || {
        let counts = 12 + number(bytes, 8)? as usize;
        let count = |place: usize| number(bytes, counts + 4 * place).map(|count| count as usize);
        let names = counts + 40;
        let mut tree = 0;
        for _ in 0..count(0)? {
            tree += bytes.get(names + tree..)?.iter().position(|byte| *byte == 0)? + 1;
        }
        let tree = names + tree.next_multiple_of(4);
        let sequences = tree.checked_add(count(8)?.checked_mul(8)?)?.checked_add(count(1)?.checked_mul(12)?)?;
        sequences.checked_add(4)?.checked_add((number(bytes, sequences)? as usize).checked_mul(2)?)
    };
    bytes.starts_with(b"BMDF") && length() == Some(bytes.len())
}

/// Mixture weights as `ptm_mgau.c` reads them: strings behind their lengths up to an empty one, then a codebook or
/// the counts of rows and columns, and a row for every stream and mixture.
fn is_mixture_dump(bytes: &[u8]) -> bool {
    let length = || {
        let (mut at, mut streams, mut mixtures, mut senones, mut clusters, mut bits) = (0, 0, 0, 0, 0, 8);
        loop {
            let size = number(bytes, at)? as usize;
            at += 4;
            if size == 0 {
                break;
            }
            let line = bytes.get(at..at.checked_add(size).filter(|_| size < 1000)?)?;
            at += size;
            let line = std::str::from_utf8(line).ok()?.trim_end_matches('\0');
            let Some((name, value)) = line.split_once(' ') else { continue };
            let place = match name {
                "feature_count" => &mut streams,
                "mixture_count" => &mut mixtures,
                "model_count" => &mut senones,
                "cluster_count" => &mut clusters,
                "cluster_bits" => &mut bits,
                _ => continue,
            };
            *place = value.trim().parse::<usize>().ok().filter(|value| *value < 1 << 20)?;
        }
        if clusters == 0 {
            // The older layout of Debian's model: rows and columns, then bytes.
            (mixtures, senones) = (number(bytes, at)? as usize, number(bytes, at + 4)? as usize);
            at += 8;
        }
        let row = if bits == 4 { senones.div_ceil(2) } else { senones };
        let codebook = if clusters == 15 { 16 } else { clusters };
        let weights = streams.checked_mul(mixtures)?.checked_mul(row)?;
        (weights > 0).then(|| weights.checked_add(at + codebook))?
    };
    length() == Some(bytes.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_prefix_of_garbage_is_taken_for_a_file_of_a_model() {
        let garbage: Vec<u8> = (0..2000_u32).map(|step| (step * 31 % 251) as u8).collect();
        for end in 0..garbage.len() {
            let part = &garbage[..end];
            assert!(!has_checksum(part) && !is_definition(part) && !is_mixture_dump(part));
        }
        assert!(!is_definition(b"BMDF") && !has_checksum(b"s3\nchksum0 yes\nendhdr\n"));
    }
}
