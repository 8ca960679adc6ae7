//! The words of one page, counted by where they stand.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::ops::Range;

use hashbrown::HashMap;

use super::blocks::Places;
use super::document::Document;
use super::fold::{name, unaccented};
use super::section::Section;
use super::tokens::{Token, spans};

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
    /// Whether it is among the words that a page with sections starts with.
    pub(super) lead: bool,
    /// Of how many words the shortest title is that holds it; 0 for none, or where it is only a part of one of these.
    pub(super) named: u8,
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
            // What is said elsewhere shows a word only where no text does.
            Field::Code | Field::Title | Field::Extra => {
                if self.shows + self.open_shows == 0 {
                    (self.block, self.shows) = (block, 1);
                }
                return;
            }
        };
        if block != self.open {
            self.close();
            self.open = block;
        }
        self.open_shows += shows;
    }

    /// Notes that a longer name holds it: that says as little as one time in code, however often it does.
    fn within(&mut self, block: u32) {
        if self.text + self.code == 0 {
            self.add(Field::Code, block);
        }
    }

    fn closed(mut self) -> Self {
        self.close();
        self
    }

    fn close(&mut self) {
        if self.open_shows > self.shows {
            (self.block, self.shows) = (self.open, self.open_shows);
        }
        self.open_shows = 0;
    }

    /// Notes a title of so many words that holds it.
    fn name(&mut self, words: u8) {
        if words > 0 && (self.named == 0 || words < self.named) {
            self.named = words;
        }
    }

    /// The counts of two forms of one stem.
    pub(super) fn merge(&mut self, other: &Self) {
        self.text += other.text;
        self.code += other.code;
        self.headings += other.headings;
        self.extras += other.extras;
        self.title |= other.title;
        self.lead |= other.lead;
        self.name(other.named);
        // Forms come in no order: of two blocks that show them as well it is the first.
        if (other.shows, Reverse(other.block)) > (self.shows, Reverse(self.block)) {
            (self.block, self.shows) = (other.block, other.shows);
        }
    }
}

/// How the words of a page stand in it, in no order; a word by its number.
pub(super) type Counts = Vec<(u32, Count)>;

/// Counts the words of one page after the other, and keeps what it learns of them: most pages of a book say the same
/// words, and to cut and fold those is most of the work.
#[derive(Debug, Default)]
pub(super) struct Counter {
    /// What words are found as, by how they are written.
    written: HashMap<String, Found>,
    /// The numbers of the words of all that is written.
    found: Vec<u32>,
    /// The numbers of all words, folded ones and those with accents.
    numbers: HashMap<String, u32>,
    /// The words that got their numbers since somebody asked, in that order.
    new: Vec<String>,
    /// How each word stands in the page that is read.
    counts: Vec<Option<Count>>,
    /// The words of that page.
    there: Vec<u32>,
    /// How many words of it are still those that it starts with.
    lead: u32,
}

/// So many words a page starts with, if it has so many headings: a text without sections is about all of its words.
const LEAD: u32 = 100;
const HEADINGS: usize = 3;

/// So many ways of writing are kept: a text without spaces never writes the same again.
const WRITTEN: usize = 1 << 15;

/// Where the numbers of a [`Token`] are: from `start` those of its whole and its names, from `steps` those of its steps, from
/// `parts` to `end` those of its parts.
#[derive(Debug, Clone, Copy)]
struct Found {
    start: u32,
    steps: u32,
    parts: u32,
    end: u32,
    exact: bool,
    /// How many words it counts as in a title.
    size: u32,
}

impl Found {
    /// The words that it counts as in a title: the one that it means alone, or its parts.
    fn words(self) -> Range<u32> {
        if self.exact { self.start..self.steps } else { self.parts..self.end }
    }
}

