//! Fields of entries as data: what a comparison shows, and what the catalog's script cannot read off the page.

use std::collections::HashMap;

use serde::Serialize;

use super::*;
use crate::catalog::Target;
use crate::schema::{Field, FieldType, FieldValue, Typed};
use crate::text::markdown::plain;
use crate::text::start;

/// The fields that a comparison leaves out: names and what is about the page, not its subject.
const LEFT_OUT: &[&str] = &[
    "title",
    "short_title",
    "id",
    "type",
    "language",
    "prev",
    "next",
    "authors",
    "license",
    "version",
    "order",
    "icon",
    "image",
    "steps",
    "redirect_from",
    "draft",
    "hide",
    "search",
    "extra",
    "quote",
    "examples",
    "checklist",
];

/// What an entry is and the advice about it, which stand first in a comparison.
const FIRST: &[&str] =
    &["description", "use_when", "when_to_use", "when_not_to_use", "best_for", "trade_offs"];

/// The bytes that a text may take in an attribute: the page itself holds all of it.
const TEXT: usize = 400;

/// A field as the script knows it.
#[derive(Debug, Serialize)]
pub(super) struct FieldData {
    name: String,
    label: String,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    links: bool,
    /// The class of its lists, if its values may be lists.
    #[serde(skip_serializing_if = "Option::is_none")]
    items: Option<&'static str>,
    /// Whether its values are numbers, and sort as such.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    number: bool,
}

/// The fields that each entry carries in an attribute, in the order of their values.
pub(super) struct Carried<'a> {
    fields: Vec<&'a Field>,
    /// The places of the entries, which links name.
    places: HashMap<PageId, usize>,
}

impl<'a> Expander<'a> {
    /// The fields that a comparison shows: what helps to choose, and the others in the order of the schema.
    pub(super) fn comparable(&self) -> impl Iterator<Item = &'a Field> {
        let mut fields: Vec<_> = self.config.schema.fields().collect();
        fields.retain(|field| !LEFT_OUT.contains(&field.name.as_str()));
        fields.sort_by_key(|field| FIRST.iter().position(|&name| name == field.name).unwrap_or(FIRST.len()));
        fields.into_iter()
    }

    /// What a field is called beside its values.
    pub(super) fn row_label(&self, field: &Field) -> String {
        let taxonomy = self.catalog.taxonomies.iter().find(|taxonomy| taxonomy.name == field.name);
        taxonomy.map_or_else(|| self.config.field_label(&field.name), |taxonomy| taxonomy.label.clone())
    }
}

impl<'a> Carried<'a> {
    /// Those of `fields` that an entry fills.
    pub(super) fn new(expander: &Expander<'a>, fields: Vec<&'a Field>, entries: &[PageId]) -> Self {
        let places = entries.iter().enumerate().map(|(at, &id)| (id, at)).collect();
        let mut carried = Self { fields, places };
        let filled =
            |field: &&Field| entries.iter().any(|&id| !carried.value(expander, id, field).is_empty());
        carried.fields = carried.fields.iter().copied().filter(filled).collect();
        carried
    }

    /// What the fields are called.
    pub(super) fn data(&self, expander: &Expander<'_>) -> Vec<FieldData> {
        let field = |field: &&Field| FieldData {
            name: field.name.replace('_', "-"),
            label: expander.row_label(field),
            links: field.kind == FieldType::Relation,
            items: has_lists(field).then(|| class_of_lists(field)),
            number: matches!(field.kind, FieldType::Number | FieldType::Minutes),
        };
        self.fields.iter().map(field).collect()
    }

    /// Whether entries carry this field.
    pub(super) fn has(&self, field: &Field) -> bool {
        self.fields.iter().any(|carried| carried.name == field.name)
    }

    /// The values of an entry, with tabs between.
    pub(super) fn of(&self, expander: &Expander<'_>, id: PageId) -> String {
        let values: Vec<_> = self.fields.iter().map(|field| self.value(expander, id, field)).collect();
        values.join("\t").trim_end_matches('\t').to_owned()
    }

    fn value(&self, expander: &Expander<'_>, id: PageId, field: &Field) -> String {
        if field.kind == FieldType::Relation {
            return self.links(expander, id, field);
        }
        match expander.catalog.taxonomies.iter().find(|taxonomy| taxonomy.name == field.name) {
            Some(taxonomy) if field.measure() == FieldType::Terms => {
                let labels = expander.catalog.terms(id, taxonomy).map(|(term, _)| term.label.as_str());
                one_line(&labels.collect::<Vec<_>>().join(", "))
            }
            _ if has_lists(field) => listed(expander.page(id), field),
            _ => one_line(&field_text(expander.page(id), field)),
        }
    }

    /// Links as `#3¦=A name`: the place of an entry, or the name of what is not an entry.
    fn links(&self, expander: &Expander<'_>, id: PageId, field: &Field) -> String {
        let name = |name: &str| Some(format!("={}", one_line(name).replace('¦', "|")));
        let links = expander.catalog.links_of(id, field).filter_map(|link| match &link.target {
            Target::Page(to) => match self.places.get(to) {
                Some(place) => Some(format!("#{place}")),
                None => name(expander.page(*to).short_title()),
            },
            Target::External { text, .. } => name(text),
            Target::Unresolved(text) => name(text),
            Target::Nowhere => None,
        });
        links.collect::<Vec<_>>().join("¦")
    }
}

