//! The kinds of things that readers get of a page.

use std::ops::{Index, IndexMut};

/// Something that readers get, with the line that it comes from, where that is known.
#[derive(Debug, Clone)]
pub(in crate::migrate::audit) struct Item {
    pub(in crate::migrate::audit) text: String,
    pub(in crate::migrate::audit) line: usize,
    /// The last line of the block that it is in.
    pub(in crate::migrate::audit) last: usize,
    /// What has to be the same where the text differs. Of code with a tab after text: the same with one space in the
    /// place of several. Of an item: how deep it is.
    pub(in crate::migrate::audit) loose: Option<String>,
    /// Whether it stands in a footnote: those are shown at the end, wherever their lines are.
    pub(in crate::migrate::audit) is_note: bool,
}

/// What kind of thing readers get.
#[derive(Debug, Clone, Copy)]
pub(in crate::migrate::audit) enum Kind {
    Words,
    Code,
    Headings,
    /// The cells of each row of a table.
    Rows,
    Links,
    Pictures,
    /// Items of lists, terms and their definitions: how deep each is, and its first words.
    Items,
    /// The titles of tabs, sorted: MkDocs shows those of a group before what is in it.
    Tabs,
}

impl Kind {
    /// All of them, in the order of the report.
    pub(in crate::migrate::audit) const ALL: [Kind; 8] = [
        Kind::Words,
        Kind::Code,
        Kind::Headings,
        Kind::Rows,
        Kind::Links,
        Kind::Pictures,
        Kind::Items,
        Kind::Tabs,
    ];

    /// Its name in the report, in the plural.
    pub(in crate::migrate::audit) fn name(self) -> &'static str {
        match self {
            Kind::Words => "words",
            Kind::Code => "code",
            Kind::Headings => "headings",
            Kind::Rows => "rows of tables",
            Kind::Links => "links to other places",
            Kind::Pictures => "pictures",
            Kind::Items => "items of lists",
            Kind::Tabs => "titles of tabs",
        }
    }
}

/// All that readers get of a page, a list for each kind.
#[derive(Debug, Default)]
pub(in crate::migrate::audit) struct Shown([Vec<Item>; Kind::ALL.len()]);

impl Shown {
    /// Gives each item the author's line of its line; `origin` is empty where they are the same.
    pub(in crate::migrate::audit) fn move_lines(&mut self, origin: &[usize]) {
        for item in self.0.iter_mut().flatten() {
            let moved = |line: usize| origin.get(line.wrapping_sub(1)).copied().unwrap_or(line);
            (item.line, item.last) = (moved(item.line), moved(item.last));
        }
    }
}

impl Index<Kind> for Shown {
    type Output = Vec<Item>;

    fn index(&self, kind: Kind) -> &Self::Output {
        &self.0[kind as usize]
    }
}

impl IndexMut<Kind> for Shown {
    fn index_mut(&mut self, kind: Kind) -> &mut Self::Output {
        &mut self.0[kind as usize]
    }
}
