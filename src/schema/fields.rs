//! The fields of one page, typed.

use std::ops::Range;

use super::field_value::{FieldValue, Person, Quote, Record, Reference, Search, Step, TradeOffs};
use super::time::Date;
use crate::front_matter::Map;

/// A field's value, the key it was written under, and its place in the page.
#[derive(Debug, Clone, PartialEq)]
pub struct Typed {
    /// The value.
    pub value: FieldValue,
    /// The key as written, which may be an alias.
    pub key: String,
    /// The value's bytes.
    pub span: Range<usize>,
    /// The value as the type that its readers expect, where the book made a taxonomy of the field.
    pub read_as: Option<FieldValue>,
    /// Who says it.
    pub origin: Origin,
}

/// Who says a value of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// Its front matter.
    FrontMatter,
    /// Its text, in a book that reads it.
    Text,
    /// Where it stands: its folder or its number.
    Place,
    /// The `[[defaults]]` of its path.
    Defaults,
}

impl Typed {
    /// The value as its readers expect it.
    pub fn expected(&self) -> &FieldValue {
        self.read_as.as_ref().unwrap_or(&self.value)
    }

    /// Whether the front matter says it.
    pub fn is_in_front_matter(&self) -> bool {
        self.origin == Origin::FrontMatter
    }

    /// The value, and all that it names, at another place.
    fn at(mut self, span: Range<usize>) -> Self {
        for value in [Some(&mut self.value), self.read_as.as_mut()].into_iter().flatten() {
            if let FieldValue::References(references) = value {
                references.iter_mut().for_each(|reference| reference.span = span.clone());
            }
        }
        Self { span, ..self }
    }

    /// A value that the page says.
    pub(super) fn said(value: FieldValue, key: &str, span: Range<usize>) -> Self {
        Self { value, key: key.to_owned(), span, read_as: None, origin: Origin::FrontMatter }
    }
}

/// The fields of a page.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Fields {
    /// By name; a page has a dozen, which is no work for a map.
    values: Vec<(String, Typed)>,
    /// The front matter as written.
    pub written: Map,
}

impl Fields {
    pub(super) fn insert(&mut self, name: &str, value: Typed) {
        self.values.push((name.to_owned(), value));
    }

    /// Gives a field that is there another value.
    pub(super) fn set(&mut self, name: &str, value: FieldValue) {
        if let Some((_, typed)) = self.values.iter_mut().find(|(known, _)| known == name) {
            typed.value = value;
        }
    }

    /// Gives a field that is there another value for its readers; the terms that it has as a taxonomy stay.
    pub(super) fn set_expected(&mut self, name: &str, value: FieldValue) {
        if let Some((_, typed)) = self.values.iter_mut().find(|(known, _)| known == name) {
            match &mut typed.read_as {
                Some(read_as) => *read_as = value,
                None => typed.value = value,
            }
        }
    }

    /// Those that the front matter says.
    pub(crate) fn in_front_matter(&self) -> impl Iterator<Item = (&str, &Typed)> {
        let said = self.values.iter().filter(|(_, typed)| typed.is_in_front_matter());
        said.map(|(name, typed)| (name.as_str(), typed))
    }

    /// The field of a name.
    pub fn get(&self, name: &str) -> Option<&Typed> {
        self.values.iter().find(|(known, _)| known == name).map(|(_, typed)| typed)
    }

    fn value(&self, name: &str) -> Option<&FieldValue> {
        self.get(name).map(Typed::expected)
    }

    pub(super) fn remove(&mut self, name: &str) {
        self.values.retain(|(known, _)| known != name);
    }

    /// Takes the values of `defaults` for fields that are not there, and that the page does not name.
    pub(super) fn inherit(&mut self, defaults: &Fields, is_said: impl Fn(&str) -> bool) {
        for (name, value) in &defaults.values {
            if self.get(name).is_none() && !is_said(name) {
                self.insert(name, Typed { span: 0..0, origin: Origin::Defaults, ..value.clone() });
            }
        }
    }

    /// Whether the text of the page says some of them.
    pub fn are_in_text(&self) -> bool {
        self.values.iter().any(|(_, typed)| typed.origin == Origin::Text)
    }

    /// Gives the value of a field the key that a text has for it.
    pub(crate) fn call(&mut self, name: &str, key: &str) {
        let values = self.values.iter_mut().filter(|(known, _)| known == name);
        values.for_each(|(_, typed)| typed.key = key.to_owned());
    }

    /// Takes values that a text says at `span`.
    pub(crate) fn say(&mut self, said: Fields, span: Range<usize>) {
        self.values.extend(said.values.into_iter().map(|(name, value)| (name, value.at(span.clone()))));
    }

    /// Takes the values that the page's text says, for fields that its front matter does not name.
    pub(crate) fn take_from_text(&mut self, said: Fields) {
        for (name, value) in said.values {
            if let Some(own) = self.get(&name).filter(|own| self.is_of_section(own)) {
                let of_text = Typed { origin: Origin::Text, ..own.clone() };
                self.remove(&name);
                self.insert(&name, of_text);
                continue;
            }
            let is_own = self.get(&name).is_some_and(Typed::is_in_front_matter);
            if !is_own && !self.is_emptied(&name) {
                self.remove(&name);
                self.insert(&name, Typed { origin: Origin::Text, ..value });
            }
        }
    }

