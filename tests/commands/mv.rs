//! Pages and folders move, and everything that names them follows: no link, relation or image breaks.

use std::fs;

use crate::support::{Built, TestBook};
use crate::{run, run_in};

fn read(book: &Built, path: &str) -> String {
    fs::read_to_string(book.root().join(path)).unwrap_or_else(|_| panic!("there is no {path}"))
}

/// A book that names pages in every way there is.
fn book() -> Built {
    let named = "---\ntitle: Start\ntype: pattern\nrelated: [retry, patterns/timeout.md, Circuit breaker]\nprerequisites: [./patterns/retry.md]\nnext: /patterns/timeout\n---\n# Start\n\n\
        [a](patterns/retry.md) [b](./patterns/retry.md#use) [c](patterns/retry.html?x=1) [d](/patterns/retry.md)\n\
        [e][r] ![i](patterns/img/a.png) <a href=\"patterns/retry.md\">f</a> [g](<patterns/retry.md> \"t\")\n\n\
        `[code](patterns/retry.md)`\n\n{{#include patterns/part.md:1:2}}\n\n{{#patterns graph of=retry}}\n\n[r]: patterns/retry.md \"Title\"\n";
    let retry = "---\ntitle: Retry\ntype: pattern\nrelated:\n  timeout: why\n  ../start.md: first\n---\n# Retry\n\n## Use\n\n\
        [s](../start.md) [t](timeout.md#x) ![i](img/a.png) [self](#use) [out](../../README.md) [gone](gone.md) [web](https://x.y/z.md)\n\n{{#include part.md}}\n";
    TestBook::new()
        .summary("# Summary\n\n- [Start](start.md)\n- [Retry](./patterns/retry.md)\n  - [Timeout](<patterns/timeout.md>)\n- [Breaker](patterns/breaker.md)\n- [Index](patterns/sub/README.md)\n")
        .file("src/start.md", named)
        .file("src/patterns/retry.md", retry)
        .file("src/patterns/timeout.md", "---\ntitle: Timeout\ntype: pattern\n---\n# Timeout\n\n## X\n\n[r](retry.md) [i](sub/index.md)\n")
        .file("src/patterns/breaker.md", "+++\ntitle = \"Circuit breaker\"\ntype = \"pattern\"\nrelated = [\"retry\"]\n+++\n\n# Circuit breaker\n")
        .file("src/patterns/sub/README.md", "# Index\n\n[r](../retry.md)\n")
        .file("src/patterns/img/a.png", "png")
        .file("src/patterns/part.md", "Part.\n\n{{#include img/a.png}}\n")
        .file("README.md", "# About\n")
        .write()
}

/// What `check` finds in a book, without the places of problems.
fn problems(book: &Built) -> Vec<String> {
    let found = run(book, &["check", "--format", "json"]).stdout;
    let report: serde_json::Value = serde_json::from_str(&found).unwrap();
    let line = |problem: &serde_json::Value| format!("{} {}", problem["code"], problem["message"]);
    let mut lines: Vec<String> = report["problems"].as_array().unwrap().iter().map(line).collect();
    lines.sort();
    lines
}

/// Every relation of every entry, by titles.
fn relations(book: &Built) -> String {
    run(book, &["list", "--columns", "title,related,prerequisites,next", "--format", "json"])
        .stdout
        .replace("../", "")
}

#[track_caller]
fn mv(book: &Built, args: &[&str]) -> String {
    let moved = run(book, &[&["mv"], args].concat());
    assert_eq!((moved.code, moved.stderr.as_str()), (Some(0), ""), "{args:?}");
    moved.stdout
}

#[test]
fn a_page_moves_with_everything_that_names_it() {
    let book = book();
    let before = problems(&book);
    let said = mv(&book, &["src/patterns/retry.md", "src/more/again.md"]);
    assert!(said.starts_with("moved src/patterns/retry.md to src/more/again.md\n"), "{said}");
    assert_eq!(problems(&book), before);
    for file in [
        "src/more/again.md",
        "src/start.md",
        "src/SUMMARY.md",
        "src/patterns/timeout.md",
        "src/patterns/breaker.md",
        "src/patterns/sub/README.md",
    ] {
        insta::assert_snapshot!(file.replace(['/', '.'], "_"), read(&book, file));
    }
    assert!(!book.root().join("src/patterns/retry.md").exists());
}

#[test]
fn a_folder_moves_and_what_is_in_it_stays_as_it_is() {
    let book = book();
    let before = problems(&book);
    let inside = read(&book, "src/patterns/timeout.md");
    mv(&book, &["src/patterns", "src/deep/library", "--no-redirect"]);
    assert_eq!(problems(&book), before);
    assert_eq!(read(&book, "src/deep/library/timeout.md"), inside, "what is moved together needs no change");
    let start = read(&book, "src/start.md");
    assert!(
        start.contains("![i](deep/library/img/a.png)")
            && start.contains("{{#include deep/library/part.md:1:2}}"),
        "{start}"
    );
    assert!(
        start.contains("[d](/deep/library/retry.md)") && start.contains("`[code](patterns/retry.md)`"),
        "{start}"
    );
    assert!(read(&book, "src/deep/library/retry.md").contains("[out](../../../README.md) [gone](gone.md)"));
    assert!(read(&book, "src/deep/library/part.md").contains("{{#include img/a.png}}"));
}

