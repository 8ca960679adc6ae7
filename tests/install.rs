//! `mdbook-patterns install`: what it writes, what it keeps, and what it refuses.

#![allow(clippy::unwrap_used, reason = "what is not there fails the test, with its place")]

mod support;

use std::fs;

use support::{Run, TestBook};

const PAGE: &str = "---\ntitle: Retry\ntier: gold\n---\n# Retry\n";

/// Runs `install` in a new book with this `book.toml`, and gives the run and the `book.toml` after.
fn install(book_toml: &str, arguments: &[&str]) -> (Run, String) {
    let book = TestBook::new().page("retry.md", PAGE).write();
    fs::write(book.root().join("book.toml"), book_toml).unwrap();
    let run = book.run(&[&["install"], arguments].concat());
    (run, fs::read_to_string(book.root().join("book.toml")).unwrap())
}

#[test]
fn an_empty_book_gets_assets_and_tables() {
    let (run, book_toml) = install("[book]\ntitle = \"X\"\n", &["--no-index"]);
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""));
    assert_eq!(run.stdout.lines().last(), Some("wrote ./book.toml"));
    assert_eq!(
        book_toml,
        format!(
            "[book]\ntitle = \"X\"\n\n[preprocessor.patterns]\nassets-version = \"{}\"\n\n\
             [output.html]\nadditional-css = [\"theme/patterns.css\"]\n\
             additional-js = [\"theme/patterns-common.js\", \"theme/patterns-catalog.js\", \"theme/patterns-progress.js\", \"theme/patterns-tabs.js\"]\n",
            env!("CARGO_PKG_VERSION")
        )
    );
}

#[test]
fn comments_and_order_of_the_author_survive() {
    let written = "# mine\n[output.html]\nadditional-css = [\n    \"a.css\", # why\n]\n\n[book]\ntitle = \"X\" # name\n";
    let (_, book_toml) = install(written, &["--no-index"]);
    let expected = "# mine\n[output.html]\nadditional-css = [\n    \"a.css\", # why\n    \"theme/patterns.css\",\n]\nadditional-js = [\"theme/patterns-common.js\", \"theme/patterns-catalog.js\", \"theme/patterns-progress.js\", \"theme/patterns-tabs.js\"]\n\n[book]\ntitle = \"X\" # name\n";
    assert!(book_toml.starts_with(expected), "{book_toml}");
}

#[test]
fn a_second_run_changes_nothing() {
    let book = TestBook::new().page("retry.md", PAGE).write();
    assert_eq!(book.run(&["install"]).code, Some(0));
    let read = || {
        let files = ["book.toml", "theme/patterns.css", "theme/patterns-catalog.js"];
        files.map(|file| fs::read_to_string(book.root().join(file)).unwrap())
    };
    let first = read();
    let run = book.run(&["install"]);
    assert!(run.stdout.lines().all(|line| line.starts_with("is up to date: ")), "{}", run.stdout);
    assert_eq!(read(), first);
}

#[test]
fn a_second_renderer_is_announced_loudly_and_can_be_declined() {
    let (run, book_toml) = install("[book]\ntitle = \"X\"\n", &[]);
    assert!(book_toml.contains("[output.patterns-index]"), "{book_toml}");
    assert!(run.stdout.contains("the HTML moves from book/ to book/html/"), "{}", run.stdout);
    let (run, book_toml) = install("[book]\ntitle = \"X\"\n", &["--no-index"]);
    assert!(!book_toml.contains("patterns-index"), "{book_toml}");
    assert!(!run.stdout.contains("NOTE"), "{}", run.stdout);
    let (run, _) = install("[book]\ntitle = \"X\"\n[output.html]\n[output.markdown]\n", &[]);
    assert!(!run.stdout.contains("NOTE"), "two renderers were there before: {}", run.stdout);
}

#[test]
fn a_file_of_somebody_else_is_not_overwritten() {
    let book = TestBook::new().page("retry.md", PAGE).file("theme/patterns.css", "p {}").write();
    let run = book.run(&["install"]);
    assert_eq!(run.code, Some(2));
    assert_eq!(
        run.stderr,
        "mdbook-patterns: ./theme/patterns.css is not a file of mdbook-patterns; move it, or overwrite it with `--force`\n"
    );
    let css = book.root().join("theme/patterns.css");
    assert_eq!(fs::read_to_string(&css).unwrap(), "p {}");
    assert_eq!(book.run(&["install", "--force"]).code, Some(0));
    assert_ne!(fs::read_to_string(&css).unwrap(), "p {}");
}

#[test]
fn what_cannot_be_edited_is_refused_and_left_alone() {
    for (book_toml, error) in [
        ("output = 3\n", "mdbook-patterns: cannot edit ./book.toml: `output` is no table\n"),
        (
            "[output.html]\nadditional-css = \"a.css\"\n",
            "mdbook-patterns: cannot edit ./book.toml: `output.html.additional-css` is no list\n",
        ),
    ] {
        let (run, after) = install(book_toml, &[]);
        assert_eq!((run.code, run.stderr.as_str(), after.as_str()), (Some(2), error, book_toml));
    }
    let (run, after) = install("[book\n", &[]);
    assert!(run.stderr.starts_with("mdbook-patterns: cannot parse ./book.toml: "), "{}", run.stderr);
    assert_eq!((run.code, after.as_str()), (Some(2), "[book\n"));
}

#[test]
fn a_folder_without_a_book_is_named() {
    let book = TestBook::new().page("retry.md", PAGE).write();
    let run = book.run(&["install", "elsewhere"]);
    assert_eq!(
        (run.code, run.stderr.as_str()),
        (
            Some(2),
            "mdbook-patterns: there is no book.toml in elsewhere: name the book's folder, or run `mdbook init` first\n"
        )
    );
}

#[test]
fn an_installed_book_builds_without_a_word_and_with_its_style() {
    let book = TestBook::new().page("retry.md", PAGE).write();
    assert_eq!(book.run(&["install", "--no-index"]).code, Some(0));
    let built = TestBook::from_dir(book.root()).unstyled().build();
    assert_eq!(built.stderr(), "");
    assert!(built.html("retry.html").contains("theme/patterns"), "the style is linked");
}
