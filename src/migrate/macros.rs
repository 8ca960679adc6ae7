//! Calls of mkdocs-macros. What is constant is put in its place before all else: included files, values of `extra`, raw
//! text, and calls whose text somebody wrote down (`--expand`). The others stay, each named.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use super::error::{MigrateError, Result};
use super::ledger::{Fate, Ledger};
use super::made::Made;
use super::site::Site;
use super::tree::SitePage;
use crate::front_matter::{Node, Value};
use crate::text::path::join;

/// How deep files may include each other.
const DEEPEST: usize = 8;

/// What calls can be replaced by.
pub(super) struct Macros<'s> {
    site: &'s Site,
    /// The texts of calls.
    texts: BTreeMap<String, String>,
    /// Where `{% include %}` looks for files, below the site.
    folder: String,
    /// Whether pages that say nothing are rendered.
    by_default: bool,
    /// The calls that nothing is known of.
    pub(super) left: BTreeSet<String>,
}

/// Something between braces.
enum Call<'t> {
    /// `{{ call }}`
    Value(&'t str),
    /// `{% name rest %}`
    Statement(&'t str, &'t str),
}

/// Reads the texts of calls: a table in JSON, of which `null` is what somebody has not written yet.
///
/// # Errors
/// A file that cannot be read, or is no such table.
pub(super) fn texts(file: &Path) -> Result<BTreeMap<String, String>> {
    let text = fs::read_to_string(file).map_err(MigrateError::file("cannot read", file))?;
    let table: BTreeMap<String, Option<String>> = serde_json::from_str(&text).map_err(|error| {
        let why = format!("{}: {error}; it must be a table of calls and their texts", file.display());
        MigrateError::Refused(why)
    })?;
    Ok(table.into_iter().filter_map(|(call, text)| Some((normal(&call), text?))).collect())
}

