//! End tags of raw HTML that end what Markdown ends itself: mdBook stops at such a page.

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::{Event, Tag};

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
    found: Vec<Range<usize>>,
}

impl StrayEnds {
    pub(super) fn event(&mut self, event: &Event<'_>, span: &Range<usize>) {
        match event {
            Event::Start(tag) => {
                let is_head = self.open.last().is_some_and(|(open, _)| open == HEAD);
                self.open.push((if is_head { "th" } else { element(tag) }.into(), false));
            }
            Event::End(_) => while self.open.pop().is_some_and(|(_, is_raw)| is_raw) {},
            Event::InlineHtml(tag) => self.raw(tag, span),
            _ => {}
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
            let tag = &text[span.clone()];
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

/// The element that a piece of Markdown becomes; none where no end tag in a line can be its own.
fn element(tag: &Tag<'_>) -> &'static str {
    match tag {
        Tag::Paragraph => "p",
        Tag::Heading { level, .. } => HEADINGS[*level as usize - 1],
        Tag::Item => "li",
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
