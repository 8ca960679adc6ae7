//! TOML between `+++` fences, through the `toml` crate's recovering parser.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::value::{Entry, Map, Node, Value};
use super::{Code, Report};

/// Reads what can be read of `text`; errors are reported where they stand.
pub(super) fn parse(text: &str, report: &mut Report<'_>) -> Map {
    let (table, errors) = DeTable::parse_recoverable(text);
    for error in errors {
        let span = error.span().unwrap_or(0..0);
        let message = error.message().trim();
        let code = match message.starts_with("duplicate key") {
            true => Code::DuplicateKey,
            false => Code::InvalidFrontMatter,
        };
        report(code, format!("invalid TOML: {message}"), span, None);
    }
    map(table.into_inner(), text)
}

fn map(table: DeTable<'_>, text: &str) -> Map {
    let mut entries: Vec<_> = table
        .into_iter()
        .map(|(key, value)| Entry {
            key_span: key.span(),
            key: key.into_inner().into_owned(),
            node: node(value, text),
        })
        .collect();
    // What stands where a key was missing, which is reported.
    entries.retain(|entry: &Entry| !entry.key.is_empty());
    entries.sort_by_key(|entry| entry.key_span.start);
    Map(entries)
}

fn node(value: Spanned<DeValue<'_>>, text: &str) -> Node {
    let span = value.span();
    let value = match value.into_inner() {
        DeValue::String(s) => Value::Text(s.into_owned()),
        DeValue::Integer(_) | DeValue::Float(_) => number(text, span.clone()),
        DeValue::Boolean(b) => Value::Bool(b),
        DeValue::Datetime(date) => Value::Text(date.to_string()),
        DeValue::Array(items) => Value::List(items.into_iter().map(|item| node(item, text)).collect()),
        DeValue::Table(table) => Value::Map(map(table, text)),
    };
    Node { value, span }
}

/// The number at `span`; what JSON cannot hold (`inf`, hexadecimals) stays a text.
fn number(text: &str, span: Range<usize>) -> Value {
    let raw = text.get(span).unwrap_or_default().to_owned();
    match raw.replace('_', "").trim_start_matches('+').parse() {
        Ok(json) => Value::Number { raw, json },
        Err(_) => Value::Text(raw),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_keep_order_place_and_spelling() {
        let text =
            "title = \"A\"\nversion = 1.10\nalpha = [1, 'x']\nupdated = 2024-03-01\n[extra]\nk = true\n";
        let map = parse(text, &mut |_, m, _, _| panic!("{m}"));
        let keys: Vec<_> = map.0.iter().map(|e| e.key.as_str()).collect();
        assert_eq!(keys, ["title", "version", "alpha", "updated", "extra"]);
        assert_eq!(map.get("version").and_then(Node::text), Some("1.10"));
        assert_eq!(map.get("updated").and_then(Node::text), Some("2024-03-01"));
        assert_eq!(&text[map.0[0].node.span.clone()], "\"A\"");
        assert_eq!(map.to_json()["extra"]["k"], true);
    }

    #[test]
    fn one_bad_key_costs_one_key() {
        let mut found = Vec::new();
        let map = parse("a = 1\nb = oops\nc = 3\n", &mut |code, _, span, _| found.push((code, span)));
        assert_eq!(found, [(Code::InvalidFrontMatter, 10..14)]);
        assert!(map.get("a").is_some() && map.get("c").is_some());
    }
}
