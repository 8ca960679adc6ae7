//! What the build writes for the scripts: long catalogs as a plain list, the fields that entries carry, lists that
//! remember what readers have done.

use crate::parts::{attributes, element};
use crate::support::{TestBook, pretty};

const TWO: [(&str, &str); 3] = [
    (
        "p/a.md",
        "---\ntitle: Alpha\ntier: gold\ncategory: data\nintroduced: 2015\nproblem: slow\t*reads*\nrelated: [b, \"[Elsewhere](https://example.org)\"]\n---\n# Alpha\n",
    ),
    (
        "p/b.md",
        "---\ntitle: Beta \"B\"\ntier: silver\nalso_known_as: [Bee]\nicon: 🐝\nid: second\n---\n# Beta\n\nText of *it*.\n",
    ),
    ("p/README.md", "---\ntitle: All\ntype: index\n---\n# All\n"),
];

fn library() -> TestBook {
    TWO.iter().fold(TestBook::new(), |book, (path, text)| book.page(path, text))
}

/// A page that shows the catalog of a book.
fn main(book: &TestBook, arguments: &str) -> String {
    let built =
        book.clone().page("all.md", &format!("# All\n\n{{{{#patterns catalog {arguments}}}}}\n")).build();
    assert_eq!(built.stderr(), "");
    built.main("all.html")
}

fn catalog(book: &TestBook, arguments: &str) -> String {
    element(&main(book, arguments), "patterns-catalog")
}

/// What the catalog's script is told.
fn data(book: &TestBook, arguments: &str) -> serde_json::Value {
    let data = attributes(&main(book, arguments), "data-patterns").remove(0);
    serde_json::from_str(&data).unwrap()
}

#[test]
fn entries_carry_the_fields_that_only_a_comparison_shows() {
    insta::assert_snapshot!(pretty(&catalog(&library(), "")));
}

#[test]
fn cards_and_lists_show_the_columns_that_are_named() {
    let columns = "columns=\"title introduced related reading_time tier\" compare=false";
    insta::assert_snapshot!(pretty(&catalog(&library(), &format!("view=cards {columns}"))));
    insta::assert_snapshot!(pretty(&catalog(&library(), &format!("view=list {columns}"))));
}

#[test]
fn a_comparison_shows_the_fields_that_are_named() {
    let told = data(&library(), "compare=\"problem tier\"");
    let names = |key: &str| -> Vec<_> {
        told[key].as_array().unwrap().iter().map(|one| one["name"].clone()).collect()
    };
    assert_eq!(names("compare"), ["problem", "tier"]);
    assert_eq!(names("fields"), ["problem"], "a taxonomy is there already");
    assert_eq!(data(&library(), "compare=false")["compare"], serde_json::json!([]));
    let built = library().page("all.md", "# All\n\n{{#patterns catalog compare=problme}}\n").build();
    insta::assert_snapshot!(built.stderr());
}

#[test]
fn a_long_catalog_is_a_plain_list_within_its_room() {
    let text = "A description of many words, which goes on. ".repeat(200);
    let many = |count: usize| {
        (0..count).fold(library(), |book, at| {
            let front = format!("---\ntitle: Entry {at}\ntier: bronze\ndescription: {text}\n---\n");
            book.page(&format!("many/e{at}.md"), &front)
        })
    };
    let full = main(&many(498), "group-by=tier");
    assert!(
        full.contains("<tbody>") && full.contains("<section"),
        "500 entries stand in a table, in their groups"
    );
    let html = main(&many(500), "group-by=tier");
    let entries: Vec<_> =
        html.lines().filter(|line| line.starts_with("<li data-") && line.contains("data-t=")).collect();
    assert_eq!(entries.len(), 502);
    insta::assert_snapshot!(entries[..2].join("\n"));
    assert!(
        entries[2]
            .starts_with("<li data-t=\"2\" data-m=\"1\"><a href=\"many/e0.html\">Entry 0</a> A description"),
        "{}",
        entries[2]
    );
    let room = 1_500_000 / 502;
    assert!(
        entries[2].ends_with("…</li>") && (room..room + 100).contains(&entries[2].len()),
        "{}",
        entries[2].len()
    );
    assert!(!html.contains("data-o="), "a list has its order");
}

#[test]
fn shortcuts_can_be_turned_off() {
    assert_eq!(data(&library(), "")["shortcuts"], true);
    let quiet = library().config("[preprocessor.patterns.catalog]\nshortcuts = false");
    assert_eq!(data(&quiet, "")["shortcuts"], false);
}

const LISTS: &str = "# Lists

{{#patterns progress}}

- [ ] one
- [x] two

> {{#patterns progress}}
> 1. quoted

- {{#patterns progress}}

  - nested

```text
{{#patterns progress}}
```
";

#[test]
fn progress_marks_the_list_below_it() {
    let built = TestBook::new().page("lists.md", LISTS).build();
    assert_eq!(built.stderr(), "");
    insta::assert_snapshot!(pretty(&built.main("lists.html")));
    insta::assert_snapshot!(TestBook::new().page("lists.md", LISTS).expanded("lists.md", "markdown"));
}

#[test]
fn progress_without_a_list_is_reported() {
    let built =
        TestBook::new().page("none.md", "# None\n\n{{#patterns progress}}\n\nText.\n\n- far\n").build();
    insta::assert_snapshot!(built.stderr());
    let built = TestBook::new().page("end.md", "# End\n\n{{#patterns progress}}\n").build();
    insta::assert_snapshot!(built.stderr());
}
