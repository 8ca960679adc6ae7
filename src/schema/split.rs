//! Texts that hold several values.

use std::ops::Range;

use crate::front_matter::write::{flow_list, quoted};
use crate::front_matter::{Node, Value};

/// The values of a text with `sign` between them, each with its own place; `None` for other values, and for a text that
/// holds one.
pub(super) fn split(node: &Node, sign: &str, text: &str) -> Option<Vec<Node>> {
    let Value::Text(whole) = &node.value else { return None };
    if sign.is_empty() || !whole.contains(sign) {
        return None;
    }
    let mut at = node.span.start;
    let mut item = |piece: &str| {
        let piece = piece.trim();
        let span = place(piece, at..node.span.end, text).unwrap_or(node.span.clone());
        at = if span == node.span { at } else { span.end };
        Node { value: Value::Text(piece.to_owned()), span }
    };
    // A link is one value, whatever stands in it.
    let pieces = whole.split(sign).filter(|piece| !piece.trim().is_empty());
    let is_link = whole.trim_start().starts_with('[') && whole.contains("](");
    (!is_link).then(|| pieces.map(&mut item).collect())
}

/// Obsidian's `#go #java`: as many values as words, where each has the sign.
pub(super) fn hashed(node: &Node, text: &str) -> Option<Vec<Node>> {
    let Value::Text(whole) = &node.value else { return None };
    let words = whole.split_whitespace();
    let all = words.clone().count() > 1 && words.clone().all(|word| word.len() > 1 && word.starts_with('#'));
    all.then(|| split(node, " ", text)).flatten()
}

/// Fields of sentences, in which signs between words are none between values.
const OF_SENTENCES: &[&str] = &["best_for", "when_to_use", "when_not_to_use", "checklist", "hide"];

/// The sign between words that stands between values in lists of other tools, in a script without `,` as well.
pub(crate) fn sign_between(text: &str) -> Option<char> {
    [',', ';', '\n', '、', '，', '；'].into_iter().find(|sign| text.trim().contains(*sign))
}

/// The parts of a text, between its signs, as a list of YAML.
pub(crate) fn parts(text: &str, sign: char) -> String {
    flow_list(text.split(sign).map(str::trim).filter(|part| !part.is_empty()))
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
    is_meant.then(|| as_list_or_one(&parts(text, sign), &in_one_line(text)))
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
