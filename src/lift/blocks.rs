//! The blocks of a page and what is in them, from the events of its one parse.

use std::ops::Range;

use pulldown_cmark::{Event, Tag};

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
    /// A quote, and whether it is an alert such as `[!NOTE]`.
    Quote(bool),
    List,
    Item,
    Rule,
    Html,
    Strong,
    Link(String),
    Text(String),
    Code(String),
    Break,
    Other,
}

/// Gathers nodes from events.
#[derive(Debug, Default)]
pub(super) struct Gatherer {
    /// The blocks at the top.
    top: Vec<Node>,
    open: Vec<Node>,
}

impl Listener for Gatherer {
    fn event(&mut self, _: &str, event: &Event<'_>, span: &Range<usize>) {
        let kind = match event {
            Event::Start(tag) => {
                let node = Node { kind: kind_of(tag), span: span.clone(), below: Vec::new() };
                return self.open.push(node);
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
            Event::Html(_) | Event::InlineHtml(_) => Kind::Html,
            _ => Kind::Other,
        };
        self.add(Node { kind, span: span.clone(), below: Vec::new() });
    }
}

impl Gatherer {
    fn add(&mut self, node: Node) {
        match self.open.last_mut() {
            Some(parent) => parent.below.push(node),
            None => self.top.push(node),
        }
    }

    pub(super) fn finish(self) -> Vec<Node> {
        self.top
    }
}

fn kind_of(tag: &Tag<'_>) -> Kind {
    match tag {
        Tag::Heading { level, .. } => Kind::Heading(*level as u8),
        Tag::Paragraph => Kind::Paragraph,
        Tag::BlockQuote(kind) => Kind::Quote(kind.is_some()),
        Tag::List(_) => Kind::List,
        Tag::Item => Kind::Item,
        Tag::HtmlBlock => Kind::Html,
        Tag::Strong => Kind::Strong,
        Tag::Link { dest_url, .. } => Kind::Link(dest_url.to_string()),
        _ => Kind::Other,
    }
}

impl Node {
    pub(super) fn is_block(&self) -> bool {
        matches!(self.kind, Kind::Heading(_) | Kind::Paragraph | Kind::Quote(_) | Kind::List | Kind::Rule)
    }

    /// The text that readers see.
    pub(super) fn text(&self) -> String {
        crate::page::squeeze(&text_of(std::slice::from_ref(self)))
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

    /// Whether an item holds more than one paragraph.
    pub(super) fn holds_blocks(&self) -> bool {
        self.below.iter().filter(|node| node.is_block()).count()
            > usize::from(self.below.first().is_some_and(|first| first.kind == Kind::Paragraph))
    }
}

/// The text that readers see of some nodes.
pub(super) fn text_of(nodes: &[Node]) -> String {
    let mut text = String::new();
    for node in nodes {
        match &node.kind {
            Kind::Text(piece) | Kind::Code(piece) => text.push_str(piece),
            Kind::Break => text.push(' '),
            Kind::Html | Kind::Rule => {}
            _ => text.push_str(&text_of(&node.below)),
        }
    }
    text
}
