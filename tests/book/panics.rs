//! A panic costs the page that it is about, in one place, and nothing else. `MDBOOK_PATTERNS_FAULT` makes a development
//! build panic, or make edits that overlap.

use crate::support::{Built, TestBook};
use crate::web::{has, meta, said};
use serde_json::Value;
use std::fs;
use std::process::Command;

const BINARY: &str = env!("CARGO_BIN_EXE_mdbook-patterns");

/// A sound page and one that makes the program panic.
fn pages(book: TestBook) -> TestBook {
    book.page("fine.md", "---\ndescription: All is well\ntier: gold\n---\n# Fine\n\nWord.\n")
        .page("bad.md", "---\ndescription: Nothing is\ntier: gold\n---\n# Bad\n\nWorse.\n")
}

fn book() -> TestBook {
    pages(TestBook::new())
}

/// A book whose renderer panics at some work on the bad page.
fn rendered(work: &str) -> Built {
    rendered_of(pages(TestBook::new()), work)
}

fn rendered_of(book: TestBook, work: &str) -> Built {
    let fault = format!("src/bad.md: {work}").replace(' ', "\\ ");
    let command = format!("sh -c \"MDBOOK_PATTERNS_FAULT={fault} {BINARY} 2> said\"");
    let cards = if work == "draw" { "cards = true" } else { "" };
    let ours = format!("command = '{command}'\naddress = \"https://example.org\"\n{cards}\n");
    book.config(&format!("[output.html]\n[output.patterns]\n{ours}")).build()
}

/// What a command says in a folder in which some work on a file panics.
fn ran(book: &Built, file: &str, work: &str, arguments: &[&str]) -> String {
    let mut command = Command::new(BINARY);
    command
        .current_dir(book.root())
        .env("NO_COLOR", "1")
        .env("MDBOOK_PATTERNS_FAULT", format!("{file}: {work}"));
    let output = command.args(arguments).output().unwrap();
    [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).unwrap()).concat()
}

/// Asserts that a report names the page and what it costs, and asks for a report of its own.
#[track_caller]
fn asks_for_a_report(text: &str, what: &str, times: usize) {
    let message =
        format!("error[P0504]: mdbook-patterns could not {what}: panicked at src/library/panics.rs");
    assert_eq!(text.matches(&message).count(), times, "{text}");
    assert_eq!(text.matches("[P0504]").count(), times, "{text}");
    assert_eq!(text.matches("--> src/bad.md:1:1").count(), times, "{text}");
    let help = "this is a bug of mdbook-patterns: please report it, with this page, at \
                https://github.com/mdbook-patterns/mdbook-patterns/issues";
    assert_eq!(text.matches(help).count(), times, "{text}");
}

#[test]
fn a_page_that_cannot_be_expanded_stays_and_the_others_are_expanded() {
    let book = book().write();
    for (work, what) in [
        ("read", "read this page, and leaves it as it is"),
        ("expand", "expand this page, and leaves it as it is"),
    ] {
        let found = ran(&book, "src/bad.md", work, &["check"]);
        asks_for_a_report(&found, what, 1);
        let (pages, _) = preprocessed(&book, work);
        assert_eq!(pages[1], "---\ndescription: Nothing is\ntier: gold\n---\n# Bad\n\nWorse.\n");
        assert!(pages[0].contains("patterns-term-tier-gold"), "{}", pages[0]);
    }
}

/// What its front matter says stays known, and what others say of its text is not doubted.
#[test]
fn a_page_that_cannot_be_read_keeps_its_old_addresses_and_raises_no_alarm() {
    let book = || {
        TestBook::new()
            .page("bad.md", "---\nredirect_from: [old/bad.html]\ntier: gold\n---\n# Bad\n\n## Part\n")
            .page("fine.md", "# Fine\n\n[Part](bad.md#part), [old](old/bad.html)\n")
    };
    let written = book().write();
    let found = ran(&written, "src/bad.md", "read this", &["check", "--all"]);
    asks_for_a_report(&found, "read this page, and leaves it as it is", 1);
    assert!(!found.contains("P0802") && !found.contains("leads nowhere"), "{found}");
    assert!(found.contains("`old/bad.html` is the old address of a page"), "{found}");
    let (pages, _) = preprocessed(&written, "read this");
    assert!(
        pages[0].starts_with("---\nredirect_from") && !pages[0].contains("patterns-term"),
        "{}",
        pages[0]
    );

    let built = rendered_of(book(), "read this");
    assert!(has(&built, "old/bad.html"));
}

