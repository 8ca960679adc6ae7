//! Boxes in the text: `> [!KIND]` quotes and raw `<div>`s, as real mdBook builds them.

use crate::parts::{elements, raw_elements};
use crate::support::{TestBook, pretty};

/// A page of this text, built without a problem.
fn main(body: &str) -> String {
    main_with("", body)
}

fn main_with(config: &str, body: &str) -> String {
    let book = TestBook::new().config(config).page("page.md", &format!("# Page\n\n{body}")).build();
    assert_eq!(book.stderr(), "", "{body}");
    let main = book.main("page.html");
    main.split_once("</h1>").unwrap().1.trim().to_owned()
}

macro_rules! shows {
    ($body:expr) => {
        insta::assert_snapshot!(pretty(&main($body)))
    };
}

#[test]
fn a_box_of_a_declared_kind() {
    shows!("Before.\n\n> [!AXIOM]\n> Nothing is *free*.\n>\n> Second.\n\nBehind.\n");
}

#[test]
fn a_box_with_a_title_of_its_own() {
    shows!("> [!decision] Use `retry` & *wait* <b>\n> Because.\n");
}

#[test]
fn every_kind_and_alias_of_the_defaults_is_a_box() {
    let kinds = [
        "axiom",
        "decision",
        "failure",
        "failure-vignette",
        "truth",
        "info",
        "todo",
        "abstract",
        "summary",
        "tldr",
        "hint",
        "success",
        "check",
        "done",
        "question",
        "help",
        "faq",
        "attention",
        "danger",
        "error",
        "bug",
        "example",
        "quote",
        "cite",
    ];
    for kind in kinds {
        let main = main(&format!("> [!{}]\n> Text.\n", kind.to_uppercase()));
        assert_eq!(elements(&main, "patterns-box").len(), 1, "{kind}\n{main}");
    }
}

#[test]
fn githubs_five_keep_mdbooks_look_without_a_title() {
    let body =
        "> [!NOTE]\n> a\n\n> [!TIP]\n> b\n\n> [!IMPORTANT]\n> c\n\n> [!WARNING]\n> d\n\n> [!CAUTION]\n> e\n";
    let ours = main(body);
    let plain = TestBook::new().without_plugin().page("page.md", &format!("# Page\n\n{body}")).build();
    assert!(plain.main("page.html").ends_with(&ours), "{ours}");
}

#[test]
fn githubs_five_with_a_title_are_boxes() {
    shows!("> [!WARNING] Hot *surface*\n> Do not touch.\n");
}

#[test]
fn a_kind_of_the_book() {
    let config = "[preprocessor.patterns.box.ritual]\ntitle = \"A ritual\"\nicon = \"R\"\ncolour = \"pink\"\naliases = [\"custom\"]";
    let main = main_with(
        config,
        "> [!RITUAL]\n> a\n\n> [!Custom] Mine\n> b\n\n<div class=\"ritual-box\">\n\n*c*\n\n</div>\n",
    );
    insta::assert_snapshot!(pretty(&main));
}

#[test]
fn folded_boxes_are_details() {
    shows!("> [!AXIOM]- Closed *one*\n> a\n\n> [!AXIOM]+ Open\n> b\n\n> [!AXIOM]-\n> c\n");
}

#[test]
fn a_box_in_a_list() {
    shows!("- one\n\n  > [!AXIOM] In\n  > text\n  >\n  > - nested\n\n  behind\n- two\n");
}

#[test]
fn a_box_directly_behind_an_items_marker() {
    shows!("1. > [!AXIOM] In\n   > text\n2. two\n");
}

#[test]
fn a_box_in_a_quote() {
    shows!("> before\n>\n> > [!AXIOM] In\n> > text\n>\n> behind\n");
}

#[test]
fn a_box_in_a_quote_without_spaces_behind_its_markers() {
    shows!(
        ">> [!AXIOM] In\n>> text\n>>\n>>     code\n>>\n>> - one\n>>\n>>   more\n>>- two\n>>\n>>    more\n>\n> behind\n"
    );
}

