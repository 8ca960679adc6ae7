//! People: their names, with the addresses beside them, in one text, in a list, or in tables.

mod names;

use std::ops::Range;

pub(crate) use names::{is_address, person, several_people};

use names::are_sure;

use super::coerce::{ValueReader, lookup, place_of};
use super::field_value::Person;
use super::split::{as_list_or_one, place};
use crate::diagnostic::Code;
use crate::front_matter::write::flow_list;
use crate::front_matter::{Entry, Map, Node, Value};
use crate::text::markdown::{link_parts, wiki_text};
use crate::text::name::key;

/// Keys of a table that say who is meant, the best one first.
const NAMES: &[&str] = &["name", "github", "email"];

/// All that is read of such a table.
const KEYS: &[&str] = &["name", "github", "email", "url", "website"];

/// What Quarto, Docusaurus and Material for MkDocs say of authors, for themselves alone.
const OF_OTHERS: &[&str] = &[
    "acknowledgements",
    "affiliation",
    "affiliations",
    "attributes",
    "avatar",
    "bio",
    "corresponding",
    "degrees",
    "description",
    "equalcontributor",
    "fax",
    "given",
    "family",
    "id",
    "image",
    "imageurl",
    "key",
    "metadata",
    "note",
    "number",
    "orcid",
    "page",
    "phone",
    "role",
    "roles",
    "slug",
    "socials",
    "title",
];

/// A person, and where the page names them.
pub(super) type Named = (Person, Range<usize>);

impl ValueReader<'_> {
    /// The people of a value, each with the place of the name.
    pub(super) fn people(&mut self, node: &Node) -> Vec<Named> {
        match &node.value {
            // An item of a list is one, whatever stands in it.
            Value::List(items) => items.iter().flat_map(|item| self.person(item)).collect(),
            Value::Map(map) if !is_record(map) => {
                map.0.iter().flat_map(|entry| self.keyed_person(entry)).collect()
            }
            Value::Map(map) => self.person_of_table(map, None, node),
            _ => {
                let texts = self.item(node);
                let names: Vec<String> = texts.iter().flat_map(|text| self.names(text, node)).collect();
                let mut at = node.span.start;
                let mut named = |name: &String| {
                    // Of two equal names the second stands after the first.
                    let span = place(name, at..node.span.end, self.text);
                    at = span.as_ref().map_or(at, |span| span.end);
                    self.named(name, span, node)
                };
                names.iter().map(&mut named).collect()
            }
        }
    }

    fn person(&mut self, node: &Node) -> Vec<Named> {
        match &node.value {
            Value::Map(map) if is_record(map) => self.person_of_table(map, None, node),
            Value::List(_) if self.is_hole(node) => Vec::new(),
            Value::List(_) => {
                self.wrong_type(node, "a person in each item");
                Vec::new()
            }
            _ => {
                let names = self.item(node);
                let one = |name: &String| {
                    let span = place(name, node.span.clone(), self.text);
                    self.named(name, span, node)
                };
                names.iter().map(one).collect()
            }
        }
    }

    /// `ann: {name: Ann Lee}`, `Ann Lee: https://ann.example`, `ann:`.
    fn keyed_person(&mut self, entry: &Entry) -> Vec<Named> {
        match &entry.node.value {
            Value::Map(map) => self.person_of_table(map, Some(entry), &entry.node),
            Value::List(_) => {
                self.wrong_type(&entry.node, "people");
                Vec::new()
            }
            _ => {
                let text = entry.node.text().unwrap_or_default().trim();
                let person = match (is_address(text), text.is_empty()) {
                    (true, _) => linked(person(&entry.key, Some(text))),
                    (_, true) => person(&entry.key, None),
                    _ => person(&format!("{}: {text}", entry.key), None),
                };
                vec![(person, entry.key_span.clone())]
            }
        }
    }

    fn person_of_table(&mut self, map: &Map, entry: Option<&Entry>, node: &Node) -> Vec<Named> {
        match name_in_parts(map) {
            Some(_) => self.only_but(map, &KEYS[1..], &KEYS[..1], OF_OTHERS, "a person"),
            None => self.only_but(map, KEYS, &[], OF_OTHERS, "a person"),
        }
        person_of_table(map, entry, node)
    }

    /// The person of a text that stands at `span`, with the place of the name in it.
    fn named(&mut self, text: &str, span: Option<Range<usize>>, node: &Node) -> Named {
        let text = wiki_text(text);
        let person = match link_parts(text) {
            Some((name, to)) => linked(person(name, Some(to))),
            None if text.matches("](").count() > 1 => {
                let message = format!("`{text}` is one person of `{}`, but links several", self.key);
                let help = "write a list with an item for each".to_owned();
                self.problem(Code::SeveralValues, node.span.clone(), message, help);
                Person { name: text.to_owned(), url: None, email: None }
            }
            None => linked(person(text, None)),
        };
        let all = span.unwrap_or_else(|| node.span.clone());
        let place = place(&person.name, all, self.text).unwrap_or_else(|| node.span.clone());
        (person, place)
    }

    /// The names of a text: those of `Ann Lee, Bob Ray and Cy Day`. `Ann, Bob` may be one person, and is reported.
    fn names(&mut self, text: &str, node: &Node) -> Vec<String> {
        match several_people(text) {
            Some(names) if are_sure(&names, text) => names.into_iter().map(str::to_owned).collect(),
            Some(names) => {
                let message = format!("`{text}` is one person of `{}`, but looks like several", self.key);
                let help = as_list_or_one(&flow_list(names), text);
                self.problem(Code::SeveralValues, node.span.clone(), message, help);
                vec![text.to_owned()]
            }
            None => vec![text.to_owned()],
        }
    }
}

