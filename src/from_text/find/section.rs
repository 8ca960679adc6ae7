//! A heading and what is below it.

use std::collections::HashSet;
use std::ops::Range;

use super::drawn;
use crate::from_text::node::Node;
use crate::from_text::value::{Refused, Values};

/// A heading and what is below it, up to the next of its level.
pub(super) struct Section<'n> {
    pub(super) heading: &'n Node,
    pub(super) blocks: &'n [Node],
}

impl Section<'_> {
    /// With its heading.
    pub(super) fn span(&self) -> Range<usize> {
        self.heading.span.start..self.blocks.last().map_or(self.heading.span.end, |last| last.span.end)
    }

    /// Whether nothing leads to the heading, and nothing stands in the section that no block is. `targets` are the headings
    /// that the page links to.
    pub(super) fn can_go(&self, reader: &Values<'_>, targets: &HashSet<&str>) -> bool {
        let page = reader.page;
        let at = page.headings.binary_search_by_key(&self.heading.span.start, |heading| heading.span.start);
        let is_target = at.is_ok_and(|at| targets.contains(page.headings[at].id.as_str()));
        let parts: Vec<Range<usize>> =
            std::iter::once(self.heading).chain(self.blocks).map(|block| block.span.clone()).collect();
        !is_target && drawn::is_covered(&page.text, &self.span(), &parts)
    }
}

/// The ids that a text links to on its own page.
pub(super) fn targets(text: &str) -> HashSet<&str> {
    text.split("](#").skip(1).filter_map(|rest| rest.split([')', ' ', '\n']).next()).collect()
}

/// A problem of a section that is passed over, at its heading.
pub(super) fn passed_over(section: &Section<'_>, message: String) -> Refused {
    Refused::new(message, &section.heading.span)
}
