//! One program is preprocessor and renderer: a renderer is ours by its command, and all stages see the same pages.

use std::fs;

use crate::support::{Built, TestBook};
use serde_json::Value;

const BINARY: &str = env!("CARGO_BIN_EXE_mdbook-patterns");

/// Two entries, with a facet.
fn library() -> TestBook {
    TestBook::new()
        .page("retry.md", "---\ntitle: Retry\ntier: gold\n---\n# Retry\n")
        .page("saga.md", "---\ntitle: Saga\ntier: silver\n---\n# Saga\n")
}

fn catalog_of(book: &Built, renderer: &str) -> Value {
    let file = book.root().join("book").join(renderer).join("catalog.json");
    serde_json::from_slice(&fs::read(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display())))
        .unwrap()
}

fn titles(catalog: &Value) -> Vec<&str> {
    catalog["entries"].as_array().unwrap().iter().map(|entry| entry["title"].as_str().unwrap()).collect()
}

#[test]
fn a_renderer_is_ours_by_its_command_whatever_its_table_is_called() {
    for name in ["patterns", "zz-index", "search"] {
        let config = format!("[output.html]\n[output.{name}]\ncommand = '{BINARY}'\n");
        let book = library().config(&config).build();
        let catalog = catalog_of(&book, name);
        assert_eq!(titles(&catalog), ["Retry", "Saga"], "{name}");
        let tier = catalog["taxonomies"].as_array().unwrap().iter().find(|t| t["name"] == "tier").unwrap();
        let counts: Vec<i64> =
            tier["terms"].as_array().unwrap().iter().map(|term| term["count"].as_i64().unwrap()).collect();
        assert_eq!(counts, [1, 1, 0], "{name}");
        assert!(book.html_dir().join("patterns-index/index.js").is_file(), "{name}");
        assert_eq!(book.stderr(), "", "{name}: the book has a search, so nothing is said of its assets");
    }
}

#[test]
fn a_renderer_of_our_name_that_runs_another_program_is_not_ours() {
    let config = "[output.html]\n[output.patterns]\ncommand = \"true\"\n";
    let book = library().config(config).write();
    let page = book.preprocess("patterns").chapters().next().unwrap().content.clone();
    assert!(!page.starts_with("---"), "text mode, as for every other renderer: {page}");
}

#[test]
fn mdbook_does_not_send_the_book_through_us_for_our_own_renderer() {
    let config = format!("[output.html]\n[output.zz]\ncommand = '{BINARY} --quiet'\n[output.markdown]\n");
    let book = library().config(&config).write();
    for (renderer, wanted) in [("html", 0), ("markdown", 0), ("epub", 0), ("zz", 1), ("patterns", 1)] {
        assert_eq!(book.run(&["supports", renderer]).code, Some(wanted), "{renderer}");
    }
    let elsewhere = TestBook::new().page("a.md", "# A\n").file("book.toml", "[[[").write();
    assert_eq!(
        elsewhere.run(&["supports", "html"]).code,
        Some(0),
        "what cannot be read is no reason to be skipped"
    );
}

#[test]
fn every_page_that_readers_can_open_is_in_the_search_index() {
    let config = format!(
        "[output.html]\n[output.patterns]\ncommand = '{BINARY}'\n\
         [preprocessor.patterns.taxonomy.severity]\nlabel = \"Severity\"\npages = true\n"
    );
    let book = TestBook::new()
        .config(&config)
        .page("retry.md", "---\ntitle: Retry\nseverity: high\n---\n# Retry\n")
        .build();
    let folder = book.root().join("book/patterns/search");
    let files = fs::read_dir(&folder).unwrap().map(|file| file.unwrap().path());
    let titles = files.filter(|file| file.file_name().unwrap().to_str().unwrap().starts_with('p'));
    let all: String = titles.map(|file| fs::read_to_string(file).unwrap()).collect();
    for title in ["Catalog", "Retry", "Severity", "High"] {
        assert!(all.contains(&format!("\"{title}\"")), "{title} is not in {all}");
    }
}

#[test]
fn home_is_what_the_address_of_the_book_shows() {
    let page = |title: &str| format!("---\ntitle: {title}\n---\n# {title}\n");
    let config = "[preprocessor.patterns.catalog]\nplace = \"first\"\n";
    let crumbs = |book: &Built| {
        let main = book.main("b.html");
        let at = main.find("patterns-breadcrumbs").unwrap();
        main[at..].split("href=\"").nth(1).unwrap().split('"').next().unwrap().to_owned()
    };
    let generated = TestBook::new().config(config).page("a.md", &page("A")).page("b.md", &page("B")).build();
    assert_eq!(crumbs(&generated), "catalog.html", "mdBook's index.html shows the first chapter");
    let own = TestBook::new()
        .config(config)
        .page("README.md", "# Start\n")
        .page("a.md", &page("A"))
        .page("b.md", &page("B"))
        .build();
    assert_eq!(crumbs(&own), "index.html", "README.md is index.html wherever it stands");
}
