//! Pages superseded by one that is itself superseded.

use super::super::library::Library;
use super::cycles::place_of;
use crate::catalog::Target;
use crate::diagnostic::{Code, Diagnostic};
use crate::page::PageId;

pub(super) fn page(library: &Library<'_>, id: PageId, problems: &mut Vec<Diagnostic>) {
    for next in successors(library, id) {
        let Some(last) = successors(library, next).next() else { continue };
        let title = library.page(next).short_title();
        let (message, help) = if last == id {
            (format!("this page and `{title}` supersede each other"), "one of them must stay".to_owned())
        } else {
            let last = library.page(last);
            (
                format!("`{title}` is itself superseded, by `{}`", last.short_title()),
                format!("name `{}`, so that readers come to it at once", last.id()),
            )
        };
        problems.push(
            Diagnostic::new(Code::SupersededChain, message)
                .at(&library.page(id).file, place_of(library, id, "superseded_by", next))
                .help(help),
        );
    }
}

fn successors<'a>(library: &'a Library<'_>, id: PageId) -> impl Iterator<Item = PageId> + 'a {
    library.catalog.links[id].iter().filter_map(move |link| match link.target {
        Target::Page(to) if link.field == "superseded_by" && to != id => Some(to),
        _ => None,
    })
}
