use std::fs;
use std::process::Command;

use crate::run;
use crate::support::{Built, TestBook};

const STATUS: &str =
    "[preprocessor.patterns.taxonomy.status]\nterms = [{ id = \"accepted\" }, { id = \"superseded\" }]\n";

/// The template of seed 001, filled in.
const QUICK: &str = "# Retry Pattern\n\n<div class=\"axiom-box\">\n<h3>⚡ Quick Reference</h3>\n<ul>\n<li><strong>Problem:</strong> Calls fail &amp; come back</li>\n<li><strong>Solution:</strong> Try <em>again</em></li>\n<li><strong>Trade-offs:</strong> Load: more of it</li>\n<li><strong>Use when:</strong> It is safe</li>\n</ul>\n</div>\n\n## The Problem\n\nWords.\n\n---\n\n**Laws Applied**: [Law 1: Correlated Failure](/laws/failure/) • [Law 2](laws/time.md)\n\n**Pillars**: State\n\n**Next**: [Breaker](/breaker) | **Previous**: [Saga](saga.md)";

/// The template of seed 003, filled in.
const README: &str = "---\n# mine\ntier: gold   # keep\n---\n\n# Breaker\n\n> Stops calls *early*\n\n## Overview\n\n> This quote stays.\n\n## Prerequisites\n\n- [Retry](retry.md): it opens after some\n- [Saga](saga.md)\n\n## License\n\nMIT\n\n## Author\n\n- **Name**: Ann B\n- **GitHub**: [@ann](https://github.com/ann)\n- **Email**: ann@example.com\n\n## Changelog\n\n### Version 1.1.0 (2024-03-15)\n\n- More\n\n### Version 1.0.0 (2024-01-15)\n\n- Initial release\n";

/// As MADR 2 has it.
const ADR: &str = "# Use dashes\n\n* Status: superseded by [ADR-0007](saga.md)\n* Deciders: Ann, [Bob](https://bob.example), Cy <cy@example.com>\n* Date: 2020-01-02\n\nTechnical Story: #7\n\n## Context\n\n* Good, because: of it\n";

fn book() -> TestBook {
    let law = |title: &str| format!("---\ntitle: {title}\ntype: law\n---\n# {title}\n");
    TestBook::new()
        .config(STATUS)
        .page("retry.md", QUICK)
        .page("breaker.md", README)
        .page("adr.md", ADR)
        .page("saga.md", "---\ntitle: Saga\n---\n# Saga\n")
        .page("laws/failure.md", &law("Correlated Failure"))
        .page("laws/time.md", &law("Time"))
}

fn read(book: &Built, path: &str) -> String {
    fs::read_to_string(book.root().join("src").join(path)).unwrap()
}

#[test]
fn metadata_becomes_front_matter() {
    let book = book().write();
    let shown = run(&book, &["lift"]);
    assert_eq!((shown.code, read(&book, "retry.md").as_str()), (Some(0), QUICK));
    insta::assert_snapshot!("diff", format!("{}\n{}", shown.stderr, shown.stdout));
    let written = run(&book, &["lift", "--write", "--force"]);
    assert_eq!(
        (written.code, written.stdout.as_str(), written.stderr.as_str()),
        (
            Some(0),
            "lifted into src/retry.md: title, problem, solution, trade_offs, use_when, laws, pillars, next, prev\nlifted into src/breaker.md: title, description, prerequisites, license, authors, version, updated, introduced\nlifted into src/adr.md: title, status, superseded_by, authors, date\n",
            ""
        )
    );
    insta::assert_snapshot!(
        "lifted",
        ["retry.md", "breaker.md", "adr.md"].map(|page| read(&book, page)).join("\n=====\n")
    );
    let again = run(&book, &["lift"]);
    assert_eq!((again.stdout.as_str(), again.stderr.as_str()), ("", "mdbook-patterns: nothing to lift\n"));
}

