//! An entry of a catalog, as its view shows it.

use super::*;
use crate::text::path::name;

#[derive(Debug, Serialize)]
pub(super) struct EntryView {
    id: String,
    title: String,
    url: Option<String>,
    icon: Option<String>,
    description: Option<String>,
    badges: Vec<BadgeView>,
    /// What the columns show.
    cells: Vec<CellView>,
    /// What the columns show besides what cards and lists show anyway.
    extras: Vec<ExtraView>,
    data: Option<EntryData>,
}

/// A column's value where there are no columns.
#[derive(Debug, Serialize)]
struct ExtraView {
    name: String,
    label: String,
    cell: CellView,
}

impl Expander<'_> {
    pub(super) fn entry(
        &self,
        on: PageId,
        id: PageId,
        view: View,
        columns: &[Column<'_>],
        interactive: Option<&Interactive<'_>>,
    ) -> EntryView {
        let page = self.page(id);
        let table = view == View::Table;
        let described = !table || columns.iter().any(Column::is_description);
        let extra = |column: &Column<'_>| {
            let ColumnData { name, label } = column.view(self);
            let cell = match column {
                Column::Minutes => {
                    CellView::Text { text: self.duration(page.minutes(self.config.words_per_minute)) }
                }
                _ => column.cell(self, on, id),
            };
            ExtraView { name, label, cell }
        };
        EntryView {
            id: page.id(),
            title: page.short_title().to_owned(),
            url: self.url(self.page(on), page),
            icon: page.icon(),
            description: page.description().filter(|_| !table).map(str::to_owned),
            badges: match view {
                View::Table => Vec::new(),
                View::Cards | View::List => self.card_badges(on, id),
            },
            cells: columns.iter().filter(|_| table).map(|column| column.cell(self, on, id)).collect(),
            extras: columns
                .iter()
                .filter(|column| !table && column.is_extra())
                .map(extra)
                .filter(|extra| extra.cell.is_filled())
                .collect(),
            data: interactive.map(|interactive| interactive.entry(self, id, table, described)),
        }
    }

    /// An entry of a plain list: what the script needs, and readers without it: a link and a description.
    pub(super) fn short_entry(
        &self,
        on: PageId,
        id: PageId,
        room: usize,
        interactive: &Interactive<'_>,
    ) -> EntryView {
        let page = self.page(id);
        let own = page.id();
        let stem = page.path.as_deref().and_then(|path| name(path).strip_suffix(".md"));
        let described = page.description().map(|text| shortened(&crate::text::markdown::plain(text), room));
        EntryView {
            id: if stem == Some(own.as_str()) { String::new() } else { own },
            title: page.short_title().to_owned(),
            url: self.url(self.page(on), page),
            icon: None,
            description: described,
            badges: Vec::new(),
            cells: Vec::new(),
            extras: Vec::new(),
            data: Some(interactive.entry(self, id, true, true)),
        }
    }

    /// The badges of a card or an item: two, so that they stay calm.
    pub(in crate::expand) fn card_badges(&self, on: PageId, id: PageId) -> Vec<BadgeView> {
        let mut badges = self.all_badges(on, id);
        badges.truncate(2);
        badges
    }

    /// The badges of a page without its tags, which are many; on the chapter of a term, without that term, which is its title.
    fn all_badges(&self, on: PageId, id: PageId) -> Vec<BadgeView> {
        let taxonomies = self.catalog.taxonomies.iter().filter(|t| t.has_badges());
        let badges = |taxonomy| {
            let terms = self.catalog.terms(id, taxonomy).filter(|(term, _)| term.chapter != Some(on));
            terms.map(move |(term, _)| self.badge(on, taxonomy, term))
        };
        taxonomies.flat_map(badges).collect()
    }
}
