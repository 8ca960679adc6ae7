//! A book that an editor has open: what is on disk and what is not saved yet, checked as `check` does.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::thread;

use serde_json::Value;

use super::unsaved::put;
use super::uri;
use crate::check::{Checked, Findings, check_again};
use crate::library::Memory;
use crate::library::survey::Surveyor;
use crate::source::Source;
use crate::source::folder::{FolderError, read_unsaved};
use crate::text::path::slashes;

/// What an editor can do beside what all do.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Abilities {
    /// It asks for hints again when it is told to.
    pub(super) refreshes_hints: bool,
    /// It tells of files that change outside it, if it is asked to.
    pub(super) watches_files: bool,
    /// It moves files where an edit says so.
    pub(super) moves_files: bool,
}

/// A book that an editor has open.
#[derive(Debug)]
pub(super) struct OpenBook {
    pub(super) root: PathBuf,
    /// The texts of open files, by their names from the root.
    unsaved: BTreeMap<String, String>,
    /// The versions of open files, as the editor counts them.
    versions: BTreeMap<String, Value>,
    /// The addresses of open files, as the editor writes them.
    uris: BTreeMap<String, String>,
    /// The book as it was read; `None` where it must be read from its folder.
    source: Option<Source>,
    memory: Memory<Surveyor>,
    /// What follows from all that; `None` where something has changed.
    state: Option<State>,
    /// The state before the last change, until there is a new one: completion does not wait for a check.
    last: Option<State>,
    running: Option<Running>,
    /// Whether the editor was told what is wrong with all that. An answer may need the state before that.
    is_published: bool,
    abilities: Abilities,
    /// Whether it asked for hints while there was no state.
    waits_for_hints: bool,
    /// What its user has to know and no answer can say.
    warnings: Vec<String>,
}

/// A check in a thread of its own, which has the memory with it.
#[derive(Debug)]
struct Running {
    thread: thread::JoinHandle<(State, Memory<Surveyor>)>,
    /// Whether the book has changed since.
    is_outdated: bool,
}

/// The book as it is now.
#[derive(Debug)]
pub(super) struct State {
    pub(super) findings: Findings,
    pub(super) book: Checked,
}

impl OpenBook {
    pub(super) fn new(root: PathBuf, abilities: Abilities) -> Self {
        Self {
            root,
            unsaved: BTreeMap::new(),
            versions: BTreeMap::new(),
            uris: BTreeMap::new(),
            source: None,
            memory: Memory::default(),
            state: None,
            last: None,
            running: None,
            is_published: false,
            abilities,
            waits_for_hints: false,
            warnings: Vec::new(),
        }
    }

    /// Notes what the user of the editor has to know beside an answer.
    pub(super) fn warn(&mut self, message: String) {
        self.warnings.push(message);
    }

    /// What was noted since the last time.
    pub(super) fn warnings(&mut self) -> Vec<String> {
        std::mem::take(&mut self.warnings)
    }

    /// Whether the editor moves files where an edit says so.
    pub(super) fn moves_files(&self) -> bool {
        self.abilities.moves_files
    }

    /// The name of a file from the root; `None` if it is not below.
    pub(super) fn file(&self, path: &Path) -> Option<String> {
        path.strip_prefix(&self.root).ok().map(slashes)
    }

    /// The address of a file. That of an open one is as the editor writes it: some compare addresses by their letters.
    pub(super) fn uri(&self, file: &str) -> String {
        self.uris.get(file).cloned().unwrap_or_else(|| uri::of(&self.root.join(file)))
    }

    /// The editor opened a file by this address.
    pub(super) fn opened(&mut self, file: &str, uri: &str) {
        self.uris.insert(file.to_owned(), uri.to_owned());
    }

    /// The open files, each with its version.
    pub(super) fn open_files(&self) -> impl Iterator<Item = (&String, &Value)> {
        self.versions.iter()
    }

    /// The version of an open file; null for others.
    pub(super) fn version(&self, file: &str) -> Value {
        self.versions.get(file).cloned().unwrap_or_default()
    }

    /// A file has a text that is not saved; `None` when it is closed, and what is on disk counts.
    pub(super) fn change(&mut self, file: &str, text: Option<String>, version: &Value) {
        // What book and summary say may change which pages there are.
        let is_page =
            self.source.as_mut().zip(text.as_ref()).is_some_and(|(source, text)| put(source, file, text));
        match text {
            Some(text) => {
                self.unsaved.insert(file.to_owned(), text);
                self.versions.insert(file.to_owned(), version.clone());
            }
            None => {
                self.unsaved.remove(file);
                self.versions.remove(file);
                self.uris.remove(file);
            }
        }
        if !is_page {
            self.source = None;
        } else if let Some(source) = &mut self.source {
            source.unsaved.clone_from(&self.unsaved);
        }
        self.outdate();
    }

