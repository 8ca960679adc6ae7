//! Whole builds of the same pages: ours, plain mdBook, Pagefind after it, and MkDocs Material; and what each search
//! adds to a build.

use super::books::{Sample, in_words};
use super::index::Renderer;
use super::measure::{Measured, Usage};
use super::pagefind::{Pagefind, Staged};
use super::report::{self, Row};
use super::section::Section;
use super::series::{Metric, Series};
use super::sites::{Site, remove, text};
use super::table::{Table, number, ratio};
use super::{Bench, tools};
use anyhow::{Context, Result};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;

/// Whole builds are measured up to this size: mdBook's own time grows faster than the number of pages.
const LARGEST: usize = 16;
/// MkDocs, which is slower still, up to this one.
const LARGEST_MKDOCS: usize = 4;

const NAMES: [&str; 6] =
    ["ours", "mdBook, no search", "mdBook", "mdBook and Pagefind", "MkDocs Material", "no-op, no search"];

/// The runs of everything on one book.
#[derive(Default)]
struct Runs {
    bare: Series,
    noop: Series,
    preprocessor: Series,
    index: Series,
    /// Our renderer without mdBook.
    alone: Series,
    mdbook: Series,
    ours: Series,
    pagefind: Series,
    mkdocs: Series,
}

/// The rivals that were found.
struct Rivals {
    pagefind: Option<Pagefind>,
    mkdocs: Option<PathBuf>,
}

pub(super) fn measure(bench: &Bench) -> Result<Section> {
    let mut section = Section::default();
    let rivals = Rivals::find(&mut section);
    let mut rows = Vec::new();
    let mut adds = Table::new([
        "copies",
        "what",
        "adds ms",
        "CPU ms",
        "share of its build",
        "ours / it",
        "ours / it, CPU",
    ]);
    for copies in bench.copies_up_to(LARGEST) {
        let sample = bench.book(copies)?;
        eprintln!("{} pages, whole builds", sample.pages);
        let runs = Runs::take(bench, &sample, &rivals)?;
        runs.judge(&mut section, copies);
        runs.additions(copies, &mut adds);
        rows.push(runs.row(&sample));
    }
    report::tables(&mut section, "Whole builds", &["copies", "pages", "runs"], &NAMES, &rows);
    section.table("What each adds to `mdbook build` without search", &adds);
    Ok(section)
}

impl Rivals {
    fn find(section: &mut Section) -> Self {
        let pagefind = Pagefind::find();
        let mkdocs = tools::mkdocs();
        let mut versions = Vec::new();
        match &pagefind {
            Ok(pagefind) => versions.push(format!("Pagefind {}", pagefind.version)),
            Err(error) => section.skipped("Pagefind", format!("{error:#}")),
        }
        match &mkdocs {
            Ok((_, version)) => versions.push(version.clone()),
            Err(error) => section.skipped("MkDocs Material", format!("{error:#}")),
        }
        section.note(format!("{}.", versions.join(", ")));
        Rivals { pagefind: pagefind.ok(), mkdocs: mkdocs.ok().map(|(program, _)| program) }
    }
}

impl Runs {
    fn take(bench: &Bench, sample: &Sample, rivals: &Rivals) -> Result<Self> {
        let mut runs = Runs::default();
        let renderer = Renderer::of(bench, sample)?;
        let turns = turns(bench, sample.copies);
        for turn in 0..turns {
            runs.bare.push(Site::Bare.build(bench, sample)?);
            runs.index.push(Site::Index.build(bench, sample)?);
            runs.alone.push(renderer.run()?);
            runs.mdbook.push(Site::Mdbook.build(bench, sample)?);
            runs.ours.push(Site::Ours.build(bench, sample)?);
            if let Some(pagefind) = &rivals.pagefind {
                let staged = Staged::of(bench, sample, Site::Ours)?;
                runs.pagefind.push(pagefind.run(&staged)?);
            }
            if sample.copies <= LARGEST_MKDOCS {
                runs.noop.push(Site::NoOp.build(bench, sample)?);
                runs.preprocessor.push(Site::Preprocessor.build(bench, sample)?);
            }
            // It takes several times as long as all others: twice on a small book, once on a larger one.
            if let Some(mkdocs) = rivals.mkdocs.as_ref().filter(|_| has_mkdocs(sample.copies, turn)) {
                runs.mkdocs.push(build_mkdocs(mkdocs, sample)?);
            }
        }
        Ok(runs)
    }

