//! What the world sees of a page: its head, and the files that crawlers, feed readers and programs ask for.

use crate::readers::{in_language, say};
use crate::support::{Built, TestBook};
use scraper::{Html, Selector};
use serde_json::{Value, json};

const BINARY: &str = env!("CARGO_BIN_EXE_mdbook-patterns");

/// A book with both renderers; `html` and `ours` are keys of their tables, `book` what its own table says besides.
pub(crate) fn book_with(html: &str, ours: &str) -> TestBook {
    let ours = format!("[output.patterns]\ncommand = 'sh -c \"{BINARY} 2> said\"'\n{ours}");
    TestBook::new().config(&format!("[output.html]\n{html}\n{ours}"))
}

/// A book that knows where it will be.
fn book() -> TestBook {
    book_with("", "address = \"https://example.org/lib\"")
}

/// What is said where files are missing that need the address.
fn note(files: &str, keys: &str) -> String {
    format!(
        "mdbook-patterns: note: without the address of the site there is no {files}: set `address = \"https://...\"` \
         in `[output.patterns]`, or {keys}\n"
    )
}

/// What the renderer said.
pub(crate) fn said(book: &Built) -> String {
    std::fs::read_to_string(book.html_dir().join("../patterns/said")).unwrap()
}

pub(crate) fn has(book: &Built, file: &str) -> bool {
    book.html_dir().join(file).exists()
}

/// The values of an attribute of all elements in the head that a selector finds.
pub(crate) fn all(html: &str, selector: &str, attribute: &str) -> Vec<String> {
    let page = Html::parse_document(html);
    let selector = Selector::parse(&format!("head {selector}")).unwrap();
    page.select(&selector).map(|found| found.attr(attribute).unwrap_or_default().to_owned()).collect()
}

/// What a `<meta>` says that must stand in the head exactly once.
#[track_caller]
pub(crate) fn meta(html: &str, name: &str) -> String {
    let found = all(html, &format!("meta[name='{name}'], meta[property='{name}']"), "content");
    let [one] = found.as_slice() else { panic!("{name} is there {} times: {found:?}", found.len()) };
    one.clone()
}

fn link(html: &str, relation: &str) -> Vec<String> {
    all(html, &format!("link[rel='{relation}']"), "href")
}

fn title(html: &str) -> String {
    let page = Html::parse_document(html);
    let titles = Selector::parse("head title").unwrap();
    let titles: Vec<String> = page.select(&titles).map(|title| title.text().collect()).collect();
    assert_eq!(titles.len(), 1);
    titles[0].clone()
}

/// The structured data of a page, by its type.
#[track_caller]
pub(crate) fn data(html: &str, kind: &str) -> Option<Value> {
    let page = Html::parse_document(html);
    let scripts = Selector::parse("head script[type='application/ld+json']").unwrap();
    let scripts: Vec<String> = page.select(&scripts).map(|script| script.text().collect()).collect();
    assert_eq!(scripts.len(), 1);
    let data: Value = serde_json::from_str(&scripts[0]).unwrap();
    data["@graph"].as_array().unwrap().iter().find(|item| item["@type"] == kind).cloned()
}

const RETRY: &str = "---\ntitle: Retry with backoff\ndescription: Try *again*, more slowly each time.\ntype: pattern\n\
                     tier: gold\ntags: [net, time]\nauthors: [Ann]\nintroduced: 2023-05\nupdated: 2024-01-02\n---\n\nText.\n";

