//! A list of problems for programs.

use serde::Serialize;

use super::{region, severity};
use crate::check::Findings;
use crate::diagnostic::Sources;

#[derive(Serialize)]
struct Report<'a> {
    version: u32,
    pages: usize,
    problems: Vec<Problem<'a>>,
}

#[derive(Serialize)]
struct Problem<'a> {
    code: &'a str,
    severity: &'a str,
    message: &'a str,
    help: Option<&'a str>,
    file: Option<&'a str>,
    line: Option<usize>,
    column: Option<usize>,
    end_line: Option<usize>,
    end_column: Option<usize>,
    fixable: bool,
}

pub(super) fn report(findings: &Findings, sources: &Sources<'_>) -> serde_json::Result<String> {
    let problems = findings.diagnostics.iter().map(|found| {
        let region = region(found, sources);
        Problem {
            code: found.code.id(),
            severity: severity(found),
            message: &found.message,
            help: found.help.as_deref(),
            file: found.place.as_ref().map(|place| place.file.as_str()),
            line: region.map(|(start, _)| start.line),
            column: region.map(|(start, _)| start.column),
            end_line: region.map(|(_, end)| end.line),
            end_column: region.map(|(_, end)| end.column),
            fixable: found.mend.is_some(),
        }
    });
    let report = Report { version: 1, pages: findings.pages.len(), problems: problems.collect() };
    Ok(serde_json::to_string_pretty(&report)? + "\n")
}
