//! `migrate mkdocs` on sites that nobody would write, and folders that cannot be written.

use std::fs;

use crate::migrate::Site;

fn plain() -> Site {
    Site::new(&[("mkdocs.yml", "site_name: S\n"), ("docs/index.md", "# S\n"), ("docs/a.png", "x")])
}

/// What stands in the folder of the test.
fn names(site: &Site) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(site.path(""))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

#[test]
fn what_cannot_be_is_refused_and_nothing_is_written() {
    let site = plain();
    fs::create_dir(site.path("full")).unwrap();
    fs::write(site.path("full/x"), "").unwrap();
    fs::write(site.path("file"), "").unwrap();
    for (args, error) in [
        (["full", "--out", "book"], "there is no mkdocs.yml in full: name the folder that holds it"),
        (["none", "--out", "book"], "cannot read none: No such file or directory (os error 2)"),
        (["site", "--out", "full"], "full is not empty; name a folder that is not there yet"),
        (
            ["site", "--out", "site/book"],
            "site/book is inside the site, which is never written to; name a folder outside it",
        ),
        (
            ["site", "--out", "site"],
            "site is inside the site, which is never written to; name a folder outside it",
        ),
        (["site", "--out", "no/where"], "there is no folder no: No such file or directory (os error 2)"),
        (["site", "--out", "file"], "cannot write to file: Not a directory (os error 20)"),
        (["site", "--out", ".."], ".. cannot be the name of a new folder"),
    ] {
        let run = site.run(&args);
        assert_eq!((run.code, run.stderr), (Some(2), format!("mdbook-patterns: {error}\n")));
        assert_eq!(names(&site), ["file", "full", "site"]);
    }
}

#[test]
fn configurations_that_cannot_be_read_are_named() {
    for (config, error) in [
        ("site_name: [\n", "site/mkdocs.yml:1: unclosed bracket '['"),
        ("docs_dir: ../..\n", "`docs_dir: ../..` is not a folder inside site; nothing outside it is read"),
        ("docs_dir: /etc\n", "`docs_dir: /etc` is not a folder inside site; nothing outside it is read"),
        ("docs_dir: pages\n", "there is no folder site/pages, where the pages should be"),
    ] {
        let site = Site::new(&[("mkdocs.yml", config), ("docs/index.md", "# S\n")]);
        let run = site.migrate();
        assert_eq!(run.code, Some(2), "{config}");
        assert!(run.stderr.starts_with(&format!("mdbook-patterns: {error}")), "{}", run.stderr);
        assert_eq!(names(&site), ["site"]);
    }
}

#[test]
fn pages_that_are_no_text_are_named() {
    let site = plain();
    site.file("docs/bad.md", b"# \xff\xfe\n");
    let run = site.migrate();
    let error = "docs/bad.md is no UTF-8 text, which MkDocs and mdBook need; save it as UTF-8 first";
    assert_eq!((run.code, run.stderr), (Some(2), format!("mdbook-patterns: {error}\n")));
    assert_eq!(names(&site), ["site"]);
}

#[cfg(unix)]
#[test]
fn links_that_lead_out_or_in_circles_are_not_followed() {
    use std::os::unix::fs::symlink;
    let site = plain();
    fs::write(site.path("secret.md"), "# Secret\n").unwrap();
    symlink(site.path("site/docs"), site.path("site/docs/loop")).unwrap();
    symlink(site.path("secret.md"), site.path("site/docs/secret.md")).unwrap();
    symlink(site.path("nowhere"), site.path("site/docs/nowhere.md")).unwrap();
    site.file("README.md", b"# Read me\n");
    symlink(site.path("site/README.md"), site.path("site/docs/readme-of-the-site.md")).unwrap();
    let run = site.migrate();
    assert_eq!((run.code, run.stderr.as_str()), (Some(1), ""));
    for line in [
        "docs/loop  files not copied: is a symbolic link to a folder that it lies in; it was not followed",
        "docs/secret.md  files not copied: is a symbolic link that leads out of the site; it was not copied",
        "docs/nowhere.md  files not copied: cannot be read (No such file or directory (os error 2)); it was not copied",
    ] {
        assert!(run.stdout.contains(line), "{line} is not in {}", run.stdout);
    }
    assert_eq!(site.read("src/readme-of-the-site.md"), "# Read me\n");
    assert!(!site.path("book/src/secret.md").exists());
}

#[cfg(unix)]
#[test]
fn names_that_are_no_text_are_left_out() {
    use std::os::unix::ffi::OsStrExt;
    let site = plain();
    let name = std::ffi::OsStr::from_bytes(b"x\xff.png");
    fs::write(site.path("site/docs").join(name), "").unwrap();
    let run = site.migrate();
    assert_eq!(run.code, Some(1));
    assert!(run.stdout.contains("a name that is no UTF-8 text; the file was not copied"), "{}", run.stdout);
}

