//! Whatever WAV or FLAC file a shopper has is read, and whatever is none is refused in a sentence.

use std::path::{Path, PathBuf};
use std::process::Command;

use hound::{SampleFormat, WavSpec, WavWriter};
use orderly::audio::recording::{ClipFolder, Pace, Recordings, read, write};
use orderly::audio::{AudioError, AudioSink, AudioSource, Clip, FRAME_SAMPLES};
use proptest::prelude::*;
use tempfile::TempDir;

/// One second of a 1 kHz sine at half of full scale.
fn tone(rate: u32) -> Vec<f64> {
    let phase = |index: u32| 1000.0 * std::f64::consts::TAU * f64::from(index) / f64::from(rate);
    (0..rate).map(|index| 0.5 * phase(index).sin()).collect()
}

fn wav(folder: &Path, rate: u32, channels: u16, bits: u16, format: SampleFormat) -> PathBuf {
    let path = folder.join(format!("{rate}-{channels}-{bits}-{format:?}.wav"));
    let spec = WavSpec { channels, sample_rate: rate, bits_per_sample: bits, sample_format: format };
    let mut writer = WavWriter::create(&path, spec).unwrap();
    for sample in tone(rate) {
        for _ in 0..channels {
            match format {
                SampleFormat::Float => writer.write_sample(sample as f32).unwrap(),
                SampleFormat::Int => {
                    let full_scale = f64::from(1_u32 << (bits - 1));
                    writer.write_sample((sample * full_scale).round() as i32).unwrap();
                }
            }
        }
    }
    writer.finalize().unwrap();
    path
}

/// How far from the tone the samples are at worst, the edges left out.
fn worst_difference(samples: &[i16]) -> i32 {
    let differences = tone(16_000)
        .into_iter()
        .zip(samples)
        .map(|(expected, &sample)| ((expected * 32_768.0).round() as i32 - i32::from(sample)).abs());
    differences.skip(1_000).take(14_000).max().unwrap()
}

fn reason(path: &Path) -> String {
    match read(path) {
        Err(error @ AudioError::BadRecording { .. }) => error.to_string(),
        other => panic!("{}: {other:?}", path.display()),
    }
}

#[test]
fn wav_files_of_every_depth_rate_and_channel_count_become_16_khz_mono() {
    let folder = TempDir::new().unwrap();
    let formats = [
        (8, SampleFormat::Int, 300),
        (16, SampleFormat::Int, 33),
        (24, SampleFormat::Int, 33),
        (32, SampleFormat::Int, 33),
        (32, SampleFormat::Float, 33),
    ];
    for (bits, format, allowed) in formats {
        for rate in [8_000, 16_000, 44_100, 96_000, 192_000] {
            for channels in [1, 2] {
                let path = wav(folder.path(), rate, channels, bits, format);
                let samples = read(&path).unwrap();
                assert_eq!(samples.len(), 16_000, "{}", path.display());
                let worst = worst_difference(&samples);
                assert!(worst <= allowed, "{}: off by {worst}", path.display());
            }
        }
    }
}

#[test]
fn a_flac_file_sounds_like_the_wav_file_it_was_made_from() {
    let folder = TempDir::new().unwrap();
    let path = wav(folder.path(), 44_100, 2, 16, SampleFormat::Int);
    let flac = path.with_extension("flac");
    let made = Command::new("sox").arg(&path).arg(&flac).status().expect("install sox (apt install sox)");
    assert!(made.success());
    assert_eq!(read(&flac).unwrap(), read(&path).unwrap());
}

#[test]
fn a_written_clip_is_read_back_sample_for_sample() {
    let folder = TempDir::new().unwrap();
    let clip = Clip { samples: (0..5_000_i16).map(|index| index.wrapping_mul(313)).collect(), rate: 16_000 };
    let path = folder.path().join("clip.wav");
    write(&path, &clip).unwrap();
    assert_eq!(read(&path).unwrap(), clip.samples);
}

