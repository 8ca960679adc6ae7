//! What a template draws of a diagram.

use std::fmt::{Display, Formatter};

use serde::{Serialize, Serializer};

use super::label::{self, FONT, LEADING, text_width};
use super::layers::layers;
use super::layout::{Direction, Layout, Rect, layout};
use super::routes::Route;
use super::{Line, MOST_BOXES, MOST_CROSSED, MOST_LINES};

/// Around the text in a box, and around the whole.
const PADDING: (f64, f64) = (14.0, 13.0);
const MARGIN: f64 = 4.0;

/// Narrower boxes are hard to hit.
const NARROWEST: f64 = 64.0;

/// What a page has room for.
const PAGE: f64 = 740.0;

/// How the lines of each kind are broken; then they start again.
const DASHES: [Option<&str>; 8] = [
    None,
    Some("6 4"),
    Some("2 3"),
    Some("10 4 2 4"),
    Some("14 5"),
    Some("1 6"),
    Some("16 4 2 4 2 4"),
    Some("4 9"),
];

/// A box to draw.
#[derive(Debug, Clone)]
pub(crate) struct Node {
    /// What it says.
    pub(crate) title: String,
    /// Where it leads.
    pub(crate) url: Option<String>,
    /// Whether the diagram is about it.
    pub(crate) here: bool,
}

/// Boxes and the lines between them.
#[derive(Debug, Default)]
pub(crate) struct Diagram {
    /// The boxes, in the order of the book.
    pub(crate) nodes: Vec<Node>,
    /// The lines, which name boxes and kinds by their places.
    pub(crate) lines: Vec<Line>,
    /// What lines of each kind say, read from where one starts to where it ends.
    pub(crate) kinds: Vec<String>,
}

/// A diagram with everything in its place, in pixels at a text of 14 pixels.
#[derive(Debug, Serialize)]
pub(crate) struct DrawingView {
    width: Number,
    height: Number,
    /// The size in parts of the text's size, so that a reader's larger text gets a larger drawing.
    em_width: Number,
    em_height: Number,
    font_size: Number,
    strokes: Vec<StrokeView>,
    boxes: Vec<BoxView>,
    /// The relations as sentences, for those who see no lines.
    text: String,
}

/// All lines of a kind.
#[derive(Debug, Serialize)]
struct StrokeView {
    label: String,
    dash: Option<&'static str>,
    /// Whether its lines lead somewhere.
    arrows: bool,
    lines: Vec<LineView>,
}

/// A line by itself, so that those of one box can stand out.
#[derive(Debug, Serialize)]
struct LineView {
    /// The places of its boxes.
    from: usize,
    to: usize,
    path: String,
    arrow: Option<String>,
}

#[derive(Debug, Serialize)]
struct BoxView {
    x: Number,
    y: Number,
    width: Number,
    height: Number,
    url: Option<String>,
    here: bool,
    texts: Vec<TextView>,
}

#[derive(Debug, Serialize)]
struct TextView {
    x: Number,
    y: Number,
    text: String,
}

impl Diagram {
    /// Says that it has more than is ever drawn.
    pub(crate) fn too_large(&self) -> Option<String> {
        let (pages, lines) = (self.nodes.len(), self.lines.len());
        let message = || {
            format!(
                "the graph would show {pages} pages and {lines} relations; a drawing shows at most {MOST_BOXES} and {MOST_LINES}"
            )
        };
        if pages > MOST_BOXES || lines > MOST_LINES {
            return Some(message());
        }
        let layer = layers(pages, &self.lines);
        let crossed: usize = self.lines.iter().map(|line| layer[line.from].abs_diff(layer[line.to])).sum();
        (crossed > MOST_CROSSED).then(|| {
            format!("the lines of the graph would cross {crossed} layers; those of a drawing cross at most {MOST_CROSSED}")
        })
    }

    /// Lines lead in a direction; `None` is as text runs, or down where only that is as narrow as a page.
    pub(crate) fn view(&self, direction: Option<Direction>, is_right_to_left: bool) -> DrawingView {
        let place = |direction| {
            let narrow = layout(&self.sizes(|_| 0.0), &self.lines, direction);
            // A box is as wide as the widest of its layer, which may save lines.
            layout(&self.sizes(|at| room(&narrow.boxes[at])), &self.lines, direction)
        };
        let chosen = match direction {
            Some(direction) => place(direction),
            None => {
                let along = if is_right_to_left { Direction::RightToLeft } else { Direction::LeftToRight };
                let sideways = place(along);
                let down = (sideways.width > PAGE).then(|| place(Direction::Down));
                down.filter(|down| down.width < sideways.width).unwrap_or(sideways)
            }
        };
        self.drawn(&chosen)
    }

    /// The sizes of boxes that have at least some room for text.
    fn sizes(&self, least: impl Fn(usize) -> f64) -> Vec<(f64, f64)> {
        let lines = |(at, node): (usize, &Node)| size(&label::lines(&node.title, least(at)));
        self.nodes.iter().enumerate().map(lines).collect()
    }

