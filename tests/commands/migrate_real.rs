//! `migrate mkdocs`: kinds of text that real sites hold, each held against what MkDocs shows.

use crate::migrate::Site;

#[test]
fn a_snippet_in_a_snippet_keeps_its_indent_and_front_matter_of_the_first_goes() {
    let site = Site::new(&[
        (
            "mkdocs.yml",
            "site_name: S\nmarkdown_extensions:\n  - meta\n  - pymdownx.snippets\n  - pymdownx.superfences\n  - pymdownx.tabbed\n",
        ),
        ("docs/index.md", "---\ntitle: Own\n---\n\n--8<-- \"docs/part.md\"\n"),
        ("docs/other.md", "--8<-- \"docs/plain.md\"\n"),
        ("docs/plain.md", "---\ntitle: Plain\n---\n\nPlain text.\n"),
        (
            "docs/part.md",
            "---\ntitle: Part\n---\n\nText.\n\n=== \"a.py\"\n\n    ```python\n    --8<-- \"docs/a.py\"\n    ```\n",
        ),
        ("docs/a.py", "def a():\n    pass\n\nb = 1\n"),
    ]);
    let run = site.migrate();
    let text = site.read("src/index.md");
    assert_eq!(
        text,
        "---\ntitle: Own\n---\n\n\nText.\n\n=== \"a.py\"\n\n    ```python\n    def a():\n        pass\n\n    b = 1\n    ```\n",
        "{}",
        run.stdout
    );
    assert_eq!(site.read("src/other.md"), "# Other\n\n\nPlain text.\n");
}

/// What stands in a snippet is text of the page: mdBook would put it there as it is, unread.
#[test]
fn snippets_are_read_like_the_page_around_them() {
    let part = "Some text:\n- one **Note:**x\n\n[home](../index.md) [top](/)\n\n#Tight\n";
    let svg = "<svg>\n    <style>\n\n    .a { fill: red }\n\n    </style>\n</svg>\n";
    let site = Site::new(&[
        (
            "mkdocs.yml",
            "site_name: S\nmarkdown_extensions:\n  - abbr\n  - pymdownx.snippets:\n      auto_append:\n        - parts/words.md\n        - parts/foot.md\n  \
             - pymdownx.superfences\n",
        ),
        ("docs/index.md", "# Home\n"),
        (
            "docs/in/a.md",
            "# A\n\n--8<-- \"parts/part.md\"\n\n<div>\n--8<-- \"parts/a.svg\"\n</div>\n\n*After* HTML.\n\n\
             --8<--\nparts/part.md\nparts/x.md\n--8<--\n\n```md\n--8<-- \"docs/in/b.md\"\n```\n",
        ),
        ("docs/in/b.md", "# B\n\n[top](/)\n"),
        ("parts/part.md", part),
        ("parts/x.md", "X **is:**y.\n"),
        ("parts/a.svg", svg),
        ("parts/words.md", "*[HTML]: Language\n<!-- more -->\n\n*[X]: Y\n"),
        ("parts/foot.md", "[foot](/)\n"),
    ]);
    let run = site.migrate();
    assert!(run.stdout.contains("0 faults"), "{}", run.stdout);
    let text = site.read("src/in/a.md");
    assert!(
        text.ends_with("```\n\n[foot](../index.md)\n\n{{#include ../../includes/parts/words.md}}\n"),
        "{text}"
    );
    let main = site.build().main("in/a.html");
    let part = "<li>one <strong>Note:</strong>x</li>\n</ul>\n<p><a href=\"../index.html\">home</a> <a href=\"../index.html\">top</a></p>\n";
    assert_eq!(main.matches(part).count(), 2, "{main}");
    for part in [
        "<p><em>After</em> <abbr title=\"Language\">HTML</abbr>.</p>",
        "<p><abbr title=\"Y\">X</abbr> <strong>is:</strong>y.</p>",
        "# B\n\n[top](/)",
        "href=\"../index.html\">foot</a>",
    ] {
        assert!(main.contains(part), "{part} is not in {main}");
    }
    assert!(!main.contains("<pre><code>"), "{main}");
}

