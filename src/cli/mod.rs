//! The command line: without a command, the preprocessor and the renderer of mdBook's protocol.

mod ask;
mod book_folder;
mod book_toml;
mod check;
mod explain;
mod graph;
#[cfg(test)]
mod guide_tables;
mod install;
mod installed;
mod lift;
mod list;
mod lsp;
mod man;
mod mdbook_search;
mod mermaid;
mod migrate;
mod mv;
mod new;
mod progress;
mod rename_term;
mod schema;
mod stats;
mod summary;
mod templates;
mod uninstall;

use std::io::{self, BufWriter, Write};
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use clap::{CommandFactory, Parser, Subcommand};
use mdbook_preprocessor::PreprocessorContext;
use mdbook_preprocessor::book::Book;
use mdbook_renderer::RenderContext;

use crate::diagnostic::{Code, Diagnostic};
use crate::library::Library;
use crate::source::{Source, folder, is_our_renderer, stdin};

/// An mdBook plugin for libraries of patterns, decision records and runbooks
///
/// It turns the front matter of pages into breadcrumbs, badges, boxes, prev/next links, a catalog and a search. mdBook
/// runs the program without a command; the commands are for authors.
#[derive(Debug, Parser)]
#[command(version, about)]
struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Subcommand)]
enum Command {
    Install(install::Install),
    Uninstall(uninstall::Uninstall),
    Check(check::Check),
    Explain(explain::Explain),
    List(list::List),
    New(new::New),
    Mv(mv::Mv),
    RenameTerm(rename_term::RenameTerm),
    Templates(templates::Templates),
    Stats(stats::Stats),
    Graph(graph::Graph),
    Migrate(migrate::Migrate),
    Summary(summary::Summary),
    Lift(lift::Lift),
    Schema(schema::Schema),
    Lsp(lsp::Lsp),
    /// Print a completion script for a shell
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
    /// Write man pages into a folder
    Man {
        /// The folder
        dir: std::path::PathBuf,
    },
    /// Tell mdBook whether the preprocessor supports a renderer (mdBook runs this)
    Supports {
        /// The renderer's name
        renderer: String,
    },
}

/// Runs the program with the arguments and streams of the process.
pub fn main() -> ExitCode {
    let result = Arguments::try_parse().map_or_else(refuse, run);
    result.unwrap_or_else(|error| {
        let _ = writeln!(io::stderr(), "mdbook-patterns: {error:#}");
        ExitCode::from(2)
    })
}

/// What cannot be run as it was written; help and version come this way, too.
fn refuse(error: clap::Error) -> Result<ExitCode> {
    if error.use_stderr() {
        error.exit();
    }
    write_out(&error.render().ansi().to_string(), "help").map(|()| ExitCode::SUCCESS)
}

fn run(arguments: Arguments) -> Result<ExitCode> {
    match arguments.command {
        None => serve_mdbook(),
        Some(Command::Install(install)) => install.run(),
        Some(Command::Uninstall(uninstall)) => uninstall.run(),
        Some(Command::Check(check)) => check.run(),
        Some(Command::Explain(explain)) => explain.run(),
        Some(Command::List(list)) => list.run(),
        Some(Command::New(new)) => new.run(),
        Some(Command::Mv(mv)) => mv.run(),
        Some(Command::RenameTerm(rename)) => rename.run(),
        Some(Command::Templates(templates)) => templates.run(),
        Some(Command::Stats(stats)) => stats.run(),
        Some(Command::Graph(graph)) => graph.run(),
        Some(Command::Migrate(migrate)) => migrate.run(),
        Some(Command::Summary(summary)) => summary.run(),
        Some(Command::Lift(lift)) => lift.run(),
        Some(Command::Schema(schema)) => schema.run(),
        Some(Command::Lsp(lsp)) => lsp.run(),
        Some(Command::Completions { shell }) => man::completions(shell, &mut Arguments::command()),
        Some(Command::Man { dir }) => man::pages(&dir, Arguments::command()),
        Some(Command::Supports { renderer }) => Ok(supports(&renderer)),
    }
}

