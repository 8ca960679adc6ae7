//! What each setting of `mkdocs.yml` is in mdBook.

use std::collections::BTreeSet;

use super::ledger::Fate::{self, Converted, Left, Lost};
use super::ledger::Ledger;
use super::site::Site;
use super::theme;
use crate::front_matter::Value;

/// A name, what becomes of it, and what is to be said.
type Row = (&'static str, Fate, &'static str);

/// Keys at the top; what is not here is unknown.
const KEYS: &[Row] = &[
    ("site_name", Converted, ""),
    ("site_url", Converted, ""),
    ("site_author", Converted, ""),
    ("site_description", Converted, ""),
    ("repo_url", Converted, ""),
    ("repo_name", Lost, "mdBook shows an icon"),
    ("edit_uri", Converted, "as if the folder of the book were that of the repository"),
    ("edit_uri_template", Converted, "as if the folder of the book were that of the repository"),
    ("docs_dir", Converted, ""),
    ("site_dir", Converted, "mdBook builds into `book`"),
    ("use_directory_urls", Converted, ""),
    ("exclude_docs", Converted, ""),
    ("not_in_nav", Converted, ""),
    ("draft_docs", Lost, "mdBook builds all chapters; take drafts out of SUMMARY.md"),
    ("strict", Converted, "`mdbook-patterns check` finds what is wrong"),
    ("validation", Converted, "`mdbook-patterns check` finds what is wrong"),
    ("watch", Converted, "`mdbook serve` watches the book"),
    ("dev_addr", Converted, "`mdbook serve` takes `--hostname` and `--port`"),
    ("remote_branch", Lost, "mdBook deploys nothing"),
    ("remote_name", Lost, "mdBook deploys nothing"),
    ("copyright", Lost, "mdBook has no footer; write it on a page, or into theme/head.hbs as a meta element"),
    ("extra_templates", Lost, "templates of MkDocs"),
    ("hooks", Lost, "Python that changes pages; what it does was not looked at"),
    ("google_analytics", Lost, "put the script into theme/head.hbs"),
];

/// Plugins that change no page; they are a kind of their own.
const AROUND_PAGES: &[&str] = &["group", "info", "minify", "optimize", "typeset"];

/// Plugins.
const PLUGINS: &[Row] = &[
    ("search", Converted, "the index of mdbook-patterns"),
    ("redirects", Converted, ""),
    ("awesome-pages", Converted, ""),
    ("awesome-nav", Converted, ""),
    ("exclude", Converted, "its globs; expressions of Python are not read"),
    ("tags", Converted, "`tags` is a taxonomy of the book"),
    ("autorefs", Left, ""),
    (
        "blog",
        Lost,
        "its feeds, and excerpts in lists; posts are chapters below its page, which lists them, and old addresses lead on",
    ),
    ("meta", Lost, "front matter for whole folders"),
    ("offline", Converted, "the book works from files"),
    ("privacy", Lost, "external files are still loaded from elsewhere"),
    ("projects", Lost, "one book is one project"),
    ("social", Lost, "cards for social media"),
    ("include-markdown", Converted, ""),
    ("section-index", Converted, ""),
    ("gh-admonitions", Left, ""),
    ("callouts", Left, ""),
    ("mkdocs-simple-hooks", Lost, "Python that changes pages; what it does was not looked at"),
    ("mkdocstrings", Lost, "reference from source code"),
    ("literate-nav", Converted, ""),
    ("git-revision-date-localized", Lost, "write `updated:` into the front matter"),
    ("git-revision-date", Lost, "write `updated:` into the front matter"),
    ("glightbox", Lost, "images do not open"),
    ("rss", Lost, "its feeds; the book's own `feed.xml` holds the catalog's entries with a date"),
    ("mike", Lost, "versions of the book; those of before are folders, which you can publish beside it"),
    ("i18n", Lost, "one book has one language"),
];

/// The plugins and extensions that read `> [!NOTE]`.
pub(super) const ALERTS: &[&str] =
    &["gh-admonitions", "callouts", "github-callouts", "markdown_gfm_admonition"];

/// Whether a site has an extension or a plugin. The extension `callouts` is another one than the plugin, and reads none of
/// its boxes.
pub(super) fn has_reader(site: &Site, name: &str) -> bool {
    site.plugin(name).is_some() || (name != "callouts" && site.extension(name).is_some())
}