    fn row(&self, sample: &Sample) -> Row {
        let keys = [sample.copies, sample.pages, self.bare.runs()].map(|key| key.to_string()).to_vec();
        let with_pagefind = self.bare.then(&self.pagefind);
        let series = [&self.ours, &self.bare, &self.mdbook, &with_pagefind, &self.mkdocs, &self.noop];
        Row { keys, series: series.map(Series::clone).to_vec() }
    }

    /// What each of the searches, and our preprocessor, adds to a build.
    fn additions(&self, copies: usize, table: &mut Table) {
        let ours = self.index.beyond(&self.bare);
        let adds = [
            ("our renderer", ours.clone(), &self.index),
            ("mdBook's search", self.mdbook.beyond(&self.bare), &self.mdbook),
            ("Pagefind", self.pagefind.clone(), &self.pagefind),
            ("our preprocessor", self.preprocessor.beyond(&self.bare), &self.preprocessor),
        ];
        for (nth, (what, added, build)) in adds.iter().enumerate() {
            let [wall, cpu] = METRICS.map(|metric| added.median(metric));
            // Pagefind's own runs are no builds: the build stands before it.
            let build = if *what == "Pagefind" { self.bare.then(build) } else { (*build).clone() };
            let compared =
                |metric: Metric| if nth == 0 { f64::NAN } else { ours.median(metric) / added.median(metric) };
            table.row([
                copies.to_string(),
                (*what).to_owned(),
                number(wall * 1e3, 0),
                number(cpu * 1e3, 0),
                ratio(wall / build.median(METRICS[0])),
                ratio(compared(METRICS[0])),
                ratio(compared(METRICS[1])),
            ]);
        }
    }

    fn judge(&self, section: &mut Section, copies: usize) {
        let at = in_words(copies);
        let added = |series: &Series| series.beyond(&self.bare).median(METRICS[0]);
        let ours = added(&self.index);
        let pagefind = self.pagefind.median(METRICS[0]);
        section.at_most(format!("our renderer adds / Pagefind adds, {at}"), 0.2, ours / pagefind);
        section.at_most(
            format!("our renderer adds / mdBook's search adds, {at}"),
            0.125,
            ours / added(&self.mdbook),
        );
        section.at_least(
            format!("mdBook's search adds / our renderer alone, {at}"),
            15.0,
            added(&self.mdbook) / self.alone.median(METRICS[0]),
        );
        let plain = self.ours.ratio(&self.mdbook, METRICS[0]);
        section.at_most(format!("a build with ours / plain mdBook's, {at}"), 1.0, plain);
    }
}

const METRICS: [Metric; 2] = [|usage| usage.wall, |usage| usage.cpu];

fn turns(bench: &Bench, copies: usize) -> usize {
    match copies {
        0..=1 => bench.runs,
        2..=4 => bench.runs.min(3),
        _ => 1,
    }
}

fn has_mkdocs(copies: usize, turn: usize) -> bool {
    copies <= LARGEST_MKDOCS && turn < if copies == 1 { 2 } else { 1 }
}

/// Build the same pages with MkDocs, from nothing.
fn build_mkdocs(mkdocs: &Path, sample: &Sample) -> Result<Usage> {
    let site = sample.root.join("out-mkdocs");
    remove(&site)?;
    let yaml = "site_name: Measured book\ntheme: {name: material}\ndocs_dir: src\nsite_dir: out-mkdocs\nexclude_docs: SUMMARY.md\n";
    let config = sample.root.join("mkdocs.yml");
    fs::write(&config, yaml)?;
    let command = [text(mkdocs)?, "build".into(), "--quiet".into(), "--config-file".into(), text(&config)?];
    let mut measured = Measured::new(&command)?;
    let status = measured.command.stdout(Stdio::null()).stderr(Stdio::null()).status()?;
    measured.usage(status).context("building with MkDocs")
}
