//! What may be written at a place.

mod icons;
mod links;

use serde_json::{Value, json};

use super::book::{OpenBook, State};
use super::hover::{of_field, of_page, of_term};
use super::position::Lines;
use crate::expand::directive_names;
use crate::page::Page;
use crate::schema::FieldType;

/// The kinds of the protocol that come near.
const FIELD: u8 = 5;
const VALUE: u8 = 12;
const REFERENCE: u8 = 18;
const FUNCTION: u8 = 3;
const FILE: u8 = 17;

/// What a line holds before the place, and what the place is in.
struct Place<'t> {
    text: &'t str,
    /// Where the line starts, and the place.
    line: usize,
    byte: usize,
}

/// One choice.
struct Choice {
    label: String,
    kind: u8,
    detail: String,
    words: String,
    new: String,
}

/// The choices at a place.
struct Choices {
    all: Vec<Choice>,
    /// Where the text starts that one of them replaces.
    start: usize,
    /// Whether there are more, which the next letters choose: of thousands of icons only the first are offered.
    is_part: bool,
}

impl Choices {
    fn at(start: usize, all: Vec<Choice>) -> Self {
        Self { all, start, is_part: false }
    }

    fn icons(start: usize, all: Vec<Choice>) -> Self {
        Self { is_part: all.len() >= icons::MOST, ..Self::at(start, all) }
    }
}

impl Choice {
    fn new(label: impl Into<String>, kind: u8) -> Self {
        let label = label.into();
        Self { new: label.clone(), label, kind, detail: String::new(), words: String::new() }
    }
}

/// The choices at a place of a page.
pub(super) fn completion(book: &mut OpenBook, file: &str, byte: usize) -> Result<Value, String> {
    let text = book.text(file).unwrap_or_default();
    let line = text[..byte].rfind(['\n', '\r']).map_or(0, |end| end + 1);
    let place = Place { text: &text, line, byte };
    // Nobody who types waits for a check of the whole book, but for headings that may be as new as the link.
    let state = if place.before().contains("](#") { book.state() } else { book.recent() };
    let state = state.map_err(|error| error.to_string())?;
    let Choices { all: choices, start, is_part } = match place.in_front_matter() {
        true => place.of_front_matter(state, file),
        false => place.of_text(state, file),
    };
    let lines = Lines::of(&text);
    let range = lines.range(&(start..byte));
    let item = |(at, choice): (usize, &Choice)| {
        json!({
            "label": choice.label,
            "kind": choice.kind,
            "detail": choice.detail,
            "documentation": {"kind": "markdown", "value": choice.words},
            "sortText": format!("{at:05}"),
            "filterText": choice.new,
            "textEdit": {"range": range, "newText": choice.new},
        })
    };
    let items: Vec<Value> = choices.iter().enumerate().map(item).collect();
    Ok(json!({"isIncomplete": is_part, "items": items}))
}

