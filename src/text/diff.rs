//! What changes in a text, as people read it: a unified diff.

use similar::TextDiff;

/// The changes from `before` to `after`, with three lines around each; empty if there are none.
pub(crate) fn unified(file: &str, before: &str, after: &str) -> String {
    renamed(file, file, before, after)
}

/// The same of a file that has another name afterwards.
pub(crate) fn renamed(old: &str, new: &str, before: &str, after: &str) -> String {
    let diff = TextDiff::from_lines(before, after);
    diff.unified_diff().header(&format!("a/{old}"), &format!("b/{new}")).to_string()
}

/// The same with colours for a terminal.
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

    #[test]
    fn changes_have_their_lines() {
        assert_eq!(
            unified("a.md", "a\nb\n", "a\nc\n"),
            "--- a/a.md\n+++ b/a.md\n@@ -1,2 +1,2 @@\n a\n-b\n+c\n"
        );
        assert_eq!(unified("a.md", "a\n", "a\n"), "");
        assert_eq!(coloured("-b\n c\n"), "\u{1b}[31m-b\u{1b}[0m\n c\n");
    }
}
