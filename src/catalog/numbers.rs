//! Pages by their numbers: `12` and `ADR-12` mean `0012-use-x.md`.

use std::collections::BTreeMap;

use crate::page::{Page, PageId};
use crate::schema::Schema;
use crate::text::name::{key, slug};
use crate::text::natural::leading_numbers;
use crate::text::path::{folder, name, own_name};

/// A number that a page has.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Numbered {
    page: PageId,
    /// What may stand before the number: `adr`, `note`.
    words: Vec<String>,
    /// Whether the page is named by it: it starts the file's name, or a field says so.
    opens: bool,
    /// The series that the file's name says.
    series: Option<String>,
}

/// The numbers of all pages.
#[derive(Debug, Default)]
pub(super) struct Numbers(BTreeMap<u64, Vec<Numbered>>);

/// What records of decisions are called everywhere.
const ADR: &str = "adr";

impl Numbers {
    pub(super) fn add(&mut self, id: PageId, page: &Page, schema: &Schema) {
        let Some(path) = page.path.as_deref() else { return };
        let stem = own_name(path);
        if let Some((number, opens, before)) = number_of(stem) {
            let folder = slug(name(folder(path)));
            let of_folder = key(folder.strip_suffix('s').unwrap_or(&folder));
            let mut words = vec![before, of_folder];
            words.extend(opens.then(|| ADR.to_owned()));
            self.insert(number, Numbered { page: id, words, opens, series: series(stem) });
        }
        if let Some((before, number)) = page.fields.text("id").and_then(reference) {
            self.insert(number, Numbered { page: id, words: vec![before], opens: true, series: None });
        }
        for field in schema.fields().filter(|field| field.format.is_some()) {
            let number = page.fields.number(&field.name).filter(|n| *n >= 0.0 && n.fract() == 0.0);
            if let Some((number, format)) = number.zip(field.format.as_ref()) {
                let words = vec![format.before().to_owned()];
                self.insert(number as u64, Numbered { page: id, words, opens: true, series: None });
            }
        }
    }

    fn insert(&mut self, number: u64, numbered: Numbered) {
        let pages = self.0.entry(number).or_default();
        match pages.iter_mut().find(|known| known.page == numbered.page) {
            Some(known) => {
                known.opens |= numbered.opens;
                known.series = known.series.take().or(numbered.series);
                known.words.extend(numbered.words);
            }
            None => pages.push(numbered),
        }
    }

    /// The pages that a name means by its number when the page at `from` says it. A bare number is first one of the series
    /// that the page is in itself (`ics-002` of `ics-003`); otherwise pages that open with it come before those that only
    /// hold it.
    pub(super) fn pages(&self, written: &str, from: &str) -> Vec<PageId> {
        let Some((before, number)) = reference(written) else { return Vec::new() };
        let fits = |numbered: &&Numbered| before.is_empty() || numbered.words.contains(&before);
        let known: Vec<&Numbered> = self.0.get(&number).into_iter().flatten().filter(fits).collect();
        let own_series = series(own_name(from)).filter(|_| before.is_empty());
        if own_series.is_some() {
            let same = known.iter().filter(|numbered| numbered.series == own_series);
            let same: Vec<PageId> = same.map(|numbered| numbered.page).collect();
            if !same.is_empty() {
                return same;
            }
        }
        let opened = known.iter().any(|numbered| numbered.opens);
        known.iter().filter(|numbered| numbered.opens || !opened).map(|numbered| numbered.page).collect()
    }

    /// The page with the number of `written`, whatever word stands before it.
    pub(super) fn same(&self, written: &str) -> Option<(u64, PageId)> {
        let (_, number) = reference(written)?;
        Some((number, self.0.get(&number)?.first()?.page))
    }

    /// Whether any page has a number.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// `ADR-12`, `#12`, `12`: the word before it as keys are compared, and the number.
fn reference(written: &str) -> Option<(String, u64)> {
    let written = written.trim();
    let start = written.find(|c: char| c.is_ascii_digit())?;
    let before = written[..start].trim_end_matches(['-', '_', ' ', '#', '.']);
    let is_word = before.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '_'));
    let number = written[start..].parse().ok()?;
    is_word.then(|| (key(before), number))
}

/// Whether a name is a number, with a word before it or not.
pub(super) fn is_number(written: &str) -> bool {
    reference(written).is_some()
}

/// The number of a file's name, whether the name starts with it, and what is before it. A date is not a number.
pub(crate) fn number_of(stem: &str) -> Option<(u64, bool, String)> {
    match leading_numbers(stem).as_slice() {
        [number] => return Some((*number as u64, true, String::new())),
        [_, ..] => return None,
        [] => {}
    }
    let mut parts = stem.split(['-', '_', '.', ' ']).enumerate();
    let is_number = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_digit());
    let (at, digits) = parts.find(|(_, part)| is_number(part))?;
    if parts.any(|(_, part)| is_number(part)) {
        return None;
    }
    let before: Vec<&str> = stem.split(['-', '_', '.', ' ']).take(at).collect();
    Some((digits.parse().ok()?, false, key(&before.concat())))
}

/// The series that a file is in: `ics` of `ics-002-client`. A word before a small number may be any: `use-3-nodes`.
fn series(stem: &str) -> Option<String> {
    let (_, opens, _) = number_of(stem)?;
    let mut parts = stem.split(['-', '_', '.', ' ']);
    let (word, number) = (parts.next()?, parts.next()?);
    let is_of_series = number.len() > 1 && (number.starts_with('0') || number.len() > 2);
    (!opens && is_of_series && number.chars().all(|c| c.is_ascii_digit())).then(|| key(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_files_and_of_references() {
        let number = number_of;
        assert_eq!(number("0012-use-x"), Some((12, true, String::new())));
        assert_eq!(number("note-2718"), Some((2718, false, "note".to_owned())));
        assert_eq!(number("adr-0003-use-y"), Some((3, false, "adr".to_owned())));
        assert_eq!(number("2024-03-01-release"), None);
        assert_eq!(number("a-1-b-2"), None);
        assert_eq!(number("http2"), None);
        assert_eq!(reference("ADR-0012"), Some(("adr".to_owned(), 12)));
        assert_eq!(reference("#12"), Some((String::new(), 12)));
        assert_eq!(reference("adr 12"), Some(("adr".to_owned(), 12)));
        assert_eq!((reference("12, 13"), reference("use http 2 now"), reference("x")), (None, None, None));
    }
}
