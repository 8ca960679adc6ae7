//! `changes`: entries by the date of their last update, the newest first, with the stale ones marked.

use jiff::ToSpan;
use jiff::civil::Date;
use serde::Serialize;

use super::*;

#[derive(Debug, Serialize)]
struct ChangesView {
    entries: Vec<Change>,
    shown: usize,
    total: usize,
}

#[derive(Debug, Serialize)]
struct Change {
    title: String,
    url: Option<String>,
    date: String,
    stale: bool,
}

/// What counts as stale is measured from the newest update of the book, not from today: the same
/// book gives the same pages on every day.
pub(super) fn run(expander: &Expander<'_>, id: PageId, arguments: &Arguments<'_>) -> Outcome {
    let mut dated: Vec<(crate::schema::Date, PageId)> = expander
        .filtered(arguments)?
        .into_iter()
        .filter_map(|entry| Some((expander.page(entry).fields.date("updated")?, entry)))
        .collect();
    dated.sort_by(|(a, a_id), (b, b_id)| b.day.cmp(&a.day).then(a_id.cmp(b_id)));
    let limit = stale_limit(arguments, dated.first().map(|(date, _)| date.day))?;
    let total = dated.len();
    dated.truncate(arguments.number("limit")?.unwrap_or(total));
    let entries: Vec<Change> = dated
        .into_iter()
        .map(|(date, entry)| {
            let LinkView { title, url, .. } = expander.page_link(id, entry);
            Change { title, url, date: date.to_string(), stale: limit.is_some_and(|limit| date.day < limit) }
        })
        .collect();
    let view = ChangesView { shown: entries.len(), entries, total };
    expander.templates.render("changes", &view).map(Output::Block)
}

/// The day before which an update is stale, if `stale-after=` says so.
fn stale_limit(arguments: &Arguments<'_>, newest: Option<Date>) -> Result<Option<Date>, Diagnostic> {
    let Some(argument) = arguments.get("stale-after") else { return Ok(None) };
    let Some(span) = parse_span(&argument.value) else {
        let message = format!("`{}` is no span of time", argument.value);
        return Err(arguments.problem(argument, message).help("write `stale-after=\"18 months\"`"));
    };
    Ok(newest.and_then(|newest| newest.checked_sub(span).ok()))
}

/// `90 days`, `18 months`, `2 years`
fn parse_span(text: &str) -> Option<jiff::Span> {
    let text = text.trim();
    let digits = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let number: i64 = text[..digits].parse().ok().filter(|n| *n <= 1000)?;
    match text[digits..].trim().trim_end_matches('s') {
        "day" => Some(number.days()),
        "week" => Some(number.weeks()),
        "month" => Some(number.months()),
        "year" => Some(number.years()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_of_time_are_read() {
        for text in ["90 days", "1 week", "18months", "2 years"] {
            assert!(parse_span(text).is_some(), "{text}");
        }
        for text in ["", "soon", "months", "-1 day", "99999 years"] {
            assert!(parse_span(text).is_none(), "{text}");
        }
    }
}
