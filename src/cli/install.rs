//! `mdbook-patterns install`: the assets into the theme, the tables into `book.toml`. What the
//! author wrote there, comments and order, stays; a second run changes nothing.

mod kind;
mod renamed;

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use mdbook_preprocessor::book::BookItem;
use toml_edit::{Array, DocumentMut, Item, Table, Value};

use super::book_folder::BookFolder;
use super::book_toml::{BOOK_TOML, has_table, table};
use super::installed::unchanged;
use super::mdbook_search::{self, MdbookSearch};
use super::write_out;
use crate::assets::{ASSETS, Asset, Found, VERSION};
use crate::check::rules::order::GOES_BEHIND;
use crate::file::Root;
use crate::front_matter::{self, Fence};
use crate::schema::Schema;
use crate::source::folder::{self, FolderError};
use crate::text::name::slug;
use crate::text::path::slashes;
use crate::text::toml_list::push;
use crate::text::{Edit, Edited, diff, newline};

/// Add the plugin to a book: assets in theme/, tables in book.toml
///
/// Run it again after an update of the program: it replaces its own files, and never a file that you wrote. `uninstall`
/// takes the plugin out again.
#[derive(Debug, clap::Args)]
pub(super) struct Install {
    /// The folder of the book
    #[arg(default_value = ".")]
    dir: PathBuf,
    /// Do not add the renderer that writes the search index; the HTML stays in book/ instead of book/html/
    #[arg(long)]
    no_index: bool,
    /// Whether to keep mdBook's own search, which the index replaces
    #[arg(long, value_enum, value_name = "WHAT", conflicts_with = "no_index")]
    mdbook_search: Option<MdbookSearch>,
    /// Add a configuration for this kind of library, if the book has none yet
    #[arg(long, value_enum, value_name = "KIND")]
    kind: Option<kind::Kind>,
    /// Overwrite files in theme/ even if this program did not write them
    #[arg(long)]
    force: bool,
}

impl Install {
    /// The plugin with its index, and without mdBook's own search: for a book that nobody knows yet.
    pub(super) fn whole(dir: &Path) -> Self {
        Self {
            dir: dir.to_owned(),
            no_index: false,
            mdbook_search: Some(MdbookSearch::Off),
            kind: None,
            force: false,
        }
    }

    /// Installs, and says on standard output what it did.
    ///
    /// # Errors
    /// A book that cannot be read or written, or whose tables are of the wrong shape. Nothing is written then.
    pub(super) fn run(&self) -> Result<ExitCode> {
        write_out(&self.install()?, "report").map(|()| ExitCode::SUCCESS)
    }

    /// Installs; what it did, line by line.
    pub(super) fn install(&self) -> Result<String> {
        let book_folder = BookFolder::at(&self.dir)?;
        let path = self.dir.join(BOOK_TOML);
        if path.symlink_metadata().is_err_and(|error| error.kind() == ErrorKind::NotFound) {
            return Err(FolderError::NoBook(self.dir.clone()).into());
        }
        let root = Root::of(&self.dir)?;
        root.recover(Path::new("src"));
        let text = root.read(BOOK_TOML)?.unwrap_or_default();
        let mut book: DocumentMut =
            text.parse().with_context(|| format!("cannot parse {}", path.display()))?;
        let renamed =
            renamed::rename(&mut book).with_context(|| format!("cannot edit {}", path.display()))?;
        let had_index = has_table(&book, "output", "patterns");
        let only_html = !has_other_renderer(&book);
        self.edit(&mut book).with_context(|| format!("cannot edit {}", path.display()))?;
        let has_index = has_table(&book, "output", "patterns");
        let is_new = has_index && !had_index;
        let note = mdbook_search::settle(&self.dir, &mut book, self.mdbook_search, is_new)?;
        // The files first: a book.toml that links what is not there does not build.
        let (assets, others): (Vec<&Asset>, Vec<&Asset>) =
            ASSETS.iter().partition(|asset| asset.is_installed(has_index));
        let (book_toml, kept) = match self.kind {
            Some(kind) => {
                let (paths, say_pattern) = pages(&self.dir);
                kind.settle(&book, &paths, say_pattern)?
            }
            None => (book.to_string(), None),
        };
        let (mut said, was_changed) =
            self.write(&root, &book_folder, &assets, (&text, &on_lines_of(&text, &book_toml)))?;
        said.extend(others.into_iter().filter_map(|asset| remove(&root, &book_folder, asset)));
        said.extend(kept);
        said.extend(renamed);
        said.extend(was_changed.then(|| REPLACED.to_owned()));
        said.extend((is_new && only_html).then(|| MOVED.to_owned()));
        said.extend(note);
        Ok(said.join("\n") + "\n")
    }

