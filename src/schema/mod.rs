//! The schema: which fields a page may have, what they accept, and what they mean.
//!
//! Built-in fields come from one table (`built_in.rs`); the configuration adds to it or changes it.
//! [`Schema::read`] turns a front matter as written into [`Fields`] and reports what does not fit.

mod built_in;
mod coerce;
mod fields;
#[cfg(test)]
mod guide_tables;
mod references;
mod steps;
pub(crate) mod superseded;
mod time;
mod values;

use std::collections::BTreeMap;

pub use fields::{FieldValue, Fields, Person, Quote, Record, Reference, Search, Step, TradeOffs, Typed};

pub(crate) use time::parse_minutes;
pub use time::{Date, Precision};

use crate::diagnostic::{Code, Diagnostic, nearest};
use crate::front_matter::{Entry, Map};
use crate::text::name::{in_words, key};

/// What a field's values are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldType {
    /// A text, shown as it is.
    Text,
    /// A text with inline Markdown.
    Markdown,
    /// A list of texts with inline Markdown.
    List,
    /// Terms of the taxonomy of the field's name.
    Terms,
    /// Pages of this book.
    Relation,
    /// A year, a month or a day.
    Date,
    /// A duration in minutes.
    Minutes,
    /// A number.
    Number,
    /// `true` or `false`.
    Bool,
    /// A text and who said it.
    Quote,
    /// A text, or pros and cons.
    TradeOffs,
    /// A list of tables with the same keys.
    Records,
    /// Names, or `{name, url, email}`.
    People,
    /// What to read and do, in order: `{title, duration, patterns, text}`.
    Steps,
    /// `{exclude, boost, queries}`.
    Search,
    /// Anything; nobody looks inside.
    Free,
}

impl FieldType {
    /// The names that the configuration accepts, with their types.
    pub const NAMES: &'static [(&'static str, FieldType)] = &[
        ("text", FieldType::Text),
        ("markdown", FieldType::Markdown),
        ("list", FieldType::List),
        ("terms", FieldType::Terms),
        ("relation", FieldType::Relation),
        ("date", FieldType::Date),
        ("minutes", FieldType::Minutes),
        ("number", FieldType::Number),
        ("bool", FieldType::Bool),
        ("quote", FieldType::Quote),
        ("trade-offs", FieldType::TradeOffs),
        ("records", FieldType::Records),
        ("people", FieldType::People),
        ("steps", FieldType::Steps),
        ("search", FieldType::Search),
        ("free", FieldType::Free),
    ];
}

/// The declaration of one field.
#[derive(Debug, Clone, PartialEq)]
pub struct Field {
    /// Its name, in `snake_case`.
    pub name: String,
    /// Other names that front matter may use.
    pub aliases: Vec<String>,
    /// What its values are.
    pub kind: FieldType,
    /// The only values it accepts; any if empty.
    pub one_of: Vec<String>,
    /// The page types that must have it.
    pub required_for: Vec<String>,
    /// What readers see; the name in words if `None`.
    pub label: Option<String>,
    /// Of a relation: what the other page calls it.
    pub inverse: Option<String>,
    /// The headings of sections that say it, for `lift`.
    pub from_section: Vec<String>,
    /// Whether the book declared it, and no piece of furniture knows it.
    pub own: bool,
}

impl Field {
    /// A field of a type, with nothing else said about it.
    pub fn new(name: &str, kind: FieldType) -> Self {
        Self {
            name: name.replace('-', "_"),
            aliases: Vec::new(),
            kind,
            one_of: Vec::new(),
            required_for: Vec::new(),
            label: None,
            inverse: None,
            from_section: Vec::new(),
            own: true,
        }
    }

    /// What readers see: the label, or the name in words.
    pub fn label(&self) -> String {
        self.label.clone().unwrap_or_else(|| in_words(&self.name))
    }
}

/// All fields.
#[derive(Debug, Clone, PartialEq)]
pub struct Schema {
    fields: Vec<Field>,
    names: BTreeMap<String, usize>,
}

impl Default for Schema {
    fn default() -> Self {
        let mut schema = Self { fields: Vec::new(), names: BTreeMap::new() };
        built_in::fields().for_each(|field| schema.declare(field));
        schema
    }
}

