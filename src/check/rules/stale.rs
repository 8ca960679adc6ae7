//! Pages that were last updated long before the newest one. Not before today: the same book gives the
//! same problems on every day.

use crate::check::Checked;
use crate::diagnostic::{Code, Diagnostic};
use crate::schema::Date;

pub(super) fn book(book: &Checked, problems: &mut Vec<Diagnostic>) {
    let limit = i32::try_from(book.config.check.stale_after).unwrap_or(i32::MAX);
    let dates = || book.catalog.pages.iter().filter_map(|page| Some((page, page.fields.date("updated")?)));
    let Some(newest) = dates().map(|(_, date)| date).max() else { return };
    for (page, date) in dates() {
        let behind = months(newest) - months(date);
        if limit > 0 && behind > limit {
            let span = page.fields.get("updated").map_or(0..0, |typed| typed.span.clone());
            let message =
                format!("last updated {behind} months before the newest page of the book, {newest}");
            problems.push(
                Diagnostic::new(Code::StalePage, message)
                    .about("updated")
                    .at(&page.file, span)
                    .help("review the page, correct what is out of date, and write the date of the review"),
            );
        }
    }
}

fn months(date: Date) -> i32 {
    i32::from(date.day.year()) * 12 + i32::from(date.day.month())
}