#[test]
fn there_and_back_again_is_where_it_was_but_for_the_old_address() {
    let book = book();
    let files = [
        "src/start.md",
        "src/SUMMARY.md",
        "src/patterns/retry.md",
        "src/patterns/timeout.md",
        "src/patterns/sub/README.md",
    ];
    let before: Vec<String> = files.iter().map(|file| read(&book, file)).collect();
    mv(&book, &["src/patterns/retry.md", "src/retry.md", "--no-redirect"]);
    mv(&book, &["src/retry.md", "src/patterns/", "--no-redirect"]);
    for (file, before) in files.iter().zip(before) {
        assert_eq!(read(&book, file), before, "{file}");
    }
    mv(&book, &["src/patterns/retry.md", "src/retry.md"]);
    assert!(read(&book, "src/retry.md").contains("\nredirect_from: [patterns/retry.html]\n---\n"));
    mv(&book, &["src/retry.md", "src/patterns"]);
    assert!(
        read(&book, "src/patterns/retry.md").contains("\nredirect_from: [retry.html]\n---\n"),
        "{}",
        read(&book, "src/patterns/retry.md")
    );
}

#[test]
fn relations_lead_to_the_same_pages() {
    for (old, new) in [
        ("src/patterns/retry.md", "src/again.md"),
        ("src/start.md", "src/patterns/sub/start.md"),
        ("src/patterns/timeout.md", "src/patterns/sub/timeout.md"),
        ("src/patterns", "src/other"),
        ("src/patterns/sub", "src/sub"),
        ("src/patterns/img", "src/img"),
        ("src/patterns/img/a.png", "src/b.png"),
        ("src/patterns/part.md", "src/part.md"),
    ] {
        let book = book();
        let (before, related) = (problems(&book), relations(&book).matches("title").count());
        mv(&book, &[old, new, "--no-redirect"]);
        assert_eq!(
            problems(&book),
            before,
            "{old} {new}\n{}",
            read(&book, if old == "src/start.md" { new } else { "src/start.md" })
        );
        assert_eq!(relations(&book).matches("title").count(), related);
    }
}

#[test]
fn a_dry_run_shows_a_diff_and_changes_nothing() {
    let book = book();
    let (start, page) = (read(&book, "src/start.md"), read(&book, "src/patterns/retry.md"));
    let shown = run_in(&book, "src", &["mv", "patterns/retry.md", "again.md", "--dry-run"]).stdout;
    assert!(shown.starts_with("move patterns/retry.md to again.md\n"), "{shown}");
    for line in [
        "--- a/patterns/retry.md\n+++ b/again.md\n",
        "+[a](again.md) [b](./again.md#use)",
        "-- [Retry](./patterns/retry.md)\n+- [Retry](./again.md)\n",
    ] {
        assert!(shown.contains(line), "{line}\n{shown}");
    }
    assert_eq!((read(&book, "src/start.md"), read(&book, "src/patterns/retry.md")), (start, page));
}

#[test]
fn what_cannot_move_is_refused_and_stays() {
    let book = book();
    for (old, new, said) in [
        ("src/patterns/retry.md", "src/start.md", "src/start.md already exists; nothing was moved"),
        ("src/patterns", "src/patterns/sub/deeper", "src/patterns/sub/deeper is inside src/patterns"),
        ("src/patterns/retry.md", "src/retry", "src/retry is not the name of a page, which ends in `.md`"),
        ("src/patterns/retry.md", "elsewhere.md", "elsewhere.md is not in the folder of the pages, src"),
        ("README.md", "src/about.md", "README.md is not in the folder of the pages, src"),
        ("src/SUMMARY.md", "src/x.md", "src/SUMMARY.md is not in the folder of the pages, src"),
        ("src/none.md", "src/x.md", "there is no file or folder src/none.md"),
        // As links name it.
        (
            "patterns/retry.md",
            "x.md",
            "there is no file or folder patterns/retry.md; did you mean src/patterns/retry.md?",
        ),
    ] {
        let refused = run(&book, &["mv", old, new]);
        assert_eq!(
            (refused.code, refused.stderr.as_str()),
            (Some(2), format!("mdbook-patterns: {said}\n").as_str())
        );
    }
    assert!(book.root().join("src/patterns/retry.md").exists());
}

#[test]
fn what_mdbook_could_not_include_does_not_move() {
    let book = book();
    let refused = run(&book, &["mv", "src/patterns/part.md", "src/a part.md"]);
    assert_eq!(
        (refused.code, refused.stderr.as_str()),
        (
            Some(2),
            "mdbook-patterns: src/start.md: the page includes a file that would be `a part.md`, and mdBook includes no path with a space\n"
        )
    );
    assert!(book.root().join("src/patterns/part.md").exists());
    let refused = run(&book, &["mv", "src/patterns", "src/the patterns"]);
    assert!(refused.stderr.contains("`the patterns/part.md`"), "{}", refused.stderr);
}

