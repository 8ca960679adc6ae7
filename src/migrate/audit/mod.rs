//! The audit: what a reader of the site gets of each page, held against what a reader of the book gets.
//!
//! ```text
//!  the author's page ─▶ model ─▶ HTML ─┐
//!  the site as built (--built) ────────┴▶ shown ─┐
//!                                                ├─▶ what differs, less what the ledger says ─▶ faults
//!  the book's page ─▶ expanded ─▶ HTML ──▶ shown ─┘
//! ```

mod compare;
mod excuses;
mod model;
mod shown;

use std::path::{Path, PathBuf};

use mdbook_preprocessor::book::{Book, BookItem, Chapter};
use mdbook_preprocessor::config::Config as MdbookConfig;
use rayon::prelude::*;

use self::compare::Fault;
pub(super) use self::model::Extensions;
use self::shown::{Kind, Shown};
use super::error::{MigrateError, Result};
use super::ledger::{Fate, Ledger};
use super::tree::SitePage;
use crate::library::{Library, guarded};
use crate::source::Source;
use crate::source::dialect::address::served_at;
use crate::text::byte_order_mark;

/// A page on both sides.
pub(super) struct Sides<'a> {
    pub(super) page: &'a SitePage,
    /// Its file in the report.
    pub(super) file: String,
    /// Its title, which readers see where its text has none.
    pub(super) title: String,
    /// The bytes of its front matter in the author's text.
    pub(super) body: usize,
    /// Its text in the book.
    pub(super) text: &'a str,
    /// Where the site serves it, for a post of a blog: a path without its end.
    pub(super) address: Option<&'a str>,
    /// Whether readers of the site get it at all.
    pub(super) is_compared: bool,
}

/// Where the book is read from.
pub(super) struct Place<'a> {
    pub(super) root: &'a Path,
    pub(super) icons: &'a [PathBuf],
    /// The site as MkDocs built it.
    pub(super) built: Option<&'a Path>,
    /// Whether each page of it has a folder of its own.
    pub(super) has_folders: bool,
}

/// What the book is for the comparison: the page elements that say no more than a page itself are left out.
const BOOK_TOML: &str = "[book]\n[preprocessor.patterns]\nmkdocs-syntax = true\n\
    [preprocessor.patterns.catalog]\nenable = false\n[preprocessor.patterns.furniture]\ntop = [\"title\"]\nbottom = []\n";

/// Compares all pages, and notes in the ledger what differs and nothing there explains.
pub(super) fn run(
    sides: &[Sides<'_>],
    extensions: &Extensions,
    place: &Place<'_>,
    ledger: &mut Ledger,
) -> Result<()> {
    let expanded = expanded(sides, place)?;
    let compared = |side: &Sides<'_>, html: &str| -> Option<Vec<Fault>> {
        let theirs = theirs(side, extensions, place)?;
        let explained =
            Kind::ALL.map(|kind| ledger.explained(&side.file, |what| excuses::excuses(what, kind)));
        Some(compare::faults(&theirs, &shown::read(html), &explained))
    };
    let shown = sides.par_iter().zip(&expanded).filter(|(side, _)| side.is_compared);
    let found: Vec<_> = shown
        .map(|(side, html)| {
            let what = "compare this page with what MkDocs shows";
            (side, guarded(&side.file, what, || compared(side, html)))
        })
        .collect();
    for (side, faults) in found {
        let faults = match faults {
            Ok(Some(faults)) => faults,
            Ok(None) => {
                ledger.add(&side.file, 0, "pages", Fate::Fault, "the built site has no such page");
                continue;
            }
            Err(panicked) => {
                ledger.panicked(&side.file, &panicked);
                continue;
            }
        };
        ledger.compared += 1;
        for fault in faults {
            ledger.add(&side.file, fault.line, fault.what, Fate::Fault, fault.note);
        }
    }
    Ok(())
}

/// What readers of the site get.
fn theirs(side: &Sides<'_>, extensions: &Extensions, place: &Place<'_>) -> Option<Shown> {
    let written = side.page.written.as_deref().unwrap_or(&side.page.text);
    let mark = byte_order_mark(written);
    let mut html = extensions.html(written, side.body.max(mark).min(written.len()));
    if !html.contains("<h1") {
        html.insert_str(0, &format!("<h1>{}</h1>", side.title.replace('<', "&lt;")));
    }
    let mut model = shown::read(&html);
    model.move_lines(&side.page.expanded);
    let Some(built) = place.built else { return Some(model) };
    let file = match side.address {
        Some(address) => served_file(address, place.has_folders),
        None => built_file(&side.page.chapter, place.has_folders),
    };
    let built = std::fs::read_to_string(built.join(file)).ok()?;
    Some(compare::with_lines(shown::read(article(&built)), &model))
}

