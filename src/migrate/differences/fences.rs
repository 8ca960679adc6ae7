//! Blocks of fenced code as `pymdownx.superfences` finds them, and as `fenced_code` does, line by line.

use std::ops::Range;

use super::lines::{PageLines, columns, prefix_length};
use crate::migrate::read::Read;

/// A block of code: its first and its last line, which are the fences.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::migrate) struct Fence {
    pub(in crate::migrate) first: usize,
    pub(in crate::migrate) last: usize,
}

/// A fence that is open.
struct Open<'t> {
    first: usize,
    /// The signs.
    fence: &'t str,
    /// Columns before it, signs of quotes included.
    column: usize,
    quotes: usize,
    /// Whether the last line was blank.
    after_blank: bool,
}

/// The blocks of code of a page after its front matter.
pub(super) fn of_page(lines: &PageLines, read: &Read, is_nested: bool) -> Vec<Fence> {
    let body = lines.line_of(read.front_matter);
    find(lines.iter().enumerate().map(|(at, line)| if at < body { "" } else { line }), is_nested)
}

/// Their bytes.
pub(super) fn spans(lines: &PageLines, fences: &[Fence]) -> Vec<Range<usize>> {
    fences.iter().map(|fence| lines.start_of(fence.first)..lines.start_of(fence.last + 1)).collect()
}

/// The blocks of code in these lines. `is_nested` tells that they may stand in lists, boxes and quotes.
pub(in crate::migrate) fn find<'t>(lines: impl Iterator<Item = &'t str>, is_nested: bool) -> Vec<Fence> {
    let mut found = Vec::new();
    let mut open: Option<Open<'t>> = None;
    for (at, line) in lines.enumerate() {
        let line = line.trim_end_matches('\r');
        let Some(fence) = &mut open else {
            open = opened(line, at, is_nested);
            continue;
        };
        match fence.line(line) {
            Step::Content => {}
            Step::End => {
                found.push(Fence { first: fence.first, last: at });
                open = None;
            }
            Step::NoFence => open = None,
        }
    }
    found
}

enum Step {
    Content,
    End,
    /// The line stands outside: the fence was none.
    NoFence,
}

impl Open<'_> {
    fn line(&mut self, line: &str) -> Step {
        let (width, length, quotes) = self.prefix(line);
        let content = &line[length..];
        let is_blank = content.trim().is_empty() && (self.quotes > 0 || quotes == 0);
        let ends = content.trim_end_matches([' ', '\t']) == self.fence;
        if self.quotes > 0 {
            if quotes > self.quotes || (self.after_blank && quotes < self.quotes && !is_blank) {
                return Step::NoFence;
            }
        } else if quotes > 0 || (!is_blank && width != self.column) {
            return Step::NoFence;
        }
        self.after_blank = is_blank;
        if ends && (self.quotes == 0 || width >= self.column.min(1)) { Step::End } else { Step::Content }
    }

    /// The columns, the bytes and the signs of quotes that a line starts with, up to the column of the fence.
    fn prefix(&self, line: &str) -> (usize, usize, usize) {
        let (mut column, mut length, mut quotes) = (0, 0, 0);
        for c in line.chars() {
            if column >= self.column || !matches!(c, '>' | ' ' | '\t') {
                break;
            }
            column += if c == '\t' { 4 - column % 4 } else { 1 };
            length += 1;
            quotes += usize::from(c == '>');
        }
        (column, length, quotes)
    }
}

fn opened(line: &str, at: usize, is_nested: bool) -> Option<Open<'_>> {
    let length = prefix_length(line);
    let rest = &line[length..];
    let sign = rest.chars().next().filter(|c| matches!(c, '`' | '~'))?;
    let signs = rest.chars().take_while(|c| *c == sign).count();
    let is_fence = signs >= 3 && is_info(rest[signs..].trim()) && (is_nested || length == 0);
    is_fence.then(|| Open {
        first: at,
        fence: &rest[..signs],
        column: columns(&line[..length]),
        quotes: line[..length].matches('>').count(),
        after_blank: false,
    })
}

/// Whether what follows the signs makes a fence: a language, then a list in braces or options.
fn is_info(info: &str) -> bool {
    let is_language = |word: &str| {
        let word = word.strip_prefix('.').unwrap_or(word);
        word.chars().all(|c| c.is_alphanumeric() || "_#.+-".contains(c))
    };
    let (first, rest) = info.split_once([' ', '\t']).unwrap_or((info, ""));
    // Options may stand without a language.
    let rest = if is_language(first) { rest.trim() } else { info };
    rest.is_empty() || (rest.starts_with('{') && rest.ends_with('}')) || are_options(rest)
}

/// `title="a b" linenums`
fn are_options(mut rest: &str) -> bool {
    while !rest.is_empty() {
        let name = rest.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_')).unwrap_or(rest.len());
        if name == 0 || !rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
            return false;
        }
        rest = &rest[name..];
        if let Some(value) = rest.strip_prefix('=') {
            let Some(quote) = value.chars().next().filter(|c| matches!(c, '"' | '\'')) else { return false };
            let Some(end) = value[1..].find(quote) else { return false };
            rest = &value[end + 2..];
        }
        if !rest.is_empty() && !rest.starts_with([' ', '\t']) {
            return false;
        }
        rest = rest.trim_start();
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    fn blocks(text: &str) -> Vec<(usize, usize)> {
        find(text.lines(), true).iter().map(|fence| (fence.first, fence.last)).collect()
    }

    #[test]
    fn fences_end_where_superfences_ends_them() {
        assert_eq!(blocks("```\na\n```\n"), [(0, 2)]);
        assert_eq!(
            blocks("```\n\n    ```\n    a\n    ```\n```\n"),
            [(0, 5)],
            "what stands further in is content"
        );
        assert_eq!(blocks("````\n```\n````\n"), [(0, 2)]);
        assert_eq!(blocks("```\na\n````\nb\n```\n"), [(0, 4)], "a longer run does not end it");
        assert_eq!(blocks("    ```yaml\n    a: 1\n\n```\n\ntext\n"), []);
        assert_eq!(blocks("> ```\n> a\n> ```\n"), [(0, 2)]);
        assert_eq!(blocks("- a\n\n    ```\n    b\n\n    ```\n"), [(2, 5)]);
        assert_eq!(blocks("- ```\n  a\n  ```\n"), [], "a sign of a list stands before it");
        assert_eq!(blocks("```\na\n"), []);
        assert_eq!(find("    ```\n    a\n    ```\n".lines(), false), []);
    }

    #[test]
    fn infos_are_languages_and_options() {
        for info in [
            "",
            "py",
            ".py",
            "c++",
            "{.py .a}",
            "py { .a }",
            "py title=\"a b\" linenums='1'",
            "py hl_lines",
            "title=\"a b\"",
            "title='a' hl_lines=\"1\"",
        ] {
            assert!(is_info(info), "{info}");
        }
        for info in ["rust,ignore", "py a=1", "py title=\"a", "a b-c", "py {", "`a`", "title=\"a\"b"] {
            assert!(!is_info(info), "{info}");
        }
    }
}