impl Counter {
    /// Counts the words of a page: folded ones and those with accents.
    pub(super) fn page(&mut self, document: &Document, places: &Places) -> Counts {
        let sections = || document.sections.iter().zip(&places.sections);
        let headings = document.sections.iter().filter(|section| !section.heading.is_empty()).count();
        self.lead = if headings < HEADINGS { 0 } else { LEAD };
        for (section, blocks) in sections() {
            self.text(&section.heading, Field::Heading, blocks[0]);
            self.parts(section, blocks, false);
        }
        let (extras, names) = places.extras.split_at(document.extras.len());
        for (extra, &block) in document.extras.iter().zip(extras) {
            self.text(&extra.text, Field::Extra, block);
        }
        for (section, blocks) in sections() {
            self.parts(section, blocks, true);
        }
        self.title(&document.title, 0);
        for (name, &block) in document.names.iter().zip(names) {
            if name.is_one {
                self.text(&name.text, Field::Extra, block);
                self.whole(&name.text, block);
            } else {
                self.title(&name.text, block);
            }
        }
        let counts = &mut self.counts;
        let counted =
            self.there.drain(..).filter_map(|number| Some((number, counts[number as usize].take()?)));
        counted.map(|(number, count)| (number, count.closed())).collect()
    }

    /// The words that have got their numbers since this was last called, in the order of the numbers.
    pub(super) fn take_new(&mut self) -> Vec<String> {
        std::mem::take(&mut self.new)
    }

    /// The parts of a section that are code, or the others.
    fn parts(&mut self, section: &Section, blocks: &[u32], is_code: bool) {
        let field = if is_code { Field::Code } else { Field::Text };
        for (part, &block) in
            section.parts.iter().zip(&blocks[1..]).filter(|(part, _)| part.is_code == is_code)
        {
            self.text(&part.text, field, block);
        }
    }

    fn text(&mut self, text: &str, field: Field, block: u32) {
        for span in spans(text) {
            let found = self.find(&text[span]);
            let is_lead = field == Field::Text && self.lead > 0;
            for at in found.start..found.end {
                let is_step = (found.steps..found.parts).contains(&at);
                let count = self.count(at);
                if is_step && matches!(field, Field::Text | Field::Code) {
                    count.within(block);
                } else {
                    count.add(field, block);
                    count.lead |= is_lead;
                }
            }
            if is_lead {
                self.lead = self.lead.saturating_sub(found.size.max(1));
            }
        }
    }

    /// One of the titles of a page: its words, and all of it as one name.
    fn title(&mut self, title: &str, block: u32) {
        self.text(title, Field::Title, block);
        let words: Vec<Found> = spans(title).map(|span| self.find(&title[span])).collect();
        let length = words.iter().map(|found| found.size).sum::<u32>().try_into().unwrap_or(u8::MAX);
        for at in words.into_iter().flat_map(Found::words) {
            self.count(at).name(length);
        }
        self.whole(title, block);
    }

    /// All of a title as one name.
    fn whole(&mut self, title: &str, block: u32) {
        if let Some(name) = name(title) {
            let at = self.found.len() as u32;
            self.number(name);
            self.count(at).add(Field::Title, block);
            self.count(at).name(1);
        }
    }

    fn count(&mut self, at: u32) -> &mut Count {
        let number = self.found[at as usize];
        let there = &mut self.there;
        self.counts[number as usize].get_or_insert_with(|| {
            there.push(number);
            Count::default()
        })
    }

    fn find(&mut self, written: &str) -> Found {
        if let Some(&found) = self.written.get(written) {
            return found;
        }
        if self.written.len() == WRITTEN {
            self.written.clear();
            self.found.clear();
        }
        let Token { whole, exact, names, steps, parts } = Token::of(written).unwrap_or_default();
        let size = if exact { 1 } else { parts.len() as u32 };
        let start = self.found.len() as u32;
        whole.into_iter().chain(names).for_each(|word| self.word(word));
        let after_names = self.found.len() as u32;
        steps.into_iter().for_each(|word| self.word(word));
        let after_steps = self.found.len() as u32;
        parts.into_iter().for_each(|word| self.word(word));
        let end = self.found.len() as u32;
        let found = Found { start, steps: after_names, parts: after_steps, end, exact, size };
        self.written.insert(written.to_owned(), found);
        found
    }

