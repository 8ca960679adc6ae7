//! Values with a shape of their own: quotes, trade-offs, records, people, search.

use super::coerce::{ValueReader, lookup};
use super::fields::{Person, Quote, Record, Search, TradeOffs};
use crate::front_matter::{Map, Node, Value};
use crate::text::name::key;

impl ValueReader<'_> {
    pub(super) fn quote(&mut self, node: &Node) -> Option<Quote> {
        match &node.value {
            Value::Map(map) => {
                let text = lookup(map, &["text", "quote"])?;
                Some(Quote { text, by: lookup(map, &["by", "author", "attribution", "source"]) })
            }
            _ => self.text(node).map(|text| Quote { text, by: None }),
        }
    }

    pub(super) fn trade_offs(&mut self, node: &Node) -> Option<TradeOffs> {
        let trade_offs = match &node.value {
            Value::Map(map) => TradeOffs {
                text: lookup(map, &["text", "summary", "description"]),
                pros: self.items_of(map, &["pros", "gains", "benefits", "advantages"]),
                cons: self.items_of(map, &["cons", "costs", "drawbacks", "disadvantages"]),
            },
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

    pub(super) fn people(&mut self, node: &Node) -> Vec<Person> {
        match &node.value {
            Value::List(items) => items.iter().flat_map(|item| self.people(item)).collect(),
            Value::Map(map) => {
                let name = lookup(map, &["name", "github", "email"]);
                let email = lookup(map, &["email"]);
                let github = lookup(map, &["github"]).map(|name| match name.contains("://") {
                    true => name,
                    false => format!("https://github.com/{}", name.trim_start_matches('@')),
                });
                let mail = email.as_ref().map(|email| format!("mailto:{email}"));
                let url = lookup(map, &["url", "website"]).or(github).or(mail);
                name.map(|name| Person { name, url, email }).into_iter().collect()
            }
            _ => self.item(node).into_iter().map(|name| Person { name, url: None, email: None }).collect(),
        }
    }

    pub(super) fn search(&mut self, node: &Node) -> Option<Search> {
        match &node.value {
            Value::Map(map) => Some(Search {
                exclude: lookup(map, &["exclude"])
                    .is_some_and(|text| matches!(text.as_str(), "true" | "yes" | "on")),
                boost: lookup(map, &["boost"])
                    .and_then(|text| text.parse().ok())
                    .filter(|boost: &f64| boost.is_finite() && *boost > 0.0)
                    .unwrap_or(1.0),
                queries: self.items_of(map, &["queries"]),
            }),
            Value::Bool(found) => Some(Search { exclude: !found, boost: 1.0, queries: Vec::new() }),
            _ => {
                self.wrong_type(node, "`exclude`, `boost` or `queries`");
                None
            }
        }
    }
}
