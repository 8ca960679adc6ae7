//! Text blocks: what excerpts are cut from. Each is a file of some KB, so that ten results cost some 20 KB
//! and not ten pages; in large books blocks are larger, because hosts limit files.

use serde::Serialize;
use serde::ser::SerializeSeq;

use super::document::Document;
use super::fold::name;
use crate::page::id_of;

/// A book has about so many text blocks, until they are as large as they may be.
const FILES: usize = 510;

/// The bytes of blocks.
const SIZES: std::ops::RangeInclusive<usize> = 1792..=16 * 1024;

/// The bytes of a word and the space after it, in an average text.
const WORD: usize = 6;

/// The size of blocks in a book of so many words.
pub(super) fn size(words: usize) -> usize {
    (words * WORD / FILES).clamp(*SIZES.start(), *SIZES.end())
}

/// Characters without a space that an excerpt shows; more are data and not text.
const LONGEST_WORD: usize = 100;

/// What stands before a text that is code.
const CODE: &str = "\t";

/// A heading and text under it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Row {
    /// The page's place among those of its file of titles.
    pub(super) page: usize,
    /// The heading; behind a line feed its id, where that does not follow from the text.
    pub(super) heading: String,
    /// Paragraphs with line feeds between; code has a [`CODE`] before it.
    pub(super) text: String,
}

/// The rows of one file: `PatternsBlock` in `theme/patterns-index.d.ts`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Block(Vec<Row>);

impl Serialize for Block {
    /// One flat list: a page's place, then its headings and texts in turns.
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_seq(None)?;
        let mut page = None;
        for row in &self.0 {
            if page != Some(row.page) {
                list.serialize_element(&row.page)?;
                page = Some(row.page);
            }
            list.serialize_element(&row.heading)?;
            list.serialize_element(&row.text)?;
        }
        list.end()
    }
}

/// Packs the texts of some pages into blocks.
#[derive(Debug)]
pub(super) struct Packer {
    /// A block that has this many bytes is closed before the next part.
    full: usize,
    blocks: Vec<Block>,
    /// The bytes of the last block.
    size: usize,
    /// What each text starts with.
    lead: &'static str,
}

/// Where the texts of a page went.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Places {
    /// The page's first block, among those of its file of titles.
    pub(super) start: usize,
    /// For each section and each of its parts the block, from `start`; of a section without parts
    /// that of its heading comes first.
    pub(super) sections: Vec<Vec<u32>>,
    /// The block of what is said outside of the text.
    pub(super) extras: u32,
}

impl Packer {
    /// A packer of blocks of about this many bytes.
    pub(super) fn new(full: usize) -> Self {
        Self { full, blocks: Vec::new(), size: 0, lead: "" }
    }

    /// Adds a page, whose place is among those of its file of titles.
    pub(super) fn page(&mut self, page: usize, document: &Document) -> Places {
        if self.blocks.is_empty() || self.size >= self.full {
            self.open();
        }
        let start = self.blocks.len() - 1;
        let mut sections = Vec::with_capacity(document.sections.len());
        for section in &document.sections {
            let is_empty = section.heading.is_empty() && section.parts.is_empty();
            if !is_empty {
                self.row(page, &section.heading, &section.id);
            }
            let mut blocks = vec![self.last(start)];
            for part in &section.parts {
                if !part.is_code {
                    self.part(page, &section.heading, &section.id, &part.text);
                }
                blocks.push(self.last(start));
            }
            sections.push(blocks);
        }
        let extras = self.extras(page, document, start);
        self.code(page, document, start, &mut sections);
        Places { start, sections, extras }
    }

    /// What is said of a page outside of its text, behind it: excerpts show it where a word is nowhere else.
    fn extras(&mut self, page: usize, document: &Document, start: usize) -> u32 {
        let parts = || document.sections.iter().flat_map(|section| &section.parts);
        let title = name(&document.title);
        let said = document.extras.iter().chain(&document.names).map(String::as_str);
        let is_new = |text: &&str| name(text) != title && !parts().any(|part| part.text.contains(text));
        let new: Vec<&str> = said.filter(is_new).collect();
        if new.is_empty() {
            return self.last(start);
        }
        self.row(page, "", "");
        let block = self.last(start);
        new.into_iter().for_each(|text| self.part(page, "", "", text));
        block
    }

    /// Code, behind the text of its page, which is shown first.
    fn code(&mut self, page: usize, document: &Document, start: usize, places: &mut [Vec<u32>]) {
        for (section, places) in document.sections.iter().zip(places) {
            let parts = section.parts.iter().zip(&mut places[1..]).filter(|(part, _)| part.is_code);
            for (nth, (part, place)) in parts.enumerate() {
                if nth == 0 {
                    self.row(page, &section.heading, &section.id);
                }
                *place = self.last(start);
                self.lead = CODE;
                part.text.lines().for_each(|line| self.part(page, &section.heading, &section.id, line));
                self.lead = "";
            }
        }
    }

