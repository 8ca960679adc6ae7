//! Anchors and aliases in a block that is read key by key: `tier: *x` needs the key in which `&x` is.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::read;
use crate::front_matter::value::Entry;

/// The entries of the keys that cannot be read alone, as they repeat values of others; each by the start of its key.
pub(super) fn borrowing(text: &str, chunks: &[Range<usize>]) -> BTreeMap<usize, Entry> {
    if !text.contains('&') || !text.contains('*') {
        return BTreeMap::new();
    }
    let is_alone =
        |chunk: &Range<usize>| matches!(read(&text[chunk.clone()]), Ok(Some(map)) if map.0.len() == 1);
    let (alone, others): (Vec<_>, Vec<_>) = chunks.iter().cloned().partition(is_alone);
    let lenders: Vec<_> =
        alone.into_iter().filter(|chunk| anchors(value(text, chunk)).next().is_some()).collect();
    let known: BTreeSet<&str> = lenders.iter().flat_map(|chunk| anchors(value(text, chunk))).collect();
    let is_borrower = |chunk: &Range<usize>| {
        let mut aliases = aliases(value(text, chunk)).peekable();
        aliases.peek().is_some() && aliases.all(|name| known.contains(name))
    };
    let borrowers: Vec<_> = others.into_iter().filter(is_borrower).collect();
    if borrowers.is_empty() {
        return BTreeMap::new();
    }
    let kept: Vec<_> = lenders.iter().chain(&borrowers).cloned().collect();
    let Ok(Some(map)) = read(&only(text, &kept)) else { return BTreeMap::new() };
    let starts: BTreeSet<usize> = borrowers.iter().map(|chunk| chunk.start).collect();
    let entries = map.0.into_iter().filter(|entry| starts.contains(&entry.key_span.start));
    entries.map(|entry| (entry.key_span.start, entry)).collect()
}

/// The names of the aliases in a value: `*a`, `[*a, *b]`.
pub(super) fn aliases(value: &str) -> impl Iterator<Item = &str> {
    names(value, '*')
}

/// The names of the anchors in a value: `&a [x, &b y]`.
fn anchors(value: &str) -> impl Iterator<Item = &str> {
    names(value, '&')
}

fn names(value: &str, sign: char) -> impl Iterator<Item = &str> {
    let words = value.split([' ', '\t', '\r', '\n', '[', '{', ',', ']', '}']);
    words
        .filter_map(move |word| word.strip_prefix(sign))
        .filter(|name| name.starts_with(char::is_alphanumeric))
}

fn value<'t>(text: &'t str, chunk: &Range<usize>) -> &'t str {
    text[chunk.clone()].split_once(':').map_or("", |(_, value)| value)
}

/// A text in which some parts alone are left, at the places where they are.
fn only(text: &str, kept: &[Range<usize>]) -> String {
    let mut out: Vec<u8> = text.bytes().map(|byte| if byte == b'\n' { byte } else { b' ' }).collect();
    for part in kept {
        out[part.clone()].copy_from_slice(&text.as_bytes()[part.clone()]);
    }
    String::from_utf8_lossy(&out).into_owned()
}
