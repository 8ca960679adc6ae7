//! What a team needs in CI and hooks: what blocks, which files, from which folder.

use crate::support::{Built, TestBook, shared};
use crate::{run, run_in};

/// A page with warnings only, one with an error, and one with nothing.
fn book() -> Built {
    TestBook::new()
        .summary("# Summary\n\n- [A](a.md)\n- [B](deep/b.md)\n- [C](deep/c.md)\n")
        .file("src/a.md", "# A\n\n[x](gone.md)\n")
        .file("src/deep/b.md", "# B\n\n{{#patterns nothing}}\n")
        .file("src/deep/c.md", "# C\n\nText.\n")
        .file("README.md", "# About\n")
        .write()
}

#[track_caller]
fn exits(book: &Built, folder: &str, args: &[&str], code: i32) -> String {
    let done = run_in(book, folder, &[&["check"], args].concat());
    assert_eq!(done.code, Some(code), "{args:?}\n{}{}", done.stdout, done.stderr);
    done.stdout + &done.stderr
}

#[test]
fn what_fails_is_a_choice() {
    let book = book();
    for (args, code) in [
        (&["src/a.md"][..], 1),
        (&["src/a.md", "--fail-on", "warning"], 1),
        (&["src/a.md", "--fail-on", "error"], 0),
        (&["src/a.md", "--fail-on", "error", "--deny", "P0801"], 1),
        (&["src/a.md", "--fail-on", "error", "--deny", "P0802"], 0),
        (&["src/a.md", "--fail-on", "never"], 0),
        (&["src/a.md", "--fail-on", "never", "--deny", "P0801"], 0),
        (&["--fail-on", "error"], 1),
        (&["--fail-on", "error", "--allow", "P0401"], 0),
        (&["--fail-on", "never"], 0),
        (&["src/deep/c.md"], 0),
        (&["--fail-on", "sometimes"], 2),
    ] {
        exits(&book, "", args, code);
    }
}

#[test]
fn files_and_folders_are_parts_of_their_book() {
    let book = book();
    let all = exits(&book, "", &[], 1);
    assert!(all.contains("gone.md") && all.contains("nothing"), "{all}");
    for (folder, args, expected, not) in [
        ("", &["src/a.md"][..], "gone.md", "`nothing`"),
        ("", &["src/deep"], "`nothing`", "gone.md"),
        ("", &["src/deep/b.md", "src/deep/c.md"], "`nothing`", "gone.md"),
        ("..", &["book/src/a.md"], "gone.md", "`nothing`"),
        ("src", &["a.md"], "gone.md", "`nothing`"),
        ("src/deep", &["."], "`nothing`", "gone.md"),
        ("src/deep", &["../a.md"], "gone.md", "`nothing`"),
    ] {
        let found = exits(&book, folder, args, 1);
        assert!(found.contains(expected) && !found.contains(not), "{folder} {args:?}\n{found}");
    }
    for (folder, args) in [("src", &[][..]), ("src/deep", &[]), ("src", &[".."]), ("", &["src/a.md", "."])] {
        let found = exits(&book, folder, args, 1);
        assert!(found.contains("gone.md") && found.contains("`nothing`"), "{folder} {args:?}\n{found}");
    }
    assert_eq!(exits(&book, "", &["src/deep/c.md"], 0), "mdbook-patterns: no problems in 1 page\n");
    assert_eq!(
        exits(&book, "", &["README.md", "src/deep/c.md"], 0),
        "mdbook-patterns: no problems in 1 page\n"
    );
    assert!(exits(&book, "", &["src/none.md"], 2).contains("cannot read src/none.md"));
}

#[test]
fn a_hook_may_name_files_of_no_book() {
    let book = TestBook::new()
        .file("docs/book.toml", "[preprocessor.patterns]\n")
        .file("docs/src/SUMMARY.md", "- [A](a.md)\n")
        .file("docs/src/a.md", "# A\n\n[x](gone.md)\n")
        .file("README.md", "# About\n")
        .write();
    std::fs::remove_file(book.root().join("book.toml")).unwrap();
    let found = exits(&book, "", &["README.md", "docs/src/a.md"], 1);
    assert!(found.contains("mdbook-patterns: README.md is not in the book of docs\n"), "{found}");
    assert!(found.contains("gone.md"), "{found}");
    let other = TestBook::new().file("src/SUMMARY.md", "- [A](a.md)\n").file("src/a.md", "# A\n").write();
    let other = other.root().to_str().unwrap();
    for args in [["docs", other], ["docs/src/a.md", other]] {
        let found = exits(&book, "", &args, 1);
        assert!(found.contains(&format!("mdbook-patterns: {other} is not in the book of docs\n")), "{found}");
    }
    let none = exits(&book, "", &["README.md"], 2);
    assert!(none.contains("there is no book.toml in README.md or above it"), "{none}");
}

#[test]
fn only_the_named_files_are_fixed() {
    let dated = "---\nupdated: March 2024\n---\n# X\n\nText.\n";
    let book = TestBook::new().page("a.md", dated).page("b.md", dated).write();
    exits(&book, "", &["src/a.md", "--fix", "--force"], 0);
    let read = |path: &str| std::fs::read_to_string(book.root().join(path)).unwrap();
    assert_eq!((read("src/a.md").contains("2024-03"), read("src/b.md").as_str()), (true, dated));
}

#[test]
fn the_case_of_exit_codes() {
    let Some(shared) = shared() else { return };
    let book = TestBook::from_dir(shared.join("cases/authors/07-check-exit-code")).write();
    exits(&book, "", &[], 1);
    exits(&book, "", &["--fail-on", "error"], 0);
    exits(&book, "", &["--fail-on", "error", "--deny", "P0905"], 1);
    exits(&book, "", &["src/one.md"], 1);
    exits(&book, "", &["src/two.md"], 0);
    assert_eq!(
        run(&book, &["check"]).stdout.matches("warning[").count(),
        run_in(&book, "src", &["check"]).stdout.matches("warning[").count()
    );
}
