//! A list of problems for programs.

use serde::Serialize;

use super::{Lines, severity};
use crate::check::Findings;

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

pub(super) fn report(findings: &Findings, lines: &Lines<'_>) -> serde_json::Result<String> {
    let problems = findings.diagnostics.iter().map(|found| {
        let region = lines.region(found);
        Problem {
            code: found.code.id(),
            severity: severity(found),
            message: &found.message,
            help: found.help.as_deref(),
            file: found.place.as_ref().map(|place| place.file.as_str()),
            line: region.map(|region| region.line),
            column: region.map(|region| region.column),
            end_line: region.map(|region| region.end_line),
            end_column: region.map(|region| region.end_column),
            fixable: found.mend.is_some(),
        }
    });
    let report = Report { version: 1, pages: findings.pages, problems: problems.collect() };
    Ok(serde_json::to_string_pretty(&report)? + "\n")
}
