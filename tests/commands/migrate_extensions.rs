//! `migrate mkdocs` and what single extensions of Python-Markdown read: each test is a kind, with several members.

use crate::migrate::Site;
use crate::migrate_differences::with;

/// The page of a site with these extensions, and its main element in the book.
fn page(extensions: &str, text: &str) -> (String, String) {
    let yml = format!("site_name: S\nmarkdown_extensions: [{extensions}]\n");
    let (site, page) = with(&yml, &[("docs/index.md", &format!("# T\n\n{text}"))]);
    let page = page.trim_start_matches("# T\n\n").to_owned();
    (page, site.build().main("index.html"))
}

#[test]
fn mathematics_in_quotes_has_no_signs_of_them() {
    for (text, shown) in [
        ("> $$\n> a\n> $$\n", "$$\na\n$$"),
        ("> $$\n> a\n> > b\n> $$\n", "$$\na\n&gt; b\n$$"),
        ("> > \\begin{align}\n> > - a\n> > \\end{align}\n", "\\begin{align}\n- a\n\\end{align}"),
        ("> x $a\n> b$ y\n", "x \\(a\nb\\) y"),
    ] {
        let (_, main) = page("pymdownx.arithmatex", text);
        assert!(main.contains(shown), "{text}\n{main}");
    }
}

#[test]
fn code_of_callouts_stays_whole() {
    let (text, main) = page(
        "callouts, fenced_code",
        "NOTE: x\n```\ncode\n\nmore\n```\n\nAfter *x*.\n\n> TIP: y\n> ```\n> c\n>\n> d\n> ```\n",
    );
    assert_eq!(
        text,
        "!!! note\n    x\n    ```\n    code\n\n    more\n    ```\n\nAfter *x*.\n\n!!! tip\n    y\n    ```\n    c\n\n    d\n    ```\n"
    );
    assert!(main.contains("code\n\nmore\n</code>") && main.contains("<p>After <em>x</em>.</p>"), "{main}");
    let code = "Text.\n\n    NOTE: x\n    y\n\n```\nNOTE: x\n\n> TIP: y\n```\n";
    assert_eq!(page("callouts, fenced_code", code).0, code);
}

#[test]
fn callouts_start_on_any_line_of_a_quote() {
    for (text, now) in [
        ("Text\n> NOTE: y\n", "Text\n\n!!! note\n    y\n"),
        ("> a\n> NOTE: q\n> r\n", "> a\n\n!!! note\n    q\n    r\n"),
        ("## H\nNOTE: q\n", "## H\n\n!!! note\n    q\n"),
    ] {
        let (page, main) = page("callouts", text);
        assert_eq!(page, now);
        assert!(main.contains("Note</p>"), "{main}");
    }
}

#[test]
fn no_line_breaks_before_the_attribute_list_of_a_paragraph() {
    for (text, now, shown) in [
        (
            "Lorem (1)\n{ .annotate }\n",
            "Lorem (1)\n{ .annotate }\n",
            "<div class=\"annotate\">\n<p>Lorem (1)</p>",
        ),
        ("- a\n  b\n  { .x }\n", "- <span class=\"x\">a\\\n  b</span>\n", "a<br>b</span>"),
        ("> a\n> b\n> {: .x }\n", "> a\\\n> b\n> {: .x }\n", "<div class=\"x\">\n<p>a<br>b</p>"),
        ("a\n{ .x }\nb\n", "a\\\n{ .x }\\\nb\n", "<p>a<br>{ .x }<br>b</p>"),
        ("a\n{ .x } b\n", "a\\\n{ .x } b\n", "<p>a<br>{ .x } b</p>"),
    ] {
        let (page, main) = page("nl2br, attr_list", text);
        assert_eq!(page, now);
        assert!(main.contains(shown) && !main.contains('\\'), "{text}\n{main}");
    }
}

#[test]
fn code_says_its_language_only_where_an_extension_reads_it() {
    let text = "Use `:::note text` and `#!py a`.\n\n    ::py\n    x\n";
    assert_eq!(page("tables", text).0, text);
    let (_, main) = page("pymdownx.inlinehilite", "`:::vb.net x` `#!c++ y` `#! z`\n");
    for code in ["x", "y", "#! z"] {
        assert!(main.contains(&format!("<code>{code}</code>")), "{code}\n{main}");
    }
}

#[test]
fn the_language_of_code_takes_no_item_along() {
    let text = "# T\n\n-     ::py\n      x = 1\n\n- b\n";
    let site = Site::new(&[
        ("mkdocs.yml", "site_name: S\nmarkdown_extensions: [codehilite]\n"),
        ("docs/index.md", text),
    ]);
    // The item has code in the book, and text in MkDocs: the audit names it.
    assert!(site.migrate().stdout.contains("code: the book adds `::py x = 1`"));
    assert_eq!(site.read("src/index.md"), text);
    assert_eq!(site.build().main("index.html").matches("<li>").count(), 2);
}

