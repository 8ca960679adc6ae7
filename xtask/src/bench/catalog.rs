//! The interactive catalog in Chromium, by `tests/browser/bench.mjs`, at sizes beyond any real library.

use super::section::Section;
use super::sites::text;
use super::table::Table;
use super::{Bench, tools};
use crate::book;
use anyhow::{Context, Result, ensure};
use std::env;
use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

const SCRIPT: &str = "tests/browser/bench.mjs";
const SIZES: [usize; 2] = [1_000, 10_000];

/// What a reader does, as the script names it, and how many milliseconds until the next paint are enough.
const ACTS: [(&str, &str); 4] = [
    ("keys", "keystrokes in the text filter"),
    ("boxes", "clicks on facets"),
    ("sorts", "sorting by a column"),
    ("views", "changes of the view"),
];
const ENOUGH: f64 = 50.0;

pub(super) fn measure(bench: &Bench) -> Result<Section> {
    let mut section = Section::default();
    if let Err(error) = tools::ensure_browser() {
        section.skipped("the catalog in a browser", format!("{error:#}"));
        return Ok(section);
    }
    let mut table = Table::new(["entries", "what", "times", "median ms", "95th percentile ms", "worst ms"]);
    for entries in SIZES {
        eprintln!("a catalog of {entries} entries");
        let html = build(bench, entries)?;
        let said = run(tools::script_command(SCRIPT)?.arg("measure").arg(&html))?;
        for (act, what) in ACTS {
            let [times, median, most, worst] =
                numbers(&said, act).with_context(|| format!("{SCRIPT} said nothing of {act}: {said}"))?;
            section.at_most(format!("{what}, 95th percentile ms, {entries} entries"), ENOUGH, most);
            let cells = [times, median, most, worst].map(|number| number.to_string());
            table.row([entries.to_string(), what.to_owned()].into_iter().chain(cells));
        }
    }
    section.table("From the event to the next paint", &table);
    Ok(section)
}

/// Build a library of so many entries; where its HTML is. Only the page with the catalog is written.
fn build(bench: &Bench, entries: usize) -> Result<PathBuf> {
    let root = bench.work.join(format!("catalog-{entries}"));
    run(tools::script_command(SCRIPT)?.arg("generate").arg(&root).arg(entries.to_string()))?;
    let xtask = env::current_exe()?;
    let only = format!(
        "[preprocessor.first]\ncommand = '''\"{}\" first-preprocessor'''\nafter = [\"patterns\"]\n",
        text(&xtask)?
    );
    OpenOptions::new().append(true).open(root.join("book.toml"))?.write_all(only.as_bytes())?;
    let plugins = bench.subject.parent().context("the program has a folder")?;
    run(book::renderer(&root, plugins)?.arg("--quiet"))?;
    let html = root.join("book");
    drop_source(&root)?;
    Ok(html)
}

/// Ten thousand files that nothing needs any more.
fn drop_source(root: &Path) -> Result<()> {
    fs::remove_dir_all(root.join("src")).context("cannot remove the generated pages")
}

fn run(command: &mut Command) -> Result<String> {
    let output = command.output()?;
    let program = command.get_program().to_string_lossy().into_owned();
    ensure!(output.status.success(), "{program} failed: {}", String::from_utf8_lossy(&output.stderr));
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// The numbers of `keys: 30, median 40 ms, 95th percentile 56 ms, worst 64 ms`, in this order.
fn numbers(said: &str, act: &str) -> Option<[f64; 4]> {
    let line = said.lines().find_map(|line| line.strip_prefix(act)?.strip_prefix(": "))?;
    let last = |part: &str| part.trim_end_matches(" ms").rsplit(' ').next()?.parse().ok();
    let numbers: Vec<f64> = line.split(", ").map(last).collect::<Option<_>>()?;
    numbers.try_into().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_scripts_numbers_are_read() {
        let said = "10000 entries\nkeys: 30, median 40 ms, 95th percentile 56 ms, worst 64 ms\n";
        assert_eq!(numbers(said, "keys"), Some([30.0, 40.0, 56.0, 64.0]));
        assert_eq!(numbers(said, "boxes"), None);
    }
}
