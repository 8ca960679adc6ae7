//! Icons by the start of their names, for an author who is typing one.

use std::collections::BTreeMap;

use super::icons::{EMOJI_NAMES, FONT_AWESOME, Icons, SHORTCODES};

/// The emoji whose names start so, by their names.
pub(crate) fn emoji_named(prefix: &str) -> BTreeMap<&'static str, &'static str> {
    // Material's index comes first where both have a name.
    let lines = SHORTCODES.lines().chain(EMOJI_NAMES.lines());
    lines.filter(|line| line.starts_with(prefix)).filter_map(|line| line.split_once(' ')).collect()
}

impl Icons {
    /// The names of the drawings that start so, in order: the book's own, and those that mdBook has.
    pub(crate) fn named(&self, prefix: &str) -> Vec<String> {
        let own = self.files.keys().filter(|name| name.starts_with(prefix)).cloned();
        let mdbooks = FONT_AWESOME.lines().filter(|line| !line.is_empty());
        let mdbooks = mdbooks.map(|line| format!("fontawesome-{}", line.replacen('/', "-", 1)));
        own.chain(mdbooks.filter(|name| name.starts_with(prefix))).collect()
    }
}
