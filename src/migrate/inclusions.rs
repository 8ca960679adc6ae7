//! Files in pages, as `markdown_include` puts them there: `{!file!}` becomes the text of the file before all else.

use std::fs;
use std::ops::Range;

use super::ledger::{Fate, Ledger};
use super::made::Made;
use super::site::Site;
use super::tree::SitePage;
use crate::text::path::join;

/// How deep files may stand in files.
const DEEPEST: usize = 10;

/// Bytes that a page may grow by.
const MOST: usize = 5_000_000;

/// Why a call stays.
const TOO_MUCH: &str = "it includes more than 5 MB, or itself";

/// Levels that headings may move by.
const LOWEST: usize = 6;

/// Their name in the report.
const INCLUDED: &str = "included files";

/// The files that the pages of a site may include.
pub(super) struct Inclusions<'a> {
    site: &'a Site,
    /// The folder that they are named from, below the site.
    base: String,
    /// How many levels their headings move down by.
    offset: usize,
    /// Whether they also stand below the heading above the call.
    inherits: bool,
}

/// What is left to fill of a page.
struct Filling<'n> {
    /// Bytes that it may still grow by.
    left: usize,
    /// Whether a call on the line was too much, so that all others stay.
    is_over: bool,
    note: &'n mut dyn FnMut(usize, Fate, String),
    /// The author's line.
    line: usize,
}

/// A call of a file on a line.
struct Call<'t> {
    span: Range<usize>,
    written: &'t str,
    path: &'t str,
    /// Which lines of it, from 1; none for all.
    lines: Option<&'t str>,
}

impl<'a> Inclusions<'a> {
    /// As the options of the extension say; `None` where the site has not got it.
    pub(super) fn of(site: &'a Site) -> Option<Self> {
        let options =
            site.extension("markdown_include.include").or_else(|| site.extension("markdown_include"))?;
        let option = |name: &str| options.and_then(|options| site.text_of(options.get(name)?));
        Some(Self {
            site,
            base: option("base_path").and_then(|base| join("", base)).unwrap_or_default(),
            offset: option("headingOffset").and_then(|offset| offset.parse().ok()).unwrap_or_default(),
            inherits: option("inheritHeadingDepth").is_some_and(|value| value.eq_ignore_ascii_case("true")),
        })
    }

    /// Puts the files of a page in their place.
    pub(super) fn put(&self, page: &mut SitePage, ledger: &mut Ledger) {
        if !page.text.contains("{!") {
            return;
        }
        let file = self.site.file_of(&page.source);
        let mut made = Made::default();
        let mut note = |line, fate, text: String| ledger.add(&file, line, INCLUDED, fate, text);
        let mut filling = Filling { left: MOST, is_over: false, note: &mut note, line: 0 };
        let mut above = 0;
        for (at, line) in page.text.split_inclusive('\n').enumerate() {
            filling.line = page.origin.get(at).copied().unwrap_or(at + 1);
            filling.is_over = false;
            if call(line).is_none() {
                above = level(line).unwrap_or(above);
                made.copy(line, filling.line);
                continue;
            }
            made.put(&self.filled(line, &mut above, DEEPEST, &mut filling), filling.line);
        }
        made.give(page);
    }

    /// A line with the files that it names, below a heading of the level `above`.
    fn filled(&self, line: &str, above: &mut usize, depth: usize, filling: &mut Filling<'_>) -> String {
        let mut out = String::new();
        let mut rest = line;
        while let Some(call) = call(rest).filter(|_| !filling.is_over) {
            out.push_str(&rest[..call.span.start]);
            rest = &rest[call.span.end..];
            match self.text(&call, depth, filling.left) {
                Ok(text) => {
                    filling.left -= text.len();
                    (filling.note)(filling.line, Fate::Converted, String::new());
                    let (mut inner, mut own) = (String::new(), 0);
                    for line in text.split_inclusive('\n') {
                        inner.push_str(&self.filled(line, &mut own, depth - 1, filling));
                    }
                    // The lines are those of the file with all that it includes.
                    let inner = call.lines.and_then(|wanted| lines_of(&inner, wanted)).unwrap_or(inner);
                    // What follows the call goes on with its last line.
                    out.push_str(self.moved(&inner, *above).trim_end_matches(['\r', '\n']));
                }
                Err(why) => {
                    filling.is_over = why == TOO_MUCH;
                    (filling.note)(filling.line, Fate::Broken, format!("`{}`: {why}", call.path));
                    out.push_str(call.written);
                }
            }
        }
        let out = out + rest;
        *above = out.lines().filter_map(level).next_back().unwrap_or(*above);
        out
    }

