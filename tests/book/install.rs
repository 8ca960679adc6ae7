//! `mdbook-patterns install`: what it writes, what it keeps, and what it refuses.

use std::fs;

use crate::support::{Run, TestBook};

const PAGE: &str = "---\ntitle: Retry\ntier: gold\n---\n# Retry\n";

/// Runs `install` in a new book with this `book.toml`, and gives the run and the `book.toml` after.
fn install(book_toml: &str, arguments: &[&str]) -> (Run, String) {
    let book = TestBook::new().page("retry.md", PAGE).write();
    fs::write(book.root().join("book.toml"), book_toml).unwrap();
    let run = book.run(&[&["install"], arguments].concat());
    (run, fs::read_to_string(book.root().join("book.toml")).unwrap())
}

#[test]
fn an_empty_book_gets_assets_and_tables() {
    let (run, book_toml) = install("[book]\ntitle = \"X\"\n", &["--no-index"]);
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""));
    assert_eq!(run.stdout.lines().last(), Some("wrote book.toml"));
    assert_eq!(
        book_toml,
        format!(
            "[book]\ntitle = \"X\"\n\n[preprocessor.patterns]\nassets-version = \"{}\"\n\n\
             [output.html]\nadditional-css = [\"theme/patterns.css\", \"theme/patterns-catalog.css\"]\n\
             additional-js = [\"theme/patterns-common.js\", \"theme/patterns-catalog.js\", \"theme/patterns-progress.js\", \"theme/patterns-tabs.js\", \"theme/patterns-graph.js\"]\n",
            env!("CARGO_PKG_VERSION")
        )
    );
}

#[test]
fn comments_and_order_of_the_author_survive() {
    let written = "# mine\n[output.html]\nadditional-css = [\n    \"a.css\", # why\n]\n\n[book]\ntitle = \"X\" # name\n";
    let (_, book_toml) = install(written, &["--no-index"]);
    let expected = "# mine\n[output.html]\nadditional-css = [\n    \"a.css\", # why\n    \"theme/patterns.css\",\n    \"theme/patterns-catalog.css\",\n]\nadditional-js = [\"theme/patterns-common.js\", \"theme/patterns-catalog.js\", \"theme/patterns-progress.js\", \"theme/patterns-tabs.js\", \"theme/patterns-graph.js\"]\n\n[book]\ntitle = \"X\" # name\n";
    assert!(book_toml.starts_with(expected), "{book_toml}");
}

#[test]
fn a_second_run_changes_nothing() {
    let book = TestBook::new().page("retry.md", PAGE).write();
    assert_eq!(book.run(&["install"]).code, Some(0));
    let read = || {
        let files = ["book.toml", "theme/patterns.css", "theme/patterns-search.js"];
        files.map(|file| fs::read_to_string(book.root().join(file)).unwrap())
    };
    let first = read();
    let run = book.run(&["install"]);
    assert!(run.stdout.lines().all(|line| line.starts_with("is up to date: ")), "{}", run.stdout);
    assert_eq!(read(), first);
}

#[test]
fn a_second_renderer_is_announced_loudly_and_can_be_declined() {
    let (run, book_toml) = install("[book]\ntitle = \"X\"\n", &[]);
    assert!(book_toml.contains("[output.patterns]"), "{book_toml}");
    assert!(run.stdout.contains("the HTML moves from book/ to book/html/"), "{}", run.stdout);
    let (run, book_toml) = install("[book]\ntitle = \"X\"\n", &["--no-index"]);
    assert!(!book_toml.contains("[output.patterns]"), "{book_toml}");
    assert!(!run.stdout.contains("NOTE"), "{}", run.stdout);
    let (run, _) = install("[book]\ntitle = \"X\"\n[output.html]\n[output.markdown]\n", &[]);
    assert!(!run.stdout.contains("the HTML moves"), "two renderers were there before: {}", run.stdout);
}

