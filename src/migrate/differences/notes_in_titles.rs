//! References to footnotes in the titles of boxes and tabs, which the book reads by themselves.

use std::collections::BTreeSet;
use std::ops::Range;

use super::Note;
use super::lines::{Changes, PageLines, code_length, prefix_length};
use crate::migrate::ledger::Fate;
use crate::source::dialect::opens_container;

/// Puts such references below the title, as the first text of the box. Where that is not certain, they are named.
pub(super) fn settle(lines: &mut PageLines, note: &mut Note<'_>) {
    let mut all: Option<(BTreeSet<String>, Vec<bool>)> = None;
    let mut changes = Changes::new();
    for at in 0..lines.len() {
        let line = lines.get(at);
        let (quotes, signs) = (prefix_length(line), signs_length(line));
        if !line.contains("[^") || lines.is_code(at) || !has_title(&line[signs..]) {
            continue;
        }
        let (notes, comments) = all.get_or_insert_with(|| (defined(lines), in_comments(lines)));
        let found = references(&line[signs..], notes);
        if found.is_empty() || comments[at] {
            continue;
        }
        let is_box = line[quotes..].starts_with(['!', '?', '=']);
        if is_box && found.iter().all(|(_, is_apart)| *is_apart) {
            let own = |(span, _): &(Range<usize>, bool)| signs + span.start..signs + span.end;
            let spans: Vec<Range<usize>> = found.iter().map(own).collect();
            let below: String = spans.iter().map(|span| &line[span.clone()]).collect();
            let mut title = line.to_owned();
            spans.into_iter().rev().for_each(|span| title.replace_range(span, ""));
            let around = &line[..quotes];
            changes.insert(at, vec![title, format!("{around}    {below}"), around.trim_end().to_owned()]);
            note(lines.origin(at), KIND, Fate::Converted, "");
        } else {
            let text = "the book reads no footnote in this title, and shows its sign as text: refer to it from the text below";
            note(lines.origin(at), KIND, Fate::Lost, text);
        }
    }
    lines.change(changes);
}

/// Their name in the report.
const KIND: &str = "footnotes in titles";

/// The bytes of white space and signs of quotes, items and definitions that a line starts with.
fn signs_length(line: &str) -> usize {
    let mut at = prefix_length(line);
    loop {
        let rest = &line[at..];
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let signs: &[char] = if digits > 0 { &['.', ')'] } else { &['-', '*', '+', ':'] };
        match rest[digits..].strip_prefix(signs).filter(|text| text.starts_with([' ', '\t'])) {
            Some(text) => at = line.len() - text.len() + prefix_length(text),
            None => return at,
        }
    }
}

/// Whether a text starts a box or a tab, or a note in a quote.
fn has_title(text: &str) -> bool {
    opens_container(text) || text.starts_with("[!")
}

/// The names of the footnotes of a page.
pub(super) fn defined(lines: &PageLines) -> BTreeSet<String> {
    let comments = in_comments(lines);
    let name = |line: &str| Some(line.trim_start().strip_prefix("[^")?.split_once("]:")?.0.to_owned());
    let own = (0..lines.len()).filter(|at| !lines.is_code(*at) && !comments[*at]);
    own.filter_map(|at| name(lines.get(at))).collect()
}

/// Whether each line is in a comment that starts a line.
fn in_comments(lines: &PageLines) -> Vec<bool> {
    let mut is_open = false;
    let is_in_comment = |line: &str| {
        let is_inside = is_open || line.trim_start().starts_with("<!--");
        is_open = is_inside && !line.contains("-->");
        is_inside
    };
    lines.iter().map(is_in_comment).collect()
}

