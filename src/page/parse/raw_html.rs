//! The raw HTML of a page, and all bytes that are code, tags or comments: nothing in them is ours.

use std::ops::Range;

use pulldown_cmark::{Event, TagEnd};

use super::scene::Scene;
use crate::page::html::{Div, LineElement, Scanner};

/// Gathers the tags and the opaque bytes.
#[derive(Debug, Default)]
pub(super) struct RawHtml {
    scanner: Scanner,
    opaque: Vec<Range<usize>>,
    /// The lines of the block that is open, or has just ended.
    lines: Vec<Range<usize>>,
    /// Reads the tags in a line of Markdown within raw HTML.
    in_line: Scanner,
}

impl RawHtml {
    pub(super) fn event(&mut self, event: &Event<'_>, span: &Range<usize>, scene: &mut Scene<'_>) {
        match event {
            Event::Start(tag) => {
                if is_container(&tag.to_end()) {
                    self.scanner.start_of_container(span.start);
                }
                match tag {
                    pulldown_cmark::Tag::CodeBlock(_) => self.opaque.push(span.clone()),
                    pulldown_cmark::Tag::HtmlBlock => self.lines.clear(),
                    _ => {}
                }
            }
            Event::End(tag) => self.end(*tag, span, scene),
            Event::Text(_) if self.scanner.in_raw_text() => self.opaque.push(span.clone()),
            Event::Code(_) | Event::InlineMath(_) | Event::DisplayMath(_) => self.opaque.push(span.clone()),
            Event::InlineHtml(_) => self.scanner.read(scene.text, span.clone()),
            Event::Html(_) => self.lines.push(span.clone()),
            _ => {}
        }
        if let Some(text) = scene.shown(event).filter(|_| scene.code == 0) {
            self.text(text);
        }
        scene.in_raw_text = self.scanner.in_raw_text();
    }

    /// Text that readers see, outside code.
    pub(super) fn text(&mut self, text: &str) {
        if !text.trim().is_empty() {
            self.scanner.end_of_opening();
        }
    }

    fn end(&mut self, tag: TagEnd, span: &Range<usize>, scene: &Scene<'_>) {
        if is_container(&tag) {
            self.scanner.end_of_container();
        }
        if tag == TagEnd::HtmlBlock {
            self.scanner.read(scene.text, scene.html_block(span));
        }
        if scene.depth == 0 {
            self.scanner.end_of_block();
        }
    }

    /// The elements with a line of Markdown in the raw HTML that has just ended, and its lines.
    pub(super) fn take_elements(&mut self) -> (Vec<LineElement>, &[Range<usize>]) {
        (std::mem::take(&mut self.scanner.lines), &self.lines)
    }

    /// A line of Markdown in raw HTML starts.
    pub(super) fn start_of_line(&mut self) {
        self.in_line = Scanner::default();
    }

    /// An event of such a line; whether it stands in an element whose text is no Markdown.
    pub(super) fn event_in_line(&mut self, event: &Event<'_>, span: &Range<usize>, text: &str) -> bool {
        let is_raw = self.in_line.in_raw_text();
        match event {
            Event::Code(_) => self.opaque.push(span.clone()),
            Event::InlineHtml(_) => self.in_line.read(text, span.clone()),
            _ => {}
        }
        is_raw
    }

    /// Where the first heading in raw HTML starts that readers see, and its level.
    pub(super) fn first_heading(&self) -> Option<(usize, u8)> {
        self.scanner.first_heading
    }

    /// The `<div>`s, and the opaque bytes in their order.
    pub(super) fn finish(mut self) -> (Vec<Div>, Vec<Range<usize>>) {
        self.opaque.append(&mut self.scanner.opaque);
        self.opaque.sort_by_key(|range| range.start);
        (self.scanner.finish(), self.opaque)
    }
}

/// Whether a block holds others, and a browser ends with it what is still open in it.
fn is_container(tag: &TagEnd) -> bool {
    matches!(
        tag,
        TagEnd::BlockQuote(_) | TagEnd::Item | TagEnd::FootnoteDefinition | TagEnd::DefinitionListDefinition
    )
}
