//! What a condition says of a field, by the field's type.

use std::fmt;

use super::span::{Comparison, Span};
use super::{FilterError, Measure, Test};
use crate::catalog::{Catalog, Taxonomy, Term};
use crate::config::Config;
use crate::diagnostic::nearest;
use crate::schema::{Date, Field, FieldType, parse_minutes};
use crate::text::fold::folded;
use crate::text::matching::{Item, folded_slug};
use crate::text::name::slug;

type Result<T> = std::result::Result<T, FilterError>;

/// How a date may be written.
const DATES: &str = "write `2024`, `2024-03`, `2024-03-01`, or a range: `2023..2024-06`";

/// Reads what is said of one field.
pub(super) struct ConditionReader<'r> {
    pub(super) field: &'r Field,
    pub(super) catalog: &'r Catalog,
    pub(super) config: &'r Config,
}

/// A value as it was written, read.
enum Value {
    Plain(String),
    Compared(Comparison, String),
    Between(String, String),
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Plain(text) => f.write_str(text),
            Self::Compared(comparison, text) => write!(f, "{comparison}{text}"),
            Self::Between(from, to) => write!(f, "{from}..{to}"),
        }
    }
}

impl<'r> ConditionReader<'r> {
    /// What is after a colon: values, comparisons and ranges with commas between, or nothing.
    pub(super) fn values(&self, item: &Item) -> Result<Test> {
        let values = item.values();
        if values.is_empty() || matches!(values.as_slice(), [one] if one.text() == "*" && !one.is_quoted()) {
            let taxonomy = self.taxonomy().map(|(at, _)| at);
            return Ok(Test::Has { name: self.field.name.clone(), taxonomy });
        }
        let values = values.iter().map(|value| self.value(value)).collect::<Result<Vec<_>>>()?;
        self.test(values)
    }

    /// What is after a sign: one value.
    pub(super) fn compared(&self, comparison: Comparison, limit: &Item) -> Result<Test> {
        match limit.values().as_slice() {
            [one] if one.find(|c| matches!(c, '<' | '>' | '=')) != Some(0) => {
                self.test(vec![Value::Compared(comparison, one.text())])
            }
            _ => {
                let message = format!("`{}` compares with only one value", self.field.name);
                Err(error(message, self.example()))
            }
        }
    }

    fn value(&self, item: &Item) -> Result<Value> {
        if let Some((comparison, limit)) = comparison(item) {
            return Ok(Value::Compared(comparison, limit.text().trim().to_owned()));
        }
        if item.find(|c| matches!(c, '!' | '=')) == Some(0) || self.is_negated(item) {
            let value = item.split_at(1).1.text();
            let quotes = match self.taxonomy() {
                Some(_) => String::new(),
                None => format!(
                    "; put the value in quotes if it starts so: `{}:{}`",
                    self.field.name,
                    in_quotes(&item.text())
                ),
            };
            let help =
                format!("write `{0}:{value}`, or `-{0}:{value}` for all others{quotes}", self.field.name);
            return Err(error(format!("`{}` is not a value to filter by", item.text()), help));
        }
        // Signs that ask for a part, a pattern or several values elsewhere, and would be left out of a name here.
        let starts_otherwise = item.find(|c| matches!(c, '^' | '~' | '[' | '{' | '(')) == Some(0);
        if starts_otherwise || item.find(|c| c == '*').is_some() {
            let message = format!("`{}` is not a value to filter by", item.text());
            return Err(error(message, self.in_quotes(&item.text())));
        }
        match item.range() {
            Some((from, to)) => match (from.text().trim(), to.text().trim()) {
                ("", "") => Err(error("`..` has neither a start nor an end".to_owned(), self.example())),
                (from, to) => Ok(Value::Between(from.to_owned(), to.to_owned())),
            },
            None => Ok(Value::Plain(item.text())),
        }
    }

