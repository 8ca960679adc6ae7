//! Calls of mkdocs-macros. What is constant is put in its place before all else: included files, values of `extra`, raw
//! text, comments, and calls whose text somebody wrote down (`--expand`). The others stay, each named.

pub(super) mod calls;
mod values;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use super::error::{MigrateError, Result};
use super::ledger::{Fate, Ledger};
use super::made::Made;
use super::site::Site;
use super::tree::SitePage;
use crate::text::path::join;
use calls::{Call, Calls};
use values::{Values, normal};

/// How deep files and filters may stand in each other.
const DEEPEST: usize = 8;

/// How many bytes a page may include.
const MOST: usize = 1 << 20;

/// How many columns a filter may indent.
const WIDEST: usize = 80;

/// The plugins that make templates of pages.
pub(super) const PLUGINS: [&str; 2] = ["macros", "markdownextradata"];

/// What calls can be replaced by.
pub(super) struct Macros<'s> {
    site: &'s Site,
    values: Values<'s>,
    /// Where `{% include %}` looks for files, below the site.
    folder: String,
    /// Whether pages that say nothing are rendered.
    by_default: bool,
    /// Whether the site has signs of its own for calls, so that braces are text.
    has_own_signs: bool,
    /// The calls that nothing is known of.
    pub(super) left: BTreeSet<String>,
    /// How many calls stay as they are written.
    stay: usize,
    /// The files that were included.
    files: BTreeMap<PathBuf, Option<Rc<str>>>,
    page: Page,
}

/// What is known of the page whose calls are replaced.
#[derive(Default)]
struct Page {
    /// The names that its statements bind.
    bound: BTreeSet<String>,
    /// The files that are included around a call.
    open: Vec<PathBuf>,
    /// How many bytes it has included.
    included: usize,
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

impl<'s> Macros<'s> {
    /// As a site's plugins say; `None` where it has no macros.
    pub(super) fn of(site: &'s Site, texts: BTreeMap<String, String>) -> Option<Self> {
        let options = PLUGINS.iter().find_map(|name| site.plugin(name))?;
        let option = |key: &str| options.and_then(|options| options.get(key)).and_then(|node| node.text());
        let folder = option("include_dir").unwrap_or(&site.docs);
        Some(Self {
            site,
            values: Values::new(site, texts),
            folder: join("", folder).unwrap_or_default(),
            by_default: option("render_by_default") != Some("false"),
            has_own_signs: options.is_some_and(|options| {
                options.0.iter().any(|entry| entry.key.starts_with("j2_") && entry.key.ends_with("_string"))
            }),
            left: BTreeSet::new(),
            stay: 0,
            files: BTreeMap::new(),
            page: Page::default(),
        })
    }

    /// The calls that somebody wrote texts for, and that no page has.
    pub(super) fn unused(&self) -> impl Iterator<Item = &str> {
        self.values.unused()
    }

    /// Whether a name of `extra` stands in the place of a call.
    pub(super) fn has_named(&self, name: &str) -> bool {
        self.values.named.contains(name)
    }

    /// Notes what became of the plugins.
    pub(super) fn note_plugins(&self, ledger: &mut Ledger) {
        for plugin in self.site.plugins().iter().filter(|plugin| PLUGINS.contains(&plugin.name)) {
            let (fate, why) = match self.stay {
                _ if self.has_own_signs => (
                    Fate::Lost,
                    "calls stay as written, because options `j2_*_string` give them signs of the site's own"
                        .to_owned(),
                ),
                0 => (Fate::Converted, String::new()),
                1 => (Fate::Lost, "1 call stays as written".to_owned()),
                calls => (Fate::Lost, format!("{calls} calls stay as written")),
            };
            let why = if fate == Fate::Lost {
                format!("`{}`: pages are no templates; {why}", plugin.name)
            } else {
                why
            };
            self.site.note(ledger, plugin.line, "plugins", fate, why);
        }
    }

    /// Replaces the calls of a page.
    pub(super) fn expand(&mut self, page: &mut SitePage, ledger: &mut Ledger) {
        let (head, text) = page.text.split_at(page.body());
        let says = |key: &str| head.lines().any(|line| line.trim() == key);
        let is_rendered = (self.by_default || says("render_macros: true"))
            && !says("render_macros: false")
            && !says("ignore_macros: true");
        if self.has_own_signs || !is_rendered || !["{{", "{%", "{#"].iter().any(|sign| text.contains(sign)) {
            return;
        }
        self.page = Page::default();
        let mut out = Out { made: Made::default(), line: 1, is_own: true };
        out.copy(head);
        let file = self.site.file_of(&page.source);
        let mut note = |line: usize, fate: Fate, call: &str, why: &str| {
            let why = if why.is_empty() { String::new() } else { format!(": {why}") };
            let said = if call.is_empty() { why } else { format!("`{call}` stays as written{why}") };
            ledger.add_call(&file, line, "macros", fate, call, said);
        };
        self.text(text, DEEPEST, &mut out, &mut note);
        out.made.give(page);
    }

