//! The blocks of a page and what is in them, from the events of its one parse.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Tag};

use super::header::header;
use super::html;
use super::node::{Kind, Node};
use crate::page::Listener;

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
            Event::Text(text) => Kind::Text(without_typography(text, &page[span.clone()]).to_owned()),
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
        let mut blocks = html::enclosed(self.top, page);
        // Below the title or in place of it; code below a title is a sample.
        let first = blocks.iter_mut().take(2).enumerate().find(|(_, block)| block.kind != Kind::Heading(1));
        if let Some((at, first)) = first
            && (at == 0 || first.kind == Kind::Html)
            && let Some(header) = header(first, page)
        {
            *first = header;
        }
        Blocks(blocks)
    }
}

/// A sign that mdBook makes of quotes, dashes and dots, as its author wrote it.
fn without_typography<'t>(text: &'t str, written: &'t str) -> &'t str {
    let is_plain =
        !written.is_empty() && written.bytes().all(|byte| matches!(byte, b'\'' | b'"' | b'-' | b'.'));
    let is_made = matches!(text, "’" | "‘" | "“" | "”" | "–" | "—" | "…");
    if is_plain && is_made { written } else { text }
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
