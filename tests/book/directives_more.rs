//! The directives that set entries against each other: `by`, `matrix`, `changes`, `compare`.

use crate::support::{TestBook, pretty};

fn library() -> TestBook {
    TestBook::new()
        .page("a.md", "---\ntitle: Alpha\ntier: gold\ncategory: data\nupdated: 2024-03-01\nproblem: slow *reads*\nrelated: [b]\n---\n# Alpha\n")
        .page("b.md", "---\ntitle: Beta\ntier: silver\ncategory: data\nupdated: 2022\n---\n# Beta\n")
        .page("c.md", "---\ntitle: Gamma <i>\ntier: gold\ncategory: core\nupdated: 2024-02\n---\n# Gamma\n")
        .page("catalog.md", "# Catalog\n\n{{#patterns catalog}}\n")
}

fn shown(directive: &str) -> String {
    let book = library().page("here.md", &format!("# Here\n\n{directive}\n")).build();
    assert_eq!(book.stderr(), "");
    pretty(&book.main("here.html"))
}

fn problem(directive: &str) -> String {
    let book = library().page("here.md", &format!("# Here\n\n{directive}\n")).build();
    assert!(book.main("here.html").contains("{{#patterns"), "the directive stays visible");
    book.stderr()
}

#[test]
fn by_lists_the_entries_under_each_term() {
    insta::assert_snapshot!(shown("{{#patterns by category}}"));
}

#[test]
fn matrix_counts_pairs_and_links_them() {
    insta::assert_snapshot!(shown("{{#patterns matrix rows=category columns=tier}}"));
}

#[test]
fn changes_are_newest_first_and_stale_ones_are_marked() {
    insta::assert_snapshot!(shown("{{#patterns changes stale-after=\"18 months\"}}"));
    insta::assert_snapshot!(shown("{{#patterns changes limit=1}}"));
}

#[test]
fn what_is_stale_is_counted_from_the_newest_of_the_book_or_from_the_day_that_it_says() {
    let stale = |book: TestBook, directive: &str| {
        let page = book.page("here.md", &format!("# Here\n\n{directive}\n")).build().main("here.html");
        page.split("<li><time").filter(|item| item.contains(">Stale<")).count()
    };
    let changes = "{{#patterns changes stale-after=\"18 months\"}}";
    assert_eq!(stale(library(), changes), 1);
    // The newest of the filtered ones is old itself.
    assert_eq!(stale(library(), "{{#patterns changes stale-after=\"18 months\" filter=tier:silver}}"), 1);
    assert_eq!(stale(library(), "{{#patterns changes stale-after=\"18 months\" as-of=2026-11-01}}"), 3);
    for day in ["\"2026-11-01\"", "2026-11-01"] {
        let book = library().config(&format!("[preprocessor.patterns]\nas-of = {day}"));
        assert_eq!(stale(book, changes), 3, "{day}");
    }
}

#[test]
fn compare_sets_entries_side_by_side() {
    insta::assert_snapshot!(shown("{{#patterns compare a Beta c}}"));
}

#[test]
fn all_of_them_are_markdown_in_text_mode() {
    let text = "{{#patterns by category}}\n\n{{#patterns matrix rows=category columns=tier}}\n\n{{#patterns changes}}\n\n{{#patterns compare a b}}\n";
    insta::assert_snapshot!(library().page("here.md", text).expanded("here.md", "markdown"));
}

#[test]
fn what_they_cannot_use_is_reported() {
    insta::assert_snapshot!(problem("{{#patterns matrix rows=category}}"));
    insta::assert_snapshot!(problem("{{#patterns changes stale-after=soon}}"));
    insta::assert_snapshot!(problem("{{#patterns compare a betta}}"));
    insta::assert_snapshot!(problem("{{#patterns compare a}}"));
    insta::assert_snapshot!(problem("{{#patterns by}}"));
}

#[test]
fn cells_keep_what_stands_in_angle_brackets() {
    let page = "---\ntitle: A\naudience: [\"Users of Vec<T>\"]\n---\n# A\n\n{{#patterns catalog columns=\"title,audience\"}}\n";
    let main = TestBook::new().page("a.md", page).build().main("a.html");
    assert!(main.contains("<dd>Users of Vec&lt;T&gt;</dd>"), "below the title: {main}");
    assert!(main.contains("<td data-label=\"Audience\">Users of Vec&lt;T&gt;</td>"), "in a cell: {main}");
}

#[test]
fn texts_keep_their_signs_and_markdown_means_something() {
    let config = "[preprocessor.patterns.field.module]\ntype = \"text\"\n[preprocessor.patterns.field.why]\ntype = \"markdown\"\n[preprocessor.patterns.field.globs]\ntype = \"list\"\n[preprocessor.patterns.field.owner]\ntype = \"people\"\n";
    let page = "---\ntitle: A\nmodule: __init__.py and 2*3*4\nwhy: It is **bold**\nglobs: [\"*.rs\", \"src/*\"]\nowner: {name: Ann, url: \"https://ann.example\"}\n---\n# A\n\n{{#patterns catalog columns=\"title,module,why,globs\"}}\n";
    let main = TestBook::new().config(config).page("a.md", page).build().main("a.html");
    for cell in [
        "<td data-label=\"Module\">__init__.py and 2*3*4</td>",
        "<td data-label=\"Why\">It is bold</td>",
        "<td data-label=\"Globs\">*.rs; src/*</td>",
        "<dd>It is <strong>bold</strong></dd>",
        "<dd>*.rs, src/*</dd>",
        "<a href=\"https://ann.example\">Ann</a>",
    ] {
        assert!(main.contains(cell), "{cell} in {main}");
    }
}

/// In front matter, where nothing closes it on its line is no directive; one that stands in another is a part of it.
#[test]
fn each_directive_of_front_matter_is_said_once() {
    let text = "---\ntitle: A\nproblem: \"{{#patterns count}} `{{#patterns stats}}` {{#patterns legend tier}} {{#patterns changes\"\n\
                context: \"{{#patterns packs {{#patterns packs }}\"\n---\n# A\n";
    let found = TestBook::new().page("a.md", text).write().found();
    for what in [
        "src/a.md:3:11",
        "`{{#patterns count}}` stands in front matter",
        "`{{#patterns legend tier}}` stands in front matter",
        "`{{#patterns packs {{#patterns packs }}` stands in front matter",
        "3 errors",
    ] {
        assert!(found.contains(what), "{what}: {found}");
    }
}

/// What is nearly a directive, and what stands where directives are not read, shows as text: both are said.
#[test]
fn what_readers_would_see_of_a_directive_is_said() {
    let text = "---\ntitle: A\n# {{#patterns count}}\ndescription: \"We have {{#patterns count}}\"\nproblem: \"`{{#patterns count}}`\"\n---\n# A\n\n\
                {{ #patterns count }} {{# patterns count}} {{#Pattern count}}\n\n`{{ #patterns count }}` \\{{ #patterns count }} {{patterns}} {{#patternsx y}}\n";
    let found = TestBook::new().page("a.md", text).write().found();
    for what in [
        "src/a.md:4:23",
        "`{{#patterns count}}` stands in front matter, where directives are not read",
        "`{{ #patterns count }}` is not a directive, and readers see it as text",
        "`{{# patterns count}}` is not",
        "`{{#Pattern count}}` is not",
        "write `{{#patterns count}}`",
        "4 errors",
    ] {
        assert!(found.contains(what), "{what}: {found}");
    }
}
