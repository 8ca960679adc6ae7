//! A page as lines that know which line of the author's they are.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

/// The lines, without their ends, that stand in the place of a line.
pub(super) type Changes = BTreeMap<usize, Vec<String>>;

/// How many spaces a line starts with.
pub(super) fn indent(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}

/// A page while its lines change.
#[derive(Debug, Clone)]
pub(super) struct PageLines {
    /// Each with its end.
    lines: Vec<String>,
    /// The author's line of each, from 1.
    origin: Vec<usize>,
    /// Whether each is code, or another line whose text stays.
    code: Vec<bool>,
    /// Where each line of the text started, before any has changed.
    starts: Vec<usize>,
    pub(super) is_changed: bool,
}

impl PageLines {
    pub(super) fn of(text: &str, origin: &[usize]) -> Self {
        let lines: Vec<String> = text.split_inclusive('\n').map(str::to_owned).collect();
        let own = |at: usize| origin.get(at).copied().unwrap_or(at + 1);
        let starts =
            std::iter::once(0).chain(memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| at + 1)).collect();
        let code = vec![false; lines.len()];
        Self { origin: (0..lines.len()).map(own).collect(), code, lines, starts, is_changed: false }
    }

    /// The line that a byte of the text was in.
    pub(super) fn line_of(&self, byte: usize) -> usize {
        self.starts.partition_point(|start| *start <= byte).saturating_sub(1)
    }

    /// Where a line of the text started.
    pub(super) fn start_of(&self, line: usize) -> usize {
        self.starts.get(line).copied().unwrap_or_default()
    }

    pub(super) fn len(&self) -> usize {
        self.lines.len()
    }

    /// A line without its end.
    pub(super) fn get(&self, at: usize) -> &str {
        self.lines.get(at).map_or("", |line| line.trim_end_matches(['\n', '\r']))
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).map(|at| self.get(at))
    }

    /// A line with spaces in the place of the tabs that it starts with.
    pub(super) fn flat(&self, at: usize) -> Cow<'_, str> {
        with_spaces(self.get(at))
    }

    /// The byte of the text where the first sign of a line stood.
    pub(super) fn sign_of(&self, at: usize) -> usize {
        let line = self.get(at);
        self.start_of(at) + line.len() - line.trim_start().len()
    }

    /// The author's line.
    pub(super) fn origin(&self, at: usize) -> usize {
        self.origin.get(at).copied().unwrap_or_default()
    }

    /// Lines whose text stays.
    pub(super) fn mark_code(&mut self, lines: Range<usize>) {
        let end = lines.end.min(self.code.len());
        self.code[lines.start.min(end)..end].fill(true);
    }

    pub(super) fn is_code(&self, at: usize) -> bool {
        self.code.get(at).copied().unwrap_or_default()
    }

    pub(super) fn set(&mut self, at: usize, line: &str) {
        let end = self.lines[at][self.get(at).len()..].to_owned();
        self.lines[at] = format!("{line}{end}");
        self.is_changed = true;
    }

    /// Puts texts in the place of bytes of the text, in their order, each in one line. None of the lines has changed before;
    /// what starts within another one is left out.
    pub(super) fn replace(&mut self, edits: impl IntoIterator<Item = (Range<usize>, String)>) {
        let mut edits = edits.into_iter().peekable();
        while let Some((first, _)) = edits.peek() {
            let at = self.line_of(first.start);
            let (start, line) = (self.start_of(at), self.get(at));
            let next = self.starts.get(at + 1).copied().unwrap_or(usize::MAX);
            let (mut now, mut done) = (String::new(), 0);
            while let Some((span, new)) = edits.next_if(|(span, _)| span.start < next) {
                if let Some(kept) = line.get(done..span.start - start) {
                    now += kept;
                    now += &new;
                    done = span.end - start;
                }
            }
            now += &line[done..];
            self.set(at, &now);
        }
    }

    /// Puts other lines, or none, in the place of some of them, in one pass. The last line of what was code stays code.
    pub(super) fn change(&mut self, mut changes: Changes) {
        if changes.is_empty() {
            return;
        }
        self.is_changed = true;
        let end = if self.lines.first().is_some_and(|line| line.ends_with("\r\n")) { "\r\n" } else { "\n" };
        let old = std::mem::take(&mut self.lines).into_iter().zip(std::mem::take(&mut self.origin));
        let code = std::mem::take(&mut self.code);
        for (at, ((line, origin), code)) in old.zip(code).enumerate() {
            let Some(mut now) = changes.remove(&at) else {
                self.push(line, origin, code);
                continue;
            };
            let Some(last) = now.pop() else { continue };
            now.into_iter().for_each(|new| self.push(new + end, origin, false));
            let own = &line[line.trim_end_matches(['\n', '\r']).len()..];
            self.push(format!("{last}{own}"), origin, code);
        }
    }

    fn push(&mut self, line: String, origin: usize, code: bool) {
        self.lines.push(line);
        self.origin.push(origin);
        self.code.push(code);
    }

    pub(super) fn into_parts(self) -> (String, Vec<usize>) {
        (self.lines.concat(), self.origin)
    }
}

/// The bytes of white space and signs of quotes that a line starts with.
pub(super) fn prefix_length(line: &str) -> usize {
    line.len() - line.trim_start_matches(['>', ' ', '\t']).len()
}

/// A line with spaces in the place of the tabs that it starts with.
pub(super) fn with_spaces(line: &str) -> Cow<'_, str> {
    let text = line.trim_start_matches([' ', '\t']);
    let own = &line[..line.len() - text.len()];
    match own.contains('\t') {
        true => Cow::Owned(" ".repeat(columns(own)) + text),
        false => Cow::Borrowed(line),
    }
}

/// The length of the code that a text starts with, or of its signs alone.
pub(super) fn code_length(text: &str) -> usize {
    let signs = text.bytes().take_while(|b| *b == b'`').count();
    text[signs..].find(&text[..signs]).map_or(signs, |end| signs + end + signs)
}

/// The columns of a text of white space and signs.
pub(super) fn columns(text: &str) -> usize {
    text.chars().fold(0, |column, c| column + if c == '\t' { 4 - column % 4 } else { 1 })
}
