//! An id of another name: the page's own, and wherever another page names it so.

use std::collections::BTreeSet;

use super::references::{arguments, references, target};
use super::terms::{RenameError, item, renamed, reparsed};
use super::written;
use crate::catalog::{Found, Index};
use crate::library::{Library, Surveyed};
use crate::page::{Page, PageId};
use crate::source::Source;
use crate::text::name::slug;
use crate::text::{Change, Edit};

/// Whether a name is the id that a page gives itself.
pub(crate) fn is_id(page: &Page, name: &str) -> bool {
    let is_given = page.fields.get("id").is_some_and(|id| id.is_in_front_matter());
    is_given && slug(bare(name)) == page.id()
}

/// The files that change when a page gets another id: `before` is the library of `source`.
///
/// # Errors
/// A file in which the id cannot be written, and why.
pub(crate) fn rename_id(
    before: &Surveyed,
    source: &Source,
    page: PageId,
    new: &str,
) -> Result<Vec<Change>, (String, RenameError)> {
    let own = before.page(page);
    let refused = |error: RenameError| (own.file.clone(), error);
    let from = own.path.as_deref().unwrap_or_default();
    let is_free = match before.catalog.index.resolve(new, from) {
        Found::Nothing => !slug(new).is_empty(),
        Found::Page(found) => found == page,
        Found::Ambiguous(_) => false,
    };
    if !is_free {
        return Err(refused(RenameError::Taken(new.to_owned())));
    }
    let id = of_id(own, new).ok_or_else(|| refused(RenameError::Unwritable(new.to_owned())))?;
    let change =
        Change::of(&own.file, own.written(), vec![id.clone()]).map_err(|error| refused(error.into()))?;
    let Some(change) = change else { return Ok(Vec::new()) };
    let after = Library::build(with_text(source.clone(), own, &change.after()));
    let renamed = Renamed { before, after: &after.catalog.index, page, new };
    let mut changes = Vec::new();
    let mut seen = BTreeSet::new();
    // A page may stand in two places of the book.
    for (_, other) in before.catalog.authored().filter(|(_, other)| seen.insert(other.file.clone())) {
        let own_id = (other.file == own.file).then(|| id.clone());
        changes.extend(renamed.change(other, own_id).map_err(|error| (other.file.clone(), error))?);
    }
    Ok(changes)
}

/// The edit of the id itself, in the text as its author wrote it.
fn of_id(page: &Page, new: &str) -> Option<Edit> {
    let id = page.fields.get("id").filter(|id| id.is_in_front_matter())?;
    let old = page.fields.text("id")?;
    renamed(page.written(), page.written_span(id.span.clone()), old, new, false)
}

/// The book in which a page has another text.
fn with_text(mut source: Source, page: &Page, text: &str) -> Source {
    source.book.for_each_chapter_mut(|chapter| {
        if chapter.path.as_deref().map(crate::text::path::slashes) == page.path {
            text.clone_into(&mut chapter.content);
        }
    });
    source
}

/// A page whose id is another.
struct Renamed<'r> {
    before: &'r Surveyed,
    after: &'r Index,
    page: PageId,
    new: &'r str,
}

impl Renamed<'_> {
    /// What changes in a page.
    fn change(&self, page: &Page, own_id: Option<Edit>) -> Result<Option<Change>, RenameError> {
        let text = page.written();
        let mut edits = Vec::from_iter(own_id);
        let mut wanted: Vec<String> = Vec::new();
        for reference in references(self.before, page) {
            let name = bare(target(&reference.name));
            if !self.is_meant(page, name) {
                wanted.push(reference.name.clone());
                continue;
            }
            wanted.push(reference.name.replacen(name, self.new, 1));
            let span = page.written_span(reference.span.clone());
            let is_part = name != reference.name
                || item(&page.fields.written, &reference.span).is_some_and(|whole| whole != reference.span);
            let edit = renamed(text, span, name, self.new, is_part);
            edits.push(edit.ok_or_else(|| RenameError::Unwritable(self.new.to_owned()))?);
        }
        let in_directives = arguments(page).filter(|(_, name)| self.is_meant(page, bare(name)));
        let of_argument = |(argument, name): (&crate::page::Argument, &str)| {
            let name = bare(name);
            let start = argument.value_span().start;
            let at = start + page.text[argument.value_span()].find(name)?;
            let is_quoted = page.text[argument.span.clone()].ends_with('"');
            let new = if is_quoted || !self.new.contains(' ') {
                self.new.to_owned()
            } else {
                format!("\"{}\"", self.new)
            };
            written(page, Edit::replace(at..at + name.len(), new))
        };
        edits.extend(in_directives.filter_map(of_argument));
        let change = Change::of(&page.file, text, edits)?;
        if let Some(change) = &change {
            let (_, problems_before) = reparsed(self.before, page, text.to_owned());
            let (after, problems) = reparsed(self.before, page, change.after());
            let names = references(self.before, &after);
            if problems > problems_before || !names.iter().map(|one| &one.name).eq(&wanted) {
                return Err(RenameError::Unwritable(self.new.to_owned()));
            }
        }
        Ok(change)
    }

    /// Whether a name on a page means the page by its id, or will not mean it any more.
    fn is_meant(&self, on: &Page, name: &str) -> bool {
        let from = on.path.as_deref().unwrap_or_default();
        let own = self.before.page(self.page);
        let after =
            own.path.as_deref().and_then(|path| self.after.path(path)).map_or(Found::Nothing, Found::Page);
        self.before.catalog.index.resolve(name, from) == Found::Page(self.page)
            && (is_id(own, name) || self.after.resolve(name, from) != after)
    }
}

/// A name without the heading that it may name, too.
fn bare(name: &str) -> &str {
    name.split_once('#').filter(|(name, _)| !name.trim().is_empty()).map_or(name, |(name, _)| name)
}
