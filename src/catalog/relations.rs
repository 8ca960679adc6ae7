//! Relations between pages, both ways.

use std::collections::HashSet;

use super::Catalog;
use super::index::{Found, Index};
use super::taxonomy::Taxonomy;
use super::unresolved;
use crate::config::Config;
use crate::diagnostic::{Code, Diagnostic, unsafe_url};
use crate::page::{Page, PageId};
use crate::schema::{Field, FieldType, Reference};
use crate::text::address::is_safe_url;
use crate::text::markdown::{link_parts, link_target, wiki_text};
use crate::text::words::says_nothing;

/// One relation of a page.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Link {
    /// The field, or the taxonomy whose term the page is.
    pub field: String,
    /// The other page; of a backlink the page that names this one.
    pub target: Target,
    /// What to call it here, where the author says so: `[text](page.md)`.
    pub text: Option<String>,
    /// Why, in inline Markdown.
    pub note: Option<String>,
}

/// What a relation leads to.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Target {
    /// A page of this book.
    Page(PageId),
    /// Somewhere else.
    External {
        /// The text to show.
        text: String,
        /// The address.
        url: String,
    },
    /// Nothing that could be found: the name as written.
    Unresolved(String),
    /// Nothing on purpose: `next: false`.
    Nowhere,
}

impl Target {
    /// The page of this book that it is.
    pub(crate) fn page(&self) -> Option<PageId> {
        match self {
            Self::Page(id) => Some(*id),
            _ => None,
        }
    }
}

pub(super) type Links = Vec<Vec<Link>>;

/// The relations that replace a page's computed neighbours; the other page knows nothing of them.
pub const NEIGHBOURS: &[&str] = &["prev", "next"];

/// The relations that say another one the other way round: what a page supersedes, is superseded by it.
const TURNED: &[(&str, &str)] = &[("supersedes", "superseded_by")];

/// What each page names, and who names it.
pub(super) fn build(
    pages: &[Page],
    taxonomies: &[Taxonomy],
    config: &Config,
    index: &Index,
    problems: &mut Vec<Diagnostic>,
) -> (Links, Links) {
    let mut links: Links = vec![Vec::new(); pages.len()];
    let mut backlinks: Links = vec![Vec::new(); pages.len()];
    let canonical = |id: PageId| pages[id].path.as_deref().and_then(|path| index.path(path)) == Some(id);
    let relations = config.schema.fields().filter(|field| field.kind == FieldType::Relation);
    // What turned relations say, others may have said before.
    let (turning, relations): (Vec<&Field>, Vec<&Field>) = relations.partition(|field| is_turned(field));
    for field in relations {
        for (id, page) in pages.iter().enumerate() {
            let mut known = HashSet::new();
            for link in said(field, page, pages, index, problems) {
                if !known.insert(link.clone()) {
                    continue;
                }
                if let (Target::Page(to), true) = (&link.target, canonical(id))
                    && *to != id
                    && !NEIGHBOURS.contains(&field.name.as_str())
                {
                    let target = Target::Page(id);
                    backlinks[*to].push(Link { target, text: None, ..link.clone() });
                }
                links[id].push(link);
            }
        }
    }
    for (field, name) in turning.into_iter().filter_map(|field| Some((field, turned(field)?))) {
        let mut known = pairs(&links, name);
        for (id, page) in pages.iter().enumerate().filter(|(id, _)| canonical(*id)) {
            for link in said(field, page, pages, index, problems) {
                let link = Link { field: name.to_owned(), ..link };
                if let Target::Page(other) = link.target {
                    if other == id || !known.insert((other, id)) {
                        continue;
                    }
                    links[other].push(Link { target: Target::Page(id), text: None, ..link.clone() });
                }
                backlinks[id].push(link);
            }
        }
    }
    for taxonomy in taxonomies {
        for (id, _) in pages.iter().enumerate().filter(|(id, _)| canonical(*id)) {
            for term_use in taxonomy.uses(id) {
                if let Some(to) = taxonomy.terms[term_use.term].page {
                    let note = term_use.note.clone().or(term_use.aspect.clone());
                    let target = Target::Page(id);
                    backlinks[to].push(Link { field: taxonomy.name.clone(), target, text: None, note });
                }
            }
        }
    }
    (links, backlinks)
}

/// Whether a field says another relation the other way round, which then has it.
pub(crate) fn is_turned(field: &Field) -> bool {
    turned(field).is_some()
}

/// The relation that a field says the other way round, unless the book names a way back for it.
fn turned(field: &Field) -> Option<&'static str> {
    TURNED.iter().find(|(name, _)| field.inverse.is_none() && *name == field.name).map(|(_, turned)| *turned)
}

