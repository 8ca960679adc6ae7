//! Members of the kinds that `migrate mkdocs` settles, each compared with what MkDocs shows: many pages of one site.

use crate::migrate::Site;

/// The extensions that most sites of Material have.
pub(crate) const EXTENSIONS: &str = "site_name: S\ntheme:\n  name: material\nmarkdown_extensions:\n  - abbr\n  - admonition\n  - attr_list\n  - def_list\n  - footnotes\n  - md_in_html\n  - tables\n  - pymdownx.arithmatex:\n      generic: true\n  - pymdownx.caret\n  - pymdownx.details\n  - pymdownx.emoji\n  - pymdownx.keys\n  - pymdownx.mark\n  - pymdownx.superfences\n  - pymdownx.tabbed:\n      alternate_style: true\n  - pymdownx.tasklist\n  - pymdownx.tilde\n";

const PLAIN: &str = "site_name: S\ntheme:\n  name: material\n";

/// What a page says, what its book shows, and the kinds that the report has of it.
pub(crate) type Member<'a> = (&'a str, &'a [&'a str], &'a [&'a str]);

/// Builds a site of all members: each page shows its parts, and the report, which is returned, names the kinds of each.
pub(crate) fn all_show(settings: &str, members: &[Member<'_>]) -> String {
    let site =
        Site::new(&[("mkdocs.yml", settings), ("docs/index.md", "# Home\n"), ("docs/b c.md", "# B\n")]);
    for (nth, (text, ..)) in members.iter().enumerate() {
        site.file(&format!("docs/p{nth}.md"), format!("# P\n\n{text}\n").as_bytes());
    }
    let run = site.migrate();
    assert!(run.stdout.contains("what MkDocs shows: 0 faults"), "{}\n{}", run.stdout, run.stderr);
    let report = site.read("migration-report.md");
    let built = site.build();
    for (nth, (text, parts, kinds)) in members.iter().enumerate() {
        let main = built.main(&format!("p{nth}.html"));
        for part in *parts {
            assert!(main.contains(part), "{text}\nhas no {part}\n{main}");
        }
        let own = report.split("### ").find(|own| own.starts_with(&format!("docs/p{nth}.md\n")));
        for kind in *kinds {
            assert!(own.is_some_and(|own| own.contains(kind)), "{text}\nno {kind}\n{own:?}");
        }
    }
    report
}

/// Python-Markdown asks for no letter or space beside a sign, where CommonMark does.
#[test]
fn emphasis_stands_beside_punctuation_marks() {
    let beside = ["emphasis beside a punctuation mark"].as_slice();
    let many = ["emphasis with a sign too many"].as_slice();
    all_show(
        EXTENSIONS,
        &[
            ("**Note:**text", &["<p><strong>Note:</strong>text</p>"], beside),
            (
                "中文**加粗。**中文和*斜体。*中",
                &["中文<strong>加粗。</strong>中文和<em>斜体。</em>中"],
                beside,
            ),
            ("a**(b)**c *d*", &["a<strong>(b)</strong>c <em>d</em>"], beside),
            ("**`x`**y *`z`*w", &["<strong><code>x</code></strong>y <em><code>z</code></em>w"], beside),
            ("**[link](index.md)**x", &["<strong><a href=\"index.html\">link</a></strong>x"], beside),
            ("| a |\n|---|\n| **b.**c |", &["<td><strong>b.</strong>c</td>"], beside),
            (
                "- **b.**c\n\n!!! note\n    **d.**e",
                &["<li><strong>b.</strong>c</li>", "<strong>d.</strong>e"],
                beside,
            ),
            ("> **b.**c", &["<strong>b.</strong>c"], beside),
            ("## **b.**c", &["<strong>b.</strong>c"], beside),
            ("[**a.**b](index.md) *c*", &["<strong>a.</strong>b</a> <em>c</em>"], beside),
            ("**Note:** text and **a**b", &["<strong>Note:</strong> text and <strong>a</strong>b"], &[]),
            (
                "snake_case_word and _a_b_ 2*3 and 4 * 5",
                &["snake_case_word and <em>a_b</em> 2*3 and 4 * 5"],
                &[],
            ),
            ("`**a.**b` and $**c.**d$ and \\**e.**f", &["<code>**a.**b</code>", "**e.**f"], &[]),
            ("**a*b**", &["<strong>a*b</strong>"], many),
            ("_foo *bar_ baz*", &["<em>foo *bar</em> baz*"], many),
            ("*args and **kwargs and *args", &["*args and **kwargs and *args"], &[]),
        ],
    );
}

#[test]
fn signs_of_the_author_stay_as_they_are() {
    all_show(
        EXTENSIONS,
        &[
            ("\"quoted\" 'single' -- --- ... it's", &["\"quoted\" 'single' -- --- ... it's"], &[]),
            (
                "a\\&b \\< c \\\" \\/ \\, \\%",
                &["a\\&amp;b \\&lt; c \\\" \\/ \\, \\%"],
                &["backslashes that MkDocs shows"],
            ),
            ("\\$5 \\^ \\~ \\: \\= \\* \\_ \\|", &["$5 ^ ~ : = * _ |"], &[]),
            ("`\\&` and $\\,$", &["<code>\\&amp;</code>"], &[]),
            (
                "The $HOME and $PATH variables, `$HOME`.",
                &["$HOME and $PATH variables, <code>$HOME</code>"],
                &[],
            ),
            ("between ~5 and 10~ of them", &["between ~5 and 10~ of them"], &["tildes around words"]),
            ("~~a b~~ and H~2~O", &["<del>a b</del> and H<sub>2</sub>O"], &[]),
            ("a:smile:b 12:30:45 a:o:b", &["a😄b 12:30:45 a:o:b"], &[]),
            (
                "++bracket-left++x++bracket-right++ ++fn++",
                &["<kbd>[</kbd></span>x<span", "<kbd>Fn</kbd>"],
                &[],
            ),
            ("++Ctrl+A++ ++backtick++", &["<kbd>Ctrl</kbd>"], &["keys by other names"]),
            (
                "<mailto:a@b.org> `<mailto:c@d.org>`",
                &[">a@b.org</a>", "<code>&lt;mailto:c@d.org&gt;</code>"],
                &[],
            ),
            (
                "Write ``<mailto:a@b.org>`` or `x\n<mailto:c@d.org>` here, `\\`<mailto:e@f.org>.",
                &["<code>&lt;mailto:a@b.org&gt;</code>", "x &lt;mailto:c@d.org&gt;</code>", ">e@f.org</a>"],
                &["addresses of mail"],
            ),
            ("[a](index.md \"a \"b\" c\")", &["title=\"a &quot;b&quot; c\">a</a>"], &[]),
            (
                "[a](index.md \"it's \"b\" c\")",
                &["<a href=\"index.html\" title=\"it&#39;s &quot;b&quot; c\">a</a>"],
                &[],
            ),
            (
                "[a](index.md 'it's \"b\" c')",
                &["<a href=\"index.html\" title=\"it&#39;s &quot;b&quot; c\">a</a>"],
                &[],
            ),
            (
                "[a](b c.md \"d (e) \"f\" g\") [h](b c.md \"i\")",
                &["<a href=\"b c.html\" title=\"d (e) &quot;f&quot; g\">a</a>", "title=\"i\">h</a>"],
                &["addresses with spaces", "titles with quotation marks"],
            ),
        ],
    );
    all_show(
        PLAIN,
        &[
            ("~~a~~ b", &["<del>a</del> b"], &["deleted text"]),
            ("\\: \\$ \\~ \\= \\^ \\| \\*", &["\\: \\$ \\~ \\= \\^ | *"], &["backslashes that MkDocs shows"]),
            ("{!index.md!}", &["{!index.md!}"], &[]),
        ],
    );
    all_show(
        "site_name: S\nmarkdown_extensions: [smarty]\n",
        &[("\"quoted\" -- it's", &["“quoted” – it’s"], &[])],
    );
}

#[test]
fn blocks_that_only_one_of_both_reads_are_kept_or_named() {
    all_show(
        EXTENSIONS,
        &[
            ("- a\n\n1. b", &["<ul>", "<ol>"], &["lists of two kinds"]),
            ("- a\n\ntext\n\n1. b", &["<ul>", "<ol>"], &[]),
            ("text\n\n ## H", &["<h2"], &["headings after spaces"]),
            ("## A {}\n\n## B { }", &[">A {}</a>", ">B { }</a>"], &[]),
            ("##A {}", &[">A {}</a></h2>"], &["headings without a space"]),
            (
                "* a\n* #57: b\n    * ##c\n\n> #d\n\n1. #e",
                &[">57: b</a></h1>", ">c</a></h2>", ">d</a></h1>", ">e</a></h1>"],
                &["headings without a space"],
            ),
            (
                "[a]: b%20c.md \"c \"d\" e\"\n\n[a] [b](b%20c.md \"x \\\"y\\\" \"z\"\")",
                &["title=\"c &quot;d&quot; e\"", "title=\"x &quot;y&quot; &quot;z&quot;\""],
                &["titles with quotation marks"],
            ),
            (
                "!!! note\n    $$\n    x *y* z\n    $$\n\n=== \"A\"\n    $$a$$",
                &["$$\nx *y* z\n$$", "$$a$$"],
                &["mathematics"],
            ),
            ("[b](.%2Fb%20c.md)", &["href=\"b%20c.html\""], &["links"]),
            ("![a](b.png){ width=75% align=right }\n\ntext", &["width=\"75%\""], &[]),
            ("## A {a, b}", &[">A</a>"], &[]),
            ("text\n\n<!-- never\n\nmore **b**", &["&lt;!-- never", "more <strong>b</strong>"], &[]),
            ("- <!-- never\n\nmore **b**", &["&lt;!-- never", "more <strong>b</strong>"], &[]),
            ("`a`\n`b`\n--\n\nc", &["<code>b</code>\n--</p>"], &[]),
            ("- a\n\n- b\n---\n\nc", &["<hr>"], &["rules below items"]),
            ("> a\n---\n\nb", &["<p>a</p>\n</blockquote>\n<hr>"], &["rules below quotes"]),
            ("| a |\n|---|\n| b |\n---\n\nc", &["<hr>"], &["rules below tables"]),
            (
                "## A {.c} ##\n\n## B { #own }#  \n\n## C {.d}\n\n    ## D {.e} ##\n\n## F {x} G #\n\n[y](#own)",
                &["class=\"c\"", "<h2 id=\"own\"", "class=\"d\"", "## D {.e} ##\n</code>", ">F {x} G</a>"],
                &["2 attributes before closing signs"],
            ),
            ("| a | b |\n|---|---|\n| c\\\\| d |", &["<td>c\\</td><td>d</td>"], &[]),
            ("| a | b |\n|---|---|\n| c \\\\\\| d | e |", &["<td>c \\| d</td><td>e</td>"], &[]),
            ("| a | b |\n|---|---|\n| c\\\\\\\\| d |", &["<td>c\\\\</td><td>d</td>"], &[]),
            ("- a\n\n    <pre>\n    x\n      y\n    </pre>", &["<pre>\nx\n  y\n</pre>"], &[]),
            ("1. a\n\n    <pre>x\n      y</pre>\n\n    b", &["<pre>x\n  y</pre>"], &[]),
            ("* a\n\n\t\tcode\n\t\t\tmore", &["<code>code\n    more\n</code>"], &[]),
            (
                "``` title=\"a b\"\n=== \"C\"\n\n    ``` c\n    x\n    ```\n```\n\n**b**",
                &["    ``` c\n    x\n    ```\n</code>", "<strong>b</strong>"],
                &[],
            ),
            (
                "*[BB]:\n    later\n*[AA's]: one and\nText two.\n*[AA]: one and\n        deep\n\nAA BB",
                &["<abbr title=\"later\">BB</abbr>", "<p>Text two.</p>", "<code>    deep"],
                &[],
            ),
            ("a[^1]\n\n[^1]: b", &["<sup"], &[]),
            ("!!! note\n    #H#x y\n\n    text", &[">H#x y</a></h1>"], &[]),
            ("=== \"T\"\n\n    ##H\n\n- a\n\n    ###I", &[">H</a></h2>", ">I</a></h3>"], &[]),
            ("!!! note\n<!-- c -->\n    ```py\n    x\n    ```", &["<code class=\"language-py\">x\n"], &[]),
        ],
    );
    all_show(PLAIN, &[("a[^1]\n\n[^1]: b", &["<sup"], &["footnotes"])]);
}

/// Python-Markdown takes the signs off first, whatever container the heading is in.
#[test]
fn closed_headings_in_containers_have_their_attributes() {
    let members = [
        "> ## H {#h} ##",
        "- ## H {#h} ##",
        "!!! note\n    ## H {#h} ##",
        "- a\n\n    ## H {#h .c} ## ",
        "> - ## H {#h} ##",
        "1. ##H {#h} ##",
        "> a\n> ## H {#h} ##",
        "=== \"T\"\n\n    ## H {#h} ##\n",
    ]
    .map(|text| format!("[x](#h)\n\n{text}"));
    let kinds = ["1 attributes before closing signs"].as_slice();
    let parts = ["<h2 id=\"h\"", ">H</a></h2>"].as_slice();
    let mut members: Vec<Member> = members.iter().map(|text| (text.as_str(), parts, kinds)).collect();
    // Code, and text that goes on.
    members.push(("- a\n\n        ## H {.c} ##", &["<code>## H {.c} ##"], &[]));
    members.push(("a\n    ## H {.c} ##", &["## H {.c} ##</p>"], &[]));
    let report = all_show(EXTENSIONS, &members);
    assert!(!report.contains("Wrong in the site already"), "{report}");
}

/// Lists of attributes that Markdown has no place for.
#[test]
fn attribute_lists_of_cells_and_items_are_those_of_a_span() {
    let lists = ["attribute lists of cells and items"].as_slice();
    all_show(
        EXTENSIONS,
        &[
            ("| a |\n|---|\n| b { .c } |", &["<td><span class=\"c\">b</span></td>"], lists),
            ("| A { .wide } |\n|---|\n| b |", &["<th><span class=\"wide\">A</span></th>"], lists),
            ("[x](#i)\n\n| a |\n|---|\n| b {: #i } |", &["<span id=\"i\">b</span>"], lists),
            (
                "| a |\n|---|\n| b { colspan=2 } |",
                &["<td>b</td>"],
                &["`{ colspan=2 }`: the book has no place for it"],
            ),
            ("| a |\n|---|\n| b {: style=\"color: red\" } |", &["<td><span class=\"style-color-"], lists),
            ("- a\n- b\n{: .c }", &["<li><span class=\"c\">b</span></li>"], lists),
            ("a\n:   b\n{: .c }", &["<span class=\"c\">b</span>"], lists),
            ("| a |\n|---|\n| set {a, b} |", &["<td>set {a, b}</td>"], &["braces in cells"]),
            ("| a |\n|---|\n| b {.x} {.y} |", &["<td>b {.x} {.y}</td>"], &[]),
            ("| a |\n|---|\n| `{ .c }` |", &["<code>{ .c }</code>"], &[]),
            ("| a |\n|---|\n| **b**{ .c } |", &["<strong class=\"c\">b</strong>"], &[]),
        ],
    );
}

#[test]
fn the_page_of_a_blog_lists_its_posts() {
    let yml = "site_name: S\ntheme:\n  name: material\nplugins: [blog]\n";
    let post = |date: &str, text: &str| format!("---\ndate: {date}\n---\n\n# Post of {date}\n\n{text}\n");
    let site =
        Site::new(&[("mkdocs.yml", yml), ("docs/index.md", "# Home\n"), ("docs/blog/index.md", "# Blog\n")]);
    for (name, date) in [("a", "2024-01-02"), ("b", "2024-02-01")] {
        let text = post(date, "Short *text*.\n\n<!-- more -->\n\nLong.");
        site.file(&format!("docs/blog/posts/{name}.md"), text.as_bytes());
    }
    let run = site.migrate();
    assert!(run.stdout.contains("0 faults"), "{}", run.stdout);
    let main = site.build().main("blog/index.html");
    let (newer, older) = (main.find("Post of 2024-02-01").unwrap(), main.find("Post of 2024-01-02").unwrap());
    assert!(newer < older && main.contains("Short text.") && !main.contains("Long."), "{main}");

    site.file("docs/other.md", b"---\ndate: 2024-03-01\n---\n\n# Other\n");
    std::fs::remove_dir_all(site.path("book")).unwrap();
    let run = site.migrate();
    // Where other pages have a day, too, the list is that of the folder.
    assert!(!run.stdout.contains("because of"), "{}", run.stdout);
    let list = "{{#patterns catalog view=list sort=-updated filter=\"updated:* path:blog/posts\"}}";
    assert!(site.read("src/blog/index.md").contains(list));
    let main = site.build().main("blog/index.html");
    assert!(main.contains("Post of 2024-02-01") && !main.contains("Other"), "{main}");

    // A filter cannot name this folder.
    site.file("mkdocs.yml", yml.replace("[blog]", "[{blog: {post_dir: \"{blog}/my posts\"}}]").as_bytes());
    std::fs::rename(site.path("site/docs/blog/posts"), site.path("site/docs/blog/my posts")).unwrap();
    std::fs::remove_dir_all(site.path("book")).unwrap();
    let run = site.migrate();
    assert!(run.stdout.contains("because of other pages like `other.md`"), "{}", run.stdout);
    assert!(!site.read("src/blog/index.md").contains("#patterns"));
}

#[test]
fn lines_of_an_included_file_are_counted_with_what_it_includes() {
    let yml = "site_name: S\nmarkdown_extensions:\n  - markdown_include.include:\n      base_path: inc\n";
    let site = Site::new(&[
        ("mkdocs.yml", yml),
        ("docs/index.md", "# P\n\n{!a.md!lines=2-4}\n\n{!b.md!lines=9}\n\n{!a.md!lines=x}\n"),
        ("inc/a.md", "A1\n{!b.md!}\nA3\n"),
        ("inc/b.md", "B1\nB2\n"),
    ]);
    let run = site.migrate();
    assert!(run.stdout.contains("`a.md`: its lines are no numbers"), "{}", run.stdout);
    assert_eq!(site.read("src/index.md"), "# P\n\nB1\nB2\nA3\n\nB2\n\n{!a.md!lines=x}\n");
}

/// What a link of a real site led to: a tab, and a file of the theme's folder. Its navigation named the environment.
#[test]
fn links_lead_to_tabs_and_to_files_of_the_theme() {
    let yml = "site_name: S\ntheme:\n  name: material\n  custom_dir: theme\nmarkdown_extensions:\n  - pymdownx.tabbed:\n      alternate_style: true\n      slugify: !!python/object/apply:pymdownx.slugs.slugify\n        kwds:\n          case: lower\nnav:\n  - !ENV [HOME_NAME, \"Start here\"]: index.md\n  - a.md\n";
    let site = Site::new(&[
        ("mkdocs.yml", yml),
        ("docs/index.md", "# Home\n\n[tab](a.md#second-tab) ![logo](img/logo.svg)\n"),
        ("docs/a.md", "# A\n\n=== \"First tab\"\n\n    a\n\n=== \"Second tab\"\n\n    b\n"),
        ("theme/img/logo.svg", "<svg/>\n"),
        ("theme/main.html", "{% extends %}\n"),
        ("theme/.icons/x.svg", "<svg/>\n"),
    ]);
    let run = site.migrate();
    assert!(run.stdout.contains("0 faults") && !run.stdout.contains("nothing is there"), "{}", run.stdout);
    assert!(!run.stdout.contains("there is no such heading"), "{}", run.stdout);
    assert!(site.read("src/SUMMARY.md").contains("[Start here](index.md)"));
    assert_eq!(site.read("src/img/logo.svg"), "<svg/>\n");
    assert!(!site.path("book/src/main.html").exists() && !site.path("book/src/.icons").exists());
    let main = site.build().main("a.html");
    assert_eq!((main.matches("<a id=").count(), main.matches("<a id=\"second-tab\"></a>").count()), (1, 1));
}

/// A box in a box is looked for in the text of the outer one, and not in its code.
#[test]
fn code_in_callouts_holds_none() {
    let settings = "site_name: S\nmarkdown_extensions: [callouts, pymdownx.superfences]\n";
    let code = ["&gt; TIP: code\n</code>"].as_slice();
    all_show(
        settings,
        &[
            ("NOTE: a\n```\n> TIP: code\n```", code, &["boxes of `callouts`"]),
            ("> NOTE: a\n> ```\n> > TIP: code\n> ```", code, &[]),
            ("> NOTE: a\n>\n>     > TIP: code", code, &[]),
            ("NOTE: a\n> TIP: b\n> ```\n> > NEW: code\n> ```", &["Tip", "&gt; NEW: code\n</code>"], &[]),
        ],
    );
}

#[test]
fn headings_of_saneheaders_have_a_space() {
    let settings = format!("{EXTENSIONS}  - pymdownx.saneheaders\n");
    let report =
        all_show(&settings, &[("#12 is closed\n\n- #a\n\n## B", &["<p>#12 is closed</p>", "#a"], &[])]);
    assert!(!report.contains("headings without a space") && !report.contains("nothing is known"), "{report}");
}
