//! Addresses with spaces: `[a](b c.md)` is a link to MkDocs, and text to CommonMark, which wants `<b c.md>`.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::lines::{Changes, PageLines, prefix_length};
use super::{Note, SitePage, notes_in_titles};
use crate::migrate::ledger::Fate;
use crate::migrate::read::{Link, Read};
use crate::text;
use crate::text::spans::is_within;

/// Joins the addresses of links that go on on the next line: MkDocs reads them, and browsers leave the end of the line out.
/// That line goes along, so that the rest of it starts no other block. The lines that changed.
pub(super) fn broken(lines: &mut PageLines, read: &Read) -> Vec<usize> {
    let mut changed = Vec::new();
    let mut changes = Changes::new();
    let mut at = 0;
    while at + 1 < lines.len() {
        let first = at;
        let mut now = String::new();
        while let Some(start) = address_below(lines, at, read) {
            now += &lines.get(at + 1)[start..];
            at += 1;
            changes.insert(at, Vec::new());
        }
        if at > first {
            changes.insert(first, vec![format!("{}{now}", lines.get(first))]);
            changed.push(lines.origin(first));
        }
        at += 1;
    }
    lines.change(changes);
    changed
}

/// Where the address goes on, on the next line, that the link at the end of a line has.
fn address_below(lines: &PageLines, at: usize, read: &Read) -> Option<usize> {
    let (line, below) = (lines.get(at), lines.get(at + 1));
    let open = line.rfind("](").filter(|_| !lines.is_code(at) && !lines.is_code(at + 1))?;
    let is_plain = |part: &str| !part.is_empty() && !part.contains([' ', '\t', '<', '"', '\'', '`', '{']);
    let first = &line[open + 2..];
    if !is_plain(first) || first.contains(')') {
        return None;
    }
    let byte = lines.start_of(at) + open;
    let is_one_text = read.leaf_around(lines.sign_of(at + 1)).is_some_and(|leaf| leaf.start <= byte);
    let start = prefix_length(below);
    let inner = &below[start..start + end(&below[start..])?];
    let is_link = is_plain(parts(inner).0.trim_end()) && is_one_text && is_within(&read.texts, byte);
    (is_link && opening(&line[..open]).is_some()).then_some(start)
}

/// What an address of mail starts with.
const MAILTO: &str = "<mailto:";

/// Puts angle brackets around the addresses that need them, and backslashes before the quotation marks in titles.
pub(super) fn with_spaces(lines: &mut PageLines, page: &SitePage, read: &Read, note: &mut Note<'_>) {
    let mut edits: BTreeMap<usize, (Range<usize>, String)> = BTreeMap::new();
    for span in &read.texts {
        let text = &page.text[span.clone()];
        for (at, sign) in text.match_indices("](") {
            let start = at + sign.len();
            let Some(open) = opening(&page.text[..span.start + at]) else { continue };
            // An escaped sign in a title ends the text that the parser has heard of.
            let rest = &page.text[span.start + start..];
            let whole = || end(rest).map(|end| &rest[..end]).filter(|inner| parts(inner).1.is_some());
            let inner = end(&text[start..]).map(|end| &text[start..start + end]).or_else(whole);
            let Some(inner) = inner else { continue };
            let (address, title) = parts(inner);
            let line = lines.origin(lines.line_of(span.start + at));
            let mut edit = |own: Range<usize>, now: String, what: &str| {
                let own = span.start + start + own.start..span.start + start + own.end;
                edits.insert(own.start, (own, now));
                note(line, what, Fate::Converted, "");
            };
            if is_title(inner.trim()) {
                let (first, quote) = (inner.len() - inner.trim_start().len(), &inner.trim()[..1]);
                edit(first..first, "<> ".to_owned(), without_address(&page.text[..open]));
                let own = first + 1..first + inner.trim().len() - 1;
                if let Some(now) = escaped(&inner[own.clone()], quote) {
                    edit(own, now, "titles with quotation marks");
                }
                continue;
            }
            if let Some(own) = spaced(address) {
                edit(own.clone(), format!("<{}>", &inner[own]), "addresses with spaces");
            }
            let Some(own) = title else { continue };
            if let Some(now) = escaped(&inner[own.clone()], &inner[own.start - 1..own.start]) {
                edit(own, now, "titles with quotation marks");
            }
        }
    }
    for (at, inner, what) in titles_alone(page, read) {
        let line = lines.origin(lines.line_of(at));
        edits.insert(at, (at..at, "<> ".to_owned()));
        note(line, what, Fate::Converted, "");
        if let Some(now) = escaped(&inner[1..inner.len() - 1], &inner[..1]) {
            edits.insert(at + 1, (at + 1..at + inner.len() - 1, now));
            note(line, "titles with quotation marks", Fate::Converted, "");
        }
    }
    lines.replace(edits.into_values());
}