#[test]
fn a_file_that_is_missing_a_folder_empty_or_no_recording_is_refused() {
    let folder = TempDir::new().unwrap();
    let path = |name: &str| folder.path().join(name);
    assert!(matches!(read(&path("missing.wav")), Err(AudioError::File { .. })));
    assert!(reason(folder.path()).contains("folder"));
    for (name, content) in
        [("empty.wav", &b""[..]), ("riff.wav", b"RIFF"), ("text.wav", b"Two cans of oat milk, please.")]
    {
        std::fs::write(path(name), content).unwrap();
        assert!(reason(&path(name)).contains("not a WAV or FLAC file"), "{}", reason(&path(name)));
    }
    write(&path("no-samples.wav"), &Clip { samples: Vec::new(), rate: 16_000 }).unwrap();
    assert!(reason(&path("no-samples.wav")).contains("no sound"));
}

#[test]
fn a_recording_that_was_cut_is_refused_with_how_much_of_it_is_there() {
    let folder = TempDir::new().unwrap();
    let path = wav(folder.path(), 16_000, 1, 16, SampleFormat::Int);
    let whole = std::fs::read(&path).unwrap();
    std::fs::write(&path, &whole[..whole.len() / 2]).unwrap();
    assert!(reason(&path).contains("of 16000 samples"), "{}", reason(&path));
}

#[test]
fn a_recording_longer_than_an_hour_is_refused() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("long.wav");
    write(&path, &Clip { samples: vec![0; 4_000 * 3_601], rate: 4_000 }).unwrap();
    assert!(reason(&path).contains("longer than 3600 seconds"));
}

#[test]
fn a_header_that_promises_the_absurd_is_refused_or_read_but_never_trusted() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("absurd.wav");
    write(&path, &Clip { samples: (0..256).map(|index| index * 100).collect(), rate: 16_000 }).unwrap();
    let good = std::fs::read(&path).unwrap();
    let lengths_format_channels_rate_alignment_bits_data = [4, 16, 20, 22, 24, 26, 28, 32, 34, 40, 42];
    for place in lengths_format_channels_rate_alignment_bits_data {
        for value in [0_u16, 1, 3, 7, 0x7fff, 0x8000, 0xfffe, 0xffff] {
            let mut bytes = good.clone();
            bytes[place..place + 2].copy_from_slice(&value.to_le_bytes());
            std::fs::write(&path, bytes).unwrap();
            match read(&path) {
                Ok(samples) => assert!(!samples.is_empty() && samples.len() <= 4 * 256, "{place} {value}"),
                Err(error) => assert!(matches!(error, AudioError::BadRecording { .. }), "{place} {value}: {error}"),
            }
        }
    }
}

