//! Columns: where a line is, with tabs that reach to the next column of four.

/// White space in a line, as CommonMark has it: other spaces are text.
pub(super) const SPACE: [char; 2] = [' ', '\t'];

/// A place in a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Cursor {
    /// The byte in the text.
    pub(super) at: usize,
    /// The column of that byte.
    column: usize,
    /// Columns left of a tab that was taken in part.
    pub(super) spare: usize,
}

impl Cursor {
    pub(super) fn new(at: usize) -> Self {
        Self { at, column: 0, spare: 0 }
    }

    /// How many columns of white space stand here, up to `end`.
    pub(super) fn indent(self, text: &str, end: usize) -> usize {
        let mut column = self.column;
        for byte in &text.as_bytes()[self.at..end] {
            match byte {
                b' ' => column += 1,
                b'\t' => column += 4 - column % 4,
                _ => break,
            }
        }
        self.spare + column - self.column
    }

    /// Goes over `count` columns of white space, which are there.
    pub(super) fn skip(&mut self, text: &str, mut count: usize) {
        let spare = self.spare.min(count);
        self.spare -= spare;
        count -= spare;
        while count > 0 {
            let width = match text.as_bytes().get(self.at) {
                Some(b' ') => 1,
                Some(b'\t') => 4 - self.column % 4,
                _ => return,
            };
            self.at += 1;
            self.column += width;
            self.spare = width.saturating_sub(count);
            count = count.saturating_sub(width);
        }
    }

    /// Goes over `bytes` that are no white space.
    pub(super) fn advance(&mut self, bytes: usize) {
        self.at += bytes;
        self.column += bytes;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tab_can_be_taken_in_part() {
        let text = "\t\tx";
        let mut cursor = Cursor::new(0);
        assert_eq!(cursor.indent(text, 3), 8);
        cursor.skip(text, 2);
        assert_eq!((cursor.at, cursor.spare, cursor.indent(text, 3)), (1, 2, 6));
        cursor.skip(text, 6);
        assert_eq!((cursor.at, cursor.spare, cursor.indent(text, 3)), (2, 0, 0));
    }
}
