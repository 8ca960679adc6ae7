//! The renderer: the files of the index, from the book as its authors wrote it.
//!
//! Its own folder gets everything as JSON, for programs: `catalog.json` and its schema, `catalog.ndjson`, and the
//! search index in `search/`. The folder of the HTML gets what browsers need, in `patterns-index/`, and what the web asks
//! for, beside its pages.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use mdbook_renderer::RenderContext;

use crate::config::IndexConfig;
use crate::diagnostic::{Sources, render};
use crate::expand::Expander;
use crate::file::{FileError, Root};
use crate::index::redirects::Redirects;
use crate::index::{self, BookJson, CatalogJson, Collector, FOLDER, Folder};
use crate::library::{Library, Panics};
use crate::source::{Source, is_our_renderer, is_served};
use crate::template::{Mode, Templates};
use crate::web::Web;

/// Why there is no index.
#[derive(Debug, thiserror::Error)]
pub enum RenderError {
    /// A file that cannot be written.
    #[error(transparent)]
    File(#[from] FileError),
    /// A table with unknown keys, drawn.
    #[error("the index was not written\n{0}")]
    Table(String),
    /// A catalog that is no JSON, which is a bug of the program.
    #[error("cannot make catalog.json: {0}")]
    Json(#[from] serde_json::Error),
}

/// Writes all files; what the author should know is in the text.
///
/// The problems of the pages are not reported: the preprocessor has done so.
///
/// # Errors
/// A table with unknown keys, or a folder that cannot be written.
pub fn run(mut context: RenderContext) -> Result<String, RenderError> {
    let book = std::mem::take(&mut context.book);
    let context = &context;
    let source = Source::of_mdbook(&context.root, &context.config, book);
    let place = Place::of(context);
    let options = place.options(context, &source.book_toml)?;
    let (library, texts) = Library::build_with(source, |config| Collector::new(config.mkdocs_syntax));
    let root = place.root(context)?;
    root.recover(Path::new(&place.own));
    let html = place.html(context, &options);
    let published = match &html {
        Html::At(folder) => Some(folder.join(FOLDER)),
        Html::None | Html::Not(_) => None,
    };
    let panics = Panics::default();
    write_catalog(&root, &place.own, published.as_deref(), context, &library, &panics)?;
    let hidden_lines = context.config.html_config().unwrap_or_default().code.hidelines;
    let templates = Templates::new(Mode::Html, &library.config.labels, &context.root, &mut Vec::new());
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
            panics: &panics,
        },
        texts,
    );
    let for_programs = || Folder::json(&root, place.own.join("search")).publish(&files);
    let for_browsers = || match &html {
        Html::At(folder) => Folder::scripts(&root, folder.join(FOLDER)).publish(&files),
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
            let catalog = &library.catalog;
            let mut more = match options.folder_redirects {
                true => crate::catalog::folder_redirects(&catalog.pages, &catalog.redirects, |path| {
                    options.has_no_folder(path)
                }),
                false => Vec::new(),
            };
            let below = crate::catalog::redirects_below(catalog, &more, &options.also_below);
            more.extend(below);
            let redirects = Redirects { catalog, templates: &templates, language, more };
            let mut said = redirects.write(&root, &folder, &place.own);
            let web = Web {
                library: &library,
                context,
                options: &options,
                templates: &templates,
                expander: &expander,
                root: &root,
                html: &folder,
                own: &place.own,
                panics: &panics,
            };
            said.extend(web.load());
            // While serving, nobody outside sees the book: skip this, so that a save stays fast.
            if !is_served(&context.config) {
                said.extend(web.write());
            }
            said.iter().for_each(|line| report.push_str(&format!("mdbook-patterns: {line}\n")));
        }
    }
    report.push_str(&render(&library.located(panics.into_problems()), &library.texts(), false));
    Ok(report)
}

fn write_catalog(
    root: &Root,
    own: &Path,
    published: Option<&Path>,
    context: &RenderContext,
    library: &Library,
    panics: &Panics,
) -> Result<(), RenderError> {
    let book = &context.config.book;
    let about = BookJson {
        title: book.title.clone(),
        description: book.description.clone(),
        language: book.language.clone(),
    };
    let json = CatalogJson::new(&library.catalog, &library.config, about, panics);
    let write = |name: &str, text: String| Ok(root.write_changed(own.join(name), &text)?);
    // What a site offers to programs stands with its pages.
    let publish = |name: &str, text: &str| -> Result<(), RenderError> {
        published.map_or(Ok(()), |folder| Ok(root.write_changed(folder.join(name), text)?))
    };
    let whole = || {
        let text = line(&json)?;
        publish("catalog.json", &text)?;
        write("catalog.json", text)
    };
    let (whole, lines) = rayon::join(whole, || {
        write("catalog.ndjson", json.entries.iter().map(line).collect::<Result<String, _>>()?)
    });
    whole.and(lines)?;
    let schema = line(&index::catalog_json::schema())?;
    publish(index::SCHEMA_FILE, &schema)?;
    write(index::SCHEMA_FILE, schema)
}

fn line(value: &impl serde::Serialize) -> Result<String, RenderError> {
    let mut text = serde_json::to_string(value)?;
    text.push('\n');
    Ok(text)
}

/// Which renderer of the book this run is.
struct Place {
    /// The name of its table.
    name: String,
    /// Whether it is the only one, which has the whole folder of the output for itself.
    alone: bool,
    /// Its folder, below that of the output.
    own: PathBuf,
}

/// Where the HTML is.
enum Html {
    /// The book has none.
    None,
    /// It is not there, or will be emptied after this run.
    Not(String),
    /// In this folder, below that of the output.
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
        let alone = outputs.len() <= 1;
        let own = context.destination.file_name().filter(|_| !alone).unwrap_or_default().into();
        Self { name, alone, own }
    }

    /// The folder of all output, wherever the book has it.
    fn root(&self, context: &RenderContext) -> Result<Root, FileError> {
        match context.destination.parent().filter(|_| !self.alone) {
            Some(output) => Root::made(output),
            None => Root::made(&context.destination),
        }
    }

    /// A key that nobody knows is an error, as everywhere.
    fn options(&self, context: &RenderContext, book_toml: &str) -> Result<IndexConfig, RenderError> {
        let table = outputs(context).remove(&self.name);
        let table = table.and_then(|table| table.try_into::<toml::Table>().ok()).unwrap_or_default();
        let (options, problems) = IndexConfig::read(&table, book_toml, &self.name);
        let sources = Sources::from([("book.toml".to_owned(), book_toml)]);
        match problems.is_empty() {
            true => Ok(options),
            false => Err(RenderError::Table(render(&problems, &sources, false))),
        }
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
            return Html::At(html.into());
        }
        Html::Not(format!("there is no HTML in {} to add the search index to\n", folder.display()))
    }
}

/// The tables of all renderers.
fn outputs(context: &RenderContext) -> BTreeMap<String, toml::Value> {
    context.config.outputs().unwrap_or_default()
}
