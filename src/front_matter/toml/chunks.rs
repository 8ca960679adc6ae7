//! Which keys of a TOML text cannot be read.

use std::ops::Range;

use toml::de::DeTable;

use super::super::{Code, Report};

/// What a chunk of the text starts with.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Start {
    Key,
    Header,
    Other,
}

/// The bytes of the keys that cannot be read by themselves, each reported once. The keys below a table's name that cannot
/// be read belong to no other table, and go with it.
pub(super) fn unreadable(text: &str, report: &mut Report<'_>) -> Vec<Range<usize>> {
    let mut bad = Vec::new();
    let mut in_bad_table = false;
    for (start, chunk) in chunks(text) {
        let error = DeTable::parse(&text[chunk.clone()]).err();
        if start == Start::Header {
            in_bad_table = error.is_some();
        }
        if let Some(error) = &error
            && (start == Start::Header || !in_bad_table)
        {
            let at = error.span().unwrap_or(0..0);
            let end = text[chunk.clone()].trim_end().len();
            let span = chunk.start + at.start.min(end)..chunk.start + at.end.min(end);
            let (what, help) = named(start, &text[chunk.clone()]);
            let message = format!("{what} cannot be read: {}", error.message().trim().replace('\n', ", "));
            report(Code::InvalidFrontMatter, message, span, Some(help.to_owned()));
        }
        if error.is_some() || in_bad_table {
            bad.push(chunk);
        }
    }
    bad
}

fn named(start: Start, chunk: &str) -> (String, &'static str) {
    let line = chunk.lines().next().unwrap_or_default().trim();
    match start {
        Start::Key => {
            let key = line.split('=').next().unwrap_or_default().trim();
            (format!("`{key}`"), "it was left out; correct it, and put a text in quotes")
        }
        Start::Header => (format!("the table `{line}`"), "it was left out with its keys; write `[name]`"),
        Start::Other => ("this line".to_owned(), "write `key = value` lines"),
    }
}

/// The bytes of each key with its value, and of each table's name.
fn chunks(text: &str) -> Vec<(Start, Range<usize>)> {
    let mut chunks: Vec<(Start, Range<usize>)> = Vec::new();
    let mut whole_until = 0;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let end = at + line.len();
        let start = start_of(line);
        let goes_on = at < whole_until || (start == Start::Other && goes_on(text, line, chunks.last()));
        match chunks.last_mut() {
            Some((_, chunk)) if goes_on => chunk.end = end,
            _ if line.trim().is_empty() || line.trim_start().starts_with('#') => {}
            _ => chunks.push((start, at..end)),
        }
        if at >= whole_until && start == Start::Key {
            whole_until = long_text_end(text, at, line);
        }
        at = end;
    }
    chunks
}

/// Whether a line that starts nothing goes on with the list or the table of the key before it.
fn goes_on(text: &str, line: &str, last: Option<&(Start, Range<usize>)>) -> bool {
    let Some((Start::Key, chunk)) = last else { return false };
    let first = text[chunk.clone()].lines().next().unwrap_or_default();
    let opens = first.split_once('=').is_some_and(|(_, value)| value.trim_start().starts_with(['[', '{']));
    let line = line.trim_start();
    let is_value = ["true", "false", "inf", "nan"].iter().any(|word| line.starts_with(word));
    opens && (is_value || !line.starts_with(char::is_alphabetic))
}

/// What a line starts: `key =`, `[name]`, or neither.
fn start_of(line: &str) -> Start {
    let line = line.trim_start();
    if line.starts_with('[')
        && line.trim_end().ends_with(|c| c != ',')
        && !line[1..].starts_with(['"', '\'', '{'])
    {
        let inner = line.trim_start_matches('[').split([']', '#', '\n']).next().unwrap_or_default();
        let is_name = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | ' ' | '\r');
        let is_number = inner.trim().starts_with(|c: char| c.is_ascii_digit());
        return if inner.chars().all(is_name) && !inner.trim().is_empty() && !is_number {
            Start::Header
        } else {
            Start::Other
        };
    }
    let is_key = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | ' ' | '\t' | '"' | '\'');
    match line.split_once('=') {
        Some((key, _)) if !key.trim().is_empty() && key.chars().all(is_key) && is_quoted_well(key) => {
            Start::Key
        }
        _ => Start::Other,
    }
}

fn is_quoted_well(key: &str) -> bool {
    ['"', '\''].iter().all(|quote| key.matches(*quote).count() % 2 == 0)
}

/// Where the text in three quotes ends that starts on the line at `at`; that line if none does, or it never ends.
fn long_text_end(text: &str, at: usize, line: &str) -> usize {
    let end_of_line = at + line.len();
    let value = line.split_once('=').map_or("", |(_, value)| value.trim_start());
    let Some(quotes) = ["\"\"\"", "\'\'\'"].into_iter().find(|quotes| value.starts_with(quotes)) else {
        return end_of_line;
    };
    let start = end_of_line - (line.len() - line.find(quotes).unwrap_or_default()) + quotes.len();
    let Some(closing) = text[start..].find(quotes).map(|found| start + found) else { return end_of_line };
    text[closing..].find('\n').map_or(text.len(), |found| closing + found + 1).max(end_of_line)
}
