//! The search index of a book: all of its files, made in memory.

use std::collections::BTreeMap;

use rayon::prelude::*;
use serde::Serialize;

use super::batch::{Batch, BatchReader};
use super::blocks::{self, Packer};
use super::digits::{HASH, hash};
use super::postings::Postings;
use super::shards::{self, NamedFile, json};
use super::sources::Sources;
use super::stem::Stems;
use super::text::Collector;
use super::titles::{self, Shown};
use super::{breadcrumbs, facets, language, measures};
use crate::catalog::{Catalog, catalog_page};
use crate::config::{IndexConfig, Labels};
use crate::page::{Page, PageId};
use crate::text::address::encoded;
use crate::text::path::{folder, html, join, name};

/// The version of the files.
const FORMAT: u32 = 6;

/// So many pages are read at a time; those of a file of titles are as many, or all.
const BATCH: usize = 64;

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
    measures: String,
    endings: String,
    light: String,
    synonyms: &'a [Vec<String>],
    boosts: Vec<(usize, f64)>,
    dated: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    catalog: Option<String>,
    labels: BTreeMap<&'a str, &'a str>,
}

/// What the search says, beside all labels that start with `search`.
const LABELS: &[&str] =
    &["catalog", "catalog_filters", "catalog_more", "catalog_reset", "catalog_sort", "home", "title"];

/// The files of the search index by name, without their endings, as JSON.
///
/// `texts` are what the parse collected from each page of the catalog.
pub(crate) fn build(sources: &Sources<'_>, texts: Vec<Collector>) -> Vec<NamedFile> {
    let pages = searched(sources);
    let average = (words(sources.catalog, &pages) as f32 / pages.len().max(1) as f32).max(1.0);
    let chunk = titles::chunk_size(pages.len());
    let mut files = Vec::new();
    let mut builder = Builder {
        sources,
        postings: Postings::new(Stems::of(sources.language)),
        average,
        chunk,
        titles: String::new(),
        open: Open::default(),
        pages: 0,
        blocks: 0,
        files: &mut files,
    };
    let bytes: usize = pages.iter().map(|&id| texts[id].bytes(sources.index.code)).sum();
    let mut reader = BatchReader::new(sources, texts, blocks::size(pages.len(), bytes));
    let mut batches = pages.chunks(BATCH).enumerate();
    let mut next = || batches.next().map(|(at, ids)| (ids, reader.pages(at * BATCH % chunk, ids)));
    let mut read = next();
    while let Some((ids, batch)) = read {
        // One thread writes these pages while the others read the next ones.
        read = rayon::join(|| builder.batch(ids, batch), &mut next).1;
    }
    builder.close();
    let titles = std::mem::take(&mut builder.titles);
    let groups = builder.postings.finish();
    let shards = shards::build(groups);
    files.extend(shards.files);
    let mut add = |letter: &str, text: Option<String>| {
        let Some(text) = text else { return String::new() };
        let hash = hash(text.as_bytes());
        files.push((format!("{letter}0-{hash}"), text));
        hash
    };
    let mut manifest = Manifest {
        format: FORMAT,
        build: String::new(),
        pages: pages.len(),
        language: sources.language.unwrap_or_default().to_owned(),
        first: shards.first,
        words: shards.hashes,
        chunk,
        titles,
        facets: add("f", facets::build(sources.catalog, &sources.config.schema, &pages)),
        measures: add("m", measures::build(sources, &pages)),
        endings: add("e", Some(json(&language::endings(sources.language)))),
        light: language::function_words(sources.language),
        synonyms: &sources.config.search.synonyms,
        boosts: boosts(sources.catalog, &pages),
        dated: pages.iter().any(|&id| date(&sources.catalog.pages[id]).is_some()),
        catalog: catalog(sources),
        labels: labels(&sources.config.labels),
    };
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
        !leaves_out(sources.index, page) && seen.insert(path)
    };
    (0..pages.len()).filter(is_searched).collect()
}

/// Whether the page or the book says that others shall not find a page.
pub(crate) fn leaves_out(index: &IndexConfig, page: &Page) -> bool {
    let path = page.path.as_deref().unwrap_or_default();
    // mdBook makes `index.md` of a `README.md`, which its author knows by that name.
    let written = join(folder(path), name(&page.file)).unwrap_or_default();
    page.fields.search().is_some_and(|search| search.exclude)
        || [path, &written].iter().any(|path| index.excludes(path))
}

