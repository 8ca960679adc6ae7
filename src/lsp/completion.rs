//! What may be written at a place.

mod address;
mod directive;
mod front_matter;
mod icons;
mod links;

use serde_json::{Value, json};

use super::book::{OpenBook, State};
use super::hover::{badges, of_page, of_term};
use super::position::Lines;
use crate::page::Page;

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
    /// What stands beside it: the badges of a page.
    aside: String,
    words: String,
    /// The file of the page that it names, whose words are asked for when it is looked at.
    page: Option<String>,
    new: String,
}

/// The choices at a place.
struct Choices {
    all: Vec<Choice>,
    /// Where the text starts that one of them replaces.
    start: usize,
    /// Where it ends, if that is not the place itself.
    end: Option<usize>,
    /// Whether there are more, which the next letters choose: of thousands of icons only the first are offered.
    is_part: bool,
}

impl Choices {
    fn at(start: usize, all: Vec<Choice>) -> Self {
        Self { all, start, end: None, is_part: false }
    }

    fn none(at: usize) -> Self {
        Self::at(at, Vec::new())
    }

    fn icons(start: usize, all: Vec<Choice>) -> Self {
        Self { is_part: all.len() >= icons::MOST, ..Self::at(start, all) }
    }
}

impl Choice {
    fn new(label: impl Into<String>, kind: u8) -> Self {
        let label = label.into();
        let (detail, aside, words) = Default::default();
        Self { new: label.clone(), label, kind, detail, aside, words, page: None }
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
    let in_front_matter = place.in_front_matter();
    let found = if in_front_matter { place.of_front_matter(state, file) } else { place.of_text(state, file) };
    // A page is parsed only where there is something to offer.
    let is_offered = !found.all.is_empty() || found.is_part;
    let is_in_code = !in_front_matter && is_offered && links::is_code(&text, byte);
    let Choices { all: choices, start, end, is_part } = if is_in_code { Choices::none(byte) } else { found };
    let lines = Lines::of(&text);
    let range = lines.range(&(start..end.unwrap_or(byte)));
    let item = |(at, choice): (usize, &Choice)| {
        let mut item = json!({
            "label": choice.label,
            "kind": choice.kind,
            "detail": choice.detail,
            "sortText": format!("{at:05}"),
            "filterText": choice.label,
            "textEdit": {"range": range, "newText": choice.new},
        });
        if !choice.aside.is_empty() {
            item["labelDetails"] = json!({"description": choice.aside});
        }
        match &choice.page {
            Some(page) => item["data"] = json!({"page": book.uri(page)}),
            None => item["documentation"] = markdown(&choice.words),
        }
        item
    };
    let items: Vec<Value> = choices.iter().enumerate().map(item).collect();
    Ok(json!({"isIncomplete": is_part, "items": items}))
}

/// A choice that names a page, with the words of that page: a list of all pages has none, since it is asked for with each key.
pub(super) fn resolved(book: &mut OpenBook, file: &str, item: &Value) -> Result<Value, String> {
    let state = book.recent().map_err(|error| error.to_string())?;
    let mut item = item.clone();
    if let Some(page) = state.page(file) {
        item["documentation"] = markdown(&of_page(state, page));
    }
    Ok(item)
}

fn markdown(words: &str) -> Value {
    json!({"kind": "markdown", "value": words})
}

impl Place<'_> {
    fn before(&self) -> &str {
        &self.text[self.line..self.byte]
    }

    fn of_text(&self, state: &State, file: &str) -> Choices {
        let before = self.before();
        if let Some(at) = before.rfind("{{#patterns ").filter(|at| !before[*at..].contains("}}")) {
            return self.directive(state, file, at + "{{#patterns ".len());
        }
        for opening in ["> [!", "!!! ", "??? ", "???+ "] {
            let Some(at) = before.rfind(opening).map(|at| at + opening.len()) else { continue };
            if before[at..].chars().all(|c| c.is_alphanumeric() || c == '-') {
                return Choices::at(self.line + at, boxes(state, opening.starts_with('>')));
            }
        }
        if let Some((at, choices)) = icons::in_text(state, before) {
            return Choices::icons(self.line + at, choices);
        }
        match address::written(before) {
            Some(written) => links::choices(state, file, &written, self.byte),
            None => Choices::none(self.byte),
        }
    }
}

/// The pages by what relations call them: by the id as the page writes it, if it gives itself one.
fn ids(state: &State, file: &str) -> Vec<Choice> {
    let choice = |(id, page): (usize, &Page)| {
        let (detail, aside) = (page.title().to_owned(), badges(state, id).join(" · "));
        let name = page.fields.text("id").map_or_else(|| page.id(), str::to_owned);
        Choice { detail, aside, page: Some(page.file.clone()), ..Choice::new(name, REFERENCE) }
    };
    state.book.catalog.authored().filter(|(_, page)| page.file != file).map(choice).collect()
}

/// The terms of a taxonomy by their ids.
fn terms(state: &State, field: &str) -> Vec<Choice> {
    let taxonomies = &state.book.catalog.taxonomies;
    let Some(at) = taxonomies.iter().position(|taxonomy| taxonomy.name == field) else { return Vec::new() };
    let choice = |(nth, term): (usize, &crate::catalog::Term)| Choice {
        detail: term.label.clone(),
        words: of_term(state, at, nth),
        ..Choice::new(&term.id, VALUE)
    };
    taxonomies[at].terms.iter().enumerate().map(choice).collect()
}

/// The kinds of boxes, in capitals where GitHub would read them.
fn boxes(state: &State, is_alert: bool) -> Vec<Choice> {
    let choice = |kind: &crate::config::BoxKind| Choice {
        detail: kind.title.clone(),
        new: if is_alert { kind.name.to_uppercase() } else { kind.name.clone() },
        ..Choice::new(&kind.name, VALUE)
    };
    state.book.config.boxes.values().map(choice).collect()
}
