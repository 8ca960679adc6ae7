//! Texts that hold several values.

use std::ops::Range;

use crate::front_matter::write::{flow_list, quoted};
use crate::front_matter::{Node, Value};
use crate::text::markdown::wiki_parts;

/// The values of a text with `sign` between them, each with its own place; `None` for other values, and for a text that
/// holds one.
pub(super) fn split(node: &Node, sign: &str, text: &str) -> Option<Vec<Node>> {
    let Value::Text(whole) = &node.value else { return None };
    if sign.is_empty() || !whole.contains(sign) {
        return None;
    }
    // A link is one value, whatever stands in it.
    let is_link = whole.trim_start().starts_with('[') && whole.contains("](");
    (!is_link).then(|| places(node, outside_links(whole, sign).into_iter(), text))
}

/// The pieces of a text that stand between `sign`, of which those in a link of a wiki separate nothing.
fn outside_links<'t>(whole: &'t str, sign: &str) -> Vec<&'t str> {
    let mut pieces: Vec<&str> = Vec::new();
    let (mut start, mut at) = (0, 0);
    let last = whole.rfind("]]").unwrap_or(0);
    while let Some(found) = whole[at..].find(sign).map(|found| at + found) {
        let opened = whole[start..found].rfind("[[").map(|open| start + open).filter(|open| *open < last);
        let closed = opened.and_then(|open| Some(open + whole[open..].find("]]")? + "]]".len()));
        match closed.filter(|closed| *closed > found) {
            Some(closed) => at = closed,
            None => {
                pieces.push(&whole[start..found]);
                (start, at) = (found + sign.len(), found + sign.len());
            }
        }
    }
    pieces.push(&whole[start..]);
    pieces
}

/// Some pieces of a text as values, each with its own place.
fn places<'t>(node: &Node, pieces: impl Iterator<Item = &'t str>, text: &str) -> Vec<Node> {
    let mut at = node.span.start;
    let item = |piece: &str| {
        let piece = piece.trim();
        let span = place(piece, at..node.span.end, text).unwrap_or(node.span.clone());
        at = if span == node.span { at } else { span.end };
        Node { value: Value::Text(piece.to_owned()), span }
    };
    pieces.filter(|piece| !piece.trim().is_empty()).map(item).collect()
}

/// The values of a text in which each has a sign of its own, as [`in_signs`] finds them.
pub(super) fn signed(node: &Node, text: &str, are_tags: bool) -> Option<Vec<Node>> {
    let Value::Text(whole) = &node.value else { return None };
    in_signs(whole, are_tags).map(|pieces| places(node, pieces.into_iter(), text))
}

/// What wikis write without a comma: `[[go]] [[java]]`, and of tags `#go #[[two words]]`. `None` where a text is less than
/// two such values, or more than them.
pub(crate) fn in_signs(whole: &str, are_tags: bool) -> Option<Vec<&str>> {
    let mut pieces = Vec::new();
    let mut rest = whole.trim_start();
    while !rest.is_empty() {
        let hash = usize::from(are_tags && rest.starts_with('#'));
        let end = match rest[hash..].strip_prefix("[[") {
            Some(link) => hash + "[[".len() + link.find("]]")? + "]]".len(),
            None if hash > 0 => rest.find(|c: char| c.is_whitespace() || c == ',').unwrap_or(rest.len()),
            None => return None,
        };
        let (piece, after) = rest.split_at(end);
        if piece.len() < 2 || !(after.is_empty() || after.starts_with([' ', '\t', '\n', ','])) {
            return None;
        }
        pieces.push(piece);
        rest = after.trim_start_matches(|c: char| c.is_whitespace() || c == ',');
    }
    (pieces.len() > 1).then_some(pieces)
}

/// Whether some words of a text are signed as tags, and others are not: `#a #b c`. Nobody knows where its tags end.
pub(crate) fn is_mixed(text: &str) -> bool {
    let is_tag =
        |word: &str| word.strip_prefix('#').is_some_and(|name| name.starts_with(char::is_alphabetic));
    let is_signed = text.split_whitespace().skip(1).any(is_tag);
    is_signed && wiki_parts(text).is_none() && in_signs(text, true).is_none()
}

/// A tag without the sign that Obsidian and Logseq put before it.
pub(crate) fn without_hash(tag: &str) -> &str {
    let is_named = |name: &&str| name.starts_with(char::is_alphanumeric) || name.starts_with("[[");
    tag.strip_prefix('#').filter(is_named).filter(|_| !is_mixed(tag)).unwrap_or(tag)
}

/// Fields of sentences, in which signs between words do not separate values.
const OF_SENTENCES: &[&str] = &["best_for", "when_to_use", "when_not_to_use", "checklist", "hide"];

/// The signs that stand between values in lists of other tools, in a script without `,` as well.
const SIGNS: &[char] = &[',', ';', '\n', '、', '，', '；'];

/// The sign between words that stands between values.
pub(crate) fn sign_between(text: &str) -> Option<char> {
    SIGNS.iter().copied().find(|sign| text.trim().contains(*sign))
}

/// The parts of a text, between its signs, as a list of YAML.
pub(crate) fn parts(text: &str, between: &str) -> String {
    // Whoever writes a sign of another script may mix it with others.
    let is_wide = between.starts_with(['、', '，', '；']);
    let parts = text.split(between).flat_map(|part| match is_wide {
        true => part.split(SIGNS).collect(),
        false => vec![part],
    });
    flow_list(parts.map(str::trim).filter(|part| !part.is_empty()))
}

/// How to write a text that looks like several values, as several and as one.
pub(super) fn as_list_or_one(list: &str, text: &str) -> String {
    format!("write a list, `{list}`, or quotes in a list, `[{}]`, for one", quoted(text))
}

/// How to write a text of a field of several that is one value, and looks like some short ones.
pub(super) fn seems_several(field: &str, text: &str) -> Option<String> {
    let sign = sign_between(text).filter(|_| !OF_SENTENCES.contains(&field))?;
    let is_short = |part: &str| part.split_whitespace().count() <= 3;
    let is_several = text.split(sign).filter(|part| !part.trim().is_empty()).count() > 1;
    let is_meant = is_several && text.split(sign).all(is_short) && !text.contains("](");
    is_meant.then(|| as_list_or_one(&parts(text, &sign.to_string()), &in_one_line(text)))
}

/// A text with single spaces.
pub(super) fn in_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Where a part of a value stands in the page.
pub(super) fn place(piece: &str, within: Range<usize>, text: &str) -> Option<Range<usize>> {
    let start = within.start + text.get(within)?.find(piece)?;
    Some(start..start + piece.len())
}