/// Whether what is in the brackets of a link is nothing but a title to MkDocs: it may hold its own quotation marks.
pub(in crate::migrate) fn is_title(text: &str) -> bool {
    let is_quoted = |sign| text.len() > 1 && text.starts_with(sign) && text.ends_with(sign);
    is_quoted('"') || is_quoted('\'')
}

/// Titles without an address that CommonMark takes for one, as they have no space: `[a]("b")`. Where each starts, its
/// text, and its name in the report.
fn titles_alone<'a>(page: &'a SitePage, read: &Read) -> Vec<(usize, &'a str, &'static str)> {
    let own = read.links.iter().filter(|link| link.is_exact && link.address.starts_with(['"', '\'']));
    let title = |link: &Link| {
        let (before, rest) = page.text.split_at(link.span.start);
        let text = before.trim_end_matches(' ').strip_suffix("](")?;
        let inner = rest[..end(rest)?].trim_end();
        let what = without_address(&text[..opening(text)?]);
        (is_title(inner) && !read.in_code(link.span.start)).then_some((link.span.start, inner, what))
    };
    own.filter_map(title).collect()
}

/// The name of links and images whose text starts behind `before`.
fn without_address(before: &str) -> &'static str {
    if before.ends_with('!') { "images without an address" } else { "links without an address" }
}

/// A footnote directly before a bracket is a footnote to MkDocs, and a link to CommonMark: `[^1](2)`.
pub(super) fn notes_before_brackets(
    lines: &mut PageLines,
    page: &SitePage,
    read: &Read,
    note: &mut Note<'_>,
) {
    let notes = notes_in_titles::defined(lines);
    let end_of_name = |start: usize| {
        let text = &page.text[start..];
        let end = text::start(text, LONGEST).find("](").filter(|_| text.starts_with("[^"))?;
        (notes.contains(&text[2..end]) && !read.in_code(start)).then_some(start + end + 1)
    };
    let ends = read.whole_links.iter().filter_map(|link| end_of_name(link.start));
    let (around, found): (Vec<usize>, Vec<usize>) = ends.partition(|end| {
        page.text[..*end - 1].rfind('[').is_none_or(|open| opening(&page.text[..open]).is_some())
    });
    let images = page.text.match_indices("![^").filter_map(|(at, _)| end_of_name(at + 1));
    let kind = "footnotes before a bracket";
    for at in around.into_iter().chain(images) {
        let text =
            "a link or an image in the book, and a footnote in MkDocs: write a space before the bracket";
        note(lines.origin(lines.line_of(at)), kind, Fate::Lost, text);
    }
    found.iter().for_each(|at| note(lines.origin(lines.line_of(*at)), kind, Fate::Converted, ""));
    lines.replace(found.into_iter().map(|at| (at..at, "<!-- -->".to_owned())));
}

/// `<mailto:a@b.org>` shows the address alone to readers of MkDocs.
pub(super) fn of_mail(lines: &mut PageLines, page: &SitePage, read: &Read, note: &mut Note<'_>) {
    let is_one = |link: &&Range<usize>| {
        let rest = page.text[link.start..link.end].strip_prefix(MAILTO);
        rest.and_then(|rest| rest.strip_suffix('>')).is_some_and(is_mail)
            && !read.in_code(link.start)
            && !lines.is_code(lines.line_of(link.start))
    };
    let found: Vec<usize> = read.whole_links.iter().filter(is_one).map(|link| link.start).collect();
    let changed: BTreeSet<usize> = found.iter().map(|at| lines.origin(lines.line_of(*at))).collect();
    lines.replace(found.into_iter().map(|at| (at..at + MAILTO.len(), "<".to_owned())));
    for line in changed {
        note(line, "addresses of mail", Fate::Converted, "");
    }
}

/// Whether CommonMark takes what is between `<` and `>` for an address of mail.
fn is_mail(address: &str) -> bool {
    let is_sign = |c: char| c.is_ascii_alphanumeric() || ".-_+".contains(c);
    let is_part = |part: &str| !part.is_empty() && part.chars().all(is_sign);
    address
        .split_once('@')
        .is_some_and(|(name, host)| is_part(name) && is_part(host) && !host.contains(['_', '+']))
}

/// So many bytes may an address have, and the text of its link: what is longer is none.
const LONGEST: usize = 2000;

/// Where the bracket stands that is open on the line, if the text of a link ends here.
fn opening(before: &str) -> Option<usize> {
    let mut depth = 0;
    for (at, sign) in before.bytes().enumerate().rev().take(LONGEST) {
        let is_escaped = || before[..at].bytes().rev().take_while(|sign| *sign == b'\\').count() % 2 == 1;
        match sign {
            b'\n' => return None,
            b']' if !is_escaped() => depth += 1,
            b'[' if !is_escaped() && depth == 0 => return Some(at),
            b'[' if !is_escaped() => depth -= 1,
            _ => {}
        }
    }
    None
}