#[test]
fn code_and_tags_in_raw_html_are_read_as_mkdocs_does() {
    let site = Site::new(&[
        (
            "mkdocs.yml",
            "site_name: S\nmarkdown_extensions:\n  - admonition\n  - pymdownx.superfences\n  - pymdownx.tabbed\n",
        ),
        (
            "docs/index.md",
            "# T\n\n<center>\n```mermaid\ngraph LR\n```\n<i>Shown</i>\n</center>\n\n<details>\n<summary>More</summary>\n\
             \x20   ```js\n    let a;\n      b;\n    ```\n</details>\n\n!!! note\n    <center>\n    *soft* ![a](a.png)\n    </center>\n    \
             <div>`code`</div>\n\n1. item\n\n    <p align=\"center\">**loud** [x][r]</p>\n\nText\n[r]: https://x.org\n",
        ),
        ("docs/a.png", "x"),
    ]);
    let run = site.migrate();
    assert!(run.stdout.contains("0 faults"), "{}", run.stdout);
    let book = site.build();
    let main = book.main("index.html");
    for part in [
        "<code class=\"language-mermaid\">graph LR\n</code>",
        "<code class=\"language-js\">let a;\n  b;\n</code>",
        "<em>soft</em> <",
        "<code>code</code>",
        "<div align=\"center\">\n<p><strong>loud</strong> <a href=\"https://x.org\">x</a>",
    ] {
        assert!(main.contains(part), "{part} is not in {main}");
    }
}

#[test]
fn a_box_has_its_authors_word_as_a_title() {
    let site = Site::new(&[
        ("mkdocs.yml", "site_name: S\nmarkdown_extensions:\n  - admonition\n"),
        (
            "docs/index.md",
            "# T\n\n!!! hint\n    A.\n\n!!! attention\n    B.\n\n!!! note\n    C.\n\n!!! tldr\n    D.\n",
        ),
    ]);
    let run = site.migrate();
    assert!(run.stdout.contains("0 faults"), "{}", run.stdout);
    let main = site.build().main("index.html");
    for word in ["Hint", "Attention", "Note", "Tldr"] {
        assert!(main.contains(word), "{word} is not in {main}");
    }
}

#[test]
fn a_forgotten_quote_in_an_attribute_list_swallows_no_text() {
    let text = "# T\n\nSee [a](https://a.org){target=\"_blank}. Then [b](https://b.org){target=\"_blank\"} and more.\n\n\
                See [a](https://a.org){target\"_blank\" rel=\"nofollow\"} for details.\n";
    let site = Site::new(&[
        ("mkdocs.yml", "site_name: S\nmarkdown_extensions:\n  - attr_list\n"),
        ("docs/index.md", text),
    ]);
    let run = site.migrate();
    assert!(run.stdout.contains("0 faults"), "{}", run.stdout);
    let main = site.build().main("index.html");
    assert!(main.contains(">a</a>. Then <a") && !main.contains('{'), "{main}");
}

/// A site whose pages are templates.
fn with_macros() -> Site {
    Site::new(&[
        (
            "mkdocs.yml",
            "site_name: S\nplugins:\n  - macros:\n      include_dir: snippets\nextra:\n  version: \"1.2\"\n  links:\n    home: https://x.org\n\
             markdown_extensions:\n  - admonition\n  - pymdownx.superfences\n",
        ),
        ("snippets/note.md", "!!! note\n    Version {{ version }}.\n"),
        (
            "docs/index.md",
            "# T\n\n{% include \"note.md\" %}\n\n```sh\nget {{ artifact(repo=\"a\", file=\"b.yaml\") }}\n```\n\n\
             {% raw %}\n`{{ .Name }}`\n{% endraw %}\n\n[home]({{ links.home }}) {{ gone() }}\n\n\
             - item\n\n    {% filter indent(width=4) %}\n{% include \"note.md\" %}\n{% endfilter %}\n\n{{ artifact(repo=\"a\",file=\"b.yaml\") }}\n",
        ),
        ("docs/plain.md", "---\nrender_macros: false\n---\n\n# P\n\n`{{ x }}`\n"),
    ])
}

#[test]
fn constant_macros_are_put_in_their_place_and_the_others_are_listed_once() {
    let site = with_macros();
    let run = site.migrate();
    assert_eq!(
        site.read("src/index.md"),
        "# T\n\n!!! note\n    Version 1.2.\n\n```sh\nget {{ artifact(repo=\"a\", file=\"b.yaml\") }}\n```\n\n\
         \n`{{ .Name }}`\n\n\n[home](https://x.org) {{ gone() }}\n\n\
         - item\n\n    \n    !!! note\n        Version 1.2.\n\n\n{{ artifact(repo=\"a\",file=\"b.yaml\") }}\n"
    );
    assert!(site.read("src/plain.md").contains("`{{ x }}`"));
    assert!(run.stdout.contains("0 faults"), "{}", run.stdout);
    let report = site.read("migration-report.md");
    let calls = "- 3 macros: `artifact` 2, `gone` 1\n  - `{{ artifact(repo=\"a\", file=\"b.yaml\") }}`: docs/index.md:6\n  \
                 - `{{ artifact(repo=\"a\",file=\"b.yaml\") }}`: docs/index.md:21\n  - `{{ gone() }}`: docs/index.md:13\n";
    assert!(report.contains(calls), "{report}");
    assert_eq!(
        site.read("migration-macros.json"),
        "{\n  \"artifact(repo=\\\"a\\\",file=\\\"b.yaml\\\")\": null,\n  \"gone()\": null\n}\n"
    );
}