    /// Whether a `-` before a value seems to say all others. A number may be below zero, and a term may start with it.
    fn is_negated(&self, item: &Item) -> bool {
        let text = item.text();
        if item.find(is_dash) != Some(0)
            || text.chars().count() < 2
            || matches!(self.field.measure(), FieldType::Number)
        {
            return false;
        }
        let wanted = folded(&text);
        let is_it = |term: &Term| [&term.label, &term.id].iter().any(|name| folded(name) == wanted);
        !self.taxonomy().is_some_and(|(_, taxonomy)| taxonomy.terms.iter().any(is_it))
    }

    fn test(&self, values: Vec<Value>) -> Result<Test> {
        let name = || self.field.name.clone();
        match self.field.measure() {
            FieldType::Terms => self.terms(&values),
            FieldType::Date | FieldType::Number | FieldType::Minutes => {
                let spans = values.iter().map(|value| self.span(value)).collect::<Result<_>>()?;
                Ok(Test::Within { measure: self.measure(), spans })
            }
            FieldType::Text
            | FieldType::Markdown
            | FieldType::List
            | FieldType::Relation
            | FieldType::People
            | FieldType::Bool => {
                let values = values.iter().map(|value| self.text(value)).collect::<Result<_>>()?;
                Ok(Test::Field { name: name(), values })
            }
            FieldType::Quote
            | FieldType::TradeOffs
            | FieldType::Records
            | FieldType::Steps
            | FieldType::Search
            | FieldType::Free => Err(error(
                format!("the values of `{}` are too complex to filter by", name()),
                format!("`{}:` finds pages that have it", name()),
            )),
        }
    }

    fn measure(&self) -> Measure {
        match self.field.name.as_str() {
            "reading_time" => Measure::ReadingTime(self.config.words_per_minute),
            name => Measure::Field(name.to_owned()),
        }
    }

    fn span(&self, value: &Value) -> Result<Span> {
        let end = |text: &String| if text.is_empty() { Ok(None) } else { self.size(text).map(Some) };
        match value {
            Value::Plain(text) => self.size(text),
            Value::Compared(comparison, limit) => Ok(self.size(limit)?.compared(*comparison)),
            Value::Between(from, to) => {
                Span::between(end(from)?, end(to)?).ok_or_else(|| self.ends_first(from, to))
            }
        }
    }

    /// A date, a number or minutes.
    fn size(&self, text: &str) -> Result<Span> {
        let (span, what) = match self.field.measure() {
            FieldType::Date => (Date::parse(text).map(Span::of_date), "date"),
            FieldType::Minutes => (number(text).or_else(|| minutes(text)).map(Span::of_number), "duration"),
            _ => (number(text).map(Span::of_number), "number"),
        };
        let message = || match text {
            "" => format!("there is no {what} to compare `{}` with", self.field.name),
            text => format!("`{text}` is not a {what}, which `{}` needs", self.field.name),
        };
        span.ok_or_else(|| error(message(), self.example()))
    }

    /// How a comparison of this field is written.
    fn example(&self) -> String {
        let name = &self.field.name;
        match self.field.measure() {
            FieldType::Date => DATES.to_owned(),
            FieldType::Minutes => format!("write minutes: `{name}<10`, `{name}:5..10`"),
            FieldType::Terms => format!("write `{name}:` and terms, with commas between"),
            _ => format!("write `{name}:3`, `{name}>=3` or `{name}:3..5`"),
        }
    }

    fn text(&self, value: &Value) -> Result<String> {
        let Value::Plain(text) = value else { return Err(self.no_order(value)) };
        let known: &[String] = &self.field.one_of;
        let is_known = || known.iter().any(|known| folded_slug(known) == folded_slug(text));
        match self.field.kind {
            FieldType::Bool => match text.to_lowercase().as_str() {
                "true" | "yes" => Ok("true".to_owned()),
                "false" | "no" => Ok("false".to_owned()),
                _ => {
                    let message =
                        format!("`{text}` is neither `true` nor `false`, which `{}` needs", self.field.name);
                    Err(error(message, format!("write `{0}:true` or `{0}:false`", self.field.name)))
                }
            },
            _ if known.is_empty() || is_known() => Ok(folded_slug(text)),
            _ => {
                let help = nearest_or_all(text, known.iter().map(String::as_str), "values");
                Err(error(format!("`{text}` is not a value of `{}`", self.field.name), help))
            }
        }
    }

