//! Related pages that do not name each other. Readers see both sides all the same, so nobody is told
//! unless they ask.

use super::super::library::Library;
use super::cycles::place_of;
use crate::catalog::{Link, Target};
use crate::diagnostic::{Code, Diagnostic};
use crate::page::PageId;

pub(super) fn page(library: &Library<'_>, id: PageId, problems: &mut Vec<Diagnostic>) {
    let is_related = |link: &&Link| link.field == "related";
    for link in library.catalog.links[id].iter().filter(is_related) {
        let Target::Page(to) = link.target else { continue };
        let back = library.catalog.links[to].iter().any(|link| link.target == Target::Page(id));
        if to != id && !back {
            let message = format!("`{}` does not name this page back", library.page(to).file);
            problems.push(
                Diagnostic::new(Code::OneSidedRelation, message)
                    .at(&library.page(id).file, place_of(library, id, "related", to))
                    .help(format!("add `{}` to its `related:`", library.page(id).id())),
            );
        }
    }
}
