//! The ids that `catalog.json` and the level navigator use are those of the built HTML.

use crate::support;
use std::collections::BTreeMap;
use std::path::Path;

use crate::support::{Built, TestBook};
use mdbook_driver::MDBook;
use mdbook_patterns::library::Library;
use mdbook_patterns::source::Source;

/// The ids that we give the headings of each page of a book.
fn ours(root: &Path) -> BTreeMap<String, Vec<String>> {
    let MDBook { config, book, .. } = MDBook::load(root).unwrap();
    let pages = Library::build(Source::of_mdbook(root, &config, book)).catalog.pages;
    let ids = |page: &mdbook_patterns::page::Page| page.headings.iter().map(|h| h.id.clone()).collect();
    pages
        .iter()
        .filter(|page| !page.generated)
        .filter_map(|page| Some((page.path.clone()?, ids(page))))
        .collect()
}

/// The ids of the headings that mdBook made of Markdown: those that hold a link to themselves.
fn built(book: &Built, path: &str) -> Vec<String> {
    let main = book.main(path);
    let open = |(at, _): (usize, &str)| {
        let tag = &main[at..at + main[at..].find('>')?];
        let id = tag.split("id=\"").nth(1)?.split('"').next()?.replace("&amp;", "&");
        let is_heading = tag.as_bytes()[2].is_ascii_digit();
        let linked = main[at + tag.len()..].starts_with("><a class=\"header\"");
        (is_heading && linked).then_some(id)
    };
    main.match_indices("<h").filter_map(open).collect()
}

fn assert_same(book: &Built, pages: usize) {
    let ours = ours(book.root());
    let mut compared = 0;
    for (path, ids) in &ours {
        let html = path.replace("README.md", "index.md").replace(".md", ".html");
        assert_eq!(&built(book, &html), ids, "{path}");
        compared += ids.len();
    }
    assert!(ours.len() >= pages && compared > 0);
}

#[test]
fn repeated_custom_and_odd_headings_have_mdbooks_ids() {
    let text = "# A *b* `c` & \"d\"...\n\n## Same\n\n## Same\n\n## Mine {#own .class}\n\n## Same {#same}\n\nTerm\n: text\n\n## Term\n\n\
                Two\nlines\n===\n\n## Ärger 日本 😀!\n\n## a <b>c</b> [link](x.md) ![alt](y.png)\n\n> ## In a quote\n\n- ## In a list\n\n## \n";
    assert_same(&TestBook::new().page("a.md", text).without_plugin().build(), 1);
}

#[test]
fn the_libraries_have_mdbooks_ids() {
    let Some(shared) = support::shared() else { return };
    for (corpus, pages) in [("corpora/java-design-patterns", 187), ("corpora/madr/docs/decisions", 20)] {
        let book = TestBook::new().pages_of(&shared.join(corpus)).without_plugin().build();
        assert_same(&book, pages);
    }
}

#[test]
fn headings_in_mkdocs_syntax_have_mdbooks_ids() {
    let text = "# :rocket: Page\n\n!!! note\n    ## In a *box*\n\n=== \"T\"\n    ## In a box\n\n## :material-star: Star ==x== ++ctrl+k++\n\n\
                ## HTML x^2^ H~2~O [a](b.md){ .c }\n\n## Own {: #own }\n\n## :no: 1 :material-numeric-1-circle:{ .lg } One :material-nothing: `:rocket:`\n\n\
                ## :fontawesome-solid-gear: Gear\n\n*[HTML]: H\n";
    let config = "[preprocessor.patterns]\nmkdocs-syntax = true\n";
    assert_same(&TestBook::new().config(config).page("a.md", text).build(), 1);
}