#[test]
fn a_file_of_somebody_else_is_not_overwritten() {
    let book = TestBook::new().page("retry.md", PAGE).file("theme/patterns.css", "p {}").write();
    let run = book.run(&["install"]);
    assert_eq!(run.code, Some(2));
    assert_eq!(
        run.stderr,
        "mdbook-patterns: theme/patterns.css is not a file of mdbook-patterns; move it, or overwrite it with `--force`\n"
    );
    let css = book.root().join("theme/patterns.css");
    assert_eq!(fs::read_to_string(&css).unwrap(), "p {}");
    assert_eq!(book.run(&["install", "--force"]).code, Some(0));
    assert_ne!(fs::read_to_string(&css).unwrap(), "p {}");
}

#[test]
fn what_cannot_be_edited_is_refused_and_left_alone() {
    for (book_toml, error) in [
        ("output = 3\n", "mdbook-patterns: cannot edit ./book.toml: `output` is not a table\n"),
        (
            "[output.html]\nadditional-css = \"a.css\"\n",
            "mdbook-patterns: cannot edit ./book.toml: `output.html.additional-css` is not a list\n",
        ),
    ] {
        let (run, after) = install(book_toml, &[]);
        assert_eq!((run.code, run.stderr.as_str(), after.as_str()), (Some(2), error, book_toml));
    }
    let (run, after) = install("[book\n", &[]);
    assert!(run.stderr.starts_with("mdbook-patterns: cannot parse ./book.toml: "), "{}", run.stderr);
    assert_eq!((run.code, after.as_str()), (Some(2), "[book\n"));
}

#[test]
fn a_folder_without_a_book_is_named() {
    let book = TestBook::new().page("retry.md", PAGE).write();
    let run = book.run(&["install", "elsewhere"]);
    assert_eq!(
        (run.code, run.stderr.as_str()),
        (
            Some(2),
            "mdbook-patterns: there is no book.toml in elsewhere or above it: name the book's folder, or run `mdbook init` first\n"
        )
    );
}

#[test]
fn an_installed_book_builds_without_a_word_and_with_its_style() {
    let book = TestBook::new().page("retry.md", PAGE).write();
    assert_eq!(book.run(&["install", "--no-index"]).code, Some(0));
    let built = TestBook::from_dir(book.root()).unstyled().build();
    assert_eq!(built.stderr(), "");
    assert!(built.html("retry.html").contains("theme/patterns"), "the style is linked");
}

#[test]
fn the_search_comes_with_the_index_and_goes_with_it() {
    let (_, without) = install("[book]\ntitle = \"X\"\n", &["--no-index"]);
    assert!(!without.contains("patterns-search"), "{without}");
    let book = TestBook::new().page("retry.md", PAGE).write();
    assert_eq!(book.run(&["install"]).code, Some(0));
    let read = || fs::read_to_string(book.root().join("book.toml")).unwrap();
    let path = "theme/patterns-search.js";
    assert!(read().contains(&format!("\"{path}\"")), "{path} is linked in {}", read());
    assert!(book.root().join(path).exists());
    assert!(!read().contains("patterns-catalog"), "the renderer links it where a catalog is: {}", read());
    fs::write(book.root().join("book.toml"), read().replace("[output.patterns]\n", "")).unwrap();
    assert_eq!(book.run(&["install", "--no-index"]).code, Some(0));
    assert!(!read().contains("search"), "{}", read());
    assert!(read().contains("patterns-catalog.js"), "{}", read());
}

#[test]
fn mdbooks_search_can_be_turned_off_and_what_that_saves_is_said() {
    let written = "[book]\ntitle = \"X\"\n";
    let (run, book_toml) = install(written, &["--mdbook-search", "off"]);
    assert!(book_toml.contains("[output.html.search]\nenable = false\n"), "{book_toml}");
    assert!(!run.stdout.contains("mdBook's own search"), "{}", run.stdout);
    let (run, book_toml) = install(written, &["--mdbook-search", "keep"]);
    assert!(!book_toml.contains("enable"), "{book_toml}");
    assert!(!run.stdout.contains("mdBook's own search"), "{}", run.stdout);
    // Nobody is there to answer: it stays, and the way to turn it off is named.
    let (run, book_toml) = install(written, &[]);
    assert!(!book_toml.contains("enable"), "{book_toml}");
    let note = "\nNOTE: mdBook's own search is on, in addition to the one that this index brings.\n\
        Its index grows with the square of large books, and each reader who searches loads it whole;\n\
        this one loads a few files of some 20 KB. Without it the build is faster and needs less memory.\n\
        Run `mdbook-patterns install --mdbook-search off` to turn it off.\n";
    assert!(run.stdout.ends_with(note), "{}", run.stdout);
}

