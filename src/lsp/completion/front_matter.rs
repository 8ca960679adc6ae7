//! Keys of the front matter, and their values as the pages of the book write them.

use std::collections::{BTreeMap, BTreeSet};

use super::{Choice, Choices, FIELD, Place, VALUE, icons, ids, terms};
use crate::front_matter::write::{quoted, scalar};
use crate::lsp::book::State;
use crate::lsp::hover::of_field;
use crate::schema::{Field, FieldType};

impl Place<'_> {
    /// Whether the place is between the fences, or after the first where there is no second yet.
    pub(super) fn in_front_matter(&self) -> bool {
        let mut lines = self.text[..self.line].lines();
        let fence = lines.next().map(str::trim_end);
        matches!(fence, Some("---" | "+++")) && !lines.any(|line| Some(line.trim_end()) == fence)
    }

    pub(super) fn of_front_matter(&self, state: &State, file: &str) -> Choices {
        let before = self.before();
        let sign = if self.text.starts_with("+++") { '=' } else { ':' };
        if before.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-')) {
            return Choices::at(self.line, self.keys(state, sign));
        }
        let field = self.key(sign).and_then(|key| state.book.config.schema.get(&key));
        let Some(field) = field else { return Choices::at(self.byte, Vec::new()) };
        let start = self.value_start();
        if field.name == "icon" {
            return Choices::icons(start, icons::in_field(&self.text[start..self.byte]));
        }
        let is_text = field.kind != FieldType::Bool;
        let written =
            |choice: Choice| Choice { new: self.written(start, &choice.new, is_text, sign), ..choice };
        Choices::at(start, values(state, file, field).into_iter().map(written).collect())
    }

    /// The key whose value the place is in.
    fn key(&self, sign: char) -> Option<String> {
        let is_key = |line: &&str| !line.starts_with([' ', '\t', '-', '#', ']']) && line.contains(sign);
        let lines = self.text[..self.byte].lines().rev();
        let line =
            lines.take_while(|line| !line.starts_with("---") && !line.starts_with("+++")).find(is_key)?;
        Some(line.split(sign).next()?.trim().to_owned())
    }

    /// Where the value starts: after its key, the item before it, a dash or a quote. It may hold spaces.
    fn value_start(&self) -> usize {
        let before = self.before();
        let sign = before.rfind(['[', ',', ':', '=', '"', '\'', '{']).map(|at| at + 1);
        let value = before[sign.unwrap_or_default()..].trim_start();
        let item =
            if sign.is_none() { value.strip_prefix("- ").unwrap_or(value).trim_start() } else { value };
        self.byte - item.len()
    }

    /// A value as the block needs it: in quotes where it is text that is not in some yet, and apart from its key.
    fn written(&self, start: usize, value: &str, is_text: bool, sign: char) -> String {
        let before = &self.text[self.line..start];
        let value = match before.ends_with(['"', '\'']) || !is_text {
            true => value.to_owned(),
            false if sign == '=' => quoted(value),
            false => scalar(value),
        };
        if before.ends_with(sign) { format!(" {value}") } else { value }
    }

    /// The keys that the page has not, each with what it means.
    fn keys(&self, state: &State, sign: char) -> Vec<Choice> {
        let config = &state.book.config;
        let own = self.text[self.line..].lines().next().unwrap_or_default();
        let fence = if sign == '=' { "\n+++" } else { "\n---" };
        let end = self.text[self.byte..].find(fence).map_or(self.text.len(), |at| self.byte + at);
        let said =
            self.text[..end].lines().filter(|line| *line != own).filter_map(|line| line.split_once(sign));
        let said: Vec<&str> = said
            .filter_map(|(key, _)| config.schema.get(key.trim()).map(|field| field.name.as_str()))
            .collect();
        let open = config.schema.fields().filter(|field| !said.contains(&field.name.as_str()));
        let choice = |field: &Field| Choice {
            detail: field.kind.name().to_owned(),
            words: of_field(state, &field.name),
            new: if sign == ':' { format!("{}: ", field.name) } else { format!("{} = ", field.name) },
            ..Choice::new(&field.name, FIELD)
        };
        open.map(choice).collect()
    }
}

/// What a field may hold: its terms, the pages, the values that it declares.
fn values(state: &State, file: &str, field: &Field) -> Vec<Choice> {
    if state.book.catalog.taxonomies.iter().any(|taxonomy| taxonomy.name == field.name) {
        return terms_as_written(state, &field.name);
    }
    match field.kind {
        FieldType::Bool => ["true", "false"].map(|value| Choice::new(value, VALUE)).into(),
        FieldType::Relation | FieldType::Steps => ids(state, file),
        _ if field.name == "type" => types(state),
        _ => field.one_of.iter().map(|value| Choice::new(value, VALUE)).collect(),
    }
}

/// The terms of a taxonomy, each as most pages write it: another spelling would be a problem that `check` reports.
fn terms_as_written(state: &State, field: &str) -> Vec<Choice> {
    let taxonomy = state.book.catalog.taxonomies.iter().find(|taxonomy| taxonomy.name == field);
    let mut spellings: BTreeMap<usize, BTreeMap<&str, usize>> = BTreeMap::new();
    for page in &state.book.catalog.pages {
        for reference in page.written_references(field) {
            if let Some(term) = taxonomy.and_then(|taxonomy| taxonomy.position(&reference.name)) {
                *spellings.entry(term).or_default().entry(&reference.name).or_default() += 1;
            }
        }
    }
    let usual = |term: usize| {
        let written = spellings.get(&term)?.iter();
        written.max_by_key(|(_, times)| **times).map(|(name, _)| (*name).to_owned())
    };
    let choice = |(nth, choice): (usize, Choice)| match usual(nth) {
        Some(name) => Choice { label: name.clone(), new: name, ..choice },
        None => choice,
    };
    terms(state, field).into_iter().enumerate().map(choice).collect()
}

/// The types that pages have, and those that have a template.
fn types(state: &State) -> Vec<Choice> {
    let used = state.book.catalog.pages.iter().flat_map(|page| page.fields.page_types()).map(str::to_owned);
    let all: BTreeSet<String> = used.chain(state.book.templates.names().map(str::to_owned)).collect();
    all.into_iter().map(|name| Choice::new(name, VALUE)).collect()
}