    fn last(&self, start: usize) -> u32 {
        (self.blocks.len() - 1 - start) as u32
    }

    fn open(&mut self) {
        self.blocks.push(Block::default());
        self.size = 2;
    }

    /// Starts a section.
    fn row(&mut self, page: usize, heading: &str, id: &str) {
        if self.size >= self.full {
            self.open();
        }
        if let Some(block) = self.blocks.last_mut() {
            let heading = match id {
                id if id == id_of(heading) => heading.to_owned(),
                id => format!("{heading}\n{id}"),
            };
            self.size += heading.len() + 6;
            block.0.push(Row { page, heading, text: String::new() });
        }
    }

    fn part(&mut self, page: usize, heading: &str, id: &str, text: &str) {
        let text = shortened(text);
        for piece in pieces(&text, self.full) {
            // No block grows to twice its size, unless one paragraph does.
            if self.size > 2 && self.size + piece.len() > self.full * 2 {
                self.open();
                self.row(page, heading, id);
            }
            if let Some(Row { text, .. }) = self.blocks.last_mut().and_then(|block| block.0.last_mut()) {
                text.push_str(if text.is_empty() { self.lead } else { "\n" });
                text.push_str(piece);
                self.size += piece.len() + 2;
            }
        }
    }

    /// The blocks, in the order of their numbers.
    pub(super) fn finish(self) -> Vec<Block> {
        self.blocks
    }
}

/// A paragraph in pieces that fit a block, cut at spaces.
fn pieces(text: &str, full: usize) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        if rest.len() <= full {
            return Some(std::mem::take(&mut rest));
        }
        let most = (1..=full).rev().find(|&at| rest.is_char_boundary(at)).unwrap_or(rest.len());
        let at = rest[..most].rfind(' ').filter(|&at| at > 0).unwrap_or(most);
        let (piece, behind) = rest.split_at(at);
        rest = behind.trim_start();
        Some(piece)
    })
}

/// A text without data that nobody reads.
fn shortened(text: &str) -> String {
    if text.len() <= LONGEST_WORD || text.split(' ').all(|word| word.len() <= LONGEST_WORD) {
        return text.to_owned();
    }
    let word = |word: &str| match word.char_indices().nth(LONGEST_WORD) {
        // Scripts without spaces have no long words.
        Some((at, _)) if word.is_ascii() => format!("{}…", &word[..at / 2]),
        _ => word.to_owned(),
    };
    text.split(' ').map(word).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::super::document::{Part, Section};
    use super::*;

    fn document(parts: &[&str]) -> Document {
        let part = |text: &&str| Part { is_code: false, text: (*text).to_owned() };
        let section =
            Section { heading: "H".into(), id: "own".into(), parts: parts.iter().map(part).collect() };
        Document { sections: vec![Section::default(), section], ..Document::default() }
    }

    #[test]
    fn small_pages_share_a_block_and_long_ones_have_several() {
        let mut packer = Packer::new(1792);
        let small = packer.page(0, &document(&["one", "two"]));
        assert_eq!(small, Places { start: 0, sections: vec![vec![0], vec![0, 0, 0]], extras: 0 });
        let long = "word ".repeat(300);
        let places = packer.page(1, &document(&[&long, &long, &long]));
        assert_eq!(places.sections[1], [0, 0, 0, 1]);
        assert_eq!(packer.page(2, &document(&[])).start, 1);
        let blocks = packer.finish();
        assert_eq!(serde_json::to_value(&blocks[0]).unwrap()[2], "one\ntwo");
        let last = Row { page: 1, heading: "H\nown".into(), text: long.as_str().into() };
        assert_eq!(blocks[1].0[0], last);
    }

    #[test]
    fn code_and_what_stands_outside_of_the_text_come_behind_it() {
        let mut packer = Packer::new(1792);
        let mut document = document(&["one", "let a;\n", "two"]);
        document.sections[1].parts[1].is_code = true;
        document.extras = vec!["said".into(), "one".into()];
        let places = packer.page(0, &document);
        assert_eq!(places.sections, [vec![0], vec![0, 0, 0, 0]]);
        let blocks = serde_json::to_value(packer.finish()).unwrap();
        let expected = serde_json::json!([[0, "H\nown", "one\ntwo", "", "said", "H\nown", "\tlet a;"]]);
        assert_eq!(blocks, expected);
    }

    #[test]
    fn endless_paragraphs_and_words_are_cut() {
        let mut packer = Packer::new(1792);
        packer.page(0, &document(&[&"ä".repeat(20_000), &format!("a {} b", "x".repeat(500))]));
        let blocks = packer.finish();
        assert!(blocks.iter().flat_map(|block| &block.0).all(|row| row.text.len() <= 1792 * 2));
        assert!(blocks.last().unwrap().0.last().unwrap().text.ends_with(&format!("a {}… b", "x".repeat(50))));
    }
}
