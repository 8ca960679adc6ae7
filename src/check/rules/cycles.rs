//! Pages that are prerequisites of each other, so that no reader can start.

use std::ops::Range;

use crate::catalog::{Found, Target};
use crate::check::Checked;
use crate::diagnostic::{Code, Diagnostic};
use crate::page::PageId;

/// The names shown of a long circle.
const SHOWN: usize = 6;

pub(super) fn book(book: &Checked, problems: &mut Vec<Diagnostic>) {
    let count = book.catalog.pages.len();
    let mut walk =
        Walk { book, depth: vec![None; count], done: vec![false; count], way: Vec::new(), problems };
    (0..count).for_each(|id| walk.from(id));
}

/// A walk along prerequisites, each page once.
struct Walk<'a> {
    book: &'a Checked,
    /// Where on the way a page stands.
    depth: Vec<Option<usize>>,
    done: Vec<bool>,
    /// The pages on the way, with those that are still to be seen from there.
    way: Vec<(PageId, Vec<PageId>)>,
    problems: &'a mut Vec<Diagnostic>,
}

impl Walk<'_> {
    fn from(&mut self, start: PageId) {
        if !self.done[start] {
            self.enter(start);
        }
        while let Some((id, rest)) = self.way.last_mut() {
            let id = *id;
            match rest.pop() {
                None => {
                    self.depth[id] = None;
                    self.done[id] = true;
                    self.way.pop();
                }
                Some(next) if self.depth[next].is_some() => self.report(id, next),
                Some(next) if !self.done[next] => self.enter(next),
                Some(_) => {}
            }
        }
    }

    fn enter(&mut self, id: PageId) {
        self.depth[id] = Some(self.way.len());
        let links = self.book.catalog.links[id].iter().rev();
        let next = links.filter_map(|link| match link.target {
            Target::Page(to) if link.field == "prerequisites" => Some(to),
            _ => None,
        });
        self.way.push((id, next.collect()));
    }

    fn report(&mut self, from: PageId, to: PageId) {
        let Some(start) = self.depth[to] else { return };
        let circle = &self.way[start..];
        let mut names: Vec<&str> =
            circle.iter().take(SHOWN).map(|(id, _)| self.book.page(*id).short_title()).collect();
        if circle.len() > SHOWN {
            names.push("…");
        }
        names.push(self.book.page(to).short_title());
        let message = match from == to {
            true => "the page is its own prerequisite".to_owned(),
            false => format!("these pages are prerequisites of each other: {}", names.join(" → ")),
        };
        self.problems.push(
            Diagnostic::new(Code::CyclicPrerequisites, message)
                .about(&self.book.page(to).file)
                .at(&self.book.page(from).file, place_of(self.book, from, "prerequisites", to))
                .help("remove one of them, so that a reader can start"),
        );
    }
}

/// Where a page names another one in a field.
pub(super) fn place_of(book: &Checked, from: PageId, field: &str, to: PageId) -> Range<usize> {
    let page = book.page(from);
    let path = page.path.as_deref().unwrap_or_default();
    let names_it = |name: &str| book.catalog.index.resolve(name, path) == Found::Page(to);
    let references = page.fields.references(field);
    references.iter().find(|reference| names_it(&reference.name)).map_or(0..0, |found| found.span.clone())
}