/// The file of what is served at an address.
fn served_file(address: &str, has_folders: bool) -> PathBuf {
    PathBuf::from(if has_folders { format!("{address}/index.html") } else { format!("{address}.html") })
}

/// The file of a page in the site.
fn built_file(chapter: &str, has_folders: bool) -> PathBuf {
    match has_folders {
        true => Path::new(served_at(chapter)).join("index.html"),
        false => PathBuf::from(crate::text::path::html(chapter)),
    }
}

/// What an author wrote in a page of the site.
fn article(html: &str) -> &str {
    // The page of a blog: its text stands above the posts, each of which is an article.
    let first = html.find("<article").unwrap_or(html.len());
    let above = |tag: &&str| html[..first].find(*tag).map(|at| at + tag.len());
    let header = ["<header class=\"md-typeset\">", "<header class=md-typeset>"].iter().find_map(above);
    if let Some((text, _)) = header.and_then(|at| html[at..].split_once("</header>")) {
        return text;
    }
    // From the tag itself on: what it says is no text.
    let main = || html.find("role=\"main\"").and_then(|at| html[..at].rfind('<'));
    let start = html.find("<article").or_else(main).unwrap_or_default();
    let rest = &html[start..];
    let end = end_of_article(rest).or_else(|| rest.find("</main>")).or_else(|| rest.find("<footer"));
    &rest[..end.unwrap_or(rest.len())]
}

/// Where the article that a text starts with ends: its author may have written others in it.
fn end_of_article(html: &str) -> Option<usize> {
    let mut depth = 0_usize;
    let tags = html.match_indices("article").filter_map(|(at, _)| match () {
        () if html[..at].ends_with("</") => Some((at - 2, false)),
        () if html[..at].ends_with('<') => Some((at, true)),
        () => None,
    });
    for (at, opens) in tags {
        depth = if opens { depth + 1 } else { depth.saturating_sub(1) };
        if depth == 0 {
            return Some(at);
        }
    }
    None
}

/// The HTML of the book's pages.
fn expanded(sides: &[Sides<'_>], place: &Place<'_>) -> Result<Vec<String>> {
    let mdbook: MdbookConfig = BOOK_TOML
        .parse()
        .map_err(|error: mdbook_preprocessor::errors::Error| MigrateError::Made(error.into()))?;
    let chapter = |side: &Sides<'_>| {
        let path = side.page.chapter.as_str();
        BookItem::Chapter(Chapter::new(&side.title, without_includes(side.text), path, Vec::new()))
    };
    let book = Book::new_with_items(sides.iter().map(chapter).collect());
    let mut source = Source::of_parts(place.root, mdbook, BOOK_TOML.to_owned(), book).with_drafts();
    source.icons = place.icons.to_vec();
    let book = crate::preprocess::for_readers(Library::build(source));
    let texts: Vec<String> = book
        .items
        .into_iter()
        .filter_map(|item| match item {
            BookItem::Chapter(chapter) => Some(chapter.content),
            _ => None,
        })
        .collect();
    Ok(texts.par_iter().take(sides.len()).map(|text| html(text)).collect())
}

/// Tabs as columns of four.
fn without_tabs(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut column = 0;
    for c in line.trim_end_matches('\r').chars() {
        let width = if c == '\t' { 4 - column % 4 } else { 1 };
        match c {
            '\t' => out.extend(std::iter::repeat_n(' ', width)),
            c => out.push(c),
        }
        column += width;
    }
    out
}

/// mdBook puts other files in the place of these lines.
fn without_includes(text: &str) -> String {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let is_kept = |line: &&str| !line.trim_start().starts_with("{{#include ");
    text.split_inclusive('\n').map(|line| if is_kept(&line) { line } else { "\n" }).collect()
}

fn html(text: &str) -> String {
    let parser = mdbook_markdown::new_cmark_parser(text, &mdbook_markdown::MarkdownOptions::default());
    let mut out = String::with_capacity(text.len() * 2);
    pulldown_cmark::html::push_html(&mut out, parser);
    // This sets apart what MathJax would take for a pair.
    out.replace("$<span></span>$", "$$")
}
