//! `migrate mkdocs`: what public sites held that no test had, each held against what MkDocs shows.

use crate::migrate::Site;
use crate::migrate_members::{EXTENSIONS, Member, all_show};

const PLAIN: &str = "site_name: S\ntheme:\n  name: material\nmarkdown_extensions:\n  - admonition\n  - def_list\n  - tables\n  - pymdownx.superfences\n";

/// A row ends where its line does: the reference at its end does not take the one that starts the next row.
#[test]
fn references_in_rows_stay_in_their_rows() {
    let names = "[r1]: https://x.org/1\n[m1]: https://x.org/2\n[m2]: https://x.org/3";
    let table = |head: &str, rows: &str| format!("{names}\n\n{head}\n{rows}");
    let plain = table("A | B\n--|--", "[m1] | ![r1]\n[m2] | [r1]");
    let framed = table("| A | B |\n|:--|--:|", "| x | [r1]\n[m1] | y |");
    let quoted = format!("{names}\n\n> A | B\n> --|--\n> [m1] | [r1]\n> [m2] | y");
    let text = format!("{names}\n\nSee [the text]\n[m1] and more.");
    all_show(
        EXTENSIONS,
        &[
            (
                &plain,
                &[
                    "<td><a href=\"https://x.org/3\">m2</a></td>",
                    "<td><a href=\"https://x.org/1\">r1</a></td>",
                ],
                &[],
            ),
            (&framed, &["<a href=\"https://x.org/2\">m1</a></td>"], &[]),
            (&quoted, &["<td><a href=\"https://x.org/3\">m2</a></td>"], &[]),
            (&text, &["<a href=\"https://x.org/2\">the text</a>"], &["references apart from their text"]),
        ],
    );
}

/// What settles raw HTML counts spaces, and authors write tabs, too.
#[test]
fn tabs_before_raw_html_are_columns() {
    let tabs = ["tabs before raw HTML"].as_slice();
    all_show(
        EXTENSIONS,
        &[
            (
                "=== \"T\"\n\n\t<center>\n\t```text\n\tfirst\n\t    actor\n\n\t    last\n\t```\n\t</center>",
                &["first\n    actor\n\n    last\n</code></pre>"],
                tabs,
            ),
            (
                "- item\n\n\t<div>\n\t```make\n\tall:\n\t\techo\n\t```\n\t</div>",
                &["all:\n\techo\n</code></pre>"],
                tabs,
            ),
            ("!!! note\n\n\t<center>\n\t**b** x\n\t</center>", &["<strong>b</strong> x"], tabs),
        ],
    );
}

/// A link whose address goes on on the next line works in browsers.
#[test]
fn addresses_on_two_lines_are_one() {
    let two = ["addresses on two lines"].as_slice();
    all_show(
        EXTENSIONS,
        &[
            ("* ([#1](https://x.org/\na/b)) z", &["(<a href=\"https://x.org/a/b\">#1</a>) z"], two),
            ("> [t](https://x.org/\n> a) z", &["<a href=\"https://x.org/a\">t</a>"], two),
            ("`[t](https://x.org/`\na) z", &["<code>[t](https://x.org/</code>"], &[]),
        ],
    );
}

#[test]
fn footnotes_without_their_extension_are_named() {
    let named = ["footnotes without their extension (line"].as_slice();
    all_show(
        PLAIN,
        &[
            ("Text [^A] goes.\n\n[^A]: https://x.org/", &["class=\"footnote-reference\""], named),
            ("Text [^B].\n\n[^B]: A sentence of words.", &["A sentence of words."], named),
            ("Only [^C] text.", &["Only [^C] text."], &[]),
        ],
    );
}

