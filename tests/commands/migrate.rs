//! `migrate mkdocs`: a site made of Material's own features becomes a book that builds without a warning, and whose
//! links lead somewhere.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

use crate::support::{Built, Run, TestBook};

/// A folder with a site in it.
pub(crate) struct Site {
    folder: TempDir,
}

impl Site {
    /// The files of a folder `site`.
    pub(crate) fn new(files: &[(&str, &str)]) -> Self {
        let site = Self { folder: tempfile::tempdir().unwrap() };
        files.iter().for_each(|(path, text)| site.file(path, text.as_bytes()));
        site
    }

    /// One more file.
    pub(crate) fn file(&self, path: &str, content: &[u8]) {
        let path = self.path("site").join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }

    pub(crate) fn path(&self, below: &str) -> PathBuf {
        self.folder.path().canonicalize().unwrap().join(below)
    }

    pub(crate) fn run(&self, args: &[&str]) -> Run {
        // A program that draws diagrams is installed on some machines only.
        let path = if cfg!(unix) { [("PATH", "/usr/bin:/bin")].as_slice() } else { &[] };
        self.run_with(args, path)
    }

    /// Migrates where other programs are looked for in one folder, and in those of the system.
    pub(crate) fn migrate_with_path(&self, folder: &str) -> Run {
        self.run_with(&["site", "--out", "book"], &[("PATH", &format!("{folder}:/usr/bin:/bin"))])
    }

    fn run_with(&self, args: &[&str], variables: &[(&str, &str)]) -> Run {
        let mut command = Command::new(env!("CARGO_BIN_EXE_mdbook-patterns"));
        command.args(["migrate", "mkdocs"]).args(args).current_dir(self.folder.path()).env("NO_COLOR", "1");
        command.envs(variables.iter().copied());
        let output = command.output().unwrap();
        let root = self.path("").to_string_lossy().into_owned();
        let text =
            |bytes: Vec<u8>| String::from_utf8(bytes).unwrap().replace(root.trim_end_matches('/'), "[DIR]");
        Run { code: output.status.code(), stdout: text(output.stdout), stderr: text(output.stderr) }
    }

    pub(crate) fn migrate(&self) -> Run {
        self.run(&["site", "--out", "book"])
    }

    /// Builds the book with mdBook and both programs.
    pub(crate) fn build(&self) -> Built {
        let path = self.path("book/book.toml");
        let index = env!("CARGO_BIN_EXE_mdbook-patterns");
        let table = "[output.patterns]\n";
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.contains(table), "{text}");
        fs::write(&path, text.replace(table, &format!("{table}command = {index:?}\n"))).unwrap();
        TestBook::from_dir(self.path("book")).build()
    }

    pub(crate) fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path("book").join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    /// Every file and folder, with the bytes of files.
    fn all(&self, below: &str) -> BTreeMap<PathBuf, Vec<u8>> {
        let mut found = BTreeMap::new();
        let mut folders = vec![self.path(below)];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() && !path.is_symlink() {
                    folders.push(path.clone());
                }
                found.insert(path.clone(), fs::read(path).unwrap_or_default());
            }
        }
        found
    }
}

const MKDOCS_YML: &str = include_str!("migrate/mkdocs.yml");

