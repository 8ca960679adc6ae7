//! The problems of one day, so that only new ones fail.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use serde::{Deserialize, Serialize};

use crate::diagnostic::Diagnostic;
use crate::file;

const VERSION: u32 = 1;

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
    pub fn read(path: &Path) -> Result<Option<Self>> {
        let Some(text) = file::read(path)? else { return Ok(None) };
        let baseline: Self = serde_json::from_str(&text)
            .with_context(|| format!("{} is no baseline; delete it to record one", path.display()))?;
        ensure!(
            baseline.version == VERSION,
            "{} is a baseline of another version; delete it to record one",
            path.display()
        );
        Ok(Some(baseline))
    }

    /// Writes it.
    ///
    /// # Errors
    /// What the file system reports.
    pub fn write(&self, path: &Path) -> Result<()> {
        file::write(path, &(serde_json::to_string_pretty(self).context("cannot make the baseline")? + "\n"))
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
