//! Text blocks: what excerpts are cut from. Each is a file of some KB, so that ten results cost some 20 KB
//! and not ten pages; in large books blocks are larger, because hosts limit files.

use serde::Serialize;
use serde::ser::SerializeSeq;

use super::document::Document;
use super::section::{Extra, Section};
use super::shortened::shortened;
use crate::page::id_of;

/// A book has about so many text blocks, until they are as large as they may be: so many at least, and so many for a hundred
/// pages, each of which is a file as well.
const FILES: usize = 570;
const OF_HUNDRED: usize = 88;

/// The bytes of blocks.
const SIZES: std::ops::RangeInclusive<usize> = 1792..=16 * 1024;

/// The size of blocks in a book of so many pages, whose texts have so many bytes.
pub(super) fn size(pages: usize, bytes: usize) -> usize {
    let files = FILES.max(pages * OF_HUNDRED / 100);
    (bytes / files).clamp(*SIZES.start(), *SIZES.end())
}

/// What is before a text that is code.
const CODE: &str = "\t";

/// What is before a text that goes on from the block before. No text of people has it.
const GOES_ON: &str = "\u{b}";

/// A heading and text under it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Row {
    /// The page's place among those of its file of titles.
    pub(super) page: usize,
    /// The heading; after a line feed its id, where that does not follow from the text.
    pub(super) heading: String,
    /// Paragraphs with line feeds between; code has a [`CODE`] before it, and a paragraph that goes on [`GOES_ON`].
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
}

/// Where the texts of a page went.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Places {
    /// The page's first block, among those of its file of titles.
    pub(super) start: usize,
    /// For each section and each of its parts the block, from `start`; of a section without parts
    /// that of its heading comes first.
    pub(super) sections: Vec<Vec<u32>>,
    /// The block of each text of the front matter, then of each name.
    pub(super) extras: Vec<u32>,
}

