//! Signs of emphasis, paired by CommonMark's rules, but for one: to Python-Markdown a sign beside a punctuation mark opens
//! and closes as it does beside a letter.

use std::ops::Range;

/// Signs of one kind that stand together.
#[derive(Debug, Clone)]
pub(super) struct Run {
    pub(super) span: Range<usize>,
    pub(super) sign: u8,
    pub(super) opens: bool,
    pub(super) closes: bool,
}

/// The signs at both ends of an emphasis, which are as many: one, or two of a strong one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Pair {
    pub(super) open: usize,
    pub(super) close: usize,
    pub(super) signs: usize,
}

/// A run while its signs are paired.
struct Open {
    run: usize,
    /// The end of the signs that are left.
    end: usize,
}

/// Where openers that a closer does not match end in the stack, for each kind of closer.
#[derive(Default)]
struct Bottoms([usize; 12]);

impl Bottoms {
    fn of(&mut self, run: &Run) -> &mut usize {
        let kind = usize::from(run.sign == b'_') * 6 + usize::from(run.opens) * 3 + run.span.len() % 3;
        &mut self.0[kind]
    }

    /// The stack has become as short as this.
    fn cut(&mut self, length: usize) {
        self.0.iter_mut().for_each(|bottom| *bottom = (*bottom).min(length));
    }
}

/// The pairs of these runs, and the signs that are left of runs that open or close.
pub(super) fn paired(runs: &[Run]) -> (Vec<Pair>, Vec<usize>) {
    let mut pairs = Vec::new();
    let mut left: Vec<Range<usize>> = Vec::new();
    let mut stack: Vec<Open> = Vec::new();
    let mut bottoms = Bottoms::default();
    for (nth, run) in runs.iter().enumerate() {
        let mut start = run.span.start;
        while run.closes && start < run.span.end {
            let bottom = bottoms.of(run);
            let matches = |open: &Open| is_match(&runs[open.run], run);
            let Some(at) = stack[*bottom..].iter().rposition(matches).map(|at| *bottom + at) else {
                *bottom = stack.len();
                break;
            };
            left.extend(stack.drain(at + 1..).map(|open| runs[open.run].span.start..open.end));
            let open = &mut stack[at];
            let length = open.end - runs[open.run].span.start;
            let signs = if length > 1 && run.span.end - start > 1 { 2 } else { 1 };
            open.end -= signs;
            pairs.push(Pair { open: open.end, close: start, signs });
            start += signs;
            if length == signs {
                stack.pop();
            }
            bottoms.cut(stack.len());
        }
        match run.opens && start == run.span.start {
            true => stack.push(Open { run: nth, end: run.span.end }),
            false if run.opens || run.closes => left.push(start..run.span.end),
            false => {}
        }
    }
    left.extend(stack.iter().map(|open| runs[open.run].span.start..open.end));
    pairs.sort_unstable();
    (pairs, left.into_iter().flatten().collect())
}

/// Whether two runs pair: of one sign, and not by the rule about multiples of three.
fn is_match(open: &Run, close: &Run) -> bool {
    let (first, last) = (open.span.len(), close.span.len());
    let is_third = (open.closes || close.opens)
        && (first + last).is_multiple_of(3)
        && !(first.is_multiple_of(3) && last.is_multiple_of(3));
    open.sign == close.sign && !is_third
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(runs: &[(usize, usize, bool, bool)]) -> (Vec<(usize, usize, usize)>, Vec<usize>) {
        let run = |(start, length, opens, closes): &(usize, usize, bool, bool)| Run {
            span: *start..start + length,
            sign: b'*',
            opens: *opens,
            closes: *closes,
        };
        let (pairs, left) = paired(&runs.iter().map(run).collect::<Vec<_>>());
        (pairs.iter().map(|pair| (pair.open, pair.close, pair.signs)).collect(), left)
    }

    #[test]
    fn signs_pair_from_the_inside() {
        // `*a*`, `**a*`, `***a***`, `**a *b** c*`
        assert_eq!(pairs(&[(0, 1, true, false), (2, 1, false, true)]), (vec![(0, 2, 1)], vec![]));
        assert_eq!(pairs(&[(0, 2, true, false), (3, 1, false, true)]), (vec![(1, 3, 1)], vec![0]));
        assert_eq!(pairs(&[(0, 3, true, false), (4, 3, false, true)]), (vec![(0, 6, 1), (1, 4, 2)], vec![]));
        let crossed = [(0, 2, true, false), (4, 1, true, false), (6, 2, false, true), (10, 1, false, true)];
        assert_eq!(pairs(&crossed), (vec![(0, 10, 1), (1, 7, 1), (4, 6, 1)], vec![]));
    }

    #[test]
    fn many_signs_take_no_square_of_steps() {
        let runs: Vec<_> = (0..60_000).map(|at| (at * 3, 1 + at % 2, at % 3 > 0, at % 5 > 2)).collect();
        assert!(!pairs(&runs).0.is_empty());
    }
}
