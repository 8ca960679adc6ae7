//! Lines of Markdown in raw HTML: `<td markdown>*text*</td>`.
//!
//! CommonMark leaves raw HTML alone, so such a line is parsed by itself: as one line, after a word that
//! keeps it from being a heading or a list, and its places lead back to the page.

use std::collections::BTreeSet;
use std::ops::Range;

use mdbook_markdown::{MarkdownOptions, new_cmark_parser};
use pulldown_cmark::{Event, RefDefs, Tag, TagEnd};

/// Stands before the line.
const WORD: &str = "x ";

/// The inside of an element, as one line.
pub(super) struct MarkdownLine {
    source: String,
    /// Where the lines of the page start in the source, and their bytes in the page.
    pieces: Vec<(usize, Range<usize>)>,
}

impl MarkdownLine {
    /// The line that `inner` is, of which `lines` are the bytes that no quote or list around it takes.
    pub(super) fn new(text: &str, lines: &[Range<usize>], inner: &Range<usize>, links: &RefDefs<'_>) -> Self {
        let mut line = Self { source: WORD.to_owned(), pieces: Vec::new() };
        let from = lines.partition_point(|line| line.end <= inner.start);
        for part in lines[from..].iter().take_while(|line| line.start < inner.end) {
            line.add(text, part.start.max(inner.start)..part.end.min(inner.end));
        }
        line.define(links);
        line
    }

    fn add(&mut self, text: &str, span: Range<usize>) {
        let written = &text[span.clone()];
        let start = span.end - written.trim_start().len();
        let trimmed = written.trim();
        if trimmed.is_empty() {
            return;
        }
        if !self.pieces.is_empty() {
            self.source.push(' ');
        }
        self.pieces.push((self.source.len(), start..start + trimmed.len()));
        self.source.extend(trimmed.chars().map(|c| if c.is_control() { ' ' } else { c }));
    }

    /// Adds the addresses that the page defines for the names in the line.
    fn define(&mut self, links: &RefDefs<'_>) {
        let names = self.source.split('[').skip(1).filter_map(|rest| Some(rest.split_once(']')?.0));
        let names: BTreeSet<String> = names.map(str::to_owned).collect();
        for name in names {
            let Some(link) = links.get(&name) else { continue };
            if link.dest.contains(['<', '>', '\n']) {
                continue;
            }
            let title = link.title.as_deref().unwrap_or_default().replace('\\', "\\\\").replace('"', "\\\"");
            let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
            self.source.push_str(&format!("\n\n[{name}]: <{}> \"{title}\"", link.dest));
        }
    }

    /// The events of the line, with their bytes in the page.
    pub(super) fn events(&self, options: &MarkdownOptions, mut take: impl FnMut(Event<'_>, Range<usize>)) {
        if self.pieces.is_empty() {
            return;
        }
        for (event, span) in new_cmark_parser(&self.source, options).into_offset_iter() {
            match event {
                Event::Start(Tag::Paragraph) | Event::End(TagEnd::Paragraph) => {}
                Event::Text(text) => self.text(&text, span, &mut take),
                event => take(event, self.back(span)),
            }
        }
    }

    /// A text, line by line of the page.
    fn text(&self, text: &str, span: Range<usize>, take: &mut impl FnMut(Event<'_>, Range<usize>)) {
        let is_written = self.source[span.clone()] == *text;
        let first = self.pieces.partition_point(|(start, piece)| start + piece.len() <= span.start);
        for (start, piece) in self.pieces[first..].iter().take_while(|(start, _)| *start < span.end) {
            let end = start + piece.len();
            let part = span.start.max(*start)..span.end.min(end);
            if part.is_empty() {
                continue;
            }
            let shown = if is_written { &self.source[part.clone()] } else { text };
            let at = piece.start + part.start - start;
            take(Event::Text(shown.into()), at..at + part.len());
            if !is_written {
                return;
            }
        }
    }

    fn back(&self, span: Range<usize>) -> Range<usize> {
        let start = self.at(span.start);
        start..self.at(span.end.saturating_sub(1).max(span.start)).max(start) + usize::from(!span.is_empty())
    }

    fn at(&self, at: usize) -> usize {
        let next = self.pieces.partition_point(|(start, _)| *start <= at);
        let (start, piece) = &self.pieces[next.saturating_sub(1)];
        (piece.start + at.saturating_sub(*start)).min(piece.end)
    }
}
