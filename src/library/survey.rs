//! What rules need to know of a page's text, gathered while the page is parsed.

use std::collections::HashSet;
use std::ops::Range;

use html5gum::Tokenizer;
use html5gum::emitters::default::{DefaultEmitter, StartTag, Token};
use pulldown_cmark::{Event, LinkType, Parser, RefDefs, Tag, TagEnd};

use crate::page::{Listener, Page};
use crate::schema::{Field, FieldValue, Schema, Typed};
use crate::source::inputs::names_files;
use crate::text::markdown::{INLINE, defined_address};
use crate::text::spans::{is_within, merged};

/// What a link is written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum LinkKind {
    /// `[text](address)`, or `<a href="address">`.
    Link,
    /// `![text](address)`, or `<img src="address">`.
    Image,
    /// `<video src="address">`, `<iframe src="address">` and the like: a file or a page.
    Media,
}

/// A link of a page.
#[derive(Debug, Clone)]
pub(crate) struct PageLink {
    pub(crate) kind: LinkKind,
    /// The address, unescaped.
    pub(crate) address: String,
    /// The bytes of the address; of the whole link where the address stands elsewhere.
    pub(crate) span: Range<usize>,
    /// The bytes of the address, wherever it stands; `None` where it is written with escapes.
    pub(crate) address_span: Option<Range<usize>>,
}

impl PageLink {
    /// A link whose address stands in `inside` as it is, if it does, and otherwise somewhere in `whole`.
    fn new(kind: LinkKind, address: String, inside: Option<Range<usize>>, whole: Range<usize>) -> Self {
        Self { kind, address, span: inside.clone().unwrap_or(whole), address_span: inside }
    }

    /// The picture that a page names, where its front matter does.
    pub(crate) fn picture(page: &Page, address: &str) -> Option<Self> {
        let typed = page.fields.get("image").filter(|typed| typed.is_in_front_matter())?;
        let whole = typed.span.clone();
        // Within quotation marks, if there are any.
        let inside = page.text.get(whole.clone()).and_then(|value| value.find(address));
        let inside = inside.map(|at| whole.start + at..whole.start + at + address.len());
        Some(Self::new(LinkKind::Image, address.to_owned(), inside, whole))
    }

    /// The links in the texts of the front matter, which pages show as inline Markdown.
    pub(crate) fn of_fields(page: &Page, schema: &Schema) -> Vec<Self> {
        let is_markdown = |(name, typed): &(&str, &Typed)| {
            matches!(typed.value, FieldValue::References(_))
                || schema.get(name).is_some_and(Field::is_markdown)
        };
        let fields = page.fields.in_front_matter().filter(is_markdown);
        fields.flat_map(|(_, typed)| Self::of_field(page, typed)).collect()
    }

    fn of_field(page: &Page, typed: &Typed) -> Vec<Self> {
        // Of a map and a list the YAML parser gives only the start.
        let written = page.text.get(typed.span.start..page.front_matter.end).unwrap_or_default();
        let mut at = 0;
        let mut links = Vec::new();
        for text in typed.value.markdown().into_iter().filter(|text| text.contains("](")) {
            let text = text.trim();
            let mut done = 0;
            for (event, span) in Parser::new_ext(text, INLINE).into_offset_iter() {
                let Event::Start(Tag::Link { link_type: LinkType::Inline, dest_url, .. }) = event else {
                    continue;
                };
                let sign = format!("]({dest_url}");
                // The same address may stand in code before the link.
                for _ in text[done..span.end.max(done)].matches(&sign) {
                    let found = written[at..].find(&sign);
                    at = found.map_or(written.len(), |found| at + found + sign.len());
                }
                done = span.end.max(done);
                // With escapes it is spelled otherwise; then its place is the whole value.
                let start = typed.span.start + at.saturating_sub(dest_url.len());
                let inside = start..typed.span.start + at;
                let inside = Some(inside).filter(|it| page.text.get(it.clone()) == Some(&dest_url));
                links.push(Self::new(LinkKind::Link, dest_url.to_string(), inside, typed.span.clone()));
            }
        }
        links
    }
}

/// The links, ids and texts of one page.
#[derive(Debug, Clone, Default)]
pub(crate) struct Survey {
    pub(crate) links: Vec<PageLink>,
    /// `id` and `name` attributes of raw HTML.
    pub(crate) ids: HashSet<String>,
    /// Text that readers see, outside code and links; text without markup between is one piece.
    pub(crate) texts: Vec<Range<usize>>,
    /// Code, blocks and spans, and math; sorted.
    pub(crate) code: Vec<Range<usize>>,
    /// Of these, the spans of code and the comments: what mdBook would include there is an example, or nobody sees it.
    examples: Vec<Range<usize>>,
    /// The blocks of HTML, in their order.
    html: Vec<Range<usize>>,
    /// Whether the page has ids that cannot be known here.
    pub(crate) has_unknown_ids: bool,
}

