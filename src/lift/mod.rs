//! Metadata that pages keep in their text, lifted into their front matter.
//!
//! ```text
//!  page ─▶ candidates of [`from_text`](crate::from_text) ─▶ front matter + edits ─▶ diff
//! ```
//!
//! What a candidate says is tried before it is lifted: the new page is parsed, and a value that its field
//! does not take is reported and stays in the text. What the front matter says already is never changed.

mod merge;
mod writing;

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::diagnostic::{Code, Diagnostic};
use crate::from_text::{Blocks, Candidate, NodeCollector, Refused, Said, Sections, Values, candidates};
use crate::library::{Library, guarded};
use crate::page::Page;
use crate::page_template::PageTemplates;
use crate::source::Source;

/// A page whose front matter gets more keys.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Lift {
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
pub(crate) struct Lifts {
    /// The pages that change, in the order of the book.
    pub pages: Vec<Lift>,
    /// What looks like a field but is not one, and why.
    pub problems: Vec<Diagnostic>,
    /// The texts that problems point into, by file.
    pub texts: BTreeMap<String, String>,
}

/// Lifts what the pages of a book say that `is_meant` picks by their file.
pub(crate) fn lift(mut source: Source, is_meant: impl Fn(&str) -> bool + Sync) -> Lifts {
    // Edits are made to the text as it is on disk.
    source.as_written = true;
    source.keeps_drafts = true;
    let (library, heard) = Library::build_with(source, |_| NodeCollector::default());
    let pages = heard.into_iter().zip(&library.catalog.pages);
    let blocks: Vec<Blocks> = pages.map(|(heard, page)| heard.finish(&page.text)).collect();
    let mut lifts = Lifts::default();
    let templates = PageTemplates::read(&library.source.root, &mut lifts.problems);
    let (catalog, config) = (&library.catalog, &library.config);
    let found: Vec<(Option<Lift>, Vec<Diagnostic>)> = catalog
        .pages
        .par_iter()
        .zip(&blocks)
        .filter(|(page, _)| page.path.is_some() && !page.generated && is_meant(&page.file))
        .map(|(page, blocks)| {
            let values = Values { page, catalog, config, templates: &templates };
            let lifted = || of_page(blocks, &values, &library);
            guarded(&page.file, "lift what this page says, and leaves it as it is", lifted)
                .unwrap_or_else(|panicked| (None, vec![panicked]))
        })
        .collect();
    for (lift, problems) in found {
        lifts.pages.extend(lift);
        lifts.problems.extend(problems);
    }
    // A page may stand in two places of the book.
    lifts.pages.dedup_by(|a, b| a.file == b.file);
    crate::diagnostic::sort(&mut lifts.problems);
    let texts = catalog.pages.iter().map(|page| (page.file.clone(), page.text.clone()));
    lifts.texts = texts
        .filter(|(file, _)| lifts.problems.iter().any(|p| p.place.as_ref().is_some_and(|p| p.file == *file)))
        .collect();
    lifts
}

/// What a page is lifted to. What is below the title or at the end once something went is looked at again, so that a
/// second run finds nothing; its problems are those of the page as it is.
fn of_page(blocks: &Blocks, reader: &Values<'_>, library: &Library) -> (Option<Lift>, Vec<Diagnostic>) {
    let mut problems = Vec::new();
    let mut lift = once(blocks, reader, library, &mut problems);
    while let Some(lifted) = &mut lift {
        let (page, blocks) = parsed(&lifted.after, reader.page, library);
        let reader = Values { page: &page, ..*reader };
        let Some(more) = once(&blocks, &reader, library, &mut Vec::new()) else { break };
        lifted.after = more.after;
        lifted.fields.extend(more.fields);
    }
    (lift, problems)
}

fn once(
    blocks: &Blocks,
    reader: &Values<'_>,
    library: &Library,
    problems: &mut Vec<Diagnostic>,
) -> Option<Lift> {
    let taken = accepted(candidates(reader, blocks, Sections::All), reader, problems);
    // A title alone says nothing that the heading does not.
    if taken.iter().all(|(candidate, _)| candidate.field == "title") {
        return None;
    }
    writing::write(reader.page, taken, library, problems)
}

/// The page with another text.
fn parsed(text: &str, page: &Page, library: &Library) -> (Page, Blocks) {
    let mut parsed = Page {
        name: page.name.clone(),
        text: text.to_owned(),
        file: page.file.clone(),
        path: page.path.clone(),
        ..Page::default()
    };
    let heard = library.parse_with(&mut parsed, NodeCollector::default, &mut Vec::new());
    let blocks = heard.finish(&parsed.text);
    (parsed, blocks)
}

/// The candidates that are lifted, each field once. The others are reported.
fn accepted(
    found: Vec<Candidate>,
    reader: &Values<'_>,
    problems: &mut Vec<Diagnostic>,
) -> Vec<(Candidate, Said)> {
    let mut accepted: Vec<(Candidate, Said)> = Vec::new();
    let mut kept: Vec<std::ops::Range<usize>> = Vec::new();
    for mut candidate in found {
        let is_twice = accepted.iter().any(|(other, _)| other.field == candidate.field);
        let twice = |candidate: &Candidate| Refused {
            help: Some("the first is used; delete the other".to_owned()),
            ..Refused::new(format!("the page says `{}` twice", candidate.field), &candidate.span)
        };
        let placeholder = Err(twice(&candidate));
        let said = std::mem::replace(&mut candidate.said, placeholder);
        match said {
            Ok(said) if !is_twice => accepted.push((candidate, said)),
            // Nobody needs to hear that the title is the title.
            Err(_)
                if (candidate.removes.is_empty() && candidate.stays || candidate.field == "title")
                    && reader.is_known(&candidate.field) => {}
            said => {
                kept.push(candidate.span.clone());
                let refused = said.err().unwrap_or_else(|| twice(&candidate));
                let message = format!("{}, so this stays in the text", refused.message);
                let found = Diagnostic::new(Code::NotLifted, message).at(&reader.page.file, refused.span);
                problems.push(found.maybe_help(refused.help));
            }
        }
    }
    // Nothing that stays may go with something else.
    let staying = accepted.iter().filter(|(candidate, _)| candidate.stays);
    kept.extend(staying.map(|(candidate, _)| candidate.span.clone()));
    let loses = |removed: &std::ops::Range<usize>| {
        kept.iter().any(|kept| kept.start < removed.end && removed.start < kept.end)
    };
    for (candidate, _) in &mut accepted {
        if candidate.stays || candidate.removes.iter().any(loses) {
            candidate.removes.clear();
        }
    }
    accepted
}
