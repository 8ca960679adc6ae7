//! The indent of pretty-printed HTML, which would make code of the Markdown in a box.

use std::ops::Range;

use crate::text::Edit;

/// What is in a raw `<div>` that becomes a box.
#[derive(Debug)]
pub(super) struct Inside {
    /// The bytes between its title and its end.
    pub(super) span: Range<usize>,
    /// The indent of the box itself.
    pub(super) indent: usize,
}

/// The spaces that go from the start of lines.
#[derive(Debug)]
pub(super) struct Dedent {
    /// Takes them away.
    pub(super) edits: Vec<Edit>,
    /// For each box how many go before the lines around it; `None` where it stands in no other.
    pub(super) around: Vec<Option<usize>>,
}

/// A box that the lines in it are read in.
struct Open {
    end: usize,
    /// How many spaces go from its lines, those that go around it included.
    spaces: usize,
}

/// Takes as many spaces from the lines in boxes as bring their first line under the box itself, where that line would be
/// code. `boxes` are in the order of the page; one may stand in another.
pub(super) fn dedent(text: &str, boxes: &[Inside]) -> Dedent {
    let mut found = Dedent { edits: Vec::new(), around: Vec::with_capacity(boxes.len()) };
    let mut open: Vec<Open> = Vec::new();
    let mut next = 0;
    let start = boxes.first().map_or(text.len(), |inside| inside.span.start);
    for line in memchr::memchr_iter(b'\n', &text.as_bytes()[start..]).map(|at| start + at + 1) {
        while let Some(inside) = boxes.get(next).filter(|inside| inside.span.start <= line) {
            close_before(&mut open, inside.span.start);
            let around = open.last().map(|open| open.spaces);
            let spaces = around.unwrap_or_default();
            open.push(Open { end: inside.span.end, spaces: spaces + deeper(text, inside, spaces) });
            found.around.push(around);
            next += 1;
        }
        close_before(&mut open, line);
        let Some(open) = open.last() else { continue };
        let spaces = indent(&text[line..open.end]).min(open.spaces);
        if spaces > 0 {
            found.edits.push(Edit::delete(line..line + spaces));
        }
    }
    found.around.resize(boxes.len(), None);
    found
}

fn close_before(open: &mut Vec<Open>, at: usize) {
    while open.last().is_some_and(|open| open.end <= at) {
        open.pop();
    }
}

/// How many spaces go from the lines of a box, beyond those that go around it.
fn deeper(text: &str, inside: &Inside, around: usize) -> usize {
    let lines = text[inside.span.clone()].split('\n').skip(1);
    let first =
        lines.map(|line| (indent(line), line)).find(|(indent, line)| line.len() > *indent && line != &"\r");
    let first = first.map_or(0, |(indent, _)| indent);
    if first < around + 4 { 0 } else { first.saturating_sub(inside.indent.max(around)) }
}

fn indent(line: &str) -> usize {
    line.bytes().take_while(|byte| *byte == b' ').count()
}