#[test]
fn title_and_description_of_a_page_reach_its_head() {
    let book = book()
        .summary("- [Start](start.md)\n- [Short name](retry.md)\n")
        .page("start.md", "# Start\n")
        .page("retry.md", RETRY);
    let book = book.build();
    let html = book.html("retry.html");
    assert_eq!(title(&html), "Retry with backoff - Test book");
    let description = "Try again, more slowly each time.";
    assert_eq!(meta(&html, "description"), description);
    assert_eq!(meta(&html, "og:title"), "Retry with backoff");
    assert_eq!(meta(&html, "og:description"), description);
    assert_eq!(meta(&html, "og:type"), "article");
    assert_eq!(meta(&html, "og:site_name"), "Test book");
    assert_eq!(meta(&html, "og:url"), "https://example.org/lib/retry.html");
    assert_eq!(meta(&html, "twitter:card"), "summary");
    assert_eq!(meta(&html, "article:modified_time"), "2024-01-02T00:00:00Z");
    assert_eq!(link(&html, "canonical"), ["https://example.org/lib/retry.html"]);
    assert_eq!(link(&html, "prev"), ["start.html"]);
    assert_eq!(link(&html, "next"), ["catalog.html"]);
    assert!(html.contains("content=\"https://example.org/lib/retry.html\""), "addresses can be read by eye");
    assert_eq!(said(&book), "");
}

#[test]
fn structured_data_says_what_a_page_is_and_where_it_stands() {
    let book = book()
        .summary("- [Start](start.md)\n- [All](all/index.md)\n  - [Short](all/retry.md)\n")
        .page("start.md", "# Start\n")
        .page("all/index.md", "---\ntitle: All </script> of them\n---\n")
        .page("all/retry.md", RETRY)
        .build();
    let html = book.html("all/retry.html");
    let article = data(&html, "TechArticle").unwrap();
    assert_eq!(article["headline"], "Retry with backoff");
    assert_eq!((&article["datePublished"], &article["dateModified"]), (&Value::Null, &json!("2024-01-02")));
    assert_eq!(article["author"][0]["name"], "Ann");
    assert_eq!(article["keywords"], "Net, Time");
    let trail = data(&html, "BreadcrumbList").unwrap();
    let items: Vec<(&str, Option<&str>)> = trail["itemListElement"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| (item["name"].as_str().unwrap(), item["item"].as_str()))
        .collect();
    assert_eq!(
        items,
        [
            ("Home", Some("https://example.org/lib/start.html")),
            ("All </script> of them", Some("https://example.org/lib/all/")),
            ("Retry with backoff", Some("https://example.org/lib/all/retry.html")),
        ]
    );
}

/// With a body that says all kinds of things about heads.
#[test]
fn no_byte_of_a_body_changes() {
    let text = "---\ntitle: T\ndescription: D\n---\n\n<div>\n<title>x</title><meta name=\"description\" content=\"\"></head><body>\n</div>\n\n`</head>`\n";
    let pages = |ours: &str| {
        let book = book_with("", ours)
            .summary("- [N](a.md)\n- [B](b.md)\n")
            .page("a.md", text)
            .page("b.md", "# B\n")
            .build();
        ["a.html", "b.html", "index.html"].map(|page| book.html(page))
    };
    let (without, with) = (pages("head = false"), pages("texts = false"));
    for (without, with) in without.iter().zip(&with) {
        let body = |html: &str| html[html.find("<body").unwrap()..].to_owned();
        assert_eq!(body(without), body(with));
        assert_ne!(without, with);
    }
}

#[test]
fn hostile_texts_stay_texts() {
    let hostile = "\"><script>alert(1)</script><!-- & ' {{#include x}}";
    let front = format!(
        "---\ntitle: '{}'\ndescription: '{}'\ntags: ['</script>']\n---\nText.\n",
        hostile.replace('\'', "''"),
        hostile.replace('\'', "''")
    );
    let book = book().summary("- [Name](a.md)\n").page("a.md", &front).build();
    let html = book.html("a.html");
    let shown = "\"><script>alert(1)</script><!-- & ' {{#include x}}";
    assert_eq!(meta(&html, "og:title"), shown);
    assert_eq!(title(&html), format!("{shown} - Test book"));
    assert_eq!(data(&html, "TechArticle").unwrap()["headline"], shown);
    assert!(
        all(&html, "script:not([src]):not([type])", "src").len()
            == all(&book.html("catalog.html"), "script:not([src]):not([type])", "src").len()
    );
}

