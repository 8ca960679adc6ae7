//! `migrate mkdocs`: no address that the site served is lost, and none is made that it never served.

use crate::migrate::Site;

/// Pages without front matter cannot say their old addresses: many of those are a file beside `book.toml`.
#[test]
fn many_old_addresses_stand_in_a_file() {
    let maps: String = (1..=12).map(|n| format!("        old/{n}.md: a.md\n")).collect();
    let more = "        \"x y.md\": b/c.md\n        part.md: b/c.md#second-part\n        \"k: l.md\": a.md\n        \
                web.md: https://example.org/x?y=1\n        file.md: f g.pdf\n        zc.md: //cdn.example.org/x\n        \
                zh.md: HTTPS://example.org/y\n        \"z -> y.md\": a.md#a\n        \"z#15.md\": a.md\n        \
                \"z?1.md\": a.md\n";
    let yml = format!("site_name: S\nplugins:\n  - redirects:\n      redirect_maps:\n{maps}{more}");
    let site = Site::new(&[
        ("mkdocs.yml", &yml),
        ("docs/index.md", "# Home\n\n[gone](old/3.md) and [moved](old/4/)\n"),
        ("docs/a.md", "# A\n"),
        ("docs/b/c.md", "# C\n\n## Second part\n"),
        ("docs/f g.pdf", "pdf"),
    ]);
    let run = site.migrate();
    let toml = site.read("book.toml");
    assert!(toml.contains("redirects = \"redirects.txt\"\n") && toml.lines().count() <= 45, "{toml}");
    // A colon is in no address that the file can say.
    assert!(toml.contains("[output.html.redirect]\n\"/k: l/index.html\" = \"../a.html\"\n"), "{toml}");
    for lost in ["z#15.md", "z?1.md"] {
        let why = format!("`{lost}`: mdBook cannot make a page at an address with `#` or `?`");
        assert!(run.stdout.contains(&why), "{}", run.stdout);
    }
    let file = site.read("redirects.txt");
    for line in [
        "old/12/ -> a.md",
        "/x y/ -> b/c.md",
        "part/ -> b/c.md#second-part",
        "web/ -> https://example.org/x?y=1",
        "file/ -> f%20g.pdf",
    ] {
        assert!(file.lines().any(|own| own == line), "{line}\n{file}");
    }
    assert!(run.stdout.contains("0 faults"), "{}", run.stdout);
    let built = site.build();
    assert_eq!(built.stderr(), "", "check and build know the addresses");
    for (old, new) in [
        ("old/7/index.html", "../../a.html"),
        ("x y/index.html", "../b/c.html"),
        ("part/index.html", "../b/c.html#second-part"),
        ("web/index.html", "https://example.org/x?y=1"),
        ("file/index.html", "../f%20g.pdf"),
        ("k: l/index.html", "../a.html"),
        ("zc/index.html", "//cdn.example.org/x"),
        ("zh/index.html", "https://example.org/y"),
        ("z -> y/index.html", "../a.html#a"),
    ] {
        let html = built.html(old).replace("&#x2f;", "/");
        assert!(html.to_lowercase().contains(&format!("url={new}\"")), "{old}: {html}");
    }
}

