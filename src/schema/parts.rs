//! The keys of a table that is a value: what no one reads is said.

use super::coerce::ValueReader;
use crate::diagnostic::{Code, Diagnostic, nearest};
use crate::front_matter::{Entry, Map, Value};
use crate::text::name::key;

impl ValueReader<'_> {
    /// Reports each key of a table that is neither one of a text nor one of a list, and each text that is something else.
    pub(super) fn only(&mut self, map: &Map, texts: &[&str], lists: &[&str], of: &str) {
        self.only_but(map, texts, lists, &[], of);
    }

    /// The same, where other tools have keys for themselves. These are no keys to write here.
    pub(super) fn only_but(&mut self, map: &Map, texts: &[&str], lists: &[&str], others: &[&str], of: &str) {
        for entry in &map.0 {
            let name = key(&entry.key);
            if others.contains(&name.as_str()) {
                continue;
            }
            let is_compound = matches!(entry.node.value, Value::List(_) | Value::Map(_));
            if texts.contains(&name.as_str()) {
                if is_compound {
                    self.wrong_part(&entry.node, &format!("a text as `{}`", entry.key));
                }
            } else if !lists.contains(&name.as_str()) {
                self.unknown_part(entry, &[texts, lists].concat(), of);
            }
        }
    }

    pub(super) fn unknown_part(&mut self, entry: &Entry, keys: &[&str], of: &str) {
        let help = match nearest(&entry.key, keys.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("the keys are: {}", keys.join(", ")),
        };
        let message = format!("`{}` is not a key of {of}", entry.key);
        self.problems.push(
            Diagnostic::new(Code::UnknownKey, message).at(self.file, entry.key_span.clone()).help(help),
        );
    }
}
