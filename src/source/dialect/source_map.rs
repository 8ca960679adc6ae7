//! From the text that CommonMark reads back to the author's.

use std::ops::Range;

/// Runs of bytes that both texts have, in their order.
#[derive(Debug, Clone, Default)]
pub(crate) struct SourceMap {
    /// Start in the new text, start in the author's.
    runs: Vec<(usize, usize)>,
    /// The length of the author's text.
    end: usize,
}

impl SourceMap {
    pub(super) fn new(end: usize) -> Self {
        Self { runs: Vec::new(), end }
    }

    /// The bytes from `new` on are those from `old` on.
    pub(super) fn push(&mut self, new: usize, old: usize) {
        if self.runs.last().is_none_or(|(n, o)| new - n != old - o) {
            self.runs.push((new, old));
        }
    }

    /// The author's bytes of a span in the new text. What the author did not write is where the next
    /// byte of the author's is.
    pub(crate) fn back(&self, span: Range<usize>) -> Range<usize> {
        let start = self.at(span.start);
        if span.is_empty() {
            return start..start;
        }
        start..(self.at(span.end - 1) + 1).clamp(start, self.end)
    }

    fn at(&self, new: usize) -> usize {
        let next = self.runs.partition_point(|(start, _)| *start <= new);
        let limit = self.runs.get(next).map_or(self.end, |(_, old)| *old);
        match next.checked_sub(1).and_then(|at| self.runs.get(at)) {
            Some((start, old)) => (old + (new - start)).min(limit),
            None => new.min(limit),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_lead_back_to_what_the_author_wrote() {
        // author: "a\n    b", new: "a\n> b"
        let mut map = SourceMap::new(7);
        map.push(0, 0);
        map.push(4, 6);
        assert_eq!(map.back(0..2), 0..2);
        assert_eq!(map.back(4..5), 6..7);
        assert_eq!(map.back(2..3), 2..3);
        assert_eq!(map.back(5..5), 7..7);
    }
}