#[cfg(unix)]
#[test]
fn a_link_does_not_move_and_what_it_leads_to_stays() {
    let book = TestBook::new()
        .summary("# Summary\n\n- [A](a.md)\n- [L](deep/link.md)\n")
        .file("src/a.md", "# A\n")
        .file("real.md", "# L\n")
        .file("src/deep/b.txt", "b")
        .write();
    std::os::unix::fs::symlink("../../real.md", book.root().join("src/deep/link.md")).unwrap();
    for (old, new) in [("src/deep/link.md", "src/l.md"), ("src/deep", "src/shallow/deep")] {
        let refused = run(&book, &["mv", old, new]);
        assert_eq!(
            (refused.code, refused.stderr.as_str()),
            (
                Some(2),
                "mdbook-patterns: src/deep/link.md: this is a symbolic link to `../../real.md`, and symbolic links cannot move\n"
            ),
            "{old}"
        );
    }
    assert_eq!((read(&book, "real.md"), read(&book, "src/deep/link.md")), ("# L\n".into(), "# L\n".into()));
}

#[cfg(unix)]
#[test]
fn a_folder_that_is_a_link_does_not_move() {
    let book = TestBook::new()
        .summary("# Summary\n\n- [A](a.md)\n- [B](ldir/b.md)\n")
        .file("src/a.md", "# A\n")
        .file("shared/b.md", "# B\n")
        .write();
    std::os::unix::fs::symlink("../shared", book.root().join("src/ldir")).unwrap();
    for old in ["src/ldir", "src/ldir/"] {
        let refused = run(&book, &["mv", old, "src/other"]);
        assert_eq!(
            (refused.code, refused.stderr.as_str()),
            (
                Some(2),
                "mdbook-patterns: src/ldir: this is a symbolic link to `../shared`, and symbolic links cannot move\n"
            )
        );
    }
    assert!(book.root().join("src/ldir").is_symlink());
    assert_eq!(read(&book, "shared/b.md"), "# B\n");
}

#[cfg(unix)]
#[test]
fn what_a_link_leads_to_does_not_move() {
    let book = TestBook::new()
        .summary("# Summary\n\n- [A](a.md)\n- [L](link.md)\n- [B](far/b.md)\n- [C](c.md)\n")
        .file("src/a.md", "# A\n")
        .file("src/c.md", "# C\n")
        .file("src/near/b.md", "# B\n")
        .write();
    for (to, link) in [("a.md", "link.md"), ("near", "far"), (".", "loop")] {
        std::os::unix::fs::symlink(to, book.root().join("src").join(link)).unwrap();
    }
    for (old, new, link, to) in [
        ("src/a.md", "src/d/a.md", "link.md", "a.md"),
        ("src/near/b.md", "src/b.md", "far", "near"),
        ("src/near", "src/there", "far", "near"),
    ] {
        let refused = run(&book, &["mv", old, new]);
        let error = format!(
            "mdbook-patterns: src/{link}: this is a symbolic link to `{to}`, and what it leads to would move away\n"
        );
        assert_eq!((refused.code, refused.stderr), (Some(2), error), "{old}");
        assert!(book.root().join(old).exists() && !book.root().join(new).exists());
    }
    mv(&book, &["src/c.md", "src/d/c.md"]);
}

#[test]
fn line_ends_and_marks_stay() {
    let book = TestBook::new()
        .summary("\u{feff}# Summary\r\n\r\n- [A](a.md)\r\n- [B](b.md)\r\n")
        .file("src/a.md", "\u{feff}---\r\ntitle: A\r\n---\r\n# A\r\n\r\n[b](b.md) 😀 [b](b.md)\r\n")
        .file("src/b.md", "\u{feff}# B\r\n")
        .write();
    mv(&book, &["src/b.md", "src/x y/ü.md"]);
    assert_eq!(
        read(&book, "src/a.md"),
        "\u{feff}---\r\ntitle: A\r\n---\r\n# A\r\n\r\n[b](x%20y/ü.md) 😀 [b](x%20y/ü.md)\r\n"
    );
    assert_eq!(read(&book, "src/x y/ü.md"), "\u{feff}---\r\nredirect_from: [b.html]\r\n---\r\n\r\n# B\r\n");
    assert_eq!(
        read(&book, "src/SUMMARY.md"),
        "\u{feff}# Summary\r\n\r\n- [A](a.md)\r\n- [B](x%20y/ü.md)\r\n"
    );
}

#[test]
fn who_still_names_the_old_place_of_a_page_is_told_the_new_one_and_fixed() {
    let book = TestBook::new()
        .page("new/place.md", "---\ntitle: Place\nid: place\nredirect_from: [old/spot.html]\n---\n# Place\n\n## Use\n")
        .page("a.md", "---\ntitle: A\nrelated: [spot, old/spot.md]\n---\n# A\n\n[x](old/spot.md) [y](old/spot.html#use) [z](/old/spot.md) ![i](old/spot.png)\n")
        .write();
    let found = run(&book, &["check", "--format", "github"]).stdout;
    assert_eq!(found.matches("is the old address of a page").count(), 3, "{found}");
    assert_eq!(found.matches(", as its `redirect_from` says").count(), 2, "{found}");
    run(&book, &["check", "--fix", "--force"]);
    assert_eq!(
        read(&book, "src/a.md"),
        "---\ntitle: A\nrelated: [place, new/place.md]\n---\n# A\n\n[x](new/place.md) [y](new/place.md#use) [z](new/place.md) ![i](old/spot.png)\n"
    );
}

