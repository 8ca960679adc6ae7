//! What `install` asks on a terminal.

use std::fs;

use crate::support::TestBook;
use crate::terminal::Terminal;

const QUESTION: &str = "mdBook's own search is on, in addition to the one that this index brings.
Its index grows with the square of large books, and each reader who searches loads it whole;
this one loads a few files of some 20 KB. Without it the build is faster and needs less memory.
Turn it off? [Y/n] ";

/// Runs `install` in a new book on a terminal on which `typed` is typed: what stands on it, and the `book.toml` after.
/// Nothing where there is no terminal.
fn install(typed: &str, arguments: &str) -> Option<(String, String)> {
    let book = TestBook::new().page("retry.md", "# Retry\n").write();
    fs::write(book.root().join("book.toml"), "[book]\ntitle = \"X\"\n").unwrap();
    let mut terminal = Terminal::start(&book, &format!("install {arguments}"))?;
    terminal.type_in(typed);
    let (shown, code) = terminal.end();
    assert_eq!(code, Some(0), "{shown}");
    Some((shown, fs::read_to_string(book.root().join("book.toml")).unwrap()))
}

const OFF: &str = "[output.html.search]\nenable = false\n";

#[test]
fn it_asks_what_becomes_of_mdbooks_search_and_enter_turns_it_off() {
    for typed in ["\n", "y\n", "Yes\n"] {
        let Some((shown, book_toml)) = install(typed, "") else { return };
        assert!(shown.contains(QUESTION), "{shown}");
        assert!(book_toml.contains(OFF), "{typed:?}: {book_toml}");
        assert!(!shown.contains("NOTE: mdBook's own search"), "{shown}");
    }
}

#[test]
fn no_keeps_mdbooks_search() {
    for typed in ["n\n", "No\n"] {
        let Some((shown, book_toml)) = install(typed, "") else { return };
        assert!(shown.contains(QUESTION), "{shown}");
        assert!(!book_toml.contains("enable"), "{typed:?}: {book_toml}");
    }
}

#[test]
fn who_leaves_the_question_decides_nothing() {
    let Some((shown, book_toml)) = install("q\n", "") else { return };
    assert!(shown.contains(QUESTION), "{shown}");
    assert!(!book_toml.contains("enable"), "{book_toml}");
    assert!(shown.contains("Run `mdbook-patterns install --mdbook-search off` to turn it off."), "{shown}");
}

#[test]
fn who_said_it_before_is_not_asked() {
    for (arguments, is_off) in
        [("--mdbook-search off", true), ("--mdbook-search keep", false), ("--no-index", false)]
    {
        let Some((shown, book_toml)) = install("", arguments) else { return };
        assert!(!shown.contains("Turn it off?"), "{arguments}: {shown}");
        assert_eq!(book_toml.contains(OFF), is_off, "{arguments}: {book_toml}");
    }
}
