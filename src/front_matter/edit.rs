//! Edits of a front matter: keys that are set, and lists that grow. Comments, order and line ends stay.

pub(crate) mod in_toml;
mod in_yaml;

use self::in_toml::toml;
use self::in_yaml::yaml;

use super::write::{flow_list, scalar};
use super::{Fence, Map, Syntax, Value, find, parse};
use crate::text::{Edit, Edited, byte_order_mark, newline};

/// Why a front matter cannot be edited.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub(crate) enum EditError {
    /// It has no end.
    #[error("the front matter is never closed")]
    Unclosed,
    /// Its TOML cannot be parsed.
    #[error("the front matter cannot be read: {0}")]
    Unreadable(String),
    /// The new text would not say what it should.
    #[error("`{0}` cannot be written into this front matter")]
    Unwritable(String),
}

/// What a key is set to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Setting {
    /// One text.
    Text(String),
    /// These texts, after those that are there.
    Added(Vec<String>),
    /// These texts, and no others.
    List(Vec<String>),
}

/// The edits that set keys of the front matter of a page, which is made where there is none.
///
/// # Errors
/// A front matter that does not hold the values afterwards; it is unchanged then.
pub(crate) fn set(text: &str, keys: &[(&str, Setting)]) -> Result<Vec<Edit>, EditError> {
    let edits = match find(text) {
        Fence::Unclosed { .. } => return Err(EditError::Unclosed),
        Fence::None | Fence::Text(_) => vec![made(text, keys)],
        Fence::Closed(block) if block.syntax == Syntax::Yaml => yaml(text, &block, keys),
        Fence::Closed(block) => {
            toml(text, &block, keys).map_err(|error| EditError::Unreadable(error.message().to_owned()))?
        }
    };
    let clash = |_| EditError::Unwritable(keys.iter().map(|(key, _)| *key).collect::<Vec<_>>().join("`, `"));
    let after = Edited::new(text, edits.clone()).map_err(clash)?.to_string();
    let (before, after) = (map(text), map(&after));
    for (key, setting) in keys {
        if !holds(&before, &after, key, setting) {
            return Err(EditError::Unwritable((*key).to_owned()));
        }
    }
    Ok(edits)
}

/// All keys of a page's front matter.
pub(crate) fn map(text: &str) -> Map {
    match find(text) {
        Fence::Closed(block) => parse(text, &block, "", &mut Vec::new()),
        _ => Map::default(),
    }
}

/// Whether the new front matter says what it should, and all other keys what they said.
fn holds(before: &Map, after: &Map, key: &str, setting: &Setting) -> bool {
    let others = |map: &Map| map.0.iter().filter(|entry| entry.key != key).count();
    let values = after.get(key).map(texts).unwrap_or_default();
    others(after) >= others(before)
        && match setting {
            Setting::Text(text) => values == [text.as_str()],
            Setting::List(list) => values == *list,
            Setting::Added(added) => added.iter().all(|value| values.contains(&value.as_str())),
        }
}

/// The texts of a value: one, or those of a list.
fn texts(node: &super::Node) -> Vec<&str> {
    match &node.value {
        Value::List(items) => items.iter().filter_map(super::Node::text).collect(),
        _ => node.text().into_iter().collect(),
    }
}

fn line(key: &str, setting: &Setting) -> String {
    match setting {
        Setting::Text(text) => format!("{key}: {}\n", scalar(text)),
        Setting::Added(values) | Setting::List(values) => {
            format!("{key}: {}\n", flow_list(values.iter().map(String::as_str)))
        }
    }
}

