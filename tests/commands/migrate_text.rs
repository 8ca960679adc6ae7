//! `migrate mkdocs` on what extensions see in plain text, and on annotations.

use crate::migrate::Site;

fn site(yml: &str, text: &str) -> Site {
    Site::new(&[("mkdocs.yml", yml), ("docs/index.md", text)])
}

#[test]
fn bare_addresses_and_references_are_links() {
    let yml = "site_name: S\nmarkdown_extensions:\n  - admonition\n  - pymdownx.magiclink:\n      repo_url_shorthand: true\n      user: o\n      repo: n\n";
    let site = site(
        yml,
        "# T\n\nSee https://x.org/a_b_c?d=1, (www.y.org) \"https://q.org\" or a@b.example: #12, !3 and @someone.\n\n\
         `https://x.org` [https://x.org](https://z.org) <https://x.org> <a href=\"https://x.org\">https://x.org</a>\n\n\
         !!! note\n    - *https://x.org*\n\n| a |\n|---|\n| https://x.org |\n\n```\nhttps://x.org #1\n```\n",
    );
    let run = site.migrate();
    assert_eq!(run.code, Some(0), "{}", run.stdout);
    assert!(run.stdout.contains("1 page compared with what MkDocs shows: 0 faults"), "{}", run.stdout);
    assert_eq!(
        site.read("src/index.md"),
        "# T\n\nSee <https://x.org/a_b_c?d=1>, ([www.y.org](http://www.y.org)) \"<https://q.org>\" or <a@b.example>: [#12](https://github.com/o/n/issues/12), [!3](https://github.com/o/n/pull/3) and [@someone](https://github.com/someone).\n\n\
         `https://x.org` [https://x.org](https://z.org) <https://x.org> <a href=\"https://x.org\">https://x.org</a>\n\n\
         !!! note\n    - *<https://x.org>*\n\n| a |\n|---|\n| <https://x.org> |\n\n```\nhttps://x.org #1\n```\n"
    );
    let report = site.read("migration-report.md");
    assert!(report.contains("| bare addresses | 6 |"), "{report}");
    assert!(report.contains("| references to a repository | 3 |"), "{report}");
}

#[test]
fn references_to_other_repositories_are_named() {
    let yml = "site_name: S\nmarkdown_extensions:\n  - pymdownx.magiclink:\n      repo_url_shorthand: true\n      user: o\n      repo: n\n";
    let site = site(yml, "# T\n\nSee a/b#12 and @c/d.\n");
    let run = site.migrate();
    assert_eq!(site.read("src/index.md"), "# T\n\nSee a/b#12 and @c/d.\n");
    assert_eq!(run.code, Some(1), "{}", run.stdout);
    assert!(
        run.stdout.contains("references to a repository: `#12` stays text; write it as a link"),
        "{}",
        run.stdout
    );
}

#[test]
fn without_magiclink_addresses_are_text() {
    let text = "# T\n\nSee https://x.org, #12 and (c) 1/2.\n";
    let site = site("site_name: S\n", text);
    site.migrate();
    assert_eq!(site.read("src/index.md"), text);
}

#[test]
fn signs_become_symbols() {
    let yml = "site_name: S\nmarkdown_extensions:\n  - pymdownx.smartsymbols:\n      fractions: false\n";
    let site = site(
        yml,
        "# T\n\n(c) a --> b <--> c, +/-1 =/= 2nd of 1/2, \\(c) `-->` <!-- x -->\n\n--\n\n    (c)\n",
    );
    let run = site.migrate();
    assert!(run.stdout.contains("0 faults"), "{}", run.stdout);
    assert_eq!(
        site.read("src/index.md"),
        "# T\n\n© a → b ↔ c, ±1 ≠ 2<sup>nd</sup> of 1/2, \\(c) `-->` <!-- x -->\n\n--\n\n    (c)\n"
    );
    assert!(site.read("migration-report.md").contains("| symbols | 6 |"));
}

const ANNOTATED: &str = "# T\n\nLorem (1) ipsum (2), again (1), \\(3) and `(1)`.\n{ .annotate }\n\n1.  First *note*.\n2.  Second.\n\n    More.\n3.  Unused.\n\n\
    ``` yaml\nkey: <b> # (1)!\n\nother: a & b # (9)!\n```\n\n1.  A note with `code`.\n\n\
    !!! note annotate \"Title\"\n\n    In a box (1).\n\n1.  Of the box.\n\n\
    !!! note\n\n    - item\n\n        ``` sh\n        # (1)\n        run\n\n        more\n        ```\n\n        1.  Of the item.\n\nPlain (1).\n\n1.  A list.\n";

