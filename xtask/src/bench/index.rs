//! The index: our renderer from its input to its files, beside Pagefind over the built HTML, and what all three put
//! on disk.

use super::books::{Sample, in_words};
use super::measure::Usage;
use super::pagefind::{Pagefind, Staged};
use super::report::{self, Row};
use super::section::Section;
use super::series::Series;
use super::sites::{Site, remove, text};
use super::subjects::from_file;
use super::table::{Table, number, ratio};
use super::{Bench, size};
use anyhow::{Context, Result};
use std::fs;
use std::path::{Path, PathBuf};

/// Books are built with all plugins up to this size: mdBook's own time grows faster than they.
const LARGEST_BUILD: usize = 16;

/// Our renderer, with a folder to write into.
pub(super) struct Renderer {
    command: Vec<String>,
    input: PathBuf,
    out: PathBuf,
}

impl Renderer {
    pub(super) fn of(bench: &Bench, sample: &Sample) -> Result<Self> {
        let out = sample.root.join("out-alone");
        let input = sample.renderer_input(bench, &out)?;
        Ok(Renderer { command: vec![text(&bench.indexer)?], input, out })
    }

    /// Run it once, from nothing: its own folder, and the one in the HTML.
    pub(super) fn run(&self) -> Result<Usage> {
        remove(&self.out)?;
        fs::create_dir_all(self.out.join("html"))?;
        from_file(&self.command, &self.input).context("running our renderer")
    }
}

pub(super) fn measure(bench: &Bench) -> Result<Section> {
    let mut section = Section::default();
    let pagefind = Pagefind::find();
    match &pagefind {
        Ok(pagefind) => section.note(format!("Pagefind {}.", pagefind.version)),
        Err(error) => section.skipped("Pagefind", format!("{error:#}")),
    }
    let mut sizes = Sizes::new();
    let (mut rows, mut pages) = (Vec::new(), Vec::new());
    for &copies in &bench.copies {
        let sample = bench.book(copies)?;
        eprintln!("{} pages, the index", sample.pages);
        let rival = pagefind.as_ref().ok().filter(|_| copies <= LARGEST_BUILD);
        let row = time(bench, &sample, rival)?;
        if copies == 1 || copies == LARGEST_BUILD {
            judge(&mut section, copies, &row.series);
            sizes.add(bench, &sample, rival.is_some(), &mut section)?;
        }
        pages.push(sample.pages);
        rows.push(row);
    }
    let points: Vec<(usize, &Series)> =
        pages.iter().copied().zip(rows.iter().map(|row| &row.series[0])).collect();
    section.at_most("growth exponent of our renderer", 1.05, report::exponent(&points));
    let heads = ["copies", "pages", "runs of ours", "of Pagefind"];
    report::tables(&mut section, "From input to files", &heads, &["ours", "Pagefind"], &rows);
    section.table("On disk, in MB", &sizes.table);
    Ok(section)
}

fn time(bench: &Bench, sample: &Sample, pagefind: Option<&Pagefind>) -> Result<Row> {
    let renderer = Renderer::of(bench, sample)?;
    let staged = pagefind.map(|_| Staged::of(bench, sample, Site::Ours)).transpose()?;
    let rival_runs = if sample.copies > 4 { 2 } else { bench.runs_on(sample.copies) };
    let mut series = vec![Series::default(); 2];
    renderer.run()?;
    for run in 0..bench.runs_on(sample.copies) {
        series[0].push(renderer.run()?);
        if let (Some(pagefind), Some(staged)) = (pagefind, &staged)
            && run < rival_runs
        {
            series[1].push(pagefind.run(staged)?);
        }
    }
    let keys = [sample.copies, sample.pages, series[0].runs(), series[1].runs()];
    Ok(Row { keys: keys.map(|key| key.to_string()).to_vec(), series })
}

fn judge(section: &mut Section, copies: usize, series: &[Series]) {
    let [ours, pagefind] = series else { return };
    let at = in_words(copies);
    section.at_least(format!("Pagefind's time / ours, {at}"), 10.0, pagefind.ratio(ours, |usage| usage.wall));
    section.at_most(
        format!("our peak memory / Pagefind's, {at}"),
        0.125,
        ours.ratio(pagefind, |usage| usage.peak),
    );
}

/// What the three put on disk.
struct Sizes {
    table: Table,
}

impl Sizes {
    fn new() -> Self {
        Sizes { table: Table::new(["copies", "what", "MB", "/ Markdown", "/ Pagefind", "/ mdBook's"]) }
    }

    fn add(
        &mut self,
        bench: &Bench,
        sample: &Sample,
        has_pagefind: bool,
        section: &mut Section,
    ) -> Result<()> {
        let out = sample.root.join("out-alone");
        let is_words = |name: &str| !is_text(name);
        let words = size::of(&out.join("patterns/search"), &is_words)? as f64;
        let html = size::of_all(&out.join("html/patterns-index"))? as f64;
        let pagefind = if has_pagefind { pagefind_data(&sample.root.join("pagefind"))? } else { f64::NAN };
        let is_index = |name: &str| name.starts_with("searchindex");
        let mdbook = size::of(&Site::Mdbook.html(bench, sample)?, &is_index)? as f64;
        let markdown = sample.markdown as f64;
        let rows = [
            ("ours without texts, JSON", words),
            ("ours, all files in the HTML folder", html),
            ("Pagefind without its scripts", pagefind),
            ("mdBook's index", mdbook),
            ("the Markdown", markdown),
        ];
        for (what, bytes) in rows {
            let cells = [
                number(bytes / 1e6, 2),
                ratio(bytes / markdown),
                ratio(bytes / pagefind),
                ratio(bytes / mdbook),
            ];
            self.table.row([sample.copies.to_string(), what.to_owned()].into_iter().chain(cells));
        }
        let at = in_words(sample.copies);
        section.at_most(format!("index without texts / Markdown, {at}"), 0.15, words / markdown);
        if sample.copies == 1 && bench.corpus.is_usual {
            section.at_most("index without texts, kB", 300.0, words / 1e3);
        }
        section.at_most(format!("all files in the HTML folder / Markdown, {at}"), 0.7, html / markdown);
        Ok(())
    }
}

/// `t12-a0b1c.json` is a block of texts.
fn is_text(name: &str) -> bool {
    name.strip_prefix('t').is_some_and(|rest| rest.starts_with(|digit: char| digit.is_ascii_digit()))
}

/// What Pagefind made of the pages: its files without the scripts and styles that are the same everywhere.
fn pagefind_data(folder: &Path) -> Result<f64> {
    let is_data = |name: &str| name.contains(".pf_") || name == "pagefind-entry.json";
    Ok(size::of(folder, &is_data)? as f64)
}
