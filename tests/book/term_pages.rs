//! A chapter for each term, in real books.

use crate::parts::{attributes, element, raw_elements};
use crate::support::{TestBook, pretty};
use mdbook_driver::book::{Book, BookItem};

const PAGES: &str = "[preprocessor.patterns.taxonomy.category]\npages = true\n";

fn library() -> TestBook {
    TestBook::new()
        .config(PAGES)
        .page("a.md", "---\ntitle: Alpha\ncategory: resilience\ntier: gold\n---\n# Alpha\n")
        .page("in/b.md", "---\ntitle: Beta\ncategory: [data, resilience]\n---\n# Beta\n")
}

/// Name, path, number and depth of each chapter.
fn outline(book: &Book) -> String {
    fn lines(items: &[BookItem], depth: usize, out: &mut String) {
        for item in items {
            match item {
                BookItem::Chapter(chapter) => {
                    let number = chapter.number.as_ref().map(ToString::to_string).unwrap_or_default();
                    let path = chapter.path.as_deref().map(|path| path.to_str().unwrap()).unwrap_or("-");
                    let above = chapter.parent_names.join("/");
                    *out += &format!("{}{number} {} <{path}> {above}\n", "  ".repeat(depth), chapter.name);
                    lines(&chapter.sub_items, depth + 1, out);
                }
                BookItem::Separator => *out += "---\n",
                BookItem::PartTitle(title) => *out += &format!("# {title}\n"),
            }
        }
    }
    let mut out = String::new();
    lines(&book.items, 0, &mut out);
    out
}

#[test]
fn term_pages_show_what_carries_the_term() {
    let book = library().build();
    assert_eq!(book.stderr(), "");
    insta::assert_snapshot!(pretty(&book.main("catalog/category/resilience.html")));
}

#[test]
fn a_taxonomy_has_a_page_above_its_terms() {
    insta::assert_snapshot!(pretty(&library().build().main("catalog/category.html")));
}

#[test]
fn badges_lead_to_them_but_on_the_catalog_page() {
    let book = library().build();
    let badges = element(&book.main("in/b.html"), "patterns-badges");
    assert_eq!(
        attributes(&badges, "href"),
        ["../catalog/category/data.html", "../catalog/category/resilience.html"]
    );
    assert!(book.main("catalog.html").contains("catalog.html?category=data"));
}

#[test]
fn breadcrumbs_link_a_part_or_a_draft_of_the_terms_name() {
    let summary = "# Summary\n\n- [Home](home.md)\n\n# Resilience\n\n- [Alpha](a.md)\n- [Data]()\n  - [Beta](in/b.md)\n";
    let book = library().page("home.md", "# Home\n").summary(summary).build();
    let links = |page: &str| attributes(&element(&book.main(page), "patterns-breadcrumbs"), "href");
    assert_eq!(links("a.html"), ["home.html", "catalog/category/resilience.html"]);
    assert_eq!(
        links("in/b.html"),
        ["../home.html", "../catalog/category/resilience.html", "../catalog/category/data.html"]
    );
}

#[test]
fn they_stand_below_the_catalog_with_numbers_of_their_own() {
    let book = library().page("catalog.md", "# Catalog\n\n{{#patterns catalog}}\n").page("z.md", "# Z\n");
    insta::assert_snapshot!(outline(&book.write().preprocess("html")));
}

#[test]
fn they_stand_below_a_generated_catalog() {
    insta::assert_snapshot!(outline(&library().write().preprocess("html")));
}

#[test]
fn they_stand_below_a_catalog_that_has_pages_below_it() {
    let summary = "# Summary\n\n[Start](a.md)\n\n# Part\n\n- [All](all.md)\n  - [Beta](in/b.md)\n    - [Deep](deep.md)\n- [Z](z.md)\n";
    let book = library()
        .page("all.md", "# All\n\n{{#patterns catalog}}\n")
        .page("deep.md", "---\ntitle: Deep\ncategory: data\n---\n# Deep\n")
        .page("z.md", "---\ntitle: Z\ncategory: \"C++ & <b>\"\n---\n# Z\n")
        .summary(summary);
    let built = book.build();
    assert_eq!(built.stderr(), "");
    insta::assert_snapshot!(outline(&built.preprocess("html")));
    assert!(built.main("z.html").contains("rel=\"prev\""), "furniture stays with its page");
    assert!(built.main("deep.html").contains("href=\"catalog/category/data.html\""));
    let odd = built.html("catalog/category/cplusplus-b.html");
    assert!(odd.contains("C++ &amp; &lt;b&gt;") && !odd.contains("<b></b>"), "{odd}");
}

#[test]
fn they_stand_behind_all_others_without_a_catalog() {
    let config = "[preprocessor.patterns.catalog]\nenable = false\n";
    let summary = "# Summary\n\n# Part\n\n- [A](a.md)\n- [B](in/b.md)\n";
    insta::assert_snapshot!(outline(&library().config(config).summary(summary).write().preprocess("html")));
}

