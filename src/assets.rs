//! The files that pages need beside their HTML: embedded here, written into a book by `install`.

use std::borrow::Cow;

mod lean;

pub(crate) use lean::lean;

/// A file of the theme.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asset {
    /// Its path in the book.
    pub path: &'static str,
    /// Its text.
    pub text: &'static str,
    /// The key of `[output.html]` that links it.
    pub key: &'static str,
    /// The files that it is made of, one after the other; none if it is one itself. A book that works on them links
    /// them instead.
    pub parts: &'static [&'static str],
    /// Whether it is of use only with the index, which the search reads.
    pub searches: bool,
}

impl Asset {
    /// What is written into a book: of scripts the code alone, below the comment that says whose they are.
    pub fn written(&self) -> Cow<'static, str> {
        if self.path.ends_with(".js") { lean::with_header(self.text).into() } else { self.text.into() }
    }
}

/// A file of the theme as it is.
macro_rules! whole {
    ($path:literal, $key:literal) => {
        Asset {
            path: $path,
            text: include_str!(concat!("../", $path)),
            key: $key,
            parts: &[],
            searches: false,
        }
    };
}

/// A file of the search.
macro_rules! search {
    ($path:literal, $key:literal) => {
        Asset { searches: true, ..whole!($path, $key) }
    };
}

/// A script for readers, of parts that each hold one concern.
macro_rules! joined {
    ($path:literal, [$($part:literal),+ $(,)?]) => {
        Asset {
            path: $path,
            text: concat!($(include_str!(concat!("../", $part))),+),
            key: "additional-js",
            parts: &[$($part),+],
            searches: false,
        }
    };
}

/// The script that only books need that draw Mermaid.
pub const GRAPH: &str = "theme/patterns-graph.js";

/// The script that only books in MkDocs' syntax need.
pub const TABS: &str = "theme/patterns-tabs.js";

/// All assets, in the order in which the browser must see them.
pub const ASSETS: &[Asset] = &[
    whole!("theme/patterns.css", "additional-css"),
    search!("theme/patterns-search.css", "additional-css"),
    whole!("theme/patterns-common.js", "additional-js"),
    joined!(
        "theme/patterns-catalog.js",
        [
            "theme/text/matching.js",
            "theme/text/natural.js",
            "theme/catalog/text.js",
            "theme/catalog/tally.js",
            "theme/catalog/filter.js",
            "theme/catalog/order.js",
            "theme/catalog/address.js",
            "theme/catalog/entries.js",
            "theme/catalog/drawing.js",
            "theme/catalog/frame.js",
            "theme/catalog/marks.js",
            "theme/catalog/results.js",
            "theme/catalog/compare.js",
            "theme/catalog/summary.js",
            "theme/catalog/toolbar.js",
            "theme/catalog/range.js",
            "theme/catalog/sheet.js",
            "theme/catalog/facets.js",
            "theme/catalog/catalog.js",
        ]
    ),
    whole!("theme/patterns-progress.js", "additional-js"),
    whole!("theme/patterns-tabs.js", "additional-js"),
    whole!("theme/patterns-graph.js", "additional-js"),
    Asset {
        searches: true,
        ..joined!(
            "theme/patterns-search.js",
            [
                "theme/search/load.js",
                "theme/search/settings.js",
                "theme/search/address.js",
                "theme/search/recent.js",
                "theme/search/drawing.js",
                "theme/search/excerpts.js",
                "theme/search/facets.js",
                "theme/search/messages.js",
                "theme/search/events.js",
                "theme/search/results.js",
                "theme/search/options.js",
                "theme/search/box.js",
                "theme/search/opening.js",
                "theme/search/matches.js",
                "theme/search/paint.js",
                "theme/search/highlight.js",
            ]
        )
    },
];

/// The version of the assets, which `install` writes into `book.toml` and the build compares.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// The words of the search that readers see before the index is there, which brings all others.
pub(crate) const FIRST_WORDS: [&str; 4] = ["search", "search_close", "search_failed", "search_retry"];

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

    #[test]
    fn scripts_are_written_without_comments_and_lose_no_code() {
        for asset in ASSETS.iter().filter(|asset| asset.path.ends_with(".js")) {
            let written = asset.written();
            assert!(written.starts_with(HEADER), "{}", asset.path);
            assert!(
                !written.contains("\n     *") && written.len() < asset.text.len() * 9 / 10,
                "{}",
                asset.path
            );
            let whole_lines = |line: &str| line.matches('`').count().is_multiple_of(2);
            assert!(asset.text.lines().all(whole_lines), "{} has a text of several lines", asset.path);
        }
        let style = &ASSETS[0];
        assert_eq!(style.written(), style.text);
    }

    #[test]
    fn parts_stay_apart() {
        let ends = |asset: &Asset| {
            asset.parts.is_empty() || asset.text.matches("\n})();\n").count() == asset.parts.len()
        };
        assert!(ASSETS.iter().all(ends));
    }

    /// They are there before the index is, which brings all other words.
    #[test]
    fn the_first_words_of_the_search_are_those_of_the_labels() {
        let script = include_str!("../theme/search/settings.js");
        for language in ["en", "de", "es", "fr", "ja", "pt", "zh", "zh-hant"] {
            let labels = crate::config::Labels::of(Some(language));
            let words = FIRST_WORDS;
            let line = words.map(|key| format!("\"{}\"", labels.get(key))).join(", ");
            let key = if language.contains('-') { format!("\"{language}\"") } else { language.to_owned() };
            assert!(script.contains(&format!("{key}: [{line}],")), "{key}: [{line}],");
        }
    }
}