impl Schema {
    /// Adds a field, or replaces the one of its name.
    pub fn declare(&mut self, field: Field) {
        let at = match self.names.get(&key(&field.name)) {
            Some(&at) => at,
            None => {
                self.fields.push(field.clone());
                self.fields.len() - 1
            }
        };
        for name in std::iter::once(&field.name).chain(&field.aliases) {
            self.names.insert(key(name), at);
        }
        self.fields[at] = field;
    }

    /// The field that a key names, by its name or an alias, whatever its case and dashes.
    pub fn get(&self, name: &str) -> Option<&Field> {
        self.names.get(&key(name)).map(|&at| &self.fields[at])
    }

    /// All fields in the order of their declaration.
    pub fn fields(&self) -> impl Iterator<Item = &Field> {
        self.fields.iter()
    }

    /// Reads a front matter as written. `text` is the page, `file` its name for the problems.
    pub fn read(&self, written: Map, text: &str, file: &str, problems: &mut Vec<Diagnostic>) -> Fields {
        let mut fields = Fields::default();
        let ends = value_ends(&written, text);
        for (entry, end) in written.0.iter().zip(ends) {
            let Some(field) = self.get(&entry.key) else {
                if !is_free(&entry.key) {
                    problems.push(self.unknown_key(entry, file));
                }
                continue;
            };
            if let Some(first) = fields.get(&field.name) {
                problems.push(twice(entry, field, &first.key, file));
                continue;
            }
            let mut reader = coerce::ValueReader { file, text, field, key: &entry.key, end, problems };
            if let Some(value) = reader.read(&entry.node) {
                let typed = Typed { value, key: entry.key.clone(), span: entry.node.span.clone() };
                fields.insert(&field.name, typed);
            }
        }
        superseded::split(&mut fields, self, text);
        self.require(&fields, text, file, problems);
        fields.written = written;
        fields
    }

    fn unknown_key(&self, entry: &Entry, file: &str) -> Diagnostic {
        let names = self.fields.iter().flat_map(|f| std::iter::once(&f.name).chain(&f.aliases));
        let help = match nearest(&entry.key, names.map(String::as_str)) {
            Some(name) => format!("a similar field is `{name}`"),
            None => format!(
                "put it under `extra:`, or declare it in book.toml: `[preprocessor.patterns.field.{}]`",
                entry.key
            ),
        };
        Diagnostic::new(Code::UnknownKey, format!("`{}` is no field", entry.key))
            .at(file, entry.key_span.clone())
            .help(help)
    }

    fn require(&self, fields: &Fields, text: &str, file: &str, problems: &mut Vec<Diagnostic>) {
        let Some(page_type) = fields.text("type") else { return };
        for field in &self.fields {
            let required = field.required_for.iter().any(|t| key(t) == key(page_type));
            if required && fields.get(&field.name).is_none() {
                let message = format!("pages of type `{page_type}` need `{}`", field.name);
                let first_line = text.find('\n').unwrap_or(text.len());
                problems.push(
                    Diagnostic::new(Code::MissingField, message)
                        .at(file, 0..first_line)
                        .help(format!("add `{}: ...` to the front matter", field.name)),
                );
            }
        }
    }
}

/// Keys that are the author's own business.
fn is_free(name: &str) -> bool {
    name.starts_with("x-") || name.starts_with('_')
}

fn twice(entry: &Entry, field: &Field, first: &str, file: &str) -> Diagnostic {
    Diagnostic::new(Code::DuplicateKey, format!("`{}` and `{first}` are both `{}`", entry.key, field.name))
        .at(file, entry.key_span.clone())
        .help("the first one counts; delete one")
}

/// Where the text of each value ends: before the next key.
fn value_ends(map: &Map, text: &str) -> Vec<usize> {
    let next = map.0.iter().skip(1).map(|entry| entry.key_span.start);
    let ends = next.chain(std::iter::once(text.len()));
    ends.zip(&map.0)
        .map(|(end, entry)| {
            let start = entry.node.span.start.min(end);
            let line = text[start..end].find('\n').map_or(end, |i| start + i);
            start + text[start..line].trim_end().len()
        })
        .collect()
}
