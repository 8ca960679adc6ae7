//! `migrate mkdocs` where text once changed without a word: each test is a kind, with several members. Every run compares
//! the book with what MkDocs shows, and finds nothing.

use std::fs;

use crate::migrate::Site;
use crate::support::{copy_tree, shared};

const MATERIAL: &str = "site_name: S\ntheme:\n  name: material\nmarkdown_extensions:\n  - abbr\n  - admonition\n  - attr_list\n  - def_list\n  - footnotes\n  - md_in_html\n  - tables\n  - pymdownx.arithmatex:\n      generic: true\n  - pymdownx.caret\n  - pymdownx.details\n  - pymdownx.emoji\n  - pymdownx.keys\n  - pymdownx.mark\n  - pymdownx.superfences\n  - pymdownx.tabbed:\n      alternate_style: true\n  - pymdownx.tasklist\n  - pymdownx.tilde\n";

/// The only page of a site, as readers get it, and what the run said.
fn page(text: &str) -> (String, String) {
    let site = Site::new(&[("mkdocs.yml", MATERIAL), ("docs/index.md", text)]);
    let run = site.migrate();
    assert!(matches!(run.code, Some(0 | 1)), "{}\n{}", run.stdout, run.stderr);
    (site.build().main("index.html"), run.stdout)
}

/// Each page has each of its parts in the book, and the audit is content.
fn all_have(cases: &[(&str, &[&str])]) {
    for (text, parts) in cases {
        let (main, said) = page(text);
        assert!(said.contains("1 page compared with what MkDocs shows: 0 faults"), "{text}\n{said}\n{main}");
        for part in *parts {
            assert!(main.contains(part), "{text}\nhas no {part}\n{main}");
        }
    }
}

#[test]
fn prices_are_no_mathematics() {
    all_have(&[
        (
            "# P\n\n| Option | Price | When |\n|---|---|---|\n| **Shared** | $$ | always |\n| **Own** | $$$ | teams |\n| **Cloud** | $ | begin |\n\nA room costs $$ here and $$$ there.\n",
            &[
                "<td><strong>Shared</strong></td><td>$$</td><td>always</td>",
                "<td>$$$</td>",
                "costs $$ here and $$$ there",
            ],
        ),
        ("# P\n\n- costs $5\n- costs $6\n\nIt is $5 or $6.\n", &["<li>costs $5</li>", "It is $5 or $6."]),
        ("# P\n\nOne $ here.\n\nAnother $ there, `$x$` and `$`.\n", &["One $ here.", "<code>$x$</code>"]),
        ("# P\n\n| a | b |\n|---|---|\n| $x | y$ |\n", &["<td>$x</td><td>y$</td>"]),
    ]);
    let (main, _) = page(
        "# P\n\n$$\na_1 * b\n$$\n\nInline $x_1$ and \\(y\\). It costs $$ here and $$ there.\n\n- $z$\n\n| $a$ |\n|---|\n| $b|c$ |\n",
    );
    for part in [
        "$$\na_1 * b\n$$",
        "\\(x_1\\)",
        "\\(y\\)",
        "<li>\\(z\\)</li>",
        "<th>\\(a\\)</th>",
        "$<span></span>$ here",
    ] {
        assert!(main.contains(part), "no {part}\n{main}");
    }
}

#[test]
fn fences_end_where_mkdocs_ends_them() {
    all_have(&[
        (
            "# P\n\n```\n!!! example\n\n    ``` markdown\n    * Sed\n    ```\n```\n\n!!! note\n\n    Text.\n",
            &["!!! example\n\n    ``` markdown\n    * Sed\n    ```\n</code>", "<p>Text.</p>"],
        ),
        (
            "# P\n\n!!! example \"S\"\n    ```yaml\n    a: 1\n\n```\n\n## Next step\n\nText with **bold**.\n",
            &["id=\"next-step\"", "<strong>bold</strong>"],
        ),
        ("# P\n\nText.\n\n```\n", &["<p>```</p>"]),
        ("# P\n\n```\na\n````\nb\n```\n\nAfter.\n", &["a\n````\nb\n</code>", "<p>After.</p>"]),
        ("# P\n\n- a\n\n    ```\n    b\n    ```\n\n    c\n", &["<code>b\n</code>", "<p>c</p>"]),
        ("# P\n\n> ```\n> a\n> ```\n>\n> b\n", &["<code>a\n</code>", "<p>b</p>"]),
        ("# P\n\n```\n\n```py\na\n```\n\n*b*\n", &["<em>b</em>"]),
        // Code ends a list to CommonMark only.
        (
            "# P\n\n1. a\n2. b\n  ```\n  c\n  ```\nText.\n3. d\n4. e\n",
            &["<code>c\n</code>", "<p>Text.</p>\n<ol start=\"3\">\n<li>d</li>\n<li>e</li>"],
        ),
        // A line that is indented too far ends no block of CommonMark's.
        (
            "# P\n\n```md\n```sh\na\n```\n\n```\n\n## Next\n\n!!! note\n    ```md\n    b\n    ```\n",
            &["id=\"next\"", "<code class=\"language-md\">b\n</code>"],
        ),
    ]);
}