/// A post was served by its date, and never where its file lies.
#[test]
fn posts_have_no_redirect_from_the_folder_of_their_file() {
    let post = "---\ndate: 2024-03-05\n---\n\n# We are open\n\nShort.\n";
    let dated = "---\ndate: 2020-01-01\n---\n# Other\n";
    for (options, folder) in [
        ("", "blog/posts"),
        (":\n      blog_dir: .", "posts"),
        (":\n      post_dir: \"{blog}/all\"", "blog/all"),
    ] {
        let blog = if options.contains("blog_dir") { "docs/index.md" } else { "docs/blog/index.md" };
        let site = Site::new(&[
            ("mkdocs.yml", &format!("site_name: L\nplugins:\n  - blog{options}\n")),
            ("docs/index.md", "# Home\n"),
            (blog, "# Blog\n"),
            (&format!("docs/{folder}/in/first.md"), post),
            ("docs/other.md", dated),
        ]);
        site.migrate();
        let toml = site.read("book.toml");
        assert!(toml.contains(&format!("folder-redirects-exclude = [\"{folder}/**\"]")), "{toml}");
        let built = site.build();
        let has = |file: &str| built.html_dir().join(file).exists();
        assert!(!has(&format!("{folder}/in/first/index.html")) && has("other/index.html"), "{folder}");
        let served = if options.contains("blog_dir") { "2024/03/05" } else { "blog/2024/03/05" };
        assert!(has(&format!("{served}/we-are-open/index.html")), "{folder}");
        // The list of posts holds them alone, although another page has a day.
        let list = built.main(&blog["docs/".len()..].replace(".md", ".html"));
        assert!(list.contains("We are open</a>") && !list.contains("Other</a>"), "{list}");
    }
}

/// mike serves the pages of a version under its names.
#[test]
fn names_of_a_version_lead_to_the_book() {
    let yml = |address: &str| {
        format!(
            "site_name: S\nsite_url: {address}\nplugins:\n  - mike:\n      canonical_version: latest\nextra:\n  version:\n    provider: mike\n    default: [stable, latest]\n"
        )
    };
    let files = |yml: &str| {
        let site = Site::new(&[
            ("mkdocs.yml", yml),
            ("docs/index.md", "# Home\n"),
            ("docs/a/b.md", "---\nredirect_from: [old/]\n---\n# B\n"),
        ]);
        site.migrate();
        site
    };
    let site = files(&yml("https://example.org/docs/"));
    let toml = site.read("book.toml");
    assert!(toml.contains("also-below = [\"latest\", \"stable\"]"), "{toml}");
    let built = site.build();
    for (old, new) in [
        ("latest/a/b/index.html", "../../../a/b.html"),
        ("latest/index.html", "../index.html"),
        ("stable/old/index.html", "../../a/b.html"),
    ] {
        let html = built.html(old).replace("&#x2f;", "/");
        assert!(html.contains(&format!("url={new}\"")), "{old}: {html}");
    }
    // Where the book itself is published under that name, nothing more is below it.
    let toml = files(&yml("https://example.org/latest/")).read("book.toml");
    assert!(toml.contains("also-below = [\"stable\"]"), "{toml}");
}

/// `pymdownx.tabbed` numbers the groups of tabs on a page, and the tabs in each.
#[test]
fn links_to_tabs_by_their_numbers_lead_there() {
    let tabs = "=== \"A\"\n    a\n\n    === \"A1\"\n        a1\n    === \"A2\"\n        a2\n\n=== \"B\"\n    b\n\nText.\n\n=== \"C\"\n    c\n\n===! \"D\"\n    d\n=== \"E\"\n    e\n";
    let links = "[a2](t.md#__tabbed_2_2) [b](t.md#__tabbed_1_2) [e](t.md#__tabbed_4_2)";
    let site = Site::new(&[
        (
            "mkdocs.yml",
            "site_name: S\nmarkdown_extensions:\n  - pymdownx.superfences\n  - pymdownx.tabbed:\n      alternate_style: true\n",
        ),
        ("docs/index.md", &format!("# Home\n\n{links}\n")),
        ("docs/t.md", &format!("# T\n\n{tabs}")),
    ]);
    let run = site.migrate();
    assert!(run.stdout.contains("0 faults") && !run.stdout.contains("anchors"), "{}", run.stdout);
    let main = site.build().main("t.html");
    let text_after = |id: &str| {
        let rest = main.split_once(&format!("id=\"{id}\"")).unwrap_or_else(|| panic!("no {id}: {main}")).1;
        rest.split_once("<p>").unwrap().1.split_once("</p>").unwrap().0.to_owned()
    };
    assert_eq!(["__tabbed_2_2", "__tabbed_1_2", "__tabbed_4_2"].map(text_after), ["a2", "b", "e"]);
}
