//! Tags and images in the titles of boxes and tabs that are written in MkDocs' syntax.

use std::ops::Range;

use html5gum::Tokenizer;
use html5gum::emitters::default::{DefaultEmitter, StartTag, Token};
use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use crate::template::attribute;
use crate::text::markdown::INLINE;

/// A part of a title, in its bytes, that is no Markdown that every title may have.
pub(super) struct Part {
    pub(super) span: Range<usize>,
    pub(super) kind: Kind,
}

pub(super) enum Kind {
    /// A tag, as it is drawn; nothing for a comment.
    Tag(String),
    Image {
        url: String,
        title: String,
        alt: String,
    },
}

/// Elements that do no more than mark the text in them.
const MARKS: &[&str] = &[
    "abbr", "b", "cite", "code", "del", "em", "i", "ins", "kbd", "mark", "q", "s", "small", "span", "strong",
    "sub", "sup", "u", "var",
];

/// Elements that a title has no place for: their text stays.
const OTHERS: &[&str] = &["big", "center", "div", "font", "h1", "h2", "h3", "h4", "h5", "h6", "p"];

/// Attributes that such a tag may have.
const ATTRIBUTES: &[&str] = &["class", "id", "title"];

/// The parts of a title, in their order.
pub(super) fn parts(title: &str) -> Vec<Part> {
    let mut found = Vec::new();
    // Those that are open, and where each stands in `found`.
    let mut open: Vec<(String, usize)> = Vec::new();
    let mut unpaired = Vec::new();
    let mut image: Option<(Range<usize>, String, String, String)> = None;
    // A tag at the start of a line opens raw HTML: here none is.
    let line = format!("x{title}");
    for (event, span) in Parser::new_ext(&line, INLINE).into_offset_iter() {
        let span = span.start.saturating_sub(1)..span.end - 1;
        match (event, &mut image) {
            (Event::Start(Tag::Image { dest_url, title, .. }), None) => {
                image = Some((span, dest_url.to_string(), title.to_string(), String::new()));
            }
            (Event::End(TagEnd::Image), image @ Some(_)) => {
                let kind = |(span, url, title, alt)| Part { span, kind: Kind::Image { url, title, alt } };
                found.extend(image.take().map(kind));
            }
            (Event::Text(text) | Event::Code(text), Some((.., alt))) => alt.push_str(&text),
            (Event::InlineHtml(html) | Event::Html(html), None) => match tag(&html) {
                Some(Read::Whole(drawn)) => found.push(Part { span, kind: Kind::Tag(drawn) }),
                Some(Read::Start(name, drawn)) => {
                    open.push((name, found.len()));
                    found.push(Part { span, kind: Kind::Tag(drawn) });
                }
                Some(Read::End(name)) => {
                    let Some(at) = open.iter().rposition(|(open, _)| *open == name) else { continue };
                    unpaired.extend(open.drain(at..).skip(1).map(|(_, at)| at));
                    let drawn = if is_mark(&name) { format!("</{name}>") } else { String::new() };
                    found.push(Part { span, kind: Kind::Tag(drawn) });
                }
                None => {}
            },
            _ => {}
        }
    }
    unpaired.extend(open.into_iter().map(|(_, at)| at));
    let is_paired = |(at, part): (usize, Part)| (!unpaired.contains(&at)).then_some(part);
    found.into_iter().enumerate().filter_map(is_paired).collect()
}

enum Read {
    /// A comment, or an element without an end.
    Whole(String),
    Start(String, String),
    End(String),
}

/// A tag that a title may have.
fn tag(html: &str) -> Option<Read> {
    if html.starts_with("<!--") {
        return Some(Read::Whole(String::new()));
    }
    let emitter = DefaultEmitter::<usize>::new_with_span();
    let Ok(token) = Tokenizer::new_with_emitter(html, emitter).next()?;
    match token {
        Token::StartTag(tag) => start(&tag),
        Token::EndTag(tag) => {
            let name = String::from_utf8_lossy(&tag.name).into_owned();
            (is_mark(&name) || is_other(&name)).then_some(Read::End(name))
        }
        _ => None,
    }
}

fn start(tag: &StartTag<usize>) -> Option<Read> {
    let name = String::from_utf8_lossy(&tag.name).into_owned();
    if is_other(&name) {
        return Some(Read::Start(name, String::new()));
    }
    let mut drawn = format!("<{name}");
    for (key, value) in &tag.attributes {
        let key = String::from_utf8_lossy(key);
        // This one says that Markdown is read in the element, as it is in all of a title.
        if key == "markdown" {
            continue;
        }
        if !ATTRIBUTES.contains(&&*key) {
            return None;
        }
        drawn.push_str(&format!(" {key}=\"{}\"", attribute(&String::from_utf8_lossy(&value.value))));
    }
    drawn.push('>');
    match name.as_str() {
        "br" | "wbr" => Some(Read::Whole(drawn)),
        _ => is_mark(&name).then_some(Read::Start(name, drawn)),
    }
}

fn is_mark(name: &str) -> bool {
    MARKS.contains(&name)
}

fn is_other(name: &str) -> bool {
    OTHERS.contains(&name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(title: &str) -> Vec<String> {
        let draw = |part: Part| match part.kind {
            Kind::Tag(tag) => tag,
            Kind::Image { url, alt, .. } => format!("{alt}: {url}"),
        };
        parts(title).into_iter().map(draw).collect()
    }

    #[test]
    fn tags_that_mark_text_are_tags() {
        assert_eq!(drawn("Press <kbd>K</kbd><br> *x*"), ["<kbd>", "</kbd>", "<br>"]);
        assert_eq!(drawn("a <b class='x' markdown>c <!-- d --></b>"), ["<b class=\"x\">", "", "</b>"]);
        assert_eq!(drawn("![a *b*](c.png) `<b>`"), ["a b: c.png"]);
        assert_eq!(drawn("<H2 onclick='x'>a <b>c</b></H2>"), ["", "<b>", "</b>", ""]);
    }

    #[test]
    fn others_are_text() {
        for title in
            ["<script>x</script>", "<b onclick=\"x\">y</b>", "<b>x", "x</b>", "<b><i>x</b>", "<name>"]
        {
            assert!(drawn(title).iter().all(|tag| tag == "<b>" || tag == "</b>"), "{title}");
        }
        assert_eq!(drawn("<b>x"), [] as [&str; 0]);
        assert_eq!(drawn("<b><i>x</b>"), ["<b>", "</b>"]);
    }
}
