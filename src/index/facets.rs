//! The taxonomies, and which pages carry each term.

use serde::Serialize;

use super::digits::push_number;
use super::shards::json;
use crate::catalog::{Catalog, Taxonomy};
use crate::page::{PageId, plain};

/// The file: `PatternsFacetsFile` in `theme/patterns-index.d.ts`.
#[derive(Debug, Serialize)]
struct Facets<'a> {
    taxonomies: Vec<TaxonomyFacet<'a>>,
}

#[derive(Debug, Serialize)]
struct TaxonomyFacet<'a> {
    name: String,
    label: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    icon: Option<&'a str>,
    facet: bool,
    badge: bool,
    quick: bool,
    ordered: bool,
    terms: Vec<TermFacet<'a>>,
}

#[derive(Debug, Serialize)]
struct TermFacet<'a> {
    id: &'a str,
    label: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    icon: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    colour: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    about: Option<String>,
    pages: String,
}

/// The JSON of all taxonomies that the pages carry terms of; nothing if there are none. `pages` are those
/// of the index, in its order.
pub(super) fn build(catalog: &Catalog<'_>, pages: &[PageId]) -> Option<String> {
    let taxonomies: Vec<_> = catalog
        .taxonomies
        .iter()
        .map(|taxonomy| facet(taxonomy, pages))
        .filter(|f| !f.terms.is_empty())
        .collect();
    (!taxonomies.is_empty()).then(|| json(&Facets { taxonomies }))
}

fn facet<'a>(taxonomy: &'a Taxonomy, pages: &[PageId]) -> TaxonomyFacet<'a> {
    let mut carried: Vec<Vec<usize>> = vec![Vec::new(); taxonomy.terms.len()];
    for (page, &id) in pages.iter().enumerate() {
        taxonomy.uses(id).iter().for_each(|term_use| carried[term_use.term].push(page));
    }
    let terms = taxonomy.terms.iter().zip(&carried).filter(|(_, pages)| !pages.is_empty());
    TaxonomyFacet {
        name: taxonomy.name.replace('_', "-"),
        label: &taxonomy.label,
        icon: taxonomy.icon.as_deref(),
        facet: taxonomy.facet,
        badge: taxonomy.badge && taxonomy.name != "tags",
        quick: taxonomy.quick,
        ordered: taxonomy.ordered,
        terms: terms
            .map(|(term, pages)| TermFacet {
                id: &term.id,
                label: &term.label,
                icon: term.icon.as_deref(),
                colour: term.colour.as_deref(),
                about: term.description.as_deref().map(plain),
                pages: deltas(pages),
            })
            .collect(),
    }
}

/// Pages, each as its distance from the one before.
fn deltas(pages: &[usize]) -> String {
    let mut out = String::new();
    let mut next = 0;
    for &page in pages {
        push_number(&mut out, page + 1 - next);
        next = page + 1;
    }
    out
}
