//! Words as a shard holds them: as texts are compared everywhere, in one piece. `theme/engine/fold.js` does the same to a
//! query; a table of cases in `tests/search/` keeps the two together.

use crate::text::fold;
pub(super) use crate::text::fold::{is_unseen, unaccented};

/// Lower case and compatible forms, with accents.
pub(super) fn lower(word: &str) -> String {
    let mut lower = fold::lower(word);
    if !word.is_ascii() {
        // Some signs are a phrase: `🄁` is `0,`. Words in a shard have spaces and commas between.
        lower.retain(|c| c != ' ' && c != ',');
        lower = lower.chars().map(hiragana).collect();
    }
    lower
}

/// The one of the two ways to write Japanese sounds that words are found by.
fn hiragana(c: char) -> char {
    match c {
        '\u{30a1}'..='\u{30f6}' => char::from_u32(c as u32 - 0x60).unwrap_or(c),
        _ => c,
    }
}

/// What follows a name: no word has this sign at its end, so that names and words are not taken for each other, and
/// stand side by side in one shard.
const NAME: char = '-';

/// What follows the stem in forms that are not words of the group, by which these forms are found.
const STEM: char = '~';

/// A stem as a key beside words.
pub(super) fn stem_key(stem: &str) -> String {
    format!("{stem}{STEM}")
}

/// A text as a name, whatever joins its parts: letters and digits, `+` and `#`, and after them [`NAME`]. Nothing of a text of
/// signs alone. A version keeps its dots: 2.0 is not 20.
pub(super) fn name(text: &str) -> Option<String> {
    let folded = unaccented(&lower(text.trim())).into_owned();
    let is_version = folded.chars().all(|c| c.is_ascii_digit() || c == '.');
    let is_kept = |&c: &char| c.is_alphanumeric() || matches!(c, '+' | '#') || (is_version && c == '.');
    let mut name: String = folded.trim_matches('.').chars().filter(is_kept).collect();
    if name.is_empty() {
        return None;
    }
    name.push(NAME);
    Some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_go_and_other_marks_stay() {
        for (text, low, bare) in [
            ("Café", "café", "cafe"),
            ("Cafe\u{301}", "café", "cafe"),
            ("Straße", "straße", "strasse"),
            ("ガ한글", "が한글", "が한글"),
            ("ｶﾞﾄー", "がとー", "がとー"),
            ("हिन्दी", "हिन्दी", "हिन्दी"),
            ("ΟΔΟΣ", "οδος", "οδοσ"),
            ("ﬁne\u{ad}ly", "finely", "finely"),
            ("🄁ﷺ", "0صلىاللهعليهوسلم", "0صلىاللهعليهوسلم"),
            ("Łódź", "łódź", "lodz"),
        ] {
            assert_eq!((lower(text).as_str(), &*unaccented(&lower(text))), (low, bare), "{text}");
        }
    }

    #[test]
    fn a_name_is_the_same_however_it_is_joined() {
        for text in
            ["retry-policy", "RetryPolicy", "retry_policy", "Retry policy", "retry::policy", "ｒetry.Policy"]
        {
            assert_eq!(name(text).as_deref(), Some("retrypolicy-"), "{text}");
        }
        assert_eq!(name("C++ & C#").as_deref(), Some("c++c#-"));
        assert_eq!(name("--"), None);
        assert_eq!([name("2.0"), name(" 2.0 ")], [Some("2.0-".to_owned()), Some("2.0-".to_owned())]);
        assert_eq!([name("20."), name("2-0")], [Some("20-".to_owned()), Some("20-".to_owned())]);
    }
}
