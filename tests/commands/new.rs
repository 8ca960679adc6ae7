use std::fs;

use serde_json::Value;

use crate::run;
use crate::support::{Built, Run, TestBook};

const SUMMARY: &str = "# Summary\n\n[Start](start.md)\n\n# Patterns\n\n- [Retry](patterns/retry.md)\n  - [Details](patterns/details.md)\n- [Cache](patterns/data/cache.md)\n\n[End](end.md)\n";

fn book() -> TestBook {
    let page = |title: &str, category: &str| {
        format!("---\ntitle: {title}\ntype: pattern\ncategory: {category}\n---\n# {title}\n\nText.\n")
    };
    TestBook::new()
        .summary(SUMMARY)
        .file("src/start.md", "# Start\n")
        .file("src/end.md", "# End\n")
        .file("src/patterns/retry.md", page("Retry", "resilience"))
        .file("src/patterns/details.md", "# Details\n")
        .file("src/patterns/data/cache.md", page("Cache", "data"))
}

fn read(book: &Built, path: &str) -> String {
    fs::read_to_string(book.root().join(path)).unwrap()
}

fn new(book: &Built, args: &[&str]) -> Run {
    run(book, &[&["new"], args].concat())
}

#[test]
fn a_page_goes_behind_the_last_of_its_category() {
    let book = book().write();
    let made =
        new(&book, &["pattern", "Circuit breaker", "--set", "category=resilience", "--set", "tags=a,b c"]);
    assert_eq!(
        (made.code, made.stdout.as_str(), made.stderr.as_str()),
        (Some(0), "wrote src/patterns/circuit-breaker.md\nadded it to src/SUMMARY.md\n", "")
    );
    let line = "- [Circuit breaker](patterns/circuit-breaker.md)\n";
    assert_eq!(read(&book, "src/SUMMARY.md"), SUMMARY.replace("- [Cache]", &format!("{line}- [Cache]")));
    insta::assert_snapshot!(read(&book, "src/patterns/circuit-breaker.md"));
}

#[test]
fn every_template_passes_check_but_for_its_holes() {
    for (page_type, template) in [
        ("pattern", "pattern-levels"),
        ("pattern", "pattern-quick"),
        ("pattern", "readme"),
        ("law", "law"),
        ("pillar", "pillar"),
        ("case-study", "case-study"),
        ("path", "path"),
        ("pack", "pack"),
        ("adr", "adr"),
    ] {
        let book = book().write();
        let made = new(&book, &[page_type, "A \"new\": [one] & <b>", "--template", template]);
        assert_eq!((made.code, made.stderr.as_str()), (Some(0), ""), "{template}");
        let report = run(&book, &["check", "--format", "json", "--allow", "P0904"]).stdout;
        let report: Value = serde_json::from_str(&report).unwrap();
        let others: Vec<&Value> = report["problems"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|problem| !["P0205", "P0704"].contains(&problem["code"].as_str().unwrap()))
            .collect();
        assert_eq!(others, Vec::<&Value>::new(), "{template}");
        assert!(!report["problems"].as_array().unwrap().is_empty(), "{template} has holes");
    }
}

#[test]
fn what_follows_a_template_has_its_sections() {
    let config = "[preprocessor.patterns.check]\nallow = [\"P0205\", \"P0704\", \"P0602\", \"P1104\"]\n\n[preprocessor.patterns.check.templates]\npattern = \"pattern-levels\"";
    let book = TestBook::new()
        .config(config)
        .summary("# Summary\n\n- [Start](start.md)\n")
        .file("src/start.md", "# Start\n")
        .write();
    assert_eq!(new(&book, &["pattern", "Saga"]).code, Some(0));
    assert_eq!(read(&book, "src/SUMMARY.md"), "# Summary\n\n- [Start](start.md)\n- [Saga](saga.md)\n");
    let found = run(&book, &["check"]);
    assert_eq!(found.stdout, "mdbook-patterns: no problems in 2 pages\n");
}

#[test]
fn a_template_of_the_book_is_used() {
    let book = book()
        .file("templates/runbook.md", "---\ntitle: \"[title]\"\ntype: runbook\nowner: \"[owner]\"\nauthors:\n  - Ann\n---\n# [title]\n\nAsk [owner].\n")
        .config("[preprocessor.patterns.field.owner]\nrequired-for = [\"runbook\"]")
        .write();
    let missing = new(&book, &["runbook", "Disk full"]);
    assert_eq!(
        (missing.code, missing.stderr.as_str()),
        (Some(2), "mdbook-patterns: pages of type `runbook` need `owner`; add `--set owner=...`\n")
    );
    assert_eq!(new(&book, &["runbook", "Disk full", "--set", "owner=Team *A*"]).code, Some(0));
    assert_eq!(
        read(&book, "src/disk-full.md"),
        "---\ntitle: \"Disk full\"\ntype: runbook\nowner: \"Team *A*\"\nauthors:\n  - Ann\n---\n# Disk full\n\nAsk Team \\*A\\*.\n"
    );
}

