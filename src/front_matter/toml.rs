//! TOML between `+++` fences, through the `toml` crate's recovering parser.

mod chunks;

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::value::{Entry, Map, Node, Value};
use super::{Code, Report};

/// Reads what can be read of `text`; errors are reported where they stand. What the parser guesses in recovering is not
/// what was written: a key that cannot be read by itself is left out.
pub(super) fn parse(text: &str, report: &mut Report<'_>) -> Map {
    if DeTable::parse(text).is_ok() {
        return read(text, report);
    }
    let mut left = text.as_bytes().to_vec();
    for bad in chunks::unreadable(text, report) {
        // Blank, so that all else keeps its place.
        left[bad].iter_mut().filter(|byte| !matches!(byte, b'\n' | b'\r')).for_each(|byte| *byte = b' ');
    }
    read(&String::from_utf8_lossy(&left), report)
}

/// Whether anything in a block is a key or a table's name, or nothing but comments is there.
pub(super) fn holds_keys(text: &str) -> bool {
    let is_name = |name: &str| {
        let name = name.trim();
        let is_quoted =
            ['"', '\''].iter().any(|sign| name.len() > 1 && name.starts_with(*sign) && name.ends_with(*sign));
        let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '"' | '\'');
        is_quoted || !name.is_empty() && name.chars().all(is_plain)
    };
    let is_key = |line: &str| line.split_once('=').is_some_and(|(key, _)| is_name(key));
    let is_table = |line: &str| line.starts_with('[') && line.ends_with(']');
    let mut lines =
        text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')).peekable();
    lines.peek().is_none() || lines.any(|line| is_key(line) || is_table(line))
}

/// Reads a text all of whose keys can be read each by itself.
fn read(text: &str, report: &mut Report<'_>) -> Map {
    let (table, errors) = DeTable::parse_recoverable(text);
    for error in errors {
        let span = error.span().unwrap_or(0..0);
        let message = error.message().trim();
        match message.starts_with("duplicate key") {
            true => {
                let key = text.get(span.clone()).unwrap_or_default().trim();
                let help = "the first one is used; delete the other".to_owned();
                report(Code::DuplicateKey, format!("`{key}` is given twice"), span, Some(help));
            }
            false => report(Code::InvalidFrontMatter, format!("invalid TOML: {message}"), span, None),
        }
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
    // What is where a key was missing, which is reported.
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

    fn keys(text: &str) -> (Vec<String>, Vec<(String, usize)>) {
        let mut found = Vec::new();
        let map = parse(text, &mut |_, message, span, _| found.push((message, span.start)));
        (map.0.into_iter().map(|entry| entry.key).collect(), found)
    }

    #[test]
    fn a_slip_takes_no_other_key_with_it() {
        for (text, left, starts) in [
            (
                "title = 'A'\ntags = [\"a\", \"b\"\ntier = \"gold\"\n",
                &["title", "tier"][..],
                "`tags` cannot be read",
            ),
            ("title = 'A'\nupdated = 2023-13-01\nb = 1\n", &["title", "b"], "`updated` cannot be read"),
            ("a = \"x\nb = 1\n", &["b"], "`a` cannot be read"),
            ("a = \"\"\"x\nb = 1\nc = 2\n", &["b", "c"], "`a` cannot be read"),
            ("a = { x = 1\nb = 1\n", &["b"], "`a` cannot be read"),
            ("a =\nb = 1\n", &["b"], "`a` cannot be read"),
            ("a = 1\n  b = [\n  c = 3\n", &["a", "c"], "`b` cannot be read"),
            ("a = 1\nno key\nb = 1\n", &["a", "b"], "this line cannot be read"),
            ("a = 1\n[extra\nb = 1\n[other]\nc = 1\n", &["a", "other"], "the table `[extra` cannot be read"),
        ] {
            let (keys, found) = keys(text);
            assert_eq!(keys, left, "{text}");
            assert_eq!(found.len(), 1, "{text}: {found:?}");
            assert!(found[0].0.starts_with(starts), "{text}: {found:?}");
        }
    }

    #[test]
    fn values_of_many_lines_stay_whole_beside_a_slip() {
        let text = "a = \"\"\"\nx = 1\n\"\"\"\nb = [\n  'x', # y = 1\n  'z',\n]\nbad = oops\n[t]\nc = 1\n";
        let (keys, found) = keys(text);
        assert_eq!(keys, ["a", "b", "t"]);
        assert_eq!(found.len(), 1);
    }

    #[test]
    fn of_two_equal_keys_the_first_counts() {
        let mut found = Vec::new();
        let map = parse("a = 1\na = 2\nb = oops\n", &mut |code, _, _, _| found.push(code));
        assert_eq!(map.get("a").and_then(Node::text), Some("1"));
        found.sort_unstable();
        assert_eq!(found, [Code::InvalidFrontMatter, Code::DuplicateKey]);
    }
}
