//! Snippets (`--8<-- "file"`) become mdBook's `{{#include}}`. What that cannot say, parts by name and text in
//! indented blocks, is pasted.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use super::draft::Draft;
use super::ledger::Fate;
use super::made::indented;
use super::site::Site;
use super::tree::body;
use crate::front_matter::Value;
use crate::text::Edit;
use crate::text::path::{join, relate};

/// How deep snippets may stand in snippets.
const DEEPEST: usize = 10;

/// The snippets of a site.
pub(super) struct Snippets<'a> {
    site: &'a Site,
    /// The folders that they are looked for in, below the site.
    bases: Vec<String>,
    /// Those behind every page.
    appended: Vec<String>,
}

/// Files outside the folder of the pages that pages include: their path in the book, and where they lie.
pub(super) type Copies = BTreeMap<String, PathBuf>;

/// A snippet as named: `file`, `file:3:5`, `file:part`.
struct Named<'t> {
    path: &'t str,
    part: Option<&'t str>,
}

impl<'a> Snippets<'a> {
    /// As the options of `pymdownx.snippets` say; `None` where the site has not got it.
    pub(super) fn of(site: &'a Site) -> Option<Self> {
        let options = site.extension("pymdownx.snippets")?;
        let list = |key: &str| -> Vec<String> {
            let node = options.and_then(|options| options.get(key));
            match node.map(|node| (&node.value, site.text_of(node))) {
                Some((Value::List(items), None)) => {
                    items.iter().filter_map(|item| item.text()).map(str::to_owned).collect()
                }
                Some((_, Some(text))) => vec![text.to_owned()],
                _ => Vec::new(),
            }
        };
        let mut bases: Vec<String> = list("base_path")
            .iter()
            .filter_map(|base| join("", base.trim_start_matches("$config_dir")))
            .collect();
        if bases.is_empty() {
            bases.push(String::new());
        }
        let appended = list("auto_append");
        Some(Self { site, bases, appended })
    }

    /// The file of a snippet, below the site: its path there, and where it lies.
    fn find(&self, name: &str) -> Option<(String, PathBuf)> {
        self.bases.iter().find_map(|base| {
            let path = join(base, name).filter(|_| !name.starts_with('/'))?;
            let real = self.site.real_file(&path)?;
            Some((path, real))
        })
    }

    /// Where a file of the site is in the book.
    fn place(&self, path: &str) -> String {
        let in_docs = path.strip_prefix(&self.site.docs).and_then(|rest| rest.strip_prefix('/'));
        match in_docs {
            Some(rest) if !rest.split('/').any(|part| part.starts_with('.')) => format!("src/{rest}"),
            _ => format!("includes/{}", path.strip_prefix("includes/").unwrap_or(path)),
        }
    }

    /// Whether the book's page of a snippet says more than the snippet: a title, or what stands behind every page.
    fn is_rewritten(&self, path: &str, text: &str) -> bool {
        let has_title = text.starts_with("---")
            || text.contains("<h1")
            || text.lines().any(|line| line.starts_with("# "));
        path.ends_with(".md") && (!has_title || !self.appended.is_empty())
    }

    /// Rewrites the snippets of a page, which is `page` below `src`.
    pub(super) fn rewrite(&self, draft: &mut Draft<'_>, page: &str, copies: &mut Copies) {
        let mut block: Option<(usize, Vec<String>)> = None;
        for (start, line) in draft.lines() {
            let trimmed = line.trim();
            let at = start + (line.len() - line.trim_start().len());
            if let Some((open, names)) = &mut block {
                if is_marker(trimmed) {
                    let span = *open..start + line.len();
                    let names = std::mem::take(names);
                    block = None;
                    self.put(draft, page, span, &names, copies);
                } else if !trimmed.is_empty() && !trimmed.starts_with(';') {
                    names.push(trimmed.to_owned());
                }
            } else if let Some(rest) = escaped(trimmed) {
                draft.edits.push(Edit::delete(at..at + trimmed.len() - rest.len()));
            } else if is_marker(trimmed) {
                block = Some((at, Vec::new()));
            } else if let Some(name) = inline(trimmed) {
                self.put(draft, page, at..start + line.trim_end().len(), &[name.to_owned()], copies);
            }
        }
        if !self.appended.is_empty() {
            self.append(draft, page, copies);
        }
    }

