//! A page's text in the making, where other texts take the place of some of it.

use super::tree::SitePage;

/// A text in the making, with the author's line of each of its lines.
#[derive(Default)]
pub(super) struct Made {
    pub(super) text: String,
    origin: Vec<usize>,
}

impl Made {
    /// Takes over the author's own text, which starts on `line`.
    pub(super) fn copy(&mut self, text: &str, mut line: usize) {
        for part in text.split_inclusive('\n') {
            self.text.push_str(part);
            if part.ends_with('\n') {
                self.origin.push(line);
                line += 1;
            }
        }
    }

    /// Takes over a whole page.
    pub(super) fn copy_of(&mut self, page: &SitePage) {
        self.text.push_str(&page.text);
        let lines = page.text.matches('\n').count();
        self.origin.extend((0..lines).map(|at| page.origin.get(at).copied().unwrap_or(at + 1)));
    }

    /// Puts a text in the place of a call on `line`.
    pub(super) fn put(&mut self, text: &str, line: usize) {
        self.text.push_str(text);
        self.origin.extend(std::iter::repeat_n(line, text.matches('\n').count()));
    }

    /// Puts another one after it, whose lines but the first follow `indent`.
    pub(super) fn append(&mut self, other: Self, indent: &str) {
        self.text.push_str(&indented(&other.text, indent));
        self.origin.extend(other.origin);
    }

    /// Gives a page this text, if it is another one.
    pub(super) fn give(mut self, page: &mut SitePage) {
        if self.text != page.text {
            self.origin.push(self.origin.last().copied().unwrap_or(1) + 1);
            page.text = self.text;
            page.expanded.clone_from(&self.origin);
            page.origin = self.origin;
        }
    }
}

/// A text whose lines but the first follow `indent`; an empty one after its signs only.
pub(super) fn indented(text: &str, indent: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (nth, line) in text.split_inclusive('\n').enumerate() {
        match (nth, line.trim().is_empty()) {
            (0, _) => {}
            (_, true) => out.push_str(indent.trim_end()),
            (_, false) => out.push_str(indent),
        }
        out.push_str(line);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_indented() {
        assert_eq!(indented("a\nb\n\nc", "  "), "a\n  b\n\n  c");
        assert_eq!(indented("a\n\n  b\n", "> "), "a\n>\n>   b\n");
    }
}