    /// Something on disk has changed.
    pub(super) fn forget(&mut self) {
        self.source = None;
        self.outdate();
    }

    fn outdate(&mut self) {
        if let Some(running) = &mut self.running {
            running.is_outdated = true;
        }
        self.last = self.state.take().or(self.last.take());
        self.is_published = false;
    }

    /// The book as it is now, or as it was before the last changes.
    ///
    /// # Errors
    /// A book that cannot be read at all.
    pub(super) fn recent(&mut self) -> Result<&State, FolderError> {
        if self.state.is_none() && self.last.is_some() {
            return self.last.as_ref().ok_or_else(|| FolderError::NoBook(self.root.clone()));
        }
        self.state()
    }

    /// The book as it is now, for what an editor asks for after each change; `None` while it is not known and the editor
    /// can be told when it is.
    ///
    /// # Errors
    /// A book that cannot be read at all.
    pub(super) fn state_for_hints(&mut self) -> Result<Option<&State>, FolderError> {
        let is_running = self.running.as_ref().is_some_and(|running| !running.thread.is_finished());
        if self.abilities.refreshes_hints && (is_running || self.state.is_none() && self.running.is_none()) {
            self.waits_for_hints = true;
            return Ok(None);
        }
        self.state().map(Some)
    }

    /// Whether the editor must be told to ask for hints again, once.
    pub(super) fn must_refresh_hints(&mut self) -> bool {
        std::mem::take(&mut self.waits_for_hints)
    }

    /// Whether the editor has to be told what is wrong now.
    pub(super) fn must_publish(&self) -> bool {
        !self.is_published
    }

    /// The editor was told.
    pub(super) fn published(&mut self) {
        self.is_published = true;
    }

    /// Whether the book was checked as it is now, or cannot be; a check that is due starts in a thread of its own.
    pub(super) fn is_checked(&mut self) -> bool {
        if self.running.as_ref().is_some_and(|running| !running.thread.is_finished()) {
            return false;
        }
        // What ends a check with a bug is said by whoever asks for the state.
        if self.finish().is_err() || self.state.is_some() {
            return true;
        }
        let Ok(source) = self.read() else { return true };
        let mut memory = std::mem::take(&mut self.memory);
        let check = move || {
            let (findings, book) = check_again(source, &mut memory);
            (State { findings, book }, memory)
        };
        self.running = Some(Running { thread: thread::spawn(check), is_outdated: false });
        false
    }

    /// Waits for the check that runs, if one does.
    fn finish(&mut self) -> thread::Result<()> {
        let Some(running) = self.running.take() else { return Ok(()) };
        let (state, memory) = running.thread.join()?;
        self.memory = memory;
        match running.is_outdated {
            true => self.last = Some(state),
            false => (self.state, self.last) = (Some(state), None),
        }
        Ok(())
    }

    /// The book as it is on disk and in the editor.
    fn read(&mut self) -> Result<Source, FolderError> {
        match &self.source {
            Some(source) => Ok(source.clone()),
            None => Ok(self.source.insert(read_unsaved(&self.root, &self.unsaved)?).clone()),
        }
    }

    /// The book as it is now; a page whose text is the same is not read again.
    ///
    /// # Errors
    /// A book that cannot be read at all.
    pub(super) fn state(&mut self) -> Result<&State, FolderError> {
        // One that ended with a bug is run again here, where that is reported.
        let _ = self.finish();
        if self.state.is_none() {
            let source = self.read()?;
            let (findings, book) = check_again(source, &mut self.memory);
            (self.state, self.last) = (Some(State { findings, book }), None);
        }
        self.state.as_ref().ok_or_else(|| FolderError::NoBook(self.root.clone()))
    }

    /// The book as it was read, with what is not saved.
    ///
    /// # Errors
    /// A book that cannot be read at all.
    pub(super) fn source(&mut self) -> Result<Source, String> {
        self.read().map_err(|error| error.to_string())
    }

    /// How many pages were parsed for the last state.
    pub(super) fn parsed(&self) -> usize {
        self.memory.parsed
    }

    /// The text of a file as the editor has it, or as it is on disk.
    pub(super) fn text(&self, file: &str) -> Option<String> {
        let text = match self.unsaved.get(file) {
            Some(text) => Some(text.clone()),
            None => crate::file::read_text(&self.root.join(file)).ok(),
        };
        text.map(|text| text.trim_start_matches('\u{feff}').to_owned())
    }
}

impl State {
    /// The page of a file.
    pub(super) fn page(&self, file: &str) -> Option<usize> {
        self.book.catalog.pages.iter().position(|page| page.file == file && page.path.is_some())
    }
}
