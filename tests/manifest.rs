//! `orderly models pull` against a real HTTP server that behaves well, badly, and worse.

#[path = "manifest/server.rs"]
mod server;

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use orderly::manifest::File;
use orderly::manifest::download::{DownloadError, fetch};
use sha2::{Digest, Sha256};

use server::{Manner, Server};

/// Long enough for many reads, and without a period that a wrong offset could fall into.
fn content() -> Vec<u8> {
    (0..300_000_u32).flat_map(|number| number.wrapping_mul(2_654_435_761).to_le_bytes()).collect()
}

fn file() -> File {
    let content = content();
    File {
        url: "https://example.invalid/models/ear.bin".to_owned(),
        size: content.len() as u64,
        sha256: format!("{:x}", Sha256::digest(&content)),
    }
}

fn pull(server: &Server, folder: &Path) -> Result<std::path::PathBuf, DownloadError> {
    fetch(&file(), Some(&server.url()), folder, &mut |_| ())
}

fn part(folder: &Path) -> std::path::PathBuf {
    folder.join("ear.bin.part")
}

#[test]
fn a_file_arrives_whole_and_reports_its_progress() {
    let (server, folder) = (Server::start(content(), [Manner::Whole]), tempfile::tempdir().unwrap());
    let mut seen = Vec::new();
    let path = fetch(&file(), Some(&server.url()), folder.path(), &mut |have| seen.push(have)).unwrap();
    assert_eq!(fs::read(&path).unwrap(), content());
    assert!(!part(folder.path()).exists());
    assert!(seen.is_sorted() && seen.last() == Some(&file().size));
    assert_eq!(server.requests()[0].path, "/ear.bin");
}

#[test]
fn what_is_already_here_is_not_asked_for_again() {
    let (server, folder) = (Server::start(content(), []), tempfile::tempdir().unwrap());
    fs::write(folder.path().join("ear.bin"), content()).unwrap();
    pull(&server, folder.path()).unwrap();
    assert!(server.requests().is_empty());
}

#[test]
fn a_download_that_broke_off_goes_on_where_it_stopped() {
    let manners = [Manner::CutAfter(400_000), Manner::Whole];
    let (server, folder) = (Server::start(content(), manners), tempfile::tempdir().unwrap());
    let error = pull(&server, folder.path()).unwrap_err();
    assert!(matches!(error, DownloadError::BrokeOff { have: 400_000, .. }), "{error}");
    assert_eq!(fs::metadata(part(folder.path())).unwrap().len(), 400_000);

    let path = pull(&server, folder.path()).unwrap();
    assert_eq!(fs::read(path).unwrap(), content());
    assert_eq!(server.requests()[1].range.as_deref(), Some("bytes=400000-"));
}

#[test]
fn servers_that_do_not_resume_still_give_the_whole_file() {
    for manner in [Manner::IgnoreRange, Manner::OtherRange, Manner::NotSatisfiable] {
        let (server, folder) = (Server::start(content(), [manner, Manner::Whole]), tempfile::tempdir().unwrap());
        fs::write(part(folder.path()), &content()[..1234]).unwrap();
        let path = pull(&server, folder.path()).unwrap_or_else(|error| panic!("{manner:?}: {error}"));
        assert_eq!(fs::read(path).unwrap(), content(), "{manner:?}");
    }
}

#[test]
fn garbage_of_the_right_size_is_deleted_and_never_becomes_the_file() {
    let (server, folder) = (Server::start(content(), [Manner::Garbage, Manner::Whole]), tempfile::tempdir().unwrap());
    let error = pull(&server, folder.path()).unwrap_err();
    assert!(matches!(error, DownloadError::WrongHash { .. }) && error.to_string().contains("deleted"), "{error}");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    pull(&server, folder.path()).unwrap();
}

#[test]
fn a_part_that_belongs_to_another_file_is_found_out_by_the_hash() {
    let (server, folder) = (Server::start(content(), [Manner::Whole]), tempfile::tempdir().unwrap());
    fs::write(part(folder.path()), b"something else").unwrap();
    assert!(matches!(pull(&server, folder.path()), Err(DownloadError::WrongHash { .. })));
    assert!(!part(folder.path()).exists());
}

#[test]
fn a_part_that_is_too_long_is_thrown_away() {
    let (server, folder) = (Server::start(content(), [Manner::Whole]), tempfile::tempdir().unwrap());
    fs::write(part(folder.path()), vec![7; content().len() + 1]).unwrap();
    pull(&server, folder.path()).unwrap();
}

