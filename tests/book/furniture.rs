//! The pieces of furniture that show a page's own fields, as real mdBook builds them. Those that
//! lead to other pages are in `furniture_links.rs`.

use crate::parts::{attributes, element, elements, raw_elements};
use crate::support::{Built, TestBook, pretty};
use mdbook_patterns::config::PageElement;
use std::fs;
use std::path::Path;

/// A book of one page in a folder, with the front matter and the text given.
fn page(front_matter: &str, body: &str) -> Built {
    page_with(TestBook::new(), front_matter, body)
}

fn page_with(book: TestBook, front_matter: &str, body: &str) -> Built {
    book.page("patterns/retry.md", &format!("---\n{front_matter}\n---\n{body}")).build()
}

/// The main part of the page of [`page`], built without a problem.
fn main(front_matter: &str) -> String {
    let book = page(front_matter, "# Retry\n\nText.\n");
    assert_eq!(book.stderr(), "");
    book.main("patterns/retry.html")
}

#[test]
fn every_piece_has_a_golden_file() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/book/snapshots");
    let files: Vec<String> =
        fs::read_dir(folder).unwrap().map(|file| file.unwrap().file_name().into_string().unwrap()).collect();
    for piece in PageElement::ALL {
        let test = format!("__{}_", piece.name().replace('-', "_"));
        let covered = files.iter().any(|file| file.starts_with("book__furniture") && file.contains(&test));
        assert!(covered, "no golden file shows the piece {}", piece.name());
    }
}

#[test]
fn title_stands_above_a_body_without_heading_1() {
    let book = page("title: Retry *with* `backoff` <b> & [x](y)", "Text.\n\n## Part\n");
    let main = book.main("patterns/retry.html");
    assert!(main.contains("Retry *with* `backoff` &lt;b&gt; &amp; [x](y)</a>"), "{main}");
    insta::assert_snapshot!(pretty(&main));
}

#[test]
fn title_is_not_added_to_a_body_with_a_heading_1() {
    let book = page("title: Other", "Words before.\n\n# Retry\n");
    let main = book.main("patterns/retry.html");
    assert_eq!(main.matches("<h1").count(), 1, "{main}");
    assert!(!main.contains("Other</a></h1>"), "{main}");
}

#[test]
fn the_whole_top_stands_around_the_title_in_order() {
    let book = page_with(
        TestBook::new().page("start.md", "# Start\n"),
        "description: Try again.\ntier: gold\nstatus: draft\nessential_question: Why?\nquote: Again!\nproblem: It fails.",
        "# Retry\n\nText.\n",
    );
    insta::assert_snapshot!(pretty(&book.main("patterns/retry.html")));
}

#[test]
fn lead_shows_the_description_in_inline_markdown() {
    let main = main("description: \"*Try* `again` & see [why](other.md) <b>now</b>\"");
    insta::assert_snapshot!(element(&main, "patterns-lead"));
}

#[test]
fn essential_question_is_a_labelled_box() {
    let main = main("essential_question: How long do we *wait*?");
    insta::assert_snapshot!(element(&main, "patterns-question"));
}

#[test]
fn quote_has_its_speaker() {
    let main = main("quote: {text: \"Insanity is *trying* again.\", by: Nobody}");
    insta::assert_snapshot!(element(&main, "patterns-quote"));
}

#[test]
fn quote_may_be_a_text_alone() {
    let main = main("quote: Insanity is trying again.");
    assert!(!main.contains("figcaption"), "{main}");
    assert!(element(&main, "patterns-quote").contains("<p>Insanity is trying again.</p>"));
}

#[test]
fn badges_show_each_taxonomy_with_a_badge() {
    let main = main(
        "tier: gold\ncategory: [resilience, Data access]\ndifficulty: beginner\nrecommendation: stable\n\
         tags: [retry, C++]\nstatus: complete\nrelevance: growing",
    );
    insta::assert_snapshot!(element(&main, "patterns-badges"));
}

