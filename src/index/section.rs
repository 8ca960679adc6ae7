//! The parts of a page that are searched: its sections, and what its front matter says.

/// What is said of a page outside of its text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Extra {
    pub(super) text: String,
    /// What is between it and the one before, whose text goes on in it.
    pub(super) joint: Option<String>,
    /// Whether neither the text of the page nor its title says it.
    pub(super) is_new: bool,
    /// Whether only the whole of it is a name, and its words are not those of a title.
    pub(super) is_one: bool,
}

impl Extra {
    pub(super) fn whole(text: String) -> Self {
        Self { text, joint: None, is_new: true, is_one: false }
    }

    pub(super) fn one(text: String) -> Self {
        Self { is_one: true, ..Self::whole(text) }
    }
}

/// A heading and what is under it.
#[derive(Debug, Default)]
pub(super) struct Section {
    /// The heading's text; empty before the first one.
    pub(super) heading: String,
    /// Its id in the page; empty before the first one.
    pub(super) id: String,
    /// Paragraphs, items, cells and code.
    pub(super) parts: Vec<Part>,
}

/// A paragraph, an item, a cell or a block of code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Part {
    /// Whether it is code, which excerpts show only where no text holds a word.
    pub(super) is_code: bool,
    /// Its text, which fits a text block.
    pub(super) text: String,
    /// What is between it and the part before, whose text goes on in it.
    pub(super) joint: Option<String>,
}
