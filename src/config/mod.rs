//! The configuration: `[preprocessor.patterns]` of `book.toml` as written becomes a valid [`Config`],
//! and every problem on the way is collected with its place.

mod boxes;
mod catalog_page;
mod check;
mod claims;
mod defaults_by_path;
mod fields;
#[cfg(test)]
mod guide_tables;
mod index;
mod json_schema;
mod labels;
mod language;
mod locate;
mod page_element;
mod path_patterns;
mod read;
mod search;
mod table;
mod taxonomy;
mod web;

use std::collections::BTreeMap;

pub use boxes::BoxKind;
pub use catalog_page::{CatalogPage, CatalogPlace};
pub use check::CheckConfig;
pub use defaults_by_path::PathDefaults;
pub use index::IndexConfig;
pub(crate) use json_schema::field_words;
pub use json_schema::json_schema;
pub use labels::Labels;
pub use locate::span_in_book_toml;
pub use page_element::PageElement;
pub use path_patterns::PathPatterns;
pub use search::SearchConfig;
pub use taxonomy::{COLOURS, FromPath, TaxonomyConfig, TermConfig};
pub use web::{FeedConfig, WebConfig};

use crate::schema::{Date, Schema};

/// A valid configuration.
#[derive(Debug, Clone)]
pub struct Config {
    /// Which pages the catalog lists.
    pub entries: EntryRule,
    /// What becomes of drafts.
    pub drafts: Drafts,
    /// All fields of front matter.
    pub schema: Schema,
    /// What pages have by where they are, in the order of the file.
    pub defaults: Vec<PathDefaults>,
    /// All taxonomies in their order.
    pub taxonomies: Vec<TaxonomyConfig>,
    /// The kinds of boxes, by name.
    pub boxes: BTreeMap<String, BoxKind>,
    /// Whether the names of what is built in are those of another language than English.
    pub(crate) is_translated: bool,
    /// Whether quotes of other kinds than GitHub's are boxes: not where the book says nothing to us, and something else
    /// may give them a meaning.
    pub own_kinds: bool,
    /// What is above and below a page's text.
    pub furniture: Furniture,
    /// What previous and next mean.
    pub nav_order: NavOrder,
    /// Whether hand-written breadcrumbs and links to the neighbours are replaced.
    pub replace_handwritten: bool,
    /// Whether pages are read as Material for MkDocs reads them.
    pub mkdocs_syntax: bool,
    /// Whether the text of a page says fields, too.
    pub read_text: bool,
    /// Whether breadcrumbs start at the book's first page.
    pub home: bool,
    /// Whether pages say how long they take to read.
    pub reading_time: bool,
    /// Words that a reader takes in a minute.
    pub words_per_minute: u32,
    /// The generated catalog page.
    pub catalog: CatalogPage,
    /// Whether the book draws Mermaid diagrams.
    pub mermaid: bool,
    /// Whether the book is read from right to left.
    pub(crate) is_right_to_left: bool,
    /// Where a page can be edited, with `{path}` for its file.
    pub edit_url: Option<String>,
    /// Where the book stands on its site, without a slash at either end; empty for the root.
    pub(crate) site: String,
    /// The day from which `stale-after` counts; the newest update of the book if `None`.
    pub as_of: Option<Date>,
    /// What problems in pages do to the build.
    pub on_problem: OnProblem,
    /// When pages show their own problems.
    pub show_problems: ShowProblems,
    /// The version of the assets in the book, if `install` wrote them.
    pub assets_version: Option<String>,
    /// How the book is checked.
    pub check: CheckConfig,
    /// What the search knows of the book's own words.
    pub search: SearchConfig,
    /// The words readers see.
    pub labels: Labels,
}

/// Which pages are entries.
#[derive(Debug, Clone, Default)]
pub struct EntryRule {
    /// Pages of these types; every page with front matter but indexes and guides if empty.
    pub types: Vec<String>,
    /// Pages at these paths; all if empty.
    pub paths: PathPatterns,
    /// Pages at these paths are not entries.
    pub exclude: PathPatterns,
}

/// What becomes of pages that are drafts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Drafts {
    /// They are in no build, and show while `mdbook serve` runs.
    Omit,
    /// They are pages like others, with a notice.
    Show,
}

/// What is added around a page's text.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Furniture {
    /// Above; `title` stands for the page's own first heading.
    pub top: Vec<PageElement>,
    /// Below.
    pub bottom: Vec<PageElement>,
}

/// What previous and next mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NavOrder {
    /// The neighbours in `SUMMARY.md`.
    Summary,
    /// The neighbours within the category.
    Category,
}

/// What problems in pages do to the build.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OnProblem {
    /// They are reported.
    Warn,
    /// They are reported, and the build fails.
    Error,
}

/// When a page shows its own problems at its top.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ShowProblems {
    /// While `mdbook serve` shows it to its author.
    Serve,
    /// In every build.
    Always,
    /// In no build.
    Never,
}

/// What the book says about itself, as far as it matters here.
#[derive(Debug, Clone, Default)]
pub struct BookInfo {
    /// `book.language`.
    pub language: Option<String>,
    /// Whether the book links a script that draws Mermaid diagrams.
    pub draws_mermaid: bool,
    /// Whether the book is read from right to left.
    pub is_right_to_left: bool,
    /// `edit-url-template` of `[output.html]`.
    pub edit_url: Option<String>,
    /// Where the book stands on its site, without a slash at either end; empty for the root.
    pub site: String,
    /// Whether somebody else's preprocessor, style or script may give quotes a meaning.
    pub has_other_kinds: bool,
    /// The text of `book.toml`, to point at; empty if it cannot be read.
    pub book_toml: String,
}

impl Default for Config {
    fn default() -> Self {
        Self::read(&toml::Table::new(), &BookInfo::default()).0
    }
}

/// The fields whose name is a word of the labels table.
const FIELD_WORDS: &[&str] = &[
    "also_known_as",
    "audience",
    "best_for",
    "checklist",
    "description",
    "dont_use_when",
    "duration",
    "essential_question",
    "examples",
    "introduced",
    "prerequisites",
    "problem",
    "reading_time",
    "related",
    "solution",
    "steps",
    "superseded_by",
    "title",
    "trade_offs",
    "updated",
    "use_when",
    "version",
    "when_to_use",
];

impl Config {
    /// The kind of boxes that a name or an alias means.
    pub fn box_named(&self, name: &str) -> Option<&BoxKind> {
        let name = crate::text::name::slug(name);
        let kind = self.boxes.values().find(|kind| kind.is(&name))?;
        (self.own_kinds || boxes::GITHUB.contains(&name.as_str())).then_some(kind)
    }

    /// Whether GitHub's alerts are boxes of ours: mdBook's have English titles.
    pub(crate) fn titles_alerts(&self) -> bool {
        self.is_translated && self.own_kinds
    }

    /// What readers see of a field: the book's own label, otherwise the word of its language, otherwise the
    /// name in words.
    pub fn field_label(&self, name: &str) -> String {
        let field = self.schema.get(name);
        let own = field.and_then(|field| field.label.clone());
        // The box on the page has this name.
        let key = if name == "when_not_to_use" { "dont_use_when" } else { name };
        let word = || FIELD_WORDS.contains(&key).then(|| self.labels.get(key).to_owned());
        own.or_else(word).unwrap_or_else(|| crate::text::name::in_words(name))
    }
}
