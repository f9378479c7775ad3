//! The microphone and the loudspeaker on a real sound server. The sound libraries read the environment of their
//! process, so each test runs its device in a process of its own: this same binary, told to run one ignored test.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::time::Instant;

use super::{PATIENCE, Program, SoundServer, likeness, wait_for_exit, wait_until};
use orderly::audio::device::{Loudspeaker, Microphone, device_names};
use orderly::audio::{AudioError, AudioSink, AudioSource, Clip, recording};

/// The folder that a test and its device process meet in.
const FOLDER: &str = "ORDERLY_TEST_FOLDER";

fn speech() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/audio/two_cans_of_oat_milk_please.flac")
}

fn device_process(server: &SoundServer, test: &str) -> Program {
    let mut command = server.command(std::env::current_exe().unwrap());
    command.args(["--exact", &format!("sound_server::devices::{test}"), "--ignored", "--nocapture"]);
    Program(command.env(FOLDER, server.folder()).spawn().unwrap())
}

fn meeting_folder() -> PathBuf {
    std::env::var_os(FOLDER).expect("this is one half of a test; run the other one").into()
}

#[test]
fn the_microphone_hears_what_is_played_in_the_room() {
    let server = SoundServer::start();
    let mut process = device_process(&server, "hear_the_room");
    wait_until("the microphone is open", || server.folder().join("listening").exists());
    server.play(&speech());
    File::create(server.folder().join("played")).unwrap();
    assert!(wait_for_exit(&mut process).success());
    let heard = recording::read(&server.folder().join("heard.wav")).unwrap();
    let wanted = recording::read(&speech()).unwrap();
    let alike = likeness(&wanted[8_000..16_000], &heard);
    assert!(alike > 0.95, "{alike}");
}

#[test]
#[ignore = "the other half of the_microphone_hears_what_is_played_in_the_room"]
fn hear_the_room() {
    let folder = meeting_folder();
    let mut microphone = Microphone::open("default").unwrap();
    microphone.next_frame().unwrap();
    microphone.begin_turn();
    File::create(folder.join("listening")).unwrap();
    let mut samples = Vec::new();
    let mut frames_left = None;
    while frames_left != Some(0) {
        samples.extend(microphone.next_frame().unwrap().unwrap());
        if frames_left.is_none() && folder.join("played").exists() {
            frames_left = Some(16);
        }
        frames_left = frames_left.map(|left| left - 1);
    }
    assert_eq!(microphone.overruns(), 0);
    recording::write(&folder.join("heard.wav"), &Clip { samples, rate: 16_000 }).unwrap();
}

#[test]
fn a_microphone_hears_from_the_moment_it_is_open_however_often_it_is_opened() {
    let server = SoundServer::start();
    let mut process = device_process(&server, "open_again_and_again");
    assert!(wait_for_exit(&mut process).success());
}

#[test]
#[ignore = "the other half of a_microphone_hears_from_the_moment_it_is_open_however_often_it_is_opened"]
fn open_again_and_again() {
    let _folder = meeting_folder();
    for _ in 0..20 {
        let mut microphone = Microphone::open("default").unwrap();
        for _ in 0..4 {
            microphone.next_frame().unwrap().unwrap();
        }
    }
}

#[test]
fn the_loudspeaker_has_played_everything_once_it_is_drained_and_nothing_after_a_stop() {
    let server = SoundServer::start();
    let recorder = server.record();
    let mut process = device_process(&server, "speak");
    assert!(wait_for_exit(&mut process).success());
    let heard = recorder.stop();
    let wanted = recording::read(&speech()).unwrap();
    for part in [8_000..16_000, 24_000..32_000] {
        let alike = likeness(&wanted[part], &heard);
        assert!(alike > 0.95, "{alike}");
    }
    let loudest = heard.iter().map(|sample| sample.unsigned_abs()).max().unwrap();
    assert!(loudest < 20_000, "the stopped clip was heard: {loudest}");
}

#[test]
#[ignore = "the other half of the_loudspeaker_has_played_everything_once_it_is_drained_and_nothing_after_a_stop"]
fn speak() {
    let mut loudspeaker = Loudspeaker::open("default").unwrap();
    let samples = recording::read(&speech()).unwrap();
    let (first, second) = samples.split_at(20_000);
    let say = |loudspeaker: &mut Loudspeaker, parts: &[&[i16]]| {
        let began = Instant::now();
        for part in parts {
            loudspeaker.play(&Clip { samples: part.to_vec(), rate: 16_000 })?;
        }
        loudspeaker.drain().map(|()| began.elapsed())
    };
    // On a busy machine the sound server may lose a device that was just opened: whoever speaks says it again.
    let mut lost = 0;
    let took = loop {
        match say(&mut loudspeaker, &[first, second]) {
            Ok(took) => break took,
            Err(AudioError::DeviceLost { .. }) if lost < 3 => lost += 1,
            Err(error) => panic!("{error}"),
        }
    };
    assert!(took.as_millis() >= samples.len() as u128 / 16);

    let ten_seconds_of_silence_then_noise = [vec![0; 160_000], vec![30_000; 16_000]].concat();
    let began = Instant::now();
    loudspeaker.play(&Clip { samples: ten_seconds_of_silence_then_noise, rate: 16_000 }).unwrap();
    loudspeaker.stop();
    loudspeaker.drain().unwrap();
    assert!(began.elapsed().as_secs() < 10);
    // What comes after a stop is heard.
    say(&mut loudspeaker, &[second]).unwrap();
}