#[test]
fn a_box_in_an_item_leaves_its_list_tight() {
    let list =
        main("- one\n  > [!NOTE] Title\n  > text\n- two\n  1. > [!NOTE]- Fold\n     > text\n  2. three\n");
    assert!(!list.contains("<p>one") && !list.contains("<p>two") && !list.contains("<p>three"), "{list}");
    assert_eq!(list.matches("<p>text</p>").count(), 2, "{list}");
    assert!(
        main("- one\n\n  > [!NOTE]\n  > text\n- two\n").contains("<p>two"),
        "a list that is loose stays so"
    );
}

#[test]
fn text_goes_on_after_a_box_in_an_item() {
    let list = main("- > [!NOTE]\n  > text\n  after *it*\n- two\n");
    assert!(list.contains("<p>text\nafter <em>it</em></p>"), "it goes on lazily: {list}");
    let list = main("- > [!NOTE]\n  > text\n  ## After *it*\n- two\n");
    assert!(list.contains("<em>it</em></a></h2>"), "{list}");
}

#[test]
fn a_box_in_a_footnote_with_a_long_label() {
    let text = "See[^a-long-label-of-a-note].\n\n[^a-long-label-of-a-note]: > [!NOTE] Title\n    > text\n\n    More.\n";
    let main = main(text);
    assert!(!main.contains("<pre>"), "{main}");
    let note = main.split("footnote-definition").nth(1).unwrap();
    assert!(
        note.contains("patterns-box-title") && note.contains("<p>text</p>") && note.contains("More."),
        "{main}"
    );
}

#[test]
fn a_quotation_in_a_raw_box_looks_like_one() {
    let raw = main("<div class=\"axiom-box\">\n\n> Said by somebody.\n\n</div>\n");
    assert!(raw.contains("patterns-box-raw") && raw.contains("<blockquote>"), "{raw}");
    assert!(!main("> [!AXIOM]\n> Text.\n").contains("patterns-box-raw"));
}

#[test]
fn a_box_in_a_list_in_a_quote_without_spaces_behind_its_markers() {
    shows!(">- > [!AXIOM] In\n>   > text\n>   >\n>   > more\n>- two\n");
}

#[test]
fn a_box_behind_a_line_that_ends_with_cr_alone() {
    let [old_mac, lf] = ["\r", "\n"].map(|end| main(&"- a\n  b@  > [!BUG]@  > x@ y\n".replace('@', end)));
    assert_eq!(old_mac, lf);
    assert_eq!(elements(&old_mac, "patterns-box-bug").len(), 1, "{old_mac}");
}

#[test]
fn a_box_in_a_box_that_is_indented_further() {
    shows!("  > [!BUG] Out\n  > text\n> - >>  [!AXIOM] In\n>more\n");
}

#[test]
fn a_quote_in_a_box() {
    shows!("> [!AXIOM] Out\n> text\n>\n> > quoted\n> > more\n>\n> behind\n");
}

#[test]
fn boxes_in_boxes() {
    let body = "> [!AXIOM] Out\n> text\n>\n> > [!TRUTH] In\n> > inner\n> >\n> > > [!BUG]- Deep\n> > > deepest\n>\n> behind\n\nOutside.\n";
    let main = main(body);
    assert!(main.ends_with("<p>Outside.</p>"), "{main}");
    assert!(!elements(&main, "patterns-box-truth")[0].contains("behind"), "{main}");
    insta::assert_snapshot!(pretty(&main));
}

#[test]
fn a_box_that_is_all_of_another_box() {
    shows!("> [!AXIOM]\n> > [!TRUTH]\n> > inner\n");
}

