//! Renames: a term or an id on every page, and a file with everything that names it.

use std::path::PathBuf;

use serde_json::{Map, Value, json};

use super::book::OpenBook;
use super::place::{At, at};
use super::position::Lines;
use crate::file::is_respelled;
use crate::moving::{Left, Moves, RenameError, changes, rename as rename_term, rename_id};
use crate::text::Change;
use crate::text::path::{folder, name};

/// The edit that renames what is at a place: a term, an id, or a page by its path or the name of its file.
pub(super) fn rename(book: &mut OpenBook, file: &str, byte: usize, new: &str) -> Result<Value, String> {
    let new = new.trim();
    if new.is_empty() || new.contains(['\n', '\r']) {
        return Err("a name must be one line, and not empty".to_owned());
    }
    let state = book.state().map_err(|error| error.to_string())?;
    match at(state, file, byte) {
        Some(At::Term { taxonomy, term, .. }) => {
            let taxonomy = &state.book.catalog.taxonomies[taxonomy];
            let renamed = rename_term(&state.book, taxonomy, term, new);
            text_edits(book, renamed)
        }
        Some(At::Id { page, .. }) => {
            let source = book.source()?.with_drafts();
            let state = book.state().map_err(|error| error.to_string())?;
            let renamed = rename_id(&state.book, &source, page, new);
            text_edits(book, renamed)
        }
        Some(At::Page { page, .. } | At::Own { page, .. }) => {
            let src = state.book.source.src_prefix();
            let file = state.book.page(page).file.clone();
            let old = file.strip_prefix(&src).ok_or("this page has no file in the book")?.to_owned();
            let new = if new.ends_with(".md") { new.to_owned() } else { format!("{new}.md") };
            let new = if new.contains('/') || folder(&old).is_empty() {
                new
            } else {
                format!("{}/{new}", folder(&old))
            };
            is_free(book, &src, &old, &new)?;
            moves_files(book, &format!("{src}{old}"), &format!("{src}{new}"))?;
            let (mut edits, left) = document_edits(book, &Moves::file(&old, &new))?;
            if let Some(one) = left.first() {
                return Err(format!(
                    "{}; run `mdbook-patterns mv`, which moves the page and lists such links",
                    one.said(&one.file)
                ));
            }
            let (from, to) = (book.uri(&format!("{src}{old}")), book.uri(&format!("{src}{new}")));
            edits.push(json!({"kind": "rename", "oldUri": from, "newUri": to}));
            Ok(json!({"documentChanges": edits}))
        }
        _ => Err("there is no term, id or page here to rename".to_owned()),
    }
}

/// The edits of files that stay where they are.
fn text_edits(book: &OpenBook, renamed: Result<Vec<Change>, (String, RenameError)>) -> Result<Value, String> {
    let renamed = renamed.map_err(|(file, error)| format!("{file}: {error}"))?;
    let edits = renamed.iter().map(|one| (book.uri(&one.file), edits_of(one)));
    Ok(json!({"changes": edits.collect::<Map<_, _>>()}))
}

/// The edits of other files that go with files that an editor is about to move; it moves them whatever is answered, so that
/// links which no edit can serve are said beside the edits.
pub(super) fn will_rename(
    book: &mut OpenBook,
    files: &[(PathBuf, PathBuf)],
) -> Result<Option<Vec<Value>>, String> {
    let named: Vec<(String, String)> =
        files.iter().filter_map(|(old, new)| Some((book.file(old)?, book.file(new)?))).collect();
    let state = book.state().map_err(|error| error.to_string())?;
    let source = &state.book.source;
    let (src, root) = (source.src_prefix(), source.root.join(&source.mdbook.book.src));
    let one = |(old, new): &(String, String)| {
        Some(Moves::at(&root, old.strip_prefix(&src)?, new.strip_prefix(&src)?))
    };
    let Some(moves) = named.iter().filter_map(one).reduce(Moves::and) else { return Ok(None) };
    let (edits, left) = document_edits(book, &moves)?;
    if !left.is_empty() {
        let lines: Vec<String> = left.iter().map(|one| one.said(&one.file)).collect();
        book.warn(lines.join("\n"));
    }
    Ok(Some(edits))
}

/// Refuses to move a file where the editor would leave it: links to it would lead nowhere.
pub(super) fn moves_files(book: &OpenBook, old: &str, new: &str) -> Result<(), String> {
    match book.moves_files() {
        true => Ok(()),
        false => Err(format!(
            "this editor does not move files for a language server; run `mdbook-patterns mv {} {}` in the folder of the book",
            shell_word(old),
            shell_word(new)
        )),
    }
}

/// A path as one word of a command.
fn shell_word(path: &str) -> String {
    let is_plain =
        path.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '/' | '+' | '@'));
    if is_plain { path.to_owned() } else { format!("'{}'", path.replace('\'', "'\\''")) }
}

fn is_free(book: &OpenBook, src: &str, old: &str, new: &str) -> Result<(), String> {
    let is_plain =
        new.split('/').all(|part| !part.is_empty() && part != "." && part != "..") && name(new) != ".md";
    let path = |below: &str| book.root.join(format!("{src}{below}"));
    let is_open = book.text(&format!("{src}{new}")).is_none() || is_respelled(&path(old), &path(new));
    match is_plain && is_open {
        true => Ok(()),
        false => Err(format!("`{new}` is taken, or is not a path in the folder of the pages")),
    }
}

/// What a move changes, as edits of documents by their old addresses, and the links that stay.
fn document_edits(book: &mut OpenBook, moves: &Moves) -> Result<(Vec<Value>, Vec<Left>), String> {
    let source = book.source()?.with_drafts();
    let state = book.state().map_err(|error| error.to_string())?;
    let moved =
        changes(&state.book, &source, moves, true).map_err(|(file, error)| format!("{file}: {error}"))?;
    let edit = |one: &Change| {
        let uri = book.uri(&one.file);
        json!({"textDocument": {"uri": uri, "version": null}, "edits": edits_of(one)})
    };
    Ok((moved.changes.iter().map(edit).collect(), moved.left))
}

/// The edits of a file, for an editor.
fn edits_of(change: &Change) -> Value {
    Lines::of(&change.before).edits(&change.edits)
}
