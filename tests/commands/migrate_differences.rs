//! `migrate mkdocs` where the book shows what an author meant, and MkDocs something else: each place is named.

use crate::migrate::Site;

const YML: &str = "site_name: S\ntheme:\n  name: material\nmarkdown_extensions:\n  - admonition\n  - attr_list\n  - def_list\n  - footnotes\n  \
    - md_in_html\n  - tables\n  - pymdownx.arithmatex:\n      generic: true\n  - pymdownx.emoji\n  - pymdownx.highlight\n  - pymdownx.inlinehilite\n  \
    - pymdownx.keys\n  - pymdownx.mark\n  - pymdownx.caret\n  - pymdownx.smartsymbols\n  - pymdownx.snippets\n  - pymdownx.superfences\n  \
    - pymdownx.tabbed:\n      alternate_style: true\n";

/// The text of the page, its HTML and the whole report; the audit finds nothing that is not named.
fn migrated(text: &str) -> (String, String, String) {
    let site = Site::new(&[
        ("mkdocs.yml", YML),
        ("docs/index.md", &format!("# T\n\n{text}")),
        ("docs/b.md", "# B\n"),
        ("docs/a.png", "x"),
    ]);
    let run = site.migrate();
    assert!(run.stdout.contains("compared with what MkDocs shows: 0 faults"), "{text}\n{}", run.stdout);
    (site.read("src/index.md"), site.build().main("index.html"), site.read("migration-report.md"))
}

fn named(text: &str, what: &str) -> String {
    let (_, main, report) = migrated(text);
    assert!(report.contains(what), "{text}\n{what}\n{report}");
    main
}

#[test]
fn lists_and_blocks_that_are_indented_by_less_than_four_columns_are_named() {
    for text in
        ["- a\n  - b\n- c\n", "1. a\n   - b\n", "> - a\n>   - b\n", "!!! note\n\n    - a\n      - b\n"]
    {
        let main = named(text, "1 lists in items");
        assert!(main.contains("a\n<ul>\n<li>b"), "{text}\n{main}");
    }
    let main = named("- a\n\n  Text.\n\n- b\n", "converted: 1 blocks in items (line 5)");
    assert!(main.contains("<p>Text.</p>\n</li>"), "{main}");
    let (_, _, report) = migrated("- a\n    - b\n\n        c\n\n    d\n");
    assert!(!report.contains("in items"), "{report}");
}

#[test]
fn an_extension_may_make_mkdocs_read_them_as_the_book_does() {
    let yml = format!("{YML}  - mdx_truly_sane_lists\n");
    let site = Site::new(&[("mkdocs.yml", &yml), ("docs/index.md", "# T\n\n- a\n  - b\n")]);
    site.migrate();
    assert!(!site.read("migration-report.md").contains("lists in items"));
}

#[test]
fn a_footnote_that_no_text_refers_to_is_lost_and_named() {
    let main = named("Text[^a].\n\n[^a]: Shown.\n[^B]: Gone.\n", "line 6: no text refers to it");
    assert!(main.contains("Shown.") && !main.contains("Gone."), "{main}");
    let (_, _, report) = migrated("Text[^a].\n\n[^a]: Shown.\n");
    assert!(!report.contains("no text refers to it"), "{report}");
}

#[test]
fn signs_that_only_one_of_both_shows_are_named() {
    let main = named("a\\\nb\n", "line breaks by a backslash");
    assert!(main.contains("a<br>b"), "{main}");
    let main = named("| a |\n|---|\n| `b \\| c` |\n", "escaped pipes in code");
    assert!(main.contains("<code>b | c</code>"), "{main}");
    let main = named("## C#\n\n## D #\n", "headings that end in a sign");
    assert!(main.contains(">C#</a>") && main.contains(">D</a>"), "{main}");
    for text in ["> One.\n> - two\n", "Text:\n - one\n", "**Text**\n* one\n"] {
        named(text, "1 lists after a paragraph");
    }
    for line in ["🐞 Fixes", "€ 5", "@name", "$5", "&copy; us", "\\* a", ":smile: new", "ünd"] {
        named(&format!("{line}\n- one\n"), "1 lists after a paragraph");
        named(&format!("{line}\n| a |\n|---|\n| b |\n"), "tables after a paragraph");
    }
}