#[test]
fn boxes_after_spaces_are_boxes_and_named() {
    let named = ["boxes after spaces"].as_slice();
    all_show(
        EXTENSIONS,
        &[
            (
                "Text.\n\n !!! note \"N\"\n    Check [m](https://x.org/).",
                &["<a href=\"https://x.org/\">m</a>", "patterns-box-note"],
                named,
            ),
            ("Text.\n\n   === \"T\"\n\n       In.", &["<p>In.</p>"], named),
            ("- a\n\n  !!! note\n      text\n\n- b", &["patterns-box-note"], named),
            ("1. a\n\n   !!! note \"N\"\n\n       text\n\n       more\n\n2. b", &["<p>more</p>"], named),
            ("* a\n  !!! note\n      text", &["patterns-box-note"], named),
            ("1. a\n\n    !!! note \"N\"\n        text", &["patterns-box-note"], &[]),
        ],
    );
}

#[test]
fn addresses_that_mkdocs_takes_for_tags_are_named() {
    let named = ["text in angle brackets"].as_slice();
    all_show(
        EXTENSIONS,
        &[
            ("Sys::<Info::Driver>::U", &["Sys::&lt;Info::Driver&gt;::U"], named),
            ("Call <tel:123>.", &["<a href=\"tel:123\">tel:123</a>"], named),
            ("Chat <irc://x.org/a>.", &["<a href=\"irc://x.org/a\">irc://x.org/a</a>"], &[]),
            ("<['http://x.org/']>", &["&lt;['http://x.org/']&gt;"], &[]),
        ],
    );
}

/// `mdx_truly_sane_lists` wants two columns, or as many as it is told, and no more.
#[test]
fn truly_sane_lists_are_read_as_they_are_set() {
    let named = ["lists in items"].as_slice();
    let nested = "<li>a\n<ul>\n<li>b</li>";
    let two = EXTENSIONS.replace("  - abbr\n", "  - abbr\n  - mdx_truly_sane_lists\n");
    let members: [Member<'_>; 5] = [
        ("- a\n  - b\n- c", &[nested], &[]),
        ("1. a\n   - b\n2. c", &["<ul>\n<li>b</li>"], &[]),
        ("- a\n    - b\n- c", &[nested], named),
        ("1. a\n\n    * b\n    * c\n\n1. d", &["<li>b</li>"], named),
        ("- a\n\n  text\n\n- b", &["<p>text</p>"], &[]),
    ];
    let report = all_show(&two, &members);
    assert_eq!(report.matches("lists in items (line").count(), 2, "{report}");
    let four =
        EXTENSIONS.replace("  - abbr\n", "  - abbr\n  - mdx_truly_sane_lists:\n      nested_indent: 4\n");
    all_show(&four, &[("- a\n    - b\n- c", &[nested], &[]), ("- a\n  - b\n- c", &[nested], named)]);
}

#[test]
fn signs_of_blocks_after_spaces_and_colons_without_one() {
    let headings = ["headings after spaces"].as_slice();
    all_show(
        EXTENSIONS,
        &[
            ("- a\n\n  Head\n  ----\n\n- b", &["Head</a></h2>"], headings),
            ("Head\n  ====\n\nText", &["Head</a></h1>"], headings),
            ("Term\n:b", &["<p>Term\n:b</p>"], &["colons without a space"]),
            ("Term\n:   b", &["<dd>"], &[]),
            ("a:b:c and a:smile:b", &["a:b:c"], &["emoji in words"]),
            ("| a | b |\n|---|---|\n\nText.", &["<th>a</th>"], &[]),
            ("| a | b |\n|---|---|\n| c | {\"x\": 1} |", &["{\u{22}x\u{22}: 1}"], &[]),
            ("!!! note\n\n    ## Out{x}\n\n> ## In{y}\n\n- ## At {}", &["Out{x}", "In{y}"], &[]),
            (
                "=== \"T\"\n\n    <div class=\"result\" markdown>\n    1.  One\n    2.  Two\n\n    </div>",
                &["<li>One</li>"],
                &["lists after a paragraph"],
            ),
        ],
    );
}

