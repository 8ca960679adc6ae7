//! `mv`: files that move, and everything that names them.
//!
//! ```text
//!  Surveyed + Moves ─▶ addresses (links, images, includes) ─┐
//!                   └▶ references (fields, directives) ─────┴▶ a Change for each file
//! ```

mod addresses;
mod configured;
mod filters;
mod ids;
mod left;
mod lines;
mod moves;
mod new_name;
mod parts;
mod references;
mod symlinks;
mod terms;

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;
use std::path::PathBuf;

use mdbook_preprocessor::book::BookItem;
use relative_path::RelativePath;

use addresses::Mover;
pub(crate) use addresses::definitions;
pub(crate) use ids::{is_named_by_id, rename_id};
pub(crate) use left::Left;
use left::Why;
pub(crate) use moves::Moves;
pub(crate) use new_name::RenameError;
use parts::Parts;
use references::Renamer;
pub(crate) use terms::rename;

use crate::front_matter::edit::{EditError, Setting, map, set};
use crate::front_matter::{Fence, find};
use crate::library::survey::{LinkKind, PageLink};
use crate::library::{Library, Surveyed};
use crate::page::{Page, PageId};
use crate::source::folder::renames_readme;
use crate::source::{Source, SummaryLink, summary_links};
use crate::text::address::{decoded, unbalanced};
use crate::text::markdown::entity;
use crate::text::path::{html, slashes};
use crate::text::{Change, Edit, Overlap, spans};

