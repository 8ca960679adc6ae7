//! What the search knows of a book's own words.

use super::table::{Table, set};

/// What readers may call things beside what the pages say.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SearchConfig {
    /// Fields whose values are as good as a page's title.
    pub titles: Vec<String>,
    /// Words and phrases that mean the same.
    pub synonyms: Vec<Vec<String>>,
}

impl SearchConfig {
    pub(super) fn apply(&mut self, table: &Table<'_>) {
        set(&mut self.titles, table.list("search-as-title"));
        if let Some(synonyms) = table.table("synonyms") {
            for (word, others) in synonyms.lists() {
                self.synonyms.push(std::iter::once(word).chain(others).collect());
            }
        }
    }
}
