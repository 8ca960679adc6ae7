//! mdBook's own search beside ours: `install` offers to turn it off, and says what that saves.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use dialoguer::Confirm;
use toml_edit::{DocumentMut, Item};

use super::ask;
use super::book_toml::{has_table, table};

/// What becomes of mdBook's own search.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum MdbookSearch {
    /// Keep it: `/` and `s` open it, and Ctrl+K opens the plugin's search
    Keep,
    /// Turn it off: its button and keys open the plugin's search, and mdBook writes no index of its own
    Off,
}

/// Edits `[output.html.search]` as asked for on the command line, or on the terminal when the index is new. What
/// comes back is to be said at the end.
///
/// # Errors
/// A book without an index, whose only search is mdBook's; a table of the wrong shape.
pub(super) fn settle(
    dir: &Path,
    book: &mut DocumentMut,
    asked: Option<MdbookSearch>,
    is_new: bool,
) -> Result<Option<String>> {
    let has_index = has_table(book, "output", "patterns");
    if asked == Some(MdbookSearch::Off) && !has_index {
        bail!("without [output.patterns] this book has no search but mdBook's; add the table first");
    }
    if !has_index || !is_on(book) {
        return Ok(None);
    }
    let choice = match asked {
        Some(choice) => choice,
        None if is_new => match asked_for(dir, book)? {
            Some(choice) => choice,
            None => return Ok(Some(format!("\nNOTE: {}\n{TURN_OFF}", saving(dir, book)))),
        },
        None => return Ok(None),
    };
    if choice == MdbookSearch::Off {
        table(book.as_table_mut(), &["output", "html", "search"])?["enable"] = toml_edit::value(false);
    }
    Ok(None)
}

const TURN_OFF: &str = "Run `mdbook-patterns install --mdbook-search off` to turn it off.";

/// Asks, if there is somebody to answer; who leaves the question decides nothing.
fn asked_for(dir: &Path, book: &DocumentMut) -> Result<Option<MdbookSearch>> {
    if !ask::is_possible() {
        return Ok(None);
    }
    writeln!(io::stderr(), "{}", saving(dir, book))?;
    let question = Confirm::new().with_prompt("Turn it off?").default(true).wait_for_newline(true);
    let answer = ask::stoppable(|| question.interact_opt().map_err(ask::failed))?;
    Ok(answer.map(|is_off| if is_off { MdbookSearch::Off } else { MdbookSearch::Keep }))
}

/// Whether mdBook's search is on: it is unless the book says otherwise.
fn is_on(book: &DocumentMut) -> bool {
    let value = ["output", "html", "search", "enable"]
        .iter()
        .try_fold(book.as_item(), |item, key| item.as_table_like()?.get(key));
    value.and_then(Item::as_bool).unwrap_or(true)
}

/// What the book pays for mdBook's search, as measured in what was built last.
fn saving(dir: &Path, book: &DocumentMut) -> String {
    let size = last_index(dir, book).and_then(|path| fs::metadata(path).ok()).map(|about| about.len());
    let cost = match size {
        Some(bytes) => format!(
            "Its index in the last build has {}, which each reader who searches loads whole",
            megabytes(bytes)
        ),
        None => "Its index grows with the square of large books, and each reader who searches loads it whole"
            .to_owned(),
    };
    format!(
        "mdBook's own search is on, in addition to the one that this index brings.\n{cost};\nthis one loads a few files of some 20 KB. Without it the build is faster and needs less memory."
    )
}

fn megabytes(bytes: u64) -> String {
    let tenths = bytes.div_ceil(100_000);
    format!("{}.{} MB", tenths / 10, tenths % 10)
}

/// mdBook's index in what was built last, with one renderer or with several.
fn last_index(dir: &Path, book: &DocumentMut) -> Option<PathBuf> {
    let build = book.get("build").and_then(|build| build.get("build-dir")).and_then(Item::as_str);
    let root = dir.join(build.unwrap_or("book"));
    [root.join("html"), root]
        .iter()
        .filter_map(|folder| fs::read_dir(folder).ok())
        .flatten()
        .flatten()
        .find_map(|entry| {
            let name = entry.file_name();
            let name = name.to_str()?;
            (name.starts_with("searchindex") && name.ends_with(".js")).then(|| entry.path())
        })
}
