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
    }
    lower
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
