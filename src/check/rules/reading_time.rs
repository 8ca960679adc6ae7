//! Reading times far from the one that is counted.

use crate::check::Checked;
use crate::diagnostic::{Code, Diagnostic};
use crate::page::PageId;

/// How many times longer or shorter, and how many minutes: authors count exercises and diagrams in.
const FACTOR: u32 = 3;
const MINUTES: u32 = 5;

pub(super) fn page(book: &Checked, id: PageId, problems: &mut Vec<Diagnostic>) {
    let page = book.page(id);
    let (Some(said), Some(typed)) = (page.fields.minutes("reading_time"), page.fields.get("reading_time"))
    else {
        return;
    };
    let counted = (page.words as u32).div_ceil(book.config.words_per_minute.max(1)).max(1);
    let is_far = said.max(counted) > FACTOR * said.min(counted) && said.abs_diff(counted) > MINUTES;
    if is_far && page.directives.is_empty() {
        let message =
            format!("the page says {said} minutes, but its {} words take about {counted}", page.words);
        problems.push(
            Diagnostic::new(Code::WrongReadingTime, message)
                .about("reading_time")
                .at(&page.file, typed.span.clone())
                .help("delete the line: then the time is counted"),
        );
    }
}
