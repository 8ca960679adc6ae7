//! Files are named as they are where a command runs, wherever the book is.

use crate::support::{Built, TestBook, shared};
use crate::{run, run_in};

const FORMATS: [&str; 4] = ["human", "github", "sarif", "json"];

fn book() -> Built {
    TestBook::new()
        .summary("# Summary\n\n- [A](a.md)\n- [B](deep/b.md)\n")
        .config("[preprocessor.zzz]")
        .file("src/a.md", "---\ntitle: A\ntype: pattern\nupdated: March 2024\n---\n# A\n\n[x](gone.md)\n")
        .file("src/deep/b.md", "---\ntitle: B\ntype: pattern\n---\n# B\n\n[x](gone.md)\n")
        .write()
}

/// Where the book is from a folder, what names it there, and how two of its files are named.
fn places(book: &Built) -> Vec<(&'static str, String, &'static str, &'static str)> {
    let full = book.root().to_string_lossy().into_owned();
    vec![
        ("", ".".to_owned(), "src/a.md", "book.toml"),
        ("", full.clone(), "src/a.md", "book.toml"),
        ("..", "book".to_owned(), "book/src/a.md", "book/book.toml"),
        ("..", "./book/".to_owned(), "book/src/a.md", "book/book.toml"),
        ("..", full.clone(), "book/src/a.md", "book/book.toml"),
        ("src", String::new(), "a.md", "../book.toml"),
        ("src", "..".to_owned(), "a.md", "../book.toml"),
        ("src/deep", full, "../a.md", "../../book.toml"),
    ]
}

#[test]
fn every_report_names_files_from_where_it_runs() {
    let book = book();
    for (folder, named, page, config) in places(&book) {
        for format in FORMATS {
            let mut args = vec!["check", "--format", format];
            args.extend(Some(named.as_str()).filter(|named| !named.is_empty()));
            let found = run_in(&book, folder, &args).stdout;
            for file in [page, config] {
                let expected = match format {
                    "human" => format!("--> {file}:"),
                    "github" => format!("file={file},"),
                    "sarif" => format!("\"uri\": \"{file}\""),
                    _ => format!("\"file\": \"{file}\""),
                };
                assert!(found.contains(&expected), "{folder} {named} {format}: no {expected}\n{found}");
            }
        }
    }
}

#[test]
fn every_command_names_files_from_where_it_runs() {
    for (folder, named, page, _) in places(&book()) {
        let book = book();
        // The absolute path is that of another book by now.
        let named = if named.starts_with('/') { book.root().to_string_lossy().into_owned() } else { named };
        let here = if named.is_empty() { "." } else { &named };
        let above = page.trim_end_matches("a.md");
        let out = |args: &[&str]| {
            let done = run_in(&book, folder, args);
            done.stdout + &done.stderr
        };
        let listed = out(&["list", here, "--format", "paths"]);
        assert!(listed.lines().any(|line| line == page), "{listed}");
        assert!(
            out(&["list", here, "--columns", "file", "--format", "json"]).contains(&format!("\"{page}\""))
        );
        let new = out(&["new", "pattern", "Saga", "--dir", here]);
        let deep = if folder == "src/deep" { String::new() } else { format!("{above}deep/") };
        assert!(new.starts_with(&format!("wrote {deep}saga.md\nadded it to {above}SUMMARY.md\n")), "{new}");
        let fixed = out(&["check", here, "--fix", "--force"]);
        assert!(fixed.contains(&format!("fixed {page}:4: ")), "{fixed}");
        let summary = out(&["summary", here, "--check"]);
        assert!(summary.contains(&format!("{above}SUMMARY.md")), "{summary}");
        let schema = out(&["schema", here, "--write"]);
        let root = above.strip_suffix("src/").map_or_else(|| format!("{above}../"), str::to_owned);
        assert!(schema.starts_with(&format!("wrote {root}front-matter.schema.json\n")), "{schema}");
        std::fs::write(book.root().join("src/a.md"), "# A\n\n* Status: accepted\n* Deciders: Ann\n").unwrap();
        let lifted = out(&["lift", "--dir", here]);
        assert!(lifted.contains(&format!("+++ b/{page}\n")), "{lifted}");
        let lifted = out(&["lift", "--dir", here, "--write", "--force"]);
        assert!(lifted.contains(&format!("lifted into {page}: ")), "{lifted}");
    }
}

#[test]
fn the_case_of_a_book_in_a_subfolder() {
    let Some(shared) = shared() else { return };
    let book = TestBook::from_dir(shared.join("cases/authors/02-ci-path-of-subfolder/docs")).write();
    for format in FORMATS {
        let found = run_in(&book, "..", &["check", "book", "--format", format]).stdout;
        assert!(found.contains("book/src/one.md"), "{format}: {found}");
        assert!(!found.replace("book/src/", "").contains("src/"), "{format}: {found}");
    }
}

#[test]
fn uncommitted_files_are_named_from_where_it_runs() {
    let book = book();
    let git = |args: &[&str]| {
        let args = [&["-c", "user.name=a", "-c", "user.email=a@b"], args].concat();
        assert!(
            std::process::Command::new("git")
                .args(args)
                .current_dir(book.root())
                .output()
                .unwrap()
                .status
                .success()
        );
    };
    git(&["init", "-q"]);
    for (folder, here, file) in
        [("", ".", "src/a.md"), ("..", "book", "book/src/a.md"), ("src", "..", "../src/a.md")]
    {
        let refused = run_in(&book, folder, &["check", here, "--fix"]).stderr;
        assert!(refused.contains(&format!("\n?? {file}\n")), "{refused}");
    }
}

#[test]
fn pages_beside_the_folder_of_the_book_are_named_too() {
    let book = TestBook::new()
        .file("docs/SUMMARY.md", "- [A](a.md)\n")
        .file("docs/a.md", "# A\n\n[x](gone.md)\n")
        .file("site/book.toml", "[book]\nsrc = \"../docs\"\n[preprocessor.patterns]\n")
        .write();
    let found = run(&book, &["check", "site", "--format", "github"]).stdout;
    assert!(found.contains("file=docs/a.md,"), "{found}");
    let one = run(&book, &["check", "site", "docs/a.md", "--format", "github"]).stdout;
    assert!(one.contains("file=docs/a.md,"), "{one}");
}

#[test]
fn in_a_job_of_github_files_are_named_from_the_repository() {
    let book = book();
    let run = |format: &str, repository: &std::path::Path| {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_mdbook-patterns"));
        command.args(["check", "--format", format]).current_dir(book.root().join("src"));
        command.env("PATH", "").env("GITHUB_WORKSPACE", repository);
        String::from_utf8(command.output().unwrap().stdout).unwrap()
    };
    let above = book.root().parent().unwrap();
    assert!(run("github", above).contains("file=book/src/a.md,"), "{}", run("github", above));
    assert!(run("sarif", above).contains("\"uri\": \"book/src/a.md\""));
    assert!(run("json", above).contains("\"file\": \"a.md\""));
    // Of a repository that the book is not in, nothing follows.
    assert!(run("github", &book.root().join("src/deep")).contains("file=a.md,"));
}
