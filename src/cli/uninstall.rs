//! `mdbook-patterns uninstall`: the book without the plugin, and with every word of its author.

mod original;

use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use toml_edit::{DocumentMut, Item};

use super::book_folder::BookFolder;
use super::book_toml::{BOOK_TOML, has_table};
use super::installed::unchanged;
use super::write_out;
use crate::assets::{ASSETS, Asset};
use crate::file::Root;
use crate::source::folder::FolderError;

/// Remove the plugin from a book
///
/// Deletes the files that `install` wrote into theme/ and removes what it added to book.toml. Settings of the plugin
/// that you wrote are commented out with `#`, so that nothing is lost. Pages do not change: without the plugin, mdBook
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
        text.parse::<DocumentMut>().with_context(|| format!("cannot parse {}", book.shown(BOOK_TOML)))?;
        let commented = original::before_install(&text);
        let left: DocumentMut =
            commented.parse().with_context(|| format!("cannot edit {}", book.shown(BOOK_TOML)))?;
        if ["preprocessor", "output"].iter().any(|kind| has_table(&left, kind, "patterns")) {
            bail!(
                "{} has the plugin's settings in a form other than tables; remove them by hand",
                book.shown(BOOK_TOML)
            );
        }
        let mut ours: Vec<(&Asset, PathBuf)> = Vec::new();
        let mut kept = Vec::new();
        for asset in ASSETS {
            match unchanged(&root, &book, asset) {
                Ok(path) => ours.extend(path.map(|path| (asset, path))),
                Err(reason) => kept.push(reason),
            }
        }
        let mut said = Vec::new();
        if commented != text {
            root.write(BOOK_TOML, &commented)?;
            said.push(format!("wrote {}", book.shown(BOOK_TOML)));
        }
        for (asset, path) in ours {
            fs::remove_file(&path).with_context(|| format!("cannot delete {}", path.display()))?;
            said.push(format!("deleted {}", book.shown(asset.path)));
        }
        let is_changed = !said.is_empty();
        said.extend(kept);
        if is_changed {
            said.push(NOTE.to_owned());
            said.extend(has_no_search(&left).then(|| NO_SEARCH.to_owned()));
        } else if said.is_empty() {
            said.push("this book does not use the plugin".to_owned());
        }
        write_out(&(said.join("\n") + "\n"), "report").map(|()| ExitCode::SUCCESS)
    }
}

const NOTE: &str = "
NOTE: with one renderer mdBook writes the HTML to book/ again, not to book/html/. mdBook shows the
front matter of pages as text; `mdbook-yml-header` and other preprocessors leave it out.";

const NO_SEARCH: &str = "
NOTE: mdBook's own search is off. To turn it on again, delete `enable = false` from
[output.html.search] in book.toml.";

fn has_no_search(book: &DocumentMut) -> bool {
    let search = book.get("output").and_then(|output| output.get("html")?.get("search")?.get("enable"));
    search.and_then(Item::as_bool) == Some(false)
}
