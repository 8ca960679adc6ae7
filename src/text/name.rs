//! Names: as ids, as keys of front matter, and in words.

/// A value as an id: lower case, letters and digits, a dash for everything between.
pub(crate) fn slug(value: &str) -> String {
    let mut id = String::with_capacity(value.len());
    for c in value.trim().chars() {
        if c.is_alphanumeric() {
            id.extend(c.to_lowercase());
        } else if matches!(c, '+' | '#') {
            id.push_str(if c == '+' { "plus" } else { "sharp" });
        } else if !id.is_empty() && !id.ends_with('-') {
            id.push('-');
        }
    }
    id.truncate(id.trim_end_matches('-').len());
    id
}

/// A value as the id of a term: of signs alone, which have no letters, their code points.
pub(crate) fn term_id(value: &str) -> String {
    let id = slug(value);
    if !id.is_empty() {
        return id;
    }
    let points = value.trim().chars().map(|c| format!("u{:x}", u32::from(c)));
    points.collect::<Vec<_>>().join("-")
}

/// `trade_offs` to `Trade offs`.
pub(crate) fn in_words(name: &str) -> String {
    let words = name.replace(['_', '-'], " ");
    let mut chars = words.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// The form in which keys are compared: `last-updated`, `LastUpdated` and `last_updated` are one.
pub(crate) fn key(name: &str) -> String {
    name.chars().filter(|c| !matches!(c, '-' | '_' | ' ')).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_are_ids() {
        for (value, id) in [
            ("Data access", "data-access"),
            (" Behavioral ", "behavioral"),
            ("use_with_caution", "use-with-caution"),
            ("C++", "cplusplus"),
            ("C#", "csharp"),
            ("on hold!", "on-hold"),
            ("日本語", "日本語"),
            ("設計 パターン", "設計-パターン"),
            ("---", ""),
        ] {
            assert_eq!(slug(value), id);
        }
    }

    #[test]
    fn terms_of_signs_alone_have_ids() {
        assert_eq!(term_id("Use with caution"), "use-with-caution");
        assert_eq!(term_id("🔥"), "u1f525");
        assert_eq!(term_id(" -> "), "u2d-u3e");
    }
}