    /// The text of a page that a line puts in its place and that no include can stand for, and whether only a part of it
    /// is meant.
    pub(super) fn page_in(&self, line: &str) -> Option<(String, bool)> {
        let named = Named::of(inline(line.trim())?);
        let (_, real) = self.find(named.path).filter(|(path, _)| path.ends_with(".md"))?;
        let is_simple = !line.starts_with([' ', '\t']) && named.part.is_none();
        if is_simple && !fs::read_to_string(real).ok()?.contains("8<-") {
            return None;
        }
        Some((self.pasted(&named, DEEPEST).ok()?, named.part.is_some()))
    }

    fn put(
        &self,
        draft: &mut Draft<'_>,
        page: &str,
        span: std::ops::Range<usize>,
        names: &[String],
        copies: &mut Copies,
    ) {
        let indent = draft.before(span.start).to_owned();
        let mut out = Vec::new();
        let before = &draft.text[draft.read.front_matter.min(span.start)..span.start];
        let is_first = before.trim_matches(['\u{feff}', ' ', '\r', '\n']).is_empty();
        for (nth, name) in names.iter().enumerate() {
            let at = At { page, indent: &indent, is_first: is_first && nth == 0 };
            match self.text_for(name, at, copies) {
                Ok((text, how)) => {
                    draft.note(span.start, "snippets", Fate::Converted, how);
                    out.push(text);
                }
                Err(why) => {
                    let fate = if why.starts_with("there is no") { Fate::Broken } else { Fate::Lost };
                    draft.note(span.start, "snippets", fate, format!("`{name}`: {why}"));
                    return;
                }
            }
        }
        draft.edits.push(Edit::replace(span, out.join(&format!("\n{indent}"))));
    }

    /// What stands in the place of a snippet, and how it came there.
    fn text_for(
        &self,
        name: &str,
        At { page, indent, is_first }: At<'_>,
        copies: &mut Copies,
    ) -> Result<(String, &'static str), String> {
        if name.contains("://") {
            return Err("mdBook includes files only".to_owned());
        }
        let named = Named::of(name);
        let (path, real) =
            self.find(named.path).ok_or_else(|| format!("there is no file `{}` in the site", named.path))?;
        let is_lines = named.part.is_none_or(|part| part.chars().all(|c| c.is_ascii_digit() || c == ':'));
        let text = fs::read_to_string(&real).map_err(|error| format!("it cannot be read: {error}"))?;
        let is_whole = is_first && named.part.is_none();
        let meta = if is_whole { self.meta(&text) } else { 0 };
        let is_simple =
            indent.is_empty() && is_lines && !text.contains("8<-") && !path.ends_with(".md.jinja");
        if is_simple {
            let mut place = self.place(&path);
            if place.starts_with("src/") && self.is_rewritten(&path, &text) {
                place = format!("includes/{path}");
            }
            if place.starts_with("includes/") {
                copies.insert(place.clone(), real);
            }
            let part = match (named.part, meta) {
                (Some(part), _) => format!(":{part}"),
                (None, 0) => String::new(),
                (None, meta) => format!(":{}:", text[..meta].lines().count() + 1),
            };
            return Ok((format!("{{{{#include {}{part}}}}}", relate(&format!("src/{page}"), &place)), ""));
        }
        let text = self.pasted(&named, DEEPEST).map_err(|why| why.to_owned())?;
        let meta = if is_whole { self.meta(&text) } else { 0 };
        Ok((indented(&text[meta..], indent), "pasted"))
    }

    /// The length of the front matter that `meta` takes away where a page starts with it.
    pub(super) fn meta(&self, text: &str) -> usize {
        if self.site.extension("meta").is_some() { body(text) } else { 0 }
    }

