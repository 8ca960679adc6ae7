//! When to use what a page describes, what it costs, and who did.

use super::super::view::*;
use super::super::*;
use super::*;

impl Expander<'_> {
    pub(super) fn when(&self, page: &Page) -> Option<When> {
        let boxes = [
            ("use", "blue", "✅", "when_to_use", "when_to_use"),
            ("dont", "red", "❌", "dont_use_when", "when_not_to_use"),
            ("best", "teal", "🎯", "best_for", "best_for"),
        ];
        let boxes: Vec<TextBox> = boxes
            .into_iter()
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

/// A table whose columns are the keys of all records, in the order they first appear.
pub(super) fn examples(page: &Page) -> Option<Examples> {
    let records = page.fields.records("examples");
    let mut keys: Vec<&str> = Vec::new();
    for (key, _) in records.iter().flatten() {
        if !keys.contains(&key.as_str()) {
            keys.push(key);
        }
    }
    let cell = |record: &crate::schema::Record, key: &str| {
        record.iter().find(|(k, _)| k == key).map(|(_, text)| text.clone()).unwrap_or_default()
    };
    let rows = records.iter().map(|record| keys.iter().map(|key| cell(record, key)).collect()).collect();
    let columns: Vec<String> = keys.iter().map(|key| in_words(key)).collect();
    (!columns.is_empty()).then_some(Examples { columns, rows })
}
