//! Links of wikis and of Obsidian, `[[page]]`, which mdBook shows as text.

use std::collections::HashMap;
use std::ops::Range;

use super::super::super::address::link_to;
use crate::catalog::Found;
use crate::check::Checked;
use crate::diagnostic::{Code, Diagnostic};
use crate::page::PageId;
use crate::text::address::relative;
use crate::text::name::slug;

/// One such link, and what it means where the book says it.
struct WikiLink {
    page: PageId,
    /// Its bytes, with its brackets and the sign of an embed.
    span: Range<usize>,
    is_embed: bool,
    means: Option<Means>,
}

enum Means {
    /// A page, with the text of the link and the id of a heading; none where the page has no such heading.
    Page(PageId, String, Option<String>),
    /// A file, as this page links it.
    File(String),
    /// A page by each of its sides.
    Either,
}

impl Means {
    fn page(&self) -> Option<PageId> {
        match self {
            Self::Page(page, ..) => Some(*page),
            _ => None,
        }
    }
}

/// Reports them where one of the book names a page or a file of it: elsewhere two brackets mean something else.
pub(super) fn book(book: &Checked, problems: &mut Vec<Diagnostic>) {
    if book.others.rewrite_text {
        return;
    }
    let with_some = book.catalog.authored().filter(|(_, page)| page.text.contains("[["));
    let pages: Vec<PageId> = with_some.map(|(id, _)| id).collect();
    let files = if pages.is_empty() { Files::new() } else { files(book) };
    let links: Vec<WikiLink> = pages.iter().flat_map(|&id| of_page(book, id, &files)).collect();
    if links.iter().any(|link| link.means.is_some()) {
        problems.extend(links.iter().map(|link| problem(book, link)));
    }
}

/// The files of the book by their names.
type Files<'b> = HashMap<&'b str, Vec<&'b str>>;

fn files(book: &Checked) -> Files<'_> {
    let mut files = Files::new();
    for path in &book.files().all {
        files.entry(path.rsplit('/').next().unwrap_or(path)).or_default().push(path);
    }
    files
}

fn of_page(book: &Checked, page: PageId, files: &Files<'_>) -> Vec<WikiLink> {
    let text = &book.page(page).text;
    let pieces = book.surveys[page].texts.iter();
    let found = pieces.flat_map(|piece| in_text(text, piece.clone()));
    found
        .map(|inner| {
            let is_embed = text[..inner.start - 2].ends_with('!');
            let span = inner.start - 2 - usize::from(is_embed)..inner.end + 2;
            WikiLink { page, span, is_embed, means: means(book, page, &text[inner], files) }
        })
        .collect()
}

/// What stands between two brackets in a piece of text.
fn in_text(text: &str, piece: Range<usize>) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = piece.start;
    while let Some(open) = text[at..piece.end].find("[[").map(|i| at + i + 2) {
        let Some(close) = text[open..piece.end].find("]]").map(|i| open + i) else { break };
        let inner = &text[open..close];
        let is_escaped = text[..open - 2].ends_with(['\\', '[']);
        // Two brackets around a number are a note.
        let is_note = inner.bytes().all(|b| b.is_ascii_digit());
        let is_link = text[close + 2..].starts_with(['(', '[', ']', ':']);
        if !inner.trim().is_empty()
            && !inner.contains(['[', ']', '\n'])
            && !is_escaped
            && !is_link
            && !is_note
        {
            found.push(open..close);
        }
        at = open;
    }
    found
}

/// `page`, `page|text`, `page#heading`; Dendron writes `text|page`.
fn means(book: &Checked, from: PageId, inner: &str, files: &Files<'_>) -> Option<Means> {
    let (first, last) = match inner.split_once('|') {
        Some((first, last)) => (first.trim_end_matches('\\').trim(), last.trim()),
        None => (inner.trim(), inner.trim()),
    };
    // A vault, a block or a path is named in no text.
    let is_text = last == first || last.contains(' ') || !last.contains(['.', '/', '^']);
    if last.contains("://") || !is_text {
        return page(book, from, last, first);
    }
    let (obsidian, dendron) = (page(book, from, first, last), page(book, from, last, first));
    let pages = match (obsidian, dendron) {
        (Some(one), Some(other)) if first != last => chosen(book, (first, one), (last, other)),
        (one, other) => one.or(other),
    };
    pages.or_else(|| file(book, from, first, files))
}

