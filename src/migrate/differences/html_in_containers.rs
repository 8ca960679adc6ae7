//! Raw HTML in boxes, tabs and items. To MkDocs, tags there stand in a text that it reads; to CommonMark they start raw
//! HTML up to the next blank line. So tags and Markdown get lines of their own, with blank lines between.

use super::lines::{Changes, PageLines, indent};
use super::lists::Marker;
use super::tags::{block_tag, closes, has_signs, is_markdown, opened, parts, split};
use crate::source::dialect::opens_container;

/// The columns from which a line stands in a container.
const INSIDE: usize = 4;

/// Sets tags and text apart; which of the author's lines.
pub(super) fn settle(lines: &mut PageLines) -> Vec<usize> {
    let mut settling = Settling { lines, changes: Changes::new(), changed: Vec::new() };
    // Where the inside of the container starts that the line is in, as far as its paragraph tells.
    let mut inside: Option<usize> = None;
    let mut at = 0;
    while at < lines.len() {
        let line = lines.get(at);
        if line.trim().is_empty() || lines.is_code(at) {
            inside = None;
            at += 1;
            continue;
        }
        let indent = indent(line);
        let base = inside.map_or(indent, |inside| inside.min(indent));
        // What is indented further is a part of the text above.
        let is_near = indent < base + INSIDE;
        inside = Some(base);
        if is_near && indent >= INSIDE && block_tag(&line[indent..]).is_some() {
            at = settling.html(at, base);
            continue;
        }
        if is_near {
            inside = content(line).or(inside);
        }
        at += 1;
    }
    let Settling { changes, changed, .. } = settling;
    lines.change(changes);
    changed
}

/// The column where the inside of the box, the tab or the item starts that a line opens.
fn content(line: &str) -> Option<usize> {
    let indent = indent(line);
    match opens_container(&line[indent..]) {
        true => Some(indent + INSIDE),
        false => Marker::of(line).map(|marker| marker.inside()),
    }
}

/// Raw HTML while its lines are settled.
struct Settling<'l> {
    lines: &'l PageLines,
    changes: Changes,
    changed: Vec<usize>,
}

/// What the line above was.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Above {
    /// Tags, or text that is set apart from what follows.
    Tags { is_split: bool },
    /// Text that started so many columns further in than the HTML.
    Text(usize),
    /// The inside of `<pre>`, `<script>` and the like, which keeps its lines.
    Kept(&'static str),
}

