//! The forms in which pages write metadata, and what is none.

use std::fs;

use crate::run;
use crate::support::{Built, TestBook};

const CONFIG: &str = "[preprocessor.patterns.taxonomy.status]\nterms = [\"proposed\", \"accepted\", \"superseded\"]\n[preprocessor.patterns.field.ticket]\ntype = \"markdown\"\naliases = [\"discussion\"]\nfrom-section = \"In one sentence\"\n[preprocessor.patterns.field.topic]\nlabel = \"What it is about\"\n";

fn book(page: &str) -> Built {
    TestBook::new()
        .config(CONFIG)
        .page("a.md", page)
        .page("0005-use-x.md", "---\ntitle: Use X\n---\n# Use X\n")
        .write()
}

fn read(book: &Built) -> String {
    fs::read_to_string(book.root().join("src/a.md")).unwrap()
}

/// The page after `lift --write`, and the problems.
fn lifted(page: &str) -> (String, String) {
    let book = book(page);
    let written = run(&book, &["lift", "--write", "--force"]);
    assert_eq!(written.code, Some(0), "{}", written.stderr);
    let once = read(&book);
    let again = run(&book, &["lift", "--write", "--force"]);
    assert_eq!((again.stdout.as_str(), read(&book)), ("", once.clone()), "{page}");
    (once, written.stderr)
}

#[test]
fn a_value_is_the_same_in_every_form() {
    let whole = "---\ntitle: A\nstatus: accepted\n---\n\n# A\n\nText.\n";
    for form in [
        "Accepted",
        "accepted.",
        "* Accepted",
        "1. Accepted",
        "**Accepted**",
        "*Accepted*",
        "_**Accepted**_",
        "`Accepted`",
        "Status: accepted",
        "**Status**: Accepted",
        "- **Status:** accepted",
        "> Accepted",
        "| Status |\n|---|\n| Accepted |",
    ] {
        let (after, problems) = lifted(&format!("# A\n\nText.\n\n## Status\n\n{form}\n"));
        assert_eq!((after.as_str(), problems.as_str()), (whole, ""), "{form}");
    }
    for form in [
        "Status: accepted",
        "**Status**: accepted",
        "**Status:** accepted",
        "*Status*: accepted",
        "* Status: accepted",
        "- **Status**: accepted",
        "- Status:\n  - accepted",
        "| Status | accepted |\n|---|---|",
        "| Key | Value |\n|---|---|\n| Status | accepted |",
        "| Status |\n|---|\n| accepted |",
        "Status\n: accepted",
    ] {
        let (after, problems) = lifted(&format!("# A\n\n{form}\n\nText.\n"));
        assert_eq!((after.as_str(), problems.as_str()), (whole, ""), "{form}");
    }
}

#[test]
fn what_says_more_than_its_field_is_lifted_and_stays() {
    for (value, also) in [
        ("[Accepted](https://example.org/vote)", ""),
        ("Accepted\n\nAmended by [Use X](0005-use-x.md)", ""),
        ("- [ ] Proposed\n- [x] Accepted", ""),
        ("Accepted\n\nDate: 2020-01-02", "date: 2020-01-02\n"),
    ] {
        let page = format!("# A\n\nText.\n\n## Status\n\n{value}\n");
        let (after, problems) = lifted(&page);
        let keys = if also.is_empty() {
            "status: accepted\n".to_owned()
        } else {
            format!("{also}status: accepted\n")
        };
        let stays = also.is_empty();
        let text = if stays { page.as_str() } else { "# A\n\nText.\n" };
        assert_eq!(
            (after, problems.as_str()),
            (format!("---\ntitle: A\n{keys}---\n\n{text}"), ""),
            "{value}"
        );
    }
}