impl Catalog {
    /// What a page says under one relation, also where the other page has it.
    pub(crate) fn links_of<'c>(&'c self, id: PageId, field: &'c Field) -> impl Iterator<Item = &'c Link> {
        let (links, name) = match turned(field) {
            Some(turned) => (&self.backlinks[id], turned),
            None => (&self.links[id], field.name.as_str()),
        };
        links.iter().filter(move |link| link.field == name)
    }
}

/// The pages that a relation connects, each with the one that it names.
fn pairs(links: &Links, field: &str) -> HashSet<(PageId, PageId)> {
    let of_page = |(id, links): (PageId, &Vec<Link>)| -> Vec<(PageId, PageId)> {
        let named = links.iter().filter(|link| link.field == field);
        named.filter_map(|link| Some((id, link.target.page()?))).collect()
    };
    links.iter().enumerate().flat_map(of_page).collect()
}

/// What a page says under one relation.
fn said(
    field: &Field,
    page: &Page,
    pages: &[Page],
    index: &Index,
    problems: &mut Vec<Diagnostic>,
) -> Vec<Link> {
    let is_neighbour = NEIGHBOURS.contains(&field.name.as_str());
    let from = page.path.as_deref().unwrap_or_default();
    let names_something = |reference: &&Reference| {
        is_neighbour
            || !says_nothing(&reference.name)
            || index.resolve(&reference.name, from) != Found::Nothing
    };
    let link = |reference: &Reference| {
        let target = match reference.name.as_str() {
            "false" | "no" | "none" | "-" if is_neighbour => Target::Nowhere,
            _ => resolve(reference, page, pages, index, problems),
        };
        link(&field.name, reference, target)
    };
    page.fields.references(&field.name).iter().filter(names_something).map(link).collect()
}

/// The relation that a reference makes.
pub(super) fn link(field: &str, reference: &Reference, target: Target) -> Link {
    let text = link_target(&reference.name).0.map(crate::text::markdown::plain);
    Link {
        field: field.to_owned(),
        target,
        text: text.filter(|text| !text.is_empty()),
        note: reference.note.clone(),
    }
}

pub(super) fn resolve(
    reference: &Reference,
    page: &Page,
    pages: &[Page],
    index: &Index,
    problems: &mut Vec<Diagnostic>,
) -> Target {
    if let Some((text, url)) = external(&reference.name) {
        return Target::External { text, url };
    }
    if let Some((text, url)) = link_parts(&reference.name)
        && !is_safe_url(url)
    {
        problems.push(unsafe_url(url).at(&page.file, reference.span.clone()));
        return Target::Unresolved(text.to_owned());
    }
    let (_, name) = link_target(&reference.name);
    let unresolved = || Target::Unresolved(wiki_text(&reference.name).to_owned());
    let found = index.resolve(name, page.path.as_deref().unwrap_or_default());
    let found = match found {
        Found::Nothing => page_before_title(name, page, index).map_or(Found::Nothing, Found::Page),
        found => found,
    };
    match found {
        Found::Page(id) => Target::Page(id),
        Found::Ambiguous(ids) => {
            let files = ids.iter().take(3).filter_map(|&id| pages[id].path.as_deref()).collect::<Vec<_>>();
            let message = format!("`{}` could be any of {} pages", reference.name, ids.len());
            let help = format!("name one by its path: {}", files.join(", "));
            let found = Diagnostic::new(Code::AmbiguousReference, message).about(&reference.name);
            problems.push(found.at(&page.file, reference.span.clone()).help(help));
            unresolved()
        }
        Found::Nothing => {
            let found = unresolved::problem(name, reference, page, pages, index);
            problems.push(found.at(&page.file, reference.span.clone()));
            unresolved()
        }
    }
}

/// The page of `ADR-12 (Use X)` and `ADR-12: Use X`: an id or a number, with the title after it.
fn page_before_title(name: &str, page: &Page, index: &Index) -> Option<PageId> {
    let ends = [" | ", " (", ": ", " - ", " – ", " — "].iter().filter_map(|sign| name.find(sign));
    let id = &name[..ends.min()?];
    let is_id = id.contains(|c: char| c.is_ascii_digit()) && !id.contains('/');
    match index.resolve(id, page.path.as_deref().unwrap_or_default()) {
        Found::Page(found) if is_id => Some(found),
        _ => None,
    }
}

/// An address outside the book, with its text.
fn external(name: &str) -> Option<(String, String)> {
    let (text, url) = link_parts(name).unwrap_or((name.trim(), name.trim()));
    let allowed = ["https://", "http://", "mailto:"].iter().any(|scheme| url.starts_with(scheme));
    allowed.then(|| (text.to_owned(), url.to_owned()))
}
