//! `mdbook-patterns schema`: the front matter as JSON Schema.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result};
use mdbook_preprocessor::book::Book;
use relative_path::RelativePath;

use super::book_folder::BookFolder;
use super::write_out;
use crate::config::json_schema;
use crate::file::Root;
use crate::library::config;
use crate::source::Source;
use crate::source::folder::{open, read};
use crate::text::path::{folder, relate, slashes};

/// Where `--write` puts the schema, beside book.toml.
const FILE: &str = "front-matter.schema.json";

/// Print the JSON Schema of the book's front matter
///
/// Editors and other programs can check front matter with it; the guide says which. It follows the fields and taxonomies of
/// book.toml: run this again after you change them.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  mdbook-patterns schema > front-matter.schema.json
  mdbook-patterns schema --write     the same, and shows the line that names it in a page")]
pub(super) struct Schema {
    /// The folder of the book, or a folder inside it
    #[arg(default_value = ".")]
    dir: PathBuf,
    /// Write the schema to front-matter.schema.json in the book's folder
    #[arg(long)]
    write: bool,
}

impl Schema {
    /// Prints or writes the schema.
    ///
    /// # Errors
    /// A book that cannot be read or written.
    pub(super) fn run(&self) -> Result<ExitCode> {
        let book = BookFolder::find(&self.dir)?;
        let path = book.path();
        // The chapters say where the pages are, and nothing of the schema.
        let source = match self.write {
            true => read(&path)?,
            false => Source::of_mdbook(&path, &open(&path)?, Book::new()),
        };
        let title = source.mdbook.book.title.as_deref().unwrap_or("the book");
        let schema = json_schema(&config(&source, &mut Vec::new()), title);
        let text = serde_json::to_string_pretty(&schema).context("cannot make the schema")? + "\n";
        if !self.write {
            return write_out(&text, "schema").map(|()| ExitCode::SUCCESS);
        }
        let root = Root::of(&book.path())?;
        let is_new = root.read(FILE)?.as_ref() != Some(&text);
        root.write_changed(FILE, &text)?;
        let word = if is_new { "wrote" } else { "is up to date:" };
        let said = format!("{word} {}\n{}", book.shown(FILE), lines(&source));
        write_out(&said, "report").map(|()| ExitCode::SUCCESS)
    }
}

/// The line that names the schema in the pages of each folder: the way to it is that from the page.
fn lines(source: &Source) -> String {
    let src = slashes(&source.mdbook.book.src);
    let files = source.book.chapters().filter_map(|chapter| chapter.source_path.as_deref());
    let files = files.map(|path| RelativePath::new(&src).join_normalized(slashes(path)).into_string());
    let mut folders: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for file in files {
        folders
            .entry(relate(&file, FILE))
            .or_default()
            .insert(format!("{}/", if folder(&file).is_empty() { "." } else { folder(&file) }));
    }
    let mut said =
        "\nA program that reads a comment in the front matter finds the schema by this line:\n".to_owned();
    for (way, folders) in folders {
        let folders: Vec<String> = folders.into_iter().collect();
        said += &format!("  in {}\n    # yaml-language-server: $schema={way}\n", folders.join(", "));
    }
    said
}