#[test]
fn terms_that_share_a_definition_stay_apart() {
    let main = named("A\nB\n:   Text.\n", "1 terms of one definition");
    assert!(main.contains("A<br>B"), "{main}");
}

#[test]
fn definitions_of_one_term_stand_on_lines_that_follow_each_other() {
    for text in [
        "A\n: One *a*.\n: Two.\n\nB\nC\n: Three\n  goes on.\n: Four.\n\n    - x\n",
        "A\n:   One.\n:   Two.\n:   - x\n    - y\n",
    ] {
        let (_, main, _) = migrated(text);
        assert_eq!(main.matches("<dd>").count(), text.matches("\n: ").count(), "{text}\n{main}");
    }
}

/// To the parser of front matter it is the title; MkDocs asks for small letters, also where it makes an address of it.
#[test]
fn a_title_with_a_capital_is_named() {
    let post = "---\nTitle: Said\ndate: 2024-03-05\n---\n\n# Heading\n";
    let site = Site::new(&[
        ("mkdocs.yml", "site_name: S\nplugins: [blog]\n"),
        ("docs/index.md", "# Home\n"),
        ("docs/own-name.md", "---\ntags: [a]\nb: c\nTitle: Said name\n---\n\nText.\n"),
        ("docs/both.md", "---\nTitle: Said\ntitle: Small\n---\n\nText.\n"),
        ("docs/small.md", "---\ntitle: Small\nTITLE: Said\n---\n\nText.\n"),
        ("docs/blog/index.md", "# Blog\n"),
        ("docs/blog/posts/a.md", post),
    ]);
    let run = site.migrate();
    assert!(run.stdout.contains("what MkDocs shows: 0 faults"), "{}", run.stdout);
    let report = site.read("migration-report.md");
    for (page, is_named) in [("own-name", true), ("both", true), ("small", false)] {
        let own = report.split("### ").find(|own| own.starts_with(&format!("docs/{page}.md\n"))).unwrap();
        assert_eq!(own.contains("converted: 1 titles of pages (line 1)"), is_named, "{own}");
    }
    assert!(site.read("src/SUMMARY.md").contains("[Own name](own-name.md)"));
    assert!(site.read("src/blog/posts/a.md").contains("redirect_from: [blog/2024/03/05/heading/]"));
    assert!(site.build().main("own-name.html").contains("Said"));
}

/// A footnote is shown at the end, wherever its lines are.
#[test]
fn links_that_are_made_in_footnotes_are_explained() {
    let yml = "site_name: S\nrepo_url: https://github.com/a/b\nmarkdown_extensions:\n  - footnotes\n  - pymdownx.magiclink:\n      \
               repo_url_shorthand: true\n      user: a\n      repo: b\n";
    let page = "# T\n\nText[^1].\n\n[^1]: See #12.\n\nMore.\n\nMore.\n\nMore.\n\n[x](https://x.org)\n\nMore.\n\nMore[^2].\n\n\
                [^2]: [y](https://y.org)\n";
    let site = Site::new(&[("mkdocs.yml", yml), ("docs/index.md", page)]);
    let run = site.migrate();
    assert!(run.stdout.contains("what MkDocs shows: 0 faults"), "{}", run.stdout);
}

#[test]
fn text_beside_raw_html_is_read() {
    for (text, shown) in [
        ("<p>x</p> y *z*\n", "<p>y <em>z</em></p>"),
        ("<hr>\n*x*\n", "<p><em>x</em></p>"),
        ("!!! note\n    <p>x</p> y *z*\n", "<em>z</em>"),
    ] {
        let (_, main, _) = migrated(text);
        assert!(main.contains(shown), "{text}\n{main}");
    }
}