#[test]
fn a_page_whose_edits_overlap_stays_and_both_passes_are_named() {
    let (pages, report) = preprocessed(&book().write(), "overlap");
    assert_eq!(pages[1], "---\ndescription: Nothing is\ntier: gold\n---\n# Bad\n\nWorse.\n");
    assert!(pages[0].contains("patterns-term-tier-gold"), "{}", pages[0]);
    let message = "error[P0505]: the edits of `page elements` and `one` overlap, so this page is left as it was written";
    assert!(report.contains(message), "{report}");
    assert!(report.contains("--> src/bad.md:1:1"), "{report}");
}

#[test]
fn a_page_that_cannot_be_indexed_costs_the_search_its_text_alone() {
    let book = rendered("index");
    asks_for_a_report(&said(&book), "index this page, which only its title finds", 1);
    let files = searched(&book);
    assert!(files.contains("Bad") && !files.contains("Worse."), "{files}");
    assert!(files.contains("Fine") && files.contains("Word."), "{files}");
    assert!(meta(&book.html("bad.html"), "description").contains("Nothing is"));

    let book = rendered("count");
    asks_for_a_report(&said(&book), "count the words of this page, which the search does not find", 1);
    assert!(searched(&book).contains("Worse."));

    let book = rendered("describe");
    asks_for_a_report(&said(&book), "describe this page in catalog.json", 1);
    assert_eq!(entries(&book), ["fine"]);
}

#[test]
fn a_page_that_the_web_cannot_be_told_of_costs_itself_alone() {
    let described = |book: &Built, page: &str| book.html(page).contains("og:title");
    let book = rendered("complete");
    asks_for_a_report(&said(&book), "complete the head of this page, and leaves it as mdBook wrote it", 1);
    assert!(described(&book, "fine.html") && !described(&book, "bad.html"));
    assert!(has(&book, "bad.md"));

    let book = rendered("say");
    asks_for_a_report(&said(&book), "say what this page is about, which the web is not told of", 1);
    assert!(described(&book, "fine.html") && !described(&book, "bad.html"));

    let book = rendered("write the text");
    asks_for_a_report(&said(&book), "write the text of this page", 1);
    assert!(has(&book, "fine.md") && !has(&book, "bad.md") && described(&book, "bad.html"));

    let book = rendered("write the preview");
    asks_for_a_report(&said(&book), "write the preview of this page", 1);
    let previews = fs::read_to_string(book.html_dir().join("patterns-index/preview-0.js")).unwrap();
    assert!(previews.contains("fine.html") && !previews.contains("bad.html"), "{previews}");

    let book = rendered("put this page into llms.txt");
    asks_for_a_report(&said(&book), "put this page into llms.txt", 1);
    let listed = fs::read_to_string(book.html_dir().join("llms.txt")).unwrap();
    assert!(listed.contains("fine.md") && !listed.contains("bad.md"), "{listed}");

    let book = rendered("find the picture");
    asks_for_a_report(&said(&book), "find the picture of this page", 1);
    assert!(described(&book, "bad.html"));
}

#[test]
#[cfg(feature = "cards")]
fn a_page_whose_card_cannot_be_drawn_has_none() {
    let book = rendered("draw");
    asks_for_a_report(&said(&book), "draw the card of this page", 1);
    let has_card = |page: &str| book.html(page).contains("og:image");
    assert!(has_card("fine.html") && !has_card("bad.html"));
}

#[test]
fn a_rule_that_panics_costs_what_it_finds_in_that_page() {
    let book = pages(TestBook::new()).page("broken.md", "# Broken\n\n[Gone](gone.md)\n").write();
    let found = ran(&book, "src/bad.md", "check this by the rule `broken_links`", &["check"]);
    asks_for_a_report(&found, "check this by the rule `broken_links`", 1);
    assert!(found.contains("[P0801]"), "{found}");
    let found = ran(&book, "book.toml", "check this by the rule `stale`", &["check"]);
    assert!(
        found.contains("could not check this by the rule `stale`") && found.contains("[P0801]"),
        "{found}"
    );
}