impl Packer {
    /// A packer of blocks of about this many bytes.
    pub(super) fn new(full: usize) -> Self {
        Self { full, blocks: Vec::new(), size: 0 }
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
                    self.part(page, section, "", part.joint.as_deref(), &part.text);
                }
                blocks.push(self.last(start));
            }
            sections.push(blocks);
        }
        let extras = self.extras(page, document, start);
        self.code(page, document, start, &mut sections);
        Places { start, sections, extras }
    }

    /// What is said of a page outside of its text, after it: excerpts show it where a word is nowhere else.
    fn extras(&mut self, page: usize, document: &Document, start: usize) -> Vec<u32> {
        let extras = || document.extras.iter().chain(&document.names);
        let outside = Section::default();
        if extras().any(|extra| extra.is_new) {
            self.row(page, "", "");
        }
        let mut is_open = false;
        let place = |extra: &Extra| {
            if extra.is_new {
                let joint = extra.joint.as_deref().filter(|_| is_open);
                self.part(page, &outside, "", joint, &extra.text);
            }
            is_open = extra.is_new;
            self.last(start)
        };
        extras().map(place).collect()
    }

    /// Code, after the text of its page, which is shown first.
    fn code(&mut self, page: usize, document: &Document, start: usize, places: &mut [Vec<u32>]) {
        for (section, places) in document.sections.iter().zip(places) {
            let parts = section.parts.iter().zip(&mut places[1..]).filter(|(part, _)| part.is_code);
            for (nth, (part, place)) in parts.enumerate() {
                if nth == 0 {
                    self.row(page, &section.heading, &section.id);
                }
                self.part(page, section, CODE, part.joint.as_deref(), part.text.trim_end_matches('\n'));
                *place = self.last(start);
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

    /// Adds a text to the last row; `lead` is what is before the first one of a row, and `joint` what is between it and the
    /// last one, if it goes on from there.
    fn part(&mut self, page: usize, section: &Section, lead: &str, joint: Option<&str>, text: &str) {
        let text = shortened(text);
        // No block grows to twice its size.
        if self.size > 2 && self.size + text.len() > self.full * 2 {
            self.open();
            self.row(page, &section.heading, &section.id);
        }
        if let Some(row) = self.blocks.last_mut().and_then(|block| block.0.last_mut()) {
            let (before, mark) = match (row.text.is_empty(), joint) {
                (true, None) => (lead, ""),
                (true, Some(_)) => (lead, GOES_ON),
                (false, None) => ("\n", ""),
                (false, Some(_)) => ("", ""),
            };
            [before, mark, joint.unwrap_or_default(), &text].iter().for_each(|part| row.text.push_str(part));
            self.size += text.len() + 2;
        }
    }

    /// The blocks, in the order of their numbers.
    pub(super) fn finish(self) -> Vec<Block> {
        self.blocks
    }
}

#[cfg(test)]
mod tests {
    use super::super::section::{Part, Section};
    use super::*;

    fn document(parts: &[&str]) -> Document {
        let part = |text: &&str| Part { is_code: false, text: (*text).to_owned(), joint: None };
        let section =
            Section { heading: "H".into(), id: "own".into(), parts: parts.iter().map(part).collect() };
        Document { sections: vec![Section::default(), section], ..Document::default() }
    }

    #[test]
    fn a_book_has_no_more_blocks_than_pages_but_for_small_books() {
        let kib = 1024;
        for (pages, bytes, expected) in [
            (10, 9 * kib, 1792),
            (600, 570 * 4 * kib, 4 * kib),
            (3000, 2640 * 6 * kib, 6 * kib),
            (9, 1 << 30, 16 * kib),
        ] {
            assert_eq!(size(pages, bytes), expected, "{pages} pages");
        }
    }

    #[test]
    fn small_pages_share_a_block_and_long_ones_have_several() {
        let mut packer = Packer::new(1792);
        let small = packer.page(0, &document(&["one", "two"]));
        assert_eq!(small, Places { start: 0, sections: vec![vec![0], vec![0, 0, 0]], extras: vec![] });
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
        let extra = |text: &str, is_new| Extra { is_new, ..Extra::whole(text.into()) };
        document.extras = vec![extra("said", true), extra("one", false)];
        let places = packer.page(0, &document);
        assert_eq!((places.sections, places.extras), (vec![vec![0], vec![0, 0, 0, 0]], vec![0, 0]));
        let blocks = serde_json::to_value(packer.finish()).unwrap();
        let expected = serde_json::json!([[0, "H\nown", "one\ntwo", "", "said", "H\nown", "\tlet a;"]]);
        assert_eq!(blocks, expected);
    }

    #[test]
    fn each_piece_of_code_and_of_what_is_said_elsewhere_has_its_own_block() {
        let mut packer = Packer::new(1792);
        let code = "let a;\n".repeat(200);
        let mut document = document(&[&code, &code, &code]);
        document.sections[1].parts.iter_mut().for_each(|part| part.is_code = true);
        document.extras = (0..4).map(|at| Extra::whole(format!("{at} ").repeat(750))).collect();
        let places = packer.page(0, &document);
        assert_eq!(
            (places.sections[1].as_slice(), places.extras.as_slice()),
            (&[0, 2, 2, 3][..], &[0, 0, 1, 1][..])
        );
        for (block, text) in packer.finish().iter().zip(["0", "2", "let", "let"]) {
            assert!(block.0.iter().any(|row| row.text.trim_start().starts_with(text)), "{text}");
        }
    }

    #[test]
    fn what_goes_on_in_another_block_says_so_and_in_the_same_one_is_whole() {
        let mut packer = Packer::new(100);
        let mut document = document(&["one", "two", &"three ".repeat(40), "four"]);
        document.sections[1].parts[1].joint = Some("  ".into());
        document.sections[1].parts[3].joint = Some(" ".into());
        document.sections[1].parts[3].is_code = true;
        document.sections[1].parts[2].joint = Some(String::new());
        packer.page(0, &document);
        let texts: Vec<String> =
            packer.finish().iter().flat_map(|block| block.0.clone()).map(|row| row.text).collect();
        assert_eq!(texts, ["one  two", &format!("\u{b}{}", "three ".repeat(40)), "\t\u{b} four"]);
    }

    #[test]
    fn endless_words_are_cut() {
        let mut packer = Packer::new(1792);
        packer.page(0, &document(&[&format!("a {}\nb", "x".repeat(500)), &"ä".repeat(200)]));
        let blocks = packer.finish();
        assert_eq!(blocks[0].0[0].text, format!("a {}…\nb\n{}", "x".repeat(50), "ä".repeat(200)));
    }
}
