//! Standard output that takes nothing more.
#![cfg(target_os = "linux")]

use std::process::{Command, Stdio};

use crate::support::{Built, TestBook};

const BINARY: &str = env!("CARGO_BIN_EXE_mdbook-patterns");

fn book() -> Built {
    TestBook::new()
        .page("a.md", "---\ntitel: A\n---\n# A\n\n* Deciders: Ann, Bob\n* Date: 2024-01-02\n\nText.\n")
        .file("site/mkdocs.yml", "site_name: S\n")
        .file("site/docs/index.md", "# S\n")
        .write()
}

const COMMANDS: &[(&str, &str)] = &[
    ("list", "list"),
    ("list --format csv", "list"),
    ("check", "report"),
    ("check --format sarif", "report"),
    ("schema", "schema"),
    ("schema --write", "report"),
    ("summary", "summary"),
    ("summary --check", "difference"),
    ("summary --write --force", "report"),
    ("new law Zed", "report"),
    ("lift", "difference"),
    ("lift --write --force", "report"),
    ("install", "report"),
    ("migrate mkdocs site --out out --dry-run", "report"),
    ("migrate mkdocs site --out out", "report"),
    ("completions bash", "completions"),
    ("--help", "help"),
    ("--version", "help"),
    ("list --help", "help"),
];

#[test]
fn a_full_device_is_said_in_words() {
    for (arguments, what) in COMMANDS {
        let book = book();
        let script = format!("exec '{BINARY}' {arguments} > /dev/full");
        let output = Command::new("sh").args(["-c", &script]).current_dir(book.root()).output().unwrap();
        let stderr = String::from_utf8(output.stderr).unwrap();
        let error =
            format!("mdbook-patterns: cannot write the {what}: No space left on device (os error 28)");
        assert_eq!(
            (output.status.code(), stderr.lines().last()),
            (Some(2), Some(error.as_str())),
            "{arguments}"
        );
    }
}

#[test]
fn who_reads_no_further_is_no_error() {
    for (arguments, _) in COMMANDS {
        let book = book();
        let mut child = Command::new(BINARY)
            .args(arguments.split(' '))
            .current_dir(book.root())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        let stderr = String::from_utf8(output.stderr).unwrap();
        assert!(matches!(output.status.code(), Some(0 | 1)), "{arguments}: {stderr}");
        assert!(!stderr.contains("cannot write") && !stderr.contains("panicked"), "{arguments}: {stderr}");
    }
}