    fn drawn(&self, places: &Layout) -> DrawingView {
        let (width, height) = (places.width + 2.0 * MARGIN, places.height + 2.0 * MARGIN);
        let boxes = self.nodes.iter().zip(&places.boxes).map(|(node, rect)| {
            let lines = label::lines(&node.title, room(rect));
            let (x, y) = (rect.x + MARGIN, rect.y + MARGIN);
            let first = y + rect.height / 2.0 - lines.len() as f64 * LEADING / 2.0 + LEADING * 0.72;
            let text = |(nth, text): (usize, &String)| TextView {
                x: rounded(x + rect.width / 2.0),
                y: rounded(first + nth as f64 * LEADING),
                text: text.clone(),
            };
            BoxView {
                x: rounded(x),
                y: rounded(y),
                width: rounded(rect.width),
                height: rounded(rect.height),
                url: node.url.clone(),
                here: node.here,
                texts: lines.iter().enumerate().map(text).collect(),
            }
        });
        DrawingView {
            width: rounded(width),
            height: rounded(height),
            em_width: rounded(width / FONT),
            em_height: rounded(height / FONT),
            font_size: rounded(FONT),
            strokes: self.strokes(&places.routes),
            boxes: boxes.collect(),
            text: self.text(),
        }
    }

    fn strokes(&self, routes: &[Route]) -> Vec<StrokeView> {
        let line = |(line, route): (&Line, &Route)| LineView {
            from: line.from,
            to: line.to,
            path: path(route),
            arrow: route.arrow.map(triangle),
        };
        let stroke = |(nth, kind): (usize, &String)| {
            let of_kind = self.lines.iter().zip(routes).filter(|(line, _)| line.kind == nth);
            let lines: Vec<_> = of_kind.map(line).filter(|line| !line.path.is_empty()).collect();
            (!lines.is_empty()).then(|| (label::clean(kind), lines))
        };
        let used = self.kinds.iter().enumerate().filter_map(stroke);
        let view = |(nth, (label, lines)): (usize, (String, Vec<LineView>))| StrokeView {
            label,
            dash: DASHES[nth % DASHES.len()],
            arrows: lines.iter().any(|line| line.arrow.is_some()),
            lines,
        };
        used.enumerate().map(view).collect()
    }

    fn text(&self) -> String {
        let mut text = String::new();
        for (from, node) in self.nodes.iter().enumerate() {
            for (nth, kind) in self.kinds.iter().enumerate() {
                let ends = self.lines.iter().filter(|line| line.from == from && line.kind == nth);
                let ends: Vec<String> = ends.map(|line| label::clean(&self.nodes[line.to].title)).collect();
                if !ends.is_empty() {
                    let space = if text.is_empty() { "" } else { " " };
                    text += &format!(
                        "{space}{} – {}: {}.",
                        label::clean(&node.title),
                        label::clean(kind),
                        ends.join(", ")
                    );
                }
            }
        }
        text
    }
}

/// How long the lines in a box may be.
fn room(rect: &Rect) -> f64 {
    rect.width - 2.0 * PADDING.0
}

fn size(lines: &[String]) -> (f64, f64) {
    let text = lines.iter().map(|line| text_width(line.trim_end())).fold(0.0, f64::max);
    let width = (text + 2.0 * PADDING.0).max(NARROWEST).ceil();
    (width, lines.len().max(1) as f64 * LEADING + 2.0 * PADDING.1)
}

/// A length to a tenth of a pixel, which none of them shows.
#[derive(Debug, Clone, Copy)]
struct Number(f64);

fn rounded(number: f64) -> Number {
    // Never a zero with a sign.
    Number((number * 10.0).round() / 10.0 + 0.0)
}

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.0.fract() == 0.0 {
            serializer.serialize_i64(self.0 as i64)
        } else {
            serializer.serialize_f64(self.0)
        }
    }
}

impl Display for Number {
    fn fmt(&self, f: &mut Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

/// A route in the language of paths.
fn path(route: &Route) -> String {
    let point = |&(x, y): &(f64, f64)| format!("{} {}", rounded(x + MARGIN), rounded(y + MARGIN));
    let Some((start, bends)) = route.points.split_first() else { return String::new() };
    let mut at = start;
    let mut out = format!("M{}", point(start));
    for bend in bends.chunks_exact(3) {
        let is_straight = bend.iter().all(|to| to.0 == at.0) || bend.iter().all(|to| to.1 == at.1);
        match is_straight {
            true => out += &format!("L{}", point(&bend[2])),
            false => out += &format!("C{} {} {}", point(&bend[0]), point(&bend[1]), point(&bend[2])),
        }
        at = &bend[2];
    }
    out
}

fn triangle(corners: [(f64, f64); 3]) -> String {
    let points = corners.map(|(x, y)| format!("{} {}", rounded(x + MARGIN), rounded(y + MARGIN)));
    format!("M{}z", points.join("L"))
}
