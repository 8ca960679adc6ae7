//! Bad input of every kind builds: a diagnostic where something is wrong, and no text lost.

use crate::parts::{attributes, element, elements};
use crate::support::{Built, TestBook};

/// A page of this text, after another one; it must build.
fn build(text: &str) -> Built {
    TestBook::new().page("start.md", "# Start\n").page("page.md", text).build()
}

#[test]
fn crlf_a_bom_and_spaces_behind_the_fences_are_fine() {
    for text in [
        "\u{feff}---\ntier: gold\n---\n# Page\n\nText.\n",
        "---\r\ntier: gold\r\n---\r\n# Page\r\n\r\nText.\r\n",
        "\u{feff}---  \r\ntier: gold\r\n--- \t\r\n# Page\r\n\r\nText.\r\n",
        "---\ntier: gold\n...\n# Page\n\nText.\n",
        "+++\r\ntier = \"gold\"\r\n+++\r\n# Page\r\n\r\nText.\r\n",
        "---\ntier: gold\n---\n\n\n# Page\n\nText.\n",
    ] {
        let book = build(text);
        assert_eq!(book.stderr(), "", "{text:?}");
        let main = book.main("page.html");
        assert!(element(&main, "patterns-badges").contains("Gold"), "{text:?}\n{main}");
        assert!(
            main.contains("<p>Text.</p>") && !main.contains("tier: ") && !main.contains("tier ="),
            "{text:?}\n{main}"
        );
        assert!(!main.contains('\u{feff}'), "the BOM shows: {text:?}");
    }
}

/// What stands before a list in a list may end in any letter: it is no bracket.
#[test]
fn an_anchor_before_a_list_in_a_list_is_no_part_of_a_link() {
    for list in ["[&é[a]]", "[&é [a]]", "[!日[a]]", "[&é[a, b]]", "[&é[[a]]]", "[ü: [a]]"] {
        for key in ["tags", "related", "authors", "redirect_from"] {
            let book = build(&format!("---\n{key}: {list}\n---\n# Page\n\nText.\n"));
            assert!(!book.stderr().contains("[P0504]"), "{key}: {list}\n{}", book.stderr());
            let main = book.main("page.html");
            assert!(main.contains("<p>Text.</p>") && !main.contains(list), "{key}: {list}\n{main}");
        }
    }
}

#[test]
fn front_matter_alone_is_a_page() {
    for text in ["---\ntitle: Page\n---", "---\ntitle: Page\n---\n", "---\ntitle: Page\n---\n\n\n"] {
        let main = build(text).main("page.html");
        assert!(main.contains("<h1 id=\"page\">"), "{text:?}\n{main}");
    }
}

#[test]
fn empty_front_matter_is_taken_away() {
    for text in ["---\n---\n# Page\n\nText.\n", "---\n# only a comment\n---\n# Page\n\nText.\n"] {
        let book = build(text);
        assert_eq!(book.stderr(), "", "{text:?}");
        let main = book.main("page.html");
        assert!(main.contains("<h1 id=\"page\">") && !main.contains("<hr"), "{text:?}\n{main}");
    }
}

#[test]
fn an_unclosed_fence_leaves_the_page_as_it_is() {
    let text = "---\ntitle: Page\n\n# Page\n\nText.\n";
    let plain = TestBook::new().without_plugin().page("start.md", "# Start\n").page("page.md", text).build();
    let book = build(text);
    assert_eq!(book.main("page.html"), plain.main("page.html"));
    assert!(book.stderr().contains("[P0101]"), "{}", book.stderr());
}

#[test]
fn megabytes_of_front_matter_are_reported_and_taken_away() {
    let line = "note: \"words and words\"\n";
    let big = line.repeat(1024 * 1024 / line.len() + 1);
    let book = build(&format!("---\ntitle: Page\n{big}---\n# Page\n\nText.\n"));
    let main = book.main("page.html");
    assert!(main.contains("<p>Text.</p>") && !main.contains("words and words"));
    assert!(book.stderr().contains("[P0105]"), "{}", book.stderr());
    assert!(book.stderr().len() < 2_000, "the report is short");
}

#[test]
fn bombs_and_depth_cost_their_key_only() {
    let mut bomb = String::from("x-a: &a [x, x, x, x, x, x, x, x, x, x]\n");
    for (name, last) in ('b'..='i').zip('a'..) {
        bomb += &format!("x-{name}: &{name} [{}]\n", vec![format!("*{last}"); 10].join(", "));
    }
    let braces = format!("x-deep: {}\n", "{a: ".repeat(10_000));
    let nested: String = (0..600).map(|depth| format!("{}k:\n", " ".repeat(depth))).collect();
    let deep = ["[".repeat(10_000), format!("{}{}", "[".repeat(10_000), "]".repeat(10_000))]
        .map(|value| format!("x-deep: {value}\n"));
    for evil in [bomb, braces, format!("x-deep:\n{}", indent(&nested)), deep[0].clone(), deep[1].clone()] {
        let book = build(&format!("---\ntitle: Page\n{evil}tier: gold\n---\n# Page\n\nText.\n"));
        let main = book.main("page.html");
        assert!(main.contains("Gold"), "the tier behind {} is lost", &evil[..60]);
        assert!(main.contains("<p>Text.</p>"), "{}", &evil[..60]);
        assert!(book.stderr().contains("[P0102]"), "{}", &evil[..60]);
        assert!(book.stderr().len() < 20_000, "the report of {} is long", &evil[..60]);
    }
}

