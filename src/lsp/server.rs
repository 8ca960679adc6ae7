//! What the server does with a message.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::book::{Abilities, OpenBook};
use super::{answers, diagnostics, frame, uri};
use crate::library::guarded;

/// The codes of errors that JSON-RPC and the protocol name.
const PARSE_ERROR: i64 = -32700;
const INVALID_REQUEST: i64 = -32600;
const METHOD_NOT_FOUND: i64 = -32601;
const INTERNAL_ERROR: i64 = -32603;
const NOT_INITIALIZED: i64 = -32002;
const REQUEST_FAILED: i64 = -32803;

/// The kind of a message that warns.
const WARNING: u8 = 2;

/// The state of one editor.
pub(super) struct Server<W> {
    out: W,
    is_initialized: bool,
    was_shut_down: bool,
    abilities: Abilities,
    /// How many requests the editor was sent.
    asked: u64,
    books: BTreeMap<PathBuf, OpenBook>,
    /// The files with diagnostics, of each book.
    published: BTreeMap<PathBuf, BTreeSet<String>>,
}

impl<W: Write> Server<W> {
    pub(super) fn new(out: W) -> Self {
        Self {
            out,
            is_initialized: false,
            was_shut_down: false,
            abilities: Abilities::default(),
            asked: 0,
            books: BTreeMap::new(),
            published: BTreeMap::new(),
        }
    }

    /// Whether the editor said good-bye.
    pub(super) fn is_over(&self) -> bool {
        self.was_shut_down
    }

    /// Something came that is no message.
    pub(super) fn complain(&mut self) -> io::Result<()> {
        self.fail(&Value::Null, PARSE_ERROR, "this is not a JSON-RPC message")
    }

    /// Does what a message says; whether it was the last.
    pub(super) fn receive(&mut self, message: &Value) -> io::Result<bool> {
        let (id, params) = (message.get("id"), &message["params"]);
        let Some(method) = message["method"].as_str() else {
            // An answer to us, or nothing at all.
            let is_answer = message.get("result").is_some() || message.get("error").is_some();
            if !is_answer {
                self.fail(id.unwrap_or(&Value::Null), INVALID_REQUEST, "a message needs a method")?;
            }
            return Ok(false);
        };
        if method == "exit" {
            return Ok(true);
        }
        match id {
            None if method == "initialized" => self.watch()?,
            None => self.note(method, params),
            Some(id) => self.answer(id, method, params)?,
        }
        Ok(false)
    }

    fn answer(&mut self, id: &Value, method: &str, params: &Value) -> io::Result<()> {
        match method {
            "initialize" => {
                self.is_initialized = true;
                self.abilities = abilities(&params["capabilities"]["workspace"]);
                self.open_folders(params);
                return self.send(&json!({"jsonrpc": "2.0", "id": id, "result": answers::capabilities()}));
            }
            "shutdown" => {
                self.was_shut_down = true;
                return self.send(&json!({"jsonrpc": "2.0", "id": id, "result": null}));
            }
            _ if !self.is_initialized => return self.fail(id, NOT_INITIALIZED, "`initialize` comes first"),
            _ if self.was_shut_down => return self.fail(id, INVALID_REQUEST, "the server is shut down"),
            _ => {}
        }
        let books = &mut self.books;
        // A bug must cost one answer, not the editor's server.
        match guarded(method, "answer this request", || answers::answer(books, method, params)) {
            Ok(Some(Ok(result))) => self.send(&json!({"jsonrpc": "2.0", "id": id, "result": result})),
            Ok(Some(Err(error))) => self.fail(id, REQUEST_FAILED, &error),
            Ok(None) => self.fail(id, METHOD_NOT_FOUND, &format!("`{method}` is not known here")),
            Err(panicked) => self.fail(id, INTERNAL_ERROR, &panicked.message),
        }?;
        let warnings: Vec<String> = self.books.values_mut().flat_map(OpenBook::warnings).collect();
        warnings.iter().try_for_each(|warning| {
            let params = json!({"type": WARNING, "message": warning});
            self.send(&json!({"jsonrpc": "2.0", "method": "window/showMessage", "params": params}))
        })
    }

    /// Asks to be told of pages and configurations that change outside the editor: by git, or by a command.
    fn watch(&mut self) -> io::Result<()> {
        if !self.abilities.watches_files {
            return Ok(());
        }
        let watchers = ["**/*.md", "**/book.toml"].map(|glob| json!({"globPattern": glob}));
        let method = "workspace/didChangeWatchedFiles";
        let options = json!({"watchers": watchers});
        let asked = json!({"registrations": [{"id": "files", "method": method, "registerOptions": options}]});
        self.send(
            &json!({"jsonrpc": "2.0", "id": "files", "method": "client/registerCapability", "params": asked}),
        )
    }