#[test]
fn raw_html_goes_on_to_its_end_tag() {
    all_have(&[
        (
            "# P\n\n<div class=\"panel\">\n    <div class=\"row\">\n        <label>Load</label>\n\n        <button class=\"go\">Run</button>\n    </div>\n\n    <p>Below</p>\n</div>\n\nAfter.\n",
            &["<button class=\"go\">Run</button>", "<p>Below</p>", "<p>After.</p>"],
        ),
        (
            "# P\n\n<table>\n<tr>\n\n    <td>a</td>\n\n</tr>\n</table>\n*After.*\n",
            &["<td>a</td>", "<em>After.</em>"],
        ),
        (
            "# P\n\n<div>\n<pre>\na\n\n    b\n</pre>\n</div>\n\nAfter.\n",
            &["a\n", "    b\n</pre>", "<p>After.</p>"],
        ),
        (
            "# P\n\n<details>\n<summary>S</summary>\n\n    <p>in</p>\n\n</details>\n\n**b**\n",
            &["<p>in</p>", "<strong>b</strong>"],
        ),
        ("# P\n\n<!-- a\n\n    b\n\n-->\n\nAfter.\n", &["<p>After.</p>"]),
        ("# P\n\n<div markdown>\n\n**a**\n\n</div>\n", &["<strong>a</strong>"]),
    ]);
}

#[test]
fn raw_html_in_boxes_and_items_stays_html() {
    all_have(&[
        (
            "# P\n\n!!! note\n    <div>\n        <p>\n            Some text.\n        </p>\n    </div>\n",
            &["<p>\n        Some text.\n    </p>"],
        ),
        (
            "# P\n\n!!! note\n    <table>\n        <tr>\n            <td><a href=\"x.html\">y</a></td>\n        </tr>\n    </table>\n",
            &["<td><a href=\"x.html\">y</a></td>"],
        ),
        (
            "# P\n\n- a\n\n    <table>\n        <tr>\n            <td>*x*</td>\n            <td>z</td>\n        </tr>\n    </table>\n",
            &["<em>x</em>", "<td>z</td>"],
        ),
        (
            "# P\n\n=== \"T\"\n\n    <div data-x=\"a > b\">*x*\n        <p>\n            y `z`\n        </p>\n    </div>\n",
            &["data-x=\"a &gt; b\"", "<em>x</em>", "<code>z</code>"],
        ),
        (
            "# P\n\n!!! note\n    <div>\n        **x**\n\n    </div>\n\n    y\n",
            &["<strong>x</strong>", "<p>y</p>"],
        ),
        (
            "# P\n\n!!! note\n    <div>\n        <pre>\n    a *b*\n        </pre>\n    </div>\n",
            &["<pre>\na *b*\n    </pre>"],
        ),
    ]);
}

#[test]
fn raw_html_around_a_fence_stays_html() {
    all_have(&[
        (
            "# P\n\n<div>\n    <div>\n```js\na\n```\n    </div>\n    <p>b</p>\n</div>\n\nAfter.\n",
            &["a\n</code>", "<p>b</p>", "<p>After.</p>"],
        ),
        (
            "# P\n\n<div>\n        <div>\n    ```js\n    a\n    ```\n\n        <p>b</p>\n\n    ```js\n    c\n    ```\n        </div>\n</div>\n\nAfter.\n",
            &["a\n</code>", "<p>b</p>", "c\n</code>", "<p>After.</p>"],
        ),
    ]);
}

#[test]
fn lines_below_paragraphs_are_rules() {
    all_have(&[
        ("# P\n\nFirst line\nsecond line\n---\n\nMore.\n", &["<p>First line\nsecond line</p>\n<hr>"]),
        ("# P\n\n> a\n> b\n> ---\n> c\n", &["<hr>"]),
        ("# P\n\na\nb\n===\n\nc\n", &["===</p>"]),
        ("# P\n\nTitle\n---\n\nText.\n", &["<h2 id=\"title\">"]),
        ("# P\n\n#Tight\n\nText.\n", &["Tight</a></h1>"]),
    ]);
}

