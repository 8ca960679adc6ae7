//! Advice on pages whose front matter is TOML.

use std::collections::BTreeMap;

use crate::diagnostic::Diagnostic;
use crate::front_matter::advice;
use crate::page::Page;
use crate::text::byte_order_mark;

/// Says what front matter in TOML should hold as TOML says it.
pub(super) fn write(pages: &[Page], problems: &mut [Diagnostic]) {
    let toml = pages.iter().filter(|page| is_toml(page));
    let ends: BTreeMap<&str, usize> = toml.map(|page| (page.file.as_str(), page.front_matter.end)).collect();
    for problem in problems {
        let Some(place) = &problem.place else { continue };
        let is_there = ends.get(place.file.as_str()).is_some_and(|end| place.span.start < *end);
        if let Some(help) = problem.help.as_mut().filter(|_| is_there) {
            *help = advice::in_toml(help).into_boxed_str();
        }
    }
}

/// Whether a page has front matter between `+++`.
fn is_toml(page: &Page) -> bool {
    let text = page.written();
    !page.front_matter.is_empty() && text[byte_order_mark(text)..].starts_with("+++")
}
