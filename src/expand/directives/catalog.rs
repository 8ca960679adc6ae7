//! `catalog`: all entries, as a table, cards or a list, filtered, sorted and grouped.

use std::cmp::Ordering;

use serde::Serialize;

use super::fields::shortened;
use super::interactive::{ColumnData, EntryData, Interactive, Wanted};
use super::*;
use crate::catalog::Filter;
use crate::schema::{Field, FieldType, FieldValue};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
enum View {
    Table,
    Cards,
    List,
}

const VIEWS: &[(&str, View)] = &[("table", View::Table), ("cards", View::Cards), ("list", View::List)];

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

#[derive(Debug, Serialize)]
struct EntryView {
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

#[derive(Debug, Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
enum CellView {
    Title,
    Text { text: String },
    Number { text: String },
    Badges { badges: Vec<BadgeView> },
    Links { links: Vec<LinkView> },
}

/// Up to this many entries a catalog that can be filtered is written as readers see it. More are written as a
/// plain list: `BENCHMARKS.md` says why here.
const FULL: usize = 500;

/// The bytes that the descriptions of a plain list may take together.
const DESCRIPTIONS: usize = 1_500_000;

/// What a column shows.
enum Column<'e> {
    Title,
    Minutes,
    Field(&'e Field),
    Taxonomy(&'e Taxonomy),
}

/// How entries are ordered.
pub(super) struct Sort<'e> {
    column: Column<'e>,
    descending: bool,
}

pub(super) fn run(expander: &Expander<'_>, id: PageId, arguments: &Arguments<'_>) -> Outcome {
    let view = arguments.one_of("view", VIEWS)?.unwrap_or(View::Table);
    let mut entries = expander.filtered(arguments)?;
    let total = entries.len();
    if let Some(sort) = expander.sort(arguments)? {
        entries.sort_by(|a, b| sort.compare(expander, *a, *b));
    }
    if let Some(limit) = arguments.number("limit")? {
        entries.truncate(limit);
    }
    let columns = expander.columns(arguments)?;
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
        description: term.flatten().and_then(|t| t.description.clone()),
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
        self.filtered_among(arguments, self.catalog.entries.clone())
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

    fn column(&self, name: &str) -> Option<Column<'a>> {
        if name == "title" {
            return Some(Column::Title);
        }
        let field = self.config.schema.get(name)?;
        if field.name == "reading_time" {
            return Some(Column::Minutes);
        }
        match self.catalog.taxonomies.iter().find(|taxonomy| taxonomy.name == field.name) {
            Some(taxonomy) => Some(Column::Taxonomy(taxonomy)),
            None => Some(Column::Field(field)),
        }
    }

