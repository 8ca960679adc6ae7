//! People: their names, with the addresses beside them, in one text, in a list, or in tables.

use std::ops::Range;

use super::coerce::{ValueReader, lookup, place_of};
use super::fields::Person;
use super::split::place;
use crate::diagnostic::Code;
use crate::front_matter::{Entry, Map, Node, Value};
use crate::text::address::{is_mail, is_web};
use crate::text::markdown::link_parts;
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

/// What belongs to the name before the comma.
const OF_ONE: &[&str] =
    &["co", "dr", "gmbh", "ii", "iii", "inc", "jr", "llc", "ltd", "md", "msc", "phd", "sr"];

/// What somebody is, at the start or at the end of what stands after the comma.
const ROLES: &[&str] = &[
    "architect",
    "ceo",
    "cfo",
    "chair",
    "chairman",
    "cio",
    "cofounder",
    "consultant",
    "coo",
    "cto",
    "developer",
    "director",
    "editor",
    "engineer",
    "founder",
    "head",
    "lead",
    "maintainer",
    "manager",
    "officer",
    "president",
    "professor",
    "vp",
];

/// What a name of several words joined by `and` ends with.
const GROUPS: &[&str] = &[
    "board",
    "committee",
    "community",
    "council",
    "department",
    "division",
    "foundation",
    "group",
    "guild",
    "institute",
    "office",
    "squad",
    "team",
    "teams",
    "unit",
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
                names.iter().map(|name| self.named(name, node)).collect()
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
            _ => self.item(node).into_iter().map(|name| self.named(&name, node)).collect(),
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
        self.only(map, KEYS, OF_OTHERS, "a person");
        person_of_table(map, entry, node)
    }

    /// The person of a text, with the place of the name in it.
    fn named(&self, text: &str, node: &Node) -> Named {
        let person = linked(match link_parts(text) {
            Some((name, to)) => person(name, Some(to)),
            None => person(text, None),
        });
        let all = place(text, node.span.clone(), self.text).unwrap_or_else(|| node.span.clone());
        let place = place(&person.name, all, self.text).unwrap_or_else(|| node.span.clone());
        (person, place)
    }

    /// The names of a text: those of `Ann Lee, Bob Ray and Cy Day`. `Ann, Bob` may be one person, and is reported.
    fn names(&mut self, text: &str, node: &Node) -> Vec<String> {
        match several_people(text) {
            Some(names) if are_sure(&names, text) => names.into_iter().map(str::to_owned).collect(),
            Some(names) => {
                let message = format!("`{text}` is one person of `{}`, but looks like several", self.key);
                let help = format!(
                    "write a list, `[{}]`, or quotes in a list, `[\"{text}\"]`, for one",
                    names.join(", ")
                );
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
    map.0.iter().any(|entry| NAMES.contains(&key(&entry.key).as_str()) && entry.node.text().is_some())
}

/// The person of a table, with the key that it stands under where it has no name.
fn person_of_table(map: &Map, entry: Option<&Entry>, node: &Node) -> Vec<Named> {
    let name = lookup(map, NAMES);
    let place = match (place_of(map, NAMES), entry) {
        (Some(place), _) => place,
        (None, Some(entry)) => entry.key_span.clone(),
        (None, None) => node.span.clone(),
    };
    let email = lookup(map, &["email"]);
    let github = lookup(map, &["github"]).map(|name| match name.contains("://") {
        true => name,
        false => format!("https://github.com/{}", name.trim_start_matches('@')),
    });
    let url = lookup(map, &["url", "website"]).or(github);
    let name = name.or_else(|| entry.map(|entry| entry.key.clone()));
    name.map(|name| (linked(Person { name, url, email }), place)).into_iter().collect()
}

/// A person as a text says them, with the address that the text links or ends with: `Ann <ann@example.org>`,
/// `Ann (https://ann.example)`. The address is no part of the name.
pub(crate) fn person(text: &str, link: Option<&str>) -> Person {
    let bare = link.map(|link| link.strip_prefix("mailto:").unwrap_or(link));
    let (name, last) = match address_at_end(text) {
        Some((name, address)) if is_address(address) || Some(address) == bare => (name, Some(address)),
        _ => (text, None),
    };
    let name = if name.is_empty() { text } else { name };
    let addresses = bare.into_iter().chain(last);
    let (mails, others): (Vec<&str>, Vec<&str>) = addresses.partition(|address| is_mail(address));
    let first = |all: Vec<&str>| all.first().map(|one| (*one).to_owned());
    Person { name: name.trim().to_owned(), url: first(others), email: first(mails) }
}

/// What a text ends with, in brackets or as a word of its own, and what is before it.
fn address_at_end(text: &str) -> Option<(&str, &str)> {
    let text = text.trim();
    match text.strip_suffix(['>', ')']) {
        Some(inner) => {
            let at = inner.rfind(['<', '('])?;
            Some((inner[..at].trim_end(), inner[at + 1..].trim()))
        }
        None => text.rsplit_once(' ').map(|(name, address)| (name.trim_end(), address)),
    }
}

fn is_address(text: &str) -> bool {
    is_mail(text) || is_web(text)
}

/// The names between commas, semicolons, `&` and `and`, if there are several: what belongs to one name is none by itself.
pub(crate) fn several_people(text: &str) -> Option<Vec<&str>> {
    let names = pieces(text);
    let is_name = |name: &&str| {
        let bare = name.split(['<', '(']).next().unwrap_or_default();
        !OF_ONE.contains(&plain(name).as_str())
            && (is_marked(name) || bare.split_whitespace().count() <= 4)
            && name.chars().any(char::is_alphabetic)
    };
    let is_role = |name: &&str| !is_marked(name) && says_role(name);
    let is_group = !text.contains([',', ';'])
        && text.rsplit(' ').next().is_some_and(|word| GROUPS.contains(&plain(word).as_str()));
    (names.len() > 1 && names.iter().all(is_name) && !names.iter().skip(1).any(is_role) && !is_group)
        .then_some(names)
}

/// The text between its separators; what is in brackets separates nothing.
fn pieces(text: &str) -> Vec<&str> {
    let (mut pieces, mut start, mut depth) = (Vec::new(), 0, 0_usize);
    for (at, sign) in text.char_indices() {
        let width = match sign {
            '(' | '<' | '[' => {
                depth += 1;
                0
            }
            ')' | '>' | ']' => {
                depth = depth.saturating_sub(1);
                0
            }
            ',' | ';' if depth == 0 => 1,
            ' ' if depth == 0 => {
                [" and ", " & "].iter().find(|sign| text[at..].starts_with(**sign)).map_or(0, |s| s.len())
            }
            _ => 0,
        };
        if width > 0 && at >= start {
            pieces.push(&text[start..at]);
            start = at + width;
        }
    }
    pieces.push(&text[start..]);
    let name = |piece: &'_ str| piece.trim().len();
    let trimmed = pieces.iter().map(|piece| piece.trim());
    let trimmed = trimmed.map(|piece| piece.strip_prefix("and ").unwrap_or(piece));
    trimmed.filter(|piece| name(piece) > 0).collect()
}

/// Whether a piece is a name by its form: a handle, or with something in brackets after it.
fn is_marked(name: &str) -> bool {
    name.trim_start_matches(['"', '\'']).starts_with('@') || name.ends_with(['>', ')'])
}

fn says_role(name: &str) -> bool {
    let words: Vec<String> = name.split_whitespace().map(plain).collect();
    [words.first(), words.last()].into_iter().flatten().any(|word| ROLES.contains(&word.as_str()))
}

fn plain(word: &str) -> String {
    word.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Whether the pieces of a text can only be names of people.
fn are_sure(names: &[&str], text: &str) -> bool {
    // `Doe, J., Roe, R.` has initials between its commas.
    let is_name = |name: &&str| name.chars().filter(|c| c.is_alphabetic()).count() > 1;
    let are_many = names.len() > 2 && names.iter().all(is_name);
    are_many || !text.contains(',') || names.iter().all(|name| is_marked(name) || name.contains(' '))
}
