//! Where in the page an event stands: what all readers of the events need to know, kept once.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, Tag, TagEnd};

/// The containers around an event. At the start of a block it is not counted yet, and at its end not any more.
#[derive(Debug)]
pub(super) struct Scene<'a> {
    /// The page.
    pub(super) text: &'a str,
    /// How many containers are open.
    pub(super) depth: usize,
    /// How many of them are quotes, and code.
    pub(super) quotes: usize,
    pub(super) code: usize,
    /// Whether the last code starts with a fence: a sign in indented code is not one.
    pub(super) is_fenced: bool,
    /// How many images are open, whose text is no text of the page.
    images: usize,
    /// Where the block of raw HTML that is open started.
    pub(super) html: Option<usize>,
    /// Whether an element of raw HTML is open whose text is no Markdown.
    pub(super) in_raw_text: bool,
    /// Whether the quote that starts with this event is a box.
    pub(super) opens_box: bool,
}

impl<'a> Scene<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        let (html, in_raw_text, opens_box) = (None, false, false);
        Self { text, depth: 0, quotes: 0, code: 0, is_fenced: false, images: 0, html, in_raw_text, opens_box }
    }

    /// Before the readers hear of an event.
    pub(super) fn before(&mut self, event: &Event<'_>) {
        self.opens_box = false;
        if let Event::End(tag) = event {
            self.depth -= 1;
            match tag {
                TagEnd::CodeBlock => self.code -= 1,
                TagEnd::Image => self.images -= 1,
                TagEnd::BlockQuote(_) => self.quotes -= 1,
                _ => {}
            }
        }
    }

    /// After all readers have heard of it.
    pub(super) fn after(&mut self, event: &Event<'_>, span: &Range<usize>) {
        match event {
            Event::Start(tag) => {
                match tag {
                    Tag::CodeBlock(kind) => {
                        self.code += 1;
                        self.is_fenced = matches!(kind, CodeBlockKind::Fenced(_));
                    }
                    Tag::Image { .. } => self.images += 1,
                    Tag::BlockQuote(_) => self.quotes += 1,
                    Tag::HtmlBlock => self.html = Some(span.start),
                    _ => {}
                }
                self.depth += 1;
            }
            Event::End(TagEnd::HtmlBlock) => self.html = None,
            _ => {}
        }
    }

    /// The bytes of a block of raw HTML that ends: its own span may leave out how it starts.
    pub(super) fn html_block(&self, span: &Range<usize>) -> Range<usize> {
        self.html.unwrap_or(span.start)..span.end
    }

    /// An image in a line of Markdown within raw HTML.
    pub(super) fn image_in_html(&mut self, event: &Event<'_>) {
        match event {
            Event::Start(Tag::Image { .. }) => self.images += 1,
            Event::End(TagEnd::Image) => self.images -= 1,
            _ => {}
        }
    }

    /// What an event shows as text of the page.
    pub(super) fn shown<'e>(&self, event: &'e Event<'_>) -> Option<&'e str> {
        let text = match event {
            Event::Text(text) | Event::Code(text) => text,
            Event::SoftBreak | Event::HardBreak => " ",
            _ => return None,
        };
        (self.html.is_none() && self.images == 0).then_some(text)
    }
}
