//! The text and the words of some pages at a time, read by all threads. Of all pages at once they would take far more
//! room than what is left of them in the index.

use std::sync::{Mutex, PoisonError};

use rayon::prelude::*;

use super::blocks::{Packer, Places};
use super::document::{Document, DocumentReader};
use super::sources::Sources;
use super::text::Collector;
use super::words::{Counter, Counts};
use crate::page::{Directive, PageId};

/// What the index needs of some pages.
pub(super) struct Batch {
    /// The title of each.
    pub(super) titles: Vec<String>,
    /// The first text block of each, among theirs.
    pub(super) starts: Vec<usize>,
    /// Their text blocks.
    pub(super) packer: Packer,
    /// The words that each counter has not seen before.
    pub(super) new: Vec<Vec<String>>,
    /// The words of each page, with which counter counted them.
    pub(super) counts: Vec<(usize, Counts)>,
}

/// Reads pages.
pub(super) struct BatchReader<'a> {
    sources: &'a Sources<'a>,
    /// What the parse collected from each page of the catalog, until it is read.
    texts: Vec<Option<Collector>>,
    /// One for each thread.
    counters: Vec<Mutex<Counter>>,
    /// The bytes of a text block.
    block: usize,
}

impl<'a> BatchReader<'a> {
    /// A reader of the pages of a catalog.
    pub(super) fn new(sources: &'a Sources<'a>, texts: Vec<Collector>, block: usize) -> Self {
        let counters = (0..rayon::current_num_threads()).map(|_| Mutex::default()).collect();
        Self { sources, texts: texts.into_iter().map(Some).collect(), counters, block }
    }

    /// Reads some pages, the first of which has `place` in its file of titles: their texts, then their words.
    pub(super) fn pages(&mut self, place: usize, ids: &[PageId]) -> Batch {
        let documents = self.documents(ids);
        let mut packer = Packer::new(self.block);
        let places: Vec<Places> =
            documents.iter().zip(place..).map(|(document, place)| packer.page(place, document)).collect();
        let counts = self.count(ids, &documents, &places);
        let counters = self.counters.iter_mut();
        let new =
            counters.map(|counter| counter.get_mut().unwrap_or_else(PoisonError::into_inner).take_new());
        Batch {
            titles: documents.into_iter().map(|document| document.title).collect(),
            starts: places.iter().map(|places| places.start).collect(),
            packer,
            new: new.collect(),
            counts,
        }
    }

    fn documents(&mut self, ids: &[PageId]) -> Vec<Document> {
        let sources = self.sources;
        let reader = DocumentReader {
            catalog: sources.catalog,
            schema: &sources.config.schema,
            boxes: sources.config.boxes.values().collect(),
            title_fields: &sources.config.search.titles,
            code: sources.index.code,
            hidden_lines: sources.hidden_lines,
            block: self.block,
        };
        let taken: Vec<(PageId, Collector)> =
            ids.iter().filter_map(|&id| Some((id, self.texts[id].take()?))).collect();
        let document = |(id, text): (PageId, Collector)| {
            let said = |directive: &Directive| (sources.said)(id, directive);
            let page = &sources.catalog.pages[id];
            let read =
                sources.panics.guarded(&page.file, "index this page, which only its title finds", || {
                    let runs = text.finish(page, sources.config.replace_handwritten, sources.icons, said);
                    reader.document(id, runs)
                });
            read.unwrap_or_else(|| Document { title: page.title().to_owned(), ..Document::default() })
        };
        taken.into_par_iter().map(document).collect()
    }

    fn count(&self, ids: &[PageId], documents: &[Document], places: &[Places]) -> Vec<(usize, Counts)> {
        let count = |((&id, document), places): ((&PageId, _), _)| {
            let at = rayon::current_thread_index().unwrap_or_default();
            let mut counter = self.counters[at].lock().unwrap_or_else(PoisonError::into_inner);
            let file = &self.sources.catalog.pages[id].file;
            let what = "count the words of this page, which the search does not find";
            let counted = self.sources.panics.guarded(file, what, || counter.page(document, places));
            (at, counted.unwrap_or_default())
        };
        ids.par_iter().zip(documents).zip(places).map(count).collect()
    }
}
