//! Taxonomies and their terms, as the configuration declares them.

use toml::Value;

use super::table::{Table, set};
use crate::diagnostic::Code;
use crate::source::dialect::{shortcode_of, shown_icon};
use crate::text::name::{capital, in_words, is_id, term_id};

/// The names of the palette; each has a light and a dark variant that pass WCAG AA.
pub const COLOURS: &[&str] = &[
    "gold", "silver", "bronze", "blue", "green", "orange", "purple", "red", "teal", "yellow", "pink", "grey",
];

/// A field whose values classify pages.
#[derive(Debug, Clone, PartialEq)]
pub struct TaxonomyConfig {
    /// The name of its field.
    pub name: String,
    /// What readers see.
    pub label: String,
    /// An emoji or a short text before its label.
    pub icon: Option<String>,
    /// Whether pages show a badge for each of their terms.
    pub badge: bool,
    /// Whether pages list its terms, where they show no badge for it.
    pub row: bool,
    /// Whether the catalog filters by it.
    pub facet: bool,
    /// Whether the catalog shows its terms as buttons.
    pub quick: bool,
    /// Whether its terms have an order, so that ranges make sense.
    pub ordered: bool,
    /// Whether values that no term declares are fine.
    pub open: bool,
    /// The page types whose pages are its terms.
    pub from: Vec<String>,
    /// Where the term of a page that says none is in its path.
    pub from_path: Option<FromPath>,
    /// How many terms get a page of their own.
    pub pages: usize,
    /// What a page that is a term calls the pages that carry it.
    pub inverse: Option<String>,
    /// The declared terms in their order.
    pub terms: Vec<TermConfig>,
    /// Whether the book declares them.
    pub own_terms: bool,
    /// Whether the book says which terms there are: it declares them, takes them from pages, or wants no others.
    pub own: bool,
}

/// What part of a page's path is its term.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FromPath {
    /// The folder of this level; 1 is the outermost.
    Folder(u32),
    /// The number that the file's name starts with.
    Number,
}

/// One declared value of a taxonomy.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct TermConfig {
    /// Its id, in lower case with dashes.
    pub id: String,
    /// What readers see.
    pub label: String,
    /// An emoji or a short text.
    pub icon: Option<String>,
    /// A name of [`COLOURS`].
    pub colour: Option<String>,
    /// What it means, in inline Markdown.
    pub description: Option<String>,
    /// A page or an address that explains it.
    pub link: Option<String>,
    /// Other values that mean it.
    pub aliases: Vec<String>,
    /// Patterns of headings: pages that have one for each carry the term without saying so.
    pub has_headings: Vec<String>,
}

impl TaxonomyConfig {
    /// A taxonomy of which only the name of its field is known, and what readers see of that.
    pub(super) fn named(name: &str, label: String) -> Self {
        Self {
            name: name.to_owned(),
            label,
            icon: None,
            badge: false,
            row: false,
            facet: false,
            quick: false,
            ordered: false,
            open: false,
            from: Vec::new(),
            from_path: None,
            pages: 0,
            inverse: None,
            terms: Vec::new(),
            own_terms: false,
            own: false,
        }
    }

    pub(super) fn apply(&mut self, table: &Table<'_>) {
        set(&mut self.label, table.text("label"));
        self.icon = icon(table).or(self.icon.take());
        let badge = table.bool("badge");
        // Who wants neither a badge nor the row says so.
        self.row = (self.row || badge.is_none()) && badge != Some(false);
        set(&mut self.badge, badge);
        set(&mut self.facet, table.bool("facet"));
        set(&mut self.quick, table.bool("quick"));
        set(&mut self.ordered, table.bool("ordered"));
        set(&mut self.open, table.bool("open"));
        self.apply_from(table);
        // Terms that are pages are listed with what is said of them.
        self.row &= self.from.is_empty();
        set(&mut self.pages, term_pages(table));
        self.inverse = table.text("inverse").or(self.inverse.take());
        let terms = terms(table);
        self.own_terms |= terms.is_some();
        set(&mut self.terms, terms);
        self.own |= self.own_terms || table.bool("open") == Some(false) || !self.from.is_empty();
    }
}