impl Settling<'_> {
    /// Settles the HTML that starts at a line of a container, whose inside starts at `base`; the line after it.
    fn html(&mut self, first: usize, base: usize) -> usize {
        let lines = self.lines;
        let pad = indent(lines.get(first));
        let mut above = Above::Tags { is_split: false };
        // After a blank line, what is indented further would be code.
        let mut is_apart = false;
        for at in first..lines.len() {
            let line = lines.get(at).trim_end();
            let rest = line.trim_start_matches(' ');
            let indent = line.len() - rest.len();
            if let Above::Kept(name) = above {
                if closes(rest, name) {
                    above = Above::Tags { is_split: false };
                } else if !rest.is_empty() && indent < base {
                    return at;
                }
                continue;
            }
            if rest.is_empty() || lines.is_code(at) || (at > first && indent < base) {
                return at;
            }
            if opens_container(rest) {
                self.set(at, vec![String::new(), line.to_owned()]);
                return at;
            }
            let more = indent.saturating_sub(pad);
            let parts = parts(rest);
            if let (None, Some(name)) = (parts, opened(rest)) {
                above = Above::Kept(name);
                self.text(at, if is_apart { more } else { 0 }, false);
                continue;
            }
            match parts {
                Some(parts) if is_markdown(parts[0]) => {
                    return self.rest(at, if is_apart { more } else { 0 });
                }
                Some(parts) => {
                    let parts = split(rest, parts);
                    let is_split = parts.len() > 1;
                    is_apart |= is_split;
                    let ends_in_text = parts.len() == 2 && !parts[1].starts_with("</");
                    above = match opened(rest) {
                        Some(name) => Above::Kept(name),
                        None if ends_in_text => Above::Text(more),
                        None => Above::Tags { is_split },
                    };
                    self.tags(at, parts, if is_apart { pad.min(indent) } else { indent });
                }
                None => {
                    let (columns, starts) = match above {
                        Above::Text(columns) => (columns, false),
                        Above::Tags { is_split } => (more, is_split || self.has_signs(at)),
                        Above::Kept(_) => (0, false),
                    };
                    is_apart |= starts;
                    above = Above::Text(columns);
                    let columns = if is_apart { columns.min(more) } else { 0 };
                    self.text(at, columns, starts);
                }
            }
        }
        lines.len()
    }

    /// Moves all lines up to the next blank one to the left.
    fn rest(&mut self, from: usize, columns: usize) -> usize {
        let ends = |at: &usize| self.lines.get(*at).trim().is_empty() || self.lines.is_code(*at);
        let end = (from..self.lines.len()).find(ends).unwrap_or(self.lines.len());
        for at in from..end {
            self.text(at, columns.min(indent(self.lines.get(at))), false);
        }
        end
    }

    /// Gives a line of tags its parts, each apart.
    fn tags(&mut self, at: usize, parts: Vec<String>, columns: usize) {
        let pad = " ".repeat(columns);
        let apart = parts.len() > 1;
        let now: Vec<String> = parts.into_iter().map(|part| format!("{pad}{part}")).collect();
        if apart {
            self.changed.push(self.lines.origin(at));
        }
        let mut spaced = Vec::with_capacity(2 * now.len());
        for part in now {
            if !spaced.is_empty() {
                spaced.push(String::new());
            }
            spaced.push(part);
        }
        self.set(at, spaced);
    }

    /// Moves a line of text to the left, after a blank line if it `starts` a text.
    fn text(&mut self, at: usize, columns: usize, starts: bool) {
        let own = self.lines.get(at)[columns..].to_owned();
        if starts {
            self.changed.push(self.lines.origin(at.saturating_sub(1)));
        }
        self.set(at, if starts { vec![String::new(), own] } else { vec![own] });
    }

    fn set(&mut self, at: usize, now: Vec<String>) {
        if now.len() != 1 || now[0] != self.lines.get(at).trim_end() {
            self.changes.insert(at, now);
        }
    }

    /// Whether the text that starts at a line, up to the next tag of a block, has signs of Markdown.
    fn has_signs(&self, from: usize) -> bool {
        let text = (from..self.lines.len()).map(|at| (at, self.lines.get(at).trim_start_matches(' ')));
        text.take_while(|(at, rest)| {
            let is_text = !rest.trim().is_empty() && !self.lines.is_code(*at) && !opens_container(rest);
            is_text && block_tag(rest).is_none()
        })
        .any(|(_, rest)| has_signs(rest))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_and_text_stand_apart() {
        for (text, now) in [
            ("    <center>\n    *x*\n    </center>\n", "    <center>\n\n    *x*\n    </center>\n"),
            ("    <div>*x* y</div>\n    z\n", "    <div>\n\n    *x* y\n\n    </div>\n\n    z\n"),
            ("    <div><p>`x`\n", "    <div><p>\n\n    `x`\n"),
            ("    <p align=a>*x*</p>\n", "    <div align=a>\n\n    *x*\n\n    </div>\n"),
            ("    <div>x</div>\n", "    <div>x</div>\n"),
            ("    <p>x</p> y *z*\n", "    <p>x</p>\n\n    y *z*\n"),
            ("    <p>*x*</p> y <p>z</p>\n", "    <div>\n\n    *x*\n\n    </div>\n\n    y <p>z</p>\n"),
            ("    <tr>\n    <td>x</td>\n    </tr>\n", "    <tr>\n    <td>x</td>\n    </tr>\n"),
            ("    <div markdown>\n    *x*\n", "    <div markdown>\n    *x*\n"),
            ("    <pre>*x*\n    y</pre>\n", "    <pre>*x*\n    y</pre>\n"),
            ("    <b>\n    *x*</b>\n", "    <b>\n    *x*</b>\n"),
            ("<div>\n*x*\n</div>\n", "<div>\n*x*\n</div>\n"),
        ] {
            let mut lines = PageLines::of(text, &[]);
            settle(&mut lines);
            assert_eq!(lines.into_parts().0, now, "{text}");
        }
    }
}
