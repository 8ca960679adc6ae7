//! Words that are nearly, or really, others.

/// The name of `names` that `word` was probably meant to be: one slip is allowed, and one more for each four letters of a
/// long word.
///
/// ```
/// use mdbook_patterns::diagnostic::nearest;
///
/// assert_eq!(nearest("glod", ["silver", "gold"]), Some("gold"));
/// assert_eq!(nearest("platinum", ["silver", "gold"]), None);
/// assert_eq!(nearest("area", ["prev"]), None);
/// ```
pub fn nearest<'a>(word: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word = word.to_lowercase();
    names
        .into_iter()
        // What has no name, a page titled by signs, is no suggestion.
        .filter(|name| !name.is_empty())
        .map(|name| (strsim::damerau_levenshtein(&word, &name.to_lowercase()), name))
        .filter(|(distance, name)| {
            let letters = name.chars().count().min(word.chars().count());
            *distance <= 1 + letters.saturating_sub(2) / 4
        })
        .min()
        .map(|(_, name)| name)
}

/// The name of `names` that is `word` in another case, or with other signs between its parts. What is merely similar is
/// another word: `unstable` is not `stable`.
pub fn same_word<'a>(word: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let wanted = crate::text::name::key(word);
    let mut same =
        names.into_iter().filter(|name| !wanted.is_empty() && crate::text::name::key(name) == wanted);
    let name = same.next()?;
    same.all(|other| other == name).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_case_and_signs_make_no_other_word() {
        assert_eq!(same_word("CaseStudy", ["case-study", "case-studies"]), Some("case-study"));
        assert_eq!(same_word("use_with caution", ["use-with-caution"]), Some("use-with-caution"));
        for (word, other) in
            [("incomplete", "complete"), ("unstable", "stable"), ("created", "related"), ("titel", "title")]
        {
            assert_eq!(same_word(word, [other]), None);
        }
        assert_eq!(same_word("a b", ["a-b", "ab"]), None, "either could be meant");
    }

    #[test]
    fn the_nearest_name_is_near() {
        assert_eq!(nearest("titel", ["title", "tier"]), Some("title"));
        assert_eq!(nearest("Use-With_caution", ["use-with-caution", "stable"]), Some("use-with-caution"));
        assert_eq!(nearest("language", ["tags", "laws"]), None);
        assert_eq!(nearest("-", [""]), None);
    }
}
