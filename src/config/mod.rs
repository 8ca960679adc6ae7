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

use crate::diagnostic::Diagnostic;
use crate::schema::{Date, Field, FieldType, Schema};
use crate::text::name::{key, slug};
use table::{Problem, Problems, Table};

const DEFAULTS: &str = include_str!("defaults.toml");

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
    /// What stands above and below a page's text.
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
    /// Pages at these paths are none.
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

/// mdBook's own keys of a preprocessor's table.
const MDBOOKS: &[&str] = &["command", "renderers", "before", "after", "optional"];

/// The key that `install` writes, which says nothing about the book either.
const OF_INSTALL: &str = "assets-version";

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

    /// What readers see of a field: the book's own label, else the word of its language, else the
    /// name in words.
    pub fn field_label(&self, name: &str) -> String {
        let field = self.schema.get(name);
        let own = field.and_then(|field| field.label.clone());
        let word = || FIELD_WORDS.contains(&name).then(|| self.labels.get(name).to_owned());
        own.or_else(word).unwrap_or_else(|| crate::text::name::in_words(name))
    }

    /// Reads `[preprocessor.patterns]`. The configuration is always usable; what was wrong with it
    /// is in the list.
    pub fn read(table: &toml::Table, book: &BookInfo) -> (Self, Vec<Diagnostic>) {
        let mut config = Self::empty(book.language.as_deref());
        config.mermaid = book.draws_mermaid;
        config.is_right_to_left = book.is_right_to_left;
        config.edit_url = book.edit_url.clone();
        config.own_kinds = !book.has_other_kinds
            || table.keys().any(|key| !MDBOOKS.contains(&key.as_str()) && key != OF_INSTALL);
        let problems = Problems::default();
        match DEFAULTS.parse::<toml::Table>() {
            Ok(defaults) => config.apply(Table::root(&problems, &defaults)),
            Err(error) => problems.problem(Problem::new(&[], error.to_string())),
        }
        debug_assert!(problems.is_clean(), "{:?}", problems.take());
        config.taxonomies.iter_mut().for_each(TaxonomyConfig::build_in);
        config.speak(book.language.as_deref());
        let root = Table::root(&problems, table);
        claims::check(&root, &config.schema);
        config.apply(root);
        config.declare_taxonomy_fields(&Table::root(&problems, table));
        config.apply_defaults(&Table::root(&problems, table));
        let problems = locate::diagnostics(problems.take(), &book.book_toml, &["preprocessor", "patterns"]);
        (config, problems)
    }

    fn empty(language: Option<&str>) -> Self {
        Self {
            entries: EntryRule::default(),
            drafts: Drafts::Omit,
            schema: Schema::default(),
            defaults: Vec::new(),
            taxonomies: Vec::new(),
            boxes: BTreeMap::new(),
            is_translated: false,
            own_kinds: true,
            furniture: Furniture::default(),
            nav_order: NavOrder::Summary,
            replace_handwritten: true,
            mkdocs_syntax: false,
            read_text: false,
            home: true,
            reading_time: true,
            words_per_minute: 200,
            catalog: CatalogPage::default(),
            mermaid: false,
            is_right_to_left: false,
            edit_url: None,
            as_of: None,
            on_problem: OnProblem::Warn,
            show_problems: ShowProblems::Serve,
            assets_version: None,
            check: CheckConfig::default(),
            search: SearchConfig::default(),
            labels: Labels::of(language),
        }
    }

    /// Changes what `table` says, and leaves the rest as it is.
    fn apply(&mut self, table: Table<'_>) {
        table.allow(MDBOOKS);
        set(&mut self.replace_handwritten, table.bool("replace-handwritten"));
        set(&mut self.mkdocs_syntax, table.bool("mkdocs-syntax"));
        set(&mut self.read_text, table.bool("read-text"));
        set(&mut self.home, table.bool("home"));
        set(&mut self.mermaid, table.bool("mermaid"));
        self.as_of = date(&table, "as-of").or(self.as_of);
        set(&mut self.reading_time, table.bool("reading-time"));
        set(&mut self.words_per_minute, table.integer("words-per-minute", 1..=100_000));
        set(&mut self.nav_order, table.one_of("nav-order", NAV_ORDERS));
        set(&mut self.on_problem, table.one_of("on-problem", ON_PROBLEM));
        set(&mut self.drafts, table.one_of("drafts", DRAFTS));
        set(&mut self.show_problems, table.one_of("show-problems", SHOW_PROBLEMS));
        self.assets_version = table.text("assets-version").or(self.assets_version.take());
        if let Some(entries) = table.table("entries") {
            set(&mut self.entries.types, entries.list("types"));
            set(&mut self.entries.paths, PathPatterns::read(&entries, "paths"));
            set(&mut self.entries.exclude, PathPatterns::read(&entries, "exclude"));
            entries.finish();
        }
        if let Some(furniture) = table.table("furniture") {
            set(&mut self.furniture.top, pieces(&furniture, "top"));
            set(&mut self.furniture.bottom, pieces(&furniture, "bottom"));
            furniture.finish();
        }
        if let Some(catalog) = table.table("catalog") {
            self.catalog.apply(&catalog);
            catalog.finish();
        }
        if let Some(check) = table.table("check") {
            self.check.apply(&check);
            check.finish();
        }
        self.search.apply(&table);
        if let Some(labels) = table.table("labels") {
            self.labels.apply(&labels);
        }
        for name in table.list("keep").unwrap_or_default() {
            if self.schema.get(&name).is_none() {
                self.schema.declare(Field::new(&name, FieldType::Free));
            }
        }
        self.declare_fields(&table);
        // They are read when all fields are known.
        table.allow(&["defaults"]);
        for (name, taxonomy) in table.tables("taxonomy") {
            self.taxonomy_mut(&name, &taxonomy).apply(&taxonomy);
            taxonomy.finish_beside(fields::KEYS, &name);
        }
        for (name, kind) in table.tables("box") {
            self.boxes.entry(slug(&name)).or_insert_with(|| BoxKind::named(&name)).apply(&kind);
            kind.finish();
        }
        table.finish();
    }

    fn taxonomy_mut(&mut self, name: &str, table: &Table<'_>) -> &mut TaxonomyConfig {
        let is_alias = self.schema.get(name).is_some_and(|field| key(&field.name) != key(name));
        if is_alias && taxonomy::says_path(table) {
            // Where terms are in the path, the built-in field has others.
            self.schema.give_up(name);
        }
        let name = self.schema.get(name).map_or_else(|| name.replace('-', "_"), |field| field.name.clone());
        let at = self.taxonomies.iter().position(|t| t.name == name).unwrap_or_else(|| {
            self.taxonomies.push(TaxonomyConfig::named(&name));
            self.taxonomies.len() - 1
        });
        &mut self.taxonomies[at]
    }

    /// Every taxonomy is a field of terms, declared or not.
    fn declare_taxonomy_fields(&mut self, table: &Table<'_>) {
        let mut taxonomies = std::mem::take(&mut self.taxonomies);
        taxonomies.retain_mut(|taxonomy| match self.schema.get(&taxonomy.name) {
            Some(field) if fields::classifies(field.kind) => {
                // Years go up.
                taxonomy.ordered |= field.kind == FieldType::Date;
                self.schema.declare(field.clone().classifying());
                true
            }
            Some(field) => {
                let (name, kind) = (&taxonomy.name, field.kind.name());
                let message = format!("`{name}` is a field of type `{kind}`, whose values cannot be terms");
                table.reject_taxonomy(name, message);
                false
            }
            None => {
                self.schema.declare(Field::new(&taxonomy.name, FieldType::Terms));
                true
            }
        });
        self.taxonomies = taxonomies;
        let undeclared: Vec<String> = self
            .schema
            .fields()
            .filter(|f| f.kind == FieldType::Terms && !self.taxonomies.iter().any(|t| t.name == f.name))
            .map(|f| f.name.clone())
            .collect();
        self.taxonomies.extend(undeclared.iter().map(|name| TaxonomyConfig::named(name)));
    }
}

