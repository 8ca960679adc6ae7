//! Values as YAML, written as people write them: without quotes where none are needed.

/// A text in quotes: JSON's escapes are those of YAML.
pub fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// A value without quotes where it needs none.
pub fn scalar(value: &str) -> String {
    let is_plain = !value.is_empty()
        && value.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | ' ' | '.' | '/'))
        && value.starts_with(char::is_alphanumeric)
        && value.trim() == value
        && !["null", "yes", "no", "on", "off", "y", "n"].contains(&value.to_lowercase().as_str());
    if is_plain { value.to_owned() } else { quoted(value) }
}

/// `[a, "b: c"]`
pub fn flow_list<'v>(values: impl IntoIterator<Item = &'v str>) -> String {
    format!("[{}]", values.into_iter().map(scalar).collect::<Vec<_>>().join(", "))
}