#[test]
fn headings_of_included_files_move_down() {
    for (options, text, now) in [
        ("headingOffset: 1", "{!docs/a.txt!}\n", "## A\ntext #\n### B\n### C\n"),
        ("headingOffset: '2'", "x {!docs/c.txt!}\n", "x ### C\n"),
        ("inheritHeadingDepth: true", "## X\n\n{!docs/a.txt!}\n", "## X\n\n### A\ntext #\n#### B\n##### C\n"),
        ("base_path: docs", "{!c.txt!}\n", "# C\n"),
    ] {
        let yml =
            format!("site_name: S\nmarkdown_extensions:\n  - markdown_include.include:\n      {options}\n");
        let nested = "# A\ntext #\n## B\n{!docs/c.txt!}\n";
        let (_, page) = with(
            &yml,
            &[("docs/index.md", &format!("# T\n\n{text}")), ("docs/a.txt", nested), ("docs/c.txt", "# C\n")],
        );
        assert_eq!(page.trim_start_matches("# T\n\n"), now, "{options}");
    }
}

#[test]
fn a_file_that_is_not_there_stays_a_call() {
    let yml = "site_name: S\nmarkdown_extensions: [markdown_include.include]\n";
    let text = "# T\n\n{!gone.md!}\n\n{! gone.md !}\n";
    let (site, page) = with(yml, &[("docs/index.md", text)]);
    assert_eq!(page, text);
    let report = site.read("migration-report.md");
    assert!(!report.contains("included pages"), "{report}");
    for line in [3, 5] {
        let named = format!("docs/index.md:{line}: `gone.md`: there is no such file in the site");
        assert!(report.contains(&named), "{report}");
    }
}

#[test]
fn a_line_that_includes_too_much_is_named_once() {
    let yml = "site_name: S\nmarkdown_extensions: [markdown_include.include]\n";
    let (site, _) = with(
        yml,
        &[
            ("docs/index.md", "# T\n\n{!docs/a.txt!}\n\n{!docs/b.txt!}\n"),
            ("docs/a.txt", &"{!docs/a.txt!} ".repeat(60)),
            ("docs/b.txt", "B\n"),
        ],
    );
    let report = site.read("migration-report.md");
    assert_eq!(
        report.matches("docs/index.md:3: `docs/a.txt`: it includes more than 5 MB, or itself").count(),
        1,
        "{report}"
    );
    assert!(site.read("src/index.md").ends_with("\n\nB\n"));
}

#[test]
fn rules_in_raw_html_are_a_part_of_it() {
    for text in [
        "<div>\n<hr>\n*text*\n</div>\n",
        "<pre>\n<hr>\nx\n</pre>\n",
        "<!-- -->\n\n<table>\n<tr><td>\n<hr />\n    a\n</td></tr>\n</table>\n",
    ] {
        assert_eq!(page("tables", text).0, text);
    }
    let yml = "site_name: S\nmarkdown_extensions: [md_in_html]\n";
    let text = "# T\n\n<hr>\n*a*\n\n<div markdown>\n<hr>\n*b*\n</div>\n";
    let (site, _) = with(yml, &[("docs/index.md", text)]);
    let main = site.build().main("index.html");
    assert!(main.contains("<em>a</em>") && main.contains("<em>b</em>"), "{main}");
    assert!(site.read("migration-report.md").contains("2 text after raw HTML (lines 4, 8)"));
}

#[test]
fn no_list_and_no_line_break_is_found_in_mathematics() {
    let yml = "site_name: S\nmarkdown_extensions: [pymdownx.arithmatex, nl2br]\n";
    let text = "# T\n\n$$\na\n- b\n$$\n\n- $$ c\n- d\n  e\n";
    let (site, page) = with(yml, &[("docs/index.md", text)]);
    assert_eq!(page, text.replace("\n- b", "\n\\- b").replace("- d", "- d\\"));
    let report = site.read("migration-report.md");
    assert!(!report.contains("lists after a paragraph"), "{report}");
}

#[test]
fn backslashes_break_lines_in_mkdocs_only_where_an_option_is_true() {
    for (option, is_named) in [("true", false), ("false", true)] {
        let yml = format!(
            "site_name: S\nmarkdown_extensions:\n  - pymdownx.escapeall:\n      hardbreak: {option}\n"
        );
        let (site, _) = with(&yml, &[("docs/index.md", "# T\n\na\\\nb\n")]);
        let report = site.read("migration-report.md");
        assert_eq!(report.contains("line breaks by a backslash"), is_named, "{report}");
    }
}

#[test]
fn the_extension_and_the_plugin_of_one_name_read_different_boxes() {
    for (yml, is_named) in [("markdown_extensions: [callouts]", true), ("plugins: [callouts]", false)] {
        let yml = format!("site_name: S\n{yml}\n");
        let (site, _) = with(&yml, &[("docs/index.md", "# T\n\n> [!NOTE]\n> Text.\n")]);
        let report = site.read("migration-report.md");
        assert_eq!(report.contains("converted: 1 boxes"), is_named, "{report}");
    }
}
