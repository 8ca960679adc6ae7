//! `[[preprocessor.patterns.defaults]]`: fields that pages have by where they are.

use toml::Value as Toml;

use super::Config;
use super::path_patterns::PathPatterns;
use super::table::Table;
use crate::front_matter::{Entry, Map, Node, Value};
use crate::schema::Fields;

/// The fields of the pages at some paths, unless they say otherwise.
#[derive(Debug, Clone)]
pub struct PathDefaults {
    /// The pages.
    pub paths: PathPatterns,
    /// What they have.
    pub fields: Fields,
    /// Which of the tables in `book.toml` it is, from 0.
    pub(crate) at: usize,
}

impl Config {
    /// Reads the tables, when all fields are known.
    pub(super) fn apply_defaults(&mut self, table: &Table<'_>) {
        for (at, defaults) in table.list_of_tables("defaults").into_iter().enumerate() {
            let Some(paths) = PathPatterns::read(&defaults, "paths") else {
                if !defaults.has("paths") {
                    defaults.reject("paths", "the paths of the pages, such as `[\"decisions/**\"]`");
                }
                continue;
            };
            let fields = self.default_fields(&defaults);
            self.defaults.push(PathDefaults { paths, fields, at });
        }
    }

    fn default_fields(&self, table: &Table<'_>) -> Fields {
        let mut written = Map::default();
        for (key, value) in table.entries().filter(|(key, _)| *key != "paths") {
            if self.schema.get(key).is_none() {
                let names = self.schema.fields().map(|field| field.name.as_str());
                table.unknown_key(key, std::iter::once("paths").chain(names));
                continue;
            }
            let meaning = |key: &str| self.schema.get(key).map(|field| field.name.as_str());
            if let Some(first) = written.0.iter().find(|first| meaning(&first.key) == meaning(key)) {
                let message = format!("`{}` and `{key}` are the same field", first.key);
                table.reject_with(key, message, Some("keep one of them".to_owned()));
                continue;
            }
            let entry = Entry { key: key.to_owned(), key_span: 0..0, node: node(value) };
            let mut problems = Vec::new();
            self.schema.read(Map(vec![entry.clone()]), &[], "", "", &mut problems);
            match problems.into_iter().next() {
                Some(problem) => table.reject_with(key, problem.message, problem.help.map(String::from)),
                None => written.0.push(entry),
            }
        }
        let mut fields = self.schema.read(written, &[], "", "", &mut Vec::new());
        fields.written = Map::default();
        fields
    }

    /// What a page has because of its path: of later tables first, since they win.
    pub(crate) fn defaults_of(&self, path: &str) -> Vec<&Fields> {
        let fitting = self.defaults.iter().rev().filter(|defaults| defaults.paths.fit(path));
        fitting.map(|defaults| &defaults.fields).collect()
    }
}

/// A value of TOML as front matter has it; it has no place in a page.
fn node(value: &Toml) -> Node {
    let value = match value {
        Toml::String(text) => Value::Text(text.clone()),
        Toml::Boolean(value) => Value::Bool(*value),
        Toml::Integer(number) => Value::Number { raw: number.to_string(), json: (*number).into() },
        Toml::Float(number) => match serde_json::Number::from_f64(*number) {
            Some(json) => Value::Number { raw: number.to_string(), json },
            None => Value::Text(number.to_string()),
        },
        Toml::Datetime(date) => Value::Text(date.to_string()),
        Toml::Array(items) => Value::List(items.iter().map(node).collect()),
        Toml::Table(table) => {
            let entry = |(key, value): (&String, &Toml)| Entry {
                key: key.clone(),
                key_span: 0..0,
                node: node(value),
            };
            Value::Map(Map(table.iter().map(entry).collect()))
        }
    };
    Node { value, span: 0..0 }
}
