//! The formats of a list.

use serde_json::{Map, Value as Json};
use unicode_width::UnicodeWidthStr;

use super::columns::{Column, Value};
use crate::text::{inert, is_obeyed};

type Rows = [Vec<Value>];

/// A cell of the table is cut at this width.
const WIDTH: usize = 60;

impl Value {
    /// As text, items parted by `separator`.
    fn text(&self, separator: &str) -> String {
        match self {
            Self::None => String::new(),
            Self::Text(text) => text.clone(),
            Self::Number(number) => number.to_string(),
            Self::List(items) => items.join(separator),
        }
    }

    fn json(&self) -> Json {
        match self {
            Self::None => Json::Null,
            Self::Text(text) => Json::from(text.as_str()),
            Self::Number(number) if number.fract() == 0.0 => Json::from(*number as i64),
            Self::Number(number) => Json::from(*number),
            Self::List(items) => Json::from(items.clone()),
        }
    }
}

/// Columns for people: numbers at the right, and how many there are below.
pub(super) fn table(columns: &[Column], rows: &Rows) -> String {
    let cells: Vec<Vec<String>> =
        rows.iter().map(|row| row.iter().map(|value| cut(&value.text(", "))).collect()).collect();
    let widths: Vec<usize> = (0..columns.len())
        .map(|at| {
            let name = columns[at].name.width();
            cells.iter().map(|row| row[at].width()).chain([name]).max().unwrap_or_default()
        })
        .collect();
    let is_number = |at: usize| rows.iter().any(|row| matches!(row[at], Value::Number(_)));
    let line = |row: &[String]| {
        let padded = row.iter().enumerate().map(|(at, cell)| {
            let space = " ".repeat(widths[at] - cell.width());
            if is_number(at) { format!("{space}{cell}") } else { format!("{cell}{space}") }
        });
        padded.collect::<Vec<_>>().join("  ").trim_end().to_owned() + "\n"
    };
    let header: Vec<String> = columns.iter().map(|column| column.name.clone()).collect();
    let mut out = if rows.is_empty() { String::new() } else { line(&header) };
    out.extend(cells.iter().map(|row| line(row)));
    out.push_str(&match rows.len() {
        0 => "no entries\n".to_owned(),
        1 => "\n1 entry\n".to_owned(),
        count => format!("\n{count} entries\n"),
    });
    out
}

/// One line without what a terminal would obey.
fn cut(text: &str) -> String {
    let text = inert(text);
    if text.width() <= WIDTH {
        return text;
    }
    let mut width = 0;
    let kept = text.chars().take_while(|c| {
        width += c.to_string().width();
        width < WIDTH
    });
    kept.collect::<String>().trim_end().to_owned() + "…"
}

/// A list of objects.
pub(super) fn json(columns: &[Column], rows: &Rows) -> serde_json::Result<String> {
    let object = |row: &Vec<Value>| {
        let pairs = columns.iter().zip(row).map(|(column, value)| (column.name.clone(), value.json()));
        Json::Object(pairs.collect::<Map<_, _>>())
    };
    let list: Vec<Json> = rows.iter().map(object).collect();
    Ok(serde_json::to_string_pretty(&list)? + "\n")
}

/// RFC 4180, items parted by `; `.
pub(super) fn csv(columns: &[Column], rows: &Rows) -> anyhow::Result<String> {
    let mut out = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    out.write_record(columns.iter().map(|column| harmless(&column.name)))?;
    for row in rows {
        out.write_record(row.iter().map(|value| match value {
            Value::Number(number) => number.to_string(),
            value => harmless(&value.text("; ")),
        }))?;
    }
    Ok(String::from_utf8(out.into_inner()?)?)
}

/// What starts a formula in spreadsheets; those of Japanese and Chinese take the wide forms, too.
const FORMULA: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

/// A cell that neither a terminal obeys nor a spreadsheet: what would start a formula there starts with `'`, which it
/// takes for the sign of a text.
fn harmless(cell: &str) -> String {
    let is_formula = cell.starts_with(FORMULA);
    let shown = cell.chars().map(|c| if is_obeyed(c) && c != '\n' { ' ' } else { c });
    is_formula.then_some('\'').into_iter().chain(shown).collect()
}
