//! `:name:`

/// The name between colons that `text` starts with.
pub(super) fn read(text: &str) -> Option<&str> {
    let rest = text.strip_prefix(':')?;
    let end = rest.find(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '_' | '+')))?;
    let name = &rest[..end];
    // `:-:` is a column of a table.
    let is_name = name.contains(char::is_alphanumeric);
    (is_name && rest[end..].starts_with(':')).then_some(name)
}

/// Whether a name is one wherever it stands: `12:30:45` and `a:b:c` are other things.
pub(super) fn is_plain(name: &str) -> bool {
    name.len() > 1 && name.contains(|c: char| c.is_alphabetic())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stand_between_colons() {
        assert_eq!(read(":+1: x"), Some("+1"));
        assert_eq!(read(":material-a-1:"), Some("material-a-1"));
        assert_eq!(read(":piñata:"), Some("piñata"));
        for text in ["::", ":--:|", ":a", ":a b:", "a:"] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