/// The value of a field of a page as a text without markup; the empty text if there is none. What is inline Markdown by
/// its type loses its markup, and other texts are as they are.
pub(super) fn field_text(page: &Page, field: &Field) -> String {
    if field.name == "id" {
        // Every page has one, said or not.
        return page.id();
    }
    let Some(typed) = page.fields.get(&field.name) else { return String::new() };
    match typed.expected() {
        FieldValue::Text(text) if field.kind == FieldType::Markdown => plain(text),
        FieldValue::Text(text) => text.clone(),
        FieldValue::List(items) => items.iter().map(|item| plain(item)).collect::<Vec<_>>().join("; "),
        FieldValue::Date(date) => date.to_string(),
        FieldValue::Minutes(minutes) => minutes.to_string(),
        FieldValue::Number(number) => number.to_string(),
        FieldValue::Bool(value) => if *value { "✓" } else { "" }.to_owned(),
        FieldValue::Quote(quote) => plain(&quote.text),
        FieldValue::TradeOffs(trade_offs) => match &trade_offs.text {
            Some(text) => plain(text),
            None => trade_offs.signed(plain).concat().join("; "),
        },
        FieldValue::People(people) => {
            people.iter().map(|person| person.name.as_str()).collect::<Vec<_>>().join(", ")
        }
        _ => String::new(),
    }
}

/// Whether the values of a field may be lists; other names stand in a line.
fn has_lists(field: &Field) -> bool {
    matches!(field.kind, FieldType::TradeOffs | FieldType::List) && field.name != "also_known_as"
}

/// The class of the lists of a field: gains and costs have signs of their own.
pub(super) fn class_of_lists(field: &Field) -> &'static str {
    if field.kind == FieldType::TradeOffs { "patterns-signed" } else { "patterns-items" }
}

/// What a page says as lists, without markup: several values of a field, or gains and costs, each with its sign.
pub(super) fn lists(page: &Page, field: &Field) -> Vec<Vec<String>> {
    let lists = match page.fields.get(&field.name).map(Typed::expected) {
        Some(FieldValue::TradeOffs(said)) if said.text.is_none() => said.signed(plain).into(),
        Some(FieldValue::List(items)) if has_lists(field) && items.len() > 1 => {
            vec![items.iter().map(|item| plain(item)).collect()]
        }
        _ => Vec::new(),
    };
    lists.into_iter().filter(|list: &Vec<String>| !list.is_empty()).collect()
}

/// The lists of a page as `¦+ a gain¦+ another¦¦− a cost`; otherwise its text.
fn listed(page: &Page, field: &Field) -> String {
    let whole = |text: &str| one_line(&text.replace('¦', "|"));
    let lists = lists(page, field);
    let items = lists.iter().enumerate().flat_map(|(list, items)| {
        let starts = move |at| if list > 0 && at == 0 { "¦" } else { "" };
        items.iter().enumerate().map(move |(at, item)| format!("{}{}", starts(at), whole(item)))
    });
    if lists.is_empty() { whole(&field_text(page, field)) } else { items_that_fit(items) }
}

/// Lines as `¦one¦two`, as many as [`TEXT`] has room for; a last item says that there are more.
fn items_that_fit(lines: impl Iterator<Item = String>) -> String {
    let mut items = String::new();
    for line in lines {
        if !items.is_empty() && items.len() + '¦'.len_utf8() + line.len() > TEXT {
            return items + "¦…";
        }
        items.push('¦');
        items.push_str(&line);
    }
    items
}

/// A text without tabs and line ends, and not too long.
fn one_line(text: &str) -> String {
    shortened(&text.split_whitespace().collect::<Vec<_>>().join(" "), TEXT).to_owned()
}

/// A text that takes at most `room` bytes, with a sign where something is left out.
pub(super) fn shortened(text: &str, room: usize) -> String {
    if text.len() <= room {
        return text.to_owned();
    }
    let cut = start(text, room.saturating_sub('…'.len_utf8()));
    let words = cut.rfind(' ').filter(|at| at * 2 > cut.len()).map_or(cut, |at| &cut[..at]);
    format!("{}…", words.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_list_ends_behind_a_whole_item_and_says_so() {
        let fitting = |items: &[&str]| items_that_fit(items.iter().map(|&item| one_line(item)));
        let long = "cost ".repeat(70);
        assert_eq!(fitting(&["+ a", "− b"]), "¦+ a¦− b");
        assert_eq!(fitting(&["+ a", &long, &long, "− b"]), format!("¦+ a¦{}¦…", long.trim()));
        assert!(fitting(&[&long.repeat(2)]).ends_with("cost…"));
    }

    #[test]
    fn a_long_text_ends_at_a_word_and_says_so() {
        assert_eq!(shortened("short", 5), "short");
        assert_eq!(shortened("one two three", 12), "one two…");
        assert_eq!(shortened("unbreakable", 9), "unbrea…");
        assert_eq!(shortened("日本語の説明", 10), "日本…");
        assert_eq!(shortened("日本", 2), "…");
    }
}