    fn note(&mut self, method: &str, params: &Value) {
        let document = &params["textDocument"];
        let uri = document["uri"].as_str().unwrap_or_default();
        match method {
            "textDocument/didOpen" => self.change(uri, document["text"].as_str(), &document["version"]),
            "textDocument/didChange" => {
                let changes = params["contentChanges"].as_array().map(Vec::as_slice).unwrap_or_default();
                // Whole texts are asked for; a client that sends parts all the same would be misread.
                if let Some(text) = changes.last().filter(|change| change["range"].is_null()) {
                    self.change(uri, text["text"].as_str(), &document["version"]);
                }
            }
            "textDocument/didClose" => self.close(uri),
            "textDocument/didSave" | "workspace/didChangeWatchedFiles" | "workspace/didRenameFiles" => {
                self.books.values_mut().for_each(OpenBook::forget);
            }
            "workspace/didChangeWorkspaceFolders" => {
                self.open_folders(&json!({"workspaceFolders": params["event"]["added"]}))
            }
            _ => {}
        }
    }

    /// The books in the folders that an editor has open.
    fn open_folders(&mut self, params: &Value) {
        let folders = params["workspaceFolders"].as_array().map(Vec::as_slice).unwrap_or_default();
        let uris = folders.iter().map(|folder| &folder["uri"]).chain([&params["rootUri"]]);
        for path in uris.filter_map(Value::as_str).filter_map(uri::path) {
            if path.join("book.toml").is_file() {
                self.open(path);
            }
        }
    }

    fn open(&mut self, root: PathBuf) -> &mut OpenBook {
        let abilities = self.abilities;
        self.books.entry(root.clone()).or_insert_with(|| OpenBook::new(root, abilities))
    }

    fn change(&mut self, uri: &str, text: Option<&str>, version: &Value) {
        let (Some(path), Some(text)) = (uri::path(uri), text) else { return };
        if let Some(root) = root_of(&path) {
            let book = self.open(root);
            if let Some(file) = book.file(&path) {
                book.opened(&file, uri);
                book.change(&file, Some(text.to_owned()), version);
            }
        }
    }

    fn close(&mut self, uri: &str) {
        let Some(path) = uri::path(uri) else { return };
        for book in self.books.values_mut() {
            if let Some(file) = book.file(&path) {
                book.change(&file, None, &Value::Null);
            }
        }
    }

    /// Checks the books that have changed, beside what else the server does, and says what is wrong with them once that
    /// is known. Whether a check is still running.
    pub(super) fn publish(&mut self) -> io::Result<bool> {
        if !self.is_initialized || self.was_shut_down {
            return Ok(false);
        }
        let mut messages = Vec::new();
        let (mut is_checking, mut must_refresh) = (false, false);
        for (root, book) in self.books.iter_mut().filter(|(_, book)| book.must_publish()) {
            if !book.is_checked() {
                is_checking = true;
                continue;
            }
            book.published();
            must_refresh |= book.must_refresh_hints();
            let name = root.to_string_lossy().into_owned();
            let found = guarded(&name, "report on this book", || diagnostics::of(book));
            // A book that cannot be read is said to be so, once for each change.
            let found = match found {
                Ok(found) => found,
                Err(panicked) => {
                    BTreeMap::from([("book.toml".to_owned(), vec![diagnostics::alone(&panicked.message)])])
                }
            };
            let before =
                self.published.insert(root.clone(), found.keys().cloned().collect()).unwrap_or_default();
            let gone = before.into_iter().map(|file| (file, Vec::new()));
            // An open file is told that it has none, too: its editor waits for an answer to each version.
            let open = book.open_files().map(|(file, _)| (file.clone(), Vec::new()));
            let mut all: BTreeMap<String, Vec<Value>> = gone.chain(open).collect();
            all.extend(found);
            for (file, diagnostics) in all {
                messages.push(json!({
                    "jsonrpc": "2.0",
                    "method": "textDocument/publishDiagnostics",
                    "params": {"uri": book.uri(&file), "version": book.version(&file), "diagnostics": diagnostics},
                }));
            }
        }
        if must_refresh {
            self.asked += 1;
            let id = format!("hints-{}", self.asked);
            messages.push(json!({"jsonrpc": "2.0", "id": id, "method": "workspace/inlayHint/refresh"}));
        }
        messages.iter().try_for_each(|message| self.send(message)).map(|()| is_checking)
    }

    fn fail(&mut self, id: &Value, code: i64, message: &str) -> io::Result<()> {
        self.send(&json!({"jsonrpc": "2.0", "id": id, "error": {"code": code, "message": message}}))
    }

    fn send(&mut self, message: &Value) -> io::Result<()> {
        frame::write(&mut self.out, message)
    }
}

/// What an editor says that it can do in a workspace.
fn abilities(workspace: &Value) -> Abilities {
    let is_true = |value: &Value| value.as_bool().unwrap_or_default();
    let operations = workspace["workspaceEdit"]["resourceOperations"].as_array();
    Abilities {
        refreshes_hints: is_true(&workspace["inlayHint"]["refreshSupport"]),
        watches_files: is_true(&workspace["didChangeWatchedFiles"]["dynamicRegistration"]),
        moves_files: operations.is_some_and(|operations| operations.contains(&json!("rename"))),
    }
}

/// The folder of the book that a file belongs to.
fn root_of(path: &Path) -> Option<PathBuf> {
    path.ancestors().skip(1).find(|folder| folder.join("book.toml").is_file()).map(Path::to_owned)
}
