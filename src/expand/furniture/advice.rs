//! When to use what a page describes, what it costs, and who did.

use std::collections::HashMap;

use super::super::view::*;
use super::super::*;
use super::*;
use crate::schema::Record;

impl Expander<'_> {
    pub(super) fn when(&self, page: &Page) -> Option<When> {
        let boxes = [
            ("use", "green", "✅", "when_to_use", "when_to_use"),
            ("dont", "red", "❌", "dont_use_when", "when_not_to_use"),
            ("best", "green", "🎯", "best_for", "best_for"),
        ];
        let boxes: Vec<TextBox> = boxes
            .into_iter()
            .filter(|(.., field)| !page.fields.is_in_text(field))
            .map(|(kind, colour, icon, label, field)| TextBox {
                kind,
                colour,
                icon,
                title: self.word(label).to_owned(),
                texts: page.fields.list(field).to_vec(),
            })
            .filter(|text_box| !text_box.texts.is_empty())
            .collect();
        (!boxes.is_empty()).then_some(When { boxes })
    }

    /// Gains and costs; a single sentence is in the quick reference already.
    pub(super) fn trade_offs(&self, page: &Page) -> Option<TradeOffsView> {
        let trade_offs = page.fields.trade_offs("trade_offs")?;
        let columns = [("pros", "green", "➕", &trade_offs.pros), ("cons", "orange", "➖", &trade_offs.cons)];
        let columns: Vec<TextBox> = columns
            .into_iter()
            .filter(|(.., texts)| !texts.is_empty())
            .map(|(kind, colour, icon, texts)| TextBox {
                kind,
                colour,
                icon,
                title: self.word(kind).to_owned(),
                texts: texts.clone(),
            })
            .collect();
        (!columns.is_empty()).then_some(TradeOffsView { columns })
    }
}

/// The most columns that a table of examples has.
const MAX_COLUMNS: usize = 12;

/// A table whose columns are the keys of all records, in the order they first appear. Where records have so many keys
/// that nobody could read it, each is a list of its own: a table would have a cell for each record and key.
pub(super) fn examples(expander: &Expander<'_>, page: &Page) -> Option<Examples> {
    let records = page.fields.records("examples");
    let mut columns: HashMap<&str, usize> = HashMap::new();
    let mut keys: Vec<&str> = Vec::new();
    for (key, _) in records.iter().flatten() {
        columns.entry(key).or_insert_with(|| {
            keys.push(key);
            keys.len() - 1
        });
    }
    if keys.len() > MAX_COLUMNS {
        let list = |record: &Record| {
            record.iter().map(|(key, text)| (example_head(expander, key), text.clone())).collect()
        };
        let records = records.iter().map(list).collect();
        return Some(Examples { columns: Vec::new(), rows: Vec::new(), records });
    }
    let row = |record: &Record| {
        let mut cells = vec![String::new(); keys.len()];
        // Where a key stands twice, the first counts.
        record.iter().rev().for_each(|(key, text)| cells[columns[key.as_str()]].clone_from(text));
        cells
    };
    let rows = records.iter().map(row).collect();
    let columns: Vec<String> = keys.iter().map(|key| example_head(expander, key)).collect();
    (!columns.is_empty()).then_some(Examples { columns, rows, records: Vec::new() })
}

/// What readers see of a key of an example: one that the guide names has a word in the book's language.
fn example_head(expander: &Expander<'_>, key: &str) -> String {
    let name = format!("example_{key}");
    let word = expander.word(&name);
    if word == name { in_words(key) } else { word.to_owned() }
}
