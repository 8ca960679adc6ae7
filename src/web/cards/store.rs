//! The cards of this build and the last one. mdBook empties the folder of the HTML, so each card is kept in the folder of
//! our renderer, too, under a name that is made of all that it shows.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use super::TEMPLATE;
use super::fonts::Fonts;
use super::view::View;
use crate::file::{FileError, Root};
use crate::index::{FOLDER, hash};
use crate::template::{FOLDER as TEMPLATES, embedded};
use crate::web::Web;
use crate::web::files::{Files, UNFINISHED};

/// The folder of cards, in that of our renderer and in that of the index beside the pages.
const CARDS: &str = "cards";

/// Width and height in pixels.
type Size = (u32, u32);

/// Where cards are kept.
pub(super) struct Store<'a> {
    root: &'a Root,
    files: &'a Files<'a>,
    fonts: &'a Fonts,
    own: PathBuf,
    html: PathBuf,
    /// The program and the templates that draw.
    drawer: String,
    used: Mutex<BTreeSet<String>>,
}

impl<'a> Store<'a> {
    pub(super) fn new(web: &'a Web<'_>, files: &'a Files<'_>, fonts: &'a Fonts) -> Self {
        Self {
            root: web.root,
            files,
            fonts,
            own: web.own.join(CARDS),
            html: web.html.join(FOLDER).join(CARDS),
            drawer: format!("{}\n{}", env!("CARGO_PKG_VERSION"), templates(web)),
            used: Mutex::default(),
        }
    }

    /// The name of a card, of all that it is made of.
    pub(super) fn key(&self, view: &View<'_>) -> String {
        // A view is texts, numbers and lists, which are always JSON.
        let view = serde_json::to_string(view).unwrap_or_default();
        let fonts = self.fonts.borrowed(&view).into_iter().collect::<Vec<_>>().join(" ");
        let all = format!("{view}\n{}\n{fonts}\n", self.fonts.print);
        let key = format!("{}{}", hash(all.as_bytes()), hash(format!("{all}{}", self.drawer).as_bytes()));
        self.used.lock().unwrap_or_else(PoisonError::into_inner).insert(key.clone());
        key
    }

    /// The card of an earlier build, put beside the pages.
    pub(super) fn known(&self, key: &str) -> Option<Result<(String, Size), FileError>> {
        let real = self.root.resolve(self.own.join(file(key))).ok()?;
        let png = fs::read(real).ok()?;
        let size = size(&png)?;
        Some(self.publish(key, &png).map(|file| (file, size)))
    }

    /// Keeps a new card, and puts it beside the pages.
    pub(super) fn add(&self, key: &str, png: &[u8]) -> Result<(String, Size), FileError> {
        self.files.keep(&self.own.join(file(key)), png)?;
        Ok((self.publish(key, png)?, size(png).unwrap_or_default()))
    }

    fn publish(&self, key: &str, png: &[u8]) -> Result<String, FileError> {
        self.files.keep(&self.html.join(file(key)), png)?;
        Ok(format!("{FOLDER}/{CARDS}/{}", file(key)))
    }

    /// Removes the cards that no page has any more.
    pub(super) fn finish(self) -> Vec<String> {
        let used = self.used.into_inner().unwrap_or_else(PoisonError::into_inner);
        let folders = [&self.own, &self.html];
        folders
            .iter()
            .filter_map(|folder| remove_stale(self.root, folder, &used).err())
            .map(|error| error.to_string())
            .collect()
    }
}

/// The source of the template, with all that one of the book may include.
fn templates(web: &Web<'_>) -> String {
    let of_book: BTreeMap<String, &str> = web.templates.texts().collect();
    if of_book.contains_key(&format!("{TEMPLATES}/{TEMPLATE}")) {
        return of_book.iter().map(|(name, source)| format!("{name}\n{source}\n")).collect();
    }
    embedded().filter(|(name, _)| *name == TEMPLATE).map(|(_, source)| source).collect()
}

/// Removes the cards of earlier builds.
pub(super) fn clean(web: &Web<'_>) {
    // Whoever may not remove them may not have written them either.
    let _ = remove_stale(web.root, &web.own.join(CARDS), &BTreeSet::new());
}

fn file(key: &str) -> String {
    format!("{key}.png")
}

/// Removes the cards of a folder that are not used, and what a run that was killed left; files with other names are
/// somebody's.
fn remove_stale(root: &Root, folder: &Path, used: &BTreeSet<String>) -> Result<(), FileError> {
    let Ok(entries) = fs::read_dir(root.resolve(folder)?) else { return Ok(()) };
    for entry in entries.flatten() {
        let path = entry.path();
        let key = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
        let is_png = path.extension().is_some_and(|ending| ending == "png");
        let is_unfinished = key.starts_with(UNFINISHED);
        if is_unfinished || is_png && is_key(key) && !used.contains(key) {
            fs::remove_file(&path).map_err(|cause| FileError::Write { path: path.clone(), cause })?;
        }
    }
    Ok(())
}

/// Whether a name can be one of ours.
fn is_key(name: &str) -> bool {
    name.len() == 2 * hash(b"").len() && name.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

/// The size that a PNG says, if it is whole.
fn size(png: &[u8]) -> Option<Size> {
    let is_whole = png.starts_with(b"\x89PNG\r\n\x1a\n") && png.ends_with(b"IEND\xae\x42\x60\x82");
    let number = |at: usize| Some(u32::from_be_bytes(png.get(at..at + 4)?.try_into().ok()?));
    is_whole.then(|| Some((number(16)?, number(20)?))).flatten()
}
