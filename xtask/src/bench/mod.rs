//! `cargo xtask bench`: what we cost, beside what others cost, in one run.
//!
//! ```text
//! books ── a book of N copies, and the JSON that mdBook sends for it
//!   ├─▶ subjects ── preprocessors fed with it, ours and two that do nothing
//!   └─▶ sites ── the same book built by mdBook with one plugin or another
//!         └─▶ measure ── one process of its own around each run: time, CPU, peak memory
//!               └─▶ series, report ── medians, ratios of neighbouring runs, growth
//!                     └─▶ section ── tables and goals, printed, and put into BENCHMARKS.md
//! ```
//!
//! [`part::Part`] lists what is measured, a module each; `tools` brings the programs of others, and `tests/bench/`
//! holds what runs in Node and in Chromium. Programs take turns (A B C A B C ...), so that a busy machine disturbs
//! them alike.

mod books;
mod builds;
mod catalog;
mod check;
mod collections;
mod growth;
mod index;
mod machine;
pub(crate) mod measure;
mod micro;
pub(crate) mod noop;
mod pagefind;
mod part;
mod preprocessor;
mod queries;
mod relevance;
mod report;
mod section;
mod series;
mod sites;
mod size;
mod subjects;
mod table;
mod tools;
mod wire;

use crate::repo;
use anyhow::{Context, Result, bail, ensure};
use books::{Corpus, Sample};
use clap::ValueEnum;
use part::Part;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What to measure, and how often.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// What to measure [default: everything]
    #[arg(value_enum)]
    parts: Vec<Part>,
    /// The folder with the corpora and the book maker [default: ../shared beside the repository]
    #[arg(long, value_name = "DIR")]
    shared: Option<PathBuf>,
    /// A folder of Markdown to measure instead of java-design-patterns, once; its tables are only printed
    #[arg(long, value_name = "DIR")]
    book: Option<PathBuf>,
    /// How many copies of the library the books have on which single programs run
    #[arg(long, value_delimiter = ',', value_name = "N", default_value = "1,4,16,64")]
    copies: Vec<usize>,
    /// How often each program runs on a small book; what takes long runs less often
    #[arg(long, value_name = "N", default_value_t = 5)]
    runs: usize,
    /// Of `growth`, the families whose names hold one of these words alone; the table is only printed
    #[arg(long, value_delimiter = ',', value_name = "WORD")]
    families: Vec<String>,
    /// Of `growth`, the programs whose names hold one of these words alone; the table is only printed
    #[arg(long, value_delimiter = ',', value_name = "WORD")]
    programs: Vec<String>,
    /// Measure this program, and the index renderer beside it, instead of our own, built in release mode
    #[arg(long, value_name = "PROGRAM")]
    subject: Option<PathBuf>,
}

/// What all parts share.
pub(super) struct Bench {
    corpus: Corpus,
    /// How many copies of the library the books have.
    copies: Vec<usize>,
    runs: usize,
    /// The families of `growth` to measure; all if empty.
    families: Vec<String>,
    /// The same for the programs that they are given to.
    programs: Vec<String>,
    /// The preprocessor, and the authors' command line.
    subject: PathBuf,
    /// The index renderer.
    indexer: PathBuf,
    /// Where books are made and built.
    work: PathBuf,
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
    let mut command = Command::new(repo::build_executable("xtask", "xtask")?);
    command.arg("bench-run").args(options.parts.iter().map(|part| part.name()));
    command.args(["--copies", &copies, "--runs", &options.runs.to_string()]);
    command.arg("--shared").arg(std::path::absolute(shared)?);
    command.arg("--subject").arg(std::path::absolute(subject)?);
    if !options.families.is_empty() {
        command.args(["--families", &options.families.join(",")]);
    }
    if !options.programs.is_empty() {
        command.args(["--programs", &options.programs.join(",")]);
    }
    if let Some(book) = &options.book {
        command.arg("--book").arg(std::path::absolute(book)?);
    }
    if !command.status()?.success() {
        bail!("the bench did not finish");
    }
    Ok(())
}

/// Measure and print; called in the release build, with every option set.
pub(crate) fn run(options: &Options) -> Result<()> {
    let work = tempfile::tempdir()?;
    let bench = Bench::new(options, work.path())?;
    let any_book = options.book.is_some();
    let is_whole = !any_book && options.families.is_empty() && options.programs.is_empty();
    let parts = if options.parts.is_empty() { Part::value_variants() } else { &options.parts };
    let mut out = std::io::stdout().lock();
    if is_whole {
        record("machine", &machine::description())?;
    }
    for &part in parts.iter().filter(|part| !any_book || part.takes_any_book()) {
        eprintln!("==> {}", part.name());
        let moment = machine::moment();
        let section = part.measure(&bench).with_context(|| format!("measuring {}", part.name()))?;
        let text = format!("{moment}\n\n{section}");
        writeln!(out, "\n## {}\n\n{text}", part.name())?;
        if is_whole {
            record(&part.name(), &text)?;
        }
    }
    Ok(())
}

/// Put a section into BENCHMARKS.md.
fn record(part: &str, section: &str) -> Result<()> {
    let path = repo::root().join("BENCHMARKS.md");
    let document = fs::read_to_string(&path).context("cannot read BENCHMARKS.md")?;
    fs::write(&path, section::replaced(&document, part, section)?).context("cannot write BENCHMARKS.md")
}

impl Bench {
    fn new(options: &Options, work: &Path) -> Result<Self> {
        let shared = options.shared.as_deref().context("--shared is not set")?;
        let subject = options.subject.clone().context("--subject is not set")?;
        let indexer = subject.with_file_name("mdbook-patterns");
        ensure!(indexer.is_file(), "there is no {}", indexer.display());
        let (corpus, copies) = match &options.book {
            Some(book) => (Corpus::of(shared, book), vec![1]),
            None => (Corpus::usual(shared), options.copies.clone()),
        };
        Ok(Bench {
            corpus,
            copies,
            runs: options.runs,
            families: options.families.clone(),
            programs: options.programs.clone(),
            subject,
            indexer,
            work: work.to_owned(),
        })
    }

    /// The book with so many copies of the library, made when it is first asked for.
    fn book(&self, copies: usize) -> Result<Sample> {
        self.corpus.book(copies, &self.work.join(format!("book-{copies}")))
    }

    /// The numbers of copies up to a limit: what takes long is not measured on the largest books.
    fn copies_up_to(&self, limit: usize) -> impl Iterator<Item = usize> {
        self.copies.iter().copied().filter(move |&copies| copies <= limit)
    }

    /// How often programs run on a book of so many copies.
    fn runs_on(&self, copies: usize) -> usize {
        if copies > 16 { self.runs.min(3) } else { self.runs }
    }
}

/// The runs of each subject, one after the other in turns.
fn take_turns<T>(
    subjects: &[T],
    runs: usize,
    run: impl Fn(&T) -> Result<measure::Usage>,
) -> Result<Vec<series::Series>> {
    let mut series = vec![series::Series::default(); subjects.len()];
    for _ in 0..runs {
        for (subject, series) in subjects.iter().zip(&mut series) {
            series.push(run(subject)?);
        }
    }
    Ok(series)
}
