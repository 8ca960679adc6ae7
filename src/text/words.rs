//! The words of a text.

use std::collections::BTreeSet;

use crate::text::name::slug;

/// The words that a reader reads: runs between spaces, and two Chinese, Japanese or Korean
/// characters for one word.
pub(crate) fn count_words(text: &str) -> usize {
    if text.is_ascii() {
        return count_ascii_words(text.as_bytes());
    }
    let cjk = text.chars().filter(|c| is_cjk(*c)).count();
    let others = text
        .split(|c: char| c.is_whitespace() || is_cjk(c))
        .filter(|word| word.chars().any(char::is_alphanumeric))
        .count();
    others + cjk.div_ceil(2)
}

/// One pass over the bytes without a branch: most text is ASCII, and this is the hottest loop of a run.
fn count_ascii_words(text: &[u8]) -> usize {
    let mut words = 0;
    let mut counted = 0;
    for &byte in text {
        let [starts, goes_on] = ASCII[usize::from(byte)];
        words += usize::from(starts & !counted);
        counted = (counted | starts) & goes_on;
    }
    words
}

/// For each byte whether it makes what it stands in a word, and whether it leaves it one: 1 or 0.
const ASCII: [[u8; 2]; 256] = {
    let mut table = [[0, 1]; 256];
    let mut byte = 0;
    while byte < 128 {
        let c = byte as u8;
        table[byte] = [c.is_ascii_alphanumeric() as u8, !c.is_ascii_whitespace() as u8];
        byte += 1;
    }
    table
};

fn is_cjk(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// Whether every word of a text is in another one.
pub(crate) fn is_said_by(text: &str, other: &str) -> bool {
    words_of(text).is_subset(&words_of(other))
}

/// Whether a value is written only to say that there is none: `N/A`, `none`, `-`.
pub(crate) fn says_nothing(value: &str) -> bool {
    let value = value.trim().to_lowercase();
    matches!(value.as_str(), "n/a" | "n.a." | "none" | "nil" | "-" | "--" | "–" | "—")
}

/// The words of a text, whatever their case.
pub(crate) fn words_of(text: &str) -> BTreeSet<String> {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect()
}

/// Single words that templates have in brackets, and that are nothing else there.
pub(crate) const HOLES: &[&str] = &[
    "x",
    "n",
    "todo",
    "tbd",
    "name",
    "title",
    "description",
    "explanation",
    "attribution",
    "author",
    "company",
    "company-system",
    "component",
    "date",
    "default",
    "example",
    "impact",
    "interpretation",
    "link",
    "metric",
    "number",
    "owner",
    "param",
    "parameter",
    "pattern",
    "placeholder",
    "range",
    "reason",
    "summary",
    "team",
    "technique",
    "value",
    "version",
];

/// Whether a word is one that templates have in brackets for somebody or something else: `Your`, `Name`, `Person`.
pub(crate) fn is_word_of_templates(word: &str) -> bool {
    const OF_PEOPLE: &[&str] = &["decider", "first", "full", "last", "other", "person", "reviewer", "your"];
    let word = slug(word);
    word.len() > 1 && [HOLES, OF_PEOPLE].iter().any(|words| words.contains(&word.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_counted_in_any_script() {
        assert_eq!(count_words("one two — three"), 3);
        assert_eq!(count_words("one - two"), 2);
        assert_eq!(count_words("設計パターン"), 3);
        assert_eq!(count_words("Das Über-Ich"), 2);
        assert_eq!(count_words(""), 0);
    }
}