#[test]
fn an_empty_folder_gives_way_and_the_site_may_be_here() {
    let site = plain();
    fs::create_dir(site.path("book")).unwrap();
    assert_eq!(site.migrate().code, Some(0));
    assert_eq!(names(&site), ["book", "site"], "nothing half-written is left");
}

#[test]
fn files_of_the_names_that_mdbook_has_are_renamed() {
    let site = Site::new(&[
        ("mkdocs.yml", "site_name: S\n"),
        ("docs/README.md", "# S\n\n[x](SUMMARY.md) [y](sub/README.md) [z](old.markdown)\n"),
        ("docs/SUMMARY.md", "# A summary\n"),
        ("docs/old.markdown", "# Old\n"),
        ("docs/sub/README.md", "# Sub\n"),
        ("docs/sub/index.md", "# Sub's index\n"),
    ]);
    let run = site.migrate();
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""), "{}", run.stdout);
    assert_eq!(site.read("src/README.md"), "# S\n\n[x](summary-page.md) [y](sub/index.md) [z](old.md)\n");
    assert_eq!(site.read("src/summary-page.md"), "# A summary\n");
    assert!(!site.path("book/src/sub/README.md").exists());
}

#[test]
fn bombs_and_deep_navigation_end() {
    let deep = format!("site_name: S\nnav: {}\n", "[".repeat(5_000));
    let site = Site::new(&[("mkdocs.yml", &deep), ("docs/index.md", "# S\n")]);
    assert_eq!(site.migrate().code, Some(2));
}

#[test]
fn signs_in_titles_and_values_stay_text() {
    let site = Site::new(&[
        ("mkdocs.yml", "site_name: \"a\\\"b\\n[x]\"\nnav:\n  - \"[x](y) `z` <b>\": index.md\n"),
        ("docs/index.md", "# S\n"),
    ]);
    assert_eq!(site.migrate().code, Some(0));
    let book: toml::Table = site.read("book.toml").parse().unwrap();
    assert_eq!(book["book"]["title"].as_str(), Some("a\"b\n[x]"));
    assert_eq!(site.read("src/SUMMARY.md"), "# Summary\n\n- [\\[x\\](y) \\`z\\` \\<b>](index.md)\n");
}

#[test]
fn containers_of_any_depth_are_read() {
    let yaml = "site_name: S\nmarkdown_extensions:\n  - md_in_html\n  - admonition\n";
    for page in [
        "<div markdown>\n".repeat(5_000),
        "text\n<div markdown>\n".repeat(200),
        format!("{}x\n", "> ".repeat(5_000)),
        format!("{}x{}\n", "[".repeat(5_000), "](a)".repeat(5_000)),
    ] {
        let site = Site::new(&[("mkdocs.yml", yaml), ("docs/index.md", &format!("# S\n\n{page}"))]);
        let run = site.migrate();
        // Faults are no end: the book is there.
        assert!(matches!(run.code, Some(0 | 1)), "{:?} {}", run.code, run.stderr);
        assert!(site.path("book/src/SUMMARY.md").exists(), "{}", run.stdout);
    }
}

/// Each of these took the square of its length, or the stack.
#[test]
fn many_signs_on_a_line_end() {
    let yml = "site_name: S\nmarkdown_extensions:\n  - pymdownx.magiclink\n  - md_in_html\n";
    let comments = format!("- a\n\n    <div>x {}</div>", "<!--x-->".repeat(60_000));
    for text in [
        comments,
        "[a](b ".repeat(20_000),
        "a.".repeat(20_000),
        "a.b-c_d+".repeat(8_000),
        "\"".repeat(20_000),
    ] {
        let page = format!("# T\n\n{text}\n");
        let site = Site::new(&[("mkdocs.yml", yml), ("docs/index.md", &page)]);
        let run = site.migrate();
        assert!(matches!(run.code, Some(0 | 1)), "{}\n{}", run.stdout, run.stderr);
    }
}

#[test]
fn a_line_of_thousands_of_tags_has_an_end() {
    for tags in ["<p>*x*</p>".repeat(8_000), format!("{}*y*", "<p>x</p>".repeat(8_000))] {
        let text = format!("# S\n\n- a\n\n    {tags}\n");
        let site = Site::new(&[("mkdocs.yml", "site_name: S\n"), ("docs/index.md", &text)]);
        let run = site.migrate();
        assert!(matches!(run.code, Some(0 | 1)), "{:?} {}", run.code, run.stderr);
    }
}
