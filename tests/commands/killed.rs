//! What a run that was killed left behind, which the next one finishes or removes. `tests/faults.sh` kills real runs.

use std::fs;
use std::path::PathBuf;

use crate::run;
use crate::support::{Built, TestBook};

const SUMMARY: &str = "# Summary\n\n- [A](a.md)\n";
const NEW: &str = "# Summary\n\n- [A](a.md)\n- [Zed](zed.md)\n";

/// A book in which `new` was killed, before or after it said where its files go.
fn killed(is_announced: bool) -> Built {
    let book = TestBook::new()
        .summary(SUMMARY)
        .file("src/a.md", "# A\n")
        .file(".patterns-unfinished-a1/lock", "")
        .file(".patterns-unfinished-a1/0", "# Zed\n")
        .file(".patterns-unfinished-a1/1", NEW)
        .file("src/.patterns-unfinished-b2", "half a page")
        .file("src/deep/.patterns-unfinished-c3.md", "half a page");
    let places = "[\"src/zed.md\",\"src/SUMMARY.md\"]";
    if is_announced { book.file(".patterns-unfinished-a1/places.json", places) } else { book }.write()
}

fn left(book: &Built) -> Vec<PathBuf> {
    ["", "src", "src/deep"]
        .iter()
        .flat_map(|folder| fs::read_dir(book.root().join(folder)).unwrap())
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.to_string_lossy().contains("unfinished"))
        .collect()
}

#[test]
fn every_command_finishes_what_was_announced_and_removes_the_rest() {
    for args in [
        &["check"][..],
        &["list"],
        &["new", "law", "Other"],
        &["summary"],
        &["schema"],
        &["lift"],
        &["install"],
    ] {
        for is_announced in [false, true] {
            let book = killed(is_announced);
            run(&book, args);
            assert_eq!(left(&book), Vec::<PathBuf>::new(), "{args:?}");
            let summary = fs::read_to_string(book.root().join("src/SUMMARY.md")).unwrap();
            assert_eq!(summary.contains("zed.md"), is_announced, "{args:?}: {summary}");
            assert_eq!(book.root().join("src/zed.md").exists(), is_announced, "{args:?}");
        }
    }
}

#[test]
fn nothing_unfinished_is_published() {
    let book = killed(false).render().unwrap();
    let published: Vec<_> = fs::read_dir(book.html_dir()).unwrap().map(|e| e.unwrap().file_name()).collect();
    assert!(!published.iter().any(|name| name.to_string_lossy().contains("unfinished")), "{published:?}");
    assert_eq!(left(&book), Vec::<PathBuf>::new());
}
