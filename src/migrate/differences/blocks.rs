//! Code in lists, headings, lines below paragraphs, and lists after them.

use super::Note;
use super::lines::{Changes, PageLines, indent, prefix_length};
use super::tags::is_markdown;
use crate::migrate::disagreements::Disagreement;
use crate::migrate::ledger::Fate;
use crate::migrate::read::Read;
use crate::migrate::tree::SitePage;
use crate::source::dialect::{is_shortcode, opens_container};

/// Code by indent in lists follows four columns for each list.
pub(super) fn code_in_lists(lines: &mut PageLines, page: &SitePage, read: &Read, note: &mut Note<'_>) {
    for (span, more) in &read.code_in_lists {
        let first = lines.line_of(span.start);
        let last = lines.line_of(span.start + page.text[span.clone()].trim_end().len());
        let own: Vec<usize> = (first..=last).filter(|at| !lines.get(*at).trim().is_empty()).collect();
        let code: Vec<String> = own.iter().map(|at| lines.flat(*at).into_owned()).collect();
        if *more == 0 || code.iter().any(|line| indent(line) < *more) {
            continue;
        }
        for (at, line) in own.into_iter().zip(code) {
            lines.set(at, &line[*more..]);
        }
        note(lines.origin(first), "code in lists", Fate::Converted, "");
    }
}

/// A colon that starts no definition. MkDocs shows a backslash before it, if the site has no emoji.
pub(in crate::migrate) const COLON: &str = "&#58;";

/// A sign that nobody sees, before what is to start no block.
const NO_WIDTH: &str = "&#8203;";

/// Terms that share a definition stand on lines of their own; a colon without a space is text.
pub(super) fn terms(lines: &mut PageLines, read: &Read, shortcodes: bool, note: &mut Note<'_>) {
    for (kind, byte) in &read.disagreements {
        let at = lines.line_of(*byte);
        let line = match kind {
            Disagreement::Term => format!("{}  ", lines.get(at).trim_end()),
            Disagreement::Tight => {
                let column = byte - lines.start_of(at);
                let Some((before, rest)) = lines.get(at).split_at_checked(column) else { continue };
                let Some(text) = rest.strip_prefix(':') else { continue };
                // MkDocs draws what stands between two colons.
                match shortcodes && rest[1..].split_once(':').is_some_and(|(name, _)| is_shortcode(name)) {
                    true => format!("{before}{NO_WIDTH}{rest}"),
                    false => format!("{before}{COLON}{text}"),
                }
            }
            _ => continue,
        };
        lines.set(at, &line);
        let (what, fate, text) = kind.note();
        note(lines.origin(at), what, fate, text);
    }
}

/// A line below more than one line of text makes no heading of them.
pub(super) fn rules(lines: &mut PageLines, page: &SitePage, read: &Read, note: &mut Note<'_>) {
    let mut changes = Changes::new();
    for heading in &read.headings {
        let source = page.text[heading.span.clone()].trim_end();
        let count = source.lines().count();
        let at = lines.line_of(heading.span.start) + count - 1;
        if source.starts_with('#') || count < 3 || read.in_code(lines.start_of(at)) {
            continue;
        }
        let line = lines.get(at).to_owned();
        let start = prefix_length(&line);
        let is_rule = line[start..].trim().len() >= 3 && line[start..].starts_with('-');
        let now = match is_rule {
            true => vec![line[..start].trim_end().to_owned(), line],
            false => {
                let rest = &line[start..];
                // MkDocs shows a backslash before `=`.
                let escaped = rest.strip_prefix('=').map(|rest| format!("&#61;{rest}"));
                vec![format!("{}{}", &line[..start], escaped.unwrap_or_else(|| format!("\\{rest}")))]
            }
        };
        changes.insert(at, now);
        note(lines.origin(at), "lines below paragraphs", Fate::Converted, "");
    }
    lines.change(changes);
}

/// A list that follows a paragraph without a blank line is text to MkDocs.
pub(super) fn lists_after_paragraphs(lines: &PageLines, read: &Read, note: &mut Note<'_>) {
    let body = lines.line_of(read.front_matter);
    let outside = (body..lines.len()).filter(|at| follows_outside(lines, *at, read));
    let in_items = in_items(lines);
    for at in read.lists.iter().map(|start| lines.line_of(*start)).chain(outside) {
        let text = |at: usize| &lines.get(at)[prefix_length(lines.get(at))..];
        let before = if at == 0 { "" } else { text(at - 1) };
        let own = text(at);
        if is_text(before) && is_item(own) && !in_items[at] {
            let text = "a list in the book; MkDocs shows it as text, since no blank line stands before it";
            note(lines.origin(at), "lists after a paragraph", Fate::Converted, text);
        }
    }
}

