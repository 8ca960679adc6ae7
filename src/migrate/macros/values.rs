//! What the names and the calls of a template stand for.

use std::collections::{BTreeMap, BTreeSet};

use super::calls::literal;
use crate::front_matter::{Map, Node, Value, document};
use crate::migrate::site::Site;
use crate::text::path::join;

/// Texts by the call that they stand for: those that somebody wrote down, and values of the site.
pub(super) struct Values<'s> {
    site: &'s Site,
    texts: BTreeMap<String, String>,
    /// Which of the texts were used.
    used: BTreeSet<String>,
    /// The names of `extra` that were.
    pub(super) named: BTreeSet<String>,
    /// The tables of other files, each with the name that it has.
    tables: Vec<(Option<String>, Map)>,
}

impl<'s> Values<'s> {
    pub(super) fn new(site: &'s Site, texts: BTreeMap<String, String>) -> Self {
        Self { site, texts, used: BTreeSet::new(), named: BTreeSet::new(), tables: tables(site) }
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
        let for_all = self.texts.iter().find_map(|(key, text)| Some((key, filled(key, text, &call)?)));
        if let Some((key, text)) = for_all {
            self.used.insert(key.clone());
            return Some(text);
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
            let node = at(self.site.table("extra")?, path)?;
            Some((path.split('.').next()?.to_owned(), self.shown(node)?))
        };
        // What is read later wins.
        let of_files = || {
            self.tables.iter().rev().find_map(|(name, map)| {
                let path = match name {
                    Some(name) => call.strip_prefix(name.as_str())?.strip_prefix('.')?,
                    None => &call,
                };
                self.shown(at(map, path)?)
            })
        };
        if let Some(text) = of_files() {
            return Some(text);
        }
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

/// The text for a call that a key with places in it stands for: `issue($1)`, of which the text may hold `$1`, too.
fn filled(key: &str, text: &str, call: &str) -> Option<String> {
    let mut places: Vec<(usize, usize)> =
        (1..=9).filter_map(|nth| Some((key.find(&format!("${nth}"))?, nth))).collect();
    places.sort_unstable();
    let (first, _) = places.first()?;
    let mut rest = call.strip_prefix(&key[..*first])?;
    let mut values: BTreeMap<usize, &str> = BTreeMap::new();
    for (place, (at, nth)) in places.iter().enumerate() {
        let next = places.get(place + 1).map_or(key.len(), |(next, _)| *next);
        let literal = &key[at + "$1".len()..next];
        let end =
            if next == key.len() { rest.len().checked_sub(literal.len())? } else { rest.find(literal)? };
        let (value, after) = rest.split_at_checked(end)?;
        rest = after.strip_prefix(literal)?;
        let bare = value.trim();
        let quoted = ['"', '\''].iter().find_map(|q| Some((q, bare.strip_prefix(*q)?.strip_suffix(*q)?)));
        // What holds another argument, or says what is done with it, is another call.
        let value = match quoted {
            Some((quote, value)) if !value.contains(*quote) => value,
            None if !bare.contains([',', '(', ')', '"', '\'', '|', '~']) => bare,
            _ => return None,
        };
        values.insert(*nth, value);
    }
    rest.is_empty().then(|| with_values(text, &values))
}

/// A text with values in its places `$1` to `$9`; what stands in a value is no place.
fn with_values(text: &str, values: &BTreeMap<usize, &str>) -> String {
    let mut parts = text.split('$');
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let nth = part.chars().next().and_then(|c| c.to_digit(10));
        match nth.and_then(|nth| values.get(&(nth as usize))) {
            Some(value) => out.extend([*value, &part[1..]]),
            None => out.extend(["$", part]),
        }
    }
    out
}

/// The tables that `include_yaml` names: files below the site, or names with files.
fn tables(site: &Site) -> Vec<(Option<String>, Map)> {
    let options = super::PLUGINS.iter().find_map(|name| site.plugin(name)).flatten();
    let files: Vec<(Option<&str>, &str)> = match options.and_then(|o| o.get("include_yaml")).map(|n| &n.value)
    {
        Some(Value::List(nodes)) => nodes
            .iter()
            .flat_map(|node| match &node.value {
                Value::Map(map) => named(map),
                _ => node.text().map(|file| (None, file)).into_iter().collect(),
            })
            .collect(),
        Some(Value::Map(map)) => named(map),
        _ => Vec::new(),
    };
    let read = |(name, file): (Option<&str>, &str)| {
        let text = std::fs::read_to_string(site.real_file(&join("", file)?)?).ok()?;
        Some((name.map(str::to_owned), document(&text).ok()?))
    };
    files.into_iter().filter_map(read).collect()
}

fn named(map: &Map) -> Vec<(Option<&str>, &str)> {
    map.0.iter().filter_map(|entry| Some((Some(entry.key.as_str()), entry.node.text()?))).collect()
}

/// What a table holds at a path of names.
fn at<'m>(map: &'m Map, path: &str) -> Option<&'m Node> {
    let mut names = path.split('.');
    let mut node = map.get(names.next()?)?;
    for name in names {
        let Value::Map(map) = &node.value else { return None };
        node = map.get(name)?;
    }
    Some(node)
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
    fn one_text_stands_for_all_calls_of_a_function() {
        for (key, text, call, wanted) in [
            ("issue($1)", "[I-$1](x/$1)", "issue(253)", Some("[I-253](x/253)")),
            ("issue($1)", "$1", "issue(\"a, b\")", Some("a, b")),
            ("f(a=$2,b=$1)", "$1/$2", "f(a='x',b=y)", Some("y/x")),
            ("issue($1)", "$1", "issue(1,2)", None),
            ("issue($1)", "$1", "tissue(1)", None),
            ("issue($1)", "$1", "issue(1)|upper", None),
            ("issue(1)", "$1", "issue(1)", None),
            ("issue($1)", "$1", "issue(\"1\",\"2\")", None),
            ("issue($1)", "$1", "issue(\"a\")|f(\"b\")", None),
            ("issue($1)", "$1", "issue(\"a\" ~ 'b')", None),
            ("issue($1)", "$1", "issue(a|upper)", None),
            ("issue($1)", "$1 $2 $", "issue('it is \"so\"')", Some("it is \"so\" $2 $")),
            ("two($1,$2)", "$1+$2", "two(\"c $2\",\"d\")", Some("c $2+d")),
        ] {
            assert_eq!(filled(key, text, call).as_deref(), wanted, "{key} {call}");
        }
    }

    #[test]
    fn calls_are_the_same_whatever_the_white_space() {
        assert_eq!(normal(" f( a = \"x  y\",b='z' ) "), "f(a=\"x  y\",b='z')");
        assert_eq!(normal("f(a=\"x  y\", b='z')"), "f(a=\"x  y\",b='z')");
        assert_eq!(normal("a  |  b"), "a | b");
    }
}