impl Place<'_> {
    fn before(&self) -> &str {
        &self.text[self.line..self.byte]
    }

    /// Whether the place is between the fences, or after the first where there is no second yet.
    fn in_front_matter(&self) -> bool {
        let mut lines = self.text[..self.line].lines();
        let fence = lines.next().map(str::trim_end);
        matches!(fence, Some("---" | "+++")) && !lines.any(|line| Some(line.trim_end()) == fence)
    }

    fn of_front_matter(&self, state: &State, file: &str) -> Choices {
        let before = self.before();
        let sign = if self.text.starts_with("+++") { '=' } else { ':' };
        if before.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-')) {
            return Choices::at(self.line, self.keys(state, sign));
        }
        let Some(key) = self.key(sign) else { return Choices::at(self.byte, Vec::new()) };
        let start = before
            .rfind(['[', ',', ':', '=', '"', '\'', ' ', '{'])
            .map_or(self.line, |at| self.line + at + 1);
        match state.book.config.schema.get(&key) {
            Some(field) if field.name == "icon" => {
                Choices::icons(start, icons::in_field(&self.text[start..self.byte]))
            }
            _ => Choices::at(start, values(state, file, &key)),
        }
    }

    /// The key whose value the place is in.
    fn key(&self, sign: char) -> Option<String> {
        let is_key = |line: &&str| !line.starts_with([' ', '\t', '-', '#', ']']) && line.contains(sign);
        let lines = self.text[..self.byte].lines().rev();
        let line =
            lines.take_while(|line| !line.starts_with("---") && !line.starts_with("+++")).find(is_key)?;
        Some(line.split(sign).next()?.trim().to_owned())
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
        let choice = |field: &crate::schema::Field| Choice {
            detail: field.kind.name().to_owned(),
            words: of_field(state, &field.name),
            new: if sign == ':' { format!("{}: ", field.name) } else { format!("{} = ", field.name) },
            ..Choice::new(&field.name, FIELD)
        };
        open.map(choice).collect()
    }

    fn of_text(&self, state: &State, file: &str) -> Choices {
        let before = self.before();
        if let Some(at) = before.rfind("{{#patterns ").filter(|at| !before[*at..].contains("}}")) {
            return self.directive(state, at + "{{#patterns ".len());
        }
        for opening in ["> [!", "!!! ", "??? ", "???+ "] {
            let Some(at) = before.rfind(opening).map(|at| at + opening.len()) else { continue };
            if before[at..].chars().all(|c| c.is_alphanumeric() || c == '-') {
                return Choices::at(self.line + at, boxes(state));
            }
        }
        if let Some((at, choices)) = icons::in_text(state, before) {
            return Choices::icons(self.line + at, choices);
        }
        let Some(at) = before.rfind("](").map(|at| at + 2).filter(|at| !before[*at..].contains(')')) else {
            return Choices::at(self.byte, Vec::new());
        };
        let written = &before[at..];
        match written.split_once('#') {
            Some((path, _)) => {
                Choices::at(self.line + at + path.len() + 1, links::headings(state, file, path))
            }
            None => Choices::at(self.line + at, links::pages(state, file)),
        }
    }

    /// The names of directives, the keys of one, and the terms of a filter.
    fn directive(&self, state: &State, at: usize) -> Choices {
        let before = self.before();
        let written = &before[at..];
        let Some((name, _)) = written.split_once(' ') else {
            let choice = |(name, keys): (&str, &[&str])| Choice {
                detail: keys.join(", "),
                ..Choice::new(name, FUNCTION)
            };
            return Choices::at(self.line + at, directive_names().map(choice).collect());
        };
        let last = written.rfind([' ', '"']).map_or(0, |end| end + 1);
        let (word, start) = (&written[last..], self.line + at + last);
        if let Some((field, _)) = word.split_once(':') {
            let field = field.trim_start_matches('-').replace('-', "_");
            let start = start + word.rfind([':', ',']).map_or(0, |end| end + 1);
            return Choices::at(start, values(state, "", &field));
        }
        let keys = directive_names().find(|(known, _)| *known == name).map_or(&[][..], |(_, keys)| keys);
        let choice = |key: &&str| Choice { new: format!("{key}="), ..Choice::new(*key, FIELD) };
        Choices::at(start, keys.iter().map(choice).collect())
    }
}

/// What a field may hold: its terms, the pages, the values that it declares.
fn values(state: &State, file: &str, key: &str) -> Vec<Choice> {
    let config = &state.book.config;
    let Some(field) = config.schema.get(key) else { return Vec::new() };
    let catalog = &state.book.catalog;
    if let Some(at) = catalog.taxonomies.iter().position(|taxonomy| taxonomy.name == field.name) {
        let taxonomy = &catalog.taxonomies[at];
        let choice = |(nth, term): (usize, &crate::catalog::Term)| Choice {
            detail: term.label.clone(),
            words: of_term(state, at, nth),
            ..Choice::new(&term.id, VALUE)
        };
        return taxonomy.terms.iter().enumerate().map(choice).collect();
    }
    match field.kind {
        FieldType::Bool => ["true", "false"].map(|value| Choice::new(value, VALUE)).into(),
        FieldType::Relation | FieldType::Steps => ids(state, file),
        _ if field.name == "type" => types(state),
        _ => field.one_of.iter().map(|value| Choice::new(value, VALUE)).collect(),
    }
}

/// The pages by what relations call them.
fn ids(state: &State, file: &str) -> Vec<Choice> {
    let choice = |(id, page): (usize, &Page)| {
        let detail = page.title().to_owned();
        Choice { detail, words: of_page(state, id), ..Choice::new(page.id(), REFERENCE) }
    };
    state.book.catalog.authored().filter(|(_, page)| page.file != file).map(choice).collect()
}

/// The types that pages have, and those that have a template.
fn types(state: &State) -> Vec<Choice> {
    let used = state.book.catalog.pages.iter().flat_map(|page| page.fields.page_types()).map(str::to_owned);
    let all: std::collections::BTreeSet<String> =
        used.chain(state.book.templates.names().map(str::to_owned)).collect();
    all.into_iter().map(|name| Choice::new(name, VALUE)).collect()
}

fn boxes(state: &State) -> Vec<Choice> {
    let choice = |kind: &crate::config::BoxKind| Choice {
        detail: kind.title.clone(),
        ..Choice::new(&kind.name, VALUE)
    };
    state.book.config.boxes.values().map(choice).collect()
}