#[test]
fn the_first_line_of_code_may_hold_backticks_and_braces() {
    let (_, main, _) = migrated("``` py title=\"a `b` {c}.py\"\n~~~\n```\n\nText.\n");
    assert!(main.contains("<code>a `b` {c}.py</code>"), "{main}");
    assert!(
        main.contains("<code class=\"language-py\">~~~\n</code>") && main.contains("<p>Text.</p>"),
        "{main}"
    );
}

/// A title keeps the quotation marks that are its own: one at each end goes, and only if both are the same.
#[test]
fn titles_of_code_keep_their_quotation_marks() {
    for (title, shown) in [
        ("'say \"hi\"'", "say &quot;hi&quot;"),
        ("\"'a' and 'b'\"", "'a' and 'b'"),
        ("\"it's\"", "it's"),
        ("'a'", "a"),
    ] {
        let (_, main, _) = migrated(&format!("```py title={title} linenums='1'\nx\n```\n"));
        let html = [shown.to_owned(), shown.replace("&quot;", "\""), shown.replace('\'', "&#39;")];
        let is_whole = html.iter().any(|shown| main.contains(&format!("<code>{shown}</code>")));
        assert!(is_whole, "{title}\n{main}");
    }
}

#[test]
fn languages_of_spans_of_code_stand_behind_either_sign() {
    let (_, main, _) = migrated("`#!py a` `:::py b` `:: c` `:::` `::: d`\n");
    for code in ["a", "b", ":: c", ":::", "::: d"] {
        assert!(main.contains(&format!("<code>{code}</code>")), "{code}\n{main}");
    }
}

#[test]
fn nothing_in_mathematics_is_something_else() {
    let (text, main, report) = migrated(
        "$c[x](x \\ge 1)$ (c) and $a{ .i }$ b.\n\n- \\(a_1 * b\\)\n\nTerm\n\n:   \\(x_1\\)\n\n$$\na\n=\nb\n> c\n$$\n",
    );
    assert!(text.contains("\\\\(c\\[x\\](x \\\\ge 1)\\\\) © and"), "{text}");
    assert!(main.contains("<li>\\(a_1 * b\\)</li>") && main.contains("\\(x_1\\)"), "{main}");
    assert!(main.contains("<p>$$\na\n=\nb\n&gt; c\n$$</p>"), "{main}");
    assert!(!report.contains("may not set") && !report.contains("addresses with spaces"), "{report}");
}

#[test]
fn dollars_in_headings_are_no_fault() {
    let (_, main, _) = migrated("## From $$ to $$$\n\n$x$\n");
    assert!(main.contains("From $<span></span>$ to $<span></span>$$"), "{main}");
}

#[test]
fn symbols_are_drawn_in_the_text_of_links() {
    let (text, ..) = migrated("[a --> b](b.md) <https://x.org/(c)>\n");
    assert!(text.contains("[a → b](b.md) <https://x.org/(c)>"), "{text}");
}

#[test]
fn titles_read_tags_and_images() {
    let (_, main, _) =
        migrated("!!! note \"Press <kbd>K</kbd> ![i](a.png)\"\n    Text.\n\n=== \"A <b>b</b>\"\n    Text.\n");
    assert!(
        main.contains(
            "Press <kbd>K</kbd> <span class=\"patterns-image\"><img src=\"a.png\" alt=\"i\"></span></p>"
        ),
        "{main}"
    );
    assert!(main.contains("<p class=\"patterns-tab-title\">A <b>b</b></p>"), "{main}");
    assert!(main.contains("aria-label=\"Press K i\""), "{main}");
}

#[test]
fn keys_marks_and_emoji_stand_between_words_without_spaces() {
    let (_, main, _) = migrated("按++ctrl++键 ==重==要 中^^文^^字 笑:smile:笑 C++ and 12:30:45 a==b==c\n");
    for part in [
        "按<span class=\"patterns-keys\"><kbd>Ctrl</kbd></span>键",
        "<mark>重</mark>要",
        "中<ins>文</ins>字",
        "笑😄笑",
        "C++ and 12:30:45 a==b==c",
    ] {
        assert!(main.contains(part), "{part}\n{main}");
    }
}