impl Survey {
    /// Whether a directive at a place is an example, or in a comment.
    pub(crate) fn is_example(&self, at: usize) -> bool {
        is_within(&self.examples, at)
    }

    /// Whether a place is in a block of HTML, where Markdown is text.
    pub(crate) fn is_html(&self, at: usize) -> bool {
        is_within(&self.html, at)
    }
}

/// Gathers a survey from the events of a page.
#[derive(Debug, Clone, Default)]
pub(crate) struct Surveyor {
    survey: Survey,
    link_depth: usize,
    code_depth: usize,
    raw: usize,
    html_start: Option<usize>,
    /// The links by reference, by their numbers, with their labels.
    by_reference: Vec<(usize, String)>,
}

const RAW: &[&[u8]] = &[b"script", b"style", b"pre", b"code", b"textarea", b"svg"];

impl Listener for Surveyor {
    fn event(&mut self, text: &str, event: &Event<'_>, span: &Range<usize>) {
        let span = span.clone();
        match event {
            Event::Start(tag) => self.start(text, tag, span),
            Event::End(tag) => self.end(text, *tag, span),
            Event::Text(_) if self.html_start.is_none() && self.code_depth == 0 && self.raw == 0 => {
                self.add_text(span);
            }
            Event::Text(_) if self.raw > 0 => self.survey.code.push(span),
            Event::Code(_) => {
                self.survey.examples.push(span.clone());
                self.survey.code.push(span);
            }
            Event::InlineMath(_) | Event::DisplayMath(_) => self.survey.code.push(span),
            Event::InlineHtml(_) => self.html(text, span),
            _ => {}
        }
    }

    fn definitions(&mut self, text: &str, body: usize, definitions: &RefDefs<'_>) {
        for (link, label) in self.by_reference.drain(..) {
            let address = definitions
                .get(&label)
                .and_then(|found| defined_address(&text[body..], &found.span, &found.dest));
            self.survey.links[link].address_span = address.map(|at| body + at.start..body + at.end);
        }
    }
}

impl Surveyor {
    /// The survey of `page`, when all of its events are heard.
    pub(crate) fn finish(mut self, page: &Page) -> Survey {
        self.survey.has_unknown_ids |= names_files(&page.text);
        self.survey.code = merged(self.survey.code);
        self.survey.examples = merged(self.survey.examples);
        self.survey
    }

    fn start(&mut self, text: &str, tag: &Tag<'_>, span: Range<usize>) {
        match tag {
            Tag::Link { dest_url, title, link_type, id } => {
                self.link_depth += 1;
                self.refer(*link_type, id);
                self.link(text, LinkKind::Link, (dest_url, title), *link_type, span);
            }
            Tag::Image { dest_url, title, link_type, id } => {
                self.link_depth += 1;
                self.refer(*link_type, id);
                self.link(text, LinkKind::Image, (dest_url, title), *link_type, span);
            }
            Tag::CodeBlock(_) => {
                self.code_depth += 1;
                self.survey.code.push(span);
            }
            Tag::HtmlBlock => self.html_start = Some(span.start),
            Tag::DefinitionListTitle => self.survey.has_unknown_ids = true,
            Tag::FootnoteDefinition(name) => {
                self.survey.ids.insert(name.to_string());
            }
            _ => {}
        }
    }

    fn end(&mut self, text: &str, tag: TagEnd, span: Range<usize>) {
        match tag {
            TagEnd::Link | TagEnd::Image => self.link_depth = self.link_depth.saturating_sub(1),
            TagEnd::CodeBlock => self.code_depth = self.code_depth.saturating_sub(1),
            TagEnd::HtmlBlock => {
                let start = self.html_start.take().unwrap_or(span.start);
                self.survey.html.push(start..span.end);
                self.html(text, start..span.end);
            }
            TagEnd::Paragraph | TagEnd::Item | TagEnd::TableCell | TagEnd::Heading(_) => self.raw = 0,
            _ => {}
        }
    }

    /// Notes that the next link is one by reference, if it is.
    fn refer(&mut self, link_type: LinkType, label: &str) {
        if matches!(link_type, LinkType::Reference | LinkType::Collapsed | LinkType::Shortcut) {
            self.by_reference.push((self.survey.links.len(), label.to_owned()));
        }
    }