/// A site with every feature of Material's reference.
fn material() -> Site {
    let site = Site::new(&[
        ("mkdocs.yml", MKDOCS_YML),
        ("docs/index.md", include_str!("migrate/index.md")),
        ("docs/reference/index.md", include_str!("migrate/reference.md")),
        ("docs/reference/blocks.md", include_str!("migrate/blocks.md")),
        ("docs/reference/inline.md", include_str!("migrate/inline.md")),
        ("docs/reference/links.md", include_str!("migrate/links.md")),
        ("docs/reference/Ünï cödé.md", "# Ünï cödé\n\n[Home](../index.md)\n"),
        ("docs/tags.md", "# Tags\n\n<!-- material/tags -->\n"),
        ("docs/hidden.md", "No heading here, and not in the navigation. [Home](/demo/)\n"),
        ("docs/stylesheets/extra.css", ".x { color: red }\n"),
        ("docs/javascripts/extra.js", "console.log(1)\n"),
        ("docs/data.json", "{}\n"),
        ("includes/abbreviations.md", "*[HTML]: Hyper Text Markup Language\n"),
        ("includes/note.md", "Included text.\n\nAnd more.\n"),
        ("includes/code.py", "# --8<-- [start:part]\nprint(1)\n# --8<-- [end:part]\nprint(2)\n"),
        ("overrides/main.html", "{% extends \"base.html\" %}\n"),
        (
            "overrides/.icons/custom/star.svg",
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 24 24\"><path d=\"M1 1h22v22H1z\"/></svg>\n",
        ),
    ]);
    site.file("docs/assets/image.png", PNG);
    site.file("docs/assets/favicon.png", PNG);
    site
}

const PNG: &[u8] = b"\x89PNG\r\n\x1a\nnot really\xff\xfe";

#[test]
fn a_site_of_all_features_becomes_a_book() {
    let site = material();
    let before = site.all("site");
    let run = site.migrate();
    assert_eq!((run.code, run.stderr.as_str()), (Some(1), ""), "{}", run.stdout);
    assert_eq!(site.all("site"), before, "the site is not written to");
    insta::assert_snapshot!("report", site.read("migration-report.md"));
    insta::assert_snapshot!("book_toml", site.read("book.toml"));
    insta::assert_snapshot!("summary", site.read("src/SUMMARY.md"));
    insta::assert_snapshot!("links", site.read("src/reference/links.md"));
    insta::assert_snapshot!("blocks", site.read("src/reference/blocks.md"));
    insta::assert_snapshot!("inline", site.read("src/reference/inline.md"));
    for (file, bytes) in
        [("src/assets/image.png", PNG), ("theme/favicon.png", PNG), ("src/data.json", b"{}\n")]
    {
        assert_eq!(fs::read(site.path("book").join(file)).unwrap(), bytes, "{file}");
    }
}

#[test]
fn the_book_builds_without_a_warning_and_its_links_lead_somewhere() {
    let site = material();
    site.migrate();
    let book = site.build();
    assert_eq!(book.stderr(), "");
    // Those that led nowhere before, and one that the report names because it is written with an escape.
    let broken = ["../../../../../etc/passwd", "../blocks/", "../gone/"];
    let broken = broken.map(|address| format!("reference/links.html: {address}")).into();
    assert_eq!(broken_links(&book.html_dir()), broken);
    let inline = book.main("reference/inline.html");
    for part in ["<abbr title=\"Hyper Text Markup Language\">HTML</abbr>", "<kbd", "<mark>", "<ins>"] {
        assert!(inline.contains(part), "{part} is not in {inline}");
    }
    let blocks = book.main("reference/blocks.html");
    assert!(blocks.contains("Included text."), "{blocks}");
    assert!(!blocks.contains("8<"), "{blocks}");
}

