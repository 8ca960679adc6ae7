//! Where directives may stand, where they stay text, and how they fail.

use crate::parts::{element, elements};
use crate::support::{TestBook, pretty};

fn library(body: &str) -> TestBook {
    TestBook::new()
        .page("index.md", body)
        .page("p/retry.md", "---\ntitle: Retry\ntier: gold\n---\n# Retry\n")
        .page("p/saga.md", "---\ntitle: Saga\ntier: silver\n---\n# Saga\n")
}

fn main(body: &str) -> String {
    let book = library(body).build();
    assert_eq!(book.stderr(), "", "{body}");
    book.main("index.html")
}

/// What the page shows as text, with the problems of the book.
fn problems(body: &str) -> String {
    let book = library(body).build();
    format!("{}\n{}", book.stderr(), pretty(&book.main("index.html")))
}

const COUNT: &str = "{{#patterns count}}";

#[test]
fn directives_in_code_and_comments_stay_text() {
    for body in [
        format!("```\n{COUNT}\n```\n"),
        format!("~~~text\n\n{COUNT}\n~~~\n"),
        format!("    {COUNT}\n"),
        format!("Inline `{COUNT}` code.\n"),
        format!("Inline ``a ` {COUNT}`` code.\n"),
        format!("- item\n\n  ```\n  {COUNT}\n  ```\n"),
        format!("> ```\n> {COUNT}\n> ```\n"),
        format!("<!-- {COUNT} -->\n"),
        format!("Text <!-- {COUNT} --> text.\n"),
        format!("<!--\n\n{COUNT}\n\n-->\n"),
        format!("<pre>\n{COUNT}\n</pre>\n"),
        format!("<code>{COUNT}</code>\n"),
        format!("<script>\n{COUNT}\n</script>\n"),
        format!("<a title=\"{COUNT}\">x</a>\n"),
    ] {
        let main = main(&format!("# Page\n\n{body}"));
        assert!(main.contains(COUNT), "{body}\nbecame\n{main}");
    }
}

#[test]
fn a_directive_behind_code_is_expanded() {
    let main = main(&format!("# Page\n\n```\n{COUNT}\n```\n\nThere are {COUNT}.\n\n<!-- {COUNT} -->\n"));
    assert!(main.contains("There are 2."), "{main}");
    assert_eq!(main.matches(COUNT).count(), 2, "{main}");
}

#[test]
fn a_directive_inside_html_is_expanded() {
    let main = main(&format!("# Page\n\n<p>There are <b>{COUNT}</b>.</p>\n"));
    assert!(main.contains("<b>2</b>"), "{main}");
}

/// mdBook's `links` preprocessor takes the backslash away before we see the page, unless we come first.
const ORDERS: [&str; 2] = ["[preprocessor.patterns]", "[preprocessor.patterns]\nbefore = [\"links\"]"];

fn escaped(body: &str) {
    for order in ORDERS {
        let book = library(&format!("# Page\n\n{body}\n")).config(order).build();
        assert_eq!(book.stderr(), "", "{order}");
        let main = book.main("index.html");
        assert!(main.contains("Escaped {{#patterns count}} here."), "{order}\n{body}\nbecame\n{main}");
        assert_eq!(
            main.matches("Expanded 2 here.").count(),
            body.matches("Expanded").count(),
            "{order}\n{main}"
        );
        assert!(!main.contains('\\'), "{order}\n{main}");
    }
}

#[test]
fn a_backslash_escapes_a_directive() {
    escaped("Escaped \\{{#patterns count}} here.");
}

#[test]
fn an_escaped_directive_before_and_behind_others_escapes_only_itself() {
    escaped(
        "Expanded {{#patterns count}} here. Escaped \\{{#patterns count}} here. Expanded {{#patterns count}} here.",
    );
}

#[test]
fn an_escaped_directive_behind_the_same_one_in_code_is_escaped() {
    escaped(
        "```\n{{#patterns count}}\n```\n\nEscaped \\{{#patterns count}} here.\n\nExpanded {{#patterns count}} here.",
    );
}

