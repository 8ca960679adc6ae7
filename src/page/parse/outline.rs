//! The blocks at the top level of a page: where its title ends, and which of them are navigation that its author wrote.

use std::ops::Range;

use pulldown_cmark::{Event, Tag};

use super::scene::Scene;
use crate::page::handwritten::{self, Handwritten, HandwrittenKind};

/// Gathers the blocks.
#[derive(Debug, Default)]
pub(super) struct Outline(Vec<Block>);

#[derive(Debug)]
struct Block {
    kind: BlockKind,
    span: Range<usize>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum BlockKind {
    Title,
    /// Of another level.
    Heading,
    Paragraph,
    Html,
    Other,
}

impl Outline {
    pub(super) fn event(&mut self, event: &Event<'_>, span: &Range<usize>, scene: &Scene<'_>) {
        if scene.depth > 0 {
            return;
        }
        let kind = match event {
            Event::Start(Tag::Heading { level, .. }) if *level as u8 == 1 => BlockKind::Title,
            Event::Start(Tag::Heading { .. }) => BlockKind::Heading,
            Event::Start(Tag::Paragraph) => BlockKind::Paragraph,
            Event::Start(Tag::HtmlBlock) => BlockKind::Html,
            Event::Start(_) | Event::Rule => BlockKind::Other,
            _ => return,
        };
        self.0.push(Block { kind, span: span.clone() });
    }

    /// The paragraphs that are navigation: breadcrumbs that open the page, neighbours that end it.
    pub(super) fn handwritten(&self, text: &str, found: &mut Vec<Handwritten>) {
        let span_of = |block: &Block| {
            let trimmed = text[block.span.clone()].trim_end().len();
            block.span.start..block.span.start + trimmed
        };
        let is_before = |block: &&Block| matches!(block.kind, BlockKind::Html | BlockKind::Title);
        let first = self.0.iter().find(|block| !is_before(block)).filter(|b| b.kind == BlockKind::Paragraph);
        let last = self.0.last().filter(|block| block.kind == BlockKind::Paragraph);
        let crumbs = first.map(span_of).filter(|span| handwritten::is_breadcrumbs(&text[span.clone()]));
        let neighbours = last.map(span_of).filter(|span| handwritten::is_neighbours(&text[span.clone()]));
        found.extend(crumbs.map(|span| Handwritten { kind: HandwrittenKind::Breadcrumbs, span }));
        found.extend(neighbours.map(|span| Handwritten { kind: HandwrittenKind::Neighbours, span }));
        found.sort_by_key(|found| found.span.start);
    }

    /// Where the first heading is, if it is of level 1; `in_html` is the first one in raw HTML, with its level. A heading
    /// without anything in it does not count, nor does one in a quote or a list.
    pub(super) fn title(&self, text: &str, in_html: Option<(usize, u8)>) -> Option<usize> {
        let is_heading = |block: &&Block| matches!(block.kind, BlockKind::Title | BlockKind::Heading);
        let shows = |block: &&Block| {
            let inside = text[block.span.clone()].trim_matches(|c: char| c == '#' || c.is_whitespace());
            !inside.is_empty()
        };
        let first = self.0.iter().find(|block| is_heading(block) && shows(block));
        let in_text = first.map(|block| (block.span.start, u8::from(block.kind != BlockKind::Title) + 1));
        let (at, level) = in_text.into_iter().chain(in_html).min()?;
        (level == 1).then_some(at)
    }

    /// Where the block of the title at `title` ends, if only comments, raw HTML, images and navigation stand before it.
    pub(super) fn title_end(&self, text: &str, title: usize, navigation: &[Handwritten]) -> Option<usize> {
        let at = self.0.iter().position(|block| block.span.contains(&title))?;
        let opens = self.0[..at].iter().all(|block| {
            let text = text[block.span.clone()].trim();
            block.kind == BlockKind::Html
                || text.starts_with("![")
                || text.starts_with("[![")
                || navigation.iter().any(|found| found.span.start == block.span.start)
        });
        opens.then(|| self.0[at].span.end)
    }
}
