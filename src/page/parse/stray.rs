//! End tags of raw HTML that end what Markdown ends itself: mdBook stops at such a page.

use std::borrow::Cow;
use std::ops::Range;

use html5gum::Tokenizer;
use html5gum::emitters::default::{DefaultEmitter, Token};
use pulldown_cmark::{Event, Tag, TagEnd};

use crate::diagnostic::{Code, Diagnostic};
use crate::text::is_void;

/// The first row of a table, whose cells are of another kind.
const HEAD: &str = "thead";

/// Headings by their level, from 1.
const HEADINGS: [&str; 6] = ["h1", "h2", "h3", "h4", "h5", "h6"];

/// Gathers them, as mdBook keeps its elements.
#[derive(Debug, Default)]
pub(super) struct StrayEnds {
    /// The open elements, each with whether it is raw HTML.
    open: Vec<(Cow<'static, str>, bool)>,
    /// The block of raw HTML that is being read: its text, and for each piece where it starts there and in the page.
    block: Option<(String, Vec<(usize, usize)>)>,
    found: Vec<Range<usize>>,
}

impl StrayEnds {
    pub(super) fn event(&mut self, event: &Event<'_>, span: &Range<usize>) {
        match event {
            // Such a block is no element of its own: what it opens stays open after it.
            Event::Start(Tag::HtmlBlock) => self.block = Some(Default::default()),
            Event::End(TagEnd::HtmlBlock) => self.end_of_block(),
            Event::Html(piece) | Event::Text(piece) if self.block.is_some() => {
                if let Some((html, starts)) = &mut self.block {
                    starts.push((html.len(), span.start));
                    html.push_str(piece);
                }
            }
            Event::Start(tag) => {
                let is_head = self.open.last().is_some_and(|(open, _)| open == HEAD);
                self.open.push((if is_head { "th" } else { element(tag) }.into(), false));
            }
            Event::End(_) => while self.open.pop().is_some_and(|(_, is_raw)| is_raw) {},
            Event::InlineHtml(tag) => self.raw(tag, span),
            _ => {}
        }
    }

    /// Reads the tags of a block, which may be spread over its lines.
    fn end_of_block(&mut self) {
        let Some((html, starts)) = self.block.take() else { return };
        let in_page = |at: usize| {
            let piece = starts.partition_point(|(start, _)| *start <= at).checked_sub(1)?;
            Some(starts[piece].1 + at - starts[piece].0)
        };
        let mut emitter = DefaultEmitter::<usize>::new_with_span();
        emitter.naively_switch_states(true);
        for token in Tokenizer::new_with_emitter(&html, emitter) {
            let Ok(token) = token;
            let span = match token {
                Token::StartTag(tag) => tag.span,
                Token::EndTag(tag) => tag.span,
                _ => continue,
            };
            let place = in_page(span.start).zip(in_page(span.end.saturating_sub(1)));
            if let (Some(tag), Some((start, last))) = (html.get(span.start..span.end), place) {
                self.raw(tag, &(start..last + 1));
            }
        }
    }

    fn raw(&mut self, tag: &str, span: &Range<usize>) {
        let inner = tag.trim_start_matches(['<', '/']);
        let name =
            inner.split(|c: char| c.is_whitespace() || matches!(c, '/' | '>')).next().unwrap_or_default();
        let name = name.to_lowercase();
        let is_end = tag.starts_with("</");
        match self.open.last() {
            _ if name.is_empty() => {}
            Some((open, true)) if is_end && *open == name => {
                self.open.pop();
            }
            Some((open, false)) if is_end && *open == name => self.found.push(span.clone()),
            _ if is_end || is_closed(tag) || is_void(&name) => {}
            _ => self.open.push((name.into(), true)),
        }
    }

    /// What is to be said of them.
    pub(super) fn problems(self, text: &str, file: &str) -> impl Iterator<Item = Diagnostic> {
        self.found.into_iter().map(move |span| {
            let tag = text.get(span.clone()).unwrap_or_default();
            let message = format!("`{tag}` ends what Markdown ends itself, and mdBook stops with an error");
            let help = format!("remove it, or write `\\{tag}` where readers should see it");
            Diagnostic::new(Code::StrayEnd, message).at(file, span).help(help)
        })
    }
}

/// Whether a start tag is its own end. Without quotes, the sign is a part of the value: `<p class=x/>`.
fn is_closed(tag: &str) -> bool {
    let Some(inner) = tag.strip_suffix("/>") else { return false };
    let last = inner.rsplit(char::is_whitespace).next().unwrap_or_default();
    !last.contains('=') || last.ends_with(['"', '\''])
}

/// The element that a piece of Markdown becomes; none where no end tag can be its own.
fn element(tag: &Tag<'_>) -> &'static str {
    match tag {
        Tag::Paragraph => "p",
        Tag::Heading { level, .. } => HEADINGS[*level as usize - 1],
        Tag::Item => "li",
        Tag::BlockQuote(_) => "blockquote",
        Tag::TableHead => HEAD,
        Tag::TableCell => "td",
        Tag::Emphasis => "em",
        Tag::Strong => "strong",
        Tag::Strikethrough => "del",
        Tag::Link { .. } => "a",
        Tag::DefinitionListTitle => "dt",
        Tag::DefinitionListDefinition => "dd",
        _ => "",
    }
}
