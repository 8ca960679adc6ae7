//! Lists as people write them, and what separates their items: commas, lines with a dash, another sign.

use std::ops::Range;

use super::Edit;

const BLANKS: [char; 2] = [' ', '\t'];

/// The edit that takes an item, with its quotes, out of a list with `sign` between its items or with a line for each.
/// Comments stay, but for the one beside an item that has a line with a dash. `None` where it is not an item of such a
/// list.
pub(crate) fn without(text: &str, item: Range<usize>, sign: &str) -> Option<Edit> {
    let line = text[..item.start].rfind('\n').map_or(0, |end| end + 1);
    let (indent, after) = (&text[line..item.start], &text[item.end..]);
    let end_of_line = item.end + after.find('\n').map_or(after.len(), |end| end + 1);
    if indent.trim() == "-" {
        let rest = text[item.end..end_of_line].trim();
        return (rest.is_empty() || rest.starts_with('#')).then(|| Edit::delete(line..end_of_line));
    }
    if sign.trim().is_empty() {
        let blanks = after.len() - after.trim_start_matches(BLANKS).len();
        let is_last = after[blanks..].is_empty() || after[blanks..].starts_with(['\r', '\n', '"', '\'']);
        let before = text[..item.start].trim_end_matches(BLANKS).len();
        return Some(Edit::delete(if is_last { before..item.end } else { item.start..item.end + blanks }));
    }
    let before = text[..item.start].trim_end();
    // A comma at the end of a comment separates nothing.
    let is_comment =
        indent.trim().is_empty() && before.rsplit('\n').next().is_some_and(|line| line.contains('#'));
    if let Some(next) = after.trim_start_matches(BLANKS).strip_prefix(sign) {
        let end = text.len() - next.trim_start_matches(BLANKS).len();
        if text[end..].starts_with(']') && before.ends_with(sign) && !is_comment {
            return Some(Edit::delete(before.len()..text.len() - next.len()));
        }
        if text[end..].starts_with(['\r', '\n']) {
            let (start, end) = match indent.trim().is_empty() {
                true => (line, end_of_line),
                false => (line + indent.trim_end().len(), text.len() - next.len()),
            };
            return Some(Edit::delete(start..end));
        }
        return Some(Edit::delete(item.start..end));
    }
    match before.strip_suffix(sign).filter(|_| !is_comment) {
        Some(before) => Some(Edit::delete(before.len()..item.end)),
        // The last of several, below a comment: the sign after the one before it may stay.
        None if sign == "," && indent.trim().is_empty() && after.trim_start().starts_with(']') => {
            let is_alone = text[item.end..end_of_line].trim().is_empty();
            Some(Edit::delete(if is_alone { line..end_of_line } else { item }))
        }
        None => None,
    }
}

/// The same edits, where those that take away neighbours are one.
pub(crate) fn merged(text: &str, mut edits: Vec<Edit>) -> Vec<Edit> {
    edits.sort_by_key(|edit| edit.span.start);
    let mut merged: Vec<Edit> = Vec::new();
    // What separates two items of a run that both edits take.
    let mut shared: Option<Range<usize>> = None;
    for edit in edits {
        let run = merged
            .last_mut()
            .filter(|last| edit.span.start <= last.span.end && last.text.is_empty() && edit.text.is_empty());
        match run {
            Some(run) => {
                if edit.span.start < run.span.end {
                    shared = Some(edit.span.start..run.span.end);
                }
                run.span.end = run.span.end.max(edit.span.end);
            }
            None => {
                separated(text, merged.last_mut(), shared.take());
                merged.push(edit);
            }
        }
    }
    separated(text, merged.last_mut(), shared);
    merged
}

/// Takes the separator before a run of items as well, where its edits have only those within it.
fn separated(text: &str, run: Option<&mut Edit>, shared: Option<Range<usize>>) {
    let (Some(run), Some(shared)) = (run, shared) else { return };
    let before = text[..run.span.start].trim_end();
    run.span.start = before.strip_suffix(text[shared].trim()).unwrap_or(before).len();
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Edited;

    #[test]
    fn an_item_goes_with_what_separates_it() {
        for (text, sign, expected) in [
            ("a: [X, b]", ",", "a: [b]"),
            ("a: [b, X]", ",", "a: [b]"),
            ("a: [b, X,]", ",", "a: [b,]"),
            ("a: [b, X, ]", ",", "a: [b, ]"),
            ("a: [b , X , c]", ",", "a: [b , c]"),
            ("a: [b, X, c] # X", ",", "a: [b, c] # X"),
            ("a: [b, X,\n  c]", ",", "a: [b,\n  c]"),
            ("a: [\r\n  b,\r\n  X,\r\n  c,\r\n]", ",", "a: [\r\n  b,\r\n  c,\r\n]"),
            ("a: [\n  b,\n  X\n]", ",", "a: [\n  b\n]"),
            ("a: [\n  b, # one\n  X, # two\n]", ",", "a: [\n  b, # one\n  # two\n]"),
            ("a: [\n  b, # one\n  X\n]", ",", "a: [\n  b, # one\n]"),
            ("a: [\n  b, # one,\n  X\n]", ",", "a: [\n  b, # one,\n]"),
            ("a: [\n  b, # one,\n  X]", ",", "a: [\n  b, # one,\n  ]"),
            ("a:\n  - b\n  - X # one\n# c\n", ",", "a:\n  - b\n# c\n"),
            ("a: b; X; c", ";", "a: b; c"),
            ("a: b X c", " ", "a: b c"),
            ("a: b c X", " ", "a: b c"),
            ("a: \"b X\"", " ", "a: \"b\""),
        ] {
            let at = text.find('X').unwrap();
            let edit = without(text, at..at + 1, sign).unwrap();
            assert_eq!(Edited::new(text, vec![edit]).unwrap().to_string(), expected, "{text}");
        }
        for text in ["a: X", "a: {X: b}", "- - X", "a:\n  - X: b"] {
            let at = text.find('X').unwrap();
            assert_eq!(without(text, at..at + 1, ","), None, "{text}");
        }
    }

    #[test]
    fn neighbours_go_together() {
        for (text, sign, expected) in [
            ("a: [b, X, X]", ",", "a: [b]"),
            ("a: [b, X, X, X] # c", ",", "a: [b] # c"),
            ("a: [X, X, b]", ",", "a: [b]"),
            ("a: [X, b, X, X]", ",", "a: [b]"),
            ("a: [\n  b,\n  X,\n  X\n]", ",", "a: [\n  b\n]"),
            ("a: [\n  b,\n  X,\n  X,\n]", ",", "a: [\n  b,\n]"),
            ("a:\n  - b\n  - X\n  - X\nc: d", ",", "a:\n  - b\nc: d"),
            ("a: b; X; X", ";", "a: b"),
            ("a: b X X", " ", "a: b"),
        ] {
            let edits = text.match_indices('X').map(|(at, _)| without(text, at..at + 1, sign).unwrap());
            let edits = merged(text, edits.collect());
            assert_eq!(Edited::new(text, edits).unwrap().to_string(), expected, "{text}");
        }
    }
}
