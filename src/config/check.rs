//! `[preprocessor.patterns.check]`: what `mdbook-patterns check` looks for.

use std::collections::BTreeMap;

use super::table::{Table, set};
use crate::diagnostic::Code;

/// How the book is checked.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct CheckConfig {
    /// Codes that are not reported.
    pub allow: Vec<Code>,
    /// Codes that are errors, those that are off by default included.
    pub deny: Vec<Code>,
    /// How many months behind the newest update a page may be; 0 for any. `None` where the book does not say.
    pub stale_after: Option<u32>,
    /// The template of each page type, by the type's id.
    pub templates: BTreeMap<String, String>,
}

impl CheckConfig {
    pub(super) fn apply(&mut self, table: &Table<'_>) {
        set(&mut self.allow, codes(table, "allow"));
        set(&mut self.deny, codes(table, "deny"));
        self.stale_after = table.integer("stale-after", 0..=1200).or(self.stale_after);
        if let Some(templates) = table.table("templates") {
            for (page_type, name) in templates.texts() {
                self.templates.insert(crate::text::name::slug(&page_type), name);
            }
        }
    }
}

fn codes(table: &Table<'_>, key: &'static str) -> Option<Vec<Code>> {
    let code = |id: &String| {
        let code = Code::of(id);
        if code.is_none() {
            table.reject_value(key, id, Code::ALL.iter().map(|code| code.id()));
        }
        code
    };
    Some(table.list(key)?.iter().filter_map(code).collect())
}