#[test]
fn code_in_lists_has_the_columns_of_its_author() {
    all_have(&[
        ("# P\n\n- a\n\n        make all\n          more\n", &["<code>make all\n  more\n</code>"]),
        ("# P\n\n1. a\n\n        make all\n\n        more\n", &["<code>make all\n\nmore\n</code>"]),
        ("# P\n\n-   a\n\n        make\n", &["<code>make\n</code>"]),
        ("# P\n\n- a\n    - b\n\n            make\n              more\n", &["<code>make\n  more\n</code>"]),
        ("# P\n\n1. a\n\n    - b\n\n            make\n", &["<code>make\n</code>"]),
        ("# P\n\n  2.  a\n\n    ```\n    make\n    ```\n\n    b\n", &["<code>make\n</code>"]),
        ("# P\n\n!!! note\n    - a\n\n            make\n", &["<code>make\n</code>"]),
        (
            "# P\n\n- a\n\n    !!! note\n\n            make\n              more\n",
            &["<code>make\n  more\n</code>"],
        ),
        ("# P\n\n1. a\n\n    === \"T\"\n\n            make\n", &["<code>make\n</code>"]),
        ("# P\n\n- a\n\n    >     make\n", &["<code>make\n</code>"]),
    ]);
}

#[test]
fn cells_lists_and_keys_are_those_of_mkdocs() {
    all_have(&[
        (
            "# P\n\n| T | M |\n|---|---|\n| `s|null` | last |\n",
            &["<td><code>s|null</code></td><td>last</td>"],
        ),
        (
            "# P\n\n[1.0](#v1.0)\n\n## 1.0 { id=\"v1.0\" }\n\n## 3.0 {: id=v3 }\n",
            &["<h2 id=\"v1.0\">", "<h2 id=\"v3\">"],
        ),
        ("# P\n\nHello :man_raising_hand: and :backpack:\n", &["🙋‍♂️ and 🎒"]),
        ("# P\n\n++ctrl+backtick++ and ++backslash++ *x*\n", &["<kbd>`</kbd>", "<em>x</em>"]),
    ]);
}

#[test]
fn references_and_comments_are_read_as_mkdocs_does() {
    all_have(&[
        (
            "# P\n\n[a] [b] and [b]\n[a].\n\n[a]: https://a.example\n[b]: https://b.example\n",
            &["<a href=\"https://b.example\">a</a>", "<a href=\"https://a.example\">b</a>"],
        ),
        (
            "# P\n\n[a]\n\n[a]: https://first.example\n\n[a]: https://last.example\n",
            &["https://last.example"],
        ),
        (
            "# P\n\n!!! tip \"See [a] first\"\n\n    Text.\n\n[a]: https://a.example\n",
            &["<a href=\"https://a.example\">a</a>"],
        ),
        ("# P\n\nText[^1].\n\n[^1]:\n  The note.\n\nMore.\n", &["The note."]),
        (
            "# P\n\n<!-- x --> Text with **bold**.\n\n- <!-- y --> *item*\n",
            &["<strong>bold</strong>", "<em>item</em>"],
        ),
        ("# P\n\n<small>\n  *a* text\n</small>\n", &["<em>a</em> text"]),
        ("# P\n\n<!-- term -->\n\n:   Text\n\n    ```\n    code\n    ```\n", &["<code>code\n</code>"]),
        ("# P\n\n``` py title=\"a, b\"\ncode\n```\n", &["a, b", "code"]),
    ]);
}

#[test]
fn addresses_may_have_spaces() {
    let text = "# P\n\n[a](b c.md) ![i](my pic.png) [q *r*](b c.md \"T\") [z](b%20c.md) text (a b.md) [d](b c/index d.md)\n\n- [a](b c.md#x)\n\n!!! note\n    [n](b c.md)\n\n`[a](b c.md)`\n";
    let site =
        Site::new(&[("mkdocs.yml", MATERIAL), ("docs/index.md", text), ("docs/b c.md", "# B\n\n## X\n")]);
    site.file("docs/my pic.png", b"x");
    let run = site.migrate();
    assert!(run.stdout.contains("2 pages compared with what MkDocs shows: 0 faults"), "{}", run.stdout);
    let main = site.build().main("index.html");
    for part in [
        "<a href=\"b c.html\">a</a>",
        "src=\"my pic.png\"",
        "<a href=\"b c.html\" title=\"T\">q <em>r</em></a>",
        "text (a b.md)",
        "<li><a href=\"b c.html#x\">a</a></li>",
        "<a href=\"b c.html\">n</a>",
        "<code>[a](b c.md)</code>",
    ] {
        assert!(main.contains(part), "{part}\n{main}");
    }
}

