//! The pieces of furniture that lead to other pages: breadcrumbs, laws, related, nav.

use crate::parts::{attributes, element, elements};
use crate::support::{Built, TestBook, pretty};

const TREE: &str = "# Summary

[Welcome](README.md)

# Part *One*

- [Patterns](patterns/README.md)
  - [Resilience]()
    - [Retry](patterns/resilience/retry.md)
- [Group]()
  - [Alone](alone.md)

---

[Afterword](after.md)
";

/// A book with parts, folders, a draft with pages below it, and a page outside.
fn tree(config: &str) -> Built {
    TestBook::new()
        .config(config)
        .summary(TREE)
        .file("src/README.md", "---\ntitle: Welcome\n---\n# Welcome\n")
        .file(
            "src/patterns/README.md",
            "---\ntitle: All patterns\nshort_title: Patterns\n---\n# All patterns\n",
        )
        .file("src/patterns/resilience/retry.md", "---\ntitle: Retry\n---\n# Retry\n")
        .file("src/alone.md", "---\ntitle: Alone\n---\n# Alone\n")
        .file("src/after.md", "---\ntitle: Afterword\n---\n# Afterword\n")
        .build()
}

fn breadcrumbs(book: &Built, page: &str) -> String {
    element(&book.main(page), "patterns-breadcrumbs")
}

#[test]
fn breadcrumbs_go_through_parts_folders_and_drafts() {
    let book = tree("");
    assert_eq!(book.stderr(), "");
    insta::assert_snapshot!(breadcrumbs(&book, "patterns/resilience/retry.html"));
}

#[test]
fn breadcrumbs_of_a_folders_index_lead_up() {
    insta::assert_snapshot!(breadcrumbs(&tree(""), "patterns/index.html"));
}

#[test]
fn breadcrumbs_under_a_draft_have_no_link_to_it() {
    insta::assert_snapshot!(breadcrumbs(&tree(""), "alone.html"));
}

#[test]
fn breadcrumbs_behind_the_parts_name_no_part() {
    let crumbs = breadcrumbs(&tree(""), "after.html");
    assert!(!crumbs.contains("Part One"), "a suffix chapter stands in no part:\n{crumbs}");
    assert!(crumbs.contains("Afterword"), "{crumbs}");
}

#[test]
fn breadcrumbs_are_absent_from_the_first_page() {
    assert_eq!(elements(&tree("").main("index.html"), "patterns-breadcrumbs"), Vec::<String>::new());
}

#[test]
fn breadcrumbs_start_without_home_where_the_book_says_so() {
    let crumbs =
        breadcrumbs(&tree("[preprocessor.patterns]\nhome = false"), "patterns/resilience/retry.html");
    assert!(!crumbs.contains("Home"), "{crumbs}");
    assert_eq!(attributes(&crumbs, "href"), ["../index.html"]);
}

#[test]
fn breadcrumbs_name_the_first_page_once_where_it_is_the_parent() {
    let book = TestBook::new()
        .summary("- [Start](start.md)\n  - [Below](below.md)\n")
        .file("src/start.md", "# Start\n")
        .file("src/below.md", "---\ntitle: Below\n---\n# Below\n")
        .build();
    let crumbs = breadcrumbs(&book, "below.html");
    assert_eq!(attributes(&crumbs, "href"), ["start.html"]);
}

/// Three pages in two categories, in the order of the book.
fn neighbours(config: &str, fields: &str) -> Built {
    TestBook::new()
        .config(config)
        .page("one.md", "---\ncategory: data\ntitle: One & *only*\n---\n# One\n")
        .page("two.md", &format!("---\ncategory: core\norder: 2\n{fields}\n---\n# Two\n"))
        .page("in/three.md", "---\ncategory: data\n---\n# Three\n")
        .page("four.md", "---\ncategory: core\norder: 1\n---\n# Four\n")
        .build()
}

#[test]
fn nav_shows_both_neighbours() {
    let book = neighbours("", "");
    insta::assert_snapshot!(element(&book.main("two.html"), "patterns-nav"));
}

#[test]
fn nav_of_the_first_page_has_only_a_next_one() {
    let book = neighbours("", "");
    assert_eq!(attributes(&element(&book.main("one.html"), "patterns-nav"), "rel"), ["next"]);
}

#[test]
fn nav_of_the_last_page_leads_back() {
    let book = neighbours("[preprocessor.patterns.catalog]\nenable = false", "");
    assert_eq!(attributes(&element(&book.main("four.html"), "patterns-nav"), "href"), ["in/three.html"]);
}

