//! The calls in the text of a template.

use std::ops::Range;

use crate::text;

/// Something between braces.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::migrate) enum Call<'t> {
    /// `{{ call }}`
    Value(&'t str),
    /// `{% name rest %}`
    Statement(&'t str, &'t str),
    /// `{# note #}`
    Comment,
}

/// The calls of a text, one after the other.
pub(in crate::migrate) struct Calls<'t> {
    text: &'t str,
    /// Where the last one ended.
    pub(super) at: usize,
    /// Whether a value, a statement and a comment may still end.
    may_end: [bool; 3],
}

const ENDS: [&str; 3] = ["}}", "%}", "#}"];

impl<'t> Calls<'t> {
    pub(in crate::migrate) fn of(text: &'t str) -> Self {
        Self { text, at: 0, may_end: [true; 3] }
    }

    /// The text up to the statement `name`, which is passed; all of it where there is none.
    pub(super) fn until(&mut self, name: &str) -> &'t str {
        let from = self.at;
        let mut at = from;
        while let Some(open) = self.text[at..].find("{%").map(|open| at + open)
            && let Some(length) = self.text[open + 2..].find("%}")
        {
            at = open + length + 4;
            // A sign that is shown may stand before the statement.
            let last = self.text[open + 2..at - 2].rfind("{%").map_or(open, |last| open + 2 + last);
            if statement(&self.text[last + 2..at - 2]).0 == name {
                self.at = at;
                return &self.text[from..last];
            }
        }
        self.at = self.text.len();
        &self.text[from..]
    }
}

impl<'t> Iterator for Calls<'t> {
    type Item = (Range<usize>, Call<'t>);

    fn next(&mut self) -> Option<Self::Item> {
        let mut from = self.at;
        loop {
            let open = from + self.text[from..].find('{')?;
            from = open + 1;
            let Some(kind) =
                self.text[from..].bytes().next().and_then(|sign| b"{%#".iter().position(|s| *s == sign))
            else {
                continue;
            };
            let inner = &self.text[open + 2..];
            // `{{#` is a directive of mdBook.
            if kind == 0 && inner.starts_with('#') {
                from = open + 2;
                continue;
            }
            if !self.may_end[kind] {
                continue;
            }
            let end = if kind == 0 { value_end(inner) } else { inner.find(ENDS[kind]) };
            let Some(end) = end else {
                self.may_end[kind] = false;
                continue;
            };
            let inner = &inner[..end];
            let call = match kind {
                0 => Call::Value(inner.trim_matches('-').trim()),
                1 => {
                    let (name, rest) = statement(inner);
                    Call::Statement(name, rest)
                }
                _ => Call::Comment,
            };
            self.at = open + end + 4;
            return Some((open..self.at, call));
        }
    }
}

/// How many bytes of a value are looked at for texts in quotes.
const LONGEST_VALUE: usize = 4_000;

/// Where a value ends: texts in quotes may hold the signs that end it.
fn value_end(inner: &str) -> Option<usize> {
    let mut quote = None;
    let mut chars = text::start(inner, LONGEST_VALUE).char_indices();
    while let Some((at, c)) = chars.next() {
        match (quote, c) {
            (None, '"' | '\'') => quote = Some(c),
            (Some(_), '\\') => drop(chars.next()),
            (Some(open), c) if open == c => quote = None,
            (None, '}') if inner[at..].starts_with(ENDS[0]) => return Some(at),
            _ => {}
        }
    }
    inner.find(ENDS[0])
}

/// The text of a value that is nothing but one in quotes.
pub(super) fn literal(call: &str) -> Option<&str> {
    let quote = call.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let inner = call[1..].strip_suffix(quote)?;
    (!inner.contains([quote, '\\'])).then_some(inner)
}

/// Whether a template decides or repeats something, or binds names: it has no text of its own until it is run.
pub(super) fn has_logic(text: &str) -> bool {
    let mut calls = Calls::of(text);
    while let Some((_, call)) = calls.next() {
        match call {
            Call::Statement("raw", _) => drop(calls.until("endraw")),
            Call::Statement("include" | "filter" | "endfilter", _) | Call::Value(_) | Call::Comment => {}
            Call::Statement(..) => return true,
        }
    }
    false
}

/// The name of a statement, and what follows it.
fn statement(inner: &str) -> (&str, &str) {
    let body = inner.trim_matches(['-', '+']).trim();
    body.split_once(char::is_whitespace).unwrap_or((body, ""))
}

/// The names that the statements of a text bind, which values of the site do not reach.
pub(super) fn bound(text: &str) -> impl Iterator<Item = &str> {
    let statements = Calls::of(text).filter_map(|(_, call)| match call {
        Call::Statement(name, rest) => Some(names(name, rest)),
        _ => None,
    });
    statements.flatten().map(name_of).filter(|name| !name.is_empty())
}

/// Parts of a statement that start with a name that it binds.
fn names<'t>(name: &str, rest: &'t str) -> Vec<&'t str> {
    match name {
        "set" => rest.split('=').take(1).flat_map(|names| names.split(',')).collect(),
        "for" => rest.split(" in ").take(1).flat_map(|names| names.split(',')).collect(),
        // Their arguments, and perhaps more: too many names only leave a call as it is written.
        "macro" | "call" | "with" => rest.split(['(', ',', ')']).collect(),
        "import" => rest.split(" as ").skip(1).collect(),
        "from" => rest.split([',', ' ']).collect(),
        _ => Vec::new(),
    }
}

fn name_of(text: &str) -> &str {
    let text = text.trim_start();
    let end = text.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(text.len());
    &text[..end]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn calls_are_found() {
        let all =
            |text: &'static str| Calls::of(text).map(|(span, call)| (span.start, call)).collect::<Vec<_>>();
        assert_eq!(all("a {{#include x}} {{ b }}"), [(17, Call::Value("b"))]);
        assert_eq!(all("{%- include 'x' -%}"), [(0, Call::Statement("include", "'x'"))]);
        assert_eq!(all("{# {{ a }} #}{{- b -}} {#c"), [(0, Call::Comment), (13, Call::Value("b"))]);
        assert_eq!(all("{{ a {% b"), []);
        assert_eq!(all("{{ '{{ a }}.{{ b }}' }} {{ c"), [(0, Call::Value("'{{ a }}.{{ b }}'"))]);
        assert_eq!(all("{{ it's }} x"), [(0, Call::Value("it's"))]);
        let literals = ["'a'", "\"it's\"", "'a' ~ 'b'", "'a\\'b'", "a", "'"].map(literal);
        assert_eq!(literals, [Some("a"), Some("it's"), None, None, None, None]);
        let mut calls = Calls::of("{% raw %}a {{ b }} {% endraw %} c");
        calls.next();
        assert_eq!((calls.until("endraw"), calls.at), ("a {{ b }} ", 31));
        let mut calls = Calls::of("{% raw %}{%{% endraw %} c");
        calls.next();
        assert_eq!((calls.until("endraw"), calls.at), ("{%", 23));
        assert_eq!(all("{{#if a}} {# b #}"), [(10, Call::Comment)]);
    }

    #[test]
    fn statements_bind_names() {
        let text = "{% set a = b %}{% for c, d in e %}{% macro f(g) %}{% import 'x' as h %}{% from 'x' import i as j %}";
        let all: Vec<&str> = bound(text).collect();
        for name in ["a", "c", "d", "f", "g", "h", "i", "j"] {
            assert!(all.contains(&name), "{name}: {all:?}");
        }
        assert!(!all.contains(&"b") && !all.contains(&"e"), "{all:?}");
    }
}
