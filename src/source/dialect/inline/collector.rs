//! The events of a page's parse become spots: the elements around the text, and their attributes.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Tag, TagEnd};

use super::super::Rewrite;
use super::super::attributes::{self, Attributes};
use super::abbreviations::Abbreviations;
use super::markup;
use super::{Icons, Inline, Spot};

/// Collects the spots of a page from the events of its parse.
pub(crate) struct Collector<'a> {
    pub(super) text: &'a str,
    pub(super) icons: &'a Icons,
    pub(super) abbreviations: Abbreviations<'a>,
    pub(super) guards: &'a [usize],
    pub(super) spots: Vec<Spot>,
    pub(super) groups: usize,
    /// Bytes of text without anything between, not read yet.
    pub(super) run: Range<usize>,
    /// The open elements.
    pub(super) frames: Vec<Frame>,
    /// How many of them are images.
    pub(super) images: usize,
    /// A link or an image that has just ended.
    pub(super) ended: Option<Frame>,
    /// Everything before is done with.
    pub(super) done: usize,
    /// Whether this is Markdown in raw HTML, whose own signs become elements too.
    pub(super) in_html: bool,
    /// Where the last text or code in raw HTML ended.
    pub(super) leaf_end: usize,
}

pub(super) struct Frame {
    pub(super) kind: FrameKind,
    pub(super) span: Range<usize>,
    /// Where what is inside ends.
    pub(super) inner_end: usize,
    /// Signs that may open an element.
    pub(super) pending: Vec<(&'static str, Range<usize>)>,
    /// How many spots there were.
    pub(super) spots: usize,
}

pub(super) enum FrameKind {
    Link {
        url: String,
        title: String,
    },
    Image {
        url: String,
        title: String,
        alt: String,
    },
    /// Emphasis and the like: the element, and the bytes of the signs at each end.
    Marked(&'static str, usize),
    /// Code in a line, and its text.
    Span(String),
    /// Code, where nothing is ours.
    Code,
    /// An element of raw HTML within a line.
    Html,
    Other,
}

impl<'a> Collector<'a> {
    pub(crate) fn new(text: &'a str, icons: &'a Icons, rewrite: Option<&'a Rewrite>) -> Self {
        let abbreviations =
            rewrite.map(|rewrite| Abbreviations::new(&rewrite.abbreviations)).unwrap_or_default();
        let guards = rewrite.map_or(&[][..], |rewrite| &rewrite.guards);
        let (spots, frames) = (Vec::new(), Vec::new());
        Self {
            text,
            icons,
            abbreviations,
            guards,
            spots,
            groups: 0,
            run: 0..0,
            frames,
            images: 0,
            ended: None,
            done: 0,
            in_html: false,
            leaf_end: 0,
        }
    }

    /// Takes the next event; `is_raw` tells that its text stands in raw HTML and is none of ours.
    pub(crate) fn event(&mut self, event: &Event<'_>, span: &Range<usize>, is_raw: bool) {
        if let Event::Text(text) = event
            && !is_raw
        {
            self.text(text, span);
            self.inside(span.end);
            return;
        }
        self.flush();
        match event {
            Event::Start(tag) => self.start(tag, span),
            Event::End(tag) => {
                self.end(*tag, span);
                self.inside(span.end);
            }
            Event::InlineHtml(_) => {
                self.ended = None;
                self.inside(span.end);
                self.tag(span);
            }
            _ => {
                if let (Event::Code(text), Some(FrameKind::Image { alt, .. })) = (event, self.kind()) {
                    alt.push_str(text);
                }
                self.ended = None;
                self.inside(span.end);
                if let Event::Code(text) = event
                    && !is_raw
                    && !self.in_html
                    && !self.in_image()
                {
                    self.push_frame(FrameKind::Span(text.to_string()), span);
                    self.ended = self.frames.pop().map(|frame| Frame { span: span.clone(), ..frame });
                }
            }
        }
    }

    /// All spots, in the order of their bytes.
    pub(crate) fn finish(mut self) -> Vec<Spot> {
        self.flush();
        self.spots.sort_by_key(|spot| (spot.span.start, spot.span.end));
        markup::drop_covered(&mut self.spots);
        self.spots
    }