/// An item directly below a tag with `markdown`, in a box, a tab or an item: MkDocs takes both for one text.
pub(super) fn lists_below_tags(lines: &PageLines, read: &Read, note: &mut Note<'_>) {
    for at in lines.line_of(read.front_matter).max(1)..lines.len() {
        let (above, own) = (lines.get(at - 1).trim_start(), lines.flat(at));
        let is_below = above.starts_with('<') && is_markdown(above) && indent(&own) >= 4;
        if is_below && is_item(own.trim_start()) && !read.in_code(lines.sign_of(at)) {
            let text = "a list in the book; MkDocs shows it as text, since no blank line stands before it";
            note(lines.origin(at), "lists after a paragraph", Fate::Converted, text);
        }
    }
}

/// Whether each line stands directly in an item to MkDocs: that is one level of four columns higher, in the same lines.
fn in_items(lines: &PageLines) -> Vec<bool> {
    // The levels of the items that are open, each deeper than the one before.
    let mut open: Vec<usize> = Vec::new();
    let is_in_item = |at: usize| {
        let line = lines.flat(at);
        let level = indent(&line) / 4;
        let depth = open.partition_point(|above| *above < level);
        let is_in_item = open[..depth].last().is_some_and(|above| above + 1 == level);
        match is_item(line.trim_start()) {
            true => {
                open.truncate(depth);
                open.push(level);
            }
            false if line.trim().is_empty() => open.clear(),
            false => {}
        }
        is_in_item
    };
    (0..lines.len()).map(is_in_item).collect()
}

/// Whether a line is one of a paragraph: it starts neither another block nor a definition.
fn is_text(line: &str) -> bool {
    let is_sign = |c: char| !c.is_ascii() || "*_`[(!\"'@$&\\%".contains(c);
    let rest = line.strip_prefix(':').unwrap_or(line);
    let starts =
        rest.starts_with(char::is_alphanumeric) || (rest.len() == line.len() && line.starts_with(is_sign));
    // The title of a box, and an abbreviation.
    starts && !is_item(line) && !line.starts_with("[!") && !line.starts_with("*[")
}

/// Whether a line follows text that is indented by less than four columns, as items of CommonMark have it; to MkDocs
/// such text ends the list.
fn follows_outside(lines: &PageLines, at: usize, read: &Read) -> bool {
    let is_blank = |at: usize| lines.get(at).trim().is_empty();
    at > 1
        && is_item(lines.get(at))
        && matches!(indent(lines.get(at - 1)), 1..=3)
        && (0..at - 1).rev().find(|at| is_blank(*at) || indent(lines.get(*at)) == 0).is_some_and(is_blank)
        && !read.in_code(lines.start_of(at))
        && !read.in_code(lines.start_of(at - 1))
}

/// A rule directly below an item or a quote of one line makes a heading of it in MkDocs, and below a table another row.
pub(super) fn rules_below(lines: &PageLines, read: &Read, note: &mut Note<'_>) {
    let body = lines.line_of(read.front_matter);
    for at in body + 2..lines.len() {
        let line = lines.get(at).trim_end();
        let is_rule = line.len() >= 3 && line.bytes().all(|b| b == b'-');
        let (above, before) = (lines.get(at - 1), lines.get(at - 2));
        if !is_rule || read.in_code(lines.start_of(at)) {
            continue;
        }
        if is_item(above) && before.trim().is_empty() {
            let text = "a rule below the list in the book; MkDocs shows the item as a heading";
            note(lines.origin(at), "rules below items", Fate::Converted, text);
        } else if above.starts_with('>') && above.contains(char::is_alphanumeric) && before.trim().is_empty()
        {
            let text = "a rule below the quote in the book; MkDocs shows its line as a heading";
            note(lines.origin(at), "rules below quotes", Fate::Converted, text);
        } else if above.starts_with('|') && before.starts_with('|') {
            let text = "a rule in the book; MkDocs shows an empty row";
            note(lines.origin(at), "rules below tables", Fate::Converted, text);
        }
    }
}

