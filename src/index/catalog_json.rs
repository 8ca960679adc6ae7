//! `catalog.json`: every entry with everything its front matter says, for other programs.

use std::collections::BTreeMap;

use rayon::prelude::*;
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value as Json;

use crate::catalog::{Catalog, Link, Target, Taxonomy};
use crate::config::Config;
use crate::library::Panics;
use crate::page::{Page, PageId};
use crate::schema::{Field, FieldType, FieldValue, Reference};

/// The version of the format. A field that goes, or changes its type or meaning, raises the first
/// number (while that is 0, the second); a new field raises the second; words of its description the third.
pub const SCHEMA_VERSION: &str = "0.3.1";

/// The file of the schema, beside the one of the catalog.
pub const SCHEMA_FILE: &str = "catalog.schema.json";

/// All entries of a book, with their terms and relations.
#[derive(Debug, Serialize, JsonSchema)]
pub struct CatalogJson {
    /// The JSON Schema of this file, beside it.
    #[serde(rename = "$schema")]
    pub schema: &'static str,
    /// The version of the format.
    pub schema_version: &'static str,
    /// The book.
    pub book: BookJson,
    /// The taxonomies with their terms, in their order: those that pages use, and those that the book declares.
    pub taxonomies: Vec<TaxonomyJson>,
    /// All entries, in reading order.
    pub entries: Vec<EntryJson>,
    /// All other pages, in reading order.
    pub pages: Vec<PageJson>,
}

/// What the book says about itself.
#[derive(Debug, Clone, Default, Serialize, JsonSchema)]
pub struct BookJson {
    /// `book.title`
    pub title: Option<String>,
    /// `book.description`
    pub description: Option<String>,
    /// `book.language`
    pub language: Option<String>,
}

/// A taxonomy.
#[derive(Debug, Serialize, JsonSchema)]
pub struct TaxonomyJson {
    /// The name of its field.
    pub name: String,
    /// What readers see.
    pub label: String,
    /// Whether its terms have an order.
    pub ordered: bool,
    /// Its terms: the declared ones in their order, then the others by label.
    pub terms: Vec<TermJson>,
}

/// A term.
#[derive(Debug, Serialize, JsonSchema)]
pub struct TermJson {
    /// Its id.
    pub id: String,
    /// What readers see.
    pub label: String,
    /// An emoji or a short text.
    pub icon: Option<String>,
    /// A name of the palette.
    pub colour: Option<String>,
    /// What it means.
    pub description: Option<String>,
    /// The address of the page that is this term.
    pub url: Option<String>,
    /// How many entries carry it.
    pub count: usize,
}

/// A page that is no entry: a guide, the front page of a folder, the catalog.
#[derive(Debug, Serialize, JsonSchema)]
pub struct PageJson {
    /// Its id.
    pub id: String,
    /// Its address, relative to the HTML folder.
    pub url: String,
    /// Its file, relative to the book's root; `None` for a page that no author wrote.
    pub source: Option<String>,
    /// `false`: what has `true` is in `entries`.
    pub entry: bool,
    /// The page's type, if it says one.
    pub r#type: Option<String>,
    /// The title.
    pub title: String,
    /// The titles of the chapters above it, from the outermost.
    pub breadcrumbs: Vec<String>,
    /// When it was last changed, if it says so: `2024`, `2024-03` or `2024-03-01`.
    pub updated: Option<String>,
}

/// An entry.
#[derive(Debug, Serialize, JsonSchema)]
pub struct EntryJson {
    /// Its id.
    pub id: String,
    /// Its address, relative to the HTML folder.
    pub url: String,
    /// Its file, relative to the book's root.
    pub source: String,
    /// `true`: what has `false` is in `pages`.
    pub entry: bool,
    /// Its type, if it says one.
    pub r#type: Option<String>,
    /// The title.
    pub title: String,
    /// The title for lists.
    pub short_title: String,
    /// The description, in inline Markdown.
    pub description: Option<String>,
    /// The titles of the chapters above it, from the outermost.
    pub breadcrumbs: Vec<String>,
    /// The ids of its terms, by taxonomy.
    pub terms: BTreeMap<String, Vec<String>>,
    /// When it was last changed, if it says so: `2024`, `2024-03` or `2024-03-01`.
    pub updated: Option<String>,
    /// What it says, by the names of the fields, whatever its author called them: dates as `YYYY-MM-DD` or a part of it,
    /// durations in minutes, the labels of terms, the names of pages and people. What it has by where it stands is
    /// among them.
    pub values: BTreeMap<String, Json>,
    /// The front matter as written; a number whose spelling JSON would lose (`1.10`) is a text.
    pub fields: Json,
    /// What it names, by relation.
    pub relations: BTreeMap<String, Vec<LinkJson>>,
    /// What names it, by the relation it does so with.
    pub backlinks: BTreeMap<String, Vec<LinkJson>>,
    /// Its headings.
    pub headings: Vec<HeadingJson>,
    /// The words of its text.
    pub words: usize,
    /// The minutes it takes to read.
    pub minutes: u32,
    /// Changes when the page's text or front matter does.
    pub hash: String,
}