#[test]
fn a_box_with_code_lists_tables_and_headings() {
    shows!(
        "> [!AXIOM] All\n> ```rust\n> fn main() {}\n>\n> > not a quote\n> ```\n>\n> 1. one\n>    - nested\n> 2. two\n>\n> | a | b |\n> |---|---|\n> | 1 | 2 |\n>\n> ## Heading\n>\n>     indented code\n"
    );
}

#[test]
fn a_box_whose_lines_go_on_lazily() {
    shows!("> [!AXIOM] Lazy\n> first\nsecond\nthird\n\nOutside.\n");
}

#[test]
fn a_box_without_spaces_behind_its_markers() {
    shows!(">[!AXIOM] Tight\n>text\n>\n>- item\n\nOutside.\n");
}

#[test]
fn a_box_that_is_empty() {
    shows!("> [!AXIOM]\n\nBehind.\n");
}

#[test]
fn a_box_at_the_end_of_a_page_without_a_newline() {
    shows!("> [!AXIOM]\n> text");
}

#[test]
fn two_boxes_and_a_paragraph_that_follow_at_once() {
    shows!("Before\n> [!AXIOM] One\n> a\n\n> [!TRUTH] Two\n> b\n\n# Heading\n");
}

#[test]
fn a_box_with_tabs_behind_its_markers() {
    shows!(">\t[!AXIOM] Tab\n>\ttext\n>\n>\t- item\n");
}

#[test]
fn a_box_indented_by_three_spaces() {
    shows!("   > [!AXIOM] In\n   > text\n   >\n   > more\n\nOutside.\n");
}

#[test]
fn boxes_in_boxes_with_tabs_before_their_markers() {
    shows!(
        "> [!BUG] Out\n>\t> [!AXIOM] In\n>\t> text\n>\t>\n>\t>     code\n\n > [!BUG] Out\n> \t> [!AXIOM] In\n> \t> text\n"
    );
}

#[test]
fn a_box_in_a_quote_with_tabs_before_its_markers() {
    shows!("> before\n>\n>\t> [!AXIOM] In\n>\t> text\n>\t>\n>\t>     code\n");
}

#[test]
fn a_box_indented_by_three_spaces_with_more_indent_inside() {
    shows!("   > [!AXIOM] In\n   > text\n   >\n   >  ## Heading\n   >\n   >   > quote\n   >   - item\n");
}

#[test]
fn boxes_in_crlf_are_the_same_as_in_lf() {
    for body in [
        "> [!AXIOM] Title\n> text\n>\n> - item\n\nBehind.\n",
        "- one\n\n  > [!AXIOM]- Title\n  > text\n\n  behind\n",
        "<div class=\"axiom-box\">\n<h4>Title</h4>\n\n*text*\n</div>\n\nBehind.\n",
        "> [!AXIOM]\n> > [!TRUTH]\n> > inner\n",
    ] {
        assert_eq!(pretty(&main(&body.replace('\n', "\r\n"))), pretty(&main(body)), "{body}");
    }
}

#[test]
fn a_box_with_references_and_footnotes_defined_outside() {
    shows!("> [!AXIOM]\n> [link] and note[^1].\n\n[link]: other.md\n[^1]: The note.\n");
}

#[test]
fn an_unknown_kind_stays_as_written_and_is_reported() {
    let book = TestBook::new().page("page.md", "# Page\n\n> [!ZEBRA] Title\n> text\n").build();
    let plain =
        TestBook::new().without_plugin().page("page.md", "# Page\n\n> [!ZEBRA] Title\n> text\n").build();
    assert_eq!(book.main("page.html"), plain.main("page.html"));
    assert!(book.stderr().contains("[P0404]: `zebra` is not a kind of box"), "{}", book.stderr());
}

