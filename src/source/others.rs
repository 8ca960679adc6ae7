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

/// Whether a preprocessor of somebody else may give a text a meaning that cannot be known here.
pub(crate) fn rewrites_text(mdbook: &MdbookConfig) -> bool {
    let preprocessors = mdbook.preprocessors::<Value>().unwrap_or_default();
    preprocessors.keys().any(|name| !DRAWING.contains(&name.as_str()) && !is_our_preprocessor(mdbook, name))
}

/// Whether a program of somebody else may put files beside the pages.
pub(crate) fn makes_files(mdbook: &MdbookConfig) -> bool {
    let outputs = mdbook.outputs::<Value>().unwrap_or_default();
    let is_other = |name: &String| !CHECKING.contains(&name.as_str()) && !is_our_renderer(mdbook, name);
    rewrites_text(mdbook) || outputs.keys().any(is_other)
}

/// Whether a style or a script that is not ours may give a quote a meaning.
pub(crate) fn has_own_looks(mdbook: &MdbookConfig) -> bool {
    let html = mdbook.html_config().unwrap_or_default();
    let is_ours = |path: &Path| {
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        name.starts_with("patterns-")
            || name == "patterns.css"
            || name.contains("mermaid")
            || name.contains("katex")
    };
    html.additional_css.iter().chain(&html.additional_js).any(|path| !is_ours(path))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(toml: &str) -> (bool, bool, bool) {
        let config: MdbookConfig = toml.parse().unwrap();
        (rewrites_text(&config), makes_files(&config), has_own_looks(&config))
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
