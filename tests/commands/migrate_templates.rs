//! `migrate mkdocs` where signs of templates stand in pages: what is a template, and what only looks like one.

use crate::migrate::Site;

/// The page of a site with these settings, and its report.
fn migrated(yml: &str, text: &str) -> (String, String) {
    let site = Site::new(&[("mkdocs.yml", &format!("site_name: S\n{yml}")), ("docs/index.md", text)]);
    let run = site.migrate();
    assert!(matches!(run.code, Some(0 | 1)), "{}\n{}", run.stdout, run.stderr);
    (site.read("src/index.md"), site.read("migration-report.md"))
}

#[test]
fn hooks_make_no_templates_of_pages() {
    let text = "# T\n\nJinja writes {# a comment #} and {{ v }} so.\n";
    let (page, report) = migrated("extra:\n  v: V\nplugins:\n  - mkdocs-simple-hooks\n", text);
    assert_eq!(page, text);
    assert!(report.contains("`mkdocs-simple-hooks`"), "{report}");
}

#[test]
fn other_signs_than_those_of_jinja_are_left_and_named() {
    let text = "# T\n\n[[ v ]] {{ v }} {# text #} and [# a comment #].\n";
    let yml = "extra:\n  v: V\nplugins:\n  - macros:\n      j2_variable_start_string: \"[[\"\n      j2_comment_start_string: \"[#\"\n";
    let (page, report) = migrated(yml, text);
    assert_eq!(page, text);
    assert!(report.contains("j2_"), "{report}");
}

#[test]
fn signs_within_signs_are_read_as_jinja_does() {
    let yml = "extra:\n  v: V\nplugins:\n  - macros\n";
    for (text, expected) in [
        ("# T\n\n{% raw %}{%{% endraw %} set x %}, and {{ v }}.\n", "# T\n\n{% set x %}, and V.\n"),
        ("# T\n\n{% raw %}{{ v }}{% endraw %} {{ v }} {# gone #}\n", "# T\n\n{{ v }} V \n"),
    ] {
        assert_eq!(migrated(yml, text).0, expected, "{text}");
    }
    // Nothing that opens like a block of another language is a comment.
    let text = "# T\n\n{{#if a}} one {# note #} two\n";
    let page = migrated(yml, text).0;
    assert!(page.contains("{{#if a}} one") && page.ends_with(" two\n"), "{page}");
}

#[test]
fn texts_in_quotes_stand_for_themselves() {
    let (page, report) = migrated(
        "plugins:\n  - macros\n",
        "# T\n\n`{{ '{{ .a }}.{{ .b }}' }}` {{ \"it's\" }} {{ 'a' ~ b }}\n\n```go\n{{ '{{ with .Ipam }}' }}\n```\n",
    );
    assert_eq!(page, "# T\n\n`{{ .a }}.{{ .b }}` it's {{ 'a' ~ b }}\n\n```go\n{{ with .Ipam }}\n```\n");
    assert!(report.contains("1 call stays"), "{report}");
}

#[test]
fn calls_that_stay_keep_their_signs() {
    let yml =
        "plugins:\n  - macros\nmarkdown_extensions:\n  - pymdownx.magiclink\n  - pymdownx.smartsymbols\n";
    let text = "# T\n\n{{ gone(\"2nd https://x.org/ (c)\") }} and (c)\n";
    assert_eq!(migrated(yml, text).0, text.replace("and (c)", "and ©"));
}

#[test]
fn only_values_that_a_page_shows_are_converted() {
    let yml =
        "extra:\n  v: V\n  homepage: https://x.org\n  version:\n    provider: mike\nplugins:\n  - macros\n";
    let (page, report) = migrated(yml, "# T\n\n{{ v }}\n");
    assert_eq!(page, "# T\n\nV\n");
    let line = |name: &str| {
        report.lines().find(|line| line.contains(&format!("`{name}`"))).unwrap_or_default().to_owned()
    };
    assert!(line("version").contains("for templates of MkDocs"), "{report}");
    assert_eq!(line("v"), "", "{report}");
}
