//! The fonts of cards: those that the book publishes (mdBook's, or its theme's), and for letters that they lack those of
//! this machine.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use rayon::prelude::*;
use resvg::usvg::fontdb::{Database, ID};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::faces::Faces;
use crate::file::{FileError, Root};
use crate::index::hash;
use crate::text::markdown::squeeze;

/// Where mdBook puts the fonts of a book, in the folder of the HTML.
const FOLDER: &str = "fonts";

/// The font of mdBook's own themes.
const MDBOOKS: &str = "Open Sans";

/// What cards can be written with.
pub(super) struct Fonts {
    own: Faces,
    family: String,
    system: OnceLock<Faces>,
    /// Signs that no font has.
    left_out: Mutex<BTreeSet<char>>,
    /// What tells these fonts from others.
    pub(super) print: String,
}

impl Fonts {
    /// The fonts of the book whose HTML is in a folder; what could not be read, line by line.
    pub(super) fn of(root: &Root, html: &Path) -> (Self, Vec<String>) {
        let mut db = Database::new();
        let mut problems = Vec::new();
        let mut prints = String::new();
        let read: Vec<_> =
            files(root, &html.join(FOLDER)).into_par_iter().map(|file| read(root, &file)).collect();
        for font in read {
            match font {
                Ok((print, font)) => {
                    prints.push_str(&print);
                    db.load_font_data(font);
                }
                Err(problem) => problems.push(problem),
            }
        }
        if db.is_empty() {
            db.load_system_fonts();
        }
        let family = family(&db);
        for set in [Database::set_serif_family, Database::set_sans_serif_family::<String>] {
            set(&mut db, family.clone());
        }
        let own = Faces::new(db);
        let print = hash(prints.as_bytes());
        (Self { own, family, system: OnceLock::new(), left_out: Mutex::default(), print }, problems)
    }

    /// The family that cards are written with.
    pub(super) fn family(&self) -> &str {
        &self.family
    }

    pub(super) fn is_empty(&self) -> bool {
        self.own.db.is_empty()
    }

    /// The fonts of the book, as drawing starts with them.
    pub(super) fn database(&self) -> Arc<Database> {
        Arc::clone(&self.own.db)
    }

    /// A face that has a letter, beside those that were used: one of the book, otherwise one of this machine, which is
    /// added to the database.
    pub(super) fn face_with(&self, letter: char, used: &[ID], db: &mut Arc<Database>) -> Option<ID> {
        let like = used.first().and_then(|id| db.face(*id)).map_or(400, |face| face.weight.0);
        if let Some(own) = self.own.find(letter, like, used) {
            return Some(own);
        }
        let system = self.system();
        let found = system.db.face(system.find(letter, like, &[])?)?;
        let is_found = |id: &ID| {
            db.face(*id).is_some_and(|face| {
                face.post_script_name == found.post_script_name && face.weight == found.weight
            })
        };
        if used.iter().any(is_found) {
            return None;
        }
        Some(Arc::make_mut(db).push_face_info(found.clone()))
    }

    /// The names of the faces of this machine that a text needs.
    pub(super) fn borrowed(&self, text: &str) -> BTreeSet<String> {
        let of_system = |letter: char| {
            let system = self.system();
            let faces = [400, 700].into_iter().filter_map(move |weight| system.find(letter, weight, &[]));
            faces.filter_map(|id| Some(system.db.face(id)?.post_script_name.clone()))
        };
        let lacks = |letter: &char| !is_unseen(*letter) && !self.own.has(*letter);
        text.chars().filter(lacks).flat_map(of_system).collect()
    }

    /// Takes the signs out of a text that no font has; the letters that none has, which are no mere signs. A letter and
    /// its accents become one, as fonts have them.
    pub(super) fn keep_drawable(&self, text: &mut String) -> Option<String> {
        *text = text.nfc().collect();
        let lacks = |letter: &char| !is_unseen(*letter) && !self.has(*letter);
        let lacking: String = text.chars().filter(lacks).collect();
        if lacking.is_empty() {
            return None;
        }
        let letters: String =
            lacking.chars().filter(|letter| letter.is_alphanumeric() || is_combining_mark(*letter)).collect();
        if !letters.is_empty() {
            return Some(letters);
        }
        let rest = squeeze(&text.replace(|letter| lacking.contains(letter), ""));
        if rest.chars().all(is_unseen) {
            return Some(lacking);
        }
        *text = rest;
        self.left_out.lock().unwrap_or_else(PoisonError::into_inner).extend(lacking.chars());
        None
    }

    /// The signs that were taken out of texts.
    pub(super) fn left_out(&self) -> BTreeSet<char> {
        self.left_out.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn has(&self, letter: char) -> bool {
        self.own.has(letter) || self.system().has(letter)
    }

    /// Those of this machine, read when a letter is missing.
    fn system(&self) -> &Faces {
        self.system.get_or_init(|| {
            let mut db = Database::new();
            db.load_system_fonts();
            Faces::new(db)
        })
    }
}

/// Whether a character has no shape of its own: a space, or one that only says how others are joined or run.
fn is_unseen(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}')
        || matches!(c, '\u{fe00}'..='\u{fe0f}' | '\u{e0000}'..='\u{e0fff}')
}

/// The family to write with: mdBook's, otherwise the first that is not for code.
fn family(db: &Database) -> String {
    let names = || db.faces().filter_map(|face| Some((face.monospaced, face.families.first()?.0.as_str())));
    let is_mdbooks = names().any(|(_, name)| name == MDBOOKS);
    let first = || names().min().map(|(_, name)| name.to_owned());
    if is_mdbooks { MDBOOKS.to_owned() } else { first().unwrap_or_default() }
}

/// The fonts in a folder, in the order of their names.
fn files(root: &Root, folder: &Path) -> Vec<std::path::PathBuf> {
    let entries = root.resolve(folder).and_then(|real| {
        fs::read_dir(&real).map_err(|cause| FileError::Read { path: root.join(folder), cause })
    });
    let names = entries.into_iter().flatten().flatten().map(|entry| folder.join(entry.file_name()));
    let is_font = |file: &std::path::PathBuf| {
        let ending = file.extension().and_then(|ending| ending.to_str()).unwrap_or_default().to_lowercase();
        matches!(ending.as_str(), "ttf" | "otf" | "ttc" | "otc" | "woff" | "woff2")
    };
    let mut files: Vec<_> = names.filter(is_font).collect();
    files.sort();
    files
}

/// A font, unpacked, with what tells its file from others.
fn read(root: &Root, file: &Path) -> Result<(String, Vec<u8>), String> {
    let bytes = root
        .resolve(file)
        .and_then(|real| fs::read(real).map_err(|cause| FileError::Read { path: root.join(file), cause }))
        .map_err(|error| error.to_string())?;
    let unpacked = match bytes.get(..4) {
        Some(b"wOF2") => wuff::decompress_woff2(&bytes).map_err(|_| ()),
        Some(b"wOFF") => wuff::decompress_woff1(&bytes).map_err(|_| ()),
        _ => Ok(bytes.clone()),
    };
    let font = unpacked.map_err(|()| {
        format!(
            "warning: cards are drawn without {}: it is no font that can be read",
            root.join(file).display()
        )
    })?;
    Ok((format!("{}-{} ", hash(&bytes), bytes.len()), font))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_no_shape_is_missed_by_nobody() {
        assert!([' ', '\u{200d}', '\u{fe0f}', '\u{2067}'].into_iter().all(is_unseen));
        assert!(!['a', '-', '\u{1f680}', '\u{4e2d}'].into_iter().any(is_unseen));
    }
}
