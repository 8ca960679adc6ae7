//! `Key: value` in a line of text, in the ways in which people write it.

use std::ops::Range;

use super::blocks::{Kind, Node, text_of};

/// A label and what stands behind it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Labelled<'n> {
    /// As written, without its colon.
    pub(super) label: String,
    /// From the label to the end of the value.
    pub(super) span: Range<usize>,
    /// The bytes of the value.
    pub(super) value: Range<usize>,
    /// The nodes of the value; the first may begin before it.
    pub(super) nodes: &'n [Node],
}

/// Signs between labels of one line, and between values of one label.
pub(super) const SEPARATORS: &[char] = &['|', '•', '·', ';', ','];

/// What an item says, if it starts with a label: `Status: x`, `**Status**: x` or `**Status:** x`.
pub(super) fn of_item<'n>(item: &'n Node, text: &str) -> Option<Labelled<'n>> {
    if item.holds_blocks() {
        return None;
    }
    one(item.inlines(), text, true)
}

/// What a paragraph of one line says, if it starts with a label.
pub(super) fn of_plain_line<'n>(paragraph: &'n Node, text: &str) -> Option<Labelled<'n>> {
    let is_line = !paragraph.below.iter().any(|node| node.kind == Kind::Break);
    if is_line { one(&paragraph.below, text, true) } else { None }
}

/// The labels of a paragraph, line by line; `None` if a line of it has none. Labels in bold only:
/// `Note: this is prose` is prose.
pub(super) fn of_paragraph<'n>(paragraph: &'n Node, text: &str) -> Option<Vec<Vec<Labelled<'n>>>> {
    let lines = paragraph.below.split(|node| node.kind == Kind::Break);
    lines.map(|line| of_line(line, text)).collect()
}

fn of_line<'n>(line: &'n [Node], text: &str) -> Option<Vec<Labelled<'n>>> {
    let mut starts: Vec<usize> = vec![0];
    for at in 1..line.len() {
        let before = text[..line[at].span.start].trim_end();
        if line[at].kind == Kind::Strong
            && before.ends_with(SEPARATORS)
            && one(&line[at..], text, false).is_some()
        {
            starts.push(at);
        }
    }
    let ends = starts.iter().skip(1).copied().chain([line.len()]);
    starts.iter().zip(ends).map(|(start, end)| one(&line[*start..end], text, false)).collect()
}

fn one<'n>(nodes: &'n [Node], text: &str, is_plain_allowed: bool) -> Option<Labelled<'n>> {
    let (first, last) = (nodes.first()?, nodes.last()?);
    let (label, from) = match &first.kind {
        Kind::Strong => {
            let inside = text_of(&first.below);
            match inside.trim_end().strip_suffix(':') {
                Some(label) => (label.to_owned(), first.span.end),
                None => {
                    let behind = &text[first.span.end..last.span.end];
                    let spaces = behind.len() - behind.trim_start().len();
                    let is_colon = behind.trim_start().starts_with(':');
                    (inside, is_colon.then_some(first.span.end + spaces + 1)?)
                }
            }
        }
        Kind::Text(_) if is_plain_allowed => {
            let written = &text[first.span.clone()];
            let colon = written
                .find(':')
                .filter(|at| written[at + 1..].starts_with(' ') || at + 1 == written.len())?;
            (written[..colon].to_owned(), first.span.start + colon + 1)
        }
        _ => return None,
    };
    let label = label.trim().to_owned();
    let is_label = !label.is_empty() && label.len() <= 40 && !label.contains(['.', '!', '?', '`']);
    let written = text.get(from..last.span.end)?;
    let start = from + written.len() - written.trim_start().len();
    let end = from + written.trim_end().trim_end_matches(SEPARATORS).trim_end().len();
    let from = nodes.iter().position(|node| node.span.end > start).unwrap_or(nodes.len());
    is_label.then(|| Labelled {
        label,
        span: first.span.start..end.max(start),
        value: start..end.max(start),
        nodes: &nodes[from..],
    })
}

/// One of several values: `[Text](address)`, or a text between separators.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Value {
    /// The text that readers see.
    pub(super) text: String,
    /// Where its link leads.
    pub(super) link: Option<String>,
    /// What the author says behind it, in Markdown.
    pub(super) note: Option<String>,
    /// Its bytes.
    pub(super) span: Range<usize>,
}

/// The values in `span`, which `nodes` stand in.
pub(super) fn values(nodes: &[Node], span: &Range<usize>, text: &str) -> Vec<Value> {
    let mut values = vec![Value { span: span.start..span.start, ..Value::default() }];
    for node in nodes {
        match &node.kind {
            Kind::Text(_) => {
                let written = &text[node.span.start.max(span.start)
                    ..node.span.end.min(span.end).max(node.span.start.max(span.start))];
                let mut at = node.span.start.max(span.start);
                for (nth, piece) in written.split(SEPARATORS).enumerate() {
                    if nth > 0 {
                        values.push(Value { span: at..at, ..Value::default() });
                    }
                    add(&mut values, &unescaped(piece), None, at..at + piece.len());
                    at += piece.len() + 1;
                }
            }
            Kind::Link(address) => add(&mut values, &node.text(), Some(address), node.span.clone()),
            Kind::Break => add(&mut values, " ", None, node.span.clone()),
            _ => add(&mut values, &text_of(std::slice::from_ref(node)), None, node.span.clone()),
        }
    }
    values.iter_mut().for_each(|value| value.text = crate::page::squeeze(&value.text));
    values.retain(|value| !value.text.is_empty());
    values
}

fn unescaped(written: &str) -> String {
    written.replace('\\', "")
}

fn add(values: &mut [Value], text: &str, link: Option<&String>, span: Range<usize>) {
    let Some(value) = values.last_mut() else { return };
    value.text.push_str(text);
    value.link = value.link.take().or(link.cloned());
    value.span.end = span.end.max(value.span.end);
}