#[test]
fn what_the_authors_theme_says_stays_and_stands_once() {
    let head = "<meta name=\"description\" content=\"Own words.\">\n<meta property=\"og:title\" content=\"Own title\">\n\
                <link rel=\"canonical\" href=\"https://own.example/\">\n<meta name=\"robots\" content=\"index\">\n";
    let page = "---\ntitle: T\ndescription: D\nsearch: {exclude: true}\n---\nText.\n";
    let book = book().file("theme/head.hbs", head).page("a.md", page).build();
    let html = book.html("a.html");
    assert_eq!(meta(&html, "description"), "Own words.");
    assert_eq!(meta(&html, "og:title"), "Own title");
    assert_eq!(meta(&html, "robots"), "index");
    assert_eq!(link(&html, "canonical"), ["https://own.example/"]);
    assert_eq!(meta(&html, "og:description"), "D");
}

#[test]
fn a_theme_of_the_authors_own_may_have_any_head() {
    for (theme, wanted) in [
        (
            "<html><head><title>{{ chapter_title }} | Mine</title></head><body>{{{ content }}}</body></html>",
            Some("Long title | Mine"),
        ),
        ("<html><head><title>Mine</title></head><body>{{{ content }}}</body></html>", Some("Mine")),
        ("<html><head></head><body>{{{ content }}}</body></html>", None),
        ("<title>No head</title>{{{ content }}}", None),
    ] {
        let page = "---\ntitle: Long title\ndescription: D\n---\nText.\n";
        let book =
            book().file("theme/index.hbs", theme).summary("- [Short](a.md)\n").page("a.md", page).build();
        let html = book.html("a.html");
        if let Some(wanted) = wanted {
            assert_eq!(title(&html), wanted);
        }
        if theme.contains("<head>") {
            assert_eq!(meta(&html, "description"), "D", "{theme}");
        } else {
            assert!(!html.contains("og:title"), "{html}");
        }
    }
}

#[test]
fn a_page_without_a_description_has_its_first_words_and_else_the_books() {
    let long = "word ".repeat(100);
    let book = book_with("", "address = \"https://example.org/\"")
        .summary("- [A](a.md)\n- [B](b.md)\n- [C](c.md)\n")
        .page("a.md", "# A\n\nFirst *words* of `a`.\n\nMore.\n")
        .page("b.md", &format!("# B\n\n{long}\n"))
        .page("c.md", "# C\n\n## Part\n")
        .build();
    assert_eq!(meta(&book.html("a.html"), "description"), "First words of a.");
    let clipped = meta(&book.html("b.html"), "description");
    assert!(clipped.ends_with("word…") && clipped.len() < 210, "{clipped}");
    assert_eq!(all(&book.html("c.html"), "meta[name=description]", "content"), [""; 0]);
    assert_eq!(title(&book.html("a.html")), "A - Test book");
}

#[test]
fn drafts_and_pages_that_are_not_searched_are_not_indexed_by_anyone() {
    let book = book()
        .config("[preprocessor.patterns]\ndrafts = \"show\"")
        .page("a.md", "---\ntitle: A\nupdated: 2024-01-01\n---\nText.\n")
        .page("draft.md", "---\ntitle: Draft\ndraft: true\nupdated: 2024-01-01\n---\nText.\n")
        .page("half.md", "---\ntitle: Half\nstatus: draft\n---\nText.\n")
        .page("out.md", "---\ntitle: Out\nsearch: {exclude: true}\nupdated: 2024-01-01\n---\nText.\n")
        .build();
    for page in ["draft", "half", "out"] {
        assert_eq!(meta(&book.html(&format!("{page}.html")), "robots"), "noindex");
        for file in ["sitemap.xml", "feed.xml", "llms.txt"] {
            assert!(!book.html(file).contains(&format!("/{page}.")), "{page} in {file}");
        }
    }
    assert_eq!(all(&book.html("a.html"), "meta[name=robots]", "content"), [""; 0]);
}

