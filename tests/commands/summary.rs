use std::fs;

use crate::run;
use crate::support::{Built, TestBook};

fn page(title: &str, more: &str) -> String {
    format!("---\ntitle: \"{title}\"\n{more}---\n# {title}\n\nText.\n")
}

fn tree() -> TestBook {
    TestBook::new()
        .file("src/README.md", page("Start", ""))
        .file("src/patterns/data/cache.md", page("Cache [new]", "category: data\n"))
        .file("src/patterns/data/a b (c).md", page("Outbox", "category: data\norder: 1\n"))
        .file("src/patterns/retry.md", page("Retry", "category: resilience\nshort_title: Retry_it\n"))
        .file("src/patterns/bulkhead.md", page("Bulkhead", "category: resilience\ndraft: true\n"))
        .file("src/patterns/10.md", "# Law 10\n\n{{#include ../parts/part.md}}\n")
        .file("src/parts/part.md", "Only a part.\n")
        .file("src/.hidden/x.md", "# X\n")
        .file("src/laws/index.md", page("Laws", ""))
        .file("src/laws/größe.md", "No heading.\n")
}

const SUMMARY: &str = "<!-- Written by `mdbook-patterns summary --write`, which writes it anew. -->

# Summary

[Start](README.md)

- [Laws](laws/index.md)
  - [Größe](laws/größe.md)

# Patterns

- [Bulkhead](patterns/bulkhead.md)
- [Retry_it](patterns/retry.md)
- [Data]()
  - [Outbox](<patterns/data/a b (c).md>)
  - [Cache \\[new\\]](patterns/data/cache.md)
- [Law 10](patterns/10.md)
";

fn summary(book: &Built) -> String {
    fs::read_to_string(book.root().join("src/SUMMARY.md")).unwrap()
}

#[test]
fn pages_stand_by_order_category_and_title() {
    let book = tree().write();
    let printed = run(&book, &["summary"]);
    assert_eq!((printed.code, printed.stdout.as_str(), printed.stderr.as_str()), (Some(0), SUMMARY, ""));
    assert!(!book.root().join("src/SUMMARY.md").exists());
}

#[test]
fn what_it_writes_mdbook_builds_and_check_accepts() {
    let book = tree().write();
    let written = run(&book, &["summary", "--write"]);
    assert_eq!((written.code, written.stdout.as_str()), (Some(0), "wrote src/SUMMARY.md\n"));
    assert_eq!(summary(&book), SUMMARY);
    let again = run(&book, &["summary", "--write"]);
    assert_eq!((again.code, again.stdout.as_str()), (Some(0), "is up to date: src/SUMMARY.md\n"));
    assert_eq!(run(&book, &["summary", "--check"]).code, Some(0));
    let found = run(&book, &["check", "--allow", "P0903"]);
    assert!(!found.stdout.contains("P11"), "{}", found.stdout);
}

#[test]
fn a_page_more_is_a_difference() {
    let book = tree().write();
    run(&book, &["summary", "--write"]);
    fs::write(book.root().join("src/patterns/saga.md"), page("Saga", "")).unwrap();
    let checked = run(&book, &["summary", "--check"]);
    assert_eq!((checked.code, checked.stderr.as_str()), (Some(1), ""));
    assert_eq!(
        checked.stdout,
        "--- a/src/SUMMARY.md\n+++ b/src/SUMMARY.md\n@@ -15,3 +15,4 @@\n   - [Outbox](<patterns/data/a b (c).md>)\n   - [Cache \\[new\\]](patterns/data/cache.md)\n - [Law 10](patterns/10.md)\n+- [Saga](patterns/saga.md)\n"
    );
    assert_eq!(summary(&book), SUMMARY);
}

#[test]
fn parts_and_drafts_are_chosen() {
    let book = tree().write();
    let printed = run(&book, &["summary", "--parts", "category", "--drafts", "name"]).stdout;
    assert_eq!(
        printed.split_once("[Start](README.md)\n\n").unwrap().1,
        "- [Law 10](patterns/10.md)\n- [Laws](laws/index.md)\n  - [Größe](laws/größe.md)\n\n# Resilience\n\n- [Bulkhead]()\n- [Retry_it](patterns/retry.md)\n\n# Data\n\n- [Outbox](<patterns/data/a b (c).md>)\n- [Cache \\[new\\]](patterns/data/cache.md)\n"
    );
    assert!(!run(&book, &["summary", "--drafts", "omit"]).stdout.contains("Bulkhead"));
}

