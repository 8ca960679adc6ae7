//! `mdbook-patterns migrate`: a book made of a site of another program.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;

use super::install::Install;
use super::mermaid;
use super::progress::while_doing;
use super::write_out;
use crate::migrate::{Migration, Options, REPORT, plan};

/// Convert a MkDocs site, with or without Material, into a new book
///
/// mkdocs.yml becomes book.toml, and its navigation becomes SUMMARY.md. Links, anchors and other things that mdBook reads
/// differently are rewritten. Admonitions, tabs and the rest of Material's syntax stay as they are: the book reads them with
/// mkdocs-syntax = true. A report lists what happened to each construct, with file and line; the book keeps it as
/// migration-report.md. The site itself is never changed.
///
/// Exits with 0 if nothing is lost, with 1 if the book lacks something that the report names, and with 2 if no book was made.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  mdbook-patterns migrate mkdocs site --out book --dry-run   what would be, and what would be lost
  mdbook-patterns migrate mkdocs site --out book             make it, then: mdbook serve book
  mdbook-patterns migrate mkdocs . --out ../book --pin-all   keep links of other sites to all headings")]
pub(super) struct Migrate {
    /// The program that the site was made for
    #[arg(value_enum)]
    from: From,
    /// The site's folder, which holds mkdocs.yml
    #[arg(value_name = "DIR")]
    dir: PathBuf,
    /// The folder of the new book: new or empty, and outside the site
    #[arg(long, value_name = "BOOK")]
    out: PathBuf,
    /// Write nothing; show the files that would be written and the whole report
    #[arg(long)]
    dry_run: bool,
    /// Keep the old id of every heading whose id changes, not only of those that the site links itself
    #[arg(long)]
    pin_all: bool,
    /// The folder with Material's icons, `material/templates/.icons` in its Python package
    #[arg(long, value_name = "FOLDER")]
    icons: Option<PathBuf>,
    /// Replace macros by the texts of this JSON file; the book's `migration-macros.json` lists them
    #[arg(long, value_name = "FILE")]
    expand: Option<PathBuf>,
    /// Compare the book with the site that MkDocs built into this folder, instead of with its source
    #[arg(long, value_name = "FOLDER")]
    built: Option<PathBuf>,
}

/// The programs whose sites can be migrated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum From {
    /// MkDocs and Material for MkDocs
    Mkdocs,
}

impl Migrate {
    /// Makes the book, and says on standard output what became of the site.
    ///
    /// # Errors
    /// A site that cannot be read, a folder that the book cannot go into, a disk that is full. Nothing is
    /// written then.
    pub(super) fn run(&self) -> Result<ExitCode> {
        let From::Mkdocs = self.from;
        let options = Options {
            site: self.dir.clone(),
            out: self.out.clone(),
            pin_all: self.pin_all,
            icons: self.icons.clone(),
            expand: self.expand.clone(),
            built: self.built.clone(),
            draws_mermaid: mermaid::is_installed(),
        };
        let migration = while_doing("reading the site", || plan(&options))?;
        let said = if self.dry_run {
            self.preview(&migration, options.draws_mermaid)
        } else {
            while_doing("writing the book", || {
                migration.write(|staged| {
                    if options.draws_mermaid && migration.diagrams() > 0 {
                        mermaid::install(staged)?;
                    }
                    Ok(Install::whole(staged).install().map(drop)?)
                })
            })?;
            self.done(&migration, options.draws_mermaid)
        };
        write_out(&said, "report")?;
        Ok(if migration.has_losses() { ExitCode::from(1) } else { ExitCode::SUCCESS })
    }

    fn preview(&self, migration: &Migration, draws_mermaid: bool) -> String {
        let files: String = migration.files().map(|file| format!("  {file}\n")).collect();
        let also = match draws_mermaid && migration.diagrams() > 0 {
            true => " and `mdbook-mermaid install`",
            false => "",
        };
        format!(
            "nothing was written; {} would hold these files, and those of `mdbook-patterns install`{also}:\n{files}\n{}",
            self.out.display(),
            migration.report(),
        )
    }

    fn done(&self, migration: &Migration, draws_mermaid: bool) -> String {
        let out = self.out.display();
        let to_draw = match migration.diagrams() {
            count if count > 0 && !draws_mermaid => format!(
                "to draw the Mermaid diagrams ({count}): cargo install mdbook-mermaid, then mdbook-mermaid install {out}\n"
            ),
            _ => String::new(),
        };
        format!(
            "wrote {out}: {}\nthe whole report: {}\n{to_draw}now build it: mdbook build {out}\n",
            migration.short_report(),
            self.out.join(REPORT).display(),
        )
    }
}
