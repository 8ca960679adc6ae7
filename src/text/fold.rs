//! Texts as they are compared: without case, accents and signs that nobody sees. `theme/text/matching.js` does the same
//! in the browser; the table of examples `tests/search/matching.json` holds the two together.

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
pub(crate) fn is_unseen(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200c}' | '\u{200d}')
}

/// Lower case and compatible forms, with accents.
pub(crate) fn lower(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let seen: String = text.chars().filter(|&c| !is_unseen(c)).nfkc().collect();
    seen.to_lowercase().nfkc().collect()
}

/// A text in lower case without its accents.
pub(crate) fn unaccented(lower: &str) -> Cow<'_, str> {
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

/// A text without case and accents.
pub(crate) fn folded(text: &str) -> String {
    unaccented(&lower(text)).into_owned()
}
