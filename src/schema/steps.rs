//! The steps of a learning path: `{title, duration, patterns, text}`, or shorter where the meaning is
//! clear.

use super::coerce::{ValueReader, example};
use super::field_value::Step;
use super::time::parse_minutes;
use crate::diagnostic::Code;
use crate::front_matter::{Entry, Map, Node, Value};
use crate::text::name::key;

/// The keys of a step.
const KEYS: &[&str] = &["title", "duration", "patterns", "text"];

/// The key that an author means.
fn meaning(written: &str) -> Option<&'static str> {
    Some(match key(written).as_str() {
        "title" | "name" => "title",
        "duration" | "time" | "readingtime" => "duration",
        "patterns" | "pattern" | "pages" | "page" => "patterns",
        "text" | "description" => "text",
        _ => return None,
    })
}

fn is_step(map: &Map) -> bool {
    map.0.iter().any(|entry| meaning(&entry.key).is_some())
}

impl ValueReader<'_> {
    pub(super) fn steps(&mut self, node: &Node) -> Vec<Step> {
        match &node.value {
            Value::List(items) => items.iter().flat_map(|item| self.step(item)).collect(),
            Value::Map(_) => self.step(node),
            _ => {
                self.wrong_type(node, "a list of steps");
                Vec::new()
            }
        }
    }

    /// One step; of a table of `title: [pages]` one for each key.
    fn step(&mut self, node: &Node) -> Vec<Step> {
        match &node.value {
            Value::Null => Vec::new(),
            Value::Map(map) if is_step(map) => self.record(map, node).into_iter().collect(),
            Value::Map(map) => map.0.iter().filter_map(|entry| self.titled(entry)).collect(),
            Value::List(_) => {
                self.wrong_part(node, "a step");
                Vec::new()
            }
            _ => {
                let patterns = self.references(node, None);
                let step = Step { patterns, ..Step::default() };
                if step.patterns.is_empty() { Vec::new() } else { vec![step] }
            }
        }
    }

    /// `Basics: [timeout, retry]`
    fn titled(&mut self, entry: &Entry) -> Option<Step> {
        if !matches!(entry.node.value, Value::List(_)) {
            self.unknown_part(entry, KEYS, "a step");
            return None;
        }
        let patterns = self.references(&entry.node, None);
        Some(Step { title: Some(entry.key.clone()), patterns, ..Step::default() })
    }

    fn record(&mut self, map: &Map, node: &Node) -> Option<Step> {
        let mut step = Step::default();
        for entry in &map.0 {
            let value = &entry.node;
            match meaning(&entry.key) {
                _ if value.value == Value::Null => {}
                Some("title") => step.title = self.part(value, "a text as `title`", Some),
                Some("text") => step.text = self.part(value, "a text as `text`", Some),
                Some("duration") => {
                    step.minutes = self.part(value, "minutes as `duration`", |text| parse_minutes(&text));
                }
                Some(_) => step.patterns = self.references(value, None),
                None => self.unknown_part(entry, KEYS, "a step"),
            }
        }
        if step.title.is_none() && step.patterns.is_empty() {
            self.wrong_part(node, "a `title` or `patterns` in each step");
            return None;
        }
        Some(step)
    }

    /// A scalar of a step.
    fn part<T>(&mut self, node: &Node, expected: &str, read: impl Fn(String) -> Option<T>) -> Option<T> {
        let text = node.text().map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
        let read = text.and_then(read);
        if read.is_none() {
            self.wrong_part(node, expected);
        }
        read
    }

    pub(super) fn wrong_part(&mut self, node: &Node, expected: &str) {
        let message = match &node.value {
            Value::Map(_) => format!("`{}` needs {expected}", self.key),
            value => format!("`{}` needs {expected}, but this is {}", self.key, value.kind()),
        };
        let span = self.whole(node);
        self.problem(Code::WrongType, span, message, format!("write {}", example(self.key, self.field)));
    }
}
