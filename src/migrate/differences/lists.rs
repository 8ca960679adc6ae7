//! Items and definitions whose inside CommonMark takes to start further in than MkDocs does.

use super::lines::{Changes, PageLines, indent};
use crate::migrate::read::Read;

/// Columns of the inside of an item, and of a definition.
pub(super) const INSIDE: usize = 4;

/// The parts of a line that starts an item: columns before its sign, the sign, spaces after it.
pub(in crate::migrate) struct Marker {
    indent: usize,
    sign: usize,
    spaces: usize,
}

impl Marker {
    pub(in crate::migrate) fn of(line: &str) -> Option<Self> {
        let indent = indent(line);
        let rest = &line[indent..];
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let sign = match digits {
            0 => usize::from(rest.starts_with(['-', '*', '+'])),
            1..=9 if rest[digits..].starts_with('.') => digits + 1,
            _ => 0,
        };
        let spaces = rest[sign..].len() - rest[sign..].trim_start_matches(' ').len();
        (sign > 0 && spaces > 0 && spaces < rest[sign..].len()).then_some(Self { indent, sign, spaces })
    }

    /// The column of the sign.
    pub(super) fn column(&self) -> usize {
        self.indent
    }

    /// The column of the container that the item stands in.
    pub(super) fn base(&self) -> usize {
        self.indent - self.indent % INSIDE
    }

    /// Where CommonMark takes the inside to start.
    pub(super) fn inside(&self) -> usize {
        self.indent + self.sign + self.spaces
    }
}

/// Brings the signs of items so far to the left that what is indented by four columns stands in them; the lines that
/// changed.
pub(super) fn settle(lines: &mut PageLines) -> Vec<usize> {
    let mut changed = Vec::new();
    for at in 0..lines.len() {
        let line = lines.flat(at).into_owned();
        let Some(marker) = Marker::of(&line).filter(|_| !lines.is_code(at)) else { continue };
        let (base, inside) = (marker.base(), marker.inside());
        if inside <= base + INSIDE || marker.spaces > INSIDE || !holds_less(lines, at, base + INSIDE, inside)
        {
            continue;
        }
        let spaces = INSIDE.saturating_sub(marker.sign).max(1);
        let (sign, text) = (&line[marker.indent..marker.indent + marker.sign], &line[inside..]);
        lines.set(at, &format!("{}{sign}{}{text}", " ".repeat(base), " ".repeat(spaces)));
        changed.push(lines.origin(at));
    }
    changed
}

/// Whether a line after a blank one, in the item at `at`, is indented by `wanted` columns or more, and by less than
/// `inside`.
fn holds_less(lines: &PageLines, at: usize, wanted: usize, inside: usize) -> bool {
    let mut after_blank = false;
    for next in at + 1..lines.len() {
        let line = &*lines.flat(next);
        if line.trim().is_empty() {
            after_blank = true;
            continue;
        }
        let indent = indent(line);
        if indent < wanted && after_blank {
            return false;
        }
        // Another item of the list, as far in as this one.
        if indent < wanted && Marker::of(line).is_some() {
            return false;
        }
        if after_blank && (wanted..inside).contains(&indent) {
            return true;
        }
        after_blank = false;
    }
    false
}

/// An item of a block of lines: its level as its author wrote it, its column, and where its inside starts now.
struct Open {
    base: usize,
    column: usize,
    inside: usize,
    has_number: bool,
    is_moved: bool,
}

/// An item directly below text that stands four columns or more further in than CommonMark allows is text to it. It is an
/// item to MkDocs, if the item that it stands in is one level of four columns higher. The lines that changed.
pub(super) fn deep_items(lines: &mut PageLines, read: &Read) -> Vec<usize> {
    let mut changed = Vec::new();
    let mut changes = Changes::new();
    // Each further in than the one before: a later item closes those that are not further out.
    let mut block: Vec<Open> = Vec::new();
    for at in 0..lines.len() {
        let line = &*lines.flat(at);
        if line.trim().is_empty() {
            block.clear();
        }
        let Some(marker) = Marker::of(line).filter(|_| !lines.is_code(at)) else { continue };
        let base = marker.base();
        let depth = block.partition_point(|item| item.base < base);
        let around = block[..depth].last();
        let sibling = block.get(depth).filter(|item| item.base == base);
        let is_text = read.leaf_around(lines.sign_of(at)).is_some();
        let is_item = sibling.is_some() || around.is_some_and(|around| around.base + INSIDE == base);
        if is_text && !is_item {
            continue;
        }
        let is_moved = is_text || sibling.is_some_and(|item| item.is_moved);
        let column = match (sibling, around) {
            _ if !is_moved => marker.indent,
            (Some(sibling), _) => sibling.column,
            (None, around) => around.map_or(base, |around| base.max(around.inside)),
        };
        let has_number = marker.sign > 1;
        if is_moved {
            let mut now = vec![format!("{}{}", " ".repeat(column), &line[marker.indent..])];
            // Below text, CommonMark takes no number but one for the start of a list.
            let starts_list = sibling.is_none_or(|item| item.has_number != has_number);
            if has_number && starts_list && !line[marker.indent..].starts_with("1.") {
                now.insert(0, String::new());
            }
            changed.push(lines.origin(at));
            changes.insert(at, now);
        }
        let inside = column + marker.inside() - marker.indent;
        block.truncate(depth);
        block.push(Open { base, column, inside, has_number, is_moved });
    }
    lines.change(changes);
    changed
}

