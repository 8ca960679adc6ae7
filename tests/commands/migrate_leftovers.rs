//! `migrate mkdocs`: what plugins read beside the pages (lists of the navigation, tables of values, marks of parts), and small
//! things that were once unsaid.

use crate::migrate::Site;
use crate::migrate_members::{EXTENSIONS, all_show};

/// The chapters of a summary, each with its depth.
fn chapters(site: &Site) -> Vec<String> {
    let summary = site.read("src/SUMMARY.md");
    summary.lines().filter(|line| line.contains("](")).map(str::to_owned).collect()
}

const PAGES: &[(&str, &str)] = &[
    ("docs/index.md", "# Home\n"),
    ("docs/z.md", "# Z\n"),
    ("docs/a.md", "# A\n"),
    ("docs/guide/index.md", "# Guide\n"),
    ("docs/guide/one.md", "# One\n"),
    ("docs/guide/two.md", "# Two\n"),
    ("docs/api/x.md", "# X\n"),
    ("docs/api/deep/y.md", "# Y\n"),
];

fn with(more: &[(&str, &str)]) -> Site {
    let files: Vec<(&str, &str)> = PAGES.iter().chain(more).copied().collect();
    let site = Site::new(&files);
    let run = site.migrate();
    assert!(run.stdout.contains("0 faults"), "{}{}", run.stdout, run.stderr);
    site
}

/// The plugin literate-nav: lists in `SUMMARY.md`, folders with lists of their own, and patterns.
#[test]
fn lists_of_literate_nav_are_the_navigation() {
    let yml = "site_name: S\nexclude_docs: guide/SUMMARY.md\nplugins:\n  - literate-nav\n";
    let site = with(&[
        ("mkdocs.yml", yml),
        (
            "docs/SUMMARY.md",
            "# Contents\n\n- ignored\n\nText.\n\n* [Last](z.md)\n* [The guide](guide/)\n* Reference\n    * [Sign `x`](api/x.md)\n    * api/*/\n* *.md\n* [Web](https://example.org)\n",
        ),
        ("docs/guide/SUMMARY.md", "1. [Second](two.md)\n2. [First](one.md)\n3. *\n"),
    ]);
    let own: Vec<String> = chapters(&site)
        .into_iter()
        .filter(|line| !line.contains("summary-page") && !line.contains("SUMMARY"))
        .collect();
    assert_eq!(
        own,
        [
            "- [Last](z.md)",
            "- [The guide]()",
            "  - [Second](guide/two.md)",
            "  - [First](guide/one.md)",
            "  - [Guide](guide/index.md)",
            "- [Reference]()",
            "  - [Sign x](api/x.md)",
            "  - [Deep]()",
            "    - [Y](api/deep/y.md)",
            "- [Home](index.md)",
            "- [A](a.md)",
        ],
        "{}",
        site.read("src/SUMMARY.md")
    );
    let report = site.read("migration-report.md");
    assert!(report.contains("https://example.org: SUMMARY.md names pages only"), "{report}");
    assert!(!report.contains("write its order"), "{report}");

    // `nav` may name folders, whose order is in another file, and patterns.
    let yml = "site_name: S\nplugins:\n  - literate-nav:\n      nav_file: NAV.md\n      implicit_index: true\nnav:\n  - index.md\n  - Guide: guide/\n  - api/*\n";
    let nav = "Above.\n\n<!--nav-->\n\n- [Two](two.md)\n- [One](one.md)\n\nBelow.\n\n- none\n";
    let site = with(&[("mkdocs.yml", yml), ("docs/guide/NAV.md", nav)]);
    let own: Vec<String> = chapters(&site).into_iter().take(7).collect();
    assert_eq!(
        own,
        [
            "- [Home](index.md)",
            "- [Guide](guide/index.md)",
            "  - [Two](guide/two.md)",
            "  - [One](guide/one.md)",
            "- [X](api/x.md)",
            "- [Deep]()",
            "  - [Y](api/deep/y.md)",
        ],
        "{}",
        site.read("src/SUMMARY.md")
    );
}

