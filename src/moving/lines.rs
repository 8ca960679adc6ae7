//! The lines of a file that `{{#include file:1:2}}` and `{{#include file:anchor}}` mean, as mdBook reads them.

use std::ops::Range;

/// The bytes of the lines that `said` means: what follows the path of an include, with its colon.
pub(super) fn selected(text: &str, said: &str) -> Range<usize> {
    let Some(said) = said.strip_prefix(':') else { return 0..text.len() };
    let mut bounds = said.split(':');
    let first = match bounds.next().unwrap_or_default() {
        "" => None,
        first => match first.parse::<usize>() {
            Ok(number) => Some(number.saturating_sub(1)),
            Err(_) => return anchored(text, first),
        },
    };
    let last = bounds.next().map(|last| last.parse::<usize>().ok());
    let start = start_of_line(text, first.unwrap_or_default());
    let end = match (first, last) {
        // One number is one line.
        (Some(first), None) => start_of_line(text, first.saturating_add(1)),
        (_, Some(Some(last))) => start_of_line(text, last),
        _ => text.len(),
    };
    start..end.max(start)
}

/// Where the line after so many others starts.
fn start_of_line(text: &str, lines: usize) -> usize {
    match lines.checked_sub(1) {
        None => 0,
        Some(nth) => text.match_indices('\n').nth(nth).map_or(text.len(), |(at, _)| at + 1),
    }
}

/// The lines between `ANCHOR: name` and `ANCHOR_END: name`.
fn anchored(text: &str, name: &str) -> Range<usize> {
    let mut start = None;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        match start {
            None if named(line, "ANCHOR:") == Some(name) => start = Some(at + line.len()),
            Some(start) if named(line, "ANCHOR_END:") == Some(name) => return start..at,
            _ => {}
        }
        at += line.len();
    }
    start.unwrap_or(at)..at
}

fn named<'t>(line: &'t str, sign: &str) -> Option<&'t str> {
    let name = line[line.find(sign)? + sign.len()..].trim_start();
    let is_over = |c: char| !c.is_alphanumeric() && c != '_' && c != '-';
    name.split(is_over).next().filter(|name| !name.is_empty())
}

#[cfg(test)]
mod tests {
    use super::selected;

    #[test]
    fn lines_are_those_of_mdbook() {
        let text = "1\n2\n<!-- ANCHOR: x -->\n4\n<!-- ANCHOR_END: x -->\n6";
        for (said, lines) in [
            ("", text),
            (":1", "1\n"),
            (":2:4", "2\n<!-- ANCHOR: x -->\n4\n"),
            (":6:", "6"),
            ("::1", "1\n"),
            ("::", text),
            (":x", "4\n"),
            (":none", ""),
            (":9", ""),
            (":4:2", ""),
        ] {
            assert_eq!(&text[selected(text, said)], lines, "{said}");
        }
    }
}
