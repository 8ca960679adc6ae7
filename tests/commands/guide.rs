//! What the guide shows of the commands is what they do: each `console` block of its pages is run, one
//! after the other, in one small book. `GUIDE_UPDATE=1` writes the blocks anew.

use std::fs;
use std::path::Path;

use crate::run;
use crate::support::{Built, TestBook};

const PAGES: &[&str] =
    &["check.md", "from-mkdocs.md", "lift.md", "list.md", "move.md", "new.md", "schema.md", "summary.md"];

/// A decision that keeps its metadata in the text, for the page about `lift`.
const DECISION: &str = "# Use PostgreSQL\n\n> One database for all services\n\n* Status: complete\n* Deciders: Ann, Bob\n* Date: 2024-03-15\n\n## Context\n\nText.\n";

/// The site of the page on MkDocs.
const SITE: &str = "site_name: Patterns\nsite_url: https://example.org/\ntheme:\n  name: material\nplugins:\n  - search\n  - macros\nextra_css:\n  - extra.css\nmarkdown_extensions:\n  - admonition\n";

fn book() -> Built {
    let page = |title: &str, more: &str, text: &str| {
        format!("---\ntitle: {title}\ntype: pattern\n{more}---\n# {title}\n\n{text}\n")
    };
    TestBook::new()
        .summary("# Summary\n\n- [Start](start.md)\n- [Circuit breaker](patterns/circuit-breaker.md)\n- [Retry](patterns/retry.md)\n- [Sharding](patterns/sharding.md)\n")
        .file("src/start.md", "# Start\n\nBrowse all 125 patterns, first [the breaker](/patterns/circuit-breaker/).\n")
        .file(
            "src/patterns/circuit-breaker.md",
            page("Circuit breaker", "tier: gold\ncategory: resilience\nupdated: 2024-03-01\n", "See [retry](retri.md)."),
        )
        .file(
            "src/patterns/retry.md",
            page("Retry", "tier: sliver\ncategory: resilience\nupdated: March 2024\n", "Try again, [Pattern Name]."),
        )
        .file("my-site/mkdocs.yml", SITE)
        .file("my-site/docs/index.md", "# Start\n\n[Timeouts](patterns/timeout/#whats-the-limit), {{ version }}\n")
        .file(
            "my-site/docs/patterns/timeout.md",
            "# Timeout\n\n!!! tip\n    Every call has one. See [the start](/).\n\n## What's the limit?\n\n``` py title=\"call.py\"\nget(timeout=2)\n```\n",
        )
        .file("my-site/docs/extra.css", "a { color: red }\n")
        .file("src/patterns/sharding.md", page("Sharding", "tier: bronze\ncategory: data\nupdated: 2023-11-05\n", "Split it."))
        .write()
}

#[test]
fn commands_do_what_the_guide_shows() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("book/src/guide");
    for page in PAGES {
        let text = fs::read_to_string(folder.join(page)).unwrap();
        let book = book();
        if *page == "lift.md" {
            fs::write(book.root().join("src/start.md"), DECISION).unwrap();
        }
        let now = with_real_output(&text, &book);
        if std::env::var_os("GUIDE_UPDATE").is_some() {
            fs::write(folder.join(page), &now).unwrap();
        } else {
            assert_eq!(text, now, "{page} shows another output; GUIDE_UPDATE=1 writes it anew");
        }
        assert!(now.contains("```console\n$ mdbook-patterns "), "{page} shows no command");
    }
}

/// The page with the output of each command as it is.
fn with_real_output(text: &str, book: &Built) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, block)) = rest.split_once("```console\n$ mdbook-patterns ") {
        let (shown, behind) = block.split_once("\n```\n").unwrap();
        let command = shown.lines().next().unwrap();
        let run = run(book, &words(command).iter().map(String::as_str).collect::<Vec<_>>());
        let output = format!("{}{}", run.stderr, run.stdout);
        out.push_str(&format!(
            "{before}```console\n$ mdbook-patterns {command}\n{}\n```\n",
            output.trim_end()
        ));
        rest = behind;
    }
    out + rest
}

/// The words of a command line, quotes kept together.
fn words(command: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut quoted = false;
    for c in command.chars() {
        match c {
            '\'' => quoted = !quoted,
            ' ' if !quoted => words.push(String::new()),
            c => words.last_mut().unwrap().push(c),
        }
    }
    words
}
