//! `migrate mkdocs` where Python-Markdown and CommonMark read a page in different ways: found on real sites. What can be
//! is written so that both read the same; what cannot is explained. The comparison finds nothing else.

use crate::migrate::Site;

const SETTINGS: &str = "site_name: S\ntheme:\n  name: material\nmarkdown_extensions:\n  - admonition\n  - attr_list\n  - footnotes\n  - tables\n  - pymdownx.superfences\n";

/// The page of a site in the book, as readers get it, and the report.
#[track_caller]
fn migrated(settings: &str, text: &str) -> (String, String) {
    let site = Site::new(&[("mkdocs.yml", settings), ("docs/index.md", text)]);
    let run = site.migrate();
    assert!(
        run.stdout.contains("1 page compared with what MkDocs shows: 0 faults"),
        "{text}\n{}",
        run.stdout
    );
    (site.build().main("index.html"), site.read("migration-report.md"))
}

#[test]
fn headings_may_start_with_any_space() {
    let (main, _) = migrated(SETTINGS, "# T\n\n#\u{a0} Prune\n\nText.\n");
    assert!(main.contains("<h1 id=\"prune\">"), "{main}");
}

#[test]
fn a_row_of_one_sign_ends_no_table() {
    let (main, _) = migrated(SETTINGS, "# T\n\n| a | b |\n|---|---|\n| 1 | 2\n|\n| 3 | 4 |\n");
    assert_eq!(main.matches("<tr>").count(), 4, "{main}");
    assert!(main.contains("<td>3</td><td>4</td>"), "{main}");
}

#[test]
fn lines_below_the_head_of_a_table_may_have_spaces() {
    let (main, _) = migrated(SETTINGS, "# T\n\n| a | b |\n| --- | ---- --|\n| 1 | 2 |\n");
    assert!(main.contains("<td>1</td><td>2</td>"), "{main}");
}

#[test]
fn quotes_with_a_kind_are_boxes_and_the_report_says_so() {
    let text = "# T\n\n> [!NOTE]\n> Text.\n\n> [!WARNING]\n> More.\n";
    let (main, report) = migrated(SETTINGS, text);
    assert!(main.contains("Warning") && !main.contains("[!"), "{main}");
    assert!(report.contains("| boxes | 2 | - |"), "{report}");
    for plugin in ["plugins:\n  - gh-admonitions\n", "plugins:\n  - callouts\n"] {
        let (_, report) = migrated(&format!("{SETTINGS}{plugin}"), text);
        assert!(report.contains("| boxes | - | 2 |"), "{report}");
    }
    let extension = format!("{SETTINGS}  - github-callouts\n");
    assert!(migrated(&extension, text).1.contains("| boxes | - | 2 |"));
}

#[test]
fn text_that_ends_a_list_takes_the_items_below_it() {
    for text in [
        "# T\n\n- a\n\n  ![i](i.png)\n- b\n- c:\n    - d\n\n    ![j](j.png)\n",
        "# T\n\n* a\n\n  \"More\" of it.\n* b\n  1. c\n  2. d\n",
    ] {
        let (_, report) = migrated(SETTINGS, text);
        assert!(report.contains("lists after a paragraph"), "{report}");
    }
}

#[test]
fn tabs_in_code_are_the_authors() {
    let (main, _) =
        migrated(SETTINGS, "# T\n\n- a\n\n  ```\n  NAME         \tREVISION\n  x\ty\n  ```\n- b\n");
    assert!(main.contains("NAME         \tREVISION\nx\ty"), "{main}");
}

#[test]
fn what_mkdocs_takes_for_a_tag_is_shown_and_named() {
    let (main, report) =
        migrated(SETTINGS, "# T\n\nValues: <reason, why it failed>, <None\\> and <some_name>.\n");
    for shown in ["&lt;reason, why it failed&gt;", "&lt;None&gt;", "&lt;some_name&gt;"] {
        assert!(main.contains(shown), "{shown}\n{main}");
    }
    assert!(report.contains("text in angle brackets | 2 |"), "{report}");
}

#[test]
fn the_text_of_a_reference_may_be_its_name() {
    let text = "# T\n\nSee [tags][meta.tags], [b][c] and [tags][^1], ![tags][x], `x` [tags][y].\n\n\
                `x[tags][0]` and `y[tags][0]`, `` [tags][x] ``, <span title=\"[tags][x]\">t</span> <!-- [tags][x] -->\n\n\
                [tags]: index.md\n\n[^1]: N.\n";
    let site = Site::new(&[("mkdocs.yml", SETTINGS), ("docs/index.md", text)]);
    site.migrate();
    let page = text
        .replace("See [tags][meta.tags]", "See [tags][]\\[meta.tags]")
        .replace("`x` [tags][y]", "`x` [tags][]\\[y]");
    assert_eq!(site.read("src/index.md"), page);
    let main = site.build().main("index.html");
    assert!(main.contains(">tags</a>[meta.tags], [b][c]"), "{main}");
}

/// A note explains what stands in its paragraph, however long that is.
#[test]
fn a_note_at_the_end_of_a_paragraph_explains_it() {
    let settings = format!(
        "{SETTINGS}  - pymdownx.magiclink:\n      repo_url_shorthand: true\n      user: o\n      repo: n\n"
    );
    migrated(&settings, "# T\n\nOne\ntwo\nthree\nfour\nby @somebody's hand.\n\nMore\n\n[a](https://x.org)\n");
}

#[test]
fn references_that_a_plugin_links_are_lost_and_named() {
    let text = "# T\n\nSee [Enums][enum.Enum], [`x`][a.x], [`a.Y`][], [c][pkg.c], [c][] and [b][c].\n\n[c]: index.md\n";
    for plugin in ["autorefs", "mkdocstrings"] {
        let settings = format!("{SETTINGS}plugins:\n  - {plugin}\n");
        let site = Site::new(&[("mkdocs.yml", &settings), ("docs/index.md", text)]);
        site.migrate();
        assert_eq!(site.read("src/index.md"), text);
        let report = site.read("migration-report.md");
        assert!(report.contains("| references of plugins | - | - | 4 |"), "{report}");
        for name in ["enum.Enum", "a.x", "a.Y", "pkg.c"] {
            let said = format!("line 3: `[{name}]`: a plugin links it; the book shows it as text");
            assert!(report.contains(&said), "{report}");
        }
    }
    assert!(!migrated(SETTINGS, text).1.contains("references of plugins"));
}

#[test]
fn a_sign_in_code_below_a_table_is_code() {
    let text = "# T\n\n| a | b |\n|---|---|\n| 1 | 2 |\n```\n|\n```\n";
    let site = Site::new(&[("mkdocs.yml", SETTINGS), ("docs/index.md", text)]);
    site.migrate();
    assert!(site.read("src/index.md").contains("```\n|\n```"), "{}", site.read("src/index.md"));
}