#[test]
fn texts_of_macros_come_from_a_file() {
    let site = with_macros();
    let table = r#"{ "artifact(repo=\"a\",file=\"b.yaml\")": "https://x.org/b.yaml", "gone()": null }"#;
    site.file("texts.json", table.as_bytes());
    let run = site.run(&["site", "--out", "book", "--expand", "site/texts.json"]);
    let text = site.read("src/index.md");
    assert_eq!(text.matches("https://x.org/b.yaml").count(), 2, "{text}");
    assert!(
        run.stdout.contains("docs/index.md:13  macros: `{{ gone() }}` stays as written"),
        "{}",
        run.stdout
    );
    site.file("bad.json", b"[1]");
    let run = site.run(&["site", "--out", "other", "--expand", "site/bad.json"]);
    assert_eq!(run.code, Some(2));
    assert_eq!(
        run.stderr,
        "mdbook-patterns: site/bad.json: invalid type: sequence, expected a map at line 1 column 0; it must be a table of calls and their texts\n"
    );
}

#[test]
fn the_order_of_awesome_nav_and_inherited_settings_are_read() {
    let site = Site::new(&[
        (
            "mkdocs.yml",
            "INHERIT: config/base.yml\nsite_name: S\nplugins:\n  awesome-nav: {}\n  exclude:\n    glob:\n      - drafts/*\n",
        ),
        (
            "config/base.yml",
            "site_name: Base\nsite_description: Inherited\nplugins:\n  redirects:\n    redirect_maps:\n      old.md: guide/b.md\n",
        ),
        (
            "docs/.nav.yml",
            "nav:\n  - Start: index.md\n  - The guide: guide\n  - Deep:\n      - ref/x/deep.md\n  - ref\n",
        ),
        ("docs/index.md", "# Home\n"),
        ("docs/guide/.nav.yml", "title: Guide\nnav:\n  - b.md\n  - \"*\"\n  - gone.md\n"),
        ("docs/guide/a.md", "# A\n"),
        ("docs/guide/b.md", "# B\n"),
        ("docs/ref/x/deep.md", "# Deep page\n"),
        ("docs/ref/y.md", "# Y\n"),
        ("docs/drafts/d.md", "# D\n"),
    ]);
    let run = site.migrate();
    assert_eq!(
        site.read("src/SUMMARY.md"),
        "# Summary\n\n[Start](index.md)\n\n# The guide\n\n- [B](guide/b.md)\n- [A](guide/a.md)\n\n# Deep\n\n- [Deep page](ref/x/deep.md)\n\n# Ref\n\n- [Y](ref/y.md)\n",
        "{}",
        run.stdout
    );
    let toml = site.read("book.toml");
    assert!(toml.contains("title = \"S\"\ndescription = \"Inherited\""), "{toml}");
    assert!(toml.contains("\"/old/index.html\" = \"../guide/b.html\""), "{toml}");
    assert!(
        run.stdout
            .contains("docs/guide/.nav.yml:5  files of the navigation: `gone.md` is nothing in this folder"),
        "{}",
        run.stdout
    );
    let outside =
        Site::new(&[("mkdocs.yml", "INHERIT: ../base.yml\nsite_name: S\n"), ("docs/index.md", "# T\n")]);
    let said =
        "mkdocs.yml:1  settings: `../base.yml` is not in the site's folder, and nothing outside it is read";
    let run = outside.migrate();
    assert!(run.stdout.contains(said), "{}", run.stdout);
}

