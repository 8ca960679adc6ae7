//! The files that pages need beside their HTML: embedded here, written into a book by `install`.

/// A file of the theme.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asset {
    /// Its path in the book.
    pub path: &'static str,
    /// Its text.
    pub text: &'static str,
    /// The key of `[output.html]` that links it.
    pub key: &'static str,
    /// Whether it is of use only with the index, which the search reads.
    pub searches: bool,
}

macro_rules! asset {
    ($name:literal, $key:literal, $searches:literal) => {
        Asset {
            path: concat!("theme/", $name),
            text: include_str!(concat!("../theme/", $name)),
            key: $key,
            searches: $searches,
        }
    };
}

/// All assets, in the order in which the browser must see them.
pub const ASSETS: &[Asset] = &[
    asset!("patterns.css", "additional-css", false),
    asset!("patterns-search.css", "additional-css", true),
    asset!("patterns-filter.js", "additional-js", false),
    asset!("patterns-entries.js", "additional-js", false),
    asset!("patterns-catalog.js", "additional-js", false),
    asset!("patterns-search-load.js", "additional-js", true),
    asset!("patterns-search-state.js", "additional-js", true),
    asset!("patterns-search-draw.js", "additional-js", true),
    asset!("patterns-search-results.js", "additional-js", true),
    asset!("patterns-search-box.js", "additional-js", true),
    asset!("patterns-highlight.js", "additional-js", true),
];

/// The version of the assets, which `install` writes into `book.toml` and the build compares.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// How every asset starts, so that `install` knows its own files.
pub const HEADER: &str = "/*\n * mdbook-patterns:";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_asset_says_whose_it_is() {
        for asset in ASSETS {
            assert!(asset.text.starts_with(HEADER), "{}", asset.path);
        }
    }

    /// They are there before the index is, which brings all other words.
    #[test]
    fn the_first_words_of_the_search_are_those_of_the_labels() {
        let script = include_str!("../theme/patterns-search-state.js");
        for language in ["en", "de", "es", "fr", "ja", "pt", "zh"] {
            let labels = crate::config::Labels::of(Some(language));
            let words = ["search", "search_close", "search_failed", "search_retry"];
            let line = words.map(|key| format!("\"{}\"", labels.get(key))).join(", ");
            assert!(script.contains(&format!("{language}: [{line}],")), "{language}: [{line}],");
        }
    }
}