#[test]
fn what_only_looks_like_a_box_stays() {
    for body in [
        "> [!link](other.md) text\n",
        "> [!ref]: definition\n",
        "> text\n> [!AXIOM] second line\n",
        "```\n> [!AXIOM]\n> text\n```\n",
        "    > [!AXIOM]\n",
        "> \\[!AXIOM] text\n",
        "<!--\n> [!AXIOM]\n> text\n-->\n",
        "[!AXIOM] text\n",
    ] {
        let plain = TestBook::new().without_plugin().page("page.md", &format!("# Page\n\n{body}")).build();
        assert!(plain.main("page.html").ends_with(&main(body)), "{body}");
    }
}

/// The boxes of seed 000, each in its own words.
#[test]
fn raw_boxes_of_seed_000() {
    shows!(
        "<div class=\"failure-vignette\">\n<h4>🔥 When [Pattern] Isn't Used</h4>\n[Real failure story showing what happens without this pattern]\n</div>\n\n\
         <div class=\"decision-box\">\n<h4>🎯 Performance Tuning Checklist</h4>\n\n- [ ] [Optimization 1]\n- [ ] [Optimization 2]\n</div>\n\n\
         <div class=\"failure-vignette\">\n<h4>⚠️ Pitfall: [Common Mistake]</h4>\n[Description of the mistake]\n\n**Solution**: [How to avoid or fix it]\n</div>\n\n\
         <div class=\"truth-box\">\n<h4>🏢 Real-World Implementation</h4>\n\n**Company**: [Company Name]  \n**Scale**: [Metrics]  \n\n[Detailed case study]\n</div>\n\n\
         <div class=\"axiom-box\">\n<h4>🔗 Fundamental Laws</h4>\n\nThis pattern directly addresses:\n\n1. **[Law Name]**: [How it relates]\n2. **[Law Name]**: [How it relates]\n</div>\n"
    );
}

/// The boxes of seed 001, whose inside is HTML.
#[test]
fn raw_boxes_of_seed_001() {
    shows!(
        "<div class=\"axiom-box\">\n<h3>⚡ Quick Reference</h3>\n<ul>\n<li><strong>Problem:</strong> [One sentence]</li>\n<li><strong>Solution:</strong> [One sentence]</li>\n</ul>\n</div>\n\n\
         <div class=\"decision-box\">\n<h3>✅ Use This Pattern When:</h3>\n<ul>\n<li>[Specific condition 1]</li>\n</ul>\n</div>\n\n\
         <div class=\"failure-vignette\">\n<h3>❌ Don't Use When:</h3>\n<ul>\n<li>[Anti-pattern scenario 1]</li>\n</ul>\n</div>\n"
    );
}

#[test]
fn a_raw_box_in_a_box_whose_tag_goes_over_lines_stays_as_written() {
    let main = main("> [!AXIOM] Out\n> text\n>\n> <div class=\"axiom-box\"\n> id=\"x\">\n> body\n> </div>\n");
    assert!(main.contains("<div class=\"axiom-box\""), "{main}");
    assert_eq!(elements(&main, "patterns-box-axiom").len(), 1, "{main}");
}

#[test]
fn a_raw_box_without_a_heading_has_its_kinds_title() {
    shows!("<div class=\"truth-box\">\nPlain *text*.\n</div>\n");
}

#[test]
fn a_raw_box_on_one_line() {
    shows!("<div class=\"truth-box\">Plain *text*.</div>\n\nBehind *it*.\n");
}

#[test]
fn a_raw_box_with_more_classes_and_attributes() {
    shows!(
        "<div id=\"x\" class=\"wide axiom-box\" data-a=\"b > c\">\n<h4 class=\"t\">Title <em>here</em></h4>\nText.\n</div>\n"
    );
}

#[test]
fn a_raw_box_that_is_indented() {
    shows!(
        "<div class=\"axiom-box\">\n    <h4>Title</h4>\n    <p>Text.</p>\n    <ul>\n        <li>One</li>\n    </ul>\n</div>\n"
    );
}

