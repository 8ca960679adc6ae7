//! Raw HTML in the lines of a page: where CommonMark's blocks of it end, and which elements say
//! `markdown`.

use std::ops::Range;

use html5gum::Tokenizer;
use html5gum::emitters::default::{DefaultEmitter, StartTag, Token};

use super::columns::SPACE;

/// What ends a block of raw HTML.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    /// A blank line.
    Blank,
    /// A line that holds this, in any case.
    Sign(&'static str),
}

/// Elements whose start or end tag starts a block that a blank line ends (CommonMark's kind 6).
const BLOCKS: &[&str] = &[
    "address",
    "article",
    "aside",
    "base",
    "basefont",
    "blockquote",
    "body",
    "caption",
    "center",
    "col",
    "colgroup",
    "dd",
    "details",
    "dialog",
    "dir",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "frame",
    "frameset",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hr",
    "html",
    "iframe",
    "legend",
    "li",
    "link",
    "main",
    "menu",
    "menuitem",
    "nav",
    "noframes",
    "ol",
    "optgroup",
    "option",
    "p",
    "param",
    "search",
    "section",
    "summary",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "title",
    "tr",
    "track",
    "ul",
];

/// Elements that hold a line and no blocks, as Python-Markdown has them.
const LINES: &[&str] =
    &["address", "dd", "dt", "h1", "h2", "h3", "h4", "h5", "h6", "legend", "li", "p", "summary", "td", "th"];

/// Block elements that hold nothing, or nothing that is Markdown.
const NO_MARKDOWN: &[&str] =
    &["base", "basefont", "col", "frame", "hr", "iframe", "link", "option", "param", "title", "track"];

/// Elements whose end tag may be left out: a blank line ends them too.
const OPEN_ENDED: &[&str] = &["dd", "dt", "li", "p", "td", "th"];

/// What the attribute `markdown` says of an element's inside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Inside {
    Blocks,
    Line,
}

/// What the attribute says on the element `name`; `None` where it says nothing.
pub(crate) fn inside(name: &str, value: &[u8]) -> Option<Inside> {
    if !BLOCKS.contains(&name) || NO_MARKDOWN.contains(&name) {
        return None;
    }
    match value {
        b"" | b"1" | b"markdown" if LINES.contains(&name) => Some(Inside::Line),
        b"" | b"1" | b"markdown" | b"block" => Some(Inside::Blocks),
        b"span" => Some(Inside::Line),
        _ => None,
    }
}

/// Whether the end tag of an element may be left out.
pub(super) fn is_open_ended(name: &str) -> bool {
    OPEN_ENDED.contains(&name)
}

/// Whether a block of raw HTML starts on this line, and what ends it.
pub(super) fn block(line: &str) -> Option<End> {
    let rest = line.strip_prefix('<')?;
    if rest.starts_with("!--") {
        return Some(End::Sign("-->"));
    }
    if rest.starts_with("![CDATA[") {
        return Some(End::Sign("]]>"));
    }
    if let Some(rest) = rest.strip_prefix('!') {
        return rest.starts_with(|c: char| c.is_ascii_alphabetic()).then_some(End::Sign(">"));
    }
    if rest.starts_with('?') {
        return Some(End::Sign("?>"));
    }
    let name = name(rest.strip_prefix('/').unwrap_or(rest));
    let raw = ["</script>", "</style>", "</pre>", "</textarea>"];
    if let Some(end) = raw.into_iter().find(|end| &end[2..end.len() - 1] == name.as_str()) {
        return (!rest.starts_with('/')).then_some(End::Sign(end));
    }
    (BLOCKS.contains(&name.as_str()) || is_one_tag(line)).then_some(End::Blank)
}

/// Whether a line holds what ends its block.
pub(super) fn ends(line: &str, end: End) -> bool {
    match end {
        End::Blank => line.trim_matches(SPACE).is_empty(),
        End::Sign(sign) => {
            let (line, sign) = (line.as_bytes(), sign.as_bytes());
            line.windows(sign.len()).any(|window| window.eq_ignore_ascii_case(sign))
        }
    }
}

fn name(rest: &str) -> String {
    let end = rest.find(|c: char| !(c.is_ascii_alphanumeric() || c == '-')).unwrap_or(rest.len());
    rest[..end].to_ascii_lowercase()
}

fn is_one_tag(line: &str) -> bool {
    let line = line.trim_end();
    let is_tag = |token: &Token<usize>| matches!(token, Token::StartTag(_) | Token::EndTag(_));
    line.ends_with('>') && {
        let mut tokens = tokens(line);
        tokens.next().is_some_and(|token| is_tag(&token)) && tokens.next().is_none()
    }
}

fn tokens(line: &str) -> impl Iterator<Item = Token<usize>> {
    Tokenizer::new_with_emitter(line, DefaultEmitter::<usize>::new_with_span()).map(|token| {
        let Ok(token) = token;
        token
    })
}

/// The opening tag of an element whose inside is Markdown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct MarkdownTag {
    /// The element.
    pub(super) name: String,
    /// The bytes of the attribute in the line.
    pub(super) attribute: Range<usize>,
    /// Where the tag ends in the line.
    pub(super) end: usize,
    /// Whether it holds a line and no blocks.
    pub(super) is_line: bool,
    /// Whether it is one of Material's grids.
    pub(super) is_grid: bool,
}