    /// The spots so far, from a byte on.
    pub(crate) fn since(&mut self, start: usize) -> Vec<Spot> {
        self.flush();
        let spots = self.spots.iter().rev().take_while(|spot| spot.span.start >= start);
        let mut spots: Vec<Spot> = spots.cloned().collect();
        spots.sort_by_key(|spot| (spot.span.start, spot.span.end));
        spots
    }

    pub(super) fn kind(&mut self) -> Option<&mut FrameKind> {
        self.frames.last_mut().map(|frame| &mut frame.kind)
    }

    pub(super) fn inside(&mut self, end: usize) {
        if let Some(frame) = self.frames.last_mut() {
            frame.inner_end = frame.inner_end.max(end);
        }
    }

    pub(super) fn push(&mut self, span: Range<usize>, kind: Inline) {
        self.groups += 1;
        self.spots.push(Spot { span, kind, group: self.groups });
    }

    /// Two spots that need each other.
    pub(super) fn push_pair(&mut self, open: (Range<usize>, Inline), close: (Range<usize>, Inline)) {
        self.groups += 1;
        for (span, kind) in [open, close] {
            self.spots.push(Spot { span, kind, group: self.groups });
        }
    }

    pub(super) fn start(&mut self, tag: &Tag<'_>, span: &Range<usize>) {
        self.ended = None;
        let kind = match tag {
            Tag::Link { link_type, dest_url, title, .. } => {
                let scheme = if *link_type == LinkType::Email { "mailto:" } else { "" };
                FrameKind::Link { url: format!("{scheme}{dest_url}"), title: title.to_string() }
            }
            Tag::Image { dest_url, title, .. } => {
                let (url, title) = (dest_url.to_string(), title.to_string());
                FrameKind::Image { url, title, alt: String::new() }
            }
            Tag::CodeBlock(_) | Tag::HtmlBlock | Tag::MetadataBlock(_) => FrameKind::Code,
            Tag::Emphasis => FrameKind::Marked("em", 1),
            Tag::Strong => FrameKind::Marked("strong", 2),
            Tag::Strikethrough if self.text[span.start..].starts_with("~~") => FrameKind::Marked("del", 2),
            _ => FrameKind::Other,
        };
        if is_block(tag)
            && let Some(frame) = self.frames.last_mut()
        {
            frame.pending.clear();
        }
        self.push_frame(kind, span);
    }

    pub(super) fn push_frame(&mut self, kind: FrameKind, span: &Range<usize>) {
        self.images += usize::from(matches!(kind, FrameKind::Image { .. }));
        self.frames.push(Frame {
            kind,
            span: span.clone(),
            inner_end: span.start + 1,
            pending: Vec::new(),
            spots: self.spots.len(),
        });
    }

    fn end(&mut self, tag: TagEnd, span: &Range<usize>) {
        self.close_tags();
        let Some(frame) = self.frames.pop() else { return };
        self.images -= usize::from(matches!(frame.kind, FrameKind::Image { .. }));
        self.ended = None;
        match tag {
            TagEnd::Paragraph => self.end_paragraph(&frame, span),
            TagEnd::Strikethrough if !matches!(frame.kind, FrameKind::Marked(..)) || self.in_html => {
                self.subscript(span);
            }
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough if !self.in_html => {
                self.ended = Some(Frame { span: span.clone(), ..frame });
            }
            TagEnd::Link | TagEnd::Image => {
                if let (FrameKind::Image { alt, .. }, Some(FrameKind::Image { alt: outer, .. })) =
                    (&frame.kind, self.kind())
                {
                    outer.push_str(alt);
                }
                let ended = Frame { span: span.clone(), ..frame };
                match self.in_html {
                    true => self.element_attributes(ended),
                    false => self.ended = Some(ended),
                }
            }
            _ => {}
        }
    }

    /// What CommonMark's extension strikes out: one sign at each end of a single word is none of it.
    fn subscript(&mut self, span: &Range<usize>) {
        let inner = self.text.get(span.start + 1..span.end.saturating_sub(1)).unwrap_or_default();
        let is_single = !inner.starts_with('~') && !inner.is_empty() && !inner.contains(char::is_whitespace);
        if is_single && self.text[span.clone()].starts_with('~') {
            self.push_pair(
                (span.start..span.start + 1, Inline::Open("sub")),
                (span.end - 1..span.end, Inline::Close("sub")),
            );
        } else if self.in_html {
            let signs = self.text[span.clone()].bytes().take_while(|b| *b == b'~').count().min(2);
            self.element(span, signs, "del");
        }
    }

