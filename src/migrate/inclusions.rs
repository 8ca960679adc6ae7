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

/// Their name in the report.
const INCLUDED: &str = "included files";

/// The files that the pages of a site may include.
pub(super) struct Inclusions<'a> {
    site: &'a Site,
    /// The folder that they are named from, below the site.
    base: String,
}

/// A call of a file on a line.
struct Call<'t> {
    span: Range<usize>,
    path: &'t str,
    /// Which lines of it, from 1; none for all.
    lines: Option<&'t str>,
}

impl<'a> Inclusions<'a> {
    /// As the options of the extension say; `None` where the site has not got it.
    pub(super) fn of(site: &'a Site) -> Option<Self> {
        let options =
            site.extension("markdown_include.include").or_else(|| site.extension("markdown_include"))?;
        let base = options.and_then(|options| site.text_of(options.get("base_path")?));
        Some(Self { site, base: base.and_then(|base| join("", base)).unwrap_or_default() })
    }

    /// Puts the files of a page in their place.
    pub(super) fn put(&self, page: &mut SitePage, ledger: &mut Ledger) {
        if !page.text.contains("{!") {
            return;
        }
        let file = self.site.file_of(&page.source);
        let mut made = Made::default();
        let mut left = MOST;
        for (at, line) in page.text.split_inclusive('\n').enumerate() {
            let number = page.origin.get(at).copied().unwrap_or(at + 1);
            if call(line).is_none() {
                made.copy(line, number);
                continue;
            }
            let mut note = |fate, text: String| ledger.add(&file, number, INCLUDED, fate, text);
            let text = self.filled(line, DEEPEST, &mut left, &mut note);
            made.put(&text, number);
        }
        made.give(page);
    }

    /// A line with the files that it names.
    fn filled(
        &self,
        line: &str,
        depth: usize,
        left: &mut usize,
        note: &mut dyn FnMut(Fate, String),
    ) -> String {
        let mut out = String::new();
        let mut rest = line;
        while let Some(call) = call(rest) {
            out.push_str(&rest[..call.span.start]);
            match self.text(&call).filter(|text| depth > 0 && text.len() <= *left) {
                Some(text) => {
                    *left -= text.len();
                    note(Fate::Converted, String::new());
                    let lines = text.split_inclusive('\n');
                    let inner: String = lines.map(|line| self.filled(line, depth - 1, left, note)).collect();
                    // What follows the call goes on with its last line.
                    out.push_str(inner.trim_end_matches(['\r', '\n']));
                }
                None => {
                    let why = "there is no such file in the site, or it includes too much";
                    note(Fate::Broken, format!("`{}`: {why}", call.path));
                    out.push_str(&rest[call.span.clone()]);
                }
            }
            rest = &rest[call.span.end..];
        }
        out + rest
    }

    /// What a call stands for.
    fn text(&self, call: &Call<'_>) -> Option<String> {
        let path = join(&self.base, call.path).filter(|_| !call.path.starts_with('/'))?;
        let real = self.site.root.join(path).canonicalize().ok()?;
        // No link takes a file out of the site.
        let text = fs::read_to_string(&real).ok().filter(|_| real.starts_with(&self.site.root))?;
        let Some(wanted) = call.lines else { return Some(text) };
        let lines: Vec<&str> = text.split_inclusive('\n').collect();
        let of_range = |range: &str| {
            let (first, last) = range.split_once('-').unwrap_or((range, range));
            let (first, last) = (first.parse::<usize>().ok()?, last.parse::<usize>().ok()?);
            lines.get(first.checked_sub(1)?..last.min(lines.len())).map(<[&str]>::concat)
        };
        wanted.split_whitespace().map(of_range).collect()
    }
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
    (!path.is_empty()).then_some(Call { span: start..start + 2 + end + 1 + close + 1, path, lines })
}

#[cfg(test)]
mod tests {
    use super::*;

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
