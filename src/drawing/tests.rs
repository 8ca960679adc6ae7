//! What holds for every diagram.

use proptest::prelude::*;

use super::layout::{Direction, Layout, Rect, layout};
use super::routes::Route;
use super::*;

const DIRECTIONS: [Direction; 4] =
    [Direction::LeftToRight, Direction::RightToLeft, Direction::Down, Direction::Up];

fn line(from: usize, to: usize, directed: bool) -> Line {
    Line { from, to, kind: usize::from(!directed), directed }
}

/// Boxes of several sizes, and lines between them, circles and pairs of lines included.
fn graphs() -> impl Strategy<Value = (Vec<(f64, f64)>, Vec<Line>)> {
    (1..14_usize).prop_flat_map(|count| {
        let sizes = prop::collection::vec((60..200_u32, 40..90_u32), count);
        let lines = prop::collection::vec((0..count, 0..count, any::<bool>()), 0..30);
        (sizes, lines).prop_map(|(sizes, lines)| {
            let sizes =
                sizes.into_iter().map(|(width, height)| (f64::from(width), f64::from(height))).collect();
            let lines = lines.into_iter().filter(|(from, to, _)| from != to);
            (sizes, lines.map(|(from, to, directed)| line(from, to, directed)).collect())
        })
    })
}

/// Points along a way, close to each other.
fn along(route: &Route) -> Vec<(f64, f64)> {
    let mut at = route.points[0];
    let mut all = Vec::new();
    for bend in route.points[1..].chunks_exact(3) {
        let point = |t: f64| {
            let of = |a: f64, b: f64, c: f64, d: f64| {
                let s = 1.0 - t;
                s * s * s * a + 3.0 * s * s * t * b + 3.0 * s * t * t * c + t * t * t * d
            };
            (of(at.0, bend[0].0, bend[1].0, bend[2].0), of(at.1, bend[0].1, bend[1].1, bend[2].1))
        };
        all.extend((0..=20).map(|nth| point(f64::from(nth) / 20.0)));
        at = bend[2];
    }
    all
}

fn is_in(rect: &Rect, (x, y): (f64, f64), edge: f64) -> bool {
    rect.x - edge < x
        && x < rect.x + rect.width + edge
        && rect.y - edge < y
        && y < rect.y + rect.height + edge
}

fn check(sizes: &[(f64, f64)], lines: &[Line], drawn: &Layout) -> Result<(), TestCaseError> {
    for (at, rect) in drawn.boxes.iter().enumerate() {
        prop_assert!(rect.width >= sizes[at].0 && rect.height >= sizes[at].1, "the text of {at} is cut");
        prop_assert!(rect.x >= -0.01 && rect.x + rect.width <= drawn.width + 0.01);
        prop_assert!(rect.y >= -0.01 && rect.y + rect.height <= drawn.height + 0.01);
        for other in &drawn.boxes[at + 1..] {
            let apart = rect.x + rect.width < other.x
                || other.x + other.width < rect.x
                || rect.y + rect.height < other.y
                || other.y + other.height < rect.y;
            prop_assert!(apart, "{rect:?} lies over {other:?}");
        }
    }
    let whole = Rect { width: drawn.width, height: drawn.height, ..Rect::default() };
    for (line, route) in lines.iter().zip(&drawn.routes) {
        let way = along(route);
        for point in &way {
            let through = drawn.boxes.iter().position(|rect| is_in(rect, *point, -1.0));
            prop_assert_eq!(through, None, "{:?} runs through a box", line);
            prop_assert!(is_in(&whole, *point, 0.1), "{:?} leaves the drawing", line);
        }
        // The arrow is at the end that the author named.
        let ends = [way[0], way[way.len() - 1]];
        let touches = |box_: usize, point| is_in(&drawn.boxes[box_], point, 8.0);
        prop_assert!(touches(line.from, ends[0]) || touches(line.from, ends[1]));
        prop_assert!(touches(line.to, ends[0]) || touches(line.to, ends[1]));
        prop_assert_eq!(route.arrow.is_some(), line.directed);
        if let Some([tip, ..]) = route.arrow {
            prop_assert!(is_in(&drawn.boxes[line.to], tip, 0.1), "{:?} points at {:?}", line, tip);
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn no_line_runs_through_a_box_and_no_box_lies_over_another((sizes, lines) in graphs()) {
        for direction in DIRECTIONS {
            let drawn = layout(&sizes, &lines, direction);
            check(&sizes, &lines, &drawn)?;
            prop_assert_eq!(&drawn, &layout(&sizes, &lines, direction));
        }
    }
}

#[test]
fn arrows_lead_where_the_direction_says() {
    let lines = [line(0, 1, true), line(1, 2, true)];
    let sizes = [(100.0, 40.0); 3];
    let at = |direction| {
        let drawn = layout(&sizes, &lines, direction);
        drawn.boxes.iter().map(|rect| (rect.x, rect.y)).collect::<Vec<_>>()
    };
    let [right, left, down, up] = DIRECTIONS.map(at);
    assert!(right.is_sorted() && right[0].1 == right[2].1, "{right:?}");
    assert!(left.iter().rev().is_sorted() && left[0].1 == left[2].1, "{left:?}");
    assert!(down[0].1 < down[1].1 && down[1].1 < down[2].1, "{down:?}");
    assert!(up[0].1 > up[1].1 && up[1].1 > up[2].1, "{up:?}");
}

/// A circle has no first page: one arrow leads back, all others forward.
#[test]
fn circles_have_one_arrow_back() {
    let lines: Vec<Line> = (0..6).map(|at| line(at, (at + 1) % 6, true)).collect();
    let drawn = layout(&[(100.0, 40.0); 6], &lines, Direction::LeftToRight);
    let leads_back = |line: &&Line| drawn.boxes[line.to].x < drawn.boxes[line.from].x;
    assert_eq!(lines.iter().filter(leads_back).count(), 1);
}

/// Pages that are all related need few layers: a tree of them two, and not as many as it is deep.
#[test]
fn lines_without_arrows_need_few_layers() {
    let lines: Vec<Line> = (1..30).map(|at| line((at - 1) / 2, at, false)).collect();
    let layers = layers::layers(30, &lines);
    assert_eq!(layers.iter().max(), Some(&1), "{layers:?}");
}

/// What arrows say comes first; what is beside the page stands after it.
#[test]
fn a_page_stands_between_what_it_needs_and_the_rest() {
    let lines = [line(0, 2, true), line(1, 2, true), line(2, 3, true), line(2, 4, false), line(5, 2, false)];
    assert_eq!(layers::layers(6, &lines), [0, 0, 1, 2, 2, 2]);
}

#[test]
fn a_tree_is_drawn_without_crossings() {
    let lines: Vec<Line> = (1..20).map(|at| line((at * 7 % at.max(2)).min(at - 1), at, true)).collect();
    let layer = layers::layers(20, &lines);
    let layered = order::Layered::new(&layer, &lines);
    assert_eq!(layered.crossings(), 0);
}
