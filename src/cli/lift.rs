//! `mdbook-patterns lift`: metadata from the text into the front matter.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::{Component, Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Result, bail};

use super::book_folder::BookFolder;
use super::progress::while_doing;
use super::{is_below, write_out};
use crate::check::fix::{edited, refuse_uncommitted};
use crate::diagnostic::{Most, Sources, for_people, render};
use crate::file::Root;
use crate::lift::{self, Lifts};
use crate::source::{Source, folder};
use crate::text::diff;
use crate::text::path::slashes;

/// Move metadata from the text of pages into their front matter
///
/// Finds the title, the first quote, a quick reference, lines such as `**Laws Applied**: ...`, `**Next**: ...` or
/// `* Status: accepted`, and the sections Author, License, Prerequisites, Related Patterns and Changelog. Shows what would
/// change. With --write it changes the pages: what is now in the front matter is removed from the text, except headings and the
/// notes of a changelog.
///
/// Existing front matter never changes. A value that its field does not accept is reported and stays in the text.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  mdbook-patterns lift                        show what would change in all pages
  mdbook-patterns lift src/patterns/retry.md  in one page
  mdbook-patterns lift src/adr --write        change the pages of a folder")]
pub(super) struct Lift {
    /// Pages, or folders of pages [default: all pages]
    pages: Vec<PathBuf>,
    /// The folder of the book, or a folder inside it
    #[arg(long, default_value = ".")]
    dir: PathBuf,
    /// Write the changes
    #[arg(long)]
    write: bool,
    /// Show every problem; otherwise many problems of one kind are reported together
    #[arg(long)]
    all: bool,
    /// With --write: also change files that have uncommitted changes
    #[arg(long, requires = "write")]
    force: bool,
}

impl Lift {
    /// Shows or writes what is lifted.
    ///
    /// # Errors
    /// A book that cannot be read, pages that are not in it, files that cannot be written.
    pub(super) fn run(&self) -> Result<ExitCode> {
        let book = BookFolder::find(&self.dir)?;
        let source = folder::read(&book.path())?;
        if let Some(problem) = source.problems.first() {
            let mut err = io::stderr().lock();
            writeln!(err, "mdbook-patterns: {}; `mdbook-patterns check` shows all", problem.message)?;
        }
        let wanted = self.wanted(&source, &book)?;
        let is_meant = |file: &str| wanted.is_empty() || wanted.iter().any(|path| is_below(file, path));
        let src = source.mdbook.book.src.clone();
        let mut lifts = while_doing("reading the pages", || lift::lift(source, is_meant));
        lifts.problems.iter_mut().for_each(|found| found.rename(|file| book.shown(file)));
        let sources: Sources<'_> =
            lifts.texts.iter().map(|(file, text)| (book.shown(file), text.as_str())).collect();
        let (shown, is_shorter) = for_people(&lifts.problems, Most::of_command(self.all));
        let mut err = anstream::stderr().lock();
        write!(err, "{}", render(&shown, &sources, true))?;
        if is_shorter {
            writeln!(err, "mdbook-patterns: `lift --all` shows each")?;
        }
        drop(err);
        if self.write {
            self.write(&book, &src, &lifts)?
        } else {
            show(&book, &lifts)?
        }
        Ok(ExitCode::SUCCESS)
    }

    /// The files and folders that were named, relative to the book's root.
    fn wanted(&self, source: &Source, book: &BookFolder) -> Result<Vec<String>> {
        let files = files(source);
        let one = |path: &PathBuf| {
            // Below the book's folder they may be named as it names them, wherever the command runs.
            let file = match book.file(path) {
                Ok(file) => file,
                Err(error) => book.file(&book.path().join(path)).map_err(|_| error)?,
            };
            if !files.iter().any(|known| is_below(known, &file)) {
                bail!(
                    "{} is neither a page of the book nor a folder of its pages; SUMMARY.md lists the pages",
                    path.display()
                );
            }
            Ok(file)
        };
        self.pages.iter().map(one).collect()
    }

    /// Changes all pages, or none.
    fn write(&self, book: &BookFolder, src: &Path, lifts: &Lifts) -> Result<()> {
        let names: Vec<&str> = lifts.pages.iter().map(|page| page.file.as_str()).collect();
        if !self.force {
            refuse_uncommitted(&book.path(), &names, "change")?;
        }
        let root = Root::of_book(&book.path(), src)?;
        let after = |page: &lift::Lift| {
            edited(&root, &page.file, &page.before, diff::edits(&page.before, &page.after))
        };
        let texts: Vec<String> = lifts.pages.iter().map(after).collect::<Result<_, _>>()?;
        let files: Vec<(&str, &str)> = names.iter().copied().zip(texts.iter().map(String::as_str)).collect();
        root.write_all(&files)?;
        let line = |page: &lift::Lift| {
            format!("lifted into {}: {}\n", book.shown(&page.file), page.fields.join(", "))
        };
        write_out(&lifts.pages.iter().map(line).collect::<String>(), "report")
    }
}

fn show(book: &BookFolder, lifts: &Lifts) -> Result<()> {
    let diffs = lifts.pages.iter();
    let diffs = diffs.map(|page| diff::unified(&book.shown(&page.file), &page.before, &page.after));
    write_out(&diff::coloured(&diffs.collect::<String>()), "difference")?;
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for field in lifts.pages.iter().flat_map(|page| &page.fields) {
        *counts.entry(field).or_default() += 1;
    }
    let counted: Vec<String> = counts.iter().map(|(field, count)| format!("{field} {count}")).collect();
    let pages = match lifts.pages.len() {
        0 => return writeln!(io::stderr(), "mdbook-patterns: nothing to lift").map_err(Into::into),
        1 => "1 page".to_owned(),
        pages => format!("{pages} pages"),
    };
    writeln!(io::stderr(), "mdbook-patterns: `--write` changes {pages} ({})", counted.join(", "))?;
    Ok(())
}

/// The files of the book's pages.
fn files(source: &Source) -> Vec<String> {
    let src = Path::new(&source.mdbook.book.src);
    let files = source.book.iter().filter_map(|item| match item {
        mdbook_preprocessor::book::BookItem::Chapter(chapter) => chapter.source_path.clone(),
        _ => None,
    });
    let clean = |path: PathBuf| {
        src.join(path).components().filter(|part| *part != Component::CurDir).collect::<PathBuf>()
    };
    files.map(|path| slashes(&clean(path))).collect()
}
