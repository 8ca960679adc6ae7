//! Checking a book without building it: what the build reports, and what rules find in pages and
//! catalog.
//!
//! ```text
//!  folder ─▶ Loaded ─▶ Page + Survey (parsed once) ─▶ Catalog ─▶ expand ─▶ diagnostics
//!                                                        └─────▶ rules ─▶ diagnostics
//! ```
//!
//! Each module below `rules` is one rule; [`RULES`] lists them with what they report. The same
//! diagnostics come out of [`report`] in four formats, and [`fix`] applies the mends that are certain.

mod address;
pub mod baseline;
pub mod fix;
mod library;
pub mod report;
pub mod rules;
pub(crate) mod survey;

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::Result;
use rayon::prelude::*;

use crate::diagnostic::{Code, Diagnostic, Severity, sort};
use crate::load::{Loaded, load};
use crate::preprocessor;
pub use library::Library;
use library::with_library;
pub use rules::{RULES, Rule};

/// What to look for.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Codes that are errors.
    pub deny: Vec<Code>,
    /// Codes that are not reported.
    pub allow: Vec<Code>,
}

/// What a check found.
#[derive(Debug)]
pub struct Findings {
    /// All problems, sorted by place.
    pub diagnostics: Vec<Diagnostic>,
    /// The texts that they point into, by file.
    pub texts: BTreeMap<String, String>,
    /// How many pages were read.
    pub pages: usize,
    /// Whether the problems of a baseline were left out.
    pub only_new: bool,
}

/// Checks the book in `root`.
///
/// ```
/// use mdbook_patterns::check::{Options, check};
///
/// # let folder = tempfile::tempdir()?;
/// # let root = folder.path();
/// # std::fs::create_dir(root.join("src"))?;
/// # std::fs::write(root.join("book.toml"), "")?;
/// # std::fs::write(root.join("src/SUMMARY.md"), "- [Retry](retry.md)\n")?;
/// std::fs::write(root.join("src/retry.md"), "---\ntier: gold\n---\n# Retry\n\n[Timeout](tiemout.md)\n")?;
///
/// let findings = check(root, &Options::default())?;
///
/// let broken = findings.diagnostics.iter().find(|found| found.code.id() == "P0801").unwrap();
/// assert_eq!(broken.place.as_ref().unwrap().file, "src/retry.md");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// What [`load`] reports: no book that can be read at all.
pub fn check(root: &Path, options: &Options) -> Result<Findings> {
    Ok(check_loaded(load(root)?, options))
}

/// Checks a book that was read already.
pub fn check_loaded(loaded: Loaded, options: &Options) -> Findings {
    with_library(&loaded, |library, mut problems| {
        problems.extend(loaded.problems.iter().cloned());
        problems.extend(run_rules(library));
        library.point_back(&mut problems);
        problems.retain_mut(|found| is_wanted(found, options, library));
        sort(&mut problems);
        let texts = library.texts(&problems);
        let pages = library.catalog.pages.iter().filter(|page| !page.generated).count();
        Findings { diagnostics: problems, texts, pages, only_new: false }
    })
}

fn run_rules(library: &Library<'_>) -> Vec<Diagnostic> {
    let on_pages = (0..library.catalog.pages.len()).into_par_iter().flat_map_iter(|id| {
        let mut problems = Vec::new();
        if !library.catalog.pages[id].generated {
            RULES.iter().filter_map(|rule| rule.page).for_each(|rule| rule(library, id, &mut problems));
        }
        problems
    });
    let mut problems: Vec<Diagnostic> = on_pages.collect();
    RULES.iter().filter_map(|rule| rule.book).for_each(|rule| rule(library, &mut problems));
    problems
}

/// What the command line says counts before what the book says, and a code that is off by default
/// must be denied to be seen.
fn is_wanted(found: &mut Diagnostic, options: &Options, library: &Library<'_>) -> bool {
    let config = &library.config.check;
    let denied = options.deny.contains(&found.code)
        || (config.deny.contains(&found.code) && !options.allow.contains(&found.code));
    if denied {
        found.severity = Severity::Error;
        return true;
    }
    !options.allow.contains(&found.code)
        && !config.allow.contains(&found.code)
        && !rules::OFF_BY_DEFAULT.contains(&found.code)
}

/// The problems as the terminal shows them: a key that many pages have comes once.
pub fn grouped(diagnostics: &[Diagnostic]) -> Vec<Diagnostic> {
    let mut grouped = diagnostics.to_vec();
    preprocessor::group_repeated(&mut grouped);
    grouped
}
