//! Words that are nearly, or really, others.

/// The name of `names` that `word` was probably meant to be: one slip is allowed, and one more for each four letters. In a
/// short word the second one may not be in the first letter.
///
/// ```
/// use mdbook_patterns::diagnostic::nearest;
///
/// assert_eq!(nearest("glod", ["silver", "gold"]), Some("gold"));
/// assert_eq!(nearest("platinum", ["silver", "gold"]), None);
/// assert_eq!(nearest("tear", ["tier"]), Some("tier"));
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
            let starts_alike = word.chars().next() == name.chars().flat_map(char::to_lowercase).next();
            // A letter for another one leaves nothing of a name of one letter.
            *distance <= 1 + letters / 4
                && *distance < letters
                && (starts_alike || *distance <= 1 + letters.saturating_sub(2) / 4)
        })
        .min()
        .map(|(_, name)| name)
}

/// The key of `keys` that `word` was probably meant to be: as [`nearest`], where each of its words is near the one in its
/// place. `related_rules` is no slip for `related_laws`.
pub fn nearest_key<'a>(word: &str, keys: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let words = words_of_key(word);
    let is_slip = |key: &&str| {
        let others = words_of_key(key);
        others.len() != words.len()
            || words.iter().zip(&others).all(|(word, other)| nearest(word, [other.as_str()]).is_some())
    };
    nearest(word, keys.into_iter().filter(is_slip))
}

/// `last_updated` and `lastUpdated` as words.
fn words_of_key(key: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut was_small = false;
    for c in key.chars() {
        let is_sign = matches!(c, '-' | '_' | ' ');
        if is_sign || was_small && c.is_uppercase() {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut().filter(|_| !is_sign) {
            word.push(c);
        }
        was_small = c.is_lowercase();
    }
    words
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
    fn a_key_is_a_slip_for_one_whose_words_are_alike() {
        for (slip, key) in [
            ("last_updtaed", "last_updated"),
            ("lastUpdatd", "last_updated"),
            ("super-seded_by", "superseded_by"),
            ("relatedlaws", "related_laws"),
            ("titel", "title"),
        ] {
            assert_eq!(nearest_key(slip, [key]), Some(key), "{slip}");
        }
        for (word, key) in [
            ("related_rules", "related_laws"),
            ("relatedRules", "related_laws"),
            ("created_at", "created_by"),
            ("modern_applications", "modern_alternatives"),
            ("problem_owners", "problem_domains"),
        ] {
            assert_eq!(nearest_key(word, [key]), None, "{word}");
        }
    }

    #[test]
    fn the_nearest_name_is_near() {
        assert_eq!(nearest("titel", ["title", "tier"]), Some("title"));
        assert_eq!(nearest("Use-With_caution", ["use-with-caution", "stable"]), Some("use-with-caution"));
        assert_eq!(nearest("language", ["tags", "laws"]), None);
        assert_eq!(nearest("-", [""]), None);
    }
}