#[test]
fn what_readers_of_the_book_get_on_top_is_said() {
    let site = Site::new(&[
        ("mkdocs.yml", "site_name: S\nmarkdown_extensions:\n  - admonition\n  - attr_list\n"),
        (
            "docs/index.md",
            "---\ntitle: Above\n---\n\nText, **{service}.{file}**.\n\n# Later\n\nKey: https://x.org/<PROJECT_ID>/\n",
        ),
        ("docs/b.md", "# B\n\nThere are:\n\n1) one thing\n2) another thing\n"),
    ]);
    let run = site.migrate();
    assert!(run.stdout.contains("0 faults"), "{}", run.stdout);
    let main = site.build().main("index.html");
    assert!(main.contains("&lt;PROJECT_ID&gt;") && main.contains("{service}.{file}"), "{main}");
}

/// A site with a diagram.
fn with_a_diagram() -> Site {
    Site::new(&[
        ("mkdocs.yml", "site_name: S\nmarkdown_extensions:\n  - pymdownx.superfences\n"),
        ("docs/index.md", "# T\n\n```mermaid\ngraph LR\n```\n"),
    ])
}

#[test]
fn diagrams_without_the_program_that_draws_them_are_named_with_the_commands() {
    let site = with_a_diagram();
    let run = site.migrate_with_path("");
    let said =
        "to draw the Mermaid diagrams (1): cargo install mdbook-mermaid, then mdbook-mermaid install book\n";
    assert!(run.code == Some(1) && run.stdout.contains(said), "{}", run.stdout);
    assert!(!site.read("book.toml").contains("mermaid"));
    assert_eq!(site.build().stderr(), "");
}

#[cfg(unix)]
#[test]
fn diagrams_get_the_program_that_draws_them_and_a_build_without_it_does_not_fail() {
    use std::os::unix::fs::PermissionsExt;

    let site = with_a_diagram();
    let script = "#!/bin/sh\n[ \"$1\" = install ] || exit 0\nprintf '\\n[preprocessor.mermaid]\\ncommand = \"mdbook-mermaid\"\\n' >> \"$2/book.toml\"\n\
                  echo '//' > \"$2/mermaid.min.js\"\n";
    site.file("bin/mdbook-mermaid", script.as_bytes());
    let program = site.path("site/bin/mdbook-mermaid");
    std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o755)).unwrap();
    let run = site.migrate_with_path(program.parent().unwrap().to_str().unwrap());
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""), "{}", run.stdout);
    assert!(!run.stdout.contains("to draw"), "{}", run.stdout);
    let toml = site.read("book.toml");
    assert!(
        toml.contains("[preprocessor.mermaid]\ncommand = \"mdbook-mermaid\"\noptional = true\n"),
        "{toml}"
    );
    assert_eq!(site.read("mermaid.min.js"), "//\n");
    assert!(site.build().main("index.html").contains("graph LR"));
}

#[test]
fn highlighted_lines_are_classes_and_images_for_one_theme_keep_their_name() {
    let site = Site::new(&[
        ("mkdocs.yml", "site_name: S\nmarkdown_extensions:\n  - pymdownx.superfences\n  - pymdownx.tabbed\n"),
        (
            "docs/index.md",
            "# T\n\n```python hl_lines=\"2 4-6\" title=\"a.py\"\na\n```\n\n``` { hl_lines=\"1\" }\nb\n```\n\n=== \"Tab\"\n\n    ```{ .yaml hl_lines=\"x\" }\n    c\n    ```\n\n![a](a.png#only-dark)\n",
        ),
        ("docs/a.png", "x"),
    ]);
    let run = site.migrate();
    assert!(run.stdout.contains("docs/index.md:13  highlighted lines: `hl_lines=\"x\"`"), "{}", run.stdout);
    assert_eq!(
        site.read("src/index.md"),
        "# T\n\n**`a.py`**\n\n```python,hl-2,hl-4-6\na\n```\n\n```text,hl-1\nb\n```\n\n=== \"Tab\"\n\n    ```yaml\n    c\n    ```\n\n![a](a.png#only-dark)\n"
    );
    let book = site.build();
    assert_eq!(book.stderr(), "");
    let main = book.main("index.html");
    for part in
        ["class=\"language-python hl-2 hl-4-6\"", "class=\"language-text hl-1\"", "src=\"a.png#only-dark\""]
    {
        assert!(main.contains(part), "{part} is not in {main}");
    }
}

