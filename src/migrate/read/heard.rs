//! What is heard of a page while it is parsed.

use std::collections::HashSet;
use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, LinkType, Tag, TagEnd};

use super::{HEADING_LISTS, TABLES};
use crate::library::survey::Surveyor;
use crate::migrate::disagreements::{Disagreements, column};
use crate::page::Listener;

/// What is heard while a page is parsed.
#[derive(Default)]
pub(super) struct Heard {
    pub(super) surveyor: Surveyor,
    pub(super) given: HashSet<usize>,
    pub(super) fences: Vec<(Range<usize>, String)>,
    pub(super) spans: Vec<Range<usize>>,
    pub(super) line_ends: Vec<usize>,
    pub(super) constructs: Vec<(&'static str, usize)>,
    /// The items around, by the columns that the inside of each starts further in to MkDocs.
    pub(super) items: Vec<usize>,
    /// Where items start that follow another one, and where that starts.
    pub(super) following: Vec<(usize, usize)>,
    /// The last items of the lists around.
    pub(super) last_items: Vec<Option<usize>>,
    pub(super) indented: Vec<(Range<usize>, usize)>,
    /// The same of raw HTML that keeps its spaces.
    pub(super) kept: Vec<(Range<usize>, usize)>,
    /// Cells of tables, and terms of definitions.
    pub(super) cells: Vec<Range<usize>>,
    /// Backslashes that are none of the text.
    pub(super) escapes: Vec<usize>,
    /// What is struck out, with its signs.
    pub(super) struck: Vec<Range<usize>>,
    pub(super) leaves: Vec<Range<usize>>,
    /// Whether the last of them goes on.
    pub(super) in_leaf: bool,
    pub(super) texts: Vec<Range<usize>>,
    pub(super) link_texts: Vec<Range<usize>>,
    /// The bytes of emphasis, and how many signs each has at its ends.
    pub(super) emphasis: Vec<(Range<usize>, usize)>,
    pub(super) whole_links: Vec<Range<usize>>,
    pub(super) disagreements: Disagreements,
    /// The links that are open: whether each is an address in angle brackets.
    pub(super) in_links: Vec<bool>,
    /// How many images and blocks of code are open.
    pub(super) in_others: usize,
    /// Whether a tag of raw HTML has opened a link in the block.
    pub(super) in_anchor: bool,
}

impl Heard {
    fn leaf(&mut self, text: &str, event: &Event<'_>, span: &Range<usize>) {
        let goes_on = match event {
            Event::Start(tag) => is_in_line(&tag.to_end()),
            Event::End(tag) => is_in_line(tag),
            Event::Html(_) | Event::Rule => false,
            _ => true,
        };
        match self.leaves.last_mut() {
            Some(leaf) if goes_on && self.in_leaf => leaf.end = leaf.end.max(span.end),
            _ if goes_on => {
                // A backslash is none of the text that it stands before.
                let start = span.start - usize::from(text[..span.start].ends_with('\\'));
                self.leaves.push(start..span.end);
            }
            _ => {}
        }
        self.in_leaf = goes_on;
    }

