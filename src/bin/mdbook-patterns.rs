//! `mdbook-patterns`: the preprocessor that mdBook calls, and the authors' command line.

use std::process::ExitCode;

fn main() -> ExitCode {
    mdbook_patterns::cli::main()
}