/// Terms that few pages carry have none; their badges lead to the catalog.
#[test]
fn a_taxonomy_has_as_many_pages_as_its_book_wants() {
    let page = |name: &str, tags: &str| {
        (format!("{name}.md"), format!("---\ntitle: {name}\ntags: [{tags}]\n---\n# {name}\n"))
    };
    let outline_with = |pages: &str| {
        let mut book =
            TestBook::new().config(&format!("[preprocessor.patterns.taxonomy.tags]\npages = {pages}\n"));
        for (path, text) in
            [page("A", "rare, common, usual"), page("B", "common, usual"), page("C", "common")]
        {
            book = book.page(&path, &text);
        }
        let built = book.build();
        (outline(&built.preprocess("html")), built.stderr())
    };
    let (two, said) = outline_with("2");
    assert!(two.contains("<catalog/tags/common.md>") && two.contains("<catalog/tags/usual.md>"), "{two}");
    assert!(!two.contains("rare.md"), "{two}");
    assert!(said.contains("2 terms of `tags` have a page of their own, and 1 have none"), "{said}");
    assert!(said.contains("pages = 2"), "{said}");
    for pages in ["3", "true"] {
        let (all, said) = outline_with(pages);
        assert!(all.contains("rare.md") && said.is_empty(), "{all}{said}");
    }
    for pages in ["0", "false"] {
        let (none, said) = outline_with(pages);
        assert!(!none.contains("tags") && said.is_empty(), "{none}{said}");
    }
}

#[test]
fn the_authors_page_in_the_place_of_one_is_the_terms_page() {
    let mine =
        "---\ntitle: My resilience\ntype: guide\n---\n# Mine\n\n{{#patterns term category resilience}}\n";
    let book = library().page("catalog/category/resilience.md", mine).build();
    assert_eq!(book.stderr(), "");
    assert!(book.main("catalog/category/resilience.html").contains("Mine"));
    assert!(book.main("a.html").contains("href=\"catalog/category/resilience.html\""));
    let count = outline(&book.preprocess("html")).matches("<catalog/category/resilience.md>").count();
    assert_eq!(count, 1);
}

#[test]
fn nobody_means_one_by_its_name() {
    let book = library()
        .page("x/resilience/README.md", "---\ntitle: On resilience\n---\n# On resilience\n")
        .page("y.md", "---\ntitle: Y\nrelated: [resilience, Category]\n---\n# Y\n")
        .build();
    let stderr = book.stderr();
    assert!(stderr.contains("there is no page `Category`") && !stderr.contains("P0302"), "{stderr}");
    assert!(book.main("y.html").contains("href=\"x/resilience/index.html\""));
}

#[test]
fn they_are_no_entries() {
    let book = library()
        .config("[preprocessor.patterns]\nentries = { paths = [\"\"] }")
        .page("n.md", "# {{#patterns count}}\n");
    assert!(book.build().main("n.html").contains(">3</a>"));
}

#[test]
fn terms_in_ten_scripts_have_pages_that_exist() {
    let terms = [
        "設計",
        "Ελληνικά",
        "Безопасность",
        "עברית",
        "العربية",
        "हिन्दी",
        "ภาษาไทย",
        "한국어",
        "ქართული",
        "Ærø",
    ];
    let mut book = TestBook::new().config("[preprocessor.patterns.taxonomy.tags]\npages = true\n");
    for (at, term) in terms.iter().enumerate() {
        book = book.page(&format!("p{at}.md"), &format!("---\ntitle: P{at}\ntags: [\"{term}\"]\n---\n# P\n"));
    }
    let built = book.build();
    assert_eq!(built.stderr(), "");
    for (at, term) in terms.iter().enumerate() {
        let badges = element(&built.main(&format!("p{at}.html")), "patterns-badges");
        let href = attributes(&badges, "href").remove(0);
        let path = percent_encoding::percent_decode_str(&href).decode_utf8().unwrap().into_owned();
        assert!(built.main(&path).contains(term), "{path}");
    }
}

#[test]
fn odd_terms_have_safe_pages_or_none() {
    let tags = "[\"../../etc\", README, con, \"!!!\", \"a/b\", \"<script>\"]";
    let book = TestBook::new()
        .config("[preprocessor.patterns.taxonomy.tags]\npages = true\n")
        .page("a.md", &format!("---\ntitle: A\ntags: {tags}\n---\n# A\n"));
    let built = book.build();
    insta::assert_snapshot!(outline(&built.preprocess("html")));
}

#[test]
fn they_are_markdown_in_text_mode() {
    let book = library().write().preprocess("markdown");
    let found = book.chapters().find(|c| c.name == "Resilience").unwrap();
    insta::assert_snapshot!(found.content);
}

#[test]
fn the_index_has_the_book_as_it_is() {
    let book = library().config("[output.html]\n[output.patterns]\n").write();
    assert!(!outline(&book.preprocess("patterns")).contains("catalog/"));
}

