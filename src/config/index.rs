//! `[output.patterns]`: what the index holds.

use globset::{Glob, GlobSet, GlobSetBuilder};

use super::locate;
use super::table::{Problems, Table, set};
use super::web::WebConfig;
use crate::diagnostic::Diagnostic;
use crate::text::path::join;

/// A valid table of the index.
#[derive(Debug, Clone)]
pub struct IndexConfig {
    /// Whether code is searched.
    pub code: bool,
    /// The renderer whose folder gets what the browser needs.
    pub html: String,
    /// Whether the address `page/` leads to `page.html`, as on sites that serve each page in a folder.
    pub folder_redirects: bool,
    no_folder_redirects: GlobSet,
    /// The folders below which all addresses lead to the book as well.
    pub also_below: Vec<String>,
    /// What the world sees of the book.
    pub web: WebConfig,
    exclude: GlobSet,
}

impl Default for IndexConfig {
    fn default() -> Self {
        Self {
            code: true,
            html: "html".to_owned(),
            folder_redirects: false,
            no_folder_redirects: GlobSet::empty(),
            also_below: Vec::new(),
            web: WebConfig::default(),
            exclude: GlobSet::empty(),
        }
    }
}

impl IndexConfig {
    /// Reads the table `[output.NAME]` of the index; its problems are in the list.
    pub fn read(table: &toml::Table, book_toml: &str, name: &str) -> (Self, Vec<Diagnostic>) {
        let problems = Problems::default();
        let table = Table::root(&problems, table);
        // mdBook's own keys of a renderer's table.
        table.allow(&["command", "optional"]);
        // Whatever reads the book knows the file of old addresses.
        table.text("redirects");
        let mut config = Self::default();
        set(&mut config.code, table.bool("code"));
        set(&mut config.html, table.text("html"));
        set(&mut config.folder_redirects, table.bool("folder-redirects"));
        set(&mut config.also_below, folders(&table, "also-below"));
        config.web.apply(&table);
        set(&mut config.exclude, globs(&table, "exclude"));
        set(&mut config.no_folder_redirects, globs(&table, "folder-redirects-exclude"));
        table.finish();
        (config, locate::diagnostics(problems.take(), book_toml, &["output", name]))
    }

    /// Whether the page of a path never was in a folder of its own.
    pub(crate) fn has_no_folder(&self, path: &str) -> bool {
        self.no_folder_redirects.is_match(path)
    }

    /// Whether the page of a path is left out.
    pub fn excludes(&self, path: &str) -> bool {
        self.exclude.is_match(path)
    }
}

/// The folders of a key.
fn folders(table: &Table<'_>, key: &'static str) -> Option<Vec<String>> {
    let folders = table.list(key)?;
    for (at, folder) in folders.iter().enumerate() {
        if folder.starts_with('/') || join("", folder).is_none_or(|folder| folder.is_empty()) {
            table.reject_item(key, at, format!("`{folder}` is no folder in the book"));
        }
    }
    Some(folders)
}

/// The patterns of a key.
fn globs(table: &Table<'_>, key: &'static str) -> Option<GlobSet> {
    let globs = table.list(key)?;
    let mut set = GlobSetBuilder::new();
    for (at, glob) in globs.iter().enumerate() {
        match Glob::new(glob.trim_start_matches("./")) {
            Ok(glob) => {
                set.add(glob);
            }
            Err(error) => table.reject_item(key, at, format!("`{glob}` is not a pattern: {}", error.kind())),
        }
    }
    Some(set.build().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_of_more_addresses_are_in_the_book() {
        let text = "[output.patterns]\nalso-below = [\"latest\", \"../x\", \"/y\", \".\"]\n";
        let table: toml::Table = text.parse().unwrap();
        let own = table["output"]["patterns"].as_table().unwrap();
        let (_, problems) = IndexConfig::read(own, text, "patterns");
        let messages: Vec<&str> = problems.iter().map(|problem| problem.message.as_str()).collect();
        let wanted = ["../x", "/y", "."]
            .map(|path| format!("`{path}` is no folder in the book in `[output.patterns.also-below]`"));
        assert_eq!(messages, wanted);
    }
}
