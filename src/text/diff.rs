//! What changes in a text, line by line: as people read it, and as edits.

use std::borrow::Cow;
use std::fmt;
use std::hash::Hash;
use std::ops::Range;

use imara_diff::{Algorithm, Diff, InternedInput, Interner, Token, UnifiedDiffConfig, UnifiedDiffPrinter};

use super::{Edit, newline};

/// The changes from `before` to `after`, with three lines around each; empty if there are none.
pub(crate) fn unified(file: &str, before: &str, after: &str) -> String {
    renamed(file, file, before, after)
}

/// The same of a file that has another name afterwards.
pub(crate) fn renamed(old: &str, new: &str, before: &str, after: &str) -> String {
    if before == after {
        return String::new();
    }
    let input = InternedInput::new(before, after);
    let mut diff = Diff::compute(Algorithm::Histogram, &input);
    diff.postprocess_lines(&input);
    let lines = Lines(&input.interner);
    let hunks = diff.unified_diff(&lines, UnifiedDiffConfig::default(), &input);
    format!("--- a/{old}\n+++ b/{new}\n{hunks}")
}

/// What makes `after` of `before`: ranges of items, and those that stand in their place. Everything between is equal.
pub(crate) fn changes<T: Eq + Hash>(
    before: impl Iterator<Item = T>,
    after: impl Iterator<Item = T>,
) -> Vec<(Range<usize>, Range<usize>)> {
    let mut input = InternedInput { before: Vec::new(), after: Vec::new(), interner: Interner::new(0) };
    input.update_before(before);
    input.update_after(after);
    let items = |range: Range<u32>| range.start as usize..range.end as usize;
    let diff = Diff::compute(Algorithm::Myers, &input);
    diff.hunks().map(|hunk| (items(hunk.before), items(hunk.after))).collect()
}

/// The edits that make `after` of `before`: whole lines. Lines that differ by their ends alone stay, and new ones end as
/// those of `before`.
pub(crate) fn edits(before: &str, after: &str) -> Vec<Edit> {
    let newline = newline(before);
    let starts: Vec<usize> =
        std::iter::once(0).chain(before.match_indices('\n').map(|(at, _)| at + 1)).collect();
    let start = |line: usize| starts.get(line).copied().unwrap_or(before.len());
    let new = lines(after);
    let edit = |(gone, come): (Range<usize>, Range<usize>)| {
        Edit::replace(start(gone.start)..start(gone.end), new[come].concat().replace('\n', newline))
    };
    changes(lines(before).iter(), new.iter()).into_iter().map(edit).collect()
}

/// Writes the lines of a unified diff.
struct Lines<'a>(&'a Interner<&'a str>);

impl Lines<'_> {
    fn line(&self, f: &mut impl fmt::Write, sign: char, line: Token) -> fmt::Result {
        let line = self.0[line];
        write!(f, "{sign}{line}")?;
        if line.ends_with('\n') { Ok(()) } else { f.write_str("\n\\ No newline at end of file\n") }
    }
}

impl UnifiedDiffPrinter for Lines<'_> {
    fn display_header(
        &self,
        mut f: impl fmt::Write,
        start_before: u32,
        start_after: u32,
        len_before: u32,
        len_after: u32,
    ) -> fmt::Result {
        // No line is called by the one before it.
        let place = |start: u32, length: u32| format!("{},{length}", start + u32::from(length > 0));
        let (before, after) = (place(start_before, len_before), place(start_after, len_after));
        writeln!(f, "@@ -{before} +{after} @@")
    }

    fn display_context_token(&self, mut f: impl fmt::Write, token: Token) -> fmt::Result {
        self.line(&mut f, ' ', token)
    }

    fn display_hunk(&self, mut f: impl fmt::Write, before: &[Token], after: &[Token]) -> fmt::Result {
        before.iter().try_for_each(|line| self.line(&mut f, '-', *line))?;
        after.iter().try_for_each(|line| self.line(&mut f, '+', *line))
    }
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
            "--- a/a.md\n+++ b/b.md\n@@ -0,0 +1,1 @@\n+a\n\\ No newline at end of file\n"
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