/// How many lines above a number its list is looked for.
const FARTHEST: usize = 200;

/// A number other than one below text is text to CommonMark; in a block that has an item already it is an item to MkDocs,
/// as where code has ended the list to one of them only. A blank line makes it one. The lines that changed.
pub(super) fn numbers_below_text(lines: &mut PageLines, read: &Read) -> Vec<usize> {
    let mut changed = Vec::new();
    let mut changes = Changes::new();
    // Those that follow in the same text are items of the same list.
    let mut done = 0;
    for at in 1..lines.len() {
        let line = &*lines.flat(at);
        let Some(marker) = Marker::of(line).filter(|marker| marker.sign > 1 && !lines.is_code(at)) else {
            continue;
        };
        let start = lines.sign_of(at);
        let text = read.leaf_around(start).filter(|leaf| done <= leaf.start);
        if let Some(text) = text.filter(|text| has_item_above(lines, at, marker.indent, text.start)) {
            done = text.end;
            changes.insert(at, vec![String::new(), line.to_owned()]);
            changed.push(lines.origin(at));
        }
    }
    lines.change(changes);
    changed
}

/// Whether an item stands as far in as this, above a line and in its block. What stands in the `text` of that line is no
/// item.
fn has_item_above(lines: &PageLines, at: usize, column: usize, text: usize) -> bool {
    let above = (at.saturating_sub(FARTHEST)..at).rev().filter(|at| !lines.is_code(*at));
    let is_in_block = |at: &usize| !lines.get(*at).trim().is_empty() && indent(&lines.flat(*at)) >= column;
    let is_item = |at: usize| Marker::of(&lines.flat(at)).is_some_and(|marker| marker.indent == column);
    above.take_while(is_in_block).any(|at| is_item(at) && lines.sign_of(at) < text)
}

/// A comment that stands where a term of a definition does is a term to MkDocs: a sign of no width before it makes it a
/// text to CommonMark. The lines that changed.
pub(super) fn comments_as_terms(lines: &mut PageLines) -> Vec<usize> {
    let mut changed = Vec::new();
    for at in 0..lines.len() {
        let line = lines.get(at);
        let is_comment = line.starts_with("<!--") && line.trim_end().ends_with("-->");
        if !is_comment || lines.is_code(at) {
            continue;
        }
        let below = (at + 1..lines.len()).map(|at| lines.get(at)).find(|line| !line.trim().is_empty());
        if below.is_some_and(|line| line.starts_with(":   ")) {
            let term = format!("&#8203;{line}");
            lines.set(at, &term);
            changed.push(lines.origin(at));
        }
    }
    changed
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settled(text: &str) -> String {
        let mut lines = PageLines::of(text, &[]);
        settle(&mut lines);
        comments_as_terms(&mut lines);
        lines.into_parts().0
    }

    #[test]
    fn what_is_indented_by_four_columns_is_in_the_item() {
        for (text, now) in [
            ("  2.  text\n      more\n\n    ```\n", "2.  text\n      more\n\n    ```\n"),
            ("-     text\n\n    more\n", "-     text\n\n    more\n"),
            (" -   text\n\n    more\n", "-   text\n\n    more\n"),
            ("100. text\n\n    more\n", "100. text\n\n    more\n"),
            ("- text\n\n    more\n", "- text\n\n    more\n"),
            ("    -   a\n\n        b\n", "    -   a\n\n        b\n"),
            ("     -   a\n\n        b\n", "    -   a\n\n        b\n"),
            ("<!-- x -->\n\n:   y\n", "&#8203;<!-- x -->\n\n:   y\n"),
            ("<!-- x -->\n\ny\n", "<!-- x -->\n\ny\n"),
        ] {
            assert_eq!(settled(text), now, "{text}");
        }
    }
}