    /// Writes the files that are not there as they should be, all or none; what became of each, and whether one was
    /// replaced that may have been changed by hand.
    fn write(
        &self,
        root: &Root,
        book: &BookFolder,
        assets: &[&Asset],
        (before, after): (&str, &str),
    ) -> Result<(Vec<String>, bool)> {
        let (mut said, mut was_changed) = (Vec::new(), false);
        let mut changed: Vec<(&str, &str)> = Vec::new();
        for asset in assets {
            let path = book.shown(asset.path);
            let found = root.read(asset.path)?.map(|text| asset.found(&text));
            if found == Some(Found::Same) {
                said.push(format!("is up to date: {path}"));
                continue;
            }
            was_changed |= found == Some(Found::Changed);
            said.push(match found {
                Some(Found::Foreign) if !self.force => {
                    bail!("{path} is not a file of mdbook-patterns; move it, or overwrite it with `--force`")
                }
                Some(_) => format!("replaced {path}"),
                None => format!("wrote {path}"),
            });
            changed.push((asset.path, asset.text));
        }
        let is_same = before == after;
        said.push(format!("{} {}", if is_same { "is up to date:" } else { "wrote" }, book.shown(BOOK_TOML)));
        changed.extend((!is_same).then_some((BOOK_TOML, after)));
        root.write_all(&changed)?;
        Ok((said, was_changed))
    }

    fn edit(&self, book: &mut DocumentMut) -> Result<()> {
        // A second run keeps what the first one chose.
        let was_installed = has_table(book, "preprocessor", "patterns")
            && book["preprocessor"]["patterns"].get("assets-version").is_some();
        let before = must_follow(book);
        let patterns = table(book.as_table_mut(), &["preprocessor", "patterns"])?;
        if !was_installed && !before.is_empty() && patterns.get("before").is_none() {
            patterns["before"] = toml_edit::value(toml_edit::Array::from_iter(before));
        }
        if patterns.get("assets-version").and_then(Item::as_str) != Some(VERSION) {
            patterns["assets-version"] = toml_edit::value(VERSION);
        }
        let adds_index = !self.no_index && !was_installed;
        let has_index = adds_index || has_table(book, "output", "patterns");
        let html = table(book.as_table_mut(), &["output", "html"])?;
        for asset in ASSETS {
            if asset.is_installed(has_index) {
                link(html, asset)?;
            } else {
                unlink(html, asset);
            }
        }
        if adds_index {
            table(book.as_table_mut(), &["output", "patterns"])?;
        }
        Ok(())
    }
}

const REPLACED: &str = "
NOTE: what was replaced was of another version, or changed by hand: rules of your own go into a
file of your own.";

const MOVED: &str = "
NOTE: this book now has two renderers, and mdBook gives each a folder of its own:
the HTML moves from book/ to book/html/. Change what deploys it, or run
`mdbook-patterns install --no-index` after deleting [output.patterns]
from book.toml to keep the HTML where it was.";

/// What `install` makes of the text of a book.toml that nobody is asked about; `None` of one that cannot be edited.
pub(super) fn installed(text: &str, no_index: bool) -> Option<String> {
    let install = Install { no_index, ..Install::whole(Path::new("")) };
    let mut book: DocumentMut = text.parse().ok()?;
    install.edit(&mut book).ok()?;
    Some(on_lines_of(text, &book.to_string()))
}

/// A text whose lines are those of the one before, line ends too, where they say the same. It ends as that one.
fn on_lines_of(before: &str, after: &str) -> String {
    let newline = newline(before);
    let is_open = |text: &str| !text.is_empty() && !text.ends_with('\n');
    let closed = |text: &str| if is_open(text) { format!("{text}{newline}") } else { text.to_owned() };
    let (is_open, before, after) = (is_open(before), closed(before), closed(after));
    let edits = diff::edits(&before, &after).into_iter().flat_map(|edit| below_comments(&before, edit));
    let edited = Edited::new(&before, edits.collect());
    let text = edited.map_or_else(|_| after.clone(), |text| text.to_string());
    if is_open { text.trim_end_matches(['\r', '\n']).to_owned() } else { text }
}