#[test]
fn nav_in_a_folder_leads_out_of_it() {
    let book = neighbours("", "");
    assert_eq!(
        attributes(&element(&book.main("in/three.html"), "patterns-nav"), "href"),
        ["../two.html", "../four.html"]
    );
}

#[test]
fn nav_skips_drafts() {
    let book = TestBook::new()
        .summary("- [One](one.md)\n- [Draft]()\n- [Two](two.md)\n")
        .file("src/one.md", "---\ntitle: One\n---\n")
        .file("src/two.md", "---\ntitle: Two\n---\n")
        .build();
    assert_eq!(attributes(&element(&book.main("one.html"), "patterns-nav"), "href"), ["two.html"]);
}

#[test]
fn nav_within_the_category_follows_the_order_field() {
    let book = neighbours("[preprocessor.patterns]\nnav-order = \"category\"", "");
    insta::assert_snapshot!(element(&book.main("two.html"), "patterns-nav"));
    assert_eq!(attributes(&element(&book.main("one.html"), "patterns-nav"), "href"), ["in/three.html"]);
}

#[test]
fn nav_goes_where_the_page_says() {
    let book = neighbours("", "prev: four\nnext: in/three.md");
    assert_eq!(
        attributes(&element(&book.main("two.html"), "patterns-nav"), "href"),
        ["four.html", "in/three.html"]
    );
}

#[test]
fn nav_hides_the_side_that_the_page_hides() {
    let book = neighbours("", "prev: false");
    assert_eq!(attributes(&element(&book.main("two.html"), "patterns-nav"), "href"), ["in/three.html"]);
    let book = neighbours("", "prev: false\nnext: none");
    assert_eq!(elements(&book.main("two.html"), "patterns-nav"), Vec::<String>::new());
}

#[test]
fn nav_to_a_page_that_is_not_there_is_reported() {
    let book = neighbours("", "next: thre");
    assert_ne!(book.stderr(), "");
    insta::assert_snapshot!(book.stderr());
    assert_eq!(
        attributes(&element(&book.main("two.html"), "patterns-nav"), "href"),
        ["one.html", "in/three.html"]
    );
}

#[test]
fn a_neighbour_may_be_outside_the_book() {
    let book = neighbours("", "next: \"[Elsewhere](https://example.org/)\"");
    assert_eq!(book.stderr(), "");
    let nav = element(&book.main("two.html"), "patterns-nav");
    assert_eq!(attributes(&nav, "href"), ["one.html", "https://example.org/"]);
}

/// Laws as pages, and a pattern that names them.
fn laws(fields: &str) -> Built {
    TestBook::new()
        .page(
            "laws/failure.md",
            "---\ntitle: Correlated Failure\ntype: law\norder: 1\n---\n# Correlated Failure\n",
        )
        .page(
            "laws/asynchrony.md",
            "---\ntitle: Asynchronous Reality\ntype: axiom\norder: 2\nicon: A\n---\n# Asynchronous Reality\n",
        )
        .page("pillars/state.md", "---\ntitle: State\ntype: pillar\n---\n# State\n")
        .page("patterns/retry.md", &format!("---\n{fields}\n---\n# Retry\n"))
        .build()
}

fn laws_box(fields: &str) -> String {
    let book = laws(fields);
    assert_eq!(book.stderr(), "");
    elements(&book.main("patterns/retry.html"), "patterns-laws").join("\n")
}

#[test]
fn laws_as_a_list_of_ids() {
    insta::assert_snapshot!(laws_box("laws: [asynchrony, Correlated Failure]\npillars: state"));
}

#[test]
fn laws_as_ids_with_how_they_apply() {
    insta::assert_snapshot!(laws_box("related_laws:\n  failure: Retries *correlate*.\n  asynchrony:"));
}

#[test]
fn laws_as_primary_and_secondary_lists() {
    insta::assert_snapshot!(laws_box(
        "laws:\n  primary:\n    - {number: 1, aspect: storms, description: Retries correlate.}\n  secondary:\n    - number: 2\n      aspect: timeouts\n      description: Nobody *knows*."
    ));
}

#[test]
fn laws_as_a_list_of_numbers() {
    insta::assert_snapshot!(laws_box("axioms: [2, 1]"));
}

#[test]
fn laws_show_the_pages_under_them() {
    let book = laws("laws:\n  failure: \"Retries *correlate*, see [here](x.md).\"");
    insta::assert_snapshot!(element(&book.main("laws/failure.html"), "patterns-related"));
}

