//! What is there and cannot be read is said, and never taken for what is not there.

use std::fs;

use crate::run;
use crate::support::TestBook;

#[test]
fn a_template_that_cannot_be_read_is_a_problem_of_check_and_of_the_build() {
    let book = |path: &str, bytes: &[u8]| {
        TestBook::new().page("a.md", "---\ntier: gold\n---\n# A\n").file(path, bytes.to_vec())
    };
    for (path, file, error) in [
        ("theme/patterns/badges.html", "theme/patterns/badges.html", "is not UTF-8 text"),
        (
            "theme/patterns/nav.html/x",
            "theme/patterns/nav.html",
            "cannot be read: Is a directory (os error 21)",
        ),
        ("theme/patterns", "theme/patterns", "is a file, and not a folder"),
    ] {
        let line = format!("error[P0503]: `{file}` {error}\n--> {file}\n");
        let found = run(&book(path, b"\xff\xfe").write(), &["check", "--allow", "P0602"]);
        assert_eq!((found.code, found.stdout.contains(&line)), (Some(1), true), "{}", found.stdout);
        let built = book(path, b"\xff\xfe").build();
        assert!(built.stderr().contains(&line), "{}", built.stderr());
        assert!(built.html("a.html").contains("patterns-term-tier-gold"), "the embedded one is used");
    }
}

#[test]
fn the_mark_of_an_encoding_is_no_part_of_a_template() {
    let book = TestBook::new()
        .page("a.md", "---\ntier: gold\n---\n# A\n")
        .file("theme/patterns/badges.html", "\u{feff}<b>{{ badges|length }}</b>")
        .build();
    assert!(book.html("a.html").contains("<b>1</b>"), "{}", book.main("a.html"));
    assert!(!book.html("a.html").contains('\u{feff}'), "{}", book.main("a.html"));
}

#[test]
fn a_template_of_new_that_cannot_be_read_is_not_replaced_by_a_built_in_one() {
    let book = TestBook::new().page("a.md", "# A\n").file("templates/law.md", b"\xff".to_vec()).write();
    let made = run(&book, &["new", "law", "Zed"]);
    assert_eq!(
        (made.code, made.stderr.as_str()),
        (Some(2), "mdbook-patterns: `templates/law.md` is not UTF-8 text\n")
    );
    fs::remove_file(book.root().join("templates/law.md")).unwrap();
    fs::create_dir_all(book.root().join("templates/law.md")).unwrap();
    let found = run(&book, &["check"]).stdout;
    assert!(found.contains("error[P1101]: `templates/law.md` cannot be read: Is a directory"), "{found}");
}

#[test]
fn a_summary_that_cannot_be_read_is_not_overwritten() {
    let book = TestBook::new().page("a.md", "# A\n").write();
    let summary = book.root().join("src/SUMMARY.md");
    fs::write(&summary, b"- [A](a.md)\n\xff\n").unwrap();
    for args in [&["new", "law", "Zed"][..], &["summary", "--write", "--force"]] {
        assert_eq!(run(&book, args).code, Some(2), "{args:?}");
        assert_eq!(fs::read(&summary).unwrap(), b"- [A](a.md)\n\xff\n");
    }
    assert_eq!(
        run(&book, &["new", "law", "Zed"]).stderr,
        "mdbook-patterns: `src/SUMMARY.md` is not UTF-8 text\n"
    );
    assert!(!book.root().join("src/zed.md").exists());
}

#[test]
fn a_page_outside_of_the_summary_that_cannot_be_read_is_named() {
    let book = TestBook::new().page("a.md", "# A\n").file("src/notes.md", b"\xff".to_vec()).write();
    let found = run(&book, &["check", "--allow", "P0602"]).stdout;
    assert!(found.contains("error[P1101]: `src/notes.md` is not UTF-8 text\n--> src/notes.md\n"), "{found}");
}

#[test]
fn a_book_toml_that_is_a_folder_is_no_missing_one() {
    let book = TestBook::new().page("a.md", "# A\n").write();
    fs::remove_file(book.root().join("book.toml")).unwrap();
    fs::create_dir(book.root().join("book.toml")).unwrap();
    for args in [&["check"][..], &["list"], &["install"], &["summary"], &["schema"]] {
        let failed = run(&book, args);
        assert_eq!(failed.code, Some(2), "{args:?}");
        assert!(failed.stderr.starts_with("mdbook-patterns: cannot read ./book.toml: "), "{}", failed.stderr);
    }
}

#[cfg(unix)]
#[test]
fn nothing_waits_for_a_pipe_that_is_included_or_not_listed() {
    let book = TestBook::new().page("a.md", "# A\n\n{{#include part.md}}\n").write();
    for pipe in ["src/part.md", "src/orphan.md"] {
        let pipe = book.root().join(pipe);
        assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    }
    let found = run(&book, &["check", "--allow", "P0602"]).stdout;
    assert_eq!(found.lines().next(), Some("mdbook-patterns: no problems in 1 page"));
    // Nor for one that is reported, whose text the report would show.
    std::fs::remove_file(book.root().join("src/a.md")).unwrap();
    assert!(
        std::process::Command::new("mkfifo").arg(book.root().join("src/a.md")).status().unwrap().success()
    );
    let found = run(&book, &["check"]).stdout;
    assert!(found.contains("it is a pipe or a device"), "{found}");
}
