//! The blocks of a page and what is in them, from the events of its one parse.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Tag};

use super::html;
use crate::page::Listener;

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

/// The blocks of a page.
#[derive(Debug)]
pub(crate) struct Blocks(pub(super) Vec<Node>);

/// Collects nodes from events.
#[derive(Debug, Clone, Default)]
pub(crate) struct NodeCollector {
    /// The blocks at the top.
    top: Vec<Node>,
    open: Vec<Node>,
}

impl Listener for NodeCollector {
    fn event(&mut self, page: &str, event: &Event<'_>, span: &Range<usize>) {
        let kind = match event {
            Event::Start(tag) => {
                let kind = match kind_of(tag) {
                    Kind::Quote(_) if is_box(&page[span.clone()]) => Kind::Quote(true),
                    kind => kind,
                };
                return self.open.push(Node { kind, span: span.clone(), below: Vec::new() });
            }
            Event::End(_) => {
                if let Some(node) = self.open.pop() {
                    self.add(node);
                }
                return;
            }
            Event::Text(text) => Kind::Text(text.to_string()),
            Event::Code(text) => Kind::Code(text.to_string()),
            Event::SoftBreak | Event::HardBreak => Kind::Break,
            Event::Rule => Kind::Rule,
            Event::InlineHtml(tag) if is_line_break(tag) && self.is_in_cell() => Kind::Break,
            Event::Html(_) | Event::InlineHtml(_) => Kind::Html,
            Event::FootnoteReference(_) => Kind::Footnote,
            Event::TaskListMarker(is_done) => Kind::Task(*is_done),
            _ => Kind::Other,
        };
        self.add(Node { kind, span: span.clone(), below: Vec::new() });
    }
}

impl NodeCollector {
    fn add(&mut self, node: Node) {
        match self.open.last_mut() {
            Some(parent) => parent.below.push(node),
            None => self.top.push(node),
        }
    }

    fn is_in_cell(&self) -> bool {
        self.open.iter().any(|node| node.kind == Kind::Cell)
    }

    /// The blocks of the page, whose text is given.
    pub(crate) fn finish(self, page: &str) -> Blocks {
        Blocks(html::enclosed(self.top, page))
    }
}

/// `<br>`, by which a cell has several lines.
fn is_line_break(tag: &str) -> bool {
    let name = tag.trim_start_matches('<').trim_end_matches(['>', '/', ' ']);
    name.eq_ignore_ascii_case("br")
}

/// Whether a quote is a box, of a kind that anybody knows or not: `> [!ANY]`.
fn is_box(quote: &str) -> bool {
    quote.trim_start_matches(['>', ' ', '\t']).starts_with("[!")
}

fn kind_of(tag: &Tag<'_>) -> Kind {
    match tag {
        Tag::Heading { level, .. } => Kind::Heading(*level as u8),
        Tag::Paragraph => Kind::Paragraph,
        Tag::BlockQuote(kind) => Kind::Quote(kind.is_some()),
        Tag::List(_) => Kind::List,
        Tag::Item => Kind::Item,
        Tag::Table(_) => Kind::Table,
        Tag::TableHead => Kind::Head,
        Tag::TableRow => Kind::Row,
        Tag::TableCell => Kind::Cell,
        Tag::DefinitionList => Kind::Definitions,
        Tag::DefinitionListTitle => Kind::Term,
        Tag::DefinitionListDefinition => Kind::Definition,
        Tag::HtmlBlock => Kind::Html,
        Tag::CodeBlock(_) | Tag::MetadataBlock(_) => Kind::Block,
        Tag::FootnoteDefinition(_) => Kind::FootnoteText,
        Tag::Strong => Kind::Strong,
        Tag::Emphasis => Kind::Emphasis,
        Tag::Strikethrough => Kind::Struck,
        Tag::Image { .. } => Kind::Image,
        Tag::Link { dest_url, link_type, .. } => {
            let is_whole = matches!(link_type, LinkType::Inline | LinkType::Autolink | LinkType::Email);
            Kind::Link(dest_url.to_string(), is_whole)
        }
        _ => Kind::Other,
    }
}

impl Node {
    pub(super) fn is_block(&self) -> bool {
        use Kind::*;
        matches!(
            self.kind,
            Heading(_) | Paragraph | Quote(_) | List | Table | Definitions | Rule | Block | FootnoteText
        )
    }

    /// The text that readers see.
    pub(super) fn text(&self) -> String {
        crate::text::markdown::squeeze(&text_of(std::slice::from_ref(self)))
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

    /// The blocks of an item behind its first text.
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
