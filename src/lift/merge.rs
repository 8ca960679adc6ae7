//! A front matter with more keys, and a text without what they say.

use std::ops::Range;

use crate::from_text::Said;
use crate::front_matter::edit::in_toml::in_block;
use crate::front_matter::{self, Fence, Syntax};
use crate::text::{Edit, newline};

/// Why a front matter takes no more keys.
#[derive(Debug, thiserror::Error)]
pub(super) enum InsertError {
    #[error("the front matter is never closed")]
    Unclosed,
    #[error("the front matter cannot be read: {0}")]
    Unreadable(#[from] toml_edit::TomlError),
}

/// The edits that add fields to the front matter of a page, made where there is none.
///
/// # Errors
/// A front matter that no key can be added to.
pub(super) fn insert(text: &str, fields: &[(&str, &Said)]) -> Result<Vec<Edit>, InsertError> {
    let newline = newline(text);
    let yaml: String = fields.iter().map(|(name, said)| said.yaml(name)).collect();
    let written = match front_matter::find(text) {
        Fence::None | Fence::Text(_) => {
            let gap = if text.starts_with(['\n', '\r']) || text.is_empty() { "" } else { "\n" };
            let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
            Edit::insert(start, format!("---\n{yaml}---\n{gap}").replace('\n', newline))
        }
        Fence::Unclosed { .. } => return Err(InsertError::Unclosed),
        Fence::Closed(block) if block.syntax == Syntax::Yaml => {
            let inner = &text[block.inner.clone()];
            let gap = if inner.is_empty() || inner.ends_with('\n') { "" } else { "\n" };
            Edit::insert(block.inner.end, format!("{gap}{yaml}").replace('\n', newline))
        }
        Fence::Closed(block) => {
            return Ok(in_block(text, &block, |table| {
                for (name, said) in fields {
                    table.insert(name, toml_edit::value(said.toml()));
                }
            })?);
        }
    };
    Ok(vec![written])
}

/// The edits that take these bytes out of a text, whole lines where nothing else stands on them, with
/// the blank lines that separated them.
pub(super) fn remove(text: &str, mut spans: Vec<Range<usize>>) -> Vec<Edit> {
    spans.iter_mut().for_each(|span| *span = whole_lines(text, span.clone()));
    spans.sort_by_key(|span| (span.start, span.end));
    let mut merged: Vec<Range<usize>> = Vec::new();
    for span in spans {
        match merged.last_mut() {
            // What only blank lines separate goes together.
            Some(last) if span.start <= last.end || text[last.end..span.start].trim().is_empty() => {
                last.end = last.end.max(span.end);
            }
            _ => merged.push(span),
        }
    }
    merged.into_iter().map(|span| Edit::delete(with_blank_lines(text, span))).collect()
}

/// To the ends of its lines, if it is all that stands on them.
fn whole_lines(text: &str, span: Range<usize>) -> Range<usize> {
    let end = span.start + text[span.clone()].trim_end().len();
    let line_start = text[..span.start].rfind('\n').map_or(0, |at| at + 1);
    let line_end = text[end..].find('\n').map_or(text.len(), |at| end + at + 1);
    // A backslash at the end of a line breaks it.
    let behind = text[end..line_end].trim();
    let is_alone = text[line_start..span.start].trim().is_empty() && matches!(behind, "" | "\\");
    if is_alone { line_start..line_end } else { span }
}

/// With the blank lines after it if there are some before it, too, and with those before it at the end.
fn with_blank_lines(text: &str, span: Range<usize>) -> Range<usize> {
    let is_line_start = span.start == 0 || text[..span.start].ends_with('\n');
    if !is_line_start || !text[..span.end].ends_with('\n') && span.end < text.len() {
        return span;
    }
    let behind = &text[span.end..];
    if behind.trim().is_empty() {
        let before = text[..span.start].trim_end();
        let newline = text[before.len()..].find('\n').map_or(0, |at| at + 1);
        return (before.len() + newline).min(span.start)..text.len();
    }
    let before = &text[..span.start];
    let is_separated = before.is_empty() || before.ends_with("\n\n") || before.ends_with("\r\n\r\n");
    let blank = behind.split_inclusive('\n').take_while(|line| line.trim().is_empty()).map(str::len);
    span.start..span.end + if is_separated { blank.sum() } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Edited;

    fn without(text: &str, gone: &[&str]) -> String {
        let span = |part: &&str| {
            let at = text.find(part).unwrap();
            at..at + part.len()
        };
        Edited::new(text, remove(text, gone.iter().map(span).collect())).unwrap().to_string()
    }

    #[test]
    fn blank_lines_stay_where_they_separate() {
        assert_eq!(without("# A\n\n> q\n\nText.\n", &["> q\n"]), "# A\n\nText.\n");
        assert_eq!(without("# A\n\nText.\n\n---\n\nEnd\n", &["---", "End"]), "# A\n\nText.\n");
        assert_eq!(without("* a: 1\n* b: 2\n* c: 3\n", &["* b: 2\n"]), "* a: 1\n* c: 3\n");
        assert_eq!(without("x | y\n", &[" | y"]), "x\n");
        assert_eq!(without("x | y\n", &["x | "]), "y\n");
        assert_eq!(without("# A\n* a: 1\n\nText.\n", &["* a: 1\n"]), "# A\n\nText.\n");
    }
}
