//! The problems of one day, so that only new ones fail.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::diagnostic::Diagnostic;
use crate::file::{FileError, Root};

const VERSION: u32 = 1;

/// Why a baseline cannot be read or written.
#[derive(Debug, thiserror::Error)]
pub enum BaselineError {
    /// A file that cannot be read or written.
    #[error(transparent)]
    File(#[from] FileError),
    /// A file that holds something else.
    #[error("{} is no baseline; delete it to record one: {cause}", path.display())]
    Strange {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        cause: serde_json::Error,
    },
    /// A file of another release.
    #[error("{} is a baseline of another version; delete it to record one", .0.display())]
    OtherVersion(PathBuf),
}

/// Problems by file, code and message, each with how often it stands there. Lines are left out: they
/// move when somebody edits a page.
#[derive(Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Baseline {
    version: u32,
    problems: BTreeMap<String, BTreeMap<String, usize>>,
}

fn file_of(found: &Diagnostic) -> &str {
    found.place.as_ref().map_or("", |place| &place.file)
}

fn name_of(found: &Diagnostic) -> String {
    format!("{}: {}", found.code.id(), found.message)
}

impl Baseline {
    /// The baseline of these problems.
    pub fn of(diagnostics: &[Diagnostic]) -> Self {
        let mut baseline = Self { version: VERSION, ..Self::default() };
        for found in diagnostics {
            let of_file = baseline.problems.entry(file_of(found).to_owned()).or_default();
            *of_file.entry(name_of(found)).or_default() += 1;
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

    /// Takes the problems that it knows out of `diagnostics`; how many of its own are gone.
    pub fn subtract(mut self, diagnostics: &mut Vec<Diagnostic>) -> usize {
        diagnostics.retain(|found| {
            let known = self.problems.get_mut(file_of(found)).and_then(|file| file.get_mut(&name_of(found)));
            match known {
                Some(times) if *times > 0 => {
                    *times -= 1;
                    false
                }
                _ => true,
            }
        });
        self.problems.values().flat_map(BTreeMap::values).sum()
    }
}