#[test]
fn an_index_page_keeps_its_links_and_its_includes() {
    let index =
        "---\ntitle: Index\ntype: pattern\n---\n# Index\n\n[r](../../retry.md)\n\n{{#include ../part.md}}\n";
    for name in ["README.md", "readme.md", "index.md"] {
        let book = TestBook::new()
            .summary(&format!("# Summary\n\n- [Index](a/sub/{name})\n- [Retry](retry.md)\n"))
            .file(&format!("src/a/sub/{name}"), index)
            .file("src/a/part.md", "Part.\n")
            .file("src/retry.md", "# Retry\n")
            .write();
        let before = problems(&book);
        mv(&book, &["src/a/sub", "src/sub"]);
        let after = read(&book, &format!("src/sub/{name}"));
        assert!(after.contains("[r](../retry.md)") && after.contains("{{#include ../a/part.md}}"), "{after}");
        assert!(after.contains("redirect_from: [a/sub/index.html]"), "{after}");
        assert_eq!(problems(&book), before);
    }
}

#[test]
fn old_line_ends_stay_where_nothing_changes() {
    let book = TestBook::new()
        .file("src/SUMMARY.md", "# Summary\n\n- [A](a.md)\n- [B](b.md)\n")
        .file("src/a.md", "# A\rone\r\r[b](b.md)\r")
        .file("src/b.md", "# B\n")
        .write();
    mv(&book, &["src/b.md", "src/c/b.md", "--no-redirect"]);
    assert_eq!(read(&book, "src/a.md"), "# A\rone\r\r[b](c/b.md)\r");
}

#[test]
fn a_summary_that_cannot_be_read_moves_and_renames_nothing() {
    let page = "---\ntitle: A\ntype: pattern\ntags: [k8s]\n---\n# A\n";
    for summary in [
        &b"# Summary\n\n- [A](a.md)\n\n# Part\n\n-- [B\n  broken](\n- a\n- [A](a.md)\n"[..],
        b"# S\n\n- [\xff](a.md)\n",
    ] {
        let book = TestBook::new()
            .config("[preprocessor.patterns.taxonomy.tags]\nterms = [\"k8s\"]")
            .file("src/a.md", page)
            .write();
        fs::write(book.root().join("src/SUMMARY.md"), summary).unwrap();
        let toml = read(&book, "book.toml");
        for args in [
            &["mv", "src/a.md", "src/b.md"][..],
            &["rename-term", "tags", "k8s", "kubernetes"],
            &["stats"],
            &["graph"],
            &["list"],
        ] {
            let refused = run(&book, args);
            assert_eq!((refused.code, refused.stdout.as_str()), (Some(2), ""), "{args:?}");
            assert!(refused.stderr.contains("SUMMARY.md"), "{args:?}: {}", refused.stderr);
        }
        assert_eq!((read(&book, "src/a.md"), read(&book, "book.toml")), (page.to_owned(), toml));
    }
}

#[test]
fn book_toml_that_names_the_old_path_is_said() {
    let book = TestBook::new()
        .config("[output.html.redirect]\n\"/x.html\" = \"b.html\"")
        .page("a.md", "# A\n")
        .page("b.md", "# B\n")
        .write();
    let at = read(&book, "book.toml").lines().position(|line| line.contains("b.html")).unwrap() + 1;
    let said = mv(&book, &["src/b.md", "src/c.md"]);
    let line = format!("book.toml:{at} still names b.md; edit it by hand if it means this file\n");
    assert!(said.ends_with(&line), "{said}");
}

#[test]
fn links_in_the_text_of_fields_follow() {
    let page = "---\ntitle: A\ndescription: See [b](b.md#x), [b](<b.md>) and [web](https://x.y/b.md).\nquote: {text: \"After [b](b.md)\", by: Ann}\nrelated:\n  b.md: \"As [b](b.md \\\"t\\\") says, not b.md\"\nproblem: |\n  Long, as\n      [gone](gone.md) and [b](b.md).\n---\n# A\n";
    let book = TestBook::new()
        .summary("# Summary\n\n- [A](a.md)\n- [B](b.md)\n")
        .file("src/a.md", page)
        .file("src/b.md", "+++\ndescription = 'Before [a](a.md).'\n+++\n# B\n\n## X\n")
        .write();
    let before = problems(&book);
    mv(&book, &["src/b.md", "src/in/c.md", "--no-redirect"]);
    let moved =
        page.replace("(b.md", "(in/c.md").replace("(<b.md", "(<in/c.md").replace("  b.md: ", "  in/c.md: ");
    assert_eq!(read(&book, "src/a.md"), moved);
    assert_eq!(read(&book, "src/in/c.md"), "+++\ndescription = 'Before [a](../a.md).'\n+++\n# B\n\n## X\n");
    assert_eq!(problems(&book), before);
}