#[test]
fn fences_below_text_are_code_wherever_they_start() {
    all_have(&[
        ("# P\n\nText\n    ```\n    a\n      b\n    ```\nmore\n", &["<code>a\n  b\n</code>", "more"]),
        ("# P\n\na\n    b\n        ```\n        c\n        ```\n", &["<code>c\n</code>"]),
        ("# P\n\n- Step:\n      ```sh\n      a\n      ```\n- b\n", &["a\n</code>", "<li>"]),
        ("# P\n\n!!! note\n    Text\n        ```\n        a\n        ```\n", &["<code>a\n</code>"]),
    ]);
}

#[test]
fn more_signs_than_six_are_a_heading_and_tables_below_text_are_named() {
    all_have(&[("# P\n\n####### seven\n\nText.\n", &["<h6", "# seven"])]);
    let (main, _) = page("# P\n\nText\n| c |\n|---|\n| d |\n");
    assert!(main.contains("<td>d</td>"), "{main}");
    let (_, said) = page("# P\n\nText\n| c |\n|---|\n| d |\n");
    assert!(said.contains("0 faults"), "{said}");
}

#[test]
fn what_the_site_has_no_extension_for_is_named() {
    let site = Site::new(&[
        ("mkdocs.yml", "site_name: S\n"),
        ("docs/index.md", "# P\n\n!!! note\n    Text.\n\n++ctrl++ :smile:\n"),
    ]);
    let run = site.migrate();
    assert_eq!(run.code, Some(0), "{}", run.stdout);
    let report = site.read("migration-report.md");
    assert!(report.contains("| admonitions | 1 |") && report.contains("| keys | 1 |"), "{report}");
}

#[test]
fn titles_come_from_the_navigation_first() {
    let site = Site::new(&[
        (
            "mkdocs.yml",
            "site_name: S\nnav:\n  - Home: index.md\n  - Name server records: ns.md\n  - Own title: own.md\n  - heading.md\n  - matter.md\n",
        ),
        ("docs/index.md", "# Home\n\n[a](ns.md)\n"),
        ("docs/ns.md", "## First part\n\nText.\n"),
        ("docs/own.md", "---\ntitle: Of the page\n---\n\nText.\n"),
        ("docs/heading.md", "# Of the heading\n\nText.\n"),
        ("docs/matter.md", "---\ntitle: Of the matter\n---\n\nText.\n"),
    ]);
    let run = site.migrate();
    assert_eq!(run.code, Some(0), "{}", run.stdout);
    assert!(site.read("src/ns.md").starts_with("# Name server records\n\n## First part"));
    let summary = site.read("src/SUMMARY.md");
    for line in [
        "[Name server records](ns.md)",
        "[Own title](own.md)",
        "[Of the heading](heading.md)",
        "[Of the matter](matter.md)",
    ] {
        assert!(summary.contains(line), "{summary}");
    }
    let built = site.build();
    assert!(built.main("own.html").contains("Own title"), "{}", built.main("own.html"));
    assert!(built.main("matter.html").contains("Of the matter"));
}