/// The references to these footnotes in a title, and whether each may be taken out of it.
fn references(title: &str, notes: &BTreeSet<String>) -> Vec<(Range<usize>, bool)> {
    let mut found = Vec::new();
    let (mut at, mut depth) = (0, 0_usize);
    while let Some(c) = title[at..].chars().next() {
        let rest = &title[at..];
        at += match c {
            '\\' => 1 + rest[1..].chars().next().map_or(0, char::len_utf8),
            '`' => code_length(rest),
            '[' => {
                let end = rest.find(']').map_or(rest.len(), |end| end + 1);
                let name = rest[..end].strip_prefix("[^").and_then(|name| name.strip_suffix(']'));
                match name.is_some_and(|name| notes.contains(name)) {
                    true => {
                        found.push((at..at + end, depth == 0 && is_apart(title, at..at + end)));
                        end
                    }
                    false => {
                        depth += 1;
                        1
                    }
                }
            }
            ')' => {
                depth = depth.saturating_sub(1);
                1
            }
            // The address of a link goes on to its bracket.
            ']' if !rest.starts_with("](") => {
                depth = depth.saturating_sub(1);
                1
            }
            _ => c.len_utf8(),
        };
    }
    found
}

/// Whether a title stays the same without a reference: no mathematics or tags are near, no attributes and no bracket
/// follow it, and it is not all that emphasis holds at one of its ends.
fn is_apart(title: &str, span: Range<usize>) -> bool {
    let is_sign = |c: char| "*_~=+^".contains(c);
    let (before, after) = (&title[..span.start], &title[span.end..]);
    let opens = before.ends_with(is_sign)
        && (after.starts_with(is_sign) || !before.trim_end_matches(is_sign).ends_with(char::is_alphanumeric));
    let closes = after.starts_with(is_sign) && !before.ends_with(char::is_alphanumeric);
    !title.contains(['$', '<']) && !after.starts_with(['{', '(', '[', ':']) && !opens && !closes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_of_a_title_stand_below_it() {
        for (text, now) in [
            ("=== \"A[^x]\"\n\n    B\n\n[^x]: C\n", "=== \"A\"\n    [^x]\n\n\n    B\n\n[^x]: C\n"),
            (
                "> !!! note \"A [^x] b[^y]\"\n>     B\n[^x]: C\n",
                "> !!! note \"A  b[^y]\"\n>     [^x]\n>\n>     B\n[^x]: C\n",
            ),
            ("!!! note \"**A**[^x] b\"\n[^x]: C\n", "!!! note \"**A** b\"\n    [^x]\n\n[^x]: C\n"),
        ] {
            let mut lines = PageLines::of(text, &[]);
            settle(&mut lines, &mut |_, _, _, _| {});
            assert_eq!(lines.into_parts().0, now, "{text}");
        }
    }

    #[test]
    fn a_title_stays_where_a_reference_is_none_or_holds_more_than_itself() {
        let named = |text: &str| {
            let mut lines = PageLines::of(text, &[]);
            let mut count = 0;
            settle(&mut lines, &mut |_, _, fate, _| count += usize::from(fate == Fate::Lost));
            assert_eq!(lines.into_parts().0, text);
            count
        };
        for title in ["A[^x", "Use `a[^x]` here", "A \\[^x]", "A ``b ` [^x]``"] {
            assert_eq!(named(&format!("!!! note \"{title}\"\n    B\n\n[^x]: C\n")), 0, "{title}");
        }
        for title in [
            "A **[^x]**",
            "A *[^x] b*",
            "A *b [^x]*",
            "A[^x]{ .c }",
            "A $[^x]$",
            "[a [^x]](b)",
            "[a](b \"[^x]\")",
        ] {
            assert_eq!(named(&format!("!!! note \"{title}\"\n    B\n\n[^x]: C\n")), 1, "{title}");
        }
        for signs in ["- !!! note", "1. !!! note", ":   !!! note", "> - !!! note", "> [!NOTE]"] {
            assert_eq!(named(&format!("{signs} \"A[^x]\"\n\n[^x]: C\n")), 1, "{signs}");
        }
        assert_eq!(named("<!--\n!!! note \"A[^x]\"\n-->\n\n[^x]: C\n"), 0);
        assert_eq!(named("!!! note \"A[^x]\"\n\n<!--\n[^x]: C\n-->\n"), 0);
    }
}