/// Comments are none of the navigation, `tab_length` says what is below an item, and `**` is one folder.
#[test]
fn lists_of_literate_nav_are_read_as_python_markdown_reads_them() {
    let list = "* [Home](index.md)\n* Guide\n  * [One *1*][one]\n  * [Two\n    too](guide/two.md)\n* **/*.md\n\n<!--\n* [A](a.md)\n-->\n\n[one]: guide/one.md\n";
    let yml = "site_name: S\nplugins:\n  - literate-nav:\n      tab_length: 2\n";
    let site = with(&[("mkdocs.yml", yml), ("docs/SUMMARY.md", list)]);
    let own: Vec<String> = chapters(&site).into_iter().take(6).collect();
    assert_eq!(
        own,
        [
            "- [Home](index.md)",
            "- [Guide]()",
            "  - [One 1](guide/one.md)",
            "  - [Two too](guide/two.md)",
            "- [X](api/x.md)",
            "- [Guide](guide/index.md)",
        ],
        "{}",
        site.read("src/SUMMARY.md")
    );
}

/// What `nav` gives a title is left out by all of its patterns, those above too.
#[test]
fn patterns_of_nav_leave_out_what_it_gives_a_title() {
    let yml = "site_name: S\nplugins: [literate-nav]\nnav:\n  - '*.md'\n  - API: api/*\n  - Guide: [guide/*, Special: guide/one.md]\n  - Y: api/deep/y.md\n  - z.md\n";
    let site = with(&[("mkdocs.yml", yml)]);
    assert_eq!(
        chapters(&site),
        [
            "- [Home](index.md)",
            "- [A](a.md)",
            "- [API]()",
            "  - [X](api/x.md)",
            "- [Guide](guide/index.md)",
            "  - [Two](guide/two.md)",
            "  - [Special](guide/one.md)",
            "- [Y](api/deep/y.md)",
            "- [Z](z.md)",
        ],
        "{}",
        site.read("src/SUMMARY.md")
    );
    assert!(!site.read("migration-report.md").contains("stands in the navigation before"));
}

/// A section with a page of its own is one chapter, where the site has section-index.
#[test]
fn sections_with_a_page_are_one_chapter() {
    let list = "* [Intro](guide/index.md)\n    * [One](guide/one.md)\n* [A](a.md)\n";
    let yml = "site_name: S\nplugins: [literate-nav, section-index]\n";
    let site = with(&[("mkdocs.yml", yml), ("docs/SUMMARY.md", list)]);
    let own: Vec<String> = chapters(&site).into_iter().take(3).collect();
    assert_eq!(own, ["- [Intro](guide/index.md)", "  - [One](guide/one.md)", "- [A](a.md)"]);
}

/// Values of `include_yaml`, with and without a name; what is read later wins over `extra`.
#[test]
fn values_of_macros_come_from_tables_beside_the_site() {
    let yml = "site_name: S\nplugins:\n  - macros:\n      include_yaml:\n        - vars.yml\n        - data: data/more.yml\n        - none.yml\nextra:\n  release: old\n  own: kept\n";
    let page = "# P\n\n{{ release }}, {{ own }}, {{ data.list.name }}, {{ data }}, {{ gone }}, {{ flag }}\n\n{% set release = 1 %}\n";
    let site = with(&[
        ("mkdocs.yml", yml),
        ("vars.yml", "release: \"1.20.0\"\nflag: true\n"),
        ("data/more.yml", "list:\n  name: Ann\n"),
        ("docs/p.md", &page.replace("{% set release = 1 %}\n", "")),
        ("docs/q.md", page),
    ]);
    let text = site.read("src/p.md");
    assert!(text.contains("1.20.0, kept, Ann, {{ data }}, {{ gone }}, True"), "{text}");
    assert!(site.read("src/q.md").contains("{{ release }}, kept"), "a page may bind the name itself");
}

/// A line of `--expand` stands for all calls of a function.
#[test]
fn one_text_is_that_of_all_calls_of_a_function() {
    let yml = "site_name: S\nplugins: [macros]\n";
    let site = Site::new(&[
        ("mkdocs.yml", yml),
        ("docs/index.md", "# H\n\n{{ issue(253) }} and {{issue( \"7\" )}}, {{ issue(1, 2) }}\n"),
        ("../texts.json", "{\"issue($1)\": \"[I-$1](https://x.org/$1)\"}\n"),
    ]);
    let run = site.run(&["site", "--out", "book", "--expand", "texts.json"]);
    let text = site.read("src/index.md");
    assert!(
        text.contains("[I-253](https://x.org/253) and [I-7](https://x.org/7), {{ issue(1, 2) }}"),
        "{text}{}",
        run.stdout
    );
    assert!(run.stdout.contains("1 call stays as written"), "{}", run.stdout);
}

