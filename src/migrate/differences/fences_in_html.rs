//! Fenced code in raw HTML: MkDocs looks for fences before all else, CommonMark only where the HTML has ended.

use super::fences::{self, Fence};
use super::lines::PageLines;
use super::raw_html;
use super::{Note, SitePage};
use crate::migrate::ledger::Fate;
use crate::migrate::read::Read;

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
    let body = lines.line_of(read.front_matter);
    let shown: Vec<&str> =
        lines.iter().enumerate().map(|(at, line)| if at < body { "" } else { line }).collect();
    let theirs = fences::find(shown.iter().copied(), has_superfences);
    let code: Vec<_> =
        theirs.iter().map(|fence| lines.start_of(fence.first)..lines.start_of(fence.last + 1)).collect();
    let blocks = raw_html::blocks(&page.text, &code);
    for fence in theirs.iter().rev() {
        let start = lines.start_of(fence.first);
        let next = blocks.partition_point(|block| block.span.end <= start);
        let is_inside = blocks.get(next).is_some_and(|block| block.span.start < start && !block.is_read);
        let is_read = read.fences.binary_search_by_key(&fence.first, |(span, _)| lines.line_of(span.start));
        if is_inside && is_read.is_err() && !lines.get(fence.first).trim_start().starts_with('>') {
            set_apart(lines, *fence);
            note(lines.origin(fence.first), "fences in raw HTML", Fate::Converted, "");
        }
    }
}

/// Takes the indent of a fence away, which would make code by indent of it, and sets it apart from the HTML.
fn set_apart(lines: &mut PageLines, fence: Fence) {
    let indent = |line: &str| line.len() - line.trim_start_matches(' ').len();
    let columns = indent(lines.get(fence.first));
    for at in (fence.first..=fence.last).filter(|_| columns > 0) {
        let line = lines.get(at).to_owned();
        lines.set(at, &line[columns.min(indent(&line))..]);
    }
    if !lines.get(fence.last + 1).trim().is_empty() {
        lines.insert(fence.last + 1, "");
    }
    if !lines.get(fence.first - 1).trim().is_empty() {
        lines.insert(fence.first, "");
    }
}