/// Plugins that make pages.
const MAKERS: &[&str] =
    &["blog", "tags", "gen-files", "mkdocstrings", "rss", "api-autonav", "mkdocs-jupyter", "i18n"];

/// Extensions of Python-Markdown.
const EXTENSIONS: &[Row] = &[
    ("abbr", Left, ""),
    ("admonition", Left, ""),
    ("attr_list", Left, ""),
    ("codehilite", Left, ""),
    ("def_list", Left, ""),
    ("extra", Left, ""),
    ("fenced_code", Left, ""),
    ("footnotes", Left, ""),
    ("md_in_html", Left, ""),
    ("meta", Left, ""),
    ("sane_lists", Left, ""),
    ("tables", Left, ""),
    ("toc", Converted, ""),
    ("smarty", Converted, "`smart-punctuation`"),
    ("nl2br", Converted, ""),
    ("wikilinks", Lost, "`[[links]]` stay as written"),
    ("callouts", Converted, ""),
    ("github-callouts", Left, ""),
    ("markdown_gfm_admonition", Left, ""),
    ("markdown_include", Converted, ""),
    ("markdown_include.include", Converted, ""),
    ("pymdownx.arithmatex", Converted, "`mathjax-support`"),
    ("pymdownx.betterem", Left, ""),
    ("pymdownx.caret", Left, ""),
    ("pymdownx.critic", Converted, ""),
    ("pymdownx.details", Left, ""),
    ("pymdownx.emoji", Left, ""),
    ("pymdownx.extra", Left, ""),
    ("pymdownx.highlight", Left, ""),
    ("pymdownx.inlinehilite", Converted, ""),
    ("pymdownx.keys", Left, ""),
    ("pymdownx.magiclink", Converted, ""),
    ("pymdownx.mark", Left, ""),
    ("pymdownx.saneheaders", Left, ""),
    ("pymdownx.smartsymbols", Converted, ""),
    ("pymdownx.snippets", Converted, ""),
    ("pymdownx.superfences", Left, ""),
    ("pymdownx.tabbed", Left, ""),
    ("pymdownx.tasklist", Left, ""),
    ("pymdownx.tilde", Left, ""),
    ("pymdownx.blocks.caption", Converted, ""),
    ("pymdownx.blocks.admonition", Converted, ""),
    ("pymdownx.blocks.details", Converted, ""),
    ("pymdownx.blocks.tab", Converted, ""),
];

/// Keys of `theme`.
const THEME: &[Row] = &[
    ("name", Converted, ""),
    ("language", Converted, ""),
    ("locale", Converted, ""),
    ("favicon", Converted, ""),
    ("features", Converted, ""),
    (
        "custom_dir",
        Lost,
        "templates of MkDocs; theme/head.hbs and theme/patterns/ are the book's. Its other files were copied",
    ),
    ("icon", Lost, "icons of the frame around pages"),
    ("direction", Lost, "set `text-direction` in [book]"),
];

/// The plugins that change no page.
const FRAME_PLUGINS: &str = "plugins around the pages";

/// Whether a kind of setting concerns what is around the pages, and none of their text.
pub(super) fn changes_no_page(what: &str) -> bool {
    matches!(
        what,
        "settings of the theme" | "values for templates" | "stylesheets" | "scripts" | FRAME_PLUGINS
    )
}

