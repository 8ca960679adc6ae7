//! The syntax of Material for MkDocs, as real mdBook builds it.

use crate::parts::{elements, raw_elements};
use crate::support::{TestBook, pretty};

const SYNTAX: &str = "[preprocessor.patterns]\nmkdocs-syntax = true\n";

fn book(body: &str) -> TestBook {
    TestBook::new().config(SYNTAX).page("page.md", &format!("# Page\n\n{body}"))
}

/// A page of this text, built without a problem.
fn main(body: &str) -> String {
    let built = book(body).build();
    assert_eq!(built.stderr(), "", "{body}");
    let main = built.main("page.html");
    main.split_once("</h1>").unwrap().1.trim().to_owned()
}

macro_rules! shows {
    ($body:expr) => {
        insta::assert_snapshot!(pretty(&main($body)))
    };
}

#[test]
fn without_the_key_nothing_changes() {
    let text = "# Page\n\n!!! note \"T\"\n    text\n\n=== \"A\"\n    a\n\n:rocket: ++a++ ==b== x^2^ {: .c }\n\n*[a]: b\n";
    let built = TestBook::new().page("page.md", text).write();
    assert_eq!(built.expanded("page.md", "html"), text);
}

#[test]
fn a_page_without_the_syntax_stays_as_it_is() {
    let text = "# Page\n\n- a\n\n      code\n\n> q\n\n```\n!!! note\n    x\n:rocket:\n```\n\n12:30:45 std::fmt::x a==b C++ and D++ $x^2$ [^1]\n";
    let built = TestBook::new().config(SYNTAX).page("page.md", text).write();
    assert_eq!(built.expanded("page.md", "html"), text);
}

#[test]
fn an_admonition() {
    shows!(
        "Before.\n\n!!! note \"A *title* with `code`\"\n    Text.\n\n    - item\n\n        More.\n\n    ```rust\n    fn a() {}\n\n    fn b() {}\n    ```\nBehind.\n"
    );
}

#[test]
fn admonitions_without_a_title_or_content() {
    shows!("!!! danger \"Only a title\"\n\n!!! tip \"\"\n    No title.\n\n!!! warning\n\nText.\n");
}

#[test]
fn every_kind_of_material_is_a_box() {
    let kinds = "note abstract info tip success question warning failure danger bug example quote \
                 summary tldr todo hint important check done help faq caution attention fail missing error snippet cite";
    for kind in kinds.split_whitespace() {
        let main = main(&format!("!!! {kind}\n    Text.\n"));
        let boxes = elements(&main, "patterns-box");
        assert_eq!(boxes.len(), 1, "{kind}\n{main}");
        assert!(boxes[0].contains("patterns-icon"), "{kind}\n{main}");
    }
}

#[test]
fn a_kind_of_the_book() {
    let config = format!(
        "{SYNTAX}[preprocessor.patterns.box.recipe]\ntitle = \"Recipe\"\nicon = \"R\"\ncolour = \"teal\"\n"
    );
    let built =
        TestBook::new().config(&config).page("page.md", "!!! axiom\n    A.\n\n!!! recipe\n    B.\n").build();
    assert_eq!(built.stderr(), "");
    insta::assert_snapshot!(pretty(&built.main("page.html")));
}

#[test]
fn folded_admonitions_are_details() {
    shows!(
        "??? note \"Closed\"\n    Text.\n\n???+ tip\n    Open.\n\n??? \"Only a title\"\n    Text.\n\n??? bug \"\"\n    Text.\n"
    );
}

#[test]
fn inline_admonitions_have_classes() {
    shows!(
        "!!! info inline \"Left\"\n    A.\n\n!!! info inline end custom \"Right\"\n    B.\n\nText beside.\n"
    );
}

#[test]
fn admonitions_in_each_other_in_lists_and_in_quotes() {
    shows!(
        "!!! note\n    A.\n\n    !!! tip\n        B.\n\n        !!! bug\n            C.\n    D.\n\n- item\n\n    !!! info\n        E.\n\n    F.\n\n1. one\n    !!! info\n        G.\n2. two\n\n> quote\n>\n> !!! quote\n>     H.\n>\n>     I.\n>\n> J.\n"
    );
}

#[test]
fn six_levels_are_no_code() {
    shows!(
        "!!! note\n    !!! note\n        !!! note\n            !!! note\n                !!! note\n                    !!! note\n                        Deep.\n"
    );
}

