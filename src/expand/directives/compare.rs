//! `compare a b c`: entries side by side, field by field.

use serde::Serialize;

use super::fields::{class_of_lists, field_text, lists};
use super::*;
use crate::catalog::Found;

#[derive(Debug, Serialize)]
struct CompareView {
    entries: Vec<LinkView>,
    rows: Vec<CompareRow>,
}

#[derive(Debug, Serialize)]
struct CompareRow {
    label: String,
    cells: Vec<CompareCell>,
}

#[derive(Debug, Default, Serialize)]
struct CompareCell {
    text: String,
    /// What the page says as lists; gains and costs are two.
    lists: Vec<Vec<String>>,
    /// The items of all of them.
    items: Vec<String>,
    /// Their class.
    class: &'static str,
    badges: Vec<BadgeView>,
    links: Vec<LinkView>,
}

pub(super) fn run(expander: &Expander<'_>, id: PageId, arguments: &Arguments<'_>) -> Outcome {
    let path = expander.page(id).path.as_deref().unwrap_or_default();
    let mut entries = Vec::new();
    for name in arguments.values() {
        match expander.catalog.index.resolve(&name.value, path) {
            Found::Page(entry) => entries.push(entry),
            _ => {
                let help =
                    expander.catalog.index.suggest(&name.value).map(|near| format!("did you mean `{near}`?"));
                let message = format!("there is no page `{}`", name.value);
                return Err(arguments.problem(name, message).maybe_help(help));
            }
        }
    }
    if entries.len() < 2 {
        return Err(arguments.missing("two pages or more", "{{#patterns compare timeout retry}}"));
    }
    let row = |field: &crate::schema::Field| {
        let cells: Vec<_> = entries.iter().map(|&entry| expander.compare_cell(id, entry, field)).collect();
        let label = expander.row_label(field);
        cells.iter().any(CompareCell::is_filled).then_some(CompareRow { label, cells })
    };
    let view = CompareView {
        rows: expander.comparable().filter_map(row).collect(),
        entries: entries.iter().map(|&entry| expander.page_link(id, entry)).collect(),
    };
    expander.templates.render("compare", &view).map(Output::Block)
}

impl CompareCell {
    fn is_filled(&self) -> bool {
        !self.text.is_empty() || !self.lists.is_empty() || !self.badges.is_empty() || !self.links.is_empty()
    }
}

impl Expander<'_> {
    fn compare_cell(&self, on: PageId, entry: PageId, field: &crate::schema::Field) -> CompareCell {
        let page = self.page(entry);
        let taxonomy = self.catalog.taxonomies.iter().find(|taxonomy| taxonomy.name == field.name);
        match taxonomy {
            Some(taxonomy) => {
                let badges = self.badges_of_taxonomy(on, entry, Some(taxonomy));
                CompareCell { badges, ..CompareCell::default() }
            }
            None if field.kind == crate::schema::FieldType::Relation => {
                let links = self.relation_links_on(on, entry, &field.name);
                CompareCell { links, ..CompareCell::default() }
            }
            None if field.name == "reading_time" => {
                let text = self.duration(page.minutes(self.config.words_per_minute));
                CompareCell { text, ..CompareCell::default() }
            }
            None => {
                let lists = lists(page, field);
                let text = if lists.is_empty() { field_text(page, field) } else { String::new() };
                CompareCell {
                    text,
                    items: lists.concat(),
                    lists,
                    class: class_of_lists(field),
                    ..CompareCell::default()
                }
            }
        }
    }
}
