//! People as libraries name them: several in one text, with their addresses, as tables, and as a taxonomy.

use crate::support::{Built, TestBook};
use serde_json::{Value, json};

fn page(front_matter: &str) -> String {
    format!("---\n{front_matter}\n---\n\n# Page\n\nText.\n")
}

/// The authors of a page with this front matter, and what is said against it.
fn authors(config: &str, front_matter: &str) -> (Value, String) {
    let book = TestBook::new().config(config).page("a.md", &page(front_matter)).build();
    (book.listed("authors")[0]["authors"].clone(), book.stderr().to_owned())
}

#[test]
fn an_item_that_links_two_people_is_said_and_is_neither_of_them() {
    let written = "[Ann](https://a.example), [Bob](https://b.example)";
    let (names, said) = authors("", &format!("authors:\n  - \"{written}\""));
    assert_eq!(names, json!([written]));
    assert!(said.contains("links several") && said.contains("[P0207]"), "{said}");
    // Between commas of a text they are two.
    assert_eq!(authors("", &format!("authors: \"{written}\"")), (json!(["Ann", "Bob"]), String::new()));
}

const AS_TAXONOMY: &str = "[preprocessor.patterns.taxonomy.authors]\nfacet = true\n";

#[test]
fn each_person_of_a_text_is_one_and_an_address_is_no_name() {
    for (written, names) in [
        ("author: Sam Wood <sam@example.org>, Li <li@example.org>", json!(["Sam Wood", "Li"])),
        (
            "author: María José de la Cruz <m@example.org>; Bo <b@example.org>",
            json!(["María José de la Cruz", "Bo"]),
        ),
        ("author: Alex North (@anorth), \"@zen\"", json!(["Alex North (@anorth)", "\"@zen\""])),
        ("author: \"@ann, @bob\"", json!(["@ann", "@bob"])),
        ("author: zx (@zx), Jake (@jake)", json!(["zx (@zx)", "Jake (@jake)"])),
        ("author: Ann Lee (Acme, Inc.), Bob Ray", json!(["Ann Lee (Acme, Inc.)", "Bob Ray"])),
        (
            "author:\n  - Ann Lee <ann@example.org>\n  - \"[Bob](https://bob.example)\"",
            json!(["Ann Lee", "Bob"]),
        ),
        ("authors:\n  - {name: Ann, url: \"https://ann.example\"}\n  - Bob", json!(["Ann", "Bob"])),
        (
            "authors:\n  ann:\n    name: Ann Lee\n    email: ann@example.org\n  bob: {}",
            json!(["Ann Lee", "bob"]),
        ),
        (
            "authors:\n  Ann Lee: \"https://ann.example\"\n  Bob Ray: author",
            json!(["Ann Lee", "Bob Ray: author"]),
        ),
        (
            "authors:\n  - name: {given: Ann, family: Lee}\n    orcid: 0000\n  - name: {literal: Acme}",
            json!(["Ann Lee", "Acme"]),
        ),
        ("author: {name: {given: Ann, family: Lee}}", json!(["Ann Lee"])),
        ("author: Josh Day, Executive Director", json!(["Josh Day, Executive Director"])),
        ("author: Ann Lee, Head of Security", json!(["Ann Lee, Head of Security"])),
        ("author: Security and Compliance Team", json!(["Security and Compliance Team"])),
        ("author: AT&T", json!(["AT&T"])),
        ("author: <ann@example.org>", json!(["ann@example.org"])),
        ("author: Ann Lee, Ann, Ann Lee Ray", json!(["Ann Lee", "Ann", "Ann Lee Ray"])),
    ] {
        for config in ["", AS_TAXONOMY] {
            let wanted = (names.clone(), String::new());
            assert_eq!(authors(config, written), wanted, "{written} {config}");
        }
    }
}

#[test]
fn a_person_is_called_as_the_first_page_does() {
    let book = TestBook::new()
        .config(AS_TAXONOMY)
        .page("a.md", &page("authors: [Ann Lee]"))
        .page("b.md", &page("authors: [\"Ann, Lee\"]"))
        .build();
    let counted = book.main("catalog.html");
    assert!(counted.contains("Ann Lee") && !counted.contains("Ann, Lee"), "{counted}");
}

#[test]
fn the_keys_of_a_person_are_those_that_are_read() {
    let (_, said) = authors("", "authors: [{name: Ann, twitter: x, fax: 1}]");
    assert!(said.contains("the keys are: name, github, email, url, website\n"), "{said}");
    assert!(said.contains("mdbook-patterns: 1 warning\n"), "{said}");
    let (_, said) = authors("", "authors: [{name: Ann, faxx: 1}]");
    assert!(!said.contains("`fax`"), "{said}");
}