#[test]
fn arrows_on_keys_have_their_names() {
    let (_, main, _) = migrated("++arrow-up++ ++left++\n");
    assert!(main.contains("<kbd>↑ Up</kbd>") && main.contains("<kbd>← Left</kbd>"), "{main}");
}

#[test]
fn a_snippet_in_a_sentence_is_text() {
    let (_, main, _) = migrated("- Write `--8<-- \"a.md\"`, then build.\n\n    \\#1 `<h1>`\n");
    assert!(main.contains("<code>--8&lt;-- \"a.md\"</code>, then build."), "{main}");
}

pub(crate) fn with(yml: &str, files: &[(&str, &str)]) -> (Site, String) {
    let mut all = vec![("mkdocs.yml", yml)];
    all.extend_from_slice(files);
    let site = Site::new(&all);
    let run = site.migrate();
    assert!(run.stdout.contains("compared with what MkDocs shows: 0 faults"), "{}", run.stdout);
    let page = site.read("src/index.md");
    (site, page)
}

#[test]
fn files_that_a_page_includes_are_put_in_their_place() {
    let yml = "site_name: S\nmarkdown_extensions:\n  - markdown_include.include:\n      base_path: parts\n";
    let (site, page) = with(
        yml,
        &[
            (
                "docs/index.md",
                "# T\n\n{!a.md!} end\n\n```yaml\n{!b.yaml!lines=2-3}\n```\n\n{!gone.md!} {!../mkdocs.yml!}\n\n{!a!}b!}\n",
            ),
            ("parts/a.md", "One {!b.yaml!}\ntwo.\n"),
            ("parts/b.yaml", "x: 1\ny: 2\nz: 3\n"),
        ],
    );
    assert_eq!(
        page,
        "# T\n\nOne x: 1\ny: 2\nz: 3\ntwo. end\n\n```yaml\ny: 2\nz: 3\n```\n\n{!gone.md!} site_name: S\nmarkdown_extensions:\n  - markdown_include.include:\n      base_path: parts\n\n{!a!}b!}\n"
    );
    let report = site.read("migration-report.md");
    assert!(report.contains("line 9: `gone.md`: there is no such file in the site"), "{report}");
}

#[test]
fn a_file_that_includes_itself_has_an_end() {
    let yml = "site_name: S\nmarkdown_extensions: [markdown_include.include]\n";
    let (_, page) = with(
        yml,
        &[("docs/index.md", "# T\n\n{!docs/a.txt!}\n"), ("docs/a.txt", "a {!docs/a.txt!} {!docs/a.txt!}\n")],
    );
    assert!(page.len() < 1_000_000, "{}", page.len());
}

#[test]
fn line_ends_break_lines_where_an_extension_says_so() {
    let yml = "site_name: S\nmarkdown_extensions: [nl2br, admonition]\n";
    let text = "# T\n\na\nb  \nc\n\n!!! note\n    d\n    e\n\n```\nf\ng\n```\n\n- h\n  i\n";
    let (site, page) = with(yml, &[("docs/index.md", text)]);
    assert_eq!(page, text.replace("a\n", "a\\\n").replace("d\n", "d\\\n").replace("h\n", "h\\\n"));
    assert!(site.build().main("index.html").contains("a<br>b<br>c"), "{}", site.build().main("index.html"));
}

#[test]
fn code_by_indent_may_say_its_language() {
    let yml = "site_name: S\nmarkdown_extensions: [codehilite]\n";
    let (_, page) = with(
        yml,
        &[(
            "docs/index.md",
            "# T\n\n    :::yaml\n    a: b\n\n- c\n\n        #!py\n        d\n\nText.\n\n    #!/bin/sh\n    e\n",
        )],
    );
    assert!(!page.contains(":::yaml") && !page.contains("#!py") && page.contains("#!/bin/sh"), "{page}");
}

