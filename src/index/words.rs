//! The words of one page, counted by where they stand.

use std::borrow::Cow;
use std::cmp::Reverse;

use hashbrown::HashMap;

use super::blocks::Places;
use super::document::Document;
use super::fold::unaccented;
use super::tokens::{Token, tokens};

/// The title of a page says most, then its headings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Field {
    Title,
    Heading,
    Extra,
    Text,
    Code,
}

/// How often a word stands where in a page.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Count {
    /// In sentences.
    pub(super) text: u32,
    /// In code.
    pub(super) code: u32,
    /// In headings.
    pub(super) headings: u32,
    /// In texts of the front matter.
    pub(super) extras: u32,
    /// Whether it is in the title.
    pub(super) title: bool,
    /// Whether it is one of those that the title consists of, and no part or whole of them.
    pub(super) names: bool,
    /// The block that shows it best, and how well.
    pub(super) block: u32,
    pub(super) shows: u32,
    /// The block that is being read, and how well it shows the word.
    pub(super) open: u32,
    pub(super) open_shows: u32,
}

impl Count {
    fn add(&mut self, field: Field, block: u32) {
        match field {
            Field::Title => self.title = true,
            Field::Heading => self.headings += 1,
            Field::Extra => self.extras += 1,
            Field::Text => self.text += 1,
            Field::Code => self.code += 1,
        }
        let shows = match field {
            Field::Heading => 3,
            Field::Text => 2,
            // Excerpts have no code, but the text around it fits.
            Field::Code => 1,
            Field::Title | Field::Extra => return,
        };
        if block != self.open {
            self.close();
            self.open = block;
        }
        self.open_shows += shows;
    }

    fn close(&mut self) {
        if self.open_shows > self.shows {
            (self.block, self.shows) = (self.open, self.open_shows);
        }
        self.open_shows = 0;
    }

    /// The counts of two forms of one stem.
    pub(super) fn merge(&mut self, other: &Self) {
        self.text += other.text;
        self.code += other.code;
        self.headings += other.headings;
        self.extras += other.extras;
        self.title |= other.title;
        self.names |= other.names;
        // Forms come in no order: of two blocks that show them as well it is the first.
        if (other.shows, Reverse(other.block)) > (self.shows, Reverse(self.block)) {
            (self.block, self.shows) = (other.block, other.shows);
        }
    }
}

/// The words of a page, folded ones and those with accents, in no order.
pub(super) type Words<'a> = HashMap<Cow<'a, str>, Count>;

/// Counts the words of a page.
pub(super) fn count<'a>(document: &'a Document, places: &Places) -> Words<'a> {
    let mut counter = Counter::default();
    counter.title(&document.title);
    for (section, blocks) in document.sections.iter().zip(&places.sections) {
        counter.text(&section.heading, Field::Heading, blocks[0]);
        for (part, &block) in section.parts.iter().zip(&blocks[1..]) {
            counter.text(&part.text, if part.is_code { Field::Code } else { Field::Text }, block);
        }
    }
    for text in &document.extras {
        counter.text(text, Field::Extra, 0);
    }
    counter.words.values_mut().for_each(Count::close);
    counter.words
}

#[derive(Debug, Default)]
struct Counter<'a> {
    words: Words<'a>,
}

impl<'a> Counter<'a> {
    fn text(&mut self, text: &'a str, field: Field, block: u32) {
        for token in tokens(text) {
            self.token(token, field, block);
        }
    }

    fn token(&mut self, token: Token<'a>, field: Field, block: u32) {
        // Names in code are found by their parts: their wholes would be a fifth of the index.
        let whole = token.whole.filter(|_| token.exact || field != Field::Code);
        for word in whole.into_iter().chain(token.parts) {
            self.word(word, |count| count.add(field, block));
        }
    }

    fn title(&mut self, title: &'a str) {
        for token in tokens(title) {
            self.token(token.clone(), Field::Title, 0);
            match token.whole {
                Some(whole) if token.exact => self.word(whole, |count| count.names = true),
                _ => token.parts.into_iter().for_each(|part| self.word(part, |count| count.names = true)),
            }
        }
    }

    /// A word with accents is found with them and without.
    fn word(&mut self, word: Cow<'a, str>, change: impl Fn(&mut Count)) {
        if let Cow::Owned(bare) = unaccented(&word)
            && bare != *word
        {
            change(self.words.entry(bare.into()).or_default());
        }
        change(self.words.entry(word).or_default());
    }
}

#[cfg(test)]
mod tests {
    use super::super::document::{Part, Section};
    use super::*;

    #[test]
    fn words_are_counted_by_field_and_block() {
        let part = |is_code, text: &str| Part { is_code, text: text.to_owned() };
        let document = Document {
            title: "Café C++".into(),
            extras: vec!["retry".into()],
            sections: vec![Section {
                heading: "Retry".into(),
                id: "retry".into(),
                parts: vec![part(false, "cafe"), part(true, "retry retry retry retry"), part(false, "x")],
            }],
        };
        let places = Places { start: 0, sections: vec![vec![0, 0, 1, 2]] };
        let words = count(&document, &places);
        let retry = words["retry"];
        assert_eq!((retry.headings, retry.code, retry.extras, retry.block), (1, 4, 1, 1));
        assert_eq!((words["cafe"].text, words["cafe"].title), (1, true));
        assert_eq!((words["café"].text, words["café"].names), (0, true));
        assert_eq!((words["c"].names, words["c++"].names), (false, true));
        assert_eq!(words["x"].block, 2);
    }

    #[test]
    fn forms_are_merged_in_any_order() {
        let form = |block| Count { shows: 3, block, ..Count::default() };
        for (mut first, second) in [(form(1), form(2)), (form(2), form(1))] {
            first.merge(&second);
            assert_eq!(first.block, 1);
        }
        let mut none = Count::default();
        none.merge(&form(2));
        assert_eq!(none.block, 2);
    }
}