/// A page that an entry names, or that names it.
#[derive(Debug, Serialize, JsonSchema)]
pub struct LinkJson {
    /// The id of a page of this book.
    pub id: Option<String>,
    /// The title, or the name as written.
    pub title: String,
    /// The address; `None` where the name could not be resolved.
    pub url: Option<String>,
    /// Why, in inline Markdown.
    pub note: Option<String>,
}

/// A heading.
#[derive(Debug, Serialize, JsonSchema)]
pub struct HeadingJson {
    /// 1 to 6.
    pub level: u8,
    /// Its text without markup.
    pub text: String,
    /// Its id in the HTML.
    pub id: String,
}

impl CatalogJson {
    /// The file of a catalog. An entry whose making panics is left out.
    pub(crate) fn new(catalog: &Catalog, config: &Config, book: BookJson, panics: &Panics) -> Self {
        let view = Exporter { catalog, config };
        let entry = |&id: &PageId| {
            let file = &catalog.pages[id].file;
            panics.guarded(file, "describe this page in catalog.json", || view.entry(id))
        };
        Self {
            schema: SCHEMA_FILE,
            schema_version: SCHEMA_VERSION,
            book,
            taxonomies: view.taxonomies(),
            entries: catalog.entries.par_iter().filter_map(entry).collect(),
            pages: (0..catalog.pages.len()).filter_map(|id| view.other(id)).collect(),
        }
    }
}

/// The titles of the chapters above a page, from the outermost.
pub(crate) fn breadcrumbs(catalog: &Catalog, page: &Page) -> Vec<String> {
    let mut titles = Vec::new();
    let mut parent = page.parent;
    while let Some(id) = parent {
        titles.push(catalog.pages[id].short_title().to_owned());
        parent = catalog.pages[id].parent;
    }
    titles.extend(page.part.as_deref().map(crate::text::markdown::plain));
    titles.reverse();
    titles
}

/// The JSON Schema of the file.
pub fn schema() -> serde_json::Value {
    let mut schema = schemars::generate::SchemaSettings::draft2020_12()
        .for_serialize()
        .into_generator()
        .into_root_schema_for::<CatalogJson>();
    schema.insert("$id".to_owned(), format!("urn:mdbook-patterns:catalog:{SCHEMA_VERSION}").into());
    schema.to_value()
}

/// A value of a field; `written` is what is in the front matter.
fn json(value: &FieldValue, written: impl FnOnce() -> Option<Json>) -> Option<Json> {
    let names =
        |references: &[Reference]| references.iter().map(|reference| reference.name.as_str()).collect();
    Some(match value {
        FieldValue::Text(text) => text.as_str().into(),
        FieldValue::List(items) => items.iter().map(String::as_str).collect(),
        FieldValue::References(references) => names(references),
        FieldValue::Date(date) => date.to_string().into(),
        FieldValue::Minutes(minutes) => (*minutes).into(),
        FieldValue::Number(number) if number.fract() == 0.0 && number.abs() < 1e15 => (*number as i64).into(),
        FieldValue::Number(number) => (*number).into(),
        FieldValue::Bool(value) => (*value).into(),
        FieldValue::People(people) => people.iter().map(|person| person.name.as_str()).collect(),
        FieldValue::Quote(_)
        | FieldValue::TradeOffs(_)
        | FieldValue::Records(_)
        | FieldValue::Steps(_)
        | FieldValue::Search(_)
        | FieldValue::Free => return written(),
    })
}

struct Exporter<'a> {
    catalog: &'a Catalog,
    config: &'a Config,
}