#[test]
fn an_item_starts_with_an_admonition() {
    shows!("- !!! note\n      A.\n- > !!! tip\n  >     B.\n");
}

#[test]
fn other_boxes_headings_and_directives_in_an_admonition() {
    shows!(
        "!!! note\n    ## Heading\n\n    > [!AXIOM] Law\n    > Text.\n\n    <div class=\"decision-box\">\n    Raw.\n    </div>\n\n    There are {{#patterns count}}.\n\n    | a | b |\n    |---|---|\n    | 1 | 2 |\n"
    );
}

#[test]
fn code_is_not_touched() {
    shows!(
        "```\n!!! note\n    a\n=== \"b\"\n:rocket: ==c==\n```\n\n    !!! note\n        indented code\n\n`:rocket:` `++a++` `==b==`\n\n<!--\n!!! note\n    comment\n-->\n\n<pre>\n!!! note\n    pre :rocket:\n</pre>\n\n~~~~\n```\n!!! note\n~~~~\n"
    );
}

#[test]
fn code_in_an_admonition_keeps_its_tabs_and_its_end() {
    let text = "!!! note\n    ```make\n    all:\n    \tcc a.c\n    ```\n\n!!! tip\n    ```\n    never closed\n\nBehind.\n";
    let built = book(text).build().main("page.html");
    assert!(built.contains(">all:\n\tcc a.c\n</code>"), "{built}");
    shows!(text);
}

#[test]
fn tabs_as_indentation() {
    shows!("!!! note\n\tA.\n\n\t!!! tip\n\t\tB.\n\n\t\t\tcode\n\n- item\n\n\t!!! bug\n\t\tC.\n");
}

#[test]
fn line_ends_of_windows() {
    let unix = "!!! note \"T\"\n    A.\n\n    !!! tip\n        B.\n\n=== \"x\"\n    1\n\n=== \"y\"\n    2\n\n<div markdown>\n**b**\n</div>\n\n*[A]: Letter\n";
    let (a, b) = (main(unix), main(&unix.replace('\n', "\r\n")));
    assert_eq!(pretty(&a), pretty(&b));
    assert!(
        !book(&unix.replace('\n', "\r\n"))
            .write()
            .expanded("page.md", "html")
            .replace("\r\n", "")
            .contains('\r')
    );
}

#[test]
fn at_the_end_of_a_file_without_a_newline() {
    for end in [
        "!!! note",
        "!!! note\n    A.",
        "=== \"A\"\n    a",
        "!!! note\n    ```\n    a",
        "=== \"A\"",
        "*[A]: b",
        "<div markdown>a</div>",
    ] {
        let main = main(end);
        assert!(!main.contains("!!!") && !main.contains("==="), "{end}\n{main}");
    }
}

#[test]
fn tabs_are_sections_of_one_set() {
    shows!(
        "=== \"Rust *fast*\"\n    A.\n\n    ```rust\n    fn a() {}\n    ```\n\n=== \"C :rocket:\"\n    B.\n=== \"Go\"\n\n    C.\n\nBehind.\n\n=== \"Other set\"\n    D.\n\n===! \"Third set\"\n    E.\n\n===+ \"Selected\"\n    F.\n"
    );
}

#[test]
fn tabs_in_admonitions_lists_quotes_and_tabs() {
    shows!(
        "!!! note\n    === \"A\"\n        a\n\n    === \"B\"\n        === \"B1\"\n            b1\n        === \"B2\"\n            b2\n\n- item\n\n    === \"C\"\n        c\n    === \"D\"\n        !!! tip\n            d\n\n> === \"E\"\n>     e\n> === \"F\"\n>     f\n"
    );
}

#[test]
fn a_grid_of_cards_and_a_grid() {
    shows!(
        "<div class=\"grid cards\" markdown>\n\n- :material-clock-outline:{ .lg .middle } **Time**\n\n    ---\n\n    Text.\n\n- **Two**\n\n</div>\n\n<div class=\"grid\" markdown>\n\n=== \"A\"\n    a\n\n!!! note\n    b\n\n</div>\nText behind.\n"
    );
}

