//! `check` over a book on disk, beside the preprocessor over the same book.

use super::Bench;
use super::books::Sample;
use super::measure::{Measured, Usage};
use super::report::{self, Row};
use super::section::Section;
use super::series::Series;
use super::sites::{Site, text};
use super::subjects::from_file;
use anyhow::Result;
use std::process::Stdio;

/// The copies that the goal is about.
const JUDGED: usize = 16;

/// It ends so when it has something to report.
const FOUND_SOMETHING: i32 = 1;

pub(super) fn measure(bench: &Bench) -> Result<Section> {
    let mut section = Section::default();
    let mut rows = Vec::new();
    for copies in bench.copies_up_to(JUDGED) {
        let sample = bench.book(copies)?;
        eprintln!("{} pages, check", sample.pages);
        Site::Preprocessor.configure(bench, &sample.root)?;
        let mut series = vec![Series::default(); 2];
        for _ in 0..bench.runs_on(copies) {
            series[0].push(check(bench, &sample)?);
            series[1].push(from_file(&[text(&bench.subject)?], &sample.input())?);
        }
        if copies == JUDGED {
            section.at_most(
                "check / preprocessor, 16 copies",
                2.0,
                series[0].ratio(&series[1], |usage| usage.wall),
            );
        }
        let keys = [copies, sample.pages, series[0].runs()].map(|key| key.to_string()).to_vec();
        rows.push(Row { keys, series });
    }
    report::tables(&mut section, "`check`", &["copies", "pages", "runs"], &["check", "preprocessor"], &rows);
    Ok(section)
}

fn check(bench: &Bench, sample: &Sample) -> Result<Usage> {
    let command = [text(&bench.subject)?, "check".to_owned(), text(&sample.root)?];
    let mut measured = Measured::accepting(FOUND_SOMETHING, &command)?;
    let status = measured.command.stdout(Stdio::null()).stderr(Stdio::null()).status()?;
    measured.usage(status)
}