#[test]
fn raw_boxes_in_each_other_that_are_indented() {
    let main = main(
        "<div class=\"axiom-box\">\n    <h4>Out</h4>\n    *a*\n    <div class=\"truth-box\">\n        *b*\n        *c*\n    </div>\n    *d*\n</div>\n\nEnd.\n",
    );
    assert_eq!(main.matches("class=\"patterns-box-title\"").count(), 2, "{main}");
    for text in ["a", "b", "c", "d"] {
        assert!(main.contains(&format!("<em>{text}</em>")), "{text}: {main}");
    }
    assert!(!main.contains("<pre"), "{main}");
}

#[test]
fn raw_boxes_in_each_other_and_in_other_divs() {
    shows!(
        "<div class=\"grid\">\n<div class=\"axiom-box\">\n<h4>Out</h4>\n\n*a*\n\n<div class=\"truth-box\">\n\n*b*\n\n</div>\n\n*c*\n\n</div>\n</div>\n"
    );
}

#[test]
fn a_raw_box_in_a_list() {
    let main = main("- one\n\n  <div class=\"axiom-box\">\n\n  *text*\n\n  </div>\n\n  behind\n- two\n");
    assert!(elements(&main, "patterns-box")[0].contains("<em>text</em>"), "{main}");
    insta::assert_snapshot!(pretty(&main));
}

#[test]
fn a_raw_box_in_a_quote() {
    let main = main(
        "> before\n>\n> <div class=\"axiom-box\">\n> <h4>Title</h4>\n>\n> *text*\n> </div>\n>\n> behind\n\nOutside.\n",
    );
    assert!(elements(&main, "patterns-box")[0].contains("<em>text</em>"), "{main}");
    assert!(!main.contains("&gt;"), "{main}");
    assert!(raw_elements(&main, "patterns-box-title")[0].contains("Title"), "{main}");
    insta::assert_snapshot!(pretty(&main));
}

#[test]
fn a_heading_further_down_is_no_title() {
    let main = main("<div class=\"axiom-box\">\n<p>Text.</p>\n<h4>Later</h4>\n</div>\n");
    assert!(main.contains("<h4>Later</h4>") || main.contains("Later</a></h4>"), "{main}");
    assert_eq!(raw_elements(&main, "patterns-box-title").len(), 1, "{main}");
    assert!(!raw_elements(&main, "patterns-box-title")[0].contains("Later"), "{main}");
}

#[test]
fn other_divs_stay_as_they_are() {
    let body = "<div class=\"axiom\">\n*a*\n</div>\n\n<div class=\"box\">\n\n*b*\n\n</div>\n\n<div>\n\n<p>c</p>\n\n</div>\n";
    let plain = TestBook::new().without_plugin().page("page.md", &format!("# Page\n\n{body}")).build();
    assert!(plain.main("page.html").ends_with(&main(body)));
}

#[test]
fn a_raw_box_that_is_never_closed_stays_as_written() {
    let body = "# Page\n\n<div class=\"axiom-box\">\n\n*Text*.\n";
    let book = TestBook::new().page("page.md", body).build();
    assert_eq!(
        book.main("page.html"),
        TestBook::new().without_plugin().page("page.md", body).build().main("page.html")
    );
    assert!(book.stderr().contains("[P0406]"), "{}", book.stderr());
}

#[test]
fn a_raw_box_that_is_closed_outside_of_its_quote_or_item_stays_as_written() {
    let page = "# Page\n\n> <div class=\"axiom-box\">\n\nquote\n\n</div>\n\n<div class=\"truth-box\">\n\n- item\n  </div>\n\nBehind.\n";
    let book = TestBook::new().page("page.md", page).build();
    insta::assert_snapshot!(book.stderr());
    assert!(!book.main("page.html").contains("patterns-box"));
}

#[test]
fn a_box_in_a_quote_that_is_never_closed_does_not_take_the_end_of_another() {
    shows!("<div class=\"truth-box\">\n\n> <div>\n> quote\n\n</div>\n");
}

