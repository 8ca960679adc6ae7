//! Text mode, for every renderer but `html`: no front matter, no HTML of ours, plain Markdown.

use crate::support::TestBook;

const PAGE: &str = "---
title: Retry with *backoff*
tier: gold
description: Try *again*.
related: {saga: because}
laws: {failure: how}
when_to_use: [a, b]
---
Text before.

> [!AXIOM] The *first* law
> Nothing is free.
>
> - item

> [!TRUTH]-
> Folded.

> [!WARNING]
> GitHub's own.

<div class=\"decision-box\">
<h4>Choose <em>well</em></h4>

Some *Markdown*.
</div>

There are {{#patterns count}} of them, `{{#patterns count}}` in code.

{{#patterns catalog}}

{{#patterns related}}

{{#patterns box laws}}
";

fn book() -> TestBook {
    TestBook::new()
        .page("index.md", "# Start\n")
        .page("p/retry.md", PAGE)
        .page("p/saga.md", "---\ntitle: Saga [x] <b>\ntier: silver\ncategory: data\nstatus: complete\nreading_time: 65\n---\n# Saga\n")
        .page("laws/failure.md", "---\ntitle: Failure\ntype: law\norder: 1\n---\n# Failure\n")
}

#[test]
fn a_page_is_plain_markdown() {
    let built = book().config("[output.markdown]").build();
    assert_eq!(built.stderr(), "");
    insta::assert_snapshot!(built.markdown("p/retry.md"));
}

#[test]
fn every_renderer_but_html_gets_the_same_text() {
    let built = book().write();
    let expected = built.expanded("p/retry.md", "markdown");
    for renderer in ["test", "epub", "pandoc", "pdf", "HTML"] {
        assert_eq!(built.expanded("p/retry.md", renderer), expected, "{renderer}");
    }
    assert_ne!(built.expanded("p/retry.md", "html"), expected);
}

#[test]
fn our_own_renderer_gets_the_pages_as_they_were_written() {
    assert_eq!(book().expanded("p/retry.md", "patterns"), PAGE);
}

#[test]
fn supports_says_yes_to_renderers_of_others_and_never_fails() {
    let built = book().write();
    for renderer in ["html", "markdown", "test", "epub", "", "no such thing"] {
        let run = built.run(&["supports", renderer]);
        assert_eq!((run.code, run.stdout.as_str(), run.stderr.as_str()), (Some(0), "", ""), "{renderer}");
    }
}

/// What a directive becomes, alone on a page.
fn directive(directive: &str) -> String {
    let text =
        book().page("x.md", &format!("# X\n\n{{{{#patterns {directive}}}}}\n")).expanded("x.md", "markdown");
    assert!(!text.contains('<') || text.contains("\\<b\\>"), "HTML in\n{text}");
    text.split_once("# X\n\n").unwrap().1.to_owned()
}

#[test]
fn directives_are_markdown() {
    let all = [
        "catalog",
        "catalog view=cards",
        "catalog view=list group-by=tier",
        "catalog limit=1",
        "catalog filter=\"tier:bronze\"",
        "catalog columns=\"title,tier,reading_time\"",
        "stats",
        "stats by=category",
        "count",
        "legend tier",
        "legend laws",
        "law-table",
    ];
    let shown: Vec<String> = all.iter().map(|name| format!("## {name}\n\n{}", directive(name))).collect();
    insta::assert_snapshot!(shown.join("\n"));
}

#[test]
fn every_piece_of_furniture_is_markdown() {
    let fields = "title: X\ntier: gold\ndraft: true\nrecommendation: legacy\ndeprecation_reason: Slow\ndescription: D *d*\nquote: {text: Q, by: B}\nessential_question: E?\nproblem: P\nsolution: S\nwhen_to_use: [W, V]\nwhen_not_to_use: N\ntrade_offs: {pros: [G], cons: [C]}\nexamples: [{company: C, scale: S}]\nchecklist: [L, M]\nlaws: {failure: how *so*}\nrelated: {saga: why}\nprerequisites: saga\nupdated: 2024-03\n";
    let mut shown = Vec::new();
    for piece in mdbook_patterns::config::PageElement::ALL {
        let page = format!("---\n{fields}---\n# X\n\n{{{{#patterns box {}}}}}\n", piece.name());
        let book = book().config("[preprocessor.patterns]\ndrafts = \"show\"");
        let text = book.page("x.md", &page).expanded("x.md", "markdown");
        let text = text.split_once("# X\n\n").unwrap().1.to_owned();
        assert!(!text.contains("<div") && !text.contains("class="), "{text}");
        shown.push(format!("## {}\n\n{text}", piece.name()));
    }
    insta::assert_snapshot!(shown.join("\n"));
}

#[test]
fn furniture_is_added_to_no_page_but_a_missing_title() {
    let page = |front_matter: &str, body: &str| {
        book().page("x.md", &format!("---\n{front_matter}\n---\n{body}")).expanded("x.md", "test")
    };
    assert_eq!(page("title: X\ntier: gold\ndescription: D", "# X\n\nText.\n"), "# X\n\nText.\n");
    assert_eq!(page("title: \"X *y* # z\"", "Text.\n"), "# X \\*y\\* \\# z\n\nText.\n");
    assert_eq!(
        page("title: X", "[Home](index.md) → **X**\n\n# X\n\n**Next**: [A](index.md)\n"),
        "[Home](index.md) → **X**\n\n# X\n\n**Next**: [A](index.md)\n"
    );
}

#[test]
fn a_hidden_title_is_not_added() {
    assert_eq!(
        book().page("x.md", "---\ntitle: X\nhide: title\n---\nText.\n").expanded("x.md", "test"),
        "Text.\n"
    );
}

#[test]
fn boxes_are_quotes_in_their_containers() {
    for (written, expected) in [
        ("> [!AXIOM] Title\n> text\n", "> **⚖️ Title**\n>\n> text\n"),
        ("> [!AXIOM]\n> text\n", "> **⚖️ Axiom**\n>\n> text\n"),
        ("> [!AXIOM]-\n> text\n", "> **⚖️ Axiom**\n>\n> text\n"),
        ("- a\n\n  > [!AXIOM] T\n  > text\n", "- a\n\n  > **⚖️ T**\n  >\n  > text\n"),
        ("> > [!AXIOM] T\n> > text\n", "> > **⚖️ T**\n> >\n> > text\n"),
        ("> [!AXIOM] A\n> > [!TRUTH] B\n> > text\n", "> **⚖️ A**\n>\n> > **💡 B**\n> >\n> > text\n"),
        ("> [!NOTE]\n> text\n", "> [!NOTE]\n> text\n"),
        ("> [!ZEBRA] T\n> text\n", "> [!ZEBRA] T\n> text\n"),
    ] {
        let text = TestBook::new().page("x.md", &format!("# X\n\n{written}")).expanded("x.md", "markdown");
        assert_eq!(text, format!("# X\n\n{expected}"), "{written}");
    }
}

#[test]
fn boxes_in_crlf_stay_crlf() {
    let text = TestBook::new()
        .page("x.md", "# X\r\n\r\n> [!AXIOM] Title\r\n> text\r\n")
        .expanded("x.md", "markdown");
    assert_eq!(text.replace("\r\n", "\n"), "# X\n\n> **⚖️ Title**\n>\n> text\n");
}

#[test]
fn raw_boxes_are_their_text_under_a_bold_title() {
    let body =
        "<div class=\"decision-box\">\n<h4>Choose</h4>\n\nSome *Markdown*.\n\n- item\n</div>\n\nBehind.\n";
    let text = TestBook::new().page("x.md", &format!("# X\n\n{body}")).expanded("x.md", "markdown");
    insta::assert_snapshot!(text);
    assert!(!text.contains("<div") && !text.contains("</div>"), "{text}");
    assert!(text.contains("**🎯 Choose**"), "{text}");
}

#[test]
fn the_catalog_chapter_is_there_too() {
    let book = TestBook::new().page("a.md", "---\ntitle: A *b*\ntier: gold\ndescription: D *d*\n---\n# A\n");
    let built = book.config("[output.markdown]").build();
    insta::assert_snapshot!(built.markdown("catalog.md"));
}

#[test]
fn escaped_and_wrong_directives_stay() {
    let text = TestBook::new()
        .config("[preprocessor.patterns]\nbefore = [\"links\"]")
        .page("x.md", "---\ntier: gold\n---\n# X\n\n\\{{#patterns count}} {{#patterns cuont}} `{{#patterns count}}` {{#patterns count}}\n")
        .expanded("x.md", "markdown");
    assert_eq!(text, "# X\n\n{{#patterns count}} {{#patterns cuont}} `{{#patterns count}}` 1\n");
}
