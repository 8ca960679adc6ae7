//! What a page is called beside its title: by its file, its id, in the sidebar, by its number. Whoever asks for one of these
//! means the page.

use std::collections::HashSet;

use crate::page::Page;
use crate::schema::{FieldValue, Typed};
use crate::text::name::key;
use crate::text::path::{folder, name, own_name};

/// The other names of a page, each once, and none that is the title. `fields` are those that the book names as titles.
pub(super) fn of(page: &Page, fields: &[String]) -> Vec<String> {
    let path = page.path.as_deref().unwrap_or_default();
    let mut names: Vec<String> = vec![own_name(path).to_owned(), own_name(&page.file).to_owned()];
    names.extend(page.fields.text("id").map(str::to_owned));
    let mut numbered: Vec<String> = names.iter().flat_map(|name| numbers(name)).collect();
    numbered.extend(by_folder(path));
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

/// A name that starts with a number, alone or behind one word: `0012-use-queues`, `adr-0042`, `adr42`.
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

/// A numbered name without what stands behind its number.
fn numbers(name: &str) -> Vec<String> {
    let Some(numbered) = Numbered::read(name) else { return Vec::new() };
    let mut names = Vec::new();
    for form in numbered.forms() {
        if !numbered.word.is_empty() {
            names.push(format!("{}-{form}", numbered.word));
        }
        if numbered.is_apart {
            names.push(form.to_owned());
        }
    }
    names
}

/// The number behind what a page is by its folder: `adrs/0012-use-queues.md` is ADR 12, and so is a decision.
fn by_folder(path: &str) -> Vec<String> {
    let Some(numbered) = Numbered::read(own_name(path)).filter(|numbered| numbered.word.is_empty()) else {
        return Vec::new();
    };
    let folder = name(folder(path)).to_lowercase();
    let mut words = vec![folder.trim_end_matches('s').to_owned()];
    if folder.contains("decision") || folder.contains("adr") {
        words.push("adr".to_owned());
    }
    words.retain(|word| !word.is_empty());
    words.iter().flat_map(|word| numbered.forms().map(|form| format!("{word}-{form}"))).collect()
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
        ] {
            assert_eq!(numbers(name), expected, "{name}");
        }
    }

    #[test]
    fn a_folder_says_what_its_numbers_count() {
        assert_eq!(by_folder("rfcs/0012-x.md"), ["rfc-0012", "rfc-12"]);
        assert_eq!(
            by_folder("docs/decisions/0003-x.md"),
            ["decision-0003", "decision-3", "adr-0003", "adr-3"]
        );
        assert_eq!(by_folder("0003-x.md"), Vec::<String>::new());
        assert_eq!(by_folder("rfcs/queues.md"), Vec::<String>::new());
    }
}