#[test]
fn posts_are_where_the_blog_served_them() {
    let post = "---\ndate: 2024-03-05\ncategories: [News]\n---\n\n# We are open\n\nShort.\n\n<!-- more -->\n\nLong.\n";
    let named = "---\ndate:\n  created: 2023-11-30\nslug: own\n---\n\n# Other\n\nText.\n";
    let dash = "---\ndate: 2024-05-06\n---\n\n# A &mdash; B & `c` D\n";
    let draft = "---\ndate: 2024-01-01\ndraft: true\n---\n\n# Draft\n";
    let files = |yml: &'static str| {
        Site::new(&[
            ("mkdocs.yml", yml),
            (
                "docs/index.md",
                "# Home\n\n[first](blog/posts/first.md) [served](blog/2024/03/05/we-are-open/)\n",
            ),
            ("docs/blog/index.md", "# Blog\n"),
            ("docs/blog/posts/first.md", post),
            ("docs/blog/posts/2023/second.md", named),
            ("docs/blog/posts/draft.md", draft),
            ("docs/blog/posts/dash.md", dash),
        ])
    };
    let nav = "nav:\n  - Home: index.md\n  - Blog:\n    - blog/index.md\n";
    let yml: &'static str =
        Box::leak(format!("site_name: L\nplugins:\n  - search\n  - blog\n{nav}").into_boxed_str());
    let site = files(yml);
    site.migrate();
    let toml = site.read("book.toml");
    for line in ["\"/blog/category/news/index.html\" = ", "\"/blog/archive/2024/index.html\" = "] {
        assert!(toml.contains(line), "{line}\n{toml}");
    }
    assert!(!toml.contains("posts/first") && !toml.contains("draft"), "{toml}");
    for (file, text, key) in [
        ("first", post, "redirect_from: [blog/2024/03/05/we-are-open/]\n"),
        // All days stand where most do, so that a list can sort by them.
        ("2023/second", &named.replace("\n  created:", ""), "redirect_from: [blog/2023/11/30/own/]\n"),
        ("dash", dash, "redirect_from: [blog/2024/05/06/a-mdash-b--c-d/]\n"),
        ("draft", draft, ""),
    ] {
        let with_key = text.replacen("\n---\n", &format!("\n{key}---\n"), 1);
        assert_eq!(site.read(&format!("src/blog/posts/{file}.md")), with_key);
    }
    let summary = site.read("src/SUMMARY.md");
    assert!(summary.contains("- [We are open](blog/posts/first.md)"), "{summary}");
    assert!(
        site.read("src/index.md").contains("[served](blog/posts/first.md)"),
        "{}",
        site.read("src/index.md")
    );
    let built = site.build();
    let redirect = built.html("blog/2024/03/05/we-are-open/index.html");
    assert!(redirect.contains("first.html"), "{redirect}");

    let yml: &'static str = Box::leak(
        format!("site_name: L\nuse_directory_urls: false\nplugins:\n  - material/blog:\n      post_url_format: \"{{categories}}/{{date}}-{{slug}}\"\n      post_url_date_format: yyyy\n      archive: false\n{nav}")
            .into_boxed_str(),
    );
    let site = files(yml);
    site.migrate();
    let toml = site.read("book.toml");
    assert!(site.read("src/blog/posts/first.md").contains("[blog/news/2024-we-are-open.html]"));
    assert!(!toml.contains("archive") && !toml.contains("folder-redirects"), "{toml}");
}

/// Only the plain form moves: comments, anchors and brackets stay as they are.
#[test]
fn days_of_posts_in_other_forms_stay() {
    let dates = [
        "date: {\n  created: 2024-01-06\n  }",
        "date: # keep me\n  created: 2024-01-06",
        "date: &d\n  created: 2024-01-06",
        "date:\n  # keep me\n  created: 2024-01-06",
        "date:\n  created: &d 2024-01-06",
    ];
    for date in dates {
        let post = format!("---\n{date}\n---\n\n# Other\n\nText.\n");
        let plain = "---\ndate: 2024-03-05\n---\n\n# Plain\n\nText.\n";
        let site = Site::new(&[
            ("mkdocs.yml", "site_name: L\nplugins: [blog]\n"),
            ("docs/blog/index.md", "# Blog\n"),
            ("docs/blog/posts/a.md", plain),
            ("docs/blog/posts/b.md", plain),
            ("docs/blog/posts/c.md", &post),
        ]);
        site.migrate();
        let page = site.read("src/blog/posts/c.md");
        assert!(page.starts_with(&format!("---\n{date}\n")), "{page}");
    }
}

