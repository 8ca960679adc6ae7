//! Values with a shape of their own: quotes, trade-offs, records, search.

use super::coerce::{ValueReader, lookup};
use super::fields::{Quote, Record, Search, TradeOffs};
use crate::front_matter::{Map, Node, Value};
use crate::text::name::key;

/// The keys of a quote: what is said, and who says it.
const TEXT: &[&str] = &["text", "quote"];
const BY: &[&str] = &["by", "author", "attribution", "source"];

/// The keys of trade-offs.
const SUMMARY: &[&str] = &["text", "summary", "description"];
const PROS: &[&str] = &["pros", "gains", "benefits", "advantages"];
const CONS: &[&str] = &["cons", "costs", "drawbacks", "disadvantages"];

impl ValueReader<'_> {
    pub(super) fn quote(&mut self, node: &Node) -> Option<Quote> {
        match &node.value {
            Value::Map(map) => {
                let Some(text) = lookup(map, TEXT) else {
                    self.wrong_type(node, "a text, or `text` and `by`");
                    return None;
                };
                self.only(map, &[TEXT, BY].concat(), &[], "a quote");
                Some(Quote { text, by: lookup(map, BY) })
            }
            _ => self.text(node).map(|text| Quote { text, by: None }),
        }
    }

    pub(super) fn trade_offs(&mut self, node: &Node) -> Option<TradeOffs> {
        let trade_offs = match &node.value {
            Value::Map(map) => {
                let (text, pros, cons) =
                    (lookup(map, SUMMARY), self.items_of(map, PROS), self.items_of(map, CONS));
                let trade_offs = TradeOffs { text, pros, cons };
                if trade_offs != TradeOffs::default() {
                    self.only(map, SUMMARY, &[PROS, CONS].concat(), "trade-offs");
                }
                trade_offs
            }
            Value::List(_) => TradeOffs { text: Some(self.list(node).join("; ")), ..TradeOffs::default() },
            _ => TradeOffs { text: self.text(node), ..TradeOffs::default() },
        };
        if trade_offs == TradeOffs::default() {
            self.wrong_type(node, "a text, or `pros` and `cons`");
            return None;
        }
        Some(trade_offs)
    }

    fn items_of(&mut self, map: &Map, names: &[&str]) -> Vec<String> {
        let entry = map.0.iter().find(|entry| names.contains(&key(&entry.key).as_str()));
        entry.map_or_else(Vec::new, |entry| self.list(&entry.node))
    }

    pub(super) fn records(&mut self, node: &Node) -> Vec<Record> {
        match &node.value {
            Value::List(items) => items.iter().flat_map(|item| self.records(item)).collect(),
            Value::Map(map) => vec![
                map.0.iter().map(|entry| (entry.key.clone(), self.list(&entry.node).join(", "))).collect(),
            ],
            _ => self.item(node).into_iter().map(|text| vec![("example".to_owned(), text)]).collect(),
        }
    }

    /// Reports what is no choice, and no number.
    fn exclude_and_boost(&mut self, map: &Map, node: &Node) {
        let is_choice =
            |text: &String| matches!(text.as_str(), "true" | "yes" | "on" | "false" | "no" | "off");
        let is_number =
            |text: &String| text.parse::<f64>().is_ok_and(|boost| boost.is_finite() && boost > 0.0);
        if lookup(map, &["exclude"]).is_some_and(|text| !is_choice(&text)) {
            self.wrong_part(node, "`true` or `false` as `exclude`");
        }
        if lookup(map, &["boost"]).is_some_and(|text| !is_number(&text)) {
            self.wrong_part(node, "a number above 0 as `boost`");
        }
    }

    pub(super) fn search(&mut self, node: &Node) -> Option<Search> {
        match &node.value {
            Value::Map(map) => {
                self.only(map, &["exclude", "boost"], &["queries"], "`search`");
                self.exclude_and_boost(map, node);
                Some(Search {
                    exclude: lookup(map, &["exclude"])
                        .is_some_and(|text| matches!(text.as_str(), "true" | "yes" | "on")),
                    boost: lookup(map, &["boost"])
                        .and_then(|text| text.parse().ok())
                        .filter(|boost: &f64| boost.is_finite() && *boost > 0.0)
                        .unwrap_or(1.0),
                    queries: self.items_of(map, &["queries"]),
                })
            }
            Value::Bool(found) => Some(Search { exclude: !found, boost: 1.0, queries: Vec::new() }),
            _ => {
                self.wrong_type(node, "`exclude`, `boost` or `queries`");
                None
            }
        }
    }
}