#[test]
fn what_it_writes_passes_check() {
    let book = book().write();
    run(&book, &["lift", "--write", "--force"]);
    let found = run(&book, &["check"]);
    assert!(!found.stdout.contains("[P02") && !found.stdout.contains("[P03"), "{}", found.stdout);
}

#[test]
fn the_date_below_the_title_is_lifted_as_adr_tools_writes_it() {
    let page = "# 1. Record\n\nDate: 2016-02-12\n\n## Status\n\nAccepted\n\n## Context\n\nDate: 2016-02-13\n";
    let book = TestBook::new().config(STATUS).page("a.md", page).write();
    run(&book, &["lift", "--write", "--force"]);
    assert_eq!(
        read(&book, "a.md"),
        "---\ntitle: 1. Record\ndate: 2016-02-12\nstatus: accepted\n---\n\n# 1. Record\n\n## Context\n\nDate: 2016-02-13\n"
    );
}

#[test]
fn values_that_no_field_takes_stay() {
    let page = "# A\n\n* Status: agreed\n* Deciders: [list everyone]\n* Date: soon\n\n## License\n\nSee the file [LICENSE](LICENSE) for what you may do with it.\n\n## Related Patterns\n\n- [Gone](gone.md)\n- [Saga](saga.md)\n\n---\n\n**Tier**: platinum | **Next**: [Saga](saga.md)\n";
    let book = TestBook::new().page("a.md", page).page("saga.md", "---\ntitle: Saga\n---\n# Saga\n").write();
    let shown = run(&book, &["lift"]);
    insta::assert_snapshot!("refused", format!("{}\n{}", shown.stderr, shown.stdout));
}

#[test]
fn what_the_front_matter_says_is_never_changed() {
    let page = "\u{feff}---\r\ntitle: 'Other' # mine\r\ndescription: \"Mine\"\r\n---\r\n# A\r\n\r\n> Theirs\r\n\r\n**Tier**: gold\r\n\r\nText.\r\n";
    let book = TestBook::new().page("a.md", page).write();
    let written = run(&book, &["lift", "--write", "--force"]);
    assert!(
        written.stderr.contains("the front matter already has `description`, so this stays in the text"),
        "{}",
        written.stderr
    );
    assert_eq!(
        read(&book, "a.md"),
        "\u{feff}---\r\ntitle: 'Other' # mine\r\ndescription: \"Mine\"\r\ntier: gold\r\n---\r\n# A\r\n\r\n> Theirs\r\n\r\nText.\r\n"
    );
}

#[test]
fn toml_stays_toml() {
    let page = "+++\n# mine\ntier = \"gold\"\n[extra]\nx = 1\n+++\n# A\n\n> B *c*\n\n## License\n\nMIT\n";
    let book = TestBook::new().page("a.md", page).write();
    assert_eq!(run(&book, &["lift", "--write", "--force"]).code, Some(0));
    assert_eq!(
        read(&book, "a.md"),
        "+++\n# mine\ntier = \"gold\"\ntitle = \"A\"\ndescription = \"B *c*\"\nlicense = \"MIT\"\n[extra]\nx = 1\n+++\n# A\n"
    );
}

#[test]
fn prose_code_and_alerts_are_left_alone() {
    for text in [
        "Text.\n\n```md\n# A\n\n> B\n\n**Tier**: gold\n```\n",
        "> [!NOTE]\n> Look.\n\nText.\n",
        "Text.\n\n* Note: it is slow\n* It is\n* So: what\n",
        "Text.\n\n<!-- **Tier**: gold -->\n",
        "Text.\n\n**Tier**: gold is what we aim for\n\nand more.\n",
        "Text.\n\n    **Tier**: gold\n",
        "Text.\n\n## Related Patterns\n\nThere are *none*.\n",
        "Date: to be announced\n\nText.\n",
        "Text.\n\n## Quick Reference\n\n- Run: `x`\n- Stop: `y`\n",
    ] {
        let page = format!("---\ntitle: A\n---\n# A\n\n{text}");
        let book = TestBook::new().page("a.md", &page).write();
        let shown = run(&book, &["lift"]);
        assert_eq!(
            (shown.stdout.as_str(), shown.stderr.as_str()),
            ("", "mdbook-patterns: nothing to lift\n"),
            "{text}"
        );
    }
}