/// Writes a text to standard output, coloured only on a terminal; `| head` may read no further.
fn write_out(text: &str, what: &str) -> Result<()> {
    let mut out = anstream::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        result => result.with_context(|| format!("cannot write the {what}")),
    }
}

/// The library of a book for a command that only shows it: its problems are counted on standard error.
///
/// # Errors
/// A book whose chapters cannot be read at all.
fn library(source: Source) -> Result<Library> {
    if let Some(problem) = source.problems.first().filter(|_| source.book.items.is_empty()) {
        bail!("{}", problem.message);
    }
    let library = Library::build(source);
    if !library.problems.is_empty() {
        let count = problems_in_words(library.problems.len());
        let hint = "`mdbook-patterns check` shows all";
        writeln!(io::stderr(), "mdbook-patterns: the book has {count}; {hint}")?;
    }
    Ok(library)
}

/// Refuses a book whose list of chapters cannot be read, so that nothing is taken for the whole book.
fn readable(source: &Source) -> Result<()> {
    let list = source.summary_file();
    let is_unreadable = |problem: &&Diagnostic| {
        let is_list = problem.place.as_ref().is_some_and(|place| place.file == list);
        problem.code == Code::InvalidSummary || problem.code == Code::UnreadableFile && is_list
    };
    // A book without one has no chapters yet.
    let is_there = || source.root.join(&list).symlink_metadata().is_ok();
    match source.problems.iter().find(is_unreadable).filter(|_| is_there()) {
        Some(problem) => bail!("{}", problem.message),
        None => Ok(()),
    }
}

/// Whether a file is `path`, or below it; all are below the empty one.
fn is_below(file: &str, path: &str) -> bool {
    path.is_empty() || file == path || file.strip_prefix(path).is_some_and(|rest| rest.starts_with('/'))
}

/// `1 problem`, `2 problems`
fn problems_in_words(count: usize) -> String {
    format!("{count} {}", if count == 1 { "problem" } else { "problems" })
}

/// What mdBook wants of this program is in what it sends: an array is a book to preprocess, an object one to render.
fn serve_mdbook() -> Result<ExitCode> {
    let input = stdin::read_all(io::stdin().lock()).context("cannot read the book from standard input")?;
    match input.iter().find(|byte| !byte.is_ascii_whitespace()) {
        Some(b'{') => render(input),
        _ => preprocess(input),
    }
}

/// How to say that no mdBook calls.
const NOT_MDBOOK: &str = "standard input is not what mdBook 0.5 sends to a preprocessor or a renderer; \
                          this program is run by `mdbook build`, see `mdbook-patterns --help`";

fn preprocess(input: Vec<u8>) -> Result<ExitCode> {
    let (context, book): (PreprocessorContext, Book) = serde_json::from_slice(&input).context(NOT_MDBOOK)?;
    drop(input);
    // Before mdBook copies what lies beside the pages.
    folder::recover(&context.root, &context.config);
    let (report, edited) = crate::preprocess::expand(&context, book);
    let _ = write!(anstream::stderr().lock(), "{}", report.text);
    if report.fails {
        bail!("the book was not built; fix the problems above");
    }
    let mut output = BufWriter::with_capacity(256 * 1024, io::stdout().lock());
    edited.write(&mut output).context("cannot write the book to standard output")?;
    output.flush().context("cannot write the book to standard output")?;
    Ok(ExitCode::SUCCESS)
}

fn render(input: Vec<u8>) -> Result<ExitCode> {
    let context: RenderContext = serde_json::from_slice(&input).context(NOT_MDBOOK)?;
    drop(input);
    let report = crate::render::run(context)?;
    io::stderr().write_all(report.as_bytes()).context("cannot report")?;
    Ok(ExitCode::SUCCESS)
}

/// Whether we have anything to do for a renderer. Nothing for our own one, which reads the book as it was written: a
/// yes would make mdBook pipe the whole book through here. mdBook asks in the book's root, and skips a preprocessor
/// that says no without a word: what cannot be known is a yes.
fn supports(renderer: &str) -> ExitCode {
    let is_ours = match folder::read_config(Path::new(".")) {
        Ok(config) => is_our_renderer(&config, renderer),
        Err(_) => false,
    };
    if is_ours { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}