#[test]
fn every_header_of_a_file_counts_wherever_it_stands() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("headers.wav");
    write(&path, &Clip { samples: vec![1; 256], rate: 16_000 }).unwrap();
    let good = std::fs::read(&path).unwrap();
    let (head, data) = good.split_at(36);
    let format = &head[12..];
    let far = [&b"junk"[..], &100_001_u32.to_le_bytes(), &[0; 100_002]].concat();
    for between in [Vec::new(), far] {
        for place in 8..24 {
            for value in [0, 1, 0x7f, 0x80, 0xff] {
                let mut second = format.to_vec();
                second[place] = value;
                let mut bytes = [head, &between, &second, data].concat();
                let length = u32::try_from(bytes.len() - 8).unwrap();
                bytes[4..8].copy_from_slice(&length.to_le_bytes());
                std::fs::write(&path, bytes).unwrap();
                let read = read(&path);
                assert!(matches!(read, Ok(_) | Err(AudioError::BadRecording { .. })), "{place} {value}: {read:?}");
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn no_file_makes_the_reader_panic(
        changes in prop::collection::vec((0_usize..64, any::<u8>()), 0..6),
        flac in any::<bool>(),
        length in 0_usize..600,
    ) {
        let folder = TempDir::new().unwrap();
        let path = folder.path().join("any.wav");
        write(&path, &Clip { samples: (0..256).map(|index| index * 100).collect(), rate: 16_000 }).unwrap();
        let mut bytes = if flac { include_bytes!("audio/blip.flac").to_vec() } else { std::fs::read(&path).unwrap() };
        for (index, byte) in changes {
            if let Some(place) = bytes.get_mut(index) {
                *place = byte;
            }
        }
        if length < 300 {
            bytes.truncate(length * 2);
        }
        std::fs::write(&path, bytes).unwrap();
        if let Ok(samples) = read(&path) {
            prop_assert!(!samples.is_empty());
        }
    }
}

#[test]
fn recordings_are_silent_until_a_turn_begins_and_end_after_the_last_one() {
    let folder = TempDir::new().unwrap();
    let paths = [folder.path().join("1.wav"), folder.path().join("2.wav")];
    for (path, sample) in paths.iter().zip([100, 200]) {
        write(path, &Clip { samples: vec![sample; 1_000], rate: 16_000 }).unwrap();
    }
    let mut source = Recordings::new(&paths, Pace::Unpaced).unwrap();
    let heard = |source: &mut Recordings| -> Vec<i16> {
        let frames = (0..30).map(|_| source.next_frame().unwrap().unwrap());
        frames.flatten().collect()
    };
    assert!(heard(&mut source).iter().all(|&sample| sample == 0));
    for sample in [100, 200] {
        source.begin_turn();
        let turn = heard(&mut source);
        assert_eq!(turn.iter().position(|&heard| heard != 0), Some(10 * FRAME_SAMPLES));
        assert_eq!(turn.iter().filter(|&&heard| heard == sample).count(), 1_000);
        assert_eq!(turn.last(), Some(&0));
    }
    source.begin_turn();
    assert!(source.next_frame().unwrap().is_none());
    assert!(source.next_frame().unwrap().is_none());
}

#[test]
fn behind_a_recording_in_which_nobody_called_the_next_one_follows_after_three_seconds() {
    let folder = TempDir::new().unwrap();
    let paths = [folder.path().join("1.wav"), folder.path().join("2.wav")];
    for (path, sample) in paths.iter().zip([100, 200]) {
        write(path, &Clip { samples: vec![sample; FRAME_SAMPLES], rate: 16_000 }).unwrap();
    }
    let mut source = Recordings::new(&paths, Pace::Unpaced).unwrap();
    let idle_until = |source: &mut Recordings, wanted: Option<i16>| {
        (0..1_000).position(|_| {
            let frame = source.next_frame().unwrap();
            source.nobody_speaks();
            frame.map(|frame| frame[0]) == wanted
        })
    };
    assert_eq!(idle_until(&mut source, Some(100)), None, "nothing before the first turn");
    source.begin_turn();
    let (lead, pause) = (10, 93);
    assert_eq!(idle_until(&mut source, Some(100)), Some(lead));
    assert_eq!(idle_until(&mut source, Some(200)), Some(pause - 1 + lead));
    assert_eq!(idle_until(&mut source, None), Some(pause - 1));
}

#[test]
fn a_bad_recording_is_known_before_the_first_turn() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("no.wav");
    std::fs::write(&path, "no").unwrap();
    assert!(matches!(Recordings::new(&[path], Pace::Unpaced), Err(AudioError::BadRecording { .. })));
}

#[test]
fn clips_between_two_drains_are_one_numbered_file_and_stopped_ones_are_none() {
    let folder = TempDir::new().unwrap();
    let replies = folder.path().join("replies");
    let mut sink = ClipFolder::new(&replies, Pace::Unpaced).unwrap();
    let clip = |sample: i16, rate: u32| Clip { samples: vec![sample; 800], rate };
    sink.play(&clip(1, 16_000)).unwrap();
    sink.play(&clip(2, 16_000)).unwrap();
    sink.drain().unwrap();
    sink.drain().unwrap();
    sink.play(&clip(3, 16_000)).unwrap();
    sink.stop();
    sink.drain().unwrap();
    sink.play(&clip(4, 16_000)).unwrap();
    sink.drain().unwrap();
    assert_eq!(read(&replies.join("001.wav")).unwrap(), [[1; 800], [2; 800]].concat());
    assert_eq!(read(&replies.join("002.wav")).unwrap(), [4; 800]);
    assert!(!replies.join("003.wav").exists());
}
