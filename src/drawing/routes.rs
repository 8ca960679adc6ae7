//! The way of each line: straight through the layers that it crosses, in curves between them.

use super::Line;
use super::order::Layered;

/// A point: x and y.
pub(super) type Point = (f64, f64);

/// How long an arrow is, and half of how broad.
const ARROW: (f64, f64) = (8.0, 4.5);

/// Between the ends of two lines at one side of a box.
const ENDS: f64 = 10.0;

/// The way of a line.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Route {
    /// Where it starts, then for each bend two points that pull at it and its end.
    pub(super) points: Vec<Point>,
    /// The corners of its arrow, the tip first.
    pub(super) arrow: Option<[Point; 3]>,
}

impl Route {
    /// The same with every point at another place.
    pub(super) fn map(self, to: impl Fn(Point) -> Point) -> Self {
        let arrow = self.arrow.map(|corners| corners.map(&to));
        Self { points: self.points.into_iter().map(to).collect(), arrow }
    }
}

/// The way of each line, as points along and across the layers.
pub(super) fn routes(
    layered: &Layered,
    layer: &[usize],
    lines: &[Line],
    spans: &[(f64, f64)],
    places: &[f64],
    across: &[f64],
) -> Vec<Route> {
    let after = ends(layered, places, across, |chain| (chain[0], chain[1]));
    let before = ends(layered, places, across, |chain| (chain[chain.len() - 1], chain[chain.len() - 2]));
    let route = |at: usize| {
        let (chain, line) = (&layered.chains[at], &lines[at]);
        let first = layer[chain[0]];
        let is_forward = line.from == chain[0];
        let tip = if line.directed { ARROW.0 - 1.0 } else { 0.0 };
        let (mut x, mut y) = (spans[first].1, after[at]);
        let start = (x, y);
        if !is_forward {
            x += tip;
        }
        let mut points = vec![(x, y)];
        for (nth, &step) in chain.iter().enumerate().skip(1) {
            let span = spans[first + nth];
            let is_last = nth + 1 == chain.len();
            let next = if is_last { before[at] } else { places[step] };
            let end = if is_last && is_forward { span.0 - tip } else { span.0 };
            bend(&mut points, (x, y), (end, next));
            (x, y) = (span.1, next);
            if !is_last {
                bend(&mut points, (end, next), (x, y));
            }
        }
        let end = (spans[first + chain.len() - 1].0, y);
        let arrow =
            |(x, y): Point, length: f64| [(x, y), (x - length, y - ARROW.1), (x - length, y + ARROW.1)];
        let corners = if is_forward { arrow(end, ARROW.0) } else { arrow(start, -ARROW.0) };
        Route { points, arrow: line.directed.then_some(corners) }
    };
    (0..lines.len()).map(route).collect()
}

/// A curve that leaves and arrives along the layers.
fn bend(points: &mut Vec<Point>, from: Point, to: Point) {
    let middle = (from.0 + to.0) / 2.0;
    points.extend([(middle, from.1), (middle, to.1), to]);
}

/// Where each line meets one of its boxes: in the order of where they lead, so that they do not cross there. `side` gives
/// the box of a chain, and what comes next.
fn ends(
    layered: &Layered,
    places: &[f64],
    across: &[f64],
    side: impl Fn(&[usize]) -> (usize, usize),
) -> Vec<f64> {
    let mut of_box: Vec<Vec<usize>> = vec![Vec::new(); across.len()];
    let sides: Vec<(usize, usize)> = layered.chains.iter().map(|chain| side(chain)).collect();
    sides.iter().enumerate().for_each(|(line, &(at, _))| of_box[at].push(line));
    let mut ends = vec![0.0; sides.len()];
    for (at, lines) in of_box.iter_mut().enumerate() {
        lines.sort_by_key(|&line| (layered.place(sides[line].1), line));
        let last = lines.len().saturating_sub(1) as f64;
        let step = ENDS.min((across[at] - 2.0 * ENDS) / last.max(1.0));
        for (nth, &line) in lines.iter().enumerate() {
            ends[line] = places[at] + (nth as f64 - last / 2.0) * step;
        }
    }
    ends
}
