//! `tier:gold,silver updated>=2024 -status:draft word`: the filter language of directives and of the command line.
//! What words match is said in [`crate::text::matching`], and what of it a catalog's address can say in
//! [`Filter::as_address`].

mod condition;
mod counts;
mod span;
mod value;

use std::collections::BTreeMap;

pub(crate) use condition::values_said;
pub(crate) use counts::Counts;

use super::{Catalog, PageId};
use crate::config::Config;
use crate::page::Page;
use crate::schema::FieldValue;
use crate::text::matching::{self, folded_slug};
use span::Span;

/// A filter over entries: all its conditions must hold.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Filter {
    conditions: Vec<Condition>,
}

#[derive(Debug, Clone, PartialEq)]
struct Condition {
    negated: bool,
    test: Test,
}

#[derive(Debug, Clone, PartialEq)]
enum Test {
    /// Carries one of these terms.
    Terms { taxonomy: usize, terms: Vec<usize> },
    /// A field that is no taxonomy has one of these values.
    Field { name: String, values: Vec<String> },
    /// A date, a number or minutes within one of these spans.
    Within { measure: Measure, spans: Vec<Span> },
    /// The field is there, or a term of its taxonomy.
    Has { name: String, taxonomy: Option<usize> },
    /// Stands in one of these folders, at any depth, or is one of these files.
    Below(Vec<String>),
    /// What [`Catalog::haystack`] gathers holds the word, which is folded; with the word as it was written.
    Word { word: String, written: String },
}

/// What a page is measured by.
#[derive(Debug, Clone, PartialEq)]
enum Measure {
    /// The reading time, said or counted, at so many words a minute.
    ReadingTime(u32),
    /// What a field says.
    Field(String),
}

/// What a filter asks of a catalog, as its address can say it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FilterAddress<'f> {
    /// One of these terms, by the place of the taxonomy and theirs.
    pub terms: BTreeMap<usize, &'f [usize]>,
    /// The reading time: `5..10`, either end open.
    pub minutes: Option<String>,
    /// What is in the text field.
    pub words: String,
}

/// Why a filter cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct FilterError {
    /// What is wrong.
    pub message: String,
    /// The way out.
    pub help: Option<String>,
}

impl Filter {
    /// Reads a filter: words, `field:value,value` and comparisons, each with a `-` before it to negate it.
    ///
    /// ```
    /// use mdbook_patterns::catalog::Filter;
    /// use mdbook_patterns::library::Library;
    /// use mdbook_patterns::source::folder;
    ///
    /// # let folder = tempfile::tempdir()?;
    /// # let root = folder.path();
    /// # std::fs::create_dir(root.join("src"))?;
    /// # std::fs::write(root.join("book.toml"), "[preprocessor.patterns]\n")?;
    /// # std::fs::write(root.join("src/SUMMARY.md"), "- [Retry](retry.md)\n- [Saga](saga.md)\n")?;
    /// # std::fs::write(root.join("src/retry.md"), "---\ntier: gold\n---\n# Retry\n")?;
    /// # std::fs::write(root.join("src/saga.md"), "---\ntier: silver\n---\n# Saga\n")?;
    /// let library = Library::build(folder::read(root)?);
    /// let (catalog, config) = (&library.catalog, &library.config);
    ///
    /// let filter = Filter::parse("tier:gold,silver -saga", catalog, config)?;
    /// let titles: Vec<&str> =
    ///     filter.entries(catalog).into_iter().map(|id| catalog.pages[id].title()).collect();
    /// assert_eq!(titles, ["Retry"]);
    ///
    /// let error = Filter::parse("teir:gold", catalog, config).unwrap_err();
    /// assert_eq!(error.help.unwrap(), "did you mean `tier`?");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// A field that does not exist, a term that its taxonomy does not have, a value that is not of the field's type, or
    /// a comparison of what has no order.
    pub fn parse(text: &str, catalog: &Catalog, config: &Config) -> Result<Self, FilterError> {
        let items = matching::items(text);
        condition::refuse_connectives(&items)?;
        let conditions = items.iter().map(|item| condition::read(item, catalog, config));
        Ok(Self { conditions: conditions.collect::<Result<_, _>>()? })
    }

    /// Whether an entry passes.
    pub fn matches(&self, page: PageId, catalog: &Catalog) -> bool {
        self.conditions.iter().all(|condition| condition.holds(page, catalog))
    }

