//! Tags of raw HTML within a line: a sign inside of an element makes no pair with one outside of it, which would put their
//! tags across each other.

use std::ops::Range;

use super::Collector;
use super::collector::FrameKind;
use crate::text::is_void;

impl Collector<'_> {
    /// Takes a tag, or a comment.
    pub(super) fn tag(&mut self, span: &Range<usize>) {
        let tag = &self.text[span.clone()];
        if self.in_image() {
            return;
        }
        if tag.starts_with("</") {
            if matches!(self.kind(), Some(FrameKind::Html)) {
                self.pop();
            }
        } else if is_start(tag) {
            self.push_frame(FrameKind::Html, span);
        }
    }

    /// Raw HTML that is open at the end of what is around it ends there.
    pub(super) fn close_tags(&mut self) {
        while matches!(self.kind(), Some(FrameKind::Html)) {
            self.pop();
        }
    }

    fn pop(&mut self) {
        let ended = self.frames.pop();
        self.inside(ended.map_or(0, |frame| frame.inner_end));
    }
}

/// Whether a tag starts an element whose end is still to come.
fn is_start(tag: &str) -> bool {
    let name = tag[1..].split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
    !name.is_empty() && !is_void(name) && !tag.ends_with("/>")
}