/// The page of an author lists their posts, ten to a page, unless a setting says otherwise.
#[test]
fn pages_of_authors_lead_to_the_blog() {
    let blog = |more: &str| format!("site_name: S\nplugins:\n  - blog:\n      archive: false\n{more}");
    let post = |day: usize| format!("---\ndate: 2024-03-0{day}\nauthors: [ann, bo]\n---\n\n# P{day}\n");
    let addresses = |more: &str| {
        let site = Site::new(&[
            ("mkdocs.yml", &blog(more)),
            ("docs/index.md", "# Home\n"),
            ("docs/blog/index.md", "# Blog\n"),
            (
                "docs/blog/.authors.yml",
                "authors:\n  ann:\n    name: Ann\n  bo:\n    name: Bo\n    slug: robert\n",
            ),
        ]);
        (1..=3).for_each(|day| site.file(&format!("docs/blog/posts/{day}.md"), post(day).as_bytes()));
        site.migrate();
        let toml = site.read("book.toml");
        let lines =
            toml.lines().filter(|line| line.starts_with("\"/")).filter_map(|line| line.split('"').nth(1));
        lines.map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(addresses(""), [""; 0]);
    let on = "      authors_profiles: true\n";
    assert_eq!(addresses(on), ["/blog/author/ann/index.html", "/blog/author/robert/index.html"]);
    let paged = format!(
        "{on}      authors_profiles_pagination_per_page: 2\n      authors_profiles_url_format: by/{{slug}}\n"
    );
    assert_eq!(
        addresses(&paged),
        [
            "/blog/by/ann/index.html",
            "/blog/by/ann/page/2/index.html",
            "/blog/by/robert/index.html",
            "/blog/by/robert/page/2/index.html"
        ]
    );
    assert_eq!(
        addresses(&format!("{on}      authors_profiles_url_format: by/{{name}}\n")),
        ["/blog/by/Ann/index.html", "/blog/by/Bo/index.html"]
    );
    assert_eq!(addresses(&format!("{on}      authors: false\n")), [""; 0]);
}

/// They go along when the page moves, and `book.toml` stays short. All else of the front matter stays as it was.
#[test]
fn old_addresses_stand_in_the_front_matter_of_their_page() {
    let maps = "        a.md: plain.md\n        b.md: own.md\n        c/index.md: own.md\n        d.md: own.md#part\n        \
                e.md: lines.md\n        f.md: names.md\n        g.md: one.md\n        h.html: crlf.md\n        i.md: bad.md\n        \
                \"j k.md\": own.md\n        \"l: m.md\": colon.md\n        n o.md: lines.md\n        \
                p.md: many.md\n        \"q: q.md\": many.md\n        r.md: many.md\n";
    let yml = format!("site_name: S\nplugins:\n  - redirects:\n      redirect_maps:\n{maps}");
    let crlf = "\u{feff}---\r\ntitle: \"T\" # mine\r\n---\r\n# T\r\n";
    let site = Site::new(&[
        ("mkdocs.yml", &yml),
        ("docs/index.md", "# Home\n"),
        ("docs/plain.md", "# Plain\n"),
        ("docs/own.md", "---\ntags:  [x]   # mine\n---\n# Own\n\n## Part\n"),
        ("docs/lines.md", "---\naliases:\n- /old/lines/  # first\nx-b: 1\n---\n# Lines\n"),
        ("docs/names.md", "---\nredirect_from: []\n---\n# Names\n"),
        ("docs/one.md", "---\nalias: /very/old/\n---\n# One\n"),
        ("docs/crlf.md", crlf),
        ("docs/bad.md", "---\ntitle: a: b\n---\n# Bad\n"),
        ("docs/colon.md", "---\ntags: [x]\n---\n# Colon\n"),
        ("docs/many.md", "---\ntags: [x]\n---\n# Many\n"),
    ]);
    site.migrate();
    for (file, text) in [
        ("plain", "# Plain\n"),
        ("own", "---\ntags:  [x]   # mine\nredirect_from: [b/, c/, \"/j k/\"]\n---\n# Own\n\n## Part\n"),
        ("lines", "---\naliases:\n- /old/lines/  # first\n- e/\n- \"/n o/\"\nx-b: 1\n---\n# Lines\n"),
        ("names", "---\nredirect_from: [f/]\n---\n# Names\n"),
        ("one", "---\nalias: /very/old/\n---\n# One\n"),
        ("crlf", "\u{feff}---\r\ntitle: \"T\" # mine\r\nredirect_from: [h.html]\r\n---\r\n# T\r\n"),
        ("bad", "---\ntitle: a: b\nredirect_from: [i/]\n---\n# Bad\n"),
        ("colon", "---\ntags: [x]\n---\n# Colon\n"),
        // One that cannot be said leaves the others where they are.
        ("many", "---\ntags: [x]\nredirect_from: [p/, r/]\n---\n# Many\n"),
    ] {
        assert_eq!(site.read(&format!("src/{file}.md")), text);
    }
    let toml = site.read("book.toml");
    let table = toml.split("[output.html.redirect]\n").nth(1).unwrap().split("\n\n").next().unwrap();
    assert_eq!(
        table,
        "\"/a/index.html\" = \"../plain.html\"\n\"/d/index.html\" = \"../own.html#part\"\n\
         \"/g/index.html\" = \"../one.html\"\n\"/l: m/index.html\" = \"../colon.html\"\n\"/q: q/index.html\" = \"../many.html\""
    );
    let built = site.build();
    for (old, new) in [
        ("a/index.html", "../plain.html"),
        ("b/index.html", "../own.html"),
        ("c/index.html", "../own.html"),
        ("d/index.html", "../own.html#part"),
        ("e/index.html", "../lines.html"),
        ("n o/index.html", "../lines.html"),
        ("old/lines/index.html", "../../lines.html"),
        ("f/index.html", "../names.html"),
        ("g/index.html", "../one.html"),
        ("very/old/index.html", "../../one.html"),
        ("h.html", "crlf.html"),
        ("i/index.html", "../bad.html"),
        ("j k/index.html", "../own.html"),
    ] {
        let html = built.html(old).replace("&#x2f;", "/");
        assert!(html.to_lowercase().contains(&format!("url={new}\"")), "{old}: {html}");
    }
}

#[test]
fn one_switch_redirects_from_the_folder_of_each_page() {
    let site = Site::new(&[
        ("mkdocs.yml", "site_name: S\n"),
        ("docs/index.md", "# Home\n"),
        ("docs/a.md", "# A\n"),
        ("docs/b/index.md", "# B\n"),
        ("docs/b/c.md", "# C\n"),
    ]);
    site.migrate();
    let toml = site.read("book.toml");
    assert!(toml.contains("folder-redirects = true") && !toml.contains("[output.html.redirect]"), "{toml}");
    let built = site.build();
    assert!(built.html("a/index.html").contains("a.html"), "{}", built.html("a/index.html"));
    assert!(built.html("b/c/index.html").contains("c.html"));
    assert!(built.html("b/index.html").contains("<h1 id=\"b\">"), "a page of its own stays");
}

#[test]
fn keys_that_are_only_kept_stand_in_one_line() {
    let site = Site::new(&[
        ("mkdocs.yml", "site_name: S\n"),
        ("docs/index.md", "---\ncomments: true\nsocial: {a: b}\nzzz: 1\n---\n\n# Home\n"),
    ]);
    site.migrate();
    let toml = site.read("book.toml");
    assert!(toml.contains("keep = [\"comments\", \"social\", \"zzz\"]"), "{toml}");
    assert_eq!(site.build().stderr(), "");
}

#[test]
fn code_stays_as_it_was_written_whatever_moves_around_it() {
    // Each footnote takes a line away, before the code is looked at.
    let notes = "[^1]:\n    One.\n\n[^2]:\n    Two.\n\nText[^1] and[^2].\n";
    let code = "[^3]:\n    three\n<!-- a --> b\n[c] [d]\n<b>\nx";
    let shown = "[^3]:\n    three\n&lt;!-- a --&gt; b\n[c] [d]\n&lt;b&gt;\nx";
    let fenced = format!("# A\n\n```\n{code}\n```\n\n{notes}\n[d]: https://d.example\n");
    let indented =
        format!("# A\n\nText:\n\n    {}\n\n[d]: https://d.example\n", code.replace('\n', "\n    "));
    all_have(&[(&fenced, &[shown]), (&indented, &[shown])]);
}

#[test]
fn mathematics_in_tight_lists_is_one_in_each_item() {
    let yaml = "site_name: S\nmarkdown_extensions:\n  - pymdownx.arithmatex:\n      generic: true\n";
    let site = Site::new(&[("mkdocs.yml", yaml), ("docs/index.md", "# S\n\n- $$a$$\n- $$b - c$$\n- text\n")]);
    site.migrate();
    assert!(
        site.read("src/index.md").contains("- $$a$$\n- $$b - c$$\n- text\n"),
        "{}",
        site.read("src/index.md")
    );
}

#[test]
fn a_byte_order_mark_before_front_matter_moves_nothing() {
    let site = Site::new(&[
        ("mkdocs.yml", "site_name: S\n"),
        ("docs/index.md", "\u{feff}---\ntags: [a]\n---\n\u{c4}\u{c4}\u{c4} words\n"),
    ]);
    let run = site.migrate();
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""), "{}", run.stdout);
    assert!(
        !site.read("migration-report.md").contains("differ from"),
        "{}",
        site.read("migration-report.md")
    );
}

