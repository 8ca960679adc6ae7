//! What is searched of a page: its title, its sections, and the texts of its front matter.

use std::collections::HashMap;

use super::code;
use super::pieces::pieces;
use super::said::mark_said;
use super::section::{Extra, Part, Section};
use super::text::{Run, RunKind};
use crate::catalog::Catalog;
use crate::config::BoxKind;
use crate::page::{Form, Page, PageId, id_of};
use crate::schema::{FieldType, FieldValue, Schema};
use crate::text::markdown::plain;
use crate::text::name::slug;

/// A page, as the index sees it.
#[derive(Debug, Default)]
pub(super) struct Document {
    /// The title without markup.
    pub(super) title: String,
    /// What else it is called, each as good as the title.
    pub(super) names: Vec<Extra>,
    /// Texts of the front matter: description, terms, problem and solution.
    pub(super) extras: Vec<Extra>,
    /// What is under each heading, and before the first one.
    pub(super) sections: Vec<Section>,
}

/// How texts are taken from pages.
pub(super) struct DocumentReader<'a> {
    /// The pages, and the terms that they carry.
    pub(super) catalog: &'a Catalog,
    /// The fields.
    pub(super) schema: &'a Schema,
    /// The kinds of boxes, for the titles of those that have none of their own.
    pub(super) boxes: Vec<&'a BoxKind>,
    /// The fields that the book names as titles.
    pub(super) title_fields: &'a [String],
    /// Whether code is searched.
    pub(super) code: bool,
    /// `output.html.code.hidelines`.
    pub(super) hidden_lines: &'a HashMap<String, String>,
    /// The bytes of a text block.
    pub(super) block: usize,
}

impl DocumentReader<'_> {
    /// The document of a page.
    pub(super) fn document(&self, id: PageId, runs: Vec<Run>) -> Document {
        let page = &self.catalog.pages[id];
        let title = page.title().to_owned();
        let sections = self.sections(page, runs);
        let names = self.catalog.names(id, self.title_fields).into_iter().map(Extra::whole);
        let own = self.catalog.own_names(id).iter().cloned().map(Extra::one);
        let texts = self.extras(id, page);
        let extras = texts.iter().flat_map(|text| pieces(text, self.block)).map(|piece| Extra {
            joint: piece.joint.map(str::to_owned),
            ..Extra::whole(piece.text.to_owned())
        });
        let (mut names, mut extras): (Vec<Extra>, Vec<Extra>) =
            (names.chain(own).collect(), extras.collect());
        mark_said(&title, &sections, names.iter_mut().chain(&mut extras));
        Document { names, extras, title, sections }
    }

    fn sections(&self, page: &Page, runs: Vec<Run>) -> Vec<Section> {
        let mut sections = vec![Section::default()];
        let mut headings = page.headings.iter().peekable();
        for run in runs {
            match &run.kind {
                RunKind::Heading => {
                    while headings.peek().is_some_and(|heading| heading.span.start < run.start) {
                        headings.next();
                    }
                    let mut id = headings.peek().map(|heading| heading.id.clone()).unwrap_or_default();
                    // mdBook makes it of what the directives said.
                    if run.written.is_some_and(|written| id == id_of(&written)) {
                        id = id_of(&run.text);
                    }
                    sections.push(Section { heading: run.text, id, parts: Vec::new() });
                }
                RunKind::Text => self.push(&mut sections, false, &run.text),
                RunKind::Code(info) if self.code => {
                    self.push(&mut sections, true, &code::shown(&run.text, info, self.hidden_lines));
                }
                RunKind::Code(_) => {}
            }
        }
        sections
    }

    /// Adds a text to the last section.
    fn push(&self, sections: &mut [Section], is_code: bool, text: &str) {
        if let Some(section) = sections.last_mut() {
            let parts = pieces(text, self.block).map(|piece| Part {
                is_code,
                text: piece.text.to_owned(),
                joint: piece.joint.map(str::to_owned),
            });
            section.parts.extend(parts);
        }
    }

    fn extras(&self, id: PageId, page: &Page) -> Vec<String> {
        let mut texts: Vec<String> = Vec::new();
        for field in self.schema.fields().filter(|field| is_read(&field.name)) {
            if let Some(typed) = page.fields.get(&field.name) {
                value_texts(&typed.value, field.kind, &mut texts);
            }
        }
        for taxonomy in &self.catalog.taxonomies {
            for (term, term_use) in self.catalog.terms(id, taxonomy) {
                texts.push(term.label.clone());
                texts.extend(term_use.note.iter().map(|note| plain(note)));
            }
        }
        texts.extend(self.box_titles(page));
        texts.retain(|text| !text.is_empty());
        texts
    }

    /// The titles of boxes that the author gave none.
    fn box_titles<'p>(&'p self, page: &'p Page) -> impl Iterator<Item = String> + 'p {
        let untitled = page.quotes.iter().filter(|quoted| {
            quoted.title.is_none() && !matches!(quoted.form, Form::Admonition { titled: false, .. })
        });
        untitled.filter_map(|quoted| {
            let name = slug(&quoted.kind);
            self.boxes
                .iter()
                .find(|kind| kind.is(&name))
                .map(|kind| kind.title_of(&quoted.kind, quoted.is_admonition()))
        })
    }
}

/// Fields that say something about the page to its readers, and are not found elsewhere.
fn is_read(name: &str) -> bool {
    !matches!(
        name,
        "title"
            | "short_title"
            | "also_known_as"
            | "id"
            | "type"
            | "language"
            | "license"
            | "icon"
            | "image"
            | "prev"
            | "next"
            | "redirect_from"
            | "hide"
            | "search"
    )
}

fn value_texts(value: &FieldValue, kind: FieldType, texts: &mut Vec<String>) {
    let mut add =
        |text: &str| texts.push(if kind == FieldType::Text { text.to_owned() } else { plain(text) });
    match value {
        FieldValue::Text(text) => add(text),
        FieldValue::List(items) => items.iter().for_each(|item| add(item)),
        FieldValue::Quote(quote) => {
            add(&quote.text);
            quote.by.iter().for_each(|by| add(by));
        }
        FieldValue::TradeOffs(found) => {
            found.text.iter().chain(&found.pros).chain(&found.cons).for_each(|text| add(text));
        }
        FieldValue::Records(records) => records.iter().flatten().for_each(|(_, text)| add(text)),
        FieldValue::People(people) => people.iter().for_each(|person| add(&person.name)),
        FieldValue::References(references) if kind == FieldType::Relation => {
            references.iter().filter_map(|reference| reference.note.as_deref()).for_each(add);
        }
        _ => {}
    }
}
