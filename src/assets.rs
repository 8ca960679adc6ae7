//! The files that pages need beside their HTML: embedded here, written into a book by `install`.

use mdbook_renderer::config::HtmlConfig;

#[cfg(test)]
mod lean;

/// Which pages load a file of the theme.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pages {
    /// All.
    All,
    /// All of a book with an index, which the search reads.
    Searched,
    /// Those with a catalog that readers can filter. mdBook links a file on all pages or on none, so the renderer puts it
    /// beside the index and links it; in a book without the renderer, all pages load it.
    Catalog,
    /// Those with a list that remembers what readers have done; linked as what a catalog needs.
    Progress,
    /// None: a script of another file brings it from beside the index when a reader needs it.
    Asked,
}

/// A file of the theme.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asset {
    /// Its path in the book.
    pub path: &'static str,
    /// Its text, as readers load it: the code alone, below a comment that says whose it is. The build script makes it lean.
    pub text: &'static str,
    /// The files that it is made of, one after the other; none if it is one itself. A book that works on them links
    /// them instead.
    pub parts: &'static [&'static str],
    /// The pages that load it.
    pub pages: Pages,
}

/// What a file at the path of an asset is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Found {
    /// The asset as this version writes it.
    Same,
    /// The asset as another version wrote it, or changed by hand: nobody can tell the two apart.
    Changed,
    /// A file of somebody else.
    Foreign,
}

impl Asset {
    /// What a file with this text at its path is. The ends of lines do not count: Git may write others.
    pub(crate) fn found(&self, text: &str) -> Found {
        let text = text.replace("\r\n", "\n");
        match text.starts_with(HEADER) {
            true if text == self.text => Found::Same,
            true => Found::Changed,
            false => Found::Foreign,
        }
    }

    /// The key of `[output.html]` that links it.
    pub fn key(&self) -> &'static str {
        if self.is_script() { "additional-js" } else { "additional-css" }
    }

    /// Whether `install` writes it into the theme, and links it.
    pub fn is_installed(&self, has_index: bool) -> bool {
        match self.pages {
            Pages::All => true,
            Pages::Searched => has_index,
            Pages::Catalog | Pages::Progress => !has_index,
            Pages::Asked => false,
        }
    }

    /// Its name beside the index, if the renderer puts it there.
    pub(crate) fn served(&self) -> Option<&'static str> {
        let name = self.path.strip_prefix("theme/patterns-")?;
        matches!(self.pages, Pages::Catalog | Pages::Progress | Pages::Asked).then_some(name)
    }

    /// Whether a book links it, or all its parts.
    pub(crate) fn is_linked(&self, html: &HtmlConfig) -> bool {
        let list = if self.is_script() { &html.additional_js } else { &html.additional_css };
        let links = |name: &&str| list.iter().any(|path| path.ends_with(name));
        links(&self.path) || (!self.parts.is_empty() && self.parts.iter().all(links))
    }

    fn is_script(&self) -> bool {
        self.path.ends_with(".js")
    }
}

/// A file of the theme or a part of one, which the build script has made lean: `bare`, or `headed` by its first comment.
macro_rules! lean_text {
    ($kind:literal, $path:expr) => {
        include_str!(concat!(env!("OUT_DIR"), "/", $kind, "/", $path))
    };
}
pub(crate) use lean_text;

/// How every asset starts, so that `install` knows its own files.
macro_rules! header {
    () => {
        "/*\n * mdbook-patterns:"
    };
}

/// A file of the theme as it is.
macro_rules! whole {
    ($path:literal, $pages:ident) => {
        Asset { path: $path, text: lean_text!("headed", $path), parts: &[], pages: Pages::$pages }
    };
}

/// A file of parts that each hold one concern, or none: each part has a comment about itself.
macro_rules! joined {
    ($path:literal, $pages:ident, [$($part:literal),* $(,)?]) => {
        joined!($path, $pages, [$($part),*], [$($part),*])
    };
    ($path:literal, $pages:ident, [$($part:literal),*], [$($text:literal),*]) => {
        Asset {
            path: $path,
            text: concat!(header!(), " ", $path, "\n */\n", $(lean_text!("bare", $text)),*),
            parts: &[$($part),*],
            pages: Pages::$pages,
        }
    };
}

/// The script that only books need that draw Mermaid.
pub const GRAPH: &str = "theme/patterns-graph.js";