    /// Whether the section "Status" says a value, as it does in any book.
    fn is_of_section(&self, typed: &Typed) -> bool {
        let is_status = |name: &str| crate::text::name::key(name) == "status";
        typed.is_in_front_matter()
            && is_status(&typed.key)
            && !self.written.0.iter().any(|entry| is_status(&entry.key))
    }

    /// Gives the page a value because of where it stands, unless it has one.
    pub(crate) fn place_in(&mut self, name: &str, term: &str) {
        if self.get(name).is_none() && !self.is_emptied(name) {
            let value = FieldValue::References(vec![Reference::named(term, 0..0)]);
            let read_as = Some(FieldValue::Text(term.to_owned()));
            self.insert(name, Typed { read_as, origin: Origin::Place, ..Typed::said(value, name, 0..0) });
        }
    }

    /// Gives the page what its file's name says of a field, unless it has a value.
    pub(crate) fn say_by_name(&mut self, name: &str, value: FieldValue) {
        if self.get(name).is_none() && !self.is_emptied(name) {
            let said = Typed::said(value, name, 0..0);
            self.insert(name, Typed { origin: Origin::Place, ..said });
        }
    }

    /// Whether the page has the key of a field, and nothing after it.
    fn is_emptied(&self, name: &str) -> bool {
        let named = |entry: &crate::front_matter::Entry| {
            crate::text::name::key(&entry.key) == crate::text::name::key(name)
        };
        self.written.0.iter().any(named)
    }

    /// The types of the page: mostly one.
    pub fn page_types(&self) -> impl Iterator<Item = &str> {
        let typed = self.get("type").map(|typed| &typed.value);
        let (text, terms) = match typed {
            Some(FieldValue::Text(text)) => (Some(text.as_str()), [].as_slice()),
            Some(FieldValue::References(terms)) => (None, terms.as_slice()),
            _ => (None, [].as_slice()),
        };
        text.into_iter().chain(terms.iter().map(|term| term.name.as_str()))
    }

    /// The text of a text field.
    pub fn text(&self, name: &str) -> Option<&str> {
        match self.value(name) {
            Some(FieldValue::Text(text)) => Some(text),
            _ => None,
        }
    }

    /// The items of a list field; none if it is absent.
    pub fn list(&self, name: &str) -> &[String] {
        match self.value(name) {
            Some(FieldValue::List(items)) => items,
            _ => &[],
        }
    }

    /// What a field of terms or a relation names; nothing if it is absent.
    pub fn references(&self, name: &str) -> &[Reference] {
        match self.get(name).map(|typed| &typed.value) {
            Some(FieldValue::References(references)) => references,
            _ => &[],
        }
    }

    /// The value of a date field.
    pub fn date(&self, name: &str) -> Option<Date> {
        match self.value(name) {
            Some(FieldValue::Date(date)) => Some(*date),
            _ => None,
        }
    }

    /// The value of a field of minutes.
    pub fn minutes(&self, name: &str) -> Option<u32> {
        match self.value(name) {
            Some(FieldValue::Minutes(minutes)) => Some(*minutes),
            _ => None,
        }
    }

    /// The value of a number field.
    pub fn number(&self, name: &str) -> Option<f64> {
        match self.value(name) {
            Some(FieldValue::Number(number)) => Some(*number),
            _ => None,
        }
    }

    /// The value of a boolean field; false if it is absent.
    pub fn bool(&self, name: &str) -> bool {
        matches!(self.value(name), Some(FieldValue::Bool(true)))
    }

    /// The value of a quote field.
    pub fn quote(&self, name: &str) -> Option<&Quote> {
        match self.value(name) {
            Some(FieldValue::Quote(quote)) => Some(quote),
            _ => None,
        }
    }

    /// The value of a field of trade-offs.
    pub fn trade_offs(&self, name: &str) -> Option<&TradeOffs> {
        match self.value(name) {
            Some(FieldValue::TradeOffs(trade_offs)) => Some(trade_offs),
            _ => None,
        }
    }

    /// The records of a field; none if it is absent.
    pub fn records(&self, name: &str) -> &[Record] {
        match self.value(name) {
            Some(FieldValue::Records(records)) => records,
            _ => &[],
        }
    }

    /// The steps of a field; none if it is absent.
    pub fn steps(&self, name: &str) -> &[Step] {
        match self.value(name) {
            Some(FieldValue::Steps(steps)) => steps,
            _ => &[],
        }
    }

    /// How the search treats the page, if it says so.
    pub fn search(&self) -> Option<&Search> {
        match self.value("search") {
            Some(FieldValue::Search(search)) => Some(search),
            _ => None,
        }
    }

    /// Whether the text of the page says a field, so that a block of the same words would say it twice.
    pub(crate) fn is_in_text(&self, name: &str) -> bool {
        self.get(name).is_some_and(|typed| typed.origin == Origin::Text)
    }

    /// Whether the terms of a field are the names of people.
    pub(crate) fn names_people(&self, name: &str) -> bool {
        self.get(name).is_some_and(|typed| matches!(typed.read_as, Some(FieldValue::People(_))))
    }

    /// The people of a field; none if it is absent.
    pub fn people(&self, name: &str) -> &[Person] {
        match self.value(name) {
            Some(FieldValue::People(people)) => people,
            _ => &[],
        }
    }
}
