//! The layer of each box: lines lead from a layer to a later one, but for some arrows that close a circle.

use std::cmp::Reverse;

use super::Line;

/// The boxes next to each box.
type Neighbours = Vec<Vec<usize>>;

/// The layer of each of `count` boxes, from 0.
pub(super) fn layers(count: usize, lines: &[Line]) -> Vec<usize> {
    let key = keys(count, lines);
    let mut order: Vec<usize> = (0..count).collect();
    order.sort_by_key(|&at| key[at]);
    let (before, after) = neighbours(count, lines, |line| key[line.from] < key[line.to]);
    let mut layer = longest(&order, &before);
    // What leads to more than it comes from stands close to where it leads.
    for &at in order.iter().rev().filter(|&&at| after[at].len() > before[at].len()) {
        layer[at] = after[at].iter().map(|&next| layer[next] - 1).min().unwrap_or(layer[at]);
    }
    layer
}

/// By what boxes come one after the other. Arrows decide first. Lines without an arrow may lead either way: boxes that
/// only these join come last, in the fewest steps that keep neighbours apart.
fn keys(count: usize, lines: &[Line]) -> Vec<(usize, usize)> {
    let arrows: Vec<Line> = lines.iter().copied().filter(|line| line.directed).collect();
    let place = sequence(count, &arrows);
    let mut order: Vec<usize> = (0..count).collect();
    order.sort_by_key(|&at| place[at]);
    let (before, after) = neighbours(count, &arrows, |line| place[line.from] < place[line.to]);
    let by_arrows = longest(&order, &before);
    let is_joined = |at: usize| !before[at].is_empty() || !after[at].is_empty();
    let first = |at: usize| if is_joined(at) { by_arrows[at] } else { usize::MAX };
    let mut keys: Vec<(usize, usize)> = (0..count).map(|at| (first(at), usize::MAX)).collect();
    let (to, from) = neighbours(count, lines, |_| true);
    order.sort_by_key(|&at| (Reverse(to[at].len() + from[at].len()), at));
    for &at in &order {
        let others = to[at].iter().chain(&from[at]).filter(|&&other| keys[other].0 == keys[at].0);
        let taken: Vec<usize> = others.map(|&other| keys[other].1).collect();
        keys[at].1 = (0..).find(|step| !taken.contains(step)).unwrap_or_default();
    }
    keys
}

/// A place for each box in a row, in which few arrows lead back: what nothing leads to comes first; of a circle, what leads
/// to the most.
fn sequence(count: usize, arrows: &[Line]) -> Vec<usize> {
    let (before, after) = neighbours(count, arrows, |_| true);
    let mut coming: Vec<usize> = before.iter().map(Vec::len).collect();
    let mut going: Vec<usize> = after.iter().map(Vec::len).collect();
    let mut place = vec![usize::MAX; count];
    for next in 0..count {
        let open = (0..count).filter(|&at| place[at] == usize::MAX);
        let rank = |&at: &usize| (coming[at] == 0, going[at] as isize - coming[at] as isize, Reverse(at));
        let Some(chosen) = open.max_by_key(rank) else { break };
        place[chosen] = next;
        after[chosen].iter().for_each(|&to| coming[to] -= 1);
        before[chosen].iter().for_each(|&from| going[from] -= 1);
    }
    place
}

/// One layer after the last of those before.
fn longest(order: &[usize], before: &Neighbours) -> Vec<usize> {
    let mut layer = vec![0; order.len()];
    for &at in order {
        layer[at] = before[at].iter().map(|&other| layer[other] + 1).max().unwrap_or(0);
    }
    layer
}

/// Those before and those after each box, each line turned to lead forward.
fn neighbours(count: usize, lines: &[Line], is_forward: impl Fn(&Line) -> bool) -> (Neighbours, Neighbours) {
    let (mut before, mut after) = (vec![Vec::new(); count], vec![Vec::new(); count]);
    for line in lines {
        let (from, to) = if is_forward(line) { (line.from, line.to) } else { (line.to, line.from) };
        after[from].push(to);
        before[to].push(from);
    }
    (before, after)
}