const NAV_ORDERS: &[(&str, NavOrder)] = &[("summary", NavOrder::Summary), ("category", NavOrder::Category)];
const DRAFTS: &[(&str, Drafts)] = &[("omit", Drafts::Omit), ("show", Drafts::Show)];
const ON_PROBLEM: &[(&str, OnProblem)] = &[("warn", OnProblem::Warn), ("error", OnProblem::Error)];
const SHOW_PROBLEMS: &[(&str, ShowProblems)] =
    &[("serve", ShowProblems::Serve), ("always", ShowProblems::Always), ("never", ShowProblems::Never)];

fn set<T>(place: &mut T, value: Option<T>) {
    if let Some(value) = value {
        *place = value;
    }
}

/// A date, as TOML has it or as a text.
fn date(table: &Table<'_>, key: &'static str) -> Option<Date> {
    let value = table.get(key)?;
    let text = match value {
        toml::Value::String(text) => text.clone(),
        value => value.as_datetime().map(ToString::to_string).unwrap_or_default(),
    };
    let date = Date::parse(&text);
    if date.is_none() {
        table.reject(key, "a date such as `2026-11-01`");
    }
    date
}

/// A list of furniture; `catalog`-like names that do not exist are reported.
fn pieces(table: &Table<'_>, key: &'static str) -> Option<Vec<PageElement>> {
    let names = table.list(key)?;
    let piece = |name: &String| {
        let piece = PageElement::named(name);
        if piece.is_none() {
            table.reject_value(key, name, PageElement::ALL.iter().map(|piece| piece.name()));
        }
        piece
    };
    Some(names.iter().filter_map(piece).collect())
}
