//! What `lift` makes of the signs of wikis and of typography.

use crate::run;
use crate::support::TestBook;

/// The front matter that `lift` would write, and what it says.
fn lifted(page: &str) -> (String, String) {
    let book = TestBook::new().page("a.md", page).page("bee.md", "# Bee\n\nText.\n").write();
    let lift = run(&book, &["lift"]);
    let added = lift.stdout.lines().filter_map(|line| line.strip_prefix('+'));
    let added = added.filter(|line| !line.starts_with(['+', '-', '#']));
    (added.collect::<Vec<_>>().join("\n").trim().to_owned(), lift.stderr)
}

#[test]
fn a_value_has_the_signs_that_its_author_wrote() {
    for (page, expected) in [
        (
            "# Ohm's \"law\" -- and more...\n\nStatus: draft\n",
            "title: \"Ohm's \\\"law\\\" -- and more...\"\nstatus: draft",
        ),
        (
            "# A\n\nStatus: draft\nTags: Ohm's law, Kirchhoff's laws\n",
            "title: A\nstatus: draft\ntags: [\"Ohm's law\", \"Kirchhoff's laws\"]",
        ),
    ] {
        assert_eq!(lifted(page).0, expected, "{page}");
    }
}

#[test]
fn what_a_page_embeds_stays_on_it() {
    let (added, said) = lifted("# A\n\nText.\n\n## Tags\n\n![[list of tags]]\n");
    assert_eq!(added, "");
    assert!(
        said.contains("[P0340]: this embeds a file, which no value can hold, so this stays in the text"),
        "{said}"
    );
}

#[test]
fn a_title_that_is_a_link_is_what_it_names() {
    assert_eq!(lifted("# [[Topic/Part]]\n\nStatus: draft\n").0, "title: Topic/Part\nstatus: draft");
    assert!(lifted("# [Name of it]\n\nStatus: draft\n").1.contains("is a placeholder"));
}

#[test]
fn a_row_without_a_label_is_nothing_to_declare() {
    let page = "# A\n\n|  |  |\n|---|---|\n| **Status** | draft |\n| **Form** | one |\n|  | two |\n\nText.\n";
    let (_, said) = lifted(page);
    assert!(said.contains("`Form` is not a field") && !said.contains("`` is not a field"), "{said}");
}

#[test]
fn tags_are_written_without_their_signs() {
    let (added, _) = lifted("tags:: #one #[[two words]] [[three]]\n\n- Text.\n");
    assert_eq!(added, "tags: [one, two words, three]");
}

#[test]
fn a_list_of_related_pages_may_link_as_wikis_do_or_hold_bare_addresses() {
    let section = |items: &str| format!("---\ntitle: A\n---\n\n# A\n\nText.\n\n## Related\n\n{items}");
    for (items, related) in [
        ("- [[bee]]\n", "related: [bee]"),
        ("* [[Bee|again]] - because\n", "related:\n  \"[again](bee.md)\": \"because\""),
        ("- [[bee|Bee]]\n- https://example.org/bare\n", "related: [bee, \"https://example.org/bare\"]"),
        (
            "- <https://example.org/x>\n- [Mail](mailto:a@example.org)\n",
            "related: [\"https://example.org/x\", \"[Mail](mailto:a@example.org)\"]",
        ),
    ] {
        assert_eq!(
            lifted(&section(items)),
            (related.to_owned(), "mdbook-patterns: `--write` changes 1 page (related 1)\n".to_owned()),
            "{items}"
        );
    }
    let (added, said) = lifted(&section("- [[Nowhere]]\n"));
    assert_eq!(added, "");
    assert!(said.contains("[P0340]"), "{said}");
}

#[test]
fn a_page_that_is_named_beside_a_link_is_related_too() {
    let (added, _) = lifted("# A\n\n- Related: Bee, [Talk](https://example.org/t)\n- Status: draft\n");
    assert_eq!(added, "title: A\nrelated: [bee, \"[Talk](https://example.org/t)\"]\nstatus: draft");
}

#[test]
fn a_quote_with_a_class_is_a_box() {
    for quote in ["> Stop it.\n{: .note }\n", "> Stop it.\n> {: .warning }\n"] {
        let page = format!("---\ntier: gold\n---\n\n# A\n\n{quote}\nText.\n");
        assert_eq!(lifted(&page).0, "", "{page}");
    }
}

