//! Stylesheets that concern the text of pages only: each of their selectors names a class or an id of the site's own.

use std::collections::BTreeSet;
use std::fs;

use crate::migrate::site::Site;

/// Classes of the frame around pages, in Material or in mdBook, by the start of their names.
const FRAME: &[&str] = &[
    "md-",
    "ayu",
    "body",
    "chapter",
    "coal",
    "content",
    "header",
    "hljs",
    "html",
    "icon",
    "js",
    "left-buttons",
    "light",
    "logo",
    "menu-",
    "mobile-",
    "nav-",
    "navy",
    "next",
    "page",
    "patterns-",
    "previous",
    "right-buttons",
    "rust",
    "search",
    "sidebar",
    "theme-",
    "warning",
    "wrapper",
];

/// The stylesheets of a site, by their paths below the pages, that concern the text of pages only.
pub(in crate::migrate) fn for_content(site: &Site) -> BTreeSet<String> {
    let list = site.list("extra_css").into_iter().map(|(path, _)| path);
    list.filter(|path| concerns_content(site, path)).map(str::to_owned).collect()
}

fn concerns_content(site: &Site, path: &str) -> bool {
    let file = crate::text::path::join(&site.docs, path).map(|path| site.root.join(path));
    site.has_file(path)
        && file.and_then(|file| fs::read_to_string(file).ok()).is_some_and(|text| is_for_content(&text))
}

fn is_for_content(text: &str) -> bool {
    let text = without_comments(text);
    if text.contains("--md-") || text.contains("@import") {
        return false;
    }
    let selectors: Vec<&str> = selectors(&text);
    !selectors.is_empty() && selectors.iter().all(|selector| selector.split(',').all(is_own))
}

/// Whether a selector names a class or an id, and none of a frame.
fn is_own(selector: &str) -> bool {
    let names = selector.split(['.', '#']).skip(1);
    let mut names = names
        .map(|name| name.split(|c: char| !(c.is_alphanumeric() || "-_".contains(c))).next().unwrap_or(""));
    let is_frame = |name: &str| name.is_empty() || FRAME.iter().any(|frame| name.starts_with(frame));
    // These name what is not, or what may be.
    let asks = [":not(", ":is(", ":where(", ":has("].iter().any(|name| selector.contains(name));
    selector.contains(['.', '#']) && !selector.contains('[') && !asks && !names.any(is_frame)
}

/// What is before each block of declarations, but the names of at-rules.
fn selectors(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut start = 0;
    for (at, sign) in text.match_indices(['{', '}', ';']) {
        let before = text[start..at].trim();
        // Blocks of `@media` hold rules, those of `@font-face` and `@keyframes` none that reaches the page.
        if sign == "{" && !before.starts_with('@') {
            found.push(before);
        }
        start = at + 1;
    }
    found.retain(|selector| !is_step(selector));
    found
}

/// Whether a selector is a step of an animation.
fn is_step(selector: &str) -> bool {
    let is_one = |step: &str| {
        let step = step.trim();
        matches!(step, "from" | "to")
            || step.strip_suffix('%').is_some_and(|step| step.parse::<f32>().is_ok())
    };
    selector.split(',').all(is_one)
}

fn without_comments(text: &str) -> String {
    let mut parts = text.split("/*");
    let first = parts.next().unwrap_or_default().to_owned();
    first + &parts.map(|part| part.split_once("*/").map_or("", |(_, behind)| behind)).collect::<String>()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stylesheets_of_content_name_classes_of_the_site() {
        for (text, is) in [
            (".own-box { color: red }", true),
            ("/* .md-x */ #map, p.lead > em { color: red }\n@media print { .own { display: none } }", true),
            ("@keyframes beat { from { top: 0 } 50% { top: 1px } }\n.heart { animation: beat }", true),
            ("a { color: red }", false),
            (".own, a { color: red }", false),
            (".md-typeset h1 { color: red }", false),
            (".own { color: var(--md-primary-fg-color) }", false),
            (":root { --x: 1 }", false),
            ("p:not(.lead) { color: red }", false),
            ("[data-md-color-scheme=slate] .own { color: red }", false),
            (".sidebar .own { color: red }", false),
            ("@import url(x.css);\n.own { color: red }", false),
            ("", false),
        ] {
            assert_eq!(is_for_content(text), is, "{text}");
        }
    }
}