    fn link(
        &mut self,
        text: &str,
        kind: LinkKind,
        (address, title): (&str, &str),
        link_type: LinkType,
        span: Range<usize>,
    ) {
        if matches!(link_type, LinkType::Autolink | LinkType::Email) {
            return;
        }
        let written = &text[span.clone()];
        let at = (link_type == LinkType::Inline).then(|| place_of(written, address, title)).flatten();
        let inside = at.map(|at| span.start + at..span.start + at + address.len());
        self.survey.links.push(PageLink::new(kind, address.to_owned(), inside, span));
    }

    fn add_text(&mut self, span: Range<usize>) {
        if self.link_depth > 0 {
            return;
        }
        match self.survey.texts.last_mut() {
            Some(last) if last.end == span.start => last.end = span.end,
            _ => self.survey.texts.push(span),
        }
    }

    fn html(&mut self, text: &str, range: Range<usize>) {
        let base = range.start;
        let mut emitter = DefaultEmitter::<usize>::new_with_span();
        emitter.naively_switch_states(true);
        for token in Tokenizer::new_with_emitter(&text[range], emitter) {
            let Ok(token) = token;
            match token {
                Token::StartTag(tag) => self.tag(text, &tag, base),
                Token::EndTag(tag) => {
                    self.raw = self.raw.saturating_sub(usize::from(RAW.contains(&&tag.name[..])));
                }
                Token::String(found) => {
                    let span = base + found.span.start..base + found.span.end;
                    if self.raw > 0 { self.survey.code.push(span) } else { self.add_text(span) }
                }
                Token::Comment(comment) => {
                    let span = base + comment.span.start..base + comment.span.end;
                    self.survey.examples.push(span.clone());
                    self.survey.code.push(span);
                }
                Token::Doctype(_) | Token::Error(_) => {}
            }
        }
    }

    fn tag(&mut self, text: &str, tag: &StartTag<usize>, base: usize) {
        if RAW.contains(&&tag.name[..]) && !tag.self_closing {
            self.raw += 1;
        }
        for (name, attribute) in &tag.attributes {
            let value = String::from_utf8_lossy(&attribute.value).into_owned();
            let kind = match (&tag.name[..], &name[..]) {
                (b"a", b"href") => LinkKind::Link,
                (b"img", b"src") => LinkKind::Image,
                (
                    b"audio" | b"embed" | b"iframe" | b"input" | b"source" | b"track" | b"video",
                    b"src" | b"poster",
                )
                | (b"object", b"data") => LinkKind::Media,
                (_, b"id") | (b"a", b"name") => {
                    self.survey.ids.insert(value);
                    continue;
                }
                _ => continue,
            };
            let span = base + attribute.span.start..base + attribute.span.end;
            let at = text.get(span.clone()).and_then(|written| written.find(&value));
            let inside = at.map(|at| span.start + at..span.start + at + value.len());
            let whole = base + tag.span.start..base + tag.span.end;
            self.survey.links.push(PageLink::new(kind, value, inside, whole));
        }
    }
}

/// Where the address stands in an inline link: the last of it but for the title. `None` where it is written with
/// escapes.
fn place_of(link: &str, address: &str, title: &str) -> Option<usize> {
    let inner = link.strip_suffix(')')?.trim_end();
    let inner = match title {
        "" => inner.strip_suffix("\"\"").or(inner.strip_suffix("''")).unwrap_or(inner).trim_end(),
        title => {
            let untitled = inner.strip_suffix(['"', '\'', ')'])?.strip_suffix(title)?;
            untitled.strip_suffix(['"', '\'', '('])?.trim_end()
        }
    };
    let inner = inner.strip_suffix('>').unwrap_or(inner);
    inner.strip_suffix(address).filter(|_| !address.is_empty()).map(str::len)
}

#[cfg(test)]
mod tests {
    use super::place_of;

    #[test]
    fn addresses_are_found_behind_the_text_and_before_the_title() {
        for (link, address, title, before) in [
            ("[a.md](a.md)", "a.md", "", Some("[a.md](")),
            ("[x](a.md \"see a.md\")", "a.md", "see a.md", Some("[x](")),
            ("[x]( <a b.md> 't' )", "a b.md", "t", Some("[x]( <")),
            ("[x](a.md (t))", "a.md", "t", Some("[x](")),
            ("[x](a\\_b.md)", "a_b.md", "", None),
            ("[x]()", "", "", None),
        ] {
            assert_eq!(place_of(link, address, title).map(|at| &link[..at]), before, "{link}");
        }
    }
}
