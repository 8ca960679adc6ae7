//! `mdbook-patterns uninstall`: the book without the plugin, and with every word of its author.

mod original;

use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use toml_edit::{DocumentMut, Item};

use super::book_folder::BookFolder;
use super::book_toml::{BOOK_TOML, has_table};
use super::write_out;
use crate::assets::{ASSETS, HEADER, VERSION};
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
        let (ours, kept) = assets(&root, is_of_this_version(&text));
        let mut said = Vec::new();
        if commented != text {
            root.write(BOOK_TOML, &commented)?;
            said.push(format!("wrote {}", book.shown(BOOK_TOML)));
        }
        for (name, path) in ours {
            fs::remove_file(&path).with_context(|| format!("cannot delete {}", path.display()))?;
            said.push(format!("deleted {}", book.shown(name)));
        }
        said.extend(kept.into_iter().map(|reason| format!("left as it is: {reason}")));
        if said.is_empty() {
            said.push("this book does not use the plugin".to_owned());
        } else {
            said.push(NOTE.to_owned());
            said.extend(has_no_search(&left).then(|| NO_SEARCH.to_owned()));
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

/// Whether the assets are those of this version, so that what differs from them was changed by hand.
pub(super) fn is_of_this_version(book_toml: &str) -> bool {
    let book: Option<DocumentMut> = book_toml.parse().ok();
    let version =
        book.as_ref().and_then(|book| book.get("preprocessor")?.get("patterns")?.get("assets-version"));
    version.and_then(Item::as_str) == Some(VERSION)
}

fn has_no_search(book: &DocumentMut) -> bool {
    let search = book.get("output").and_then(|output| output.get("html")?.get("search")?.get("enable"));
    search.and_then(Item::as_bool) == Some(false)
}

/// The files that `install` wrote, and why others of these names stay. `is_current` says that those of this version were
/// written.
fn assets(root: &Root, is_current: bool) -> (Vec<(&'static str, PathBuf)>, Vec<String>) {
    let (mut ours, mut kept) = (Vec::new(), Vec::new());
    for asset in ASSETS {
        let text = match root.read(asset.path) {
            Ok(text) => text.filter(|text| text.starts_with(HEADER)),
            Err(error) => {
                kept.push(error.to_string());
                continue;
            }
        };
        let Some(text) = text else { continue };
        if is_current && text != asset.text {
            kept.push(format!("{} was changed after `install` wrote it", asset.path));
            continue;
        }
        match root.resolve(asset.path) {
            Ok(path) => ours.push((asset.path, path)),
            Err(error) => kept.push(error.to_string()),
        }
    }
    (ours, kept)
}
