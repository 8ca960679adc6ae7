//! Directives: their names, their arguments, and what these take.

use super::{Choice, Choices, FIELD, FUNCTION, Place, VALUE, ids, terms};
use crate::expand::{Takes, directive_names, takes};
use crate::lsp::book::State;
use crate::schema::{Field, FieldType};
use crate::text::name::slug;

impl Place<'_> {
    /// What may be written in a directive, whose name starts at a byte of the line.
    pub(super) fn directive(&self, state: &State, file: &str, at: usize) -> Choices {
        let written = &self.before()[at..];
        let Some((name, rest)) = written.split_once(' ') else {
            let choice = |(name, keys): (&str, &[&str])| Choice {
                detail: keys.join(", "),
                ..Choice::new(name, FUNCTION)
            };
            return Choices::at(self.line + at, directive_names().map(choice).collect());
        };
        let words = words(rest);
        let (last, said) = words.split_last().map_or(("", &[][..]), |(last, said)| (*last, said));
        let values: Vec<&str> = said.iter().copied().filter(|word| !word.contains('=')).collect();
        let (key, value) = match last.split_once('=') {
            Some((key, value)) => (Some(key), value.trim_start_matches(['"', '\''])),
            None => (None, last),
        };
        let part = value.rsplit([' ', ',']).next().unwrap_or_default();
        // The sign that turns the order round stays.
        let part = part.strip_prefix('-').filter(|_| key == Some("sort")).unwrap_or(part);
        let start = self.byte - part.len();
        let taken = match takes(name, key, values.len()) {
            Takes::Filter => return self.filter(state, value),
            Takes::Term => values.last().map(|name| terms_of(state, name)).unwrap_or_default(),
            other => offered(state, file, &other),
        };
        let keys = directive_names().find(|(known, _)| *known == name).map_or(&[][..], |(_, keys)| keys);
        let open = keys.iter().filter(|key| !said.iter().any(|word| word.split('=').next() == Some(key)));
        let choice = |key: &&str| Choice { new: format!("{key}="), ..Choice::new(*key, FIELD) };
        // After a key there is its value only.
        let keys = open.filter(|_| key.is_none()).map(choice);
        Choices::at(start, taken.into_iter().chain(keys).collect())
    }

    /// The fields of a filter, and the terms of the one that is named.
    fn filter(&self, state: &State, value: &str) -> Choices {
        let word = value.rsplit(' ').next().unwrap_or_default().trim_start_matches('-');
        let Some((name, said)) = word.split_once(':') else {
            let field = |field: &Field| Choice {
                new: format!("{}:", field.name.replace('_', "-")),
                ..Choice::new(field.name.replace('_', "-"), FIELD)
            };
            let fields = state.book.config.schema.fields().map(field).collect();
            return Choices::at(self.byte - word.len(), fields);
        };
        // The signs of a comparison and of a range stay.
        let part = said.rsplit([',', '<', '>', '=']).next().unwrap_or_default();
        let part = part.rsplit("..").next().unwrap_or_default();
        Choices::at(self.byte - part.len(), terms_of(state, name))
    }
}

/// The terms of the taxonomy that an author names, by its name or an alias.
fn terms_of(state: &State, name: &str) -> Vec<Choice> {
    state.book.config.schema.get(name).map(|field| terms(state, &field.name)).unwrap_or_default()
}

/// The values of an argument.
fn offered(state: &State, file: &str, takes: &Takes) -> Vec<Choice> {
    let names = |fields: &mut dyn Iterator<Item = &str>| -> Vec<Choice> {
        fields.map(|name| Choice::new(name.replace('_', "-"), FIELD)).collect()
    };
    let fields = state.book.config.schema.fields();
    match takes {
        Takes::OneOf(words) => words.iter().map(|word| Choice::new(*word, VALUE)).collect(),
        Takes::Taxonomy => names(&mut state.book.catalog.taxonomies.iter().map(|one| one.name.as_str())),
        Takes::Fields => names(&mut fields.map(|field| field.name.as_str())),
        Takes::Relations => {
            let is_relation = |field: &&Field| field.kind == FieldType::Relation;
            names(&mut fields.filter(is_relation).map(|field| field.name.as_str()))
        }
        Takes::Pages => ids(state, file).into_iter().map(as_one_word).collect(),
        Takes::Term | Takes::Filter | Takes::Other => Vec::new(),
    }
}

/// A page by a name that needs no quotes.
fn as_one_word(choice: Choice) -> Choice {
    let new = if choice.new.contains(char::is_whitespace) { slug(&choice.new) } else { choice.new };
    Choice { new, ..choice }
}

/// The arguments so far, the last as far as it is written. What is in quotes is one.
fn words(text: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let (mut start, mut quote) = (0, None);
    for (at, c) in text.char_indices() {
        match (quote, c) {
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), c) if open == c => quote = None,
            (None, ' ') => {
                words.extend(Some(&text[start..at]).filter(|word| !word.is_empty()));
                start = at + 1;
            }
            _ => {}
        }
    }
    words.push(&text[start..]);
    words
}
