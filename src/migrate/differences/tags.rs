//! The tags and the text of a line of raw HTML.

use super::raw_html::{BLOCKS, KEPT, tag_length, tag_name};

/// The parts of a line of tags that are to stand apart: one, unless its text has signs of Markdown.
pub(super) fn split(line: &str, [mut first, mut text, last]: [&str; 3]) -> Vec<String> {
    let Some(mut sign) = first_sign(text).map(|at| &text[at..]) else { return vec![line.to_owned()] };
    let mut out = Vec::new();
    while let Some(end) = inner_end(text) {
        let head = format!("{}{}", first.trim_end(), text[..end].trim_end());
        match parts(&head).filter(|[_, text, _]| first_sign(text).is_some()) {
            Some(parts) => out.extend(apart(parts)),
            None => out.push(head),
        }
        let tail = &text[end..];
        (first, text) = tail.split_at(leading_tags(tail));
        if sign.len() > text.len() {
            sign = first_sign(text).map_or("", |at| &text[at..]);
        }
        if first.is_empty() || sign.is_empty() {
            out.push(format!("{tail}{last}"));
            return out;
        }
    }
    out.extend(apart([first.trim_end(), text, last]));
    out
}

/// Tags, a text and end tags, each for itself.
fn apart([first, text, last]: [&str; 3]) -> Vec<String> {
    // A paragraph cannot hold another.
    let is_paragraph =
        tag_name(&first[1..]) == "p" && last == "</p>" && tag_length(first) == Some(first.len());
    let (first, last) = match is_paragraph {
        true => (format!("<div{}", &first[2..]), "</div>".to_owned()),
        false => (first.to_owned(), last.to_owned()),
    };
    [first, text.to_owned(), last].into_iter().filter(|part| !part.is_empty()).collect()
}

/// Where text goes on after an end tag of a block.
fn inner_end(text: &str) -> Option<usize> {
    let tag = |(at, _): (usize, &str)| Some(at + block_tag(&text[at..])?);
    text.match_indices("</").find_map(tag).filter(|end| *end < text.len())
}

/// Whether a text has signs of Markdown outside of tags.
pub(super) fn has_signs(text: &str) -> bool {
    first_sign(text).is_some()
}

/// Where the first of them stands.
fn first_sign(text: &str) -> Option<usize> {
    let mut rest = text;
    while let Some(at) = rest.find(['*', '_', '`', '[', '=', '~', '^', ':', '+', '{', '\\', '<']) {
        let sign = &rest[at..];
        let length = match sign.as_bytes()[0] {
            b'<' => tag_length(sign).filter(|length| !is_address(&sign[..*length])),
            // These mean something in pairs, or before a name.
            b'=' | b'+' if sign.as_bytes().get(1) != sign.as_bytes().first() => Some(1),
            b':' if !sign[1..].starts_with(|c: char| c.is_ascii_alphanumeric() || "+-_".contains(c)) => {
                Some(1)
            }
            _ => None,
        };
        rest = match length {
            Some(length) => &sign[length..],
            None if sign.starts_with("<!--") => behind_comment(sign),
            None => return Some(text.len() - sign.len()),
        };
    }
    None
}

/// Whether a tag is an address in angle brackets.
fn is_address(tag: &str) -> bool {
    !tag.contains([' ', '"']) && (tag.contains("://") || tag.contains('@'))
}

fn behind_comment(text: &str) -> &str {
    text.split_once("-->").map_or("", |(_, rest)| rest)
}

/// The element on a line that keeps its text and goes on after the line.
pub(super) fn opened(line: &str) -> Option<&'static str> {
    let lower = line.to_ascii_lowercase();
    let last = KEPT.iter().filter_map(|name| Some((lower.rfind(&format!("<{name}"))?, *name))).max()?;
    (tag_name(&lower[last.0 + 1..]) == last.1 && !closes(&lower[last.0..], last.1)).then_some(last.1)
}

pub(super) fn closes(line: &str, name: &str) -> bool {
    line.to_ascii_lowercase().contains(&format!("</{name}"))
}

/// Whether tags say that Markdown is read in them.
pub(super) fn is_markdown(tags: &str) -> bool {
    let tags = tags.to_ascii_lowercase();
    tags.match_indices("markdown").any(|(at, word)| {
        let (before, behind) = (&tags[..at], &tags[at + word.len()..]);
        before.ends_with(char::is_whitespace) && behind.starts_with(['=', '>', ' ', '/'])
    })
}

/// The tags of blocks that a line starts with, the text after them, and the end tags of blocks at its end. `None` if it
/// starts with another one, or with one that keeps its text.
pub(super) fn parts(line: &str) -> Option<[&str; 3]> {
    let start = leading_tags(line);
    let mut end = line.len();
    while let Some(open) = line[start..end].rfind("</").map(|open| start + open)
        && block_tag(&line[open..]).is_some_and(|length| open + length == end)
    {
        end = open;
    }
    (start > 0).then(|| [line[..start].trim(), line[start..end].trim(), line[end..].trim()])
}

/// The length of the tags of blocks that a text starts with.
fn leading_tags(text: &str) -> usize {
    let mut length = 0;
    while let Some(tag) = block_tag(&text[length..]) {
        length += tag;
    }
    length
}

/// The length of the tag of a block that a text starts with, white space after it included.
pub(super) fn block_tag(text: &str) -> Option<usize> {
    let inner = text.strip_prefix('<')?;
    let name = tag_name(inner.strip_prefix('/').unwrap_or(inner));
    let keeps_text = KEPT.contains(&name.as_str()) || name == "math";
    let end = tag_length(text).filter(|_| BLOCKS.contains(&name.as_str()) && !keeps_text)?;
    Some(end + text[end..].len() - text[end..].trim_start().len())
}
