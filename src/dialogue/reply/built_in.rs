//! The replies files that are part of the program.

use super::RepliesFile;
use crate::config::Tone;
use crate::language::primary;

/// A language, and its files: everything, then what is warmer, then what is more formal.
type Files = (&'static str, [&'static str; 3]);

macro_rules! built_in {
    ($($language:literal)+) => {
        [$((
            $language,
            [
                include_str!(concat!("../../../intents/", $language, "/replies.ftl")),
                include_str!(concat!("../../../intents/", $language, "/replies.warm.ftl")),
                include_str!(concat!("../../../intents/", $language, "/replies.formal.ftl")),
            ],
        ),)+]
    };
}

/// Every language that has replies.
pub(super) const LANGUAGES: [Files; 5] = built_in!["en" "nl" "de" "fr" "es"];

/// The files of a language in a tone, the one that says everything first; none when the language has none.
pub(super) fn files(language: &str, tone: Tone) -> Vec<RepliesFile> {
    let base = primary(language);
    let Some((language, [plain, warm, formal])) = LANGUAGES.iter().find(|(known, _)| *known == base) else {
        return Vec::new();
    };
    let file =
        |name: &str, text: &str| RepliesFile { name: format!("intents/{language}/{name}"), text: text.to_owned() };
    let mut files = vec![file("replies.ftl", plain)];
    match tone {
        Tone::Plain => {}
        Tone::Warm => files.push(file("replies.warm.ftl", warm)),
        Tone::Formal => files.push(file("replies.formal.ftl", formal)),
    }
    files
}
