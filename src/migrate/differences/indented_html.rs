//! Markdown in an element that says `markdown`, indented by four columns: code to MkDocs, and text to the book, which takes
//! the columns of the first line off.

use std::ops::Range;

use super::Note;
use super::lines::{Changes, PageLines, indent};
use super::raw_html::{self, OF_TEXT};
use crate::migrate::ledger::Fate;
use crate::migrate::read::Read;
use crate::migrate::tree::SitePage;

/// How far code is indented.
const CODE: usize = 4;

/// Names such text. Where only its first lines are code, they stay code.
pub(super) fn settle(lines: &mut PageLines, page: &SitePage, read: &Read, note: &mut Note<'_>) {
    let mut code: Vec<Range<usize>> = read.fences.iter().map(|(span, _)| span.clone()).collect();
    code.insert(0, 0..read.front_matter.min(page.text.len()));
    let mut changes = Changes::new();
    for block in raw_html::blocks(&page.text, &code).iter().filter(|block| block.is_closed && block.is_read) {
        // The first tag, which may have more lines than one.
        let rest = &page.text[block.span.clone()];
        let Some(length) = raw_html::tag_length(rest) else { continue };
        let tag = rest[..length].to_ascii_lowercase();
        let first = lines.line_of(block.span.start + length - 1);
        let is_last = rest[length..].lines().next().unwrap_or_default().trim().is_empty();
        let is_whole =
            is_last && tag.split_ascii_whitespace().skip(1).any(|word| word.starts_with("markdown"));
        if !is_whole || OF_TEXT.contains(&block.name.as_str()) || tag.contains("markdown=\"span\"") {
            continue;
        }
        let last = lines.line_of(block.span.end - 1);
        let own: Vec<usize> = (first + 1..last).filter(|at| !lines.get(*at).trim().is_empty()).collect();
        let Some(start) = own.first().filter(|at| indent(&lines.flat(**at)) >= CODE) else { continue };
        if own.iter().any(|at| indent(&lines.flat(*at)) < CODE) {
            changes.insert(first, vec![lines.get(first).to_owned(), "<!-- -->".to_owned(), String::new()]);
            note(lines.origin(*start), "code in raw HTML", Fate::Converted, "");
            continue;
        }
        for at in &own {
            let text = "text in the book; MkDocs shows it as code, since it is indented by four columns";
            let text = if at == start { text } else { "" };
            note(lines.origin(*at), "indented Markdown in HTML", Fate::Converted, text);
        }
    }
    lines.change(changes);
}