#[test]
fn names_in_tables_and_in_toml_follow_and_nothing_else_changes() {
    let toml = "+++\r\ntitle = \"A\"\r\nrelated = [\r\n  \"b.md\", # one\r\n  \"../c.md\"\r\n]\r\nredirect_from = [\"x.html\"] # old\r\n+++\r\n# A\r\n\r\n[b](b.md)\r\n";
    let yaml = "---\ntitle: B\nrelated:\n  - {path: a.md, why: a.md is near}\n  - why: first\n    path: ../c.md\nprerequisites:\n  id: a.md\n  why: it comes first\n---\n# B\n";
    let book = TestBook::new()
        .summary("# Summary\n\n- [A](in/a.md)\n- [B](in/b.md)\n- [C](c.md)\n")
        .file("src/in/a.md", toml)
        .file("src/in/b.md", yaml)
        .file("src/c.md", "# C\n")
        .write();
    let before = problems(&book);
    mv(&book, &["src/in/a.md", "src/out/deep/d.md"]);
    assert_eq!(
        read(&book, "src/out/deep/d.md"),
        toml.replace("\"b.md\"", "\"../../in/b.md\"")
            .replace("../c.md", "../../c.md")
            .replace("[\"x.html\"]", "[\"x.html\", \"in/a.html\"]")
            .replace("(b.md)", "(../../in/b.md)")
    );
    assert_eq!(
        read(&book, "src/in/b.md"),
        yaml.replace("path: a.md", "path: ../out/deep/d.md").replace("id: a.md", "id: ../out/deep/d.md")
    );
    assert_eq!(problems(&book), before);
}

#[test]
fn a_book_whose_pages_lie_beside_book_toml_is_like_any_other() {
    for src in [".", "./", "./pages", "pages/"] {
        let folder = src.trim_start_matches("./").trim_end_matches('/').trim_matches('.');
        let at = |file: &str| if folder.is_empty() { file.to_owned() } else { format!("{folder}/{file}") };
        let book = TestBook::new()
            .file(&at("SUMMARY.md"), "# Summary\n\n- [A](a.md)\n- [B](b.md)\n")
            .file(&at("a.md"), "# A\n\n[b](b.md)\n")
            .file(&at("b.md"), "---\ntags: x\nrelated: a.md\n---\n# B\n\n[a](a.md)\n")
            .write();
        let toml = read(&book, "book.toml").replace("[book]\n", &format!("[book]\nsrc = \"{src}\"\n"));
        fs::write(book.root().join("book.toml"), toml).unwrap();
        let before = problems(&book);
        mv(&book, &[&at("a.md"), &at("in/c.md")]);
        assert_eq!(
            read(&book, &at("b.md")),
            "---\ntags: x\nrelated: in/c.md\n---\n# B\n\n[a](in/c.md)\n",
            "{src}"
        );
        assert!(read(&book, &at("in/c.md")).ends_with("# A\n\n[b](../b.md)\n"), "{src}");
        assert!(read(&book, &at("SUMMARY.md")).contains("(in/c.md)"), "{src}");
        run(&book, &["rename-term", "tags", "x", "new"]);
        assert!(read(&book, &at("b.md")).contains("tags: new"), "{src}");
        assert_eq!(problems(&book), before, "{src}");
        fs::write(book.root().join(at("b.md")), "# B\n\n[a](gone.md)\n").unwrap();
        let found = run(&book, &["check", &at("b.md"), "--format", "github"]).stdout;
        assert!(found.starts_with(&format!("::warning file={},line=3", at("b.md"))), "{src} {found}");
    }
}

/// In all forms of a value; an address of another site and a path from the root of the book stay.
#[test]
fn the_picture_of_a_page_follows_it() {
    let moved = |written: &str| {
        let text = |image: &str| format!("---\ntitle: A\nimage: {image}\n---\n# A\n");
        let book = TestBook::new().file("src/pic é.png", "png").page("a.md", &text(written)).write();
        mv(&book, &["src/a.md", "src/deep/a.md"]);
        let text = read(&book, "src/deep/a.md");
        let line = text.lines().find_map(|line| line.strip_prefix("image: ")).unwrap().to_owned();
        (line, problems(&book).join("\n"))
    };
    for (written, wanted) in [
        ("pic é.png", "../pic é.png"),
        ("'./pic é.png' # drawn by Ann", "'../pic é.png' # drawn by Ann"),
        ("\"pic%20é.png\"", "\"../pic%20é.png\""),
        ("/pic é.png", "/pic é.png"),
        ("https://example.org/pic.png", "https://example.org/pic.png"),
    ] {
        let (line, problems) = moved(written);
        assert_eq!(line, wanted);
        assert!(!problems.contains("P0804"), "{problems}");
    }
    let (line, problems) = moved("none.png");
    assert_eq!(line, "none.png");
    assert!(problems.contains("there is no image `none.png`"), "{problems}");
}

#[test]
fn code_and_comments_of_front_matter_are_the_authors() {
    let page = "---\ntitle: A\n# see [b](b.md)\ndescription: \"Write `[b](b.md)` for [b](b.md).\"\n---\n# A\n\n`[b](b.md)`\n";
    let book = TestBook::new().page("a.md", page).page("b.md", "# B\n").write();
    mv(&book, &["src/b.md", "src/c.md"]);
    assert_eq!(read(&book, "src/a.md"), page.replace("for [b](b.md)", "for [b](c.md)"));
}

/// Links of wikis, with titles and with spaces in a directive are names like others.
#[test]
fn names_follow_in_each_form_that_is_read() {
    let text = "---\nrelated: [\"[[sub/deep|Deep]]\", '[D](sub/deep.md \"tip\")']\n---\n# A\n\n{{ #include sub/deep.md }}\n";
    let book = TestBook::new().page("a.md", text).page("sub/deep.md", "# Deep\n\nText.\n").write();
    mv(&book, &["src/sub/deep.md", "src/x/deep.md"]);
    assert_eq!(read(&book, "src/a.md"), text.replace("sub/deep", "x/deep"));
}

