//! From a value as written to a value of the field's type, as generously as its meaning is clear.

use std::ops::Range;

use pulldown_cmark::{Event, Parser, Tag};

use super::fields::{Date, FieldValue, Person, Precision, Quote, Record, Reference, Search, TradeOffs};
use super::{Field, FieldType, key};
use crate::diagnostic::{Code, Diagnostic, nearest, unsafe_url};
use crate::front_matter::{Map, Node, Value};
use crate::template::is_safe_url;

/// Reads the value of one key.
pub(super) struct Reader<'a> {
    /// Its name.
    pub(super) file: &'a str,
    /// The field that the key means.
    pub(super) field: &'a Field,
    /// The key as written.
    pub(super) key: &'a str,
    /// Where the value's first line ends.
    pub(super) end: usize,
    /// Where problems go.
    pub(super) problems: &'a mut Vec<Diagnostic>,
}

impl Reader<'_> {
    /// The value, or `None` where there is nothing or nothing that can be used.
    pub(super) fn read(&mut self, node: &Node) -> Option<FieldValue> {
        if node.value == Value::Null || self.is_placeholder(node) {
            return None;
        }
        let value = self.typed(node)?;
        self.check_addresses(&value, node);
        Some(value)
    }

    /// Reports the addresses that will not be linked.
    fn check_addresses(&mut self, value: &FieldValue, node: &Node) {
        let mut addresses = Vec::new();
        match value {
            FieldValue::Text(text) => addresses.extend(unsafe_addresses(text)),
            FieldValue::List(items) => addresses.extend(items.iter().flat_map(|item| unsafe_addresses(item))),
            FieldValue::Quote(quote) => addresses.extend(unsafe_addresses(&quote.text)),
            FieldValue::References(references) => {
                let notes = references.iter().filter_map(|reference| reference.note.as_deref());
                addresses.extend(notes.flat_map(unsafe_addresses));
            }
            FieldValue::People(people) => {
                let urls = people.iter().filter_map(|person| person.url.clone());
                addresses.extend(urls.filter(|url| !is_safe_url(url)));
            }
            _ => {}
        }
        for address in addresses {
            let span = self.span(node);
            self.problems.push(unsafe_url(&address).at(self.file, span));
        }
    }

    fn typed(&mut self, node: &Node) -> Option<FieldValue> {
        match self.field.kind {
            FieldType::Text | FieldType::Markdown => self.text(node).map(FieldValue::Text),
            FieldType::List => non_empty(self.list(node)).map(FieldValue::List),
            FieldType::Terms | FieldType::Relation => {
                non_empty(self.references(node, None)).map(FieldValue::References)
            }
            FieldType::Date => self.date(node).map(FieldValue::Date),
            FieldType::Minutes => self.minutes(node).map(FieldValue::Minutes),
            FieldType::Number => self.number(node).map(FieldValue::Number),
            FieldType::Bool => self.bool(node).map(FieldValue::Bool),
            FieldType::Quote => self.quote(node).map(FieldValue::Quote),
            FieldType::TradeOffs => self.trade_offs(node).map(FieldValue::TradeOffs),
            FieldType::Records => non_empty(self.records(node)).map(FieldValue::Records),
            FieldType::People => non_empty(self.people(node)).map(FieldValue::People),
            FieldType::Search => self.search(node).map(FieldValue::Search),
            FieldType::Free => Some(FieldValue::Free),
        }
    }

    fn problem(&mut self, code: Code, span: Range<usize>, message: String, help: String) {
        self.problems.push(Diagnostic::new(code, message).at(self.file, span).help(help));
    }

    /// The bytes to mark: of a list or a table only the first sign is known.
    fn span(&self, node: &Node) -> Range<usize> {
        match node.value {
            Value::List(_) | Value::Map(_) if node.span.start < self.end => node.span.start..self.end,
            _ => node.span.clone(),
        }
    }

    fn wrong_type(&mut self, node: &Node, expected: &str) {
        let span = self.span(node);
        let message = format!("`{}` needs {expected}, and this is {}", self.key, node.value.kind());
        self.problem(Code::WrongType, span, message, format!("write {}", example(self.field)));
    }

    /// `[Pattern Name]`, quoted or not: a template's hole that nobody filled.
    fn is_placeholder(&mut self, node: &Node) -> bool {
        let hole = match &node.value {
            Value::Text(text) => placeholder(text).map(str::to_owned),
            Value::List(items) => {
                single(items).filter(|text| self.wants_text() || text.contains('|')).map(str::to_owned)
            }
            _ => None,
        };
        let Some(hole) = hole else { return false };
        let span = self.span(node);
        self.problem(
            Code::Placeholder,
            span,
            format!("`{}` still holds the placeholder `[{hole}]`", self.key),
            format!("write {}, or delete the line", example(self.field)),
        );
        true
    }

    fn wants_text(&self) -> bool {
        !matches!(
            self.field.kind,
            FieldType::List
                | FieldType::Terms
                | FieldType::Relation
                | FieldType::Records
                | FieldType::People
                | FieldType::Free
        )
    }

    fn text(&mut self, node: &Node) -> Option<String> {
        let text = match &node.value {
            Value::List(items) => {
                self.wrong_type(node, "a text");
                items.iter().filter_map(Node::text).collect::<Vec<_>>().join(", ")
            }
            Value::Map(_) => {
                self.wrong_type(node, "a text");
                return None;
            }
            _ => node.text()?.trim().to_owned(),
        };
        if text.is_empty() || !self.is_allowed(&text, node) { None } else { Some(text) }
    }

    /// Whether a value is one of those declared; others are reported and kept.
    fn is_allowed(&mut self, text: &str, node: &Node) -> bool {
        let one_of = &self.field.one_of;
        if !one_of.is_empty() && !one_of.iter().any(|allowed| key(allowed) == key(text)) {
            let help = match nearest(text, one_of.iter().map(String::as_str)) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("the values are: {}", one_of.join(", ")),
            };
            let message = format!("`{text}` is no value of `{}`", self.key);
            self.problem(Code::UnknownValue, node.span.clone(), message, help);
        }
        true
    }

    fn list(&mut self, node: &Node) -> Vec<String> {
        match &node.value {
            Value::Null => Vec::new(),
            Value::List(items) => items.iter().flat_map(|item| self.item(item)).collect(),
            Value::Map(_) => {
                self.wrong_type(node, "a list of texts");
                Vec::new()
            }
            _ => self.item(node),
        }
    }

    /// One item of a list of texts; `- key: value` is a text whose colon was not quoted.
    fn item(&mut self, node: &Node) -> Vec<String> {
        match &node.value {
            Value::Null => Vec::new(),
            Value::List(_) if self.is_hole(node) => Vec::new(),
            Value::List(items) => {
                self.wrong_type(node, "a text in each item");
                items.iter().filter_map(Node::text).map(str::to_owned).collect()
            }
            Value::Map(map) => map
                .0
                .iter()
                .map(|entry| match entry.node.text() {
                    Some(text) => format!("{}: {text}", entry.key),
                    None => entry.key.clone(),
                })
                .collect(),
            _ if self.is_hole(node) => Vec::new(),
            _ => {
                node.text().map(|text| text.trim().to_owned()).filter(|t| !t.is_empty()).into_iter().collect()
            }
        }
    }

    /// A placeholder as an item: `- "[Prerequisite 1]"` or `- [other relevant axioms]`.
    fn is_hole(&mut self, node: &Node) -> bool {
        let hole = match &node.value {
            Value::Text(text) => placeholder(text),
            Value::List(items) => single(items),
            _ => None,
        };
        let Some(hole) = hole.map(str::to_owned) else { return false };
        self.problem(
            Code::Placeholder,
            node.span.start..node.span.end.max(node.span.start + 1),
            format!("`{}` still holds the placeholder `[{hole}]`", self.key),
            "fill it in, or delete the line".to_owned(),
        );
        true
    }

    fn references(&mut self, node: &Node, group: Option<&str>) -> Vec<Reference> {
        match &node.value {
            Value::Null => Vec::new(),
            Value::List(items) => items.iter().flat_map(|item| self.reference(item, group)).collect(),
            Value::Map(map) if is_record(map) => self.reference(node, group),
            Value::Map(map) => map.0.iter().flat_map(|entry| self.keyed(entry, group)).collect(),
            _ => self.reference(node, group),
        }
    }

    /// `id: why`, or `primary: [...]`.
    fn keyed(&mut self, entry: &crate::front_matter::Entry, group: Option<&str>) -> Vec<Reference> {
        match &entry.node.value {
            Value::List(_) => self.references(&entry.node, Some(&entry.key)),
            Value::Map(map) if group.is_none() && !is_record(map) => {
                self.references(&entry.node, Some(&entry.key))
            }
            value => {
                let note = match value {
                    Value::Map(map) => lookup(map, NOTES),
                    _ => entry.node.text().map(|t| t.trim().to_owned()).filter(|t| !t.is_empty()),
                };
                let span = entry.key_span.clone();
                vec![Reference {
                    name: entry.key.clone(),
                    aspect: None,
                    note,
                    group: group.map(str::to_owned),
                    span,
                }]
            }
        }
    }

    fn reference(&mut self, node: &Node, group: Option<&str>) -> Vec<Reference> {
        let group = group.map(str::to_owned);
        match &node.value {
            Value::Map(map) if is_record(map) => {
                let Some(name) = lookup(map, NAMES) else { return Vec::new() };
                let (aspect, note) = (lookup(map, &["aspect"]), lookup(map, NOTES));
                let span = map.0.first().map_or(node.span.clone(), |entry| entry.key_span.clone());
                vec![Reference { name, aspect, note, group, span }]
            }
            Value::Map(map) => map.0.iter().flat_map(|entry| self.keyed(entry, group.as_deref())).collect(),
            _ => {
                let span = node.span.clone();
                let names = self.item(node).into_iter();
                names
                    .map(|name| Reference {
                        name,
                        aspect: None,
                        note: None,
                        group: group.clone(),
                        span: span.clone(),
                    })
                    .collect()
            }
        }
    }

    fn date(&mut self, node: &Node) -> Option<Date> {
        let written = node.text().unwrap_or_default().trim().to_owned();
        let date = parse_date(&written);
        if date.is_none() {
            let message = format!("`{written}` is no date");
            let span = self.span(node);
            self.problem(Code::InvalidDate, span, message, "write YYYY, YYYY-MM or YYYY-MM-DD".to_owned());
        }
        date
    }

    fn minutes(&mut self, node: &Node) -> Option<u32> {
        let minutes = node.text().and_then(parse_minutes);
        if minutes.is_none() {
            self.wrong_type(node, "minutes");
        }
        minutes
    }

    fn number(&mut self, node: &Node) -> Option<f64> {
        let number = node.text().and_then(|text| text.trim().parse().ok()).filter(|n: &f64| n.is_finite());
        if number.is_none() {
            self.wrong_type(node, "a number");
        }
        number
    }

    fn bool(&mut self, node: &Node) -> Option<bool> {
        let value = match node.text().unwrap_or_default().to_lowercase().as_str() {
            "true" | "yes" | "on" => Some(true),
            "false" | "no" | "off" => Some(false),
            _ => None,
        };
        if value.is_none() {
            self.wrong_type(node, "`true` or `false`");
        }
        value
    }

    fn quote(&mut self, node: &Node) -> Option<Quote> {
        match &node.value {
            Value::Map(map) => {
                let text = lookup(map, &["text", "quote"])?;
                Some(Quote { text, by: lookup(map, &["by", "author", "attribution", "source"]) })
            }
            _ => self.text(node).map(|text| Quote { text, by: None }),
        }
    }

    fn trade_offs(&mut self, node: &Node) -> Option<TradeOffs> {
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

    fn records(&mut self, node: &Node) -> Vec<Record> {
        match &node.value {
            Value::List(items) => items.iter().flat_map(|item| self.records(item)).collect(),
            Value::Map(map) => vec![
                map.0.iter().map(|entry| (entry.key.clone(), self.list(&entry.node).join(", "))).collect(),
            ],
            _ => self.item(node).into_iter().map(|text| vec![("example".to_owned(), text)]).collect(),
        }
    }

    fn people(&mut self, node: &Node) -> Vec<Person> {
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

    fn search(&mut self, node: &Node) -> Option<Search> {
        match &node.value {
            Value::Map(map) => Some(Search {
                exclude: lookup(map, &["exclude"])
                    .is_some_and(|text| matches!(text.as_str(), "true" | "yes" | "on")),
                boost: lookup(map, &["boost"])
                    .and_then(|text| text.parse().ok())
                    .filter(|boost: &f64| boost.is_finite() && *boost > 0.0)
                    .unwrap_or(1.0),
            }),
            Value::Bool(found) => Some(Search { exclude: !found, boost: 1.0 }),
            _ => {
                self.wrong_type(node, "`exclude` or `boost`");
                None
            }
        }
    }
}

/// The addresses of links in inline Markdown that will not be linked.
fn unsafe_addresses(markdown: &str) -> Vec<String> {
    if !markdown.contains("](") && !markdown.contains('<') {
        return Vec::new();
    }
    let address = |event| match event {
        Event::Start(Tag::Link { dest_url, .. }) if !is_safe_url(&dest_url) => Some(dest_url.into_string()),
        _ => None,
    };
    Parser::new(markdown).filter_map(address).collect()
}

/// Keys that name what a record is about, and keys that say why.
const NAMES: &[&str] = &["id", "number", "name", "title", "law", "pillar", "pattern", "page", "path"];
const NOTES: &[&str] = &["description", "why", "how", "note", "reason", "relationship"];

fn is_record(map: &Map) -> bool {
    map.0.iter().any(|entry| NAMES.contains(&key(&entry.key).as_str()) && entry.node.text().is_some())
        && (map.0.len() == 1
            || map.0.iter().any(|entry| {
                let name = key(&entry.key);
                name == "aspect" || NOTES.contains(&name.as_str())
            }))
}

/// The text under the first of `names` that the table has.
fn lookup(map: &Map, names: &[&str]) -> Option<String> {
    let find = |name: &&str| map.0.iter().find(|entry| key(&entry.key) == **name);
    let text = names.iter().find_map(find)?.node.text()?.trim().to_owned();
    (!text.is_empty()).then_some(text)
}

fn non_empty<T>(items: Vec<T>) -> Option<Vec<T>> {
    (!items.is_empty()).then_some(items)
}

/// The only text of a list of one.
fn single(items: &[Node]) -> Option<&str> {
    match items {
        [item] => item.text(),
        _ => None,
    }
}

/// What is between the brackets of `[like this]` or `{this}`, which no title is.
fn placeholder(text: &str) -> Option<&str> {
    let text = text.trim();
    let inner = text
        .strip_prefix('[')
        .and_then(|t| t.strip_suffix(']'))
        .or_else(|| text.strip_prefix('{').and_then(|t| t.strip_suffix('}')))?;
    (!inner.is_empty() && !inner.contains(['[', ']', '{', '}'])).then_some(inner)
}

/// An example of what a field wants, for a help.
fn example(field: &Field) -> String {
    let name = &field.name;
    match field.kind {
        FieldType::Date => format!("`{name}: 2024-03-01`"),
        FieldType::Minutes => format!("`{name}: 15 min`"),
        FieldType::Number => format!("`{name}: 1`"),
        FieldType::Bool => format!("`{name}: true`"),
        FieldType::List | FieldType::Terms | FieldType::Relation => format!("`{name}: [one, two]`"),
        FieldType::Quote => format!("`{name}: {{text: ..., by: ...}}`"),
        FieldType::TradeOffs => format!("`{name}: {{pros: [...], cons: [...]}}`"),
        FieldType::Records => format!("`{name}: [{{company: ..., scale: ...}}]`"),
        FieldType::People => format!("`{name}: [{{name: ..., url: ...}}]`"),
        FieldType::Search => format!("`{name}: {{exclude: true}}`"),
        FieldType::Text | FieldType::Markdown | FieldType::Free => format!("`{name}: \"text\"`"),
    }
}

/// `2024`, `2024-03`, `2024-03-01`, or any of them with a time behind.
fn parse_date(written: &str) -> Option<Date> {
    let date = written.split(['T', ' ']).next().unwrap_or_default();
    let mut parts = date.split('-');
    let year = parts.next().filter(|y| y.len() == 4)?.parse().ok()?;
    let month = parts.next();
    let day = parts.next();
    if parts.next().is_some() {
        return None;
    }
    let precision = match (month, day) {
        (None, _) => Precision::Year,
        (Some(_), None) => Precision::Month,
        (Some(_), Some(_)) => Precision::Day,
    };
    let part = |text: Option<&str>| text.map_or(Some(1), |t| t.parse().ok());
    let day = jiff::civil::Date::new(year, part(month)?, part(day)?).ok()?;
    Some(Date { day, precision })
}

/// `45`, `45 min`, `1 h 30 min`, `1.5 hours`; at most a year.
fn parse_minutes(text: &str) -> Option<u32> {
    let text = text.trim().to_lowercase();
    if let Ok(minutes) = text.parse::<f64>() {
        return in_range(minutes);
    }
    let mut total = 0.0;
    let mut rest = text.trim_start_matches(['~', ' ']);
    while !rest.is_empty() {
        let end = rest.find(|c: char| !c.is_ascii_digit() && c != '.').filter(|end| *end > 0)?;
        let number: f64 = rest[..end].parse().ok()?;
        rest = rest[end..].trim_start();
        let end = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
        total += number
            * match &rest[..end] {
                "m" | "min" | "mins" | "minute" | "minutes" | "minuten" => 1.0,
                "h" | "hr" | "hrs" | "hour" | "hours" | "std" | "stunden" => 60.0,
                "d" | "day" | "days" => 24.0 * 60.0,
                _ => return None,
            };
        rest = rest[end..].trim_start_matches(|c: char| c == ',' || c == '.' || c.is_whitespace());
        rest = match rest {
            "read" | "reading" | "read time" => "",
            other => other,
        };
    }
    in_range(total)
}

fn in_range(minutes: f64) -> Option<u32> {
    (minutes > 0.0 && minutes <= 525_600.0).then(|| minutes.ceil() as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_minutes() {
        for (text, minutes) in [
            ("45", 45),
            ("45 min", 45),
            ("1 h 30 min", 90),
            ("1h30m", 90),
            ("1.5 hours", 90),
            ("5 min read", 5),
        ] {
            assert_eq!(parse_minutes(text), Some(minutes), "{text}");
        }
        for text in ["", "soon", "-5", "0", "5 parsecs", "min", "1e9"] {
            assert_eq!(parse_minutes(text), None, "{text}");
        }
    }

    #[test]
    fn dates_are_as_exact_as_written_and_exist() {
        for text in ["2024", "2024-03", "2024-02-29"] {
            assert_eq!(parse_date(text).map(|d| d.to_string()).as_deref(), Some(text));
        }
        assert_eq!(parse_date("2024-03-01T10:00:00Z").map(|d| d.to_string()).as_deref(), Some("2024-03-01"));
        for text in ["2023-02-29", "2024-13", "24", "March 2024", "", "2024-01-01-01"] {
            assert_eq!(parse_date(text), None, "{text}");
        }
    }
}