    /// The text of a snippet, with those in it.
    fn pasted(&self, named: &Named<'_>, depth: usize) -> Result<String, &'static str> {
        if depth == 0 {
            return Err("it holds itself");
        }
        let (_, real) = self.find(named.path).ok_or("a snippet in it is not in the site")?;
        let text = fs::read_to_string(real).map_err(|_| "it cannot be read")?;
        let mut out = String::new();
        for line in part(&text, named.part).ok_or("it has no such part")? {
            match inline(line.trim()) {
                Some(name) => {
                    let indent = &line[..line.len() - line.trim_start().len()];
                    out.push_str(indent);
                    out.push_str(&indented(&self.pasted(&Named::of(name), depth - 1)?, indent));
                }
                None => out.push_str(line),
            }
            out.push('\n');
        }
        Ok(out.trim_end_matches('\n').to_owned())
    }

    fn append(&self, draft: &mut Draft<'_>, page: &str, copies: &mut Copies) {
        for name in &self.appended {
            let at = At { page, indent: "", is_first: false };
            let Ok((text, _)) = self.text_for(name, at, copies) else { continue };
            let end = draft.text.len();
            draft.edits.push(Edit::insert(end, format!("\n{text}\n")));
            draft.note(end.saturating_sub(1), "snippets after every page", Fate::Converted, "");
        }
    }
}

impl<'t> Named<'t> {
    fn of(name: &'t str) -> Self {
        let (path, part) = match name.split_once(':') {
            Some((path, part)) => (path, Some(part).filter(|part| !part.trim_matches(':').is_empty())),
            None => (name, None),
        };
        Self { path, part }
    }
}

/// Where a snippet stands.
#[derive(Clone, Copy)]
struct At<'a> {
    /// The page, below `src`.
    page: &'a str,
    /// What stands before it on its line.
    indent: &'a str,
    /// Whether the text of the page starts with it.
    is_first: bool,
}

/// The lines of a file that are meant, without the marks of parts; `None` if it has no such part.
fn part<'t>(text: &'t str, part: Option<&str>) -> Option<Vec<&'t str>> {
    let is_mark = |line: &str, what: &str| line.contains("8<-") && line.contains(&format!("[{what}"));
    let plain = |lines: &mut dyn Iterator<Item = &'t str>| -> Vec<&'t str> {
        lines.filter(|line| !is_mark(line, "start:") && !is_mark(line, "end:")).collect()
    };
    match part {
        None => Some(plain(&mut text.lines())),
        Some(part) if part.chars().all(|c| c.is_ascii_digit() || c == ':') => {
            let mut numbers = part.split(':').map(|number| number.parse::<usize>().ok());
            let first = numbers.next().flatten().unwrap_or(1).max(1);
            let last = numbers.next().flatten().unwrap_or(usize::MAX);
            Some(text.lines().skip(first - 1).take(last.saturating_sub(first - 1)).collect())
        }
        Some(name) => {
            let start = text.lines().position(|line| is_mark(line, &format!("start:{name}]")))?;
            let end = format!("end:{name}]");
            Some(plain(&mut text.lines().skip(start + 1).take_while(|line| !is_mark(line, &end))))
        }
    }
}

/// Whether a line holds nothing but `--8<--`.
fn is_marker(line: &str) -> bool {
    let dashes = |text: &str| !text.is_empty() && text.chars().all(|c| c == '-');
    line.split_once("8<").is_some_and(|(before, behind)| dashes(before) && dashes(behind))
}

/// The name in `--8<-- "name"`.
fn inline(line: &str) -> Option<&str> {
    let rest = line.strip_prefix('-')?.trim_start_matches('-').strip_prefix("8<-")?.trim_start_matches('-');
    let name = rest.strip_prefix(' ')?.trim();
    let quoted = |sign: char| name.strip_prefix(sign)?.strip_suffix(sign);
    quoted('"').or_else(|| quoted('\'')).filter(|name| !name.is_empty() && !name.starts_with(';'))
}

/// What stands behind the `;` of `;--8<--`, which is text.
fn escaped(line: &str) -> Option<&str> {
    let rest = line.strip_prefix(';')?;
    (is_marker(rest) || inline(rest).is_some()).then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn snippets_are_lines() {
        assert_eq!(inline("--8<-- \"a.md\""), Some("a.md"));
        assert_eq!(inline("-8<- 'a b.py:part'"), Some("a b.py:part"));
        assert_eq!(inline("--8<--"), None);
        assert!(is_marker("--8<--") && !is_marker("--8<-- \"a\"") && !is_marker("8<"));
        assert_eq!(escaped(";--8<-- \"a\""), Some("--8<-- \"a\""));
    }

    #[test]
    fn parts_have_names_or_numbers() {
        let text = "a\n# --8<-- [start:x]\nb\n# --8<-- [end:x]\nc\n";
        assert_eq!(part(text, Some("x")), Some(vec!["b"]));
        assert_eq!(part(text, Some("5:5")), Some(vec!["c"]));
        assert_eq!(part(text, Some("y")), None);
        assert_eq!(part(text, None), Some(vec!["a", "b", "c"]));
    }
}