#[test]
fn what_mdbooks_search_costs_is_measured_in_the_last_build() {
    let big = vec![b' '; 1_234_567];
    let book = TestBook::new().page("retry.md", PAGE).file("book/searchindex-1a2b.js", big).write();
    let run = book.run(&["install"]);
    let cost = "Its index in the last build has 1.3 MB, which each reader who searches loads whole;";
    assert!(run.stdout.contains(cost), "{}", run.stdout);
    // Decided once, it is not said again; it can still be turned off.
    let run = book.run(&["install"]);
    assert!(!run.stdout.contains("NOTE"), "{}", run.stdout);
    assert_eq!(book.run(&["install", "--mdbook-search", "off"]).code, Some(0));
    let book_toml = fs::read_to_string(book.root().join("book.toml")).unwrap();
    assert!(book_toml.contains("[output.html.search]\nenable = false\n"), "{book_toml}");
}

#[test]
fn without_an_index_mdbooks_search_is_not_turned_off() {
    let (run, _) = install("[book]\ntitle = \"X\"\n", &["--no-index", "--mdbook-search", "off"]);
    assert_eq!(run.code, Some(2));
    let book = TestBook::new().page("retry.md", PAGE).write();
    assert_eq!(book.run(&["install", "--no-index"]).code, Some(0));
    let run = book.run(&["install", "--mdbook-search", "off"]);
    assert_eq!(
        (run.code, run.stderr.as_str()),
        (
            Some(2),
            "mdbook-patterns: without [output.patterns] this book has no search but mdBook's; add the table first\n"
        )
    );
}

#[test]
fn a_book_with_an_index_and_without_the_search_is_told_so() {
    let index = env!("CARGO_BIN_EXE_mdbook-patterns");
    let tables = format!("[output.html]\n[output.patterns]\ncommand = '{index}'");
    let written = TestBook::new().page("retry.md", PAGE).config(&tables).write();
    assert_eq!(written.run(&["install"]).code, Some(0));
    let path = written.root().join("book.toml");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, text.replace(", \"theme/patterns-search.js\"", "")).unwrap();
    let built = TestBook::from_dir(written.root()).unstyled().build();
    assert!(
        built
            .stderr()
            .contains("the book does not link `theme/patterns-search.js`, and readers cannot search it"),
        "{}",
        built.stderr()
    );
}

#[test]
fn plugins_that_must_run_behind_are_put_there_once() {
    let written = "[preprocessor.mermaid]\n\n[preprocessor.toc]\n";
    let (_, book_toml) = install(written, &["--no-index"]);
    assert!(book_toml.contains("[preprocessor.patterns]\nbefore = [\"mermaid\"]\n"), "{book_toml}");
    let chosen = "[preprocessor.mermaid]\n\n[preprocessor.patterns]\nbefore = []\n";
    let (_, book_toml) = install(chosen, &["--no-index"]);
    assert!(book_toml.contains("[preprocessor.patterns]\nbefore = []\n"), "{book_toml}");
}

#[test]
fn comments_of_inline_tables_survive() {
    for (written, kept) in [
        ("[output]\nhtml = { default-theme = \"navy\" } # mine\n", "[output.html] # mine\n"),
        ("output = { html = { default-theme = \"navy\" } } # mine\n", "[output] # mine\n"),
        ("preprocessor = {} # mine\n", "[preprocessor] # mine\n"),
        ("[output]\n# above\nhtml = { default-theme = \"navy\" }\n", "# above\n[output.html]\n"),
        ("# above\noutput = { html = {} }\n", "# above\n[output]\n"),
    ] {
        let (_, book_toml) = install(written, &["--no-index"]);
        assert!(book_toml.contains(kept), "{book_toml}");
        assert!(!book_toml.contains(" ]"), "{book_toml}");
    }
}

