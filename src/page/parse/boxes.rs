//! The quotes of a page that are boxes.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::Input;
use super::scene::Scene;
use crate::page::blockquote::{self, Quoted};
use crate::source::dialect::Block;

/// Gathers the boxes.
#[derive(Debug, Default)]
pub(super) struct Boxes {
    found: Vec<Quoted>,
    open: Vec<OpenBox>,
}

/// A box that may not have ended yet.
#[derive(Debug)]
struct OpenBox {
    /// Its place among those of the page.
    place: usize,
    end: usize,
    /// How many containers are open around what is directly in it.
    inner_depth: usize,
}

impl Boxes {
    /// Hears an event, and tells the scene whether a box opens.
    pub(super) fn event(
        &mut self,
        event: &Event<'_>,
        span: &Range<usize>,
        scene: &mut Scene<'_>,
        input: &Input<'_>,
    ) {
        match event {
            Event::Start(Tag::BlockQuote(None)) => {
                let blocks = input.rewrite.map_or(&[][..], |rewrite| &rewrite.blocks);
                if let Some(quoted) = read(scene, span.clone(), blocks) {
                    self.open(quoted, scene.depth + 1);
                    scene.opens_box = true;
                }
            }
            Event::Start(Tag::DefinitionListTitle) => self.drop_box_of_term(scene.text, span.start),
            Event::End(TagEnd::CodeBlock) if scene.is_fenced => self.end_leaf(scene, span),
            Event::End(TagEnd::HtmlBlock) => self.end_leaf(scene, &scene.html_block(span)),
            _ => {}
        }
    }

    fn open(&mut self, mut quoted: Quoted, inner_depth: usize) {
        let end = quoted.span.end;
        while self.open.last().is_some_and(|open| open.end < end) {
            self.open.pop();
        }
        quoted.parent = self.open.last().map(|open| open.place);
        self.open.push(OpenBox { place: self.found.len(), end, inner_depth });
        self.found.push(quoted);
    }

    /// What would be the title of a box is a term that is defined in the next line: the quote is not a box.
    fn drop_box_of_term(&mut self, text: &str, term: usize) {
        let is_title = |quoted: &Quoted| {
            quoted.span.start <= term
                && memchr::memchr(b'\n', &text.as_bytes()[quoted.span.start..term]).is_none()
        };
        if self.found.last().is_some_and(is_title) {
            self.found.pop();
            self.open.pop();
        }
    }

    /// Code or raw HTML that stands directly in a box has ended.
    fn end_leaf(&mut self, scene: &Scene<'_>, span: &Range<usize>) {
        // Boxes in this one may have ended before it.
        while self.open.last().is_some_and(|open| open.inner_depth > scene.depth) {
            self.open.pop();
        }
        let place = self.open.last().filter(|open| open.inner_depth == scene.depth).map(|open| open.place);
        let Some(quoted) = place.and_then(|place| self.found.get_mut(place)) else { return };
        if quoted.span.contains(&span.start) {
            quoted.left_open = blockquote::left_open(scene.text, span, quoted.depth);
        }
    }

    pub(super) fn finish(self) -> Vec<Quoted> {
        self.found
    }
}

fn read(scene: &Scene<'_>, span: Range<usize>, blocks: &[Block]) -> Option<Quoted> {
    let depth = scene.quotes + 1;
    match blocks.binary_search_by_key(&span.start, |block| block.at) {
        Ok(at) => Some(blockquote::made(scene.text, span, depth, &blocks[at].kind)),
        Err(_) => blockquote::read(scene.text, span, depth),
    }
}