#[test]
fn no_page_takes_the_place_of_the_page_of_a_folder() {
    let book = TestBook::new()
        .summary("# Summary\n\n- [A](README.md)\n- [B](b.md)\n- [C](c/x.md)\n- [D](d/index.md)\n")
        .file("src/README.md", "# A\n\n[c](c/x.md)\n")
        .file("src/b.md", "# B\n")
        .file("src/c/x.md", "# C\n")
        .file("src/d/index.md", "# D\n")
        .write();
    for (old, new, said) in [
        (
            "src/b.md",
            "src/index.md",
            "src/index.md: mdBook makes one page of this file and of `src/README.md`, so that one of them would be lost",
        ),
        (
            "src/b.md",
            "src/d/readme.md",
            "src/d/readme.md: mdBook makes one page of this file and of `src/d/index.md`, so that one of them would be lost",
        ),
        (
            "src/b.md",
            "src/b#1.md",
            "src/b#1.md: a page cannot be called so: in links, `#` means something else",
        ),
        (
            "src/b.md",
            "src/100%.md",
            "src/100%.md: a page cannot be called so: in links, `%` means something else",
        ),
        ("src/c", "src/c?", "src/c?/x.md: a page cannot be called so: in links, `?` means something else"),
    ] {
        let refused = run(&book, &["mv", old, new]);
        let said = format!("mdbook-patterns: {said}\n");
        assert_eq!((refused.code, refused.stderr), (Some(2), said), "{new}");
    }
    // The page of a folder may get its other name.
    assert_eq!(run(&book, &["mv", "src/d/index.md", "src/d/README.md"]).code, Some(0));
    // mdBook makes `index.html` of it, and that is what pages link and the old address leads to.
    assert!(!read(&book, "src/d/README.md").contains("redirect_from"));
    assert_eq!(run(&book, &["mv", "src/c/x.md", "src/c/README.md"]).code, Some(0));
    assert!(read(&book, "src/SUMMARY.md").contains("- [C](c/README.md)\n"));
    assert!(read(&book, "src/README.md").contains("[c](c/index.md)"));
    assert!(read(&book, "src/c/README.md").contains("redirect_from: [c/x.html]"));
    // What mdBook reads as it is stands in its list as it is.
    assert_eq!(run(&book, &["mv", "src/b.md", "src/b & c, d (1).md"]).code, Some(0));
    assert!(read(&book, "src/SUMMARY.md").contains("- [B](b%20&%20c,%20d%20(1).md)\n"));
    assert!(problems(&book).is_empty(), "{:?}", problems(&book));
}

#[test]
fn links_to_a_folder_follow_it_and_its_page() {
    let book = || {
        TestBook::new()
            .summary("# Summary\n\n- [A](a.md)\n- [S](sub/README.md)\n- [X](sub/x.md)\n")
            .file("src/a.md", "# A\n\n[s](sub/) [i](sub/index.md#s) [x](sub/x.md)\n")
            .file("src/sub/README.md", "# S\n")
            .file("src/sub/x.md", "# X\n\n[s](./) [t](../sub/)\n")
            .write()
    };
    for (old, new, a, x) in [
        (
            "src/sub",
            "src/sub two",
            "[s](sub%20two/) [i](sub%20two/index.md#s) [x](sub%20two/x.md)",
            "[s](./) [t](./)",
        ),
        ("src/sub/README.md", "src/s.md", "[s](s.md) [i](s.md#s) [x](sub/x.md)", "[s](../s.md) [t](../s.md)"),
        (
            "src/sub/README.md",
            "src/t/README.md",
            "[s](t/) [i](t/index.md#s) [x](sub/x.md)",
            "[s](../t/) [t](../t/)",
        ),
        (
            "src/sub/README.md",
            "src/sub/index.md",
            "[s](sub/) [i](sub/index.md#s) [x](sub/x.md)",
            "[s](./) [t](../sub/)",
        ),
    ] {
        let book = book();
        let moved = run(&book, &["mv", old, new]);
        assert_eq!(moved.code, Some(0), "{}", moved.stderr);
        assert_eq!(read(&book, "src/a.md").lines().last(), Some(a), "{new}");
        let page = if new == "src/sub two" { "src/sub two/x.md" } else { "src/sub/x.md" };
        assert_eq!(read(&book, page).lines().last(), Some(x), "{new}");
    }
}

