//! The taxonomies, and which pages carry each term.

use serde::Serialize;

use super::digits::push_number;
use super::shards::json;
use crate::catalog::script_data::{TaxonomyData, TermData};
use crate::catalog::{Catalog, Taxonomy};
use crate::page::PageId;

/// The file: `PatternsFacetsFile` in `theme/patterns-index.d.ts`.
#[derive(Debug, Serialize)]
struct Facets<'a> {
    taxonomies: Vec<TaxonomyData<'a, TermFacet<'a>>>,
}

/// A term, and the pages that carry it.
#[derive(Debug, Serialize)]
struct TermFacet<'a> {
    #[serde(flatten)]
    term: TermData<'a>,
    pages: String,
}

/// The JSON of all taxonomies that the pages carry terms of; nothing if there are none. `pages` are those
/// of the index, in its order.
pub(super) fn build(catalog: &Catalog, pages: &[PageId]) -> Option<String> {
    let taxonomies: Vec<_> = catalog
        .taxonomies
        .iter()
        .map(|taxonomy| facet(taxonomy, pages))
        .filter(|f| !f.terms.is_empty())
        .collect();
    (!taxonomies.is_empty()).then(|| json(&Facets { taxonomies }))
}

fn facet<'a>(taxonomy: &'a Taxonomy, pages: &[PageId]) -> TaxonomyData<'a, TermFacet<'a>> {
    let mut carried: Vec<Vec<usize>> = vec![Vec::new(); taxonomy.terms.len()];
    for (page, &id) in pages.iter().enumerate() {
        taxonomy.uses(id).iter().for_each(|term_use| carried[term_use.term].push(page));
    }
    let terms = taxonomy.terms.iter().zip(&carried).filter(|(_, pages)| !pages.is_empty());
    let terms = terms.map(|(term, pages)| TermFacet { term: TermData::new(term), pages: deltas(pages) });
    TaxonomyData::new(taxonomy, terms.collect())
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
