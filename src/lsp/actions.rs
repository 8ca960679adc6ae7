//! Code actions: the fixes that are certain, and the names that were probably meant.

use std::ops::Range;

use serde_json::{Value, json};

use super::book::OpenBook;
use super::diagnostics::one;
use super::position::{Lines, byte_at};
use crate::check::fix::{edit, edits_of};
use crate::diagnostic::Diagnostic;
use crate::text::Edit;

/// The actions of the problems within a range of a file, of the kinds that the editor asks for.
pub(super) fn actions(book: &mut OpenBook, file: &str, params: &Value) -> Result<Value, String> {
    let range = &params["range"];
    let uri = book.uri(file);
    let state = book.state().map_err(|error| error.to_string())?;
    let Some(text) = state.findings.texts.get(file) else { return Ok(json!([])) };
    let lines = Lines::of(text);
    let wanted = byte_at(text, &range["start"])..byte_at(text, &range["end"]);
    let written = |edits: &[Edit]| json!({"changes": {uri.as_str(): lines.edits(edits)}});
    let action = |problem: &Diagnostic, span: &Range<usize>, fix: &Edit, is_sure: bool| {
        let to = if fix.text.contains('\n') { "…" } else { fix.text.as_str() };
        json!({
            "title": if is_sure { format!("Write `{to}`") } else { format!("Write `{to}` (probably meant)") },
            "kind": "quickfix",
            "isPreferred": is_sure,
            "diagnostics": [one(problem, Some(lines.range(span)))],
            "edit": written(std::slice::from_ref(fix)),
        })
    };
    let mut found = Vec::new();
    for problem in &state.findings.diagnostics {
        let Some(place) = problem.place.as_ref().filter(|place| place.file == file) else { continue };
        if place.span.end < wanted.start || wanted.end < place.span.start {
            continue;
        }
        match edit(problem, &state.findings.texts) {
            Some((_, fix)) => found.push(action(problem, &place.span, &fix, true)),
            None => found.extend(meant(problem, text).map(|fix| action(problem, &place.span, &fix, false))),
        }
    }
    let all = edits_of(&state.findings, file);
    if !all.is_empty() {
        found.push(json!({
            "title": "Fix all certain problems in this file",
            "kind": "source.fixAll.mdbook-patterns",
            "edit": written(&all),
        }));
    }
    found.retain(|action| is_wanted(action["kind"].as_str().unwrap_or_default(), &params["context"]["only"]));
    Ok(Value::from(found))
}

/// Whether an editor asks for a kind of actions: by its name, or by the start of it. On saving, it asks for `source.fixAll`.
fn is_wanted(kind: &str, only: &Value) -> bool {
    let is_it = |wanted: &str| {
        kind.strip_prefix(wanted)
            .is_some_and(|rest| wanted.is_empty() || rest.is_empty() || rest.starts_with('.'))
    };
    only.as_array().is_none_or(|only| only.iter().filter_map(Value::as_str).any(is_it))
}

/// The edit that writes what a problem says was probably meant.
fn meant(problem: &Diagnostic, text: &str) -> Option<Edit> {
    let (_, near) = problem.help.as_deref()?.split_once("did you mean `")?;
    let (near, _) = near.split_once('`')?;
    let span = problem.place.as_ref()?.span.clone();
    let written = text.get(span.clone())?;
    let quoted = problem.message.split('`').skip(1).step_by(2);
    // Of several names in a message the one that stands there is the wrong one.
    let (at, wrong) =
        quoted.filter(|name| !name.is_empty()).filter_map(|name| Some((written.find(name)?, name))).last()?;
    let start = span.start + at;
    Some(Edit::replace(start..start + wrong.len(), near))
}