#[test]
fn markdown_in_elements() {
    shows!(
        "<div class=\"a\" markdown=\"1\">\n*one*\n</div>\n\n<section id=\"s\" markdown=\"block\"><div>raw</div>\n\n**two**</section>\n\n<div>\n    <div class=\"inner\" markdown>\n    - *three*\n\n        more\n    </div>\n</div>\n\n<div markdown>*four*</div>\n\n- item\n\n    <div markdown>\n    *five*\n    </div>\n\n<div>*six*</div>\n\n`<div markdown>`\n"
    );
}

#[test]
fn attributes_of_headings_links_images_and_paragraphs() {
    shows!(
        "## Heading {: #own .big }\n\n### Other { #other }\n\n[Button](page.md){ .md-button .md-button--primary } and [x][ref]{ target=_blank title=\"T\" }\n\n[ref]: https://example.com\n\n![Alt *text*](a.png){ width=300 loading=lazy align=left }\n\nA paragraph\nwith a class.\n{ .wide #p }\n\n> quoted\n> {: .q }\n\n- loose\n  { .i }\n\n- item\n\n!!! note\n    boxed\n    { .b }\n"
    );
}

#[test]
fn icons_and_emoji() {
    shows!(
        ":rocket: :material-rocket-launch: :octicons-rocket-16:{ .lg #i } :fontawesome-solid-gear:{ .xl } :+1: (:tada::tada:) :no_such_thing: :white_check_mark:\n\n## :material-star: Star :rocket:\n\n| :x: | a |\n|---|---|\n| :smile: | ++pipe++ |\n\n[:material-arrow-left: Back](page.md) \\:rocket: a:rocket:b 12:100:30 std::fire::x\n"
    );
}

/// mdBook takes a colon that starts a line behind a paragraph for that of a definition.
#[test]
fn shortcodes_that_start_a_line_are_no_definitions() {
    shows!(
        "Text.\n\n:rocket: one\n\nText\n:tada: two\n:no_such_thing: three\n\n!!! tip\n    :+1: four\n\n> text\n>\n> :x: five\n\nTerm\n: Definition\n\n:a|b:\n:-:|:-:\n1|2\n"
    );
}

#[test]
fn keys_marks_and_more() {
    shows!(
        "++ctrl+alt+del++ ++cmd+\"own\"++ ==marked *and* `code`== ^^inserted^^ ~~deleted~~ H~2~O x^2^ C++ a==b==c a ^ b $a^2+b^2$ \\\\(x^2^\\\\) 2^10^ ++ a ++\n\n==over\nlines== ^^open\n\n== not == ==not\n\nother== === ==== i++j++\n"
    );
}

#[test]
fn abbreviations_are_explained() {
    shows!(
        "The HTML of W3C, not XHTML or HTML5 or `HTML` or [HTML](HTML.md) or HTML.\n\n## HTML\n\n*[HTML]: Hyper \"Text\" <Markup>\n*[W3C]: Consortium\n"
    );
}

#[test]
fn other_syntax_stays_as_written() {
    shows!(
        "!!! no!\n    text\n\n??? \n\n=== no quotes\n\n{ .a } text {x} {{y}}\n\n[a](page.md){x}\n\n`code`{ .c } **b**{ .c }\n\n/// note\n///\n\n--8<-- \"file\"\n"
    );
}

#[test]
fn icons_from_files_are_made_harmless() {
    let svg = "<svg xmlns='x' viewBox='0 0 24 24' onload='x'><script>alert(1)</script><path d='M0 0h24' onclick='x'/></svg>";
    let built = book(":material-own: :custom-own-deep:{ .lg }\n\n## :material-own: Title\n")
        .file("theme/icons/material/own.svg", svg)
        .file("theme/icons/custom/own/deep.svg", svg)
        .build();
    assert_eq!(built.stderr(), "");
    insta::assert_snapshot!(pretty(&built.main("page.html")));
}

#[test]
fn problems_point_into_the_authors_file() {
    let built = book("!!! nite \"T\"\n    Text :material-no-such-thing: and {{#patterns nope}}.\n\n    !!! xyzzy\n        :material-no-such-thing: [a](b.md){ onclick=x style=y .c }\n\n<div markdown>\n").build();
    insta::assert_snapshot!(built.stderr());
}

#[test]
fn text_mode_is_plain_markdown() {
    let text = "!!! note \"A :rocket:\"\n    Text.\n\n    !!! tip \"\"\n        Inner.\n\n=== \"One\"\n    1\n\n    more\n=== \"Two\"\n    2\n\n:material-rocket: :fontawesome-solid-gear: ++ctrl+k++ ==m== ^^i^^ H~2~O [a](b.md){ .c } ![i](i.png){ width=3 }\n\npara\n{ .c }\n\n<div class=\"grid\" markdown>\n- a\n</div>\n";
    insta::assert_snapshot!(book(text).write().expanded("page.md", "markdown"));
}

