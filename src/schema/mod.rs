//! The schema: which fields a page may have, what they accept, and what they mean.
//!
//! Built-in fields come from one table (`built_in.rs`); the configuration adds to it or changes it.
//! [`Schema::read`] turns a front matter as written into [`Fields`] and reports what does not fit.

mod built_in;
mod coerce;
mod field_value;
mod fields;
mod format;
#[cfg(test)]
mod guide_tables;
#[cfg(test)]
mod lossless;
mod months;
mod parts;
pub(crate) mod peers;
mod people;
mod references;
mod split;
mod steps;
pub(crate) mod superseded;
mod time;
mod typed;
mod values;

use std::collections::{BTreeMap, BTreeSet};

pub use field_value::{FieldValue, Person, Quote, Record, Reference, Search, Step, TradeOffs};
pub use fields::{Fields, Origin, Typed};

pub use format::NumberFormat;

pub(crate) use people::{is_address, person, several_people};
pub(crate) use references::is_name_key;
pub(crate) use split::{in_signs, is_mixed, parts, sign_between, without_hash};
pub use time::{Date, Precision};
pub(crate) use time::{is_month, parse_minutes, today};

use self::peers::Said;
use crate::diagnostic::{Code, Diagnostic, nearest_key};
use crate::front_matter::Map;
use crate::text::name::{in_words, key, term_id};

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

    /// Its name in the configuration.
    pub fn name(self) -> &'static str {
        Self::NAMES.iter().find(|(_, kind)| *kind == self).map_or("text", |(name, _)| name)
    }
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
    /// Whether the name of a file says it, where the page does not: `2024-03-01-release.md`.
    pub from_name: bool,
    /// Keys that it reads although they are those of another field.
    pub also_reads: Vec<String>,
    /// What is between the values of a text that holds several.
    pub split: Option<String>,
    /// Of a number: the text that it stands in.
    pub format: Option<NumberFormat>,
    /// Of terms: the type that the field had before it became a taxonomy, and that its readers expect.
    pub read_as: Option<FieldType>,
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
            from_name: false,
            also_reads: Vec::new(),
            split: None,
            format: None,
            read_as: None,
            own: true,
        }
    }

    /// Whether pages show its texts as inline Markdown.
    pub(crate) fn is_markdown(&self) -> bool {
        match self.kind {
            FieldType::Markdown | FieldType::TradeOffs | FieldType::Quote | FieldType::Steps => true,
            FieldType::List => !matches!(self.name.as_str(), "audience" | "also_known_as"),
            _ => false,
        }
    }

    /// What its values are as its readers expect them, where they have a size: a taxonomy of dates compares as dates do.
    pub fn measure(&self) -> FieldType {
        match self.read_as {
            Some(kind @ (FieldType::Date | FieldType::Number | FieldType::Minutes)) => kind,
            _ => self.kind,
        }
    }

    /// What a text says of it: of a taxonomy of dates or of people, what it was before.
    pub(crate) fn said_as(&self) -> FieldType {
        match self.read_as {
            Some(kind @ (FieldType::Date | FieldType::People)) => kind,
            _ => self.kind,
        }
    }

    /// The same field as a taxonomy, whose values are still read as what they were.
    #[must_use]
    pub fn classifying(self) -> Self {
        match self.kind {
            FieldType::Terms => self,
            kind => Self { kind: FieldType::Terms, read_as: Some(kind), ..self },
        }
    }

    /// Whether it is the picture of a page. To a book that declares a field or a taxonomy of the name, it means
    /// something else, such as the image of a container.
    pub(crate) fn is_picture(&self) -> bool {
        self.name == "image" && self.kind == FieldType::Text && !self.own
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
    also_read: BTreeMap<String, Vec<usize>>,
    /// The ids of the statuses that the book declares, by all of their names.
    statuses: BTreeSet<String>,
}

impl Default for Schema {
    fn default() -> Self {
        let mut schema = Self {
            fields: Vec::new(),
            names: BTreeMap::new(),
            also_read: BTreeMap::new(),
            statuses: BTreeSet::new(),
        };
        built_in::fields().for_each(|field| schema.declare(field));
        schema
    }
}

