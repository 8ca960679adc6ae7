//! Relations between pages, both ways.

use super::index::{Found, Index};
use super::taxonomy::Taxonomy;
use super::unresolved;
use crate::config::Config;
use crate::diagnostic::{Code, Diagnostic, unsafe_url};
use crate::page::{Page, PageId};
use crate::schema::{Field, FieldType, Reference};
use crate::text::address::is_safe_url;
use crate::text::words::says_nothing;

/// One relation of a page.
#[derive(Debug, Clone, PartialEq)]
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
#[derive(Debug, Clone, PartialEq, Eq)]
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

pub(super) type Links = Vec<Vec<Link>>;

/// The relations that replace a page's computed neighbours; the other page knows nothing of them.
pub const NEIGHBOURS: &[&str] = &["prev", "next"];

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
    let relations: Vec<&Field> = config.schema.fields().filter(|f| f.kind == FieldType::Relation).collect();
    for field in &relations {
        for (id, page) in pages.iter().enumerate() {
            for reference in page.fields.references(&field.name) {
                let is_neighbour = NEIGHBOURS.contains(&field.name.as_str());
                let from = page.path.as_deref().unwrap_or_default();
                if !is_neighbour
                    && says_nothing(&reference.name)
                    && index.resolve(&reference.name, from) == Found::Nothing
                {
                    continue;
                }
                let target = match reference.name.as_str() {
                    "false" | "no" | "none" | "-" if is_neighbour => Target::Nowhere,
                    _ => resolve(reference, page, pages, index, problems),
                };
                let link = link(&field.name, reference, target);
                if let (Target::Page(to), true) = (&link.target, canonical(id))
                    && *to != id
                    && !is_neighbour
                {
                    let target = Target::Page(id);
                    backlinks[*to].push(Link { target, text: None, ..link.clone() });
                }
                if !links[id].contains(&link) {
                    links[id].push(link);
                }
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

/// The relation that a reference makes.
pub(super) fn link(field: &str, reference: &Reference, target: Target) -> Link {
    let text = markdown_link(&reference.name).map(|(text, _)| crate::text::markdown::plain(text));
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
    if let Some((text, url)) = markdown_link(&reference.name)
        && !is_safe_url(url)
    {
        problems.push(unsafe_url(url).at(&page.file, reference.span.clone()));
        return Target::Unresolved(text.to_owned());
    }
    let name = markdown_link(&reference.name).map_or(reference.name.as_str(), |(_, url)| url);
    match index.resolve(name, page.path.as_deref().unwrap_or_default()) {
        Found::Page(id) => Target::Page(id),
        Found::Ambiguous(ids) => {
            let files = ids.iter().take(3).filter_map(|&id| pages[id].path.as_deref()).collect::<Vec<_>>();
            let message = format!("`{}` could be any of {} pages", reference.name, ids.len());
            let help = format!("name one by its path: {}", files.join(", "));
            let found = Diagnostic::new(Code::AmbiguousReference, message).about(&reference.name);
            problems.push(found.at(&page.file, reference.span.clone()).help(help));
            Target::Unresolved(reference.name.clone())
        }
        Found::Nothing => {
            let found = unresolved::problem(name, reference, page, pages, index);
            problems.push(found.at(&page.file, reference.span.clone()));
            Target::Unresolved(reference.name.clone())
        }
    }
}

/// `[text](url)` as its parts.
fn markdown_link(name: &str) -> Option<(&str, &str)> {
    let (text, url) = name.trim().strip_prefix('[')?.strip_suffix(')')?.split_once("](")?;
    Some((text, url))
}

/// An address outside the book, with its text.
fn external(name: &str) -> Option<(String, String)> {
    let (text, url) = markdown_link(name).unwrap_or((name.trim(), name.trim()));
    let allowed = ["https://", "http://", "mailto:"].iter().any(|scheme| url.starts_with(scheme));
    allowed.then(|| (text.to_owned(), url.to_owned()))
}
