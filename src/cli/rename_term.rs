//! `mdbook-patterns rename-term`: a term of another name, everywhere.

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result, anyhow, bail};

use super::book_folder::BookFolder;
use super::{readable, write_out};
use crate::catalog::Taxonomy;
use crate::check::fix::edited;
use crate::diagnostic::nearest;
use crate::file::Root;
use crate::library::Surveyed;
use crate::moving::rename;
use crate::page::{Page, PageId};
use crate::schema::{FieldValue, Origin};
use crate::source::folder;
use crate::text::{Change, diff};

/// Rename a term of a taxonomy on every page, in filters and in book.toml
///
/// You can name the term by its id, its label or an alias. If a page already has the new term, it has it once afterwards: this
/// merges two spellings into one.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  mdbook-patterns rename-term category resiliance resilience
  mdbook-patterns rename-term tags k8s kubernetes --dry-run")]
pub(super) struct RenameTerm {
    /// The taxonomy, such as category, tags, or tier
    taxonomy: String,
    /// The current name of the term
    old: String,
    /// The new name
    new: String,
    /// The folder of the book, or a folder inside it
    #[arg(long, default_value = ".")]
    dir: PathBuf,
    /// Change nothing; show the changes as a diff
    #[arg(long)]
    dry_run: bool,
}

impl RenameTerm {
    /// Renames, and says on standard output in which files.
    ///
    /// # Errors
    /// A taxonomy or a term that does not exist, a file that cannot be written. Nothing is changed then.
    pub(super) fn run(&self) -> Result<ExitCode> {
        let book = BookFolder::find(&self.dir)?;
        let source = folder::read(&book.path())?.with_drafts();
        readable(&source)?;
        let src = source.mdbook.book.src.clone();
        let library = Surveyed::build(source);
        let taxonomy = library.catalog.taxonomy(&self.taxonomy, &library.config).with_context(|| {
            let names = library.catalog.taxonomies.iter().map(|taxonomy| taxonomy.name.as_str());
            did_you_mean("taxonomy", &self.taxonomy, names)
        })?;
        let old = taxonomy.named(&self.old).with_context(|| {
            let names = taxonomy.terms.iter().map(|term| term.id.as_str());
            did_you_mean(&format!("term of `{}`", taxonomy.name), &self.old, names)
        })?;
        if let Some(page) = taxonomy.terms[old].page {
            let file = book.shown(&library.catalog.pages[page].file);
            bail!(
                "the term `{}` is the page {file}: rename the term by changing `id:` in that page, or move the page \
                 with `mv`",
                self.old
            );
        }
        if self.new.trim().is_empty() || taxonomy.position(&self.new) == Some(old) && self.new == self.old {
            bail!("`{}` is not a new name", self.new);
        }
        let renamed = rename(&library, taxonomy, old, self.new.trim())
            .map_err(|(file, error)| anyhow!("{}: {error}; nothing was changed", book.shown(file)))?;
        let kept = kept(&library, taxonomy, old);
        if !kept.is_empty() {
            let files = kept.iter().map(|page| book.shown(&page.file)).collect::<Vec<_>>().join(", ");
            let note = format!(
                "these pages still have `{}`, because their text, their date or the name of their folder gives it; \
                 change it there",
                self.old
            );
            writeln!(anstream::stderr().lock(), "mdbook-patterns: note: {note}: {files}")?;
        }
        if self.dry_run {
            let diff = |one: &Change| diff::unified(&book.shown(&one.file), &one.before, &one.after());
            let text: String = renamed.iter().map(diff).collect();
            return write_out(&diff::coloured(&text), "difference").map(|()| ExitCode::SUCCESS);
        }
        let root = Root::of_book(&book.path(), &src)?;
        let text = |one: &Change| edited(&root, &one.file, &one.before, one.edits.clone());
        let texts: Vec<String> = renamed.iter().map(text).collect::<Result<_, _>>()?;
        let files: Vec<(&str, &str)> =
            renamed.iter().zip(&texts).map(|(one, text)| (one.file.as_str(), text.as_str())).collect();
        root.write_all(&files)?;
        let line = |one: &Change| format!("changed {}\n", book.shown(&one.file));
        write_out(&renamed.iter().map(line).collect::<String>(), "report").map(|()| ExitCode::SUCCESS)
    }
}

/// The pages that still have the term: neither their front matter nor the defaults of book.toml say it.
fn kept<'l>(library: &'l Surveyed, taxonomy: &Taxonomy, old: usize) -> Vec<&'l Page> {
    let stays = |page: &Page| {
        page.fields.get(&taxonomy.name).is_some_and(|typed| {
            let is_date = matches!(typed.read_as, Some(FieldValue::Date(_)));
            matches!(typed.origin, Origin::Text | Origin::Place) || is_date
        })
    };
    let has = |id: PageId| taxonomy.uses(id).iter().any(|term_use| term_use.term == old);
    library.catalog.authored().filter(|(id, page)| has(*id) && stays(page)).map(|(_, page)| page).collect()
}

fn did_you_mean<'n>(what: &str, name: &str, names: impl Iterator<Item = &'n str> + Clone) -> String {
    let help = match nearest(name, names.clone()) {
        Some(near) => format!("did you mean `{near}`?"),
        None if names.clone().next().is_none() => "there is none at all".to_owned(),
        None => format!("there are: {}", names.collect::<Vec<_>>().join(", ")),
    };
    format!("there is no {what} called `{name}`; {help}")
}