#[test]
fn pages_are_chosen() {
    let book = book().write();
    let count = |args: &[&str]| run(&book, &[&["lift"], args].concat()).stdout.matches("+++ b/").count();
    assert_eq!((count(&["src/adr.md"]), count(&["src"]), count(&["src/laws"])), (1, 3, 0));
    let gone = run(&book, &["lift", "book.toml"]);
    assert_eq!(
        (gone.code, gone.stderr.as_str()),
        (
            Some(2),
            "mdbook-patterns: book.toml is neither a page of the book nor a folder of its pages; SUMMARY.md lists the pages\n"
        )
    );
    let missing = run(&book, &["lift", "src/none.md"]);
    assert_eq!(
        (missing.code, missing.stderr.as_str()),
        (Some(2), "mdbook-patterns: cannot read src/none.md: No such file or directory (os error 2)\n")
    );
}

#[test]
fn files_with_changes_that_are_not_committed_are_refused() {
    let book = book().write();
    let refused = run(&book, &["lift", "--write"]);
    assert_eq!(
        (refused.code, refused.stderr.as_str()),
        (
            Some(2),
            "mdbook-patterns: . is not in a git repository, so changes could not be undone; use `--force` to change them anyway\n"
        )
    );
    let init = Command::new("git").args(["init", "-q"]).current_dir(book.root()).status().unwrap();
    assert!(init.success());
    let refused = run(&book, &["lift", "src/adr.md", "--write"]);
    assert_eq!(
        (refused.code, refused.stderr.as_str()),
        (
            Some(2),
            "mdbook-patterns: these files have changes that are not committed:\n?? src/adr.md\ncommit them first, or use `--force` to change them anyway\n"
        )
    );
    assert_eq!(read(&book, "adr.md"), ADR);
}

#[test]
fn who_said_a_quote_may_stand_behind_it_and_people_have_two_addresses() {
    let page = "# A\n\n> \"Everything fails.\" — Werner Vogels\n\nText.\n\n## Author\n\n[Ann B](https://ann.example) <ann@example.org>\n";
    let book = TestBook::new().page("a.md", page).write();
    assert_eq!(run(&book, &["lift", "--write", "--force"]).code, Some(0));
    let lifted = read(&book, "a.md");
    assert!(lifted.contains("quote:\n  text: Everything fails.\n  by: Werner Vogels\n"), "{lifted}");
    assert!(
        lifted.contains("- name: Ann B\n    url: \"https://ann.example\"\n    email: \"ann@example.org\"\n"),
        "{lifted}"
    );
}

#[test]
fn handles_are_names_and_sentences_in_marks_are_descriptions() {
    let adr = "# A\n\n* Deciders: @ann, [@bob](https://github.com/bob), Cy (cy@example.org)\n";
    let described = "# B\n\n> \"Retry\" — try again when a call fails.\n";
    let book = TestBook::new().page("a.md", adr).page("b.md", described).write();
    assert_eq!(run(&book, &["lift", "--write", "--force"]).code, Some(0));
    let people = "authors:\n  - name: \"@ann\"\n  - name: \"@bob\"\n    url: \"https://github.com/bob\"\n  - name: Cy\n    email: \"cy@example.org\"\n";
    assert!(read(&book, "a.md").contains(people), "{}", read(&book, "a.md"));
    let description = "description: \"\\\"Retry\\\" — try again when a call fails.\"\n";
    assert!(read(&book, "b.md").contains(description), "{}", read(&book, "b.md"));
}