#[test]
fn lines_lists_and_sections_that_the_book_declares() {
    for (text, keys) in [
        ("**Status**: accepted  \n**Topic**: queues", "status: accepted\ntopic: queues\n"),
        ("**Status**: accepted\\\n**Topic**: queues", "status: accepted\ntopic: queues\n"),
        ("Status: accepted\nDate: 2020-01-02", "status: accepted\ndate: 2020-01-02\n"),
        (
            "- What it is about: queues\n- Discussion: [*here*][d]",
            "topic: queues\nticket: \"[*here*](https://example.org/d)\"\n",
        ),
        ("| Topic | Date |\n|---|---|\n| queues | 2020-01-02 |", "topic: queues\ndate: 2020-01-02\n"),
    ] {
        let (after, problems) = lifted(&format!("# A\n\n{text}\n\nText.\n\n[d]: https://example.org/d\n"));
        let whole = format!("---\ntitle: A\n{keys}---\n\n# A\n\nText.\n\n[d]: https://example.org/d\n");
        assert_eq!((after, problems.as_str()), (whole, ""), "{text}");
    }
    let (after, problems) =
        lifted("# A\n\nText.\n\n## In one sentence\n\nA *queue* [holds](0005-use-x.md)\nwork.\n\n## Next\n");
    let whole =
        "---\ntitle: A\nticket: \"A *queue* [holds](0005-use-x.md) work.\"\n---\n\n# A\n\nText.\n\n## Next\n";
    assert_eq!((after.as_str(), problems.as_str()), (whole, ""));
}

#[test]
fn one_item_that_cannot_be_lifted_leaves_the_others() {
    let (after, problems) =
        lifted("# A\n\n- Topic: queues\n- Ticket:\n- Status: nonsense\n- Date: 2020-01-02\n");
    assert_eq!(
        after,
        "---\ntitle: A\ntopic: queues\ndate: 2020-01-02\n---\n\n# A\n\n- Ticket:\n- Status: nonsense\n"
    );
    insta::assert_snapshot!("one_item", problems);
}

#[test]
fn what_is_not_lifted_says_why() {
    let pages = [
        "---\ntitle: A\n\n# A\n\n**Tier**: gold\n",
        "+++\ntier = \n+++\n# A\n\n**Date**: 2020-01-02\n",
        "# A\n\n- Topic: queues[^n]\n- Ticket: see ![an image](a.png)\n\n[^n]: Streams.\n",
        "# A\n\nText.\n\n## In one sentence\n\nOne.\n\nTwo.\n",
        "# A\n\nText.\n\n## Related\n\n- See [Use X](0005-use-x.md)\n- [Use X](0005-use-x.md)\n",
        "# A\n\nText.\n\n## Status\n\n```text\naccepted\n```\n",
        "# A\n\n- Phase: beta\n- Squad: blue\n",
    ];
    let said: Vec<String> = pages
        .iter()
        .map(|page| {
            let (after, problems) = lifted(page);
            assert_eq!(after, *page);
            problems
        })
        .collect();
    insta::assert_snapshot!("says_why", said.join("\n=====\n"));
}

#[test]
fn boxes_and_titles_alone_stay_as_they_are() {
    for text in [
        "> [!COMMAND]\n> Stop the pump.\n",
        "> [!ODD]+ Folded\n> Stop the pump.\n",
        "> [!TIP] Titled\n> Stop the pump.\n",
        "> [!WARNING]\n> Stop the pump.\n",
        "> **Note**: stop the pump.\n",
        "> ⚠️ Stop the pump.\n",
        "> Note: stop the pump.\n",
        "- Topic: queues\n\n  > [!NOTE]\n  > Stop.\n",
        "!!! note \"Title\"\n    **Topic**: queues\n",
        "!!! note\n\n    **Topic**: queues\n",
        "<div class=\"warning\">\n\n> Stop the pump.\n\n**Topic**: queues\n\n</div>\n",
        "<details><summary>More</summary>\n\n- Topic: queues\n\n</details>\n",
        "Text.\n\n<section>\n\n## Status\n\nAccepted\n\n</section>\n",
        "Text.\n\n## Status\n\n> [!NOTE]\n> Accepted\n",
    ] {
        let page = format!("# A\n\n{text}");
        assert_eq!(lifted(&page).0, page, "{text}");
    }
}

#[test]
fn relations_are_written_as_people_write_them() {
    let (after, problems) = lifted(
        "---\nid: a\n---\n# A\n\n## Related Patterns\n\n- [Use X](0005-use-x.md): after it\n- [that one](0005-use-x.md)\n- [A talk](https://example.org/talk)\n- <https://example.org/more>\n",
    );
    assert_eq!(problems, "");
    assert_eq!(
        after,
        "---\nid: a\ntitle: A\nrelated:\n  0005-use-x: \"after it\"\n  \"[that one](0005-use-x.md)\": ~\n  \"[A talk](https://example.org/talk)\": ~\n  \"https://example.org/more\": ~\n---\n# A\n"
    );
}

