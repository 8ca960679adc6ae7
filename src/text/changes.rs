//! What differs between two lists, in time that grows with their lengths, whatever they hold.
//!
//! A diff by [Myers' algorithm](https://doi.org/10.1007/BF01840446) is the shortest, and costs the square of the lists where
//! they have little in common. So items that stand once in each list cut both into parts first, as the
//! [patience diff](https://bramcohen.livejournal.com/73318.html) does, and a part that is still too large is compared piece by
//! piece.

use std::collections::HashMap;
use std::hash::Hash;
use std::ops::Range;

use similar::{Algorithm, DiffOp, capture_diff_slices};

/// Pairs of items that are compared at once.
const PAIRS: usize = 1 << 20;

/// Items of a piece of what has more.
const PIECE: usize = 1 << 10;

/// A range of the first list, and what is in its place in the second.
pub(crate) type Changed = (Range<usize>, Range<usize>);

/// What makes `after` of `before`, in order. Everything between is equal.
pub(crate) fn changes<T: Eq + Hash>(before: &[T], after: &[T]) -> Vec<Changed> {
    let (before, after) = numbered(before, after);
    let mut found = Vec::new();
    let (mut from, mut to) = (0, 0);
    for (old, new) in anchors(&before, &after).into_iter().chain([(before.len(), after.len())]) {
        part(&before, &after, (from..old, to..new), &mut found);
        (from, to) = (old + 1, new + 1);
    }
    found
}

/// The lists with a number for each item, equal for equal items.
fn numbered<T: Eq + Hash>(before: &[T], after: &[T]) -> (Vec<usize>, Vec<usize>) {
    let mut numbers = HashMap::with_capacity(before.len());
    let [before, after] = [before, after].map(|items| {
        let number = |item| {
            let next = numbers.len();
            *numbers.entry(item).or_insert(next)
        };
        items.iter().map(number).collect()
    });
    (before, after)
}

/// The places of items that stand once in each list: as many as follow each other in both.
fn anchors(before: &[usize], after: &[usize]) -> Vec<(usize, usize)> {
    let (old, new) = (places(before), places(after));
    let once = before.iter().enumerate().filter_map(|(at, item)| {
        let place = |places: &HashMap<usize, Option<usize>>| places.get(item).copied().flatten();
        Some((at, place(&new)?)).filter(|_| place(&old).is_some())
    });
    rising(&once.collect::<Vec<_>>())
}

/// Where each item stands; nothing for one that stands at several places.
fn places(items: &[usize]) -> HashMap<usize, Option<usize>> {
    let mut places = HashMap::with_capacity(items.len());
    for (at, item) in items.iter().enumerate() {
        places.entry(*item).and_modify(|place| *place = None).or_insert(Some(at));
    }
    places
}

/// The longest part of pairs whose second numbers rise (patience sorting).
fn rising(pairs: &[(usize, usize)]) -> Vec<(usize, usize)> {
    // The last pair of the best part of each length, and the pair before each.
    let (mut ends, mut before): (Vec<usize>, Vec<Option<usize>>) = (Vec::new(), Vec::new());
    for (at, (_, second)) in pairs.iter().enumerate() {
        let length = ends.partition_point(|end| pairs[*end].1 < *second);
        before.push(length.checked_sub(1).map(|shorter| ends[shorter]));
        match ends.get_mut(length) {
            Some(end) => *end = at,
            None => ends.push(at),
        }
    }
    let mut found: Vec<(usize, usize)> =
        std::iter::successors(ends.last().copied(), |at| before[*at]).map(|at| pairs[at]).collect();
    found.reverse();
    found
}

