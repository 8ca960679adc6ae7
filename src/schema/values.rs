//! Values with a shape of their own: quotes, trade-offs, records, search.

use super::coerce::{ValueReader, lookup};
use super::field_value::{Quote, Record, Search, TradeOffs};
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

    /// Whether the search leaves the page out. What is no choice is reported.
    fn exclude(&mut self, map: &Map, node: &Node) -> bool {
        match lookup(map, &["exclude"]).as_deref() {
            Some("true" | "yes" | "on") => true,
            None | Some("false" | "no" | "off") => false,
            Some(_) => {
                self.wrong_part(node, "`true` or `false` as `exclude`");
                false
            }
        }
    }

    /// How much the page counts in the search. What is no such number is reported.
    fn boost(&mut self, map: &Map, node: &Node) -> f64 {
        let Some(text) = lookup(map, &["boost"]) else { return 1.0 };
        match text.parse::<f64>() {
            Ok(boost) if boost.is_finite() && boost > 0.0 => boost,
            _ => {
                self.wrong_part(node, "a number above 0 as `boost`");
                1.0
            }
        }
    }

    pub(super) fn search(&mut self, node: &Node) -> Option<Search> {
        match &node.value {
            Value::Map(map) => {
                self.only(map, &["exclude", "boost"], &["queries"], "`search`");
                Some(Search {
                    exclude: self.exclude(map, node),
                    boost: self.boost(map, node),
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