#[test]
fn what_concerns_the_whole_site_is_said_first() {
    let mut text = "# One\n".to_owned();
    (1..=29).for_each(|n| text.push_str(&format!("\n{{{{ value({n}) }}}}\n")));
    let yml = "site_name: S\nhooks:\n  - hooks/pages.py\nplugins:\n  - search\n  - macros\n";
    let site = Site::new(&[("mkdocs.yml", yml), ("docs/index.md", &text), ("hooks/pages.py", "")]);
    let run = site.migrate();
    assert_eq!(run.code, Some(1));
    let lines: Vec<&str> = run.stdout.lines().collect();
    let at = |part: &str| {
        lines.iter().position(|line| line.contains(part)).unwrap_or_else(|| panic!("{part}\n{}", run.stdout))
    };
    assert!(at("`hooks`") < at("29 macros") && at("`macros`") < at("29 macros"), "{}", run.stdout);
    assert!(lines.len() < 25, "{}", run.stdout);
    assert!(
        lines[at("29 macros")]
            .contains("`value` 29 (docs/index.md:3, docs/index.md:5, docs/index.md:7, ...)"),
        "{}",
        run.stdout
    );
    let report = site.read("migration-report.md");
    let heading = |title: &str| report.find(title).unwrap_or_else(|| panic!("{title}\n{report}"));
    assert!(
        heading("## The whole site") < heading("## Kinds") && heading("## Lost") < heading("## Page by page")
    );
    assert!(report.contains("line 59: `{{ value(29) }}`"), "{report}");
}

