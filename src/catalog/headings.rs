//! Terms that a page carries because of its headings.

use crate::page::Page;

/// Whether each pattern fits a heading of the page; without patterns none does.
pub(super) fn match_all(patterns: &[String], page: &Page) -> bool {
    let fits = |pattern: &String| page.headings.iter().any(|heading| fits(pattern, &heading.text));
    !patterns.is_empty() && patterns.iter().all(fits)
}

/// Whether a pattern fits a whole text, whatever the case; `*` stands for any text.
fn fits(pattern: &str, text: &str) -> bool {
    let (pattern, text) = (pattern.trim().to_lowercase(), text.trim().to_lowercase());
    let Some((start, rest)) = pattern.split_once('*') else { return pattern == text };
    let Some(mut text) = text.strip_prefix(start) else { return false };
    let mut parts: Vec<&str> = rest.split('*').collect();
    let end = parts.pop().unwrap_or_default();
    for part in parts {
        match text.find(part) {
            Some(at) => text = &text[at + part.len()..],
            None => return false,
        }
    }
    text.ends_with(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_fit_whole_headings_whatever_the_case() {
        for (pattern, text) in [
            ("Level 1*", "LEVEL 1: Intuition (5 minutes)"),
            ("*migration*", "The Migration Guide"),
            ("a*b*c", "abbbc"),
            ("*", ""),
            ("See also", "see also"),
            ("レベル*", "レベル１：直感"),
        ] {
            assert!(fits(pattern, text), "{pattern} {text}");
        }
        for (pattern, text) in
            [("Level 1", "Level 1: Intuition"), ("a*b*c", "acb"), ("ab*ba", "aba"), ("x*", "y")]
        {
            assert!(!fits(pattern, text), "{pattern} {text}");
        }
    }
}