/// A call without the white space that says nothing.
fn normal(call: &str) -> String {
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

impl<'s> Macros<'s> {
    /// As a site's plugins say; `None` where it has no macros.
    pub(super) fn of(site: &'s Site, texts: BTreeMap<String, String>) -> Option<Self> {
        let options = ["macros", "markdownextradata", "mkdocs-simple-hooks"]
            .iter()
            .find_map(|name| site.plugin(name))?;
        let option = |key: &str| options.and_then(|options| options.get(key)).and_then(|node| node.text());
        let folder = option("include_dir").unwrap_or(&site.docs);
        Some(Self {
            site,
            texts,
            folder: join("", folder).unwrap_or_default(),
            by_default: option("render_by_default") != Some("false"),
            left: BTreeSet::new(),
        })
    }

    /// Replaces the calls of a page.
    pub(super) fn expand(&mut self, page: &mut SitePage, ledger: &mut Ledger) {
        let lines = super::snippets::front_matter_lines(&page.text);
        let body: usize = page.text.split_inclusive('\n').take(lines).map(str::len).sum();
        let (head, text) = page.text.split_at(body);
        let says = |key: &str| head.lines().any(|line| line.trim() == key);
        let is_rendered = (self.by_default || says("render_macros: true"))
            && !says("render_macros: false")
            && !says("ignore_macros: true");
        if !is_rendered || !text.contains("{{") && !text.contains("{%") {
            return;
        }
        let mut made = Made::default();
        made.copy(head, 1);
        let file = self.site.file_of(&page.source);
        let mut note = |line: usize, fate: Fate, note: String| ledger.add(&file, line, "macros", fate, note);
        self.text(text, lines + 1, DEEPEST, &mut made, &mut note);
        made.give(page);
    }

    fn text(&mut self, text: &str, line: usize, depth: usize, made: &mut Made, note: &mut Note<'_>) {
        let mut at = 0;
        while let Some((open, length, call)) = next(&text[at..]) {
            let start = at + open;
            let here = line + text[..start].matches('\n').count();
            made.copy(&text[at..start], line + text[..at].matches('\n').count());
            let end = start + length;
            at = end;
            match call {
                Call::Statement("raw", _) => {
                    let (inner, behind) = until(text, end, "endraw");
                    made.copy(inner, here);
                    note(here, Fate::Converted, String::new());
                    at = behind;
                }
                Call::Statement("filter", filter) if indent_of(filter).is_some() => {
                    let (inner, behind) = until(text, end, "endfilter");
                    let mut own = Made::default();
                    self.text(inner, here, depth, &mut own, note);
                    made.put(&indented(&own.text, indent_of(filter).unwrap_or_default()), here);
                    note(here, Fate::Converted, String::new());
                    at = behind;
                }
                Call::Statement("include", name) if depth > 0 && self.included(name).is_some() => {
                    let mut own = Made::default();
                    let included = self.included(name).unwrap_or_default();
                    self.text(included.trim_end_matches('\n'), here, depth - 1, &mut own, note);
                    made.put(&own.text, here);
                    note(here, Fate::Converted, String::new());
                }
                Call::Value(call) => match self.value(call) {
                    Some(value) => {
                        made.put(&value, here);
                        note(here, Fate::Converted, String::new());
                    }
                    None => {
                        self.left.insert(normal(call));
                        self.keep(&text[start..end], here, made, note);
                    }
                },
                Call::Statement(..) => self.keep(&text[start..end], here, made, note),
            }
        }
        made.copy(&text[at..], line + text[..at].matches('\n').count());
    }

    fn keep(&self, written: &str, line: usize, made: &mut Made, note: &mut Note<'_>) {
        let shown: String = written.chars().take(200).map(|c| if c == '\n' { ' ' } else { c }).collect();
        note(line, Fate::Lost, format!("`{shown}` stays as written"));
        made.copy(written, line);
    }

    /// The text of a call, or of a name in `extra` or `config`.
    fn value(&self, call: &str) -> Option<String> {
        let call = normal(call);
        if let Some(text) = self.texts.get(&call) {
            return Some(text.clone());
        }
        let path = call.strip_prefix("extra.").or(call.strip_prefix("config.extra.")).unwrap_or(&call);
        let of_extra = || {
            let mut node: Option<&Node> = None;
            for name in path.split('.') {
                let map = match node.map(|node| &node.value) {
                    None => self.site.table("extra")?,
                    Some(Value::Map(map)) => map,
                    Some(_) => return None,
                };
                node = Some(map.get(name)?);
            }
            node?.text().map(str::to_owned)
        };
        let of_config = || self.site.text(call.strip_prefix("config.")?).map(str::to_owned);
        of_extra().or_else(of_config)
    }

    /// The text of `{% include "name" %}`.
    fn included(&self, name: &str) -> Option<String> {
        let name = name.trim().trim_matches(['"', '\'']);
        let path = join(&self.folder, name).filter(|_| !name.contains(['"', '\'', ' ']))?;
        let real = self.site.root.join(path).canonicalize().ok()?;
        fs::read_to_string(real.starts_with(&self.site.root).then_some(real)?).ok()
    }
}

/// Takes what became of a call: its line, its fate, and what is to be said.
type Note<'a> = dyn FnMut(usize, Fate, String) + 'a;

/// The next call of a text: where it starts, its length, and what it is. mdBook's own directives are none.
fn next(text: &str) -> Option<(usize, usize, Call<'_>)> {
    let mut from = 0;
    loop {
        let open = from + text[from..].find('{')?;
        from = open + 1;
        let rest = &text[open..];
        if let Some(inner) = rest.strip_prefix("{{").filter(|inner| !inner.starts_with('#')) {
            if let Some(end) = inner.find("}}") {
                return Some((open, end + 4, Call::Value(inner[..end].trim_matches('-').trim())));
            }
        } else if let Some(inner) = rest.strip_prefix("{%")
            && let Some(end) = inner.find("%}")
        {
            let body = inner[..end].trim_matches(['-', '+']).trim();
            let (name, rest) = body.split_once(' ').unwrap_or((body, ""));
            return Some((open, end + 4, Call::Statement(name, rest)));
        }
    }
}

/// The text from `from` to the statement `name`, and where that ends; all of the text where it does not.
fn until<'t>(text: &'t str, from: usize, name: &str) -> (&'t str, usize) {
    let mut at = from;
    while let Some((open, length, call)) = next(&text[at..]) {
        if matches!(call, Call::Statement(found, _) if found == name) {
            return (&text[from..at + open], at + open + length);
        }
        at += open + if matches!(call, Call::Statement(..)) { length } else { 2 };
    }
    (&text[from..], text.len())
}

/// The columns of `indent(width=4)`.
fn indent_of(filter: &str) -> Option<usize> {
    let inner = filter.trim().strip_prefix("indent(")?.strip_suffix(')')?;
    inner.trim().trim_start_matches("width").trim_start().trim_start_matches('=').trim().parse().ok()
}

/// A text whose lines but the first are indented.
fn indented(text: &str, columns: usize) -> String {
    let pad = " ".repeat(columns);
    let mut out = String::new();
    for (nth, line) in text.split_inclusive('\n').enumerate() {
        if nth > 0 && !line.trim().is_empty() {
            out.push_str(&pad);
        }
        out.push_str(line);
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

    #[test]
    fn statements_are_found() {
        assert!(matches!(next("a {{#include x}} {{ b }}"), Some((17, 7, Call::Value("b")))));
        assert!(matches!(next("{%- include 'x' -%}"), Some((0, 19, Call::Statement("include", "'x'")))));
        assert!(next("{{ a {% b").is_none());
        assert_eq!(until("a {{ b }} {% endraw %} c", 0, "endraw"), ("a {{ b }} ", 22));
        assert_eq!(indent_of("indent(width=4)"), Some(4));
        assert_eq!(indented("a\nb\n\nc", 2), "a\n  b\n\n  c");
    }
}