#[test]
fn a_page_of_the_built_site_may_hold_articles() {
    let site = Site::new(&[
        ("mkdocs.yml", MATERIAL),
        ("docs/index.md", "# P\n\n<article>\nOne.\n</article>\n\nThe text.\n"),
        (
            "html/index.html",
            "<article><h1>P</h1><article>One.</article><p>The text.</p></article><p>Foot</p>",
        ),
    ]);
    let run = site.run(&["site", "--out", "book", "--built", "site/html"]);
    assert!(run.stdout.contains("what MkDocs shows: 0 faults"), "{}", run.stdout);
}

#[test]
fn the_audit_names_what_differs() {
    let site = Site::new(&[
        ("mkdocs.yml", MATERIAL),
        ("docs/index.md", "# P\n\nOne.\n\nThe text.\n"),
        ("html/index.html", "<article><h1>P</h1><p>One.</p><p>Another text.</p></article>"),
    ]);
    let run = site.run(&["site", "--out", "book", "--built", "site/html"]);
    assert_eq!(run.code, Some(1), "{}", run.stdout);
    assert!(run.stdout.contains("Different, for a reason that is not known:"), "{}", run.stdout);
    assert!(run.stdout.contains("docs/index.md:5"), "{}", run.stdout);
}

#[test]
fn a_site_that_mkdocs_built_is_compared_with() {
    let site = Site::new(&[
        ("mkdocs.yml", MATERIAL),
        ("docs/index.md", "# P\n\nText of the page.\n"),
        ("docs/a.md", "# A\n\nB.\n"),
    ]);
    let page = |text: &str| {
        format!("<html><nav>x</nav><article class=\"md-content__inner\">{text}</article></html>")
    };
    site.file(
        "html/index.html",
        page("<h1 id=p>P<a class=\"headerlink\" href=\"#p\">#</a></h1><p>Text of a page.</p>").as_bytes(),
    );
    site.file("html/a/index.html", page("<h1>A</h1><p>B.</p>").as_bytes());
    let run = site.run(&["site", "--out", "book", "--built", "site/html"]);
    assert!(run.stdout.contains("2 pages compared with what MkDocs shows: 1 fault"), "{}", run.stdout);
    assert!(run.stdout.contains("docs/index.md:3  words: `a` is `the` in the book"), "{}", run.stdout);
}

/// The small inputs of real sites that once went wrong: nothing of them differs from what MkDocs shows.
#[test]
fn every_case_is_what_mkdocs_shows() {
    let Some(shared) = shared() else { return };
    let mut cases: Vec<_> =
        fs::read_dir(shared.join("cases/migrate")).unwrap().map(|case| case.unwrap().path()).collect();
    cases.retain(|case| case.join("mkdocs.yml").is_file());
    cases.sort();
    assert!(cases.len() >= 12, "{cases:?}");
    for case in cases {
        let site = Site::new(&[]);
        copy_tree(&case, &site.path("site")).unwrap();
        let run = site.migrate();
        assert!(
            run.stdout.contains("what MkDocs shows: 0 faults"),
            "{}\n{}{}",
            case.display(),
            run.stdout,
            run.stderr
        );
    }
}

#[test]
fn only_the_text_of_a_link_has_an_address_with_spaces() {
    for text in ["Write \\[a](b c) here.", "[x](index.md) or y](b c)", "Call f[0](b c), f] (b c)."] {
        let (main, said) = page(&format!("# P\n\n{text}\n"));
        let words = text.rsplit('(').next().unwrap();
        assert!(main.contains(&format!("({words}")), "{text}\n{said}\n{main}");
        assert!(!main.contains("<b"), "{text}\n{main}");
    }
}