#[test]
fn badges_link_to_the_catalog_filtered_by_their_term() {
    let main = main("tier: gold\ncategory: Data access\ntags: C++");
    let badges = element(&main, "patterns-badges");
    assert_eq!(
        attributes(&badges, "href"),
        [
            "../catalog.html?tier=gold",
            "../catalog.html?category=data-access",
            "../catalog.html?tags=cplusplus"
        ]
    );
}

#[test]
fn badges_are_no_links_without_a_catalog() {
    let config = "[preprocessor.patterns.catalog]\nenable = false";
    let book = page_with(TestBook::new().config(config), "tier: gold", "# Retry\n");
    let badges = element(&book.main("patterns/retry.html"), "patterns-badges");
    assert_eq!(attributes(&badges, "href"), Vec::<String>::new());
    assert!(badges.contains("Gold"), "{badges}");
}

#[test]
fn badges_come_from_a_taxonomy_of_the_book() {
    let config = r#"
        [preprocessor.patterns.taxonomy.maturity]
        badge = true
        terms = [{ id = "trial", label = "On trial", icon = "T", colour = "blue", description = "We *try* it" }]"#;
    let book = page_with(TestBook::new().config(config), "maturity: Trial", "# Retry\n");
    assert_eq!(book.stderr(), "");
    insta::assert_snapshot!(element(&book.main("patterns/retry.html"), "patterns-badges"));
}

#[test]
fn meta_shows_time_dates_people_and_names() {
    let main = main(
        "reading_time: 1 h 30 min\nintroduced: 2019\nupdated: 2024-03\nversion: 1.10\nlicense: MIT\n\
         also_known_as: [Try again, Redo]\nauthors:\n  - Ann\n  - {name: Bob, url: \"https://bob.example/\", email: bob@example.org}",
    );
    insta::assert_snapshot!(element(&main, "patterns-meta"));
}

#[test]
fn meta_counts_the_reading_time_from_the_words() {
    let book = page("tier: gold", &format!("# Retry\n\n{}\n", "word ".repeat(500)));
    let meta = element(&book.main("patterns/retry.html"), "patterns-meta");
    assert!(meta.contains("3 min"), "{meta}");
}

#[test]
fn meta_counts_at_the_speed_that_the_book_sets() {
    let config = "[preprocessor.patterns]\nwords-per-minute = 100";
    let text = format!("# Retry\n\n{}\n", "word ".repeat(499));
    let book = page_with(TestBook::new().config(config), "tier: gold", &text);
    let meta = element(&book.main("patterns/retry.html"), "patterns-meta");
    assert!(meta.contains("5 min"), "{meta}");
}

#[test]
fn quick_reference_holds_four_texts() {
    let main = main(
        "problem: Calls *fail*.\nsolution: Call again.\ntrade_offs: Load for success\nuse_when: The fault is short.",
    );
    insta::assert_snapshot!(element(&main, "patterns-quick-reference"));
}

#[test]
fn levels_lead_to_the_headings_that_name_them() {
    let text = "# A\n\n## Level 1: Intuition (5 minutes)\n\n## Level 2: Deep *Dive* (20 min)\n\n## Level up (3 min)\n";
    let main = page("title: A", text).main("patterns/retry.html");
    insta::assert_snapshot!(element(&main, "patterns-levels"));
}

#[test]
fn one_level_needs_no_navigator() {
    let main = page("title: A", "# A\n\n## Level 1: Intuition (5 minutes)\n").main("patterns/retry.html");
    assert!(!main.contains("patterns-levels"), "{main}");
}

#[test]
fn when_has_a_box_for_each_list() {
    let main = main(
        "when_to_use: [Short faults, Idempotent *calls*]\nwhen_not_to_use: Long faults\nbest_for: [HTTP]",
    );
    insta::assert_snapshot!(element(&main, "patterns-when"));
}

#[test]
fn trade_offs_are_two_columns() {
    let main = main("trade_offs:\n  pros: [Fewer *errors*]\n  cons:\n    - More load\n    - Waiting");
    insta::assert_snapshot!(element(&main, "patterns-trade-offs"));
}

