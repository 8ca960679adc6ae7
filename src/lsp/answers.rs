//! The requests that are known, and what the server can do.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::book::OpenBook;
use super::position::byte_at;
use super::{actions, completion, hints, hover, navigation, rename, symbols, uri};

type Books = BTreeMap<PathBuf, OpenBook>;

/// What the server can do.
pub(super) fn capabilities() -> Value {
    let files = json!({"filters": [{"scheme": "file", "pattern": {"glob": "**/*"}}]});
    json!({
        "capabilities": {
            "positionEncoding": "utf-16",
            // Whole texts: a page is short, and no edit can be misread.
            "textDocumentSync": {"openClose": true, "change": 1, "save": true},
            "completionProvider": {"resolveProvider": true, "triggerCharacters": ["[", "(", ":", " ", "/", "#", "!", ",", "-"]},
            "hoverProvider": true,
            "definitionProvider": true,
            "referencesProvider": true,
            "documentSymbolProvider": true,
            "workspaceSymbolProvider": true,
            "codeActionProvider": {"codeActionKinds": ["quickfix", "source.fixAll.mdbook-patterns"]},
            "inlayHintProvider": true,
            "renameProvider": {"prepareProvider": true},
            "workspace": {
                "workspaceFolders": {"supported": true, "changeNotifications": true},
                "fileOperations": {"willRename": files},
            },
        },
        "serverInfo": {"name": env!("CARGO_PKG_NAME"), "version": env!("CARGO_PKG_VERSION")},
    })
}

/// The answer to a request; `None` for a method that is not known.
pub(super) fn answer(books: &mut Books, method: &str, params: &Value) -> Option<Result<Value, String>> {
    let on_page: fn(&mut OpenBook, &str, usize, &Value) -> Result<Value, String> = match method {
        "workspace/symbol" => return Some(workspace_symbols(books, params)),
        "completionItem/resolve" => return Some(resolved(books, params)),
        "workspace/willRenameFiles" => return Some(will_rename(books, params)),
        "mdbook-patterns/parsed" => {
            return Some(Ok(books.values().map(OpenBook::parsed).sum::<usize>().into()));
        }
        "textDocument/codeAction" => |book, file, _, params| actions::actions(book, file, params),
        "textDocument/inlayHint" => |book, file, _, params| hints::hints(book, file, &params["range"]),
        "textDocument/documentSymbol" => |book, file, _, _| symbols::of_document(book, file),
        "textDocument/completion" => |book, file, byte, _| completion::completion(book, file, byte),
        "textDocument/hover" => |book, file, byte, _| hover::hover(book, file, byte),
        "textDocument/definition" => |book, file, byte, _| navigation::definition(book, file, byte),
        "textDocument/references" => |book, file, byte, _| navigation::references(book, file, byte),
        "textDocument/prepareRename" => |book, file, byte, _| navigation::prepare_rename(book, file, byte),
        "textDocument/rename" => |book, file, byte, params| {
            rename::rename(book, file, byte, params["newName"].as_str().unwrap_or_default())
        },
        _ => return None,
    };
    Some(of_document(books, params, on_page))
}

/// The answer for a place in a file; null for a file of no open book.
fn of_document(
    books: &mut Books,
    params: &Value,
    answer: fn(&mut OpenBook, &str, usize, &Value) -> Result<Value, String>,
) -> Result<Value, String> {
    let path = params["textDocument"]["uri"].as_str().and_then(uri::path);
    let path = path.ok_or("the request names no file")?;
    let Some(book) = book_of(books, &path) else { return Ok(Value::Null) };
    let Some(file) = book.file(&path) else { return Ok(Value::Null) };
    let byte = byte_at(&book.text(&file).unwrap_or_default(), &params["position"]);
    answer(book, &file, byte, params)
}

/// The innermost open book that a file is in.
fn book_of<'b>(books: &'b mut Books, path: &Path) -> Option<&'b mut OpenBook> {
    books
        .values_mut()
        .filter(|book| path.starts_with(&book.root))
        .max_by_key(|book| book.root.components().count())
}

/// A choice of a completion, with what it names; as it is where that is nothing here.
fn resolved(books: &mut Books, item: &Value) -> Result<Value, String> {
    let path = item["data"]["page"].as_str().and_then(uri::path);
    let book = path.as_deref().and_then(|path| book_of(books, path)).zip(path.as_deref());
    match book.and_then(|(book, path)| Some((book.file(path)?, book))) {
        Some((file, book)) => completion::resolved(book, &file, item),
        None => Ok(item.clone()),
    }
}

fn workspace_symbols(books: &mut Books, params: &Value) -> Result<Value, String> {
    let query = params["query"].as_str().unwrap_or_default();
    let found: Vec<Vec<Value>> =
        books.values_mut().map(|book| symbols::of_book(book, query)).collect::<Result<_, _>>()?;
    Ok(found.concat().into())
}

fn will_rename(books: &mut Books, params: &Value) -> Result<Value, String> {
    let files = params["files"].as_array().map(Vec::as_slice).unwrap_or_default();
    let path = |file: &Value, key: &str| file[key].as_str().and_then(uri::path);
    let files: Vec<(PathBuf, PathBuf)> =
        files.iter().filter_map(|file| Some((path(file, "oldUri")?, path(file, "newUri")?))).collect();
    // Files of several books, or of none, may move at once.
    let mut by_book: BTreeMap<PathBuf, Vec<(PathBuf, PathBuf)>> = BTreeMap::new();
    for (old, new) in files {
        if let Some(book) = book_of(books, &old) {
            by_book.entry(book.root.clone()).or_default().push((old, new));
        }
    }
    let mut edits: Option<Vec<Value>> = None;
    for (root, files) in by_book {
        let Some(book) = books.get_mut(&root) else { continue };
        if let Some(found) = rename::will_rename(book, &files)? {
            edits.get_or_insert_default().extend(found);
        }
    }
    Ok(edits.map_or(Value::Null, |edits| json!({"documentChanges": edits})))
}