    fn text(&mut self, text: &str, depth: usize, out: &mut Out, note: &mut Note<'_>) {
        self.page.bound.extend(calls::bound(text).map(str::to_owned));
        let mut calls = Calls::of(text);
        loop {
            let from = calls.at;
            let Some((span, call)) = calls.next() else { return out.copy(&text[from..]) };
            out.copy(&text[from..span.start]);
            let (here, written) = (out.line, &text[span.clone()]);
            // Up to where the text was taken over, or left out.
            let mut taken = span.start;
            let done = match call {
                Call::Comment => Ok(String::new()),
                Call::Statement("raw", _) => {
                    let inner = calls.until("endraw");
                    taken = span.end + inner.len();
                    out.skip(written);
                    out.copy(inner);
                    Ok(String::new())
                }
                Call::Statement("filter", filter) if depth > 0 && indent_of(filter).is_some() => {
                    let inner = calls.until("endfilter");
                    taken = span.end + inner.len();
                    out.skip(written);
                    let mut own = Out { made: Made::default(), line: out.line, is_own: out.is_own };
                    self.text(inner, depth - 1, &mut own, note);
                    out.line = own.line;
                    out.made.append(own.made, &" ".repeat(indent_of(filter).unwrap_or_default()));
                    Ok(String::new())
                }
                Call::Statement("include", name) => self.include(name, depth, here, note),
                Call::Statement(..) => Err(""),
                Call::Value(call) => self.values.text(call, &self.page.bound).ok_or_else(|| {
                    self.left.insert(normal(call));
                    ""
                }),
            };
            match done {
                Ok(value) => {
                    out.made.put(&value, here);
                    note(here, Fate::Converted, "", "");
                    out.skip(&text[taken..calls.at]);
                }
                Err(why) => {
                    self.stay += 1;
                    note(here, Fate::Lost, &shown(written), why);
                    out.copy(written);
                }
            }
        }
    }

    /// The text of `{% include "name" %}`, whose calls are those of the line that includes it; or why it has none.
    fn include(
        &mut self,
        name: &str,
        depth: usize,
        line: usize,
        note: &mut Note<'_>,
    ) -> std::result::Result<String, &'static str> {
        let call = format!("include {}", name.trim());
        if let Some(text) = self.values.text(&call, &self.page.bound) {
            return Ok(text);
        }
        let found = self.file(name);
        let (path, text) = found.filter(|(_, text)| !calls::has_logic(text)).ok_or_else(|| {
            self.left.insert(normal(&call));
            ""
        })?;
        if depth == 0 || self.page.open.contains(&path) {
            return Err("files include each other without an end");
        }
        self.page.included += text.len();
        if self.page.included > MOST {
            return Err("the page includes more than 1 MB");
        }
        self.page.open.push(path);
        let mut own = Out { made: Made::default(), line, is_own: false };
        self.text(text.trim_end_matches('\n'), depth - 1, &mut own, note);
        self.page.open.pop();
        Ok(own.made.text)
    }

    /// A file that a page includes, and its text.
    fn file(&mut self, name: &str) -> Option<(PathBuf, Rc<str>)> {
        let name = name.trim().trim_matches(['"', '\'']);
        let path = join(&self.folder, name).filter(|_| !name.contains(['"', '\'', ' ']))?;
        let real = self.site.real_file(&path)?;
        let read = || fs::read_to_string(&real).ok().map(Rc::from);
        let text = self.files.entry(real.clone()).or_insert_with(read).clone()?;
        Some((real, text))
    }
}

/// Takes what became of a call: its line, its fate, the call if it stays, and why it does.
type Note<'a> = dyn FnMut(usize, Fate, &str, &str) + 'a;

/// A text in the making, and the author's line that it has come to.
struct Out {
    made: Made,
    line: usize,
    /// Whether the text is the page's own, and not that of a file which one line includes.
    is_own: bool,
}

impl Out {
    /// Takes over text.
    fn copy(&mut self, text: &str) {
        match self.is_own {
            true => self.made.copy(text, self.line),
            false => self.made.put(text, self.line),
        }
        self.skip(text);
    }

    /// Leaves text out.
    fn skip(&mut self, text: &str) {
        self.line += if self.is_own { memchr::memchr_iter(b'\n', text.as_bytes()).count() } else { 0 };
    }
}

/// The start of a call, on one line.
fn shown(written: &str) -> String {
    written.chars().take(200).map(|c| if c == '\n' { ' ' } else { c }).collect()
}

/// The columns of `indent(width=4)`.
fn indent_of(filter: &str) -> Option<usize> {
    let inner = filter.trim().strip_prefix("indent(")?.strip_suffix(')')?;
    let columns = inner.trim().trim_start_matches("width").trim_start().trim_start_matches('=').trim();
    columns.parse().ok().filter(|columns| *columns <= WIDEST)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn indents_have_an_end() {
        assert_eq!(indent_of("indent(width=4)"), Some(4));
        assert_eq!(indent_of("indent(18446744073709551615)"), None);
    }
}