fn made(text: &str, keys: &[(&str, Setting)]) -> Edit {
    let gap = if text.starts_with(['\n', '\r']) || text.is_empty() { "" } else { "\n" };
    let start = byte_order_mark(text);
    let lines: String = keys.iter().map(|(key, setting)| line(key, setting)).collect();
    Edit::insert(start, format!("---\n{lines}---\n{gap}").replace('\n', newline(text)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(text: &str, keys: &[(&str, Setting)]) -> String {
        Edited::new(text, set(text, keys).unwrap()).unwrap().to_string()
    }

    #[test]
    fn keys_are_set_and_lists_grow_as_they_are_written() {
        let text = |value: &str| Setting::Text(value.to_owned());
        let more = |value: &str| Setting::Added(vec![value.to_owned()]);
        for (before, keys, expected) in [
            ("# A\n", vec![("a", text("b: c"))], "---\na: \"b: c\"\n---\n\n# A\n"),
            ("---\na: 1 # mine\nb: 2\n---\n", vec![("a", text("x"))], "---\na: x # mine\nb: 2\n---\n"),
            ("---\r\na: 1\r\n---\r\n", vec![("b", text("x"))], "---\r\na: 1\r\nb: x\r\n---\r\n"),
            ("---\na:\nb: 2\n---\n", vec![("a", text("x"))], "---\na: x\nb: 2\n---\n"),
            ("---\na: [x] # mine\n---\n", vec![("a", more("z"))], "---\na: [x, z] # mine\n---\n"),
            ("---\na: []\n---\n", vec![("a", more("z"))], "---\na: [z]\n---\n"),
            ("---\na: x\n---\n", vec![("a", more("z"))], "---\na: [x, z]\n---\n"),
            (
                "---\na:\n  - x # mine\nb: 1\n---\n",
                vec![("a", more("z"))],
                "---\na:\n  - x # mine\n  - z\nb: 1\n---\n",
            ),
            (
                "---\na:\n- x\n---\n",
                vec![("a", more("z")), ("c", text("d"))],
                "---\na:\n- x\n- z\nc: d\n---\n",
            ),
            ("+++\na = \"x\"\n+++\n", vec![("a", more("z"))], "+++\na = [\"x\", \"z\"]\n+++\n"),
            (
                "+++\na = \"x\" # mine\n+++\n",
                vec![("b", text("y"))],
                "+++\na = \"x\" # mine\nb = \"y\"\n+++\n",
            ),
        ] {
            assert_eq!(after(before, &keys), expected, "{before}");
        }
        let list = |values: &[&str]| Setting::List(values.iter().map(|value| (*value).to_owned()).collect());
        for (before, setting, expected) in [
            (
                "---\na:\n  - x # one\n  # two\n  - w # mine\nb: 1\n---\n",
                list(&["x"]),
                "---\na:\n  - x # one\n  # two\nb: 1\n---\n",
            ),
            (
                "---\r\na:\r\n- x # one\r\n- w\r\n---\r\n",
                list(&["w", "z"]),
                "---\r\na:\r\n- w\r\n- z\r\n---\r\n",
            ),
            ("---\na:\n- x # one\n- w\n---\n", list(&[]), "---\na: []\n---\n"),
            ("---\na:\n- x # one\n- w\n---\n", list(&["w", "x"]), "---\na: [w, x]\n---\n"),
            ("---\na:\n- x\n- - w\n---\n", list(&["x"]), "---\na:\n- x\n---\n"),
            ("---\na: [x, w] # mine\n---\n", list(&["w"]), "---\na: [w] # mine\n---\n"),
            ("+++\na = [\"x\"] # mine\nb = 1\n+++\n", list(&["y"]), "+++\na = [\"y\"] # mine\nb = 1\n+++\n"),
            ("+++\na = 'x' # mine\n+++\n", text("y"), "+++\na = \"y\" # mine\n+++\n"),
            ("+++\na = 'x' # mine\n+++\n", more("y"), "+++\na = ['x', \"y\"] # mine\n+++\n"),
            (
                "+++\na = [\n  \"x\",\n  \"y\"\n]\n+++\n",
                more("z"),
                "+++\na = [\n  \"x\",\n  \"y\",\n  \"z\"\n]\n+++\n",
            ),
            (
                "+++\na = [\n  \"x\",\n  \"y\" # two\n]\n+++\n",
                more("z"),
                "+++\na = [\n  \"x\",\n  \"y\", # two\n  \"z\"\n]\n+++\n",
            ),
            (
                "+++\na = [\n  \"x\", # one\n  \"y\", # two\n] # mine\n+++\n",
                more("z"),
                "+++\na = [\n  \"x\", # one\n  \"y\", # two\n  \"z\",\n] # mine\n+++\n",
            ),
            (
                "+++\na = [\n  \"x\", # one\n  \"y\", # two\n] # mine\n+++\n",
                list(&["y"]),
                "+++\na = [ # one\n  \"y\", # two\n] # mine\n+++\n",
            ),
        ] {
            assert_eq!(after(before, &[("a", setting)]), expected, "{before}");
        }
        let twice = [("a", text("x")), ("a", text("y"))];
        assert_eq!(set("---\na: 1\n---\n", &twice), Err(EditError::Unwritable("a`, `a".to_owned())));
        assert_eq!(set("---\na: 1\n\n# A\n", &[("a", text("x"))]), Err(EditError::Unclosed));
    }
}
