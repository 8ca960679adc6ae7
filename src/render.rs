//! The renderer: the files of the index, from the book as its authors wrote it.
//!
//! Its own folder gets everything as JSON, for programs: `catalog.json` and its schema, `catalog.ndjson`, and the
//! search index in `search/`. The folder of the HTML gets what browsers need, in `patterns-index/`.

use std::collections::BTreeMap;
use std::path::PathBuf;

use anyhow::{Context, Result, ensure};
use mdbook_renderer::RenderContext;

use crate::config::IndexConfig;
use crate::diagnostic::{Sources, render};
use crate::expand::Expander;
use crate::file;
use crate::index::{self, BookJson, CatalogJson, Collector, Folder};
use crate::library::Library;
use crate::source::{Source, is_our_renderer};
use crate::template::{Mode, Templates};

/// The folder that browsers read, in that of the HTML: books have a `patterns/` of their own.
pub const FOLDER: &str = "patterns-index";

/// Writes all files; what the author should know is in the text.
///
/// The problems of the pages are not reported: the preprocessor has done so.
///
/// # Errors
/// A table with unknown keys, or a folder that cannot be written.
pub fn run(mut context: RenderContext) -> Result<String> {
    let book = std::mem::take(&mut context.book);
    let context = &context;
    let source = Source::of_mdbook(&context.root, &context.config, book);
    let place = Place::of(context);
    let options = place.options(context, &source.book_toml)?;
    let (library, texts) = Library::build_with(source, |config| Collector::new(config.mkdocs_syntax));
    write_catalog(context, &library)?;
    let hidden_lines = context.config.html_config().unwrap_or_default().code.hidelines;
    let overrides = context.root.join("theme/patterns");
    let templates = Templates::new(Mode::Html, &library.config.labels, &overrides, &mut Vec::new());
    let expander = Expander::new(&library, &templates);
    let files = index::search_files(
        &index::Sources {
            catalog: &library.catalog,
            config: &library.config,
            index: &options,
            language: context.config.book.language.as_deref(),
            hidden_lines: &hidden_lines,
            icons: library.icons(),
            said: &|id, directive| expander.said(id, directive),
        },
        texts,
    );
    let html = place.html(context, &options);
    let for_programs = || Folder::json(context.destination.join("search")).publish(&files);
    let for_browsers = || match &html {
        Html::At(folder) => Folder::scripts(folder.join(FOLDER)).publish(&files),
        Html::None | Html::Not(_) => Ok(()),
    };
    let (programs, browsers) = rayon::join(for_programs, for_browsers);
    programs.and(browsers)?;
    let mut report = String::new();
    match html {
        Html::None => {}
        Html::Not(message) => report = message,
        Html::At(folder) => {
            let language = context.config.book.language.as_deref().unwrap_or("en");
            for problem in index::redirects::write(&folder, &library.catalog, &templates, language) {
                report.push_str(&format!("mdbook-patterns: {problem}\n"));
            }
        }
    }
    Ok(report)
}

fn write_catalog(context: &RenderContext, library: &Library) -> Result<()> {
    let book = &context.config.book;
    let about = BookJson {
        title: book.title.clone(),
        description: book.description.clone(),
        language: book.language.clone(),
    };
    let json = CatalogJson::new(&library.catalog, &library.config, about);
    let write = |name: &str, text: String| file::write_changed(&context.destination.join(name), &text);
    let (whole, lines) = rayon::join(
        || write("catalog.json", line(&json)?),
        || write("catalog.ndjson", json.entries.iter().map(line).collect::<Result<String>>()?),
    );
    whole.and(lines)?;
    write(index::SCHEMA_FILE, line(&index::catalog_json::schema())?)?;
    file::remove_unfinished(&context.destination)
}

fn line(value: &impl serde::Serialize) -> Result<String> {
    let mut text = serde_json::to_string(value).context("cannot make catalog.json")?;
    text.push('\n');
    Ok(text)
}

/// Which renderer of the book this run is.
struct Place {
    /// The name of its table.
    name: String,
    /// Whether mdBook gave it a folder of its own.
    alone: bool,
}

/// Where the HTML is.
enum Html {
    /// The book has none.
    None,
    /// It is not there, or will be emptied after this run.
    Not(String),
    /// In this folder.
    At(PathBuf),
}

impl Place {
    fn of(context: &RenderContext) -> Self {
        let outputs = outputs(context);
        // With several renderers, the folder of each has the name of its table.
        let folder = context.destination.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        let named = outputs.keys().find(|name| outputs.len() > 1 && *name == folder);
        let ours = || outputs.keys().find(|name| is_our_renderer(&context.config, name));
        let name = named.or_else(ours).map_or("patterns", String::as_str).to_owned();
        Self { name, alone: outputs.len() <= 1 }
    }

    /// A key that nobody knows is an error, as everywhere.
    fn options(&self, context: &RenderContext, book_toml: &str) -> Result<IndexConfig> {
        let table = outputs(context).remove(&self.name);
        let table = table.and_then(|table| table.try_into::<toml::Table>().ok()).unwrap_or_default();
        let (options, problems) = IndexConfig::read(&table, book_toml, &self.name);
        let sources = Sources::from([("book.toml".to_owned(), book_toml)]);
        ensure!(problems.is_empty(), "the index was not written\n{}", render(&problems, &sources, false));
        Ok(options)
    }

    fn html(&self, context: &RenderContext, options: &IndexConfig) -> Html {
        let html = options.html.as_str();
        if self.alone || !outputs(context).contains_key(html) {
            return Html::None;
        }
        let Some(build) = context.destination.parent() else { return Html::None };
        // mdBook runs its renderers in the order of their names, and each empties its folder first.
        if html > self.name.as_str() {
            return Html::Not(format!(
                "the search index was not put into the HTML: mdBook runs `output.{html}` after `output.{}` and \
                 empties its folder then\n  = help: name the table of the index so that it comes later in the \
                 alphabet, with `command = \"mdbook-patterns\"` in it\n",
                self.name
            ));
        }
        let folder = build.join(html);
        if folder.is_dir() {
            return Html::At(folder);
        }
        Html::Not(format!("there is no HTML in {} to put the search index into\n", folder.display()))
    }
}

/// The tables of all renderers.
fn outputs(context: &RenderContext) -> BTreeMap<String, toml::Value> {
    context.config.outputs().unwrap_or_default()
}