/// The script that only books in MkDocs' syntax need.
pub const TABS: &str = "theme/patterns-tabs.js";

/// The script that only books need whose links show previews.
pub const PREVIEW: &str = "theme/patterns-preview.js";

/// All assets, in the order in which the browser must see them.
pub const ASSETS: &[Asset] = &[
    whole!("theme/patterns.css", All),
    // What stands beside the index is read by browsers alone.
    joined!("theme/patterns-catalog.css", Catalog, [], ["theme/patterns-catalog.css"]),
    whole!("theme/patterns-common.js", All),
    joined!(
        "theme/patterns-catalog.js",
        Catalog,
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
    whole!("theme/patterns-progress.js", Progress),
    whole!("theme/patterns-tabs.js", All),
    whole!("theme/patterns-graph.js", All),
    // Its name was once that of all the search.
    joined!(
        "theme/patterns-search.js",
        Searched,
        [
            "theme/search/settings.js",
            "theme/search/sign.js",
            "theme/search/load.js",
            "theme/search/opening.js",
            "theme/search/top.js",
        ]
    ),
    // It brings its files as the search does.
    whole!("theme/patterns-preview.js", Searched),
    joined!("theme/patterns-preview-box.js", Asked, ["theme/preview/box.js"]),
    joined!("theme/patterns-search.css", Asked, ["theme/patterns-catalog.css", "theme/patterns-search.css"]),
    joined!(
        "theme/patterns-search-box.js",
        Asked,
        [
            "theme/search/address.js",
            "theme/search/missing.js",
            "theme/search/recent.js",
            "theme/search/drawing.js",
            "theme/search/excerpts.js",
            "theme/search/facets.js",
            "theme/search/messages.js",
            "theme/search/completions.js",
            "theme/search/events.js",
            "theme/search/results.js",
            "theme/search/options.js",
            "theme/search/box.js",
            "theme/search/matches.js",
            "theme/search/paint.js",
            "theme/search/highlight.js",
        ]
    ),
];

/// Faces that stand in for mdBook's fonts until those have come.
pub(crate) fn fallback_fonts() -> &'static str {
    lean_text!("headed", "theme/patterns-fonts.css")
}

/// The version of the assets, which `install` writes into `book.toml` and the build compares.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// The words that readers see before the index is there, which brings all others.
pub(crate) const FIRST_WORDS: [&str; 5] =
    ["search", "search_close", "search_failed", "search_retry", "to_top"];

/// How every asset starts, so that `install` knows its own files.
pub const HEADER: &str = header!();

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
    fn scripts_ask_for_files_of_their_own_version() {
        let load = ASSETS.iter().find(|asset| asset.text.contains("patternsIndex:receive")).unwrap();
        assert!(load.text.contains(&format!("const VERSION=\"{VERSION}\";")), "{}", load.path);
    }

    #[test]
    fn files_are_written_without_comments() {
        for asset in ASSETS {
            let parts = if asset.parts.is_empty() { &[asset.path] } else { asset.parts };
            let source =
                |part: &&str| std::fs::read_to_string(format!("{}/{part}", env!("CARGO_MANIFEST_DIR")));
            let source: String = parts.iter().map(|part| source(part).unwrap()).collect();
            let is_lean = asset.text.len() < source.len() * 19 / 20;
            assert!(!asset.text[HEADER.len()..].contains("\n     *") && is_lean, "{}", asset.path);
            let whole_lines = |line: &str| line.matches('`').count().is_multiple_of(2);
            assert!(source.lines().all(whole_lines), "{} has a text of several lines", asset.path);
        }
    }

    #[test]
    fn what_is_put_beside_the_index_is_not_linked_by_mdbook() {
        for asset in ASSETS {
            assert_eq!(asset.served().is_some(), !asset.is_installed(true), "{}", asset.path);
        }
        let served: Vec<&str> = ASSETS.iter().filter_map(Asset::served).collect();
        assert_eq!(
            served,
            ["catalog.css", "catalog.js", "progress.js", "preview-box.js", "search.css", "search-box.js"]
        );
    }

    #[test]
    fn parts_stay_apart() {
        let ends = |asset: &Asset| {
            !asset.is_script()
                || asset.parts.is_empty()
                || asset.text.matches("})();").count() == asset.parts.len()
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