#[test]
fn a_book_that_links_the_search_and_has_no_index_is_told_so() {
    let book = TestBook::new().page("retry.md", PAGE).write();
    assert_eq!(book.run(&["install"]).code, Some(0));
    let path = book.root().join("book.toml");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, text.replace("[output.patterns]\n", "")).unwrap();
    let build = || TestBook::from_dir(book.root()).unstyled().build();
    let said = "the book does not link `theme/patterns-catalog.css`, and readers cannot filter its catalog";
    assert!(build().stderr().contains(said), "{}", build().stderr());
    let linked = text.replace("[output.patterns]\n", "").replace("\"theme/patterns.css\"", BOTH_STYLES);
    let linked = linked.replace(
        "\"theme/patterns-common.js\"",
        "\"theme/patterns-common.js\", \"theme/patterns-catalog.js\", \"theme/patterns-progress.js\"",
    );
    fs::write(&path, linked).unwrap();
    for asset in mdbook_patterns::assets::ASSETS
        .iter()
        .filter(|asset| asset.path.contains("catalog") || asset.path.contains("progress"))
    {
        fs::write(book.root().join(asset.path), asset.text).unwrap();
    }
    let said =
        "warning[P0601]: the book links `theme/patterns-search.js`, but has no index that it could search";
    assert!(build().stderr().contains(said), "{}", build().stderr());
}

const BOTH_STYLES: &str = "\"theme/patterns.css\", \"theme/patterns-catalog.css\"";

#[test]
fn what_every_page_loaded_once_is_loaded_where_it_is_needed() {
    let index = env!("CARGO_BIN_EXE_mdbook-patterns");
    let tables = format!("[output.html]\n[output.patterns]\ncommand = '{index}'");
    let page = "# All\n\n{{#patterns catalog}}\n";
    let book = TestBook::new().page("retry.md", PAGE).page("all.md", page).config(&tables).write();
    assert_eq!(book.run(&["install"]).code, Some(0));
    let path = book.root().join("book.toml");
    let new = fs::read_to_string(&path).unwrap();
    // As an earlier version installed it.
    let old = new.replace("\"theme/patterns.css\"", "\"theme/patterns.css\", \"theme/patterns-search.css\"");
    let old = old.replace(
        "\"theme/patterns-tabs.js\"",
        "\"./theme/patterns-catalog.js\", \"theme/patterns-progress.js\", \"theme/patterns-tabs.js\"",
    );
    fs::write(&path, &old).unwrap();
    let of =
        |name: &str| mdbook_patterns::assets::ASSETS.iter().find(|asset| asset.path.ends_with(name)).unwrap();
    for name in ["patterns-search.css", "patterns-catalog.js", "patterns-progress.js"] {
        fs::write(book.root().join(of(name).path), of(name).text).unwrap();
    }
    let built = TestBook::from_dir(book.root()).unstyled().build();
    let said = "the book links `theme/patterns-catalog.js` on every page, and not only where it is needed";
    assert!(built.stderr().contains(said), "{}", built.stderr());
    assert!(!built.html("all.html").contains("patterns-index/catalog.js"), "never twice");
    fs::write(book.root().join("theme/patterns-catalog.css"), "/* mine */").unwrap();
    let run = book.run(&["install"]);
    assert!(
        run.stdout.contains("removed theme/patterns-catalog.js\nremoved theme/patterns-progress.js\nremoved theme/patterns-search.css\n"),
        "{}",
        run.stdout
    );
    assert_eq!(fs::read_to_string(&path).unwrap(), new);
    assert!(!book.root().join("theme/patterns-catalog.js").exists());
    assert!(book.root().join("theme/patterns-catalog.css").exists(), "a file of the author's stays");
    let built = TestBook::from_dir(book.root()).unstyled().build();
    assert_eq!(built.stderr(), "");
    let head = |page: &str| built.html(page).split("</head>").next().unwrap().to_owned();
    assert!(
        head("all.html").contains("<link rel=\"stylesheet\" href=\"patterns-index/catalog.css?"),
        "{}",
        head("all.html")
    );
    assert!(head("all.html").contains("<script defer src=\"patterns-index/catalog.js?"));
    assert!(!head("retry.html").contains("patterns-index/"));
}

