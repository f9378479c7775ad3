//! ggml model files: finding one, and proving that it is whole before whisper.cpp, which trusts it, reads it.

use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use super::RecognizerError;

/// `ggml` as whisper.cpp writes it (`GGML_FILE_MAGIC`).
const MAGIC: i32 = 0x6767_6d6c;

/// Models of many languages have at least so many words (`whisper_is_multilingual`).
const MULTILINGUAL: i32 = 51_865;

/// Bytes and weights in a block of each tensor type that a whisper model may have (`ggml.h`, `ggml-common.h`).
const TENSOR_TYPES: [(i32, u64, u64); 14] = [
    (0, 4, 1),
    (1, 2, 1),
    (2, 18, 32),
    (3, 20, 32),
    (6, 22, 32),
    (7, 24, 32),
    (8, 34, 32),
    (10, 84, 256),
    (11, 110, 256),
    (12, 144, 256),
    (13, 176, 256),
    (14, 210, 256),
    (15, 292, 256),
    (30, 2, 1),
];

/// Every ggml model in a `models` folder that may know the languages, the largest first.
pub(super) fn candidates(data: &Path, languages: &[&str]) -> Vec<PathBuf> {
    let folders = crate::locations::asset_folders(data, "models");
    let files = folders.iter().filter_map(|folder| folder.read_dir().ok()).flatten();
    let mut models: Vec<(u64, PathBuf)> = files
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|ending| ending == "bin"))
        .filter(|path| vocabulary(path).is_some_and(|words| languages == ["en"] || words >= MULTILINGUAL))
        .map(|path| (path.metadata().map_or(0, |metadata| metadata.len()), path))
        .collect();
    models.sort_by(|one, other| other.cmp(one));
    models.into_iter().map(|(_, path)| path).collect()
}

/// How many words a ggml model knows; none when it is no such file.
fn vocabulary(path: &Path) -> Option<i32> {
    let mut file = File::open(path).ok()?;
    let magic = integer(&mut file).ok()?;
    // One that is cut here is told of when it is checked.
    (magic == MAGIC).then(|| integer(&mut file).unwrap_or(i32::MAX))
}

/// Walks through a model file without reading its weights.
///
/// # Errors
/// [`RecognizerError::Model`] when it is missing, cut, or no whisper model.
pub fn check(path: &Path) -> Result<(), RecognizerError> {
    let refused = |reason: String| RecognizerError::Model { path: path.to_owned(), reason };
    let file =
        File::open(path).map_err(|error| refused(format!("cannot be read: {error}; check recognition.model")))?;
    let length = file.metadata().map_err(|error| refused(error.to_string()))?.len();
    walk(&mut BufReader::new(file), length).map_err(|error| match error.kind() {
        io::ErrorKind::UnexpectedEof => refused("the model is cut short; download it again".to_owned()),
        _ => refused(format!("{error}; a whisper model in ggml format is needed, see `orderly models list`")),
    })
}

/// The layout is that of `whisper_model_load` in whisper.cpp.
fn walk(file: &mut (impl Read + Seek), length: u64) -> io::Result<()> {
    if integer(file)? != MAGIC {
        return Err(foreign("this is no ggml model"));
    }
    let mut header = [0; 11];
    for field in &mut header {
        *field = integer(file)?;
    }
    let [vocabulary, audio_context, audio_state, audio_heads, _, text_context, text_state, text_heads, _, mels, _] =
        header;
    let plausible = (1..200_000).contains(&vocabulary)
        && audio_context == 1500
        && text_context == 448
        && audio_state == text_state
        && (1..=8192).contains(&audio_state)
        && [audio_heads, text_heads].iter().all(|heads| *heads > 0 && audio_state % heads == 0)
        && [header[4], header[8]].iter().all(|layers| (1..=128).contains(layers))
        && [80, 128].contains(&mels);
    if !plausible {
        return Err(foreign("this is a ggml model, but none of whisper's"));
    }
    let filters = size(file)?.saturating_mul(size(file)?).saturating_mul(4);
    skip(file, filters, length)?;
    let words = size(file)?;
    if words > 200_000 {
        return Err(foreign("its vocabulary is too large"));
    }
    for _ in 0..words {
        let word = size(file)?;
        skip(file, word, length)?;
    }
    while file.stream_position()? < length {
        tensor(file, length)?;
    }
    Ok(())
}

fn tensor(file: &mut (impl Read + Seek), length: u64) -> io::Result<()> {
    let (dimensions, name, kind) = (size(file)?, size(file)?, integer(file)?);
    if !(1..=4).contains(&dimensions) || name > 256 {
        return Err(foreign("it has a tensor of no known shape"));
    }
    let mut weights: u64 = 1;
    for _ in 0..dimensions {
        weights = weights.saturating_mul(size(file)?);
    }
    let known = TENSOR_TYPES.iter().find(|(number, ..)| *number == kind);
    let (_, bytes, block) = known.ok_or_else(|| foreign("it has a tensor of no known type"))?;
    skip(file, name.saturating_add((weights / block).saturating_mul(*bytes)), length)
}

fn integer(file: &mut impl Read) -> io::Result<i32> {
    let mut bytes = [0; 4];
    file.read_exact(&mut bytes)?;
    Ok(i32::from_le_bytes(bytes))
}

fn size(file: &mut impl Read) -> io::Result<u64> {
    u64::try_from(integer(file)?).map_err(|_negative| foreign("it has a negative size in it"))
}

fn skip(file: &mut impl Seek, bytes: u64, length: u64) -> io::Result<()> {
    let target = file.stream_position()?.saturating_add(bytes);
    if target > length {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    file.seek(SeekFrom::Start(target)).map(|_position| ())
}

fn foreign(reason: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, reason.to_owned())
}
