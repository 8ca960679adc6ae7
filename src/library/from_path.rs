//! What a page has because of its path: terms of its folder or of the number of its file, and the date in its name.

use crate::catalog::number_of;
use crate::config::{Config, FromPath};
use crate::page::Page;
use crate::schema::{Date, FieldType, FieldValue};
use crate::text::name;
use crate::text::natural::{leading_numbers, without_numbers};
use crate::text::path::{folder, own_name};

/// Gives the page what taxonomies and fields look for there, unless it says some itself.
pub(super) fn read(path: &str, page: &mut Page, config: &Config) {
    for taxonomy in &config.taxonomies {
        let term = match taxonomy.from_path {
            Some(FromPath::Folder(level)) => of_folder(path, level as usize),
            Some(FromPath::Number) => of_number(path),
            None => None,
        };
        if let Some(term) = term {
            page.fields.place_in(&taxonomy.name, &term);
        }
    }
    for field in config.schema.fields().filter(|field| field.from_name) {
        let said = match field.kind {
            FieldType::Date => of_date(path).map(FieldValue::Date),
            _ => in_words(path).map(FieldValue::Text),
        };
        if let Some(said) = said {
            page.fields.say_by_name(&field.name, said);
        }
    }
}

/// The name of a folder without the numbers that put it in order: `3-validated` is `validated`.
fn of_folder(path: &str, level: usize) -> Option<String> {
    let name = folder(path).split('/').nth(level - 1).filter(|name| !name.is_empty())?;
    Some(without_numbers(name).to_owned())
}

/// The day that a name starts with, as posts have it: `2024-03-01-release.md`, `2024-03-01/index.md`.
fn of_date(path: &str) -> Option<Date> {
    const DAY: usize = "2024-03-01".len();
    let name = own_name(path);
    let (day, rest) = name.split_at_checked(DAY)?;
    let is_whole = !rest.starts_with(|c: char| c.is_alphanumeric());
    Date::parse(day).filter(|date| is_whole && date.is_day())
}

/// What a page is called by its file, in words: `0012-use-x.md` is “Use x”.
fn in_words(path: &str) -> Option<String> {
    let words = name::in_words(without_numbers(own_name(path)));
    Some(words).filter(|words| !words.is_empty())
}

fn of_number(path: &str) -> Option<String> {
    let name = own_name(path);
    let after_word = || number_of(name).map(|(number, ..)| number.to_string());
    leading_numbers(name).first().map(ToString::to_string).or_else(after_word)
}
