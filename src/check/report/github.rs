//! Workflow commands: GitHub shows them beside the lines of a pull request.

use super::{region, severity};
use crate::check::Findings;
use crate::diagnostic::{Sources, printable};

pub(super) fn report(findings: &Findings, sources: &Sources<'_>) -> String {
    let mut out = String::new();
    for found in &findings.diagnostics {
        let mut properties = Vec::new();
        if let Some(place) = &found.place {
            properties.push(format!("file={}", property(&place.file)));
        }
        if let Some((start, end)) = region(found, sources) {
            properties.push(format!("line={},endLine={}", start.line, end.line));
            // GitHub wants columns only where they are in one line.
            if start.line == end.line {
                properties.push(format!("col={},endColumn={}", start.column, end.column));
            }
        }
        properties.push(format!("title={}", found.code.id()));
        let help = found.help.as_ref().map(|help| format!("\nhelp: {help}")).unwrap_or_default();
        let message = data(&printable(&format!("{}{help}", found.message)));
        out.push_str(&format!("::{} {}::{message}\n", severity(found), properties.join(",")));
    }
    out
}

/// What ends a command must not stand in it.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
