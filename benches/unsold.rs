//! How often something that nobody sells is heard as something else:
//! `cargo bench --bench unsold [-- FOLDER] [--intents DIR] [--noise DB,…]`.
//!
//! FOLDER has `labels.json` and `audio/` as `orderly bench speech` has them, DIR the sentences. Each value of a list whose
//! values are goods (`metadata: {goods: true}`) is taken out of the sentences in turn, and the recordings in which it is
//! asked for are heard: all that is made of them is wrong, but for a question.

use std::collections::BTreeMap;
use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Map, Value as Json};

const ORDERLY: &str = env!("CARGO_BIN_EXE_orderly");

fn main() -> Result<(), Box<dyn Error>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let option = |name: &str| arguments.iter().position(|one| one == name).and_then(|at| arguments.get(at + 1));
    let folder = arguments.first().filter(|first| !first.starts_with("--"));
    let folder = folder.map_or_else(|| root.join("../shared/speech/ordering"), PathBuf::from).canonicalize()?;
    let intents = option("--intents").map_or_else(|| root.join("benches/ordering"), PathBuf::from);
    let noise = option("--noise").map_or("12", String::as_str);
    let labels: Map<String, Json> = serde_json::from_slice(&std::fs::read(folder.join("labels.json"))?)?;

    let mut totals: BTreeMap<String, Tally> = BTreeMap::new();
    for goods in goods(&intents)? {
        let asked_for = |label: &Json| label["slots"][&goods.slot].as_str().map(str::trim) == Some(&goods.name);
        let asked: Map<String, Json> = labels.clone().into_iter().filter(|(_, label)| asked_for(label)).collect();
        if asked.is_empty() {
            continue;
        }
        println!("{}", goods.name);
        for (noise, tally) in heard(&folder, &intents, &goods, &asked, noise)? {
            tally.print(&noise);
            let total = totals.entry(noise).or_default();
            *total = Tally {
                accepted: total.accepted + tally.accepted,
                asked: total.asked + tally.asked,
                all: total.all + tally.all,
            };
        }
    }
    println!("all");
    totals.iter().for_each(|(noise, tally)| tally.print(noise));
    Ok(())
}

/// What came of recordings in which something is asked for that is not sold.
#[derive(Default)]
struct Tally {
    /// It was heard as something else that is sold.
    accepted: u64,
    /// It was asked for, or something else was.
    asked: u64,
    all: u64,
}

impl Tally {
    fn print(&self, noise: &str) {
        let Self { accepted, asked, all } = self;
        let percent = 100.0 * *accepted as f64 / (*all).max(1) as f64;
        println!("  {noise:12} {accepted:4} of {all:4} heard as something else, {percent:5.1} %; {asked:4} asked");
    }
}

/// Something that is sold, and the sentences of its file without it.
struct Goods {
    slot: String,
    name: String,
    file: PathBuf,
    without: Json,
}

fn goods(intents: &Path) -> Result<Vec<Goods>, Box<dyn Error>> {
    let mut goods = Vec::new();
    for language in std::fs::read_dir(intents)? {
        for file in std::fs::read_dir(language?.path())? {
            let file = file?.path();
            let sentences: Json = serde_saphyr::from_str(&std::fs::read_to_string(&file)?)?;
            let lists = sentences["lists"].as_object().into_iter().flatten();
            for (slot, list) in lists.filter(|(_, list)| list["metadata"]["goods"] == true) {
                for name in list["values"].as_array().into_iter().flatten().filter_map(Json::as_str) {
                    let mut without = sentences.clone();
                    if let Some(values) = without["lists"][slot]["values"].as_array_mut() {
                        values.retain(|other| other != name);
                    }
                    goods.push(Goods { slot: slot.clone(), name: name.to_owned(), file: file.clone(), without });
                }
            }
        }
    }
    Ok(goods)
}

/// What `orderly bench speech` makes of the recordings in which something is asked for, for each noise, when it is not
/// sold.
fn heard(
    folder: &Path,
    intents: &Path,
    goods: &Goods,
    all: &Map<String, Json>,
    noise: &str,
) -> Result<Vec<(String, Tally)>, Box<dyn Error>> {
    let changed = tempfile::tempdir()?;
    std::os::unix::fs::symlink(folder.join("audio"), changed.path().join("audio"))?;
    std::fs::write(changed.path().join("labels.json"), serde_json::to_vec(all)?)?;
    for language in std::fs::read_dir(intents)? {
        let language = language?;
        let copy = changed.path().join("intents").join(language.file_name());
        std::fs::create_dir_all(&copy)?;
        for other in std::fs::read_dir(language.path())? {
            let other = other?;
            let target = copy.join(other.file_name());
            if other.path() == goods.file {
                std::fs::write(target, serde_json::to_vec(&goods.without)?)?;
            } else {
                std::fs::copy(other.path(), target)?;
            }
        }
    }
    let output =
        Command::new(ORDERLY).args(["bench", "speech", "--json", "--noise", noise]).arg(changed.path()).output()?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into());
    }
    let mut heard = Vec::new();
    for line in String::from_utf8(output.stdout)?.lines() {
        let line: Json = serde_json::from_str(line)?;
        let Some(accepted) = line["substituted"].as_u64() else { continue };
        let asked = ["right_after_question", "asked_in_vain"].iter().filter_map(|field| line[field].as_u64()).sum();
        let below = line["noise_db"].as_f64();
        heard.push((
            below.map_or_else(|| "as recorded".to_owned(), |below| format!("{below} dB")),
            Tally { accepted, asked, all: all.len() as u64 },
        ));
    }
    Ok(heard)
}
