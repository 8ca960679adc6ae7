//! Navigation that was written by hand, beside the one that is derived.

use crate::check::Checked;
use crate::diagnostic::{Code, Diagnostic};
use crate::page::{HandwrittenKind, PageId};

pub(super) fn page(book: &Checked, id: PageId, problems: &mut Vec<Diagnostic>) {
    let page = book.page(id);
    // A page without front matter gets no navigation of ours.
    if !page.has_front_matter {
        return;
    }
    for found in &page.handwritten {
        let what = match found.kind {
            HandwrittenKind::Breadcrumbs => "breadcrumbs were",
            HandwrittenKind::Neighbours => "links to the previous and next page were",
        };
        problems.push(
            Diagnostic::new(Code::HandwrittenNavigation, format!("these {what} written by hand"))
                .at(&page.file, found.span.clone())
                .help("delete them: the page gets generated ones, which follow when pages move"),
        );
    }
}