    /// A last line that is an attribute list is the paragraph's.
    fn end_paragraph(&mut self, frame: &Frame, span: &Range<usize>) {
        let text = self.text[span.clone()].trim_end();
        let Some(newline) = text.rfind('\n') else { return };
        let last = text[newline + 1..].trim_start_matches([' ', '\t', '>']);
        let Some((found, length)) = attributes::read(last) else { return };
        if length != last.len() {
            return;
        }
        let end = span.start + text.len();
        let start = end - last.len();
        let mut own = self.spots.split_off(frame.spots.min(self.spots.len()));
        own.retain(|spot| spot.span.start < start || spot.span.end > end);
        self.spots.append(&mut own);
        self.refused(&found, &(start..end));
        if !found.allowed.is_empty() {
            self.push_pair(
                (frame.span.start..frame.span.start, Inline::ParagraphOpen(found.allowed)),
                (start..end, Inline::ParagraphClose),
            );
        }
    }

    pub(super) fn refused(&mut self, found: &Attributes, list: &Range<usize>) {
        if !found.refused.is_empty() {
            let (names, list) = (found.refused.clone(), list.clone());
            self.push(list.end..list.end, Inline::Refused { names, list });
        }
    }

    fn text(&mut self, text: &str, span: &Range<usize>) {
        if matches!(self.kind(), Some(FrameKind::Code)) {
            return;
        }
        // The text of `<https://example.org>` is an address.
        let is_address = |frame: &Frame| {
            matches!(frame.kind, FrameKind::Link { .. }) && self.text[frame.span.start..].starts_with('<')
        };
        if self.frames.last().is_some_and(is_address) {
            return;
        }
        if self.in_image() {
            let mut kinds = self.frames.iter_mut().rev().map(|frame| &mut frame.kind);
            if let Some(FrameKind::Image { alt, .. }) =
                kinds.find(|kind| matches!(kind, FrameKind::Image { .. }))
            {
                alt.push_str(text);
            }
            return;
        }
        if self.run.end != span.start || self.run.is_empty() {
            self.flush();
            self.run = span.clone();
        } else {
            self.run.end = span.end;
        }
        if let Some(ended) = self.ended.take().filter(|ended| ended.span.end == span.start) {
            self.element_attributes(ended);
        }
    }

    /// The list after a link or an image.
    fn element_attributes(&mut self, ended: Frame) {
        let at = ended.span.end;
        let list = attributes::read(&self.text[at..]);
        let Some((found, length)) = list.or_else(|| self.in_html.then(Default::default)) else { return };
        let whole = ended.span.start..at + length;
        let attributes = found.allowed.clone();
        match ended.kind {
            FrameKind::Link { url, title } if self.text[ended.inner_end..].starts_with([']', '>']) => {
                self.push_pair(
                    (whole.start..whole.start + 1, Inline::LinkOpen { url, title, attributes }),
                    (ended.inner_end..whole.end, Inline::LinkClose { end: at }),
                );
            }
            FrameKind::Image { url, title, alt } => {
                self.spots.truncate(ended.spots);
                self.push(whole.clone(), Inline::Image { url, title, alt, attributes, end: at });
            }
            FrameKind::Marked(element, signs) => self.push_pair(
                (whole.start..whole.start + signs, Inline::ElementOpen { element, attributes }),
                (at - signs..whole.end, Inline::ElementClose { element, end: at }),
            ),
            FrameKind::Span(text) => {
                self.push(whole.clone(), Inline::CodeWith { text, attributes, end: at });
            }
            _ => return,
        }
        self.refused(&found, &(at..whole.end));
        self.done = whole.end;
    }
}

fn is_block(tag: &Tag<'_>) -> bool {
    !matches!(
        tag,
        Tag::Emphasis
            | Tag::Strong
            | Tag::Strikethrough
            | Tag::Link { .. }
            | Tag::Image { .. }
            | Tag::Subscript
            | Tag::Superscript
    )
}