#[test]
fn trade_offs_of_one_sentence_are_not_said_twice() {
    let main = main("trade_offs: Load for success");
    assert_eq!(main.matches("Load for success").count(), 1, "{main}");
}

#[test]
fn trade_offs_may_have_both_a_sentence_and_columns() {
    let main = main("trade_offs: {text: Load for success, pros: [a], cons: [b]}");
    assert_eq!(main.matches("Load for success").count(), 1, "{main}");
    assert!(element(&main, "patterns-trade-offs").contains("<li>a</li>"));
}

/// Of many keys a table would have a cell for each record and key, nearly all empty.
#[test]
fn examples_of_too_many_keys_for_a_table_are_lists() {
    let records: String =
        (0..7).map(|n| format!("\n  - {{company: C{n}, a{n}: \"*x{n}*\", b{n}: y}}")).collect();
    let main = main(&format!("examples:{records}"));
    let examples = &raw_elements(&main, "patterns-examples")[0];
    assert_eq!(examples.matches("<dl>").count(), 7, "{examples}");
    assert_eq!(examples.matches("<dt>").count(), 21, "{examples}");
    assert!(examples.contains("<dt>A6</dt>") && examples.contains("<em>x6</em>"), "{examples}");
}

#[test]
fn examples_are_a_table_of_all_keys() {
    let main = main(
        "examples:\n  - {company: Netflix, implementation: \"`Hystrix`\", scale: 1B calls}\n  - company: Amazon\n    year: 2012",
    );
    insta::assert_snapshot!(element(&main, "patterns-examples"));
}

#[test]
fn checklist_is_a_list_of_tasks() {
    let main = main("production_checklist:\n  - Set a *limit*\n  - Add jitter");
    insta::assert_snapshot!(element(&main, "patterns-checklist"));
}

#[test]
fn notice_of_drafts_stubs_and_plans() {
    let notice = |front_matter: &str| {
        let book = TestBook::new().config("[preprocessor.patterns]\ndrafts = \"show\"");
        let book = page_with(book, front_matter, "# Retry\n\nText.\n");
        element(&book.main("patterns/retry.html"), "patterns-notice")
    };
    let all = ["draft: true", "status: draft", "status: stub", "status: planned"].map(notice);
    insta::assert_snapshot!(all.join("\n"));
}

#[test]
fn notice_of_legacy_pages_tells_the_reason() {
    let notice = |front_matter: &str| element(&main(front_matter), "patterns-notice");
    let all = [
        "recommendation: legacy\ndeprecation_reason: \"Use *futures*\"",
        "pattern_status: deprecated",
        "deprecation_reason: Slow",
    ];
    insta::assert_snapshot!(all.map(notice).join("\n"));
}

#[test]
fn notice_of_superseded_pages_links_what_replaces_them() {
    let book = TestBook::new()
        .page("old.md", "---\nsuperseded_by:\n  new: for *new* code\n  https://example.org/: if you must\nstatus: draft\n---\n# Old\n")
        .page("in/new.md", "---\ntitle: New\n---\n# New\n")
        .build();
    assert_eq!(book.stderr(), "");
    insta::assert_snapshot!(elements(&book.main("old.html"), "patterns-notice").join("\n"));
}

#[test]
fn notice_is_absent_from_finished_pages() {
    let main = main("status: complete\nrecommendation: recommended");
    assert_eq!(elements(&main, "patterns-notice"), Vec::<String>::new());
}

#[test]
fn a_page_hides_the_pieces_it_names() {
    let main = main("tier: gold\ndescription: Words\nhide: [badges, Lead, meta]");
    assert_eq!(elements(&main, "patterns-badges"), Vec::<String>::new());
    assert_eq!(elements(&main, "patterns-lead"), Vec::<String>::new());
    assert_eq!(elements(&main, "patterns-meta"), Vec::<String>::new());
}

