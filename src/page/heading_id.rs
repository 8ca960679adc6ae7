//! The ids of headings, as mdBook makes them (`mdbook-html` 0.5, `id_from_content` and `unique_id`):
//! one that the author gives stays, others are made of the text, and made unique with a number.

use std::collections::HashSet;

/// Gives the headings of one page their ids.
#[derive(Debug, Default)]
pub(super) struct HeadingIds {
    used: HashSet<String>,
}

impl HeadingIds {
    /// The id of the next heading (or term of a definition list) with this text.
    pub(super) fn next(&mut self, text: &str) -> String {
        let id = id_from_content(text);
        let mut unique = id.clone();
        let mut counter = 0_u32;
        while !self.used.insert(unique.clone()) {
            counter += 1;
            unique = format!("{id}-{counter}");
        }
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
