//! `migrate mkdocs` on what concerns the whole site: which pages it leaves out, the order that files of plugins give,
//! macros, and settings that it inherits.

use crate::migrate::Site;

fn site(yml: &str, files: &[(&str, &str)]) -> Site {
    let site = Site::new(&[("mkdocs.yml", yml), ("docs/index.md", "# Home\n")]);
    files.iter().for_each(|(path, text)| site.file(path, text.as_bytes()));
    site
}

#[test]
fn what_the_plugin_exclude_hides_stays_hidden() {
    let yml = "site_name: S\nplugins:\n  - exclude:\n      glob:\n        - \"*.draft.md\"\n        - \"hidden/*\"\n        - \"{x}.md\"\n      regex:\n        - \"secret/.*\"\n";
    let site = site(
        yml,
        &[
            ("docs/a/x.draft.md", "# D\n"),
            ("docs/hidden/deep/y.md", "# H\n"),
            ("docs/{x}.md", "# B\n"),
            ("docs/x.md", "# X\n"),
            ("docs/secret/z.md", "# Z\n"),
        ],
    );
    let run = site.migrate();
    assert_eq!(run.code, Some(1), "{}", run.stdout);
    for (path, is_there) in [
        ("src/a/x.draft.md", false),
        ("src/hidden/deep/y.md", false),
        ("src/{x}.md", false),
        ("src/x.md", true),
        ("src/secret/z.md", true),
    ] {
        assert_eq!(site.path("book").join(path).exists(), is_there, "{path}");
    }
    let said = "mkdocs.yml:9  pages left out: the plugin `exclude` leaves out `secret/.*`: take these pages out of the book";
    assert!(run.stdout.contains(said), "{}", run.stdout);
    let report = site.read("migration-report.md");
    assert!(report.contains("### docs/a/x.draft.md\n\n- converted: 1 pages left out"), "{report}");
}

#[test]
fn folders_that_name_themselves_or_each_other_have_an_end() {
    for (path, nav, said) in [
        (
            "docs/a/.nav.yml",
            "nav: [\".\"]\n",
            "docs/a/.nav.yml:1  files of the navigation: `.` is nothing in this folder",
        ),
        (
            "docs/.nav.yml",
            "nav: [\"..\"]\n",
            "docs/.nav.yml:1  files of the navigation: `..` leads out of `docs`",
        ),
    ] {
        let site = site("site_name: S\nplugins: [awesome-nav]\n", &[(path, nav), ("docs/a/x.md", "# X\n")]);
        let run = site.migrate();
        assert!(run.stdout.contains(said), "{}\n{}", run.stdout, run.stderr);
    }
    let site = site(
        "site_name: S\nplugins: [awesome-nav]\n",
        &[
            ("docs/a/.nav.yml", "nav: [../b]\n"),
            ("docs/b/.nav.yml", "nav: [../a]\n"),
            ("docs/a/x.md", "# X\n"),
            ("docs/b/y.md", "# Y\n"),
        ],
    );
    let run = site.migrate();
    let said = "docs/a/.nav.yml:1  files of the navigation: `../b` is nothing in this folder";
    assert!(run.stdout.contains(said), "{}\n{}", run.stdout, run.stderr);
}

/// Folders that name themselves deeper would grow like Fibonacci's numbers if each were read again.
#[test]
fn folders_that_name_what_is_deep_in_them_are_read_once() {
    let depth = 45;
    let mut files: Vec<(String, &str)> = Vec::new();
    for level in 0..depth {
        let folder = "a/".repeat(level);
        files.push((format!("docs/{folder}.nav.yml"), "nav: [x.md, a/a]\nappend_unmatched: true\n"));
        files.push((format!("docs/{folder}x.md"), "# X\n"));
    }
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), *text)).collect();
    let site = site("site_name: S\nplugins: [awesome-nav]\n", &files);
    let run = site.migrate();
    let summary = site.read("src/SUMMARY.md");
    assert_eq!(summary.matches("[X](").count(), depth, "{summary}\n{}", run.stdout);
}