/// A page that its author wrote at the address of a category: MkDocs lists the posts of that below its text.
#[test]
fn pages_at_the_addresses_of_lists_of_posts_are_named() {
    let post = |day: &str| format!("---\ndate: {day}\ncategories: [News]\n---\n\n# Post {day}\n\nText.\n");
    let site = Site::new(&[
        ("mkdocs.yml", "site_name: S\nplugins:\n  - blog\n"),
        ("docs/index.md", "# Home\n"),
        ("docs/blog/index.md", "# Blog\n"),
        ("docs/blog/category/news.md", "# News\n\nAll news.\n"),
        ("docs/blog/posts/a.md", &post("2024-01-01")),
    ]);
    let run = site.migrate();
    assert!(
        run.stdout.contains(
            "docs/blog/category/news.md:3  lists of posts: MkDocs lists the posts of this category"
        ),
        "{}",
        run.stdout
    );
}

/// Two folders of icons: the comparison draws those of both, as the book does.
#[test]
fn icons_of_all_folders_are_compared() {
    let svg = b"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 24 24\"><path d=\"M1 1h22v22H1z\"/></svg>\n";
    let site = Site::new(&[
        (
            "mkdocs.yml",
            "site_name: S\ntheme:\n  name: material\n  custom_dir: theme\nmarkdown_extensions:\n  - pymdownx.emoji:\n      options:\n        custom_icons:\n          - more\n",
        ),
        ("docs/index.md", "# Home\n\nAn :own-one: and a :own-two: x.\n"),
    ]);
    site.file("theme/.icons/own/one.svg", svg);
    site.file("more/own/two.svg", svg);
    let run = site.migrate();
    assert!(run.stdout.contains(": 0 faults") && !run.stdout.contains(":own-"), "{}", run.stdout);
}

/// Options may come from the environment one by one: their defaults count, as in the whole list.
#[test]
fn options_in_lists_may_come_from_the_environment() {
    let site = Site::new(&[
        (
            "mkdocs.yml",
            "site_name: S\nextra_css:\n  - !ENV [SHEET, \"own.css\"]\nmarkdown_extensions:\n  - abbr\n  - pymdownx.snippets:\n      auto_append:\n        - !ENV [WORDS, \"words.txt\"]\nplugins:\n  - blog:\n      blog_dir: !ENV [BLOG, \"news\"]\n",
        ),
        ("docs/index.md", "# Home\n\nHTML is text.\n"),
        ("docs/own.css", ".x { color: red }\n"),
        ("docs/news/index.md", "# News\n"),
        ("docs/news/posts/a.md", "---\ndate: 2024-01-01\n---\n\n# Post\n\nText.\n"),
        ("words.txt", "*[HTML]: Hyper Text\n"),
    ]);
    let run = site.migrate();
    assert!(run.stdout.contains(": 0 faults"), "{}", run.stdout);
    assert!(site.read("book.toml").contains("src/own.css"), "{}", site.read("book.toml"));
    assert!(site.read("src/news/index.md").contains("{{#patterns catalog view=list"), "{}", run.stdout);
    assert!(site.build().main("index.html").contains("<abbr title=\"Hyper Text\">HTML</abbr>"));
}

/// Of the blocks of pymdownx, a caption of one paragraph is a paragraph with a class; what is more stays, and is named.
#[test]
fn captions_are_paragraphs_with_a_class() {
    let settings = EXTENSIONS.replace("  - abbr\n", "  - abbr\n  - pymdownx.blocks.caption\n");
    all_show(
        &settings,
        &[
            (
                "Some text.\n/// caption\nA *fine* one.\n///\n\nMore.",
                &["<div class=\"caption\">\n<p>A <em>fine</em> one.</p>\n</div>", "<p>More.</p>"],
                &["captions"],
            ),
            ("Text.\n\n/// caption\nOne.\n\nTwo.\n///", &["<p>Two."], &["lost: 1 blocks of pymdownx"]),
            (
                "Text.\n\n/// figure-caption | #\nOne.\n///",
                &["figure-caption"],
                &["lost: 1 blocks of pymdownx"],
            ),
        ],
    );
}