/// Under the name that its author knows, too.
#[test]
fn pages_that_the_book_leaves_out_of_its_search_are_not_indexed_by_anyone() {
    let dated = |title: &str| format!("---\ntitle: {title}\nupdated: 2024-01-01\n---\nText.\n");
    let book = book_with("", "address = \"https://example.org/\"\nexclude = [\"inner/**\", \"n/README.md\"]")
        .page("a.md", &dated("A"))
        .page("inner/b.md", &dated("B"))
        .page("n/README.md", &dated("N"))
        .build();
    for (page, name) in [("inner/b.html", "/inner/b."), ("n/index.html", "/n/")] {
        assert_eq!(meta(&book.html(page), "robots"), "noindex", "{page}");
        for file in ["sitemap.xml", "feed.xml", "llms.txt"] {
            assert!(!book.html(file).contains(name), "{page} in {file}");
        }
    }
    assert_eq!(all(&book.html("a.html"), "meta[name=robots]", "content"), [""; 0]);
}

#[test]
fn the_trail_of_structured_data_is_the_one_that_readers_see() {
    let with = |config: &str| {
        book()
            .config(&format!("[preprocessor.patterns]\n{config}"))
            .summary("- [Start](start.md)\n- [All](all/index.md)\n  - [Short](all/retry.md)\n")
            .page("start.md", "# Start\n")
            .page("all/index.md", "---\ntitle: All\n---\n")
            .page("all/retry.md", RETRY)
            .build()
    };
    for config in ["home = false", ""] {
        let html = with(config).html("all/retry.html");
        let trail = data(&html, "BreadcrumbList").unwrap();
        let names = trail["itemListElement"].as_array().unwrap().iter().map(|item| item["name"].clone());
        let shown = Html::parse_document(&html);
        let items = Selector::parse(".patterns-breadcrumbs li").unwrap();
        let shown = shown.select(&items).map(|item| json!(item.text().collect::<String>().trim()));
        assert_eq!(names.collect::<Vec<_>>(), shown.collect::<Vec<_>>(), "{config}");
    }
}

/// Search engines refuse an item without an address, and read the same list twice.
#[test]
fn structured_data_names_no_part() {
    let book = book().summary("- [Start](start.md)\n\n# Part\n\n- [Short](a.md)\n");
    let html = book.page("start.md", "# Start\n").page("a.md", RETRY).build().html("a.html");
    assert!(html.contains("Part"), "readers see the part");
    let trail = data(&html, "BreadcrumbList").unwrap();
    let items = trail["itemListElement"].as_array().unwrap();
    let said = |key: &str| items.iter().map(|item| item[key].clone()).collect::<Vec<_>>();
    assert_eq!(said("name"), ["Home", "Retry with backoff"]);
    assert_eq!(said("position"), [1, 2]);
    assert!(said("item").iter().all(Value::is_string), "{trail}");
}

#[test]
fn a_course_has_a_name_and_says_who_offers_it() {
    let course = |front: &str| {
        let page = format!("---\ntitle: Way\ntype: course\n{front}---\nText.\n");
        let html = book().page("start.md", "# Start\n").page("a.md", &page).build().html("a.html");
        data(&html, "Course").unwrap()
    };
    assert_eq!(course("")["name"], "Way");
    assert_eq!(course("")["provider"], json!({ "@type": "Organization", "name": "Test book" }));
    assert_eq!(course("authors: [Ann]\n")["provider"], json!([{ "@type": "Person", "name": "Ann" }]));
}