#[test]
fn the_logo_stands_before_the_title() {
    let yml = |logo: &str| format!("site_name: S\ntheme:\n  name: material\n  logo: {logo}\n");
    let own = site(&yml("assets/logo.svg"), &[("docs/assets/logo.svg", "<svg/>")]);
    own.migrate();
    let css = own.read("theme/site.css");
    assert!(
        css.contains(".menu-title::before {\n    content: \"\";\n    background: #4051b5 url(\"../assets/logo.svg\") center / contain no-repeat content-box padding-box;"),
        "{css}"
    );
    assert_eq!(own.read("src/assets/logo.svg"), "<svg/>");
    // It stands on the colour that it was made for.
    let black =
        format!("{}  palette:\n    - scheme: default\n      primary: black\n", yml("assets/logo.svg"));
    let black = site(&black, &[("docs/assets/logo.svg", "<svg/>")]);
    black.migrate();
    assert!(
        black.read("theme/site.css").contains("background: #000000 url("),
        "{}",
        black.read("theme/site.css")
    );
    let gone = site(&yml("gone.svg"), &[]);
    let run = gone.migrate();
    assert!(run.stdout.contains("`logo`: no file below the folder of the pages"), "{}", run.stdout);
}

#[test]
fn a_page_stands_once_in_the_navigation_and_what_is_not_read_is_named() {
    let site = site(
        "site_name: S\nplugins: [awesome-nav]\n",
        &[
            (
                "docs/.nav.yml",
                "sort: desc\nnav:\n  - index.md\n  - guide/sub/a.md\n  - guide/sub\n  - \"guide/*.md\"\n  - glob: \"*\"\n    ignore: x\n",
            ),
            ("docs/guide/sub/a.md", "# A\n"),
            ("docs/guide/sub/b.md", "# B\n"),
            ("docs/guide/c.md", "# C\n"),
        ],
    );
    let run = site.migrate();
    assert_eq!(
        site.read("src/SUMMARY.md"),
        "# Summary\n\n[Home](index.md)\n\n[A](guide/sub/a.md)\n\n# Sub\n\n- [B](guide/sub/b.md)\n\n# Guide\n\n- [C](guide/c.md)\n",
        "{}",
        run.stdout
    );
    let report = site.read("migration-report.md");
    for note in [
        "line 1: `sort` is not read; put the chapters in SUMMARY.md into its order",
        "line 6: `guide/*.md`: patterns of one folder only are read; put its pages into SUMMARY.md",
        "line 8: `ignore` is not read; put the chapters in SUMMARY.md into its order",
    ] {
        assert!(report.contains(note), "{note}\n{report}");
    }
}

#[test]
fn values_are_those_that_a_template_writes() {
    let site = site(
        "site_name: S\nplugins: [macros]\nextra:\n  own: !ENV VERSION\n  other: !ENV [VERSION, \"1.2\"]\n  is_on: true\n  number: 1.50\n  user: U\n",
        &[(
            "docs/index.md",
            "# T\n\n{{ own }} {{ other }} {{ is_on }} {{ number }} {{ extra.user }}{# a note\n#}.\n\n{% for user in users %}{{ user }}{% endfor %}\n",
        )],
    );
    let run = site.migrate();
    assert_eq!(run.code, Some(1), "{}", run.stdout);
    assert_eq!(
        site.read("src/index.md"),
        "# T\n\n{{ own }} 1.2 True 1.5 U.\n\n{% for user in users %}{{ user }}{% endfor %}\n"
    );
    let report = site.read("migration-report.md");
    assert!(
        report.contains("  - `{{ own }}`: docs/index.md:3\n  - `{{ user }}`: docs/index.md:6\n"),
        "{report}"
    );
}

#[test]
fn included_files_have_an_end_and_their_calls_the_line_that_includes_them() {
    let twice = |name: &str| format!("x\n{{% include \"{name}\" %}}\n{{% include \"{name}\" %}}\n");
    let site = site(
        "site_name: S\nplugins: [macros]\n",
        &[("docs/index.md", "# T\n\n{% include \"0.txt\" %}\n\n{{ gone }}\n")],
    );
    for level in 0..12 {
        site.file(&format!("docs/{level}.txt"), twice(&format!("{}.txt", level + 1)).as_bytes());
    }
    site.file("docs/3.txt", twice("0.txt").as_bytes());
    let run = site.migrate();
    assert_eq!(run.code, Some(1), "{}", run.stdout);
    let report = site.read("migration-report.md");
    assert!(
        report
            .contains("`{% include \"0.txt\" %}` stays as written: files include each other without an end"),
        "{report}"
    );
    assert!(report.contains("  - `{{ gone }}`: docs/index.md:5\n"), "{report}");
    assert!(!report.contains("docs/index.md:4"), "{report}");
    let large = "y".repeat(600_000);
    site.file("docs/large.txt", large.as_bytes());
    site.file("docs/index.md", b"# T\n\n{% include \"large.txt\" %}\n{% include \"large.txt\" %}\n\n{% filter indent(18446744073709551615) %}\na\n{% endfilter %}\n");
    let run = site.run(&["site", "--out", "other"]);
    let said = "`{% include \"large.txt\" %}` stays as written: the page includes more than 1 MB";
    let report = std::fs::read_to_string(site.path("other").join("migration-report.md")).unwrap();
    assert!(report.contains(said), "{report}\n{}", run.stderr);
}

