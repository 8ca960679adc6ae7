//! From a value as written to a value of the field's type, as generously as its meaning is clear.

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::{Event, Parser, Tag};

use super::field_value::FieldValue;
use super::format::NumberFormat;
use super::peers::said_bool;
use super::split;
use super::time::{Date, named_date, parse_date, parse_minutes};
use super::{Field, FieldType};
use crate::diagnostic::{Code, Diagnostic, nearest, unsafe_url};
use crate::front_matter::{Entry, Map, Node, Value};
use crate::text::address::is_safe_url;
use crate::text::markdown::wiki_text;
use crate::text::name::key;

/// What a field of yes or no needs.
const YES_OR_NO: &str = "`true` or `false`";

/// Reads the value of one key.
pub(super) struct ValueReader<'a> {
    /// Its name.
    pub(super) file: &'a str,
    /// The page.
    pub(super) text: &'a str,
    /// The field that the key means.
    pub(super) field: &'a Field,
    /// The key as written.
    pub(super) key: &'a str,
    /// Where the value's first line ends.
    pub(super) end: usize,
    /// Where problems go.
    pub(super) problems: &'a mut Vec<Diagnostic>,
}

impl ValueReader<'_> {
    /// The value, or `None` where there is nothing or nothing that can be used.
    pub(super) fn read(&mut self, node: &Node) -> Option<FieldValue> {
        if self.field.name == "draft" && self.field.kind == FieldType::Bool {
            return self.is_draft(node).map(FieldValue::Bool);
        }
        let node = self.filled(node)?;
        let value = self.typed(&node)?;
        self.check_addresses(&value, &node);
        Some(value)
    }

    /// Whether a page is a draft. One that says neither yes nor no is: whoever meant yes would see it published.
    fn is_draft(&mut self, node: &Node) -> Option<bool> {
        if is_empty(node) {
            return None;
        }
        Some(said_bool(node).unwrap_or_else(|| {
            self.wrong_type_until(node, YES_OR_NO, "; until then the page counts as a draft");
            true
        }))
    }

    /// The people of a value, each with the place of the name, and the value that they are.
    pub(super) fn read_people(&mut self, node: &Node) -> Option<(Vec<Range<usize>>, FieldValue)> {
        let node = self.filled(node)?;
        let (people, places) = non_empty(self.people(&node))?.into_iter().unzip();
        let value = FieldValue::People(people);
        self.check_addresses(&value, &node);
        Some((places, value))
    }

    /// A value that says something, with the values of a text that holds several as a list.
    fn filled<'n>(&mut self, node: &'n Node) -> Option<Cow<'n, Node>> {
        if is_empty(node) || self.is_placeholder(node) {
            return None;
        }
        Some(self.several(node).or_else(|| self.unlinked(node)).map_or(Cow::Borrowed(node), Cow::Owned))
    }

    /// A text without the brackets of the link of a wiki that it is, in a field that shows no links.
    fn unlinked(&self, node: &Node) -> Option<Node> {
        use FieldType::{Bool, Date, Minutes, Number, Text};
        let Value::Text(text) = &node.value else { return None };
        let is_plain = matches!(self.field.kind, Text | Date | Minutes | Number | Bool);
        let shown = wiki_text(text);
        let is_other = is_plain && shown != text;
        is_other.then(|| Node { value: Value::Text(shown.to_owned()), span: node.span.clone() })
    }

    /// The values of a text that holds several, as a list.
    fn several(&self, node: &Node) -> Option<Node> {
        if self.wants_text() {
            return None;
        }
        let are_tags = self.field.name == "tags";
        let signed = |node: &Node| split::signed(node, self.text, are_tags);
        let sign = self.field.split.as_deref();
        let items = match &node.value {
            // In a list of others, an item is one value, whatever it says; a tag ends where the next one begins.
            Value::List(items) => {
                items.iter().any(|item| are_tags && signed(item).is_some()).then(|| items.clone())
            }
            _ => sign.and_then(|sign| split::split(node, sign, self.text)).or_else(|| signed(node)),
        }?;
        let each = |item: Node| signed(&item).unwrap_or_else(|| vec![item]);
        Some(Node { value: Value::List(items.into_iter().flat_map(each).collect()), span: node.span.clone() })
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
            FieldValue::Steps(steps) => {
                let texts = steps.iter().flat_map(|step| [&step.title, &step.text]).flatten();
                let notes = steps.iter().flat_map(|step| &step.patterns).filter_map(|r| r.note.as_ref());
                addresses.extend(texts.chain(notes).flat_map(|text| unsafe_addresses(text)));
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
            FieldType::List => {
                self.one_of_several(node);
                non_empty(self.list(node)).map(FieldValue::List)
            }
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
            FieldType::People => {
                let people = self.people(node).into_iter().map(|(person, _)| person);
                non_empty(people.collect()).map(FieldValue::People)
            }
            FieldType::Steps => non_empty(self.steps(node)).map(FieldValue::Steps),
            FieldType::Search => self.search(node).map(FieldValue::Search),
            FieldType::Free => Some(FieldValue::Free),
        }
    }

    pub(super) fn problem(&mut self, code: Code, span: Range<usize>, message: String, help: String) {
        self.problems.push(Diagnostic::new(code, message).at(self.file, span).help(help));
    }

    /// Reports a text in a field of several that is one value, and looks like some short ones.
    fn one_of_several(&mut self, node: &Node) {
        let Value::Text(text) = &node.value else { return };
        if let Some(help) = split::seems_several(&self.field.name, text) {
            let written = split::in_one_line(text);
            let message = format!("`{written}` is one value of `{}`, but looks like several", self.key);
            self.problem(Code::SeveralValues, node.span.clone(), message, help);
        }
    }

    /// Reports a text of which only some words are signed as tags.
    fn mixed_tags(&mut self, node: &Node, text: &str) {
        let message = format!("`{text}` is one value of `{}`, but looks like several", self.key);
        let help = "write a list, `[a, b]`, or `#` before each tag".to_owned();
        self.problem(Code::SeveralValues, node.span.clone(), message, help);
    }

    /// The bytes to mark: of a list or a table only the first sign is known.
    fn span(&self, node: &Node) -> Range<usize> {
        match node.value {
            Value::List(_) | Value::Map(_) if node.span.start < self.end => node.span.start..self.end,
            _ => node.span.clone(),
        }
    }

    /// All bytes of a value, brackets and quotes included.
    pub(super) fn whole(&self, node: &Node) -> Range<usize> {
        let extent = node.extent(self.text);
        extent.start..extent.end.max(extent.start + 1)
    }

    pub(super) fn wrong_type(&mut self, node: &Node, expected: &str) {
        self.wrong_type_until(node, expected, "");
    }

    /// The same, and what counts until the value is another one.
    fn wrong_type_until(&mut self, node: &Node, expected: &str, until: &str) {
        let span = self.span(node);
        let message = format!("`{}` needs {expected}, but this is {}", self.key, node.value.kind());
        let help = format!("write {}{until}", example(self.key, self.field));
        self.problem(Code::WrongType, span, message, help);
    }

    /// `[Pattern Name]`, quoted or not: a template's hole that nobody filled.
    fn is_placeholder(&mut self, node: &Node) -> bool {
        let hole = match &node.value {
            Value::Text(text) => placeholder(text).map(str::to_owned),
            // `[a | b]`: with a line for each item it is a list, and `[[page|text]]` is a link.
            Value::List(items) if self.text[node.span.start..].starts_with('[') => {
                let is_choice = |text: &&str| text.contains('|') && !text.contains("[[");
                single(items).filter(|text| self.wants_text() || is_choice(text)).map(str::to_owned)
            }
            _ => None,
        };
        let Some(hole) = hole else { return false };
        let span = self.span(node);
        if !self.wants_text() && hole.contains(',') && matches!(node.value, Value::Text(_)) {
            let message = format!("`{}` needs a list, but this is one in quotes", self.key);
            self.problem(Code::WrongType, span, message, format!("write `{}: [{hole}]`", self.key));
            return true;
        }
        let message = format!("`{}` still holds the placeholder `[{hole}]`", self.key);
        let help = match hole.contains('|') {
            true => "choose one of them, or delete the line".to_owned(),
            false => format!("write {}, or delete the line", example(self.key, self.field)),
        };
        self.problem(Code::Placeholder, span, message, help);
        true
    }

    pub(super) fn wants_text(&self) -> bool {
        !matches!(
            self.field.kind,
            FieldType::List
                | FieldType::Terms
                | FieldType::Relation
                | FieldType::Records
                | FieldType::People
                | FieldType::Steps
                | FieldType::Free
        )
    }

    pub(super) fn text(&mut self, node: &Node) -> Option<String> {
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
            let message = format!("`{text}` is not a value of `{}`", self.key);
            self.problems.push(
                Diagnostic::new(Code::UnknownValue, message).at(self.file, node.span.clone()).help(help),
            );
        }
        true
    }

    pub(super) fn list(&mut self, node: &Node) -> Vec<String> {
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
    pub(super) fn item(&mut self, node: &Node) -> Vec<String> {
        match &node.value {
            Value::Null => Vec::new(),
            Value::List(_) if self.is_hole(node) => Vec::new(),
            Value::List(items) => {
                self.wrong_type(node, "a text in each item");
                items.iter().filter_map(Node::text).map(str::to_owned).collect()
            }
            Value::Map(map) => map.0.iter().map(|entry| self.pair(entry)).collect(),
            _ if self.is_hole(node) => Vec::new(),
            _ => {
                let text = node.text().map(str::trim).filter(|text| !text.is_empty());
                let are_tags = self.field.name == "tags";
                if let Some(mixed) = text.filter(|text| are_tags && split::is_mixed(text)) {
                    self.mixed_tags(node, mixed);
                }
                let own = |text| if are_tags { split::without_hash(text) } else { text };
                text.map(|text| own(text).to_owned()).into_iter().collect()
            }
        }
    }

    /// A text whose colon was not quoted.
    fn pair(&mut self, entry: &Entry) -> String {
        match &entry.node.value {
            Value::Null => entry.key.clone(),
            Value::List(_) | Value::Map(_) => {
                self.wrong_type(&entry.node, "a text in each item");
                entry.key.clone()
            }
            _ => format!("{}: {}", entry.key, entry.node.text().unwrap_or_default()),
        }
    }

    /// A placeholder as an item: `- "[Prerequisite 1]"` or `- [other relevant axioms]`.
    pub(super) fn is_hole(&mut self, node: &Node) -> bool {
        if let Some(link) = self.unquoted_link(node) {
            let written = &self.text[link.clone()];
            let message = format!("`{written}` is a list in a list to YAML, and no link");
            let help = format!("put it in quotes: `\"{written}\"`");
            self.problem(Code::WrongType, link, message, help);
            return true;
        }
        let hole = match &node.value {
            Value::Text(text) => placeholder(text),
            Value::List(items) => single(items),
            _ => None,
        };
        let Some(hole) = hole.map(str::to_owned) else { return false };
        self.problem(
            Code::Placeholder,
            self.whole(node),
            format!("`{}` still holds the placeholder `[{hole}]`", self.key),
            "fill it in, or delete the line".to_owned(),
        );
        true
    }

    /// The bytes of `[[page]]` without quotes, as Obsidian writes a link; `node` is the list, or the one in it.
    fn unquoted_link(&self, node: &Node) -> Option<Range<usize>> {
        let Value::List(_) = node.value else { return None };
        let at = node.span.start;
        let is_outer = self.text.get(at..)?.starts_with("[[");
        let start = if is_outer { at } else { at.checked_sub(1)? };
        // What is before the list in the list need not be a bracket, nor one byte.
        let inner = self.text.get(start..)?.strip_prefix("[[")?;
        let end = inner.find(['[', ']', '"', '\'', ',', '\n'])?;
        let is_link = inner[end..].starts_with("]]") && !inner[..end].trim().is_empty();
        is_link.then(|| start..start + "[[]]".len() + end)
    }

    fn date(&mut self, node: &Node) -> Option<Date> {
        if matches!(node.value, Value::List(_) | Value::Map(_)) {
            self.wrong_type(node, "a date");
            return None;
        }
        let written = node.text().unwrap_or_default().trim().to_owned();
        let date = parse_date(&written).or_else(|| Date::of_clock(&written));
        // What can mean only one date is used, and reported, because other tools do not read it.
        let meant = date.is_none().then(|| named_date(&written)).flatten();
        // So is a date that other words follow.
        let first = written.split([' ', ',', 'T']).next().filter(|_| date.is_none() && meant.is_none());
        let first = first.and_then(parse_date);
        if date.is_none() {
            let form = if meant.or(first).is_some() { " in the form YYYY-MM-DD" } else { "" };
            let message = format!("`{written}` is not a date{form}");
            let span = self.span(node);
            let help = match (&meant, &first) {
                (Some(meant), _) => format!("it is read as {meant}; write `{meant}`"),
                (None, Some(first)) => {
                    format!("`{first}` is read, and the rest is not; write YYYY-MM-DD alone")
                }
                (None, None) => "write YYYY, YYYY-MM or YYYY-MM-DD".to_owned(),
            };
            self.problems.push(
                Diagnostic::new(Code::InvalidDate, message)
                    .at(self.file, span)
                    .help(help)
                    .maybe_mend(&written, meant.map(|date| date.to_string())),
            );
        }
        date.or(meant).or(first)
    }

    fn minutes(&mut self, node: &Node) -> Option<u32> {
        let minutes = node.text().and_then(parse_minutes);
        if minutes.is_none() {
            self.wrong_type(node, "minutes");
        }
        minutes
    }

    fn number(&mut self, node: &Node) -> Option<f64> {
        // So themes of VuePress leave a page out of the order.
        if self.field.name == "order" && node.value == Value::Bool(false) {
            return None;
        }
        let format = self.field.format.as_ref();
        let digits = |text| format.and_then(|format: &NumberFormat| format.digits(text));
        let number = node.text().map(|text| digits(text).unwrap_or(text.trim()));
        // TOML writes `1_000`.
        let parse = |text: &str| match node.value {
            Value::Number { .. } => text.replace('_', "").parse().ok(),
            _ => text.parse().ok(),
        };
        let number = number.and_then(parse).filter(|n: &f64| n.is_finite());
        if number.is_none() && !self.number_in_text(node) {
            self.wrong_type(node, "a number");
        }
        number
    }

    /// Reports a text that starts with a number, such as `4 people`, with what makes a number of it.
    fn number_in_text(&mut self, node: &Node) -> bool {
        let text = node.text().unwrap_or_default().trim();
        let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
        let (digits, unit) = text.split_at(end);
        if digits.is_empty() || unit.contains(|c: char| c.is_ascii_digit()) {
            return false;
        }
        let key = self.key;
        let message = format!("`{key}` needs a number, but this is a text");
        let help = format!(
            "write `{key}: {digits}`; where all pages write it so, `format = \"{{number}}{unit}\"` for the field in \
             book.toml reads it"
        );
        self.problem(Code::WrongType, self.span(node), message, help);
        true
    }

    fn bool(&mut self, node: &Node) -> Option<bool> {
        let value = said_bool(node);
        if value.is_none() {
            self.wrong_type(node, YES_OR_NO);
        }
        value
    }
}

