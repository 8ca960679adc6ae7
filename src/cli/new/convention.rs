//! What the pages of a folder show of how a new one is written: its number, its dates, its keys.

use std::collections::BTreeMap;

use super::numbering::{Numbered, Numbering};
use crate::page::Page;
use crate::schema::{Date, FieldType, Schema};
use crate::text::name::slug;
use crate::text::path::{is_index, stem};

/// The pages that a new one comes to stand among.
pub(super) struct Convention<'p> {
    /// The pages of its type in its folder.
    pages: Vec<&'p Page>,
    /// The names of all files of the folder, without their extension.
    stems: Vec<String>,
    /// How their numbers are written, where they have some.
    numbering: Option<Numbering>,
    /// The day of today.
    today: &'p str,
}

impl<'p> Convention<'p> {
    /// `files` are the Markdown files of the folder, those that no summary names included.
    pub(super) fn of(pages: Vec<&'p Page>, files: &[String], today: &'p str) -> Self {
        let is_one = |file: &&String| !is_index(file) && !slug(stem(file)).contains("template");
        let mut stems: Vec<String> = files.iter().filter(is_one).map(|file| stem(file).to_owned()).collect();
        stems.sort();
        let numbering = Numbering::of(&stems.iter().map(String::as_str).collect::<Vec<_>>());
        Self { pages, stems, numbering, today }
    }

    /// The number of the new page, where the files have numbers.
    pub(super) fn number(&self) -> Option<u64> {
        self.numbering.as_ref().map(Numbering::next)
    }

    /// The name of the new file, without its extension.
    pub(super) fn stem(&self, title: &str) -> String {
        let words = slug(title);
        let is_dated = |name: &&String| is_day(name.get(..10).unwrap_or_default());
        let dated = self.stems.iter().filter(is_dated).count();
        match &self.numbering {
            Some(numbering) => {
                let is_joined_by_lines =
                    self.stems.iter().all(|stem| stem.contains('_') && !stem.contains('-'));
                let words = if is_joined_by_lines { words.replace('-', "_") } else { words };
                numbering.text(numbering.next(), &words)
            }
            None if dated > 0 && 2 * dated > self.stems.len() => format!("{}-{words}", self.today),
            None => words,
        }
    }

    /// The file of the page that the new one stands after: the one with the highest number.
    pub(super) fn last(&self) -> Option<&'p Page> {
        let last = self.number()? - 1;
        let numbered = self.pages.iter().filter_map(|page| Some((number_of(page)?, *page)));
        numbered.filter(|(number, _)| *number <= last).max_by_key(|(number, _)| *number).map(|(_, page)| page)
    }

    /// The title, with the number that titles have here.
    pub(super) fn title(&self, title: &str) -> String {
        let titles: Vec<&str> = self.pages.iter().map(|page| page.title()).collect();
        let is_sure = titles.len() > 1 || self.number().is_some();
        let numbering = Numbering::of(&titles).filter(|numbering| is_sure && numbering.is_set_off());
        let Some(numbering) = numbering else { return title.to_owned() };
        let agrees =
            |page: &&&Page| Numbered::read(page.title()).map(|numbered| numbered.number()) == number_of(page);
        let number = match self.number() {
            Some(number) if 2 * self.pages.iter().filter(agrees).count() > self.pages.len() => number,
            Some(_) => return title.to_owned(),
            None => numbering.next(),
        };
        // An author who wrote the number means it.
        if Numbered::read(title).is_some_and(|said| said.number() == number) {
            return title.to_owned();
        }
        numbering.text(number, title)
    }

    /// The keys whose values hold the number of the file on each page, with the value of the new one.
    pub(super) fn numbered_keys(&self) -> Vec<(String, String)> {
        let Some(number) = self.number().filter(|_| self.pages.len() > 1) else { return Vec::new() };
        let Some(first) = self.pages.first() else { return Vec::new() };
        let value = |page: &'p Page, key: &str| page.fields.written.get(key)?.text();
        let keys = first.fields.written.0.iter().map(|entry| &entry.key).filter(|key| *key != "title");
        let next = |key: &String| {
            let values: Vec<&str> = self.pages.iter().map(|page| value(page, key)).collect::<Option<_>>()?;
            let agrees = |(page, value): (&&Page, &&str)| {
                Numbered::read(value).map(|numbered| numbered.number()) == number_of(page)
            };
            let is_it = self.pages.iter().zip(&values).all(agrees);
            let numbering = Numbering::of(&values).filter(|_| is_it)?;
            Some((key.clone(), numbering.text(number, "")))
        };
        keys.filter_map(next).collect()
    }

    /// The keys of days that most pages have, as they are spelled there.
    pub(super) fn day_keys(&self, schema: &Schema) -> Vec<String> {
        let holds_days = |key: &str| schema.get(key).is_some_and(|field| field.measure() == FieldType::Date);
        let mut times: BTreeMap<&str, usize> = BTreeMap::new();
        for entry in self.pages.iter().flat_map(|page| &page.fields.written.0) {
            if holds_days(&entry.key) && entry.node.text().is_some_and(is_day) {
                *times.entry(&entry.key).or_default() += 1;
            }
        }
        let is_usual = |(_, times): &(&str, usize)| 2 * times > self.pages.len();
        times.into_iter().filter(is_usual).map(|(key, _)| key.to_owned()).collect()
    }

    /// How the pages spell the key of a field, if all that have it spell it so.
    pub(super) fn spelling(&self, field: &str, schema: &Schema) -> Option<&'p str> {
        let keys = self.pages.iter().flat_map(|page| &page.fields.written.0).map(|entry| entry.key.as_str());
        let mut spellings = keys.filter(|key| schema.get(key).is_some_and(|known| known.name == field));
        let first = spellings.next()?;
        spellings.all(|other| other == first).then_some(first)
    }

    /// A value as the pages write theirs: with a capital where all of them have one.
    pub(super) fn cased(&self, key: &str, value: &str) -> String {
        let values: Vec<&str> =
            self.pages.iter().filter_map(|page| page.fields.written.get(key)?.text()).collect();
        let is_capital = |value: &&str| value.starts_with(char::is_uppercase);
        match !values.is_empty() && values.iter().all(is_capital) {
            true => crate::text::name::in_words(value),
            false => value.to_owned(),
        }
    }
}

fn number_of(page: &Page) -> Option<u64> {
    Numbered::read(stem(page.path.as_deref()?)).map(|numbered| numbered.number())
}

fn is_day(text: &str) -> bool {
    Date::parse(text).is_some_and(|date| date.is_day())
}
