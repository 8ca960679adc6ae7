//! What changes in a text, line by line: as people read it, and as edits.

use std::borrow::Cow;

use similar::{Algorithm, TextDiff, capture_diff_slices};

use super::{Edit, newline};

/// The changes from `before` to `after`, with three lines around each; empty if there are none.
pub(crate) fn unified(file: &str, before: &str, after: &str) -> String {
    renamed(file, file, before, after)
}

/// The same of a file that has another name afterwards.
pub(crate) fn renamed(old: &str, new: &str, before: &str, after: &str) -> String {
    let diff = TextDiff::from_lines(before, after);
    diff.unified_diff().header(&format!("a/{old}"), &format!("b/{new}")).to_string()
}

/// The edits that make `after` of `before`: whole lines. Lines that differ by their ends alone stay, and new ones end as
/// those of `before`.
pub(crate) fn edits(before: &str, after: &str) -> Vec<Edit> {
    let newline = newline(before);
    let starts: Vec<usize> =
        std::iter::once(0).chain(before.match_indices('\n').map(|(at, _)| at + 1)).collect();
    let start = |line: usize| starts.get(line).copied().unwrap_or(before.len());
    let (old, new) = (lines(before), lines(after));
    let ops = capture_diff_slices(Algorithm::Myers, &old, &new);
    let edit = |op: &similar::DiffOp| {
        let written = new[op.new_range()].concat().replace('\n', newline);
        let gone = op.old_range();
        (!matches!(op, similar::DiffOp::Equal { .. }))
            .then(|| Edit::replace(start(gone.start)..start(gone.end), written))
    };
    ops.iter().filter_map(edit).collect()
}

/// The lines of a text, each with a LF where it has an end.
fn lines(text: &str) -> Vec<Cow<'_, str>> {
    let with_lf = |line| match str::strip_suffix(line, "\r\n") {
        Some(said) => Cow::Owned(format!("{said}\n")),
        None => Cow::Borrowed(line),
    };
    text.split_inclusive('\n').map(with_lf).collect()
}

/// A diff with colours for a terminal.
pub(crate) fn coloured(diff: &str) -> String {
    let line = |line: &str| {
        let colour = match line.as_bytes() {
            [b'+', b'+', b'+', ..] | [b'-', b'-', b'-', ..] => "1",
            [b'+', ..] => "32",
            [b'-', ..] => "31",
            [b'@', ..] => "36",
            _ => return line.to_owned(),
        };
        let text = line.trim_end_matches(['\n', '\r']);
        format!("\u{1b}[{colour}m{text}\u{1b}[0m{}", &line[text.len()..])
    };
    diff.split_inclusive('\n').map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Edited;

    #[test]
    fn changes_have_their_lines() {
        assert_eq!(
            unified("a.md", "a\nb\n", "a\nc\n"),
            "--- a/a.md\n+++ b/a.md\n@@ -1,2 +1,2 @@\n a\n-b\n+c\n"
        );
        assert_eq!(unified("a.md", "a\n", "a\n"), "");
        assert_eq!(coloured("-b\n c\n"), "\u{1b}[31m-b\u{1b}[0m\n c\n");
    }

    #[test]
    fn edits_are_of_lines_and_leave_the_others() {
        for (before, after, expected) in [
            ("a\r\nb\nc\r\n", "a\nx\nb\nc\n", "a\r\nx\r\nb\nc\r\n"),
            ("a\nb\n", "a\n", "a\n"),
            ("a", "a\nb", "a\nb"),
            ("", "a\n", "a\n"),
            ("a\nb\nc\n", "x\nb\ny\nz\n", "x\nb\ny\nz\n"),
        ] {
            let made = Edited::new(before, edits(before, after)).unwrap().to_string();
            assert_eq!(made, expected, "{before:?} {after:?}");
        }
        assert_eq!(edits("a\r\n", "a\n"), []);
    }
}