#[test]
fn callouts_are_boxes() {
    let yml = "site_name: S\nmarkdown_extensions: [callouts]\n";
    let (site, page) = with(yml, &[("docs/index.md", "# T\n\nNOTE: **Take care.**\nText.\n\nAPI: more\n")]);
    assert_eq!(page, "# T\n\n!!! note \"Take care\"\n    Text.\n\n!!! api\n    more\n");
    assert!(site.build().main("index.html").contains("</span>Take care</p>"));
}

#[test]
fn a_sentence_that_starts_like_a_definition_stays() {
    let (text, ..) = migrated("See\n[a b]: and so on,\ntext.\n\n[a b]: b.md\n");
    assert!(text.contains("See\n[a b]: and so on,\ntext.\n\n[a b]: b.md\n"), "{text}");
}

/// What other themes build: no article, and the attributes of the main element are no text.
#[test]
fn sites_of_other_themes_are_compared_with() {
    let site = Site::new(&[("mkdocs.yml", "site_name: S\n"), ("docs/index.md", "# P\n\n## A\n\nText.\n")]);
    let html = "<div class=\"col\" role=\"main\"><h1>P</h1><h2><a class=\"toclink\" href=\"#a\">A</a></h2><p>Text.</p></div><footer>x</footer>";
    site.file("html/index.html", html.as_bytes());
    let run = site.run(&["site", "--out", "book", "--built", "site/html"]);
    assert!(run.stdout.contains("1 page compared with what MkDocs shows: 0 faults"), "{}", run.stdout);
}

#[test]
fn items_that_stand_too_deep_below_text_are_items() {
    for (text, lines) in [
        ("3. a\n    more\n       - b\n       - c\n4. d\n", "lines 5, 6"),
        ("- a\nmore\n       1. b\n       2. c\n", "lines 5, 6"),
        ("- a\n\t  - b\n\t  - c\n", "lines 4, 5"),
        ("!!! note\n    - a\n           - b\n           - c\n", "lines 5, 6"),
    ] {
        let (_, main, report) = migrated(text);
        assert!(main.contains("<li>b</li>") || main.contains("<li>b\n"), "{text}\n{main}");
        assert!(report.contains(&format!("converted: 2 items ({lines})")), "{text}\n{report}");
    }
    let (_, main, _) = migrated("- a\n    2. b\n    3. c\n\nEnd.\n");
    assert!(main.contains("<ol start=\"2\">") && main.contains("<li>c"), "{main}");
}

#[test]
fn lines_of_a_paragraph_that_look_like_items_stay_text() {
    let (page, main, _) = migrated("Do this:\n    1. one\n    2. two\n    3. three\n\nEnd.\n");
    assert!(!main.contains("<pre>") && !main.contains("<li>"), "{main}");
    assert!(page.contains("    1. one\n    2. two\n    3. three\n"), "{page}");
    let (page, ..) = migrated("- a\n\n        1. one\n        2. two\n");
    assert!(page.contains("1. one\n") && !page.contains("1. one\n\n"), "{page}");
}

#[test]
fn items_below_blocks_of_the_item_before_are_named() {
    for block in [
        "more",
        "- x\n    - y",
        "```\n    x\n    ```",
        "> x",
        "!!! note\n        x",
        "| a |\n    |---|\n    | b |",
    ] {
        let text = format!("- a\n\n    {block}\n- b\n- c\n");
        let main = named(&text, "2 items below blocks");
        assert!(main.contains("<li>b</li>") || main.contains("<li>\n<p>b</p>"), "{text}\n{main}");
    }
    named("> - a\n>\n>     more\n> - b\n", "1 items below blocks");
    named("- a\n\n\tmore\n- b\n", "1 items below blocks");
    let (_, _, report) = migrated("- a\n\n    more\n\n- b\n- c\n\nText.\n\n- d\n");
    assert!(!report.contains("items below blocks"), "{report}");
}

