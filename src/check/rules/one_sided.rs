//! Related pages that do not name each other. Readers see both sides all the same, so nobody is told
//! unless they ask.

use super::cycles::place_of;
use crate::catalog::{Link, Target};
use crate::check::Checked;
use crate::diagnostic::{Code, Diagnostic};
use crate::page::PageId;

pub(super) fn page(book: &Checked, id: PageId, problems: &mut Vec<Diagnostic>) {
    let is_related = |link: &&Link| link.field == "related";
    for link in book.catalog.links[id].iter().filter(is_related) {
        let Target::Page(to) = link.target else { continue };
        let back = book.catalog.links[to].iter().any(|link| link.target == Target::Page(id));
        if to != id && !back {
            let message = format!("`{}` does not name this page back", book.page(to).file);
            problems.push(
                Diagnostic::new(Code::OneSidedRelation, message)
                    .at(&book.page(id).file, place_of(book, id, "related", to))
                    .help(format!("add `{}` to its `related:`", book.page(id).id())),
            );
        }
    }
}
