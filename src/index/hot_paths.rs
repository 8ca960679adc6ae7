//! The steps of the index that take longest, for `benches/hot_paths.rs` alone: nobody else is to call them.

use super::blocks::{Packer, Places};
use super::document::Document;
use super::postings::{Posting, Postings};
use super::section::{Part, Section};
use super::shards;
use super::stem::Stems;
use super::tokens::{Token, spans};
use super::words::Counter;

/// A page that was read, and where its text stands in blocks.
pub struct Words {
    document: Document,
    places: Places,
}

/// The words of many pages, before they are cut into shards.
#[derive(Clone)]
pub struct Lists(Vec<(Vec<String>, Vec<Posting>)>);

/// How many tokens a text has.
#[must_use]
pub fn count_tokens(text: &str) -> usize {
    spans(text).filter_map(|span| Token::of(&text[span])).count()
}

impl Words {
    /// A page of one section with a part for each paragraph.
    #[must_use]
    pub fn of(title: &str, text: &str) -> Self {
        let part = |text: &str| Part { is_code: false, text: text.to_owned(), joint: None };
        let section = Section { parts: text.split("\n\n").map(part).collect(), ..Section::default() };
        let document = Document { title: title.to_owned(), sections: vec![section], ..Document::default() };
        let places = Packer::new(4096).page(0, &document);
        Self { document, places }
    }

    /// Counts the words of the page; how many different ones it has.
    #[must_use]
    pub fn count(&self) -> usize {
        Counter::default().page(&self.document, &self.places).len()
    }
}

impl Lists {
    /// The lists of pages in their order.
    #[must_use]
    pub fn of(pages: &[Words]) -> Self {
        let mut postings = Postings::new(Stems::of(None));
        let mut counter = Counter::default();
        for (page, words) in (0..).zip(pages) {
            let counts = counter.page(&words.document, &words.places);
            postings.learn(0, counter.take_new());
            postings.page(page, 0, &counts, 1.0);
        }
        Self(postings.finish())
    }

    /// Cuts them into shards; how many files that makes.
    #[must_use]
    pub fn shards(self) -> usize {
        shards::build(self.0).files.len()
    }
}
