//! `orderly export`: what speaker hubs have to be told beforehand.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::CommandError;
use crate::assistant::parts;
use crate::channels::{alexa, dialogflow};
use crate::config::Config;
use crate::language;

/// For which hub.
#[derive(Debug, clap::Subcommand)]
pub enum Action {
    /// The interaction model of an Alexa skill, for the locales that are configured.
    Alexa(Arguments),
    /// The files of a Dialogflow agent (ES), to be imported as a zip file.
    Dialogflow(Arguments),
}

/// What both take.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// The folder to write into; files that are there already are replaced.
    #[arg(long, value_name = "DIR")]
    pub out: PathBuf,
}

/// Writes the files, generated from the sentences and from what the shop sells now.
///
/// # Errors
/// [`CommandError`] when the shop cannot be read or the files cannot be written.
pub fn run(action: &Action, config: &Config) -> Result<(), CommandError> {
    let samples = parts::samples(config)?;
    let (out, files) = match action {
        Action::Alexa(Arguments { out }) => {
            let file = |locale: String, model: &Value| {
                (format!("skill-package/interactionModels/custom/{locale}.json"), model.clone())
            };
            let mut files = Vec::new();
            for (tag, samples) in samples.iter() {
                let model = alexa::model::interaction_model(samples, tag, &config.alexa.invocation_name);
                let configured = config.alexa.locales.iter().filter(|locale| language::same(locale, tag));
                let mut locales: Vec<String> = configured.cloned().collect();
                if locales.is_empty() {
                    locales.push(alexa::model::usual_locale(tag));
                }
                files.extend(locales.into_iter().map(|locale| file(locale, &model)));
            }
            (out, files)
        }
        Action::Dialogflow(Arguments { out }) => {
            (out, dialogflow::agent::files(&samples, &config.alexa.invocation_name))
        }
    };
    for (name, content) in &files {
        write(&out.join(name), content)?;
    }
    let count = files.len();
    super::print(&format!("{count} file{} in {}\n", if count == 1 { "" } else { "s" }, out.display()))
}

fn write(path: &Path, content: &Value) -> Result<(), CommandError> {
    let failed = |reason: String| CommandError::Other(format!("{}: {reason}", path.display()));
    let text = serde_json::to_string_pretty(content).map_err(|error| failed(error.to_string()))?;
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder).and_then(|()| fs::write(path, text + "\n")).map_err(|error| failed(error.to_string()))
}