/// A year is that of the idea.
#[test]
fn only_a_whole_date_says_when_a_page_came_out() {
    let page = |date: &str| format!("---\ntitle: T\ntype: pattern\nintroduced: {date}\n---\nText.\n");
    let book =
        book().page("start.md", "# Start\n").page("a.md", &page("2007")).page("b.md", &page("2007-03-02"));
    let book = book.build();
    let times = |page: &str| all(&book.html(page), "meta[property='article:published_time']", "content");
    assert_eq!(times("a.html"), [""; 0]);
    assert_eq!(times("b.html"), ["2007-03-02T00:00:00Z"]);
    let published = |page: &str| data(&book.html(page), "TechArticle").unwrap()["datePublished"].clone();
    assert_eq!((published("a.html"), published("b.html")), (Value::Null, json!("2007-03-02")));
}

#[test]
fn the_home_page_and_lists_are_described_and_are_no_articles() {
    let entry = |title: &str| format!("---\ntitle: {title}\ncategory: core\n---\nText.\n");
    let book = book()
        .config("[preprocessor.patterns.taxonomy.category]\npages = true\n")
        .page("start.md", "# Start\n\nSome first words.\n")
        .page("a.md", &entry("Alpha"))
        .page("b.md", &entry("Beta"))
        .write();
    say(book.root(), "description = \"All we know.\"");
    let book = book.render().unwrap_or_else(|failure| panic!("{failure}"));
    let described = |page: &str| meta(&book.html(page), "description");
    assert_eq!(described("start.html"), "All we know.");
    assert_eq!(described("catalog.html"), "2 entries: Alpha, Beta");
    assert_eq!(described("catalog/category/core.html"), "2 entries: Alpha, Beta");
    assert_eq!(described("catalog/category.html"), "Category: Core");
    assert_eq!(described("a.html"), "Text.");
    for page in
        ["index.html", "start.html", "catalog.html", "catalog/category.html", "catalog/category/core.html"]
    {
        assert_eq!(meta(&book.html(page), "og:type"), "website", "{page}");
    }
    assert_eq!(meta(&book.html("a.html"), "og:type"), "article");
    let list = book.html("llms.txt");
    assert!(list.contains("catalog.md): 2 entries: Alpha, Beta\n"), "{list}");
    assert_eq!(list.matches("All we know.").count(), 1, "{list}");
}

#[test]
fn a_title_that_is_the_books_own_stands_once() {
    let book = book()
        .summary("- [Test book](start.md)\n- [B](b.md)\n")
        .page("start.md", "# Test book\n")
        .page("b.md", "---\ntitle: Test book\n---\nText.\n")
        .build();
    assert_eq!(title(&book.html("start.html")), "Test book");
    assert_eq!(title(&book.html("b.html")), "Test book");
}

/// A date that is a taxonomy is no year beside the date, and has its name in the language of the book.
#[test]
fn a_date_to_filter_by_stands_once_in_the_words_of_the_book() {
    let book = book()
        .config("[preprocessor.patterns.taxonomy.updated]\nfacet = true\n")
        .page("start.md", "# Start\n")
        .page("a.md", "---\ntitle: A\nupdated: 2023-09-26\n---\nText.\n")
        .write();
    in_language(book.root(), "ja");
    let book = book.render().unwrap_or_else(|failure| panic!("{failure}"));
    let text = book.html("a.md");
    assert_eq!((text.matches("2023").count(), text.matches("更新日").count()), (1, 1), "{text}");
    let catalog = book.html("catalog.html");
    assert!(catalog.contains("更新日") && !catalog.contains("Updated"), "{catalog}");
}

#[test]
fn a_link_of_the_list_for_programs_ends_where_its_address_does() {
    let book = book().page("a)b (c).md", "---\ntitle: A\n---\nText.\n").build();
    assert!(
        book.html("llms.txt").contains("(https://example.org/lib/a%29b%20%28c%29.md)"),
        "{}",
        book.html("llms.txt")
    );
}

