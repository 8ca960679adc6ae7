//! `mdbook-patterns rename-term`: a term of another name, everywhere.

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result, bail};

use super::book_folder::BookFolder;
use super::{readable, write_out};
use crate::catalog::Taxonomy;
use crate::check::fix::edited;
use crate::diagnostic::nearest;
use crate::file::Root;
use crate::library::Surveyed;
use crate::moving::{Renamed, rename};
use crate::page::Page;
use crate::schema::Origin;
use crate::source::folder;
use crate::text::diff;

/// Rename a term of a taxonomy on every page, in filters and in book.toml
///
/// You can name the term by its id, its label or an alias. If a page already has the new term, it has it once afterwards: this
/// merges two spellings into one.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  mdbook-patterns rename-term category resiliance resilience
  mdbook-patterns rename-term tags k8s kubernetes --dry-run")]
pub(super) struct RenameTerm {
    /// The taxonomy, such as category, tags or tier
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
                "the term `{}` is the page {file}: `mv` moves the page, and its `id:` names the term",
                self.old
            );
        }
        if self.new.trim().is_empty() || taxonomy.position(&self.new) == Some(old) && self.new == self.old {
            bail!("`{}` is not a new name", self.new);
        }
        let renamed = rename(&library, taxonomy, old, self.new.trim());
        if self.dry_run {
            let diff = |one: &Renamed| diff::unified(&book.shown(&one.file), &one.before, &one.after());
            let text: String = renamed.iter().map(diff).collect();
            return write_out(&diff::coloured(&text), "difference").map(|()| ExitCode::SUCCESS);
        }
        let root = Root::of_book(&book.path(), &src)?;
        let text = |one: &Renamed| edited(&root, &one.file, &one.before, one.edits.clone());
        let texts: Vec<String> = renamed.iter().map(text).collect::<Result<_, _>>()?;
        let files: Vec<(&str, &str)> =
            renamed.iter().zip(&texts).map(|(one, text)| (one.file.as_str(), text.as_str())).collect();
        root.write_all(&files)?;
        let kept = kept(&library, taxonomy, old, |file| book.shown(file));
        if !kept.is_empty() {
            let note = "mdbook-patterns: note: these pages keep it, because their text or their path says it";
            writeln!(anstream::stderr().lock(), "{note}: {}", kept.join(", "))?;
        }
        let line = |one: &Renamed| format!("changed {}\n", book.shown(&one.file));
        write_out(&renamed.iter().map(line).collect::<String>(), "report").map(|()| ExitCode::SUCCESS)
    }
}

/// The pages that carry the term, and whose front matter does not say it; not those that have it by defaults, which change.
fn kept(library: &Surveyed, taxonomy: &Taxonomy, old: usize, shown: impl Fn(&str) -> String) -> Vec<String> {
    let declared = library.config.taxonomies.iter().find(|declared| declared.name == taxonomy.name);
    let by_path = declared.is_some_and(|declared| declared.from_path.is_some());
    let is_kept = |page: &&Page| {
        let origin = page.fields.get(&taxonomy.name).map(|typed| typed.origin);
        origin == Some(Origin::Text) || by_path && origin == Some(Origin::Place)
    };
    let pages = taxonomy.carriers(old).iter().map(|&id| &library.catalog.pages[id]);
    pages.filter(is_kept).map(|page| shown(&page.file)).collect()
}

fn did_you_mean<'n>(what: &str, name: &str, names: impl Iterator<Item = &'n str> + Clone) -> String {
    match nearest(name, names.clone()) {
        Some(near) => format!("there is no {what} called `{name}`; did you mean `{near}`?"),
        None => {
            format!("there is no {what} called `{name}`; there are: {}", names.collect::<Vec<_>>().join(", "))
        }
    }
}
