//! The embedded templates.

macro_rules! templates {
    ($(#[$about:meta])* $list:ident in $folder:literal: $($name:literal,)+) => {
        $(#[$about])*
        pub(super) const $list: &[(&str, &str)] =
            &[$(($name, include_str!(concat!("../../theme/", $folder, "/", $name))),)+];
    };
}

templates![
    /// Names and sources of those that a book may replace.
    TEMPLATES in "templates":
    "abbreviation.html",
    "annotation-back.html",
    "annotation.html",
    "badge.html",
    "badges.html",
    "badges.md",
    "box-open.html",
    "box-open.md",
    "breadcrumbs.html",
    "breadcrumbs.md",
    "card.svg",
    "catalog.html",
    "catalog.md",
    "changes.html",
    "changes.md",
    "checklist.html",
    "checklist.md",
    "code-open.html",
    "code.html",
    "compare.html",
    "compare.md",
    "drawing.html",
    "essential-question.html",
    "essential-question.md",
    "examples.html",
    "examples.md",
    "fold-open.html",
    "fold-open.md",
    "gathered-card.html",
    "graph.html",
    "graph.md",
    "icon.html",
    "image.html",
    "keys.html",
    "law-table.html",
    "law-table.md",
    "laws.html",
    "laws.md",
    "lead.html",
    "lead.md",
    "legend.html",
    "legend.md",
    "levels.html",
    "levels.md",
    "link-open.html",
    "link.html",
    "link.md",
    "matrix.html",
    "matrix.md",
    "meta.html",
    "meta.md",
    "nav.html",
    "nav.md",
    "neighbours.html",
    "notice.html",
    "notice.md",
    "pack.html",
    "pack.md",
    "packs.html",
    "packs.md",
    "paragraph-open.html",
    "path-nav.html",
    "path-nav.md",
    "paths.html",
    "paths.md",
    "problems.html",
    "progress.html",
    "quick-reference.html",
    "quick-reference.md",
    "quote.html",
    "quote.md",
    "redirect.html",
    "related.html",
    "related.md",
    "search-settings.html",
    "stats.html",
    "stats.md",
    "steps.html",
    "steps.md",
    "tab-open.html",
    "tab-open.md",
    "term.html",
    "term.md",
    "text.html",
    "title.html",
    "title.md",
    "trade-offs.html",
    "trade-offs.md",
    "when.html",
    "when.md",
];

templates![
    /// Those of formats that programs read, which no book replaces.
    FORMATS in "formats":
    "facts.md",
    "graph-svg.html",
    "web-feed.html",
    "web-head.html",
    "web-sitemap.html",
];

/// The source of a template that is built in.
pub(super) fn source(name: &str) -> Option<&'static str> {
    TEMPLATES.iter().chain(FORMATS).find(|(file, _)| *file == name).map(|(_, source)| *source)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Labels;
    use crate::template::{Mode, Templates};

    #[test]
    fn every_template_compiles() {
        let folder = tempfile::tempdir().unwrap();
        let templates = Templates::new(Mode::Html, &Labels::of(None), folder.path(), &mut Vec::new());
        for (name, _) in TEMPLATES.iter().chain(FORMATS) {
            templates.env.get_template(name).unwrap_or_else(|error| panic!("{name}: {error}"));
        }
    }

    #[test]
    fn every_file_of_the_theme_is_embedded() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/theme/templates");
        let mut files: Vec<_> = std::fs::read_dir(folder)
            .unwrap()
            .map(|file| file.unwrap().file_name().into_string().unwrap())
            .collect();
        files.sort();
        assert_eq!(files, TEMPLATES.iter().map(|(name, _)| *name).collect::<Vec<_>>());
    }
}