#[test]
fn what_is_in_a_pasted_page_is_read_like_the_rest() {
    let site = Site::new(&[
        (
            "mkdocs.yml",
            "site_name: S\nmarkdown_extensions:\n  - admonition\n  - pymdownx.snippets:\n      base_path: parts\n  - pymdownx.superfences\n",
        ),
        ("parts/shared.md", "See [B](b/) and `x`.\n\n```py title=\"a.py\" hl_lines=\"1\"\na\n```\n"),
        ("docs/index.md", "# T\n\n!!! note\n    --8<-- \"shared.md\"\n\nAfter. [gone](nothing.md)\n"),
        ("docs/b.md", "# B\n"),
    ]);
    let run = site.migrate();
    assert_eq!(
        site.read("src/index.md"),
        "# T\n\n!!! note\n    See [B](b.md) and `x`.\n\n    **`a.py`**\n\n    ```py,hl-1\n    a\n    ```\n\nAfter. [gone](nothing.md)\n"
    );
    assert!(run.stdout.contains("docs/index.md:6  links: `nothing.md`"), "{}", run.stdout);
    assert!(run.stdout.contains("0 faults"), "{}", run.stdout);
}

#[test]
fn the_pages_of_a_blogs_lists_lead_on() {
    let post = |day: usize| {
        let text = format!("---\ndate: 2024-03-{day:02}\ncategories: [News]\n---\n\n# Post {day}\n\nText.\n");
        (format!("docs/blog/posts/{day}.md"), text)
    };
    let site = Site::new(&[
        ("mkdocs.yml", "site_name: S\nplugins:\n  - blog:\n      pagination_per_page: 2\n"),
        ("docs/index.md", "# T\n"),
        ("docs/blog/index.md", "# Blog\n"),
    ]);
    (1..=5).map(post).for_each(|(path, text)| site.file(&path, text.as_bytes()));
    site.migrate();
    let toml = site.read("book.toml");
    for from in [
        "/blog/page/2/index.html",
        "/blog/page/3/index.html",
        "/blog/archive/2024/index.html",
        "/blog/archive/2024/page/3/index.html",
        "/blog/category/news/page/2/index.html",
    ] {
        assert!(toml.contains(&format!("\"{from}\"")), "{from} is not in {toml}");
    }
    assert!(!toml.contains("/page/4/") && !toml.contains("/page/1/"), "{toml}");
}

/// The further pages are those that Material 9 makes, one to three of them.
#[test]
fn each_kind_of_list_has_its_own_pages() {
    let post = "categories: [News]\n---\n\n# Post";
    let addresses = |options: &str| {
        let yml = format!("site_name: S\nplugins:\n  - blog:\n      {options}\n");
        let site =
            Site::new(&[("mkdocs.yml", &yml), ("docs/index.md", "# T\n"), ("docs/blog/index.md", "# B\n")]);
        for day in 1..=3 {
            let text = format!("---\ndate: 2024-03-0{day}\n{post} {day}\n");
            site.file(&format!("docs/blog/posts/{day}.md"), text.as_bytes());
        }
        site.migrate();
        let toml = site.read("book.toml");
        let from = toml.lines().filter_map(|line| line.strip_prefix("\"/blog/")?.split("/index.html").next());
        let posts = site.read("src/blog/posts/1.md");
        (from.collect::<Vec<_>>().join(" "), posts, site.read("src/blog/index.md"))
    };
    for (options, from) in [
        (
            "archive_pagination_per_page: 1\n      pagination_per_page: 2",
            "archive/2024 archive/2024/page/2 archive/2024/page/3 category/news category/news/page/2 page/2",
        ),
        (
            "pagination: false\n      archive_pagination: true\n      archive_pagination_per_page: 1",
            "archive/2024 archive/2024/page/2 archive/2024/page/3 category/news",
        ),
        (
            "categories_pagination: false\n      pagination_per_page: 1\n      archive: false",
            "category/news page/2 page/3",
        ),
    ] {
        assert_eq!(addresses(options).0, from, "{options}");
    }
    let (from, own, index) = addresses("enabled: false");
    assert_eq!((from.as_str(), index.as_str()), ("", "# B\n"), "a blog that is off has no lists");
    assert!(!own.contains("redirect_from"), "{own}");
}

#[test]
fn front_matter_that_mkdocs_shows_as_text_is_named() {
    let site = Site::new(&[
        ("mkdocs.yml", "site_name: S\n"),
        ("docs/index.md", "---\ntitle: Good\nnote: Simple: and wrong\n---\n\n# T\n"),
        ("docs/b.md", "---\ntitle: Good\n---\n\n# B\n"),
    ]);
    site.migrate();
    let report = site.read("migration-report.md");
    assert_eq!(
        report.matches("front matter with a bad key").count(),
        2,
        "in the table and by its page: {report}"
    );
    assert!(report.contains("- converted: 1 front matter with a bad key (line 3)"), "{report}");
}
