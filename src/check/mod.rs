//! Checking a book without building it: what the build reports, and what rules find in pages and
//! catalog.
//!
//! ```text
//!  Library + surveys of its pages ─┬─▶ preprocess ─▶ diagnostics
//!                                 └─▶ rules ──────▶ diagnostics
//! ```
//!
//! Each module below `rules` is one rule; [`RULES`] lists them with what they report. The same
//! diagnostics come out of [`report`] in four formats, and [`fix`] applies the fixes that are certain.

mod address;
pub mod baseline;
mod counts;
pub mod fix;
pub mod report;
pub mod rules;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Deref;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use rayon::prelude::*;

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::file::read_text;
use crate::library::survey::Surveyor;
use crate::library::{Memory, Surveyed, guarded};
use crate::page_template::PageTemplates;
use crate::preprocess;
use crate::source::Source;
use crate::source::folder::{self, FolderError};
use counts::Counts;
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
    /// The files of the pages that were read.
    pub pages: BTreeSet<String>,
    /// The folder of the pages, below the root.
    pub src: PathBuf,
    /// Whether the problems of a baseline were left out.
    pub only_new: bool,
    /// Whether a report for people has every problem, however many there are.
    pub all: bool,
}

impl Findings {
    /// Leaves only what is about the files for which `is_meant` holds.
    pub fn only(&mut self, is_meant: impl Fn(&str) -> bool) {
        self.diagnostics.retain(|found| found.place.as_ref().is_some_and(|place| is_meant(&place.file)));
        self.pages.retain(|file| is_meant(file));
    }

    /// Names the files otherwise.
    pub fn rename(&mut self, name: impl Fn(&str) -> String) {
        self.diagnostics.iter_mut().for_each(|found| found.rename(&name));
        self.texts =
            std::mem::take(&mut self.texts).into_iter().map(|(file, text)| (name(&file), text)).collect();
        self.pages = self.pages.iter().map(|file| name(file)).collect();
    }
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
/// What [`folder::read`] reports: no book that can be read at all.
pub fn check(root: &Path, options: &Options) -> Result<Findings, FolderError> {
    Ok(check_source(folder::read(root)?, options))
}

/// Checks a book that was read already.
pub fn check_source(source: Source, options: &Options) -> Findings {
    run(Checked::new(Surveyed::build(source.with_drafts())), options).0
}

/// The same, where pages that did not change since the last time are not parsed again; and the book itself.
pub(crate) fn check_again(source: Source, memory: &mut Memory<Surveyor>) -> (Findings, Checked) {
    let checked = Checked::new(Surveyed::build_again(source.with_drafts(), memory));
    run(Checked { is_edited: true, ..checked }, &Options::default())
}

fn run(mut checked: Checked, options: &Options) -> (Findings, Checked) {
    let mut problems = preprocess::problems(&checked);
    problems.append(&mut checked.problems);
    problems.extend(run_rules(&checked));
    let mut problems = checked.located(problems);
    problems.retain(|found| !is_meant(found, &checked));
    problems.retain_mut(|found| is_wanted(found, options, &checked));
    let texts = checked.texts_of(&problems);
    let pages = checked.catalog.authored().map(|(_, page)| page.file.clone()).collect();
    let src = checked.source.mdbook.book.src.clone();
    (Findings { diagnostics: problems, texts, pages, src, only_new: false, all: false }, checked)
}

/// All that rules read.
#[derive(Debug)]
pub struct Checked {
    surveyed: Surveyed,
    /// The templates that pages may follow.
    pub(crate) templates: PageTemplates,
    /// What is wrong with them.
    problems: Vec<Diagnostic>,
    counts: OnceLock<Counts>,
    /// Whether an editor checks it again with each letter.
    pub(crate) is_edited: bool,
}

impl Deref for Checked {
    type Target = Surveyed;

    fn deref(&self) -> &Surveyed {
        &self.surveyed
    }
}

impl Checked {
    fn new(surveyed: Surveyed) -> Self {
        let mut problems = Vec::new();
        let templates = PageTemplates::read(&surveyed.source.root, &mut problems);
        Self { surveyed, templates, problems, counts: OnceLock::new(), is_edited: false }
    }

    /// What the catalog counts; counted when first asked for.
    fn counts(&self) -> &Counts {
        self.counts.get_or_init(|| Counts::of(&self.catalog))
    }

    /// The texts that these problems point into, those of files that are no pages too.
    fn texts_of(&self, problems: &[Diagnostic]) -> BTreeMap<String, String> {
        let known = self.texts();
        let files: BTreeSet<&str> =
            problems.iter().filter_map(|found| Some(found.place.as_ref()?.file.as_str())).collect();
        let text = |file: &str| match known.get(file) {
            Some(source) => Some(source.text().to_owned()),
            None => read_text(&self.source.root.join(file)).ok(),
        };
        files.into_iter().filter_map(|file| Some((file.to_owned(), text(file)?))).collect()
    }
}

fn run_rules(book: &Checked) -> Vec<Diagnostic> {
    let on_pages = (0..book.catalog.pages.len()).into_par_iter().flat_map_iter(|id| {
        let page = &book.catalog.pages[id];
        let rules = RULES.iter().filter(|_| !page.generated).filter_map(|rule| Some((rule, rule.page?)));
        rules.flat_map(move |(rule, look)| found_by(rule, &page.file, |found| look(book, id, found)))
    });
    let mut problems: Vec<Diagnostic> = on_pages.collect();
    let rules = RULES.iter().filter_map(|rule| Some((rule, rule.book?)));
    problems.extend(rules.flat_map(|(rule, look)| found_by(rule, "book.toml", |found| look(book, found))));
    problems
}

/// What a rule finds in a page, or in the book.
fn found_by(rule: &Rule, file: &str, look: impl FnOnce(&mut Vec<Diagnostic>)) -> Vec<Diagnostic> {
    // What it had found before it panicked stays.
    let mut found = Vec::new();
    let looked = guarded(file, &format!("check this by the rule `{}`", rule.name), || look(&mut found));
    found.extend(looked.err());
    found
}

/// Whether what looks wrong is meant: a value in a template, which is to be filled in elsewhere, and a key in a book that
/// says nothing to us and whose own programs may read it.
fn is_meant(found: &Diagnostic, book: &Checked) -> bool {
    let is_value = matches!(
        found.code,
        Code::Placeholder | Code::UnknownValue | Code::InvalidDate | Code::WrongType | Code::NotLifted
    );
    let is_in_template = found.place.as_ref().is_some_and(|place| rules::is_template(&place.file));
    let is_theirs = !book.config.own_kinds && book.others.rewrite_text;
    (is_value && is_in_template) || (found.code == Code::UnknownKey && is_theirs && found.mend.is_none())
}

/// What the command line says counts before what the book says, and a code that is off by default
/// must be denied to be seen.
fn is_wanted(found: &mut Diagnostic, options: &Options, book: &Checked) -> bool {
    let config = &book.config.check;
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_rule_had_found_before_it_panicked_stays() {
        let found = found_by(&RULES[0], "src/a.md", |found| {
            found.push(Diagnostic::new(Code::BrokenLink, "gone"));
            panic!("at the next one");
        });
        let codes: Vec<Code> = found.iter().map(|found| found.code).collect();
        assert_eq!(codes, [Code::BrokenLink, Code::Panicked]);
    }
}