#[test]
fn texts_of_macros_that_nothing_calls_are_named() {
    let table = "{ \"gone()\": \"text\", \"f(1)\": \"no\" }";
    let calling = site(
        "site_name: S\nplugins: [macros]\n",
        &[("docs/index.md", "# T\n\n{{ gone() }}\n"), ("texts.json", table)],
    );
    let run = calling.run(&["site", "--out", "book", "--expand", "site/texts.json"]);
    assert_eq!(run.code, Some(1), "{}", run.stdout);
    assert!(
        run.stdout.contains("site/texts.json  texts of macros: `f(1)`: no page calls it"),
        "{}",
        run.stdout
    );
    let without = site("site_name: S\n", &[("texts.json", table)]);
    let run = without.run(&["site", "--out", "book", "--expand", "site/texts.json"]);
    assert_eq!(run.code, Some(2));
    assert_eq!(
        run.stderr,
        "mdbook-patterns: the site has no plugin for macros, so the texts of site/texts.json would not be used; leave `--expand` out\n"
    );
}

#[test]
fn macros_that_are_all_constant_lose_nothing() {
    let site = site(
        "site_name: S\nplugins: [macros]\nextra:\n  version: 2\n",
        &[("docs/index.md", "# T\n\nVersion {{ version }}.\n")],
    );
    let run = site.migrate();
    assert_eq!(run.code, Some(0), "{}", run.stdout);
    assert_eq!(site.read("src/index.md"), "# T\n\nVersion 2.\n");
}

#[test]
fn a_chain_of_eight_files_is_inherited_and_what_is_wrong_in_one_has_its_place() {
    let chain = |last: usize| {
        let site = site("INHERIT: base1.yml\n", &[]);
        for nth in 1..=last {
            let next = if nth < last { format!("INHERIT: base{}.yml\n", nth + 1) } else { String::new() };
            site.file(&format!("base{nth}.yml"), format!("{next}site_name: N{nth}\n").as_bytes());
        }
        site
    };
    let run = chain(8).migrate();
    assert_eq!(run.code, Some(0), "{}", run.stdout);
    let run = chain(9).migrate();
    let said = "mkdocs.yml:1  settings: `base9.yml`: more than 8 files inherit from each other";
    assert!(run.stdout.contains(said), "{}", run.stdout);
    let wrong = site("INHERIT: base.yml\nsite_name: S\n", &[("base.yml", "a: b\nc: [d\n")]);
    let run = wrong.migrate();
    assert!(run.stdout.contains("mkdocs.yml:1  settings: `base.yml`, line "), "{}", run.stdout);
    let marked = site("INHERIT: base.yml\n", &[("base.yml", "\u{feff}site_name: Marked\n")]);
    marked.migrate();
    assert!(marked.read("book.toml").contains("title = \"Marked\""), "{}", marked.read("book.toml"));
}

#[test]
fn colours_fonts_and_stylesheets_of_the_text_go_along() {
    let yml = "site_name: S\ntheme:\n  name: material\n  palette:\n    - scheme: default\n      primary: deep purple\n      accent: amber\n    - scheme: slate\n      primary: custom\n  font:\n    text: Ubuntu\n    code: Ubuntu Mono\nextra_css:\n  - own.css\n  - all.css\n";
    let site =
        site(yml, &[("docs/own.css", ".own { color: red }\n"), ("docs/all.css", "a { color: red }\n")]);
    let run = site.migrate();
    assert_eq!(run.code, Some(1), "{}", run.stdout);
    let css = site.read("theme/site.css");
    for part in [
        ".light, .rust, html:not(.js) {\n    --links: #7",
        "@media (prefers-color-scheme: dark) { html:not(.js) {",
        ":root {\n    --mono-font: \"Ubuntu Mono\", monospace;\n}",
        "html {\n    font-family: \"Ubuntu\", \"Open Sans\", sans-serif;\n}",
    ] {
        assert!(css.contains(part), "{part}\n{css}");
    }
    assert_eq!(css.matches('{').count(), css.matches('}').count(), "{css}");
    let toml = site.read("book.toml");
    assert!(
        toml.contains("additional-css = [\"theme/site.css\", \"src/own.css\", \"theme/patterns.css\""),
        "{toml}"
    );
    assert!(
        toml.contains("# Of mkdocs.yml, made for another theme: additional-css = [\"src/all.css\"]"),
        "{toml}"
    );
    let report = site.read("migration-report.md");
    assert!(report.contains("`palette`: `primary: custom` is no colour of Material's"), "{report}");
    assert!(report.contains("`font`: named in theme/site.css"), "{report}");
    assert!(!report.contains("`own.css`"), "{report}");
    let built = site.build();
    assert_eq!(built.stderr(), "");
}

