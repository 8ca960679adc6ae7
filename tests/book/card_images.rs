//! The picture that a link to a page shows, where its author names one; what a program without cards says.

use crate::support::TestBook;
use crate::web::{all, book_with, data, meta, said};

/// A book with a picture of its own, below its pages.
fn book(ours: &str) -> TestBook {
    book_with("", &format!("address = \"https://example.org/lib\"\nimage = \"book.png\"\n{ours}"))
        .file("src/book.png", "a picture")
        .file("src/deep/pic é.png", "a picture")
}

#[test]
fn the_picture_of_a_page_is_the_one_that_its_author_names() {
    for (written, shown) in [
        ("image: 'pic é.png'", "https://example.org/lib/deep/pic%20%C3%A9.png"),
        ("image: pic%20é.png", "https://example.org/lib/deep/pic%20%C3%A9.png"),
        ("image: ../book.png", "https://example.org/lib/book.png"),
        ("image: /deep/pic é.png", "https://example.org/lib/deep/pic%20%C3%A9.png"),
        ("image: 'https://other.example/x.png?a=1&b'", "https://other.example/x.png?a=1&b"),
        ("tier: gold", "https://example.org/lib/book.png"),
        ("image:", "https://example.org/lib/book.png"),
    ] {
        let book = book("").page("deep/a.md", &format!("---\ntitle: A\n{written}\n---\nText.\n")).build();
        let html = book.html("deep/a.html");
        assert_eq!(meta(&html, "og:image"), shown, "{written}");
        assert_eq!(meta(&html, "twitter:card"), "summary_large_image");
        assert_eq!(data(&html, "TechArticle").unwrap()["image"], shown);
        // We do not know how large it is, and what stands in it.
        for name in ["og:image:width", "og:image:height", "og:image:alt"] {
            assert_eq!(all(&html, &format!("meta[property='{name}']"), "content"), [""; 0]);
        }
        assert_eq!(said(&book), "");
    }
}

#[test]
fn a_picture_that_is_not_there_is_named() {
    for written in ["none.png", "../deep", "javascript:alert(1)", "../../x.png"] {
        let book =
            book("").page("deep/a.md", &format!("---\ntitle: A\nimage: '{written}'\n---\nText.\n")).build();
        assert_eq!(
            said(&book),
            format!(
                "mdbook-patterns: src/deep/a.md: links to the page do not show its image `{written}`: there is no such \
                 file in the book; write its path from the page, from the root of the book with a `/` before it, or its \
                 whole address\n"
            )
        );
        assert_eq!(meta(&book.html("deep/a.html"), "og:image"), "https://example.org/lib/book.png");
    }
}

#[test]
fn check_finds_it_too_with_its_place() {
    let book = book("").page("deep/a.md", "---\ntitle: A\nimage: 'no.png'\n---\nText.\n").write();
    assert_eq!(
        book.found(),
        "warning[P0804]: there is no image `no.png`\n --> src/deep/a.md:3:9\n  |\n3 | image: 'no.png'\n  |         ^^^^^^\n  |\n  \
         = help: put it into the folder of the pages; paths are relative to the page\n\nmdbook-patterns: 1 warning\n"
    );
}

/// A list of containers, with a picture for the whole book.
#[test]
fn to_a_book_with_a_field_of_that_name_it_is_no_picture() {
    for (declared, value) in [
        ("[preprocessor.patterns.field.image]\ntype = \"text\"", "nginx:1.27"),
        ("[preprocessor.patterns.field.image]\ntype = \"list\"", "[nginx, redis]"),
        ("[preprocessor.patterns.taxonomy.image]\nlabel = \"Container\"", "nginx"),
    ] {
        let page = format!("---\ntitle: A\ntype: pattern\nimage: {value}\n---\nText.\n");
        let book = book("").config(declared).page("a.md", &page).build();
        assert_eq!(said(&book), "", "{declared}");
        assert_eq!(meta(&book.html("a.html"), "og:image"), "https://example.org/lib/book.png");
        let found = book.found();
        assert!(!found.contains("image") && !found.contains("nginx"), "{found}");
        assert!(!book.listed("image")[0]["image"].is_null(), "the book's own field has its value");
    }
}

#[test]
fn without_the_address_of_the_site_no_file_is_named() {
    let page = "---\ntitle: A\nimage: /book.png\n---\nText.\n";
    let ours = "sitemap = false\nrobots = false\nfeed = false";
    let book = book_with("", ours).file("src/book.png", "a picture").page("a.md", page).build();
    assert_eq!(all(&book.html("a.html"), "meta[property='og:image']", "content"), [""; 0]);
    assert_eq!(meta(&book.html("a.html"), "twitter:card"), "summary");
    assert_eq!(said(&book), "");
}

#[cfg(not(feature = "cards"))]
#[test]
fn a_program_without_cards_says_how_to_get_one() {
    let book = book("cards = true").page("a.md", "---\ntitle: A\n---\nText.\n").page("b.md", "# B\n").build();
    assert_eq!(
        said(&book),
        "mdbook-patterns: warning: there are no cards: `[output.patterns]` says `cards = true`, and this program was \
         built without them; `cargo install mdbook-patterns --features cards` builds one that has them, and the programs \
         of each release have them, too\n"
    );
    assert_eq!(meta(&book.html("a.html"), "og:image"), "https://example.org/lib/book.png");
}
