//! The search index of a book: all of its files, made in memory.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Mutex, PoisonError};

use rayon::prelude::*;
use serde::Serialize;

use super::blocks::{Packer, Places};
use super::digits::hash;
use super::document::{Document, Reader};
use super::postings::{Posting, Postings};
use super::shards::{self, NamedFile, json};
use super::stem::Stems;
use super::text::Collector;
use super::titles::{self, CHUNK, Shown};
use super::words::{Counter, Counts};
use super::{address, breadcrumbs, facets};
use crate::catalog::Catalog;
use crate::config::{Config, IndexConfig, Labels};
use crate::page::{Directive, PageId};

/// The version of the files.
const FORMAT: u32 = 2;

/// In books of fewer pages no word is too common to look for.
const SMALL_BOOK: usize = 20;

/// So many common words are named in the manifest.
const COMMON: usize = 150;

/// `index`: `PatternsManifest` in `theme/patterns-index.d.ts`.
#[derive(Debug, Serialize)]
struct Manifest<'a> {
    format: u32,
    build: String,
    pages: usize,
    language: String,
    first: Vec<String>,
    words: String,
    chunk: usize,
    titles: String,
    facets: String,
    common: String,
    boosts: Vec<(usize, f64)>,
    dated: bool,
    labels: BTreeMap<&'a str, &'a str>,
}

/// What the search says, beside all labels that start with `search`.
const LABELS: &[&str] = &["catalog_filters", "catalog_more", "catalog_reset", "catalog_sort", "title"];

/// What the index is made of.
pub(crate) struct Sources<'a> {
    /// All pages.
    pub(crate) catalog: &'a Catalog<'a>,
    /// The configuration of the pages.
    pub(crate) config: &'a Config,
    /// The configuration of the index.
    pub(crate) index: &'a IndexConfig,
    /// `book.language`.
    pub(crate) language: Option<&'a str>,
    /// `output.html.code.hidelines`.
    pub(crate) hidden_lines: &'a HashMap<String, String>,
    /// What a directive says within a line of a page.
    pub(crate) said: &'a (dyn Fn(PageId, &Directive) -> String + Sync),
}

/// The files of the search index by name, without their endings, as JSON.
///
/// `texts` are what was gathered from each page of the catalog.
pub(crate) fn build(sources: &Sources<'_>, texts: Vec<Collector>) -> Vec<NamedFile> {
    let pages = searched(sources);
    let mut files = Vec::new();
    let mut builder = Builder {
        sources,
        postings: Postings::new(Stems::of(sources.language)),
        counters: (0..rayon::current_num_threads()).map(|_| Mutex::default()).collect(),
        average: average_words(sources.catalog, &pages),
        titles: String::new(),
        blocks: 0,
        files: &mut files,
    };
    let mut texts: Vec<Option<Collector>> = texts.into_iter().map(Some).collect();
    for (at, chunk) in pages.chunks(CHUNK).enumerate() {
        builder.chunk(at, chunk, &mut texts);
    }
    let titles = std::mem::take(&mut builder.titles);
    let groups = builder.postings.finish();
    let common = common(&groups, pages.len());
    let shards = shards::build(groups);
    files.extend(shards.files);
    let facets = facets::build(sources.catalog, &pages).map(|text| (hash(text.as_bytes()), text));
    let mut manifest = Manifest {
        format: FORMAT,
        build: String::new(),
        pages: pages.len(),
        language: sources.language.unwrap_or_default().to_owned(),
        first: shards.first,
        words: shards.hashes,
        chunk: CHUNK,
        titles,
        facets: facets.as_ref().map(|(hash, _)| hash.clone()).unwrap_or_default(),
        common,
        boosts: boosts(sources.catalog, &pages),
        dated: pages.iter().any(|&id| date(&sources.catalog.pages[id]).is_some()),
        labels: labels(&sources.config.labels),
    };
    files.extend(facets.map(|(hash, text)| (format!("f0-{hash}"), text)));
    let names: String = files.iter().map(|(name, _)| name.as_str()).collect();
    manifest.build = hash(format!("{names}{}", json(&manifest)).as_bytes());
    files.push(("index".to_owned(), json(&manifest)));
    files
}

/// The pages that are searched, each path once.
fn searched(sources: &Sources<'_>) -> Vec<PageId> {
    let pages = &sources.catalog.pages;
    let mut seen = std::collections::HashSet::new();
    let is_searched = |&id: &PageId| {
        let page = &pages[id];
        let Some(path) = page.path.as_deref() else { return false };
        let excluded = page.fields.search().is_some_and(|search| search.exclude);
        !excluded && !sources.index.excludes(path) && seen.insert(path)
    };
    (0..pages.len()).filter(is_searched).collect()
}

/// The date that readers see and sort by.
fn date(page: &crate::page::Page) -> Option<crate::schema::Date> {
    page.fields.date("updated").or(page.fields.date("introduced"))
}

fn labels(labels: &Labels) -> BTreeMap<&str, &str> {
    labels.iter().filter(|(key, _)| key.starts_with("search") || LABELS.contains(key)).collect()
}

fn average_words(catalog: &Catalog<'_>, pages: &[PageId]) -> f32 {
    let words: usize = pages.iter().map(|&id| catalog.pages[id].words).sum();
    (words as f32 / pages.len().max(1) as f32).max(1.0)
}

