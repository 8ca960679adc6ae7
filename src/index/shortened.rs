//! What of a text excerpts show: data without a space is cut.

use std::borrow::Cow;

use super::junk::{is_encoded, is_endless};

/// Characters without a space that an excerpt shows, whatever they are.
const LONGEST_WORD: usize = 100;

/// The same of those that have words between their signs, which are found: addresses, paths, code.
const LONGEST_NAME: usize = 500;

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
    if bare.len() <= LONGEST_WORD || !bare.is_ascii() || !is_data(bare) {
        return word.into();
    }
    format!("{}…{}", &bare[..LONGEST_WORD / 2], &word[bare.len()..]).into()
}

/// Whether nobody looks for what stands in a long word.
fn is_data(word: &str) -> bool {
    let mut runs = word.split(|c: char| !c.is_ascii_alphanumeric());
    word.len() > LONGEST_NAME || is_encoded(word) || runs.any(|run| is_endless(run.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn data_is_cut_and_an_address_is_not() {
        let address = format!("https://example.org/{}unicorn", "some/path/".repeat(12));
        assert_eq!(shortened(&address), address);
        let letters = "x".repeat(101);
        assert_eq!(shortened(&format!("a {letters} b")), format!("a {}… b", "x".repeat(50)));
        let data = "d09GMgX4zB7Rk2Lp9sQvT1nJ8aBzJ9xQ2LmT7vKp1sWc8RfYh3UeGiNo5XtVjZqC".repeat(2);
        assert_eq!(shortened(&data), format!("{}…", &data[..50]));
        assert!(shortened(&address.repeat(5)).ends_with('…'));
    }
}
