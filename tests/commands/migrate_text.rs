//! `migrate mkdocs` on what extensions see in plain text, and on annotations.

use crate::migrate::Site;

fn site(yml: &str, text: &str) -> Site {
    Site::new(&[("mkdocs.yml", yml), ("docs/index.md", text)])
}

#[test]
fn bare_addresses_and_references_are_links() {
    let yml = "site_name: S\nmarkdown_extensions:\n  - admonition\n  - pymdownx.magiclink:\n      repo_url_shorthand: true\n      user: o\n      repo: n\n";
    let site = site(
        yml,
        "# T\n\nSee https://x.org/a_b_c?d=1, (www.y.org) or a@b.example: #12, !3 and @someone.\n\n\
         `https://x.org` [https://x.org](https://z.org) <https://x.org> <a href=\"https://x.org\">https://x.org</a>\n\n\
         !!! note\n    - *https://x.org*\n\n| a |\n|---|\n| https://x.org |\n\n```\nhttps://x.org #1\n```\n",
    );
    let run = site.migrate();
    assert_eq!(run.code, Some(0), "{}", run.stdout);
    assert!(run.stdout.contains("1 page compared with what MkDocs shows: 0 faults"), "{}", run.stdout);
    assert_eq!(
        site.read("src/index.md"),
        "# T\n\nSee <https://x.org/a_b_c?d=1>, ([www.y.org](http://www.y.org)) or <a@b.example>: [#12](https://github.com/o/n/issues/12), [!3](https://github.com/o/n/pull/3) and [@someone](https://github.com/someone).\n\n\
         `https://x.org` [https://x.org](https://z.org) <https://x.org> <a href=\"https://x.org\">https://x.org</a>\n\n\
         !!! note\n    - *<https://x.org>*\n\n| a |\n|---|\n| <https://x.org> |\n\n```\nhttps://x.org #1\n```\n"
    );
    let report = site.read("migration-report.md");
    assert!(report.contains("| bare addresses | 5 |"), "{report}");
    assert!(report.contains("| references to a repository | 3 |"), "{report}");
}

#[test]
fn without_magiclink_addresses_are_text() {
    let text = "# T\n\nSee https://x.org, #12 and (c) 1/2.\n";
    let site = site("site_name: S\n", text);
    site.migrate();
    assert_eq!(site.read("src/index.md"), text);
}

#[test]
fn signs_become_symbols() {
    let yml = "site_name: S\nmarkdown_extensions:\n  - pymdownx.smartsymbols:\n      fractions: false\n";
    let site = site(yml, "# T\n\n(c) a --> b <--> c, +/-1 =/= 2nd of 1/2, \\(c) `-->` <!-- x -->\n\n--\n\n    (c)\n");
    let run = site.migrate();
    assert!(run.stdout.contains("0 faults"), "{}", run.stdout);
    assert_eq!(
        site.read("src/index.md"),
        "# T\n\n© a → b ↔ c, ±1 ≠ 2<sup>nd</sup> of 1/2, \\(c) `-->` <!-- x -->\n\n--\n\n    (c)\n"
    );
    assert!(site.read("migration-report.md").contains("| symbols | 6 |"));
}
