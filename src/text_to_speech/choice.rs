//! The voices to choose from while the daemon runs, each by the name that [`super::Synthesizer::name`] gives it.

use std::path::Path;

use super::SynthesizerError;
use crate::config::SpeechConfig;

/// How the names of an engine's voices begin, and what `speech.engine` calls it.
const ENGINES: [(&str, &str); 2] = [("espeak-ng ", "espeak"), ("piper ", "piper")];

/// The voices of a language: those of espeak-ng, and the Piper voices in the `voices` folders.
#[must_use]
pub fn choices(config: &SpeechConfig, language: &str, data: &Path) -> Vec<String> {
    let mut names = Vec::new();
    #[cfg(feature = "espeak")]
    {
        let voice = super::espeak::voice_for(language);
        names.extend(["", "+f3", "+m3"].map(|variant| format!("espeak-ng {voice}{variant}")));
    }
    #[cfg(feature = "piper")]
    names.extend(super::piper::find_voices(language, data).iter().filter_map(|file| {
        let name = file.file_stem()?.to_str()?;
        Some(format!("piper {name}"))
    }));
    // In a build without voices nothing else looks at these.
    let _unused_without_voices = (language, data);
    let configured = ENGINES.iter().find(|(_, engine)| *engine == config.engine && !config.voice.is_empty());
    names.extend(configured.map(|(beginning, _)| format!("{beginning}{}", config.voice)));
    names.sort();
    names.dedup();
    names
}

/// The configuration that speaks with one of the [`choices`].
///
/// # Errors
/// [`SynthesizerError::NoChoice`] when it is none of them: a name may come from anybody on a broker, and be a path.
pub fn chosen(
    config: &SpeechConfig,
    language: &str,
    data: &Path,
    name: &str,
) -> Result<SpeechConfig, SynthesizerError> {
    let choices = choices(config, language, data);
    let known = choices.iter().any(|choice| choice == name);
    let split = ENGINES.iter().find_map(|(beginning, engine)| Some((engine, name.strip_prefix(beginning)?)));
    match split.filter(|_| known) {
        Some((engine, voice)) => {
            Ok(SpeechConfig { engine: (*engine).to_owned(), voice: voice.to_owned(), ..config.clone() })
        }
        None => Err(SynthesizerError::NoChoice { choices: choices.join(", ") }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_can_be_chosen_is() {
        let configured = SpeechConfig {
            engine: "piper".to_owned(),
            voice: "en_GB-alba-medium".to_owned(),
            ..SpeechConfig::default()
        };
        let choose = |name: &str| chosen(&configured, "en", Path::new("/nowhere"), name);
        let taken = choose("piper en_GB-alba-medium").unwrap();
        assert_eq!((taken.engine.as_str(), taken.voice.as_str()), ("piper", "en_GB-alba-medium"));
        for wrong in ["piper /etc/passwd", "piper ../en_GB-alba-medium", "en_GB-alba-medium", "flite kal", ""] {
            let error = choose(wrong).unwrap_err().to_string();
            assert!(error.contains("piper en_GB-alba-medium"), "{error}");
        }
    }
}
