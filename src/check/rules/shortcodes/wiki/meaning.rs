//! What the name in a link of a wiki means in this book.

use std::collections::HashMap;

use crate::catalog::Found;
use crate::check::Checked;
use crate::page::PageId;
use crate::text::address::to_page;
use crate::text::name::slug;
use crate::text::path::own_name;

pub(super) enum Means<'b> {
    /// A page, with the text of the link and the id of a heading; none where the page has no such heading.
    Page(PageId, &'b str, Option<String>),
    /// A page by the second side alone, with the first one. It may be a text that is a title as well.
    Second(PageId, &'b str),
    /// A picture as this page links it, with its text.
    Picture(String, &'b str),
    /// A picture as this page links it, with its width and its text.
    Sized(String, &'b str, &'b str),
    /// Another file, as this page links it.
    File(String),
    /// Something by each of its sides.
    Either,
}

impl Means<'_> {
    fn page(&self) -> Option<PageId> {
        match self {
            Self::Page(page, ..) => Some(*page),
            _ => None,
        }
    }
}

const PICTURES: &[&str] = &[".avif", ".bmp", ".gif", ".jpeg", ".jpg", ".png", ".svg", ".webp"];

/// What the links of a book may name.
pub(super) struct LinkTargets<'b> {
    book: &'b Checked,
    /// The ids of the headings that links name, by their texts.
    headings: HashMap<PageId, HashMap<String, &'b str>>,
}

impl<'b> LinkTargets<'b> {
    pub(super) fn new(book: &'b Checked) -> Self {
        Self { book, headings: HashMap::new() }
    }

    /// `page`, `page|text`, `page#heading`; Dendron writes `text|page`. An embed names its file first in any case.
    pub(super) fn means(&mut self, from: PageId, inner: &'b str, is_embed: bool) -> Option<Means<'b>> {
        let Some((first, last)) = inner.split_once('|') else {
            let name = inner.trim();
            return self.page(from, name, name).or_else(|| self.file(from, name, ""));
        };
        let (first, last) = (first.trim_end_matches('\\').trim(), last.trim());
        let one = self.page(from, first, last).or_else(|| self.file(from, first, last));
        if is_embed {
            return one;
        }
        // A vault, a block or a path is named in no text.
        let is_name = last.contains("://") || !last.contains(' ') && last.contains(['.', '/', '^']);
        match (one, self.page(from, last, first)) {
            (Some(one), Some(other)) => Some(self.chosen((first, one), (last, other))),
            (Some(one), None) => Some(one).filter(|_| !is_name),
            (None, Some(Means::Page(to, ..))) if !self.is_dendron(last, to) => Some(Means::Second(to, first)),
            (None, other) => other,
        }
    }

    /// Of two sides that name something each, the one that writes it as its id or its file: a text may be a title as well.
    fn chosen(&self, (first, one): (&str, Means<'b>), (last, other): (&str, Means<'b>)) -> Means<'b> {
        let is_first = one.page().is_none_or(|to| self.is_written(first, to));
        let is_last = other.page().is_some_and(|to| self.is_written(last, to));
        let is_dendron = other.page().is_some_and(|to| self.is_dendron(last, to));
        match (is_first, is_last) {
            (true, false) => one,
            (false, _) if is_dendron => other,
            _ if one.page() == other.page() => one,
            _ => Means::Either,
        }
    }

    /// Whether a name is that of the page's file, or its id.
    fn is_written(&self, name: &str, to: PageId) -> bool {
        let (name, page) = (page_name(name), self.book.page(to));
        let path = page.path.as_deref().unwrap_or_default();
        let rest = path.strip_suffix(".md").and_then(|path| path.strip_suffix(name));
        name.is_empty()
            || name == page.id()
            || name == own_name(path)
            || rest.is_some_and(|rest| rest.is_empty() || rest.ends_with('/'))
    }

    /// Whether only Dendron writes a page like this: by its file, with a vault or with the folders as `a.b`.
    fn is_dendron(&self, name: &str, to: PageId) -> bool {
        (name.contains("://") || page_name(name).contains('.')) && self.is_written(name, to)
    }

    fn page(&mut self, from: PageId, name: &str, text: &'b str) -> Option<Means<'b>> {
        let own = self.book.page(from).path.as_deref()?;
        let name = without_vault(name);
        // A block has no id in mdBook.
        let (name, is_block) = name.split_once('^').map_or((name, false), |(name, _)| (name, true));
        let (page, heading) =
            name.split_once('#').map_or((name, None), |(page, heading)| (page, Some(heading)));
        let to = match page.trim() {
            "" => from,
            page => match self.book.catalog.index.resolve(page, own) {
                Found::Page(to) => to,
                _ => return None,
            },
        };
        let id = match heading {
            Some(heading) => self.heading(to, heading),
            None if is_block => None,
            None => Some(String::new()),
        };
        Some(Means::Page(to, text, id))
    }

    /// The id of the first heading with this text.
    fn heading(&mut self, page: PageId, text: &str) -> Option<String> {
        let book = self.book;
        let ids = self.headings.entry(page).or_insert_with(|| {
            let headings = book.page(page).headings.iter().rev();
            headings.map(|heading| (slug(&heading.text), heading.id.as_str())).collect()
        });
        ids.get(&slug(text)).map(|id| (*id).to_owned())
    }

    /// The one file of the book with this name or the end of this path.
    fn file(&self, from: PageId, name: &str, text: &'b str) -> Option<Means<'b>> {
        let own = self.book.page(from).path.as_deref()?;
        let is_it = |path: &&String| {
            path.strip_suffix(name).is_some_and(|rest| rest.is_empty() || rest.ends_with('/'))
        };
        let mut found = self.book.files_named(name.rsplit('/').next()?).iter().filter(is_it);
        let (Some(path), None) = (found.next(), found.next()) else { return None };
        let to = to_page(own, path);
        let lower = path.to_lowercase();
        // `300` and `300x200` are sizes, also after a text.
        let (alt, size) = text.rsplit_once('|').unwrap_or(("", text));
        let width = size.split('x').next().unwrap_or_default();
        let is_size = !width.is_empty() && width.bytes().all(|b| b.is_ascii_digit());
        Some(match PICTURES.iter().any(|ending| lower.ends_with(ending)) {
            true if is_size => Means::Sized(to, width, alt),
            true => Means::Picture(to, text),
            false => Means::File(to),
        })
    }
}

/// Dendron names the folder of the notes first: `dendron://vault/page`.
fn without_vault(name: &str) -> &str {
    name.split_once("://").map_or(name, |(_, path)| path.rsplit('/').next().unwrap_or(path))
}

/// The name of a page without its vault, its heading and its ending.
fn page_name(name: &str) -> &str {
    let name = without_vault(name).split(['#', '^']).next().unwrap_or_default().trim();
    name.strip_suffix(".md").unwrap_or(name)
}