/// Where the `)` of a link stands.
fn end(rest: &str) -> Option<usize> {
    let mut depth = 0;
    for (at, c) in rest.char_indices().take(LONGEST) {
        match c {
            '(' => depth += 1,
            ')' if depth == 0 => return Some(at),
            ')' => depth -= 1,
            '\n' => return None,
            _ => {}
        }
    }
    None
}

/// What is in the brackets of a link: the address, and where the title is within its quotation marks.
fn parts(inner: &str) -> (&str, Option<Range<usize>>) {
    let trimmed = inner.trim_end();
    let Some(quote) = trimmed.chars().last().filter(|c| matches!(c, '"' | '\'')) else {
        return (inner, None);
    };
    let last = trimmed.len() - 1;
    match trimmed[..last].find(&format!(" {quote}")) {
        Some(at) => (&inner[..at], Some(at + 2..last)),
        None => (inner, None),
    }
}

/// The bytes of an address that has spaces within.
fn spaced(address: &str) -> Option<Range<usize>> {
    let own = address.trim();
    let start = address.len() - address.trim_start().len();
    // A macro that nobody has expanded is no address.
    let is_one = own.contains(char::is_whitespace)
        && !own.contains(['<', '>'])
        && !own.contains("{{")
        && !own.contains("{%");
    is_one.then_some(start..start + own.len())
}

/// A title with backslashes before the marks in it that stand around it, too, if any is without one.
fn escaped(title: &str, mark: &str) -> Option<String> {
    let mut parts = title.split(mark).peekable();
    let mut now = String::with_capacity(title.len() + 4);
    while let Some(part) = parts.next() {
        now.push_str(part);
        if parts.peek().is_some() {
            now.push_str(if part.ends_with('\\') { "" } else { "\\" });
            now.push_str(mark);
        }
    }
    (now != title).then_some(now)
}

/// The same in the titles of definitions of references: `[a]: b "c "d" e"`. The lines that changed.
pub(super) fn titles_of_references(lines: &mut PageLines) -> Vec<usize> {
    let mut changed = Vec::new();
    for at in 0..lines.len() {
        let line = lines.get(at);
        let name = line.trim_start().strip_prefix('[').filter(|rest| !rest.starts_with('^'));
        let Some((_, inner)) = name.and_then(|rest| rest.split_once("]: ")).filter(|_| !lines.is_code(at))
        else {
            continue;
        };
        let (_, Some(title)) = parts(inner) else { continue };
        if let Some(now) = escaped(&inner[title.clone()], &inner[title.start - 1..title.start]) {
            let start = line.len() - inner.len();
            let now = format!("{}{now}{}", &line[..start + title.start], &line[start + title.end..]);
            lines.set(at, &now);
            changed.push(lines.origin(at));
        }
    }
    changed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_of_a_link_is_in_brackets() {
        for (text, is) in [
            ("x [a", true),
            ("[a [b] c", true),
            ("[a \\] b", true),
            ("x \\[a", false),
            ("[x](y) or z", false),
            ("[a\nb", false),
            ("a", false),
        ] {
            assert_eq!(opening(text).is_some(), is, "{text}");
        }
    }

    #[test]
    fn addresses_with_spaces_stand_before_a_bracket() {
        for (text, address, title) in [
            ("b c.md)", Some("b c.md"), None),
            (" b (c) d.md \"T t\") x", Some("b (c) d.md"), Some("T t")),
            ("b.md \"T t\")", None, Some("T t")),
            ("b.md 'T' \"t\" t')", None, Some("T' \"t\" t")),
            ("b c.md \"T \"t\" (t)\" )", Some("b c.md"), Some("T \"t\" (t)")),
            ("b.md)", None, None),
            ("{{ b }}.md)", None, None),
            ("<b c.md>)", None, None),
            (")", None, None),
        ] {
            let inner = &text[..end(text).unwrap()];
            let (own, own_title) = parts(inner);
            assert_eq!(spaced(own).map(|own| &inner[own]), address, "{text}");
            assert_eq!(own_title.map(|own| &inner[own]), title, "{text}");
        }
        assert_eq!((end("b c"), end("b\nc)")), (None, None));
        let titles = ["a \"b\"", "a \\\"b\\\"", "a \\\"b\\\" \"c\"", "a"].map(|title| escaped(title, "\""));
        let wanted = [Some("a \\\"b\\\""), None, Some("a \\\"b\\\" \\\"c\\\""), None];
        assert_eq!(titles.each_ref().map(Option::as_deref), wanted);
    }
}
