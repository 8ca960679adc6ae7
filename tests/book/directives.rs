//! What the directives make, as real mdBook builds it. Where they may stand and how they fail is in
//! `directives_place.rs`.

use crate::parts::{attributes, element, elements};
use crate::support::{Built, TestBook, pretty};

/// Five entries, a law, a guide, and a page with the text given.
fn library(body: &str) -> TestBook {
    TestBook::new()
        .page("index.md", body)
        .page("guide.md", "---\ntype: guide\n---\n# Guide\n")
        .page("laws/failure.md", "---\ntype: law\norder: 1\n---\n# Failure\n\nLaw.\n")
        .page("p/retry.md", "---\ntitle: Retry with backoff\nshort_title: Retry\ntier: gold\ncategory: resilience\ndifficulty: beginner\nstatus: complete\nlaws: [failure]\ndescription: Try *again*.\nreading_time: 10\nicon: R\nupdated: 2024-03\n---\n# Retry\n")
        .page("p/saga.md", "---\ntitle: Saga\ntier: silver\ncategory: [data, coordination]\ndifficulty: expert\nstatus: stub\nlaws: failure\nreading_time: 1 h 5 min\nupdated: 2023\nrelated: [retry]\n---\n# Saga\n")
        .page("p/cache.md", "---\ntitle: Cache & <evict>\ntier: gold\ncategory: data\ndifficulty: beginner\nstatus: complete\nreading_time: 5\n---\n# Cache\n")
        .page("p/zeta.md", "---\ntitle: Zeta\n---\n# Zeta\n\nThe first *paragraph*.\n")
}

fn build(body: &str) -> Built {
    let book = library(body).build();
    assert_eq!(book.stderr(), "");
    book
}

/// The page with this text.
fn main(body: &str) -> String {
    build(body).main("index.html")
}

/// The catalog that this directive makes.
fn catalog(arguments: &str) -> String {
    element(&main(&format!("# All\n\n{{{{#patterns catalog {arguments}}}}}\n")), "patterns-catalog")
}

/// The ids of the entries that a catalog shows, in their order.
fn ids(arguments: &str) -> Vec<String> {
    attributes(&catalog(arguments), "data-id")
}

#[test]
fn catalog_is_a_table() {
    insta::assert_snapshot!(catalog(""));
}

#[test]
fn catalog_carries_the_data_of_its_script() {
    let arguments = "view=cards columns=\"title,reading_time\" sort=-reading_time group-by=category";
    let html = main(&format!("# All\n\n{{{{#patterns catalog {arguments}}}}}\n"));
    let data = attributes(&html, "data-patterns").remove(0);
    let mut data: serde_json::Value = serde_json::from_str(&data).unwrap();
    data["words"] = data["words"].as_object().unwrap().keys().cloned().collect();
    insta::assert_snapshot!(serde_json::to_string_pretty(&data).unwrap());
    assert_eq!(
        attributes(&html, "data-o"),
        ["1", "0", "2", "0", "3", "4"],
        "groups mix the order of the sort"
    );
}

#[test]
fn catalog_has_controls_where_it_lists_all_or_says_so() {
    let has = |arguments: &str| catalog(arguments).contains("data-patterns=");
    assert!(has("") && has("view=list group-by=tier") && has("filter=\"tier:gold\" controls=true"));
    assert!(!has("filter=\"tier:gold\"") && !has("limit=2") && !has("controls=false"));
    assert!(!has("limit=2 controls=true"), "what is not listed cannot be found");
}

#[test]
fn catalog_as_cards() {
    insta::assert_snapshot!(catalog("view=cards"));
}

#[test]
fn catalog_as_a_list() {
    insta::assert_snapshot!(catalog("view=list"));
}

#[test]
fn catalog_grouped_by_a_taxonomy() {
    insta::assert_snapshot!(catalog("view=list group-by=category"));
}

#[test]
fn catalog_with_the_columns_asked_for() {
    insta::assert_snapshot!(catalog("columns=\"title,reading_time,updated,laws,related,status\""));
}

#[test]
fn catalog_limited_tells_how_many_there_are() {
    insta::assert_snapshot!(catalog("limit=2 view=list"));
}

#[test]
fn a_limited_catalog_links_the_whole_one() {
    let book = library("# Top\n\n{{#patterns catalog limit=1}}\n")
        .page("catalog.md", "# Catalog\n\n{{#patterns catalog}}\n")
        .build();
    let more = element(&book.main("index.html"), "patterns-more");
    assert_eq!(attributes(&more, "href"), ["catalog.html"], "{more}");
}

