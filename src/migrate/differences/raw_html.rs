//! Raw HTML: to MkDocs it goes on to its end tag, to CommonMark often only to the next blank line.

use std::ops::Range;

use html5gum::Tokenizer;
use html5gum::emitters::default::{DefaultEmitter, Token};

use super::lines::{Changes, PageLines};
use crate::text::spans::is_within;

/// A block of raw HTML at the start of a line, in the bytes of the text.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::migrate) struct Block {
    pub(in crate::migrate) span: Range<usize>,
    /// Its element.
    pub(in crate::migrate) name: String,
    /// Whether it has an end tag.
    pub(in crate::migrate) is_closed: bool,
    /// Whether an element in it says `markdown`, so that text in it is read.
    pub(in crate::migrate) is_read: bool,
    /// Where text stands that keeps its lines: `<pre>`, `<textarea>`, `<script>`, `<style>`.
    pub(in crate::migrate) kept: Vec<Range<usize>>,
}

impl Block {
    /// Whether a byte is in text that keeps its lines.
    pub(super) fn keeps(&self, byte: usize) -> bool {
        let next = self.kept.partition_point(|kept| kept.end <= byte);
        self.kept.get(next).is_some_and(|kept| kept.start <= byte)
    }
}

/// Blocks whose inside is text in a line, where they say `markdown`.
pub(in crate::migrate) const OF_TEXT: &[&str] =
    &["address", "dd", "dt", "h1", "h2", "h3", "h4", "h5", "h6", "legend", "li", "p", "summary", "td", "th"];

/// Elements that Python-Markdown takes for blocks.
pub(in crate::migrate) const BLOCKS: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "canvas",
    "center",
    "colgroup",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "group",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hgroup",
    "html",
    "iframe",
    "legend",
    "li",
    "main",
    "map",
    "math",
    "menu",
    "nav",
    "noscript",
    "object",
    "ol",
    "output",
    "p",
    "pre",
    "progress",
    "script",
    "section",
    "style",
    "summary",
    "table",
    "tbody",
    "td",
    "textarea",
    "tfoot",
    "th",
    "thead",
    "tr",
    "ul",
    "video",
];

pub(super) const KEPT: &[&str] = &["pre", "textarea", "script", "style"];

/// The blocks of raw HTML in a text, but those that start in `code`, which is sorted.
pub(in crate::migrate) fn blocks(text: &str, code: &[Range<usize>]) -> Vec<Block> {
    let mut found: Vec<Block> = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let indent = line.bytes().take_while(|b| *b == b' ').count();
        let is_inside = found.last().is_some_and(|block| start < block.span.end);
        if is_inside || indent > 3 || !line[indent..].starts_with('<') {
            continue;
        }
        let next = code.partition_point(|span| span.end <= start);
        if code.get(next).is_some_and(|span| span.start <= start) {
            continue;
        }
        if let Some(block) = block(text, start + indent) {
            let is_closed = block.is_closed;
            found.push(block);
            if !is_closed {
                break;
            }
        }
    }
    found
}

/// The block that starts with the tag at `start`.
fn block(text: &str, start: usize) -> Option<Block> {
    let name = tag_name(&text[start + 1..]);
    if !BLOCKS.contains(&name.as_str()) {
        return None;
    }
    let mut block =
        Block { span: start..text.len(), name, is_closed: false, is_read: false, kept: Vec::new() };
    let mut open: Vec<(String, usize)> = Vec::new();
    let mut emitter = DefaultEmitter::<usize>::new_with_span();
    emitter.naively_switch_states(true);
    for token in Tokenizer::new_with_emitter(&text[start..], emitter) {
        let Ok(token) = token;
        match token {
            Token::StartTag(tag) => {
                block.is_read |= tag.attributes.contains_key(&b"markdown"[..]);
                if !tag.self_closing {
                    open.push((String::from_utf8_lossy(&tag.name).into_owned(), start + tag.span.end));
                } else if open.is_empty() {
                    block.span.end = start + tag.span.end;
                    block.is_closed = true;
                    return Some(block);
                }
            }
            Token::EndTag(tag) => {
                let name = String::from_utf8_lossy(&tag.name).into_owned();
                let Some(at) = open.iter().rposition(|(open, _)| *open == name) else { continue };
                if KEPT.contains(&name.as_str()) {
                    // What stood in it is a part of it.
                    block.kept.retain(|kept| kept.start < open[at].1);
                    block.kept.push(open[at].1..start + tag.span.start);
                }
                open.truncate(at);
                if open.is_empty() {
                    block.span.end = start + tag.span.end;
                    block.is_closed = true;
                    return Some(block);
                }
            }
            _ => {}
        }
    }
    Some(block)
}

/// Text directly below `<hr>` is a paragraph to MkDocs, and raw HTML to CommonMark. `unread` is code and raw HTML,
/// sorted. The lines that change.
pub(super) fn rules(lines: &PageLines, unread: &[Range<usize>], changes: &mut Changes) -> Vec<usize> {
    let mut changed = Vec::new();
    for at in 0..lines.len().saturating_sub(1) {
        let tag = lines.get(at).trim_start_matches(' ');
        if lines.get(at).len() - tag.len() > 3 || !tag.starts_with('<') || tag_name(&tag[1..]) != "hr" {
            continue;
        }
        let below = lines.get(at + 1);
        let is_alone = tag_length(tag) == Some(tag.trim_end().len());
        let is_text = !below.trim().is_empty() && !below.trim_start().starts_with('<');
        if is_alone && is_text && !is_within(unread, lines.start_of(at)) && !changes.contains_key(&(at + 1)) {
            changes.insert(at + 1, vec![String::new(), below.to_owned()]);
            changed.push(at + 1);
        }
    }
    changed
}