    /// The entries that pass, in the order of the book.
    pub fn entries(&self, catalog: &Catalog) -> Vec<PageId> {
        // Those of one term are known: a chapter for each term looks at its own entries only, and not at their terms.
        let known = |condition: &Condition| match &condition.test {
            Test::Terms { taxonomy, terms } if !condition.negated => match terms.as_slice() {
                [term] => Some(catalog.taxonomies[*taxonomy].carriers(*term)),
                _ => None,
            },
            _ => None,
        };
        let of_term = self.conditions.iter().enumerate().find_map(|(at, one)| Some((Some(at), known(one)?)));
        let (decided, among) = of_term.unwrap_or((None, &catalog.entries));
        let rest = self.conditions.iter().enumerate().filter(|(at, _)| Some(*at) != decided);
        let passes = |id: PageId| rest.clone().all(|(_, condition)| condition.holds(id, catalog));
        among.iter().copied().filter(|&id| passes(id)).collect()
    }

    /// The same as a catalog's address says it, where each part narrows what the ones before let pass; `None` if it says
    /// more than that, or several things of one taxonomy.
    pub fn as_address(&self) -> Option<FilterAddress<'_>> {
        let mut address = FilterAddress::default();
        let mut words = Vec::new();
        for Condition { negated, test } in &self.conditions {
            match test {
                Test::Word { written, .. } => {
                    let sign = if *negated { "-" } else { "" };
                    words.push(format!("{sign}{}", matching::quoted(written)));
                }
                _ if *negated => return None,
                Test::Terms { taxonomy, terms } if !address.terms.contains_key(taxonomy) => {
                    address.terms.insert(*taxonomy, terms);
                }
                Test::Within { measure: Measure::ReadingTime(_), spans } if address.minutes.is_none() => {
                    let [span] = spans.as_slice() else { return None };
                    address.minutes = Some(span.in_whole_numbers());
                }
                _ => return None,
            }
        }
        address.words = words.join(" ");
        Some(address)
    }

    /// Whether everything passes.
    pub fn is_empty(&self) -> bool {
        self.conditions.is_empty()
    }
}

impl Condition {
    fn holds(&self, page: PageId, catalog: &Catalog) -> bool {
        self.test.holds(page, catalog) != self.negated
    }
}

impl Test {
    fn holds(&self, id: PageId, catalog: &Catalog) -> bool {
        let page = &catalog.pages[id];
        match self {
            Test::Terms { taxonomy, terms } => {
                catalog.taxonomies[*taxonomy].uses(id).iter().any(|term_use| terms.contains(&term_use.term))
            }
            Test::Field { name, values } => field_values(page, name).iter().any(|v| values.contains(v)),
            Test::Within { measure, spans } => {
                let found = measure.of(page);
                found.is_some_and(|found| spans.iter().any(|span| span.holds(&found)))
            }
            Test::Has { name, taxonomy } => {
                let carries = |at: usize| !catalog.taxonomies[at].uses(id).is_empty();
                page.fields.get(name).is_some() || taxonomy.is_some_and(carries)
            }
            Test::Below(places) => page.path.as_deref().is_some_and(|path| {
                let is_below = |place: &String| {
                    path.strip_prefix(place.as_str())
                        .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
                };
                places.iter().any(is_below)
            }),
            Test::Word { word, .. } => catalog.haystack(id).contains(word),
        }
    }
}

impl Measure {
    fn of(&self, page: &Page) -> Option<Span> {
        match self {
            Measure::ReadingTime(words_per_minute) => {
                Some(Span::of_number(f64::from(page.minutes(*words_per_minute))))
            }
            Measure::Field(name) => match page.fields.get(name)?.expected() {
                FieldValue::Date(date) => Some(Span::of_date(*date)),
                FieldValue::Minutes(minutes) => Some(Span::of_number(f64::from(*minutes))),
                FieldValue::Number(number) => Some(Span::of_number(*number)),
                _ => None,
            },
        }
    }
}

/// What a field of a page holds, each value as an id; of what pages need not say, what follows from them.
fn field_values(page: &Page, name: &str) -> Vec<String> {
    match name {
        "id" => return vec![folded_slug(&page.id())],
        "title" => return vec![folded_slug(page.title())],
        "description" => return page.description().map(folded_slug).into_iter().collect(),
        _ => {}
    }
    let Some(typed) = page.fields.get(name) else { return Vec::new() };
    match &typed.value {
        FieldValue::Text(text) => vec![folded_slug(text)],
        FieldValue::List(items) => items.iter().map(|item| folded_slug(item)).collect(),
        FieldValue::References(references) => references.iter().map(|r| folded_slug(&r.name)).collect(),
        FieldValue::People(people) => people.iter().map(|person| folded_slug(&person.name)).collect(),
        FieldValue::Bool(value) => vec![value.to_string()],
        _ => Vec::new(),
    }
}
