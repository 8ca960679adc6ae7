//! Values with a shape of their own: quotes, trade-offs, records, people, search.

use super::coerce::{ValueReader, lookup};
use super::fields::{Person, Quote, Record, Search, TradeOffs};
use crate::diagnostic::Code;
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
            // An item of a list is one, whatever stands in it.
            Value::List(items) => items.iter().flat_map(|item| self.person(item)).collect(),
            Value::Map(_) => self.person(node),
            _ => {
                let names = self.item(node).into_iter().flat_map(|text| self.names(&text, node));
                names.map(|name| Person { name, url: None, email: None }).collect()
            }
        }
    }

    fn person(&mut self, node: &Node) -> Vec<Person> {
        match &node.value {
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

    /// The names of a text: those of `Ann Lee, Bob Ray and Cy Day`. `Ann, Bob` may be one person, and is reported.
    fn names(&mut self, text: &str, node: &Node) -> Vec<String> {
        // `Doe, J., Roe, R.` has initials between its commas.
        let is_name = |name: &&str| name.chars().filter(|c| c.is_alphabetic()).count() > 1;
        let are_sure = |names: &[&str]| {
            let are_many = names.len() > 2 && names.iter().all(is_name);
            are_many || names.iter().all(|name| name.contains(' ')) || !text.contains(',')
        };
        match several_people(text) {
            Some(names) if are_sure(&names) => names.into_iter().map(str::to_owned).collect(),
            Some(names) => {
                let message = format!("`{text}` is one person of `{}`, but looks like several", self.key);
                let help = format!(
                    "write a list, `[{}]`, or quotes in a list, `[\"{text}\"]`, for one",
                    names.join(", ")
                );
                self.problem(Code::SeveralValues, node.span.clone(), message, help);
                vec![text.to_owned()]
            }
            None => vec![text.to_owned()],
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

/// The names between commas, semicolons, `&` and `and`, if there are several: what belongs to one name is none by itself.
pub(crate) fn several_people(text: &str) -> Option<Vec<&str>> {
    const OF_ONE: &[&str] =
        &["co", "dr", "gmbh", "ii", "iii", "inc", "jr", "llc", "ltd", "md", "msc", "phd", "sr"];
    let names = text.split([',', ';', '&']).flat_map(|part| part.split(" and ")).map(str::trim);
    let names: Vec<&str> =
        names.map(|name| name.strip_prefix("and ").unwrap_or(name)).filter(|name| !name.is_empty()).collect();
    let is_name = |name: &&str| {
        let plain: String = name.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect();
        !OF_ONE.contains(&plain.as_str())
            && name.split(' ').count() <= 4
            && name.chars().any(char::is_alphabetic)
    };
    (names.len() > 1 && names.iter().all(is_name)).then_some(names)
}
