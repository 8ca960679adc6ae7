//! Numbers on a page: that they are those of the catalog that they link, and of what stands beside them.

use crate::support::{Built, TestBook, pretty};

fn library(body: &str) -> Built {
    TestBook::new()
        .config("[preprocessor.patterns.taxonomy.shelf]\nfacet = false\n\n[preprocessor.patterns.taxonomy.tier]\nterms = [\"gold\", { id = \"silver\", aliases = [\"second best\"] }, \"bronze\"]\nordered = true\nfacet = true\nbadge = true\n")
        .page("all.md", "# All\n\n{{#patterns catalog}}\n")
        .page("retry.md", "---\ntitle: Retry\ntier: gold\ncategory: resilience\ndescription: Try again.\nreading_time: 5\nshelf: [a, b]\n---\n# Retry\n")
        .page("saga.md", "---\ntitle: Resilience of sagas\ntier: silver\ncategory: data\nreading_time: 20\nshelf: a\n---\n# Saga\n")
        .page("cafe.md", "---\ntitle: Café 10\nid: drink-1\ncategory: data\nupdated: 2021\n---\n# Cafe\n")
        .page("zoo.md", "---\ntitle: café 9\ntier: gold\n---\n# Zoo\n")
        .page("here.md", &format!("# Here\n\n{body}\n"))
        .build()
}

fn counted(filter: &str) -> String {
    let book = library(&format!("Here are {{{{#patterns count filter='{filter}'}}}} of them."));
    assert_eq!(book.stderr(), "", "{filter}");
    let main = book.main("here.html");
    let (_, rest) = main.split_once("Here are ").unwrap();
    rest.split_once(" of them").unwrap().0.to_owned()
}

#[test]
fn counts_understand_words_as_the_catalog_does() {
    for (filter, count) in [
        ("resilience", "2"),
        ("cafe", "2"),
        ("CAFÉ -9", "1"),
        ("drink-1", "1"),
        ("\"second best\"", "1"),
        ("updated:<=2021", "1"),
        ("reading-time:5..20", "2"),
        ("path:retry.md,zoo.md", "2"),
        ("path:./zoo.md -path:retry", "1"),
        ("path:zo", "0"),
    ] {
        assert_eq!(counted(filter), count, "{filter}");
    }
}

/// The links of `stats` with a filter: of the total, and of each term.
fn links(filter: &str) -> Vec<String> {
    let book = library(&format!("{{{{#patterns stats by=tier filter='{filter}'}}}}"));
    assert_eq!(book.stderr(), "", "{filter}");
    let main = book.main("here.html");
    let stats = main.split_once("patterns-stats").unwrap().1;
    stats.split("href=\"").skip(1).map(|rest| rest.split_once('"').unwrap().0.replace("&amp;", "&")).collect()
}

#[test]
fn numbers_link_the_catalog_filtered_alike_or_nothing() {
    for (filter, expected) in [
        ("cafe", vec!["all.html?q=cafe", "all.html?tier=gold&q=cafe"]),
        (
            "\"Try again\" -c++",
            vec![
                "all.html?q=%22Try%20again%22%20-c%2B%2B",
                "all.html?tier=gold&q=%22Try%20again%22%20-c%2B%2B",
            ],
        ),
        ("\"-1\" -resilience", vec!["all.html?q=%22-1%22%20-resilience"]),
        ("reading-time>5", vec!["all.html?reading-time=6..", "all.html?tier=silver&reading-time=6.."]),
        ("tier>gold", vec!["all.html?tier=silver", "all.html?tier=silver"]),
        ("updated:2021", vec![]),
        ("-tier:gold", vec![]),
        ("shelf:a", vec![]),
        ("tier:bronze", vec![]),
    ] {
        assert_eq!(links(filter), expected, "{filter}");
    }
}

#[test]
fn totals_are_the_sum_of_what_shows() {
    let book = library(
        "{{#patterns stats by=\"tier,category\"}}\n\n{{#patterns matrix rows=category columns=tier}}\n\n{{#patterns matrix rows=shelf columns=tier filter=\"-updated:\"}}",
    );
    insta::assert_snapshot!(pretty(&book.main("here.html")));
}

#[test]
fn catalogs_sort_naturally() {
    let book = library(
        "{{#patterns catalog view=list sort=title controls=false}}\n\n{{#patterns catalog view=list sort=-title controls=false}}",
    );
    let main = book.main("here.html");
    let titles = main.split("<li data-id=").skip(1).map(|rest| rest.split_once("html\">").unwrap().1);
    let titles: Vec<&str> = titles.map(|rest| rest.split_once('<').unwrap().0).collect();
    let ascending = ["café 9", "Café 10", "Resilience of sagas", "Retry"];
    let descending = ascending.iter().rev();
    assert_eq!(titles, ascending.iter().chain(descending).copied().collect::<Vec<_>>());
}

#[test]
fn an_id_shows_and_sorts_whether_it_is_said_or_not() {
    let book = library("{{#patterns catalog columns=id sort=-id controls=false}}");
    let main = book.main("here.html");
    let cells = main.split("<td data-label=\"Id\">").skip(1).map(|rest| rest.split_once('<').unwrap().0);
    assert_eq!(cells.collect::<Vec<_>>(), ["zoo", "saga", "retry", "drink-1"]);
}

#[test]
fn what_is_no_comparison_is_reported() {
    let book = library("Since: {{#patterns count filter=\"updated:two-thousand\"}}.");
    assert!(book.main("here.html").contains("{{#patterns count"), "the directive stays visible");
    insta::assert_snapshot!(book.stderr());
}
