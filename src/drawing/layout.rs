//! From sizes and lines to places: each part that hangs together by itself, then all of them side by side.

use super::layers::layers;
use super::order::Layered;
use super::places::places;
use super::routes::{Route, routes};
use super::{Line, label};

/// Parts stand side by side up to this width, which a page has.
const PAGE: f64 = 720.0;

/// Between parts.
const GAP: f64 = 32.0;

/// Where lines lead.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Direction {
    /// To the right.
    LeftToRight,
    /// To the left.
    RightToLeft,
    /// Down.
    Down,
    /// Up.
    Up,
}

impl Direction {
    fn is_sideways(self) -> bool {
        matches!(self, Self::LeftToRight | Self::RightToLeft)
    }
}

/// A box: its upper left corner and its size.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Rect {
    pub(super) x: f64,
    pub(super) y: f64,
    pub(super) width: f64,
    pub(super) height: f64,
}

/// Boxes and lines with their places.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Layout {
    pub(super) width: f64,
    pub(super) height: f64,
    pub(super) boxes: Vec<Rect>,
    /// One for each line.
    pub(super) routes: Vec<Route>,
}

/// The layout of boxes of some sizes (width, height).
pub(super) fn layout(sizes: &[(f64, f64)], lines: &[Line], direction: Direction) -> Layout {
    let mut all = Layout {
        boxes: vec![Rect::default(); sizes.len()],
        routes: vec![Route::default(); lines.len()],
        ..Layout::default()
    };
    let parts: Vec<(Part, Layout)> = parts(sizes.len(), lines)
        .into_iter()
        .map(|part| {
            let layout = part.layout(sizes, lines, direction.is_sideways());
            (part, layout)
        })
        .collect();
    let widest = parts.iter().map(|(_, layout)| layout.width).fold(PAGE, f64::max);
    let (mut x, mut y, mut height) = (0.0, 0.0, 0.0_f64);
    for (part, layout) in parts {
        if x > 0.0 && x + layout.width > widest {
            (x, y, height) = (0.0, y + height + GAP, 0.0);
        }
        all.width = all.width.max(x + layout.width);
        all.height = all.height.max(y + layout.height);
        for (&at, rect) in part.boxes.iter().zip(layout.boxes) {
            all.boxes[at] = Rect { x: rect.x + x, y: rect.y + y, ..rect };
        }
        for (&at, route) in part.lines.iter().zip(layout.routes) {
            all.routes[at] = route.map(|(px, py)| (px + x, py + y));
        }
        height = height.max(layout.height);
        x += layout.width + GAP;
    }
    all.turned(direction)
}

impl Layout {
    /// The same the other way round.
    fn turned(mut self, direction: Direction) -> Self {
        let (width, height) = (self.width, self.height);
        let turn = |(x, y): (f64, f64)| match direction {
            Direction::RightToLeft => (width - x, y),
            Direction::Up => (x, height - y),
            _ => (x, y),
        };
        for rect in &mut self.boxes {
            match direction {
                Direction::RightToLeft => rect.x = width - rect.x - rect.width,
                Direction::Up => rect.y = height - rect.y - rect.height,
                _ => {}
            }
        }
        self.routes = self.routes.into_iter().map(|route| route.map(turn)).collect();
        self
    }
}

/// Boxes that hang together, and the lines between them.
#[derive(Default)]
struct Part {
    boxes: Vec<usize>,
    lines: Vec<usize>,
}

/// The parts, the largest first.
fn parts(count: usize, lines: &[Line]) -> Vec<Part> {
    let mut joined = vec![Vec::new(); count];
    for line in lines {
        joined[line.from].push(line.to);
        joined[line.to].push(line.from);
    }
    let mut part_of = vec![usize::MAX; count];
    let mut parts: Vec<Part> = Vec::new();
    for first in 0..count {
        if part_of[first] != usize::MAX {
            continue;
        }
        let mut waiting = vec![first];
        part_of[first] = parts.len();
        let mut part = Part::default();
        while let Some(at) = waiting.pop() {
            part.boxes.push(at);
            for &other in &joined[at] {
                if part_of[other] == usize::MAX {
                    part_of[other] = parts.len();
                    waiting.push(other);
                }
            }
        }
        part.boxes.sort_unstable();
        parts.push(part);
    }
    for (at, line) in lines.iter().enumerate() {
        parts[part_of[line.from]].lines.push(at);
    }
    parts.sort_by_key(|part| std::cmp::Reverse(part.boxes.len()));
    parts
}

impl Part {
    fn layout(&self, sizes: &[(f64, f64)], lines: &[Line], is_sideways: bool) -> Layout {
        let at = |number: usize| self.boxes.binary_search(&number).unwrap_or_default();
        let own = |&line: &usize| Line { from: at(lines[line].from), to: at(lines[line].to), ..lines[line] };
        let lines: Vec<Line> = self.lines.iter().map(own).collect();
        let of = |&number: &usize| {
            let (width, height) = sizes[number];
            if is_sideways { (width, height) } else { (height, width) }
        };
        let (along, across): (Vec<f64>, Vec<f64>) = self.boxes.iter().map(of).unzip();
        let layer = layers(along.len(), &lines);
        let layered = Layered::new(&layer, &lines);
        let places = places(&layered, &across);
        let spans = spans(&layered, &layer, &along);
        let routes = routes(&layered, &layer, &lines, &spans, &places, &across);
        let flip = |(x, y): (f64, f64)| if is_sideways { (x, y) } else { (y, x) };
        let rect = |at: usize| {
            let (start, end) = spans[layer[at]];
            let (x, y) = flip((start, places[at] - across[at] / 2.0));
            let (width, height) = flip((end - start, across[at]));
            Rect { x, y, width, height }
        };
        let boxes: Vec<Rect> = (0..along.len()).map(rect).collect();
        let (length, breadth) = (
            spans.last().map_or(0.0, |span| span.1),
            // Lines may lie outside of all boxes.
            (0..places.len())
                .map(|at| places[at] + across.get(at).map_or(label::FONT / 2.0, |size| size / 2.0))
                .fold(0.0, f64::max),
        );
        let (width, height) = flip((length, breadth));
        Layout { width, height, boxes, routes: routes.into_iter().map(|route| route.map(flip)).collect() }
    }
}

/// Where each layer starts and ends; the more lines between two, the more room they have.
fn spans(layered: &Layered, layer: &[usize], along: &[f64]) -> Vec<(f64, f64)> {
    let mut start = 0.0;
    let mut spans = Vec::new();
    for (nth, row) in layered.rows.iter().enumerate() {
        let of_row = (0..along.len()).filter(|&at| layer[at] == nth);
        let size = of_row.map(|at| along[at]).fold(0.0, f64::max);
        let lines: usize = row.iter().map(|&at| layered.after[at].len()).sum();
        spans.push((start, start + size));
        start += size + 40.0 + (lines as f64 * 1.5).min(40.0);
    }
    spans
}