#[test]
fn devices_that_go_away_are_reported_and_come_back() {
    let mut server = SoundServer::start();
    let mut process = device_process(&server, "survive");
    wait_until("the devices are open", || server.folder().join("open").exists());
    server.unplug();
    wait_until("both are reported as lost", || {
        ["microphone-lost", "loudspeaker-lost"].iter().all(|name| server.folder().join(name).exists())
    });
    server.plug_in();
    assert!(wait_for_exit(&mut process).success());
}

#[test]
#[ignore = "the other half of devices_that_go_away_are_reported_and_come_back"]
fn survive() {
    let folder = meeting_folder();
    let (mut microphone, mut loudspeaker) =
        (Microphone::open("default").unwrap(), Loudspeaker::open("default").unwrap());
    microphone.next_frame().unwrap();
    let minute = Clip { samples: vec![0; 960_000], rate: 16_000 };
    let second = Clip { samples: vec![0; 16_000], rate: 16_000 };
    loudspeaker.play(&minute).unwrap();
    File::create(folder.join("open")).unwrap();

    let lost = loudspeaker.drain();
    assert!(matches!(lost, Err(AudioError::DeviceLost { direction: "output", .. })), "{lost:?}");
    fs::write(folder.join("loudspeaker-lost"), "").unwrap();
    let deadline = Instant::now() + PATIENCE;
    let lost = loop {
        assert!(Instant::now() < deadline, "the microphone was never lost");
        if let Err(error) = microphone.next_frame() {
            break error;
        }
    };
    assert!(matches!(lost, AudioError::DeviceLost { direction: "input", .. }), "{lost:?}");
    fs::write(folder.join("microphone-lost"), "").unwrap();

    while microphone.next_frame().is_err() {
        assert!(Instant::now() < deadline, "the microphone never came back");
    }
    wait_until("the loudspeaker plays again", || plays(&mut loudspeaker, &second));
    for _ in 0..30 {
        microphone.next_frame().unwrap().unwrap();
    }
}

#[test]
fn what_was_queued_before_the_loudspeaker_went_away_never_counts_as_heard() {
    let mut server = SoundServer::start();
    let mut process = device_process(&server, "queue_around_the_unplugging");
    wait_until("the first half is queued", || server.folder().join("queued").exists());
    server.unplug();
    server.plug_in();
    File::create(server.folder().join("back")).unwrap();
    assert!(wait_for_exit(&mut process).success());
}

#[test]
#[ignore = "the other half of what_was_queued_before_the_loudspeaker_went_away_never_counts_as_heard"]
fn queue_around_the_unplugging() {
    let folder = meeting_folder();
    let mut loudspeaker = Loudspeaker::open("default").unwrap();
    let second = Clip { samples: vec![0; 16_000], rate: 16_000 };
    let minute = Clip { samples: vec![0; 960_000], rate: 16_000 };
    loudspeaker.play(&minute).unwrap();
    File::create(folder.join("queued")).unwrap();
    wait_until("the loudspeaker was away and is back", || folder.join("back").exists());
    // Whichever of the two sees the loss first says so; it is said once.
    let mut refused = None;
    wait_until("the loss is seen", || {
        refused = loudspeaker.play(&second).err();
        refused.is_some()
    });
    assert!(matches!(refused, Some(AudioError::DeviceLost { direction: "output", .. })), "{refused:?}");
    wait_until("the loudspeaker plays again", || plays(&mut loudspeaker, &second));
}

/// Whether a clip was heard to its end. A device that has just come back may be lost once more before it settles.
fn plays(loudspeaker: &mut Loudspeaker, clip: &Clip) -> bool {
    loudspeaker.play(clip).and_then(|()| loudspeaker.drain()).is_ok()
}

#[test]
fn a_device_that_does_not_exist_is_refused_with_its_name_and_doctor_as_the_way_on() {
    let server = SoundServer::start();
    let mut process = device_process(&server, "ask_for_what_is_not_there");
    assert!(wait_for_exit(&mut process).success());
}

#[test]
#[ignore = "the other half of a_device_that_does_not_exist_is_refused_with_its_name_and_doctor_as_the_way_on"]
fn ask_for_what_is_not_there() {
    let _folder = meeting_folder();
    for error in [Microphone::open("gramophone").err(), Loudspeaker::open("gramophone").err()] {
        let sentence = error.unwrap().to_string();
        assert!(sentence.contains("gramophone") && sentence.contains("orderly doctor"), "{sentence}");
    }
    let (inputs, outputs) = device_names().unwrap();
    for names in [inputs, outputs] {
        assert!(names.iter().any(|name| name == "default"), "{names:?}");
    }
}
