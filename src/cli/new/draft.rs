//! A page in the making: the keys of its front matter, and its text.

use super::convention::Convention;
use crate::config::Config;
use crate::front_matter::write::{flow_list, quoted, scalar};
use crate::page_template::PageTemplate;
use crate::schema::FieldType;
use crate::text::name::key;

/// A page in the making.
#[derive(Debug, Clone)]
pub(super) struct Draft {
    entries: Vec<Entry>,
    body: String,
    /// What was set, in its order.
    said: Vec<(String, String)>,
}

/// One key of the front matter.
#[derive(Debug, Clone)]
struct Entry {
    key: String,
    /// The lines of the key, with their ends.
    text: String,
    /// Whether the author said it, or it is a comment.
    set: bool,
}

/// A field that the author has not said yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Open {
    /// Its name.
    pub(super) name: String,
    /// Whether pages of the type must have it.
    pub(super) required: bool,
}

impl Draft {
    /// A draft with a type and a title.
    pub(super) fn new(template: &PageTemplate, page_type: &str, title: &str) -> Self {
        let (entries, body) = (entries(template.front_matter()), template.body());
        let mut draft = Self { entries, body, said: Vec::new() };
        draft.insert("title", quoted(title));
        draft.insert("type", scalar(page_type));
        draft.replace_in_body("title", title);
        draft.replace_in_body("type", page_type);
        draft
    }

    /// Gives a field its value.
    pub(super) fn set(&mut self, name: &str, value: &str, config: &Config) {
        self.said.push((name.to_owned(), value.to_owned()));
        let is_list = config.schema.get(name).is_some_and(|field| match field.kind {
            FieldType::List | FieldType::Relation | FieldType::People => true,
            FieldType::Terms => value.contains(','),
            _ => false,
        });
        let written = match is_list {
            true => flow_list(value.split(',').map(str::trim).filter(|item| !item.is_empty())),
            false => scalar(value),
        };
        // The template may know the field under another of its names.
        let known =
            self.entries.iter().find(|entry| config.schema.get(&entry.key).is_some_and(|f| f.name == name));
        let written_as = known.map_or(name, |entry| entry.key.as_str()).to_owned();
        self.insert(&written_as, written);
        self.replace_in_body(name, value);
    }

    /// The fields of holes like `[category]`, and those that pages of the type need.
    pub(super) fn open_fields(&self, page_type: &str, config: &Config) -> Vec<Open> {
        let mut open: Vec<Open> = Vec::new();
        for field in config.schema.fields() {
            let required = field.required_for.iter().any(|name| key(name) == key(page_type));
            let entry =
                self.entries.iter().find(|e| config.schema.get(&e.key).is_some_and(|f| f.name == field.name));
            let is_said = entry.is_some_and(|entry| entry.set || (required && !entry.text.contains('[')));
            let is_hole = entry.is_some_and(|entry| entry.is_hole_of(&field.name));
            if !is_said && (required || is_hole) {
                open.push(Open { name: field.name.clone(), required });
            }
        }
        open
    }

    /// What was set, in its order.
    pub(super) fn said(&self) -> &[(String, String)] {
        &self.said
    }

    /// Writes what the other pages of the folder show: keys as they spell them, days, numbers, and values in their case.
    pub(super) fn follow(&mut self, convention: &Convention<'_>, today: &str, config: &Config) {
        let days = convention.day_keys(&config.schema);
        let field = |key: &str| config.schema.get(key).map(|field| field.name.clone());
        let is_other_day = |entry: &Entry| {
            let is_usual = days.iter().any(|day| field(day) == field(&entry.key));
            !days.is_empty() && !entry.set && entry.is_hole_of("date") && !is_usual
        };
        self.entries.retain(|entry| !is_other_day(entry));
        for entry in &mut self.entries {
            let spelt = field(&entry.key).and_then(|name| convention.spelling(&name, &config.schema));
            if let Some(spelt) = spelt.filter(|spelt| *spelt != entry.key) {
                entry.text = entry.text.replacen(&entry.key, spelt, 1);
                entry.key = spelt.to_owned();
            }
        }
        let open: Vec<String> = self
            .entries
            .iter()
            .filter(|entry| entry.is_hole_of("date"))
            .map(|entry| entry.key.clone())
            .collect();
        for key in days.iter().chain(&open) {
            if !self.is_set(key) {
                self.insert(key, today.to_owned());
            }
        }
        for (key, value) in convention.numbered_keys() {
            if !self.is_set(&key) {
                self.insert(&key, scalar(&value));
            }
        }
        for entry in self.entries.iter_mut().filter(|entry| !entry.set && entry.is_word()) {
            let value = entry.text.split_once(':').map_or("", |(_, value)| value.trim());
            entry.text = format!("{}: {}\n", entry.key, convention.cased(&entry.key, value));
        }
        self.replace_in_body("date", today);
    }

