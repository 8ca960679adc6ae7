//! References to footnotes in the titles of boxes and tabs, which the book reads by themselves.

use std::collections::BTreeSet;

use super::lines::{Changes, PageLines, prefix_length};
use crate::source::dialect::opens_container;

/// Puts such references below the title, as the first text of the box; the lines that changed.
pub(super) fn settle(lines: &mut PageLines) -> Vec<usize> {
    let mut notes: Option<BTreeSet<String>> = None;
    let mut changed = Vec::new();
    let mut changes = Changes::new();
    for at in 0..lines.len() {
        let line = lines.get(at);
        let prefix = prefix_length(line);
        if !line.contains("[^") || lines.is_code(at) || !opens_container(&line[prefix..]) {
            continue;
        }
        let notes = notes.get_or_insert_with(|| defined(lines));
        let (title, found) = without_notes(line, notes);
        if !found.is_empty() {
            let around = &line[..prefix];
            changes.insert(at, vec![title, format!("{around}    {found}"), around.trim_end().to_owned()]);
            changed.push(lines.origin(at));
        }
    }
    lines.change(changes);
    changed
}

/// The names of the footnotes of a page.
pub(super) fn defined(lines: &PageLines) -> BTreeSet<String> {
    let name = |line: &str| Some(line.trim_start().strip_prefix("[^")?.split_once("]:")?.0.to_owned());
    (0..lines.len()).filter(|at| !lines.is_code(*at)).filter_map(|at| name(lines.get(at))).collect()
}

/// A line without the references to these footnotes, and those.
fn without_notes(line: &str, notes: &BTreeSet<String>) -> (String, String) {
    let (mut title, mut found) = (String::new(), String::new());
    let mut rest = line;
    while let Some(at) = rest.find("[^") {
        let end = rest[at..].find(']').map_or(rest.len(), |end| at + end + 1);
        let is_note = rest[at + 2..end].strip_suffix(']').is_some_and(|name| notes.contains(name));
        title.push_str(&rest[..if is_note { at } else { end }]);
        found.push_str(if is_note { &rest[at..end] } else { "" });
        rest = &rest[end..];
    }
    (title + rest, found)
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
            ("!!! note \"A[^x\"\n[^x]: C\n", "!!! note \"A[^x\"\n[^x]: C\n"),
        ] {
            let mut lines = PageLines::of(text, &[]);
            settle(&mut lines);
            assert_eq!(lines.into_parts().0, now, "{text}");
        }
    }
}