#[test]
fn an_endless_body_stops_at_the_size_that_the_manifest_states() {
    let (server, folder) = (Server::start(content(), [Manner::Endless]), tempfile::tempdir().unwrap());
    let mut most = 0;
    let error = fetch(&file(), Some(&server.url()), folder.path(), &mut |have| most = most.max(have)).unwrap_err();
    assert!(matches!(error, DownloadError::WrongSize { .. }), "{error}");
    assert!(most <= file().size);
    assert_eq!(fs::metadata(part(folder.path())).unwrap().len(), 0);
}

#[test]
fn a_file_of_another_size_is_refused_before_it_is_fetched() {
    let (server, folder) = (Server::start(b"an error page".to_vec(), [Manner::Whole]), tempfile::tempdir().unwrap());
    assert!(matches!(pull(&server, folder.path()), Err(DownloadError::WrongSize { .. })));
}

#[test]
fn answers_that_are_no_file_are_one_clear_error() {
    let (server, folder) = (Server::start(content(), [Manner::NotFound]), tempfile::tempdir().unwrap());
    let error = pull(&server, folder.path()).unwrap_err();
    assert!(error.to_string().contains("404"), "{error}");

    let (server, folder) = (Server::start(content(), [Manner::NoHttp]), tempfile::tempdir().unwrap());
    let error = pull(&server, folder.path()).unwrap_err();
    assert!(matches!(error, DownloadError::Unreachable { .. }), "{error}");
}

#[test]
fn two_downloads_of_the_same_file_do_not_write_into_each_other() {
    let (server, folder) = (Server::start(content(), [Manner::Whole]), tempfile::tempdir().unwrap());
    let other = fs::File::create(part(folder.path())).unwrap();
    other.lock().unwrap();
    assert!(matches!(pull(&server, folder.path()), Err(DownloadError::Busy { .. })));
    drop(other);
    pull(&server, folder.path()).unwrap();
}

#[test]
fn a_full_disk_and_a_folder_that_is_none_say_what_to_do() {
    let (server, folder) = (Server::start(content(), [Manner::Whole]), tempfile::tempdir().unwrap());
    std::os::unix::fs::symlink("/dev/full", part(folder.path())).unwrap();
    let error = pull(&server, folder.path()).unwrap_err().to_string();
    assert!(error.contains("No space left") && error.contains("Make room"), "{error}");

    let no_folder = folder.path().join("taken");
    fs::write(&no_folder, b"").unwrap();
    let error = pull(&server, &no_folder).unwrap_err();
    assert!(matches!(error, DownloadError::Disk { .. }), "{error}");
}

fn orderly(data: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_orderly")).arg("--data").arg(data).args(arguments).output().unwrap()
}

#[test]
fn offline_the_command_says_in_one_line_what_orderly_uses_instead() {
    let data = tempfile::tempdir().unwrap();
    for (kind, name, instead) in [("models", "tiny.en", "PocketSphinx"), ("voices", "en_GB-alba-medium", "espeak-ng")] {
        let output = orderly(data.path(), &[kind, "pull", name, "--mirror", "http://127.0.0.1:9"]);
        let complaint = String::from_utf8(output.stderr).unwrap();
        assert!(!output.status.success());
        assert_eq!(complaint.lines().count(), 1, "{complaint}");
        assert!(complaint.contains("127.0.0.1:9") && complaint.contains(instead), "{complaint}");
        assert!(String::from_utf8(output.stdout).unwrap().contains("Licence: "));
    }
}

#[test]
fn a_name_that_is_not_in_the_list_gets_the_nearest_one() {
    let data = tempfile::tempdir().unwrap();
    let output = orderly(data.path(), &["models", "pull", "tinyen"]);
    assert!(!output.status.success());
    assert!(String::from_utf8(output.stderr).unwrap().contains("The nearest is tiny.en."));
}

#[test]
fn the_list_is_one_json_object_a_line() {
    let data = tempfile::tempdir().unwrap();
    let output = orderly(data.path(), &["voices", "list", "--json"]);
    let lines: Vec<serde_json::Value> =
        String::from_utf8(output.stdout).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert!(!lines.is_empty());
    assert!(lines.iter().all(|line| line["licence"].is_string() && line["size"].is_u64()));
}
