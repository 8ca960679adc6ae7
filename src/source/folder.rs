//! A book read from its folder, as mdBook would read it, without building it.
//!
//! mdBook's own `MDBook::load` stops at the first file that it cannot read, and writes the files that
//! are missing; authors want to hear of all of them, and of nothing written. So this module reads
//! `SUMMARY.md` with mdBook's parser, and the chapters by itself, in parallel.

use std::collections::{BTreeMap, HashMap};
use std::io::{self, ErrorKind};
use std::ops::Range;
use std::path::{Component, Path, PathBuf};
use std::sync::OnceLock;

use mdbook_preprocessor::book::{Book, BookItem, Chapter};
use mdbook_preprocessor::config::Config as MdbookConfig;
use mdbook_summary::{Link, SummaryItem, parse_summary};
use rayon::prelude::*;

use super::{Source, SummaryLink, summary_links};
use crate::diagnostic::{Code, Diagnostic};
use crate::file::{Root, unreadable};
use crate::text::path::slashes;

/// Why a folder cannot be read as a book.
#[derive(Debug, thiserror::Error)]
pub enum FolderError {
    /// There is none in it.
    #[error("there is no book.toml in {} or above it: name the book's folder, or run `mdbook init` first", .0.display())]
    NoBook(PathBuf),
    /// mdBook cannot read its configuration.
    #[error("cannot read {}: {cause}", path.display())]
    Config {
        /// The file.
        path: PathBuf,
        /// What mdBook says.
        cause: String,
    },
    /// mdBook cannot read the variables that overwrite the configuration.
    #[error("cannot read the configuration from the environment: {0}")]
    Environment(String),
}

/// Reads the book in `root`.
///
/// # Errors
/// No book there, or a `book.toml` that mdBook cannot read. What is wrong with `SUMMARY.md` and the
/// pages is in [`Source::problems`].
pub fn read(root: &Path) -> Result<Source, FolderError> {
    read_unsaved(root, &BTreeMap::new())
}

/// The same, with the texts of files that an editor has not saved yet, by their names from the root.
///
/// # Errors
/// As [`read`].
pub(crate) fn read_unsaved(root: &Path, unsaved: &BTreeMap<String, String>) -> Result<Source, FolderError> {
    let text = |path: &Path| match unsaved.get(&slashes(path.strip_prefix(root).unwrap_or(path))) {
        Some(text) => Ok(text.clone()),
        None => crate::file::read_text(path),
    };
    let book_toml = unsaved.get("book.toml");
    let (config, unread) = match book_toml.map(|text| (text, text.parse::<MdbookConfig>())) {
        Some((_, Ok(config))) => (in_environment(config)?, None),
        // While it is being written the last one that could be read counts.
        Some((text, Err(error))) => (open(root)?, Some(unread(text, &error))),
        None => (open(root)?, None),
    };
    let mut source = Source::of_mdbook(root, &config, Book::new());
    source.problems.extend(unread);
    source.book_toml = book_toml.map_or(source.book_toml, String::clone);
    source.unsaved = unsaved.clone();
    let src = root.join(&source.mdbook.book.src);
    let file = source.summary_file();
    match text(&src.join("SUMMARY.md")) {
        Ok(text) => source.summary = text,
        Err(error) => {
            let help = "list the pages in it, one `- [Title](path.md)` a line";
            source.problems.push(unreadable(&file, &error).help(help));
            return Ok(source);
        }
    }
    let items = match parse_summary(&source.summary) {
        Ok(summary) => [summary.prefix_chapters, summary.numbered_chapters, summary.suffix_chapters].concat(),
        Err(error) => {
            let message = format!("mdBook cannot read `{file}`: {error:#}");
            source
                .problems
                .push(Diagnostic::new(Code::InvalidSummary, message).about("summary").at(&file, 0..0));
            return Ok(source);
        }
    };
    let reader = Chapters {
        src: &src,
        file: &file,
        summary: &source.summary,
        places: OnceLock::new(),
        index: renames_readme(&source.mdbook),
        read: &text,
    };
    let (items, problems) = reader.items(&items, &[]);
    source.book = Book::new_with_items(items);
    source.problems.extend(problems);
    Ok(source)
}

/// Reads the `book.toml` of the book in `root`, after what a run that was killed left there is gone.
pub(crate) fn open(root: &Path) -> Result<MdbookConfig, FolderError> {
    let config = read_config(root)?;
    recover(root, &config);
    Ok(config)
}

/// Removes or finishes what a run that was killed left in a book, as far as we may.
pub(crate) fn recover(root: &Path, config: &MdbookConfig) {
    if let Ok(root) = Root::of_book(root, &config.book.src) {
        root.recover(&config.book.src);
    }
}

/// Reads the `book.toml` of the book in `root`.
pub(crate) fn read_config(root: &Path) -> Result<MdbookConfig, FolderError> {
    let path = root.join("book.toml");
    if path.symlink_metadata().is_err_and(|error| error.kind() == ErrorKind::NotFound) {
        return Err(FolderError::NoBook(root.to_owned()));
    }
    match MdbookConfig::from_disk(&path) {
        Ok(config) => in_environment(config),
        Err(error) => Err(FolderError::Config { path, cause: format!("{error:#}") }),
    }
}

