//! Markdown within a line of raw HTML, which CommonMark leaves alone: its own signs become elements.

use std::collections::BTreeSet;
use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::{Collector, Inline, Spot};

impl Collector<'_> {
    /// The attribute of the element around.
    pub(crate) fn markdown_attribute(&mut self, span: Range<usize>) {
        self.push(span, Inline::MarkdownAttribute);
    }

    /// A line in raw HTML starts: what its signs open ends with it.
    pub(crate) fn open_line(&mut self) {
        self.flush();
        self.start(&Tag::Paragraph, &(self.done..self.done));
    }

    /// The line ends.
    pub(crate) fn close_line(&mut self) {
        self.flush();
        self.close_tags();
        self.frames.pop();
    }

    /// Takes an event of a line in raw HTML; `is_raw` as in [`Collector::event`].
    pub(crate) fn event_in_html(&mut self, event: &Event<'_>, span: &Range<usize>, is_raw: bool) {
        self.in_html = !is_raw;
        if self.in_html && !self.in_image() {
            match event {
                Event::Text(text) => self.literals(text, span),
                Event::Code(text) => self.push(span.clone(), Inline::Code(text.to_string())),
                Event::End(TagEnd::Emphasis) => self.element(span, 1, "em"),
                Event::End(TagEnd::Strong) => self.element(span, 2, "strong"),
                _ => {}
            }
        }
        if matches!(event, Event::Text(_) | Event::Code(_) | Event::InlineHtml(_)) {
            self.leaf_end = span.end;
        }
        self.event(event, span, is_raw);
        self.in_html = false;
    }

    pub(super) fn in_image(&self) -> bool {
        self.images > 0
    }

    /// An element in the place of so many signs at both ends.
    pub(super) fn element(&mut self, span: &Range<usize>, signs: usize, name: &'static str) {
        self.push_pair(
            (span.start..span.start + signs, Inline::Open(name)),
            (span.end - signs..span.end, Inline::Close(name)),
        );
    }

    /// What a text is in HTML, where that is not what is written.
    fn literals(&mut self, text: &str, span: &Range<usize>) {
        let before = span.start.saturating_sub(1);
        let is_escaped = self.leaf_end <= before && self.text[..span.start].ends_with('\\');
        if is_escaped {
            self.push(before..span.start, Inline::Text(String::new()));
        }
        let written = &self.text[span.clone()];
        if written != text {
            // An entity is one in HTML too.
            if !written.starts_with('&') {
                self.push(span.clone(), Inline::Text(text.to_owned()));
            }
            return;
        }
        for (at, sign) in written.match_indices(['<', '&']) {
            let at = span.start + at;
            self.push(at..at + 1, Inline::Text(sign.to_owned()));
        }
    }
}

/// Drops what is in something else, in an attribute list say, with all of its group.
pub(super) fn drop_covered(spots: &mut Vec<Spot>) {
    let mut end = 0;
    let mut covered = BTreeSet::new();
    for spot in spots.iter() {
        if spot.span.start < end && !spot.span.is_empty() {
            covered.insert(spot.group);
        }
        end = end.max(spot.span.end);
    }
    spots.retain(|spot| !covered.contains(&spot.group));
}
