//! Tabs before raw HTML. What settles HTML in containers counts spaces, so on pages with such lines spaces stand in their
//! place; code keeps its own tabs, and that by indent all of them.

use std::collections::BTreeMap;

use super::lines::{PageLines, indent, with_spaces};
use super::{Note, SitePage, fences};
use crate::migrate::ledger::Fate;
use crate::migrate::read::Read;

/// Writes spaces in the place of the tabs that lines start with, if raw HTML follows any of them.
pub(super) fn settle(
    lines: &mut PageLines,
    page: &SitePage,
    read: &Read,
    has_superfences: bool,
    note: &mut Note<'_>,
) {
    if !page.text.contains("\t<") {
        return;
    }
    let fences = fences::of_page(lines, read, has_superfences);
    // The column of the fence that each line of code stands in.
    let in_fences: BTreeMap<usize, usize> = fences
        .iter()
        .flat_map(|fence| {
            let column = indent(&lines.flat(fence.first));
            (fence.first..=fence.last).map(move |at| (at, column))
        })
        .collect();
    let body = lines.line_of(read.front_matter);
    let is_other_code = |at: usize| read.in_code(lines.sign_of(at));
    let is_html = |at: usize| {
        let line = lines.get(at);
        let rest = line.trim_start_matches([' ', '\t']);
        rest.starts_with('<')
            && line[..line.len() - rest.len()].contains('\t')
            && !in_fences.contains_key(&at)
            && !is_other_code(at)
    };
    let Some(first) = (body..lines.len()).find(|at| is_html(*at)) else { return };
    let text =
        "spaces in the place of the tabs that the lines of the whole page start with; code keeps its own";
    note(lines.origin(first), "tabs before raw HTML", Fate::Converted, text);
    let changed: Vec<(usize, String)> = (body..lines.len())
        .filter_map(|at| match in_fences.get(&at) {
            Some(column) => Some((at, flat_up_to(lines.get(at), *column))),
            None if is_other_code(at) => None,
            None => Some((at, with_spaces(lines.get(at)).into_owned())),
        })
        .filter(|(at, now)| now != lines.get(*at))
        .collect();
    for (at, now) in changed {
        lines.set(at, &now);
    }
}

/// A line with spaces in the place of its tabs, up to a column.
fn flat_up_to(line: &str, end: usize) -> String {
    let (mut column, mut length) = (0, 0);
    for sign in line.bytes().take_while(|sign| matches!(sign, b' ' | b'\t')) {
        if column >= end {
            break;
        }
        column += if sign == b'\t' { 4 - column % 4 } else { 1 };
        length += 1;
    }
    " ".repeat(column) + &line[length..]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_keeps_the_tabs_after_its_fence() {
        assert_eq!(flat_up_to("\t\tx", 4), "    \tx");
        assert_eq!(flat_up_to("  \tx", 4), "    x");
        assert_eq!(flat_up_to("\tx", 2), "    x");
        assert_eq!(flat_up_to("\tx", 0), "\tx");
    }
}
