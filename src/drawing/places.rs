//! Where in its layer each stands: close to what it is joined with, and apart from its neighbours.

use super::order::Layered;

/// How often the layers are looked through.
const SWEEPS: usize = 24;

/// Between two boxes, and between a line and what is beside it.
const GAP: f64 = 16.0;
const LINE_GAP: f64 = 11.0;

/// The middle of each across the layers, from `sizes` of the boxes; lines have none.
pub(super) fn places(layered: &Layered, sizes: &[f64]) -> Vec<f64> {
    let size = |at: usize| sizes.get(at).copied().unwrap_or(0.0);
    let apart = |a: usize, b: usize| {
        let gap = if a < sizes.len() && b < sizes.len() { GAP } else { LINE_GAP };
        (size(a) + size(b)) / 2.0 + gap
    };
    let mut place = vec![0.0; layered.before.len()];
    let offsets: Vec<Vec<f64>> = layered.rows.iter().map(|row| offsets(row, apart)).collect();
    for (row, offsets) in layered.rows.iter().zip(&offsets) {
        let middle = offsets.last().copied().unwrap_or(0.0) / 2.0;
        row.iter().zip(offsets).for_each(|(&at, offset)| place[at] = offset - middle);
    }
    for sweep in 0..SWEEPS {
        let is_last = sweep + 6 >= SWEEPS;
        for nth in 0..layered.rows.len() {
            let nth = if sweep % 2 == 0 { nth } else { layered.rows.len() - 1 - nth };
            let row = &layered.rows[nth];
            let wish = |&at: &usize| {
                let before = layered.before[at].iter().filter(|_| is_last || sweep % 2 == 0);
                let after = layered.after[at].iter().filter(|_| is_last || sweep % 2 == 1);
                wish(at, before.chain(after), &place, sizes.len())
            };
            let wishes: Vec<(f64, f64)> = row.iter().map(wish).collect();
            let granted = granted(&wishes, &offsets[nth]);
            row.iter().zip(granted).for_each(|(&at, granted)| place[at] = granted);
        }
    }
    let start = |at: usize| place[at] - size(at) / 2.0;
    let first = (0..place.len()).map(start).fold(f64::INFINITY, f64::min);
    place.iter().map(|place| place - first).collect()
}

/// How far each is at least from the first of its layer.
fn offsets(row: &[usize], apart: impl Fn(usize, usize) -> f64) -> Vec<f64> {
    let mut offset = 0.0;
    let mut offsets = vec![0.0; row.len().min(1)];
    for pair in row.windows(2) {
        offset += apart(pair[0], pair[1]);
        offsets.push(offset);
    }
    offsets
}

/// Where one wants to stand, and how much: lines want to be straight.
fn wish<'n>(at: usize, joined: impl Iterator<Item = &'n usize>, place: &[f64], boxes: usize) -> (f64, f64) {
    let (mut sum, mut weight) = (0.0, 0.0);
    for &other in joined {
        let weighs = match (at < boxes, other < boxes) {
            (true, true) => 1.0,
            (false, false) => 8.0,
            _ => 2.0,
        };
        sum += place[other] * weighs;
        weight += weighs;
    }
    if weight == 0.0 { (place[at], 0.01) } else { (sum / weight, weight) }
}

/// The places closest to all wishes that keep the order and the distances: who would stand too close forms a group, which
/// stands where its members want on average.
fn granted(wishes: &[(f64, f64)], offsets: &[f64]) -> Vec<f64> {
    let mut groups: Vec<(f64, f64, usize)> = Vec::new();
    for ((wish, weight), offset) in wishes.iter().zip(offsets) {
        let mut group = ((wish - offset) * weight, *weight, 1);
        while let Some(last) = groups.pop_if(|last| last.0 / last.1 >= group.0 / group.1) {
            group = (last.0 + group.0, last.1 + group.1, last.2 + group.2);
        }
        groups.push(group);
    }
    let starts = groups.iter().flat_map(|&(sum, weight, count)| std::iter::repeat_n(sum / weight, count));
    starts.zip(offsets).map(|(start, offset)| start + offset).collect()
}
