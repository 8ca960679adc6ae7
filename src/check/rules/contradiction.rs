//! Fields that contradict each other or the page.

use crate::check::Checked;
use crate::diagnostic::{Code, Diagnostic};
use crate::page::{Page, PageId};
use crate::text::name::slug;

/// Fewer words than a page that is complete can have.
const STUB_WORDS: usize = 40;

pub(super) fn page(book: &Checked, id: PageId, problems: &mut Vec<Diagnostic>) {
    let page = book.page(id);
    let says = |field: &str, value: &str| {
        let references = page.fields.references(field);
        references
            .iter()
            .find(|reference| slug(&reference.name) == value)
            .map(|reference| reference.span.clone())
    };
    let mut report = |about: &str, span, message: String, help: &str| {
        let found = Diagnostic::new(Code::Contradiction, message).about(about);
        problems.push(found.at(&page.file, span).help(help));
    };
    if let Some(span) = says("status", "complete") {
        if page.fields.bool("draft") {
            let message = "a page cannot be `complete` and a `draft`".to_owned();
            report("complete, draft", span, message, "delete one of the two");
        } else if page.words < STUB_WORDS && page.directives.is_empty() {
            let message = format!("the page is `complete`, and has {} words", page.words);
            report("complete, words", span, message, "write `status: stub` until there is more");
        }
    }
    if let Some(span) = says("status", "superseded").or_else(|| says("recommendation", "superseded"))
        && page.fields.get("superseded_by").is_none()
    {
        let help = "name what replaces it: `superseded_by: ...`";
        let message = "the page is superseded, and does not say by what".to_owned();
        report("superseded_by", span, message, help);
    }
    if let (Some(introduced), Some(updated)) = (page.fields.date("introduced"), page.fields.date("updated"))
        && introduced.day > updated.day
        && introduced.precision == updated.precision
    {
        let message = format!("the page was updated on {updated}, before it was introduced on {introduced}");
        report("introduced, updated", span_of(page, "updated"), message, "correct one of the dates");
    }
}

fn span_of(page: &Page, field: &str) -> std::ops::Range<usize> {
    page.fields.get(field).map_or(0..0, |typed| typed.span.clone())
}