#[test]
fn a_summary_by_hand_is_not_overwritten() {
    let by_hand = "# Summary\r\n\r\n- [Mine](patterns/retry.md)\r\n";
    let book = tree().file("src/SUMMARY.md", by_hand).write();
    let refused = run(&book, &["summary", "--write"]);
    assert_eq!(
        (refused.code, refused.stderr.as_str()),
        (
            Some(2),
            "mdbook-patterns: src/SUMMARY.md was written by hand: `--check` shows what would change, and `--write --force` overwrites it\n"
        )
    );
    assert_eq!(summary(&book), by_hand);
    assert_eq!(run(&book, &["summary", "--check"]).code, Some(1));
    assert_eq!(run(&book, &["summary", "--write", "--force"]).code, Some(0));
    assert_eq!(summary(&book), SUMMARY.replace('\n', "\r\n"));
}

#[test]
fn pages_that_cannot_be_listed_are_named_and_nothing_is_written() {
    let book = tree().file("src/bad.md", vec![0xff, 0xfe]).file("src/a%20b.md", "# A\n").write();
    let refused = run(&book, &["summary", "--write"]);
    assert_eq!(
        (refused.code, refused.stderr.as_str()),
        (
            Some(2),
            "mdbook-patterns: these pages cannot be listed:\n  a%20b.md: SUMMARY.md cannot name such a file; rename it\n  bad.md: it is not UTF-8 text\n"
        )
    );
    assert!(!book.root().join("src/SUMMARY.md").exists());
}

#[cfg(unix)]
#[test]
fn folders_that_contain_themselves_are_walked_once() {
    let book = tree().write();
    std::os::unix::fs::symlink(book.root().join("src"), book.root().join("src/loop")).unwrap();
    assert_eq!(run(&book, &["summary"]).stdout, SUMMARY);
}

#[test]
fn what_cannot_be_written_is_left_whole() {
    let book = tree().write();
    // A folder in the place of the file cannot be replaced, whoever runs the test.
    fs::create_dir_all(book.root().join("src/SUMMARY.md/x")).unwrap();
    let failed = run(&book, &["summary", "--write"]);
    assert_eq!(
        (failed.code, failed.stderr.as_str()),
        (Some(2), "mdbook-patterns: cannot read ./src/SUMMARY.md: Is a directory (os error 21)\n")
    );
    let left: Vec<_> =
        fs::read_dir(book.root().join("src")).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert!(!left.iter().any(|name| name.to_string_lossy().starts_with(".patterns-")), "{left:?}");
}

#[test]
fn a_page_without_a_number_switches_no_order_off() {
    let numbered = TestBook::new()
        .file("src/0001-zebra.md", "# Zebra\n\nFirst.\n")
        .file("src/0002-apple.md", "# Apple\n\nSecond.\n")
        .file("src/notes/_index.md", "# Notes\n")
        .file("src/notes/10-b.md", "# B\n")
        .file("src/notes/9-c.md", "# C\n")
        .file("src/notes/a.md", "# A\n");
    let printed = |book: TestBook| {
        run(&book.write(), &["summary"]).stdout.split_once("# Summary\n\n").unwrap().1.to_owned()
    };
    let list = "- [Zebra](0001-zebra.md)\n- [Apple](0002-apple.md)\n";
    let notes =
        "- [Notes](notes/_index.md)\n  - [C](notes/9-c.md)\n  - [B](notes/10-b.md)\n  - [A](notes/a.md)\n";
    assert_eq!(printed(numbered.clone()), format!("{list}{notes}"));
    let with_page = numbered.file("src/catalog.md", "# All\n\n{{#patterns catalog}}\n");
    assert_eq!(printed(with_page), format!("{list}- [All](catalog.md)\n{notes}"));
}
