//! Values that a build computes, beside the text that they are computed from.

use serde_json::{Value, json};

use super::book::{OpenBook, State};
use super::position::{Lines, byte_at};
use crate::catalog::Counts;
use crate::library::counted::count;
use crate::page::Page;

/// The hints within a range of a page: what `count` counts, and the reading time of a page that does not say it. While a
/// check runs there are none yet, and the editor is told when to ask again.
pub(super) fn hints(book: &mut OpenBook, file: &str, range: &Value) -> Result<Value, String> {
    let text = book.text(file).unwrap_or_default();
    let Some(state) = book.state_for_hints().map_err(|error| error.to_string())? else {
        return Ok(json!([]));
    };
    let Some(id) = state.page(file) else { return Ok(json!([])) };
    let (page, known) = (state.book.page(id), Counts::default());
    let counting = page.directives.iter().filter(|directive| directive.name == "count");
    let counts = counting.filter_map(|directive| {
        let number = count(directive, &state.book.catalog, &state.book.config, &known)?;
        Some((page.written_span(directive.span.clone()).end, format!("= {number}")))
    });
    let (start, end) = (byte_at(&text, &range["start"]), byte_at(&text, &range["end"]));
    let lines = Lines::of(&text);
    let hint = |(at, label): (usize, String)| json!({"position": lines.range(&(at..at))["start"], "label": label, "paddingLeft": true});
    let all = reading_time(state, page, &text).into_iter().chain(counts);
    Ok(all.filter(|(at, _)| (start..=end).contains(at)).map(hint).collect::<Vec<_>>().into())
}

/// The time at the end of the line that starts the front matter, otherwise of the first heading.
fn reading_time(state: &State, page: &Page, text: &str) -> Option<(usize, String)> {
    if page.fields.minutes("reading_time").is_some() || page.words == 0 {
        return None;
    }
    let heading = || page.headings.first().map(|heading| page.written_span(heading.span.clone()).start);
    let start = if page.front_matter.is_empty() { heading()? } else { 0 };
    let end = text[start..].find(['\r', '\n']).map_or(text.len(), |end| start + end);
    let minutes = page.minutes(state.book.config.words_per_minute);
    let words = if page.words == 1 { "word" } else { "words" };
    Some((end, format!("{minutes} min, {} {words}", page.words)))
}
