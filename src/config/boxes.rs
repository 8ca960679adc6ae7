//! The kinds of boxes.

use super::table::{Table, set};
use super::taxonomy::{colour, icon};
use crate::text::name::in_words;
use crate::text::name::slug;

/// The kinds of [GitHub's alerts](https://docs.github.com/en/get-started/writing-on-github/getting-started-with-writing-and-formatting-on-github/basic-writing-and-formatting-syntax#alerts),
/// which mdBook draws by itself unless it is told not to.
pub(super) const GITHUB: &[&str] = &["note", "tip", "important", "warning", "caution"];

/// One kind of box.
#[derive(Debug, Clone, PartialEq)]
pub struct BoxKind {
    /// Its name, as in `> [!NAME]`.
    pub name: String,
    /// The title of boxes that have none of their own.
    pub title: String,
    /// An emoji or a short text.
    pub icon: Option<String>,
    /// A name of the palette.
    pub colour: Option<String>,
    /// Other names.
    pub aliases: Vec<String>,
}

impl BoxKind {
    /// A kind of which only the name is known.
    pub fn named(name: &str) -> Self {
        let name = slug(name);
        Self { title: in_words(&name), name, icon: None, colour: None, aliases: Vec::new() }
    }

    pub(super) fn apply(&mut self, table: &Table<'_>) {
        set(&mut self.title, table.text("title"));
        self.icon = icon(table).or(self.icon.take());
        self.colour = colour(table).or(self.colour.take());
        set(&mut self.aliases, table.list("aliases"));
    }

    /// Whether it is one of GitHub's alerts, which other renderers may know.
    pub(crate) fn is_alert(&self) -> bool {
        GITHUB.contains(&self.name.as_str())
    }

    /// The title of a box of this kind that has none, where its author wrote `written` for the kind. As in MkDocs,
    /// `!!! hint` is titled Hint, unless the book gives the kind a title.
    pub(crate) fn title_of(&self, written: &str, is_admonition: bool) -> String {
        let is_own = self.title != in_words(&self.name);
        if is_own || !is_admonition { self.title.clone() } else { in_words(&slug(written)) }
    }

    /// Whether `name` means this kind.
    pub fn is(&self, name: &str) -> bool {
        self.name == name || self.aliases.iter().any(|alias| slug(alias) == name)
    }
}