#[test]
fn a_page_that_cannot_be_lifted_stays_and_the_others_are_lifted() {
    let text = "# Page\n\n* Status: accepted\n* Date: 2026-11-30\n\nText.\n";
    let book = TestBook::new().page("fine.md", text).page("bad.md", text).write();
    let said = ran(&book, "src/bad.md", "lift", &["lift", "--write", "--force"]);
    asks_for_a_report(&said, "lift what this page says, and leaves it as it is", 1);
    let on_disk = |page: &str| fs::read_to_string(book.root().join("src").join(page)).unwrap();
    assert_eq!(on_disk("bad.md"), text);
    assert!(on_disk("fine.md").contains("status: accepted"), "{}", on_disk("fine.md"));
}

#[test]
fn a_page_that_cannot_be_migrated_stays_and_the_report_says_so() {
    let (site, book) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    fs::create_dir(site.path().join("docs")).unwrap();
    fs::write(site.path().join("mkdocs.yml"), "site_name: Site\nmarkdown_extensions: [pymdownx.critic]\n")
        .unwrap();
    let text = "---\ntags: [x]\nredirect_from: [old/]\n---\n# Page\n\nA {++new++} word.\n\n##Near\n\n## Part\n\n!!! tip\n    T\n";
    fs::write(site.path().join("docs/bad.md"), text).unwrap();
    let other = "# Page\n\nA {++new++} word, [part](bad.md#part).\n";
    fs::write(site.path().join("docs/index.md"), other).unwrap();
    for (file, work) in [
        ("docs/bad.md", "rewrite"),
        ("docs/bad.md", "settle"),
        ("docs/bad.md", "compare"),
        ("src/bad.md", "read this"),
        ("src/bad.md", "read what"),
    ] {
        let out = book.path().join(work);
        let mut command = Command::new(BINARY);
        command.env("MDBOOK_PATTERNS_FAULT", format!("{file}: {work}")).args(["migrate", "mkdocs"]);
        command.arg(site.path()).arg("--out").arg(&out).output().unwrap();
        let page = |page: &str| fs::read_to_string(out.join("src").join(page)).unwrap();
        assert!(!page("index.md").contains("{++"), "{work}");
        // What could only not be compared is rewritten.
        assert_eq!(page("bad.md") == text, work != "compare", "{work}: {}", page("bad.md"));
        let report = fs::read_to_string(out.join("migration-report.md")).unwrap();
        let message = format!("mdbook-patterns could not {work}");
        assert!(report.contains(&message) && report.contains("please report it"), "{report}");
        // What was taken back is not said to be converted.
        assert_eq!(report.contains("headings without a space"), work == "compare", "{work}: {report}");
        // The report says it once among all faults, and once with the file.
        assert!(report.matches("please report it").count() <= 2, "{work}: {report}");
        assert!(!report.contains("no such heading") && !report.contains("adds `"), "{work}: {report}");
    }
}

/// The pages as the preprocessor gives them to mdBook, with what it said.
fn preprocessed(book: &Built, work: &str) -> (Vec<String>, String) {
    let (book, report) = book.preprocess_with_fault(&format!("src/bad.md: {work}"));
    (book.chapters().map(|chapter| chapter.content.clone()).collect(), report)
}

/// All files of the search.
fn searched(book: &Built) -> String {
    let files = fs::read_dir(book.html_dir().join("../patterns/search")).unwrap();
    files.map(|file| fs::read_to_string(file.unwrap().path()).unwrap()).collect()
}

/// The ids of the entries.
fn entries(book: &Built) -> Vec<String> {
    let json = fs::read_to_string(book.html_dir().join("../patterns/catalog.json")).unwrap();
    let json: Value = serde_json::from_str(&json).unwrap();
    let ids =
        json["entries"].as_array().unwrap().iter().map(|entry| entry["id"].as_str().unwrap().to_owned());
    ids.collect()
}
