use std::fs;

use crate::support::TestBook;
use crate::{run, run_in};

#[test]
fn a_folder_without_a_book_is_named() {
    let book = TestBook::new().page("a.md", "# A\n").write();
    let found = run_in(&book, "..", &["check"]);
    assert_eq!(found.code, Some(2));
    assert_eq!(
        found.stderr,
        "mdbook-patterns: there is no book.toml in . or above it: name the book's folder, or run `mdbook init` first\n"
    );
}

#[test]
fn a_book_toml_that_is_none_is_named() {
    let book = TestBook::new().config("[x").page("a.md", "# A\n").write();
    let found = run(&book, &["check"]);
    assert_eq!(found.code, Some(2));
    assert!(found.stderr.starts_with("mdbook-patterns: cannot read ./book.toml: "), "{}", found.stderr);
}

#[test]
fn a_book_without_a_summary_says_so() {
    let book = TestBook::new().file("src/a.md", "---\ntitle: A\n---\n").write();
    let found = run(&book, &["check"]);
    assert_eq!(found.code, Some(1));
    assert!(found.stdout.contains("error[P1101]: `src/SUMMARY.md` cannot be read: "), "{}", found.stdout);
    assert!(!found.stdout.contains("P0903"), "{}", found.stdout);
    let listed = run(&book, &["list"]);
    assert_eq!(listed.code, Some(2));
}

#[cfg(unix)]
#[test]
fn folders_that_contain_themselves_are_walked_once() {
    let book = TestBook::new().page("a.md", "# A\n\n[x](loop/a.md)\n").write();
    std::os::unix::fs::symlink(book.root().join("src"), book.root().join("src/loop")).unwrap();
    let found = run(&book, &["check"]);
    assert_eq!(found.code, Some(1));
    assert!(found.stdout.contains("`loop/a.md` leads nowhere"), "{}", found.stdout);
}

#[test]
fn one_page_in_two_places_is_reported_once() {
    let book = TestBook::new()
        .summary("# Summary\n\n- [A](a.md)\n- [B](b.md)\n")
        .file("src/a.md", "# A\n\n[x](gone.md)\n")
        .file("src/b.md", "# B\n")
        .write();
    let found = run(&book, &["check"]);
    assert_eq!(found.stdout.matches("P0801").count(), 1);
}

#[test]
fn control_characters_do_not_reach_the_terminal() {
    let book =
        TestBook::new().page("a.md", "---\ntitle: \"A\\e[31m\\u202E\"\nrelated: \"b\\u2066\"\ntags: \"\\u009b31m\"\n---\n# A\n\n[x](<\u{1b}[31m\u{202e}.md>)\n").write();
    for args in [
        &["check"][..],
        &["check", "--format", "github"],
        &["list"],
        &["list", "--format", "csv"],
        &["stats"],
    ] {
        let found = run(&book, args);
        let said = found.stdout + &found.stderr;
        for sign in ['\u{1b}', '\u{9b}', '\u{202e}', '\u{2066}'] {
            assert!(!said.contains(sign), "{args:?} {sign:?}");
        }
    }
}

#[test]
fn paths_with_spaces_and_letters_of_all_kinds_are_paths() {
    let book = TestBook::new()
        .page("größe und mehr/ä b.md", "---\ntitle: Ä\n---\n# Ä\n\n[c](../%C3%B6.md) [d](<../ö.md>)\n")
        .page("ö.md", "---\ntitle: Ö\n---\n# Ö\n\n[a](<größe und mehr/ä b.md#ä>)\n")
        .write();
    assert_eq!(run(&book, &["check"]).stdout, "mdbook-patterns: no problems in 2 pages\n");
    assert_eq!(run(&book, &["list", "--format", "paths"]).stdout, "src/größe und mehr/ä b.md\nsrc/ö.md\n");
}

#[test]
fn nothing_is_written_by_what_only_reads() {
    let book = TestBook::new()
        .summary("# Summary\n\n- [A](a.md)\n- [B](gone.md)\n")
        .file("src/a.md", "# A\n")
        .write();
    let before = files(book.root());
    for args in [&["check"][..], &["list"], &["schema"], &["check", "--format", "sarif"]] {
        run(&book, args);
    }
    assert_eq!(files(book.root()), before);
}

fn files(root: &std::path::Path) -> Vec<std::path::PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![root.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path.clone());
            }
            found.push(path);
        }
    }
    found.sort();
    found
}