#[test]
fn links_in_parts_follow_where_they_can() {
    let part = "[t](../t.md#x) ![p](../p.png) [d] <a href=\"../t.md\">t</a> `[t](../t.md)`\n\n[d]: ../t.md\n";
    let book = || {
        TestBook::new()
            .summary("# Summary\n\n- [T](t.md)\n- [A](one/a.md)\n- [B](two/b.md)\n")
            .file("src/t.md", "# T\n")
            .file("src/p.png", "p")
            .file("src/one/a.md", "# A\n\n{{#include ../parts/outer.md}}\n")
            .file("src/two/b.md", "# B\n\n{{#include ../parts/inner.md}}\n")
            .file("src/parts/outer.md", "{{#include inner.md}}\n")
            .file("src/parts/inner.md", part)
            .write()
    };
    let moved = book();
    let said = run(&moved, &["mv", "src/t.md", "src/three/u v.md"]).stdout;
    assert!(said.contains("changed src/parts/inner.md\n"), "{said}");
    assert_eq!(
        read(&moved, "src/parts/inner.md"),
        "[t](../three/u%20v.md#x) ![p](../p.png) [d] <a href=\"../three/u%20v.md\">t</a> `[t](../t.md)`\n\n[d]: ../three/u%20v.md\n"
    );
    // Both pages would need a link of their own.
    let moved = book();
    let said = run(&moved, &["mv", "src/one/a.md", "src/a.md"]).stdout;
    assert_eq!(read(&moved, "src/parts/inner.md"), part);
    let line = |link: &str, line: usize| {
        format!(
            "src/parts/inner.md:{line} links {link}, which must differ for the pages that include it; edit it by hand\n"
        )
    };
    let expected = line("../t.md#x", 1) + &line("../p.png", 1) + &line("../t.md", 1) + &line("../t.md", 3);
    assert!(said.ends_with(&expected), "{said}");
}

#[cfg(target_os = "linux")]
#[test]
fn a_name_in_other_case_is_another_name_where_files_have_it() {
    let book = TestBook::new().page("a.md", "# A\n").page("A.md", "# B\n").write();
    let refused = run(&book, &["mv", "src/a.md", "src/A.md"]);
    assert_eq!(
        (refused.code, refused.stderr.as_str()),
        (Some(2), "mdbook-patterns: src/A.md already exists; nothing was moved\n")
    );
    assert_eq!(run(&book, &["mv", "src/a.md", "src/B.md"]).code, Some(0));
    assert_eq!(run(&book, &["mv", "src/B.md", "src/b.md"]).code, Some(0));
    assert!(read(&book, "src/b.md").contains("redirect_from: [a.html, B.html]"));
}

/// A book with pages in two folders and parts.
fn book_with_parts(one: &str, two: &str, parts: &[(&str, &str)]) -> Built {
    let book = TestBook::new()
        .summary("# Summary\n\n- [T](t.md)\n- [A](one/a.md)\n- [B](two/b.md)\n")
        .file("src/t.md", "# T\n")
        .file("src/one/a.md", format!("# A\n\n{one}\n"))
        .file("src/two/b.md", format!("# B\n\n{two}\n"));
    parts.iter().fold(book, |book, (path, text)| book.file(path, *text)).write()
}

/// What is included in code is shown as it is, so that its links are text.
#[test]
fn what_a_page_shows_as_code_stays() {
    let example = "Write x, then [t](../t.md)\n";
    for shown in ["```md\n{{#include ../ex/example.md}}\n```", "`{{#include ../ex/example.md}}`"] {
        let book = book_with_parts(shown, "", &[("src/ex/example.md", example)]);
        let said = mv(&book, &["src/one/a.md", "src/deep/er/a.md"]);
        assert_eq!(read(&book, "src/ex/example.md"), example, "{shown}");
        assert!(!said.contains("example"), "{said}");
        // The page still includes it.
        assert!(read(&book, "src/deep/er/a.md").contains("{{#include ../../ex/example.md}}"), "{shown}");
    }
    // Nor does a part make a page of an example that it shows.
    let parts = [("src/ex/outer.md", "```\n{{#include example.md}}\n```\n"), ("src/ex/example.md", example)];
    let book = book_with_parts("{{#include ../ex/outer.md}}", "", &parts);
    mv(&book, &["src/one/a.md", "src/deep/er/a.md"]);
    assert_eq!(read(&book, "src/ex/example.md"), example);
}

#[test]
fn a_part_has_the_links_of_the_lines_that_a_page_includes() {
    let part = "[t](../t.md)\n<!-- ANCHOR: x -->\n[t](../t.md)\n<!-- ANCHOR_END: x -->\n[t](../t.md)\n";
    let changed = |at: &[usize]| {
        let line = |(nth, line): (usize, &str)| match at.contains(&(nth + 1)) {
            true => line.replace("../t.md", "../../t.md"),
            false => line.to_owned(),
        };
        part.split_inclusive('\n').enumerate().map(line).collect::<String>()
    };
    for (one, two, edited) in
        [(":1", ":2:", &[1][..]), (":2:4", ":1", &[3]), (":x", "::2", &[3]), (":4:", ":1:3", &[5])]
    {
        let include = |lines: &str| format!("{{{{#include ../p/p.md{lines}}}}}");
        let book = book_with_parts(&include(one), &include(two), &[("src/p/p.md", part)]);
        let said = mv(&book, &["src/one/a.md", "src/deep/er/a.md"]);
        assert_eq!(read(&book, "src/p/p.md"), changed(edited), "{one} {two}");
        assert!(!said.contains("must differ"), "{said}");
    }
}