    /// A word with accents is found with them and without.
    fn word(&mut self, word: String) {
        if let Cow::Owned(bare) = unaccented(&word)
            && bare != word
        {
            self.number(bare);
        }
        self.number(word);
    }

    fn number(&mut self, word: String) {
        let next = self.counts.len() as u32;
        let number = *self.numbers.entry_ref(word.as_str()).or_insert(next);
        if number == next {
            self.counts.push(None);
            self.new.push(word);
        }
        self.found.push(number);
    }
}

#[cfg(test)]
mod tests {
    use super::super::section::{Extra, Part};
    use super::*;

    #[test]
    fn words_are_counted_by_field_and_block() {
        let part = |is_code, text: &str| Part { is_code, text: text.to_owned(), joint: None };
        let extra = |text: &str| Extra::whole(text.to_owned());
        let document = Document {
            title: "Café C++".into(),
            names: vec![extra("Throttle")],
            extras: vec![extra("retry")],
            sections: vec![Section {
                heading: "Retry".into(),
                id: "retry".into(),
                parts: vec![part(false, "cafe"), part(true, "retry retry retry retry"), part(false, "x")],
            }],
        };
        let places = Places { start: 0, sections: vec![vec![0, 0, 1, 2]], extras: vec![2, 3] };
        let mut counter = Counter::default();
        let counts = counter.page(&document, &places);
        let names = counter.take_new();
        let words: HashMap<_, _> =
            counts.iter().map(|(number, count)| (names[*number as usize].as_str(), *count)).collect();
        assert_eq!(counter.page(&document, &places), counts);
        let retry = words["retry"];
        assert_eq!((retry.headings, retry.code, retry.extras, retry.block), (1, 4, 1, 0));
        assert_eq!(words["throttle"].block, 3);
        assert_eq!((words["cafe"].text, words["cafe"].title), (1, true));
        assert_eq!((words["café"].text, words["café"].named, words["café"].block), (0, 2, 0));
        assert_eq!((words["c"].named, words["c++"].named, words["cafec++-"].named), (0, 2, 1));
        assert_eq!((words["throttle"].title, words["throttle"].named), (true, 1));
        assert_eq!(words["x"].block, 2);
    }

    #[test]
    fn a_page_with_sections_starts_with_its_first_sentences() {
        let text = format!("first {} last", "word ".repeat(LEAD as usize));
        let leads = |headings| {
            let section = |at: usize| Section {
                heading: if at == 0 { String::new() } else { format!("h{at}") },
                parts: vec![Part { is_code: false, text: text.clone(), joint: None }],
                ..Section::default()
            };
            let document =
                Document { sections: (0..=headings).map(section).collect(), ..Document::default() };
            let places = Places { start: 0, sections: vec![vec![0, 0]; headings + 1], extras: Vec::new() };
            let mut counter = Counter::default();
            let counts = counter.page(&document, &places);
            let names = counter.take_new();
            let mut leads: Vec<String> = counts
                .iter()
                .filter(|(_, count)| count.lead)
                .map(|(at, _)| names[*at as usize].clone())
                .collect();
            leads.sort();
            leads
        };
        assert_eq!(leads(HEADINGS), ["first", "word"]);
        assert!(leads(HEADINGS - 1).is_empty());
    }

    #[test]
    fn more_words_than_are_kept_are_counted_all_the_same() {
        let text: String = (0..WRITTEN * 3 / 2).map(|number| format!("w{number} ")).collect();
        let part = Part { is_code: false, text: text.repeat(2), joint: None };
        let section = Section { parts: vec![part], ..Section::default() };
        let document = Document { sections: vec![section], ..Document::default() };
        let places = Places { start: 0, sections: vec![vec![0, 0]], extras: Vec::new() };
        let counts = Counter::default().page(&document, &places);
        assert_eq!(counts.len(), WRITTEN * 3 / 2);
        assert!(counts.iter().all(|(_, count)| count.text == 2));
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