#[test]
fn a_tag_of_another_tool_is_no_value() {
    let (added, said) = lifted("---\ntier: gold\n---\n\n# A\n\nText.\n\n## Tags\n\n- {% channel \"x\" %}\n");
    assert_eq!(added, "");
    assert!(said.contains("this contains something that is filled in, which no value can hold"), "{said}");
}

#[test]
fn an_item_with_several_pages_is_all_of_them_or_stays() {
    let lifted = |item: &str| {
        let page = format!("---\ntitle: A\n---\n\n# A\n\nText.\n\n## Related\n\n- {item}\n");
        let book = TestBook::new().page("a.md", &page).page("bee.md", "# Bee\n").page("cee.md", "# Cee\n");
        let book = book.write();
        let lift = run(&book, &["lift", "--write", "--force"]);
        (std::fs::read_to_string(book.root().join("src/a.md")).unwrap(), page, lift.stderr)
    };
    for item in [
        "[[bee]], [[cee]]",
        "[[Bee]] and [[Cee]]",
        "[[bee]] [[cee]]",
        "[[bee]], [Cee](cee.md)",
        "[Bee](bee.md), [Cee](cee.md)",
        "[Bee](bee.md) / [[cee|Cee]]",
    ] {
        let (written, ..) = lifted(item);
        assert!(written.contains("related: [bee, cee]\n") && !written.contains("## Related"), "{written}");
    }
    for item in [
        "[[bee]] as [[cee]] does",
        "[Bee](bee.md), as [Cee](cee.md)",
        "[Bee](bee.md), Cee",
        "**Bee**, **Cee**",
        "**Bee** [Cee](cee.md)",
        "[Bee](bee.md) as <https://example.org>",
        "[[bee]], [[gone]]",
        "[[bee#How]] - why",
        "[[bee#How]]",
        "[[bee#How|the way]]",
    ] {
        let (written, page, said) = lifted(item);
        assert_eq!(written, page);
        assert!(said.contains("P0340"), "{item}: {said}");
    }
    for (item, related) in [
        ("[[bee]] - as [[cee]] does", "bee: \"as [[cee]] does\""),
        ("[Bee](bee.md): like [Cee](cee.md)", "bee: \"like [Cee](cee.md)\""),
        ("[Bee](bee.md#how) - why", "\"[Bee](bee.md#how)\": \"why\""),
        ("[Bee](bee.md#how)", "related: [\"[Bee](bee.md#how)\"]"),
    ] {
        let (written, ..) = lifted(item);
        assert!(written.contains(related), "{item}: {written}");
        // No notice shows the heading, so that the text stays.
        assert_eq!(written.contains("## Related"), related.contains("#how"), "{item}: {written}");
    }
}

#[test]
fn tags_of_which_only_some_have_a_sign_stay() {
    for tags in ["#a #b c", "go #java", "#a b #c"] {
        let page = format!("tags:: {tags}\n\n- Text.\n");
        let (added, said) = lifted(&page);
        assert_eq!(added, "", "{tags}");
        assert!(said.contains("only some words of"), "{said}");
        let page = format!("---\ntags: '{tags}'\n---\n\n# A\n\nText.\n");
        let book = TestBook::new().page("a.md", &page).write();
        let found = run(&book, &["check"]).stdout;
        assert!(found.contains(&format!("[P0207]: `{tags}` is one value of `tags`")), "{found}");
        assert_eq!(book.listed("tags")[0]["tags"].as_array().map(Vec::len), Some(1), "{tags}");
        assert!(book.listed("tags").to_string().to_lowercase().contains(tags), "{}", book.listed("tags"));
    }
}

#[test]
fn a_quote_that_speaks_of_attributes_is_a_description() {
    for (quote, is_description) in [
        ("> Maps of Clojure, such as `{:key 1}`.\n", true),
        ("> Write `{: .note }`\n", true),
        ("> Maps {:key 1} of Clojure.\n", true),
        ("> Of {: .note } and more.\n", true),
        ("> Stop it. {: .note }\n", false),
        ("> Stop it.\n{: .note #x }\n", false),
        ("> Stop it.\n>\n> {:.note}\n", false),
    ] {
        let page = format!("---\ntier: gold\n---\n\n# A\n\n{quote}\nText.\n");
        assert_eq!(lifted(&page).0.contains("description:"), is_description, "{page}");
    }
}