/// The addresses in the HTML that lead to no file, or to no id of their page.
fn broken_links(root: &Path) -> BTreeSet<String> {
    let root = &root.canonicalize().unwrap();
    let pages: Vec<PathBuf> = html_files(root);
    let ids: BTreeMap<&PathBuf, BTreeSet<String>> =
        pages.iter().map(|page| (page, attributes(&fs::read_to_string(page).unwrap(), &["id"]))).collect();
    let mut broken = BTreeSet::new();
    for page in pages.iter().filter(|page| !page.ends_with("print.html") && !page.ends_with("404.html")) {
        let text = fs::read_to_string(page).unwrap();
        let main = text.split_once("<main>").map_or("", |(_, rest)| rest.split("</main>").next().unwrap());
        for address in attributes(main, &["href", "src", "poster"]) {
            if address.contains(':') || address.starts_with("//") {
                continue;
            }
            let (path, fragment) = address.split_once('#').unwrap_or((&address, ""));
            let path = path.split('?').next().unwrap();
            let fragment = fragment.trim_start_matches("only-light");
            let shown = format!("{}: {address}", page.strip_prefix(root).unwrap().display());
            let path = percent_encoding::percent_decode_str(path).decode_utf8().unwrap().into_owned();
            let target = match path.as_str() {
                "" => page.clone(),
                path => match page.parent().unwrap().join(path).canonicalize() {
                    Ok(target) => target,
                    Err(_) => {
                        broken.insert(shown);
                        continue;
                    }
                },
            };
            let target = if target.is_dir() { target.join("index.html") } else { target };
            if !fragment.is_empty() && !ids.get(&target).is_some_and(|ids| ids.contains(fragment)) {
                broken.insert(shown);
            }
        }
    }
    broken
}

fn html_files(root: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![root.canonicalize().unwrap()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "html") {
                found.push(path);
            }
        }
    }
    found
}

/// The values of attributes in HTML.
fn attributes(html: &str, names: &[&str]) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for name in names {
        for part in html.split(&format!(" {name}=\"")).skip(1) {
            found.insert(part.split('"').next().unwrap().replace("&amp;", "&"));
        }
    }
    found
}

#[test]
fn a_dry_run_writes_nothing_and_shows_all() {
    let site = material();
    let before = site.all("");
    let run = site.run(&["site", "--out", "book", "--dry-run"]);
    assert_eq!((run.code, run.stderr.as_str()), (Some(1), ""));
    assert_eq!(site.all(""), before);
    for part in
        ["nothing was written; book would hold", "\n  src/reference/links.md\n", "\n## Page by page\n"]
    {
        assert!(run.stdout.contains(part), "{part} is not in {}", run.stdout);
    }
}

#[test]
fn two_runs_write_the_same_bytes() {
    let site = material();
    site.migrate();
    site.run(&["site", "--out", "other"]);
    let strip = |files: BTreeMap<PathBuf, Vec<u8>>, root: PathBuf| -> BTreeMap<PathBuf, Vec<u8>> {
        files.into_iter().map(|(path, bytes)| (path.strip_prefix(&root).unwrap().to_owned(), bytes)).collect()
    };
    assert_eq!(strip(site.all("book"), site.path("book")), strip(site.all("other"), site.path("other")));
}

#[test]
fn a_plain_site_without_losses_exits_with_0() {
    let site = Site::new(&[
        ("mkdocs.yml", "site_name: Plain\n"),
        ("docs/index.md", "# Start\n\n[B](b/) [deep](/deep/c/#a-b)\n"),
        ("docs/b.md", "# B\n\n[up](../deep/c/)\n"),
        ("docs/deep/c.md", "# C\n\n## A & b\n"),
        ("docs/deep/a.md", "# A\n"),
    ]);
    let run = site.migrate();
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""), "{}", run.stdout);
    assert_eq!(
        site.read("src/SUMMARY.md"),
        "# Summary\n\n[Start](index.md)\n\n[B](b.md)\n\n# Deep\n\n- [A](deep/a.md)\n- [C](deep/c.md)\n"
    );
    assert_eq!(site.read("src/index.md"), "# Start\n\n[B](b.md) [deep](deep/c.md#a-b)\n");
    assert_eq!(site.read("src/b.md"), "# B\n\n[up](deep/c.md)\n");
    assert_eq!(site.read("src/deep/c.md"), "# C\n\n## A & b {#a-b}\n");
    assert_eq!(site.read("src/deep/a.md"), "# A\n");
}

