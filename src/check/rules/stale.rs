//! Pages that were last updated long before the newest one. Not before today: the same book gives the
//! same problems on every day.

use crate::check::Checked;
use crate::diagnostic::{Code, Diagnostic};
use crate::page::Page;
use crate::schema::{Date, Origin, Typed};
use crate::text::name::key;

/// Where the book does not say how many months a page may be behind.
const MONTHS: u32 = 36;

pub(super) fn book(book: &Checked, problems: &mut Vec<Diagnostic>) {
    let said = book.config.check.stale_after;
    let limit = i32::try_from(said.unwrap_or(MONTHS)).unwrap_or(i32::MAX);
    let dates = || book.catalog.pages.iter().filter_map(|page| Some((page, page.fields.date("updated")?)));
    let Some(newest) = dates().map(|(_, date)| date).max() else { return };
    let behind = |date: Date| months(newest) - months(date);
    // The book may ask for the day on which a page was written all the same.
    let says_update = |page: &Page| said.is_some() || !page.fields.get("updated").is_some_and(is_of_writing);
    let is_stale = |(page, date): &(&Page, Date)| limit > 0 && behind(*date) > limit && says_update(page);
    let old = dates().filter(|(_, date)| behind(*date) > limit).count();
    let stale: Vec<_> = dates().filter(is_stale).collect();
    // Where most pages are old, as in a log of decisions, age says nothing, unless the book asks.
    if said.is_none() && old * 2 > dates().count() {
        return;
    }
    for (page, date) in stale {
        let span = page.fields.get("updated").map_or(0..0, |typed| typed.span.clone());
        let months = behind(date);
        let message = format!("last updated {months} months before the newest page of the book, {newest}");
        problems.push(
            Diagnostic::new(Code::StalePage, message)
                .about("updated")
                .at(&page.file, span)
                .help("review the page, correct what is out of date, and write the date of the review"),
        );
    }
}

/// Whether a date may be the day on which a page was written, or decided: `date` alone, that of a status, and that in the name
/// of a file.
fn is_of_writing(date: &Typed) -> bool {
    matches!(key(&date.key).as_str(), "date" | "status") || date.origin == Origin::Place
}

fn months(date: Date) -> i32 {
    i32::from(date.day.year()) * 12 + i32::from(date.day.month())
}