/// The tag that a line starts with, if it says `markdown`.
pub(super) fn markdown_tag(line: &str) -> Option<MarkdownTag> {
    if !line.starts_with('<') || !line.contains("markdown") {
        return None;
    }
    let Some(Token::StartTag(tag)) = tokens(line).next() else { return None };
    let value = &tag.attributes.get(&b"markdown"[..])?;
    let name = String::from_utf8_lossy(&tag.name).into_owned();
    let is_line = inside(&name, &value.value)? == Inside::Line;
    let start = value.span.start;
    (!tag.self_closing).then(|| MarkdownTag {
        attribute: attribute(line, start),
        end: tag.span.end,
        is_line,
        is_grid: is_grid(&tag),
        name,
    })
}

fn is_grid(tag: &StartTag<usize>) -> bool {
    let classes = tag.attributes.get(&b"class"[..]).map(|class| class.value.as_slice()).unwrap_or_default();
    classes.split(|byte| byte.is_ascii_whitespace()).any(|class| class == b"grid")
}

/// The bytes of the attribute `markdown` that starts at `start`.
pub(crate) fn attribute(text: &str, start: usize) -> Range<usize> {
    start..attribute_end(text, start + "markdown".len())
}

/// Whether the space before an attribute goes with it: not where nothing else keeps two names apart.
pub(crate) fn takes_its_space(text: &str, attribute: &Range<usize>) -> bool {
    let is_apart = text[attribute.end..].starts_with([' ', '\t', '\r', '\n', '>', '/']);
    is_apart && text[..attribute.start].ends_with(SPACE)
}

/// Where an attribute ends whose name ends at `at`.
fn attribute_end(line: &str, at: usize) -> usize {
    let rest = &line[at..];
    let Some(value) = rest.trim_start().strip_prefix('=').map(str::trim_start) else { return at };
    let start = line.len() - value.len();
    match value.chars().next() {
        Some(quote @ ('"' | '\'')) => value[1..].find(quote).map_or(line.len(), |end| start + end + 2),
        _ => start + value.find(|c: char| c.is_whitespace() || c == '>').unwrap_or(value.len()),
    }
}

/// The tags of `name` on a line, outside code: where each starts and ends, and whether it opens.
pub(super) fn tags(line: &str, name: &str) -> Vec<(Range<usize>, bool)> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(next) = line[at..].find(['<', '`']).map(|next| at + next) {
        let rest = &line[next..];
        at = if rest.starts_with('`') {
            code_end(line, next)
        } else if let Some(opens) = is_tag_of(rest, name) {
            let end = rest.find('>').map_or(line.len(), |end| next + end + 1);
            found.push((next..end, opens));
            end
        } else {
            next + 1
        };
    }
    found
}

fn is_tag_of(rest: &str, name: &str) -> Option<bool> {
    let inner = &rest[1..];
    let (opens, inner) = inner.strip_prefix('/').map_or((true, inner), |inner| (false, inner));
    let is_named = inner.get(..name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name));
    let behind = inner.as_bytes().get(name.len());
    (is_named && behind.is_none_or(|b| b.is_ascii_whitespace() || matches!(b, b'>' | b'/'))).then_some(opens)
}

/// What is code on each line, between backticks.
pub(crate) fn code_spans(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let mut at = 0;
        while let Some(next) = line[at..].find('`').map(|next| at + next) {
            at = code_end(line, next);
            found.push(start + next..start + at);
        }
        start += line.len();
    }
    found
}

/// Where code that starts at `start` ends; after its signs, if it does not.
pub(super) fn code_end(line: &str, start: usize) -> usize {
    let signs = line[start..].bytes().take_while(|b| *b == b'`').count();
    let mut at = start + signs;
    while let Some(next) = line[at..].find('`').map(|next| at + next) {
        let run = line[next..].bytes().take_while(|b| *b == b'`').count();
        at = next + run;
        if run == signs {
            return at;
        }
    }
    start + signs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_of_raw_html_end_as_commonmark_says() {
        assert_eq!(block("<div class=a>"), Some(End::Blank));
        assert_eq!(block("</section>"), Some(End::Blank));
        assert_eq!(block("<my-tag a=b>"), Some(End::Blank));
        assert_eq!(block("<b>text</b>"), None);
        assert_eq!(block("<Script>"), Some(End::Sign("</script>")));
        assert_eq!(block("<!-- x"), Some(End::Sign("-->")));
        assert_eq!(block("< a"), None);
        assert!(ends("x </SCRIPT>", End::Sign("</script>")));
    }

    #[test]
    fn elements_say_markdown() {
        let tag = markdown_tag("<div class=\"grid cards\" markdown>").unwrap();
        assert_eq!((tag.attribute.clone(), tag.end, tag.is_line, tag.is_grid), (24..32, 33, false, true));
        let tag = markdown_tag("<p markdown = \"1\" id=x>y").unwrap();
        assert_eq!((tag.attribute, tag.end, tag.is_line), (3..17, 23, true));
        let tag = markdown_tag("<td markdown=block>").unwrap();
        assert_eq!((tag.attribute, tag.is_line), (4..18, false));
        assert!(markdown_tag("<figure markdown=\"span\">").unwrap().is_line);
        assert!(!markdown_tag("<figcaption markdown>").unwrap().is_line);
        for line in [
            "<pre markdown>",
            "<span markdown>",
            "<hr markdown>",
            "<div>",
            "<div class=\"markdown\">",
            "<div markdown=\"0\">",
            "markdown",
            "<div markdown",
        ] {
            assert_eq!(markdown_tag(line), None, "{line}");
        }
    }

    #[test]
    fn tags_in_code_are_text() {
        assert_eq!(tags("<div>`</div>`</div> ``", "div"), [(0..5, true), (13..19, false)]);
        assert_eq!(tags("<divx></DIV >", "div"), [(6..13, false)]);
        assert_eq!(tags("` <div>", "div"), [(2..7, true)]);
    }
}
