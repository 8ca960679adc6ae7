//! The loss report, as text.

use std::fmt::Write;

use super::ledger::{Fate, Ledger, Place};

/// How many places standard output shows of a list; the file shows all.
pub(super) const SHOWN: usize = 40;

/// What is counted beside constructs.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Counts {
    pub(super) pages: usize,
    pub(super) files: usize,
    pub(super) redirects: usize,
}

/// The totals, and what was lost, with places; at most `limit` of each list.
pub(super) fn totals(ledger: &Ledger, limit: usize) -> String {
    let mut out = String::new();
    let totals = ledger.totals();
    let width = totals.keys().map(|what| what.chars().count()).max().unwrap_or_default().max(10);
    let _ = writeln!(out, "{:width$}  {:>9}  {:>9}  {:>9}", "construct", "converted", "left", "lost");
    let mut sum = [0; 4];
    for (what, row) in &totals {
        for (all, own) in sum.iter_mut().zip(row) {
            *all += own;
        }
        if row[..3].iter().any(|count| *count > 0) {
            let _ = writeln!(out, "{}", line(what, row, width));
        }
    }
    let _ = writeln!(out, "{}", line("total", &sum, width));
    out.push_str("\n`left`: the page keeps it, and `mkdocs-syntax` or mdBook itself reads it.\n");
    list(&mut out, "Lost", ledger, Fate::Lost, limit);
    list(
        &mut out,
        "Leads nowhere, in MkDocs neither, unless a plugin or a script makes what it leads to",
        ledger,
        Fate::Broken,
        limit,
    );
    out
}

fn line(what: &str, row: &[usize; 4], width: usize) -> String {
    let count = |at: usize| if row[at] == 0 { "-".to_owned() } else { row[at].to_string() };
    format!("{what:width$}  {:>9}  {:>9}  {:>9}", count(0), count(1), count(2))
}

fn list(out: &mut String, title: &str, ledger: &Ledger, fate: Fate, limit: usize) {
    let places = ledger.places(fate);
    if places.is_empty() {
        return;
    }
    let _ = writeln!(out, "\n{title}:");
    for (file, what, place) in places.iter().take(limit) {
        let note = if place.note.is_empty() { String::new() } else { format!(": {}", place.note) };
        let _ = writeln!(out, "  {}  {what}{note}", located(file, place));
    }
    if places.len() > limit {
        let _ = writeln!(out, "  and {} more; the report in the book has all", places.len() - limit);
    }
}

fn located(file: &str, place: &Place) -> String {
    if place.line == 0 { file.to_owned() } else { format!("{file}:{}", place.line) }
}

/// What became of each construct, page by page.
pub(super) fn pages(ledger: &Ledger) -> String {
    let mut out = String::from("\nPage by page:\n");
    for (file, constructs) in ledger.files() {
        let _ = writeln!(out, "\n{file}");
        for (what, fates) in constructs {
            for (fate, places) in fates {
                let fate = match fate {
                    Fate::Converted => "converted",
                    Fate::Left => "left",
                    Fate::Lost => "lost",
                    Fate::Broken => "broken",
                };
                let mut lines: Vec<usize> =
                    places.iter().map(|place| place.line).filter(|line| *line > 0).collect();
                lines.sort_unstable();
                lines.dedup();
                let lines: Vec<String> = lines.iter().map(usize::to_string).collect();
                let word = if lines.len() == 1 { "line" } else { "lines" };
                let at =
                    if lines.is_empty() { String::new() } else { format!(" ({word} {})", lines.join(", ")) };
                let _ = writeln!(out, "  {fate:13}  {what}: {}{at}", places.len());
            }
        }
    }
    out
}

/// `1 page`, `2 pages`
pub(super) fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}