#[test]
fn links_in_parts_that_are_not_edited_are_said() {
    let include = "{{#include ../p/p.md}} {{#include ../p/p.inc}} {{#include ../p/p.markdown}} {{#include ../../shared/p.md}}";
    let escaped = "[x](../t\\.md) [y](../t.md?x&amp;y) [z][d]\n\n[d]: ../t\\.md\n";
    let other = "Text.\n\n[t](../t.md) {{#include ../t.md}}\n";
    let book = book_with_parts(
        include,
        "",
        &[
            ("src/p/p.md", escaped),
            ("src/p/p.inc", other),
            ("src/p/p.markdown", "[t](../t.md)\n"),
            ("shared/p.md", "[t](../t.md)\n"),
        ],
    );
    let said = mv(&book, &["src/t.md", "src/new.md", "--no-redirect"]);
    let by_hand = |place: &str, link: &str, new: &str| {
        format!(
            "{place} still links {link}, and only .md files in the folder of the pages are edited; write {new} by hand\n"
        )
    };
    let with_escapes = |place: &str, link: &str, new: &str| {
        format!("{place} still has {link}, whose address is written with escapes; write {new} by hand\n")
    };
    for line in [
        with_escapes("src/p/p.md:1", "[x](../t\\.md)", "../new.md"),
        with_escapes("src/p/p.md:1", "[y](../t.md?x&amp;y)", "../new.md?x&y"),
        with_escapes("src/p/p.md:1", "[z][d]", "../new.md"),
        by_hand("src/p/p.inc:3", "../t.md", "../new.md"),
        by_hand("src/p/p.markdown:1", "../t.md", "../new.md"),
        by_hand("shared/p.md:1", "../t.md", "../new.md"),
    ] {
        assert!(said.contains(&line), "{line}\n{said}");
    }
    assert_eq!(said.matches("src/p/p.inc:3 still links ../t.md").count(), 2, "{said}");
    assert_eq!((read(&book, "src/p/p.md"), read(&book, "src/p/p.inc")), (escaped.into(), other.into()));
    // On a page, too.
    let page = "# A\n\n[x](b\\.md)\n";
    let book = TestBook::new().page("a.md", page).page("b.md", "# B\n").write();
    let said = mv(&book, &["src/b.md", "src/c.md"]);
    assert!(said.ends_with(&with_escapes("src/a.md:3", "[x](b\\.md)", "c.md")), "{said}");
    assert_eq!(read(&book, "src/a.md"), page);
}

#[test]
fn names_that_would_break_the_summary_are_refused() {
    let book = TestBook::new().page("a.md", "# A\n\n[b](b.md)\n").page("b.md", "# B\n").write();
    for (name, sign) in [("a(1.md", "("), ("a)1.md", ")"), ("a&copy;b.md", "&copy;"), ("a&#65;b.md", "#")] {
        let refused = run(&book, &["mv", "src/b.md", &format!("src/{name}")]);
        let said = format!(
            "mdbook-patterns: src/{name}: a page cannot be called so: in links, `{sign}` means something else\n"
        );
        assert_eq!((refused.code, refused.stderr), (Some(2), said));
    }
    mv(&book, &["src/b.md", "src/a (1) & b.md"]);
    assert!(problems(&book).is_empty(), "{:?}", problems(&book));
}

#[test]
fn the_root_of_the_book_is_found_from_a_folder_that_moves() {
    let book = TestBook::new()
        .page("index.md", "# Home\n")
        .page("sub/x.md", "# X\n\n[h](..) [h](../) [h](../index.md)\n")
        .write();
    mv(&book, &["src/sub", "src/deep/sub", "--no-redirect"]);
    assert_eq!(read(&book, "src/deep/sub/x.md"), "# X\n\n[h](../..) [h](../../) [h](../../index.md)\n");
}

#[test]
fn a_footnote_is_no_definition() {
    let page = "# A\n\nText.[^1] [b][r]\n\n[^1]: b.md\n\n[r]: b.md\n";
    let parts = [("src/p.md", "Text.[^1]\n\n[^1]: t.md\n")];
    let book = TestBook::new().page("a.md", page).page("b.md", "# B\n").write();
    mv(&book, &["src/b.md", "src/c.md"]);
    assert_eq!(read(&book, "src/a.md"), page.replace("[r]: b.md", "[r]: c.md"));
    let book = book_with_parts("{{#include ../p.md}}", "", &parts);
    mv(&book, &["src/t.md", "src/u.md"]);
    assert_eq!(read(&book, "src/p.md"), parts[0].1);
}

/// Many pages with one part of many links, and a chain of parts.
#[test]
fn a_move_takes_as_long_as_its_book_is_large() {
    let time = |book: &Built| {
        let start = std::time::Instant::now();
        mv(book, &["src/t.md", "src/u.md", "--no-redirect"]);
        start.elapsed()
    };
    let pages = |include: &str| {
        let list: String = (0..600).map(|n| format!("- [P](p{n}.md)\n")).collect();
        let book =
            TestBook::new().summary(&format!("# Summary\n\n- [T](t.md)\n{list}")).file("src/t.md", "# T\n");
        (0..600).fold(book, |book, n| book.file(&format!("src/p{n}.md"), format!("# P\n\n{include}\n")))
    };
    let plain = time(&pages("Text.").write());
    let links =
        pages("{{#include part.inc.md}}").file("src/part.inc.md", "[t](t.md) [g](gone.md)\n".repeat(600));
    let links = time(&links.write());
    let chain = (0..600).fold(pages("{{#include c/c0.md}}"), |book, n| {
        book.file(&format!("src/c/c{n}.md"), format!("{{{{#include c{}.md}}}}\n", n + 1))
    });
    let chain = time(&chain.write());
    for (what, found) in [("links", links), ("chain", chain)] {
        assert!(found < plain * 4 + std::time::Duration::from_secs(2), "{what}: {found:?}, not {plain:?}");
    }
}
