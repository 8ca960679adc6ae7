//! Metadata that pages keep in their text, lifted into their front matter.
//!
//! ```text
//!  page ─▶ blocks ─▶ candidates ─▶ (schema, taxonomies, relations) ─▶ front matter + edits ─▶ diff
//! ```
//!
//! What a candidate says is tried before it is lifted: the new page is parsed, and a value that its field
//! does not take is reported and stays in the text. What the front matter says already is never changed.

mod blocks;
mod find;
mod label;
mod merge;
mod value;

use std::collections::BTreeMap;

use pulldown_cmark::Event;
use rayon::prelude::*;

use self::blocks::{Gatherer, Node};
use self::find::{Candidate, candidates};
use self::value::{Reader, Said};
use crate::book::Source;
use crate::catalog::Catalog;
use crate::config::Config;
use crate::diagnostic::{Code, Diagnostic};
use crate::expand::Edited;
use crate::load::Loaded;
use crate::mkdocs::Sugars;
use crate::page::Page;

/// A page whose front matter gets more keys.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lift {
    /// Its file, relative to the book's root.
    pub file: String,
    /// Its text as it is.
    pub before: String,
    /// Its text with the front matter, and without what went there.
    pub after: String,
    /// The fields that were lifted.
    pub fields: Vec<String>,
}

/// What was found in the pages of a book.
#[derive(Debug, Default)]
pub struct Lifts {
    /// The pages that change, in the order of the book.
    pub pages: Vec<Lift>,
    /// What looks like a field and is none, and why.
    pub problems: Vec<Diagnostic>,
    /// The texts that problems point into, by file.
    pub texts: BTreeMap<String, String>,
}

/// Lifts what the pages of a book say that `is_meant` picks by their file.
pub fn lift(loaded: &Loaded, is_meant: impl Fn(&str) -> bool + Sync) -> Lifts {
    let mut ignored = Vec::new();
    let source = Source::read(&loaded.root, &loaded.config, &mut ignored);
    let look = |gatherer: &mut Gatherer, _: &str, event: &Event<'_>, span: &std::ops::Range<usize>| {
        gatherer.look(event, span);
    };
    // The text as it is on disk: edits are made to it.
    let read = source.pages_with(&loaded.book, &Sugars::default(), &mut ignored, look);
    let (pages, blocks): (Vec<Page<'_>>, Vec<Vec<Node>>) =
        read.into_iter().map(|(page, gatherer)| (page, gatherer.finish())).unzip();
    let catalog = Catalog::build(pages, &source.config, &mut ignored);
    let found: Vec<(Option<Lift>, Vec<Diagnostic>)> = catalog
        .pages
        .par_iter()
        .zip(&blocks)
        .filter(|(page, _)| page.path.is_some() && is_meant(&page.file))
        .map(|(page, blocks)| of_page(page, blocks, &catalog, &source))
        .collect();
    let mut lifts = Lifts::default();
    for (lift, problems) in found {
        lifts.pages.extend(lift);
        lifts.problems.extend(problems);
    }
    // A page may stand in two places of the book.
    lifts.pages.dedup_by(|a, b| a.file == b.file);
    crate::diagnostic::sort(&mut lifts.problems);
    let texts = catalog.pages.iter().map(|page| (page.file.clone(), page.text.to_owned()));
    lifts.texts = texts.filter(|(file, _)| lifts.problems.iter().any(|p| p.place.as_ref().is_some_and(|p| p.file == *file))).collect();
    lifts
}

