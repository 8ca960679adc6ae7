//! The quote below the title.

use super::Candidate;
use crate::from_text::line::Line;
use crate::from_text::node::{Kind, Node, text_of};
use crate::from_text::said::Said;
use crate::from_text::value::{Refused, Values};
use crate::source::dialect::attributes;
use crate::text::markdown::squeeze;

/// Whether a quote is a box without its kind: `> **Note**: ...`, `> ⚠️ ...`, `> Tip: ...`; or one with a class of
/// Kramdown, `{: .note }`.
pub(super) fn is_aside(block: &Node) -> bool {
    let Some(first) = block.below.first().and_then(|paragraph| paragraph.below.first()) else { return true };
    let text = block.text();
    let word = text.split(' ').next().unwrap_or_default();
    let is_sign =
        |c: char| !c.is_alphanumeric() && !c.is_ascii_punctuation() && !"„“”‘’«»‹›¿¡—–…".contains(c);
    has_attributes(block)
        || first.kind == Kind::Strong
        || word.ends_with(':')
        || text.starts_with(is_sign)
        || text.starts_with(':')
}

/// Whether a list of attributes ends a quote, or stands directly below it, which Markdown reads as its last line.
fn has_attributes(block: &Node) -> bool {
    let Some(Node { kind: Kind::Paragraph, below, .. }) = block.below.last() else { return false };
    let is_text = |node: &&Node| matches!(node.kind, Kind::Text(_));
    let texts = below.len() - below.iter().rev().take_while(is_text).count();
    let end = text_of(&below[texts..]);
    let end = end.trim_end();
    end.rfind("{:")
        .is_some_and(|at| attributes::read(&end[at..]).is_some_and(|(_, len)| at + len == end.len()))
}

/// The description; what is in quotation marks or names who said it is a quote.
pub(super) fn find(reader: &Values<'_>, block: &Node) -> Option<Candidate> {
    let [Node { kind: Kind::Paragraph, below, .. }] = block.below.as_slice() else { return None };
    let lines: Vec<Line<'_>> = below.split(|node| node.kind == Kind::Break).map(Line::of).collect();
    let sources: Vec<String> = lines.iter().map(|line| line.markdown(&reader.page.text)).collect();
    let text = squeeze(&sources.join(" "));
    let last = sources.last().map(String::as_str).unwrap_or_default();
    let by = DASHES.iter().find_map(|dash| last.trim().strip_prefix(*dash)).filter(|_| lines.len() > 1);
    let with_name = match by {
        Some(by) => Some((squeeze(&sources[..sources.len() - 1].join(" ")), by.trim())),
        None => said_by(&text).map(|(said, by)| (said.to_owned(), by)),
    };
    let plain = block.text();
    let (name, said) = match with_name {
        Some((said, by)) => ("quote", Said::Record(vec![("text", unquoted(&said)), ("by", by.to_owned())])),
        None if is_in_marks(&plain) => ("quote", Said::Record(vec![("text", unquoted(&text))])),
        None => ("description", Said::Text(text.clone())),
    };
    let said = match reader.templates.is_sentence(&plain) {
        true => Err(Refused::new(format!("`{plain}` is a placeholder"), &block.span)),
        false => reader.holdable(&lines).map(|()| said),
    };
    let field = reader.config.schema.get(name)?;
    let span = block.span.clone();
    Some(Candidate::new(reader, field, said, &lines, span.clone()).removing(span))
}

/// What is before the name of who said something.
const DASHES: &[&str] = &["— ", "– ", "-- ", "- ", "―"];

/// `"Everything fails." — Werner Vogels`: what was said, and by whom.
fn said_by(text: &str) -> Option<(&str, &str)> {
    let parts = DASHES.iter().filter_map(|dash| text.rsplit_once(dash));
    parts.map(|(said, by)| (said.trim(), by.trim())).find(|(said, by)| is_in_marks(said) && is_name(by))
}

/// Whether a text may be the name of who said something: no sentence, and nothing in marks.
fn is_name(text: &str) -> bool {
    let starts = text.trim_start_matches(['*', '_', '[']).chars().next();
    starts.is_some_and(char::is_uppercase)
        && !text.contains(['"', '“', '”'])
        && !text.ends_with(['.', '!', '?'])
}

fn is_in_marks(text: &str) -> bool {
    let text = text.trim_matches(['*', '_', ' ']);
    text.starts_with(['"', '“', '„', '«']) && text.ends_with(['"', '”', '“', '»'])
}

fn unquoted(text: &str) -> String {
    let inner = text.trim_matches(['*', '_', ' ']);
    inner.trim_matches(['"', '“', '”', '„', '«', '»']).to_owned()
}