fn indent(text: &str) -> String {
    text.lines().map(|line| format!(" {line}\n")).collect()
}

#[test]
fn mojibake_and_odd_characters_are_text() {
    let main = build("---\ntitle: \"â€” Ã©\\0 \u{fffd}\"\ndescription: ‚Äî [Attribution] \u{200b}\ntags: [\u{202e}evil, 日本語]\n---\nText.\n").main("page.html");
    assert!(main.contains("‚Äî [Attribution]"), "{main}");
    assert!(main.contains("日本語"), "{main}");
    assert!(main.contains("<p>Text.</p>"), "{main}");
}

#[test]
fn drafts_and_empty_chapters_build() {
    let book = TestBook::new()
        .summary(
            "- [Start](start.md)\n- [Draft]()\n  - [Below]()\n- [Empty](empty.md)\n- [Space](space.md)\n",
        )
        .file("src/start.md", "---\ntitle: Start\nrelated: [draft]\n---\n")
        .file("src/empty.md", "")
        .file("src/space.md", " \n\n")
        .build();
    assert!(book.stderr().contains("there is no page `draft`"), "{}", book.stderr());
    assert_eq!(book.main("empty.html"), "");
}

/// mdBook itself refuses a file twice in `SUMMARY.md`, but another preprocessor may repeat a chapter.
#[test]
fn a_chapter_twice_in_the_book_is_one_entry() {
    use mdbook_preprocessor::book::{Book, BookItem, Chapter};
    let chapter =
        |path: &str, text: &str| BookItem::Chapter(Chapter::new(path, text.to_owned(), path, Vec::new()));
    let one = "---\ntitle: One\ntier: gold\nrelated: [two]\n---\n# One\n";
    let mut book = Book::new_with_items(vec![
        chapter("start.md", "There are {{#patterns count}} entries.\n"),
        chapter("one.md", one),
        chapter("one.md", one),
        chapter("two.md", "---\ntitle: Two\n---\n# Two\n"),
    ]);
    let config = "[output.html]\nadditional-css = [\"theme/patterns.css\", \"theme/patterns-catalog.css\"]\nadditional-js = [\"theme/patterns-common.js\", \"theme/patterns-catalog.js\", \"theme/patterns-progress.js\"]".parse().unwrap();
    let context = mdbook_preprocessor::PreprocessorContext::new("/nowhere".into(), config, "html".to_owned());
    let report = mdbook_patterns::preprocess::run(&context, &mut book);
    assert_eq!(report.diagnostics, []);
    let contents: Vec<&str> = book.chapters().map(|chapter| chapter.content.as_str()).collect();
    assert_eq!(contents[0], "There are 2 entries.\n");
    assert_eq!(elements(contents[1], "patterns-related"), elements(contents[2], "patterns-related"));
    let backlinks = element(contents[3], "patterns-related");
    assert_eq!(attributes(&backlinks, "href"), ["one.md", "catalog.html?tier=gold"], "{backlinks}");
    assert_eq!(attributes(contents[4], "data-id"), ["one", "two"]);
}

#[test]
fn pages_without_front_matter_give_what_can_be_inferred() {
    let seed_003 = "# The *Title*\n\n> Brief one-sentence `description`\n\n## Overview\n\nText.\n";
    let book = TestBook::new()
        .config("[preprocessor.patterns]\nentries = { paths = [\"p/\"] }")
        .page("start.md", "# Start\n\n{{#patterns catalog columns=\"title,description,reading_time\"}}\n")
        .page("p/a.md", seed_003)
        .page(
            "p/b.md",
            "![Image](x.png)\n\n[![Badge](b.png)](x)\n\nThe first [paragraph](x.md)\nof two lines.\n",
        )
        .page("p/c.md", "[Home](../start.md) → **C**\n\n# C\n\n> [!NOTE]\n> a note\n\nWords.\n")
        .build();
    assert_eq!(book.stderr(), "");
    let catalog = element(&book.main("start.html"), "patterns-catalog");
    assert!(
        catalog.contains("<td class=\"patterns-text\">The first paragraph of two lines.</td>"),
        "{catalog}"
    );
    insta::assert_snapshot!(catalog);
}
