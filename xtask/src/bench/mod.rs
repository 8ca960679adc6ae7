//! `cargo xtask bench`: our preprocessor beside preprocessors that do nothing, in one run.
//!
//! ```text
//! books ── a book of N copies, and the JSON that mdBook sends for it
//!   └─▶ subjects ── ours, `noop` and slurping `noop`, fed from a file and through mdBook's pipe
//!         └─▶ measure ── one process of its own around each run: time, CPU, peak memory
//!               └─▶ series, report ── medians, ratios of neighbouring runs, growth: Markdown
//! ```
//!
//! The subjects take turns (A B C A B C ...), so that a busy machine disturbs them alike.

mod books;
pub(crate) mod measure;
pub(crate) mod noop;
mod report;
mod series;
mod subjects;

use crate::repo;
use anyhow::{Context, Result, bail, ensure};
use books::{Corpus, Sample};
use report::Row;
use series::Series;
use std::path::{Path, PathBuf};
use std::process::Command;
use subjects::{Feed, Subject};

/// Whole builds are measured up to this size: mdBook's own time grows with the square of it.
const LARGEST_BUILD: usize = 4;

/// What to measure, and how often.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// The folder with the corpora and the book maker [default: ../shared beside the repository]
    #[arg(long, value_name = "DIR")]
    shared: Option<PathBuf>,
    /// How many copies of the library each book has
    #[arg(long, value_delimiter = ',', value_name = "N", default_value = "1,4,16,64")]
    copies: Vec<usize>,
    /// How often each program runs on each book
    #[arg(long, value_name = "N", default_value_t = 7)]
    runs: usize,
    /// Measure this program instead of our own, built in release mode
    #[arg(long, value_name = "PROGRAM")]
    subject: Option<PathBuf>,
}

/// Build everything in release mode and measure from there: the no-ops are part of this program.
pub(crate) fn launch(options: &Options) -> Result<()> {
    let shared = options.shared.clone().unwrap_or_else(|| repo::root().join("../shared"));
    if !shared.is_dir() {
        eprintln!("bench skipped: {} is not there; name it with --shared DIR", shared.display());
        return Ok(());
    }
    ensure!(options.runs > 0, "--runs must be at least 1");
    let subject = match &options.subject {
        Some(program) => program.clone(),
        None => repo::build_executable("mdbook-patterns", "mdbook-patterns")?,
    };
    let copies = options.copies.iter().map(usize::to_string).collect::<Vec<_>>().join(",");
    let status = Command::new(repo::build_executable("xtask", "xtask")?)
        .args(["bench-run", "--copies", &copies, "--runs", &options.runs.to_string()])
        .arg("--shared")
        .arg(std::path::absolute(shared)?)
        .arg("--subject")
        .arg(std::path::absolute(subject)?)
        .status()?;
    if !status.success() {
        bail!("the bench did not finish");
    }
    Ok(())
}

/// Measure and print; called in the release build, with every option set.
pub(crate) fn run(options: &Options) -> Result<()> {
    let shared = options.shared.as_deref().context("--shared is not set")?;
    let subject = options.subject.as_deref().context("--subject is not set")?;
    let work = tempfile::tempdir()?;
    let corpus = Corpus::in_shared(shared);
    let (mut fed, mut builds) = (Vec::new(), Vec::new());
    for &copies in &options.copies {
        let sample = corpus.book(copies, &work.path().join(format!("book-{copies}")))?;
        fed.extend(measure_fed(&sample, subject, options.runs)?);
        if copies <= LARGEST_BUILD {
            builds.push(measure_builds(&sample, subject, options.runs)?);
        }
        sample.remove()?;
    }
    report::print(&fed, &builds, options.runs)
}

fn measure_fed(sample: &Sample, subject: &Path, runs: usize) -> Result<Vec<Row>> {
    let subjects = Subject::preprocessors(subject)?;
    let mut rows = vec![];
    for feed in [Feed::File, Feed::Pipe] {
        eprintln!("{} pages, fed {feed}", sample.pages);
        let series = take_turns(&subjects, runs, |subject| subject.feed(sample, feed))?;
        rows.push(Row::new(sample, Some(feed), series));
    }
    Ok(rows)
}

fn measure_builds(sample: &Sample, subject: &Path, runs: usize) -> Result<Row> {
    eprintln!("{} pages, whole builds", sample.pages);
    let subjects = Subject::preprocessors(subject)?.map(Some).into_iter().chain([None]).collect::<Vec<_>>();
    let series = take_turns(&subjects, runs, |subject| subjects::build(sample, subject.as_ref()))?;
    Ok(Row::new(sample, None, series))
}

fn take_turns<T>(
    subjects: &[T],
    runs: usize,
    run: impl Fn(&T) -> Result<measure::Usage>,
) -> Result<Vec<Series>> {
    let mut series = vec![Series::default(); subjects.len()];
    for _ in 0..runs {
        for (subject, series) in subjects.iter().zip(&mut series) {
            series.push(run(subject)?);
        }
    }
    Ok(series)
}
