//! Fenced code in raw HTML: MkDocs looks for fences before all else, CommonMark only where the HTML has ended.

use std::ops::Range;

use super::fences::{self, Fence};
use super::lines::{Changes, PageLines, indent};
use super::raw_html::{self, Block};
use super::{Note, SitePage};
use crate::migrate::ledger::Fate;
use crate::migrate::read::Read;

/// The columns from which a line is code.
const COLUMNS_OF_CODE: usize = 4;

/// Puts blank lines around the fences in raw HTML.
pub(super) fn settle(
    lines: &mut PageLines,
    page: &SitePage,
    read: &Read,
    has_superfences: bool,
    note: &mut Note<'_>,
) {
    if !page.text.contains('<') || !(page.text.contains("```") || page.text.contains("~~~")) {
        return;
    }
    let theirs = fences::of_page(lines, read, has_superfences);
    let code = fences::spans(lines, &theirs);
    let blocks = raw_html::blocks(&page.text, &code);
    let mut changes = Changes::new();
    let mut settled: Vec<usize> = Vec::new();
    for fence in &theirs {
        let start = lines.start_of(fence.first);
        let next = blocks.partition_point(|block| block.span.end <= start);
        let is_inside = blocks.get(next).is_some_and(|block| block.span.start < start && !block.is_read);
        if !is_inside || lines.get(fence.first).trim_start().starts_with('>') {
            continue;
        }
        let is_read = read.fences.binary_search_by_key(&fence.first, |(span, _)| lines.line_of(span.start));
        if is_read.is_err() {
            set_apart(lines, *fence, &mut changes);
            note(lines.origin(fence.first), "fences in raw HTML", Fate::Converted, "");
        }
        settled.push(next);
    }
    settled.dedup();
    for block in settled {
        without_indent(lines, &blocks[block], &code, &mut changes);
    }
    lines.change(changes);
}

/// Takes the indent of a fence away, which would make code by indent of it, and sets it apart from the HTML.
fn set_apart(lines: &PageLines, fence: Fence, changes: &mut Changes) {
    let columns = indent(lines.get(fence.first));
    for at in fence.first..=fence.last {
        let line = lines.get(at);
        let own = line[columns.min(indent(line))..].to_owned();
        let is_apart = at > fence.first || lines.get(at - 1).trim().is_empty();
        changes.insert(at, if is_apart { vec![own] } else { vec![String::new(), own] });
    }
    let below = fence.last + 1;
    if !lines.get(below).trim().is_empty() {
        changes.insert(below, vec![String::new(), lines.get(below).to_owned()]);
    }
}

/// Takes the indent of a block's own lines away, which would make code of what follows a blank line or a fence.
fn without_indent(lines: &PageLines, block: &Block, code: &[Range<usize>], changes: &mut Changes) {
    let mut is_html = true;
    for at in lines.line_of(block.span.start)..=lines.line_of(block.span.end.saturating_sub(1)) {
        let (line, start) = (lines.get(at), lines.start_of(at));
        let next = code.partition_point(|fence| fence.end <= start);
        let is_code = code.get(next).is_some_and(|fence| fence.start <= start);
        is_html &= !is_code && !line.trim().is_empty();
        if is_html || is_code || indent(line) < COLUMNS_OF_CODE || block.keeps(start) {
            continue;
        }
        let now = changes.entry(at).or_insert_with(|| vec![line.to_owned()]);
        if let Some(line) = now.last_mut() {
            *line = line.trim_start_matches(' ').to_owned();
        }
    }
}
