//! Tests that read the guide: what a reference page lists is what the code has, no more and no less.

#![allow(clippy::unwrap_used, reason = "what is not there fails the test, with its place")]

use std::collections::BTreeSet;
use std::fmt::Display;
use std::fs;
use std::path::PathBuf;

/// The row of a table: its cells as written.
type Row = Vec<String>;

fn path(page: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("book/src/guide").join(page)
}

/// A page of the guide.
pub(crate) fn page(name: &str) -> String {
    fs::read_to_string(path(name)).unwrap_or_else(|error| panic!("guide/{name}: {error}"))
}

/// What is below a heading of a page, until the next heading that is not below it.
pub(crate) fn section(name: &str, heading: &str) -> String {
    let text = page(name);
    let level = heading.bytes().take_while(|byte| *byte == b'#').count();
    let ends = |line: &str| {
        (1..=level).any(|n| line.strip_prefix(&"#".repeat(n)).is_some_and(|r| r.starts_with(' ')))
    };
    let mut lines = text.lines().skip_while(|line| *line != heading);
    lines.next().unwrap_or_else(|| panic!("guide/{name} has no heading `{heading}`"));
    let mut fenced = false;
    let within = lines.take_while(|line| {
        fenced ^= line.starts_with("```");
        fenced || !ends(line)
    });
    within.map(|line| format!("{line}\n")).collect()
}

/// The rows of all tables in a text, without their heads.
pub(crate) fn rows(text: &str) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    let mut in_body = false;
    for line in text.lines() {
        let line = line.trim();
        if !line.starts_with('|') {
            in_body = false;
        } else if line.starts_with("|---") || line.starts_with("|:--") {
            in_body = true;
        } else if in_body {
            rows.push(cells(line));
        }
    }
    rows
}

fn cells(line: &str) -> Row {
    let inner = line.trim_matches('|').replace("\\|", "\u{1}");
    inner.split('|').map(|cell| cell.trim().replace('\u{1}', "|")).collect()
}

/// The words in code of a text.
pub(crate) fn code(text: &str) -> BTreeSet<String> {
    text.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

/// The words in code of the first cells of all tables in a text.
pub(crate) fn first_column(text: &str) -> BTreeSet<String> {
    rows(text).iter().flat_map(|row| code(&row[0])).collect()
}

/// Fails with what a page lacks, and with what it names that is not there.
#[track_caller]
pub(crate) fn assert_same<T: Display + Ord>(
    place: &str,
    written: impl IntoIterator<Item = T>,
    real: impl IntoIterator<Item = T>,
) {
    let (written, real): (BTreeSet<T>, BTreeSet<T>) =
        (written.into_iter().collect(), real.into_iter().collect());
    let listed = |names: &mut dyn Iterator<Item = &T>| names.map(T::to_string).collect::<Vec<_>>().join(", ");
    let lacks = listed(&mut real.difference(&written));
    let invents = listed(&mut written.difference(&real));
    assert!(
        lacks.is_empty() && invents.is_empty(),
        "book/src/guide/{place}\n  lacks: {lacks}\n  names what does not exist: {invents}"
    );
}

/// Compares a page that is generated with the file; `GUIDE_UPDATE=1` writes it.
#[track_caller]
pub(crate) fn assert_generated(name: &str, text: &str) {
    if std::env::var_os("GUIDE_UPDATE").is_some() {
        fs::write(path(name), text).unwrap();
    }
    let written = fs::read_to_string(path(name)).unwrap_or_default();
    assert!(
        written == text,
        "book/src/guide/{name} is not what the code says; `GUIDE_UPDATE=1 cargo test --lib guide_tables` writes it anew"
    );
}

/// The front matter and the head of a page that is generated.
pub(crate) fn generated_head(title: &str, description: &str) -> String {
    format!("---\ntitle: {title}\ntype: guide\ndescription: \"{description}\"\n---\n\n# {title}\n\n")
}

#[test]
fn sections_and_tables_are_found() {
    let text = "| a `x` | b |\n|---|---|\n| `k`, [`l`](m.md) | `a\\|b` |\n\n| `no` | table |\n";
    assert_eq!(first_column(text), ["k", "l"].map(str::to_owned).into());
    assert_eq!(rows(text)[0][1], "`a|b`");
}
