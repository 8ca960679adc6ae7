//! The problems of one day, so that only new ones fail.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::diagnostic::Diagnostic;
use crate::file::{FileError, Root};

const VERSION: u32 = 2;

/// Why a baseline cannot be read or written.
#[derive(Debug, thiserror::Error)]
pub enum BaselineError {
    /// A file that cannot be read or written.
    #[error(transparent)]
    File(#[from] FileError),
    /// A file that holds something else.
    #[error("{} is not a baseline; delete it to record a new one: {cause}", path.display())]
    Strange {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        cause: serde_json::Error,
    },
    /// A file of another release.
    #[error("{} is a baseline of another version; delete it to record a new one", .0.display())]
    OtherVersion(PathBuf),
}

/// Problems by file and by what they are known by there, each with how often it stands there. Lines, counts and dates
/// are left out: they change when somebody edits a page, this one or another.
#[derive(Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Baseline {
    version: u32,
    problems: BTreeMap<String, BTreeMap<String, usize>>,
}

fn file_of(found: &Diagnostic) -> &str {
    found.place.as_ref().map_or("", |place| &place.file)
}

/// What a problem is known by: one name, or one for each of several things that it is about.
fn names_of(found: &Diagnostic) -> Vec<String> {
    let named = |subject: &str| format!("{}: {subject}", found.code.id());
    match found.aside.as_ref().and_then(|aside| aside.subject.as_ref()) {
        Some(subject) => subject.lines().map(named).collect(),
        None => vec![named(&without_numbers(&found.message))],
    }
}

/// A message without the numbers outside of quotes: what an author wrote is quoted, and what was counted is not.
fn without_numbers(message: &str) -> String {
    let mut out = String::with_capacity(message.len());
    let mut is_quoted = false;
    for c in message.chars() {
        is_quoted ^= c == '`';
        match c.is_ascii_digit() && !is_quoted {
            true if out.ends_with('#') => {}
            true => out.push('#'),
            false => out.push(c),
        }
    }
    out
}

impl Baseline {
    /// The baseline of these problems.
    pub fn of(diagnostics: &[Diagnostic]) -> Self {
        let mut baseline = Self { version: VERSION, ..Self::default() };
        for found in diagnostics {
            let of_file = baseline.problems.entry(file_of(found).to_owned()).or_default();
            for name in names_of(found) {
                *of_file.entry(name).or_default() += 1;
            }
        }
        baseline
    }

    /// Reads a baseline; `None` if there is no such file.
    ///
    /// # Errors
    /// A file that cannot be read, or is no baseline of this version.
    pub fn read(path: &Path) -> Result<Option<Self>, BaselineError> {
        let text = match fs::read_to_string(path) {
            Ok(text) => text,
            Err(cause) if cause.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(cause) => return Err(FileError::Read { path: path.to_owned(), cause }.into()),
        };
        let strange = |cause| BaselineError::Strange { path: path.to_owned(), cause };
        let baseline: Self = serde_json::from_str(&text).map_err(strange)?;
        match baseline.version {
            VERSION => Ok(Some(baseline)),
            _ => Err(BaselineError::OtherVersion(path.to_owned())),
        }
    }

    /// Writes it.
    ///
    /// # Errors
    /// What the file system reports.
    pub fn write(&self, path: &Path) -> Result<(), BaselineError> {
        let strange = |cause| BaselineError::Strange { path: path.to_owned(), cause };
        let text = serde_json::to_string_pretty(self).map_err(strange)? + "\n";
        let folder = path.parent().unwrap_or(Path::new(""));
        Ok(Root::made(folder)?.write(path.strip_prefix(folder).unwrap_or(path), &text)?)
    }

    /// Takes the problems that it knows out of `diagnostics`; how many of its own are gone, of those in the files that
    /// `is_meant`.
    pub fn subtract(mut self, diagnostics: &mut Vec<Diagnostic>, is_meant: impl Fn(&str) -> bool) -> usize {
        diagnostics.retain(|found| {
            let mut known = self.problems.get_mut(file_of(found));
            // All of them are taken, even where one is missing: none stands for two problems.
            let unknown = names_of(found).iter().filter(|name| !taken(known.as_deref_mut(), name)).count();
            unknown > 0
        });
        let rest = self.problems.iter().filter(|(file, _)| is_meant(file));
        rest.flat_map(|(_, names)| names.values()).sum()
    }
}

/// Takes one problem of a name, if there is one left.
fn taken(known: Option<&mut BTreeMap<String, usize>>, name: &str) -> bool {
    let times = known.and_then(|names| names.get_mut(name)).filter(|times| **times > 0);
    times.map(|times| *times -= 1).is_some()
}