impl Schema {
    /// Keeps the names of the terms of `status`, which count before words that say the same.
    pub(crate) fn know_statuses<'n>(&mut self, names: impl Iterator<Item = &'n str>) {
        self.statuses = names.map(term_id).collect();
    }

    /// Whether a text is a status that the book declares.
    pub(crate) fn is_status(&self, name: &str) -> bool {
        self.statuses.contains(&term_id(name))
    }

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
        for name in &field.also_reads {
            let readers = self.also_read.entry(key(name)).or_default();
            if !readers.contains(&at) {
                readers.push(at);
            }
        }
        self.fields[at] = field;
    }

    /// The field that a key names, by its name or an alias, whatever its case and dashes.
    pub fn get(&self, name: &str) -> Option<&Field> {
        self.names.get(&key(name)).map(|&at| &self.fields[at])
    }

    /// The picture that a page names.
    pub(crate) fn picture<'f>(&self, fields: &'f Fields) -> Option<&'f str> {
        self.get("image").filter(|field| field.is_picture())?;
        fields.text("image").map(str::trim).filter(|text| !text.is_empty())
    }

    /// Whether a field reads a key.
    pub(crate) fn knows(&self, name: &str) -> bool {
        self.readers(name).next().is_some()
    }

    /// The fields that read a key: the one that it names, and those that say so.
    fn readers(&self, name: &str) -> impl Iterator<Item = &Field> {
        let named = self.names.get(&key(name)).copied();
        let also = self.also_read.get(&key(name)).into_iter().flatten().copied();
        named.into_iter().chain(also.filter(move |at| Some(*at) != named)).map(|at| &self.fields[at])
    }

    /// Takes a name away from the field that has it as an alias.
    pub(crate) fn give_up(&mut self, name: &str) {
        if let Some(at) = self.names.remove(&key(name)) {
            self.fields[at].aliases.retain(|alias| key(alias) != key(name));
        }
    }

    /// All fields in the order of their declaration.
    pub fn fields(&self) -> impl Iterator<Item = &Field> {
        self.fields.iter()
    }

    /// Reads a front matter as written, and what the page has by `defaults` where it says nothing itself. `text` is the
    /// page, `file` its name for the problems.
    pub fn read(
        &self,
        written: Map,
        defaults: &[&Fields],
        text: &str,
        file: &str,
        problems: &mut Vec<Diagnostic>,
    ) -> Fields {
        let mut fields = Fields::default();
        let mut keys: BTreeMap<&str, &str> = BTreeMap::new();
        let said = peers::said(&written, self, text);
        for said in &said {
            let mut readers = self.readers(&said.key).peekable();
            if readers.peek().is_none() && !is_free(&said.key) && !peers::is_of_others(&said.key) {
                problems.push(self.unknown_key(said, file));
            }
            for field in readers {
                if let Some(first) = keys.get(field.name.as_str()) {
                    problems.push(twice(said, field, first, file));
                    continue;
                }
                keys.insert(&field.name, &said.key);
                let value = typed::read(said, field, text, file, problems);
                if let Some(value) = value {
                    fields.insert(&field.name, value);
                }
            }
        }
        peers::other_names(&mut fields);
        peers::with_address(&mut fields, &written);
        superseded::split(&mut fields, self, text, file, problems);
        let is_said = |name: &str| keys.contains_key(name);
        defaults.iter().for_each(|defaults| fields.inherit(defaults, is_said));
        self.require(&fields, text, file, problems);
        drop(said);
        fields.written = written;
        fields
    }

    fn unknown_key(&self, entry: &Said<'_>, file: &str) -> Diagnostic {
        // What holds a day is no relation.
        let is_day =
            entry.node.text().is_some_and(|text| Date::parse(text).is_some_and(|date| date.is_day()));
        let alike = self.fields.iter().filter(|field| !is_day || field.measure() == FieldType::Date);
        let names = alike.flat_map(|f| std::iter::once(&f.name).chain(&f.aliases));
        let help = match nearest_key(&entry.key, names.map(String::as_str)) {
            Some(name) => format!("a similar field is `{name}`"),
            None => format!(
                "put it under `extra:`, or declare it in book.toml: `[preprocessor.patterns.field.{}]`",
                entry.key
            ),
        };
        Diagnostic::new(Code::UnknownKey, format!("`{}` is not a field", entry.key))
            .about(entry.key.as_ref())
            .at(file, entry.key_span.clone())
            .help(help)
    }

    fn require(&self, fields: &Fields, text: &str, file: &str, problems: &mut Vec<Diagnostic>) {
        let types: Vec<&str> = fields.page_types().collect();
        for field in &self.fields {
            let is_it = |page_type: &&&str| field.required_for.iter().any(|t| key(t) == key(page_type));
            let required = types.iter().find(is_it);
            if let Some(page_type) = required.filter(|_| fields.get(&field.name).is_none()) {
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

fn twice(entry: &Said<'_>, field: &Field, first: &str, file: &str) -> Diagnostic {
    Diagnostic::new(Code::DuplicateKey, format!("`{}` and `{first}` are both `{}`", entry.key, field.name))
        .at(file, entry.key_span.clone())
        .help("the first one is used; delete the other")
}
