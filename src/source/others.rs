//! What else of a book gives its text a meaning: programs of others, and the book's own styles and scripts.

use std::path::Path;

use mdbook_preprocessor::config::Config as MdbookConfig;
use toml::Value;

use super::renderers::{is_our_preprocessor, is_our_renderer};

/// Preprocessors that draw what is already in a page, and give no other address, id or quote a meaning: mdBook's own,
/// and well-known ones.
const DRAWING: &[&str] = &["admonish", "emojicodes", "index", "katex", "links", "mermaid", "toc"];

/// Renderers that make no file beside the pages of the HTML.
const CHECKING: &[&str] = &["html", "linkcheck", "linkcheck2", "markdown", "patterns-index"];

/// What programs of others, and styles and scripts of the book's own, may do.
#[derive(Debug)]
pub(crate) struct OtherPrograms {
    /// A preprocessor may give a text a meaning that cannot be known here.
    pub(crate) rewrite_text: bool,
    /// A program may put files beside the pages.
    pub(crate) make_files: bool,
    /// A style or a script that is not ours may give a quote a meaning.
    pub(crate) draw: bool,
}

impl OtherPrograms {
    pub(crate) fn of(mdbook: &MdbookConfig) -> Self {
        let preprocessors = mdbook.preprocessors::<Value>().unwrap_or_default();
        let is_unknown =
            |name: &String| !DRAWING.contains(&name.as_str()) && !is_our_preprocessor(mdbook, name);
        let rewrite_text = preprocessors.keys().any(is_unknown);
        let outputs = mdbook.outputs::<Value>().unwrap_or_default();
        let is_other = |name: &String| !CHECKING.contains(&name.as_str()) && !is_our_renderer(mdbook, name);
        let make_files = rewrite_text || outputs.keys().any(is_other);
        let html = mdbook.html_config().unwrap_or_default();
        let draw = html.additional_css.iter().chain(&html.additional_js).any(|path| !is_known(path));
        Self { rewrite_text, make_files, draw }
    }
}

/// Whether a style or a script is ours, or of a well-known program that draws no quotes.
fn is_known(path: &Path) -> bool {
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    name.starts_with("patterns-")
        || name == "patterns.css"
        || name.contains("mermaid")
        || name.contains("katex")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(toml: &str) -> (bool, bool, bool) {
        let config: MdbookConfig = toml.parse().unwrap();
        let found = OtherPrograms::of(&config);
        (found.rewrite_text, found.make_files, found.draw)
    }

    #[test]
    fn programs_of_others_are_told_from_ours() {
        let ours = "[preprocessor.patterns]\n[preprocessor.links]\n[preprocessor.mermaid]\n[output.html]\n\
                    additional-css = ['theme/patterns.css']\n[output.patterns]\n[output.linkcheck]\n";
        assert_eq!(asked(ours), (false, false, false));
        assert_eq!(asked("[preprocessor.mine]\ncommand = 'bin/mdbook-patterns'\n"), (false, false, false));
        assert_eq!(asked("[preprocessor.spec]\n"), (true, true, false));
        assert_eq!(
            asked("[output.html]\nadditional-js = ['callouts.js']\n[output.exerciser]\n"),
            (false, true, true)
        );
    }
}