/// The length of the tag that a text starts with; a `>` in quotes is not its end.
pub(super) fn tag_length(text: &str) -> Option<usize> {
    if !text.strip_prefix('<')?.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/') {
        return None;
    }
    let emitter = DefaultEmitter::<usize>::new_with_span();
    for token in Tokenizer::new_with_emitter(text, emitter) {
        let Ok(token) = token;
        match token {
            Token::StartTag(tag) => return Some(tag.span.end),
            Token::EndTag(tag) => return Some(tag.span.end),
            Token::Error(_) => {}
            _ => return None,
        }
    }
    None
}

/// A tag of a line's element that stands alone starts raw HTML to CommonMark, and a paragraph to MkDocs: the next line
/// joins it. The lines that changed.
pub(super) fn tags_with_text(lines: &mut PageLines) -> Vec<usize> {
    let mut changed = Vec::new();
    let mut changes = Changes::new();
    for at in 0..lines.len().saturating_sub(1) {
        let line = lines.get(at).trim_end().to_owned();
        let tag = line.trim_start();
        let is_first = at == 0 || lines.get(at - 1).trim().is_empty();
        let is_tag = tag.starts_with('<') && tag.ends_with('>') && tag.matches('<').count() == 1;
        let next = lines.get(at + 1).trim_start().to_owned();
        if is_first
            && is_tag
            && IN_LINES.contains(&tag_name(&tag[1..]).as_str())
            && !next.is_empty()
            && !lines.is_code(at)
        {
            changes.insert(at, vec![format!("{line}{next}")]);
            changes.insert(at + 1, Vec::new());
            changed.push(lines.origin(at));
        }
    }
    lines.change(changes);
    changed
}

/// A comment at the start of a line makes raw HTML of the line to CommonMark, and nothing to MkDocs: it goes to the end of
/// the line. The lines that changed.
pub(super) fn comments_last(lines: &mut PageLines) -> Vec<usize> {
    let mut changed = Vec::new();
    for at in 0..lines.len() {
        let line = lines.get(at).to_owned();
        let is_marker = |c: char| c.is_ascii_digit() || " >:-*+.".contains(c);
        let start = line.len() - line.trim_start_matches(is_marker).len();
        if !line[start..].starts_with("<!--") || lines.is_code(at) {
            continue;
        }
        let mut rest = &line[start..];
        while let Some(end) = rest.strip_prefix("<!--").and_then(|inner| inner.find("-->")) {
            rest = rest[end + 7..].trim_start();
        }
        let is_text = !rest.is_empty() && !rest.starts_with(['<', '-', '#', '>', '`', '~', '|']);
        let comments = line[start..line.len() - rest.len()].trim_end();
        if is_text && comments.ends_with("-->") {
            lines.set(at, &format!("{}{} {comments}", &line[..start], rest.trim_end()));
            changed.push(lines.origin(at));
        }
    }
    changed
}

/// A comment that never ends is text to MkDocs, where CommonMark hides all that follows. The lines that changed.
pub(super) fn open_comment(lines: &mut PageLines) -> Vec<usize> {
    for at in (0..lines.len()).rev() {
        let line = lines.get(at);
        let (open, close) = (line.rfind("<!--"), line.rfind("-->"));
        let Some(open) = open.filter(|open| close.is_none_or(|close| close < *open)) else {
            match close {
                Some(_) => break,
                None => continue,
            }
        };
        let is_first = line[..open].chars().all(|c| c.is_ascii_digit() || " >:-*+.".contains(c));
        if !is_first || lines.is_code(at) {
            break;
        }
        let now = format!("{}&lt;{}", &line[..open], &line[open + 1..]);
        lines.set(at, &now);
        return vec![lines.origin(at)];
    }
    Vec::new()
}

/// Elements of a line that authors put around text.
const IN_LINES: &[&str] = &[
    "a", "abbr", "b", "cite", "del", "em", "font", "i", "ins", "kbd", "mark", "q", "s", "small", "span",
    "strong", "sub", "sup", "u",
];

pub(super) fn tag_name(rest: &str) -> String {
    let end = rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len());
    rest[..end].to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_go_to_their_end_tag() {
        let found = |text: &str| -> Vec<String> {
            blocks(text, &[]).into_iter().map(|block| text[block.span].to_owned()).collect()
        };
        assert_eq!(found("<div>\n\n<div>\n</div>\n\n</div>\ntext\n"), ["<div>\n\n<div>\n</div>\n\n</div>"]);
        assert_eq!(found("a <div>\n\n<b>c</b>\n"), [] as [&str; 0]);
        assert_eq!(found("<p><img src=a><br></p>\n<hr>\n"), ["<p><img src=a><br></p>"]);
        assert_eq!(found("<script>\n'</div>'\n\n</script>\n"), ["<script>\n'</div>'\n\n</script>"]);
        let settled = |text: &str| {
            let mut lines = PageLines::of(text, &[]);
            comments_last(&mut lines);
            tags_with_text(&mut lines);
            lines.into_parts().0
        };
        assert_eq!(settled(":   <!-- a --> *b*\n"), ":   *b* <!-- a -->\n");
        assert_eq!(settled("<!-- a -->\n<!-- b -->\n"), "<!-- a -->\n<!-- b -->\n");
        assert_eq!(settled("<small>\n  *a*\n</small>\n"), "<small>*a*\n</small>\n");
        assert!(!blocks("<div>\n\ntext\n", &[])[0].is_closed);
        assert!(blocks("<div>\n<p markdown>\n\n</p></div>\n", &[])[0].is_read);
    }
}
