//! Diagrams: where boxes and the lines between them stand, and what is drawn of them. Knows nothing of pages.
//!
//! ```text
//! titles ─▶ label ──▶ sizes ─┐
//!                            ├─▶ layout: layers ─▶ order ─▶ places ─▶ routes ─▶ view
//! relations ─────────▶ lines ┘
//! ```
//!
//! Boxes stand in layers, so that lines lead one way as far as they can. A line that crosses a layer has a place of its
//! own between the boxes there, and bends only between layers: so no line runs through a box.

mod label;
mod layers;
mod layout;
mod order;
mod places;
mod routes;
#[cfg(test)]
mod tests;
mod view;

pub(crate) use layout::Direction;
pub(crate) use view::{Diagram, DrawingView, Node};

/// More boxes than this are never drawn.
const MOST_BOXES: usize = 500;

/// More lines than this are never drawn.
const MOST_LINES: usize = 1_500;

/// Lines that cross more layers than this, all together, are never drawn.
const MOST_CROSSED: usize = 20_000;

/// A line between two boxes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Line {
    /// The box where it starts.
    pub(crate) from: usize,
    /// The box where it ends.
    pub(crate) to: usize,
    /// What it says, as a place in the list of kinds.
    pub(crate) kind: usize,
    /// Whether it ends in an arrow.
    pub(crate) directed: bool,
}