#[test]
fn what_cannot_be_is_refused_and_nothing_is_written() {
    let book = book().write();
    for (args, error) in [
        (
            &["pattern", "Retry", "--set", "category=resilience"][..],
            "./src/patterns/retry.md already exists; nothing was written",
        ),
        (&["pattern", "X", "--set", "tier=glod"], "`glod` is not a term of `tier`; did you mean `gold`?"),
        (&["pattern", "X", "--set", "teir=gold"], "`teir` is not a field; did you mean `tier`?"),
        (
            &["pattern", "X", "--set", "updated=soon"],
            "`soon` is not a date; write YYYY, YYYY-MM or YYYY-MM-DD",
        ),
        (
            &["pattern", "X", "--template", "pattern-quik"],
            "there is no template `pattern-quik`; did you mean `pattern-quick`?",
        ),
        (&["pattern", "???"], "the title `???` cannot become a file name; name a file with `--path`"),
        (
            &["pattern", "X", "--path", "../x.md"],
            "`../x.md` is not the path of a page: write it relative to the folder of the pages, with `.md`",
        ),
        (&["pattern", "X", "--path", "start.md"], "./src/start.md already exists; nothing was written"),
    ] {
        let refused = new(&book, args);
        assert_eq!(
            (refused.code, refused.stderr.as_str()),
            (Some(2), format!("mdbook-patterns: {error}\n").as_str())
        );
    }
    assert_eq!(read(&book, "src/SUMMARY.md"), SUMMARY);
    assert!(!book.root().join("src/x.md").exists());
}

#[test]
fn a_path_may_be_chosen() {
    let book = book().write();
    assert_eq!(new(&book, &["law", "???", "--path", "laws/my law.md"]).code, Some(0));
    assert!(read(&book, "src/SUMMARY.md").contains("\n- [???](<laws/my law.md>)\n"));
    assert!(read(&book, "src/laws/my law.md").contains("# ???\n"));
}

#[test]
fn the_books_template_of_a_types_name_goes_before_the_built_in_one() {
    let own = "---\ntitle: \"[title]\"\ntype: decision\n---\n# [title]\n\n## Ours\n";
    let book = book().file("templates/decision.md", own).write();
    assert_eq!(new(&book, &["decision", "Use dashes"]).code, Some(0));
    assert!(read(&book, "src/use-dashes.md").ends_with("# Use dashes\n\n## Ours\n"));
}

#[test]
fn the_case_of_optional_sections() {
    let Some(shared) = crate::support::shared() else { return };
    let book = TestBook::from_dir(shared.join("cases/authors/04-optional-marks-the-wrong-section")).write();
    let found = run(&book, &["check", "--allow", "P0602", "--allow", "P1104", "--format", "github"]).stdout;
    assert_eq!(found.lines().count(), 1, "{found}");
    assert!(
        found.contains("file=src/no-steps.md") && found.contains("P0701::the page lacks the section `Steps`"),
        "{found}"
    );
    assert_eq!(new(&book, &["runbook", "Restart"]).code, Some(0));
    assert!(
        read(&book, "src/restart.md").ends_with("\n## History\n\n[What happened]\n"),
        "{}",
        read(&book, "src/restart.md")
    );
}

#[test]
fn a_mark_is_about_its_heading_wherever_it_stands_in_check_and_in_new() {
    for history in [
        "## History <!-- optional -->\n\n[What]\n",
        "## History<!--optional-->\n\n[What]\n",
        "## <!-- OPTIONAL --> History\n\n[What]\n",
        "## History <!-- optional --> {#history}\n\n[What]\n",
        "## History\n<!-- optional -->\n\n[What]\n",
        "## History\n\n<!-- optional -->\n\n[What]\n",
        "<!-- optional -->\n## History\n\n[What]\n",
        "History <!-- optional -->\n-------\n\n[What]\n",
        "## History\r\n<!-- optional -->\r\n\r\n[What]\r\n",
    ] {
        let page = |text: &str| format!("---\ntitle: T\ntype: runbook\n---\n\n# T\n\n{text}");
        let book = TestBook::new()
            .config("[preprocessor.patterns.check.templates]\nrunbook = \"runbook\"")
            .page("no-history.md", &page("## Steps\n\nDo.\n"))
            .page("no-steps.md", &page("## History\n\nIt was.\n"))
            .file("templates/runbook.md", format!("---\ntitle: \"[title]\"\ntype: runbook\n---\n\n# [title]\n\n## Steps\n\n[Do]\n\n{history}"))
            .write();
        let found = run(&book, &["check", "--format", "github"]).stdout;
        let lacks: Vec<&str> = found.lines().filter(|line| line.contains("P0701")).collect();
        assert_eq!(lacks.len(), 1, "{history}{found}");
        assert!(
            lacks[0].contains("no-steps.md") && lacks[0].contains("the section `Steps`"),
            "{history}{found}"
        );
        assert_eq!(new(&book, &["runbook", "Restart"]).code, Some(0));
        let text = read(&book, "src/restart.md");
        assert!(
            !text.to_lowercase().contains("optional")
                && text.contains("\n\n[What]\n")
                && !text.contains("\n\n\n"),
            "{history}{text}"
        );
    }
}
