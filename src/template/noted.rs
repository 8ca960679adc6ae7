//! What templates are given while tests draw pages.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;

use serde::Serialize;
use serde_json::Value;

use super::embedded::TEMPLATES;

pub(crate) type Seen = BTreeMap<String, BTreeSet<String>>;

/// The values that each template was given, one in the other: what `given.txt` says of them.
static SHAPES: Mutex<BTreeMap<String, Tree>> = Mutex::new(BTreeMap::new());

/// Tables with names of a book, or with some that not every page has.
const TABLES: &[&str] = &["data"];

/// A value, by the names of what it holds.
#[derive(Debug, Clone, Default)]
struct Tree {
    fields: BTreeMap<String, Tree>,
    /// Whether it was anything but nothing.
    seen: bool,
    /// Whether its names are those of a book.
    table: bool,
}

impl Tree {
    fn add(&mut self, value: &Value) {
        match value {
            Value::Null => {}
            Value::Array(items) => items.iter().for_each(|item| self.add(item)),
            Value::Object(fields) => {
                self.seen = true;
                for (name, value) in fields {
                    let field = self.fields.entry(name.clone()).or_default();
                    field.table |= TABLES.contains(&name.as_str()) && value.is_object();
                    field.add(value);
                }
            }
            _ => self.seen = true,
        }
    }

    /// The paths of all values, and `.*` where more may be.
    fn paths(&self, prefix: &str, paths: &mut Vec<String>) {
        for (name, field) in &self.fields {
            let path = format!("{prefix}{name}");
            if field.table || !field.seen {
                paths.push(format!("{path}.*"));
            } else if field.fields.is_empty() {
                paths.push(path);
            } else {
                field.paths(&format!("{path}."), paths);
            }
        }
    }
}

/// What the renderer gives the template of cards, and the functions that it has there.
const CARD: &str = "card: badges.label badges.paint badges.tone book category.label category.paint category.tone \
                    colours.accent colours.background colours.muted colours.text fit.* font language rtl title \
                    width_of.*\n";

/// What `given.txt` must say. No page of these books is drawn with the templates of cards and redirects.
pub(crate) fn given_text() -> String {
    let shapes = SHAPES.lock().unwrap();
    let line = |(file, tree): (&String, &Tree)| {
        let mut paths = Vec::new();
        tree.paths("", &mut paths);
        format!("{file}: {}", paths.join(" ")).trim_end().to_owned() + "\n"
    };
    let drawn: String = shapes.iter().map(line).collect();
    drawn + CARD + "redirect: language title url\n"
}

/// The names of all values that each template was given, at any depth.
static SEEN: Mutex<Seen> = Mutex::new(Seen::new());

/// The names of all values that each template was given so far.
pub(crate) fn seen() -> Seen {
    SEEN.lock().unwrap().clone()
}

/// Whether `given.txt` says that a template is given what is at a path.
pub(crate) fn is_given(file: &str, path: &str) -> bool {
    let shape = super::given::of(&format!("{file}.html")).unwrap_or_default();
    let step = |shape: super::given::Shape<'static>, name: &str| shape.get(name);
    path.split('.').try_fold(shape, step).is_some()
}

/// Notes what a template is given.
pub(super) fn note(template: &str, view: &impl Serialize) {
    let Ok(view) = serde_json::to_value(view) else { return };
    let mut seen = SEEN.lock().unwrap();
    names(&view, seen.entry(template.to_owned()).or_default());
    SHAPES.lock().unwrap().entry(template.to_owned()).or_default().add(&view);
}

fn names(value: &Value, into: &mut BTreeSet<String>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| names(item, into)),
        Value::Object(fields) => {
            for (name, value) in fields {
                into.insert(name.clone());
                names(value, into);
            }
        }
        _ => {}
    }
}

/// The variables that a template reads, without those that all have.
pub(crate) fn variables_of_part(file: &str) -> BTreeSet<String> {
    if let Some(given) = CARD.strip_prefix(file) {
        return given
            .split([':', ' ', '.', '*', '\n'])
            .filter(|name| !name.is_empty())
            .map(str::to_owned)
            .collect();
    }
    let (name, source) = TEMPLATES.iter().find(|(name, _)| stem(name) == file).unwrap();
    let mut env = minijinja::Environment::new();
    env.add_filter("inline", |text: &str| text.to_owned());
    env.add_filter("plain", |text: &str| text.to_owned());
    env.add_template(name, source).unwrap();
    let mut variables = env.get_template(name).unwrap().undeclared_variables(false);
    variables.remove("labels");
    variables.into_iter().collect()
}

/// The name of a template without its extension.
pub(crate) fn stem(file: &str) -> &str {
    file.rsplit_once('.').unwrap().0
}

/// A book may copy any template of ours, and hears of no name in it.
#[test]
fn copies_of_the_embedded_templates_read_what_they_are_given() {
    let root = std::path::Path::new("");
    let templates = super::Templates::new(super::Mode::Html, &Default::default(), root, &mut Vec::new());
    let copies = TEMPLATES.iter().map(|(file, source)| ((*file).to_owned(), (*source).to_owned())).collect();
    let unknown = super::own::unknown_names(&templates.env, &copies);
    assert!(unknown.is_empty(), "{unknown:#?}");
}
