//! What changes in a text, line by line: as people read it, and as edits.

use std::borrow::Cow;
use std::ops::Range;

use super::changes::{Changed, changes};
use super::{Edit, newline};

/// Lines that are shown before and after a change.
const AROUND: usize = 3;

/// The changes from `before` to `after`, with three lines around each; empty if there are none.
pub(crate) fn unified(file: &str, before: &str, after: &str) -> String {
    renamed(file, file, before, after)
}

/// The same of a file that has another name afterwards.
pub(crate) fn renamed(old: &str, new: &str, before: &str, after: &str) -> String {
    let (before, after): (Vec<&str>, Vec<&str>) =
        (before.split_inclusive('\n').collect(), after.split_inclusive('\n').collect());
    let changes = changes(&before, &after);
    let mut diff = String::new();
    // Changes whose surroundings touch are one hunk.
    for hunk in changes.chunk_by(|one, next| next.0.start - one.0.end <= 2 * AROUND) {
        diff += &drawn(hunk, &before, &after);
    }
    if diff.is_empty() { diff } else { format!("--- a/{old}\n+++ b/{new}\n{diff}") }
}

/// A hunk of a unified diff.
fn drawn(hunk: &[Changed], before: &[&str], after: &[&str]) -> String {
    let (Some(first), Some(last)) = (hunk.first(), hunk.last()) else { return String::new() };
    let above = AROUND.min(first.0.start);
    let below = AROUND.min(before.len() - last.0.end);
    let old = first.0.start - above..last.0.end + below;
    let new = first.1.start - above..last.1.end + below;
    let mut drawn = format!("@@ -{} +{} @@\n", place(&old), place(&new));
    let mut add = |sign: char, lines: &[&str]| {
        for line in lines {
            drawn.push(sign);
            drawn += line;
            if !line.ends_with('\n') {
                drawn += "\n\\ No newline at end of file\n";
            }
        }
    };
    let mut at = old.start;
    for (gone, come) in hunk {
        add(' ', &before[at..gone.start]);
        add('-', &before[gone.clone()]);
        add('+', &after[come.clone()]);
        at = gone.end;
    }
    add(' ', &before[at..old.end]);
    drawn
}

/// Lines, as a unified diff names them: by the first and their number; no lines by the one before them.
fn place(lines: &Range<usize>) -> String {
    match lines.len() {
        0 => format!("{},0", lines.start),
        1 => (lines.start + 1).to_string(),
        length => format!("{},{length}", lines.start + 1),
    }
}

/// The edits that make `after` of `before`: whole lines. Lines that differ by their ends alone stay, and new ones end as
/// those of `before`.
pub(crate) fn edits(before: &str, after: &str) -> Vec<Edit> {
    let newline = newline(before);
    let starts: Vec<usize> =
        std::iter::once(0).chain(before.match_indices('\n').map(|(at, _)| at + 1)).collect();
    let start = |line: usize| starts.get(line).copied().unwrap_or(before.len());
    let new = lines(after);
    let edit = |(gone, come): Changed| {
        Edit::replace(start(gone.start)..start(gone.end), new[come].concat().replace('\n', newline))
    };
    changes(&lines(before), &new).into_iter().map(edit).collect()
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
        assert_eq!(
            renamed("a.md", "b.md", "", "a"),
            "--- a/a.md\n+++ b/b.md\n@@ -0,0 +1 @@\n+a\n\\ No newline at end of file\n"
        );
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
