//! The last paragraphs of a page.

use std::ops::Range;

use super::Candidate;
use super::labels::paragraph;
use crate::from_text::node::{Kind, Node};
use crate::from_text::value::Values;

/// The last paragraphs, if they are nothing but labels; the rule before them goes with them.
pub(super) fn find(reader: &Values<'_>, blocks: &[Node], found: &mut Vec<Candidate>) {
    let mut in_tail: Vec<Candidate> = Vec::new();
    let mut rest = blocks;
    while let Some((last, before)) = rest.split_last() {
        let (mut here, mut strangers) = (Vec::new(), Vec::new());
        let is_known = |span: &Range<usize>| {
            found.iter().any(|known| known.span.start >= span.start && known.span.end <= span.end)
        };
        if last.kind != Kind::Paragraph
            || is_known(&last.span)
            || !paragraph(reader, last, &mut here, &mut strangers)
            || here.is_empty()
        {
            break;
        }
        here.extend(strangers.into_iter().map(Candidate::in_passing));
        in_tail.splice(0..0, here);
        rest = before;
    }
    if let Some(rule) = rest.last().filter(|block| block.kind == Kind::Rule)
        && in_tail.iter().all(Candidate::goes)
        && let Some(first) = in_tail.first_mut()
    {
        first.removes.push(rule.span.clone());
    }
    found.append(&mut in_tail);
}
