//! A value for the front matter, and how it is written there.

use crate::front_matter::write::{flow_list, quoted, scalar};
use crate::schema::several_people;

/// A value for the front matter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Said {
    Text(String),
    List(Vec<String>),
    /// Names, each with what is said of it.
    Notes(Vec<(String, Option<String>)>),
    /// Tables of texts.
    Records(Vec<Vec<(&'static str, String)>>),
    /// One table of texts.
    Record(Vec<(&'static str, String)>),
}

impl Said {
    /// The names of terms, pages or texts.
    pub(super) fn names(&self) -> Vec<&str> {
        match self {
            Self::Text(text) => vec![text],
            Self::List(items) => items.iter().map(String::as_str).collect(),
            Self::Notes(notes) => notes.iter().map(|(name, _)| name.as_str()).collect(),
            Self::Records(_) | Self::Record(_) => Vec::new(),
        }
    }

    /// What is said of each name.
    pub(super) fn notes(&self) -> Vec<&str> {
        match self {
            Self::Notes(notes) => notes.iter().filter_map(|(_, note)| note.as_deref()).collect(),
            _ => Vec::new(),
        }
    }

    /// All texts.
    pub(super) fn texts(&self) -> Vec<&str> {
        match self {
            Self::Record(record) => record.iter().map(|(_, value)| value.as_str()).collect(),
            Self::Records(records) => records.iter().flatten().map(|(_, value)| value.as_str()).collect(),
            _ => self.names(),
        }
    }

    /// The lines of a key of YAML, with their ends.
    pub(crate) fn yaml(&self, name: &str) -> String {
        match self {
            Self::Text(text) => format!("{name}: {}\n", scalar(text)),
            Self::List(items) => format!("{name}: {}\n", flow_list(items.iter().map(String::as_str))),
            Self::Notes(notes) => {
                let note = |(name, note): &(String, Option<String>)| {
                    format!("  {}: {}\n", scalar(name), note.as_deref().map_or("~".to_owned(), quoted))
                };
                format!("{name}:\n{}", notes.iter().map(note).collect::<String>())
            }
            Self::Records(records) => match names_only(records) {
                // A list of one is one, whatever stands in it.
                Some(names) if names.len() == 1 && several_people(names[0]).is_none() => {
                    format!("{name}: {}\n", scalar(names[0]))
                }
                Some(names) => format!("{name}: {}\n", flow_list(names)),
                None => {
                    format!("{name}:\n{}", records.iter().map(|record| yaml_item(record)).collect::<String>())
                }
            },
            Self::Record(record) => {
                let line = |(key, value): &(&str, String)| format!("  {key}: {}\n", scalar(value));
                format!("{name}:\n{}", record.iter().map(line).collect::<String>())
            }
        }
    }

    /// The same as a value of TOML.
    pub(crate) fn toml(&self) -> toml_edit::Value {
        let list = |items: &[String]| items.iter().map(String::as_str).collect::<toml_edit::Array>().into();
        match self {
            Self::Text(text) => match text.parse::<toml_edit::Datetime>() {
                Ok(date) => date.into(),
                Err(_) => text.as_str().into(),
            },
            Self::List(items) => list(items),
            Self::Notes(notes) => {
                let pairs =
                    notes.iter().map(|(name, note)| (name.as_str(), note.as_deref().unwrap_or_default()));
                pairs.collect::<toml_edit::InlineTable>().into()
            }
            Self::Records(records) => {
                records.iter().map(|record| toml_record(record)).collect::<toml_edit::Array>().into()
            }
            Self::Record(record) => toml_record(record).into(),
        }
    }
}

/// The names of people of whom nothing else is said.
fn names_only<'r>(records: &'r [Vec<(&'static str, String)>]) -> Option<Vec<&'r str>> {
    let name = |record: &'r Vec<(&'static str, String)>| match record.as_slice() {
        [("name", name)] => Some(name.as_str()),
        _ => None,
    };
    records.iter().map(name).collect()
}

fn yaml_item(record: &[(&'static str, String)]) -> String {
    let line = |(nth, (key, value)): (usize, &(&str, String))| {
        format!("  {} {key}: {}\n", if nth == 0 { "-" } else { " " }, scalar(value))
    };
    record.iter().enumerate().map(line).collect()
}

fn toml_record(record: &[(&'static str, String)]) -> toml_edit::InlineTable {
    record.iter().map(|(key, value)| (*key, value.as_str())).collect()
}
