//! The header that BIPs, XLS and their like start with: `key: value` in a `<pre>`, or with a title in code without a language.

use std::ops::Range;

use super::node::{Kind, Node};
use crate::text::markdown::{entity, is_key};

/// The first block of a page as a header, line by line, where it is one.
pub(super) fn header(block: &Node, page: &str) -> Option<Node> {
    let written = page.get(block.span.clone())?.trim_end();
    let inner = match block.kind {
        Kind::Html => written.strip_prefix("<pre>")?.strip_suffix("</pre>")?,
        Kind::Block => {
            let inner = written.strip_prefix("```")?.strip_suffix("```")?;
            inner.strip_prefix('\n').or_else(|| inner.strip_prefix("\r\n"))?
        }
        _ => return None,
    };
    let start = block.span.start + written.find(inner)?;
    let lines: Vec<Range<usize>> = lines(page, start..start + inner.len());
    let label = |line: &Range<usize>| Some(&page[line.start..line.start + colon(&page[line.clone()])?]);
    let labels: Vec<&str> = lines.iter().filter_map(label).collect();
    // Other code of this form is a sample.
    let is_meant = block.kind == Kind::Html || labels.iter().any(|label| label.eq_ignore_ascii_case("title"));
    let is_header =
        is_meant && labels.len() > 1 && lines.iter().all(|line| is_label_or_more(line, &lines[0], page));
    let text = |span: Range<usize>| {
        let written = &page[span.clone()];
        let is_html = block.kind == Kind::Html && has_markup(written);
        let kind = if is_html { Kind::Html } else { Kind::Text(written.to_owned()) };
        Node { kind, span, below: Vec::new() }
    };
    is_header.then(|| Node {
        kind: Kind::Header,
        span: block.span.clone(),
        below: lines.into_iter().map(text).collect(),
    })
}

/// Whether a line of HTML shows something else than it says: a tag, which an address in angle brackets is not, or an entity.
fn has_markup(line: &str) -> bool {
    let tag = |rest: &str| {
        let inner = rest.split('>').next().unwrap_or_default();
        rest.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/')
            && (inner.contains('=') || !inner.contains(['@', ':']))
    };
    line.split('<').skip(1).any(tag) || line.match_indices('&').any(|(at, _)| entity(&line[at..]).is_some())
}

/// The lines that say something, without the spaces around them.
fn lines(page: &str, inner: Range<usize>) -> Vec<Range<usize>> {
    let mut at = inner.start;
    let lines = page[inner].split_inclusive('\n').map(|line| {
        let start = at + line.len() - line.trim_start().len();
        at += line.len();
        start..start + line.trim().len()
    });
    lines.filter(|line| !line.is_empty()).collect()
}

/// Whether a line starts with a label, or goes on with the value of the line before: further in than the labels.
fn is_label_or_more(line: &Range<usize>, first: &Range<usize>, page: &str) -> bool {
    colon(&page[line.clone()]).is_some() || column(line.start, page) > column(first.start, page)
}

fn column(at: usize, page: &str) -> usize {
    at - page[..at].rfind('\n').map_or(0, |end| end + 1)
}

/// Where the label of a line ends.
pub(super) fn colon(line: &str) -> Option<usize> {
    let at = line.find(':').filter(|at| is_key(&line[..*at]))?;
    let ends = line[at + 1..].is_empty() || line[at + 1..].starts_with([' ', '\t']);
    ends.then_some(at)
}