/// Of two sides that name a page each, the one that names it by its id or its file: a text may be a title as well.
fn chosen(book: &Checked, (first, one): (&str, Means), (last, other): (&str, Means)) -> Option<Means> {
    let is_exact = |name: &str, means: &Means| match means {
        Means::Page(to, ..) => {
            let name = slug(name.split('#').next().unwrap_or_default());
            let page = book.page(*to);
            name == page.stem() || name == page.id()
        }
        _ => false,
    };
    match (is_exact(first, &one), is_exact(last, &other)) {
        (true, false) => Some(one),
        (false, true) => Some(other),
        _ if one.page() == other.page() => Some(one),
        _ => Some(Means::Either),
    }
}

fn page(book: &Checked, from: PageId, name: &str, text: &str) -> Option<Means> {
    let own = book.page(from).path.as_deref()?;
    // Dendron names the folder of the notes first.
    let name = name.split_once("://").map_or(name, |(_, path)| path.rsplit('/').next().unwrap_or(path));
    // A block has no id in mdBook.
    let (name, is_block) = name.split_once('^').map_or((name, false), |(name, _)| (name, true));
    let (page, heading) = name.split_once('#').map_or((name, None), |(page, heading)| (page, Some(heading)));
    let to = match page.trim() {
        "" => from,
        page => match book.catalog.index.resolve(page, own) {
            Found::Page(to) => to,
            _ => return None,
        },
    };
    let id = match heading.map(slug) {
        Some(wanted) => book
            .page(to)
            .headings
            .iter()
            .find(|heading| slug(&heading.text) == wanted)
            .map(|it| it.id.clone()),
        None if is_block => None,
        None => Some(String::new()),
    };
    Some(Means::Page(to, text.to_owned(), id))
}

/// The one file of the book with this name or the end of this path.
fn file(book: &Checked, from: PageId, name: &str, files: &Files<'_>) -> Option<Means> {
    let own = book.page(from).path.as_deref()?;
    let is_it =
        |path: &&&str| path.strip_suffix(name).is_some_and(|rest| rest.is_empty() || rest.ends_with('/'));
    let mut found = files.get(name.rsplit('/').next()?)?.iter().filter(is_it);
    match (found.next(), found.next()) {
        (Some(path), None) => Some(Means::File(relative(own, path))),
        _ => None,
    }
}

fn problem(book: &Checked, link: &WikiLink) -> Diagnostic {
    let page = book.page(link.page);
    let written = &page.text[link.span.clone()];
    let what = if link.is_embed { "an embed" } else { "a link" };
    let message = format!("`{written}` is {what} of Obsidian or a wiki, which mdBook shows as text");
    let found = Diagnostic::new(Code::ForeignShortcode, message).at(&page.file, link.span.clone());
    match &link.means {
        Some(Means::Page(to, ..)) if link.is_embed => {
            let to = link_to(book, link.page, *to);
            found.help(format!("write `{{{{#include {to}}}}}`, or a link: `[text]({to})`"))
        }
        Some(Means::Page(to, text, id)) => {
            let path = if *to == link.page { String::new() } else { link_to(book, link.page, *to) };
            match id.as_deref() {
                Some("") => meant(found, written, format!("[{text}]({})", link_to(book, link.page, *to))),
                Some(id) => meant(found, written, format!("[{text}]({path}#{id})")),
                None => found.help(format!("write `[{text}]({path}#id)`, with the id of a heading")),
            }
        }
        Some(Means::File(to)) if link.is_embed => meant(found, written, format!("![]({to})")),
        Some(Means::File(to)) => found.help(format!("write `[text]({to})`")),
        Some(Means::Either) => found.help("both sides name a page; write a link: `[text](page.md)`"),
        None => found
            .help("no page of the book has this name; write a link, `[text](page.md)`, or the text alone"),
    }
}

fn meant(found: Diagnostic, written: &str, link: String) -> Diagnostic {
    found.help(format!("write `{link}`")).mend(written, link)
}
