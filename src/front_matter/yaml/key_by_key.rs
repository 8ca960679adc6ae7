//! A block that no parser takes as a whole, read key by key.

use std::ops::Range;

use super::{Failure, anchors, read};
use crate::front_matter::value::{Entry, Map, Node, Value};
use crate::front_matter::{Code, Report};

pub(super) fn key_by_key(text: &str, report: &mut Report<'_>) -> Map {
    let mut map = Map::default();
    let chunks = chunks(text);
    let mut borrowing = anchors::borrowing(text, &chunks);
    for chunk in chunks {
        let known = borrowing.remove(&chunk.start);
        let Some(entry) = known.or_else(|| chunk_entry(text, &chunk, report)) else { continue };
        if map.get(&entry.key).is_some() {
            report(
                Code::DuplicateKey,
                format!("`{}` is given twice", entry.key),
                entry.key_span,
                Some("the first one is used; delete the other".to_owned()),
            );
        } else {
            map.0.push(entry);
        }
    }
    map
}

/// The bytes of each key with its value: a key, even one without a space after its colon, starts at column 1, outside a quoted text.
fn chunks(text: &str) -> Vec<Range<usize>> {
    let mut chunks: Vec<Range<usize>> = Vec::new();
    let mut quoted_until = 0;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let end = at + line.len();
        let starts = at >= quoted_until && (key_of(line).is_some() || without_space(line).is_some());
        match chunks.last_mut() {
            Some(chunk) if !starts => chunk.end = end,
            _ if line.trim().is_empty() || line.starts_with('#') => {}
            _ => chunks.push(at..end),
        }
        if starts {
            quoted_until = quote_end(text, at, line);
        }
        at = end;
    }
    chunks
}

/// The key and value of a line such as `tags:[a]`, which YAML takes for a text.
pub(super) fn without_space(line: &str) -> Option<(&str, &str)> {
    let (key, value) = line.trim_end().split_once(':')?;
    let is_name = key.starts_with(|c: char| c.is_ascii_alphabetic())
        && key.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'));
    let is_value = !value.starts_with([' ', '\t', ':']) && !value.starts_with("//") && !value.is_empty();
    (is_name && is_value).then_some((key, value))
}

/// Where the quoted value ends that starts on the line at `at`; that line if it is closed there, or
/// never.
fn quote_end(text: &str, at: usize, line: &str) -> usize {
    let end_of_line = at + line.len();
    let value = line.split_once(':').map_or("", |(_, value)| value.trim());
    let Some(quote) = value.chars().next().filter(|c| matches!(c, '"' | '\'')) else { return end_of_line };
    if value.matches(quote).count() % 2 == 0 {
        return end_of_line;
    }
    let mut end = end_of_line;
    for line in text[end_of_line..].split_inclusive('\n') {
        end += line.len();
        if line.matches(quote).count() % 2 == 1 {
            return end;
        }
    }
    end_of_line
}

/// The key that a line starts with, if it starts one.
pub(super) fn key_of(line: &str) -> Option<&str> {
    let (key, rest) = line.split_once(':')?;
    let plain = !key.starts_with([' ', '\t', '#', '-', '[', '{', '&', '*', '!', '|', '>', '?']);
    let ends = rest.is_empty() || rest.starts_with([' ', '\t', '\r', '\n']);
    (plain && ends && !key.trim().is_empty()).then(|| key.trim_matches(['"', '\'']).trim())
}

fn chunk_entry(text: &str, chunk: &Range<usize>, report: &mut Report<'_>) -> Option<Entry> {
    let source = &text[chunk.clone()];
    let failure = match read(source) {
        Ok(Some(mut map)) if map.0.len() == 1 => {
            map.shift(chunk.start);
            return map.0.pop();
        }
        Ok(_) => Failure { message: "not a key with a value".to_owned(), at: 0 },
        Err(failure) => failure,
    };
    let line = first_line(source);
    if let Some((key, value)) = without_space(line) {
        let message = format!("`{key}:` has no space after its colon");
        let help = format!("it was left out; write `{key}: {}`", shortened(value));
        report(
            Code::InvalidFrontMatter,
            message,
            chunk.start..chunk.start + line.trim_end().len(),
            Some(help),
        );
        return None;
    }
    let Some(key) = key_of(line) else {
        report(Code::InvalidFrontMatter, failure.message, chunk.start..chunk.start + line.len(), None);
        return None;
    };
    if let Some(entry) = before_tab(source, chunk.start, report) {
        return Some(entry);
    }
    mend(source, key, chunk.start, report).or_else(|| {
        let at = failure.at.min(source.trim_end().len());
        let sign = source[at..].chars().next().map_or(0, char::len_utf8);
        let span = chunk.start + at..chunk.start + at + sign;
        let help = help(source);
        let message = format!("`{key}` cannot be read: {}", failure.message);
        report(Code::InvalidFrontMatter, message, span, Some(help.to_owned()));
        None
    })
}

