//! What the scanner writes: the author's bytes, and ours between them.

use std::ops::Range;

use super::{Container, Line, Scanner, Written};

impl Scanner<'_> {
    pub(super) fn copy(&mut self, span: Range<usize>) {
        if !span.is_empty() {
            self.map.push(self.out.len(), span.start);
            self.out.push_str(&self.text[span]);
        }
    }

    pub(super) fn put(&mut self, text: &str) {
        self.changed |= !text.is_empty();
        self.out.push_str(text);
    }

    pub(super) fn put_line(&mut self, line: &str) {
        let text = format!("{}{}", line.trim_end(), self.newline);
        self.put(&text);
    }

    /// What lines in the first `depth` containers start with.
    pub(super) fn prefix(&self, depth: usize) -> String {
        let mut prefix = String::new();
        for container in &self.stack[..depth] {
            match container {
                Container::Quote => prefix.push_str("> "),
                Container::Item(width) | Container::Definition(width) => {
                    prefix.extend(std::iter::repeat_n(' ', *width));
                }
                Container::Block { .. } => prefix.push_str("> "),
                Container::Element { .. } => {}
            }
        }
        prefix
    }

    /// Whether lines in the first `depth` containers are written again.
    pub(super) fn rewrites(&self, depth: usize) -> bool {
        self.stack[..depth].iter().any(|container| match container {
            Container::Block { .. } => true,
            Container::Element { indent, .. } => indent.is_some_and(|indent| indent > 0),
            _ => false,
        })
    }

    pub(super) fn end_line(&mut self) {
        if !self.out.is_empty() && !self.out.ends_with('\n') {
            self.put(self.newline);
        }
    }

    pub(super) fn flush_blank(&mut self) {
        let blank = std::mem::take(&mut self.blank);
        self.after_blank |= !blank.is_empty();
        let rewrites = self.rewrites(self.stack.len());
        let prefix = self.prefix(self.stack.len());
        for line in blank {
            if rewrites {
                self.put(prefix.trim_end());
                self.copy(line.end..line.next);
            } else {
                self.copy(line.start..line.next);
            }
        }
    }

    /// A line that must not go on what is before it.
    pub(super) fn set_apart(&mut self) {
        if !self.after_blank {
            let prefix = self.prefix(self.stack.len());
            self.end_line();
            self.put_line(&prefix);
            self.after_blank = true;
        }
    }

    /// Goes over white space that a marker or a block follows.
    pub(super) fn indent(&mut self, at: &mut Written, columns: usize) {
        at.cursor.skip(self.text, columns);
        self.spaces(at, columns);
    }

    /// Goes over columns that are not written: a block of ours stands directly in its container.
    pub(super) fn leave_out(&mut self, at: &mut Written, columns: usize) {
        if !at.rewrites {
            self.copy(at.copied..at.cursor.at);
        }
        at.cursor.skip(self.text, columns);
        at.copied = at.cursor.at;
    }

    /// Writes white space that the cursor has gone over: as spaces where columns have moved.
    pub(super) fn spaces(&mut self, at: &mut Written, columns: usize) {
        if at.rewrites {
            self.put(&" ".repeat(columns));
        } else {
            self.copy(at.copied..at.cursor.at);
        }
        at.copied = at.cursor.at;
    }

    /// The rest of a line, as it is.
    pub(super) fn rest(&mut self, line: &Line, at: &mut Written) {
        if at.rewrites {
            let indent = at.cursor.indent(self.text, line.end);
            self.indent(at, indent);
        }
        self.copy(at.copied..line.next);
    }
}