/// The marks of parts stand in no page of the site, in code neither; a `;` before one makes text of it.
#[test]
fn marks_of_parts_of_snippets_go() {
    let yml = "site_name: S\nmarkdown_extensions:\n  - pymdownx.superfences\n  - pymdownx.snippets:\n      base_path: docs\n";
    let page = "# P\n\n--8<-- [start:one]\n\nFirst.\n\n  --8<-- [ END : one ]\n\n```py\n# --8<-- [start:code]\nx = 1\n# -8<- [end:code]\n```\n\n;--8<-- [start:text]\n\n--8<-- [start]\n";
    let site = with(&[
        ("mkdocs.yml", yml),
        ("docs/p.md", page),
        ("docs/q.md", "# Q\n\n--8<-- \"p.md:one\"\n\n--8<-- \"p.md:gone\"\n"),
        ("docs/r.md", "# R\n\n--8<-- \"p.md:one\" \n"),
    ]);
    let report = site.read("migration-report.md");
    assert!(report.contains("- converted: 1 snippets before a space (line 3)"), "{report}");
    let text = site.read("src/p.md");
    let wanted = "# P\n\n\nFirst.\n\n\n```py\nx = 1\n```\n\n--8<-- [start:text]\n\n--8<-- [start]\n";
    assert_eq!(text, wanted);
    assert!(site.read("src/q.md").starts_with("# Q\n\n\nFirst.\n"), "{}", site.read("src/q.md"));
    assert!(site.read("migration-report.md").contains("wrong before: 1 snippets"));
}

/// Signs that MkDocs draws within words, and the book does not: each is named. What both draw is no difference.
#[test]
fn keys_and_emoji_in_words_are_named() {
    all_show(
        EXTENSIONS,
        &[
            ("Press ++a++b++c++ now.", &["<kbd>A</kbd>", "b++c++ now"], &["keys in words (line 3)"]),
            ("See x++a++b here.", &["x++a++b here"], &["keys in words"]),
            ("C++ and C++11 and ++i++ + ++j++", &["C++ and C++11"], &[]),
            ("See :smile::heart: here.", &["😄❤"], &[]),
            ("Call std::heart::x and A::key::B.", &["std::heart::x", "A::key::B"], &["2 emoji in words"]),
            (
                "| a | b |\n|---|---|\n| :material-close: | :material-check: |\n| x | :smile: |",
                &["<td>x</td>"],
                &[],
            ),
        ],
    );
}

/// Boxes after spaces, and blocks of pymdownx, in quotes.
#[test]
fn blocks_in_quotes_that_only_one_side_reads_are_named() {
    let settings = format!("{EXTENSIONS}  - pymdownx.blocks.caption\n");
    all_show(
        &settings,
        &[
            (">  !!! tip\n>\n>      inside", &["inside"], &["boxes after spaces (line 3)"]),
            ("> !!! tip\n>     inside", &["inside"], &["left: 1 admonitions"]),
            (
                "> ![x](b.png)\n> /// caption\n> Cap\n> ///",
                &["/// caption"],
                &["`/// caption` in a quote stays as written"],
            ),
        ],
    );
}

/// Text below tags in a quote, or at the start of an item, is text that MkDocs reads.
#[test]
fn text_below_tags_in_quotes_is_read() {
    let apart = ["tags in boxes and lists"].as_slice();
    all_show(
        EXTENSIONS,
        &[
            ("> <h3>v</h3>\n> _noun_\n> the *action*", &["<em>noun</em>\nthe <em>action</em>"], apart),
            ("- <h3>v</h3>\n  _noun_ [l](index.md)\n- b", &["<em>noun</em> <a href=\"index.html\">"], apart),
            (
                "!!! note\n    text\n\n    > <div>a</div>\n    > **b** `c`",
                &["<strong>b</strong> <code>c</code>"],
                apart,
            ),
            ("1. a\n\n    > <center>t</center>\n    > **b**\n\n    text", &["<strong>b</strong>"], apart),
            ("> <details>\n> <summary>S</summary>\n> **b**\n> </details>", &["<strong>b</strong>"], apart),
            ("> <div>a</div>\n> plain", &["plain"], &[]),
        ],
    );
}

/// Links that never end are looked at once: this took four times as long for twice as many.
#[test]
fn open_links_cost_no_more_than_they_are_long() {
    let text = format!("# P\n\n{}", "[t](a\nb) [t](a\n".repeat(20_000));
    let started = std::time::Instant::now();
    let site = Site::new(&[("mkdocs.yml", EXTENSIONS), ("docs/index.md", &text)]);
    let run = site.migrate();
    assert!(run.stdout.contains("0 faults"), "{}{}", run.stdout, run.stderr);
    assert!(started.elapsed().as_secs() < 60, "{:?}", started.elapsed());
}