#[test]
fn what_is_struck_out_is_no_value_and_stays() {
    for (line, field) in [
        ("Status: ~~accepted by Ann~~ superseded by [Use X](0005-use-x.md)", "status: superseded"),
        ("Deciders: ~~Ann~~ Bob", "authors: Bob"),
        ("Date: ~~2023-01-01~~ 2024-01-01", "2024-01-01"),
        ("Related: ~~[gone](gone.md)~~, [Use X](0005-use-x.md)", "0005-use-x"),
    ] {
        let (page, _) = lifted(&format!("# A\n\n- {line}\n- Ticket: T-1\n\nText.\n"));
        let front_matter = page.strip_prefix("---\n").and_then(|rest| rest.split_once("\n---\n")).unwrap().0;
        assert!(front_matter.contains("ticket: T-1"), "{page}");
        let is_lifted = front_matter.contains(field);
        assert!(page.contains(line), "{page}");
        for word in ["Ann", "2023", "gone"] {
            assert!(!front_matter.contains(word), "{is_lifted} {page}");
        }
    }
}

#[test]
fn values_beside_a_bar_are_a_choice_only_where_all_are_terms() {
    let (page, said) = lifted("# A\n\n## Status\n\naccepted | since 2020\n");
    assert!(!said.contains("choice"), "{said}");
    assert!(page.contains("since 2020"), "{page}");
    let (page, said) = lifted("# A\n\n## Status\n\nproposed | accepted\n");
    assert!(said.contains("the status is still a choice of several"), "{said}");
    assert!(page.contains("proposed | accepted"), "{page}");
    for text in [
        "* Date: 2024-01-05\n* Status: [proposed, accepted, superseded]\n",
        "## Status\n\n{proposed, accepted}\n",
    ] {
        let (page, said) = lifted(&format!("# A\n\n{text}"));
        assert!(said.contains("the status is still a choice of several"), "{text}: {said} {page}");
        assert!(!page.contains("\nstatus:") && page.contains("proposed, a"), "{page}");
    }
}

#[test]
fn keys_that_are_no_fields_are_named_once_for_all_pages() {
    let book = TestBook::new()
        .page("lines.md", "# Lines\n\nSeverity: high\nStatus: accepted\nOwner: ops\n\n## Steps\n\nGo.\n")
        .page("only.md", "# Only\n\nSeverity: high\nOwner: ops\n\n## Steps\n")
        .page("bold.md", "# Bold\n\n**Severity**: high\n\n**Owner**: ops\n\n**Tags**: a, b\n\n## Steps\n")
        .page("list.md", "# List\n\n- Severity: high\n- Owner: ops\n- Status: accepted\n")
        .page("table.md", "# Table\n\n| Key | Value |\n|---|---|\n| Status | accepted |\n| Owner | ops |\n")
        .page("terms.md", "# Terms\n\nStatus\n: accepted\n\nOwner\n: ops\n")
        .page("tail.md", "# Tail\n\nText.\n\n---\n\n**Author**: Ann\n**Squad**: X\n")
        .page("prose.md", "# Prose\n\n**Beware**: it bites\n\nNote: this is text.\n\nInput: a number.\n")
        .page(
            "prose2.md",
            "# Prose\n\nInput: a number\nOutput: the square of it, which is a number without a sign\n",
        )
        .write();
    let run = run(&book, &["lift", "--write", "--force"]);
    insta::assert_snapshot!("unknown_keys", format!("{}{}", run.stdout, run.stderr));
    let page = |name: &str| std::fs::read_to_string(book.root().join("src").join(name)).unwrap();
    assert_eq!(
        page("lines.md"),
        "---\ntitle: Lines\nstatus: accepted\n---\n\n# Lines\n\nSeverity: high\nOwner: ops\n\n## Steps\n\nGo.\n"
    );
    assert!(page("tail.md").ends_with("Text.\n\n---\n\n**Squad**: X\n"), "{}", page("tail.md"));
}
