//! Blocks directly below the text of an item: MkDocs looks for no other block in such text but items, and shows the signs.

use std::collections::HashSet;

use super::Note;
use super::lines::{Changes, PageLines, indent, prefix_length, with_spaces};
use super::lists::{INSIDE, Marker};
use crate::migrate::ledger::Fate;
use crate::migrate::read::Read;
use crate::migrate::tree::SitePage;
use crate::source::dialect::opens_container;

/// Names boxes, tabs, headings, quotes and tables that the book finds there.
pub(super) fn blocks(lines: &PageLines, read: &Read, note: &mut Note<'_>) {
    let mut item = None;
    let tables: Vec<usize> = read.tables().map(|start| lines.line_of(start)).collect();
    for at in lines.line_of(read.front_matter)..lines.len() {
        let line = &*lines.flat(at);
        if line.trim().is_empty() {
            item = None;
            continue;
        }
        let (own, start) = (indent(line), lines.sign_of(at));
        let is_below = item.is_some_and(|column| own >= column + INSIDE);
        let is_table = || tables.binary_search(&at).ok().map(|_| "a table");
        let is_read = is_below && !read.in_code(start) && read.leaf_around(start).is_none();
        if let Some(block) = is_read.then(|| block(&line[own..]).or_else(is_table)).flatten() {
            let text =
                format!("{block} in the book; MkDocs shows it as text, since no blank line stands before it");
            note(lines.origin(at), "blocks directly below items", Fate::Converted, &text);
        }
        let marker = Marker::of(line).filter(|_| !read.in_code(start));
        item = item.or(marker.map(|marker| marker.base()));
    }
}

/// Names items directly below a block of the item before: to MkDocs they are a part of that block, or of its list.
pub(super) fn items(lines: &PageLines, read: &Read, note: &mut Note<'_>) {
    let mut below = HashSet::new();
    for (before, at) in &read.following {
        let (first, own) = (lines.line_of(*before), lines.line_of(*at));
        // The signs of the quotes around both.
        let sign = at - lines.start_of(own);
        let quotes = lines.get(own)[..sign].matches('>').count();
        let top =
            (first + 1..own).rev().take_while(|at| !inside(lines.get(*at), quotes).trim().is_empty()).last();
        let is_below = match top {
            _ if own <= first => false,
            Some(top) if top > first + 1 => {
                let column = |at: usize| columns_of(inside(lines.get(at), quotes));
                column(top) >= column(own) - column(own) % INSIDE + INSIDE
            }
            // Nothing blank is between.
            None if own > first + 1 => false,
            _ => below.contains(before),
        };
        if is_below {
            below.insert(*at);
            let text = "an item of its list in the book; MkDocs takes it for a part of the item before, since no blank line stands between";
            note(lines.origin(own), "items below blocks", Fate::Converted, text);
        }
    }
}

/// How many columns a line starts further in.
fn columns_of(line: &str) -> usize {
    indent(&with_spaces(line))
}

/// A line without the signs of so many quotes.
fn inside(line: &str, quotes: usize) -> &str {
    (0..quotes).fold(line, |line, _| {
        let rest = line.trim_start_matches(' ');
        rest.strip_prefix('>').map_or(line, |rest| rest.strip_prefix(' ').unwrap_or(rest))
    })
}

/// Names text directly below a table in an item that stands further out: MkDocs makes a row of it.
pub(super) fn text_below_tables(lines: &PageLines, read: &Read, note: &mut Note<'_>) {
    for start in read.tables() {
        let first = lines.line_of(start);
        let column = columns_of(lines.get(first));
        let below = (first..lines.len())
            .find(|at| columns_of(lines.get(*at)) < column || lines.get(*at).trim().is_empty());
        let Some(at) = below.filter(|_| column > 0) else { continue };
        let line = lines.get(at).trim_start();
        if line.starts_with(char::is_alphanumeric) && Marker::of(line).is_none() {
            let text = "text in the book; MkDocs shows it as a row, since no blank line stands before it";
            note(lines.origin(at), "text below tables", Fate::Converted, text);
        }
    }
}

/// The block that a line opens in the book.
fn block(line: &str) -> Option<&'static str> {
    let level = line.bytes().take_while(|b| *b == b'#').count();
    match line.bytes().next()? {
        b'#' if (1..=6).contains(&level) && line[level..].starts_with(' ') => Some("a heading"),
        b'>' => Some("a quote"),
        b'=' if opens_container(line) => Some("a tab"),
        _ if opens_container(line) => Some("a box"),
        _ => None,
    }
}

/// A line of `-` or `=` below the text of an item underlines it to CommonMark only. To MkDocs, `-` within three columns
/// are a rule, and all else is text.
pub(super) fn rules(lines: &mut PageLines, page: &SitePage, read: &Read, note: &mut Note<'_>) {
    let mut changes = Changes::new();
    for heading in &read.headings {
        let first = lines.line_of(heading.span.start);
        let quotes = lines.get(first)[..prefix_length(lines.get(first))].matches('>').count();
        let Some(marker) = Marker::of(&with_spaces(inside(lines.get(first), quotes))) else { continue };
        let source = page.text[heading.span.clone()].trim_end();
        let at = first + source.lines().count().saturating_sub(1);
        let text = inside(lines.get(at), quotes);
        let quote = &lines.get(at)[..lines.get(at).len() - text.len()];
        let (own, sign) = (columns_of(text), text.trim());
        let is_line = sign.bytes().all(|b| b == b'-') || sign.bytes().all(|b| b == b'=');
        if own <= marker.base() || !is_line || sign.is_empty() || at == first {
            continue;
        }
        let is_rule = sign.starts_with('-') && sign.len() > 2 && own < marker.base() + INSIDE;
        let now = match is_rule {
            true => vec![quote.trim_end().to_owned(), lines.get(at).to_owned()],
            false => vec![format!("{quote}{}\\{sign}", " ".repeat(own))],
        };
        changes.insert(at, now);
        note(lines.origin(at), "lines below paragraphs", Fate::Converted, "");
    }
    lines.change(changes);
}
