//! Boxes and tabs after one to three spaces: MkDocs shows their signs, and what is indented by four columns is no part of
//! them in the book, unless they stand at the edge.

use super::Note;
use super::lines::{PageLines, indent};
use super::lists::{INSIDE, Marker};
use crate::migrate::ledger::Fate;
use crate::source::dialect::opens_container;

/// Moves such openers to the edge, and names those in items: MkDocs wants four columns there, or as many as `sane` says.
pub(super) fn settle(lines: &mut PageLines, body: usize, sane: Option<usize>, note: &mut Note<'_>) {
    // Where the inside of the last item starts, until text at the edge follows a blank line.
    let mut item: Option<usize> = None;
    let mut after_blank = true;
    for at in body..lines.len() {
        let line = lines.flat(at).into_owned();
        if line.trim().is_empty() {
            after_blank = true;
            continue;
        }
        if lines.is_code(at) {
            after_blank = false;
            continue;
        }
        let own = indent(&line);
        match Marker::of(&line) {
            Some(marker) => item = Some(marker.inside()),
            None if own == 0 && after_blank => item = None,
            None => {}
        }
        let is_inside = item.is_some_and(|inside| own >= inside || !after_blank);
        let is_read = is_inside && sane.is_some_and(|columns| own.is_multiple_of(columns)) && after_blank;
        if !own.is_multiple_of(INSIDE) && opens_container(&line[own..]) && !is_read {
            if own < INSIDE && !is_inside {
                lines.set(at, &line[own..]);
            }
            let text = "a box or a tab in the book; MkDocs shows its signs: it wants it at the edge, or four columns into an item";
            note(lines.origin(at), "boxes after spaces", Fate::Converted, text);
        }
        after_blank = false;
    }
}
