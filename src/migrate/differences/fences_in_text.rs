//! Fences that go on with a paragraph to CommonMark, because they are indented further than its text: MkDocs looks for
//! fences before all else. They move to the left, where they are code.

use super::fences::{self, Fence};
use super::lines::{PageLines, indent};
use super::lists::Marker;
use super::raw_html;
use super::{Note, SitePage};
use crate::migrate::ledger::Fate;
use crate::migrate::read::Read;
use crate::source::dialect::opens_container;

/// The columns from which a line below a paragraph goes on with it.
const FURTHER: usize = 4;

/// How many lines of a paragraph are looked at.
const LONGEST: usize = 500;

/// Moves such fences to where the text before them starts.
pub(super) fn settle(
    lines: &mut PageLines,
    page: &SitePage,
    read: &Read,
    has_superfences: bool,
    note: &mut Note<'_>,
) {
    if !has_superfences || !(page.text.contains("    ```") || page.text.contains("    ~~~")) {
        return;
    }
    let theirs = fences::of_page(lines, read, has_superfences);
    let blocks = raw_html::blocks(&page.text, &fences::spans(lines, &theirs));
    for Fence { first, last } in theirs {
        let start = lines.start_of(first);
        let next = blocks.partition_point(|block| block.span.end <= start);
        let is_in_html = blocks.get(next).is_some_and(|block| block.span.start < start);
        let is_read = read.fences.binary_search_by_key(&first, |(span, _)| lines.line_of(span.start)).is_ok();
        let Some(wanted) = text_above(lines, read, first) else { continue };
        let indent = indent(lines.get(first));
        // After a comment, CommonMark takes it for code by indent.
        let is_text = !read.in_code(start) || is_comment(lines.get(first - 1));
        if is_read || is_in_html || !is_text || indent < wanted + FURTHER {
            continue;
        }
        for at in first..=last {
            let line = lines.get(at).to_owned();
            let columns = (indent - wanted).min(self::indent(&line));
            lines.set(at, &line[columns..]);
        }
        note(lines.origin(first), "fences that are indented too far", Fate::Converted, "");
    }
}

fn is_comment(line: &str) -> bool {
    line.trim_start().starts_with("<!--") && line.trim_end().ends_with("-->")
}

/// The column where the paragraph starts that stands directly above a line; `None` where there is none.
fn text_above(lines: &PageLines, read: &Read, line: usize) -> Option<usize> {
    let mut found = None;
    for at in (line.saturating_sub(LONGEST)..line).rev() {
        let text = lines.get(at);
        if is_comment(text) && found.is_none() {
            return Some(indent(text));
        }
        let is_text = !text.trim().is_empty() && !read.in_code(lines.start_of(at) + indent(text));
        if !is_text {
            break;
        }
        let own = indent(text);
        if opens_container(&text[own..]) {
            return Some(own + FURTHER);
        }
        if let Some(marker) = Marker::of(text) {
            return Some(marker.inside());
        }
        found = Some(own);
    }
    found
}
