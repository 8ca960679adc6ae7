//! Terms that pages carry because of their headings.

use crate::parts::element;
use crate::support::TestBook;

const LEVELS: &str =
    "## Level 1: A (5 min)\n\n## LEVEL 2 – B\n\n### Level 3\n\n## Level 4: D\n\n## Level 5: E\n";

fn library() -> TestBook {
    TestBook::new()
        .page("whole.md", &format!("---\ntitle: Whole\n---\n# Whole\n\n{LEVELS}"))
        .page("half.md", "---\ntitle: Half\n---\n# Half\n\n## Level 1: A (5 min)\n")
        .page("said.md", "---\ntitle: Said\ndepth: enhanced\n---\n# Said\n")
}

fn inline(book: TestBook, text: &str) -> String {
    let book = book.page("here.md", &format!("# Here\n\n{text}\n")).build();
    assert_eq!(book.stderr(), "");
    element(&format!("<div class=\"it\">{}</div>", book.main("here.html")), "it")
}

#[test]
fn five_levels_are_enhanced_in_counts_filters_legends_and_catalogs() {
    let text = "{{#patterns count filter=depth:enhanced}} {{#patterns count filter=depth:}} {{#patterns count filter=-depth:}}\n\n{{#patterns legend depth}}\n\n{{#patterns catalog filter=\"depth:enhanced\" view=list}}";
    insta::assert_snapshot!(inline(library(), text));
}

#[test]
fn enhanced_is_a_badge() {
    insta::assert_snapshot!(element(&library().build().main("whole.html"), "patterns-badges"));
}

#[test]
fn enhanced_is_data_of_the_interactive_catalog() {
    let catalog = library().page("catalog.md", "# C\n\n{{#patterns catalog}}\n").build().main("catalog.html");
    assert!(catalog.contains("&quot;name&quot;:&quot;depth&quot;"), "{catalog}");
}

#[test]
fn a_book_declares_its_own() {
    let config = r#"
        [preprocessor.patterns.taxonomy.parts]
        terms = [{ id = "tested", has-headings = ["*test*"] }, { id = "run", has-headings = "Operations" }, "other"]"#;
    let book = TestBook::new()
        .config(config)
        .page("a.md", "---\ntitle: A\n---\n# A\n\n## How to Test it\n\n## Operations\n")
        .page(
            "b.md",
            "---\ntitle: B\nparts: other\n---\n# B\n\n## Operations manual\n\n```\n# Testing\n```\n",
        );
    insta::assert_snapshot!(inline(book, "{{#patterns legend parts}}\n\n{{#patterns by parts}}"));
}

#[test]
fn a_wrong_pattern_is_an_error_of_the_configuration() {
    let config = "[preprocessor.patterns.taxonomy.parts]\nterms = [{ id = \"a\", has-headings = 5 }]";
    let failure = library().config(config).try_build().unwrap_err();
    insta::assert_snapshot!(failure);
}
