//! The four formats of a report: for people, for programs, for code scanning, for workflows.

mod github;
mod json;
mod sarif;

use std::collections::BTreeMap;

use super::Findings;
use crate::diagnostic::{Diagnostic, Severity, Sources, render};

/// How a report is written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// For people, with the lines that the problems are in
    #[default]
    Human,
    /// A list for programs
    Json,
    /// SARIF 2.1.0, for code scanning
    Sarif,
    /// Workflow commands, which GitHub shows beside the lines
    Github,
}

/// A report in `format`; `styled` colours the one for people.
///
/// # Errors
/// JSON that cannot be made, which cannot happen.
pub fn report(findings: &Findings, format: Format, styled: bool) -> serde_json::Result<String> {
    let lines = Lines::new(&findings.texts);
    match format {
        Format::Human => Ok(human(findings, styled)),
        Format::Json => json::report(findings, &lines),
        Format::Sarif => sarif::report(findings, &lines),
        Format::Github => Ok(github::report(findings, &lines)),
    }
}

fn human(findings: &Findings, styled: bool) -> String {
    let sources: Sources<'_> =
        findings.texts.iter().map(|(file, text)| (file.clone(), text.as_str())).collect();
    let pages = match findings.pages {
        1 => "1 page".to_owned(),
        pages => format!("{pages} pages"),
    };
    if findings.diagnostics.is_empty() {
        let new = if findings.only_new { "new " } else { "" };
        return format!("mdbook-patterns: no {new}problems in {pages}\n");
    }
    let shown = super::grouped(&findings.diagnostics);
    let mut text = render(&shown, &sources, styled);
    let mendable = findings.diagnostics.iter().filter(|found| found.mend.is_some()).count();
    if mendable > 0 {
        text.push_str(&format!("mdbook-patterns: `check --fix` mends {mendable} of them\n"));
    }
    text
}

fn severity(found: &Diagnostic) -> &'static str {
    match found.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    }
}

/// Where lines start in each file.
struct Lines<'a> {
    files: BTreeMap<&'a str, (&'a str, Vec<usize>)>,
}

/// A place in lines and columns, both from 1; columns count characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Region {
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
}

impl<'a> Lines<'a> {
    fn new(texts: &'a BTreeMap<String, String>) -> Self {
        let starts =
            |text: &str| [0].into_iter().chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        let file = |(name, text): (&'a String, &'a String)| (name.as_str(), (text.as_str(), starts(text)));
        Self { files: texts.iter().map(file).collect() }
    }

    /// The place of a problem, if it has one in a text that is known.
    fn region(&self, found: &Diagnostic) -> Option<Region> {
        let place = found.place.as_ref()?;
        let (text, starts) = self.files.get(place.file.as_str())?;
        let position = |at: usize| {
            let mut at = at.min(text.len());
            while !text.is_char_boundary(at) {
                at -= 1;
            }
            let line = starts.partition_point(|start| *start <= at);
            (line, 1 + text[starts[line - 1]..at].chars().count())
        };
        let ((line, column), (end_line, end_column)) = (position(place.span.start), position(place.span.end));
        Some(Region { line, column, end_line, end_column })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Code;

    #[test]
    fn places_count_lines_and_characters() {
        let texts = BTreeMap::from([("a.md".to_owned(), "é\nüber x\n".to_owned())]);
        let lines = Lines::new(&texts);
        let at = |span| lines.region(&Diagnostic::new(Code::BrokenLink, "m").at("a.md", span));
        assert_eq!(at(9..10), Some(Region { line: 2, column: 6, end_line: 2, end_column: 7 }));
        assert_eq!(at(0..0), Some(Region { line: 1, column: 1, end_line: 1, end_column: 1 }));
        assert_eq!(at(90..99).map(|region| region.line), Some(3));
        assert_eq!(lines.region(&Diagnostic::new(Code::BrokenLink, "m")), None);
    }
}
