//! What the catalog's script needs beyond what readers see: attributes on the catalog and its entries.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde::Serialize;

use super::fields::{Carried, FieldData};
use super::*;
use crate::catalog::script_data::{TaxonomyData, TermData};
use crate::schema::{Field, FieldType};

/// What the script reads off every entry.
const SHOWN: &[&str] = &["title", "description", "reading_time", "also_known_as"];

/// The words that the script shows, as keys of the labels.
const WORDS: &[&str] = &[
    "catalog_active",
    "catalog_all",
    "catalog_book_order",
    "catalog_close",
    "catalog_compare",
    "catalog_compare_back",
    "catalog_compare_clear",
    "catalog_compare_count",
    "catalog_compare_drop",
    "catalog_compare_full",
    "catalog_compare_pick",
    "catalog_compare_title",
    "catalog_descending",
    "catalog_differences",
    "catalog_drop",
    "catalog_drop_hint",
    "catalog_filter",
    "catalog_filters",
    "catalog_from",
    "catalog_group",
    "catalog_less",
    "catalog_match_all",
    "catalog_more",
    "catalog_none",
    "catalog_nothing",
    "catalog_nothing_one",
    "catalog_only",
    "catalog_placeholder",
    "catalog_quick",
    "catalog_remove",
    "catalog_reset",
    "catalog_results",
    "catalog_shortcuts",
    "catalog_shown",
    "catalog_skip",
    "catalog_sort",
    "catalog_sort_hint",
    "catalog_text",
    "catalog_to",
    "catalog_ungrouped",
    "catalog_view",
    "catalog_view_cards",
    "catalog_view_list",
    "catalog_view_table",
    "hours",
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
    taxonomies: Vec<TaxonomyData<'a, TermData<'a>>>,
    /// The fields that entries carry besides.
    fields: Vec<FieldData>,
    /// The fields that a comparison shows, in their order; none where there is no comparison.
    compare: Vec<ColumnData>,
    /// Whether keys lead to the text filter.
    shortcuts: bool,
    words: BTreeMap<&'static str, &'a str>,
}

/// A column, as the script heads it.
#[derive(Debug, Clone, Serialize)]
pub(super) struct ColumnData {
    pub(super) name: String,
    pub(super) label: String,
}

/// The attributes of one entry.
#[derive(Debug, Serialize)]
pub(super) struct EntryData {
    /// The terms as places in the lists of the catalog's data: `0;2,3;;1`.
    terms: String,
    minutes: u32,
    also_known_as: String,
    /// The names that nothing else says: the whole title where readers see a short one, the number, the one in the sidebar.
    names: Option<String>,
    /// Its place, where groups mix the order.
    order: Option<usize>,
    /// The description, where the view does not show it.
    description: Option<String>,
    icon: Option<String>,
    /// The values of other fields.
    fields: String,
}

/// What a catalog asks for beyond its taxonomies.
pub(super) struct Wanted<'a> {
    /// Whether the entries stand in groups, so that their order must be told.
    pub(super) grouped: bool,
    /// The fields and taxonomies that are columns.
    pub(super) columns: Vec<&'a Field>,
    /// The fields that a comparison shows.
    pub(super) compare: Vec<&'a Field>,
    /// Whether entries carry what only the comparison shows.
    pub(super) carry: bool,
}

/// The taxonomies that the script knows, with those of their terms that a listed entry carries.
pub(super) struct Interactive<'a> {
    taxonomies: Vec<(&'a Taxonomy, Vec<usize>)>,
    /// The places of the entries, where groups mix them.
    order: HashMap<PageId, usize>,
    carried: Carried<'a>,
    compare: Vec<ColumnData>,
}

impl<'a> Interactive<'a> {
    pub(super) fn new(expander: &Expander<'a>, entries: &[PageId], wanted: Wanted<'a>) -> Self {
        let used = |taxonomy: &'a Taxonomy| {
            let terms: BTreeSet<usize> =
                entries.iter().flat_map(|&id| taxonomy.uses(id)).map(|term_use| term_use.term).collect();
            (taxonomy, terms.into_iter().collect::<Vec<_>>())
        };
        // Words look into the terms of all.
        let taxonomies = expander.catalog.taxonomies.iter().map(used);
        let taxonomies: Vec<_> = taxonomies.filter(|(_, terms)| !terms.is_empty()).collect();
        let is_known = |field: &Field| {
            let is_taxonomy = || taxonomies.iter().any(|(t, _)| t.name == field.name);
            // A date says more than its year.
            SHOWN.contains(&field.name.as_str()) || (field.measure() == FieldType::Terms && is_taxonomy())
        };
        let mut fields = wanted.columns.clone();
        fields.extend(wanted.compare.iter().copied().filter(|_| wanted.carry));
        fields.retain(|field| !is_known(field));
        let mut seen = BTreeSet::new();
        fields.retain(|field| seen.insert(field.name.as_str()));
        let carried = Carried::new(expander, fields, entries);
        let compared = wanted.compare.iter().filter(|field| is_known(field) || carried.has(field));
        let row = |field: &&Field| ColumnData {
            name: field.name.replace('_', "-"),
            label: expander.row_label(field),
        };
        let compare = compared.map(row).collect();
        let order = entries.iter().enumerate().filter(|_| wanted.grouped).map(|(at, &id)| (id, at)).collect();
        Self { taxonomies, order, carried, compare }
    }

    /// The data of the catalog, as JSON.
    pub(super) fn catalog(
        &self,
        expander: &Expander<'_>,
        columns: &[ColumnData],
        sort: &str,
        group: &str,
    ) -> String {
        let of_taxonomy = |(taxonomy, terms): &(&'a Taxonomy, Vec<usize>)| {
            TaxonomyData::new(taxonomy, terms.iter().map(|&at| TermData::new(&taxonomy.terms[at])).collect())
        };
        let data = CatalogData {
            columns,
            sort,
            group,
            taxonomies: self.taxonomies.iter().map(of_taxonomy).collect(),
            fields: self.carried.data(expander),
            compare: self.compare.clone(),
            shortcuts: expander.config.catalog.shortcuts,
            words: WORDS
                .iter()
                .filter(|key| **key != "reading_time" || expander.config.reading_time)
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
            names: expander.catalog.untold_names(id),
            order: self.order.get(&id).copied(),
            description: page.description().filter(|_| !shown).map(str::to_owned),
            icon: page.icon().filter(|_| table),
            fields: self.carried.of(expander, id),
        }
    }
}