    fn insert(&mut self, name: &str, value: String) {
        let text = format!("{name}: {value}\n");
        match self.entries.iter_mut().find(|entry| entry.key == name) {
            Some(entry) => (entry.text, entry.set) = (text, true),
            None => self.entries.push(Entry { key: name.to_owned(), text, set: true }),
        }
    }

    fn replace_in_body(&mut self, name: &str, value: &str) {
        // A title of several lines or with brackets must not make other Markdown.
        let value = crate::text::markdown::markdown_text(value);
        let hole = format!("[{name}]");
        let mut body = String::with_capacity(self.body.len());
        let mut rest = self.body.as_str();
        while let Some(at) = rest.find('[') {
            let is_hole =
                rest.get(at..at + hole.len()).is_some_and(|found| found.eq_ignore_ascii_case(&hole));
            let end = at + if is_hole { hole.len() } else { 1 };
            body.push_str(&rest[..at]);
            body.push_str(if is_hole { &value } else { "[" });
            rest = &rest[end..];
        }
        body.push_str(rest);
        self.body = body;
    }

    /// Whether the author said a key.
    pub(super) fn is_set(&self, name: &str) -> bool {
        self.entries.iter().any(|entry| entry.key == name && entry.set)
    }

    /// Leaves a key out.
    pub(super) fn remove(&mut self, name: &str) {
        self.entries.retain(|entry| entry.key != name);
    }

    /// The key that stands at a byte of the text.
    pub(super) fn key_at(&self, text: &str, at: usize) -> Option<String> {
        let mut start = text.find('\n')? + 1;
        for entry in self.shown() {
            if (start..start + entry.text.len()).contains(&at) {
                return Some(entry.key.clone());
            }
            start += entry.text.len();
        }
        None
    }

    /// The keys that are said, and the holes that are left for the author.
    fn shown(&self) -> impl Iterator<Item = &Entry> {
        self.entries.iter().filter(|entry| entry.set || !entry.is_hole_of(&entry.key))
    }

    /// The page.
    pub(super) fn text(&self) -> String {
        let front_matter: String = self.shown().map(|entry| entry.text.as_str()).collect();
        format!("---\n{front_matter}---\n{}", self.body)
    }
}

impl Entry {
    /// Whether it holds nothing but `[name]`.
    fn is_hole_of(&self, name: &str) -> bool {
        let value = self.text.split_once(':').map_or("", |(_, value)| value.trim().trim_matches(['"', '\'']));
        value
            .strip_prefix('[')
            .and_then(|value| value.strip_suffix(']'))
            .is_some_and(|hole| key(hole) == key(name))
    }

    /// Whether it holds one word.
    fn is_word(&self) -> bool {
        let value = self.text.split_once(':').map_or("", |(_, value)| value.trim());
        !value.is_empty() && value.chars().all(char::is_alphabetic)
    }
}

/// The keys of a front matter, each with the indented lines below it.
fn entries(front_matter: &str) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    for line in front_matter.split_inclusive('\n') {
        let name = line.split_once(':').map(|(name, _)| name.trim_end());
        match name.filter(|name| !name.is_empty() && !line.starts_with([' ', '\t', '#', '-'])) {
            Some(name) => entries.push(Entry { key: name.to_owned(), text: line.to_owned(), set: false }),
            None => match entries.last_mut() {
                Some(last) => last.text.push_str(line),
                None => entries.push(Entry { key: String::new(), text: line.to_owned(), set: false }),
            },
        }
    }
    entries.into_iter().flat_map(apart).collect()
}

/// A key, and the comments after it, which stay where the key gets another value or goes.
fn apart(mut entry: Entry) -> impl Iterator<Item = Entry> {
    let is_comment = |line: &&str| line.starts_with('#') || line.trim().is_empty();
    let lines = entry.text.split_inclusive('\n').rev().take_while(is_comment);
    let comments = entry.text.split_off(entry.text.len() - lines.map(str::len).sum::<usize>());
    let comments = Entry { key: String::new(), text: comments, set: true };
    [entry, comments].into_iter().filter(|entry| !entry.text.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_set_left_out_or_kept() {
        let template = PageTemplate::new(
            "x",
            "---\ntitle: \"[title]\"\ncategory: \"[category]\"\ndescription: \"[What]\"\nlist:\n  - a\n---\n# [Title]\n",
        );
        let config = Config::default();
        let mut draft = Draft::new(&template, "pattern", "A \"b\": c");
        assert_eq!(
            draft.text(),
            "---\ntitle: \"A \\\"b\\\": c\"\ndescription: \"[What]\"\nlist:\n  - a\ntype: pattern\n---\n# A \"b\": c\n"
        );
        draft.set("tags", "a, b: c", &config);
        draft.set("category", "data", &config);
        assert!(draft.text().contains("\ncategory: data\n"));
        assert!(draft.text().contains("\ntags: [a, \"b: c\"]\n"));
    }
}
