//! The program with whatever a person may give it: one clear message that says what to do next, and nothing lost.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use orderly::journal::lock::DataLock;
use tempfile::TempDir;

use crate::daemon::household::{orderly, shopper};

/// A folder for one test, with a configuration that names the engines and no microphone.
struct Place(TempDir);

impl Place {
    fn new() -> Self {
        let place = Self(tempfile::tempdir().unwrap());
        place.file("orderly.toml", "[audio]\ninput = \"none\"\n[recognition]\nengine = \"sphinx\"\n");
        place
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn file(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, content).unwrap();
        path
    }

    fn command(&self) -> Command {
        let mut command = orderly();
        command.current_dir(self.0.path()).stdin(Stdio::null());
        command.arg("--data").arg(self.path("data")).arg("--config").arg(self.path("orderly.toml"));
        command
    }

    fn with_the_sample_shop(self) -> Self {
        let imported = self.command().args(["import", "--sample"]).output().unwrap();
        assert!(imported.status.success(), "{imported:?}");
        self
    }

    fn products(&self) -> String {
        let output = self.command().args(["orders", "--json"]).output().unwrap();
        assert!(output.status.success(), "{output:?}");
        String::from_utf8(output.stdout).unwrap()
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// Runs a command that must fail with one line on standard error and nothing on standard output, and returns the line.
fn complaint(command: &mut Command) -> String {
    let output = command.output().unwrap();
    let said = text(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    assert!(output.stdout.is_empty(), "{output:?}");
    assert!(said.starts_with("orderly: ") && said.lines().count() == 1, "{said}");
    said
}

fn assert_names(said: &str, words: &[&str]) {
    for word in words {
        assert!(said.contains(word), "{word:?} is not in {said:?}");
    }
}

#[test]
fn the_help_of_every_command_reads_as_agreed() {
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/command_line/help.txt");
    let commands = [
        "",
        "run",
        "hear",
        "understand",
        "explain",
        "intents",
        "intents check",
        "wake",
        "wake test",
        "type",
        "say",
        "doctor",
        "bench",
        "bench speech",
        "import",
        "orders",
        "orders set",
        "pin",
        "pin set",
        "mqtt",
        "mqtt watch",
        "mqtt send",
        "export",
        "models",
        "voices",
    ];
    let mut help = String::new();
    for command in commands {
        let output = orderly().args(command.split_whitespace()).arg("--help").output().unwrap();
        assert!(output.status.success() && output.stderr.is_empty(), "{output:?}");
        let line = format!("orderly {command} --help").replace("  ", " ");
        help += &format!("$ {line}\n{}\n", text(&output.stdout));
    }
    if std::env::var("ORDERLY_GOLDEN").is_ok_and(|mode| mode == "write") {
        fs::write(&golden, &help).unwrap();
    }
    assert_eq!(help, fs::read_to_string(golden).unwrap());
}

#[test]
fn a_bench_counts_how_many_labelled_recordings_are_understood() {
    let place = Place::new();
    for name in ["latte.wav", "mocha.wav"] {
        let recording = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/audio/sphinx").join(name);
        place.file(&format!("drinks/audio/{name}"), fs::read(recording).unwrap());
    }
    let sentences = "language: en\nintents:\n  Drink:\n    data:\n      - sentences: [\"(can i have|make me) a {size} {drink}\"]\n\
                     lists:\n  size:\n    values: [small, large]\n  drink:\n    values: [latte, mocha]\n";
    place.file("drinks/intents/en/drinks.yaml", sentences);
    // The second label is wrong, so what is understood counts as something else.
    let labels = r#"{"latte.wav": {"intent": "Drink", "slots": {"size": "small", "drink": "latte"}},
                     "mocha.wav": {"intent": "Drink", "slots": {"size": "small", "drink": "mocha"}}}"#;
    place.file("drinks/labels.json", labels);
    let arguments = ["bench", "speech", "drinks", "--noise", "24", "--rounds", "2", "--json"];
    let output = place.command().args(arguments).output().unwrap();
    assert!(output.status.success(), "{output:?}");
    let said = text(&output.stdout);
    let lines: Vec<serde_json::Value> = said.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines.len(), 3, "{said}");
    for (line, (noise, each)) in lines.iter().zip([(serde_json::Value::Null, 1), (24.0.into(), 2)]) {
        assert_eq!(line["noise_db"], noise);
        assert_eq!((&line["right"], &line["substituted"], &line["refused"]), (&each.into(), &each.into(), &0.into()));
    }
    assert_eq!(lines[2]["mean_over_noise"], 50.0);
    fs::remove_file(place.path("drinks/labels.json")).unwrap();
    assert_names(&complaint(place.command().args(["bench", "speech", "drinks"])), &["labels.json", "slots"]);
}

#[test]
fn without_arguments_the_help_is_shown_and_it_fails() {
    let output = orderly().output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert_names(&text(&output.stderr), &["Usage: orderly", "doctor"]);
}

#[test]
fn a_misspelt_key_is_named_with_the_nearest_one() {
    let place = Place::new();
    place.file("orderly.toml", "[audio]\nimput = \"none\"\n");
    assert_names(&complaint(place.command().arg("orders")), &["orderly.toml:2", "audio.imput", "`input`"]);
    let missing = complaint(orderly().args(["--config", "no.toml", "orders"]).current_dir(place.0.path()));
    assert_names(&missing, &["no.toml"]);
}

#[test]
fn broken_yaml_in_an_intents_folder_is_named_with_its_line() {
    let place = Place::new();
    let broken = "language: en\nintents:\n  Buy:\n    data:\n      - sentences: [\"a b\"\n";
    place.file("intents/en/buy.yaml", broken);
    let said = complaint(place.command().args(["understand", "--intents", "intents"]));
    assert_names(&said, &["buy.yaml:5"]);
}

#[test]
fn a_list_with_bad_rows_is_refused_as_a_whole_with_all_of_them() {
    let place = Place::new().with_the_sample_shop();
    let before = place.products();
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/commerce/local/sample/products.csv");
    let mut lines: Vec<String> = fs::read_to_string(sample).unwrap().lines().map(str::to_owned).collect();
    lines.truncate(9);
    for row in [3, 6] {
        lines[row] = format!("\"broken\"{}", lines[row].replace(',', ";"));
    }
    let list = place.file("list.csv", lines.join("\n"));
    let output = place.command().arg("import").arg(list).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert_names(&text(&output.stderr), &["list.csv", "4", "7"]);
    assert_eq!(place.products(), before);
}

#[test]
fn a_model_that_is_cut_or_none_is_refused_and_doctor_says_so() {
    let place = Place::new();
    let speech = shopper("1-reorder/02-yes.wav");
    let files = [
        ("none.bin", &b"this is no model at all"[..], "orderly models list"),
        ("cut.bin", b"lmgg\x01\x02\x03", "download it again"),
    ];
    for (name, content, way_on) in files {
        let model = place.file(name, content);
        place.file(
            "orderly.toml",
            format!("[audio]\ninput = \"none\"\n[recognition]\nengine = \"whisper\"\nmodel = {model:?}\n"),
        );
        let intents = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/command_line/intents");
        let said = complaint(place.command().arg("hear").arg(&speech).arg("--intents").arg(intents));
        assert_names(&said, &[name, way_on]);
        let doctor = place.command().arg("doctor").output().unwrap();
        assert_eq!(doctor.status.code(), Some(1));
        let report = text(&doctor.stdout);
        let line = report.lines().find(|line| line.contains("  whisper ")).unwrap();
        assert!(line.starts_with("broken") && line.contains(name), "{line}");
    }
}

/// What `hear` makes of files, with sentences for yes and no alone.
fn hear(place: &Place, files: &[PathBuf]) -> Output {
    let intents = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/command_line/intents");
    place.command().arg("hear").args(files).arg("--json").arg("--intents").arg(intents).output().unwrap()
}

#[test]
fn recordings_of_other_depths_rates_and_channels_are_heard() {
    let place = Place::new();
    let shapes = [["-b", "8", "-r", "16000", "-c", "1"], ["-b", "16", "-r", "96000", "-c", "2"]];
    let files: Vec<PathBuf> = shapes
        .iter()
        .enumerate()
        .map(|(number, shape)| {
            let file = place.path(&format!("{number}.wav"));
            let made = Command::new("sox").arg(shopper("1-reorder/02-yes.wav")).args(shape).arg(&file).status();
            assert!(made.expect("install sox (apt install sox)").success());
            file
        })
        .collect();
    let output = hear(&place, &files);
    assert!(output.status.success(), "{output:?}");
    let heard = text(&output.stdout);
    assert_eq!(heard.lines().filter(|line| line.contains("\"intent\":\"Yes\"")).count(), 2, "{heard}");
}

#[test]
fn what_is_no_recording_is_named_and_the_others_are_heard_all_the_same() {
    let place = Place::new();
    let files = [
        place.file("empty.wav", ""),
        place.file("text.wav", "two cans of oat milk, please"),
        place.path("missing.wav"),
        shopper("1-reorder/02-yes.wav"),
    ];
    let output = hear(&place, &files);
    assert_eq!(output.status.code(), Some(1));
    let heard = text(&output.stdout);
    assert!(heard.lines().count() == 4 && heard.lines().last().unwrap().contains("\"intent\":\"Yes\""), "{heard}");
    assert_eq!(heard.lines().filter(|line| line.contains("\"error\":\"")).count(), 3, "{heard}");
    let said = text(&output.stderr);
    for file in &files[..3] {
        let name = file.display().to_string();
        assert_eq!(said.lines().filter(|line| line.contains(&name)).count(), 1, "{said}");
    }
    assert_names(&said, &["3 of 4 files could not be heard"]);
}

#[test]
fn without_onnx_runtime_the_energy_detector_stands_in_and_one_line_says_so() {
    let place = Place::new();
    place.file("assets/models/onnxruntime/libonnxruntime.so", "this is no library");
    let intents = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/command_line/intents");
    let mut command = place.command();
    command.env("ORDERLY_ASSETS", place.path("assets")).arg("hear").arg(shopper("1-reorder/02-yes.wav"));
    let output = command.arg("--json").arg("--intents").arg(intents).output().unwrap();
    assert!(output.status.success() && text(&output.stdout).contains("\"Yes\""), "{output:?}");
    let said = text(&output.stderr);
    assert_eq!(said.lines().filter(|line| line.contains("by loudness")).count(), 1, "{said}");
}

#[test]
fn without_a_sound_device_or_anything_else_to_listen_to_the_daemon_says_so_and_ends() {
    let place = Place::new().with_the_sample_shop();
    assert_names(&complaint(place.command().arg("run")), &["audio.input", "mqtt.enabled", "orderly type"]);
    place.file(
        "orderly.toml",
        "[audio]\ninput = \"gramophone\"\noutput = \"none\"\n[recognition]\nengine = \"sphinx\"\n[mqtt]\nenabled = false\n",
    );
    let said = complaint(place.command().arg("run").env("HOME", place.0.path()).env("XDG_RUNTIME_DIR", place.0.path()));
    assert_names(&said, &["gramophone", "orderly doctor", "audio.input"]);
}

#[test]
fn a_second_daemon_on_the_same_data_is_refused() {
    let place = Place::new().with_the_sample_shop();
    let _first = DataLock::acquire(&place.path("data")).unwrap();
    for command in ["run", "type"] {
        let data = place.path("data").display().to_string();
        assert_names(&complaint(place.command().arg(command)), &[&data]);
    }
}

#[test]
fn data_that_cannot_be_written_or_no_longer_fits_is_an_error_and_keeps_what_was_there() {
    let place = Place::new().with_the_sample_shop();
    let before = place.products();
    place.file("file", "no folder");
    for data in ["file", "/proc/orderly"] {
        let said = complaint(orderly().args(["--data", data, "import", "--sample"]).current_dir(place.0.path()));
        assert_names(&said, &[data, "--data"]);
    }
    // A full disk, as a process sees it that may write no byte more to any file.
    let full = format!("trap '' XFSZ; ulimit -f 1; exec {} --data data import list.csv", env!("CARGO_BIN_EXE_orderly"));
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/commerce/local/sample/products.csv");
    let list = fs::read_to_string(sample).unwrap().lines().take(60).collect::<Vec<_>>().join("\n");
    place.file("list.csv", list.replace(".", ".1"));
    let output = Command::new("bash").args(["-c", &full]).current_dir(place.0.path()).output().unwrap();
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    assert!(text(&output.stderr).starts_with("orderly: "), "{output:?}");
    assert_eq!(place.products(), before);
}

#[test]
fn an_empty_home_or_none_is_no_reason_to_fail() {
    let place = Place::new();
    for home in [None, Some("")] {
        let mut command = orderly();
        command.env_clear().current_dir(place.0.path()).arg("orders");
        if let Some(home) = home {
            command.env("HOME", home);
        }
        let output = command.output().unwrap();
        assert!(output.status.success() && output.stderr.is_empty(), "{output:?}");
    }
}

#[test]
fn a_reader_that_has_seen_enough_is_no_error_and_a_full_one_is() {
    let place = Place::new().with_the_sample_shop();
    let mut reading = place.command();
    let mut reading = reading.args(["orders"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(reading.stdout.take());
    assert!(reading.wait_with_output().unwrap().status.success());
    let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let said = complaint(place.command().arg("orders").stdout(full));
    assert_names(&said, &["standard output"]);
}

#[test]
fn lines_that_are_no_text_are_read_all_the_same() {
    let place = Place::new();
    let intents = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/command_line/intents");
    let mut command = place.command();
    command.args(["understand", "--json", "--intents"]).arg(intents);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let lines = [&b"yes\n\xff\xfe\0\n"[..], &[b'x'; 200_000], b"\nno"].concat();
    child.stdin.take().unwrap().write_all(&lines).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{output:?}");
    let understood = text(&output.stdout);
    assert_eq!(understood.lines().count(), 4, "{understood}");
    assert!(understood.lines().last().unwrap().contains("\"No\""), "{understood}");
}
