//! What a list shows of an entry.

use anyhow::{Result, anyhow};

use crate::catalog::Catalog;
use crate::config::Config;
use crate::diagnostic::nearest;
use crate::page::{Page, PageId};
use crate::schema::{FieldType, FieldValue, Step};
use crate::text::natural::natural;

/// One column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Column {
    /// Its name, as the author knows it.
    pub(super) name: String,
    kind: Kind,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Kind {
    Title,
    Id,
    Path,
    File,
    Words,
    Minutes,
    Description,
    Taxonomy(usize),
    Field(String),
}

/// What one cell holds.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value {
    /// Nothing.
    None,
    /// One text.
    Text(String),
    /// A number.
    Number(f64),
    /// Several texts.
    List(Vec<String>),
}

/// What a column is sorted by.
#[derive(Debug, Clone, PartialEq, PartialOrd)]
pub(super) enum Key {
    /// A number, or the place of a term among its taxonomy's.
    Number(f64),
    /// A text, as [`natural`] orders it.
    Text(String),
}

const OWN: &[(&str, Kind)] = &[
    ("title", Kind::Title),
    ("id", Kind::Id),
    ("path", Kind::Path),
    ("file", Kind::File),
    ("words", Kind::Words),
    ("minutes", Kind::Minutes),
    ("description", Kind::Description),
];

/// The title, the taxonomies that classify entries, and the file.
pub(super) fn default(catalog: &Catalog) -> Vec<Column> {
    let own = |name: &str, kind| Column { name: name.to_owned(), kind };
    let is_shown = |at: &usize| {
        let taxonomy = &catalog.taxonomies[*at];
        let is_used = taxonomy.terms.iter().any(|term| term.count > 0);
        is_used
            && taxonomy.facet
            && taxonomy.name != "tags"
            && taxonomy.terms.iter().all(|term| term.page.is_none())
    };
    let taxonomies = (0..catalog.taxonomies.len()).filter(is_shown);
    let taxonomies = taxonomies.map(|at| own(&catalog.taxonomies[at].name, Kind::Taxonomy(at)));
    [own("title", Kind::Title)]
        .into_iter()
        .chain(taxonomies.take(4))
        .chain([own("file", Kind::File)])
        .collect()
}

impl Column {
    /// The column of a name.
    ///
    /// # Errors
    /// A name that is no field and no column of ours.
    pub(super) fn named(name: &str, catalog: &Catalog, config: &Config) -> Result<Self> {
        let column = |kind| Self { name: name.to_owned(), kind };
        if let Some((_, kind)) = OWN.iter().find(|(known, _)| *known == name) {
            return Ok(column(kind.clone()));
        }
        if let Some(field) = config.schema.get(name) {
            let taxonomy = catalog.taxonomies.iter().position(|taxonomy| taxonomy.name == field.name);
            let taxonomy = taxonomy.filter(|_| field.measure() == FieldType::Terms);
            return Ok(column(taxonomy.map_or(Kind::Field(field.name.clone()), Kind::Taxonomy)));
        }
        let names =
            OWN.iter().map(|(name, _)| *name).chain(config.schema.fields().map(|field| field.name.as_str()));
        Err(match nearest(name, names) {
            Some(near) => anyhow!("there is no column `{name}`; did you mean `{near}`?"),
            None => anyhow!(
                "there is no column `{name}`; a column is a field, or one of: title, id, path, file, words, minutes"
            ),
        })
    }

    /// What it shows of a page.
    pub(super) fn value(&self, id: PageId, catalog: &Catalog, config: &Config) -> Value {
        let page = &catalog.pages[id];
        let text = |text: &str| Value::Text(text.to_owned());
        match &self.kind {
            Kind::Title => text(page.title()),
            Kind::Id => Value::Text(page.id()),
            Kind::Path => page.path.as_deref().map_or(Value::None, text),
            Kind::File => text(&page.file),
            Kind::Words => Value::Number(page.words as f64),
            Kind::Minutes => Value::Number(f64::from(page.minutes(config.words_per_minute))),
            Kind::Description => page
                .description()
                .map_or(Value::None, |found| Value::Text(crate::text::markdown::plain(found))),
            Kind::Taxonomy(at) => {
                let terms = catalog.terms(id, &catalog.taxonomies[*at]);
                listed(terms.map(|(term, _)| term.label.clone()).collect())
            }
            Kind::Field(name) => field_value(page, name),
        }
    }

    /// What it sorts a page by; `None` where it shows nothing.
    pub(super) fn key(&self, id: PageId, catalog: &Catalog, config: &Config) -> Option<Key> {
        if let Kind::Taxonomy(at) = &self.kind {
            let first = catalog.taxonomies[*at].uses(id).iter().map(|term_use| term_use.term).min();
            return first.map(|term| Key::Number(term as f64));
        }
        match self.value(id, catalog, config) {
            Value::None => None,
            Value::Number(number) => Some(Key::Number(number)),
            Value::Text(text) => Some(Key::Text(natural(&text))),
            Value::List(items) => Some(Key::Text(natural(&items.join("; ")))),
        }
    }
}

fn listed(items: Vec<String>) -> Value {
    if items.is_empty() { Value::None } else { Value::List(items) }
}

fn field_value(page: &Page, name: &str) -> Value {
    let Some(typed) = page.fields.get(name) else { return Value::None };
    match typed.expected() {
        FieldValue::Text(text) => Value::Text(text.clone()),
        FieldValue::Number(number) => Value::Number(*number),
        FieldValue::Minutes(minutes) => Value::Number(f64::from(*minutes)),
        FieldValue::Bool(value) => Value::Text(value.to_string()),
        FieldValue::Date(date) => Value::Text(date.to_string()),
        FieldValue::List(items) => listed(items.clone()),
        FieldValue::References(references) => {
            listed(references.iter().map(|reference| reference.name.clone()).collect())
        }
        FieldValue::People(people) => listed(people.iter().map(|person| person.name.clone()).collect()),
        FieldValue::Quote(quote) => Value::Text(quote.text.clone()),
        FieldValue::TradeOffs(trade_offs) => match &trade_offs.text {
            Some(text) => Value::Text(text.clone()),
            None => listed(trade_offs.signed(str::to_owned).concat()),
        },
        FieldValue::Records(records) => listed(
            records
                .iter()
                .map(|record| record.iter().map(|(_, text)| text.as_str()).collect::<Vec<_>>().join(", "))
                .collect(),
        ),
        FieldValue::Steps(steps) => listed(steps.iter().map(step_name).collect()),
        FieldValue::Search(_) | FieldValue::Free => Value::None,
    }
}

/// The title of a step, otherwise the pages it names.
fn step_name(step: &Step) -> String {
    let names =
        || step.patterns.iter().map(|reference| reference.name.as_str()).collect::<Vec<_>>().join(", ");
    step.title.clone().unwrap_or_else(names)
}
