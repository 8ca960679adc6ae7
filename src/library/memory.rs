//! Pages as they were parsed last, so that who builds a book again and again reads only what has changed.

use std::collections::HashMap;

use rayon::prelude::*;

use crate::diagnostic::Diagnostic;
use crate::from_text::NodeCollector;
use crate::page::Page;
use crate::source::Source;

/// What was parsed last.
#[derive(Debug, Default)]
pub(crate) struct Memory<L> {
    /// What all pages were read by.
    settings: String,
    /// By file and name: chapters that are only planned have no file.
    pages: HashMap<(String, String), Remembered<L>>,
    /// How many pages were parsed the last time.
    pub(crate) parsed: usize,
}

/// A page before and after it was parsed.
#[derive(Debug, Clone)]
struct Remembered<L> {
    text: String,
    path: Option<String>,
    page: Page,
    heard: Heard<L>,
    problems: Vec<Diagnostic>,
}

/// What was heard while a page was parsed: by the listener of the caller, and of its fields, where the text may say some.
pub(super) type Heard<L> = (L, Option<NodeCollector>);

/// What a parse of a page gives.
pub(super) type Parsed<L> = (Page, Heard<L>, Vec<Diagnostic>);

impl<L: Clone + Send + Sync> Memory<L> {
    /// Forgets everything if the book is read in another way now.
    fn keep_for(&mut self, source: &Source) {
        let settings = format!("{}\n{}", source.root.display(), source.book_toml);
        if settings != self.settings {
            self.pages.clear();
            self.settings = settings;
        }
    }

    /// Parses the pages that have changed.
    pub(super) fn parse(
        &mut self,
        source: &Source,
        pages: Vec<Page>,
        parse: &(dyn Fn(Page) -> Parsed<L> + Sync),
    ) -> Vec<Parsed<L>> {
        self.keep_for(source);
        let known: &Self = self;
        let read = |page: Page| match known.get(&page) {
            Some(parsed) => (parsed, None),
            None => {
                let was = (key(&page), page.text.clone(), page.path.clone());
                (parse(page), Some(was))
            }
        };
        let read: Vec<_> = pages.into_par_iter().map(read).collect();
        self.parsed = read.iter().filter(|(_, was)| was.is_some()).count();
        for (parsed, was) in &read {
            if let Some((key, text, path)) = was {
                let (page, heard, problems) = parsed.clone();
                let (text, path) = (text.clone(), path.clone());
                self.pages.insert(key.clone(), Remembered { text, path, page, heard, problems });
            }
        }
        read.into_iter().map(|(parsed, _)| parsed).collect()
    }

    /// A page that was parsed with this text, at its place now. What includes other files changes with them.
    fn get(&self, page: &Page) -> Option<Parsed<L>> {
        let known = self.pages.get(&key(page))?;
        let is_same = known.text == page.text && known.path == page.path;
        if !is_same || page.text.contains("{{#") && page.text.contains("include") {
            return None;
        }
        let found = Page { parent: page.parent, part: page.part.clone(), ..known.page.clone() };
        Some((found, known.heard.clone(), known.problems.clone()))
    }
}

fn key(page: &Page) -> (String, String) {
    (page.file.clone(), page.name.clone())
}
