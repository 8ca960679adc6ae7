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

/// The status of the first page, its successors, and what it supersedes.
fn facts(config: &str, page: &str) -> serde_json::Value {
    let book = TestBook::new()
        .config(config)
        .page("0001-use-a.md", page)
        .page("0002-use-b.md", "---\nstatus: accepted\n---\n# Use B\n\nText.\n")
        .page("0003-use-c.md", "---\nstatus: accepted\n---\n# Use C\n\nText.\n")
        .write();
    book.listed("id,status,superseded_by,supersedes")[0].clone()
}

#[test]
fn front_matter_and_a_section_say_the_same() {
    for (said, status, successors, predecessors) in [
        ("superseded by [B](0002-use-b.md)", "Superseded", Some(1), None),
        ("superseded by ADR-0002 and ADR-0003", "Superseded", Some(2), None),
        ("accepted, supersedes [B](0002-use-b.md)", "Accepted", None, Some(1)),
        ("superseded by [B](0002-use-b.md) and [C](0003-use-c.md)", "Superseded", Some(2), None),
        ("Deprecated, superseded by [B](0002-use-b.md)", "Deprecated", Some(1), None),
        ("accepted (superseded by [B](0002-use-b.md))", "Accepted", Some(1), None),
        ("accepted (superseded by ADR-0002 and ADR-0003)", "Accepted", Some(2), None),
    ] {
        for (config, page) in [
            ("", format!("---\nstatus: {said}\n---\n# Use A\n\nText.\n")),
            (
                "[preprocessor.patterns]\nread-text = true",
                format!("# Use A\n\n## Status\n\n{said}\n\n## Context\n\nText.\n"),
            ),
        ] {
            let found = facts(config, &page);
            let count = |field: &str| found[field].as_array().map(Vec::len);
            assert_eq!(found["id"], "0001-use-a", "it is an entry: {page}");
            assert_eq!(found["status"], serde_json::json!([status]), "{page}");
            assert_eq!((count("superseded_by"), count("supersedes")), (successors, predecessors), "{page}");
        }
    }
    let found = facts("", "---\nstatus: deprecated, superseded by [B](0002-use-b.md)\n---\n# Use A\n");
    assert_eq!(found["status"], serde_json::json!(["Deprecated"]));
    assert_eq!(found["superseded_by"], serde_json::json!(["[B](0002-use-b.md)"]));
}

#[test]
fn a_status_that_says_more_than_pages_stays_whole() {
    for said in [
        "accepted (superseded by [B](0002-use-b.md) for batch jobs only)",
        "accepted, superseded by [B](0002-use-b.md) and by common sense",
        "accepted. Superseded by B for new code",
        "superseded by [B](0002-use-b.md) for batch jobs only",
        "accepted, supersedes [B](0002-use-b.md) for batch jobs",
    ] {
        let page = format!("---\nstatus: {said}\n---\n# Use A\n\nText.\n");
        let found = facts("", &page);
        assert_eq!(found["status"].as_array().map(Vec::len), Some(1), "{found}");
        assert_eq!(found["status"][0].as_str().map(str::to_lowercase), Some(said.to_lowercase()));
        assert!(found["superseded_by"].is_null() && found["supersedes"].is_null(), "{found}");
        let check = book(&page).write().run(&["check"]).stdout;
        let whole = format!("[P0207]: `{said}` is one value of `status`");
        assert!(check.contains(&whole) && !check.contains("P0301"), "{check}");
        let open = TestBook::new().page("0001-use-a.md", &page).page("0002-use-b.md", "# Use B\n").write();
        let open = open.run(&["check"]).stdout;
        assert!(open.contains(&whole) && open.matches("[P0207]").count() == 1, "{open}");
        let text = format!("# Use A\n\n## Status\n\n{said}\n\n## Context\n\nText.\n");
        let lifted = book(&text).write().run(&["lift"]);
        assert!(
            !lifted.stdout.contains("superseded_by") && !lifted.stdout.contains("-accepted"),
            "{}",
            lifted.stdout
        );
        assert!(lifted.stderr.contains("P0340"), "{said}: {}", lifted.stderr);
    }
}

#[test]
fn what_stands_in_parentheses_after_a_successor_is_not_passed_over() {
    let book = TestBook::new()
        .page("a.md", "---\nstatus: superseded by p01 (see also p02)\n---\n\n# A\n\nText.\n")
        .page("p01.md", "# One\n\nText.\n")
        .page("p02.md", "# Two\n\nText.\n")
        .write();
    let found = book.found();
    assert!(found.contains("for it says more than a term and pages"), "{found}");
}
