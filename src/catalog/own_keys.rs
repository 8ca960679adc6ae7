//! What a page is called by keys of its author's own: `adr: 42` makes it ADR 42, and `ticket: OPS-123` makes it OPS-123.

use std::collections::{HashMap, HashSet};

use rayon::prelude::*;

use crate::front_matter::{Entry, Value};
use crate::page::Page;
use crate::schema::Schema;
use crate::text::name::key;

/// Longer values are no names.
const LONGEST: usize = 24;

/// The map in which authors keep keys of their own.
const EXTRA: &str = "extra";

/// What a page says under a key that no field of the schema knows.
#[derive(Debug)]
pub(super) struct Said {
    path: String,
    key: String,
    name: String,
    words: Vec<String>,
}

/// What all pages say under keys of their authors' own, as far as it may be a name.
pub(super) fn said(pages: &[Page], schema: &Schema) -> Vec<Said> {
    pages.par_iter().flat_map_iter(|page| said_on(page, schema)).collect()
}

fn said_on<'p>(page: &'p Page, schema: &'p Schema) -> impl Iterator<Item = Said> {
    let entries = page.fields.written.0.iter().flat_map(or_its_own);
    entries.filter_map(move |entry| {
        let name = called(&entry.key, entry.node.text()?.trim()).filter(|_| !schema.knows(&entry.key))?;
        let words = words(&name);
        Some(Said { path: page.path.clone()?, key: key(&entry.key), name, words })
    })
}

/// An entry, or those in it.
fn or_its_own(entry: &Entry) -> &[Entry] {
    match &entry.node.value {
        Value::Map(map) if key(&entry.key) == EXTRA => &map.0,
        _ => std::slice::from_ref(entry),
    }
}

/// The names that pages have by keys of their authors' own, by path: values that one page alone has under its key, and that no
/// other page is called by.
#[derive(Debug, Default)]
pub(super) struct OwnNames(HashMap<String, Vec<String>>);

impl OwnNames {
    /// The names among what was said. `titles` are the title of a page and what it is called otherwise.
    pub(super) fn of(said: &[Said], pages: &[Page], titles: impl Fn(&Page) -> Vec<String> + Sync) -> Self {
        let mut sayers: HashMap<(&str, &[String]), HashSet<&str>> = HashMap::new();
        for Said { path, key, words, .. } in said {
            sayers.entry((key, words)).or_default().insert(path);
        }
        let wanted: HashSet<&[String]> = said.iter().map(|said| said.words.as_slice()).collect();
        let holders = holders(&wanted, pages, titles);
        let mut names: HashMap<String, Vec<String>> = HashMap::new();
        for Said { path, key, name, words } in said {
            let is_alone = sayers[&(key.as_str(), words.as_slice())].len() == 1;
            let is_own = |holders: &HashSet<&str>| holders.iter().all(|holder| holder == path);
            if is_alone && holders.get(words.as_slice()).is_none_or(is_own) {
                names.entry(path.clone()).or_default().push(name.clone());
            }
        }
        Self(names)
    }

    /// Those of the page at a path.
    pub(super) fn names(&self, path: &str) -> &[String] {
        self.0.get(path).map_or(&[], Vec::as_slice)
    }
}

/// The pages whose titles hold some words, side by side.
fn holders<'p>(
    wanted: &HashSet<&[String]>,
    pages: &'p [Page],
    titles: impl Fn(&Page) -> Vec<String> + Sync,
) -> HashMap<Vec<String>, HashSet<&'p str>> {
    let lengths: HashSet<usize> = wanted.iter().map(|words| words.len()).collect();
    let held = |page: &Page| {
        let titles = if lengths.is_empty() { Vec::new() } else { titles(page) };
        let titles: Vec<Vec<String>> = titles.iter().map(|title| words(title)).collect();
        let parts = titles.iter().flat_map(|title| lengths.iter().flat_map(|&length| title.windows(length)));
        parts.filter(|part| wanted.contains(part)).map(<[String]>::to_vec).collect::<Vec<_>>()
    };
    let found: Vec<_> = pages.par_iter().map(|page| (page, held(page))).collect();
    let mut holders: HashMap<Vec<String>, HashSet<&str>> = HashMap::new();
    for (page, words) in
        found.into_iter().flat_map(|(page, held)| held.into_iter().map(move |words| (page, words)))
    {
        holders.entry(words).or_default().insert(page.path.as_deref().unwrap_or_default());
    }
    holders
}

/// The words and the numbers of a text in lower case, whatever joins them, without the zeros before numbers.
fn words(text: &str) -> Vec<String> {
    let runs = text.split(|c: char| !c.is_alphanumeric()).flat_map(|run| {
        run.as_bytes().chunk_by(|a, b| a.is_ascii_digit() == b.is_ascii_digit()).map(String::from_utf8_lossy)
    });
    let words = runs.filter(|run| !run.is_empty()).map(|run| match run.trim_start_matches('0') {
        "" => "0".to_owned(),
        short => short.to_lowercase(),
    });
    words.collect()
}

/// The name that a value makes: a count or a date is one of what its key says, and others stand for themselves.
fn called(counted: &str, value: &str) -> Option<String> {
    let is_short = value.len() <= LONGEST && value.bytes().any(|b| b.is_ascii_digit());
    let is_one = value.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'));
    if !is_short || !is_one {
        return None;
    }
    if value.starts_with(|c: char| c.is_ascii_digit()) {
        let short = value.trim_start_matches('0');
        return Some(format!("{counted}-{}", if short.is_empty() { "0" } else { short }));
    }
    value.chars().any(char::is_alphabetic).then(|| value.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_of_what_their_key_says_and_others_stand_for_themselves() {
        for (key, value, expected) in [
            ("adr", "42", Some("adr-42")),
            ("adr", "0042", Some("adr-42")),
            ("ticket", "OPS-123", Some("OPS-123")),
            ("code", "E0382", Some("E0382")),
            ("created", "2024-03-01", Some("created-2024-03-01")),
            ("size", "10mb", Some("size-10mb")),
            ("version", "1.2", None),
            ("owner", "Jane Doe 2", None),
            ("layout", "default", None),
        ] {
            assert_eq!(called(key, value).as_deref(), expected, "{key}: {value}");
        }
    }

    #[test]
    fn words_and_numbers_are_told_apart_whatever_joins_them() {
        assert_eq!(words("Fix (OPS-0123)"), ["fix", "ops", "123"]);
        assert_eq!(words("über42b_0"), ["über", "42", "b", "0"]);
    }
}
