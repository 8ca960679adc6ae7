//! What pages are compared by in a query: reading time, dates and numbers.

use serde::Serialize;

use super::shards::json;
use super::sources::Sources;
use crate::page::{Page, PageId};
use crate::schema::{Field, FieldType, FieldValue};

/// A field of numbers or dates: `PatternsMeasure` in `theme/patterns-index.d.ts`.
#[derive(Debug, Serialize)]
struct Measure {
    /// Its names and its label.
    names: Vec<String>,
    is_date: bool,
    pages: Vec<usize>,
    values: Vec<Value>,
}

#[derive(Debug, Serialize)]
#[serde(untagged)]
enum Value {
    Number(f64),
    Date(String),
}

/// The JSON of all fields that pages can be compared by; nothing without pages.
pub(super) fn build(sources: &Sources<'_>, pages: &[PageId]) -> Option<String> {
    let schema = &sources.config.schema;
    let is_measure =
        |field: &&Field| matches!(field.measure(), FieldType::Date | FieldType::Minutes | FieldType::Number);
    let measures = schema.fields().filter(is_measure).map(|field| measure(sources, field, pages));
    let measures: Vec<Measure> = measures.filter(|measure| !measure.pages.is_empty()).collect();
    (!measures.is_empty()).then(|| json(&measures))
}

fn measure(sources: &Sources<'_>, field: &Field, pages: &[PageId]) -> Measure {
    let mut names = vec![field.name.replace('_', "-")];
    names.extend(field.aliases.iter().cloned());
    names.push(sources.config.field_label(&field.name));
    let is_date = field.measure() == FieldType::Date;
    let of = |(at, &id): (usize, &PageId)| {
        Some((at, value(&sources.catalog.pages[id], field, sources.config.words_per_minute)?))
    };
    let (pages, values) = pages.iter().enumerate().filter_map(of).unzip();
    Measure { names, is_date, pages, values }
}

fn value(page: &Page, field: &Field, words_per_minute: u32) -> Option<Value> {
    if field.name == "reading_time" {
        return Some(Value::Number(page.minutes(words_per_minute).into()));
    }
    match page.fields.get(&field.name)?.expected() {
        FieldValue::Date(date) => Some(Value::Date(date.to_string())),
        FieldValue::Minutes(minutes) => Some(Value::Number(f64::from(*minutes))),
        FieldValue::Number(number) => Some(Value::Number(*number)),
        _ => None,
    }
}
