//! Raw HTML in a page: which `<div>`s open and close where, and which text in it is text.
//!
//! A tokenizer of the HTML standard (`html5gum`) reads it: attributes, quotes and comments are not
//! for a hand-written scanner.

use std::ops::Range;

use html5gum::Tokenizer;
use html5gum::emitters::default::{DefaultEmitter, StartTag, Token};

use crate::source::dialect::raw_html;
use crate::text::markdown::squeeze;

/// A raw `<div>` with a class.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Div {
    /// Its classes.
    pub classes: Vec<String>,
    /// The bytes of the opening tag.
    pub open: Range<usize>,
    /// The bytes of the closing tag; `None` if there is none.
    pub close: Option<Range<usize>>,
    /// A heading that follows the opening tag at once.
    pub heading: Option<Element>,
}

/// An element: its bytes, and those between its tags.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Element {
    /// With its tags.
    pub span: Range<usize>,
    /// Between them.
    pub inner: Range<usize>,
}

/// An element of raw HTML whose inside is a line of Markdown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct LineElement {
    /// The bytes of the attribute that says so.
    pub(super) attribute: Range<usize>,
    /// Between the tags; empty within another such element.
    pub(super) inner: Range<usize>,
}

/// Collects the tags of a page's HTML, in their order.
#[derive(Debug, Default)]
pub(super) struct Scanner {
    divs: Vec<Div>,
    /// The open `<div>`s.
    open: Vec<OpenDiv>,
    /// The quotes and items around what is read.
    containers: Vec<usize>,
    heading: Option<(usize, Range<usize>)>,
    /// The first heading outside quotes and items: where it starts, and its level.
    pub(super) first_heading: Option<(usize, u8)>,
    /// The open elements whose text is no Markdown and no directive.
    raw: usize,
    /// Bytes of tags, comments and raw elements.
    pub(super) opaque: Vec<Range<usize>>,
    /// Elements that say `markdown`, as far as the line scanner of MkDocs' syntax has left them.
    pub(super) lines: Vec<LineElement>,
}

/// A `<div>` whose end is still to come.
#[derive(Debug)]
struct OpenDiv {
    /// Its index, where it has a class.
    div: Option<usize>,
    /// The quote or item that it stands in.
    container: Option<usize>,
}

/// The element with a line in it that is open: its name, and how many of that name are.
struct OpenLine {
    name: Vec<u8>,
    depth: usize,
}

const RAW: &[&[u8]] = &[b"script", b"style", b"pre", b"code", b"textarea", b"svg"];

impl Scanner {
    /// Reads one run of HTML at `range` of the page.
    pub(super) fn read(&mut self, text: &str, range: Range<usize>) {
        let base = range.start;
        let html = &text[range];
        let code = if html.contains("markdown") { raw_html::code_spans(html) } else { Vec::new() };
        let in_code = |at: usize| {
            let next = code.partition_point(|span| span.end <= at);
            code.get(next).is_some_and(|span| span.start <= at)
        };
        let mut line: Option<OpenLine> = None;
        let mut emitter = DefaultEmitter::<usize>::new_with_span();
        emitter.naively_switch_states(true);
        for token in Tokenizer::new_with_emitter(html, emitter) {
            let Ok(token) = token;
            if line.is_some() && start_of(&token).is_some_and(in_code) {
                continue;
            }
            match token {
                Token::StartTag(tag) => {
                    self.open_line(&mut line, html, base, &tag);
                    let span = base + tag.span.start..base + tag.span.end;
                    let class = tag.attributes.get(&b"class"[..]).map(|v| v.value.to_vec());
                    self.start(&tag.name, class, tag.self_closing, span);
                }
                Token::EndTag(tag) => {
                    self.close_line(&mut line, &tag.name, base + tag.span.start);
                    self.end(&tag.name, base + tag.span.start..base + tag.span.end);
                }
                Token::String(string) => {
                    let span = base + string.span.start..base + string.span.end;
                    if self.raw > 0 {
                        self.opaque.push(span);
                    } else if !text[span].trim_matches(|c: char| c.is_whitespace() || c == '>').is_empty() {
                        self.end_of_opening();
                    }
                }
                Token::Comment(comment) => {
                    self.opaque.push(base + comment.span.start..base + comment.span.end);
                }
                Token::Doctype(_) | Token::Error(_) => {}
            }
        }
    }

    /// Takes a tag that may open an element with a line of Markdown in it; where it is never closed, the line
    /// ends with the HTML at the latest.
    fn open_line(&mut self, line: &mut Option<OpenLine>, html: &str, base: usize, tag: &StartTag<usize>) {
        if let Some(open) = line
            && open.name == *tag.name
            && !tag.self_closing
        {
            open.depth += 1;
        }
        let Some(value) = tag.attributes.get(&b"markdown"[..]) else { return };
        let name = String::from_utf8_lossy(&tag.name);
        if self.raw > 0 || raw_html::inside(&name, &value.value).is_none() {
            return;
        }
        let attribute = raw_html::attribute(html, value.span.start);
        let space = usize::from(raw_html::takes_its_space(html, &attribute));
        let attribute = base + attribute.start - space..base + attribute.end;
        let start = base + tag.span.end;
        let is_inside = line.is_some() || tag.self_closing;
        let end = if is_inside { start } else { base + html.len() };
        self.lines.push(LineElement { attribute, inner: start..end });
        if !is_inside {
            *line = Some(OpenLine { name: tag.name.to_vec(), depth: 1 });
        }
    }

