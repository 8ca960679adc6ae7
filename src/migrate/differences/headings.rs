//! Headings that only one of both reads.

use std::ops::Range;

use super::Note;
use super::lines::{PageLines, code_length, indent};
use crate::migrate::ledger::Fate;
use crate::migrate::read::Read;
use crate::migrate::tree::SitePage;
use crate::source::dialect::attributes;

/// `#Heading` is one without a space, unless the site `is_sane`.
pub(super) fn headings(lines: &mut PageLines, read: &Read, is_sane: bool, note: &mut Note<'_>) {
    let body = lines.line_of(read.front_matter);
    let elements = Elements::of(read);
    for at in body..lines.len() {
        let line = lines.get(at);
        let level = line.bytes().take_while(|b| *b == b'#').count();
        if (1..=6).contains(&level) && ends_in_sign(&line[level..]) && !read.in_code(lines.start_of(at)) {
            let text = "the book shows the sign at the end; MkDocs drops it";
            note(lines.origin(at), "headings that end in a sign", Fate::Converted, text);
        }
        if level > 0 && !read.in_code(lines.start_of(at)) {
            show_brace(lines, (at, 0), read, &elements, note);
        }
        let line = lines.get(at);
        // A space of another kind is none to CommonMark.
        let is_tight = level > 0 && line[level..].starts_with(|c: char| !c.is_ascii_whitespace());
        // More than six are a heading of the sixth level that starts with a sign.
        if is_sane || !(is_tight || level > 6 && level < line.len()) || read.in_code(lines.start_of(at)) {
            continue;
        }
        let now = match level {
            0..=6 => format!("{} {}", &line[..level], &line[level..]),
            _ => format!("{} \\{}", &line[..6], &line[6..]),
        };
        lines.set(at, &now);
        note(lines.origin(at), "headings without a space", Fate::Converted, "");
    }
}

/// Shows braces at the end of headings in boxes, quotes and items.
pub(super) fn braces_in_containers(lines: &mut PageLines, page: &SitePage, read: &Read, note: &mut Note<'_>) {
    let elements = Elements::of(read);
    for place in signs_in_containers(lines, page, read) {
        show_brace(lines, place, read, &elements, note);
    }
}

/// Shows the brace at the end of a heading that is none of a list to MkDocs; its signs start at a column of a line.
fn show_brace(
    lines: &mut PageLines,
    (at, column): (usize, usize),
    read: &Read,
    elements: &Elements,
    note: &mut Note<'_>,
) {
    let (quotes, line) = lines.get(at).split_at(column);
    let Some(brace) = no_list(line, lines.start_of(at) + column, read, elements) else { return };
    let before = line[..brace].strip_suffix('\\').unwrap_or(&line[..brace]);
    let sign = if line[brace..].starts_with('{') { "&#123;" } else { "&#125;" };
    let now = format!("{quotes}{before}{sign}{}", &line[brace + 1..]);
    lines.set(at, &now);
    note(lines.origin(at), "braces at the end of headings", Fate::Converted, "");
}

/// `## A {#a} ##`: attributes may stand before the signs that close a heading, where the parser looks for none.
pub(super) fn closed_lists(lines: &mut PageLines, page: &SitePage, read: &Read, note: &mut Note<'_>) {
    let body = lines.line_of(read.front_matter);
    let own = (body..lines.len()).filter(|at| !read.in_code(lines.start_of(*at))).map(|at| (at, 0));
    let places: Vec<_> = own.chain(signs_in_containers(lines, page, read)).collect();
    for (at, columns) in places {
        let line = lines.get(at);
        let level = line[columns..].bytes().take_while(|b| *b == b'#').count();
        let open = line.trim_end().trim_end_matches('#').trim_end();
        let list = open.rfind(" {").map(|space| &open[space + 1..]);
        let is_list = list.and_then(attributes::read).is_some_and(|(_, end)| Some(end) == list.map(str::len));
        let is_closed = (1..=6).contains(&level) && line.trim_end().ends_with('#') && is_list;
        if is_closed {
            let now = open.to_owned();
            lines.set(at, &now);
            note(lines.origin(at), "attributes before closing signs", Fate::Converted, "");
        }
    }
}

/// `#Heading` in boxes, tabs, items and quotes, where a paragraph starts with the sign.
pub(super) fn headings_in_containers(
    lines: &mut PageLines,
    page: &SitePage,
    read: &Read,
    note: &mut Note<'_>,
) {
    for (at, columns) in signs_in_containers(lines, page, read) {
        let line = lines.get(at).to_owned();
        let level = line[columns..].bytes().take_while(|b| *b == b'#').count();
        let is_tight = line[columns + level..].starts_with(|c: char| !c.is_whitespace());
        if (1..=6).contains(&level) && is_tight {
            let (sign, text) = line.split_at(columns + level);
            lines.set(at, &format!("{sign} {text}"));
            note(lines.origin(at), "headings without a space", Fate::Converted, "");
        }
    }
}

/// The signs of headings in boxes, tabs, items and quotes, with a space after them or without: the line and the column of each.
fn signs_in_containers(lines: &PageLines, page: &SitePage, read: &Read) -> Vec<(usize, usize)> {
    let headings = read.headings.iter().map(|heading| heading.span.start);
    let starts = read.leaves.iter().map(|leaf| leaf.start).chain(headings);
    let signs = starts.filter(|start| page.text[*start..].starts_with('#') && !read.in_code(*start));
    let place = |start: usize| {
        let at = lines.line_of(start);
        let columns = start - lines.start_of(at);
        let before = lines.get(at).get(..columns)?;
        let is_inside = columns > 0 && indent(before).is_multiple_of(4) && is_of_containers(before.trim());
        is_inside.then_some((at, columns))
    };
    signs.filter_map(place).collect()
}