/// A pattern that names five others, each in another way, and a case study about it.
fn related() -> Built {
    TestBook::new()
        .page("a/retry.md", "---\ntitle: Retry\ntier: gold\ndescription: Try *again*.\nrelated: {breaker: stops \"it\"}\nprerequisites: [timeout]\nsuperseded_by: hedge\npatterns: bulkhead\n---\n# Retry\n")
        .page("a/breaker.md", "---\ntitle: Breaker\ntier: silver\ndescription: Opens.\n---\n# Breaker\n")
        .page("timeout.md", "---\ntitle: Timeout\n---\n# Timeout\n")
        .page("hedge.md", "---\ntitle: Hedge\n---\n# Hedge\n")
        .page("bulkhead.md", "---\ntitle: Bulkhead\n---\n# Bulkhead\n")
        .page("cases/dynamo.md", "---\ntitle: Dynamo\ntype: case-study\npatterns:\n  retry: with a [budget](budget.md)\n---\n# Dynamo\n")
        .build()
}

fn related_on(book: &Built, page: &str) -> String {
    element(&book.main(page), "patterns-related")
}

#[test]
fn related_shows_every_relation_of_the_page() {
    let book = related();
    assert_eq!(book.stderr(), "");
    insta::assert_snapshot!(related_on(&book, "a/retry.html"));
}

#[test]
fn related_shows_every_inverse() {
    let book = related();
    let pages = ["a/breaker.html", "timeout.html", "hedge.html", "bulkhead.html"];
    insta::assert_snapshot!(pages.map(|page| related_on(&book, page)).join("\n"));
}

#[test]
fn related_lists_a_mutual_relation_once() {
    let book = TestBook::new()
        .page("one.md", "---\nrelated: [two, two.md]\n---\n# One\n")
        .page("two.md", "---\nrelated: [one]\n---\n# Two\n")
        .build();
    assert_eq!(attributes(&related_on(&book, "one.html"), "href"), ["two.html"]);
}

#[test]
fn related_pages_outside_and_unknown_ones_are_shown() {
    let book = TestBook::new()
        .page(
            "one.md",
            "---\nrelated:\n  - \"[Paper](https://example.org/a?b=c&d)\"\n  - nowhere\n---\n# One\n",
        )
        .build();
    insta::assert_snapshot!(related_on(&book, "one.html"));
}

#[test]
fn related_pages_of_a_relation_of_the_book() {
    let config = "[preprocessor.patterns.field.refines]\ntype = \"relation\"\nlabel = \"Refines\"\ninverse = \"Refined by\"";
    let book = TestBook::new()
        .config(config)
        .page("one.md", "---\nrefines: Two\n---\n# One\n")
        .page("two.md", "---\ntitle: Two\n---\n# Two\n")
        .build();
    assert_eq!(book.stderr(), "");
    insta::assert_snapshot!(["one.html", "two.html"].map(|page| related_on(&book, page)).join("\n"));
}

#[test]
fn references_resolve_by_path_id_stem_title_and_other_names() {
    let names = ["deep/other.md", "/deep/other", "the-id", "Long title", "Short", "Alias"];
    for name in names {
        let book = TestBook::new()
            .page("one.md", &format!("---\nrelated: [\"{name}\"]\n---\n# One\n"))
            .page("deep/other.md", "---\nid: the-id\ntitle: Long title\nshort_title: Short\nalso_known_as: [Alias]\n---\n# Other\n")
            .build();
        assert_eq!(book.stderr(), "", "{name}");
        assert_eq!(attributes(&related_on(&book, "one.html"), "href"), ["deep/other.html"], "{name}");
    }
}

#[test]
fn a_page_with_an_id_is_still_found_by_its_files_stem() {
    let book = TestBook::new()
        .page("one.md", "---\nrelated: [other]\n---\n# One\n")
        .page("deep/other.md", "---\nid: the-id\ntitle: Title\n---\n# Title\n")
        .build();
    assert_eq!(book.stderr(), "");
    assert_eq!(attributes(&related_on(&book, "one.html"), "href"), ["deep/other.html"]);
}

#[test]
fn meta_links_the_prerequisites() {
    let book = related();
    insta::assert_snapshot!(element(&book.main("a/retry.html"), "patterns-meta"));
}

#[test]
fn prerequisites_show_below_where_the_row_of_facts_is_hidden_by_any_spelling() {
    for hidden in ["meta", "Meta", "META"] {
        let page = format!("---\ntitle: Retry\nprerequisites: [timeout]\nhide: [{hidden}]\n---\n# Retry\n");
        let book =
            TestBook::new().page("retry.md", &page).page("timeout.md", "---\ntitle: Timeout\n---\n").build();
        assert!(!book.main("retry.html").contains("patterns-meta"), "{hidden}");
        assert_eq!(attributes(&related_on(&book, "retry.html"), "href"), ["timeout.html"], "{hidden}");
    }
}

