//! The directives over packs, learning paths, relations and terms: `packs`, `paths`, `graph`, `term`.

use crate::support::{TestBook, pretty};

fn library() -> TestBook {
    TestBook::new()
        .page("in/a.md", "---\ntitle: \"1. Al`pha\\\"; [x] #35; <b>\"\nshort_title: \"1. Al`pha\\\"; [x] #35; <b>\"\ntier: gold\ncategory: data\nreading_time: 10\nrelated: [b]\n---\n# Alpha\n")
        .page("b.md", "---\ntitle: Beta\ntier: silver\ncategory: data\nreading_time: 20\nprerequisites: [a]\nrelated: [a]\n---\n# Beta\n")
        .page("c.md", "---\ntitle: Gamma\ntier: gold\ncategory: core\nprerequisites: [b]\nsuperseded_by: a\n---\n# Gamma\n")
        .page("lone.md", "---\ntitle: Lone\ntier: gold\n---\n# Lone\n")
        .page("packs/one.md", "---\ntitle: Pack one\ntype: pack\ntier: gold\nicon: P\naudience: Beginners\nduration: 90 min\npatterns: [a, b]\n---\n# Pack one\n")
        .page("packs/two.md", "---\ntitle: A second pack\ntype: pack\ntier: silver\npatterns: [c]\n---\n# Pack\n")
        .page("path.md", "---\ntitle: Path\ntype: path\nsteps: [{title: \"*First*\", patterns: [a, b]}, {title: Then, duration: 1 h}]\n---\n# Path\n")
        .page("catalog.md", "# Catalog\n\n{{#patterns catalog}}\n")
}

fn shown_in(book: TestBook, directive: &str) -> String {
    let book = book.page("at/here.md", &format!("# Here\n\n{directive}\n")).build();
    assert_eq!(book.stderr(), "");
    pretty(&book.main("at/here.html"))
}

fn shown(directive: &str) -> String {
    shown_in(library(), directive)
}

fn drawn(directive: &str) -> String {
    let book =
        library().config("[output.html]\nadditional-js = [\"mermaid.min.js\"]").file("mermaid.min.js", "");
    shown_in(book, directive)
}

fn problem(directive: &str) -> String {
    let book = library().page("here.md", &format!("# Here\n\n{directive}\n")).build();
    assert!(book.main("here.html").contains("{{#patterns"), "the directive stays visible");
    book.stderr()
}

#[test]
fn packs_are_cards() {
    insta::assert_snapshot!(shown("{{#patterns packs}}"));
}

#[test]
fn packs_are_filtered_sorted_and_limited() {
    insta::assert_snapshot!(shown("{{#patterns packs sort=title limit=1}}"));
    let silver = shown("{{#patterns packs filter=\"tier:silver\"}}");
    assert!(silver.contains("A second pack") && !silver.contains("Pack one"), "{silver}");
    let none = shown("{{#patterns packs filter=\"tier:bronze\"}}");
    assert!(none.contains("No entries."), "{none}");
}

#[test]
fn paths_are_cards_of_steps() {
    insta::assert_snapshot!(shown("{{#patterns paths}}"));
}

#[test]
fn graph_is_drawn_and_a_list_says_the_same() {
    insta::assert_snapshot!(shown("{{#patterns graph}}"));
}

#[test]
fn graph_is_drawn_by_mermaid_where_the_author_asks_for_it() {
    insta::assert_snapshot!(drawn("{{#patterns graph as=mermaid}}"));
    let chosen = drawn("{{#patterns graph as=svg}}");
    assert!(chosen.contains("<svg") && !chosen.contains("mermaid"), "{chosen}");
}

#[test]
fn mermaid_that_nothing_draws_is_reported() {
    insta::assert_snapshot!(problem("{{#patterns graph as=mermaid}}"));
    insta::assert_snapshot!("graph_as", problem("{{#patterns graph as=mermaids}}"));
}

#[test]
fn graph_of_a_page_has_all_that_it_is_related_to() {
    let directive =
        "{{#patterns graph of=a direction=TB relations=\"prerequisites,superseded_by,patterns,steps\"}}";
    insta::assert_snapshot!("graph_of_a_page", shown(directive));
    insta::assert_snapshot!(drawn(&directive.replace("TB", "TB as=mermaid")));
}

#[test]
fn graph_of_some_entries_has_their_relations_with_each_other() {
    let list = drawn("{{#patterns graph filter=category:data list=only}}");
    assert!(!list.contains("<svg") && !list.contains("<details>"), "{list}");
    assert!(list.contains("Beta") && !list.contains("Gamma"), "{list}");
    let none = shown("{{#patterns graph filter=category:core}}");
    assert!(none.contains("No relations."), "{none}");
}

#[test]
fn the_book_says_whether_mermaid_draws() {
    let says = |value: &str| library().config(&format!("[preprocessor.patterns]\nmermaid = {value}"));
    assert!(shown_in(says("true"), "{{#patterns graph as=mermaid}}").contains("<pre class=\"mermaid\">"));
    let linked = says("false")
        .page("here.md", "# Here\n\n{{#patterns graph as=mermaid}}\n")
        .config("[output.html]\nadditional-js = [\"mermaid.min.js\"]")
        .file("mermaid.min.js", "");
    assert!(linked.build().stderr().contains("nothing in the book draws Mermaid diagrams"));
}

#[test]
fn term_tells_what_it_means_and_what_stands_beside_it() {
    insta::assert_snapshot!(shown("{{#patterns term tier Gold}}"));
}

#[test]
fn all_of_them_are_markdown_in_text_mode() {
    let text =
        "{{#patterns packs}}\n\n{{#patterns paths}}\n\n{{#patterns graph}}\n\n{{#patterns term tier gold}}\n";
    insta::assert_snapshot!(library().page("here.md", text).expanded("here.md", "markdown"));
}

#[test]
fn what_they_cannot_use_is_reported() {
    let all = [
        "{{#patterns packs by=tier}}",
        "{{#patterns paths sort=titel}}",
        "{{#patterns graph of=alfa}}",
        "{{#patterns graph of=b filter=tier:gold}}",
        "{{#patterns graph relations=\"related,requried_by\"}}",
        "{{#patterns graph direction=up}}",
        "{{#patterns term tier}}",
        "{{#patterns term tier glod}}",
        "{{#patterns changes stale-after=\"1 year\" as-of=soon}}",
    ];
    insta::assert_snapshot!(all.map(problem).join("\n"));
}

#[test]
fn text_of_a_link_in_a_relation_is_shown() {
    let book = library()
        .page("x.md", "---\ntitle: X\nrelated: [\"[the *first* one](in/a.md)\", b]\n---\n# X\n")
        .build();
    assert_eq!(book.stderr(), "");
    assert!(book.main("x.html").contains("<a href=\"in/a.html\">the first one</a>"));
    assert!(book.main("in/a.html").contains("<a href=\"../x.html\">X</a>"), "the other page shows the title");
}