#[test]
fn blocks_directly_below_items_are_named() {
    for (block, shown) in [
        ("!!! note\n        x", "role=\"note\""),
        ("## H", "<h2"),
        ("> q", "<blockquote>"),
        ("=== \"T\"\n        x", "patterns-tab"),
        ("| a |\n    |---|\n    | b |", "<table>"),
    ] {
        let main = named(&format!("- a\n    {block}\n- c\n"), "1 blocks directly below items");
        assert!(main.contains(shown), "{block}\n{main}");
    }
    let (_, _, report) = migrated("- a\n\n    > q\n\n- b\n    - c\n\n> q\n");
    assert!(!report.contains("blocks directly below items"), "{report}");
    named("- a\n\n    | a |\n    |---|\n    | b |\ntext\n", "1 text below tables");
}

#[test]
fn lines_below_items_underline_nothing() {
    let (_, main, _) = migrated("- a\n    ---\n- b\n    ===\n");
    assert!(!main.contains("<h2") && main.contains("---") && main.contains("==="), "{main}");
    let (_, main, _) = migrated("- a\n  ---\n");
    assert!(!main.contains("<h2") && main.contains("<hr>"), "{main}");
    for text in [
        "- b\n    more\n    -----\n",
        "> - b\n>     more\n>     -----\n",
        "- b\n    more\n    more\n    -----\n",
    ] {
        let (_, main, _) = migrated(text);
        assert!(!main.contains("<h2") && !main.contains("<hr>") && main.contains("-----"), "{text}\n{main}");
    }
}

#[test]
fn footnotes_keep_their_references_in_titles_and_before_brackets() {
    let (page, main, _) = migrated(
        "=== \"A[^x]\"\n\n    B\n\n!!! note \"C [^y]\"\n    D\n\nE[^x](1) and [F](\"a title\") and [^z](index.md).\n\n[^x]: X\n[^y]: Y\n",
    );
    for part in ["<p>X", "<p>Y", "href=\"#footnote-y\"", "title=\"a title\"", "^z</a>"] {
        assert!(main.contains(part), "{part}\n{page}\n{main}");
    }
    assert!(!main.contains("[^"), "{main}");
}

#[test]
fn braces_that_mkdocs_shows_at_the_end_of_headings_stay() {
    for (text, shown) in [
        ("## A{#x}", "A{#x}"),
        ("## {#x}", "{#x}"),
        ("## A {#x} {#y}", "A {#x} {#y}"),
        ("## A \\{#x}", "A {#x}"),
    ] {
        let (_, main, _) = migrated(&format!("{text}\n\nText.\n"));
        assert!(main.contains(&format!(">{shown}</a></h2>")), "{text}\n{main}");
    }
    let (page, ..) = migrated("## A {#x .b}\n\n## B {: id=y }\n\n## C {a b}\n\n## D {{ x }}\n");
    assert!(!page.contains("&#123;"), "{page}");
}

#[test]
fn markdown_in_html_that_is_indented_is_named_and_code_before_text_stays_code() {
    let main = named("<div markdown>\n    a *b*\n\n    c\n</div>\n", "2 indented Markdown in HTML");
    assert!(main.contains("a <em>b</em>"), "{main}");
    let (_, main, _) = migrated("<div markdown>\n\n        deep\n\n    code\n\ntext\n\n</div>\n");
    assert!(main.contains("    deep\n\ncode") && main.contains("<p>text</p>"), "{main}");
}

#[test]
fn quotation_marks_in_keys_stay() {
    let (_, main, _) = migrated("++\"a \\\"b\\\"\"++ and ++ctrl+++\n");
    assert!(main.contains("<kbd>a \"b\"</kbd>"), "{main}");
    assert!(main.contains("<kbd>Ctrl</kbd></span>+"), "{main}");
}

