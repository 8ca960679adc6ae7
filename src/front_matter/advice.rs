//! Advice on front matter, in the syntax of the page: `key: value` is no TOML.

use super::value::{Entry, Node, Value};
use super::yaml;

/// A help with its keys and values as TOML has them.
pub(crate) fn in_toml(help: &str) -> String {
    let parts = help.split('`').enumerate().map(|(at, part)| match at % 2 {
        1 => pair(part).unwrap_or_else(|| part.to_owned()),
        _ => part.to_owned(),
    });
    parts.collect::<Vec<_>>().join("`")
}

/// `tags: [a, b]` as `tags = ["a", "b"]`; `None` for what is no key with a value.
fn pair(code: &str) -> Option<String> {
    let (key, _) = code.split_once(": ")?;
    let is_key = !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'));
    let map = yaml::parse(code, &mut |_, _, _, _| ());
    match map.0.as_slice() {
        [entry] if is_key => Some(said(entry)),
        _ => None,
    }
}

fn said(Entry { key, node, .. }: &Entry) -> String {
    format!("{key} = {}", value(node))
}

fn value(node: &Node) -> String {
    match &node.value {
        Value::Null => "\"\"".to_owned(),
        Value::Bool(value) => value.to_string(),
        Value::Number { raw, .. } => raw.clone(),
        Value::Text(text) if text.parse::<toml::value::Datetime>().is_ok() => text.clone(),
        Value::Text(text) => toml::Value::from(text.as_str()).to_string(),
        Value::List(items) => format!("[{}]", items.iter().map(value).collect::<Vec<_>>().join(", ")),
        Value::Map(map) => format!("{{ {} }}", map.0.iter().map(said).collect::<Vec<_>>().join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::in_toml;

    #[test]
    fn keys_and_values_are_those_of_toml() {
        for (yaml, toml) in [
            ("write `draft: true`; or not", "write `draft = true`; or not"),
            ("write `tags: [one, two]`", "write `tags = [\"one\", \"two\"]`"),
            ("`updated: 2024-03-01` or `order: 1`", "`updated = 2024-03-01` or `order = 1`"),
            ("add `category: ...`, as most", "add `category = \"...\"`, as most"),
            ("`quote: {text: ..., by: ...}`", "`quote = { text = \"...\", by = \"...\" }`"),
            ("`title: \"Sub: x\"`", "`title = \"Sub: x\"`"),
            ("did you mean `related`?", "did you mean `related`?"),
            (
                "`[preprocessor.patterns.field.x]` and `> [!NOTE]: x`",
                "`[preprocessor.patterns.field.x]` and `> [!NOTE]: x`",
            ),
        ] {
            assert_eq!(in_toml(yaml), toml);
        }
    }
}
