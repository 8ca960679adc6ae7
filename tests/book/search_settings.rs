//! What pages tell the search before it has loaded anything: keys that the book turned off, and words of its own.

use crate::parts::{attributes, elements};
use crate::support::{Built, TestBook};

const INDEX: &str = env!("CARGO_BIN_EXE_mdbook-patterns");

/// A book with the index, and these lines of configuration.
fn book(config: &str) -> Built {
    let outputs = format!("[output.html]\n[output.patterns]\ncommand = '{INDEX}'\n{config}");
    TestBook::new()
        .config(&outputs)
        .page("a.md", "---\ntitle: A\n---\n# A\n\ntext\n")
        .page("b.md", "# B\n\n```\nnever closed\n")
        .page("empty.md", "")
        .build()
}

fn settings(book: &Built, page: &str) -> Vec<String> {
    attributes(&book.html(page), "data-patterns-search")
}

#[test]
fn a_book_like_every_other_says_nothing() {
    let built = book("[preprocessor.patterns.labels]\nsearch-none = \"Nope\"");
    for page in ["a.html", "b.html", "empty.html"] {
        assert_eq!(settings(&built, page), Vec::<String>::new(), "{page}");
    }
}

#[test]
fn keys_that_are_off_and_words_of_the_book_are_on_every_page() {
    let built = book(
        "[preprocessor.patterns.catalog]\nshortcuts = false\n\
         [preprocessor.patterns.labels]\nsearch = \"Find \\\"it\\\" & more\"\nsearch-close = \"Close\"",
    );
    let expected = r#"{"shortcuts":false,"words":{"search":"Find \"it\" & more"}}"#;
    for page in ["a.html", "b.html", "empty.html"] {
        assert_eq!(settings(&built, page), [expected], "{page}");
        let html = built.html(page);
        assert_eq!(elements(&html, "patterns-search-settings").len(), 1, "{page} has it outside of its code");
    }
    let text = built.html("a.html");
    assert!(text.contains("<p>text</p>"), "{text}");
}

#[test]
fn without_the_index_there_is_no_search_to_tell() {
    let built = TestBook::new()
        .config("[preprocessor.patterns.catalog]\nshortcuts = false")
        .page("a.md", "# A\n")
        .build();
    assert_eq!(settings(&built, "a.html"), Vec::<String>::new());
}
