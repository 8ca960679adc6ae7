//! The dialect of Material for MkDocs, read where the book says `mkdocs-syntax = true`.
//!
//! Its blocks (`!!!`, `???`, `===`) hold what is indented by four columns, which CommonMark takes for
//! code. So before the one parse, a page gets the text that CommonMark can read: a line scanner
//! (`blocks`) puts `>` in place of that indentation, and tells the parse which of the quotes are
//! its own. From there on they are boxes and tabs like any other region of the page, and everything
//! inside them (headings, links, directives, boxes) is found by the parse. Places in the new text lead
//! back to the author's through a [`SourceMap`].
//!
//! What stands in a line (icons, keys, marks, attributes) is found by the parse itself, in the text
//! that is neither code nor address (`inline`).

pub(crate) mod address;
pub(crate) mod attributes;
pub(crate) mod blocks;
mod columns;
mod emoji;
pub(crate) mod icons;
pub(crate) mod inline;
mod keys;
mod opener;
pub(crate) mod raw_html;
mod shortcode;
mod source_map;
mod svg;

use std::collections::BTreeMap;

use mdbook_preprocessor::book::{Book, BookItem};
use rayon::prelude::*;

pub use attributes::Attribute;
pub use blocks::{Block, BlockKind};
pub(crate) use icons::icon_files;
pub use icons::{Icon, Icons};
pub use inline::{Inline, Spot};
pub use source_map::SourceMap;
pub use svg::{Shape, Svg};

use crate::diagnostic::Diagnostic;
use crate::front_matter::{self, Fence};

/// What the scanner knows of one page.
#[derive(Debug, Clone, Default)]
pub struct Sugar {
    /// The blocks, by the byte of their `>` in the new text.
    pub blocks: Vec<Block>,
    /// The bytes of backslashes before shortcodes that start a line, lest mdBook take their colon for
    /// that of a definition.
    pub guards: Vec<usize>,
    /// `*[NAME]: meaning`
    pub abbreviations: BTreeMap<String, String>,
}

/// The pages of a book whose text was changed.
#[derive(Debug, Default)]
pub struct Sugars {
    /// By the place of the chapter in the book.
    pages: BTreeMap<usize, (Sugar, Original)>,
}

/// A page as its author wrote it.
#[derive(Debug)]
struct Original {
    text: String,
    map: SourceMap,
    problems: Vec<(String, std::ops::Range<usize>)>,
}

impl Sugars {
    /// Gives each chapter of `book` the text that CommonMark can read.
    pub fn of(book: &mut Book) -> Self {
        let mut contents = Vec::new();
        gather(&mut book.items, &mut contents);
        let found: Vec<_> = contents.into_par_iter().map(replace).collect();
        let changed = found.into_iter().enumerate().filter_map(|(at, found)| Some((at, found?)));
        Self { pages: changed.collect() }
    }

    /// What is known of the `nth` chapter.
    pub fn get(&self, nth: usize) -> Option<&Sugar> {
        self.pages.get(&nth).map(|(sugar, _)| sugar)
    }

    /// The bytes in the author's text of a span of the `nth` chapter.
    pub(crate) fn back(&self, nth: usize, span: std::ops::Range<usize>) -> std::ops::Range<usize> {
        match self.pages.get(&nth) {
            Some((_, original)) => original.map.back(span),
            None => span,
        }
    }

    /// The author's text of the `nth` chapter, where it is not the chapter's own.
    pub fn original(&self, nth: usize) -> Option<&str> {
        self.pages.get(&nth).map(|(_, original)| original.text.as_str())
    }

    /// Makes the places of `problems` point into the authors' texts, and adds those of the scanner.
    /// `files` are the names of the chapters' files.
    pub fn point_back(&self, files: &[String], problems: &mut Vec<Diagnostic>) {
        let maps: BTreeMap<&str, &SourceMap> = self
            .pages
            .iter()
            .filter_map(|(nth, (_, original))| Some((files.get(*nth)?.as_str(), &original.map)))
            .collect();
        for place in problems.iter_mut().filter_map(|problem| problem.place.as_mut()) {
            if let Some(map) = maps.get(place.file.as_str()) {
                place.span = map.back(place.span.clone());
            }
        }
        for (nth, (_, original)) in &self.pages {
            let Some(file) = files.get(*nth) else { continue };
            problems.extend(original.problems.iter().map(|(tag, span)| unclosed(file, tag, span.clone())));
        }
    }
}

fn unclosed(file: &str, tag: &str, span: std::ops::Range<usize>) -> Diagnostic {
    Diagnostic::new(crate::diagnostic::Code::UnclosedBox, format!("this `<{tag} markdown>` is never closed"))
        .at(file, span)
        .help(format!("put `</{tag}>` behind its last line"))
}

fn gather<'b>(items: &'b mut [BookItem], contents: &mut Vec<&'b mut String>) {
    for item in items {
        if let BookItem::Chapter(chapter) = item {
            contents.push(&mut chapter.content);
            gather(&mut chapter.sub_items, contents);
        }
    }
}

/// Puts the new text in the place of the old one; `None` where nothing changes.
fn replace(content: &mut String) -> Option<(Sugar, Original)> {
    let body = match front_matter::find(content) {
        Fence::Closed(block) if front_matter::text_line(content, &block).is_none() => block.span.end,
        _ => 0,
    };
    let found = blocks::scan(content, body)?;
    let text = std::mem::replace(content, found.text);
    Some((found.sugar, Original { text, map: found.map, problems: found.unclosed }))
}
