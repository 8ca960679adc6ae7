//! `Status: superseded by [ADR-0005](0005-x.md)`, `Accepted (2024-03-01)`: a status that says more than a term.

use std::ops::Range;

use super::{Candidate, drawn};
use crate::from_text::line::{Line, Value};
use crate::from_text::said::Said;
use crate::from_text::value::Values;
use crate::schema::Field;
use crate::schema::superseded::{self, WithPages};

/// What the only line of a status says, where that is more than a term; `None` otherwise.
pub(super) fn of_lines(
    reader: &Values<'_>,
    field: &Field,
    lines: &[Line<'_>],
    span: &Range<usize>,
) -> Option<Vec<Candidate>> {
    let [line] = lines else { return None };
    if field.name != "status" {
        return None;
    }
    let line = line.unwrapped();
    // A status that the book declares is one, whatever it says.
    if reader.config.schema.is_status(&line.shown(&reader.page.text)) {
        return None;
    }
    let mut found = superseded(reader, field, &line, span)
        .or_else(|| supersedes(reader, &line, span))
        .or_else(|| with_pages(reader, field, &line, span))
        .or_else(|| Some(vec![options(reader, field, &line)?]))
        .or_else(|| Some(vec![dated(reader, field, &line, span)?]))?;
    if found.iter().all(|one| one.said.is_ok()) {
        found.extend(day(reader, &line, span));
    }
    Some(found)
}

/// The day of a status, if the page says no other: that of the decision, which is a `date` and need not be an update.
fn day(reader: &Values<'_>, line: &Line<'_>, span: &Range<usize>) -> Option<Candidate> {
    let field = reader.config.schema.get("date").filter(|field| field.name == "updated")?;
    let day = superseded::day(&line.markdown(&reader.page.text))?;
    let said = Candidate::new(reader, field, Ok(Said::Text(day.to_string())), &[], span.clone());
    Some(Candidate { yields: true, ..staying(said).called("date") })
}

/// Of lines that all say a day, the one with the latest; otherwise all.
pub(super) fn latest<'n>(reader: &Values<'_>, field: &Field, lines: Vec<Line<'n>>) -> Vec<Line<'n>> {
    let day = |line: &Line<'_>| Some(superseded::dated(&line.unwrapped().shown(&reader.page.text))?.1.day);
    if field.name != "status" || lines.len() < 2 || !lines.iter().all(|line| day(line).is_some()) {
        return lines;
    }
    lines.into_iter().max_by_key(day).into_iter().collect()
}

/// The status and the successors, both or neither of which go.
fn superseded(
    reader: &Values<'_>,
    field: &Field,
    line: &Line<'_>,
    span: &Range<usize>,
) -> Option<Vec<Candidate>> {
    let target = reader.config.schema.get("superseded_by")?;
    let opening = superseded::opening(&reader.page.text[line.span.clone()])?;
    let rest = line.behind(opening.end);
    if says_more(&rest, &reader.page.text) {
        let message = "this says more than which pages took over".to_owned();
        return Some(vec![Candidate::refused(&field.name, message, &line.span)]);
    }
    let term = opening.term(&reader.page.text[line.span.clone()], &reader.config.schema);
    let status = reader.several(field, &[word(term, line)], &line.span);
    let successors = match named(reader, line, opening.end).as_slice() {
        [] => reader.read(target, std::slice::from_ref(&rest)),
        // A parenthesis that opens before it is none of its name.
        [_] if !closes_more(&reader.page.text[rest.span.clone()]) => {
            reader.read(target, std::slice::from_ref(&rest))
        }
        several => reader.several(target, several, &line.span),
    };
    // The word itself is that of the notice.
    let mut status = Candidate::new(reader, field, status, &[], span.clone());
    let mut successors =
        Candidate::new(reader, target, successors, std::slice::from_ref(&rest), span.clone());
    let is_shown = drawn::shows(reader, field, &Said::Text(term.to_owned()), &[]);
    let stays = !is_shown || !status.goes() || !successors.goes() || drawn::is_styled(line);
    (status.stays, successors.stays) = (stays, stays);
    Some(match (&status.said, &successors.said) {
        // Half of it would be lost.
        (Ok(_), Ok(_)) => vec![status, successors],
        (Err(_), _) => vec![status],
        _ => vec![successors],
    })
}

/// Whether a text ends with a parenthesis that it does not open.
fn closes_more(text: &str) -> bool {
    text.ends_with(')') && text.matches(')').count() > text.matches('(').count()
}

/// Whether a line has more than links in it, and what may stand between them.
fn says_more(line: &Line<'_>, page: &str) -> bool {
    let links = line.links();
    let mut text = page[line.span.clone()].to_owned();
    let comments = line.nodes.iter().filter(|node| node.is_comment(page));
    let passed_over = links.iter().map(|(link, _)| *link).chain(comments);
    for node in
        passed_over.filter(|node| line.span.start <= node.span.start && node.span.end <= line.span.end)
    {
        let span = node.span.start - line.span.start..node.span.end - line.span.start;
        text.replace_range(span.clone(), &",".repeat(span.len()));
    }
    !links.is_empty() && !superseded::is_between_links(&text)
}

/// The pages that a line names in words: `ADR-2 and ADR-7`.
fn named(reader: &Values<'_>, line: &Line<'_>, start: usize) -> Vec<Value> {
    let text = &reader.page.text[line.span.clone()];
    let names = superseded::names_without_links(text, start).into_iter();
    names.map(|name| word(&text[name], line)).collect()
}

/// `accepted, supersedes [X](x.md)`, `deprecated, superseded by [X](x.md)`: the text stays, for no key says both.
fn with_pages(
    reader: &Values<'_>,
    field: &Field,
    line: &Line<'_>,
    span: &Range<usize>,
) -> Option<Vec<Candidate>> {
    let text = &reader.page.text[line.span.clone()];
    let WithPages { status, field: target, pages } = superseded::with_pages(text)?;
    let target = reader.config.schema.get(target)?;
    let start = pages.first()?.start;
    let status = reader.several(field, &[word(&text[status], line)], &line.span);
    let of_status = Candidate::new(reader, field, status, &[], span.clone());
    let rest = line.behind(start);
    let said = match rest.links().is_empty() {
        true => {
            let names: Vec<Value> = pages.into_iter().map(|page| word(&text[page], line)).collect();
            reader.several(target, &names, &line.span)
        }
        false => reader.read(target, std::slice::from_ref(&rest)),
    };
    let of_pages = Candidate::new(reader, target, said, std::slice::from_ref(&rest), span.clone());
    Some(vec![staying(of_status), staying(of_pages)])
}

/// `Supersedes [X](x.md)`, as adr-tools writes it below the status.
fn supersedes(reader: &Values<'_>, line: &Line<'_>, span: &Range<usize>) -> Option<Vec<Candidate>> {
    let target = reader.config.schema.get("supersedes")?;
    let start = superseded::predecessors(&reader.page.text[line.span.clone()])?;
    Some(vec![staying(Candidate::of(reader, target, &[line.behind(start)], span.clone()))])
}

/// `proposed | rejected | accepted`, `[proposed, accepted]`: a choice of terms that a template offers.
fn options(reader: &Values<'_>, field: &Field, line: &Line<'_>) -> Option<Candidate> {
    let page = &reader.page.text;
    let taxonomy = reader.catalog.taxonomies.iter().find(|taxonomy| taxonomy.name == field.name)?;
    let values = line.values(page);
    let are_terms = values.iter().all(|value| taxonomy.position(&value.text).is_some());
    let written = page[line.span.clone()].trim();
    let is_enclosed = [('[', ']'), ('{', '}'), ('<', '>'), ('(', ')')]
        .iter()
        .any(|(open, close)| written.starts_with(*open) && written.ends_with(*close));
    let offers = values.len() > 1 && are_terms && (written.contains('|') || is_enclosed);
    let message = "the status is still a choice of several".to_owned();
    offers.then(|| Candidate::refused(&field.name, message, &line.span))
}

/// `Accepted (2024-03-01)`: the text stays, for no key says both.
fn dated(reader: &Values<'_>, field: &Field, line: &Line<'_>, span: &Range<usize>) -> Option<Candidate> {
    let shown = line.shown(&reader.page.text);
    let (term, _) = superseded::dated(&shown)?;
    let status = reader.several(field, &[word(&shown[term], line)], &line.span);
    Some(staying(Candidate::new(reader, field, status, &[], span.clone())))
}

fn word(text: &str, line: &Line<'_>) -> Value {
    Value { text: text.to_owned(), span: line.span.clone(), ..Value::default() }
}

fn staying(candidate: Candidate) -> Candidate {
    Candidate { stays: true, ..candidate }
}
