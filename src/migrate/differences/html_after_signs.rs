//! Raw HTML after the sign of a quote or an item: what stands below the tags there is text that MkDocs reads, too. It is settled
//! as in other containers, without its signs.

use std::ops::Range;

use super::html_in_containers;
use super::lines::{Changes, PageLines, indent, prefix_length};
use super::lists::Marker;
use super::tags::block_tag;
use crate::source::dialect::opens_container;

/// What stands before the lines in the place of their signs: the inside of a container.
const INSIDE: &str = "    ";

/// Sets tags and text apart; which of the author's lines.
pub(super) fn settle(lines: &mut PageLines) -> Vec<usize> {
    let mut changes = Changes::new();
    let mut changed = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        let (end, first, rest) = block(lines, at);
        let has_tags = (at..end).any(|line| block_tag(inner(lines.get(line), &first, &rest)).is_some());
        if end - at > 1 && has_tags {
            let range = at..end;
            changed.extend(settle_block(lines, &range, (&first, &rest), &mut changes));
        }
        at = end.max(at + 1);
    }
    lines.change(changes);
    changed
}

/// The lines of a quote, or of the paragraph that starts an item, from a line on: their end, and the signs before the first of
/// them and the others. Nothing but the line itself where it starts neither.
fn block(lines: &PageLines, at: usize) -> (usize, String, String) {
    let line = lines.get(at);
    let none = (at + 1, String::new(), String::new());
    if lines.is_code(at) {
        return none;
    }
    let signs = &line[..prefix_length(line)];
    if signs.contains('>') {
        let is_same = |other: usize| {
            let line = lines.get(other);
            !lines.is_code(other) && line.starts_with(signs) && !line[signs.len()..].trim().is_empty()
        };
        let end = (at + 1..lines.len()).find(|other| !is_same(*other)).unwrap_or(lines.len());
        return (end, signs.to_owned(), signs.to_owned());
    }
    let Some(marker) = Marker::of(line).filter(|marker| marker.inside() <= line.len()) else { return none };
    let (first, columns) = (line[..marker.inside()].to_owned(), marker.inside());
    let goes_on = |other: usize| {
        let line = lines.get(other);
        let is_own = indent(line) >= columns && Marker::of(line).is_none() && !opens_container(line.trim());
        !lines.is_code(other) && !line.trim().is_empty() && is_own
    };
    let end = (at + 1..lines.len()).find(|other| !goes_on(*other)).unwrap_or(lines.len());
    (end, first, " ".repeat(columns))
}

/// What follows the signs of a line, of which the first of a block has others.
fn inner<'l>(line: &'l str, first: &str, rest: &str) -> &'l str {
    line.strip_prefix(first).or_else(|| line.strip_prefix(rest)).unwrap_or(line)
}

fn settle_block(
    lines: &PageLines,
    range: &Range<usize>,
    (first, rest): (&str, &str),
    changes: &mut Changes,
) -> Vec<usize> {
    let text: String = range
        .clone()
        .map(|at| format!("{INSIDE}{}\n", inner(lines.get(at), first, rest).trim_end()))
        .collect();
    let numbers: Vec<usize> = range.clone().collect();
    let mut own = PageLines::of(&text, &numbers);
    let changed = html_in_containers::settle(&mut own);
    if !own.is_changed {
        return Vec::new();
    }
    let (text, origins) = own.into_parts();
    let mut now: Vec<Vec<String>> = vec![Vec::new(); range.len()];
    for (nth, (line, origin)) in text.lines().zip(origins).enumerate() {
        let signs = if nth == 0 { first } else { rest };
        let bare = line.strip_prefix(INSIDE).unwrap_or_else(|| line.trim_start());
        let place = origin.clamp(range.start, range.end - 1) - range.start;
        now[place].push(format!("{signs}{bare}").trim_end().to_owned());
    }
    changes.extend(range.clone().zip(now));
    changed.into_iter().map(|at| lines.origin(at)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_after_signs_stand_apart() {
        for (text, now) in [
            ("> <h3>v</h3>\n> _n_\n> x\n", "> <h3>v</h3>\n>\n> _n_\n> x\n"),
            ("- <h3>v</h3>\n  *n*\n- b\n", "- <h3>v</h3>\n\n  *n*\n- b\n"),
            ("    > <p align=a>x</p> `y`\n", "    > <p align=a>x</p> `y`\n"),
            ("> a\n> <div>\n> **b**\n> </div>\n", "> a\n> <div>\n>\n> **b**\n> </div>\n"),
            ("> <div>x</div>\n> plain\n", "> <div>x</div>\n> plain\n"),
            ("> <b>x</b>\n> *y*\n", "> <b>x</b>\n> *y*\n"),
        ] {
            let mut lines = PageLines::of(text, &[]);
            settle(&mut lines);
            assert_eq!(lines.into_parts().0, now, "{text}");
        }
    }
}
