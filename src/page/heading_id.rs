//! The ids of headings, as mdBook makes them (`mdbook-html` 0.5, `id_from_content` and `unique_id`):
//! one that the author gives stays, others are made of the text, and made unique with a number.

use std::collections::HashMap;

/// Gives the headings of one page their ids.
#[derive(Debug, Default)]
pub(super) struct HeadingIds {
    /// Those that are given, each with the number that the next heading of its text starts from.
    used: HashMap<String, u32>,
}

impl HeadingIds {
    /// The id of the next heading (or term of a definition list) with this text.
    pub(super) fn next(&mut self, text: &str) -> String {
        let id = id_from_content(text);
        let Some(&last) = self.used.get(&id) else {
            self.used.insert(id.clone(), 0);
            return id;
        };
        let free = |number: &u32| !self.used.contains_key(&format!("{id}-{number}"));
        let number = (last + 1..).find(free).unwrap_or(last);
        let unique = format!("{id}-{number}");
        self.used.insert(unique.clone(), 0);
        self.used.insert(id, number);
        unique
    }
}

/// The id that a heading's text has if no other has it.
pub(crate) fn id_from_content(text: &str) -> String {
    let kept = |c: char| match c {
        c if c.is_alphanumeric() || c == '_' || c == '-' => Some(c),
        c if c.is_whitespace() => Some('-'),
        _ => None,
    };
    text.trim().to_lowercase().chars().filter_map(kept).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_unique() {
        let mut ids = HeadingIds::default();
        let given: Vec<_> =
            ["Why not?", "Why not", "why-not-1", "Ärger & Ruhm", ""].map(|t| ids.next(t)).into();
        assert_eq!(given, ["why-not", "why-not-1", "why-not-1-1", "ärger--ruhm", ""]);
    }
}