#[test]
fn the_table_of_the_old_renderer_moves_to_its_new_name() {
    let told = "renamed [output.patterns-index] to [output.patterns]: `mdbook-patterns-index` is part of `mdbook-patterns`";
    for (before, after) in [
        (
            "[output.html]\n\n# the index\n[output.patterns-index] # ours\nlanguage = \"de\" # why\ncommand = \"mdbook-patterns-index\"\n\n[output.zz]\ncommand = \"zz\"\n",
            "\n# the index\n[output.patterns] # ours\nlanguage = \"de\" # why\n\n[output.zz]\ncommand = \"zz\"\n",
        ),
        (
            "[output]\npatterns-index = { html = \"html\" } # ours\nmarkdown = {}\n\n[book]\ntitle = \"X\"\n",
            "markdown = {}\n\n[output.patterns] # ours\nhtml = \"html\"\n",
        ),
        (
            "output.patterns-index.html = \"html\" # ours\noutput.markdown.optional = true\n",
            "output.patterns.html = \"html\" # ours\noutput.markdown.optional = true\n",
        ),
        (
            "[output.patterns-index]\ncommand = \"bin/mdbook-patterns-index --x\" # here\n",
            "[output.patterns]\ncommand = \"bin/mdbook-patterns --x\" # here\n",
        ),
    ] {
        let (run, book_toml) = install(before, &[]);
        assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""));
        assert!(run.stdout.lines().any(|line| line == told), "{}", run.stdout);
        assert!(!run.stdout.contains("the HTML moves"), "it had two renderers before: {}", run.stdout);
        assert!(book_toml.contains(after) && !book_toml.contains("patterns-index"), "{book_toml}");
    }
}

#[test]
fn an_old_command_under_another_name_is_changed() {
    let (run, book_toml) = install(
        "[output.html]\n[output.patterns]\ncommand = \"mdbook-patterns-index\"\n[output.zz]\ncommand = \"mdbook-patterns-index\"\n",
        &[],
    );
    assert!(run.stdout.contains("`mdbook-patterns-index` is now `mdbook-patterns`"), "{}", run.stdout);
    assert!(
        book_toml.contains("[output.patterns]\n[output.zz]\ncommand = \"mdbook-patterns\"\n"),
        "{book_toml}"
    );
}

#[test]
fn another_renderer_of_the_old_name_is_left_alone() {
    let table = "[output.patterns-index]\ncommand = \"their-own\"\n";
    let (run, book_toml) = install(table, &["--no-index"]);
    assert!(book_toml.contains(table) && !run.stdout.contains("renamed"), "{book_toml}");
}

#[test]
fn both_tables_are_one_too_many() {
    let both = "[output.patterns]\n[output.patterns-index]\n";
    let (run, after) = install(both, &[]);
    assert_eq!(
        (run.code, run.stderr.as_str(), after.as_str()),
        (
            Some(2),
            "mdbook-patterns: cannot edit ./book.toml: there are both [output.patterns-index] and [output.patterns], which are one now; delete the first\n",
            both
        )
    );
}