#[test]
fn crawlers_and_feed_readers_find_all_pages() {
    let book = book()
        .page("a b/é&.md", "---\ntitle: A & <b>\nupdated: 2024-01\n---\nText.\n")
        .page("retry.md", RETRY)
        .build();
    insta::assert_snapshot!("sitemap", book.html("sitemap.xml"));
    insta::assert_snapshot!("feed", book.html("feed.xml"));
    insta::assert_snapshot!("robots", book.html("robots.txt"));
    insta::assert_snapshot!("llms", book.html("llms.txt"));
    let feed = all(&book.html("a b/é&.html"), "link[type='application/atom+xml']", "href");
    assert_eq!(feed, ["../feed.xml"]);
}

#[test]
fn each_page_stands_as_markdown_beside_its_html() {
    let page = "---\ntitle: Retry\ndescription: Again.\ntier: gold\nupdated: 2024-01-02\nrelated: [timeout]\nproblem: It *fails*.\n---\n\n# Retry\n\n\
                > [!DECISION]\n> See [timeout](../timeout.md#why), [this](#here), ![p](p.png) and [x][r].\n\n[r]: ../README.md\n\n{{#patterns count}}\n";
    let book = book()
        .page("README.md", "# Start\n")
        .page("sub/retry.md", page)
        .page("timeout.md", "# Timeout\n\n## Why\n")
        .build();
    insta::assert_snapshot!("text", book.html("sub/retry.md"));
    let html = book.html("sub/retry.html");
    assert_eq!(all(&html, "link[type='text/markdown']", "href"), ["retry.md"]);
    assert!(has(&book, "index.md") && has(&book, "catalog.md"));
}

#[test]
fn a_path_alone_is_enough_for_pages_and_not_for_feeds() {
    let book = book_with("site-url = \"/lib/\"", "").page("retry.md", RETRY).build();
    let html = book.html("retry.html");
    assert_eq!(link(&html, "canonical"), ["/lib/retry.html"]);
    assert_eq!(all(&html, "meta[property='og:url']", "content"), [""; 0]);
    assert!(book.html("sitemap.xml").contains("<loc>/lib/retry.html</loc>"));
    assert!(!has(&book, "feed.xml") && !has(&book, "robots.txt"));
    assert_eq!(said(&book), note("feed.xml, no robots.txt", "`feed = false`, `robots = false`"));
}

#[test]
fn the_host_may_stand_in_any_of_mdbooks_keys() {
    for html in [
        "site-url = \"https://example.org/lib/\"",
        "cname = \"example.org\"\nsite-url = \"/lib/\"",
        "canonical-site-url = \"https://example.org/lib\"",
    ] {
        let book = book_with(html, "").page("retry.md", RETRY).build();
        assert_eq!(
            link(&book.html("retry.html"), "canonical"),
            ["https://example.org/lib/retry.html"],
            "{html}"
        );
        assert!(has(&book, "feed.xml"));
        assert_eq!(said(&book), "");
    }
}

#[test]
fn without_an_address_one_line_says_what_is_missing() {
    let book = book_with("", "").page("retry.md", RETRY).build();
    let html = book.html("retry.html");
    assert_eq!(link(&html, "canonical"), [""; 0]);
    assert_eq!(meta(&html, "og:title"), "Retry with backoff");
    assert!(has(&book, "llms.txt") && !has(&book, "sitemap.xml"));
    let keys = "`sitemap = false`, `feed = false`, `robots = false`";
    assert_eq!(said(&book), note("sitemap.xml, no feed.xml, no robots.txt", keys));
    let some = book_with("", "sitemap = false\nrobots = false").page("retry.md", RETRY).build();
    assert_eq!(said(&some), note("feed.xml", "`feed = false`"));
    let off = book_with("", "sitemap = false\nfeed = false\nrobots = false").page("retry.md", RETRY).build();
    assert_eq!(said(&off), "");
}