/// New keys stay where they are; new tables after them go below the comments at the end of the table above.
fn below_comments(before: &str, edit: Edit) -> Vec<Edit> {
    let rest = &before[edit.span.start..];
    let comments = rest.split_inclusive('\n').take_while(|line| line.trim_start().starts_with('#'));
    let end: usize = comments.map(str::len).sum();
    let is_at_end = rest[end..].lines().next().is_none_or(|line| line.trim().is_empty());
    let head = if edit.text.starts_with('[') { Some(0) } else { edit.text.find("\n[").map(|at| at + 1) };
    let Some(head) = head.filter(|_| edit.span.is_empty() && is_at_end && rest[..end].ends_with('\n')) else {
        return vec![edit];
    };
    let newline = newline(before);
    let (keys, tables) = edit.text.split_at(head);
    let keys = keys.trim_end_matches(['\r', '\n']);
    let keys = if keys.is_empty() { String::new() } else { format!("{keys}{newline}") };
    let tables = format!("{newline}{}{newline}", tables.trim_end_matches(['\r', '\n']));
    let below = edit.span.start + end;
    vec![Edit::insert(edit.span.start, keys), Edit::insert(below, tables)]
}

/// What install writes into `before` of a book, which other preprocessors must follow.
pub(super) fn must_follow(book: &DocumentMut) -> Vec<&'static str> {
    GOES_BEHIND.iter().map(|(name, _)| *name).filter(|name| has_table(book, "preprocessor", name)).collect()
}

/// The paths of the book's pages, and whether one of them says that it is a pattern; none of a book that cannot be read
/// yet.
fn pages(dir: &Path) -> (Vec<String>, bool) {
    let Ok(source) = folder::read(dir) else { return (Vec::new(), true) };
    let chapters = source.book.iter().filter_map(|item| match item {
        BookItem::Chapter(chapter) => Some((slashes(chapter.source_path.as_deref()?), &chapter.content)),
        _ => None,
    });
    let chapters: Vec<(String, &String)> = chapters.collect();
    let say_pattern = chapters.iter().any(|(_, text)| says_pattern(text));
    (chapters.into_iter().map(|(path, _)| path).collect(), say_pattern)
}

/// Whether the front matter of a page says that it is a pattern.
fn says_pattern(text: &str) -> bool {
    let Fence::Closed(block) = front_matter::find(text) else { return false };
    let mut problems = Vec::new();
    let written = front_matter::parse(text, &block, "", &mut problems);
    let fields = Schema::default().read(written, &[], text, "", &mut problems);
    fields.page_types().any(|name| slug(name) == "pattern")
}

/// Removes a file that an earlier run wrote and nothing links any more; that it did, or why not.
fn remove(root: &Root, book: &BookFolder, asset: &Asset) -> Option<String> {
    let shown = book.shown(asset.path);
    let path = match unchanged(root, book, asset) {
        Ok(path) => path?,
        Err(reason) => return Some(reason),
    };
    Some(match fs::remove_file(path) {
        Ok(()) => format!("removed {shown}"),
        Err(error) => format!("left as it is: cannot delete {shown}: {error}"),
    })
}

fn has_other_renderer(book: &DocumentMut) -> bool {
    let outputs = book.get("output").and_then(Item::as_table_like);
    outputs.is_some_and(|outputs| outputs.iter().any(|(name, _)| name != "html"))
}

/// Adds an asset to the list that links it, as its last item.
fn link(html: &mut Table, asset: &Asset) -> Result<()> {
    let key = asset.key();
    let item = html.entry(key).or_insert_with(|| toml_edit::value(Array::new()));
    let list = item.as_array_mut().with_context(|| format!("`output.html.{key}` is not a list"))?;
    if list.iter().any(|value| names(value, asset)) {
        return Ok(());
    }
    push(list, asset.path);
    Ok(())
}

/// Takes an asset out of the list that links it: what needs the index would only say that there is none, and what the
/// renderer brings would be on every page.
fn unlink(html: &mut Table, asset: &Asset) {
    if let Some(list) = html.get_mut(asset.key()).and_then(Item::as_array_mut) {
        list.retain(|value| !names(value, asset));
    }
}

fn names(value: &Value, asset: &Asset) -> bool {
    value.as_str().is_some_and(|path| path.trim_start_matches("./") == asset.path)
}
