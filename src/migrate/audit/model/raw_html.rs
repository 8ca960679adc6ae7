//! Raw HTML as Python-Markdown takes it.

use std::ops::Range;

use super::Extensions;
use super::ends::Ends;
use super::inline;
use super::line::{Container, Line};
use crate::migrate::differences::raw_html::{BLOCKS, OF_TEXT};

/// The last line of the raw HTML that starts at a line: it goes on to its end tag, blank lines or not.
pub(super) fn end(lines: &[Line], at: usize, ends: &Ends) -> Option<usize> {
    let first = lines[at].text.trim_start();
    if first.starts_with("<!--") {
        return ends.of_comment(at);
    }
    let name = element(first)?;
    // Tags that stand further in are of a text.
    if lines[at].column + lines[at].indent() >= 4 {
        return None;
    }
    let mut depth = 0_usize;
    let (open, close) = (format!("<{name}"), format!("</{name}"));
    let mut code_end = 0;
    for (number, line) in lines.iter().enumerate().skip(at) {
        if number < code_end {
            continue;
        }
        if let Some(end) = ends.of_fence(lines, number) {
            code_end = end + 1;
            continue;
        }
        let lower = line.text.to_ascii_lowercase();
        let opens = lower.match_indices(open.as_str()).filter(|(at, sign)| {
            lower[at + sign.len()..].starts_with([' ', '>', '\n', '/']) || lower.len() == at + sign.len()
        });
        depth += opens.count();
        depth = depth.saturating_sub(lower.matches(close.as_str()).count());
        if depth == 0 {
            return Some(number);
        }
    }
    Some(lines.len() - 1)
}

/// The block element that a line starts with.
fn element(first: &str) -> Option<String> {
    let name_end = first.get(1..)?.find(|c: char| !c.is_ascii_alphanumeric())? + 1;
    let name = first.get(1..name_end)?.to_ascii_lowercase();
    if !first.starts_with('<') || !BLOCKS.contains(&name.as_str()) {
        return None;
    }
    Some(name)
}

/// The raw HTML that starts at a line: how many lines it has, and what readers get of it.
pub(super) fn raw_html(lines: &[Line], at: usize, ends: &Ends, extensions: &Extensions) -> Option<Container> {
    let end = end(lines, at, ends)?;
    let found = match element(lines[at].text.trim_start()) {
        Some(name) => raw(lines, at..end + 1, &name, ends, extensions),
        None => {
            let rest = lines[end].text.rsplit_once("-->").map_or("", |(_, rest)| rest).trim();
            Container { before: inline::html(rest, extensions), ..Container::default() }
        }
    };
    Some(Container { length: end + 1 - at, ..found })
}

/// Fenced code, its fences included.
pub(super) fn fenced(lines: &[Line]) -> String {
    let columns = lines[0].indent();
    let code: Vec<String> = lines[1..lines.len() - 1].iter().map(|line| line.without(columns).text).collect();
    format!("<pre>{}</pre>", inline::escaped(&code.join("\n")))
}

/// The lines of an element: as they are, or with what is in it read where it says so.
fn raw(all: &[Line], span: Range<usize>, name: &str, ends: &Ends, extensions: &Extensions) -> Container {
    let lines = &all[span.clone()];
    let first = lines[0].text.as_str();
    let tag_end = first.find('>').map_or(first.len(), |end| end + 1);
    let is_read = extensions.md_in_html && first[..tag_end].contains("markdown");
    if !is_read {
        // A tag may go over lines.
        let mut in_tag = false;
        let mut text = |line: &Line| {
            let start = if in_tag { String::new() } else { format!("<!--L{}-->", line.number) };
            if let Some(sign) = line.text.rfind(['<', '>']) {
                in_tag = line.text[sign..].starts_with('<');
            }
            // What is in it is no HTML.
            in_tag |= line.text.contains("<iframe");
            format!("{start}{}", line.text)
        };
        let before = match name {
            "pre" | "script" | "style" | "textarea" => {
                lines.iter().map(|line| line.text.as_str()).collect::<Vec<_>>().join("\n")
            }
            _ => {
                let mut out = Vec::new();
                let mut at = span.start;
                while at < span.end {
                    let end = ends.of_fence(all, at).filter(|end| *end < span.end);
                    out.push(end.map_or_else(|| text(&all[at]), |end| fenced(&all[at..=end])));
                    at = end.unwrap_or(at) + 1;
                }
                out.join("\n")
            }
        };
        return Container { before, ..Container::default() };
    }
    let close = format!("</{name}");
    let mut inner: Vec<Line> = lines.to_vec();
    inner[0].text = first[tag_end..].to_owned();
    if let Some(last) = inner.last_mut()
        && let Some(end) = last.text.to_ascii_lowercase().rfind(&close)
    {
        last.text.truncate(end);
    }
    // Text in a line stands anywhere.
    let is_text = first[..tag_end].contains("\"span\"") || OF_TEXT.contains(&name);
    let own = |line: Line| match is_text {
        true => line.with(line.text.trim_start()),
        false => Line { column: 0, ..line },
    };
    let inner: Vec<Line> = inner.into_iter().map(own).collect();
    Container::new(lines.len(), &first[..tag_end], inner, format!("</{name}>"))
}
