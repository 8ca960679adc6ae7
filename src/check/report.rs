//! The four formats of a report: for people, for programs, for code scanning, for workflows.

mod github;
mod json;
mod sarif;
mod screen;

pub(crate) use sarif::help_uri;

use screen::Fitted;

use super::Findings;
use crate::diagnostic::{Diagnostic, Position, Severity, Sources, render_with};

/// How a report is written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// For people, with the source lines
    #[default]
    Human,
    /// JSON, for programs
    Json,
    /// SARIF 2.1.0, for code scanning
    Sarif,
    /// GitHub workflow commands, shown beside the lines of a pull request
    Github,
}

/// A report in `format`; `styled` colours the one for people.
///
/// # Errors
/// JSON that cannot be made, which cannot happen.
pub fn report(findings: &Findings, format: Format, styled: bool) -> serde_json::Result<String> {
    let files = findings.texts.iter().map(|(file, text)| (file.clone(), text.as_str()));
    let sources: Sources<'_> = files.collect();
    match format {
        Format::Human => Ok(human(findings, &sources, styled)),
        Format::Json => json::report(findings, &sources),
        Format::Sarif => sarif::report(findings, &sources),
        Format::Github => Ok(github::report(findings, &sources)),
    }
}

fn human(findings: &Findings, sources: &Sources<'_>, styled: bool) -> String {
    let pages = match findings.pages.len() {
        1 => "1 page".to_owned(),
        pages => format!("{pages} pages"),
    };
    if findings.diagnostics.is_empty() {
        let new = if findings.only_new { "new " } else { "" };
        return format!("mdbook-patterns: no {new}problems in {pages}\n");
    }
    let fitted = match findings.all {
        true => Fitted::all(&findings.diagnostics),
        false => screen::fit(&findings.diagnostics, sources),
    };
    let mut text = render_with(&fitted.drawn, &fitted.brief, sources, styled);
    if fitted.is_shorter {
        text.push_str("mdbook-patterns: `check --all` shows each\n");
    }
    let mendable = findings.diagnostics.iter().filter(|found| found.mend.is_some()).count();
    if mendable > 0 {
        text.push_str(&format!("mdbook-patterns: `check --fix` fixes {mendable} of them\n"));
    }
    text
}

fn severity(found: &Diagnostic) -> &'static str {
    match found.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    }
}

/// Where a problem starts and ends, if it has a place in a text that is known.
fn region(found: &Diagnostic, sources: &Sources<'_>) -> Option<(Position, Position)> {
    let place = found.place.as_ref()?;
    let source = sources.get(&place.file)?;
    Some((source.position(place.span.start), source.position(place.span.end)))
}