/// `llms.txt: llms.txt` would make a folder of a file.
#[test]
fn no_redirect_stands_where_a_file_is() {
    let yml = "plugins:\n  - redirects:\n      redirect_maps:\n        llms.txt: llms.txt\n        llms.txt/old.md: index.md\n        old.md: index.md\n";
    let site = site(yml, &[("docs/index.md", "# Home\n"), ("docs/llms.txt", "Text.\n")]);
    let run = site.migrate();
    let toml = site.read("book.toml");
    assert!(toml.contains("\"/old/index.html\"") && !toml.contains("llms.txt"), "{toml}");
    assert!(run.stdout.contains("`llms.txt/old.md`: a page or a file has that address"), "{}", run.stdout);
    site.build();
}

/// What a template puts on page after page is one line of the report.
#[test]
fn what_many_pages_of_a_built_site_lack_is_said_once() {
    let pages: Vec<(String, String)> =
        (0..5).map(|nth| (format!("docs/p{nth}.md"), format!("# P{nth}\n\nText.\n"))).collect();
    let files: Vec<(&str, &str)> = pages.iter().map(|(path, text)| (&**path, &**text)).collect();
    let site = site(
        "use_directory_urls: false\n",
        &[&[("docs/index.md", "# Home\n\nOther.\n")][..], &files[..]].concat(),
    );
    let html = |text: &str| format!("<article>{text}</article>");
    for nth in 0..5 {
        site.file(
            &format!("html/p{nth}.html"),
            html(&format!("<h1>P{nth}</h1><p>Text.</p><p>Rate us</p>")).as_bytes(),
        );
    }
    site.file("html/index.html", html("<h1>Home</h1><p>Others.</p>").as_bytes());
    let run = site.run(&["site", "--out", "book", "--built", "site/html"]);
    assert!(run.stdout.contains("\n  5 words: the book lacks `Rate us` (docs/p0.md:3, docs/p1.md:3, docs/p2.md:3, ...)\n  docs/index.md:3  words: `Others` is `Other` in the book\n"), "{}", run.stdout);
}

/// The drawing is gone, and the path that it was made of would be so without a word.
#[test]
fn blocks_that_a_function_draws_are_named() {
    let yml = "markdown_extensions:\n  - pymdownx.superfences:\n      custom_fences:\n        - name: shot\n          class: shot\n          \
               format: !!python/name:own.doc.draw\n        - name: txt\n          class: txt\n          \
               format: !!python/name:pymdownx.superfences.fence_code_format\n";
    let text = "# Home\n\n```{.shot path=\"a b.py\"}\n```\n\n```shot\nx\n```\n\n```txt\ny\n```\n";
    let site = site(yml, &[("docs/index.md", text)]);
    let run = site.migrate();
    for note in [
        "docs/index.md:3  blocks that Python draws: `{.shot path=\"a b.py\"}`: `own.doc.draw` draws it in MkDocs; the book shows what stands in it",
        "docs/index.md:6  blocks that Python draws: `shot`: `own.doc.draw` draws it",
    ] {
        assert!(run.stdout.contains(note), "{note}\n{}", run.stdout);
    }
    assert!(!run.stdout.contains("index.md:10"), "{}", run.stdout);
}

/// An emoji that stands in is another picture: two checks and one were the same.
#[test]
fn drawings_of_the_package_come_before_emoji() {
    let yml = "site_name: S\nmarkdown_extensions: [pymdownx.emoji]\n";
    let text = "# Home\n\n:material-check: :material-check-all: :fontawesome-solid-gear: :smile: :material-alarm:\n\n\
                `:material-close:`\n";
    let site = site(yml, &[("docs/index.md", text)]);
    for (nth, name) in ["material/check", "material/check-all", "material/close", "fontawesome/solid/gear"]
        .iter()
        .enumerate()
    {
        let svg = format!("<svg viewBox=\"0 0 24 24\"><path d=\"M{nth} 16\"/></svg>");
        site.file(&format!("package/{name}.svg"), svg.as_bytes());
    }
    site.run(&["site", "--out", "book", "--icons", "site/package"]);
    for (path, is_there) in [
        ("material/check", true),
        ("material/check-all", true),
        ("material/close", false),
        ("fontawesome/solid/gear", false),
    ] {
        let file = format!("book/theme/icons/{path}.svg");
        assert_eq!(site.path(&file).exists(), is_there, "{path}");
    }
    let main = site.build().main("index.html");
    assert!(main.contains("d=\"M0 16\"") && main.contains("d=\"M1 16\"") && main.contains("⏰"), "{main}");
}

