//! Workflow commands: GitHub shows them beside the lines of a pull request.

use super::{Lines, severity};
use crate::check::Findings;

pub(super) fn report(findings: &Findings, lines: &Lines<'_>) -> String {
    let mut out = String::new();
    for found in &findings.diagnostics {
        let mut properties = Vec::new();
        if let Some(place) = &found.place {
            properties.push(format!("file={}", property(&place.file)));
        }
        if let Some(region) = lines.region(found) {
            properties.push(format!("line={},endLine={}", region.line, region.end_line));
            // GitHub wants columns only where they are in one line.
            if region.line == region.end_line {
                properties.push(format!("col={},endColumn={}", region.column, region.end_column));
            }
        }
        properties.push(format!("title={}", found.code.id()));
        let help = found.help.as_ref().map(|help| format!("\nhelp: {help}")).unwrap_or_default();
        let message = data(&format!("{}{help}", found.message));
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
