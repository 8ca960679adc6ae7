//! The abbreviations of a page, found where a word starts.

use std::collections::{BTreeMap, HashMap};

/// The abbreviations that a page defines.
#[derive(Debug, Default)]
pub(super) struct Abbreviations<'a> {
    meanings: HashMap<&'a str, &'a str>,
    /// The lengths of the names that start with a character, in bytes, the longest first: a page can define thousands.
    lengths: HashMap<char, Vec<usize>>,
}

impl<'a> Abbreviations<'a> {
    pub(super) fn new(defined: &'a BTreeMap<String, String>) -> Self {
        let mut lengths: HashMap<char, Vec<usize>> = HashMap::new();
        for name in defined.keys() {
            let Some(first) = name.chars().next() else { continue };
            lengths.entry(first).or_default().push(name.len());
        }
        for lengths in lengths.values_mut() {
            lengths.sort_unstable_by(|a, b| b.cmp(a));
            lengths.dedup();
        }
        let meanings = defined.iter().map(|(name, meaning)| (name.as_str(), meaning.as_str())).collect();
        Self { meanings, lengths }
    }

    /// The longest name that `text` starts with, and its meaning.
    pub(super) fn starting(&self, text: &str) -> Option<(usize, &'a str)> {
        let lengths = self.lengths.get(&text.chars().next()?)?;
        lengths.iter().find_map(|&length| {
            let meaning = self.meanings.get(text.get(..length)?)?;
            let is_apart = |c: char| !c.is_alphanumeric() && c != '_';
            text[length..].chars().next().is_none_or(is_apart).then_some((length, *meaning))
        })
    }
}