#[test]
fn terms_that_are_pages_need_none() {
    let config = "[preprocessor.patterns.taxonomy.laws]\npages = true\n";
    let book = TestBook::new()
        .config(config)
        .page("l.md", "---\ntitle: Law\ntype: law\n---\n# Law\n")
        .page("a.md", "---\ntitle: A\nlaws: [Law]\n---\n# A\n");
    assert!(!outline(&book.write().preprocess("html")).contains("catalog/"));
}

#[test]
fn links_in_what_a_term_means_lead_to_the_same_place_from_every_page() {
    let config = "[preprocessor.patterns.taxonomy.sev]\npages = true\nterms = [{ id = \"high\", description = \"See [policy](policy.md).\" }]\n";
    let book = TestBook::new()
        .config(config)
        .page("policy.md", "# Policy\n")
        .page(
            "in/a.md",
            "---\ntitle: A\nsev: high\n---\n# A\n\n{{#patterns catalog group-by=sev view=list}}\n",
        )
        .build();
    assert_eq!(book.stderr(), "");
    assert!(book.main("in/a.html").contains("See <a href=\"../policy.html\">policy</a>."));
    assert!(book.main("catalog/sev/high.html").contains("See <a href=\"../../policy.html\">policy</a>."));
}

#[test]
fn links_in_what_a_term_means_may_be_written_in_any_way() {
    let description = r#"See [one](my\\_policy.md), [two](<a b.md> "T"), [three](r&amp;d.md), [four][p], [p] and ![five](i.png).\n\n[p]: ./policy.md"#;
    let config = format!(
        "[preprocessor.patterns.taxonomy.sev]\npages = true\n\
         terms = [{{ id = \"high\", description = \"\"\"{description}\"\"\" }}]\n"
    );
    let book = ["my_policy.md", "a b.md", "r&d.md", "policy.md"]
        .iter()
        .fold(TestBook::new().config(&config), |book, path| book.page(path, "# Policy\n"))
        .page("in/a.md", "---\ntitle: A\nsev: high\n---\n# A\n")
        .build();
    assert_eq!(book.stderr(), "");
    let high = book.main("catalog/sev/high.html");
    assert!(
        high.contains(
            "See <a href=\"../../my_policy.html\">one</a>, <a href=\"../../a%20b.html\" title=\"T\">two</a>, \
             <a href=\"../../r%26d.html\">three</a>, <a href=\"../../policy.html\">four</a>, \
             <a href=\"../../policy.html\">p</a> and five."
        ),
        "{high}"
    );
}

#[test]
fn terms_of_signs_alone_are_terms_of_their_own() {
    let book =
        TestBook::new().page("a.md", "---\ntitle: A\ntags: [\"🔥\", \"🚀\", \"->\"]\n---\n# A\n").build();
    let badges = element(&book.main("a.html"), "patterns-badges");
    assert_eq!(
        attributes(&badges, "href"),
        ["catalog.html?tags=u1f525", "catalog.html?tags=u1f680", "catalog.html?tags=u2d-u3e"]
    );
}

#[test]
fn laws_of_signs_alone_are_named_by_them() {
    let book = TestBook::new()
        .page("fire.md", "---\ntitle: \"🔥\"\ntype: law\nalso_known_as: [\"⚡\"]\n---\nText.\n")
        .page("a.md", "---\ntitle: A\nlaws: [\"🔥\", \"⚡\"]\n---\n# A\n")
        .build();
    assert_eq!(book.stderr(), "");
}

/// Each of n terms has a page: with all others on each, the book would grow with the square.
#[test]
fn a_term_among_many_lists_those_around_it_and_leads_to_all() {
    let tags: Vec<String> = (0..80).map(|n| format!("t{n:02}")).collect();
    let page = format!("---\ntitle: A\ntags: [{}]\n---\n# A\n", tags.join(", "));
    let book = TestBook::new()
        .config("[preprocessor.patterns.taxonomy.tags]\npages = true\n")
        .page("a.md", &page)
        .page("own.md", "# Own\n\n{{#patterns term tags t05 limit=3}}\n")
        .build();
    assert_eq!(book.stderr(), "");
    for (page, first, last) in [("t00", "T00", "T59"), ("t40", "T10", "T69"), ("t79", "T20", "T79")] {
        let nav = &raw_elements(&book.main(&format!("catalog/tags/{page}.html")), "patterns-term-nav")[0];
        assert_eq!(nav.matches("<li>").count(), 60, "{nav}");
        assert!(nav.contains(&format!(">{first}<")) && nav.contains(&format!(">{last}<")), "{page}: {nav}");
        let more = "<a href=\"../tags.html\">Tag</a> <span class=\"patterns-count\">60 / 80</span>";
        assert!(nav.contains(more), "{nav}");
    }
    let nav = &raw_elements(&book.main("own.html"), "patterns-term-nav")[0];
    assert_eq!(nav.matches("<li>").count(), 3, "{nav}");
    assert!(nav.contains("3 / 80"), "{nav}");
}
