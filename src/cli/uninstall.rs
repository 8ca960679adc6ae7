//! `mdbook-patterns uninstall`: the book without the plugin, and with every word of its author.

use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use toml_edit::{Array, DocumentMut, Item, Value};

use super::book_folder::BookFolder;
use super::book_toml::has_table;
use super::write_out;
use crate::assets::{ASSETS, HEADER};
use crate::file::{FileError, Root};
use crate::source::folder::FolderError;

const BOOK_TOML: &str = "book.toml";

/// Remove the plugin from a book
///
/// Deletes the files that `install` wrote into theme/ and removes the links to them from book.toml. The plugin's tables in
/// book.toml are commented out with `#`, so that nothing you wrote is lost. Pages do not change: without the plugin, mdBook
/// shows their front matter as text.
#[derive(Debug, clap::Args)]
pub(super) struct Uninstall {
    /// The folder of the book
    #[arg(default_value = ".")]
    dir: PathBuf,
}

impl Uninstall {
    /// Uninstalls, and says on standard output what it did.
    ///
    /// # Errors
    /// A book that cannot be read or written, tables of the plugin in a form that cannot be edited. Nothing is changed then.
    pub(super) fn run(&self) -> Result<ExitCode> {
        let book = BookFolder::at(&self.dir)?;
        let root = Root::of(&book.path())?;
        let Some(text) = root.read(BOOK_TOML)? else {
            return Err(FolderError::NoBook(self.dir.clone()).into());
        };
        let mut toml: DocumentMut =
            text.parse().with_context(|| format!("cannot parse {}", book.shown(BOOK_TOML)))?;
        unlink(&mut toml);
        let newline = if text.contains("\r\n") { "\r\n" } else { "\n" };
        let unlinked = toml.to_string().replace("\r\n", "\n").replace('\n', newline);
        let commented = without_tables(&unlinked);
        let left: DocumentMut =
            commented.parse().with_context(|| format!("cannot edit {}", book.shown(BOOK_TOML)))?;
        if ["preprocessor", "output"].iter().any(|kind| has_table(&left, kind, "patterns")) {
            bail!(
                "{} has the plugin's settings in a form other than tables; remove them by hand",
                book.shown(BOOK_TOML)
            );
        }
        let (ours, kept) = assets(&root);
        let mut said = Vec::new();
        if commented != text {
            root.write(BOOK_TOML, &commented)?;
            said.push(format!("wrote {}", book.shown(BOOK_TOML)));
        }
        for (name, path) in ours {
            fs::remove_file(&path).with_context(|| format!("cannot delete {}", path.display()))?;
            said.push(format!("deleted {}", book.shown(name)));
        }
        said.extend(kept.into_iter().map(|error| format!("left as it is: {error}")));
        said.push(match said.is_empty() {
            true => "this book does not use the plugin".to_owned(),
            false => NOTE.to_owned(),
        });
        write_out(&(said.join("\n") + "\n"), "report").map(|()| ExitCode::SUCCESS)
    }
}

const NOTE: &str = "
NOTE: with one renderer mdBook writes the HTML to book/ again, not to book/html/. mdBook shows the
front matter of pages as text; `mdbook-yml-header` and other preprocessors leave it out.";

/// The files that `install` wrote, and why others of these names cannot be told to be such.
fn assets(root: &Root) -> (Vec<(&'static str, PathBuf)>, Vec<FileError>) {
    let (mut ours, mut kept) = (Vec::new(), Vec::new());
    for asset in ASSETS {
        let read = root.read(asset.path).and_then(|text| match text {
            Some(text) if text.starts_with(HEADER) => root.resolve(asset.path).map(Some),
            _ => Ok(None),
        });
        match read {
            Ok(path) => ours.extend(path.map(|path| (asset.path, path))),
            Err(error) => kept.push(error),
        }
    }
    (ours, kept)
}

/// Takes the links to the assets out.
fn unlink(toml: &mut DocumentMut) {
    let Some(html) = toml.get_mut("output").and_then(|output| output.get_mut("html")) else { return };
    for key in ["additional-css", "additional-js"] {
        let Some(list) = html.get_mut(key).and_then(Item::as_array_mut) else { continue };
        let is_asset = |value: &Value| {
            let path = value.as_str().map(|path| path.trim_start_matches("./"));
            path.is_some_and(|path| {
                ASSETS.iter().any(|asset| asset.path == path || asset.parts.contains(&path))
            })
        };
        list.retain(|value| !is_asset(value));
        if Array::is_empty(list) {
            html.as_table_like_mut().into_iter().for_each(|html| drop(html.remove(key)));
        }
    }
}

/// The text with a `#` before each line of the plugin's tables.
fn without_tables(text: &str) -> String {
    let mut is_ours = false;
    let mut out = String::with_capacity(text.len() + 64);
    for line in text.split_inclusive('\n') {
        let header = line.trim_start();
        if header.starts_with('[') && !header.trim_start_matches('[').starts_with(['"', '\'', '{', ',']) {
            let name = header.trim_start_matches('[').split(']').next().unwrap_or_default();
            let parts: Vec<&str> =
                name.split('.').map(|part| part.trim().trim_matches(['"', '\''])).collect();
            is_ours = matches!(parts.as_slice(), ["preprocessor" | "output", "patterns", ..]);
        }
        if is_ours && !line.trim().is_empty() && !header.starts_with('#') {
            out.push_str("# ");
        }
        out.push_str(line);
    }
    out
}
