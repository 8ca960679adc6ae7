//! `catalog`: all entries, as a table, cards or a list, filtered, sorted and grouped.

mod column;
mod entry;
mod sort;

use serde::Serialize;

use super::fields::shortened;
use super::interactive::{ColumnData, EntryData, Interactive, Wanted};
use super::*;
use crate::catalog::Filter;
use crate::schema::{Field, FieldType, FieldValue, Typed};
use column::{CellView, Column};
use entry::EntryView;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum View {
    Table,
    Cards,
    List,
}

pub(super) const VIEWS: &[(&str, View)] =
    &[("table", View::Table), ("cards", View::Cards), ("list", View::List)];

#[derive(Debug, Serialize)]
struct CatalogView {
    view: View,
    /// Whether the entries are so many that they are a plain list, which the script draws a page of.
    compact: bool,
    columns: Vec<ColumnData>,
    groups: Vec<GroupView>,
    shown: usize,
    total: usize,
    more: Option<More>,
    /// What the script needs, where the catalog can be filtered.
    data: Option<String>,
}

#[derive(Debug, Serialize)]
struct More {
    url: Option<String>,
}

#[derive(Debug, Default, Serialize)]
struct GroupView {
    label: Option<String>,
    icon: Option<String>,
    description: Option<String>,
    entries: Vec<EntryView>,
}

/// Up to this many entries a catalog that can be filtered is written as readers see it. More are written as a
/// plain list: `BENCHMARKS.md` says why here.
const FULL: usize = 500;

/// The bytes that the descriptions of a plain list may take together.
const DESCRIPTIONS: usize = 1_500_000;

pub(super) fn run(expander: &Expander<'_>, id: PageId, arguments: &Arguments<'_>) -> Outcome {
    let view = arguments.one_of("view", VIEWS)?.unwrap_or(View::Table);
    let mut entries = expander.filtered(arguments)?;
    let total = entries.len();
    if let Some(sort) = expander.sort(arguments)? {
        sort.sort(expander, &mut entries);
    }
    if let Some(limit) = arguments.number("limit")? {
        entries.truncate(limit);
    }
    let mut columns = expander.columns(arguments)?;
    columns.retain(|column| column.is_filled(expander, &entries));
    if arguments.get("columns").is_none() {
        columns.retain(|column| column.differs(&entries));
    }
    let interactive = expander.interactive(arguments, &entries, &columns)?;
    let shown = entries.len();
    let compact = interactive.is_some() && shown > FULL && expander.templates.mode() == Mode::Html;
    let groups = match arguments.get("group-by") {
        Some(argument) if !compact => expander.groups(expander.taxonomy_of(arguments, argument)?, entries),
        _ => vec![(None, entries)],
    };
    let room = compact.then(|| DESCRIPTIONS / shown);
    let drawn = groups.into_iter().map(|(term, entries)| GroupView {
        label: term.map(|t| t.map_or_else(|| expander.word("uncategorised").to_owned(), |t| t.label.clone())),
        icon: term.flatten().and_then(|t| t.icon.clone()),
        description: term.flatten().and_then(|t| expander.term_description(id, t)),
        entries: entries
            .into_iter()
            .map(|entry| match (&interactive, room) {
                (Some(interactive), Some(room)) => expander.short_entry(id, entry, room, interactive),
                _ => expander.entry(id, entry, view, &columns, interactive.as_ref()),
            })
            .collect(),
    });
    let more = (shown < total).then(|| More {
        url: expander
            .catalog_page
            .filter(|&page| page != id)
            .and_then(|page| expander.url(expander.page(id), expander.page(page))),
    });
    let groups = drawn.collect();
    let columns: Vec<_> = columns.iter().map(|column| column.view(expander)).collect();
    let data = match interactive {
        Some(interactive) => {
            let group = match arguments.get("group-by") {
                Some(argument) => expander.taxonomy_of(arguments, argument)?.key(),
                None => String::new(),
            };
            Some(interactive.catalog(expander, &columns, &expander.sort_name(arguments)?, &group))
        }
        None => None,
    };
    let catalog = CatalogView { view, compact, groups, columns, shown, total, more, data };
    expander.templates.render("catalog", &catalog).map(Output::Block)
}

