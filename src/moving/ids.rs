//! An id of another name: the page's own, and wherever another page names it so.

use std::collections::BTreeSet;
use std::ops::Range;

use super::configured;
use super::new_name::RenameError;
use super::references::{arguments, part_span, place_in, references};
use super::terms::{item, renamed, reparsed};
use super::written;
use crate::catalog::{Found, Index, values_said};
use crate::library::{Library, Surveyed};
use crate::page::{Argument, Page, PageId};
use crate::schema::FieldType;
use crate::source::Source;
use crate::text::markdown::link_target;
use crate::text::name::slug;
use crate::text::path::slashes;
use crate::text::{Change, Edit};

/// Whether a name is the id that a page gives itself.
pub(crate) fn is_named_by_id(page: &Page, name: &str) -> bool {
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
    let toml = &source.book_toml;
    let edits = configured::in_filters(toml, &slug(new), |filter| renamed.values("", filter));
    let change = Change::of("book.toml", toml, edits);
    changes.extend(change.map_err(|error| ("book.toml".to_owned(), error.into()))?);
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
        if chapter.path.as_deref().map(slashes) == page.path {
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
            let name = bare(link_target(&reference.name).1);
            if !self.is_meant(page, name) {
                wanted.push(reference.name.clone());
                continue;
            }
            let (before, after) = reference.name.split_at(place_in(&reference.name, name));
            wanted.push(format!("{before}{}{}", self.new, &after[name.len()..]));
            let span = page.written_span(reference.span.clone());
            let span = part_span(text, span, &reference.name, name)
                .ok_or_else(|| RenameError::Unwritable(self.new.to_owned()))?;
            let is_part = name != reference.name
                || item(&page.fields.written, &reference.span).is_some_and(|whole| whole != reference.span);
            let edit = renamed(text, span, name, self.new, is_part);
            edits.push(edit.ok_or_else(|| RenameError::Unwritable(self.new.to_owned()))?);
        }
        for (name, span, is_quoted) in arguments(self.before, page) {
            let name = bare(name);
            if self.is_meant(page, name) {
                let is_plain = is_quoted || !self.new.contains(' ');
                let new = if is_plain { self.new.to_owned() } else { format!("\"{}\"", self.new) };
                edits.extend(written(page, Edit::replace(span.start..span.start + name.len(), new)));
            }
        }
        edits.extend(self.in_filters(page).into_iter().filter_map(|edit| written(page, edit)));
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

    /// The edits of filters by a relation to the page.
    fn in_filters(&self, page: &Page) -> Vec<Edit> {
        let from = page.path.as_deref().unwrap_or_default();
        let all = page.directives.iter().flat_map(|directive| &directive.arguments);
        let filters = all.filter(|argument| argument.key.as_deref() == Some("filter"));
        let of_filter = |argument: &Argument| -> Vec<Edit> {
            let start = argument.value_span().start;
            let spans = self.values(from, &argument.value).into_iter();
            spans.map(|at| Edit::replace(start + at.start..start + at.end, slug(self.new))).collect()
        };
        filters.flat_map(of_filter).collect()
    }

    /// The bytes of the values of a filter that mean the page by a relation to it.
    fn values(&self, from: &str, filter: &str) -> Vec<Range<usize>> {
        let schema = &self.before.config.schema;
        let is_relation =
            |field: &str| schema.get(field).is_some_and(|field| matches!(field.kind, FieldType::Relation));
        let said = values_said(filter).into_iter();
        let meant =
            said.filter(|(field, value)| is_relation(field) && self.is_meant_from(from, &value.text()));
        meant.map(|(_, value)| value.span()).collect()
    }

    /// Whether a name on a page means the page by its id, or will not mean it any more.
    fn is_meant(&self, on: &Page, name: &str) -> bool {
        self.is_meant_from(on.path.as_deref().unwrap_or_default(), name)
    }

    fn is_meant_from(&self, from: &str, name: &str) -> bool {
        let own = self.before.page(self.page);
        let after =
            own.path.as_deref().and_then(|path| self.after.path(path)).map_or(Found::Nothing, Found::Page);
        self.before.catalog.index.resolve(name, from) == Found::Page(self.page)
            && (is_named_by_id(own, name) || self.after.resolve(name, from) != after)
    }
}

/// A name without the heading that it may name, too.
fn bare(name: &str) -> &str {
    name.split_once('#').filter(|(name, _)| !name.trim().is_empty()).map_or(name, |(name, _)| name)
}
