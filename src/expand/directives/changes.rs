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

/// What counts as stale is measured from `as-of`, otherwise from the newest update of the book, and never
/// from today: the same book gives the same pages on every day.
pub(super) fn run(expander: &Expander<'_>, id: PageId, arguments: &Arguments<'_>) -> Outcome {
    let mut dated: Vec<(crate::schema::Date, PageId)> = expander
        .filtered(arguments)?
        .into_iter()
        .filter_map(|entry| Some((expander.page(entry).fields.date("updated")?, entry)))
        .collect();
    dated.sort_by(|(a, a_id), (b, b_id)| b.day.cmp(&a.day).then(a_id.cmp(b_id)));
    let as_of = as_of(expander, arguments)?;
    let limit = stale_limit(arguments, as_of)?;
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

/// The day from which time counts: of the argument, of the configuration, otherwise the newest update.
fn as_of(expander: &Expander<'_>, arguments: &Arguments<'_>) -> Result<Option<Date>, Diagnostic> {
    if let Some(argument) = arguments.get("as-of") {
        let date = crate::schema::Date::parse(&argument.value).ok_or_else(|| {
            let message = format!("`{}` is not a date", argument.value);
            arguments.problem(argument, message).help("write YYYY, YYYY-MM or YYYY-MM-DD")
        })?;
        return Ok(Some(date.day));
    }
    let entries = expander.catalog.entries.iter();
    let newest = || entries.filter_map(|&id| Some(expander.page(id).fields.date("updated")?.day)).max();
    Ok(expander.config.as_of.map(|date| date.day).or_else(newest))
}

/// The day before which an update is stale, if `stale-after=` says so.
fn stale_limit(arguments: &Arguments<'_>, as_of: Option<Date>) -> Result<Option<Date>, Diagnostic> {
    let Some(argument) = arguments.get("stale-after") else { return Ok(None) };
    let Some(span) = parse_span(&argument.value) else {
        let message = format!("`{}` is not a span of time", argument.value);
        return Err(arguments.problem(argument, message).help("write `stale-after=\"18 months\"`"));
    };
    Ok(as_of.and_then(|day| day.checked_sub(span).ok()))
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
