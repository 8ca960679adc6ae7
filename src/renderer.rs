//! The renderer: the files of the index, from the book as its authors wrote it.

use std::path::Path;

use anyhow::{Context, Result, ensure};
use mdbook_renderer::RenderContext;

use crate::book::Source;
use crate::catalog::Catalog;
use crate::config::check_index_table;
use crate::diagnostic::{Sources, render};
use crate::file;
use crate::index::CatalogJson;

/// The name of the renderer, for which the preprocessor leaves pages as they are: the index is made
/// of front matter.
pub const NAME: &str = "patterns-index";

/// Writes `catalog.json` into the renderer's folder.
///
/// The problems of the pages are not reported: the preprocessor has done so.
///
/// # Errors
/// A table with unknown keys, or a folder that cannot be written.
pub fn run(context: &RenderContext) -> Result<()> {
    let mut problems = Vec::new();
    let source = Source::read(&context.root, &context.config, &mut problems);
    check_table(context, &source.book_toml)?;
    let mut book = context.book.clone();
    let sugars = source.sweeten(&mut book);
    let pages = source.pages(&book, &sugars, &mut problems);
    let catalog = Catalog::build(pages, &source.config, &mut problems);
    let info = &context.config.book;
    let about = crate::index::BookJson {
        title: info.title.clone(),
        description: info.description.clone(),
        language: info.language.clone(),
    };
    write_json(&context.destination.join("catalog.json"), &CatalogJson::new(&catalog, &source.config, about))
}

/// A key that nobody knows is an error, as everywhere.
fn check_table(context: &RenderContext, book_toml: &str) -> Result<()> {
    let table = context.config.get::<toml::Table>("output.patterns-index").ok().flatten().unwrap_or_default();
    let problems = check_index_table(&table, book_toml);
    let sources = Sources::from([("book.toml".to_owned(), book_toml)]);
    ensure!(problems.is_empty(), "the index was not written\n{}", render(&problems, &sources, false));
    Ok(())
}

fn write_json(path: &Path, value: &impl serde::Serialize) -> Result<()> {
    let mut text = serde_json::to_string(value).with_context(|| format!("cannot make {}", path.display()))?;
    text.push('\n');
    file::write(path, &text)
}