    /// Included lines, whose headings have moved down.
    fn moved(&self, text: &str, above: usize) -> String {
        let signs = "#".repeat(self.offset.min(LOWEST) + if self.inherits { above } else { 0 });
        let line =
            |line: &str| if level(line).is_some() { format!("{signs}{line}") } else { line.to_owned() };
        text.split_inclusive('\n').map(line).collect()
    }

    /// What a call stands for, at most so many bytes of it.
    fn text(&self, call: &Call<'_>, depth: usize, left: usize) -> Result<String, &'static str> {
        if depth == 0 || left == 0 {
            return Err(TOO_MUCH);
        }
        if call.lines.is_some_and(|wanted| lines_of("", wanted).is_none()) {
            return Err("its lines are no numbers");
        }
        let text = self.file(call.path).ok_or("there is no such file in the site")?;
        if text.len() > left { Err(TOO_MUCH) } else { Ok(text) }
    }

    fn file(&self, path: &str) -> Option<String> {
        let path = join(&self.base, path).filter(|_| !path.starts_with('/'))?;
        fs::read_to_string(self.site.real_file(&path)?).ok()
    }
}

/// These lines of a text: `2`, `1-3 5`. What comes after the last line stands for it. `None` where that are no numbers.
fn lines_of(text: &str, wanted: &str) -> Option<String> {
    let lines: Vec<&str> = text.lines().collect();
    let mut found: Vec<&str> = Vec::new();
    for range in wanted.split_whitespace() {
        let (first, last) = range.split_once('-').unwrap_or((range, range));
        let (first, last) = (first.parse::<usize>().ok()?, last.parse::<usize>().ok()?);
        let is_range = range.contains('-');
        let last = last.min(lines.len());
        let first = match (first <= last, is_range) {
            (true, _) => first.max(1),
            (false, true) => last.saturating_sub(1).max(1),
            (false, false) => last,
        };
        found.extend(lines.get(first.saturating_sub(1)..last).unwrap_or_default());
    }
    Some(found.join("\n"))
}

/// The first call of a line.
fn call(line: &str) -> Option<Call<'_>> {
    let start = line.find("{!")?;
    let inner = &line[start + 2..];
    let end = inner.find('!').filter(|end| *end > 0)?;
    let path = inner[..end].trim();
    let behind = &inner[end + 1..];
    let close = behind.find('}')?;
    let option = behind[..close].trim();
    let lines = match option.strip_prefix("lines=") {
        Some(lines) => Some(lines),
        None if option.is_empty() => None,
        None => return None,
    };
    let span = start..start + 2 + end + 1 + close + 1;
    (!path.is_empty()).then_some(Call { written: &line[span.clone()], span, path, lines })
}

/// How many signs of a heading a line starts with.
fn level(line: &str) -> Option<usize> {
    Some(line.len() - line.trim_start_matches('#').len()).filter(|level| *level > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_have_numbers() {
        for (wanted, is) in [
            ("2", Some("b")),
            ("1-2 4", Some("a\nb\nc")),
            ("2-9", Some("b\nc")),
            ("5-9", Some("b\nc")),
            ("", Some("")),
            ("x", None),
            ("1-2-3", None),
        ] {
            assert_eq!(lines_of("a\nb\nc\n", wanted).as_deref(), is, "{wanted}");
        }
    }

    #[test]
    fn calls_are_found_on_a_line() {
        let found = |line: &str| call(line).map(|call| (call.path.to_owned(), call.lines.map(str::to_owned)));
        assert_eq!(found("a {!b/c.md!} d"), Some(("b/c.md".to_owned(), None)));
        assert_eq!(found("{! b.md !lines=1-3 5}"), Some(("b.md".to_owned(), Some("1-3 5".to_owned()))));
        for line in ["{!}", "{! !}", "{!a", "{!a!", "{!a!b}"] {
            assert_eq!(found(line), None, "{line}");
        }
    }
}