#[test]
fn headings_of_one_name_keep_the_ids_that_were_linked() {
    let site = Site::new(&[
        ("mkdocs.yml", "site_name: Anchors\n"),
        (
            "docs/index.md",
            "# T\n\n[1](#setup) [2](#setup_1) [3](#setup_2) [x](#c-d) [own](#mine) [no](#nothing)\n\n## Setup\n\n## Setup\n\n## Setup\n\n## C & D { .wide }\n\nE & F\n-----\n\n## G {: #mine }\n\n`[z](#setup_1)`\n",
        ),
    ]);
    let run = site.run(&["site", "--out", "book", "--pin-all"]);
    assert_eq!(run.code, Some(0), "{}", run.stdout);
    assert_eq!(
        site.read("src/index.md"),
        "# T\n\n[1](#setup) [2](#setup_1) [3](#setup_2) [x](#c-d) [own](#mine) [no](#nothing)\n\n## Setup\n\n## Setup {#setup_1}\n\n## Setup {#setup_2}\n\n## C & D { #c-d .wide }\n\nE & F {#e-f}\n-----\n\n## G {: #mine }\n\n`[z](#setup_1)`\n"
    );
    assert!(
        run.stdout.contains("docs/index.md:3  anchors: `#nothing`: there is no such heading"),
        "{}",
        run.stdout
    );
    let book = site.build();
    let main = book.main("index.html");
    for id in ["setup", "setup_1", "setup_2", "c-d", "e-f", "mine"] {
        assert_eq!(main.matches(&format!(" id=\"{id}\"")).count(), 1, "{id}: {main}");
    }
}

#[test]
fn pages_files_of_awesome_pages_give_the_order() {
    let site = Site::new(&[
        ("mkdocs.yml", "site_name: N\nplugins:\n  - awesome-pages\n"),
        ("docs/.pages", "nav:\n  - index.md\n  - Second: z.md\n  - ...\n  - gone.md\n"),
        ("docs/index.md", "# Home\n"),
        ("docs/a.md", "# A\n"),
        ("docs/z.md", "# Z\n"),
        ("docs/sub/.pages", "title: The sub folder\n"),
        ("docs/sub/x.md", "# X\n"),
    ]);
    let run = site.migrate();
    assert_eq!(run.code, Some(1));
    assert!(
        run.stdout.contains("docs/.pages:5  files of the navigation: `gone.md` is nothing in this folder")
    );
    assert_eq!(
        site.read("src/SUMMARY.md"),
        "# Summary\n\n[Home](index.md)\n\n[Second](z.md)\n\n[A](a.md)\n\n# The sub folder\n\n- [X](sub/x.md)\n"
    );
}

#[test]
fn navigation_in_the_text_stays_where_the_book_makes_none() {
    let text = "[Home](index.md) > B\n\n# B\n\nText.\n";
    let site = Site::new(&[
        ("mkdocs.yml", "site_name: N\n"),
        ("docs/index.md", "# Home\n"),
        ("docs/b.md", text),
        ("docs/c.md", &format!("---\ntitle: C\n---\n{text}")),
    ]);
    site.migrate();
    assert!(site.read("src/b.md").contains("[Home](index.md)"), "{}", site.read("src/b.md"));
    assert!(!site.read("src/c.md").contains("[Home](index.md)"), "{}", site.read("src/c.md"));
}

#[test]
fn a_snippet_among_the_pages_has_no_title_of_its_page() {
    let site = Site::new(&[
        (
            "mkdocs.yml",
            "site_name: N\nmarkdown_extensions:\n  - pymdownx.snippets:\n      base_path: docs/snips\n",
        ),
        ("docs/index.md", "# Home\n\n--8<-- \"part.md\"\n"),
        ("docs/snips/part.md", "Snippet text\n"),
    ]);
    site.migrate();
    assert_eq!(site.read("src/index.md"), "# Home\n\nSnippet text\n");
    assert_eq!(site.read("src/snips/part.md"), "# Part\n\nSnippet text\n");
}