#[test]
fn catalog_filters() {
    for (filter, expected) in [
        ("tier:gold", vec!["retry", "cache"]),
        ("tier:gold category:resilience", vec!["retry"]),
        ("tier:gold,silver", vec!["retry", "saga", "cache"]),
        ("-tier:gold", vec!["failure", "saga", "zeta"]),
        ("category:coordination", vec!["saga"]),
        ("Tier:Gold", vec!["retry", "cache"]),
        ("excellence_tier:gold", vec!["retry", "cache"]),
        ("laws:failure", vec!["retry", "saga"]),
        ("type:law", vec!["failure"]),
        ("tier:*", vec!["retry", "saga", "cache"]),
        ("-tier:*", vec!["failure", "zeta"]),
        ("backoff", vec!["retry"]),
        ("tier:bronze", vec![]),
        ("tier:gold; difficulty:beginner", vec!["retry", "cache"]),
    ] {
        assert_eq!(ids(&format!("filter=\"{filter}\"")), expected, "{filter}");
    }
}

#[test]
fn catalog_without_entries_says_so() {
    insta::assert_snapshot!(catalog("filter=\"tier:bronze\""));
}

#[test]
fn catalog_sorts_both_ways_and_puts_what_has_no_value_last() {
    for (sort, expected) in [
        ("title", ["cache", "failure", "retry", "saga", "zeta"]),
        ("-title", ["zeta", "saga", "retry", "failure", "cache"]),
        ("tier", ["retry", "cache", "saga", "failure", "zeta"]),
        ("-tier", ["saga", "retry", "cache", "failure", "zeta"]),
        ("difficulty", ["retry", "cache", "saga", "failure", "zeta"]),
        ("reading_time", ["failure", "zeta", "cache", "retry", "saga"]),
        ("-reading_time", ["saga", "retry", "cache", "failure", "zeta"]),
        ("updated", ["saga", "retry", "failure", "cache", "zeta"]),
        ("-updated", ["retry", "saga", "failure", "cache", "zeta"]),
    ] {
        assert_eq!(ids(&format!("sort={sort}")), expected, "{sort}");
    }
}

#[test]
fn stats_show_totals_terms_share_and_time() {
    insta::assert_snapshot!(element(&main("# All\n\n{{#patterns stats}}\n"), "patterns-stats"));
}

#[test]
fn stats_of_other_taxonomies_and_of_some_entries() {
    let body = "# All\n\n{{#patterns stats by=\"category,difficulty\" filter=\"tier:gold,silver\"}}\n";
    insta::assert_snapshot!(element(&main(body), "patterns-stats"));
}

#[test]
fn count_stands_in_a_sentence_a_heading_a_cell_and_a_link() {
    let body = "# {{#patterns count}} patterns\n\nOf **{{#patterns count}}**, {{#patterns count filter=\"tier:gold\"}} are gold.\n\n\
                | a | b |\n|---|---|\n| {{#patterns count}} | {{#patterns count filter=tier:silver}} |\n\n- [{{#patterns count}} more](guide.md)\n";
    let main = main(body);
    insta::assert_snapshot!(pretty(&main));
}

#[test]
fn legend_shows_terms_with_meaning_and_count() {
    insta::assert_snapshot!(element(&main("# All\n\n{{#patterns legend tier}}\n"), "patterns-legend"));
}

#[test]
fn legend_of_terms_that_are_pages_links_them() {
    let legend = element(&main("# All\n\n{{#patterns legend laws}}\n"), "patterns-legend");
    assert!(attributes(&legend, "href").contains(&"laws/failure.html".to_owned()), "{legend}");
    insta::assert_snapshot!(legend);
}

#[test]
fn law_table_lists_the_entries_under_each_law() {
    insta::assert_snapshot!(element(&main("# All\n\n{{#patterns law-table}}\n"), "patterns-law-table"));
}

#[test]
fn related_stands_where_the_author_puts_it() {
    let page = "---\ntitle: X\nrelated: [retry]\n---\n# X\n\n{{#patterns related}}\n\nText.\n";
    let book = library("# All\n").page("x.md", page).build();
    assert_eq!(book.stderr(), "");
    let main = book.main("x.html");
    assert_eq!(elements(&main, "patterns-related").len(), 1, "{main}");
    let (before, _) = main.split_once("<p>Text.</p>").unwrap();
    insta::assert_snapshot!(element(before, "patterns-related"));
}