/// As a field of the book has it that says where a page is discussed.
#[test]
fn a_field_that_is_an_address_is_a_link() {
    let config = "[preprocessor.patterns.field.discussion]\ntype = \"markdown\"\n\
                  [preprocessor.patterns.field.source]\ntype = \"text\"\n";
    for (written, leads) in [
        ("https://example.org/t/a_b_c?x=1&y=2", true),
        ("http://example.org", true),
        ("https://example.org and more", false),
        ("javascript:alert(1)", false),
        ("https://", false),
        ("see https://example.org", false),
    ] {
        let page = format!("---\ntitle: A\ndiscussion: '{written}'\nsource: '{written}'\n---\n# A\n");
        let book = TestBook::new().config(config).page("a.md", &page).build();
        let meta = element(&book.main("a.html"), "patterns-meta");
        let wanted = if leads { vec![written.to_owned(); 2] } else { Vec::new() };
        assert_eq!(attributes(&meta, "href"), wanted, "{meta}");
        assert_eq!(meta.matches(&written.replace('&', "&amp;")).count(), if leads { 4 } else { 2 }, "{meta}");
    }
}

#[test]
fn a_page_of_one_minute_says_so_only_where_its_author_does() {
    let long = "word ".repeat(400);
    for (fields, text, shown) in
        [("", "Text.", false), ("reading_time: 1\n", "Text.", true), ("", &long, true)]
    {
        let page = format!("---\ntitle: A\nversion: 2\n{fields}---\n\n{text}\n");
        let meta = element(&TestBook::new().page("a.md", &page).build().main("a.html"), "patterns-meta");
        assert_eq!(meta.contains("Reading time"), shown, "{meta}");
    }
}

/// mdBook's own sign for it has no words.
#[test]
fn the_date_of_a_page_stands_beside_the_way_to_edit_it() {
    let with = |html: &str| {
        TestBook::new()
            .config(&format!("[output.html]\n{html}"))
            .page("a b/retry.md", "---\ntitle: Retry\nupdated: 2024-01-02\n---\n# Retry\n")
            .page("undated.md", "---\ntitle: Undated\nversion: 2\n---\n# Undated\n")
            .build()
    };
    let book = with("edit-url-template = \"https://example.org/edit/main/{path}\"");
    let meta = element(&book.main("a b/retry.html"), "patterns-meta");
    assert_eq!(attributes(&meta, "href"), ["https://example.org/edit/main/src/a%20b/retry.md"]);
    assert!(meta.contains("2024-01-02</time>") && meta.contains(">Edit this page</a>"), "{meta}");
    assert_eq!(attributes(&element(&book.main("undated.html"), "patterns-meta"), "href"), [""; 0]);
    for html in ["", "edit-url-template = \"javascript:{path}\""] {
        let meta = element(&with(html).main("a b/retry.html"), "patterns-meta");
        assert_eq!(attributes(&meta, "href"), [""; 0], "{html}");
    }
}

#[test]
fn links_reach_pages_with_odd_names() {
    let book = TestBook::new()
        .page("one.md", "---\nrelated: [two]\n---\n# One\n")
        .page("a b/c#d/50%.md", "---\nid: two\ntitle: \"T [x](y) <z>\"\n---\nText\n")
        .build();
    insta::assert_snapshot!(pretty(&related_on(&book, "one.html")));
}

#[test]
fn a_relation_may_be_an_address_for_mail() {
    let page = "---\ntitle: A\nrelated: [\"[Ask](mailto:a@example.org)\"]\n---\n# A\n";
    let book = TestBook::new().page("a.md", page).build();
    assert_eq!(book.stderr(), "");
    assert!(book.main("a.html").contains("href=\"mailto:a@example.org\""));
}

#[test]
fn the_box_of_a_books_own_taxonomy_has_its_label() {
    let config = "[preprocessor.patterns.taxonomy.systems]\nlabel = \"Sys & co\"\nfrom = [\"system\"]\n";
    let book = TestBook::new()
        .config(config)
        .page("s.md", "---\ntitle: S\ntype: system\n---\n# S\n")
        .page("a.md", "---\ntitle: A\nsystems: [s]\n---\n# A\n")
        .build();
    assert!(book.main("a.html").contains("aria-label=\"Sys &amp; co\""), "{}", book.main("a.html"));
}
