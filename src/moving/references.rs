//! Names of pages in the front matter and in directives, as they must be once files have moved.

use std::ops::Range;

use super::addresses::between;
use crate::catalog::{Found, Index};
use crate::library::Surveyed;
use crate::page::{Argument, Page, PageId};
use crate::schema::{FieldValue, Reference};
use crate::text::Edit;
use crate::text::markdown::link_target;
use crate::text::path::{folder, join, own_name};

/// Everything in the front matter of a page that names a page; no term, unless a page is the term.
pub(super) fn references<'p>(book: &'p Surveyed, page: &'p Page) -> Vec<&'p Reference> {
    let schema = &book.config.schema;
    let steps =
        schema.fields().flat_map(|field| page.fields.steps(&field.name)).flat_map(|step| &step.patterns);
    let named = schema.fields().filter_map(|field| match page.fields.get(&field.name)?.expected() {
        FieldValue::References(references) => Some((field, references)),
        _ => None,
    });
    let named =
        named.flat_map(|(field, all)| all.iter().filter(|one| names_page(book, &field.name, &one.name)));
    let mut all: Vec<&Reference> = named.chain(steps).collect();
    all.sort_by_key(|reference| (reference.span.start, reference.span.end));
    all.dedup_by_key(|reference| (reference.span.start, reference.span.end));
    all
}

/// Whether a value of a field is a page, and no term without one.
fn names_page(book: &Surveyed, field: &str, name: &str) -> bool {
    book.catalog.term_page(field, name).is_none_or(|page| page.is_some())
}

/// The names of pages in the directives of a page, each with its bytes and whether it stands in quotes.
pub(super) fn arguments<'p>(book: &'p Surveyed, page: &'p Page) -> Vec<(&'p str, Range<usize>, bool)> {
    let mut found = Vec::new();
    for directive in &page.directives {
        let values: Vec<&Argument> = directive.arguments.iter().filter(|one| one.key.is_none()).collect();
        let naming: Vec<&Argument> = match (directive.name.as_str(), values.as_slice()) {
            ("compare", _) => values,
            ("graph", _) => {
                directive.arguments.iter().filter(|one| one.key.as_deref() == Some("of")).collect()
            }
            ("term", [taxonomy, term, ..]) if names_page(book, &taxonomy.value, &term.value) => vec![term],
            _ => Vec::new(),
        };
        for argument in naming {
            let start = argument.value_span().start;
            let is_quoted = page.text[argument.span.clone()].ends_with('"');
            for name in argument.value.split(',').map(str::trim) {
                let at = start + place_in(&argument.value, name);
                found.push((name, at..at + name.len(), is_quoted));
            }
        }
    }
    found
}

/// Where a part of a text, a slice of it, starts.
pub(super) fn place_in(whole: &str, part: &str) -> usize {
    part.as_ptr() as usize - whole.as_ptr() as usize
}

/// The bytes of a part of a name in a text, whose span holds all of the name.
pub(super) fn part_span(text: &str, span: Range<usize>, name: &str, part: &str) -> Option<Range<usize>> {
    let start = span.start + text.get(span)?.find(name)? + place_in(name, part);
    Some(start..start + part.len())
}

/// What names pages must resolve to.
pub(super) struct Renamer<'r> {
    pub(super) before: &'r Surveyed,
    /// The index of the book after the move, which may have other ids.
    pub(super) after: &'r Index,
    /// The paths of the pages after the move.
    pub(super) paths: &'r [Option<String>],
    /// The id after the move of a page.
    pub(super) ids: &'r dyn Fn(PageId) -> Option<PageId>,
}

impl Renamer<'_> {
    /// The edits of a page's names.
    pub(super) fn edits(&self, id: PageId) -> Vec<Edit> {
        let page = self.before.page(id);
        let mut edits: Vec<Edit> = Vec::new();
        for reference in references(self.before, page) {
            if reference.span.end <= page.front_matter.end {
                edits.extend(self.edit(id, &reference.name, reference.span.clone(), ""));
            }
        }
        for (name, span, is_quoted) in arguments(self.before, page) {
            edits.extend(self.edit(id, name, span, if is_quoted { "" } else { "\"" }));
        }
        edits
    }

    /// The edit of one name, if it means another page afterwards, or none.
    fn edit(&self, from: PageId, whole: &str, span: Range<usize>, quote: &str) -> Option<Edit> {
        let own = self.before.page(from).path.as_deref().unwrap_or_default();
        let (_, name) = link_target(whole);
        let Found::Page(target) = self.before.catalog.index.resolve(name, own) else { return None };
        let is_moved = |id: PageId| self.paths[id] != self.before.page(id).path;
        if !is_moved(target) && !is_moved(from) {
            return None;
        }
        let own = self.paths[from].as_deref().unwrap_or_default();
        let holds = |name: &str| {
            self.after.resolve(name, own) == (self.ids)(target).map_or(Found::Nothing, Found::Page)
        };
        let new = self.candidates(name, own, target).into_iter().find(|name| holds(name))?;
        let text = &self.before.page(from).text;
        let at = part_span(text, span, whole, name)?;
        let needs = !quote.is_empty() && new.contains([' ', '"']);
        let new = if needs { format!("{quote}{new}{quote}") } else { new };
        (new != name).then(|| Edit::replace(at, new))
    }

    /// How the target may be named: as it is, in the same manner, by its path.
    fn candidates(&self, name: &str, own: &str, target: PageId) -> Vec<String> {
        let path = self.paths[target].as_deref().unwrap_or_default();
        let (bare, anchor) =
            name.split_once('#').map_or((name, String::new()), |(bare, rest)| (bare, format!("#{rest}")));
        let way = between(folder(own), path);
        let styled = if bare.contains('/') || bare.ends_with(".md") {
            let plain = |path: &str| match bare.ends_with(".md") {
                true => path.to_owned(),
                false => path.trim_end_matches(".md").to_owned(),
            };
            let absolute = format!("/{}", plain(path));
            match (bare.starts_with('/'), bare.starts_with('.')) {
                (true, _) => vec![absolute],
                (_, true) => {
                    vec![if way.starts_with('.') { plain(&way) } else { format!("./{}", plain(&way)) }]
                }
                _ if self.is_from_root(bare) => vec![plain(path), plain(&way)],
                _ => vec![plain(&way), plain(path)],
            }
        } else {
            vec![own_name(path).to_owned()]
        };
        let styled = styled.into_iter().map(|name| name + &anchor);
        // What is written relative to the page must not come to be one from the root.
        let is_kept = !bare.starts_with('.')
            || join(folder(own), bare)
                .is_some_and(|at| at.trim_end_matches(".md") == path.trim_end_matches(".md"));
        is_kept.then(|| name.to_owned()).into_iter().chain(styled).chain([way, path.to_owned()]).collect()
    }

    fn is_from_root(&self, name: &str) -> bool {
        let name = name.trim_end_matches(".md");
        self.before.catalog.index.path(&format!("{name}.md")).is_some()
    }
}
