//! A disk without room: commands fail with the file's name, and leave everything as it was. A limit of the shell on
//! the size of files stands for the disk; its signal is ignored, so that writing fails as on a full disk.
#![cfg(unix)]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use crate::support::{Built, TestBook};

fn book() -> Built {
    TestBook::new()
        .summary("# Summary\n\n- [Start](start.md)\n- [Zwei Ä](<zwei ä.md>)\n")
        .file(
            "src/start.md",
            "---\ntitle: Start\nintroduced: March 2024\n---\n# Start\n\nSee [two](/two/).\n",
        )
        .file("src/zwei ä.md", "# Two\n\n* Deciders: Ann, Bob\n* Date: 2024-01-02\n\nText.\n")
        .write()
}

/// Every file below a folder, with what it holds.
fn tree(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let path = entry.path();
        if path.is_dir() {
            found.extend(tree(&path));
        } else {
            found.insert(path.to_string_lossy().into_owned(), fs::read(&path).unwrap());
        }
    }
    found
}

/// What a command says where no file may hold a byte.
fn without_room(book: &Built, arguments: &str) -> (Option<i32>, String) {
    let program = env!("CARGO_BIN_EXE_mdbook-patterns");
    let script = format!("trap '' XFSZ; ulimit -f 0; exec '{program}' {arguments} </dev/null");
    let output = Command::new("sh").args(["-c", &script]).current_dir(book.root()).output().unwrap();
    let stderr = String::from_utf8(output.stderr).unwrap();
    (output.status.code(), stderr)
}

#[test]
fn nothing_is_half_written() {
    for (arguments, file) in [
        ("new law 'Full disk'", "./src/full-disk.md"),
        ("check --fix --force", "./src/start.md"),
        ("lift --write --force", "./src/zwei ä.md"),
        ("summary --write --force", "./src/SUMMARY.md"),
        ("schema --write", "./front-matter.schema.json"),
    ] {
        let book = book();
        let before = tree(book.root());
        let error = format!("mdbook-patterns: cannot write {file}: File too large (os error 27)\n");
        assert_eq!(without_room(&book, arguments), (Some(2), error), "{arguments}");
        assert_eq!(tree(book.root()), before, "{arguments}");
    }
}

#[test]
fn a_site_is_migrated_whole_or_not_at_all() {
    let book =
        TestBook::new().file("site/mkdocs.yml", "site_name: S\n").file("site/docs/index.md", "# S\n").write();
    let before = tree(book.root());
    let error = "mdbook-patterns: cannot write out/book.toml: File too large (os error 27)\n".to_owned();
    assert_eq!(without_room(&book, "migrate mkdocs site --out out"), (Some(2), error));
    assert_eq!(tree(book.root()), before);
    assert!(!book.root().join("out").exists());
}