fn of_page(
    page: &Page<'_>,
    blocks: &[Node],
    catalog: &Catalog<'_>,
    source: &Source<'_>,
) -> (Option<Lift>, Vec<Diagnostic>) {
    let mut problems = Vec::new();
    let reader = Reader { page, catalog, config: &source.config };
    let mut taken: Vec<(String, Said)> = Vec::new();
    let mut removed = Vec::new();
    for candidate in candidates(&reader, blocks) {
        match checked(&candidate, page, &taken, &source.config) {
            Ok(Some(said)) => {
                taken.push((candidate.field, said));
                removed.extend(candidate.removes);
            }
            Ok(None) => {}
            Err(problem) => problems.push(*problem),
        }
    }
    if taken.is_empty() {
        return (None, problems);
    }
    let mut edits = merge::remove(page.text, removed);
    let front_matter = match merge::insert(page.text, &taken) {
        Ok(edit) => edit,
        Err(error) => {
            let found = Diagnostic::new(Code::NotLifted, format!("{error:#}, so nothing is lifted"));
            problems.push(found.at(&page.file, page.front_matter.start..page.front_matter.start));
            return (None, problems);
        }
    };
    edits.push(front_matter);
    let after = Edited::new(page.text, edits).map(|edited| edited.to_string());
    match after.filter(|after| holds(after, page, &taken, source)) {
        Some(after) => {
            let fields = taken.into_iter().map(|(name, _)| name).collect();
            let lift = Lift { file: page.file.clone(), before: page.text.to_owned(), after, fields };
            (Some(lift), problems)
        }
        None => {
            let message = "no key can be added to this front matter, so nothing is lifted";
            let found = Diagnostic::new(Code::NotLifted, message).help("mend what `check` reports of it first");
            problems.push(found.at(&page.file, page.front_matter.clone()));
            (None, problems)
        }
    }
}

/// The value of a candidate, if its field takes it; `None` where there is nothing to say about it.
fn checked(
    candidate: &Candidate,
    page: &Page<'_>,
    taken: &[(String, Said)],
    config: &Config,
) -> Result<Option<Said>, Box<Diagnostic>> {
    let name = &candidate.field;
    let at = |code, message: String, span| Diagnostic::new(code, message).at(&page.file, span);
    let is_known = page.fields.written.0.iter().any(|entry| config.schema.get(&entry.key).is_some_and(|field| field.name == *name));
    if is_known {
        // Nobody needs to hear that the title is the title.
        if candidate.removes.is_empty() {
            return Ok(None);
        }
        let message = format!("the front matter has `{name}` already, so this stays");
        let found = at(Code::NotLifted, message, candidate.span.clone());
        return Err(Box::new(found.help("delete one of the two; the front matter counts")));
    }
    if taken.iter().any(|(other, _)| other == name) {
        let message = format!("the page says `{name}` twice, and the first counts");
        return Err(Box::new(at(Code::NotLifted, message, candidate.span.clone()).help("delete one of the two")));
    }
    let said = match &candidate.said {
        Ok(said) => said,
        Err(refused) => {
            let found = at(Code::NotLifted, format!("{}, so it stays in the text", refused.message), refused.span.clone());
            return Err(Box::new(found.maybe_help(refused.help.clone())));
        }
    };
    match first_problem(name, said, config) {
        None => Ok(Some(said.clone())),
        Some(problem) => {
            let found = at(Code::NotLifted, format!("{}, so it stays in the text", problem.message), candidate.span.clone());
            Err(Box::new(found.maybe_help(problem.help)))
        }
    }
}

/// What the schema says against a value, tried in a front matter of its own.
fn first_problem(name: &str, said: &Said, config: &Config) -> Option<Diagnostic> {
    let text = format!("---\n{}---\n", said.yaml(name));
    let crate::front_matter::Fence::Closed(block) = crate::front_matter::find(&text) else {
        return Some(Diagnostic::new(Code::NotLifted, format!("`{name}` cannot be written")));
    };
    let mut problems = Vec::new();
    let written = crate::front_matter::parse(&text, &block, "", &mut problems);
    config.schema.read(written, &text, "", &mut problems);
    problems.into_iter().next()
}

/// Whether the new page says what the old one said, and what was lifted.
fn holds(after: &str, page: &Page<'_>, taken: &[(String, Said)], source: &Source<'_>) -> bool {
    let read = |text: &str| {
        let mut problems = Vec::new();
        let mut read = Page { name: page.name, text, file: page.file.clone(), ..Page::default() };
        source.parse(&mut read, &mut problems);
        (read.fields.written.to_json(), read.fields.clone(), problems.len())
    };
    let (before, _, problems_before) = read(page.text);
    let (now, fields, problems) = read(after);
    let is_kept = before.as_object().is_some_and(|before| before.iter().all(|(key, value)| now.get(key) == Some(value)));
    is_kept && problems <= problems_before && taken.iter().all(|(name, _)| fields.get(name).is_some())
}