impl TaxonomyConfig {
    /// Makes it one that this program declares, and no book.
    pub(super) fn build_in(&mut self) {
        self.own = false;
        self.own_terms = false;
        self.row = self.name == "status";
    }

    fn apply_from(&mut self, table: &Table<'_>) {
        let level = table.integer("level", 1..=100);
        let Some(from) = table.list("from") else {
            if level.is_some() {
                table.reject("level", "`from = \"folder\"` beside it");
            }
            return;
        };
        self.from_path = match from.as_slice() {
            [one] if one == "folder" => Some(FromPath::Folder(level.unwrap_or(1))),
            [one] if one == "number" => Some(FromPath::Number),
            _ => None,
        };
        self.from = if self.from_path.is_some() { Vec::new() } else { from };
    }
}

/// How many terms of a taxonomy get a page of their own, unless the book names a number.
const TERM_PAGES: usize = 1000;

fn term_pages(table: &Table<'_>) -> Option<usize> {
    table.typed("pages", "`true`, `false` or a whole number", |value| match value {
        Value::Boolean(wanted) => Some(if *wanted { TERM_PAGES } else { 0 }),
        value => value.as_integer().and_then(|number| usize::try_from(number).ok()),
    })
}

/// Whether a table takes its terms from the paths of pages.
pub(super) fn says_path(table: &Table<'_>) -> bool {
    table
        .list("from")
        .is_some_and(|from| matches!(from.as_slice(), [one] if one == "folder" || one == "number"))
}

fn terms(table: &Table<'_>) -> Option<Vec<TermConfig>> {
    let items = match table.get("terms")? {
        Value::Array(items) => items,
        _ => {
            table.reject("terms", "a list of texts or tables");
            return None;
        }
    };
    let term = |(index, item): (usize, &Value)| match item {
        Value::String(value) => Some(TermConfig::named(value)),
        Value::Table(term) => TermConfig::read(&table.item("terms", index, term)),
        _ => {
            table.reject("terms", "a list of texts or tables");
            None
        }
    };
    Some(items.iter().enumerate().filter_map(term).collect())
}

impl TermConfig {
    /// A term of which only the value is known.
    pub fn named(value: &str) -> Self {
        // A name of capitals stays as it is, and so do signs; only in an id do they stand for spaces.
        let is_as_shown = value.chars().any(char::is_uppercase) || !value.chars().any(char::is_alphanumeric);
        let label = match is_as_shown {
            true => value.to_owned(),
            false if is_id(value) => in_words(value),
            false => capital(value),
        };
        Self { id: term_id(value), label, ..Self::default() }
    }

    fn read(table: &Table<'_>) -> Option<Self> {
        let Some(id) = table.text("id") else {
            table.reject("id", "the term's id");
            return None;
        };
        let mut term = Self::named(&id);
        set(&mut term.label, table.text("label"));
        term.icon = icon(table);
        term.description = table.text("description");
        term.link = table.text("link");
        term.aliases = table.list("aliases").unwrap_or_default();
        term.has_headings = table.list("has-headings").unwrap_or_default();
        term.colour = colour(table);
        table.finish();
        Some(term)
    }
}

/// What readers see of an icon, whatever the notation of its name.
pub(super) fn icon(table: &Table<'_>) -> Option<String> {
    let written = table.text("icon")?;
    let shown = shown_icon(&written);
    if shown.is_none() && shortcode_of(&written).is_some() {
        table.warn(
            "icon",
            Code::UnknownIcon,
            format!("the icon `{written}` cannot be drawn, and is ignored"),
        );
    }
    shown
}

/// A colour of the palette.
pub(super) fn colour(table: &Table<'_>) -> Option<String> {
    let name = table.text("colour")?;
    if !COLOURS.contains(&name.as_str()) {
        table.reject_value("colour", &name, COLOURS.iter().copied());
        return None;
    }
    Some(name)
}