#[test]
fn patterns_without_a_type_are_found_by_their_paths() {
    for (page, entries) in [
        ("## Title\n\nMaturity\n", "paths = [\"**/*.md\"]"),
        ("---\ntype: pattern\n---\n# A\n", "types = [\"pattern\"]"),
        ("+++\ntype = \"pattern\"\n+++\n# A\n", "types = [\"pattern\"]"),
        ("---\ncontent_type: pattern\n---\n# A\n", "types = [\"pattern\"]"),
        ("---\ntype: Pattern # yes\n---\n# A\n", "types = [\"pattern\"]"),
        ("# A\n\n```yaml\ntype: pattern\n```\n", "paths = [\"**/*.md\"]"),
        ("---\ntitle: A\nextra:\n  type: pattern\n---\n# A\n", "paths = [\"**/*.md\"]"),
    ] {
        let book = TestBook::new().page("x/a.md", page).write();
        book.run(&["install", "--no-index", "--kind", "pattern"]);
        let toml = std::fs::read_to_string(book.root().join("book.toml")).unwrap();
        assert!(toml.contains(&format!("[preprocessor.patterns.entries]\n{entries}\n")), "{toml}");
        assert!(!book.found().contains("[P0508]"), "{}", book.found());
    }
}

#[test]
fn decision_records_are_found_by_how_they_are_named() {
    for (paths, pattern) in [
        (["0001-a.md", "0002-b.md", "erc-20.md"], "**/[0-9]*.md"),
        (["adr-1.md", "adr-2.md", "0001-a.md"], "**/[a-zA-Z]*[-_][0-9]*.md"),
        (["0001-a/README.md", "0001-a/more.md", "0002-b/README.md"], "**/[0-9]*/README.md"),
        (["CIP-0001/README.md", "CIP-0002/README.md", "2020-01-01.md"], "**/[a-zA-Z]*[-_][0-9]*/README.md"),
        (["a.md", "b.md", "c.md"], "**/[0-9]*.md"),
        (["decisions/0001-a.md", "guide/step-1.md", "guide/step-2.md"], "**/[0-9]*.md"),
    ] {
        let book = paths.iter().fold(TestBook::new(), |book, path| book.page(path, "# A\n\nText.\n")).write();
        book.run(&["install", "--no-index", "--kind", "adr"]);
        let toml = std::fs::read_to_string(book.root().join("book.toml")).unwrap();
        assert!(toml.contains(&format!("paths = [\"{pattern}\"]")), "{toml}");
    }
}

#[test]
fn a_kind_configures_a_book_that_is_not_configured() {
    let pages = [
        (
            "adr",
            "decisions/0002-use-y.md",
            "---\nstatus: accepted\ndate: 2024-03-01\nsupersedes: 1\n---\n# Use Y\n\nText.\n",
        ),
        ("runbook", "web/restart.md", "---\nowner: Ann, Bob\nseverity: high\n---\n# Restart\n\nText.\n"),
        ("recipe", "soups/borscht.md", "# Borscht\n\nText.\n"),
        ("pattern", "retry.md", "---\ntype: pattern\n---\n# Retry\n\nText.\n"),
    ];
    for (kind, path, text) in pages {
        let book = TestBook::new()
            .page("decisions/README.md", "# Decisions\n\nText.\n")
            .page("decisions/0001-use-x.md", "---\nstatus: accepted\n---\n# Use X\n\nText.\n")
            .page(path, text)
            .write();
        let run = book.run(&["install", "--no-index", "--kind", kind]);
        assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""), "{kind}");
        let listed = book.run(&["list", "--format", "paths"]).stdout;
        assert!(listed.contains(&format!("src/{path}\n")) && !listed.contains("README"), "{kind}: {listed}");
        let found = book.run(&["check", "--allow", "P1104"]).stdout;
        assert!(found.contains("no problems"), "{kind}: {found}");
        let again = book.run(&["install", "--no-index", "--kind", kind]).stdout;
        assert!(again.contains("kept [preprocessor.patterns.entries]"), "{kind}: {again}");
        let book = book.render().unwrap();
        assert_eq!(book.stderr(), "", "{kind}");
        let words = book.main("catalog.html").to_lowercase();
        if kind != "pattern" {
            let told = ["law", "pillar", "pattern "].iter().find(|word| words.contains(**word));
            assert_eq!(told, None, "{kind}: {words}");
        }
    }
}