/// The way out for a key that cannot be read.
fn help(source: &str) -> &'static str {
    let value = source.split_once(':').map_or("", |(_, value)| value.trim());
    if anchors::aliases(value).next().is_some() {
        return "write the values out: an alias (`*name`) must be short, and come after its anchor (`&name`)";
    }
    if is_placeholder(value) {
        return "it looks like a placeholder: fill it in, or quote the text";
    }
    match value.starts_with(['[', '{']) {
        true => "close the bracket, and quote texts with special characters",
        false => "quote the text, or indent the lines that belong to it",
    }
}

/// `[Pattern Name] in practice`: words in brackets, with text after; `{{date}}` of a template.
fn is_placeholder(value: &str) -> bool {
    if value.starts_with("{{") && value.contains("}}") {
        return true;
    }
    let inner = value.strip_prefix('[').and_then(|rest| rest.split_once(']'));
    inner.is_some_and(|(hole, behind)| {
        hole.starts_with(char::is_alphabetic)
            && !hole.contains([',', '"', '\'', ':', '['])
            && !behind.trim().is_empty()
    })
}

/// The key without the lines from the first that a tab indents, which YAML does not allow.
fn before_tab(source: &str, start: usize, report: &mut Report<'_>) -> Option<Entry> {
    let at = source.find("\n\t")? + 1;
    let mut map = read(&source[..at]).ok()??;
    let line = start + at..start + at + first_line(&source[at..]).len();
    let message = "this line is indented by a tab, which YAML does not allow".to_owned();
    report(Code::InvalidFrontMatter, message, line, Some("indent it by spaces; it was left out".to_owned()));
    map.shift(start);
    map.0.pop()
}

fn first_line(text: &str) -> &str {
    text.lines().next().unwrap_or_default()
}

/// Reads what libyaml or a human would: a quoted text that goes on at column 1, and a plain text
/// with a colon in it.
fn mend(source: &str, key: &str, start: usize, report: &mut Report<'_>) -> Option<Entry> {
    let (_, value) = source.split_once(':')?;
    let value_start = source.len() - value.trim_start().len();
    let span = start + value_start..start + source.trim_end().len();
    let key_start = start + source.find(key)?;
    let entry = |value| Entry {
        key: key.to_owned(),
        key_span: key_start..key_start + key.len(),
        node: Node { value, span: span.clone() },
    };
    let value = value.trim();
    if value.starts_with(['"', '\'']) {
        let indented = source.trim_end().lines().collect::<Vec<_>>().join("\n  ");
        let mut map = read(&indented).ok()??;
        let value = map.0.pop()?.node.value;
        report(
            Code::UnindentedText,
            format!("the lines that continue `{key}` are not indented"),
            span.clone(),
            Some("indent them by two spaces".to_owned()),
        );
        return Some(entry(value));
    }
    let on_key_line = first_line(source).split_once(':').is_some_and(|(_, text)| !text.trim().is_empty());
    if !on_key_line
        || value.starts_with(['[', '{', '|', '>', '&', '*', '!', '%', '@', '`', '-'])
        || !value.contains(':')
    {
        return None;
    }
    let lines = value.lines().map(without_comment);
    let plain = lines.flat_map(str::split_whitespace).collect::<Vec<_>>().join(" ");
    let quoted = plain.replace('\\', "\\\\").replace('"', "\\\"");
    report(
        Code::UnquotedColon,
        format!("`{key}` holds a colon and is not quoted"),
        span.clone(),
        Some(format!("it was taken as text; quote it: `{key}: \"{}\"`", shortened(&quoted))),
    );
    Some(entry(Value::Text(plain)))
}

/// A line of a plain text up to its comment, which a `#` after white space begins.
fn without_comment(line: &str) -> &str {
    let starts = |(at, _): &(usize, &str)| line[..*at].is_empty() || line[..*at].ends_with([' ', '\t']);
    line.match_indices('#').find(starts).map_or(line, |(at, _)| &line[..at])
}

/// A text for a message, cut where it gets long.
fn shortened(text: &str) -> String {
    const LONGEST: usize = 80;
    match text.char_indices().nth(LONGEST) {
        Some((at, _)) => format!("{}...", &text[..at]),
        None => text.to_owned(),
    }
}
