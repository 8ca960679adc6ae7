//! `Key: value` in a line of text, in the ways in which people write it.

use std::ops::Range;

use super::header::colon;
use super::line::{Line, SEPARATORS};
use super::node::{Kind, Node, text_of};

/// A label and what follows it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Labelled<'n> {
    /// As written, without its colon.
    pub(super) label: String,
    /// From the label to the end of the value.
    pub(super) span: Range<usize>,
    /// The value: a line, or the items of a list below the label.
    pub(super) lines: Vec<Line<'n>>,
    /// Whether it is a property, as Logseq and Dataview write them: `status:: accepted`. No prose has two colons.
    pub(super) is_property: bool,
}

/// What an item says, if it starts with a label: `Status: x`, `**Status**: x`, `**Status:** x`, or a label
/// with a list below it.
pub(super) fn of_item<'n>(item: &'n Node, text: &str) -> Option<Labelled<'n>> {
    let label = one(item.inlines(), text, true)?;
    match item.blocks_behind() {
        [] => Some(label),
        [list] if list.kind == Kind::List && label.is_empty() => {
            let is_flat = list.below.iter().all(|item| !item.holds_blocks());
            let lines = list.below.iter().map(|item| Line::of(item.inlines())).collect();
            is_flat.then_some(Labelled { lines, span: label.span.start..list.span.end, ..label })
        }
        _ => None,
    }
}

/// What a line says, if it starts with a label, in bold or not.
pub(super) fn of_plain_line<'n>(line: &'n [Node], text: &str) -> Option<Labelled<'n>> {
    one(line, text, true)
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

/// The labels of a header; a line without one goes on with the value of the label before it.
pub(super) fn of_header<'n>(header: &'n Node, text: &str) -> Vec<Labelled<'n>> {
    let mut labels: Vec<Labelled<'n>> = Vec::new();
    for (at, line) in header.below.iter().enumerate() {
        let written = &text[line.span.clone()];
        let (label, value) = match colon(written) {
            Some(at) => (Some(written[..at].trim_end().to_owned()), written[at + 1..].trim_start()),
            None => (None, written),
        };
        let value = Line::within(&header.below[at..=at], line.span.end - value.len()..line.span.end);
        match (label, labels.last_mut()) {
            (Some(label), _) => {
                let span = line.span.clone();
                labels.push(Labelled { label, span, lines: vec![value], is_property: true });
            }
            (None, Some(last)) => {
                last.span.end = line.span.end;
                last.lines.retain(|line| !line.span.is_empty());
                last.lines.push(value);
            }
            (None, None) => {}
        }
    }
    labels
}

/// What is in a cell or a definition, for the label of another one.
pub(super) fn of_two<'n>(label: &Node, value: &'n Node, span: Range<usize>) -> Labelled<'n> {
    let label = label.text().trim_end_matches(':').trim().to_owned();
    Labelled { label, span, lines: vec![Line::of(value.inlines())], is_property: false }
}

impl Labelled<'_> {
    /// Whether nothing follows the label.
    fn is_empty(&self) -> bool {
        self.lines.iter().all(|line| line.span.is_empty())
    }
}

fn one<'n>(nodes: &'n [Node], text: &str, is_plain_allowed: bool) -> Option<Labelled<'n>> {
    let (first, last) = (nodes.first()?, nodes.last()?);
    let mut is_property = false;
    let (label, from) = match &first.kind {
        Kind::Strong | Kind::Emphasis => {
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
            let colon = written.find(':')?;
            is_property = written[colon + 1..].starts_with(':');
            let end = colon + 1 + usize::from(is_property);
            (written[end..].starts_with(' ') || end == written.len()).then_some(())?;
            (written[..colon].to_owned(), first.span.start + end)
        }
        _ => return None,
    };
    let label = label.trim().to_owned();
    let is_label = !label.is_empty() && label.len() <= 40 && !label.contains(['.', '!', '?', '`']);
    let written = text.get(from..last.span.end)?;
    let start = from + written.len() - written.trim_start().len();
    let end = from + written.trim_end().trim_end_matches(SEPARATORS).trim_end().len();
    let value = start..end.max(start);
    is_label.then(|| Labelled {
        label,
        span: first.span.start..value.end,
        lines: vec![Line::within(nodes, value)],
        is_property,
    })
}