    fn close_line(&mut self, line: &mut Option<OpenLine>, name: &[u8], at: usize) {
        let Some(open) = line.as_mut().filter(|open| open.name == name) else { return };
        open.depth -= 1;
        if open.depth == 0 {
            *line = None;
            if let Some(element) = self.lines.iter_mut().rev().find(|element| element.inner.end > at) {
                element.inner.end = at.max(element.inner.start);
            }
        }
    }

    /// Whether an element is open whose text is no Markdown.
    pub(super) fn in_raw_text(&self) -> bool {
        self.raw > 0
    }

    /// A block of the page ends, and with it what raw elements it opened.
    pub(super) fn end_of_block(&mut self) {
        self.raw = 0;
    }

    /// A quote or an item begins at `start`.
    pub(super) fn start_of_container(&mut self, start: usize) {
        self.containers.push(start);
    }

    /// The innermost quote or item ends, and with it, as browsers read it, what is open in it.
    pub(super) fn end_of_container(&mut self) {
        let ended = self.containers.pop();
        while self.open.last().is_some_and(|open| open.container == ended) {
            self.open.pop();
        }
    }

    /// The innermost open `<div>`, if it has a class.
    fn innermost(&self) -> Option<usize> {
        self.open.last().and_then(|open| open.div)
    }

    /// What is no HTML stands between two runs of it.
    pub(super) fn end_of_opening(&mut self) {
        if let Some(div) = self.innermost()
            && self.heading.is_none()
            && self.divs[div].heading.is_none()
        {
            // Text came first: a heading further down is no title.
            self.divs[div].heading = Some(Element { span: 0..0, inner: 0..0 });
        }
    }

    fn start(&mut self, name: &[u8], class: Option<Vec<u8>>, self_closing: bool, span: Range<usize>) {
        self.opaque.push(span.clone());
        if let [b'h', level @ b'1'..=b'6'] = name
            && self.raw == 0
            && self.containers.is_empty()
        {
            self.first_heading = self.first_heading.or(Some((span.start, level - b'0')));
        }
        if RAW.contains(&name) && !self_closing {
            self.raw += 1;
        }
        if name == b"div" && !self_closing {
            self.end_of_opening();
            let classes: Vec<String> = class
                .map(|value| String::from_utf8_lossy(&value).split_whitespace().map(str::to_owned).collect())
                .unwrap_or_default();
            let div = (!classes.is_empty()).then_some(self.divs.len());
            self.open.push(OpenDiv { div, container: self.containers.last().copied() });
            if div.is_some() {
                self.divs.push(Div { classes, open: span, close: None, heading: None });
            }
        } else if matches!(name, b"h1" | b"h2" | b"h3" | b"h4" | b"h5" | b"h6") {
            if let Some(div) = self.innermost()
                && self.divs[div].heading.is_none()
            {
                self.heading = Some((div, span));
            }
        } else if self.heading.is_none() {
            self.end_of_opening();
        }
    }

    fn end(&mut self, name: &[u8], span: Range<usize>) {
        self.opaque.push(span.clone());
        if RAW.contains(&name) {
            self.raw = self.raw.saturating_sub(1);
        }
        if name == b"div" {
            // In another quote or item it ends none that stays whole.
            let container = self.containers.last().copied();
            let ended = self.open.pop().filter(|open| open.container == container);
            if let Some(div) = ended.and_then(|open| open.div) {
                self.divs[div].close = Some(span);
            }
        } else if matches!(name, b"h1" | b"h2" | b"h3" | b"h4" | b"h5" | b"h6")
            && let Some((div, start)) = self.heading.take()
        {
            let inner = start.end..span.start.max(start.end);
            self.divs[div].heading = Some(Element { span: start.start..span.end, inner });
        }
    }

    /// The `<div>`s found, in their order.
    pub(super) fn finish(self) -> Vec<Div> {
        let mut divs = self.divs;
        for div in &mut divs {
            div.heading = div.heading.take().filter(|heading| !heading.span.is_empty());
        }
        divs
    }
}

fn start_of(token: &Token<usize>) -> Option<usize> {
    match token {
        Token::StartTag(tag) => Some(tag.span.start),
        Token::EndTag(tag) => Some(tag.span.start),
        _ => None,
    }
}

/// The text of a piece of HTML as readers see it, in one line: without its tags, with what its entities stand for.
pub(crate) fn text_of_html(html: &str) -> String {
    let mut out = String::new();
    for token in Tokenizer::new(html) {
        let Ok(token) = token;
        if let Token::String(text) = token {
            out.push_str(&String::from_utf8_lossy(&text));
        }
    }
    squeeze(&out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_of_html_is_what_readers_see() {
        assert_eq!(
            text_of_html("A <b title=\"x > y\">&amp; B</b>\n&#x43; &lt;i&gt;<!-- no -->"),
            "A & B C <i>"
        );
        assert_eq!(text_of_html("<br>"), "");
    }
}
