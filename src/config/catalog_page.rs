//! `[preprocessor.patterns.catalog]`: the chapter that shows the catalog where no page of the book does.

use super::table::{Table, set};

/// The chapter that a book with entries gets if none of its pages shows the catalog.
#[derive(Debug, Clone, PartialEq)]
pub struct CatalogPage {
    /// Whether it is made.
    pub enable: bool,
    /// Its title; the word for a catalog if `None`.
    pub title: Option<String>,
    /// Its path in the book.
    pub path: String,
    /// Where it stands.
    pub place: CatalogPlace,
    /// Whether keys lead to the text filter of a catalog, on whatever page it stands.
    pub shortcuts: bool,
    /// What its directive says, by argument: its columns, order, view, groups and filter.
    says: Vec<(&'static str, String)>,
}

/// Where the generated catalog stands among the chapters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CatalogPlace {
    /// Before all others.
    First,
    /// After the first chapter.
    Second,
    /// After all others.
    Last,
}

impl Default for CatalogPage {
    fn default() -> Self {
        Self {
            enable: true,
            title: None,
            path: "catalog.md".to_owned(),
            place: CatalogPlace::Last,
            shortcuts: true,
            says: Vec::new(),
        }
    }
}

impl CatalogPage {
    pub(super) fn apply(&mut self, table: &Table<'_>) {
        set(&mut self.enable, table.bool("enable"));
        self.title = table.text("title").or(self.title.take());
        set(&mut self.place, table.one_of("place", CATALOG_PLACES));
        set(&mut self.shortcuts, table.bool("shortcuts"));
        self.say("columns", table.list("columns").map(|columns| columns.join(",")));
        self.say("sort", table.text("sort"));
        self.say("view", table.one_of("view", VIEWS).map(str::to_owned));
        self.say("group-by", table.text("group-by"));
        self.say(
            "filter",
            table.text("filter").filter(|filter| {
                // It stands between quotes of one kind in the directive.
                let fits = !filter.contains('\'') || !filter.contains('"');
                if !fits {
                    table.reject("filter", "a filter with only one kind of quotes");
                }
                fits
            }),
        );
        if let Some(path) = table.text("path") {
            let safe = path.ends_with(".md")
                && !path.starts_with(['/', '\\'])
                && !path.split('/').any(|p| p == "..");
            if safe {
                self.path = path;
            } else {
                table.reject("path", "a path inside the book that ends in `.md`");
            }
        }
    }

    fn say(&mut self, argument: &'static str, value: Option<String>) {
        if let Some(value) = value.filter(|value| !value.trim().is_empty()) {
            self.says.retain(|(known, _)| *known != argument);
            self.says.push((argument, value));
        }
    }

    /// The arguments of its directive, each with a space before it.
    pub(crate) fn arguments(&self) -> String {
        let argument = |(name, value): &(&str, String)| match value.contains('"') {
            true => format!(" {name}='{value}'"),
            false => format!(" {name}=\"{value}\""),
        };
        let mut text: String = self.says.iter().map(argument).collect();
        if self.says.iter().any(|(name, _)| *name == "filter") {
            // Readers filter it further, as every catalog of a book.
            text.push_str(" controls=true");
        }
        text
    }
}

const CATALOG_PLACES: &[(&str, CatalogPlace)] =
    &[("first", CatalogPlace::First), ("second", CatalogPlace::Second), ("last", CatalogPlace::Last)];
const VIEWS: &[(&str, &str)] = &[("table", "table"), ("cards", "cards"), ("list", "list")];
