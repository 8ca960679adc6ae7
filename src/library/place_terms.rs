//! Terms that a page has because of its path: its folder, or the number of its file.

use crate::config::{Config, FromPath};
use crate::page::Page;
use crate::text::natural::{leading_numbers, without_numbers};
use crate::text::path::{folder, stem};

/// Gives the page the terms of the taxonomies that look there, unless it says some itself.
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
}

/// The name of a folder without the numbers that put it in order: `3-validated` is `validated`.
fn of_folder(path: &str, level: usize) -> Option<String> {
    let name = folder(path).split('/').nth(level - 1).filter(|name| !name.is_empty())?;
    Some(without_numbers(name).to_owned())
}

fn of_number(path: &str) -> Option<String> {
    leading_numbers(stem(path)).first().map(ToString::to_string)
}