/// The changes between two parts, without what they have in common at their ends.
fn part(before: &[usize], after: &[usize], (mut old, mut new): Changed, found: &mut Vec<Changed>) {
    let same = |a: &[usize], b: &[usize]| a.iter().zip(b).take_while(|(a, b)| a == b).count();
    let start = same(&before[old.clone()], &after[new.clone()]);
    (old.start, new.start) = (old.start + start, new.start + start);
    let ends = before[old.clone()].iter().rev().zip(after[new.clone()].iter().rev());
    let end = ends.take_while(|(a, b)| a == b).count();
    (old.end, new.end) = (old.end - end, new.end - end);
    let pieces = match old.len() * new.len() > PAIRS {
        true => old.len().max(new.len()).div_ceil(PIECE),
        false => 1,
    };
    // Myers takes the square of what only one of both has, also where the other is short.
    let is_lopsided = pieces == 1 && old.len() + new.len() > 2 * PIECE;
    let algorithm = if is_lopsided { Algorithm::Lcs } else { Algorithm::Myers };
    let piece = |range: &Range<usize>, at: usize| range.start + range.len() * at / pieces;
    for at in 0..pieces {
        let old = piece(&old, at)..piece(&old, at + 1);
        let new = piece(&new, at)..piece(&new, at + 1);
        let (mut from, mut to) = (old.start, new.start);
        let equal = capture_diff_slices(algorithm, &before[old.clone()], &after[new.clone()]);
        let equal = equal.into_iter().filter_map(|op| match op {
            DiffOp::Equal { old_index, new_index, len } => {
                Some((old.start + old_index, new.start + new_index, len))
            }
            _ => None,
        });
        for (old, new, length) in equal.chain([(old.end, new.end, 0)]) {
            add(found, (from..old, to..new));
            (from, to) = (old + length, new + length);
        }
    }
}

/// Adds a change; one that follows another at once belongs to it.
fn add(found: &mut Vec<Changed>, (old, new): Changed) {
    match found.last_mut() {
        _ if old.is_empty() && new.is_empty() => {}
        Some(last) if last.0.end == old.start && last.1.end == new.start => {
            (last.0.end, last.1.end) = (old.end, new.end);
        }
        _ => found.push((old, new)),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The second list, made of the first and the changes; what does not change must be equal.
    fn made(before: &[u32], after: &[u32]) -> Vec<u32> {
        let mut made = Vec::new();
        let mut at = 0;
        for (old, new) in changes(before, after) {
            assert!(!old.is_empty() || !new.is_empty());
            assert!(at <= old.start, "in order");
            made.extend(&before[at..old.start]);
            assert_eq!(made.len(), new.start, "what stands between is equal in length");
            made.extend(&after[new]);
            at = old.end;
        }
        made.extend(&before[at..]);
        made
    }

    proptest! {
        #[test]
        fn changes_lead_from_one_list_to_the_other(
            before in prop::collection::vec(0..9u32, 0..60),
            after in prop::collection::vec(0..9u32, 0..60),
        ) {
            prop_assert_eq!(made(&before, &after), after);
        }
    }

    #[test]
    fn few_changes_of_a_long_list_are_found_as_they_are() {
        let before: Vec<u32> = (0..50_000).map(|at| if at % 3 == 0 { at } else { at % 7 }).collect();
        let mut after = before.clone();
        after.splice(20_000..20_002, [1_000_000, 1_000_001, 1_000_002]);
        after.splice(10_000..10_000, 2_000_000..2_030_000);
        assert_eq!(
            changes(&before, &after),
            [(10_000..10_000, 10_000..40_000), (20_000..20_002, 50_000..50_003),]
        );
        assert_eq!(changes(&before, &before), []);
    }

    /// Lists with little in common, whose every item stands at many places.
    #[test]
    fn long_lists_of_equal_items_are_compared_piece_by_piece() {
        let list = |length: u32, by: u32| -> Vec<u32> {
            (0..length).map(|at| at % 1000 * at % 1000 * by % 11).collect()
        };
        let (before, after) = (list(30_000, 3), list(41_000, 5));
        assert_eq!(made(&before, &after), after);
    }

    #[test]
    fn one_item_is_found_in_a_long_list_of_others() {
        let others = [1; 3000];
        let after = [&others[..], &[7], &others, &[7], &others].concat();
        let found = changes(&[2, 7, 3], &after);
        assert_eq!(found.iter().map(|(old, _)| old.len()).sum::<usize>(), 2, "{found:?}");
        assert_eq!(made(&[2, 7, 3], &after), after);
    }
}
