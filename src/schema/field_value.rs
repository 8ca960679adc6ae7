//! What fields hold.

use std::ops::Range;

use serde::Serialize;

use super::time::Date;

/// A value of a field's type.
#[derive(Debug, Clone, PartialEq)]
pub enum FieldValue {
    /// Of a text or Markdown field.
    Text(String),
    /// Of a list field.
    List(Vec<String>),
    /// Of a field of terms or a relation.
    References(Vec<Reference>),
    /// Of a date field.
    Date(Date),
    /// Of a field of minutes.
    Minutes(u32),
    /// Of a number field.
    Number(f64),
    /// Of a boolean field.
    Bool(bool),
    /// Of a quote field.
    Quote(Quote),
    /// Of a field of trade-offs.
    TradeOffs(TradeOffs),
    /// Of a field of records.
    Records(Vec<Record>),
    /// Of a field of people.
    People(Vec<Person>),
    /// Of a field of steps.
    Steps(Vec<Step>),
    /// Of the search field.
    Search(Search),
    /// Of a free field: what was written is in [`Fields::written`](super::Fields::written).
    Free,
}

impl FieldValue {
    /// The value in a few words, for values that have some; `duration` writes minutes.
    pub fn short_text(&self, duration: impl Fn(u32) -> String) -> Option<String> {
        match self {
            Self::Text(text) => Some(text.clone()),
            Self::List(items) => Some(items.join(", ")),
            Self::Date(date) => Some(date.to_string()),
            Self::Minutes(minutes) => Some(duration(*minutes)),
            Self::Number(number) => Some(number.to_string()),
            Self::Bool(value) => Some(if *value { "✓" } else { "✗" }.to_owned()),
            Self::People(people) => {
                Some(people.iter().map(|person| person.name.as_str()).collect::<Vec<_>>().join(", "))
            }
            Self::References(_)
            | Self::Quote(_)
            | Self::TradeOffs(_)
            | Self::Records(_)
            | Self::Steps(_)
            | Self::Search(_)
            | Self::Free => None,
        }
    }

    /// The texts in it, where it is of a field of inline Markdown; of a relation, what is said of each page.
    pub(crate) fn markdown(&self) -> Vec<&str> {
        match self {
            Self::Text(text) => vec![text],
            Self::List(items) => items.iter().map(String::as_str).collect(),
            Self::Quote(quote) => vec![&quote.text],
            Self::TradeOffs(both) => {
                both.text.iter().chain(&both.pros).chain(&both.cons).map(String::as_str).collect()
            }
            Self::Steps(steps) => steps
                .iter()
                .flat_map(|step| [&step.title, &step.text])
                .flatten()
                .map(String::as_str)
                .collect(),
            Self::References(named) => named.iter().filter_map(|named| named.note.as_deref()).collect(),
            _ => Vec::new(),
        }
    }
}

/// A named term or page, as the author named it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// The id, title, number or path.
    pub name: String,
    /// Which aspect of it, if the author says so.
    pub aspect: Option<String>,
    /// Why or how, in inline Markdown.
    pub note: Option<String>,
    /// The group it was written in: `primary`, `secondary`.
    pub group: Option<String>,
    /// Where it is named.
    pub span: Range<usize>,
}

impl Reference {
    /// A name, with nothing said about it.
    pub(super) fn named(name: &str, span: Range<usize>) -> Self {
        Self { name: name.to_owned(), aspect: None, note: None, group: None, span }
    }
}

/// A step of a learning path.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Step {
    /// What it is called, in inline Markdown.
    pub title: Option<String>,
    /// How long it takes, in minutes, if the author says so.
    pub minutes: Option<u32>,
    /// The pages to read, in order.
    pub patterns: Vec<Reference>,
    /// What it is about, in inline Markdown.
    pub text: Option<String>,
}

/// A text and who said it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Quote {
    /// What was said, in inline Markdown.
    pub text: String,
    /// Who said it.
    pub by: Option<String>,
}

/// What is gained and what is paid.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct TradeOffs {
    /// In one sentence.
    pub text: Option<String>,
    /// What is gained.
    pub pros: Vec<String>,
    /// What is paid.
    pub cons: Vec<String>,
}

impl TradeOffs {
    /// What is gained, and what is paid, each with its sign before what `shown` makes of it.
    pub(crate) fn signed(&self, shown: impl Fn(&str) -> String) -> [Vec<String>; 2] {
        let with =
            |sign, texts: &[String]| texts.iter().map(|text| format!("{sign} {}", shown(text))).collect();
        [with('+', &self.pros), with('−', &self.cons)]
    }
}

/// Keys and texts, in the order they were written.
pub type Record = Vec<(String, String)>;

/// An author or a decider.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Person {
    /// The name.
    pub name: String,
    /// A page of theirs.
    pub url: Option<String>,
    /// An address.
    pub email: Option<String>,
}

/// How the search treats the page.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Search {
    /// Not found at all.
    pub exclude: bool,
    /// Multiplies the page's rank; 1 is neutral.
    pub boost: f64,
    /// What readers ask for when they want the page.
    pub queries: Vec<String>,
}