impl Exporter<'_> {
    fn page(&self, id: PageId) -> &Page {
        &self.catalog.pages[id]
    }

    fn url(&self, id: PageId) -> Option<String> {
        self.page(id).path.as_deref().map(crate::text::path::html)
    }

    fn taxonomies(&self) -> Vec<TaxonomyJson> {
        let is_own =
            |name: &str| self.config.taxonomies.iter().any(|taxonomy| taxonomy.own && taxonomy.name == name);
        let is_used =
            |taxonomy: &Taxonomy| (0..self.catalog.pages.len()).any(|id| !taxonomy.uses(id).is_empty());
        let known =
            self.catalog.taxonomies.iter().filter(|taxonomy| is_own(&taxonomy.name) || is_used(taxonomy));
        let taxonomies = known.map(|taxonomy| TaxonomyJson {
            name: taxonomy.name.clone(),
            label: taxonomy.label.clone(),
            ordered: taxonomy.ordered,
            terms: taxonomy
                .terms
                .iter()
                .map(|term| TermJson {
                    id: term.id.clone(),
                    label: term.label.clone(),
                    icon: term.icon.clone(),
                    colour: term.colour.clone(),
                    description: term.description.clone(),
                    url: term.page.and_then(|page| self.url(page)),
                    count: term.count,
                })
                .collect(),
        });
        taxonomies.collect()
    }

    fn entry(&self, id: PageId) -> EntryJson {
        let page = self.page(id);
        let heading =
            |h: &crate::page::Heading| HeadingJson { level: h.level, text: h.text.clone(), id: h.id.clone() };
        EntryJson {
            id: page.id(),
            url: self.url(id).unwrap_or_default(),
            source: page.file.clone(),
            entry: true,
            r#type: page.page_type().map(str::to_owned),
            title: page.title().to_owned(),
            short_title: page.short_title().to_owned(),
            description: page.description().map(str::to_owned),
            breadcrumbs: breadcrumbs(self.catalog, page),
            terms: self.terms(id),
            updated: page.fields.date("updated").map(|date| date.to_string()),
            values: self.values(id),
            fields: page.fields.written.to_json(),
            relations: self.links(&self.catalog.links[id]),
            backlinks: self.links(&self.catalog.backlinks[id]),
            headings: page.headings.iter().map(heading).collect(),
            words: page.words,
            minutes: page.minutes(self.config.words_per_minute),
            hash: super::digits::hash(page.text.as_bytes()),
        }
    }

    /// A page of the book that is no entry; a page that stands in the book twice is one.
    fn other(&self, id: PageId) -> Option<PageJson> {
        let page = self.page(id);
        let path = page.path.as_deref()?;
        let is_first = self.catalog.index.path(path) == Some(id);
        if !is_first || self.catalog.is_entry(id) {
            return None;
        }
        Some(PageJson {
            id: page.id(),
            url: crate::text::path::html(path),
            source: (!page.generated).then(|| page.file.clone()),
            entry: false,
            r#type: page.page_type().map(str::to_owned),
            title: page.title().to_owned(),
            breadcrumbs: breadcrumbs(self.catalog, page),
            updated: page.fields.date("updated").map(|date| date.to_string()),
        })
    }

    /// What the page says, by the names of the fields.
    fn values(&self, id: PageId) -> BTreeMap<String, Json> {
        let page = self.page(id);
        let value = |field: &Field| {
            let typed = page.fields.get(&field.name);
            let taxonomies = self.catalog.taxonomies.iter().filter(|_| field.measure() == FieldType::Terms);
            let value = match taxonomies.into_iter().find(|taxonomy| taxonomy.name == field.name) {
                Some(taxonomy) => {
                    let labels = self.catalog.terms(id, taxonomy).map(|(term, _)| term.label.as_str());
                    Some(labels.collect::<Json>())
                        .filter(|labels| labels.as_array().is_some_and(|l| !l.is_empty()))
                }
                None => json(typed?.expected(), || {
                    page.fields.written.get(&typed?.key).map(|node| node.value.to_json())
                }),
            };
            Some((field.name.clone(), value?))
        };
        self.config.schema.fields().filter_map(value).collect()
    }

    fn terms(&self, id: PageId) -> BTreeMap<String, Vec<String>> {
        let taxonomies = self.catalog.taxonomies.iter();
        let used = taxonomies.map(|taxonomy| {
            let ids = self.catalog.terms(id, taxonomy).map(|(term, _)| term.id.clone()).collect::<Vec<_>>();
            (taxonomy.name.clone(), ids)
        });
        used.filter(|(_, ids)| !ids.is_empty()).collect()
    }

    fn links(&self, links: &[Link]) -> BTreeMap<String, Vec<LinkJson>> {
        let mut by_field: BTreeMap<String, Vec<LinkJson>> = BTreeMap::new();
        for link in links {
            if let Some(found) = self.link(link) {
                by_field.entry(link.field.clone()).or_default().push(found);
            }
        }
        by_field
    }

    fn link(&self, link: &Link) -> Option<LinkJson> {
        let note = link.note.clone();
        Some(match &link.target {
            Target::Page(id) => {
                let page = self.page(*id);
                LinkJson {
                    id: Some(page.id()),
                    title: page.short_title().to_owned(),
                    url: self.url(*id),
                    note,
                }
            }
            Target::External { text, url } => {
                LinkJson { id: None, title: text.clone(), url: Some(url.clone()), note }
            }
            Target::Unresolved(name) => LinkJson { id: None, title: name.clone(), url: None, note },
            Target::Nowhere => return None,
        })
    }
}