#[test]
fn a_raw_box_behind_text_of_its_line_stays_as_written() {
    let body = "# Page\n\nSome text <div class=\"axiom-box\">inside</div>\n\n<section><div class=\"truth-box\">\n\nx\n\n</div></section>\n";
    let book = TestBook::new().page("page.md", body).build();
    let plain = TestBook::new().without_plugin().page("page.md", body).build();
    assert_eq!(book.main("page.html"), plain.main("page.html"));
}

#[test]
fn the_title_of_a_raw_box_is_its_heading_as_readers_see_it() {
    let built = TestBook::new()
        .page(
            "page.md",
            "# Page\n\n<div class=\"axiom-box\">\n<h3 title=\"a > b\">R&amp;D <b>&lt;i&gt;</b> &#42;x&#42; <!-- > --> &mdash; y</h3>\nText.\n</div>\n",
        )
        .build();
    assert_eq!(built.stderr(), "");
    let main = built.main("page.html");
    assert!(main.contains("R&amp;D &lt;i&gt; *x* — y</p>"), "{main}");
    assert!(main.contains("aria-label=\"R&amp;D &lt;i&gt; *x* — y\""), "{main}");
}

#[test]
fn directives_in_titles() {
    shows!("> [!AXIOM] {{#patterns count}} laws, and \\{{#patterns count}}\n> Text.\n");
}

/// In raw HTML and in MkDocs' syntax as well; what stands there was lost, or its edit met that of the box.
#[test]
fn directives_in_titles_of_every_form() {
    let page = "# Page\n\n<div class=\"axiom-box\">\n<h4>Of {{#patterns count}} &amp; \\{{#patterns count}}</h4>\n\nText.\n\n</div>\n\n\
                !!! note \"Again {{#patterns count}}\"\n    Text.\n\n??? tip \"{{#patterns count}} folded\"\n    Text.\n\n\
                === \"Tab {{#patterns count}}\"\n    Text.\n";
    let book = TestBook::new()
        .config("[preprocessor.patterns]\nmkdocs-syntax = true")
        .page("page.md", page)
        .page("gold.md", "---\ntitle: Gold\ntier: gold\n---\n# Gold\n")
        .build();
    insta::assert_snapshot!(book.main("page.html"));
}

#[test]
fn directives_that_make_blocks_are_refused_in_titles() {
    let book =
        TestBook::new().page("page.md", "# Page\n\n> [!AXIOM] {{#patterns stats}} laws\n> Text.\n").build();
    insta::assert_snapshot!(book.stderr());
}

#[test]
fn code_and_comments_that_only_the_end_of_a_box_ends() {
    shows!(
        "> [!AXIOM] Title\n> ```\n> code\n\n> [!AXIOM] Title\n> > ~~~\n> > in a quote\n\n- > [!AXIOM] Title\n  > <!-- comment\n\n> [!AXIOM] Title\n> - ```\n>   in a list\n\nBehind.\n"
    );
}

#[test]
fn code_that_is_never_closed_behind_a_box_in_the_box() {
    shows!("> [!AXIOM] Outer\n> - list\n>   > [!BUG] Inner\n>   > text\n>\n> ```\n> code\n\nBehind.\n");
}

#[test]
fn code_that_is_never_closed_and_ends_with_an_empty_line() {
    shows!("> [!AXIOM] Title\n> ```\n> \n\nBehind.\n");
}

#[test]
fn a_list_that_starts_with_another_number_than_1_behind_a_title() {
    shows!("> [!AXIOM] Title\n> 3. three\n>\n>    > [!TRUTH] Inner\n>    > text\n> 4. four\n");
}

#[test]
fn a_quote_whose_first_line_is_the_term_of_a_definition_is_no_box() {
    shows!("> [!BUG]\n> : > [!BUG]\n> : b\n");
}

