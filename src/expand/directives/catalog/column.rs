//! The columns of a catalog, and what they show of an entry.

use super::super::fields::field_text;
use super::*;
use crate::text::markdown::plain;

#[derive(Debug, Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub(super) enum CellView {
    Title,
    Text { text: String },
    Number { text: String },
    Badges { badges: Vec<BadgeView> },
    Links { links: Vec<LinkView> },
}

/// What a column shows.
pub(super) enum Column<'e> {
    Title,
    Minutes,
    Field(&'e Field),
    Taxonomy(&'e Taxonomy),
}

impl<'a> Expander<'a> {
    fn column(&self, name: &str) -> Option<Column<'a>> {
        if name == "title" {
            return Some(Column::Title);
        }
        let field = self.config.schema.get(name)?;
        if field.name == "reading_time" {
            return Some(Column::Minutes);
        }
        match self.catalog.taxonomies.iter().find(|taxonomy| taxonomy.name == field.name) {
            // A date says more than its year.
            Some(taxonomy) if field.measure() == FieldType::Terms => Some(Column::Taxonomy(taxonomy)),
            _ => Some(Column::Field(field)),
        }
    }

    pub(super) fn column_argument(
        &self,
        name: &str,
        arguments: &Arguments<'_>,
        argument: &crate::page::Argument,
    ) -> Result<Column<'a>, Diagnostic> {
        self.column(name).ok_or_else(|| {
            let names = self.config.schema.fields().map(|field| field.name.as_str());
            let help = nearest(name, names).map(|near| format!("did you mean `{near}`?"));
            arguments.problem(argument, format!("`{name}` is not a field")).maybe_help(help)
        })
    }

    /// The columns asked for; otherwise the title, the taxonomies in use that show badges on pages (but
    /// not tags, which are many), and the description.
    pub(super) fn columns(&self, arguments: &Arguments<'_>) -> Result<Vec<Column<'a>>, Diagnostic> {
        if let Some(argument) = arguments.get("columns") {
            let names = argument.value.split([',', ' ']).filter(|name| !name.is_empty());
            return names.map(|name| self.column_argument(name, arguments, argument)).collect();
        }
        let in_use = |t: &&Taxonomy| t.has_badges() && t.terms.iter().any(|term| term.count > 0);
        let mut columns = vec![Column::Title];
        columns.extend(self.catalog.taxonomies.iter().filter(in_use).map(Column::Taxonomy));
        columns.extend(self.column("description"));
        Ok(columns)
    }
}

impl Column<'_> {
    /// Whether it shows something of an entry; a column of a catalog without any stays.
    pub(super) fn is_filled(&self, expander: &Expander<'_>, entries: &[PageId]) -> bool {
        entries.is_empty() || entries.iter().any(|&id| self.cell(expander, id, id).is_filled())
    }

    /// Whether not all entries have the same terms in it.
    pub(super) fn differs(&self, entries: &[PageId]) -> bool {
        let Column::Taxonomy(taxonomy) = self else { return true };
        let terms = |id: PageId| taxonomy.uses(id).iter().map(|term_use| term_use.term);
        let [first, rest @ ..] = entries else { return true };
        rest.is_empty() || rest.iter().any(|&id| !terms(id).eq(terms(*first)))
    }

    pub(super) fn is_description(&self) -> bool {
        matches!(self, Column::Field(field) if field.name == "description")
    }

    /// Whether cards and lists show it only because it is a column.
    pub(super) fn is_extra(&self) -> bool {
        match self {
            Column::Title => false,
            Column::Minutes => true,
            Column::Field(_) => !self.is_description(),
            Column::Taxonomy(taxonomy) => !taxonomy.has_badges(),
        }
    }

    pub(super) fn view(&self, expander: &Expander<'_>) -> ColumnData {
        let (name, label) = match self {
            Column::Title => ("title", expander.word("title").to_owned()),
            Column::Minutes => ("reading-time", expander.word("reading_time").to_owned()),
            Column::Taxonomy(taxonomy) => (taxonomy.name.as_str(), taxonomy.label.clone()),
            Column::Field(field) => {
                let label = expander.config.field_label(&field.name);
                (field.name.as_str(), label)
            }
        };
        ColumnData { name: name.replace('_', "-"), label }
    }

    pub(super) fn cell(&self, expander: &Expander<'_>, on: PageId, id: PageId) -> CellView {
        let page = expander.page(id);
        match self {
            Column::Title => CellView::Title,
            Column::Minutes => {
                CellView::Number { text: expander.duration(page.minutes(expander.config.words_per_minute)) }
            }
            Column::Taxonomy(taxonomy) => {
                CellView::Badges { badges: expander.badges_of_taxonomy(on, id, Some(taxonomy)) }
            }
            Column::Field(field) if field.kind == FieldType::Relation => {
                let links = expander.relation_links_on(on, id, &field.name);
                CellView::Links { links }
            }
            Column::Field(field) if field.name == "description" => {
                CellView::Text { text: plain(page.description().unwrap_or_default()) }
            }
            Column::Field(field) => field_cell(page, field),
        }
    }
}

impl<'e> Column<'e> {
    /// The field that it shows; `None` for the title.
    pub(super) fn field(&self, expander: &Expander<'e>) -> Option<&'e Field> {
        match self {
            Column::Title => None,
            Column::Minutes => expander.config.schema.get("reading_time"),
            Column::Field(field) => Some(field),
            Column::Taxonomy(taxonomy) => expander.config.schema.get(&taxonomy.name),
        }
    }
}

impl CellView {
    pub(super) fn is_filled(&self) -> bool {
        match self {
            CellView::Title => true,
            CellView::Text { text } | CellView::Number { text } => !text.is_empty(),
            CellView::Badges { badges } => !badges.is_empty(),
            CellView::Links { links } => !links.is_empty(),
        }
    }
}

/// The value of a field of a page.
pub(super) fn field_cell(page: &Page, field: &Field) -> CellView {
    let text = field_text(page, field);
    match page.fields.get(&field.name).map(Typed::expected) {
        Some(FieldValue::Minutes(_) | FieldValue::Number(_)) => CellView::Number { text },
        _ => CellView::Text { text },
    }
}
