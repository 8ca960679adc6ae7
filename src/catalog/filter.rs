//! `tier:gold,silver category:resilience -status:draft word`: the filter language of directives,
//! the command line and the address.

use std::collections::BTreeMap;

use super::{Catalog, PageId};
use crate::config::Config;
use crate::diagnostic::nearest;
use crate::page::Page;
use crate::schema::{FieldType, FieldValue};
use crate::text::name::slug;

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
    /// The field is there, or a term of its taxonomy.
    Has { name: String, taxonomy: Option<usize> },
    /// Title, description or other names hold the word.
    Word(String),
}

/// What a plain filter asks for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FilterTerms<'f> {
    /// One of these terms, by the place of the taxonomy and theirs.
    pub terms: BTreeMap<usize, &'f [usize]>,
    /// In lower case.
    pub words: Vec<&'f str>,
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
    /// Reads a filter: words and `field:value,value`, each with a `-` before it to negate it.
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
    /// let found = catalog.entries.iter().filter(|&&id| filter.matches(id, catalog));
    /// let titles: Vec<&str> = found.map(|&id| catalog.pages[id].title()).collect();
    /// assert_eq!(titles, ["Retry"]);
    ///
    /// let error = Filter::parse("teir:gold", catalog, config).unwrap_err();
    /// assert_eq!(error.help.unwrap(), "did you mean `tier`?");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// A field that does not exist, or a term that its taxonomy does not have.
    pub fn parse(text: &str, catalog: &Catalog, config: &Config) -> Result<Self, FilterError> {
        let conditions = split(text).into_iter().map(|word| condition(&word, catalog, config));
        Ok(Self { conditions: conditions.collect::<Result<_, _>>()? })
    }

    /// Whether an entry passes.
    pub fn matches(&self, page: PageId, catalog: &Catalog) -> bool {
        self.conditions.iter().all(|condition| condition.test.holds(page, catalog) != condition.negated)
    }

    /// The same as terms of taxonomies and words, each of which narrows what the ones before let pass; `None`
    /// if it says more than that, or several things of one taxonomy.
    pub fn as_terms(&self) -> Option<FilterTerms<'_>> {
        let mut found = FilterTerms::default();
        for condition in &self.conditions {
            match &condition.test {
                _ if condition.negated => return None,
                Test::Terms { taxonomy, terms } if !found.terms.contains_key(taxonomy) => {
                    found.terms.insert(*taxonomy, terms);
                }
                Test::Word(word) => found.words.push(word),
                _ => return None,
            }
        }
        Some(found)
    }

    /// Whether everything passes.
    pub fn is_empty(&self) -> bool {
        self.conditions.is_empty()
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
            Test::Has { name, taxonomy } => {
                let carries = |at: usize| !catalog.taxonomies[at].uses(id).is_empty();
                page.fields.get(name).is_some() || taxonomy.is_some_and(carries)
            }
            Test::Word(word) => {
                let names = page.fields.list("also_known_as").iter().map(String::as_str);
                let texts = [page.title(), page.description().unwrap_or_default()].into_iter().chain(names);
                texts.map(str::to_lowercase).any(|text| text.contains(word))
            }
        }
    }
}

/// What a field of a page holds, each value as an id. A date holds its year and its month too.
fn field_values(page: &Page, name: &str) -> Vec<String> {
    let Some(typed) = page.fields.get(name) else { return Vec::new() };
    match &typed.value {
        FieldValue::Text(text) => vec![slug(text)],
        FieldValue::List(items) => items.iter().map(|item| slug(item)).collect(),
        FieldValue::References(references) => references.iter().map(|r| slug(&r.name)).collect(),
        FieldValue::People(people) => people.iter().map(|person| slug(&person.name)).collect(),
        FieldValue::Minutes(minutes) => vec![minutes.to_string()],
        FieldValue::Number(number) => vec![slug(&number.to_string())],
        FieldValue::Bool(value) => vec![value.to_string()],
        FieldValue::Date(date) => {
            let text = date.to_string();
            [4, 7, 10].iter().filter_map(|end| text.get(..*end)).map(str::to_owned).collect()
        }
        _ => Vec::new(),
    }
}

/// Words at white space and `;`, quotes kept together.
fn split(text: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut quoted = false;
    for c in text.chars() {
        match c {
            '"' => quoted = !quoted,
            c if !quoted && (c.is_whitespace() || c == ';') => words.push(String::new()),
            c => words.last_mut().expect("never empty").push(c),
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

fn condition(word: &str, catalog: &Catalog, config: &Config) -> Result<Condition, FilterError> {
    let (negated, word) = match word.strip_prefix('-') {
        Some(rest) if !rest.is_empty() => (true, rest),
        _ => (false, word),
    };
    let test = match word.split_once(':') {
        Some((name, values)) => field_test(name, values, catalog, config)?,
        None if is_as_in_addresses(word, config) => {
            let message = format!("`{word}` is no condition");
            let help = Some(format!("write `{}`", word.replacen('=', ":", 1)));
            return Err(FilterError { message, help });
        }
        None => Test::Word(word.to_lowercase()),
    };
    Ok(Condition { negated, test })
}

/// Whether a word is `field=value`, as the addresses of catalogs have it.
fn is_as_in_addresses(word: &str, config: &Config) -> bool {
    word.split_once('=').is_some_and(|(name, _)| config.schema.get(name).is_some())
}

fn field_test(name: &str, values: &str, catalog: &Catalog, config: &Config) -> Result<Test, FilterError> {
    let Some(field) = config.schema.get(name) else {
        let names = config.schema.fields().map(|f| f.name.as_str());
        let help = nearest(name, names).map(|near| format!("did you mean `{near}`?"));
        return Err(FilterError { message: format!("`{name}` is no field to filter by"), help });
    };
    let values: Vec<&str> = values.split(',').map(str::trim).filter(|v| !v.is_empty()).collect();
    if values.is_empty() || values == ["*"] {
        let taxonomy = catalog.taxonomies.iter().position(|t| t.name == field.name);
        return Ok(Test::Has { name: field.name.clone(), taxonomy });
    }
    if field.kind != FieldType::Terms {
        return Ok(Test::Field { name: field.name.clone(), values: values.into_iter().map(slug).collect() });
    }
    let taxonomy = catalog.taxonomies.iter().position(|t| t.name == field.name).unwrap_or_default();
    let terms = values.into_iter().map(|value| term(value, taxonomy, catalog)).collect::<Result<_, _>>()?;
    Ok(Test::Terms { taxonomy, terms })
}

fn term(value: &str, taxonomy: usize, catalog: &Catalog) -> Result<usize, FilterError> {
    let taxonomy = &catalog.taxonomies[taxonomy];
    taxonomy.position(value).ok_or_else(|| {
        let ids = taxonomy.terms.iter().map(|t| t.id.as_str());
        let help = match nearest(&slug(value), ids.clone()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("the terms are: {}", ids.take(20).collect::<Vec<_>>().join(", ")),
        };
        FilterError { message: format!("`{value}` is no term of `{}`", taxonomy.name), help: Some(help) }
    })
}
