//! Words as they are compared. `theme/engine/fold.js` does the same to a query; a table of cases
//! in `tests/search/` keeps the two together.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;

/// Letters without accents that are written with others where a keyboard lacks them.
const SPELT: &[(char, &str)] = &[
    ('ß', "ss"),
    ('æ', "ae"),
    ('œ', "oe"),
    ('ø', "o"),
    ('ł', "l"),
    ('đ', "d"),
    ('ð', "d"),
    ('þ', "th"),
    ('ı', "i"),
    ('ς', "σ"),
];

/// Whether a character joins or breaks words without being seen: a soft hyphen, a zero-width joiner.
pub(super) fn is_unseen(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200c}' | '\u{200d}')
}

/// Lower case and compatible forms, with accents.
pub(super) fn lower(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let seen: String = text.chars().filter(|&c| !is_unseen(c)).nfkc().collect();
    // Some signs are a phrase: `🄁` is `0,`. Words in a shard have spaces and commas between.
    seen.to_lowercase().nfkc().filter(|&c| c != ' ' && c != ',').collect()
}

/// A text in lower case without its accents.
pub(super) fn unaccented(lower: &str) -> Cow<'_, str> {
    if lower.is_ascii() {
        return Cow::Borrowed(lower);
    }
    let bare = lower.nfkd().filter(|c| !('\u{300}'..='\u{36f}').contains(c)).nfkc();
    let mut out = String::with_capacity(lower.len());
    for c in bare {
        match SPELT.iter().find(|(letter, _)| *letter == c) {
            Some((_, spelt)) => out.push_str(spelt),
            None => out.push(c),
        }
    }
    Cow::Owned(out)
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
            ("ガ한글", "ガ한글", "ガ한글"),
            ("हिन्दी", "हिन्दी", "हिन्दी"),
            ("ΟΔΟΣ", "οδος", "οδοσ"),
            ("ﬁne\u{ad}ly", "finely", "finely"),
            ("🄁ﷺ", "0صلىاللهعليهوسلم", "0صلىاللهعليهوسلم"),
            ("Łódź", "łódź", "lodz"),
        ] {
            assert_eq!((lower(text).as_str(), &*unaccented(&lower(text))), (low, bare), "{text}");
        }
    }
}