    fn plain_text(&mut self, text: &str, event: &Event<'_>, span: &Range<usize>) {
        let is_other = |tag: &TagEnd| matches!(tag, TagEnd::Image | TagEnd::CodeBlock | TagEnd::HtmlBlock);
        match event {
            Event::Start(Tag::Link { link_type, .. }) => {
                self.whole_links.push(span.clone());
                self.in_links.push(matches!(link_type, LinkType::Autolink | LinkType::Email));
            }
            Event::End(TagEnd::Link) => {
                self.in_links.pop();
            }
            Event::Start(Tag::Strikethrough) if self.in_others == 0 => self.struck.push(span.clone()),
            Event::Start(Tag::Emphasis) if self.in_others == 0 => self.emphasis.push((span.clone(), 1)),
            Event::Start(Tag::Strong) if self.in_others == 0 => self.emphasis.push((span.clone(), 2)),
            Event::Start(tag) if is_other(&tag.to_end()) => self.in_others += 1,
            Event::End(tag) if is_other(tag) => self.in_others = self.in_others.saturating_sub(1),
            Event::InlineHtml(html) if html.starts_with("<a ") => self.in_anchor = !html.ends_with("/>"),
            Event::InlineHtml(html) if html.starts_with("</a") => self.in_anchor = false,
            // What a block leaves open ends with it.
            Event::End(tag) if !is_in_line(tag) => self.in_anchor = false,
            Event::Text(_) if self.in_others == 0 && !self.in_links.contains(&true) => {
                let is_link = self.in_anchor || !self.in_links.is_empty();
                let texts = if is_link { &mut self.link_texts } else { &mut self.texts };
                // The sign after a backslash is a sign, and nothing else.
                let is_escaped = text[..span.start].ends_with('\\');
                self.escapes.extend(is_escaped.then(|| span.start - 1));
                let start = span.start + usize::from(is_escaped);
                match texts.last_mut().filter(|last| last.end == start) {
                    Some(last) => last.end = span.end,
                    None if start < span.end => texts.push(start..span.end),
                    None => {}
                }
            }
            _ => {}
        }
    }
}

/// Whether raw HTML starts with an element that keeps its spaces.
fn starts_pre(html: &str) -> bool {
    html.trim_start().get(..4).is_some_and(|tag| tag.eq_ignore_ascii_case("<pre"))
}

fn is_in_line(tag: &TagEnd) -> bool {
    matches!(
        tag,
        TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Link
            | TagEnd::Image
            | TagEnd::Superscript
            | TagEnd::Subscript
    )
}

impl Listener for Heard {
    fn event(&mut self, text: &str, event: &Event<'_>, span: &Range<usize>) {
        self.surveyor.event(text, event, span);
        self.leaf(text, event, span);
        self.disagreements.event(text, event, span);
        self.plain_text(text, event, span);
        match event {
            Event::Start(Tag::Heading { id, classes, attrs, .. }) => {
                if id.is_some() {
                    self.given.insert(span.start);
                }
                if id.is_some() || !classes.is_empty() || !attrs.is_empty() {
                    self.constructs.push((HEADING_LISTS, span.start));
                }
            }
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => {
                self.fences.push((span.clone(), info.to_string()));
            }
            Event::Start(Tag::CodeBlock(CodeBlockKind::Indented)) => {
                self.indented.push((span.clone(), self.items.last().copied().unwrap_or_default()));
            }
            Event::Start(Tag::HtmlBlock) if starts_pre(&text[span.clone()]) => {
                self.kept.push((span.clone(), self.items.last().copied().unwrap_or_default()));
            }
            Event::Start(Tag::List(_)) => self.last_items.push(None),
            Event::End(TagEnd::List(_)) => {
                self.last_items.pop();
            }
            Event::Start(Tag::Item) => {
                self.items.push(columns_left(text, span));
                let at = start_of_item(text, span);
                let before = self.last_items.last_mut().and_then(|last| last.replace(at));
                self.following.extend(before.map(|before| (before, at)));
            }
            // Code in a box or a quote stands as far from its side as its author wrote.
            Event::Start(Tag::BlockQuote(kind)) => {
                if kind.is_some() {
                    self.constructs.push(("boxes", span.start));
                }
                self.items.push(0);
            }
            Event::End(TagEnd::Item | TagEnd::BlockQuote(_)) => {
                self.items.pop();
            }
            Event::Code(_) => self.spans.push(span.clone()),
            Event::SoftBreak => self.line_ends.push(span.start),
            Event::Start(Tag::TableCell | Tag::DefinitionListTitle) => self.cells.push(span.clone()),
            Event::Start(Tag::Table(_)) => self.constructs.push((TABLES, span.start)),
            Event::Start(Tag::FootnoteDefinition(_)) => self.constructs.push(("footnotes", span.start)),
            Event::Start(Tag::DefinitionList) => self.constructs.push(("definition lists", span.start)),
            Event::TaskListMarker(_) => self.constructs.push(("task lists", span.start)),
            _ => {}
        }
    }
}

/// Where an item starts: its bytes may start with its indent.
fn start_of_item(text: &str, span: &Range<usize>) -> usize {
    let item = &text[span.clone()];
    span.start + item.len() - item.trim_start_matches(' ').len()
}

/// How many columns stand between where CommonMark takes the inside of an item to start, and where MkDocs does: at the
/// next column of four.
fn columns_left(text: &str, span: &Range<usize>) -> usize {
    let indent = column(text, span);
    // The bytes of a nested item may start with its indent.
    let item = text[span.clone()].trim_start_matches(' ');
    let marker = item.find([' ', '\t', '\n']).unwrap_or(item.len());
    let spaces = item[marker..].bytes().take_while(|b| *b == b' ').count();
    let inside = if (1..=4).contains(&spaces) { spaces } else { 1 };
    (indent - indent % 4 + 4).saturating_sub(indent + marker + inside)
}