impl<'a> Expander<'a> {
    /// The entries that `filter=` lets pass.
    pub(super) fn filtered(&self, arguments: &Arguments<'_>) -> Result<Vec<PageId>, Diagnostic> {
        let filter = self.filter(arguments)?;
        Ok(filter.map_or_else(|| self.catalog.entries.clone(), |filter| filter.entries(self.catalog)))
    }

    /// The pages of `pages` that `filter=` lets pass.
    pub(super) fn filtered_among(
        &self,
        arguments: &Arguments<'_>,
        pages: Vec<PageId>,
    ) -> Result<Vec<PageId>, Diagnostic> {
        let Some(filter) = self.filter(arguments)? else { return Ok(pages) };
        Ok(pages.into_iter().filter(|&id| filter.matches(id, self.catalog)).collect())
    }

    /// What `filter=` says.
    pub(super) fn filter(&self, arguments: &Arguments<'_>) -> Result<Option<Filter>, Diagnostic> {
        let Some(argument) = arguments.get("filter") else { return Ok(None) };
        let filter = Filter::parse(&argument.value, self.catalog, self.config);
        filter.map(Some).map_err(|error| arguments.problem(argument, error.message).maybe_help(error.help))
    }

    /// The taxonomy that an argument names.
    pub(super) fn taxonomy_of(
        &self,
        arguments: &Arguments<'_>,
        argument: &crate::page::Argument,
    ) -> Result<&'a Taxonomy, Diagnostic> {
        let name = self.config.schema.get(&argument.value).map(|field| field.name.as_str());
        let found = self.catalog.taxonomies.iter().find(|t| Some(t.name.as_str()) == name);
        found.ok_or_else(|| {
            let names = self.catalog.taxonomies.iter().map(|taxonomy| taxonomy.name.as_str());
            arguments.reject(argument, "taxonomy", names)
        })
    }

    /// A term's entries, in the order of the terms; an entry without any comes last.
    fn groups<'t>(
        &self,
        taxonomy: &'t Taxonomy,
        entries: Vec<PageId>,
    ) -> Vec<(Option<Option<&'t Term>>, Vec<PageId>)> {
        let mut by_term: Vec<Vec<PageId>> = vec![Vec::new(); taxonomy.terms.len()];
        let mut without = Vec::new();
        for id in entries {
            let uses = taxonomy.uses(id);
            uses.iter().for_each(|term_use| by_term[term_use.term].push(id));
            if uses.is_empty() {
                without.push(id);
            }
        }
        let mut groups: Vec<_> =
            taxonomy.terms.iter().zip(by_term).map(|(term, ids)| (Some(Some(term)), ids)).collect();
        groups.push((Some(None), without));
        groups.retain(|(_, ids)| !ids.is_empty());
        groups
    }

    /// What the script needs, if readers can filter this catalog: one that lists every entry, or one
    /// that says so.
    fn interactive(
        &self,
        arguments: &Arguments<'_>,
        entries: &[PageId],
        columns: &[Column<'a>],
    ) -> Result<Option<Interactive<'a>>, Diagnostic> {
        let wanted = arguments.one_of("controls", &[("true", true), ("false", false)])?;
        let whole = arguments.get("limit").is_none();
        let wanted = whole && wanted.unwrap_or_else(|| arguments.get("filter").is_none());
        if !wanted {
            return Ok(None);
        }
        let wanted = Wanted {
            grouped: arguments.get("group-by").is_some() && entries.len() <= FULL,
            columns: columns.iter().filter_map(|column| column.field(self)).collect(),
            compare: self.compared(arguments)?,
            carry: entries.len() <= FULL || arguments.get("compare").is_some(),
        };
        Ok(Some(Interactive::new(self, entries, wanted)))
    }

    /// The fields that readers can compare: those that `compare=` names, otherwise all that say something of the subject.
    fn compared(&self, arguments: &Arguments<'_>) -> Result<Vec<&'a Field>, Diagnostic> {
        let Some(argument) = arguments.get("compare") else { return Ok(self.comparable().collect()) };
        if argument.value == "false" {
            return Ok(Vec::new());
        }
        let names = argument.value.split([',', ' ']).filter(|name| !name.is_empty());
        let field = |name: &str| {
            let field = self.config.schema.get(name);
            field.map_or_else(
                || self.column_argument(name, arguments, argument).map(|_| None),
                |f| Ok(Some(f)),
            )
        };
        names.filter_map(|name| field(name).transpose()).collect()
    }
}