#[test]
fn a_box_behind_a_list_in_a_quote_of_no_kind_stays_whole() {
    let page = "# Page\n\n> [!UNKNOWN] T\n> 10. a\n>\n>     > [!AXIOM] In\n>     > text\n";
    let book = TestBook::new().page("page.md", page).build();
    assert!(book.stderr().contains("P0404"), "{}", book.stderr());
    assert!(!book.main("page.html").contains("&lt;div"), "{}", book.main("page.html"));
}

/// The text of a page's elements in their order, one a line: `p a`, `pre b`.
fn blocks(main: &str) -> Vec<String> {
    let inside = |tag: &str| {
        let open = format!("<{tag}>");
        main.match_indices(&open).map(move |(at, _)| (at, tag.to_owned())).collect::<Vec<_>>()
    };
    let mut starts: Vec<(usize, String)> =
        ["p", "pre", "dl", "li"].iter().flat_map(|tag| inside(tag)).collect();
    starts.sort();
    let text = |(at, tag): &(usize, String)| {
        let body = main[at + tag.len() + 2..].split(&format!("</{tag}>")).next().unwrap_or_default();
        let body = body.replace("<span hidden=\"\"></span>", "").replace("<code>", "").replace("</code>", "");
        format!("{tag} {}", body.trim())
    };
    starts.iter().map(text).collect()
}

#[test]
fn a_line_that_goes_on_lazily_is_read_as_commonmark_reads_it() {
    for (text, wanted) in [
        ("- > [!AXIOM] T\n  > a\n      > b\n", vec!["p a\n&gt; b"]),
        ("> [!AXIOM] T\n> a\nlazy\n: x\n", vec!["p a\nlazy\n: x"]),
        ("- > [!AXIOM] Law\n      > goes on lazily\n\n  after\n", vec!["p &gt; goes on lazily", "p after"]),
        ("> [!AXIOM] Law\ngoes on\n> and on\n", vec!["p goes on\nand on"]),
        ("> [!AXIOM] Law\n      goes on\n", vec!["p goes on"]),
        ("> [!AXIOM] Law\n>     code\n", vec!["pre code"]),
        ("> [!AXIOM] Law\n\nafter\n", vec!["p after"]),
        ("> > [!AXIOM] Law\n> goes on\nand on\n", vec!["p goes on\nand on"]),
        ("> [!AXIOM]- Law\ngoes on\n", vec!["p goes on"]),
    ] {
        let found = blocks(&main(text));
        let found: Vec<&str> =
            found.iter().map(String::as_str).filter(|block| !block.starts_with("li ")).collect();
        assert_eq!(found, wanted, "{text}");
    }
}

#[test]
fn a_line_that_goes_on_lazily_stays_in_the_paragraph_of_the_title_as_plain_markdown() {
    let book =
        TestBook::new().page("a.md", "# A\n\n> [!AXIOM] Law\ngoes on\n\n> [!AXIOM] Law\n> text\n").write();
    assert_eq!(
        book.expanded("a.md", "markdown"),
        "# A\n\n> **⚖️ Law**\ngoes on\n\n> **⚖️ Law**\n>\n> text\n"
    );
}

/// A sign in code that is indented opens nothing, in a box and at the end of a page.
#[test]
fn indented_code_leaves_nothing_open() {
    for code in ["<!--", "```", "<script>", "~~~ rust"] {
        let page =
            format!("---\ntier: gold\n---\n# A\n\n> [!AXIOM] T\n>\n>     {code}\n> \n> after\n\n\t{code}\n");
        let built = TestBook::new().page("a.md", &page).page("b.md", "# B\n").build();
        let main = built.main("a.html");
        let escaped = code.replace('<', "&lt;").replace('>', "&gt;");
        assert_eq!(main.matches(&format!("<code>{escaped}\n</code>")).count(), 2, "{main}");
        assert_eq!(main.matches("<code>").count(), 2, "{main}");
        assert!(main.contains("<p>after</p>") && !main.contains("--&gt;"), "{main}");
    }
}
