//! One key of a page as the field that it says: its value, and where the book made a taxonomy of the field, the value as
//! its readers expect it.

use std::ops::Range;

use super::coerce::ValueReader;
use super::field_value::{FieldValue, Person, Reference};
use super::fields::Typed;
use super::peers::Said;
use super::{Field, FieldType};
use crate::diagnostic::Diagnostic;
use crate::front_matter::{Node, Value};

/// Reads what a page says as a field; `None` where there is nothing, or nothing that can be used.
pub(super) fn read(
    said: &Said<'_>,
    field: &Field,
    text: &str,
    file: &str,
    problems: &mut Vec<Diagnostic>,
) -> Option<Typed> {
    let (key, end) = (said.key.as_ref(), said.end);
    if field.read_as == Some(FieldType::Date) {
        let field = Field { kind: FieldType::Date, read_as: None, ..field.clone() };
        let date = ValueReader { file, text, field: &field, key, end, problems }.read(&said.node)?;
        return year(said, date);
    }
    if field.read_as == Some(FieldType::People) {
        let field = Field { kind: FieldType::People, read_as: None, ..field.clone() };
        let people = ValueReader { file, text, field: &field, key, end, problems }.read_people(&said.node)?;
        return names(said, people);
    }
    let value = ValueReader { file, text, field, key, end, problems }.read(&said.node)?;
    let expected = field.read_as.map(|kind| Field { kind, read_as: None, ..field.clone() });
    let read_as = expected.and_then(|field| {
        // What is wrong with it, the terms have said.
        let problems = &mut Vec::new();
        let mut reader = ValueReader { file, text, field: &field, key, end, problems };
        reader.read(reader.wants_text().then(|| first_of(&said.node)).flatten().unwrap_or(&said.node))
    });
    Some(Typed { read_as, ..Typed::said(value, key, said.node.span.clone()) })
}

/// A date whose year is a term.
fn year(said: &Said<'_>, found: FieldValue) -> Option<Typed> {
    let FieldValue::Date(date) = found else { return None };
    let span = said.node.span.clone();
    let year = FieldValue::References(vec![Reference::named(&date.day.year().to_string(), span.clone())]);
    Some(Typed { read_as: Some(found), ..Typed::said(year, &said.key, span) })
}

/// People whose names are terms.
fn names(said: &Said<'_>, (places, found): (Vec<Range<usize>>, FieldValue)) -> Option<Typed> {
    let FieldValue::People(people) = &found else { return None };
    let name = |(person, place): (&Person, Range<usize>)| Reference::named(&person.name, place);
    let names = FieldValue::References(people.iter().zip(places).map(name).collect());
    Some(Typed { read_as: Some(found), ..Typed::said(names, &said.key, said.node.span.clone()) })
}

/// The first of several values.
fn first_of(node: &Node) -> Option<&Node> {
    match &node.value {
        Value::List(items) => items.first(),
        _ => None,
    }
}