    fn column_argument(
        &self,
        name: &str,
        arguments: &Arguments<'_>,
        argument: &crate::page::Argument,
    ) -> Result<Column<'a>, Diagnostic> {
        self.column(name).ok_or_else(|| {
            let names = self.config.schema.fields().map(|field| field.name.as_str());
            let help = nearest(name, names).map(|near| format!("did you mean `{near}`?"));
            arguments.problem(argument, format!("`{name}` is no field")).maybe_help(help)
        })
    }

    /// The columns asked for; else the title, the taxonomies in use that show badges on pages (but
    /// not tags, which are many), and the description.
    fn columns(&self, arguments: &Arguments<'_>) -> Result<Vec<Column<'a>>, Diagnostic> {
        if let Some(argument) = arguments.get("columns") {
            let names = argument.value.split([',', ' ']).filter(|name| !name.is_empty());
            return names.map(|name| self.column_argument(name, arguments, argument)).collect();
        }
        let in_use = |t: &&Taxonomy| t.badge && t.name != "tags" && t.terms.iter().any(|term| term.count > 0);
        let mut columns = vec![Column::Title];
        columns.extend(self.catalog.taxonomies.iter().filter(in_use).map(Column::Taxonomy));
        columns.extend(self.column("description"));
        Ok(columns)
    }

    pub(super) fn sort(&self, arguments: &Arguments<'_>) -> Result<Option<Sort<'a>>, Diagnostic> {
        let Some(argument) = arguments.get("sort") else { return Ok(None) };
        let (descending, name) = match argument.value.strip_prefix('-') {
            Some(name) => (true, name),
            None => (false, argument.value.as_str()),
        };
        Ok(Some(Sort { column: self.column_argument(name, arguments, argument)?, descending }))
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

    /// The fields that readers can compare: those that `compare=` names, else all that say something of the subject.
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

    /// How the entries are sorted, as the script says it: `-reading-time`.
    fn sort_name(&self, arguments: &Arguments<'_>) -> Result<String, Diagnostic> {
        let name = |sort: Sort<'_>| {
            let sign = if sort.descending { "-" } else { "" };
            format!("{sign}{}", sort.column.view(self).name)
        };
        Ok(self.sort(arguments)?.map(name).unwrap_or_default())
    }

    fn entry(
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
            icon: page.fields.text("icon").map(str::to_owned),
            description: page.description().filter(|_| !table).map(str::to_owned),
            badges: if table { Vec::new() } else { self.card_badges(on, id) },
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
    fn short_entry(&self, on: PageId, id: PageId, room: usize, interactive: &Interactive<'_>) -> EntryView {
        let page = self.page(id);
        let own = page.id();
        let stem = page.path.as_deref().and_then(|path| path.rsplit('/').next()?.strip_suffix(".md"));
        let described = page.description().map(|text| shortened(&crate::page::plain(text), room));
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

    /// The badges of a card: as on the page, without the tags.
    pub(in crate::expand) fn card_badges(&self, on: PageId, id: PageId) -> Vec<BadgeView> {
        let taxonomies = self.catalog.taxonomies.iter().filter(|t| t.badge && t.name != "tags");
        taxonomies.flat_map(|taxonomy| self.badges_of_taxonomy(on, id, Some(taxonomy))).collect()
    }
}

impl Column<'_> {
    fn is_description(&self) -> bool {
        matches!(self, Column::Field(field) if field.name == "description")
    }

    /// Whether cards and lists show it only because it is a column.
    fn is_extra(&self) -> bool {
        match self {
            Column::Title => false,
            Column::Minutes => true,
            Column::Field(_) => !self.is_description(),
            Column::Taxonomy(taxonomy) => !taxonomy.badge || taxonomy.name == "tags",
        }
    }

    fn view(&self, expander: &Expander<'_>) -> ColumnData {
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

    fn cell(&self, expander: &Expander<'_>, on: PageId, id: PageId) -> CellView {
        let page = expander.page(id);
        match self {
            Column::Title => CellView::Title,
            Column::Minutes => {
                CellView::Number { text: page.minutes(expander.config.words_per_minute).to_string() }
            }
            Column::Taxonomy(taxonomy) => {
                CellView::Badges { badges: expander.badges_of_taxonomy(on, id, Some(taxonomy)) }
            }
            Column::Field(field) if field.kind == FieldType::Relation => {
                let links = expander.relation_links_on(on, id, &field.name);
                CellView::Links { links }
            }
            Column::Field(field) if field.name == "description" => {
                CellView::Text { text: page.description().unwrap_or_default().to_owned() }
            }
            Column::Field(field) => field_cell(page, &field.name),
        }
    }
}

impl<'e> Column<'e> {
    /// The field that it shows; the title is none.
    fn field(&self, expander: &Expander<'e>) -> Option<&'e Field> {
        match self {
            Column::Title => None,
            Column::Minutes => expander.config.schema.get("reading_time"),
            Column::Field(field) => Some(field),
            Column::Taxonomy(taxonomy) => expander.config.schema.get(&taxonomy.name),
        }
    }
}

impl CellView {
    fn is_filled(&self) -> bool {
        match self {
            CellView::Title => true,
            CellView::Text { text } | CellView::Number { text } => !text.is_empty(),
            CellView::Badges { badges } => !badges.is_empty(),
            CellView::Links { links } => !links.is_empty(),
        }
    }
}

/// The value of a field of a page as a text; the empty text if there is none.
pub(super) fn field_text(page: &Page<'_>, name: &str) -> String {
    match field_cell(page, name) {
        CellView::Text { text } | CellView::Number { text } => text,
        _ => String::new(),
    }
}

fn field_cell(page: &Page<'_>, name: &str) -> CellView {
    let text = match page.fields.get(name).map(|typed| &typed.value) {
        Some(FieldValue::Text(text)) => text.clone(),
        Some(FieldValue::List(items)) => items.join("; "),
        Some(FieldValue::Date(date)) => date.to_string(),
        Some(FieldValue::Minutes(minutes)) => return CellView::Number { text: minutes.to_string() },
        Some(FieldValue::Number(number)) => return CellView::Number { text: number.to_string() },
        Some(FieldValue::Bool(value)) => if *value { "✓" } else { "" }.to_owned(),
        Some(FieldValue::Quote(quote)) => quote.text.clone(),
        Some(FieldValue::TradeOffs(trade_offs)) => trade_offs.text.clone().unwrap_or_else(|| {
            let signed = |sign: &'static str| move |text: &String| format!("{sign} {text}");
            let pros = trade_offs.pros.iter().map(signed("+"));
            pros.chain(trade_offs.cons.iter().map(signed("−"))).collect::<Vec<_>>().join("; ")
        }),
        Some(FieldValue::People(people)) => {
            people.iter().map(|person| person.name.as_str()).collect::<Vec<_>>().join(", ")
        }
        _ => String::new(),
    };
    CellView::Text { text }
}

impl Sort<'_> {
    /// Entries without a value come last, whatever the direction; ties keep the reading order.
    pub(super) fn compare(&self, expander: &Expander<'_>, a: PageId, b: PageId) -> Ordering {
        let (a, b) = (self.key(expander, a), self.key(expander, b));
        let missing = a.is_none().cmp(&b.is_none());
        let order = a.partial_cmp(&b).unwrap_or(Ordering::Equal);
        missing.then(if self.descending { order.reverse() } else { order })
    }

    fn key(&self, expander: &Expander<'_>, id: PageId) -> Option<(f64, String)> {
        let page = expander.page(id);
        match &self.column {
            Column::Title => Some((0.0, page.short_title().to_lowercase())),
            Column::Minutes => {
                Some((f64::from(page.minutes(expander.config.words_per_minute)), String::new()))
            }
            Column::Taxonomy(taxonomy) => {
                taxonomy.uses(id).iter().map(|u| u.term).min().map(|term| (term as f64, String::new()))
            }
            Column::Field(field) => match field_cell(page, &field.name) {
                CellView::Text { text } if text.is_empty() => None,
                CellView::Text { text } => Some((0.0, text.to_lowercase())),
                CellView::Number { text } => text.parse().ok().map(|number| (number, String::new())),
                _ => None,
            },
        }
    }
}
