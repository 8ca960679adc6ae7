//! The renderer: the files of the index, from the book as its authors wrote it.
//!
//! Its own folder gets everything as JSON, for programs: `catalog.json` and its schema, `catalog.ndjson`, and the
//! search index in `search/`. The folder of the HTML gets what browsers need, in `patterns-index/`.

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::PathBuf;

use anyhow::{Context, Result, ensure};
use mdbook_renderer::RenderContext;
use pulldown_cmark::Event;

use crate::book::Source;
use crate::catalog::Catalog;
use crate::config::IndexConfig;
use crate::diagnostic::{Sources, render};
use crate::expand::Expander;
use crate::file;
use crate::index::{self, BookJson, CatalogJson, Collector, Folder};
use crate::template::{Mode, Templates};

/// The name of the renderer, for which the preprocessor leaves pages as they are: the index is made
/// of front matter.
pub const NAME: &str = "patterns-index";

/// Writes all files; what the author should know is in the text.
///
/// The problems of the pages are not reported: the preprocessor has done so.
///
/// # Errors
/// A table with unknown keys, or a folder that cannot be written.
pub fn run(context: &RenderContext) -> Result<String> {
    let mut problems = Vec::new();
    let source = Source::read(&context.root, &context.config, &mut problems);
    let place = Place::of(context);
    let options = place.options(context, &source.book_toml)?;
    let (book, sugars) = source.sweetened(&context.book);
    let has_dialect = source.icons().is_some();
    let visit = |text: &mut Collector, page: &str, event: &Event<'_>, span: &Range<usize>| {
        text.event(page, event, span, has_dialect);
    };
    let (pages, texts) = source.pages_with(&book, &sugars, &mut problems, visit).into_iter().unzip();
    let catalog = Catalog::build(pages, &source.config, &mut problems);
    write_catalog(context, &catalog, &source)?;
    let hidden_lines = context.config.html_config().unwrap_or_default().code.hidelines;
    let overrides = context.root.join("theme/patterns");
    let templates = Templates::new(Mode::Html, &source.config.labels, &overrides, &mut problems);
    let expander = Expander::new(&catalog, &source.config, &templates);
    let files = index::search_files(
        &index::Sources {
            catalog: &catalog,
            config: &source.config,
            index: &options,
            language: context.config.book.language.as_deref(),
            hidden_lines: &hidden_lines,
            icons: source.icons(),
            said: &|id, directive| expander.said(id, directive),
        },
        texts,
    );
    let html = place.html(context, &options);
    let for_programs = || Folder::json(context.destination.join("search")).publish(&files);
    let for_browsers = || match &html {
        Html::At(folder) => Folder::scripts(folder.join(NAME)).publish(&files),
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
            for problem in index::redirects::write(&folder, &catalog, &templates, language) {
                report.push_str(&format!("mdbook-patterns-index: {problem}\n"));
            }
        }
    }
    Ok(report)
}

fn write_catalog(context: &RenderContext, catalog: &Catalog<'_>, source: &Source<'_>) -> Result<()> {
    let book = &context.config.book;
    let about = BookJson {
        title: book.title.clone(),
        description: book.description.clone(),
        language: book.language.clone(),
    };
    let json = CatalogJson::new(catalog, &source.config, about);
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
    /// Its name, `patterns-index` unless the book gave it another.
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
        let folder = context.destination.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        let is_ours = |name: &str| {
            let table = outputs.get(name).and_then(toml::Value::as_table);
            let command = table.and_then(|table| table.get("command")).and_then(toml::Value::as_str);
            command.is_some_and(|command| command.contains("mdbook-patterns-index"))
        };
        let own = outputs.len() > 1 && folder != NAME && is_ours(folder);
        let name = if own { folder } else { NAME }.to_owned();
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
                 alphabet, with `command = \"mdbook-patterns-index\"` in it\n",
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