/// The same person, whose link without an address of the web is the one for mail.
fn linked(person: Person) -> Person {
    let mail = person.email.as_ref().map(|email| format!("mailto:{email}"));
    Person { url: person.url.or(mail), ..person }
}

/// Whether a table is about one person.
fn is_record(map: &Map) -> bool {
    let is_name = |entry: &Entry| NAMES.contains(&key(&entry.key).as_str()) && entry.node.text().is_some();
    map.0.iter().any(is_name) || name_in_parts(map).is_some()
}

/// A name as Quarto takes it apart: `name: {given: Ann, family: Lee}`.
fn name_in_parts(map: &Map) -> Option<(String, Range<usize>)> {
    let entry = map.0.iter().find(|entry| key(&entry.key) == "name")?;
    let Value::Map(parts) = &entry.node.value else { return None };
    let given_and_family = || {
        let said = ["given", "droppingparticle", "nondroppingparticle", "family"];
        let said: Vec<String> = said.iter().filter_map(|part| lookup(parts, &[part])).collect();
        (!said.is_empty()).then(|| said.join(" "))
    };
    let name = lookup(parts, &["literal"]).or_else(given_and_family)?;
    Some((name, entry.key_span.clone()))
}

/// The person of a table, with the key that it stands under where it has no name.
fn person_of_table(map: &Map, entry: Option<&Entry>, node: &Node) -> Vec<Named> {
    let said = || Some((lookup(map, NAMES)?, place_of(map, NAMES)?));
    let under = || entry.map(|entry| (entry.key.clone(), entry.key_span.clone()));
    let name = name_in_parts(map).or_else(said).or_else(under);
    let (name, place) = name.map_or((None, node.span.clone()), |(name, place)| (Some(name), place));
    let email = lookup(map, &["email"]);
    let github = lookup(map, &["github"]).map(|name| match name.contains("://") {
        true => name,
        false => format!("https://github.com/{}", name.trim_start_matches('@')),
    });
    let url = lookup(map, &["url", "website"]).or(github);
    name.map(|name| (linked(Person { name, url, email }), place)).into_iter().collect()
}
