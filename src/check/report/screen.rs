//! A report that fits on a screen: what many pages have is said with its first place, and the rest in a line each.

use std::cmp::Reverse;

use crate::diagnostic::{Diagnostic, Most, Severity, Sources, for_people, render};

/// The rows of a screen, without those that end the report.
const ROWS: usize = 50 - 4;

/// The columns after which a terminal goes on in the next row.
const COLUMNS: usize = 120;

/// What is drawn, and what is said in one line each.
pub(super) struct Fitted {
    pub(super) drawn: Vec<Diagnostic>,
    pub(super) brief: Vec<Diagnostic>,
    /// Whether something stands for several problems, or without its lines.
    pub(super) is_shorter: bool,
}

impl Fitted {
    /// Each problem, however many there are.
    pub(super) fn all(problems: &[Diagnostic]) -> Self {
        let (drawn, is_shorter) = for_people(problems, Most::All);
        Self { drawn, brief: Vec::new(), is_shorter }
    }
}

/// Some problems as people are shown them. A few are drawn whatever their size, and so is all that stops a build.
pub(super) fn fit(problems: &[Diagnostic], sources: &Sources<'_>) -> Fitted {
    let (mut shown, mut is_shorter) = for_people(problems, Most::Screen);
    if problems.len() > Most::Screen.reports() && rows_of(&shown, sources) > ROWS {
        let (of_codes, are_shorter) = for_people(problems, Most::Codes);
        (shown, is_shorter) = (of_codes, is_shorter || are_shorter);
        let brief = too_many(&shown, sources);
        is_shorter |= !brief.is_empty();
        let mut at = 0..;
        let (brief, drawn) = shown.into_iter().partition(|_| at.next().is_some_and(|at| brief.contains(&at)));
        return Fitted { drawn, brief, is_shorter };
    }
    Fitted { drawn: shown, brief: Vec::new(), is_shorter }
}

/// Which of some reports have no room: those with the fewest places first.
fn too_many(shown: &[Diagnostic], sources: &Sources<'_>) -> Vec<usize> {
    let weight = |at: &usize| {
        let found = &shown[*at];
        (found.code.stops_builds(), found.severity == Severity::Error, found.times())
    };
    let mut order: Vec<usize> = (0..shown.len()).collect();
    order.sort_by_key(|at| Reverse(weight(at)));
    let mut room = ROWS.saturating_sub(shown.len());
    let mut has_room = true;
    order.retain(|&at| {
        let rows = rows(&shown[at], sources) - 1;
        has_room &= shown[at].code.stops_builds() || rows <= room;
        room = room.saturating_sub(rows);
        !has_room
    });
    order
}

fn rows_of(shown: &[Diagnostic], sources: &Sources<'_>) -> usize {
    shown.iter().map(|found| rows(found, sources)).sum()
}

/// The rows that a problem takes with the empty one after it.
fn rows(found: &Diagnostic, sources: &Sources<'_>) -> usize {
    let drawn = render(std::slice::from_ref(found), sources, false);
    // Its last line counts the problems.
    drawn.lines().map(|line| 1 + line.chars().count().saturating_sub(1) / COLUMNS).sum::<usize>() - 1
}
