//! The first paragraph or quote of a page, for pages without a description.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::scene::Scene;
use crate::page::handwritten;
use crate::source::dialect::{Icons, inline};
use crate::text::markdown::{are_properties, squeeze};

/// Gathers the text, while its block is open and when it is closed.
#[derive(Debug, Default)]
pub(super) struct FirstText {
    text: Option<String>,
    is_open: bool,
}

impl FirstText {
    pub(super) fn event(&mut self, event: &Event<'_>, span: &Range<usize>, scene: &Scene<'_>) {
        match event {
            Event::Start(tag) => self.start(tag, span, scene),
            Event::End(TagEnd::Paragraph) if self.is_open => self.push(" "),
            _ => {}
        }
        if let Some(text) = scene.shown(event) {
            self.text(text);
        }
        if scene.depth == 0 && self.is_open && matches!(event, Event::End(_)) {
            self.is_open = false;
            // An image or a row of badges is no description.
            self.text.take_if(|text| text.trim().is_empty());
        }
    }

    fn start(&mut self, tag: &Tag<'_>, span: &Range<usize>, scene: &Scene<'_>) {
        let opens = scene.depth == 0
            && self.text.is_none()
            && matches!(tag, Tag::Paragraph | Tag::BlockQuote(None))
            && !is_navigation(&scene.text[span.clone()])
            && !are_properties(&scene.text[span.clone()]);
        if opens && !scene.opens_box {
            self.text = Some(String::new());
            self.is_open = true;
        }
        if scene.opens_box {
            self.is_open = false;
        }
    }

    /// Text that readers see.
    pub(super) fn text(&mut self, text: &str) {
        if self.is_open {
            self.push(text);
        }
    }

    fn push(&mut self, text: &str) {
        if let Some(first) = &mut self.text {
            first.push_str(text);
        }
    }

    /// The text as readers see it: with the icons and keys in it, without directives but those that count.
    pub(super) fn finish(self, icons: Option<&Icons>) -> Option<String> {
        let text = self.text?;
        let text = icons.map_or(text.clone(), |icons| inline::shown(&text, icons));
        Some(squeeze(&without_directives(&text))).filter(|text| !text.is_empty())
    }
}

fn is_navigation(paragraph: &str) -> bool {
    handwritten::is_breadcrumbs(paragraph) || handwritten::is_neighbours(paragraph)
}

/// A text without what is in `{{#...}}`. Those that count stay, until all pages are known.
fn without_directives(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once("{{#") {
        out.push_str(before);
        let Some((inner, after)) = behind.split_once("}}") else { return out };
        if inner.split_whitespace().take(2).eq(["patterns", "count"]) {
            out.push_str(&format!("{{{{#{inner}}}}}"));
        }
        rest = after;
    }
    out + rest
}
