//! Advice on pages whose front matter is TOML.

use std::collections::BTreeMap;

use crate::diagnostic::Diagnostic;
use crate::front_matter::{Fence, Syntax, advice, find};
use crate::page::Page;

/// Says what front matter in TOML should hold as TOML says it.
pub(super) fn write(pages: &[Page], problems: &mut [Diagnostic]) {
    let ends: BTreeMap<&str, usize> =
        pages.iter().filter_map(|page| Some((page.file.as_str(), end(page)?))).collect();
    for problem in problems {
        let Some(place) = &problem.place else { continue };
        let is_there = ends.get(place.file.as_str()).is_some_and(|end| place.span.start < *end);
        if let Some(help) = problem.help.as_mut().filter(|_| is_there) {
            *help = advice::in_toml(help).into_boxed_str();
        }
    }
}

/// Where the front matter of a page ends, if it is TOML.
fn end(page: &Page) -> Option<usize> {
    let text = page.written();
    match find(text) {
        Fence::Closed(block) if block.syntax == Syntax::Toml => Some(block.span.end),
        _ => None,
    }
}
