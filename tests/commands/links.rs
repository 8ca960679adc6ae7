//! Symbolic links that lead out of a book: nothing is written through them, and what is read says so.
#![cfg(unix)]

use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;

use crate::run;
use crate::support::{Built, TestBook};

/// A page that `check --fix` and `lift` would change.
const PAGE: &str =
    "---\nintroduced: March 2024\n---\n# A\n\n* Deciders: Ann, Bob\n* Date: 2024-01-02\n\nText.\n";

fn book() -> Built {
    let book = TestBook::new()
        .summary("# Summary\n\n- [A](a.md)\n- [B](b/b.md)\n")
        .file("src/a.md", PAGE)
        .file("src/b/b.md", PAGE)
        .write();
    fs::create_dir(outside(&book)).unwrap();
    book
}

/// A folder that is none of the book.
fn outside(book: &Built) -> std::path::PathBuf {
    book.root().with_file_name("outside")
}

/// Moves something out of the book, and leaves a link in its place.
fn moved_out(book: &Built, path: &str) {
    let (from, to) = (book.root().join(path), outside(book).join(Path::new(path).file_name().unwrap()));
    fs::rename(&from, &to).unwrap();
    symlink(to, from).unwrap();
}

fn tree(folder: &Path) -> Vec<(std::path::PathBuf, Vec<u8>)> {
    let mut found: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .flat_map(|entry| {
            let path = entry.unwrap().path();
            if path.is_dir() && !path.is_symlink() {
                tree(&path)
            } else {
                vec![(path.clone(), fs::read(&path).unwrap_or_default())]
            }
        })
        .collect();
    found.sort();
    found
}

/// Runs a command that must refuse the link at `link`, and change nothing in the book and beside it.
#[track_caller]
fn refused(book: &Built, args: &[&str], link: &str) {
    let all = book.root().parent().unwrap();
    let before = tree(all);
    let made = run(book, args);
    let error = format!(
        "mdbook-patterns: ./{link} is a symbolic link that leads out of the book, where nothing is read or written; put a copy in its place\n"
    );
    let said = made.stderr.lines().last().unwrap_or_default().to_owned() + "\n";
    assert_eq!((made.code, said), (Some(2), error), "{args:?}");
    assert_eq!(tree(all), before, "{args:?}");
}

#[test]
fn commands_that_write_refuse_a_page_that_is_elsewhere() {
    for (moved, args) in [
        ("src/a.md", &["check", "--fix", "--force"][..]),
        ("src/a.md", &["lift", "--write", "--force"]),
        ("src/b", &["check", "--fix", "--force"]),
        ("src/b", &["lift", "--write", "--force"]),
        ("src/b", &["new", "law", "Evil", "--path", "b/evil.md"]),
        ("src/b", &["new", "law", "Evil", "--path", "b/deep/er/evil.md"]),
        ("src/SUMMARY.md", &["new", "law", "Evil"]),
        ("src/SUMMARY.md", &["summary", "--write", "--force"]),
        ("src", &["check", "--fix", "--force"]),
        ("src", &["new", "law", "Evil"]),
        ("src", &["summary", "--write", "--force"]),
        ("book.toml", &["install"]),
    ] {
        let book = book();
        moved_out(&book, moved);
        refused(&book, args, moved);
    }
}

#[test]
fn commands_that_make_files_refuse_a_link_in_their_place() {
    for (link, to, args) in [
        ("theme", "", &["install"][..]),
        ("theme/patterns.css", "evil.css", &["install", "--force"]),
        ("front-matter.schema.json", "evil.json", &["schema", "--write"]),
    ] {
        let book = book();
        let target = outside(&book).join(to);
        if !to.is_empty() {
            fs::write(&target, "theirs").unwrap();
        }
        fs::create_dir_all(book.root().join(link).parent().unwrap()).unwrap();
        symlink(target, book.root().join(link)).unwrap();
        refused(&book, args, link);
    }
}