/// The marks of annotations lead to the items of their lists, and each item back.
#[test]
fn annotations_lead_to_their_items_and_back() {
    let yml = "site_name: S\ntheme:\n  name: material\n  features: [content.code.annotate]\nmarkdown_extensions:\n  - admonition\n  - attr_list\n  - md_in_html\n  - pymdownx.superfences\n";
    let site = site(yml, ANNOTATED);
    let run = site.migrate();
    assert_eq!(run.code, Some(0), "{}", run.stdout);
    assert!(run.stdout.contains("1 page compared with what MkDocs shows: 0 faults"), "{}", run.stdout);
    assert_eq!(
        site.read("src/index.md"),
        ANNOTATED
            .replace("``` yaml", "```yaml")
            .replace("``` sh", "```sh,annotate")
            .replace("```yaml", "``` yaml")
    );
    let built = site.build();
    assert_eq!(built.stderr(), "");
    let main = built.main("index.html");
    let mark = |group: usize, number: usize| {
        format!(
            "<a class=\"patterns-annotation\" id=\"annotation-{group}-{number}-mark\" href=\"#annotation-{group}-{number}\">({number})</a>"
        )
    };
    for part in [
        format!("Lorem {} ipsum {}, again <a class=\"patterns-annotation\" href=\"#annotation-1-1\">(1)</a>, (3) and <code>(1)</code>.", mark(1, 1), mark(1, 2)),
        "<a class=\"patterns-annotation\" id=\"annotation-1-1\" href=\"#annotation-1-1-mark\" aria-label=\"Back to (1)\">↩</a> First <em>note</em>.".to_owned(),
        "↩</a> Second.</p>".to_owned(),
        "Unused.".to_owned(),
        format!("<pre><code class=\"language-yaml\">key: &lt;b&gt; # {}!\n\nother: a &amp; b # (9)!\n</code></pre>", mark(2, 1)),
        format!("In a box {}.", mark(3, 1)),
        format!("<code class=\"language-sh annotate\"># {}\nrun\n\nmore\n</code>", mark(4, 1)),
        "Plain (1).</p>\n<ol>\n<li>A list.".to_owned(),
    ] {
        assert!(main.contains(&part), "{part}\n{main}");
    }
    assert_eq!(main.matches("↩").count(), 5, "{main}");
    assert!(!main.contains("id=\"annotation-1-3\""), "{main}");
}

/// Annotations are found in the page as the book's own options have it read.
#[test]
fn annotations_are_read_as_the_book_is() {
    let yml = "site_name: S\nmarkdown_extensions: [attr_list]\n";
    let site = site(yml, "# T\n\nLorem (1)\n: ipsum (2)\n{ .annotate }\n\n1. One\n2. Two\n");
    site.migrate();
    let path = site.path("book/book.toml");
    let toml = std::fs::read_to_string(&path).unwrap();
    std::fs::write(&path, toml.replace("[output.html]\n", "[output.html]\ndefinition-lists = false\n"))
        .unwrap();
    let main = site.build().main("index.html");
    assert!(
        main.contains("href=\"#annotation-1-1\">(1)</a>")
            && main.contains("href=\"#annotation-1-2\">(2)</a>"),
        "{main}"
    );
}

#[test]
fn an_anchor_without_text_is_no_link_for_what_follows() {
    let yml = "site_name: S\nmarkdown_extensions:\n  - pymdownx.magiclink\n  - pymdownx.smartsymbols\n";
    let text = "# T\n\n<a name=\"x\"/> One.\n\n<a name=\"y\">Two.\n\nSee https://example.org/a and (c).\n";
    let site = site(yml, text);
    let run = site.migrate();
    assert!(run.stdout.contains("0 faults"), "{}", run.stdout);
    assert_eq!(
        site.read("src/index.md"),
        text.replace("https://example.org/a and (c)", "<https://example.org/a> and ©")
    );
}

/// An element that is annotated ends where its end tag stands.
#[test]
fn text_after_an_annotated_element_has_no_annotations() {
    let yml = "site_name: S\ntheme:\n  name: material\nmarkdown_extensions:\n  - attr_list\n  - md_in_html\n";
    for before in [
        "<div class=\"annotate\">x</div>",
        "<p>Please annotate this</p>",
        "<div title=\"annotate\">\n\nx\n\n</div>",
        "<div class=\"annotate\">\n\nx\n\n  </div>",
    ] {
        let site = site(yml, &format!("# T\n\n{before}\n\nWe use rule (1) of the law.\n\n1.  Buy milk.\n"));
        site.migrate();
        let main = site.build().main("index.html");
        assert!(main.contains("rule (1) of the law"), "{before}\n{main}");
    }
}