#[test]
fn an_escaped_directive_behind_the_same_one_in_a_comment_is_escaped() {
    escaped(
        "<!-- {{#patterns count}} -->\n\nEscaped \\{{#patterns count}} here.\n\nExpanded {{#patterns count}} here.",
    );
}

#[test]
fn a_directive_behind_an_escaped_one_in_code_is_expanded() {
    for order in ORDERS {
        let body = "# Page\n\n`\\{{#patterns count}}`\n\nExpanded {{#patterns count}} here.\n";
        let main = library(body).config(order).build().main("index.html");
        assert!(main.contains("Expanded 2 here."), "{order}\n{main}");
    }
}

#[test]
fn an_escaped_directive_in_an_included_file_is_escaped() {
    let book = library("# Page\n\n{{#include part.txt}}\n")
        .file("src/part.txt", "Expanded {{#patterns count}} here.\n")
        .build();
    assert!(book.main("index.html").contains("Expanded 2 here."));
}

#[test]
fn a_directive_in_a_list_stays_in_its_item() {
    let main = main("# Page\n\n- one\n\n  {{#patterns catalog view=list}}\n\n  behind\n- two\n");
    insta::assert_snapshot!(pretty(&main));
}

#[test]
fn a_directive_directly_behind_the_marker_of_an_item() {
    let main = main("# Page\n\n1. {{#patterns legend tier}}\n2. two {{#patterns count}}\n");
    insta::assert_snapshot!(pretty(&main));
}

#[test]
fn a_directive_in_a_quote_stays_in_it() {
    let main = main("# Page\n\n> before\n>\n> {{#patterns catalog view=list}}\n>\n> behind\n\noutside\n");
    insta::assert_snapshot!(pretty(&main));
}

#[test]
fn a_directive_in_a_quote_in_a_list() {
    let main = main("# Page\n\n- > {{#patterns catalog view=list}}\n  >\n  > behind\n\n  item\n");
    insta::assert_snapshot!(pretty(&main));
}

#[test]
fn two_directives_on_consecutive_lines() {
    let main = main("# Page\n\n{{#patterns legend tier}}\n{{#patterns stats}}\n{{#patterns catalog}}\n");
    for class in ["patterns-legend", "patterns-stats", "patterns-catalog"] {
        assert_eq!(elements(&main, class).len(), 1, "{class}\n{main}");
    }
    assert!(!main.contains("{{"), "{main}");
}

#[test]
fn text_right_before_and_behind_a_block() {
    let main = main("# Page\n\nBefore *it*.\n{{#patterns legend tier}}\nBehind *it*.\n");
    assert_eq!(elements(&main, "patterns-legend").len(), 1, "{main}");
    assert!(main.contains("<p>Before <em>it</em>."), "{main}");
    assert!(main.contains("<p>Behind <em>it</em>.</p>"), "{main}");
    assert!(!main.contains("<p><div"), "{main}");
}

#[test]
fn a_block_on_lines_that_end_in_crlf() {
    let main = main("# Page\r\n\r\nBefore.\r\n\r\n{{#patterns legend tier}}\r\nBehind *it*.\r\n");
    assert_eq!(elements(&main, "patterns-legend").len(), 1, "{main}");
    assert!(main.contains("<p>Behind <em>it</em>.</p>"), "{main}");
}

#[test]
fn a_block_at_the_very_start_and_end_of_a_page() {
    let main = main("{{#patterns legend tier}}\n\nText.\n\n{{#patterns stats}}");
    assert_eq!(elements(&main, "patterns-legend").len(), 1, "{main}");
    assert_eq!(elements(&main, "patterns-stats").len(), 1, "{main}");
}

#[test]
fn a_directive_in_a_box() {
    let main = main(
        "# Page\n\n> [!AXIOM] All\n> {{#patterns catalog view=list}}\n>\n> There are {{#patterns count}}.\n",
    );
    assert!(!main.contains("&gt;"), "{main}");
    insta::assert_snapshot!(element(&main, "patterns-box"));
}

