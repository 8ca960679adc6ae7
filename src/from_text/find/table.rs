//! Tables and definition lists of keys.

use std::ops::Range;

use super::labels::{of_label, unknown};
use super::{Candidate, field};
use crate::from_text::label::{Labelled, of_two};
use crate::from_text::node::{Kind, Node};
use crate::from_text::value::Values;

/// What a table of keys and values says; whether it is one.
pub(super) fn find(reader: &Values<'_>, table: &Node, found: &mut Vec<Candidate>) -> bool {
    let down = pairs_down(table);
    let is_known = |label: &Labelled<'_>| field(reader, &label.label).is_some();
    let across = pairs_across(table);
    let is_across = !across.is_empty() && across.iter().all(is_known);
    let (pairs, is_down) = if is_across { (across, false) } else { (down, true) };
    // The first row may be a key, too, or say what the columns are.
    let (head, body) = match pairs.split_first().filter(|_| is_down) {
        Some((head, body)) if !is_known(head) => (Some(head), body),
        _ => (None, pairs.as_slice()),
    };
    if body.iter().filter(|pair| is_known(pair)).count() == 0 {
        return false;
    }
    let before = found.len();
    let odd_head = head.filter(|head| !is_caption(&head.label));
    let mut is_whole = odd_head.is_none();
    found.extend(odd_head.and_then(|head| unknown(reader, head)).map(Candidate::in_passing));
    for pair in body {
        let said = field(reader, &pair.label).map(|field| of_label(reader, field, pair));
        is_whole &= said.as_ref().is_some_and(|said| said.iter().all(Candidate::goes));
        found.extend(said.into_iter().flatten());
        found.extend(unknown(reader, pair).map(Candidate::in_passing));
    }
    // A table goes as a whole or stays as a whole: a part of it may look like all.
    match is_whole {
        true => found[before].removes.push(table.span.clone()),
        false => found[before..].iter_mut().for_each(|one| one.stays = true),
    }
    true
}

/// What is above a column of keys.
fn is_caption(label: &str) -> bool {
    let known = ["", "key", "field", "name", "property", "item", "attribute", "metadata", "label"];
    known.contains(&label.to_lowercase().as_str())
}

/// `| Status | accepted |`, row by row.
fn pairs_down(table: &Node) -> Vec<Labelled<'_>> {
    let pair = |row: &'_ Node| -> Option<()> { (row.below.len() == 2).then_some(()) };
    if !table.below.iter().all(|row| pair(row).is_some()) {
        return Vec::new();
    }
    table.below.iter().map(|row| of_two(&row.below[0], &row.below[1], row.span.clone())).collect()
}

/// Keys in the first row, values in the second.
fn pairs_across(table: &Node) -> Vec<Labelled<'_>> {
    match table.below.as_slice() {
        [head, row] if head.below.len() == row.below.len() => head
            .below
            .iter()
            .zip(&row.below)
            .map(|(key, value)| of_two(key, value, span_of(value, row)))
            .collect(),
        _ => Vec::new(),
    }
}

fn span_of(value: &Node, row: &Node) -> Range<usize> {
    match value.below.is_empty() {
        true => row.span.clone(),
        false => value.span.clone(),
    }
}

/// What a definition list says; whether a field is in it.
pub(super) fn definitions(reader: &Values<'_>, list: &Node, found: &mut Vec<Candidate>) -> bool {
    let before = found.len();
    let mut is_whole = true;
    let mut strangers = Vec::new();
    for pair in list.below.windows(2) {
        let [term, value] = pair else { continue };
        if term.kind != Kind::Term {
            continue;
        }
        // The parser's own ends of definitions lie after the blocks that follow.
        let end = value.inlines().last().map_or(term.span.end, |last| last.span.end);
        let label = of_two(term, value, term.span.start..end);
        let is_value = value.kind == Kind::Definition && !value.holds_blocks();
        match field(reader, &label.label).filter(|_| is_value) {
            Some(field) => found.extend(of_label(reader, field, &label)),
            None => {
                is_whole = false;
                strangers.extend(unknown(reader, &label).filter(|_| is_value).map(Candidate::in_passing));
            }
        }
    }
    is_whole &= list.below.iter().filter(|it| it.kind == Kind::Term).count() * 2 == list.below.len();
    is_whole &= found[before..].iter().all(Candidate::goes);
    let end = found[before..].last().map_or(list.span.start, |last| last.span.end);
    let Some(first) = found.get_mut(before) else { return false };
    match is_whole {
        true => first.removes.push(list.span.start..end),
        false => found[before..].iter_mut().for_each(|one| one.stays = true),
    }
    found.extend(strangers);
    true
}
