//! Reading a configuration file, so that everything wrong with it is said at once and in its place.

use std::borrow::Cow;
use std::ops::Range;

use toml::de::{DeTable, DeValue};
use toml::{Spanned, Table, Value};

use super::{Config, LinkedConfig, LoudspeakerConfig, Problem, SiteAudioConfig, SiteConfig, SpeakerConfig, ranges};

/// Stands for the names that the owner chooses.
const NAME: &str = "NAME";

/// Reads a configuration.
///
/// # Errors
/// Everything that is wrong, from top to bottom.
pub(super) fn read(bytes: &[u8]) -> Result<Config, Vec<Problem>> {
    let text = str::from_utf8(bytes).map_err(|error| {
        let line = 1 + bytes.iter().take(error.valid_up_to()).filter(|byte| **byte == b'\n').count();
        vec![Problem { line, reason: "this is no UTF-8 text; save the file as UTF-8".to_owned() }]
    })?;
    let file = File { text, table: DeTable::parse(text).map_err(|error| vec![syntax(text, &error)])?.into_inner() };
    let known = known().map_err(|error| vec![file.problem(0, &error.to_string())])?;
    all_right(file.unknown_or_of_the_wrong_type(&known))?;
    let config: Config = toml::from_str(text).map_err(|error| vec![file.not_taken(&error)])?;
    all_right(ranges::check(&config).into_iter().map(|wrong| file.out_of_range(wrong)).collect())?;
    Ok(config)
}

/// Every key with an example of its value.
fn known() -> Result<Table, toml::ser::Error> {
    let mut config = Config::default();
    config.permission.speakers.insert(NAME.to_owned(), SpeakerConfig::default());
    config.permission.sites.insert(NAME.to_owned(), SiteConfig::default());
    config.audio.sites.insert(NAME.to_owned(), SiteAudioConfig::default());
    config.mqtt.announce_on.insert(NAME.to_owned(), LoudspeakerConfig::default());
    config.alexa.users.insert(NAME.to_owned(), LinkedConfig::default());
    config.dialogflow.users.insert(NAME.to_owned(), LinkedConfig::default());
    Table::try_from(config)
}

fn all_right(mut problems: Vec<Problem>) -> Result<(), Vec<Problem>> {
    problems.sort();
    if problems.is_empty() { Ok(()) } else { Err(problems) }
}

fn syntax(text: &str, error: &toml::de::Error) -> Problem {
    let span = error.span().unwrap_or_default();
    let found = text.get(span.clone()).filter(|found| !found.trim().is_empty() && !found.contains('\n'));
    let place = found.map_or_else(String::new, |found| format!(", at `{found}`"));
    Problem { line: line(text, span.start), reason: format!("this is no TOML: {}{place}", error.message()) }
}

fn line(text: &str, at: usize) -> usize {
    1 + text.bytes().take(at).filter(|byte| *byte == b'\n').count()
}

struct File<'a> {
    text: &'a str,
    table: DeTable<'a>,
}

