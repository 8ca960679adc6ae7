//! Boxes and tabs after one to three spaces: MkDocs shows their signs, and what is indented by four columns is no part of
//! them in the book, unless they stand at the edge.

use super::Note;
use super::lines::{PageLines, indent};
use super::lists::{INSIDE, Marker};
use crate::migrate::ledger::Fate;
use crate::source::dialect::opens_container;

/// Their name in the report, and what it says of them.
const KIND: &str = "boxes after spaces";
const SAID: &str = "a box or a tab in the book; MkDocs shows its signs: it wants it at the edge, or four columns into an item";

/// What a line of a quote holds.
fn in_quote(line: &str) -> Option<&str> {
    let inner = line.trim_start().strip_prefix('>')?;
    let inner = inner.strip_prefix(' ').unwrap_or(inner);
    Some(in_quote(inner).unwrap_or(inner))
}

/// Moves such openers to the edge, and names those in items: MkDocs wants four columns there, or as many as `sane` says.
pub(super) fn settle(lines: &mut PageLines, body: usize, sane: Option<usize>, note: &mut Note<'_>) {
    // Where the last item starts, and its inside, until text at the edge follows a blank line.
    let mut item: Option<(usize, usize)> = None;
    let (mut after_blank, mut in_comment) = (true, false);
    for at in body..lines.len() {
        let line = lines.flat(at).into_owned();
        if line.trim().is_empty() {
            after_blank = true;
            continue;
        }
        let starts_in_comment = in_comment;
        in_comment = is_comment_open(&line, in_comment);
        if lines.is_code(at) || starts_in_comment {
            after_blank = false;
            continue;
        }
        let own = indent(&line);
        let shifted = in_quote(&line).filter(|inner| (1..INSIDE).contains(&indent(inner)));
        if shifted.is_some_and(|inner| opens_container(inner.trim_start())) {
            note(lines.origin(at), KIND, Fate::Converted, SAID);
        }
        match Marker::of(&line) {
            Some(marker) => item = Some((marker.column(), marker.inside())),
            None if own == 0 && after_blank => item = None,
            None => {}
        }
        let inside = item.filter(|(_, inside)| own >= *inside || !after_blank);
        let is_read = match (inside, sane) {
            (Some((column, _)), Some(columns)) => {
                after_blank && own.is_multiple_of(columns) && own <= column + columns
            }
            _ => own.is_multiple_of(INSIDE),
        };
        if opens_container(&line[own..]) && !is_read {
            if own < INSIDE && inside.is_none() && is_inside_near(lines, at, own) {
                lines.set(at, &line[own..]);
            }
            note(lines.origin(at), KIND, Fate::Converted, SAID);
        }
        after_blank = false;
    }
}

/// Whether what stands below an opener is too near to be its inside, as long as it is not moved. Otherwise it stays with what
/// is in it: that would be further in, and its code would change.
fn is_inside_near(lines: &PageLines, at: usize, own: usize) -> bool {
    let mut below = (at + 1..lines.len()).map(|at| lines.flat(at)).filter(|line| !line.trim().is_empty());
    below.next().is_some_and(|line| indent(&line) < own + INSIDE)
}

/// Whether a comment is open after a line, as it may have been before it.
fn is_comment_open(line: &str, was_open: bool) -> bool {
    match (line.rfind("<!--"), line.rfind("-->")) {
        (Some(start), Some(end)) => start > end,
        (start, end) => start.is_some() || was_open && end.is_none(),
    }
}