/// Whether a value is absent; Obsidian writes `[]` for what is empty.
fn is_empty(node: &Node) -> bool {
    node.value == Value::Null || matches!(&node.value, Value::List(items) if items.is_empty())
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

/// The text under the first of `names` that the table has.
pub(super) fn lookup(map: &Map, names: &[&str]) -> Option<String> {
    let find = |name: &&str| map.0.iter().find(|entry| key(&entry.key) == **name);
    let text = names.iter().find_map(find)?.node.text()?.trim().to_owned();
    (!text.is_empty()).then_some(text)
}

/// The place of the value under the first of `names` that the table has as a text.
pub(super) fn place_of(map: &Map, names: &[&str]) -> Option<Range<usize>> {
    let find =
        |name: &&str| map.0.iter().find(|entry| key(&entry.key) == **name && entry.node.text().is_some());
    names.iter().find_map(find).map(|entry| entry.node.span.clone())
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
pub(super) fn example(name: &str, field: &Field) -> String {
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
        FieldType::Steps => format!("`{name}: [{{title: ..., patterns: [one, two]}}]`"),
        FieldType::Search => format!("`{name}: {{exclude: true}}`"),
        FieldType::Text | FieldType::Markdown | FieldType::Free => format!("`{name}: \"text\"`"),
    }
}
