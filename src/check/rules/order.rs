//! Preprocessors that stand in the wrong order beside this one.

use std::collections::BTreeMap;

use toml::Value;

use crate::check::Checked;
use crate::config::span_in_book_toml;
use crate::diagnostic::{Code, Diagnostic, nearest};

/// Parts of the names of preprocessors that take front matter out of pages.
const TAKES_FRONT_MATTER: &[&str] = &["frontmatter", "front-matter", "yml-header", "yaml-header", "metadata"];

/// Others that must run after this plugin, and what they do to a page that it has not read.
pub(crate) const GOES_BEHIND: &[(&str, &str)] = &[
    ("gettext", "turns the front matter of translated pages into a heading, and their boxes into quotes"),
    ("katex", "writes HTML into front matter that holds `$`"),
    ("mermaid", "takes diagrams out of the boxes that hold them"),
];

pub(super) fn book(book: &Checked, problems: &mut Vec<Diagnostic>) {
    let tables = book.source.mdbook.preprocessors::<Value>().unwrap_or_default();
    let Some(own) = tables.get("patterns") else { return };
    let names: Vec<&str> = tables.keys().map(String::as_str).chain(["links", "index"]).collect();
    for key in ["before", "after"] {
        for name in list(own, key).filter(|name| !names.contains(name)) {
            let help = match nearest(name, names.iter().copied()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => "delete it, or add the table of that preprocessor".to_owned(),
            };
            let message = format!("`{key}` names `{name}`, which the book does not run");
            problems.push(at(book, &["preprocessor", "patterns", key], message).help(help));
        }
    }
    for name in tables.keys() {
        let Some(harm) = harm_of(name) else { continue };
        if runs_before(name, &tables, own) {
            let message = format!("`{name}` {harm} before this plugin sees it");
            let help = format!("add `before = [\"{name}\"]` to `[preprocessor.patterns]`");
            problems.push(at(book, &["preprocessor", name], message).help(help));
        }
    }
}

/// What a preprocessor does to pages that this plugin has still to read.
fn harm_of(name: &str) -> Option<&'static str> {
    if TAKES_FRONT_MATTER.iter().any(|part| name.contains(part)) {
        return Some("removes the front matter");
    }
    GOES_BEHIND.iter().find(|(known, _)| *known == name).map(|(_, harm)| *harm)
}

fn at(book: &Checked, path: &[&str], message: String) -> Diagnostic {
    let span = span_in_book_toml(&book.source.book_toml, path).unwrap_or(0..0);
    Diagnostic::new(Code::PreprocessorOrder, message).at("book.toml", span)
}

/// mdBook goes by the names, unless a table says otherwise.
fn runs_before(name: &str, tables: &BTreeMap<String, Value>, own: &Value) -> bool {
    let says = |table: &Value, key: &str, name: &str| list(table, key).any(|known| known == name);
    let other = &tables[name];
    if says(other, "before", "patterns") || says(own, "after", name) {
        return true;
    }
    !says(other, "after", "patterns") && !says(own, "before", name) && name < "patterns"
}

fn list<'t>(table: &'t Value, key: &str) -> impl Iterator<Item = &'t str> {
    table.get(key).and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str)
}
