//! What a page is called beside its title: by its file, its id, in the sidebar, by its number. Whoever asks for one of these
//! means the page.

use std::collections::{HashMap, HashSet};

use rayon::prelude::*;

use crate::page::Page;
use crate::schema::{FieldValue, Typed};
use crate::text::name::key;
use crate::text::path::{folder, is_index, name, own_name};

/// The other names of a page, each once, and none that is the title. `fields` are those that the book names as titles.
pub(super) fn of(page: &Page, fields: &[String], numbering: &Numbering) -> Vec<String> {
    let path = page.path.as_deref().unwrap_or_default();
    let mut names: Vec<String> = vec![own_name(path).to_owned(), own_name(&page.file).to_owned()];
    names.extend(page.fields.text("id").map(str::to_owned));
    let mut numbered: Vec<String> = names.iter().flat_map(|name| numbers(name)).collect();
    numbered.extend(numbering.names(path));
    numbered.extend(dated(own_name(path)).map(str::to_owned));
    names.append(&mut numbered);
    names.push(page.name.clone());
    names.extend(page.fields.text("short_title").map(str::to_owned));
    names.extend(page.fields.list("also_known_as").iter().cloned());
    names.extend(page.fields.search().into_iter().flat_map(|search| search.queries.iter().cloned()));
    names.extend(fields.iter().flat_map(|field| texts(page, field)));
    let title = page.title();
    let mut once = HashSet::new();
    names.retain(|name| !name.is_empty() && name != title && once.insert(name.clone()));
    names
}

/// What a field says, as text.
fn texts(page: &Page, field: &str) -> Vec<String> {
    match page.fields.get(field).map(Typed::expected) {
        Some(FieldValue::Text(text)) => vec![text.clone()],
        Some(FieldValue::List(items)) => items.clone(),
        Some(FieldValue::Number(number)) => vec![number.to_string()],
        Some(FieldValue::Minutes(minutes)) => vec![minutes.to_string()],
        Some(FieldValue::Date(date)) => vec![date.to_string()],
        Some(FieldValue::Free) | None => written(page, field).into_iter().collect(),
        _ => Vec::new(),
    }
}

/// A key that no field is declared for, as it was written.
fn written(page: &Page, field: &str) -> Option<String> {
    let wanted = key(field);
    page.fields.written.0.iter().find(|entry| key(&entry.key) == wanted)?.node.text().map(str::to_owned)
}

/// A name that starts with a number, alone or after one word: `0012-use-queues`, `adr-0042`, `adr42`.
struct Numbered<'n> {
    word: &'n str,
    /// Whether a sign stands between the word and the number.
    is_apart: bool,
    digits: &'n str,
}

impl<'n> Numbered<'n> {
    fn read(name: &'n str) -> Option<Self> {
        let is_sign = |c: char| matches!(c, '-' | '_' | '.' | ' ');
        let start = name.find(|c: char| c.is_ascii_digit())?;
        let before = &name[..start];
        let word = before.trim_end_matches(is_sign);
        let rest = &name[start..];
        let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        let behind = &rest[end..];
        // A date is no number.
        let is_date = behind.trim_start_matches(is_sign).starts_with(|c: char| c.is_ascii_digit());
        let is_number = word.chars().all(char::is_alphabetic)
            && (behind.is_empty() || behind.starts_with(is_sign))
            && !is_date;
        is_number.then_some(Self { word, is_apart: before != word || word.is_empty(), digits: &rest[..end] })
    }

    /// The number as written, and without the zeros before it.
    fn forms(&self) -> [&'n str; 2] {
        let short = self.digits.trim_start_matches('0');
        [self.digits, if short.is_empty() { "0" } else { short }]
    }
}

/// A numbered name without what follows its number.
fn numbers(name: &str) -> Vec<String> {
    let Some(numbered) = Numbered::read(name) else { return Vec::new() };
    let mut names = Vec::new();
    // A single letter may be anything.
    let is_word = numbered.is_apart || numbered.word.chars().nth(1).is_some();
    for form in numbered.forms() {
        if is_word && !numbered.word.is_empty() {
            names.push(format!("{}-{form}", numbered.word));
        }
        if numbered.is_apart {
            names.push(form.to_owned());
        }
    }
    names
}

/// The date that a name starts with: `2024-03-01` of `2024-03-01-outage`.
fn dated(name: &str) -> Option<&str> {
    let date = name.get(..10)?;
    let is_date = date.bytes().enumerate().all(|(at, b)| {
        if matches!(at, 4 | 7) { matches!(b, b'-' | b'_' | b'.') } else { b.is_ascii_digit() }
    });
    let ends = !name[10..].starts_with(char::is_alphanumeric);
    (is_date && ends).then_some(date)
}

/// What the numbers of pages count, by folder: `adrs/0012-use-queues.md` is ADR 12, and so is a page of `decisions/`, or of a
/// folder whose pages call themselves so.
#[derive(Debug, Default)]
pub(super) struct Numbering(HashMap<String, Vec<String>>);

impl Numbering {
    /// The numbering of all pages.
    pub(super) fn of(pages: &[Page]) -> Self {
        let mut folders: HashMap<String, Vec<&Page>> = HashMap::new();
        for page in pages {
            if let Some(path) = page.path.as_deref().filter(|path| number_of(path).is_some()) {
                folders.entry(holder(path).to_owned()).or_default().push(page);
            }
        }
        let words = folders.into_par_iter().map(|(folder, pages)| {
            let mut words = by_folder(&folder);
            words.extend(own_word(&pages));
            (folder, words)
        });
        Self(words.collect())
    }