#[test]
fn a_link_to_nothing_is_no_place_for_a_file() {
    let book = book();
    symlink(outside(&book).join("evil.md"), book.root().join("src/c")).unwrap();
    let made = run(&book, &["new", "law", "Evil", "--path", "c/evil.md"]);
    let error = "mdbook-patterns: ./src/c is a symbolic link that leads nowhere; delete it\n";
    assert_eq!((made.code, made.stderr.as_str()), (Some(2), error));
    assert_eq!(fs::read_dir(outside(&book)).unwrap().count(), 0);
}

#[test]
fn a_link_that_stays_in_the_book_is_written_through_and_stays() {
    let book = book();
    fs::rename(book.root().join("src"), book.root().join("pages")).unwrap();
    symlink("pages", book.root().join("src")).unwrap();
    let made = run(&book, &["new", "law", "Zed"]);
    assert_eq!((made.code, made.stderr.as_str()), (Some(0), ""));
    assert!(book.root().join("src").is_symlink() && book.root().join("pages/zed.md").is_file());
    assert_eq!(
        run(&book, &["check", "--fix", "--force"]).stderr,
        "fixed src/a.md:2: `March 2024` is now `2024-03`\nfixed src/b/b.md:2: `March 2024` is now `2024-03`\n"
    );
}

#[test]
fn pages_may_be_in_the_folder_that_book_toml_names() {
    let book = TestBook::new().page("a.md", PAGE).write();
    fs::rename(book.root().join("src"), book.root().with_file_name("docs")).unwrap();
    fs::write(book.root().join("book.toml"), "[book]\nsrc = \"../docs\"\n").unwrap();
    assert_eq!(
        run(&book, &["check", "--fix", "--force"]).stderr,
        "fixed ../docs/a.md:2: `March 2024` is now `2024-03`\n"
    );
}

#[test]
fn templates_that_are_elsewhere_are_not_read() {
    let book = book();
    for (path, text) in [("badges.html", "<p>theirs</p>"), ("law.md", "# Theirs\n")] {
        fs::write(outside(&book).join(path), text).unwrap();
    }
    for folder in ["theme/patterns", "templates"] {
        fs::create_dir_all(book.root().join(folder)).unwrap();
    }
    for (file, link) in [("badges.html", "theme/patterns/badges.html"), ("law.md", "templates/law.md")] {
        symlink(outside(&book).join(file), book.root().join(link)).unwrap();
    }
    let found = run(&book, &["check"]).stdout;
    for (code, file) in [("P0503", "theme/patterns/badges.html"), ("P1101", "templates/law.md")] {
        let line = format!(
            "error[{code}]: `{file}` is a symbolic link that leads out of the book, and is not read\n --> {file}"
        );
        assert!(found.contains(&line), "{line}\n{found}");
    }
    let made = run(&book, &["new", "law", "Zed"]);
    assert_eq!(
        (made.code, made.stderr.as_str()),
        (
            Some(2),
            "mdbook-patterns: `templates/law.md` is a symbolic link that leads out of the book, and is not read\n"
        )
    );
    assert_eq!(run(&book, &["new", "adr", "Zed"]).code, Some(0), "other templates are as they were");
}

#[test]
fn an_icon_that_is_elsewhere_is_not_read() {
    let book = TestBook::new()
        .config("[preprocessor.patterns]\nmkdocs-syntax = true")
        .page("a.md", "# A\n\n:material-clock: :material-own:\n")
        .file("theme/icons/material/own.svg", b"\xff".to_vec())
        .file("outside.svg", "<svg viewBox=\"0 0 1 1\"><path d=\"M0 0\"/></svg>")
        .write();
    let outside = book.root().with_file_name("clock.svg");
    fs::rename(book.root().join("outside.svg"), &outside).unwrap();
    symlink(outside, book.root().join("theme/icons/material/clock.svg")).unwrap();
    let found = run(&book, &["check", "--allow", "P0602"]).stdout;
    for message in [
        "`theme/icons/material/clock.svg` is a symbolic link that leads out of the book, and is not read",
        "`theme/icons/material/own.svg` is not UTF-8 text",
    ] {
        assert!(found.contains(&format!("error[P1101]: {message}\n")), "{message}\n{found}");
    }
}