#[test]
fn a_piece_put_elsewhere_is_not_repeated() {
    let book =
        page("problem: It fails.\ntier: gold", "# Retry\n\nText.\n\n{{#patterns box quick-reference}}\n");
    let main = book.main("patterns/retry.html");
    assert_eq!(raw_elements(&main, "patterns-quick-reference").len(), 1, "{main}");
    let (before, _) = main.split_once("patterns-quick-reference").unwrap();
    assert!(before.contains("<p>Text.</p>"), "it stands where the author put it:\n{main}");
}

#[test]
fn the_book_chooses_the_pieces_and_their_order() {
    let config = "[preprocessor.patterns.furniture]\ntop = [\"badges\", \"title\"]\nbottom = [\"lead\"]";
    let front_matter = "description: Words.\ntier: gold\nproblem: Faults.";
    let book = page_with(TestBook::new().config(config), front_matter, "# Retry\n\nText.\n");
    assert_eq!(book.stderr(), "");
    insta::assert_snapshot!(pretty(&book.main("patterns/retry.html")));
}

#[test]
fn the_book_overrides_a_template() {
    let template = "<aside class=\"mine\">{{ description|inline }}</aside>";
    let book = TestBook::new().file("theme/patterns/lead.html", template);
    let book = page_with(book, "description: A *b*", "# Retry\n");
    assert_eq!(book.stderr(), "");
    assert_eq!(
        element(&book.main("patterns/retry.html"), "mine"),
        pretty("<aside class=\"mine\">A <em>b</em></aside>")
    );
}

#[test]
fn the_book_overrides_a_word() {
    let config = "[preprocessor.patterns.labels]\nquick-reference = \"In short\"\nproblem = \"Why\"";
    let book = page_with(TestBook::new().config(config), "problem: Faults.", "# Retry\n");
    assert_eq!(book.stderr(), "");
    insta::assert_snapshot!(element(&book.main("patterns/retry.html"), "patterns-quick-reference"));
}

/// A page that leaves something open, with page elements after its text.
#[test]
fn what_a_page_leaves_open_ends_before_its_page_elements() {
    for (left, said) in [
        ("```\ncode\n", Some("this code is never closed")),
        ("~~~~ rust\ncode\n    ~~~~\n", Some("is never closed")),
        ("Text.\n\n```", Some("is never closed")),
        ("<!-- a comment\n\nmore\n", Some("this `<!-- a comment` is never closed")),
        ("<pre>\ncode\n\nmore\n", Some("this `<pre>` is never closed")),
        ("<script src=x>\ncode\n", Some("this `<script src=x>` is never closed")),
        ("<div>\n\nText.\n", Some("this `<div>` is never closed")),
        ("<details>\n<summary>S</summary>\n\n<div>\n\nText.\n", Some("this `<details>` is never closed")),
        ("- item\n\n  ```\n  code\n", None),
        ("> ```\n> code\n", None),
        ("> quote", None),
        ("    indented ```\n", None),
    ] {
        let text = format!("---\ntitle: T\ntype: pattern\nbest_for: [Calls]\n---\n# T\n\n{left}");
        let built = TestBook::new().page("page.md", &text).build();
        let main = built.main("page.html");
        let at = main.find("<div class=\"patterns-when\">").unwrap_or_else(|| panic!("{left}\n{main}"));
        let before = &main[..at];
        for name in ["pre", "div", "details", "blockquote", "ul"] {
            let (opens, ends) =
                (before.matches(&format!("<{name}")).count(), before.matches(&format!("</{name}>")).count());
            assert_eq!(opens, ends, "{name} in {left}\n{main}");
        }
        assert!(!before.contains("<!--") || before.contains("-->"), "{left}\n{main}");
        let stderr = built.stderr();
        match said {
            Some(part) => assert!(stderr.contains("P0410") && stderr.contains(part), "{left}\n{stderr}"),
            None => assert!(!stderr.contains("P0410"), "{left}\n{stderr}"),
        }
    }
}