#[test]
fn attributes_of_an_element_at_the_end_of_a_heading_are_no_text() {
    for element in [
        "[G](b.md)",
        "![x](a.png)",
        "A :material-rocket:",
        "`x`",
        "A *em*",
        "A ++ctrl+c++",
        "A ==m==",
        "$x$",
        "<https://a.org>",
    ] {
        let (page, main, _) = migrated(&format!("## {element}{{ .y }}\n\nText.\n"));
        assert!(!page.contains("&#123;") && !main.contains(".y }"), "{element}\n{page}\n{main}");
    }
    for (text, shown) in [
        ("## a `{b` c}", "a <code>{b</code> c}"),
        ("## `x`{}", "<code>x</code>{}"),
        ("## f(x){#x}", "f(x){#x}"),
        ("## <b>x</b>{ .y }", "<b>x</b>{ .y }"),
    ] {
        let (page, main, _) = migrated(&format!("{text}\n\nText.\n"));
        assert!(main.contains(&format!(">{shown}</a></h2>")), "{text}\n{page}\n{main}");
    }
    let text = "# T\n\n## A {b} [x](b.md) {#z}\n\nText.\n";
    let site = Site::new(&[("mkdocs.yml", YML), ("docs/index.md", text), ("docs/b.md", "# B\n")]);
    site.migrate();
    let main = site.build().main("index.html");
    assert!(main.contains("id=\"z\"") && main.contains("{b}"), "{main}");
}

#[test]
fn what_may_be_no_footnote_is_left_and_named() {
    let note = "\n\n[^x]: C\n";
    for text in ["!!! note \"A **[^x]**\"\n    B", "- !!! note \"A[^x]\"\n        B", "> [!NOTE] A[^x]"] {
        let (page, ..) = migrated(&format!("{text}{note}"));
        assert!(page.contains(text), "{page}");
        named(&format!("{text}{note}"), "lost: 1 footnotes in titles (line 3)");
    }
    let main = named(&format!("!!! note \"Use `a[^x]`\"\n    B[^x]{note}"), "# ");
    assert!(main.contains("<code>a[^x]</code>"), "{main}");
    for text in ["![^x](a.png)", "[y [^x](2) z](b.md)"] {
        let (page, _, report) = migrated(&format!("B[^x]\n\n{text}{note}"));
        assert!(
            page.contains(text) && report.contains("lost: 1 footnotes before a bracket (line 5)"),
            "{page}\n{report}"
        );
    }
    for defined in ["```\n[^x]: C\n```", "    [^x]: C", "<!--\n[^x]: C\n-->"] {
        let text = format!("# T\n\n[^x](b.md)\n\n{defined}\n");
        let site = Site::new(&[("mkdocs.yml", YML), ("docs/index.md", &text), ("docs/b.md", "# B\n")]);
        site.migrate();
        let page = site.read("src/index.md");
        assert!(page.contains("[^x](b.md)"), "{defined}\n{page}");
    }
}

#[test]
fn links_may_have_a_title_alone() {
    for (link, attribute) in [
        ("[CAD](\"computer\")", "title=\"computer\""),
        ("[CAD](\"it\"s a\")", "title=\"it&quot;s a\""),
        ("[CAD](\"a\" \"b c\")", "title=\"a&quot; &quot;b c\""),
        ("[CAD]('a b')", "title=\"a b\""),
    ] {
        let main = named(link, "converted: 1 links without an address (line 3)");
        assert!(main.contains(attribute) && main.contains("href=\"\""), "{link}\n{main}");
    }
    for image in ["![CAD](\"computer\")", "![CAD](\"a b\")"] {
        let main = named(image, "converted: 1 images without an address (line 3)");
        assert!(main.contains("<img") && main.contains("title=\""), "{image}\n{main}");
    }
}

#[test]
fn markdown_in_indented_html_is_seen_in_tags_of_all_forms() {
    for tag in ["<div markdown>", "<DIV MARKDOWN>", "<div class=\"a\"\n  markdown>", "<div\nmarkdown=\"1\">"]
    {
        let lines = 3 + tag.lines().count();
        named(&format!("{tag}\n    text\n</div>\n"), &format!("1 indented Markdown in HTML (line {lines})"));
    }
}
