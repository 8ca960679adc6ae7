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
}

/// The script that only books in MkDocs' syntax need.
pub const TABS: &str = "theme/patterns-tabs.js";

/// All assets, in the order in which the browser must see them.
pub const ASSETS: &[Asset] = &[
    Asset { path: "theme/patterns.css", text: include_str!("../theme/patterns.css"), key: "additional-css" },
    Asset {
        path: "theme/patterns-filter.js",
        text: include_str!("../theme/patterns-filter.js"),
        key: "additional-js",
    },
    Asset {
        path: "theme/patterns-entries.js",
        text: include_str!("../theme/patterns-entries.js"),
        key: "additional-js",
    },
    Asset {
        path: "theme/patterns-catalog.js",
        text: include_str!("../theme/patterns-catalog.js"),
        key: "additional-js",
    },
    Asset { path: TABS, text: include_str!("../theme/patterns-tabs.js"), key: "additional-js" },
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
}
