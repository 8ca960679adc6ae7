//! What the names and the calls of a template stand for.

use std::collections::{BTreeMap, BTreeSet};

use super::calls::literal;
use crate::front_matter::{Node, Value};
use crate::migrate::site::Site;

/// Texts by the call that they stand for: those that somebody wrote down, and values of the site.
pub(super) struct Values<'s> {
    site: &'s Site,
    texts: BTreeMap<String, String>,
    /// Which of the texts were used.
    used: BTreeSet<String>,
    /// The names of `extra` that were.
    pub(super) named: BTreeSet<String>,
}

impl<'s> Values<'s> {
    pub(super) fn new(site: &'s Site, texts: BTreeMap<String, String>) -> Self {
        Self { site, texts, used: BTreeSet::new(), named: BTreeSet::new() }
    }

    /// The calls of the texts that no page has.
    pub(super) fn unused(&self) -> impl Iterator<Item = &str> {
        self.texts.keys().filter(|call| !self.used.contains(*call)).map(String::as_str)
    }

    /// The text of a call, or of a name in `extra` or `config` that the page does not bind itself.
    pub(super) fn text(&mut self, call: &str, bound: &BTreeSet<String>) -> Option<String> {
        let call = normal(call);
        if let Some(text) = self.texts.get(&call) {
            self.used.insert(call);
            return Some(text.clone());
        }
        if let Some(text) = literal(&call) {
            return Some(text.to_owned());
        }
        let first = call.split('.').next().unwrap_or_default();
        if bound.contains(first) {
            return None;
        }
        let of_extra = || {
            let path = call.strip_prefix("extra.").or(call.strip_prefix("config.extra.")).unwrap_or(&call);
            let mut names = path.split('.');
            let first = names.next()?;
            let mut node = self.site.table("extra")?.get(first)?;
            for name in names {
                let Value::Map(map) = &node.value else { return None };
                node = map.get(name)?;
            }
            Some((first.to_owned(), self.shown(node)?))
        };
        if let Some((name, text)) = of_extra() {
            self.named.insert(name);
            return Some(text);
        }
        self.shown(self.site.keys().get(call.strip_prefix("config.")?)?)
    }

    /// A value as a template writes it.
    fn shown(&self, node: &Node) -> Option<String> {
        match &self.site.default_of(node)?.value {
            Value::Bool(true) => Some("True".to_owned()),
            Value::Bool(false) => Some("False".to_owned()),
            Value::Number { json, .. } => Some(json.to_string()),
            Value::Text(text) => Some(text.clone()),
            Value::Null | Value::List(_) | Value::Map(_) => None,
        }
    }
}

/// A call without the white space that says nothing.
pub(super) fn normal(call: &str) -> String {
    let mut out = String::with_capacity(call.len());
    let mut quote = None;
    for c in call.trim().chars() {
        match (quote, c) {
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), c) if open == c => quote = None,
            (None, c) if c.is_whitespace() && out.ends_with([' ', ',', '(', '=']) => continue,
            (None, ')' | ',' | '=') => out.truncate(out.trim_end().len()),
            _ => {}
        }
        out.push(if quote.is_none() && c.is_whitespace() { ' ' } else { c });
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn calls_are_the_same_whatever_the_white_space() {
        assert_eq!(normal(" f( a = \"x  y\",b='z' ) "), "f(a=\"x  y\",b='z')");
        assert_eq!(normal("f(a=\"x  y\", b='z')"), "f(a=\"x  y\",b='z')");
        assert_eq!(normal("a  |  b"), "a | b");
    }
}
