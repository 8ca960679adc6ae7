//! What the catalog's script needs beyond what readers see: attributes on the catalog and its entries.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde::Serialize;

use super::*;

/// The words that the script shows, as keys of the labels.
const WORDS: &[&str] = &[
    "catalog_active",
    "catalog_all",
    "catalog_book_order",
    "catalog_descending",
    "catalog_drop",
    "catalog_drop_hint",
    "catalog_filter",
    "catalog_filters",
    "catalog_from",
    "catalog_group",
    "catalog_match_all",
    "catalog_more",
    "catalog_none",
    "catalog_nothing",
    "catalog_placeholder",
    "catalog_quick",
    "catalog_remove",
    "catalog_reset",
    "catalog_shown",
    "catalog_sort",
    "catalog_sort_hint",
    "catalog_text",
    "catalog_to",
    "catalog_ungrouped",
    "catalog_view",
    "catalog_view_cards",
    "catalog_view_list",
    "catalog_view_table",
    "minutes",
    "reading_time",
    "title",
    "uncategorised",
];

/// The catalog's data, as JSON in an attribute; `theme/patterns.d.ts` describes it.
#[derive(Debug, Serialize)]
struct CatalogData<'a> {
    columns: &'a [ColumnData],
    sort: &'a str,
    group: &'a str,
    taxonomies: Vec<TaxonomyData<'a>>,
    words: BTreeMap<&'static str, &'a str>,
}

/// A column, as the script heads it.
#[derive(Debug, Clone, Serialize)]
pub(super) struct ColumnData {
    pub(super) name: String,
    pub(super) label: String,
}

#[derive(Debug, Serialize)]
struct TaxonomyData<'a> {
    name: String,
    label: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    icon: Option<&'a str>,
    facet: bool,
    badge: bool,
    quick: bool,
    ordered: bool,
    terms: Vec<TermData<'a>>,
}

#[derive(Debug, Serialize)]
struct TermData<'a> {
    id: &'a str,
    label: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    icon: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    colour: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    about: Option<String>,
}

/// The attributes of one entry.
#[derive(Debug, Serialize)]
pub(super) struct EntryData {
    /// The terms as places in the lists of the catalog's data: `0;2,3;;1`.
    terms: String,
    minutes: u32,
    also_known_as: String,
    /// Its place, where groups mix the order.
    order: Option<usize>,
    /// The description, where the view does not show it.
    description: Option<String>,
    icon: Option<String>,
}

/// The taxonomies that the script knows, with those of their terms that a listed entry carries.
pub(super) struct Interactive<'a> {
    taxonomies: Vec<(&'a Taxonomy, Vec<usize>)>,
    /// The places of the entries, where groups mix them.
    order: HashMap<PageId, usize>,
}

impl<'a> Interactive<'a> {
    pub(super) fn new(expander: &Expander<'a>, entries: &[PageId], grouped: bool) -> Self {
        let known = expander.catalog.taxonomies.iter().filter(|taxonomy| taxonomy.facet || taxonomy.badge);
        let used = |taxonomy: &'a Taxonomy| {
            let terms: BTreeSet<usize> =
                entries.iter().flat_map(|&id| taxonomy.uses(id)).map(|term_use| term_use.term).collect();
            (taxonomy, terms.into_iter().collect::<Vec<_>>())
        };
        Self {
            taxonomies: known.map(used).filter(|(_, terms)| !terms.is_empty()).collect(),
            order: entries.iter().enumerate().filter(|_| grouped).map(|(at, &id)| (id, at)).collect(),
        }
    }

    /// The data of the catalog, as JSON.
    pub(super) fn catalog(
        &self,
        expander: &Expander<'_>,
        columns: &[ColumnData],
        sort: &str,
        group: &str,
    ) -> String {
        let data = CatalogData {
            columns,
            sort,
            group,
            taxonomies: self
                .taxonomies
                .iter()
                .map(|(taxonomy, terms)| taxonomy_data(taxonomy, terms))
                .collect(),
            words: WORDS
                .iter()
                .map(|&key| (key.strip_prefix("catalog_").unwrap_or(key), expander.word(key)))
                .collect(),
        };
        serde_json::to_string(&data).unwrap_or_default()
    }

    /// The data of an entry; `shown` says whether the view shows its description.
    pub(super) fn entry(&self, expander: &Expander<'_>, id: PageId, table: bool, shown: bool) -> EntryData {
        let page = expander.page(id);
        let place = |terms: &[usize], term: usize| terms.binary_search(&term).ok().map(|at| at.to_string());
        let of_taxonomy = |(taxonomy, terms): &(&Taxonomy, Vec<usize>)| {
            let places = taxonomy.uses(id).iter().filter_map(|term_use| place(terms, term_use.term));
            places.collect::<Vec<_>>().join(",")
        };
        let terms = self.taxonomies.iter().map(of_taxonomy).collect::<Vec<_>>().join(";");
        EntryData {
            terms: terms.trim_end_matches(';').to_owned(),
            minutes: page.minutes(expander.config.words_per_minute),
            also_known_as: page.fields.list("also_known_as").join("; "),
            order: self.order.get(&id).copied(),
            description: page.description().filter(|_| !shown).map(str::to_owned),
            icon: page.fields.text("icon").filter(|_| table).map(str::to_owned),
        }
    }
}

fn taxonomy_data<'a>(taxonomy: &'a Taxonomy, used: &[usize]) -> TaxonomyData<'a> {
    let term = |&at: &usize| {
        let term = &taxonomy.terms[at];
        TermData {
            id: &term.id,
            label: &term.label,
            icon: term.icon.as_deref(),
            colour: term.colour.as_deref(),
            about: term.description.as_deref().map(crate::page::plain),
        }
    };
    TaxonomyData {
        name: taxonomy.name.replace('_', "-"),
        label: &taxonomy.label,
        icon: taxonomy.icon.as_deref(),
        facet: taxonomy.facet,
        badge: taxonomy.badge && taxonomy.name != "tags",
        quick: taxonomy.quick,
        ordered: taxonomy.ordered,
        terms: used.iter().map(term).collect(),
    }
}