/// Notes what becomes of every setting, but of those that are read elsewhere.
pub(super) fn note_all(site: &Site, of_content: &BTreeSet<String>, ledger: &mut Ledger) {
    for entry in &site.keys().0 {
        let line = site.line(entry.key_span.start);
        match entry.key.as_str() {
            "nav"
            | "plugins"
            | "markdown_extensions"
            | "extra_css"
            | "extra_javascript"
            | "theme"
            | "extra" => {}
            "INHERIT" => {
                let fate = if site.not_inherited.is_some() { Lost } else { Converted };
                let why = site.not_inherited.clone().unwrap_or_default();
                site.note(ledger, line, "settings", fate, why);
            }
            key => note(site, ledger, (KEYS, "settings"), key, line, Lost),
        }
        note_environment(site, ledger, &entry.node);
    }
    // What becomes of macros is known when they are expanded.
    for plugin in site.plugins().iter().filter(|plugin| !super::macros::PLUGINS.contains(&plugin.name)) {
        let (rows, what) = match AROUND_PAGES.contains(&plugin.name) {
            true => (&[(plugin.name, Lost, "nothing in the pages depends on it")][..], FRAME_PLUGINS),
            false => (PLUGINS, "plugins"),
        };
        note(site, ledger, (rows, what), plugin.name, plugin.line, Lost);
    }
    for extension in site.extensions() {
        let name = extension.name.strip_prefix("markdown.extensions.").unwrap_or(extension.name);
        note(site, ledger, (EXTENSIONS, "extensions of Markdown"), name, extension.line, Lost);
    }
    let look = theme::Look::of(site);
    for entry in site.table("theme").map(|theme| theme.0.as_slice()).unwrap_or_default() {
        let line = site.line(entry.key_span.start);
        match entry.key.as_str() {
            key @ ("palette" | "font" | "logo") => look.note(site, ledger, key, line),
            key => note(site, ledger, (THEME, "settings of the theme"), key, line, Lost),
        }
    }
    for key in ["extra_css", "extra_javascript"] {
        for (path, line) in site.list(key) {
            if key == "extra_css" && of_content.contains(path) {
                site.note(ledger, line, "stylesheets", Converted, "");
                continue;
            }
            let why = match path.contains("://") || path.starts_with("//") {
                true => "mdBook links files of the book only",
                false if !site.has_file(path) => {
                    "no file below the folder of the pages, so it was not copied"
                }
                false => "copied, and named in book.toml after a `#`: it was made for another theme",
            };
            let what = if key == "extra_css" { "stylesheets" } else { "scripts" };
            site.note(ledger, line, what, Lost, said(path, why));
        }
    }
}

/// Notes what became of the values of `extra`, of which macros have named some.
pub(super) fn note_values(site: &Site, ledger: &mut Ledger, has_named: &dyn Fn(&str) -> bool) {
    for entry in site.table("extra").map(|extra| extra.0.as_slice()).unwrap_or_default() {
        let line = site.line(entry.key_span.start);
        let (fate, why) = match entry.key.as_str() {
            "status" => (Converted, "terms of the taxonomy `status`"),
            "social" => (Lost, "link them from a page"),
            "analytics" => (Lost, "put its script into theme/head.hbs"),
            name if has_named(name) => (Converted, "in the place of its macros"),
            _ => (Lost, "for templates of MkDocs"),
        };
        site.note(ledger, line, "values for templates", fate, said(&entry.key, why));
    }
}

fn note(
    site: &Site,
    ledger: &mut Ledger,
    (rows, what): (&[(&str, Fate, &str)], &str),
    name: &str,
    line: usize,
    unknown: Fate,
) {
    let (fate, why) = match rows.iter().find(|(known, ..)| *known == name) {
        Some((_, fate, why)) => (*fate, *why),
        None => (unknown, "nothing is known of it"),
    };
    let why = if fate == Lost || !why.is_empty() { said(name, why) } else { String::new() };
    site.note(ledger, line, what, fate, why);
}

fn said(name: &str, why: &str) -> String {
    format!("`{name}`: {why}")
}

/// `!ENV` values: the default is taken, the environment is not looked at.
fn note_environment(site: &Site, ledger: &mut Ledger, node: &crate::front_matter::Node) {
    if site.tag(node) == Some("!ENV") {
        let shown = site.text_of(node);
        let why = match shown {
            Some(default) => format!("the default `{default}` was taken, and not the environment"),
            None => "the environment is not looked at; it has no value now".to_owned(),
        };
        let fate = if shown.is_some() { Converted } else { Lost };
        return site.note(ledger, site.line(node.span.start), "values of the environment", fate, why);
    }
    match &node.value {
        Value::List(items) => items.iter().for_each(|item| note_environment(site, ledger, item)),
        Value::Map(map) => map.0.iter().for_each(|entry| note_environment(site, ledger, &entry.node)),
        _ => {}
    }
}

/// Whether a plugin of the site makes pages that nobody wrote.
pub(super) fn makes_pages(site: &Site) -> bool {
    site.plugins().iter().any(|plugin| MAKERS.contains(&plugin.name))
}