/// The list of the advice, put in place of the text, is read as the people meant.
#[test]
fn the_list_that_the_advice_writes_is_read() {
    for (written, list, names) in [
        (
            "'Doe, [Jane](https://jane.example)'",
            r#"[Doe, "[Jane](https://jane.example)"]"#,
            json!(["Doe", "Jane"]),
        ),
        ("'\"Doe\", Jane'", r#"["\"Doe\"", Jane]"#, json!(["\"Doe\"", "Jane"])),
        ("'*Doe, Jane'", r#"["*Doe", Jane]"#, json!(["*Doe", "Jane"])),
    ] {
        let (_, said) = authors("", &format!("authors: {written}"));
        assert!(said.contains(&format!("write a list, `{list}`")), "{written}: {said}");
        assert_eq!(authors("", &format!("authors: {list}")), (names, String::new()), "{written}");
        let one = said
            .split("quotes in a list, `")
            .nth(1)
            .and_then(|rest| rest.split("`, for one").next())
            .unwrap();
        let (alone, said) = authors("", &format!("authors: {one}"));
        assert!(
            alone.as_array().is_some_and(|all| all.len() == 1) && said.is_empty(),
            "{one}: {alone} {said}"
        );
    }
}

#[test]
fn links_of_a_wiki_are_one_person_each() {
    assert_eq!(authors("", "authors: '[[b|Bea]], [[c]]'"), (json!(["Bea", "c"]), String::new()));
}

#[test]
fn what_is_no_person_is_said() {
    for written in ["authors: {team: [a, b]}", "authors: [[Ann, Bob]]", "authors: {name: [x]}"] {
        for config in ["", AS_TAXONOMY] {
            let (_, said) = authors(config, written);
            assert!(said.contains("[P0202]"), "{written} {config}: {said}");
        }
    }
}

fn shown(config: &str) -> Built {
    let two = "authors: [Ann Lee <ann@example.org>, \"[Bob](https://bob.example)\"]";
    TestBook::new().config(config).page("a.md", &page(two)).page("b.md", &page("authors: Ann Lee")).build()
}

#[test]
fn an_address_is_the_link_of_the_name() {
    for config in ["", AS_TAXONOMY] {
        let book = shown(config);
        let main = book.main("a.html");
        assert!(main.contains("href=\"mailto:ann@example.org\""), "{main}");
        assert!(main.contains("href=\"https://bob.example\"") && !main.contains("&lt;ann"), "{main}");
    }
    let counted = shown(AS_TAXONOMY).main("catalog.html");
    assert!(
        counted.contains("Ann Lee") && counted.contains("<td") && !counted.contains("ann@example"),
        "{counted}"
    );
    let found = shown(AS_TAXONOMY).run(&[
        "list",
        "--filter",
        "authors:ann-lee",
        "--columns",
        "id",
        "--format",
        "json",
    ]);
    assert_eq!(found.stdout.matches("\"id\"").count(), 2, "{}", found.stdout);
}

#[test]
fn a_line_of_a_list_is_a_person_and_a_sentence_is_none() {
    let text = "# A\n\nText.\n\n## Authors\n\n* Tim Yao, Nokia\n* [Doug](https://doug.example)\n";
    let prose = "# B\n\nText.\n\n## Author\n\nThese pages were written by Daniel, but \"I\", some say, is hard to find.\n";
    for config in ["", AS_TAXONOMY] {
        let config = format!(
            "[preprocessor.patterns]\nread-text = true\n[preprocessor.patterns.field.authors]\nfrom-section = [\"Author\", \"Authors\"]\n{config}"
        );
        let book = TestBook::new().config(&config).page("a.md", text).page("b.md", prose).build();
        assert_eq!(book.listed("authors"), json!([{"authors": ["Tim Yao, Nokia", "Doug"]}]));
        assert!(book.found().contains("is a sentence"), "{}", book.found());
    }
}

#[test]
fn the_address_beside_an_author_is_the_link_of_the_name() {
    for (key, shown) in
        [("authorURL", true), ("author_url", true), ("author-url", true), ("author_title", false)]
    {
        let keys =
            format!("author: Ann Lee\n{key}: https://ann.example\nauthorImageURL: https://a.example/x.png");
        for config in ["", AS_TAXONOMY] {
            let book =
                TestBook::new().config(config).page("a.md", "# A\n").page("b.md", &page(&keys)).build();
            assert_eq!(book.stderr(), "", "{key}");
            assert_eq!(book.main("b.html").contains("href=\"https://ann.example\""), shown, "{key}");
        }
    }
    let unsafe_one = page("author: Ann\nauthor_url: \"javascript:x()\"");
    let book = TestBook::new().page("a.md", "# A\n").page("b.md", &unsafe_one).build();
    assert!(!book.html("b.html").contains("javascript:x"));
}
