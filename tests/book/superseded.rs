//! One text that says both a status and who took over.

use crate::support::{Built, TestBook};

const CONFIG: &str = "[preprocessor.patterns.taxonomy.status]\nbadge = true\nterms = [\"proposed\", \"accepted\", \"superseded\"]\n";

fn book(first: &str) -> TestBook {
    TestBook::new().config(CONFIG).page("0001-use-a.md", first).page(
        "0002-use-b.md",
        "---\nstatus: accepted\n---\n# Use B\n\nText.\n\n{{#patterns legend status}}\n",
    )
}

#[track_caller]
fn both_ends_say_so(book: &Built) {
    let old = book.main("0001-use-a.html");
    assert!(
        old.contains("patterns-notice-superseded") && old.contains("<a href=\"0002-use-b.html\">"),
        "{old}"
    );
    let new = book.main("0002-use-b.html");
    assert!(new.contains("Supersedes") && new.contains("<a href=\"0001-use-a.html\">Use A</a>"), "{new}");
}

#[test]
fn front_matter_of_madr() {
    for status in [
        "superseded by [ADR-0002](0002-use-b.md)",
        "\"superseded by [ADR-0002](0002-use-b.md)\"",
        "Superseded by 0002-use-b",
        "[\"superseded by [Use B](0002-use-b.md)\"]",
    ] {
        let book = book(&format!("---\nstatus: {status}\n---\n# Use A\n\nText.\n")).build();
        assert_eq!(book.stderr(), "", "{status}");
        both_ends_say_so(&book);
        let listed = book.run(&["list", "--filter", "status:superseded"]);
        assert!(listed.stdout.contains("Use A") && listed.stdout.contains("1 entry"), "{}", listed.stdout);
        let legend = book.main("0002-use-b.html");
        assert!(!legend.contains("superseded by ["), "{legend}");
    }
}

#[test]
fn the_author_s_own_successors_count() {
    let book =
        book("---\nstatus: superseded by [Gone](gone.md)\nsuperseded_by: 0002-use-b\n---\n# Use A\n").build();
    assert_eq!(book.stderr(), "");
    both_ends_say_so(&book);
}

#[test]
fn what_cannot_be_found_is_reported_at_its_place() {
    let built = book("---\nstatus: superseded by [ADR-0009](0009-none.md)\n---\n# Use A\n").write();
    let found = built.run(&["check", "--allow", "P0602", "--allow", "P1104"]);
    insta::assert_snapshot!("superseded_by_nothing", found.stdout);
}

#[test]
fn a_section_of_adr_tools_whose_text_stays() {
    let first = "# Use A\n\nDate: 2016-02-12\n\n## Status\n\nSuperceded by [2. Use B](0002-use-b.md)\n\n## Context\n\nText.\n";
    let listed = TestBook::new()
        .config("[preprocessor.patterns]\nentries = { paths = [\"0\"] }")
        .config(CONFIG)
        .page("0001-use-a.md", first)
        .page("0002-use-b.md", "# Use B\n\n## Status\n\nAccepted\n\nSupersedes [1. Use A](0001-use-a.md)\n")
        .build();
    assert_eq!(listed.stderr(), "");
    both_ends_say_so(&listed);
    assert!(listed.main("0001-use-a.html").contains("Superceded by"), "the text stays");
    let rows = listed.run(&["list", "--filter", "status:superseded"]);
    assert!(rows.stdout.contains("Use A") && rows.stdout.contains("1 entry"), "{}", rows.stdout);
    for text in ["Accepted", "It was superseded by events.", "```\nsuperseded by [B](0002-use-b.md)\n```"] {
        let page = format!("# Use A\n\n## Status\n\n{text}\n");
        let book = TestBook::new().page("0001-use-a.md", &page).page("0002-use-b.md", "# Use B\n").build();
        assert_eq!(book.stderr(), "", "{text}");
        assert!(!book.main("0001-use-a.html").contains("patterns-"), "{text}");
    }
}
