//! The stems of a language's words.

use rust_stemmers::{Algorithm, Stemmer};

use super::language::primary;

/// Finds the group of a word: the words of one group are found together.
pub(super) struct Stems {
    stemmer: Stemmer,
    /// Whether only Latin letters are stemmed, because the book's language has no stems.
    ascii_only: bool,
}

impl Stems {
    /// The stems of `book.language`. Books in a language that Snowball does not know have the English
    /// stems for their English words.
    pub(super) fn of(language: Option<&str>) -> Self {
        let known = algorithm(&primary(language));
        Self { stemmer: Stemmer::create(known.unwrap_or(Algorithm::English)), ascii_only: known.is_none() }
    }

    /// What the words of one group share. It depends on the word alone.
    pub(super) fn group(&self, word: &str) -> String {
        // The sign without a vowel in Tamil, and the vowels of Arabic, are marks.
        let is_letter = |c: char| c.is_alphabetic() || unicode_normalization::char::is_combining_mark(c);
        let is_plain = word.chars().all(is_letter) && (word.is_ascii() || !self.ascii_only);
        if is_plain { self.stemmer.stem(word).into_owned() } else { word.to_owned() }
    }
}

fn algorithm(language: &str) -> Option<Algorithm> {
    Some(match language {
        "ar" => Algorithm::Arabic,
        "da" => Algorithm::Danish,
        "nl" => Algorithm::Dutch,
        "en" => Algorithm::English,
        "fi" => Algorithm::Finnish,
        "fr" => Algorithm::French,
        "de" => Algorithm::German,
        "el" => Algorithm::Greek,
        "hu" => Algorithm::Hungarian,
        "it" => Algorithm::Italian,
        "no" => Algorithm::Norwegian,
        "pt" => Algorithm::Portuguese,
        "ro" => Algorithm::Romanian,
        "ru" => Algorithm::Russian,
        "es" => Algorithm::Spanish,
        "sv" => Algorithm::Swedish,
        "ta" => Algorithm::Tamil,
        "tr" => Algorithm::Turkish,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_one_stem_share_their_group() {
        let english = Stems::of(None);
        assert_eq!(english.group("retries"), english.group("retrying"));
        assert_eq!(english.group("utf8"), "utf8");
        let german = Stems::of(Some("de-CH"));
        assert_eq!(german.group("häuser"), german.group("haus"));
        let tamil = Stems::of(Some("ta"));
        assert_eq!(tamil.group("நகரம்"), tamil.group("நகரத்தில்"));
        let japanese = Stems::of(Some("ja"));
        assert_eq!(japanese.group("patterns"), "pattern");
        assert_eq!(japanese.group("設計"), "設計");
    }
}
