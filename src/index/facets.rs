//! The taxonomies, and which pages carry each term.

use serde::Serialize;

use super::digits::push_number;
use super::shards::json;
use crate::catalog::script_data::{TaxonomyData, TermData};
use crate::catalog::{Catalog, Taxonomy};
use crate::page::PageId;
use crate::schema::Schema;

/// The file: `PatternsFacetsFile` in `theme/patterns-index.d.ts`.
#[derive(Debug, Serialize)]
struct Facets<'a> {
    taxonomies: Vec<TaxonomyFacet<'a>>,
}

/// A taxonomy, and what else front matter calls it.
#[derive(Debug, Serialize)]
struct TaxonomyFacet<'a> {
    #[serde(flatten)]
    taxonomy: TaxonomyData<'a, TermFacet<'a>>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    aliases: &'a [String],
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
pub(super) fn build(catalog: &Catalog, schema: &Schema, pages: &[PageId]) -> Option<String> {
    let taxonomies: Vec<_> = catalog
        .taxonomies
        .iter()
        .map(|taxonomy| TaxonomyFacet {
            taxonomy: facet(taxonomy, pages),
            aliases: schema.get(&taxonomy.name).map_or(&[], |field| &field.aliases),
        })
        .filter(|facet| !facet.taxonomy.terms.is_empty())
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