    fn taxonomy(&self) -> Option<(usize, &'r Taxonomy)> {
        self.catalog.taxonomies.iter().enumerate().find(|(_, taxonomy)| taxonomy.name == self.field.name)
    }

    fn terms(&self, values: &[Value]) -> Result<Test> {
        let Some((taxonomy, known)) = self.taxonomy() else {
            return Err(error(format!("`{}` has no terms in this book", self.field.name), self.example()));
        };
        let found = values.iter().map(|value| self.places(value, known)).collect::<Result<Vec<_>>>()?;
        Ok(Test::Terms { taxonomy, terms: found.into_iter().flatten().collect() })
    }

    fn term(&self, value: &str, taxonomy: &Taxonomy) -> Result<usize> {
        taxonomy.named(value).ok_or_else(|| {
            let ids = taxonomy.terms.iter().map(|term| term.id.as_str());
            let help = nearest_or_all(&slug(value), ids, "terms");
            error(format!("`{value}` is not a term of `{}`", taxonomy.name), help)
        })
    }

    /// The terms that a value means: one, or those on a side of it or between two, where their order means something.
    fn places(&self, value: &Value, taxonomy: &Taxonomy) -> Result<Vec<usize>> {
        let place = |text: &str| self.term(text, taxonomy);
        let last = taxonomy.terms.len();
        let end = |text: &str, open: usize| if text.is_empty() { Ok(open) } else { place(text) };
        match value {
            Value::Plain(text) => Ok(vec![place(text)?]),
            _ if !taxonomy.ordered => Err(self.no_order(value)),
            Value::Compared(comparison, text) => {
                let at = place(text)?;
                Ok(match comparison {
                    Comparison::Greater => at + 1..last,
                    Comparison::AtLeast => at..last,
                    Comparison::Less => 0..at,
                    Comparison::AtMost => 0..at + 1,
                }
                .collect())
            }
            Value::Between(from, to) => {
                let (first, end) = (end(from, 0)?, end(to, last.saturating_sub(1))?);
                if first > end {
                    return Err(self.ends_first(from, to));
                }
                Ok((first..=end).collect())
            }
        }
    }

    /// A comparison of what has no order.
    fn no_order(&self, value: &Value) -> FilterError {
        let written = value.to_string();
        let message = format!("`{written}` compares, but `{}` has no order", self.field.name);
        error(message, self.in_quotes(&written))
    }

    fn in_quotes(&self, written: &str) -> String {
        format!("put the value in quotes: `{}:{}`", self.field.name, in_quotes(written))
    }

    fn ends_first(&self, from: &str, to: &str) -> FilterError {
        error(
            format!("`{from}..{to}` ends before it starts"),
            format!("write `{}:{to}..{from}`", self.field.name),
        )
    }
}

/// `-`, and what word processors make of it.
pub(super) fn is_dash(c: char) -> bool {
    matches!(c, '-' | '–' | '—' | '−')
}

/// The sign of a comparison, and what is after it.
pub(super) fn comparison(item: &Item) -> Option<(Comparison, Item)> {
    let found = |(sign, comparison): &(&str, Comparison)| Some((*comparison, item.strip_prefix(sign)?));
    Comparison::SIGNS.iter().find_map(found)
}

fn number(text: &str) -> Option<f64> {
    text.trim().parse().ok().filter(|number: &f64| number.is_finite())
}

fn minutes(text: &str) -> Option<f64> {
    parse_minutes(text).map(f64::from)
}

fn nearest_or_all<'n>(word: &str, names: impl Iterator<Item = &'n str> + Clone, what: &str) -> String {
    match nearest(word, names.clone()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("the {what} are: {}", names.take(20).collect::<Vec<_>>().join(", ")),
    }
}

pub(super) fn in_quotes(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\""))
}

pub(super) fn error(message: String, help: String) -> FilterError {
    FilterError { message, help: Some(help) }
}
