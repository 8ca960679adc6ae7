//! Snippets (`--8<-- "file"`) in code become mdBook's `{{#include}}`. What that cannot say, parts by name and code in
//! indented blocks, is pasted. Those in text are put in their place before all else (`paste`): the book would show
//! what is in them as it is written, with links that lead elsewhere.

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

/// Why a part of a file is not there: MkDocs shows nothing of it.
const NO_PART: &str = "it has no such part";

/// The snippets of a site.
pub(super) struct Snippets<'a> {
    site: &'a Site,
    /// The folders that they are looked for in, below the site.
    bases: Vec<String>,
    /// Those after every page.
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
                    items.iter().filter_map(|item| site.text_of(item)).map(str::to_owned).collect()
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

    /// The text of snippets, each on lines of its own, and whether only a part of the first is meant. `None` where a file
    /// is not to be had, which the page is told of later, or where each can be included.
    pub(super) fn texts(&self, names: &[&str], indent: &str) -> Option<(String, bool)> {
        let named: Vec<Named<'_>> = names.iter().map(|name| Named::of(name)).collect();
        let texts = named.iter().map(|named| self.pasted(named, DEEPEST).ok()).collect::<Option<Vec<_>>>()?;
        let is_inert = |(text, named): (&String, &Named<'_>)| named.part.is_none() && is_inert(text);
        if indent.is_empty() && texts.iter().zip(&named).all(is_inert) {
            return None;
        }
        Some((texts.join("\n"), named.first()?.part.is_some()))
    }

    /// The texts after every page that are to be read like it.
    pub(super) fn appended_texts(&self) -> impl Iterator<Item = String> {
        self.appended.iter().filter_map(|name| Some(self.texts(&[name], "")?.0))
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
        for name in names {
            match self.text_for(name, page, &indent, copies) {
                Ok((text, how)) => {
                    draft.note(span.start, "snippets", Fate::Converted, how);
                    out.push(text);
                }
                Err(why) => {
                    let fate = match why.as_str() {
                        why if why.starts_with("there is no") || why == NO_PART => Fate::Broken,
                        _ => Fate::Lost,
                    };
                    draft.note(span.start, "snippets", fate, format!("`{name}`: {why}"));
                    return;
                }
            }
        }
        draft.edits.push(Edit::replace(span, out.join(&format!("\n{indent}"))));
    }

    /// What is in the place of a snippet after `indent` in `page` below `src`, and how it came there.
    fn text_for(
        &self,
        name: &str,
        page: &str,
        indent: &str,
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
        if !indent.is_empty() || !is_lines || text.contains("8<-") {
            return Ok((indented(&self.pasted(&named, DEEPEST)?, indent), "pasted"));
        }
        let mut place = self.place(&path);
        // The page of the book is another text.
        if place.ends_with(".md") && place.starts_with("src/") {
            place = format!("includes/{path}");
        }
        if place.starts_with("includes/") {
            copies.insert(place.clone(), real);
        }
        let part = named.part.map(|part| format!(":{part}")).unwrap_or_default();
        Ok((format!("{{{{#include {}{part}}}}}", relate(&format!("src/{page}"), &place)), ""))
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
        for line in part(&text, named.part).ok_or(NO_PART)? {
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
        for name in self.appended.iter().filter(|name| self.texts(&[name], "").is_none()) {
            let Ok((text, _)) = self.text_for(name, page, "", copies) else { continue };
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

/// Whether a text means the same wherever it stands: abbreviations, comments.
fn is_inert(text: &str) -> bool {
    text.lines().map(str::trim).all(|line| {
        line.is_empty() || line.starts_with("*[") || (line.starts_with("<!--") && line.ends_with("-->"))
    })
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

/// Where the sign is of a line that starts or ends a part, `--8<-- [start:name]`, which MkDocs shows nowhere; and whether a `;`
/// stands before it, which makes text of it.
pub(super) fn mark_of_part(line: &str) -> Option<(usize, bool)> {
    let at = line.find("-8<-")?;
    let rest = line[at + "-8<-".len()..].trim_start_matches('-');
    let inner =
        rest.trim_start_matches([' ', '\t']).strip_prefix('[').filter(|_| rest.starts_with([' ', '\t']))?;
    let (what, name) = inner.split_once(']')?.0.split_once(':')?;
    let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    let is_mark = matches!(what.trim().to_ascii_lowercase().as_str(), "start" | "end")
        && name.trim().starts_with(|c: char| c.is_ascii_alphabetic())
        && name.trim().chars().all(is_name);
    let sign = line[..at].trim_end_matches('-').len();
    is_mark.then_some((sign, line[..sign].ends_with(';')))
}

/// Whether a line holds nothing but `--8<--`.
pub(super) fn is_marker(line: &str) -> bool {
    let dashes = |text: &str| !text.is_empty() && text.chars().all(|c| c == '-');
    line.split_once("8<").is_some_and(|(before, behind)| dashes(before) && dashes(behind))
}

/// The name in `--8<-- "name"`.
pub(super) fn inline(line: &str) -> Option<&str> {
    let rest = line.strip_prefix('-')?.trim_start_matches('-').strip_prefix("8<-")?.trim_start_matches('-');
    let name = rest.strip_prefix(' ')?.trim();
    let quoted = |sign: char| name.strip_prefix(sign)?.strip_suffix(sign);
    quoted('"').or_else(|| quoted('\'')).filter(|name| !name.is_empty() && !name.starts_with(';'))
}

/// What follows the `;` of `;--8<--`, which is text.
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
        for (line, mark) in [
            ("--8<-- [start:a-b]", Some((0, false))),
            ("# -8<- [ End : x ] y", Some((2, false))),
            (";--8<-- [end:x]", Some((1, true))),
            ("--8<-- [start]", None),
            ("--8<--[start:x]", None),
            ("--8<-- \"a.md:x\"", None),
        ] {
            assert_eq!(mark_of_part(line), mark, "{line}");
        }
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