#[test]
fn everything_can_be_switched_off() {
    let off = "address = \"https://example.org/\"\nhead = false\nsitemap = false\nfeed = false\nrobots = false\nllms = false\ntexts = false";
    let book = book_with("", off).page("retry.md", RETRY).build();
    for file in ["sitemap.xml", "feed.xml", "robots.txt", "llms.txt", "retry.md"] {
        assert!(!has(&book, file), "{file}");
    }
    assert!(!book.html("retry.html").contains("og:title"));
}

#[test]
fn files_of_the_author_stay() {
    let names = ["sitemap.xml", "feed.xml", "robots.txt", "llms.txt"];
    let book = names
        .iter()
        .fold(book().page("retry.md", RETRY), |book, name| book.file(&format!("src/{name}"), "mine\n"));
    let book = book.build();
    for name in names {
        assert_eq!(book.html(name), "mine\n", "{name}");
    }
}

#[test]
fn nothing_of_it_slows_down_who_writes() {
    let book = book_with("live-reload-endpoint = \"__livereload\"", "address = \"https://example.org/\"")
        .page("retry.md", RETRY)
        .build();
    assert!(!has(&book, "sitemap.xml") && !book.html("retry.html").contains("og:title"));
}

#[test]
fn a_feed_may_hold_what_a_filter_lets_pass() {
    let other = RETRY.replace("gold", "silver").replace("Retry", "Other");
    let with = |feed: &str| {
        let ours = format!("address = \"https://example.org/\"\nfeed = \"{feed}\"");
        book_with("", &ours).page("retry.md", RETRY).page("other.md", &other).build()
    };
    let feed = with("tier:silver").html("feed.xml");
    assert!(feed.contains("other.html") && !feed.contains("retry.html"), "{feed}");
    let broken = with("teir:silver");
    assert!(!has(&broken, "feed.xml"));
    assert_eq!(
        said(&broken),
        "mdbook-patterns: feed.xml was not written: `feed = \"teir:silver\"`: `teir` is not a field to filter by (did you mean `tier`?)\n"
    );
}

#[test]
fn the_address_of_the_book_is_also_that_of_its_first_page() {
    let book = book().page("start.md", "---\ntitle: Start here\n---\nText.\n").page("b.md", "# B\n").build();
    for page in ["start.html", "index.html"] {
        assert_eq!(link(&book.html(page), "canonical"), ["https://example.org/lib/start.html"], "{page}");
        assert_eq!(meta(&book.html(page), "og:title"), "Start here");
    }
}

#[test]
fn options_that_are_none_are_named() {
    let failure = book_with("", "address = \"example.org\"\nfeed = 3\nsitemaps = true")
        .page("a.md", "# A\n")
        .try_build();
    assert!(failure.is_err());
}

/// The stylesheet of fonts that pages load.
fn stylesheet_of_fonts(book: &Built) -> String {
    let href = all(&book.html("index.html"), "link[rel='stylesheet'][href^='fonts/']", "href");
    let [href] = href.as_slice() else { panic!("{href:?}") };
    book.html(href)
}

#[test]
fn fonts_of_the_reader_stand_in_for_mdbooks_and_before_them() {
    let css = stylesheet_of_fonts(&book().page("index.md", "# A\n").build());
    let (ours, mdbooks) = (css.find("local(\"Arial\")").unwrap(), css.find("open-sans-v17").unwrap());
    assert!(ours < mdbooks, "a browser prefers the later one");
    assert!(css.contains("source-code-pro-v11"), "all of mdBook's own is there");
}

#[test]
fn a_book_with_fonts_of_its_own_keeps_them_as_they_are() {
    let own = "@font-face { font-family: Own; src: url(own.woff2); }\n";
    let book = book().page("index.md", "# A\n").file("theme/fonts/fonts.css", own);
    let book = book.file("theme/fonts/own.woff2", "font").build();
    assert_eq!(stylesheet_of_fonts(&book), own);
}
