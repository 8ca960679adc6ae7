//! What a page is called by keys of its author's own: `adr: 42` makes it ADR 42, and `ticket: OPS-123` makes it OPS-123.

use crate::front_matter::{Entry, Value};
use crate::page::Page;
use crate::text::name::key;

/// Longer values are no names.
const LONGEST: usize = 24;

/// The map in which authors keep keys of their own.
const EXTRA: &str = "extra";

/// The names that keys give which no field is declared for.
pub(super) fn names(page: &Page) -> Vec<String> {
    let declared: Vec<&str> = page.fields.in_front_matter().map(|(_, typed)| typed.key.as_str()).collect();
    let is_own = |entry: &&Entry| key(&entry.key) == EXTRA || !declared.contains(&entry.key.as_str());
    let own = page.fields.written.0.iter().filter(is_own).flat_map(or_its_own);
    own.filter_map(|entry| called(&entry.key, entry.node.text()?.trim())).collect()
}

/// An entry, or those in it.
fn or_its_own(entry: &Entry) -> &[Entry] {
    match &entry.node.value {
        Value::Map(map) if key(&entry.key) == EXTRA => &map.0,
        _ => std::slice::from_ref(entry),
    }
}

/// The name that a value makes: a number counts what its key says, and one that has letters too stands for itself.
fn called(counted: &str, value: &str) -> Option<String> {
    let is_short = value.len() <= LONGEST && value.bytes().any(|b| b.is_ascii_digit());
    let is_one = value.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'));
    if !is_short || !is_one {
        return None;
    }
    if value.bytes().all(|b| b.is_ascii_digit()) {
        let short = value.trim_start_matches('0');
        return Some(format!("{counted}-{}", if short.is_empty() { "0" } else { short }));
    }
    value.chars().any(char::is_alphabetic).then(|| value.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_count_what_their_key_says_and_others_stand_for_themselves() {
        for (key, value, expected) in [
            ("adr", "42", Some("adr-42")),
            ("adr", "0042", Some("adr-42")),
            ("ticket", "OPS-123", Some("OPS-123")),
            ("code", "E0382", Some("E0382")),
            ("created", "2024-03-01", None),
            ("version", "1.2", None),
            ("owner", "Jane Doe 2", None),
            ("layout", "default", None),
        ] {
            assert_eq!(called(key, value).as_deref(), expected, "{key}: {value}");
        }
    }
}
