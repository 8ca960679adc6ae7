//! What the browser must know of a book's language: which words say nothing, how words are stemmed, and which endings go together.

use super::front_coding::front_coded;

/// The language of `book.language` in the two letters of ISO 639-1; English where none is said.
pub(super) fn primary(language: Option<&str>) -> String {
    let primary = language.unwrap_or("en").split(['-', '_']).next().unwrap_or_default().to_lowercase();
    if matches!(primary.as_str(), "nn" | "nb") { "no".to_owned() } else { primary }
}

/// Words that every text holds and no question is about, coded as those of a shard.
pub(super) fn function_words(language: Option<&str>) -> String {
    let words = stop_words::lookup(primary(language)).unwrap_or_default();
    let folded = |word: &&str| crate::text::fold::folded(word).replace(['\'', '’'], "");
    let mut words: Vec<String> = words.iter().map(folded).collect();
    words.retain(|word| !word.is_empty() && !word.contains([' ', ',']));
    words.sort();
    words.dedup();
    front_coded(&words.iter().map(String::as_str).collect::<Vec<_>>())
}

macro_rules! rules {
    ($($language:literal,)+) => {
        /// How words of a language are stemmed, and which endings go together: what `xtask/scripts/endings.py` wrote,
        /// whose head says what its lines mean.
        fn rules(language: &str) -> Option<&'static str> {
            match language {
                $($language => Some(include_str!(concat!("endings/", $language, ".txt"))),)+
                _ => None,
            }
        }
    };
}

rules![
    "ar", "da", "de", "el", "en", "es", "fi", "fr", "hu", "it", "nl", "no", "pt", "ro", "ru", "sv", "ta",
    "tr",
];

/// The rules of a book's language; those of English where it has none, for its English words.
pub(super) fn endings(language: Option<&str>) -> &'static str {
    rules(&primary(language)).or(rules("en")).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn function_words_are_folded_and_of_the_language() {
        let words = |language| function_words(Some(language));
        assert!(words("en-GB").starts_with("0a "), "{}", words("en-GB"));
        assert!(words("de").contains("aber") && !words("de").contains("the"));
        assert_eq!(words("xx"), "");
    }

    #[test]
    fn each_stemmed_language_has_endings() {
        for language in [
            "ar", "da", "de", "el", "en", "es", "fi", "fr", "hu", "it", "nb", "nn", "nl", "no", "pt", "ro",
            "ru", "sv", "ta", "tr",
        ] {
            assert!(endings(Some(language)).lines().count() > 20, "{language}");
        }
        assert_eq!(endings(Some("ja")), endings(Some("en")));
    }
}
