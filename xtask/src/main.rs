//! The chores of this repository: `cargo xtask book`, `cargo xtask test`, `cargo xtask bench` and more.
//!
//! - [`book`] builds the plugins, then this project's own book with them, in real mdBook.
//! - [`test`] runs every check that a change must pass, in one go; CI runs nothing else.
//! - [`bench`] measures what we cost, beside what others cost, and writes BENCHMARKS.md.
//! - [`books`] holds real books that know nothing of us against what mdBook alone makes of them.
//! - [`libraries`] compares what the catalog says of a library with its pages, by a reader of their own.
//! - [`beside`] builds one book with the plugins of others.
//! - [`package`] looks at what users install: the packaged crate.
//! - [`screenshots`] takes the pictures of README and guide.
//! - [`repo`] knows where things are, and how to call cargo; [`tools`] what else a machine needs.
//!
//! The hidden subcommands are the parts that must run in a process of their own.

mod bench;
mod beside;
mod book;
mod books;
mod libraries;
mod package;
mod repo;
mod screenshots;
mod test;
mod tools;

use anyhow::Result;
use clap::{Parser, Subcommand};
use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;

/// The chores of the mdbook-patterns repository.
#[derive(Parser)]
#[command(name = "xtask", bin_name = "cargo xtask")]
struct Cli {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Build the plugins, then this project's own book with them
    Book {
        /// Another book than this project's own, below the root of the repository
        #[arg(long, hide = true)]
        root: Option<PathBuf>,
    },
    /// Run every check: format, clippy, tests, documentation, the scripts and the browser
    Test {
        /// Only what takes little time once compiled: no browser, no generated inputs, no whole libraries
        #[arg(long)]
        quick: bool,
    },
    /// Measure what we cost beside others, all of it or some parts, and write BENCHMARKS.md
    Bench(bench::Options),
    /// Build real books that know nothing of us with and without the plugins, and say where the HTML differs
    Books {
        /// Folders with books, git directories or addresses to clone; without any, four books of the Rust project
        sources: Vec<String>,
    },
    /// Build books of other people's libraries, and compare `catalog.json` with their pages by another reader
    Libraries {
        /// Folders that hold `book.toml`
        #[arg(required = true)]
        books: Vec<PathBuf>,
    },
    /// Build one book with the plugins of others that this machine has, and look at what each left in it
    Beside,
    /// Package the crate, install it from there into an empty folder, and build a book with what was installed
    Package {
        /// Where to compile, instead of an empty folder; cargo leaves its report of what took how long there
        #[arg(long)]
        target: Option<PathBuf>,
    },
    /// Take the pictures of README and guide anew, from this project's own book
    Screenshots {
        /// Take none, and fail where one is out of date
        #[arg(long)]
        check: bool,
    },
    /// Build the book at ROOT as `mdbook build` does
    #[command(hide = true)]
    Render {
        root: PathBuf,
        /// Put the HTML where it is with two renderers, even if there is one
        #[arg(long)]
        into_html: bool,
        /// Say nothing but warnings
        #[arg(long)]
        quiet: bool,
    },
    /// The measuring half of `bench`, for the release build of this program
    #[command(hide = true)]
    BenchRun(bench::Options),
    /// Run COMMAND, and write what it used to REPORT
    #[command(hide = true)]
    Measure {
        report: PathBuf,
        /// A status beside 0 with which COMMAND may end
        #[arg(long, default_value_t = 0)]
        accept: i32,
        #[arg(trailing_var_arg = true, allow_hyphen_values = true, required = true)]
        command: Vec<OsString>,
    },
    /// The preprocessor that everyone writes, doing nothing
    #[command(hide = true)]
    NoopPreprocessor { args: Vec<String> },
    /// The same, reading all of stdin before parsing it
    #[command(hide = true)]
    SlurpPreprocessor { args: Vec<String> },
    /// A preprocessor that leaves only the first chapter to be written
    #[command(hide = true)]
    FirstPreprocessor { args: Vec<String> },
}

fn main() -> ExitCode {
    match run(Cli::parse().task) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(task: Task) -> Result<()> {
    match task {
        Task::Book { root } => book::build(root.as_deref()),
        Task::Test { quick } => test::run(quick),
        Task::Bench(options) => bench::launch(&options),
        Task::Books { sources } => books::run(&sources),
        Task::Libraries { books } => libraries::run(&books),
        Task::Beside => beside::run(),
        Task::Package { target } => package::run(target.as_deref()),
        Task::Screenshots { check } => screenshots::run(check),
        Task::Render { root, into_html, quiet } => book::render(&root, into_html, quiet),
        Task::BenchRun(options) => bench::run(&options),
        Task::Measure { report, accept, command } => bench::measure::supervise(&report, accept, &command),
        Task::NoopPreprocessor { args } => bench::noop::streaming(&args),
        Task::SlurpPreprocessor { args } => bench::noop::slurping(&args),
        Task::FirstPreprocessor { args } => bench::noop::first(&args),
    }
}
