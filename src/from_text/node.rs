//! A block of a page or a piece of its text.

use std::ops::Range;

use crate::text::markdown::squeeze;

/// A block or a piece of text, with what is in it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Node {
    pub(super) kind: Kind,
    /// Its bytes in the page.
    pub(super) span: Range<usize>,
    pub(super) below: Vec<Node>,
}

/// What a node is, as far as it matters to what may be lifted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Kind {
    Heading(u8),
    Paragraph,
    /// A quote, and whether it is a box such as `[!NOTE]`.
    Quote(bool),
    List,
    Item,
    Table,
    /// The first row of a table.
    Head,
    Row,
    Cell,
    /// Terms and definitions of them.
    Definitions,
    Term,
    Definition,
    Rule,
    Html,
    /// The lines of a header in a `<pre>` or in code, which only the first block of a page can be, or the one below its title.
    Header,
    /// Code and other blocks that hold no metadata.
    Block,
    /// What a footnote says.
    FootnoteText,
    Strong,
    Emphasis,
    Struck,
    /// Where a link leads, and whether its address stands in it.
    Link(String, bool),
    Image,
    Footnote,
    /// The box of a task, and whether it is checked.
    Task(bool),
    Text(String),
    Code(String),
    Break,
    Other,
}

impl Node {
    pub(super) fn is_block(&self) -> bool {
        use Kind::*;
        matches!(
            self.kind,
            Heading(_)
                | Paragraph
                | Quote(_)
                | List
                | Table
                | Definitions
                | Rule
                | Header
                | Block
                | FootnoteText
        )
    }

    /// Whether this is an HTML comment, which says nothing to readers.
    pub(super) fn is_comment(&self, page: &str) -> bool {
        let written = page[self.span.clone()].trim();
        self.kind == Kind::Html
            && written.strip_prefix("<!--").is_some_and(|rest| rest.find("-->") == rest.len().checked_sub(3))
    }

    /// The text that readers see.
    pub(super) fn text(&self) -> String {
        squeeze(&text_of(std::slice::from_ref(self)))
    }

    /// The inline nodes of an item or a paragraph: of an item those before any block in it.
    pub(super) fn inlines(&self) -> &[Node] {
        match self.below.first() {
            Some(first) if first.kind == Kind::Paragraph => &first.below,
            _ => {
                let end = self.below.iter().position(Node::is_block).unwrap_or(self.below.len());
                &self.below[..end]
            }
        }
    }

    /// The blocks of an item after its first text.
    pub(super) fn blocks_behind(&self) -> &[Node] {
        let first = self.below.iter().position(Node::is_block).unwrap_or(self.below.len());
        let is_text = self.below.get(first).is_some_and(|node| first == 0 && node.kind == Kind::Paragraph);
        &self.below[first + usize::from(is_text)..]
    }

    /// Whether an item holds more than one paragraph.
    pub(super) fn holds_blocks(&self) -> bool {
        !self.blocks_behind().is_empty()
    }
}

/// The text that readers see of some nodes.
pub(super) fn text_of(nodes: &[Node]) -> String {
    let mut text = String::new();
    for node in nodes {
        match &node.kind {
            Kind::Text(piece) | Kind::Code(piece) => text.push_str(piece),
            Kind::Break => text.push(' '),
            Kind::Html | Kind::Rule | Kind::Footnote => {}
            _ => {
                text.push_str(&text_of(&node.below));
                if node.is_block() {
                    text.push(' ');
                }
            }
        }
    }
    text
}