#[test]
fn a_directive_in_a_raw_box() {
    let main = main(
        "# Page\n\n<div class=\"axiom-box\">\n\n{{#patterns catalog view=list}}\n\nThere are {{#patterns count}}.\n</div>\n",
    );
    insta::assert_snapshot!(element(&main, "patterns-box"));
}

#[test]
fn an_unknown_directive_is_reported_and_stays() {
    insta::assert_snapshot!(problems("# Page\n\nText.\n\n{{#patterns catalogue}}\n"));
}

#[test]
fn a_directive_without_a_name_is_reported_and_stays() {
    insta::assert_snapshot!(problems("# Page\n\n{{#patterns}}\n"));
}

#[test]
fn a_directive_like_nothing_known_lists_what_there_is() {
    insta::assert_snapshot!(problems("# Page\n\nIn text {{#patterns xyz a=b}} too.\n"));
}

#[test]
fn unknown_arguments_are_reported_and_the_directive_stays() {
    insta::assert_snapshot!(problems(
        "# Page\n\n{{#patterns catalog veiw=cards}}\n\n{{#patterns catalog tier:gold}}\n\n{{#patterns box}}\n\n\
         {{#patterns related x=y}}\n\n{{#patterns catalog limit=2 limit=3}}\n"
    ));
}

#[test]
fn unknown_values_are_reported_and_the_directive_stays() {
    insta::assert_snapshot!(problems(
        "# Page\n\n{{#patterns catalog view=card}}\n\n{{#patterns catalog limit=many}}\n\n{{#patterns catalog limit=0}}\n\n\
         {{#patterns catalog group-by=teir}}\n\n{{#patterns catalog sort=titel}}\n\n{{#patterns catalog columns=\"title,teir\"}}\n\n\
         {{#patterns box bagdes}}\n\n{{#patterns legend nothing}}\n\n{{#patterns stats by=tear}}\n"
    ));
}

#[test]
fn a_wrong_filter_is_reported_and_the_directive_stays() {
    insta::assert_snapshot!(problems(
        "# Page\n\n{{#patterns catalog filter=\"tier:glod\"}}\n\nThere are {{#patterns count filter=\"teir:gold\"}} of them.\n"
    ));
}

#[test]
fn a_block_within_a_line_is_reported_and_stays() {
    insta::assert_snapshot!(problems(
        "# Page\n\nAll: {{#patterns catalog}}, and more.\n\n| a |\n|---|\n| {{#patterns stats}} |\n"
    ));
}

#[test]
fn a_directive_that_is_never_closed_is_reported_and_stays() {
    let problems = problems("# Page\n\n{{#patterns catalog view=list\n\nText.\n");
    assert!(problems.contains("src/index.md:3:1"), "{problems}");
    insta::assert_snapshot!(problems);
}

#[test]
fn a_directive_that_ends_in_code_which_goes_on_behind_it_is_never_closed() {
    insta::assert_snapshot!(problems("A {{#patterns count `a}} {{#patterns count}} b` z.\n"));
}

#[test]
fn two_escaped_directives_of_one_line_are_both_escaped() {
    escaped("Escaped {{#patterns count}} here.".replace("{{", "\\{{").repeat(2).as_str());
    escaped(
        "| Escaped \\{{#patterns count}} here. | \\{{#patterns stats}} |\n|---|---|\n\nEscaped \\{{#patterns count}} here.",
    );
}

#[test]
fn a_directive_directly_behind_a_sign_does_not_stand_alone() {
    for line in ["+{{#patterns stats}}", "3. 4 {{#patterns stats}}", "1.{{#patterns stats}}"] {
        let book = TestBook::new().page("page.md", &format!("# Page\n\n{line}\n")).build();
        assert!(book.stderr().contains("`stats` makes a block and cannot stand in a line of text"), "{line}");
    }
}
