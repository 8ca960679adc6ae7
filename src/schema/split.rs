//! Texts that hold several values.

use std::ops::Range;

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

/// Where a part of a value stands in the page.
pub(super) fn place(piece: &str, within: Range<usize>, text: &str) -> Option<Range<usize>> {
    let start = within.start + text.get(within)?.find(piece)?;
    Some(start..start + piece.len())
}
