//! `mdbook-patterns explain`: what a code means, as the guide says it.

use std::process::ExitCode;

use anyhow::{Context, Result};

use super::write_out;
use crate::diagnostic::{Code, Severity, nearest};

/// The page of the guide, which has a section for each code.
const GUIDE: &str = include_str!("../../book/src/guide/diagnostics.md");

/// Explain the code of a problem: what it means, an example, and how to fix it
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  mdbook-patterns explain P0801")]
pub(super) struct Explain {
    /// The code, such as P0801
    #[arg(value_name = "CODE", value_parser = code)]
    code: Code,
}

impl Explain {
    /// Prints the section.
    ///
    /// # Errors
    /// A standard output that cannot be written.
    pub(super) fn run(&self) -> Result<ExitCode> {
        let section = section(self.code).context("the guide has no section for this code")?;
        let default = match self.code.severity() {
            Severity::Error => "an error",
            Severity::Warning => "a warning",
        };
        let ending = match crate::check::rules::OFF_BY_DEFAULT.contains(&self.code) {
            true => format!("It is off by default; `--deny {}` turns it on.", self.code.id()),
            false => format!("By default it is {default}; `--allow {}` turns it off.", self.code.id()),
        };
        write_out(&format!("{section}\n\n{ending}\n"), "section").map(|()| ExitCode::SUCCESS)
    }
}

/// The section of a code, without the `##` of its heading.
fn section(code: Code) -> Option<&'static str> {
    let heading = format!("## {}: ", code.id());
    let start = GUIDE.find(&heading)? + "## ".len();
    let rest = &GUIDE[start..];
    let end = rest.find("\n## ").unwrap_or(rest.len());
    Some(rest[..end].trim_end())
}

/// The code that an argument names.
pub(super) fn code(text: &str) -> Result<Code, String> {
    Code::of(text).ok_or_else(|| {
        let ids = Code::ALL.iter().map(|code| code.id());
        match nearest(text, ids) {
            Some(near) => format!("there is no such code; did you mean {near}?"),
            None => "there is no such code; codes look like P0801, and the guide lists them".to_owned(),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_is_explained() {
        let without: Vec<_> = Code::ALL.iter().filter(|code| section(**code).is_none()).collect();
        assert!(without.is_empty(), "{without:?}");
        let broken = section(Code::BrokenLink).unwrap();
        assert!(broken.starts_with("P0801: ") && !broken.contains("\n## "), "{broken}");
    }
}