#[test]
fn what_lists_say_of_a_page_is_what_readers_see() {
    let text = "---\ntitle: Entry\n---\n# Entry\n\n:material-star: First ==text== ++a++.\n";
    let built = TestBook::new()
        .config(SYNTAX)
        .page("page.md", "# Page\n\n{{#patterns catalog view=cards}}\n")
        .page("entry.md", text)
        .build();
    let catalog = built.main("page.html");
    assert!(catalog.contains("⭐ First text A."), "{catalog}");
}

#[test]
fn an_attribute_list_of_a_grid_has_no_markdown_left() {
    let main = main("<div class=\"grid cards\" markdown>\n- a\n</div>\n");
    assert_eq!(raw_elements(&main, "grid").len(), 1);
    assert!(!main.contains("markdown"), "{main}");
}

#[test]
fn markdown_in_elements_that_hold_a_line() {
    shows!(
        "<p markdown>*one* [two](page.md), `<b>` & \\*not\\* \"three\" :rocket: ++a++ ==m==</p>\n\n<h2 class=\"x\" markdown=\"1\">A **title**</h2>\n\n<details>\n<summary markdown>More *of* it</summary>\n\nText.\n\n</details>\n\n<figure markdown=\"span\">\n  ![Alt *text*](a.png){ width=300 }\n  <figcaption>*Caption* of [x][ref]</figcaption>\n</figure>\n\n[ref]: https://example.com \"The \\\"T\\\"\"\n"
    );
}

#[test]
fn markdown_in_the_cells_of_a_table() {
    shows!(
        "<table>\n<tr><th markdown>**A**</th><th markdown=\"span\">*B*</th><td>*raw*</td></tr>\n<tr>\n<td markdown>- `</td>` ~~c~~ H~2~O</td>\n<td markdown=\"block\">\n- d\n- e\n</td>\n<td markdown=\"0\">*off*</td>\n</tr>\n</table>\n"
    );
}

#[test]
fn lines_of_markdown_in_lists_quotes_and_boxes() {
    shows!(
        "- item\n\n    <p markdown>*one*\n    two `three\n    four`</p>\n\n> <p markdown>*one\n> two* three</p>\n\n!!! note\n    <p markdown>There are {{#patterns count}} *one\n    two*</p>\n\n<div class=\"axiom-box\">\n<p markdown>**Law**</p>\n</div>\n\n<div markdown>\n<p markdown>*a*</p></div>\n\n`<p markdown>*code*</p>`\n\n    <p markdown>*code*</p>\n\n<pre markdown>*pre*</pre>\n\n<p markdown>a <code>*b*</code> <!-- *c* --> *d*</p>\n"
    );
}

#[test]
fn a_blank_line_makes_a_line_blocks() {
    shows!(
        "<figure markdown=\"span\">\n    *one*\n\n    *two*\n\n    - three\n</figure>\n\n<p markdown>*never closed*\n\n<div\n  class=\"a\"\n  markdown>\n*late*\n</div>\n\nBehind.\n"
    );
}

#[test]
fn a_line_of_markdown_makes_no_script() {
    let main = main(
        "<p markdown>[a](javascript:alert(1)) <x@example.com> <https://example.com> ![b](data:text/html,x)</p>\n",
    );
    assert!(!main.contains("javascript:") && !main.contains("data:"), "{main}");
    assert!(main.contains("mailto:x@example.com") && main.contains("href=\"https://example.com\""), "{main}");
}

#[test]
fn signs_make_no_pair_across_the_tags_of_an_element() {
    shows!("<b>a ==b</b> c== and ==d <i>e==</i> f== but ==g <b>h</b> i<br>j== and <b>k ==l== m</b>.\n");
}

#[test]
fn what_stands_in_a_subscript_is_read_too() {
    shows!("~~d~:rocket:~ and H~2~O and x^:rocket:^\n");
}

#[test]
fn the_list_of_a_paragraph_in_a_quote_may_stand_in_a_lazy_line() {
    shows!("> One\n> two\n{: .b }\n\n> > Deep\n> {: .c }\n\n- > In a list\n{: .d }\n");
}