impl File<'_> {
    fn problem(&self, at: usize, reason: &str) -> Problem {
        Problem { line: line(self.text, at), reason: reason.to_owned() }
    }

    fn unknown_or_of_the_wrong_type(&self, known: &Table) -> Vec<Problem> {
        let mut problems = Vec::new();
        for (section, content) in &self.table {
            let (at, name) = (section.span().start, section.get_ref());
            match (known.get(name.as_ref()).and_then(Value::as_table), content.get_ref()) {
                (Some(keys), DeValue::Table(content)) => {
                    problems.extend(content.iter().flat_map(|(key, value)| self.entry(name, keys, key, value, known)));
                }
                (Some(_), _) => problems.push(self.problem(at, &format!("{name} is a section: write [{name}]"))),
                (None, DeValue::Table(_)) => {
                    let hint = nearest(name, known.keys()).map_or_else(
                        || format!("the sections are {}", list(known.keys().map(String::as_str))),
                        |near| format!("did you mean [{near}]?"),
                    );
                    problems.push(self.problem(at, &format!("[{name}]: there is no such section; {hint}")));
                }
                (None, _) => {
                    let hint = home(name, known).map_or_else(
                        || "every key is in a section".to_owned(),
                        |section| format!("it belongs in [{section}]"),
                    );
                    problems.push(self.problem(at, &format!("{name}: there is no such key here; {hint}")));
                }
            }
        }
        problems
    }

    fn entry(
        &self,
        section: &str,
        keys: &Table,
        key: &Spanned<Cow<'_, str>>,
        value: &Spanned<DeValue<'_>>,
        known: &Table,
    ) -> Vec<Problem> {
        let (at, name) = (key.span().start, key.get_ref());
        let Some(example) = keys.get(name.as_ref()) else {
            let hint = if let Some(near) = nearest(name, keys.keys()) {
                format!("did you mean `{near}`?")
            } else if let Some(home) = home(name, known) {
                format!("it belongs in [{home}]")
            } else {
                format!("the keys of [{section}] are {}", list(keys.keys().map(String::as_str)))
            };
            return vec![self.problem(at, &format!("{section}.{name}: there is no such key; {hint}"))];
        };
        if let Some(keys) = example.get(NAME).and_then(Value::as_table) {
            return self.named(&format!("{section}.{name}"), keys, at, value, known);
        }
        let fits = match (example, value.get_ref()) {
            (Value::Float(_), given) => given.is_float() || given.is_integer(),
            (Value::Integer(_), given) => given.is_integer(),
            (Value::Boolean(_), given) => given.is_bool(),
            (Value::Array(_), given) => {
                given.as_array().is_some_and(|given| given.iter().all(|one| one.get_ref().is_str()))
            }
            (_, given) => given.is_str(),
        };
        let expected = match example {
            Value::Float(number) => format!("a number such as {number}"),
            Value::Integer(number) => format!("a whole number such as {number}"),
            Value::Boolean(_) => "true or false, without quotes".to_owned(),
            Value::Array(_) => "a list of texts such as [\"this\", \"that\"]".to_owned(),
            _ => "text in quotes".to_owned(),
        };
        if fits {
            return Vec::new();
        }
        let given = value.get_ref().type_str();
        vec![self.problem(at, &format!("{section}.{name}: expected {expected}, found {given}"))]
    }

    /// Sections that the owner names: `[permission.speakers.anna]`.
    fn named(
        &self,
        section: &str,
        keys: &Table,
        at: usize,
        value: &Spanned<DeValue<'_>>,
        known: &Table,
    ) -> Vec<Problem> {
        let wanted = format!("{section} is a section for each name: write [{section}.{NAME}]");
        let Some(names) = value.get_ref().as_table() else { return vec![self.problem(at, &wanted)] };
        let one = |(name, content): (&Spanned<Cow<'_, str>>, &Spanned<DeValue<'_>>)| {
            let section = format!("{section}.{}", name.get_ref());
            match content.get_ref().as_table() {
                Some(content) => {
                    content.iter().flat_map(|(key, value)| self.entry(&section, keys, key, value, known)).collect()
                }
                None => vec![self.problem(name.span().start, &wanted)],
            }
        };
        names.iter().flat_map(one).collect()
    }

    /// What serde did not take although its type is right: a word that is none of an enum's, a number too large.
    fn not_taken(&self, error: &toml::de::Error) -> Problem {
        let at = error.span().map_or(0, |span| span.start);
        let key = self
            .entries()
            .into_iter()
            .find(|entry| entry.value.contains(&at))
            .map_or_else(String::new, |entry| format!("{}: ", entry.path));
        let reason = match error.message() {
            message if message.ends_with("expected u16") => "expected a whole number from 0 to 65535".to_owned(),
            message if message.ends_with("expected u32") => "expected a whole number from 0 to 4294967295".to_owned(),
            message => message.strip_prefix("unknown variant ").unwrap_or(message).to_owned(),
        };
        self.problem(at, &format!("{key}{reason}"))
    }

    fn out_of_range(&self, wrong: ranges::OutOfRange) -> Problem {
        let ranges::OutOfRange { section, key, reason } = wrong;
        let path = format!("{section}.{key}");
        let at = self.entries().into_iter().find(|entry| entry.path == path).map_or(0, |entry| entry.at);
        self.problem(at, &format!("{path}: {reason}"))
    }

    fn entries(&self) -> Vec<Entry> {
        let mut entries = Vec::new();
        gather("", &self.table, &mut entries);
        entries
    }
}

/// Something that has a name in the file.
struct Entry {
    /// `permission.speakers.anna.per_day`
    path: String,
    /// Where its name is.
    at: usize,
    /// Where its value is; nowhere for a section.
    value: Range<usize>,
}

fn gather(above: &str, table: &DeTable<'_>, entries: &mut Vec<Entry>) {
    for (name, content) in table {
        let path = format!("{above}{}", name.get_ref());
        let section = content.get_ref().as_table();
        let value = if section.is_some() { 0..0 } else { content.span() };
        entries.push(Entry { path: path.clone(), at: name.span().start, value });
        if let Some(section) = section {
            gather(&format!("{path}."), section, entries);
        }
    }
}

/// The name that was probably meant: a few letters away, or without its unit.
fn nearest<'a>(name: &str, known: impl Iterator<Item = &'a String>) -> Option<&'a str> {
    let name = name.to_lowercase().replace('-', "_");
    let distance = |candidate: &str| {
        if !name.is_empty() && candidate.starts_with(&name) { 1 } else { strsim::damerau_levenshtein(&name, candidate) }
    };
    known
        .map(|candidate| (distance(candidate), candidate.as_str()))
        .min()
        .filter(|(distance, candidate)| *distance <= (candidate.len() / 3).max(1))
        .map(|(_, candidate)| candidate)
}

/// The section that has such a key.
fn home<'a>(key: &str, known: &'a Table) -> Option<&'a str> {
    known
        .iter()
        .find(|(_, keys)| keys.as_table().is_some_and(|keys| keys.contains_key(key)))
        .map(|(section, _)| section.as_str())
}

fn list<'a>(names: impl Iterator<Item = &'a str>) -> String {
    names.collect::<Vec<_>>().join(", ")
}
