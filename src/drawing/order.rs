//! The order in each layer, in which few lines cross.

use super::Line;

/// How often the layers are looked through, and how much is looked at in all.
const SWEEPS: usize = 16;
const MOST: usize = 100_000;

/// Boxes, and places where lines cross a layer, in layers. Boxes come first, by number.
pub(super) struct Layered {
    /// The layers: what is in each, in order.
    pub(super) rows: Vec<Vec<usize>>,
    /// For each line what it joins, layer by layer, from the earlier box to the later one.
    pub(super) chains: Vec<Vec<usize>>,
    /// What each is joined with in the layer before.
    pub(super) before: Vec<Vec<usize>>,
    /// What each is joined with in the layer after.
    pub(super) after: Vec<Vec<usize>>,
    /// The place of each in its layer.
    place: Vec<usize>,
}

impl Layered {
    /// Boxes with their layers, and the lines between them, in a good order.
    pub(super) fn new(layer: &[usize], lines: &[Line]) -> Self {
        let mut layered = Self::unordered(layer, lines);
        layered.start();
        layered.uncross();
        layered
    }

    fn unordered(layer: &[usize], lines: &[Line]) -> Self {
        let mut count = layer.len();
        let mut rows = vec![Vec::new(); layer.iter().max().map_or(0, |last| last + 1)];
        (0..count).for_each(|at| rows[layer[at]].push(at));
        let mut chains = Vec::new();
        for line in lines {
            let is_forward = layer[line.from] < layer[line.to];
            let (first, last) = if is_forward { (line.from, line.to) } else { (line.to, line.from) };
            let mut chain = vec![first];
            for row in &mut rows[layer[first] + 1..layer[last]] {
                row.push(count);
                chain.push(count);
                count += 1;
            }
            chain.push(last);
            chains.push(chain);
        }
        let (mut before, mut after) = (vec![Vec::new(); count], vec![Vec::new(); count]);
        for pair in chains.iter().flat_map(|chain| chain.windows(2)) {
            after[pair[0]].push(pair[1]);
            before[pair[1]].push(pair[0]);
        }
        Self { rows, chains, before, after, place: vec![0; count] }
    }

    /// The first order: neighbours one after the other.
    fn start(&mut self) {
        let mut seen = vec![false; self.place.len()];
        let mut rows = vec![Vec::new(); self.rows.len()];
        let layer: Vec<usize> = self.layer_of_each();
        for first in self.rows.iter().flatten().copied() {
            let mut waiting = std::collections::VecDeque::from([first]);
            while let Some(at) = waiting.pop_front() {
                if !std::mem::replace(&mut seen[at], true) {
                    rows[layer[at]].push(at);
                    waiting.extend(self.after[at].iter().chain(&self.before[at]));
                }
            }
        }
        self.rows = rows;
        (0..self.rows.len()).for_each(|row| self.note(row));
    }

    fn layer_of_each(&self) -> Vec<usize> {
        let mut layer = vec![0; self.place.len()];
        for (row, all) in self.rows.iter().enumerate() {
            all.iter().for_each(|&at| layer[at] = row);
        }
        layer
    }

    fn note(&mut self, row: usize) {
        for (place, &at) in self.rows[row].iter().enumerate() {
            self.place[at] = place;
        }
    }

    /// Sorts each layer by where its neighbours stand, and keeps the best of all that it finds.
    fn uncross(&mut self) {
        let mut best = (self.crossings(), self.rows.clone());
        let sweeps = SWEEPS.min(1 + MOST / self.place.len());
        for sweep in 0..sweeps {
            if best.0 == 0 {
                break;
            }
            let is_down = sweep % 2 == 0;
            for row in 0..self.rows.len() {
                let row = if is_down { row } else { self.rows.len() - 1 - row };
                self.sort(row, is_down);
            }
            self.swap();
            let crossings = self.crossings();
            if crossings < best.0 {
                best = (crossings, self.rows.clone());
            }
        }
        self.rows = best.1;
        (0..self.rows.len()).for_each(|row| self.note(row));
    }

    fn sort(&mut self, row: usize, is_down: bool) {
        let joined = if is_down { &self.before } else { &self.after };
        let middle = |at: usize| {
            let places = joined[at].iter().map(|&other| self.place[other]);
            match joined[at].len() {
                0 => self.place[at] as f64,
                count => places.sum::<usize>() as f64 / count as f64,
            }
        };
        let mut keyed: Vec<(f64, usize)> = self.rows[row].iter().map(|&at| (middle(at), at)).collect();
        keyed.sort_by(|a, b| a.0.total_cmp(&b.0));
        self.rows[row] = keyed.into_iter().map(|(_, at)| at).collect();
        self.note(row);
    }

    /// Swaps neighbours of a layer while fewer lines cross by that.
    fn swap(&mut self) {
        for row in 0..self.rows.len() {
            for at in 1..self.rows[row].len() {
                let (a, b) = (self.rows[row][at - 1], self.rows[row][at]);
                if self.crossings_of(b, a) < self.crossings_of(a, b) {
                    self.rows[row].swap(at - 1, at);
                    self.place.swap(a, b);
                }
            }
        }
    }

    /// How many lines of two of a layer cross, the one before the other.
    fn crossings_of(&self, a: usize, b: usize) -> usize {
        let between = |a: &[usize], b: &[usize]| {
            let crosses =
                |&other: &usize| b.iter().filter(|&&near| self.place[near] < self.place[other]).count();
            a.iter().map(crosses).sum::<usize>()
        };
        between(&self.before[a], &self.before[b]) + between(&self.after[a], &self.after[b])
    }

    /// How many lines cross.
    pub(super) fn crossings(&self) -> usize {
        self.rows.iter().map(|row| self.crossings_after(row)).sum()
    }

    /// Counted in the order of the layer by what has passed already, kept as sums over powers of two.
    fn crossings_after(&self, row: &[usize]) -> usize {
        let mut sums =
            vec![
                0;
                row.iter().flat_map(|&at| &self.after[at]).map(|&at| self.place[at] + 2).max().unwrap_or(1)
            ];
        let mut passed = 0;
        let mut crossings = 0;
        for &at in row {
            let mut ends: Vec<usize> = self.after[at].iter().map(|&to| self.place[to] + 1).collect();
            ends.sort_unstable();
            for &end in &ends {
                let mut at = end;
                let mut up_to = 0;
                while at > 0 {
                    up_to += sums[at];
                    at &= at - 1;
                }
                crossings += passed - up_to;
            }
            for end in ends {
                let mut at = end;
                while at < sums.len() {
                    sums[at] += 1;
                    at += at & at.wrapping_neg();
                }
                passed += 1;
            }
        }
        crossings
    }

    /// The place in its layer.
    pub(super) fn place(&self, at: usize) -> usize {
        self.place[at]
    }
}
