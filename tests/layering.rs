//! The invariants on who may name what, read from the source itself.

use std::path::{Path, PathBuf};

/// Every source file: its path below `src/` and its text without comments and without its tests.
fn sources() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        let entries = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path());
        let (inner, found): (Vec<PathBuf>, Vec<PathBuf>) = entries.partition(|path| path.is_dir());
        folders.extend(inner);
        files.extend(found.into_iter().filter(|path| path.extension().is_some_and(|end| end == "rs")));
    }
    files.sort();
    let name = |path: &Path| path.strip_prefix(&root).unwrap().to_string_lossy().replace('\\', "/");
    files
        .iter()
        .map(|path| (name(path), code(&std::fs::read_to_string(path).unwrap())))
        .filter(|(name, _)| !name.ends_with("/tests.rs") && !name.contains("/tests/"))
        .collect()
}

/// Without comment lines and without what follows `#[cfg(test)]`; tests stand at the end of a file.
fn code(text: &str) -> String {
    let end = text.find("#[cfg(test)]").unwrap_or(text.len());
    text[..end].lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

/// Whether a name stands in the code as a whole word.
fn names(code: &str, word: &str) -> bool {
    let part_of_a_word = |character: char| character.is_alphanumeric() || character == '_';
    code.match_indices(word)
        .any(|(at, _)| !code[..at].ends_with(part_of_a_word) && !code[at + word.len()..].starts_with(part_of_a_word))
}

/// Every file in which one of the words stands, among those that must do without.
fn offences(words: &[&str], must_do_without: impl Fn(&str) -> bool) -> Vec<String> {
    let mut offences = Vec::new();
    for (file, code) in sources().iter().filter(|(file, _)| must_do_without(file)) {
        offences.extend(words.iter().filter(|word| names(code, word)).map(|word| format!("src/{file}: {word}")));
    }
    offences
}

fn none(offences: Vec<String>, rule: &str) {
    assert!(offences.is_empty(), "{rule}:\n{}", offences.join("\n"));
}

fn in_any(file: &str, places: &[&str]) -> bool {
    places.iter().any(|place| file == *place || file.strip_prefix(place).is_some_and(|rest| rest.starts_with('/')))
}

#[test]
fn the_core_does_no_io_reads_no_clock_and_knows_no_runtime() {
    const FORBIDDEN: &[&str] = &[
        "std::fs",
        "std::net",
        "std::thread",
        "std::io",
        "std::env",
        "std::process",
        "Instant",
        "SystemTime",
        "tokio",
        "Timestamp::now",
        "Zoned::now",
        "TimeZone::system",
        "File::open",
        "println",
        "eprintln",
    ];
    // The edge of the understanding that reads an intents folder, and the one of the permission that keeps a PIN.
    const EDGES: &[&str] = &["understanding/folder.rs", "permission/pin.rs", "permission/pin/record.rs"];
    let core = |file: &str| {
        let data = ["cart", "catalogue", "money", "order"].map(|name| format!("commerce/{name}"));
        let commerce = data.iter().any(|name| in_any(file, &[name.as_str(), &format!("{name}.rs")]));
        let written = ["handover/bundle.rs", "receipts/words.rs", "receipts/writer.rs"];
        let core = ["dialogue", "understanding", "permission", "expecting.rs", "language.rs", "ssml.rs", "ssml"];
        (commerce || in_any(file, &written) || in_any(file, &core)) && !in_any(file, EDGES)
    };
    none(offences(FORBIDDEN, core), "the core is pure");
}

#[test]
fn only_the_composition_root_names_implementations() {
    // These commands are about the local shop itself.
    const ITS_OWN_COMMANDS: &[&str] = &["cli/doctor.rs", "cli/import.rs", "cli/orders.rs"];
    let implementations = [
        ("LocalShop", &["commerce/local"][..]),
        ("SqliteJournal", &["journal/sqlite.rs", "journal/sqlite"]),
        ("SphinxRecognizer", &["speech_to_text/sphinx.rs", "speech_to_text/sphinx"]),
        ("WhisperRecognizer", &["speech_to_text/whisper.rs", "speech_to_text/whisper"]),
        ("EspeakVoice", &["text_to_speech/espeak.rs", "text_to_speech/espeak"]),
        ("PiperVoice", &["text_to_speech/piper.rs", "text_to_speech/piper"]),
        ("device::Microphone", &["audio/device.rs", "audio/device"]),
        ("device::Loudspeaker", &["audio/device.rs", "audio/device"]),
        ("mqtt::Bridge", &["channels/mqtt"]),
        ("HubChannel", &["channels/hub"]),
        ("webhook::Webhook", &["handover/webhook.rs"]),
        ("email::Mailbox", &["handover/email.rs", "receipts/email.rs", "receipts/mod.rs"]),
    ];
    for (name, own) in implementations {
        // The stage itself chooses among its own by name.
        let stage = format!("{}/mod.rs", own[0].split('/').next().unwrap_or_default());
        let elsewhere = |file: &str| {
            let shop = name == "LocalShop" && in_any(file, ITS_OWN_COMMANDS);
            !in_any(file, own) && !in_any(file, &["assistant"]) && file != stage && !shop
        };
        none(offences(&[name], elsewhere), "only the composition root names implementations");
    }
}

#[test]
fn each_native_crate_is_named_in_one_place() {
    let crates: &[(&[&str], &[&str])] = &[
        (&["cpal", "rodio", "rtrb", "alsa"], &["audio/device.rs", "audio/device"]),
        (&["ort"], &["onnx.rs"]),
        (&["sonora_aec3"], &["audio/echo.rs"]),
        (&["libloading"], &["listening/wake_word/tflite.rs"]),
        (&["whisper_rs"], &["speech_to_text/whisper.rs", "speech_to_text/whisper"]),
        (&["piper_rs"], &["text_to_speech/piper.rs"]),
        (&["espeak_rs_sys"], &["text_to_speech/espeak.rs", "text_to_speech/espeak/ffi.rs"]),
        (&["gpiocdev"], &["buttons/gpio.rs"]),
        (&["rusqlite"], &["database.rs"]),
        (&["rumqttc"], &["channels/mqtt"]),
        (&["ureq"], &["manifest/download.rs", "handover/webhook.rs", "channels/alexa/certificates.rs"]),
        (&["hmac"], &["handover/webhook.rs"]),
        (&["base64"], &["handover/webhook.rs", "channels/alexa/signature.rs", "channels/http/token.rs"]),
        (&["axum", "hyper", "hyper_util", "tokio", "tokio_rustls"], &["channels/http"]),
        (&["webpki", "webpki_roots", "rustls_pki_types", "url"], &["channels/alexa"]),
        (&["lettre"], &["email.rs"]),
        (&["argon2"], &["permission/pin/hash.rs"]),
        (&["rpassword"], &["cli/pin.rs"]),
    ];
    for (names, own) in crates {
        for name in *names {
            let path = format!("{name}::");
            let offenders: Vec<String> = sources()
                .into_iter()
                .filter(|(file, code)| !in_any(file, own) && uses_crate(code, &path))
                .map(|(file, _)| format!("src/{file}: {name}"))
                .collect();
            none(offenders, &format!("only {} names this crate", own.join(" or ")));
        }
    }
}

/// Whether a path starts with the crate: `ort::`, but not `support::` nor `crate::ort::`.
fn uses_crate(code: &str, path: &str) -> bool {
    code.match_indices(path)
        .any(|(at, _)| !code[..at].ends_with(|before: char| before.is_alphanumeric() || before == '_' || before == ':'))
}

#[test]
fn no_stage_knows_a_channel_or_the_assistant() {
    let stage = |file: &str| !in_any(file, &["channels", "assistant", "cli", "main.rs", "lib.rs"]);
    let above = ["crate::channels", "channels::", "crate::assistant", "assistant::", "crate::cli"];
    none(offences(&above, stage), "no stage imports a channel, the assistant or the command line");
    let channel = |file: &str| in_any(file, &["channels"]);
    none(offences(&["crate::assistant", "crate::cli"], channel), "no channel imports what is above it");
}

#[test]
fn the_library_never_ends_the_process_and_never_panics_on_purpose() {
    none(offences(&["process::exit", "process::abort"], |_| true), "only main decides the exit code");
    let panics = ["panic!", "todo!", "unimplemented!", "unreachable!", ".unwrap()", ".expect("];
    let offenders = sources()
        .into_iter()
        .flat_map(|(file, code)| {
            panics
                .into_iter()
                .filter(move |panic| code.contains(panic))
                .map(move |panic| format!("src/{file}: {panic}"))
        })
        .collect();
    none(offenders, "no panics outside tests");
}

#[test]
fn only_one_line_of_the_conversation_places_an_order() {
    let places: Vec<String> = sources()
        .into_iter()
        .filter(|(file, _)| in_any(file, &["dialogue"]))
        .flat_map(|(file, code)| vec![file; code.matches("ShopRequest::Place").count()])
        .collect();
    assert_eq!(places, ["dialogue/confirmation.rs"]);
}
