//! Addresses in a text: links, images, definitions and includes, as they must be once files have moved.

use std::ops::Range;

use mdbook_markdown::{MarkdownOptions, new_cmark_parser};
use pulldown_cmark::Parser;
use relative_path::{RelativePath, RelativePathBuf};

use super::MoveError;
use super::moves::Moves;
use crate::source::inputs::named_files;
use crate::text::Edit;
use crate::text::address::{decoded, parts, to_page};
use crate::text::markdown::defined_address;
use crate::text::path::folder;

/// A file before and after the move.
#[derive(Clone, Copy)]
pub(super) struct Mover<'m> {
    pub(super) moves: &'m Moves,
    /// The path of the file whose text it is, before and after.
    pub(super) old: &'m str,
    pub(super) new: &'m str,
    /// Whether there is something at a path: from the folder of the pages, which `..` may lead out of.
    pub(super) exists: &'m dyn Fn(&str) -> bool,
    /// Whether it names files, as SUMMARY.md and includes do, and not the pages that mdBook makes of them.
    pub(super) names_files: bool,
}

impl Mover<'_> {
    /// An address as it must be after the move; `None` if it stays as it is.
    pub(super) fn address(&self, written: &str) -> Option<String> {
        let address = parts(written)?;
        let path = decoded(&address.path);
        if path.is_empty() {
            return None;
        }
        let (root, new) = match path.strip_prefix('/') {
            Some(below) => ("/", self.target(below)?),
            None => ("", self.relative(&path)?),
        };
        let slash = if new.ends_with('/') { "/" } else { "" };
        let new =
            if address.path.contains(' ') { new } else { to_page("", new.trim_end_matches('/')) + slash };
        let dots = if address.path.starts_with("./") && !new.starts_with('.') { "./" } else { "" };
        let new = format!("{root}{dots}{new}{}", address.rest);
        (new != written).then_some(new)
    }

    /// A relative path as it must be after the move. What leads to nothing now stays as it is.
    pub(super) fn relative(&self, path: &str) -> Option<String> {
        let joined = beside(self.old, path);
        let slash = if path.ends_with('/') { "/" } else { "" };
        let target = match self.target(&format!("{joined}{slash}")) {
            Some(target) => target,
            None if folder(self.old) == folder(self.new) || !(self.exists)(&joined) => return None,
            None => format!("{joined}{slash}"),
        };
        Some(between(folder(self.new), &target))
    }

    /// Where what is at a path is afterwards, if it moves.
    fn target(&self, path: &str) -> Option<String> {
        if self.names_files { self.moves.new_file(path) } else { self.moves.target(path) }
    }

    /// The edits of includes of mdBook: `{{#include path:1:2}}` and its like.
    ///
    /// # Errors
    /// A new path with a space, at which mdBook takes the path to end.
    pub(super) fn includes(&self, text: &str) -> Result<Vec<Edit>, MoveError> {
        let edit = |span: Range<usize>| {
            let new = Self { names_files: true, ..*self }.relative(&text[span.clone()])?;
            let is_read = !new.contains(char::is_whitespace);
            Some(if is_read { Ok(Edit::replace(span, new)) } else { Err(MoveError::Include(new)) })
        };
        named_files(text).filter_map(edit).collect()
    }

    /// The edits of definitions: `[label]: address "title"`.
    pub(super) fn definitions(&self, text: &str) -> Vec<Edit> {
        let edit =
            |(span, address): (Range<usize>, String)| Some(Edit::replace(span, self.address(&address)?));
        definitions(text).filter_map(edit).collect()
    }

    /// Whether an address leads to a page or file of the book, or to one that moves.
    pub(super) fn leads_somewhere(&self, written: &str) -> bool {
        let Some(path) = parts(written).map(|address| decoded(&address.path)).filter(|path| !path.is_empty())
        else {
            return false;
        };
        let joined = match path.strip_prefix('/') {
            Some(below) => below.to_owned(),
            None => beside(self.old, &path),
        };
        self.target(&joined).is_some() || (self.exists)(&joined)
    }

    /// The edits of links in the Markdown of values, somewhere in `within`: the front matter. Comments and code stay.
    pub(super) fn values(&self, text: &str, within: Range<usize>) -> Vec<Edit> {
        let links = text[within.clone()].match_indices("](");
        // An address ends before the next one.
        let nexts = links.clone().skip(1).map(|(at, _)| at).chain([within.len()]);
        let edit = |((at, opening), next): ((usize, &str), usize)| {
            let start = text[within.start..within.start + at].rfind('\n').map_or(0, |end| end + 1);
            let line = &text[within.start + start..within.start + at];
            if line.trim_start().starts_with('#') || line.matches('`').count() % 2 == 1 {
                return None;
            }
            let rest = &text[within.start + at + opening.len()..within.start + next];
            let (start, ends): (usize, &[char]) =
                if rest.starts_with('<') { (1, &['>', '\n']) } else { (0, &[')', ' ', '\t', '\r', '\n']) };
            let address = &rest[start..start + rest[start..].find(ends)?];
            let start = within.start + at + opening.len() + start;
            Some(Edit::replace(start..start + address.len(), self.address(address)?))
        };
        links.zip(nexts).filter_map(edit).collect()
    }

    /// The edit of a link whose address stands somewhere in `span`.
    pub(super) fn link(&self, text: &str, span: &Range<usize>, address: &str) -> Option<Edit> {
        let new = self.address(address)?;
        let written = text.get(span.clone())?;
        let at = match written == address {
            true => 0,
            // With escapes it is spelled otherwise; a definition is edited where it stands.
            false => written.rfind("](")? + written[written.rfind("](")?..].find(address)?,
        };
        Some(Edit::replace(span.start + at..span.start + at + address.len(), new))
    }
}

/// The definitions of a text as mdBook reads it, each with the bytes of its address.
pub(crate) fn definitions(text: &str) -> impl Iterator<Item = (Range<usize>, String)> + use<> {
    // Most pages have none, and are not parsed for them.
    let text = if text.contains("]:") { text } else { "" };
    defined(text, &new_cmark_parser(text, &MarkdownOptions::default()))
}

/// The same of a parser that is there already.
pub(super) fn defined(
    text: &str,
    parser: &Parser<'_>,
) -> impl Iterator<Item = (Range<usize>, String)> + use<> {
    let all = parser.reference_definitions().iter();
    let found = all.filter_map(|(_, found)| {
        Some((defined_address(text, &found.span, &found.dest)?, found.dest.to_string()))
    });
    found.collect::<Vec<_>>().into_iter()
}

/// The path that a file names, which `..` may lead out of the folder of the pages.
pub(super) fn beside(file: &str, path: &str) -> String {
    RelativePath::new(folder(file)).join_normalized(path).into_string()
}

/// The way from a folder to a path; both may lead out of the folder of the pages.
pub(super) fn between(from: &str, to: &str) -> String {
    let slash = if to.ends_with('/') { "/" } else { "" };
    let (from, to): (Vec<&str>, Vec<&str>) = (parts_of(from), parts_of(to));
    let same = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
    let up = from[same..].iter().map(|_| "..");
    let way: RelativePathBuf = up.chain(to[same..].iter().copied()).collect();
    // The folder itself.
    let here = if way.as_str().is_empty() { "." } else { "" };
    format!("{here}{way}{slash}")
}

fn parts_of(path: &str) -> Vec<&str> {
    path.split('/').filter(|part| !part.is_empty()).collect()
}
