//! Spans of bytes in their order.

use std::ops::Range;

/// Spans in their order, with those that overlap as one.
pub(crate) fn merged(mut spans: Vec<Range<usize>>) -> Vec<Range<usize>> {
    spans.sort_by_key(|span| span.start);
    let mut merged: Vec<Range<usize>> = Vec::with_capacity(spans.len());
    for span in spans {
        match merged.last_mut() {
            Some(last) if span.start < last.end => last.end = last.end.max(span.end),
            _ => merged.push(span),
        }
    }
    merged
}

/// Whether a byte is in one of some spans, which do not overlap and are in their order.
pub(crate) fn is_within(spans: &[Range<usize>], at: usize) -> bool {
    let next = spans.partition_point(|span| span.end <= at);
    spans.get(next).is_some_and(|span| span.start <= at)
}

/// Whether a span has no byte of some spans, which do not overlap and are in their order.
pub(crate) fn is_free(spans: &[Range<usize>], span: &Range<usize>) -> bool {
    let next = spans.partition_point(|other| other.end <= span.start);
    spans.get(next).is_none_or(|other| other.start >= span.end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_that_overlap_are_one() {
        let spans = merged(vec![8..9, 1..4, 2..3, 3..6, 6..6]);
        assert_eq!(spans, [1..6, 6..6, 8..9]);
        let within: Vec<usize> = (0..10).filter(|at| is_within(&spans, *at)).collect();
        assert_eq!(within, [1, 2, 3, 4, 5, 8]);
        for (span, free) in [(0..1, true), (0..2, false), (6..8, true), (7..10, false), (9..12, true)] {
            assert_eq!(is_free(&spans, &span), free, "{span:?}");
        }
    }
}