/// mdBook counts the definitions of a term, on through the terms of a list.
#[test]
fn definitions_get_no_numbers() {
    let yml = "site_name: S\nmarkdown_extensions: [def_list]\n";
    let own = site(yml, &[("docs/a.md", "# A\n\nT\n: One.\n: Two.\n")]);
    own.migrate();
    assert!(own.read("theme/site.css").contains("dd + dd::before {\n    content: none;\n}"));
    assert!(own.read("book.toml").contains("additional-css = [\"theme/site.css\""));
    let none = site(yml, &[]);
    none.migrate();
    assert!(!none.path("book/theme/site.css").exists());
}

#[test]
fn entries_of_the_navigation_may_come_from_the_environment() {
    let yml = "site_name: S\nnav:\n  - Home: !ENV [HOME_PAGE, index.md]\n  - !ENV [A_PAGE, \"a.md\"]\n  - News: !ENV [NEWS, \"/news/\"]\n  - Wiki: !ENV WIKI\n";
    let site = site(yml, &[("docs/a.md", "# A\n")]);
    let run = site.migrate();
    let summary = site.read("src/SUMMARY.md");
    assert!(summary.contains("[Home](index.md)") && summary.contains("[A](a.md)"), "{summary}");
    for part in [
        "mkdocs.yml:5  external links in the navigation: `News`: /news/",
        "mkdocs.yml:6  entries of the navigation: an entry that the environment names has no value now",
    ] {
        assert!(run.stdout.contains(part), "{part}\n{}", run.stdout);
    }
    assert!(!run.stdout.contains("there is no page"), "{}", run.stdout);
}

#[test]
fn posts_that_say_when_they_were_created_are_listed_by_that_day() {
    let yml = "site_name: S\ntheme:\n  name: material\nplugins: [blog]\n";
    let post = |date: &str| format!("---\ndate: {date}\n---\n# P\n\nText.\n");
    let index = ("docs/blog/index.md", "# Blog\n");
    let created = "\n    created: 2024-01-02T10:00:00Z";
    let both = "\n    created: 2024-01-03\n    updated: 2024-02-03";
    for (one, other, field) in
        [(created, both, "introduced"), ("2024-01-02", both, "updated"), ("2024-01-02", created, "updated")]
    {
        let (one, other) = (post(one), post(other));
        let site = site(yml, &[index, ("docs/blog/posts/a.md", &one), ("docs/blog/posts/b.md", &other)]);
        let run = site.migrate();
        let page = site.read("src/blog/index.md");
        assert!(page.contains(&format!("sort=-{field} filter=\"{field}:*\"")), "{page}\n{}", run.stdout);
        let built = site.build();
        let list = built.main("blog/index.html");
        assert!(list.contains("posts/a.html") && list.contains("posts/b.html"), "{list}");
    }
}

#[test]
fn a_site_may_inherit_what_the_environment_names() {
    let yml = "INHERIT: !ENV [NAV_FILE, \"./nav.yaml\"]\nsite_name: S\n";
    let nav = "nav:\n  - First: b.md\n  - Home: index.md\n";
    let site = site(yml, &[("nav.yaml", nav), ("docs/b.md", "# B\n")]);
    site.migrate();
    let summary = site.read("src/SUMMARY.md");
    assert!(summary.find("[First](b.md)") < summary.find("[Home](index.md)"), "{summary}");
    assert!(summary.contains("[First](b.md)"), "{summary}");
}

#[test]
fn icons_of_the_site_may_lie_in_any_folder() {
    let yml = "site_name: S\ntheme:\n  name: material\n  custom_dir: overrides\nmarkdown_extensions:\n  - pymdownx.emoji:\n      options:\n        custom_icons:\n          - theme/icons\n";
    let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\"><path d=\"M0 0h1\"/></svg>";
    let page = "# A\n\n:our-logo: and :flags-green:\n";
    let site = site(
        yml,
        &[("overrides/.icons/our-logo.svg", svg), ("theme/icons/flags/green.svg", svg), ("docs/a.md", page)],
    );
    site.migrate();
    assert!(site.path("book/theme/icons/our-logo.svg").exists());
    assert!(site.path("book/theme/icons/flags/green.svg").exists());
    let main = site.build().main("a.html");
    assert_eq!(main.matches("<svg").count(), 2, "{main}");
}
