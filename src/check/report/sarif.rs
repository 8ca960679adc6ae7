//! SARIF 2.1.0, the format of code scanning.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Serialize;
use serde_json::{Value, json};

use super::{region, severity};
use crate::check::Findings;
use crate::diagnostic::{Code, Diagnostic, Sources};
use crate::page::id_of;

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
    help_uri: String,
}

pub(super) fn report(findings: &Findings, sources: &Sources<'_>) -> serde_json::Result<String> {
    let mut codes: Vec<Code> = findings.diagnostics.iter().map(|found| found.code).collect();
    codes.sort_unstable();
    codes.dedup();
    let rules: Vec<Rule> = codes.iter().copied().map(rule).collect();
    let results: Vec<Value> =
        findings.diagnostics.iter().map(|found| result(found, &codes, sources)).collect();
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
    Rule { id: code.id(), short_description, help_uri: help_uri(code) }
}

/// The section of the guide that explains a code.
pub(crate) fn help_uri(code: Code) -> String {
    let heading = format!("{}: {}", code.id(), code.summary().trim_end_matches('.'));
    format!(
        "{}#{}",
        concat!(env!("CARGO_PKG_REPOSITORY"), "/blob/main/book/src/guide/diagnostics.md"),
        id_of(&heading)
    )
}

fn result(found: &Diagnostic, codes: &[Code], sources: &Sources<'_>) -> Value {
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
        if let Some((start, end)) = region(found, sources) {
            location["region"] = json!({
                "startLine": start.line,
                "startColumn": start.column,
                "endLine": end.line,
                "endColumn": end.column,
            });
        }
        result["locations"] = json!([{"physicalLocation": location}]);
    }
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_has_its_section_of_the_guide() {
        let guide = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("book/src/guide/diagnostics.md");
        let guide = std::fs::read_to_string(guide).unwrap();
        let ids: Vec<String> = guide.lines().filter_map(|line| line.strip_prefix("## ")).map(id_of).collect();
        for code in Code::ALL {
            let uri = help_uri(*code);
            let (_, id) = uri.split_once('#').unwrap();
            assert!(ids.iter().any(|known| known == id), "{uri}");
        }
    }
}