/// The date that readers see and sort by.
fn date(page: &Page) -> Option<crate::schema::Date> {
    page.fields.date("updated").or(page.fields.date("introduced"))
}

/// The address of the page that shows the whole catalog.
fn catalog(sources: &Sources<'_>) -> Option<String> {
    let pages = &sources.catalog.pages;
    let path = pages[catalog_page(pages, sources.config)?].path.as_deref()?;
    Some(encoded(&html(path)))
}

fn labels(labels: &Labels) -> BTreeMap<&str, &str> {
    labels.iter().filter(|(key, _)| key.starts_with("search") || LABELS.contains(key)).collect()
}

fn words(catalog: &Catalog, pages: &[PageId]) -> usize {
    pages.iter().map(|&id| catalog.pages[id].words).sum()
}

fn boosts(catalog: &Catalog, pages: &[PageId]) -> Vec<(usize, f64)> {
    let boost = |(at, &id): (usize, &PageId)| {
        let boost = catalog.pages[id].fields.search()?.boost;
        ((boost - 1.0).abs() > f64::EPSILON).then_some((at, boost))
    };
    pages.iter().enumerate().filter_map(boost).collect()
}

struct Builder<'a> {
    sources: &'a Sources<'a>,
    postings: Postings,
    average: f32,
    /// How many pages a file of titles has.
    chunk: usize,
    /// The hashes of the files of titles.
    titles: String,
    open: Open,
    /// How many pages and text blocks there are so far.
    pages: usize,
    blocks: usize,
    files: &'a mut Vec<NamedFile>,
}

/// The file of titles that is being filled.
#[derive(Default)]
struct Open {
    shown: Vec<Shown>,
    /// The first text block of each page, among those of this file.
    starts: Vec<usize>,
    /// The hashes of its text blocks.
    hashes: String,
}

impl Builder<'_> {
    /// Adds some pages.
    fn batch(&mut self, ids: &[PageId], batch: Batch) {
        for (counter, words) in batch.new.into_iter().enumerate() {
            self.postings.learn(counter, words);
        }
        for ((&id, (counter, counts)), page) in ids.iter().zip(&batch.counts).zip(self.pages..) {
            let length = self.sources.catalog.pages[id].words as f32 / self.average;
            self.postings.page(page as u32, *counter, counts, length);
        }
        self.pages += ids.len();
        let before = self.open.hashes.len() / HASH;
        self.open.starts.extend(batch.starts.iter().map(|start| before + start));
        let hashes = self.text_blocks(before, batch.packer);
        self.open.hashes.push_str(&hashes);
        let shown = ids.iter().zip(batch.titles).map(|(&id, title)| self.shown(id, title));
        let shown: Vec<Shown> = shown.collect();
        self.open.shown.extend(shown);
        if self.open.shown.len() >= self.chunk {
            self.close();
        }
    }

    /// Writes the file of titles.
    fn close(&mut self) {
        let Open { shown, starts, hashes } = std::mem::take(&mut self.open);
        if shown.is_empty() {
            return;
        }
        let text = titles::file(&shown, self.blocks, &hashes, &starts);
        self.blocks += hashes.len() / HASH;
        let hash = hash(text.as_bytes());
        self.files.push((format!("p{}-{hash}", self.titles.len() / HASH), text));
        self.titles.push_str(&hash);
    }

    fn shown(&self, id: PageId, title: String) -> Shown {
        let page = &self.sources.catalog.pages[id];
        Shown {
            title,
            url: page.path.as_deref().map(html).unwrap_or_default(),
            breadcrumbs: breadcrumbs(self.sources.catalog, page),
            date: date(page).map(|date| date.to_string()).unwrap_or_default(),
        }
    }

    /// Writes text blocks, before which the file of titles has some already; their hashes.
    fn text_blocks(&mut self, before: usize, packer: Packer) -> String {
        let texts: Vec<String> = packer.finish().par_iter().map(json).collect();
        let mut hashes = String::new();
        for (at, text) in texts.into_iter().enumerate() {
            let hash = hash(text.as_bytes());
            self.files.push((format!("t{}-{hash}", self.blocks + before + at), text));
            hashes.push_str(&hash);
        }
        hashes
    }
}
