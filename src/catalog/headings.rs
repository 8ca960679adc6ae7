//! Terms that a page carries because of its headings.

use std::collections::BTreeSet;

use globset::{Glob, GlobBuilder, GlobSet};

use crate::page::Page;

/// Patterns of headings, which are read once and not for each page.
#[derive(Default)]
pub(super) struct HeadingPatterns(GlobSet);

impl HeadingPatterns {
    pub(super) fn new(patterns: &[String]) -> Self {
        let globs = patterns.iter().map(|pattern| glob(pattern)).collect::<Result<Vec<_>, _>>();
        Self(globs.and_then(GlobSet::new).unwrap_or_default())
    }

    /// Whether each pattern fits a heading of the page; without patterns none does.
    pub(super) fn all_fit(&self, page: &Page) -> bool {
        if self.0.is_empty() {
            return false;
        }
        let fitting = page.headings.iter().flat_map(|heading| self.0.matches(heading.text.trim()));
        fitting.collect::<BTreeSet<usize>>().len() == self.0.len()
    }
}

/// `*` stands for any text, and no other sign for anything but itself.
fn glob(pattern: &str) -> Result<Glob, globset::Error> {
    let parts: Vec<String> = pattern.trim().split('*').map(globset::escape).collect();
    GlobBuilder::new(&parts.join("*")).case_insensitive(true).backslash_escape(false).build()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fits(pattern: &str, text: &str) -> bool {
        HeadingPatterns::new(&[pattern.to_owned()]).0.is_match(text)
    }

    #[test]
    fn patterns_fit_whole_headings_whatever_the_case() {
        for (pattern, text) in [
            ("Level 1*", "LEVEL 1: Intuition (5 minutes)"),
            ("*migration*", "The Migration Guide"),
            ("a*b*c", "abbbc"),
            ("*", ""),
            ("See also", "see also"),
            ("レベル*", "レベル１：直感"),
            ("ÜBER*", "Über uns"),
            ("CI/*", "ci/cd: [a] {b} \\ c?"),
            ("*[a] {b} \\ c?", "CI/CD: [A] {b} \\ c?"),
        ] {
            assert!(fits(pattern, text), "{pattern} {text}");
        }
        for (pattern, text) in [
            ("Level 1", "Level 1: Intuition"),
            ("a*b*c", "acb"),
            ("ab*ba", "aba"),
            ("x*", "y"),
            ("[ab]?", "ab"),
        ] {
            assert!(!fits(pattern, text), "{pattern} {text}");
        }
    }
}
