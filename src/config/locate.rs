//! From a path of keys to a place in `book.toml`.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::table::Problem;
use crate::diagnostic::{Code, Diagnostic};

/// The name of the file that the problems are in.
const BOOK_TOML: &str = "book.toml";

/// The problems, each at its place in `text` where it has one (the value may come from the
/// environment), below the table that `root` names.
pub(super) fn diagnostics(problems: Vec<Problem>, text: &str, root: &[&str]) -> Vec<Diagnostic> {
    if problems.is_empty() {
        return Vec::new();
    }
    let (table, _) = DeTable::parse_recoverable(text);
    let diagnostic = |problem: Problem| {
        let code = match problem.unknown_key {
            true => Code::UnknownConfigKey,
            false => problem.code.unwrap_or(Code::InvalidConfigValue),
        };
        let path: Vec<&str> = root.iter().copied().chain(problem.path.iter().map(String::as_str)).collect();
        let message = format!("{} in `[{}]`", problem.message, path[..path.len() - 1].join("."));
        let found = Diagnostic::new(code, message).maybe_help(problem.help);
        match span_of(table.get_ref(), &path, problem.unknown_key) {
            Some(span) => found.at(BOOK_TOML, span),
            None => found,
        }
    };
    problems.into_iter().map(diagnostic).collect()
}

/// The bytes of the value at a path of keys in the text of `book.toml`.
pub fn span_in_book_toml(text: &str, path: &[&str]) -> Option<Range<usize>> {
    span_of(DeTable::parse_recoverable(text).0.get_ref(), path, false)
}

/// The bytes of the value (or key) at a path; of the nearest parent that exists otherwise.
fn span_of(table: &DeTable<'_>, path: &[&str], of_key: bool) -> Option<Range<usize>> {
    let (first, rest) = path.split_first()?;
    let (key, value) = table.iter().find(|(key, _)| key.get_ref() == first)?;
    let below = match value.get_ref() {
        DeValue::Table(table) => span_of(table, rest, of_key),
        DeValue::Array(items) => span_in_list(items, rest, of_key),
        _ => None,
    };
    below.or_else(|| Some(if rest.is_empty() && !of_key { value.span() } else { key.span() }))
}

fn span_in_list(items: &[Spanned<DeValue<'_>>], path: &[&str], of_key: bool) -> Option<Range<usize>> {
    let (index, rest) = path.split_first()?;
    let item = items.get(index.parse::<usize>().ok()?)?;
    match item.get_ref() {
        DeValue::Table(table) => span_of(table, rest, of_key).or_else(|| Some(item.span())),
        _ => Some(item.span()),
    }
}
