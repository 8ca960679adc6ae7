//! What `new` asks on a terminal.

use std::fs;

use crate::support::{Built, TestBook};
use crate::terminal::Terminal;

const ENTER: &str = "\r";
const DOWN: &str = "\u{1b}[B";
const CTRL_C: &str = "\u{3}";

const FIELDS: &str = "[preprocessor.patterns.field.owner]\nrequired-for = [\"runbook\"]\n\n[preprocessor.patterns.field.difficulty]\nrequired-for = [\"runbook\"]";

fn book() -> Built {
    TestBook::new()
        .config(FIELDS)
        .summary("# Summary\n\n- [Start](start.md)\n")
        .file("src/start.md", "# Start\n")
        .file("templates/runbook.md", "---\ntitle: \"[title]\"\ntype: runbook\n---\n# [title]\n\nText.\n")
        .write()
}

/// Typed, this is Ctrl-C between two keys, when the terminal sends the signal itself.
const INTERRUPT: &str = "SIGINT";

/// Runs `new runbook 'Disk full'` on a terminal, and types an answer each time the question before it stands there:
/// what stands on the terminal, and the exit code. Nothing where there is no terminal.
fn new(book: &Built, answers: &[(&str, &str)]) -> Option<(String, Option<i32>)> {
    let mut terminal = Terminal::start(book, "new runbook 'Disk full'")?;
    for (question, answer) in answers {
        terminal.wait_for(question);
        if *answer == INTERRUPT {
            terminal.interrupt();
        } else {
            terminal.type_in(answer);
        }
    }
    Some(terminal.end())
}

#[test]
fn what_the_type_requires_is_asked_for_by_its_terms_or_as_text() {
    let book = book();
    let answers = [("expert", DOWN), ("> intermediate", ENTER), ("Owner", "Team A\r")];
    let Some((shown, code)) = new(&book, &answers) else { return };
    assert_eq!(code, Some(0), "{shown}");
    assert!(shown.contains("> beginner\n  intermediate\n  advanced\n  expert\n"), "{shown}");
    assert!(!shown.contains("(none)"), "{shown}");
    assert_eq!(
        fs::read_to_string(book.root().join("src/disk-full.md")).unwrap(),
        "---\ntitle: \"Disk full\"\ntype: runbook\ndifficulty: intermediate\nowner: Team A\n---\n# Disk full\n\nText.\n"
    );
}

#[test]
fn an_empty_answer_is_asked_again() {
    let book = book();
    let answers = [("expert", ENTER), ("Owner", ENTER), ("Owner", "Ann\r")];
    let Some((shown, code)) = new(&book, &answers) else { return };
    assert_eq!(code, Some(0), "{shown}");
    assert!(fs::read_to_string(book.root().join("src/disk-full.md")).unwrap().contains("owner: Ann\n"));
}

#[test]
fn ctrl_c_writes_nothing_and_gives_the_cursor_back() {
    let stops = [
        &[("expert", CTRL_C)][..],
        &[("expert", ENTER), ("Owner", CTRL_C)],
        &[("expert", INTERRUPT)],
        &[("expert", ENTER), ("Owner", INTERRUPT)],
    ];
    for answers in stops {
        let book = book();
        let Some((shown, code)) = new(&book, answers) else { return };
        assert_eq!(code, Some(2), "{shown}");
        assert!(shown.ends_with("mdbook-patterns: stopped; nothing was written\n"), "{shown:?}");
        let (hidden, given_back) = (shown.rfind("\u{1b}[?25l"), shown.rfind("\u{1b}[?25h"));
        assert!(given_back > hidden, "{shown:?}");
        assert!(!book.root().join("src/disk-full.md").exists());
        assert_eq!(
            fs::read_to_string(book.root().join("src/SUMMARY.md")).unwrap(),
            "# Summary\n\n- [Start](start.md)\n"
        );
    }
}
