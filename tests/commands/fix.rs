use std::fs;
use std::process::Command;

use crate::run;
use crate::support::{Built, TestBook};

const PAGE: &str = "\u{feff}---\r\ntitle: \"A: b\" # mine\r\nrecommendation: 'useWithCaution'\r\nintroduced: March 2024   # then\r\ntags: [Load shedding]\r\n---\r\n# A\r\n\r\n[r](/a/retry/#how-it-works-why) and [r](a/retry \"T\")\r\n";
const MENDED: &str = "\u{feff}---\r\ntitle: \"A: b\" # mine\r\nrecommendation: 'use-with-caution'\r\nintroduced: 2024-03   # then\r\ntags: [Load shedding]\r\n---\r\n# A\r\n\r\n[r](a/retry.md#how-it-works--why) and [r](a/retry.md \"T\")\r\n";

fn book() -> Built {
    let retry = "---\ntitle: Retry\n---\n# Retry\n\n## How it works & why\n\nSo.\n";
    TestBook::new().page("page.md", PAGE).page("a/retry.md", retry).write()
}

fn git(book: &Built, args: &[&str]) {
    let identity = ["-c", "user.name=T", "-c", "user.email=t@example.com", "-c", "commit.gpgsign=false"];
    let output = Command::new("git").args(identity).args(args).current_dir(book.root()).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

fn committed() -> Built {
    let book = book();
    git(&book, &["init", "-q"]);
    git(&book, &["add", "-A"]);
    git(&book, &["commit", "-qm", "all"]);
    book
}

fn page(book: &Built) -> String {
    fs::read_to_string(book.root().join("src/page.md")).unwrap()
}

#[test]
fn only_the_bytes_that_are_wrong_change() {
    let book = committed();
    let fixed = run(&book, &["check", "--fix"]);
    assert_eq!(
        fixed.stderr,
        "fixed src/page.md:3: `useWithCaution` is now `use-with-caution`\nfixed src/page.md:4: `March 2024` is now `2024-03`\nfixed src/page.md:9: `/a/retry/#how-it-works-why` is now `a/retry.md#how-it-works--why`\nfixed src/page.md:9: `a/retry` is now `a/retry.md`\n"
    );
    assert_eq!(page(&book), MENDED);
    assert_eq!((fixed.code, fixed.stdout.as_str()), (Some(0), "mdbook-patterns: no problems in 2 pages\n"));
}

#[test]
fn a_second_run_changes_nothing() {
    let book = committed();
    run(&book, &["check", "--fix"]);
    let again = run(&book, &["check", "--fix"]);
    assert_eq!((again.code, again.stderr.as_str()), (Some(0), ""));
    assert_eq!(page(&book), MENDED);
}

#[test]
fn files_with_changes_that_are_not_committed_are_refused() {
    let book = committed();
    fs::write(book.root().join("src/page.md"), format!("{PAGE}More.\n")).unwrap();
    let refused = run(&book, &["check", "--fix"]);
    assert_eq!(refused.code, Some(2));
    assert_eq!(
        refused.stderr,
        "mdbook-patterns: these files have changes that are not committed:\n M src/page.md\ncommit them first, or use `--force` to fix them anyway\n"
    );
    assert_eq!(page(&book), format!("{PAGE}More.\n"));
    assert_eq!(run(&book, &["check", "--fix", "--force"]).code, Some(0));
    assert_eq!(page(&book), format!("{MENDED}More.\n"));
}

#[test]
fn a_book_in_no_repository_is_refused() {
    let book = book();
    let refused = run(&book, &["check", "--fix"]);
    assert_eq!(refused.code, Some(2));
    assert_eq!(
        refused.stderr,
        "mdbook-patterns: . is not in a git repository, so fixes could not be undone; use `--force` to fix them anyway\n"
    );
    assert_eq!(page(&book), PAGE);
}

#[test]
fn what_is_not_certain_stays() {
    let text = "---\ntitle: A\nstatus: lows\nintroduced: 03/04/2024\nzzz: 1\n---\n# A\n\n[x](a/retyr.md)\n";
    let book = TestBook::new().page("page.md", text).page("a/retry.md", "# Retry\n").write();
    assert_eq!(run(&book, &["check", "--fix", "--force"]).code, Some(1));
    assert_eq!(page(&book), text);
}

/// A word that is only similar is another word: a key of the author's, a value, a type of page.
#[test]
fn no_word_is_taken_for_a_similar_one() {
    let front_matter = [
        "created: 2024-03-01",
        "updates: 3",
        "required: a",
        "step: 1",
        "pattern: x",
        "states: on",
        "session: 1",
        "titel: x",
        "status: incomplete",
        "recommendation: unstable",
        "relevance: stale",
        "type: role",
    ];
    let mut book =
        TestBook::new().page("b.md", "---\ntitle: B\nrelated: [a]\n---\n# B\n").page("a.md", "# A\n");
    for (nth, line) in front_matter.iter().enumerate() {
        book = book.page(&format!("p{nth}.md"), &format!("---\n{line}\n---\n# P{nth}\n"));
    }
    for name in ["r1", "r2", "r3"] {
        book = book.page(&format!("{name}.md"), &format!("---\ntype: rule\n---\n# {name}\n"));
    }
    let book = book.write();
    let fixed = run(&book, &["check", "--fix", "--force"]);
    assert!(!fixed.stderr.contains("fixed"), "{}", fixed.stderr);
    for (nth, line) in front_matter.iter().enumerate() {
        let text = fs::read_to_string(book.root().join(format!("src/p{nth}.md"))).unwrap();
        assert_eq!(text, format!("---\n{line}\n---\n# P{nth}\n"));
    }
    for key in ["created", "updates", "required", "incomplete", "unstable", "stale"] {
        assert!(fixed.stdout.contains(&format!("`{key}` is not a")), "{key} is reported: {}", fixed.stdout);
    }
}

#[test]
fn a_file_with_a_cr_alone_is_mended_and_keeps_it() {
    let book = TestBook::new().page("a.md", "# A\n").page("b.md", "# B\n\none\rtwo\n\n[a](/a/)\n").write();
    let fixed = run(&book, &["check", "--fix", "--force"]);
    assert_eq!((fixed.code, fixed.stderr.as_str()), (Some(0), "fixed src/b.md:6: `/a/` is now `a.md`\n"));
    let text = fs::read_to_string(book.root().join("src/b.md")).unwrap();
    assert_eq!(text, "# B\n\none\rtwo\n\n[a](a.md)\n");
}

#[test]
fn terms_of_signs_alone_are_no_spellings_of_each_other() {
    let page = |tag: &str| format!("---\ntitle: {tag}\ntags: [\"{tag}\"]\n---\n# A\n");
    let book =
        TestBook::new().page("a.md", &page("🔥")).page("b.md", &page("🚀")).page("c.md", &page("->")).write();
    assert_eq!(run(&book, &["check"]).stdout, "mdbook-patterns: no problems in 3 pages\n");
    let found = run(&book, &["list", "--filter", "tags:🚀", "--columns", "path,tags", "--format", "csv"]);
    assert_eq!(found.stdout, "path,tags\r\nb.md,🚀\r\n");
}

/// `<100` and `>100` are two terms, and `A-` is no `A`: a sign that says something is a part of the word.
#[test]
fn a_sign_that_says_something_makes_another_term() {
    let terms =
        ["<100", ">100", ">=100", "100", "-100", "A", "A-", "A+", ".net", "net", "!prod", "prod", "a -> b"];
    let config = "[preprocessor.patterns.taxonomy.load]\nfacet = true\n";
    let mut book = TestBook::new().config(config);
    for (nth, term) in terms.iter().enumerate() {
        for copy in 0..=nth {
            let text = format!("---\ntitle: P{nth}-{copy}\nload: [\"{term}\"]\n---\n");
            book = book.page(&format!("p{nth}-{copy}.md"), &text);
        }
    }
    let book = book.write();
    let fixed = run(&book, &["check", "--fix", "--force"]);
    assert!(fixed.stderr.is_empty() && !fixed.stdout.contains("P0907"), "{} {}", fixed.stderr, fixed.stdout);
    for (nth, term) in terms.iter().enumerate() {
        let args = ["list", "--filter", &format!("title:P{nth}-0"), "--columns", "load", "--format", "json"];
        let listed: serde_json::Value = serde_json::from_str(&run(&book, &args).stdout).unwrap();
        let shown = listed[0]["load"][0].as_str().unwrap();
        assert_eq!(shown.to_lowercase(), term.to_lowercase());
    }
}

/// Other signs between words are another spelling of one term, which is said; what is written stays.
#[test]
fn other_signs_between_words_are_said_and_stay() {
    let page = |title: &str, tag: &str| format!("---\ntitle: {title}\ntags: [\"{tag}\"]\n---\n");
    let text = page("A", "R&D");
    let book = TestBook::new()
        .page("a.md", &text)
        .page("b.md", &page("B", "r d"))
        .page("c.md", &page("C", "r d"))
        .page("d.md", &page("D", "R-D"))
        .write();
    let fixed = run(&book, &["check", "--fix", "--force"]);
    assert_eq!(fixed.stderr, "fixed src/d.md:3: `R-D` is now `r d`\n");
    assert!(fixed.stdout.contains("`R&D` is spelled `r d` in 3 other places"), "{}", fixed.stdout);
    assert_eq!(fs::read_to_string(book.root().join("src/a.md")).unwrap(), text);
}