#[test]
fn an_item_of_annotations_may_start_with_anything() {
    let yml = "site_name: S\ntheme:\n  name: material\nmarkdown_extensions:\n  - attr_list\n  - pymdownx.emoji\n  - pymdownx.keys\n  - pymdownx.critic\n  - pymdownx.mark\n";
    for (item, shown) in [
        (":smile: x", "↩</a> 😄 x"),
        (": x", "↩</a> : x"),
        ("*x*", "↩</a> <em>x</em>"),
        ("==x==", "↩</a> <mark>x</mark>"),
        ("[x](#t)", "↩</a> <a href=\"#t\">x</a>"),
        ("![x](x.png)", "↩</a> <label"),
        ("<b>x</b>", "↩</a> <b>x</b>"),
        ("++x++", "↩</a> <span class=\"patterns-keys\">"),
        ("\\*x", "↩</a> *x"),
        ("`x`{ .c }", "↩</a> <code class=\"c\">x</code>"),
        ("\n    x", "↩</a> x"),
    ] {
        let site = site(yml, &format!("# T\n\nLorem (1) ipsum.\n{{ .annotate }}\n\n1.  {item}\n"));
        site.migrate();
        let built = site.build();
        let main = built.main("index.html");
        assert!(!built.stderr().contains("P0505"), "{item}\n{}", built.stderr());
        assert!(main.contains(shown), "{item}\n{main}");
    }
}

#[test]
fn styles_become_classes_of_the_book() {
    let yml = "site_name: S\nmarkdown_extensions:\n  - attr_list\n  - pymdownx.emoji\n";
    let text = "# T\n\n![i](i.png){: style=\"height:50px;width:150px\" }\n\n## H { style=\"margin-bottom: 0\" #own }\n\n\
                *a*{ style='color: var(--md-accent-fg-color)' class=\"b\" }, :smile:{ style=\"color: #EF5350\" }, *x*{ style=\"color: var(--md-code-hl-color)\" }\n\n\
                [t](#t){ title=\"a style=x:1 b\" style=\"color: red\" }\n\nText.\n{ style=\"display: inline\" }\n\n`{ style=\"color: red\" }`\n";
    let site = site(yml, text);
    let run = site.migrate();
    assert!(run.stdout.contains("0 faults"), "{}", run.stdout);
    let sheet = site.read("theme/site.css");
    let class = |declared: &str| {
        let rule =
            sheet.split("\n\n").find(|rule| rule.contains(declared)).unwrap_or_else(|| panic!("{sheet}"));
        rule.split(['.', ' ']).find(|name| name.starts_with("style-")).unwrap().to_owned()
    };
    let (size, bottom, accent) = (
        class("height: 50px;\n    width: 150px;"),
        class("margin-bottom: 0;"),
        class("color: var(--links);"),
    );
    let (red, inline) = (class("color: red;"), class("display: inline;"));
    assert!(sheet.contains(&format!("\nmain .{red}.{red} {{\n    color: red;\n}}\n")), "{sheet}");
    let page = site.read("src/index.md");
    for now in [
        format!("{{:  .{size} }}"),
        format!("{{  #own .{bottom} }}"),
        format!("{{  class=\"b\" .{accent} }}"),
        format!("{{ title=\"a style=x:1 b\"  .{red} }}"),
        "*x*{ style=\"color: var(--md-code-hl-color)\" }".to_owned(),
        "`{ style=\"color: red\" }`".to_owned(),
    ] {
        assert!(page.contains(&now), "{now}\n{page}");
    }
    assert!(site.read("book.toml").contains("additional-css = [\"theme/site.css\""));
    let main = site.build().main("index.html");
    for shown in [
        size,
        format!("<h2 id=\"own\" class=\"{bottom}\">"),
        format!("<em class=\"b {accent}\">"),
        format!("title=\"a style=x:1 b\" class=\"{red}\""),
        inline,
    ] {
        assert!(main.contains(&shown), "{shown}\n{main}");
    }
}

#[test]
fn names_in_addresses_are_no_mail() {
    let yml = "site_name: S\nmarkdown_extensions:\n  - pymdownx.magiclink\n";
    let text = "# T\n\nssh://git@github.com/x docs/me@example.org a@b@c.org, me@example.org\n";
    let site = site(yml, text);
    site.migrate();
    assert_eq!(site.read("src/index.md"), text.replace(", me@example.org", ", <me@example.org>"));
}
