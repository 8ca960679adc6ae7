//! The texts that problems point into, and where in lines and columns a byte of them is.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::OnceLock;

use crate::text::floor_char_boundary;

/// How many bytes lie between two places whose columns are known.
const STEP: usize = 1024;

/// The texts that places point into, by file.
#[derive(Debug, Default)]
pub struct Sources<'a>(BTreeMap<String, SourceText<'a>>);

/// A text, with what its lines and characters are counted by, which is made when it is first asked for.
#[derive(Debug)]
pub struct SourceText<'a> {
    text: &'a str,
    index: OnceLock<Index>,
}

/// Where lines start, and how many characters come before each step.
#[derive(Debug)]
struct Index {
    lines: Vec<usize>,
    characters: Vec<usize>,
}

/// A place in a text: line and column, both from 1; columns count characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Position {
    /// The line.
    pub line: usize,
    /// The character in its line.
    pub column: usize,
}

impl<'a> Sources<'a> {
    /// The text of a file.
    pub fn get(&self, file: &str) -> Option<&SourceText<'a>> {
        self.0.get(file)
    }

    /// Adds the text of a file, in place of the one that was there.
    pub fn insert(&mut self, file: String, text: &'a str) {
        self.0.insert(file, SourceText::new(text));
    }
}

impl<'a> FromIterator<(String, &'a str)> for Sources<'a> {
    fn from_iter<I: IntoIterator<Item = (String, &'a str)>>(files: I) -> Self {
        Self(files.into_iter().map(|(file, text)| (file, SourceText::new(text))).collect())
    }
}

impl<'a, const N: usize> From<[(String, &'a str); N]> for Sources<'a> {
    fn from(files: [(String, &'a str); N]) -> Self {
        files.into_iter().collect()
    }
}

impl<'a> SourceText<'a> {
    fn new(text: &'a str) -> Self {
        Self { text, index: OnceLock::new() }
    }

    /// The text itself.
    pub fn text(&self) -> &'a str {
        self.text
    }

    /// Line and column of a byte; those of the end for one beyond it.
    pub fn position(&self, at: usize) -> Position {
        let at = floor_char_boundary(self.text, at);
        let line = self.index().lines.partition_point(|start| *start <= at);
        let start = self.index().lines[line - 1];
        Position { line, column: 1 + self.characters_before(at) - self.characters_before(start) }
    }

    /// The bytes of the line that a byte is in, without its end.
    pub(super) fn line_around(&self, at: usize) -> Range<usize> {
        let at = floor_char_boundary(self.text, at);
        let lines = &self.index().lines;
        let next = lines.partition_point(|start| *start <= at);
        let end = lines.get(next).map_or(self.text.len(), |start| start - 1);
        let line = &self.text[lines[next - 1]..end];
        lines[next - 1]..lines[next - 1] + line.trim_end_matches('\r').len()
    }

    fn index(&self) -> &Index {
        self.index.get_or_init(|| Index::of(self.text))
    }

    fn characters_before(&self, at: usize) -> usize {
        let step = at / STEP;
        let start = floor_char_boundary(self.text, step * STEP);
        self.index().characters[step] + self.text[start..at].chars().count()
    }
}

impl Index {
    fn of(text: &str) -> Self {
        let lines = [0].into_iter().chain(memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| at + 1));
        let mut characters = vec![0];
        let mut start = 0;
        while (characters.len()) * STEP <= text.len() {
            let end = floor_char_boundary(text, characters.len() * STEP);
            characters.push(characters[characters.len() - 1] + text[start..end].chars().count());
            start = end;
        }
        Self { lines: lines.collect(), characters }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn position(text: &str, at: usize) -> (usize, usize) {
        let Position { line, column } = SourceText::new(text).position(at);
        (line, column)
    }

    #[test]
    fn places_count_lines_and_characters() {
        let text = "é\nüber x\n";
        assert_eq!([9, 10, 0, 1, 99].map(|at| position(text, at)), [(2, 6), (2, 7), (1, 1), (1, 1), (3, 1)]);
    }

    #[test]
    fn a_long_line_is_counted_by_its_steps() {
        let text = format!("a\n{}b", "é".repeat(3 * STEP));
        for at in [2, 3, STEP, STEP + 1, 2 * STEP, text.len() - 1, text.len()] {
            let start = floor_char_boundary(&text, at);
            assert_eq!(position(&text, at), (2, 1 + text[2..start].chars().count()), "{at}");
        }
    }

    #[test]
    fn a_line_has_no_end_of_line() {
        let source = SourceText::new("a\r\nbc\n\nd");
        assert_eq!(
            [0, 3, 5, 6, 7, 99].map(|at| source.line_around(at)),
            [0..1, 3..5, 3..5, 6..6, 7..8, 7..8]
        );
    }
}
