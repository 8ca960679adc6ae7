//! The front matter of files that a page includes, which mdBook puts into the page as it is, and readers would see as a
//! heading.

use std::collections::HashSet;
use std::ops::Range;
use std::path::Path;

use mdbook_markdown::{MarkdownOptions, new_cmark_parser};
use pulldown_cmark::{Event, Tag};

use crate::front_matter::{self, Fence};
use crate::source::inputs;
use crate::text::markdown::is_marks;
use crate::text::path::{folder, join};
use crate::text::spans::is_free;
use crate::text::{Edit, Edited};

/// The byte order mark, which mdBook includes with the rest of a file.
const MARK: char = '\u{feff}';

/// As deep as mdBook follows includes.
const MAX_DEPTH: usize = 10;

/// The text of a page without the front matter of the files that it includes, where it holds some. What starts the page
/// is its own, and what is in code is shown.
pub(super) fn without_front_matter(
    text: &str,
    root: &Path,
    file: &str,
    options: &MarkdownOptions,
) -> Option<String> {
    if !may_hold_some(text) {
        return None;
    }
    let written = crate::file::read_text(&root.join(file)).ok()?;
    let blocks = blocks(&written, root, file);
    let mut found: Vec<Range<usize>> = blocks.iter().flat_map(|block| places(text, block)).collect();
    if found.is_empty() {
        return None;
    }
    let code = code(text, options);
    found.retain(|span| is_free(&code, span));
    found.sort_by_key(|span| span.start);
    found.dedup_by(|next, last| next.start < last.end);
    let edits: Vec<Edit> = found.into_iter().map(Edit::delete).collect();
    (!edits.is_empty()).then(|| Edited::new(text, edits).ok().map(|edited| edited.to_string()))?
}

/// Whether lines after a text's own front matter may be two fences. Most pages have none, and need not be read again from
/// their files.
fn may_hold_some(text: &str) -> bool {
    let body = match front_matter::find(text) {
        Fence::Closed(block) => &text[block.span.end.saturating_sub(1)..],
        _ => text,
    };
    // The first fence may stand after a byte order mark, or in a quote or a list.
    ["---", "+++"].iter().any(|fence| {
        let closes = |(at, _): (usize, &str)| body[..at].ends_with('\n');
        body.match_indices(fence).skip(1).any(closes)
    })
}

/// The front matters of the files that a text includes, with their fences.
fn blocks(written: &str, root: &Path, file: &str) -> Vec<String> {
    let mut blocks = Vec::new();
    let mut seen = HashSet::new();
    let mut texts = vec![(file.to_owned(), written.to_owned())];
    for _ in 0..MAX_DEPTH {
        let mut parts = Vec::new();
        for (file, text) in &texts {
            for include in inputs::includes(text) {
                let Some(path) = join(folder(file), include.path).filter(|path| seen.insert(path.clone()))
                else {
                    continue;
                };
                let Ok(part) = crate::file::read_text(&root.join(&path)) else { continue };
                if let Fence::Closed(block) = front_matter::find(&part) {
                    let block = part[block.span].trim_start_matches(MARK);
                    blocks.push(block.to_owned());
                    if block.contains('\r') {
                        blocks.push(block.replace("\r\n", "\n"));
                    }
                }
                parts.push((path, part));
            }
        }
        texts = parts;
    }
    blocks
}

/// Where a block stands in a text, after its start and in lines of its own, or after the marks of quotes and lists.
fn places<'t>(text: &'t str, block: &'t str) -> impl Iterator<Item = Range<usize>> + 't {
    let is_whole = |at: usize| {
        let end = at + block.trim_end().len();
        let before = text[..at].trim_end_matches(MARK);
        !text[..at].trim_start_matches(MARK).is_empty()
            && is_marks(&before[before.rfind('\n').map_or(0, |end| end + 1)..])
            && (end == text.len() || text[end..].starts_with(['\n', '\r']))
    };
    text.match_indices(block.trim_end()).filter(move |(at, _)| is_whole(*at)).map(move |(at, found)| {
        let end = at + found.len();
        text[..at].trim_end_matches(MARK).len()
            ..end + usize::from(text[end..].starts_with('\r')) + usize::from(text[end..].contains('\n'))
    })
}

/// The bytes of the blocks of code.
fn code(text: &str, options: &MarkdownOptions) -> Vec<Range<usize>> {
    let events = new_cmark_parser(text, options).into_offset_iter();
    events
        .filter(|(event, _)| matches!(event, Event::Start(Tag::CodeBlock(_))))
        .map(|(_, span)| span)
        .collect()
}
