//! SARIF 2.1.0, the format of code scanning.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Serialize;
use serde_json::{Value, json};

use super::{Lines, severity};
use crate::check::Findings;
use crate::diagnostic::{Code, Diagnostic};

const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// What a path keeps in an address.
const PATH: &AsciiSet = &NON_ALPHANUMERIC.remove(b'/').remove(b'.').remove(b'-').remove(b'_').remove(b'~');

#[derive(Serialize)]
struct Rule {
    id: &'static str,
    #[serde(rename = "shortDescription")]
    short_description: Value,
    #[serde(rename = "helpUri")]
    help_uri: &'static str,
}

pub(super) fn report(findings: &Findings, lines: &Lines<'_>) -> serde_json::Result<String> {
    let mut codes: Vec<Code> = findings.diagnostics.iter().map(|found| found.code).collect();
    codes.sort_unstable();
    codes.dedup();
    let rules: Vec<Rule> = codes.iter().copied().map(rule).collect();
    let results: Vec<Value> = findings.diagnostics.iter().map(|found| result(found, &codes, lines)).collect();
    let log = json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": env!("CARGO_PKG_NAME"),
                "version": env!("CARGO_PKG_VERSION"),
                "informationUri": env!("CARGO_PKG_REPOSITORY"),
                "rules": rules,
            }},
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    Ok(serde_json::to_string_pretty(&log)? + "\n")
}

fn rule(code: Code) -> Rule {
    let short_description = json!({"text": code.summary()});
    Rule { id: code.id(), short_description, help_uri: env!("CARGO_PKG_REPOSITORY") }
}

fn result(found: &Diagnostic, codes: &[Code], lines: &Lines<'_>) -> Value {
    let help = found.help.as_ref().map(|help| format!("\nhelp: {help}")).unwrap_or_default();
    let mut result = json!({
        "ruleId": found.code.id(),
        "ruleIndex": codes.binary_search(&found.code).unwrap_or_default(),
        "level": severity(found),
        "message": {"text": format!("{}{help}", found.message)},
    });
    if let Some(place) = &found.place {
        let uri = utf8_percent_encode(&place.file, PATH).to_string();
        let mut location = json!({"artifactLocation": {"uri": uri, "uriBaseId": "%SRCROOT%"}});
        if let Some(region) = lines.region(found) {
            location["region"] = json!({
                "startLine": region.line,
                "startColumn": region.column,
                "endLine": region.end_line,
                "endColumn": region.end_column,
            });
        }
        result["locations"] = json!([{"physicalLocation": location}]);
    }
    result
}
