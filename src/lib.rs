//! mdBook plugins for libraries of patterns: one truth, the front matter, and everything else derived
//! from it.
//!
//! The flow goes one way; each stage reads only what is left of it, and everything on the right takes one [`Library`]:
//!
//! ```text
//!  mdBook's JSON ─┐                                        ╔═════════╗    ┌─▶ preprocess ─▶ edits ─▶ Book ── JSON ──▶ mdBook
//!                 ├─▶ source ─▶ pages, parsed once ──────▶ ║ Library ║ ───┼─▶ render ─▶ index, web ─▶ files beside the HTML
//!  a folder ──────┘      └─▶ config, generated chapters ─▶ ╚═════════╝    ├─▶ check, lift ─▶ problems, edits
//!                                                                         ├─▶ list, schema, summary, new ─▶ text
//!                                                                         ├─▶ moving, migrate ─▶ edits, a book
//!                                                                         └─▶ lsp ─▶ editors
//! ```
//!
//! From left to right, and so from the ground up:
//!
//! - `text` holds edits, paths, addresses, names, and what words match and how they sort; every stage reports into
//!   [`diagnostic`]s, drawn together at the end; `file` reads and writes below a root only;
//!   `drawing` finds where boxes and lines of a diagram stand;
//! - [`source`] reads a book, from mdBook's JSON or from a folder, and gives pages in the syntax of Material for MkDocs a
//!   text that CommonMark can read;
//! - [`front_matter`] finds and parses the block that starts a page, [`schema`] types its fields, and [`config`] is what
//!   `book.toml` says of all that;
//! - [`page`] is a chapter parsed once; [`catalog`] sees all pages together: entries, taxonomies, relations and their
//!   inverses;
//! - `from_text` finds what the text of a page says of its fields;
//! - [`library`] builds one of each for everybody, with the chapters that no author wrote and the problems so far;
//! - [`expand`] makes edits: page elements, boxes and directives, drawn by [`template`]; [`preprocess`] makes a book of
//!   them, and [`render`] writes the [`index`], and by `web` what others see of its pages;
//! - [`check`] lets rules look at pages and catalog, `lift` edits what the text of pages says into their
//!   front matter, by `page_template`s where a book has some, `summary` makes a `SUMMARY.md`, `moving` edits what names
//!   files and terms that get others, and `migrate` makes a book of an MkDocs site;
//! - `lsp` says all that to editors while somebody writes;
//! - [`cli`] is what authors run, [`assets`] what it writes into a book.
//!
//! [`Library`]: library::Library
//!
//! A book in, the same book with everything derived from its front matter out:
//!
//! ```
//! use mdbook_patterns::preprocess;
//! use mdbook_preprocessor::PreprocessorContext;
//! use mdbook_preprocessor::book::{Book, BookItem, Chapter};
//! use mdbook_preprocessor::config::Config;
//!
//! let page = "---\ntitle: Retry\ntier: gold\n---\n\nTry again.\n";
//! let chapter = Chapter::new("Retry", page.to_owned(), "retry.md", Vec::new());
//! let mut book = Book::new_with_items(vec![BookItem::Chapter(chapter)]);
//! let config: Config = "[preprocessor.patterns]".parse()?;
//! let context = PreprocessorContext::new("book".into(), config, "html".to_owned());
//!
//! let report = preprocess::run(&context, &mut book);
//!
//! let page = &book.chapters().next().unwrap().content;
//! assert!(page.contains("patterns-term-tier-gold"), "a badge");
//! assert!(page.contains("\nTry again.\n"), "the text is as its author wrote it");
//! assert!(!report.fails);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

pub mod assets;
pub mod catalog;
pub mod check;
pub mod cli;
pub mod config;
pub mod diagnostic;
mod drawing;
pub mod expand;
mod file;
mod from_text;
pub mod front_matter;
#[cfg(test)]
mod guide_tables;
pub mod index;
pub mod library;
mod lift;
mod lsp;
mod migrate;
mod moving;
pub mod page;
mod page_template;
pub mod preprocess;
pub mod render;
pub mod schema;
pub mod source;
mod summary;
pub mod template;
pub mod text;
mod web;
