//! What of a text excerpts show: data without a space is cut.

use std::borrow::Cow;

/// Characters without a space that an excerpt shows; more are data and not text.
const LONGEST_WORD: usize = 100;

/// A text without data that nobody reads.
pub(super) fn shortened(text: &str) -> Cow<'_, str> {
    let words = || text.split_inclusive([' ', '\n']);
    if text.len() <= LONGEST_WORD || words().all(|word| word.len() <= LONGEST_WORD) {
        return text.into();
    }
    words().map(shortened_word).collect::<String>().into()
}

/// A word with what separates it from the next one.
fn shortened_word(word: &str) -> Cow<'_, str> {
    let bare = word.trim_end_matches([' ', '\n']);
    // Scripts without spaces have no long words.
    if bare.len() <= LONGEST_WORD || !bare.is_ascii() {
        return word.into();
    }
    format!("{}…{}", &bare[..LONGEST_WORD / 2], &word[bare.len()..]).into()
}
