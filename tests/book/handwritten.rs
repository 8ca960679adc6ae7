//! Navigation that authors wrote by hand, which the furniture stands for.

use crate::parts::elements;
use crate::support::TestBook;

/// What is left of a body with front matter between two other pages.
fn built(config: &str, body: &str) -> String {
    let book = TestBook::new()
        .config(config)
        .page("home.md", "# Start\n")
        .page("a/page.md", &format!("---\ntitle: Page\n---\n{body}"))
        .page("last.md", "# Last\n")
        .build();
    assert_eq!(book.stderr(), "");
    book.main("a/page.html")
}

/// Shapes of breadcrumbs, each with a word that only it has.
const BREADCRUMBS: &[&str] = &[
    "<div class=\"navigation-breadcrumb\">\n<a href=\"/\">HAND</a> > <a href=\"/patterns/\">Patterns</a> > Page\n</div>",
    "[HAND](../introduction/index.md) → **Part III: Patterns**",
    "[HAND](../home.md) → [Patterns](../last.md) → **Page**",
    "[HAND](../home.md) > [Patterns](../last.md) > **Page**",
    "[HAND](../home.md) > Page",
];

/// Shapes of links to the neighbours.
const NEIGHBOURS: &[&str] = &[
    "<div class=\"navigation-links\">\n<div class=\"prev-link\">\n<a href=\"/p/\">← Previous: HAND</a>\n</div>\n<div class=\"next-link\">\n<a href=\"/n/\">Next: HAND →</a>\n</div>\n</div>",
    "<div class=\"page-nav\" markdown>\n[HAND](../home.md)\n</div>",
    "**Next**: [HAND](/patterns/related-pattern) | **Previous**: [HAND](/patterns/previous-pattern)",
    "**Previous**: [HAND](../home.md) | **Next**: [HAND](../last.md)",
    "**Next**: [HAND](../last.md)",
];

#[test]
fn breadcrumbs_of_every_shape_are_replaced() {
    for shape in BREADCRUMBS {
        for body in [
            format!("# Page\n\n{shape}\n\nText.\n"),
            format!("<!-- Navigation -->\n{shape}\n\n# Page\n\nText.\n"),
        ] {
            let main = built("", &body);
            assert!(!main.contains("HAND"), "{body}\nbecame\n{main}");
            assert_eq!(elements(&main, "patterns-breadcrumbs").len(), 1, "{main}");
            assert!(main.contains("<p>Text.</p>"), "{main}");
        }
    }
}

#[test]
fn neighbours_of_every_shape_are_replaced() {
    for shape in NEIGHBOURS {
        for newline in ["\n", "", "\n\n"] {
            let main = built("", &format!("# Page\n\nText.\n\n---\n\n{shape}{newline}"));
            assert!(!main.contains("HAND"), "{shape}\nbecame\n{main}");
            assert_eq!(elements(&main, "patterns-nav").len(), 1, "{main}");
            assert!(main.contains("<p>Text.</p>"), "{main}");
        }
    }
}

#[test]
fn hand_written_navigation_stays_where_the_book_says_so() {
    for shape in BREADCRUMBS {
        let main = built(
            "[preprocessor.patterns]\nreplace-handwritten = false",
            &format!("# Page\n\n{shape}\n\nText.\n"),
        );
        assert!(main.contains("HAND"), "{shape}\nbecame\n{main}");
    }
    for shape in NEIGHBOURS {
        let main = built(
            "[preprocessor.patterns]\nreplace-handwritten = false",
            &format!("# Page\n\nText.\n\n{shape}\n"),
        );
        assert!(main.contains("HAND"), "{shape}\nbecame\n{main}");
    }
}

#[test]
fn hand_written_navigation_stays_where_nothing_replaces_it() {
    let config = "[preprocessor.patterns.furniture]\ntop = [\"title\"]\nbottom = []";
    let main = built(config, &format!("# Page\n\n{}\n\nText.\n\n{}\n", BREADCRUMBS[2], NEIGHBOURS[2]));
    assert_eq!(main.matches("HAND").count(), 3, "{main}");
}

#[test]
fn hand_written_navigation_that_the_page_keeps_with_hide_stays() {
    let book = TestBook::new()
        .page("home.md", "# Start\n")
        .page("a/page.md", &format!("---\nhide: [breadcrumbs]\n---\n# Page\n\n{}\n\nText.\n", BREADCRUMBS[2]))
        .build();
    assert!(book.main("a/page.html").contains("HAND"));
}

#[test]
fn prose_that_looks_like_navigation_stays() {
    for prose in [
        "[HAND](../home.md) is where the heart is.",
        "[HAND](../home.md) > 5 and < 7, as everybody knows.",
        "**Next** we look at [HAND](../home.md).",
        "**Next**: HAND, read on.",
    ] {
        let main = built("", &format!("# Page\n\n{prose}\n\nMiddle.\n\n{prose}\n"));
        assert_eq!(main.matches("HAND").count(), 2, "{prose}\nbecame\n{main}");
    }
}

#[test]
fn navigation_in_the_middle_of_a_page_stays() {
    let main = built(
        "",
        "# Page\n\nText.\n\n[HAND](../home.md) → **Page**\n\n**Next**: [HAND](../last.md)\n\nEnd.\n",
    );
    assert_eq!(main.matches("HAND").count(), 2, "{main}");
}

#[test]
fn a_page_without_front_matter_keeps_its_navigation() {
    let body = format!("# Page\n\n{}\n\nText.\n\n{}\n", BREADCRUMBS[2], NEIGHBOURS[2]);
    let book = TestBook::new().page("home.md", &body).build();
    assert_eq!(book.main("home.html").matches("HAND").count(), 3);
}

#[test]
fn navigation_in_crlf_is_replaced() {
    let body = format!("# Page\n\n{}\n\nText.\n\n{}\n", BREADCRUMBS[2], NEIGHBOURS[2]).replace('\n', "\r\n");
    let main = built("", &body);
    assert!(!main.contains("HAND"), "{main}");
}