#[test]
fn every_piece_may_be_put_elsewhere_by_its_name() {
    let fields = "title: X\ntier: gold\nversion: 1\ndraft: true\ndescription: D\nquote: Q\nessential_question: E\nproblem: P\nwhen_to_use: W\ntrade_offs: {pros: [G]}\nexamples: [{company: C}]\nchecklist: [L]\nlaws: failure\nrelated: retry\n";
    for piece in mdbook_patterns::config::PageElement::ALL {
        let fields = match piece.name() {
            "pack" => "title: X\ntype: pack\npatterns: retry\n",
            "steps" => "title: X\ntype: path\nsteps: [retry]\n",
            _ => fields,
        };
        let page = format!(
            "---\n{fields}---\nText.\n\n{{{{#patterns box {}}}}}\n\nBehind.\n\n## Level 1: A (1 min)\n\n## Level 2: B (2 min)\n",
            piece.name()
        );
        let book = library("# All\n")
            .config("[preprocessor.patterns]\ndrafts = \"show\"")
            .page("x.md", &page)
            .page("p.md", "---\ntitle: P\ntype: path\nsteps: [x, retry]\n---\n")
            .build();
        assert_eq!(book.stderr(), "", "{}", piece.name());
        let main = book.main("x.html");
        let between = main.split_once("<p>Text.</p>").unwrap().1.split_once("<p>Behind.</p>").unwrap().0;
        assert!(between.contains('<'), "{} shows nothing:\n{main}", piece.name());
    }
}

#[test]
fn a_book_with_entries_gets_a_catalog_chapter() {
    let book = build("# All\n");
    insta::assert_snapshot!(pretty(&book.main("catalog.html")));
    assert!(book.html("toc.html").contains("href=\"catalog.html\""), "it stands in the table of contents");
}

#[test]
fn the_catalog_chapter_has_the_title_path_and_place_of_the_configuration() {
    for (place, position) in [("first", 0), ("second", 1), ("last", 7)] {
        let config = format!(
            "[preprocessor.patterns.catalog]\ntitle = \"All *of* it\"\npath = \"x/all.md\"\nplace = \"{place}\""
        );
        let book = library("# Start\n").config(&config).build();
        assert_eq!(book.stderr(), "");
        let toc = book.html("toc.html");
        let pages = attributes(toc.split_once("<ol").unwrap().1, "href");
        assert_eq!(pages.iter().position(|page| page == "x/all.html"), Some(position), "{place}: {pages:?}");
        assert!(book.main("x/all.html").contains("All *of* it"), "the title is text");
    }
}

#[test]
fn furniture_knows_a_catalog_chapter_at_the_start() {
    let config = "[preprocessor.patterns.catalog]\nplace = \"first\"";
    let book = library("# Start\n").config(config).build();
    let nav = element(&book.main("p/saga.html"), "patterns-nav");
    assert_eq!(attributes(&nav, "href"), ["retry.html", "cache.html"]);
    let crumbs = element(&book.main("p/saga.html"), "patterns-breadcrumbs");
    assert_eq!(
        attributes(&crumbs, "href"),
        ["../index.html"],
        "home is the book's own first page:\n{crumbs}"
    );
}

#[test]
fn no_catalog_chapter_where_it_is_off_shown_or_empty() {
    let off = library("# Start\n").config("[preprocessor.patterns.catalog]\nenable = false").build();
    let shown = library("# Start\n\n{{#patterns catalog}}\n").build();
    let empty = TestBook::new().page("a.md", "# A\n").build();
    for book in [off, shown, empty] {
        assert!(!book.html_dir().join("catalog.html").exists());
    }
}

#[test]
fn badges_lead_to_the_page_that_shows_the_whole_catalog() {
    let book = library("# Start\n\n{{#patterns catalog filter=\"tier:gold\"}}\n")
        .page("all/of-them.md", "# All\n\n{{#patterns catalog view=cards}}\n")
        .build();
    let badges = element(&book.main("p/retry.html"), "patterns-badges");
    assert_eq!(attributes(&badges, "href")[0], "../all/of-them.html?tier=gold");
}

#[test]
fn entries_are_chosen_by_type_or_path() {
    let count = |config: &str| {
        let body = "# Start\n\nThere are {{#patterns count}}.\n";
        let book = library(body).config(config).page("plain/x.md", "# X\n").build();
        (book.main("index.html"), book.stderr().to_owned())
    };
    for (entries, number) in [
        ("{}", 5),
        ("{ types = [\"law\", \"Guide\"] }", 2),
        ("{ paths = [\"p/\"] }", 4),
        ("{ paths = [\"plain/\"] }", 1),
        ("{ types = [\"law\"], paths = [\"p/\"] }", 0),
    ] {
        let (main, said) = count(&format!("[preprocessor.patterns]\nentries = {entries}"));
        assert_eq!(
            said.contains("[P0508]: no page at its paths is of the type `law`"),
            number == 0,
            "{said}"
        );
        assert_eq!(said.is_empty(), number > 0, "{said}");
        assert!(main.contains(&format!("There are {number}.")), "{entries}\n{main}");
    }
}
