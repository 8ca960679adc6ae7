//! Pages superseded by one that is itself superseded.

use super::cycles::place_of;
use crate::catalog::Target;
use crate::check::Checked;
use crate::diagnostic::{Code, Diagnostic};
use crate::page::PageId;

pub(super) fn page(book: &Checked, id: PageId, problems: &mut Vec<Diagnostic>) {
    for next in successors(book, id) {
        let Some(last) = successors(book, next).next() else { continue };
        let title = book.page(next).short_title();
        let (message, help) = if last == id {
            (format!("this page and `{title}` supersede each other"), "one of them must stay".to_owned())
        } else {
            let last = book.page(last);
            (
                format!("`{title}` is itself superseded, by `{}`", last.short_title()),
                format!("name `{}`, so that readers get there directly", last.id()),
            )
        };
        problems.push(
            Diagnostic::new(Code::SupersededChain, message)
                .about(&book.page(next).file)
                .at(&book.page(id).file, place_of(book, id, "superseded_by", next))
                .help(help),
        );
    }
}

fn successors<'a>(book: &'a Checked, id: PageId) -> impl Iterator<Item = PageId> + 'a {
    book.catalog.links[id].iter().filter_map(move |link| match link.target {
        Target::Page(to) if link.field == "superseded_by" && to != id => Some(to),
        _ => None,
    })
}