/// Whether signs before a text are those of items and quotes.
fn is_of_containers(signs: &str) -> bool {
    signs.split_whitespace().all(|sign| {
        let is_number = |sign: &str| !sign.is_empty() && sign.bytes().all(|b| b.is_ascii_digit());
        matches!(sign, "*" | "-" | "+")
            || sign.strip_suffix('.').is_some_and(is_number)
            || sign.bytes().all(|b| b == b'>')
    })
}

/// The brace to show of those that a heading ends in, if they are attributes to mdBook and text to MkDocs: nothing is in them
/// or before them, no space is before them, others are, or the first is in code. Braces of templates are none, and those
/// directly behind an element are its attributes. The line starts at `start`.
fn no_list(line: &str, start: usize, read: &Read, elements: &Elements) -> Option<usize> {
    let line = line.trim_end();
    if !line.ends_with('}') || ["}}", "%}", "#}"].iter().any(|end| line.ends_with(end)) {
        return None;
    }
    let last = line.rfind('{')?;
    if in_code(line, last) || read.in_code(start + last) {
        return Some(line.len() - 1);
    }
    let is_empty = line[last + 1..line.len() - 1].trim().is_empty();
    let element = elements.last(start..start + last).map(|end| end - start);
    if !is_empty && (element == Some(last) || ends_in_signs(&line[..last])) {
        return None;
    }
    // MkDocs looks for attributes behind the last element only.
    let text = element.unwrap_or(line.len() - line.trim_start_matches('#').trim_start().len());
    let first = line[text..].find(" {").map(|space| text + space + 1);
    // Words alone are attributes, too.
    let is_list = |at: usize| {
        let is_plain = !line[at + 1..line.len() - 1].contains(['{', '}']);
        is_plain || attributes::read(&line[at..]).is_some_and(|(_, end)| at + end == line.len())
    };
    (is_empty || !first.is_some_and(is_list)).then_some(last)
}

/// Whether a place is in code of its line. The parser, which takes the braces for attributes first, finds none there.
fn in_code(line: &str, place: usize) -> bool {
    let mut at = 0;
    while let Some(sign) = line[at..place].find('`') {
        let end = at + sign + code_length(&line[at + sign..]);
        if end > place {
            return true;
        }
        at = end;
    }
    false
}

/// Where the elements of a page end.
struct Elements(Vec<usize>);

impl Elements {
    fn of(read: &Read) -> Self {
        let spans = [&read.whole_links, &read.code, &read.struck].into_iter().flatten();
        let emphasis = read.emphasis.iter().map(|emphasis| &emphasis.span);
        let math = read.math.iter().map(|math| &math.span);
        let mut ends: Vec<usize> = spans.chain(emphasis).chain(math).map(|span| span.end).collect();
        ends.sort_unstable();
        Self(ends)
    }

    /// The end of the last one that ends in a line, up to the end of `part`.
    fn last(&self, part: Range<usize>) -> Option<usize> {
        let next = self.0.partition_point(|end| *end <= part.end);
        self.0[..next].last().copied().filter(|end| *end > part.start)
    }
}

/// Whether a text ends in an image, an icon, keys, other signs around a text, or a footnote.
fn ends_in_signs(text: &str) -> bool {
    let is_name = |c: char| c.is_alphanumeric() || "_+-".contains(c);
    let icon = text.strip_suffix(':').and_then(|rest| rest.rsplit_once(':'));
    if icon.is_some_and(|(_, name)| !name.is_empty() && name.chars().all(is_name)) {
        return true;
    }
    let note = text.strip_suffix(']').and_then(|rest| rest.rsplit_once("[^"));
    if note.is_some_and(|(_, name)| !name.is_empty() && !name.contains(']')) {
        return true;
    }
    let image = text.rsplit_once("![").filter(|_| text.ends_with([')', ']']));
    let target = image.and_then(|(_, image)| image.split_once("](").or_else(|| image.split_once("][")));
    if target.is_some_and(|(_, target)| !target[..target.len() - 1].contains([')', ']'])) {
        return true;
    }
    ["++", "==", "^^", "~~", "^", "~"].iter().any(|signs| {
        let inner = text.strip_suffix(signs).and_then(|rest| rest.rsplit_once(signs));
        inner.is_some_and(|(_, inner)| !inner.trim().is_empty())
    })
}

/// A heading after one to three spaces is text to MkDocs.
pub(super) fn headings_after_spaces(lines: &PageLines, read: &Read, note: &mut Note<'_>) {
    for heading in &read.headings {
        let at = lines.line_of(heading.span.start);
        let line = lines.get(at);
        let is_shifted = |at: usize| !indent(lines.get(at)).is_multiple_of(4);
        if is_shifted(at) && line.trim_start().starts_with('#') {
            let text = "a heading in the book; MkDocs shows it as text, since spaces stand before it";
            note(lines.origin(at), "headings after spaces", Fate::Converted, text);
        }
        let below = lines.get(at + 1).trim();
        let is_underlined = !below.is_empty() && below.bytes().all(|sign| sign == b'-' || sign == b'=');
        if is_underlined && !line.trim_start().starts_with('#') && is_shifted(at + 1) {
            let text = "a heading in the book; MkDocs shows text, and a rule or the signs, since spaces stand before them";
            note(lines.origin(at), "headings after spaces", Fate::Converted, text);
        }
    }
}

/// Whether a heading ends in a `#` that CommonMark takes for a part of its text, and MkDocs does not.
fn ends_in_sign(heading: &str) -> bool {
    let heading = heading.trim_end();
    let text = heading.trim_end_matches('#');
    text.len() < heading.len() && text.ends_with(|c: char| !c.is_whitespace() && c != '\\')
}
