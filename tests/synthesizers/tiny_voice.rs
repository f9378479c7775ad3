//! A Piper voice of a kilobyte, made here: each phoneme becomes 512 samples of a tone whose loudness is its number.

use std::f32::consts::TAU;
use std::fs;
use std::path::{Path, PathBuf};

const SAMPLES_PER_PHONEME: usize = 512;
const PHONEMES: &str = "_^$ abcdefghijklmnopqrstuvwxyzæðŋɐɑɔəɚɛɜɡɪɹɾʃʊʌʒʔθɬˈˌː.,?!;:";

/// Writes `tiny.onnx` and `tiny.onnx.json` into a folder.
pub fn write(folder: &Path) -> PathBuf {
    let voice = folder.join("tiny.onnx");
    fs::write(&voice, network()).unwrap();
    fs::write(folder.join("tiny.onnx.json"), description(22_050)).unwrap();
    voice
}

/// The `.onnx.json` of the voice.
pub fn description(sample_rate: u32) -> String {
    let ids = PHONEMES.chars().enumerate().map(|(id, phoneme)| format!("\"{phoneme}\": [{id}]"));
    let ids = ids.collect::<Vec<_>>().join(", ");
    format!(
        r#"{{"audio": {{"sample_rate": {sample_rate}}}, "espeak": {{"voice": "en-us"}},
            "inference": {{"noise_scale": 0.667, "length_scale": 1.0, "noise_w": 0.8}},
            "num_speakers": 1, "speaker_id_map": {{}}, "phoneme_id_map": {{{ids}}}}}"#
    )
}

/// The network in ONNX's protobuf (`onnx.proto`, IR version 8, opset 13): Cast, Reshape, Mul, Reshape.
fn network() -> Vec<u8> {
    let tone: Vec<u8> = (0..SAMPLES_PER_PHONEME)
        .map(|sample| 0.005 * (TAU * 8.0 * sample as f32 / SAMPLES_PER_PHONEME as f32).sin())
        .flat_map(f32::to_le_bytes)
        .collect();
    let graph = [
        bytes(1, &node("Cast", &["input"], "numbers", &attribute("to", FLOAT))),
        bytes(1, &node("Reshape", &["numbers", "column"], "columns", &[])),
        bytes(1, &node("Mul", &["columns", "tone"], "tones", &[])),
        bytes(1, &node("Reshape", &["tones", "row"], "output", &[])),
        bytes(2, b"tiny"),
        bytes(5, &tensor("column", INT64, &[3], &shape(&[1, -1, 1]))),
        bytes(5, &tensor("row", INT64, &[3], &shape(&[1, 1, -1]))),
        bytes(5, &tensor("tone", FLOAT, &[1, 1, SAMPLES_PER_PHONEME as u64], &tone)),
        bytes(11, &value("input", INT64, 2)),
        bytes(11, &value("input_lengths", INT64, 1)),
        bytes(11, &value("scales", FLOAT, 1)),
        bytes(12, &value("output", FLOAT, 3)),
    ];
    [number(1, 8), bytes(7, &graph.concat()), bytes(8, &number(2, 13))].concat()
}

const FLOAT: u64 = 1;
const INT64: u64 = 7;

fn node(operator: &str, inputs: &[&str], output: &str, attributes: &[u8]) -> Vec<u8> {
    let inputs = inputs.iter().flat_map(|input| bytes(1, input.as_bytes()));
    inputs.chain(bytes(2, output.as_bytes())).chain(bytes(4, operator.as_bytes())).chain(attributes.to_vec()).collect()
}

fn attribute(name: &str, value: u64) -> Vec<u8> {
    bytes(5, &[bytes(1, name.as_bytes()), number(3, value), number(20, 2)].concat())
}

fn tensor(name: &str, kind: u64, dimensions: &[u64], data: &[u8]) -> Vec<u8> {
    let dimensions = dimensions.iter().flat_map(|dimension| number(1, *dimension));
    dimensions.chain(number(2, kind)).chain(bytes(8, name.as_bytes())).chain(bytes(9, data)).collect()
}

fn value(name: &str, kind: u64, rank: usize) -> Vec<u8> {
    let dimensions: Vec<u8> =
        (0..rank).flat_map(|axis| bytes(1, &bytes(2, format!("{name}{axis}").as_bytes()))).collect();
    let kind = [number(1, kind), bytes(2, &dimensions)].concat();
    [bytes(1, name.as_bytes()), bytes(2, &bytes(1, &kind))].concat()
}

fn shape(dimensions: &[i64]) -> Vec<u8> {
    dimensions.iter().flat_map(|dimension| dimension.to_le_bytes()).collect()
}

fn number(field: u64, value: u64) -> Vec<u8> {
    [varint(field << 3), varint(value)].concat()
}

fn bytes(field: u64, content: &[u8]) -> Vec<u8> {
    [varint(field << 3 | 2), varint(content.len() as u64), content.to_vec()].concat()
}

fn varint(mut value: u64) -> Vec<u8> {
    let mut encoded = Vec::new();
    while value >= 0x80 {
        encoded.push((value & 0x7f) as u8 | 0x80);
        value >>= 7;
    }
    encoded.push(value as u8);
    encoded
}