fn boosts(catalog: &Catalog<'_>, pages: &[PageId]) -> Vec<(usize, f64)> {
    let boost = |(at, &id): (usize, &PageId)| {
        let boost = catalog.pages[id].fields.search()?.boost;
        ((boost - 1.0).abs() > f64::EPSILON).then_some((at, boost))
    };
    pages.iter().enumerate().filter_map(boost).collect()
}

/// Words of more than half of the pages, the most common ones, as in a shard.
fn common(groups: &[(Vec<String>, Vec<Posting>)], pages: usize) -> String {
    if pages < SMALL_BOOK {
        return String::new();
    }
    let mut found: Vec<_> = groups.iter().filter(|(_, list)| list.len() * 2 > pages).collect();
    found.sort_by_cached_key(|(forms, list)| (std::cmp::Reverse(list.len()), forms.iter().min().cloned()));
    let words: Vec<&str> =
        found.iter().take(COMMON).flat_map(|(forms, _)| forms.iter().map(String::as_str)).collect();
    shards::front_coded(&words)
}

struct Builder<'a> {
    sources: &'a Sources<'a>,
    postings: Postings,
    /// One for each thread.
    counters: Vec<Mutex<Counter>>,
    average: f32,
    /// The hashes of the files of titles.
    titles: String,
    /// How many text blocks there are.
    blocks: usize,
    files: &'a mut Vec<NamedFile>,
}

impl Builder<'_> {
    /// The pages of one file of titles: their texts, then their words.
    fn chunk(&mut self, at: usize, ids: &[PageId], texts: &mut [Option<Collector>]) {
        let mut packer = Packer::default();
        let mut shown = Vec::with_capacity(ids.len());
        let mut starts = Vec::with_capacity(ids.len());
        // The words of some pages at a time: they take far more room than what is left of them in the index.
        let documents = self.documents(ids, texts);
        let places: Vec<Places> =
            documents.iter().enumerate().map(|(i, document)| packer.page(i, document)).collect();
        starts.extend(places.iter().map(|places| places.start));
        shown.extend(ids.iter().zip(&documents).map(|(&id, document)| self.shown(id, document)));
        let counts = self.count(&documents, &places);
        for ((&id, (counter, counts)), i) in ids.iter().zip(&counts).zip(0..) {
            let length = self.sources.catalog.pages[id].words as f32 / self.average;
            self.postings.page((at * CHUNK + i) as u32, *counter, counts, length);
        }
        let hashes = self.text_blocks(packer);
        let text = titles::chunk(&shown, self.blocks, &hashes, &starts);
        self.blocks += hashes.len() / super::digits::HASH;
        let hash = hash(text.as_bytes());
        self.files.push((format!("p{at}-{hash}"), text));
        self.titles.push_str(&hash);
    }

    /// The words of pages, each with which counter counted them.
    fn count(&mut self, documents: &[Document], places: &[Places]) -> Vec<(usize, Counts)> {
        let counters = &self.counters;
        let count = |(document, places)| {
            let at = rayon::current_thread_index().unwrap_or_default();
            let mut counter = counters[at].lock().unwrap_or_else(PoisonError::into_inner);
            (at, counter.page(document, places))
        };
        let counts = documents.par_iter().zip(places).map(count).collect();
        for (at, counter) in self.counters.iter_mut().enumerate() {
            let counter = counter.get_mut().unwrap_or_else(PoisonError::into_inner);
            self.postings.learn(at, counter.take_new());
        }
        counts
    }

    fn documents(&self, ids: &[PageId], texts: &mut [Option<Collector>]) -> Vec<Document> {
        let sources = self.sources;
        let reader = Reader {
            catalog: sources.catalog,
            schema: &sources.config.schema,
            boxes: sources.config.boxes.values().collect(),
            code: sources.index.code,
            hidden_lines: sources.hidden_lines,
        };
        let taken: Vec<(PageId, Collector)> =
            ids.iter().filter_map(|&id| Some((id, texts[id].take()?))).collect();
        let document = |(id, text): (PageId, Collector)| {
            let said = |directive: &Directive| (sources.said)(id, directive);
            let runs = text.finish(&sources.catalog.pages[id], sources.config.replace_handwritten, said);
            reader.document(id, runs)
        };
        taken.into_par_iter().map(document).collect()
    }

    fn shown(&self, id: PageId, document: &Document) -> Shown {
        let page = &self.sources.catalog.pages[id];
        Shown {
            title: document.title.clone(),
            url: page.path.as_deref().map(address).unwrap_or_default(),
            breadcrumbs: breadcrumbs(self.sources.catalog, page),
            date: date(page).map(|date| date.to_string()).unwrap_or_default(),
        }
    }

    /// Writes text blocks; their hashes.
    fn text_blocks(&mut self, packer: Packer) -> String {
        let texts: Vec<String> = packer.finish().par_iter().map(json).collect();
        let mut hashes = String::new();
        for (at, text) in texts.into_iter().enumerate() {
            let hash = hash(text.as_bytes());
            self.files.push((format!("t{}-{hash}", self.blocks + at), text));
            hashes.push_str(&hash);
        }
        hashes
    }
}