/// A table that follows a paragraph without a blank line is text to MkDocs.
pub(super) fn tables_after_paragraphs(lines: &PageLines, read: &Read, note: &mut Note<'_>) {
    for start in read.tables() {
        let at = lines.line_of(start);
        let prefix = prefix_length(lines.get(at));
        let before = if at == 0 { "" } else { lines.get(at - 1) };
        let text = before.get(prefix_length(before)..).unwrap_or_default();
        if prefix_length(before) >= prefix && is_text(text) {
            let text = "a table in the book; MkDocs shows it as text, since no blank line stands before it";
            for line in at..lines.len() {
                if lines.get(line).trim_start_matches(['>', ' ']).is_empty() {
                    break;
                }
                note(
                    lines.origin(line),
                    "tables after a paragraph",
                    Fate::Converted,
                    if line == at { text } else { "" },
                );
            }
        }
    }
}

/// A row that is one `|` has no cell to CommonMark, and ends the table; a `|` after an escaped backslash ends no cell.
pub(super) fn rows(lines: &mut PageLines, read: &Read, note: &mut Note<'_>) {
    let mut done = 0;
    for start in read.tables() {
        let first = lines.line_of(start);
        let prefix = prefix_length(lines.get(first));
        for at in done.max(first + 2)..lines.len() {
            done = at;
            let line = lines.get(at).to_owned();
            if read.in_code(lines.start_of(at)) {
                break;
            }
            let Some(row) = line.get(prefix..).map(str::trim).filter(|row| !row.is_empty()) else { break };
            if row == "|" {
                lines.set(at, &line.replacen('|', "| |", 1));
                note(lines.origin(at), "rows of one sign", Fate::Converted, "");
            }
            let start = lines.start_of(at);
            let backslashes = |sign: usize| line[..sign].bytes().rev().take_while(|b| *b == b'\\').count();
            let ends = |sign: &usize| backslashes(*sign).is_multiple_of(2) && !read.in_code(start + sign);
            let found = line.match_indices("\\\\|").map(|(sign, _)| sign + 2);
            let signs: Vec<usize> = found.filter(ends).collect();
            if !signs.is_empty() {
                let mut now = line.clone();
                signs.into_iter().rev().for_each(|sign| now.insert(sign, ' '));
                lines.set(at, &now);
                note(lines.origin(at), "cells that end in a backslash", Fate::Converted, "");
            }
        }
    }
}

/// Items with a bracket after their number are text to MkDocs.
pub(super) fn bracketed_numbers(lines: &PageLines, read: &Read, note: &mut Note<'_>) {
    let has_bracket = |line: &str| {
        let line = line.trim_start_matches([' ', '>']);
        let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
        (1..=9).contains(&(line.len() - rest.len()))
            && rest.starts_with(')')
            && rest[1..].trim_start() != rest
    };
    let is_list = |start: &usize| has_bracket(lines.get(lines.line_of(*start)));
    if !read.lists.iter().any(is_list) {
        return;
    }
    for at in lines.line_of(read.front_matter)..lines.len() {
        if has_bracket(lines.get(at)) && !read.in_code(lines.start_of(at)) {
            let text = "an item of a list in the book; MkDocs shows `1)` as text";
            note(lines.origin(at), "numbers with a bracket", Fate::Converted, text);
        }
    }
}

/// Boxes and tabs that are indented further than what they stand in are code to CommonMark.
pub(super) fn boxes_in_code(lines: &PageLines, read: &Read, note: &mut Note<'_>) {
    for code in &read.indented {
        let at = lines.line_of(code.start);
        let line = lines.get(at);
        let rest = line.trim_start();
        if opens_container(rest) && line.len() - rest.len() >= 8 {
            let text =
                "code in the book, and perhaps a box in MkDocs: indent it like the text that it belongs to";
            note(lines.origin(at), "boxes that are indented too far", Fate::Lost, text);
        }
    }
}

fn is_item(line: &str) -> bool {
    let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let is_number = rest.len() < line.len() && rest.starts_with(['.', ')']);
    (is_number || line.starts_with(['-', '*', '+']))
        && line.split_once(' ').is_some_and(|(sign, _)| sign.len() < 4)
}