/// A configuration, with what the environment says otherwise.
fn in_environment(mut config: MdbookConfig) -> Result<MdbookConfig, FolderError> {
    config.update_from_env().map_err(|error| FolderError::Environment(format!("{error:#}")))?;
    Ok(config)
}

/// A `book.toml` that is being written, and cannot be read yet.
fn unread(text: &str, error: &impl std::fmt::Display) -> Diagnostic {
    let (cause, span) = match text.parse::<toml::Table>() {
        Err(error) => (error.message().to_owned(), error.span().unwrap_or_default()),
        Ok(_) => (format!("{error:#}"), 0..0),
    };
    Diagnostic::new(Code::UnreadableFile, format!("`book.toml` cannot be read: {cause}"))
        .about("book.toml")
        .at("book.toml", span)
        .help("until then the book is checked with what was saved")
}

/// Whether mdBook includes files where pages say so.
pub(crate) fn includes_files(config: &MdbookConfig) -> bool {
    runs(config, "links")
}

/// Whether mdBook's own preprocessor `index` makes `index.md` of each `README.md`.
pub(crate) fn renames_readme(config: &MdbookConfig) -> bool {
    runs(config, "index")
}

/// Whether one of mdBook's own preprocessors runs.
fn runs(config: &MdbookConfig, name: &str) -> bool {
    config.build.use_default_preprocessors || config.contains_key(&format!("preprocessor.{name}"))
}

/// `./a.md`, as `mdbook init` writes it, as mdBook reads it: `a.md`.
fn without_dots(path: &Path) -> PathBuf {
    path.components().filter(|part| *part != Component::CurDir).collect()
}

struct Chapters<'a> {
    src: &'a Path,
    file: &'a str,
    summary: &'a str,
    /// Where the summary names each file, once it is asked.
    places: OnceLock<HashMap<String, Range<usize>>>,
    index: bool,
    read: &'a (dyn Fn(&Path) -> io::Result<String> + Sync),
}

impl Chapters<'_> {
    fn items(&self, items: &[SummaryItem], parents: &[String]) -> (Vec<BookItem>, Vec<Diagnostic>) {
        let read: Vec<(BookItem, Vec<Diagnostic>)> =
            items.par_iter().map(|item| self.item(item, parents)).collect();
        let mut problems = Vec::new();
        let keep = |(item, found): (BookItem, Vec<Diagnostic>)| {
            problems.extend(found);
            item
        };
        (read.into_iter().map(keep).collect(), problems)
    }

    fn item(&self, item: &SummaryItem, parents: &[String]) -> (BookItem, Vec<Diagnostic>) {
        match item {
            SummaryItem::Link(link) => {
                let (chapter, problems) = self.chapter(link, parents);
                (BookItem::Chapter(chapter), problems)
            }
            SummaryItem::PartTitle(title) => (BookItem::PartTitle(title.clone()), Vec::new()),
            _ => (BookItem::Separator, Vec::new()),
        }
    }

    fn chapter(&self, link: &Link, parents: &[String]) -> (Chapter, Vec<Diagnostic>) {
        let mut problems = Vec::new();
        let text = link.location.as_deref().map(|path| self.text(path, &mut problems));
        let mut chapter = match (&link.location, text.flatten()) {
            (Some(path), Some(text)) => {
                let path = without_dots(path);
                let mut chapter = Chapter::new(&link.name, text, &path, parents.to_vec());
                chapter.path = Some(self.path_in_book(&path));
                chapter
            }
            // What cannot be read is a draft, so that the pages below it keep their parent.
            _ => Chapter::new_draft(&link.name, parents.to_vec()),
        };
        chapter.number.clone_from(&link.number);
        let below = [parents, std::slice::from_ref(&link.name)].concat();
        let (items, found) = self.items(&link.nested_items, &below);
        chapter.sub_items = items;
        problems.extend(found);
        (chapter, problems)
    }

    fn text(&self, path: &Path, problems: &mut Vec<Diagnostic>) -> Option<String> {
        match (self.read)(&self.src.join(path)) {
            Ok(mut text) => {
                if text.starts_with('\u{feff}') {
                    text.drain(..'\u{feff}'.len_utf8());
                }
                Some(text)
            }
            Err(error) if error.kind() == ErrorKind::NotFound => {
                problems.push(self.missing(path));
                None
            }
            Err(error) => {
                let folder = Path::new(self.file).parent().unwrap_or(Path::new(""));
                problems.push(unreadable(&slashes(&folder.join(path)), &error));
                None
            }
        }
    }

    /// At the place of the path in `SUMMARY.md`.
    fn missing(&self, path: &Path) -> Diagnostic {
        let name = slashes(path);
        let place = |link: SummaryLink| (link.file(), link.address_span(self.summary));
        let places = self.places.get_or_init(|| summary_links(self.summary).map(place).collect());
        let file = slashes(&without_dots(path));
        Diagnostic::new(Code::MissingChapter, format!("there is no file `{name}`"))
            .help("write it, or remove the line from SUMMARY.md")
            .at(self.file, places.get(&file).cloned().unwrap_or(0..0))
    }

    fn path_in_book(&self, path: &Path) -> PathBuf {
        let stem = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
        if self.index && stem.eq_ignore_ascii_case("readme") {
            return path.with_file_name("index.md");
        }
        path.to_owned()
    }
}
