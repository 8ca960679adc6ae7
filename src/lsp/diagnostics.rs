//! What `check` finds, for an editor.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::book::OpenBook;
use super::position::Lines;
use crate::check::report::help_uri;
use crate::diagnostic::{Diagnostic, Severity};

/// The diagnostics of each file that has some. What is of no file stands at the start of book.toml.
pub(super) fn of(book: &mut OpenBook) -> BTreeMap<String, Vec<Value>> {
    let state = match book.state() {
        Ok(state) => state,
        Err(error) => return BTreeMap::from([("book.toml".to_owned(), vec![alone(&error.to_string())])]),
    };
    let findings = &state.findings;
    let lines: BTreeMap<&String, Lines<'_>> =
        findings.texts.iter().map(|(file, text)| (file, Lines::of(text))).collect();
    let mut found: BTreeMap<String, Vec<Value>> = BTreeMap::new();
    for problem in &findings.diagnostics {
        let (file, range) = match &problem.place {
            Some(place) => (place.file.clone(), lines.get(&place.file).map(|lines| lines.range(&place.span))),
            None => ("book.toml".to_owned(), None),
        };
        found.entry(file).or_default().push(one(problem, range));
    }
    found
}

/// A message at the start of a file.
pub(super) fn alone(message: &str) -> Value {
    json!({"range": start(), "severity": 1, "source": "mdbook-patterns", "message": message})
}

/// One problem.
pub(super) fn one(problem: &Diagnostic, range: Option<Value>) -> Value {
    let help = problem.help.as_ref().map(|help| format!("\nhelp: {help}")).unwrap_or_default();
    json!({
        "range": range.unwrap_or_else(start),
        "severity": if problem.severity == Severity::Error { 1 } else { 2 },
        "code": problem.code.id(),
        "codeDescription": {"href": help_uri(problem.code)},
        "source": "mdbook-patterns",
        "message": format!("{}{help}", problem.message),
    })
}

fn start() -> Value {
    let start = json!({"line": 0, "character": 0});
    json!({"start": start, "end": start})
}