    /// What a page is called by its number.
    fn names(&self, path: &str) -> Vec<String> {
        let (Some(numbered), Some(words)) = (number_of(path), self.0.get(holder(path))) else {
            return Vec::new();
        };
        words.iter().flat_map(|word| numbered.forms().map(|form| format!("{word}-{form}"))).collect()
    }
}

/// The number that the name of a page starts with.
fn number_of(path: &str) -> Option<Numbered<'_>> {
    Numbered::read(own_name(path)).filter(|numbered| numbered.word.is_empty())
}

/// The folder that a page stands in; `0012/README.md` stands in the one above, beside `0011/README.md`.
fn holder(path: &str) -> &str {
    let own = folder(path);
    if is_index(path) { folder(own) } else { own }
}

/// What a folder says of the pages in it.
fn by_folder(folder: &str) -> Vec<String> {
    let folder = name(folder).to_lowercase();
    let mut words = vec![folder.trim_end_matches('s').to_owned()];
    if folder.contains("decision") || folder.contains("adr") {
        words.push("adr".to_owned());
    }
    words.retain(|word| !word.is_empty());
    words.dedup();
    words
}

/// The word that at least half of the numbered pages of a folder write before their own number, as `SE-0352`. One page may
/// say anything.
fn own_word(pages: &[&Page]) -> Option<String> {
    let mut counts: HashMap<String, usize> = HashMap::new();
    for page in pages {
        let number = page.path.as_deref().and_then(number_of)?;
        for word in words_of(&page.text, number.forms()[1]) {
            *counts.entry(word).or_default() += 1;
        }
    }
    counts.retain(|_, count| *count > 1 && *count * 2 >= pages.len());
    counts.into_iter().max_by(|a, b| (a.1, &b.0).cmp(&(b.1, &a.0))).map(|(word, _)| word)
}

/// The words in lower case of which a text says this number before any other: `se` of `SE-0352`, and not `step` where step 1 comes first.
fn words_of(text: &str, number: &str) -> Vec<String> {
    let mut first: HashMap<String, bool> = HashMap::new();
    let mut done = 0;
    while let Some(start) = text[done..].find(|c: char| c.is_ascii_digit()).map(|at| done + at) {
        let digits = text[start..]
            .find(|c: char| !c.is_ascii_digit())
            .map_or(&text[start..], |end| &text[start..start + end]);
        done = start + digits.len();
        let is_whole = !text[done..].starts_with(char::is_alphabetic);
        if let Some(word) = word_before(&text[..start]).filter(|_| is_whole) {
            first.entry(word.to_lowercase()).or_insert(digits.trim_start_matches('0') == number);
        }
    }
    first.into_iter().filter_map(|(word, is_own)| is_own.then_some(word)).collect()
}

/// The word that a text ends with, one sign after it left out. A single letter may be anything.
fn word_before(text: &str) -> Option<&str> {
    let text = text.strip_suffix(['-', ' ', '_', '#']).unwrap_or(text);
    let word = &text[text.trim_end_matches(char::is_alphabetic).len()..];
    word.chars().nth(1).map(|_| word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbered_names_are_found_by_their_numbers() {
        for (name, expected) in [
            ("0012-use-queues", vec!["0012", "12"]),
            ("adr-0042-queue", vec!["adr-0042", "0042", "adr-42", "42"]),
            ("adr42", vec!["adr-42", "adr-42"]),
            ("2024-03-01-release", vec![]),
            ("use-queues", vec![]),
            ("two-words-7", vec![]),
            ("000", vec!["000", "0"]),
            ("e0", vec![]),
        ] {
            assert_eq!(numbers(name), expected, "{name}");
        }
    }

    #[test]
    fn a_date_at_the_start_is_a_name() {
        assert_eq!(dated("2024-03-01-outage"), Some("2024-03-01"));
        assert_eq!(dated("2024_03_01"), Some("2024_03_01"));
        assert_eq!(["2024-03-011", "2024-3-01-x", "x-2024-03-01", "2024"].map(dated), [None; 4]);
    }

    #[test]
    fn a_folder_says_what_its_numbers_count() {
        let names = |path: &str| {
            let page = Page { path: Some(path.into()), ..Page::default() };
            Numbering::of(&[page]).names(path)
        };
        assert_eq!(names("rfcs/0012-x.md"), ["rfc-0012", "rfc-12"]);
        assert_eq!(names("docs/decisions/0003-x.md"), ["decision-0003", "decision-3", "adr-0003", "adr-3"]);
        assert_eq!(names("adr/0009/README.md"), ["adr-0009", "adr-9"]);
        assert_eq!(names("0003-x.md"), Vec::<String>::new());
        assert_eq!(names("rfcs/queues.md"), Vec::<String>::new());
    }

    #[test]
    fn the_word_before_the_own_number_is_the_one_that_most_pages_write() {
        let page =
            |path: &str, text: &str| Page { path: Some(path.into()), text: text.into(), ..Page::default() };
        let mut pages = vec![
            page("p/0352-a.md", "Proposal SE-0352, after se-0353; s352."),
            page("p/0353-b.md", "* [SE-0353](x), PR 353. Step 1, step 353."),
            page("p/0354-c.md", "Mentions SE-0352 and PR 354. Step 2, step 354."),
            page("q/03-a.md", "On S3, utf3 and http3."),
            page("q/04-b.md", "On S4."),
        ];
        let names = |pages: &[Page], path| Numbering::of(pages).names(path);
        assert_eq!(names(&pages, "p/0354-c.md"), ["p-0354", "p-354", "pr-0354", "pr-354"]);
        pages[2].text = "SE-0354".into();
        assert_eq!(names(&pages, "p/0354-c.md"), ["p-0354", "p-354", "se-0354", "se-354"]);
        assert_eq!(names(&pages, "q/03-a.md"), ["q-03", "q-3"]);
    }
}