/// Why files cannot move.
#[derive(Debug, thiserror::Error)]
pub(crate) enum MoveError {
    /// A page whose front matter takes no old address.
    #[error(transparent)]
    NoAddress(#[from] EditError),
    /// A file that mdBook cannot include where it would be.
    #[error("the page includes a file that would be `{0}`, and mdBook includes no path with a space")]
    Include(String),
    /// A symbolic link: from its new place a relative one leads elsewhere, and what it leads to stays.
    #[error("this is a symbolic link to `{}`, and symbolic links cannot move", .0.display())]
    Link(PathBuf),
    /// A symbolic link that stays: mdBook would write an empty page through it.
    #[error("this is a symbolic link to `{}`, and what it leads to would move away", .0.display())]
    Linked(PathBuf),
    /// A page that would come to be the page of a folder that has one.
    #[error("mdBook makes one page of this file and of `{0}`, so that one of them would be lost")]
    Lost(String),
    /// A page whose path mdBook or a browser would read as something else.
    #[error("a page cannot be called so: in links, `{0}` means something else")]
    Name(String),
    /// A bug of the program.
    #[error("two changes of byte {} do not fit together; this is a bug of mdbook-patterns", .0.span.start)]
    Overlap(#[from] Overlap),
}

/// What follows from a move.
#[derive(Debug, Default)]
pub(crate) struct Moved {
    /// The files whose text changes.
    pub(crate) changes: Vec<Change>,
    /// Links that stay as they are, although they lead elsewhere now.
    pub(crate) left: Vec<Left>,
}

/// What follows when files move: `before` is the library of `source`. `redirects` says whether pages keep their old
/// addresses.
///
/// # Errors
/// A file that cannot be changed, and why.
pub(crate) fn changes(
    before: &Surveyed,
    source: &Source,
    moves: &Moves,
    redirects: bool,
) -> Result<Moved, (String, MoveError)> {
    symlinks::refuse(before, source, moves)?;
    let moves = &moves.clone().with_readmes(!renames_readme(&source.mdbook));
    refuse_names(before, source, moves)?;
    let after = Library::build(moved(source.clone(), moves));
    let src = source.src_prefix();
    let paths: Vec<Option<String>> =
        before.catalog.pages.iter().map(|page| new_path(page, moves, &src)).collect();
    let ids = |id: PageId| after.catalog.index.path(paths[id].as_deref()?);
    let renamer = Renamer { before, after: &after.catalog.index, paths: &paths, ids: &ids };
    let root: PathBuf = source.root.join(&source.mdbook.book.src);
    let is_there = |path: &str| {
        before.catalog.index.path(path).is_some()
            || before.files().all.contains(path)
            || root.join(path).exists()
            || path
                .strip_suffix(".html")
                .is_some_and(|stem| before.catalog.index.path(&format!("{stem}.md")).is_some())
    };
    // Many links name the same path.
    let known: RefCell<HashMap<String, bool>> = RefCell::default();
    let exists = |path: &str| {
        let found = known.borrow().get(path).copied();
        found.unwrap_or_else(|| *known.borrow_mut().entry(path.to_owned()).or_insert_with(|| is_there(path)))
    };
    let mut moved = Moved::default();
    let mut seen = BTreeSet::new();
    for (id, page) in before.catalog.authored() {
        let Some(old) = page.file.strip_prefix(&src).filter(|old| seen.insert((*old).to_owned())) else {
            continue;
        };
        let new = moves.of(old);
        let mover = Mover { moves, old, new: &new, exists: &exists, names_files: false };
        let text = page.written();
        moved.left.extend(left_on_page(before, id, &mover));
        let mut edits = of_page(before, id, &mover).map_err(|error| (page.file.clone(), error))?;
        edits.extend(renamer.edits(id).into_iter().filter_map(|edit| written(page, edit)));
        if let Fence::Closed(block) = find(text) {
            // What is the name of a page has its edit.
            let known = spans::merged(edits.iter().map(|edit| edit.span.clone()).collect());
            let links = mover.values(text, block.inner).into_iter();
            edits.extend(links.filter(|edit| spans::is_free(&known, &edit.span)));
        }
        if new != old && redirects {
            let kept = keep_address(page, &paths[id], text);
            edits.extend(kept.map_err(|error| (page.file.clone(), error.into()))?);
        }
        moved.changes.extend(change(&page.file, text, edits)?);
    }
    others(source, before, moves, &exists, &mut moved, &seen)?;
    Ok(moved)
}

/// Refuses paths that no page can have, and the place of another page.
fn refuse_names(before: &Surveyed, source: &Source, moves: &Moves) -> Result<(), (String, MoveError)> {
    let src = source.src_prefix();
    let pages = || before.catalog.authored().filter_map(|(_, page)| page.file.strip_prefix(&src));
    let refused = |new: &str, error| Err((format!("{src}{new}"), error));
    // mdBook makes one page of both.
    let mut by_made: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    for page in pages() {
        by_made.entry(moves.page(&moves.of(page))).or_default().insert(page);
    }
    for page in pages() {
        let new = moves.of(page);
        if let Some(sign) = sign(&new).filter(|_| sign(page).is_none()) {
            return refused(&new, MoveError::Name(sign));
        }
        let others = by_made[&moves.page(&new)].iter();
        let lost = others.filter(|_| new != page).find(|other| moves.page(other) != moves.page(page));
        if let Some(other) = lost {
            return refused(&new, MoveError::Lost(format!("{src}{}", moves.of(other))));
        }
    }
    Ok(())
}

/// What means something else in the address of a link than in the name of a file: `#`, `&copy;`, a bracket alone.
fn sign(path: &str) -> Option<String> {
    let has_meaning = |c: &char| matches!(c, '#' | '?' | '%' | '\\' | '<' | '>') || c.is_control();
    let entity = || path.match_indices('&').find_map(|(at, _)| entity(&path[at..])).map(str::to_owned);
    let bracket = || unbalanced(path).map(String::from);
    path.chars().find(has_meaning).map(String::from).or_else(entity).or_else(bracket)
}

/// The book with its chapters where they are afterwards.
fn moved(mut source: Source, moves: &Moves) -> Source {
    source.book.for_each_mut(|item| {
        let BookItem::Chapter(chapter) = item else { return };
        let Some(file) = chapter.source_path.as_deref().map(slashes) else { return };
        let new = moves.of(&file);
        if new != file {
            chapter.path = Some(moves.page(&new).into());
            chapter.source_path = Some(new.into());
        }
    });
    source
}

/// The path of a page after the move.
fn new_path(page: &Page, moves: &Moves, src: &str) -> Option<String> {
    let path = page.path.clone()?;
    let Some(file) = page.file.strip_prefix(src) else { return Some(path) };
    let new = moves.of(file);
    match new == file {
        true => Some(path),
        false => Some(moves.page(&new)),
    }
}

/// The edits of the addresses in a page, in its text as written.
fn of_page(book: &Surveyed, id: PageId, mover: &Mover<'_>) -> Result<Vec<Edit>, MoveError> {
    let page = book.page(id);
    let links = book.surveys[id].links.iter();
    // Those in the texts of front matter are edited with its other values.
    let is_here = |link: &&PageLink| link.kind == LinkKind::Image || link.span.start >= page.front_matter.end;
    let edits = links.filter(is_here).filter_map(|link| mover.link(&page.text, &link.span, &link.address));
    let mut edits: Vec<Edit> = edits.filter_map(|edit| written(page, edit)).collect();
    edits.extend(mover.definitions(page.written()));
    edits.extend(mover.includes(page.written())?);
    Ok(edits)
}

/// The links of a page that would have to change and are written with escapes.
fn left_on_page(book: &Surveyed, id: PageId, mover: &Mover<'_>) -> Vec<Left> {
    let page = book.page(id);
    let is_escaped =
        |link: &&PageLink| link.address_span.is_none() && link.span.start >= page.front_matter.end;
    let left = |link: &PageLink| {
        let new = mover.address(&link.address)?;
        let span = page.written_span(link.span.clone());
        let written = page.written().get(span.clone())?;
        let is_edited = mover.link(&page.text, &link.span, &link.address).is_some();
        let why = Why::Escaped(new);
        (!is_edited).then(|| Left::new(&page.file, page.written(), span.start, written, why))
    };
    book.surveys[id].links.iter().filter(is_escaped).filter_map(left).collect()
}

/// An edit of the text that was parsed, in the text as its author wrote it, if it stands there, too.
fn written(page: &Page, edit: Edit) -> Option<Edit> {
    let Some(original) = &page.original else { return Some(edit) };
    let old = &page.text[edit.span.clone()];
    let span = original.map.back(edit.span.clone());
    (original.text.get(span.clone()) == Some(old)).then(|| Edit::replace(span, edit.text))
}

/// The old address of a page that moves, in its front matter; its new one is no old one any more.
fn keep_address(page: &Page, new: &Option<String>, text: &str) -> Result<Vec<Edit>, EditError> {
    let (Some(old), Some(new)) = (page.path.as_deref().map(html), new.as_deref().map(html)) else {
        return Ok(Vec::new());
    };
    let field = page.fields.get("redirect_from");
    let key = field.map_or("redirect_from", |field| field.key.as_str());
    let said = page.fields.list("redirect_from");
    if map(text).get(key).is_none() || !said.iter().any(|address| address.trim_start_matches('/') == new) {
        return if old == new { Ok(Vec::new()) } else { set(text, &[(key, Setting::Added(vec![old]))]) };
    }
    let kept = said.iter().filter(|address| address.trim_start_matches('/') != new).cloned();
    set(text, &[(key, Setting::List(kept.chain([old]).collect()))])
}

/// What follows for the files that are no pages: the summary, and parts that pages include.
fn others(
    source: &Source,
    book: &Surveyed,
    moves: &Moves,
    exists: &dyn Fn(&str) -> bool,
    moved: &mut Moved,
    pages: &BTreeSet<String>,
) -> Result<(), (String, MoveError)> {
    let mover = Mover { moves, old: "SUMMARY.md", new: "SUMMARY.md", exists, names_files: true };
    let list = without_bom(&source.summary);
    let src = &source.mdbook.book.src;
    let file = |below: &str| {
        let path = slashes(&src.join(below));
        RelativePath::new(&path).normalize().into_string()
    };
    moved.changes.extend(change(&file("SUMMARY.md"), list, summary(list, &mover))?);
    let read = |part: &str| match source.unsaved.get(&file(part)) {
        Some(text) => Some(text.clone()),
        None => crate::file::read_text(&source.root.join(src).join(part)).ok(),
    };
    let parts = Parts::of(book, &source.src_prefix(), moves, &read);
    let is_other = |part: &str| part != "SUMMARY.md" && !pages.contains(part);
    let is_edited = |part: &str| part.ends_with(".md") && book.files().all.contains(part);
    let edited = book.files().all.iter().map(String::as_str).filter(|part| is_edited(part));
    let included = parts.all().map(|(path, _)| path);
    let all: BTreeSet<&str> = edited.chain(included).filter(|part| is_other(part)).collect();
    for path in all {
        let part = parts.get(path);
        let Some(text) = part.map(|part| part.text.clone()).or_else(|| read(path)) else { continue };
        let text = without_bom(&text);
        let (file, new) = (file(path), moves.of(path));
        let mover = Mover { moves, old: path, new: &new, exists, names_files: true };
        let mut edits = mover.includes(text).map_err(|error| (file.clone(), error))?;
        // What it links is relative to the pages that include it.
        let (links, mut stay) = part.map(|part| parts.links(part, moves, exists)).unwrap_or_default();
        edits.extend(links);
        if !is_edited(path) {
            edits.sort_by_key(|edit| edit.span.start);
            let others = std::mem::take(&mut edits).into_iter();
            stay.splice(0..0, others.map(|edit| (edit.span, Why::OtherFile(edit.text))));
        }
        let left = |(span, why): (Range<usize>, Why)| Left::new(&file, text, span.start, &text[span], why);
        moved.left.extend(stay.into_iter().map(left));
        moved.changes.extend(change(&file, text, edits)?);
    }
    Ok(())
}

/// A text as mdBook reads it. The file keeps its byte order mark.
fn without_bom(text: &str) -> &str {
    text.strip_prefix('\u{feff}').unwrap_or(text)
}

fn summary(text: &str, mover: &Mover<'_>) -> Vec<Edit> {
    let edit = |link: SummaryLink| {
        let edit = mover.link(text, &link.span, &link.address)?;
        // mdBook takes an address in its list as it is, but for `%20`.
        let as_read = decoded(&edit.text).replace(' ', "%20");
        Some(if edit.text.contains(' ') { edit } else { Edit::replace(edit.span, as_read) })
    };
    summary_links(text).filter_map(edit).collect()
}

fn change(file: &str, before: &str, edits: Vec<Edit>) -> Result<Option<Change>, (String, MoveError)> {
    Change::of(file, before, edits).map_err(|overlap| (file.to_owned(), overlap.into()))
}
