//! References as authors write them: names, `id: why`, records, and groups of them.

use super::FieldType;
use super::coerce::{ValueReader, lookup, place_of};
use super::field_value::Reference;
use crate::front_matter::{Entry, Map, Node, Value};
use crate::text::markdown::wiki_page;
use crate::text::name::key;

/// Keys that name what a record is about, and keys that say why.
const NAMES: &[&str] = &["id", "number", "name", "title", "law", "pillar", "pattern", "page", "path"];
const NOTES: &[&str] = &["description", "why", "how", "note", "reason", "relationship"];

/// Whether what a key of a record holds names a page or a term.
pub(crate) fn is_name_key(name: &str) -> bool {
    let name = key(name);
    NAMES.contains(&name.as_str()) || ADDRESSES.contains(&name.as_str())
}

/// Keys of what a link shows and of where it leads, as VuePress and Starlight write `prev` and `next`.
const TEXTS: &[&str] = &["text", "label", "title", "name"];
const ADDRESSES: &[&str] = &["link", "url", "href", "permalink"];

/// Keys that name it and nothing else: no page and no term is called so.
const IDS: &[&str] = &["id", "name", "title", "number"];

/// Keys that name one page or term, whatever address stands beside them.
const WHICH: &[&str] = &["id", "number", "law", "pillar", "pattern", "page", "path"];

/// Whether a table says why, and nothing else.
fn is_note(map: &Map) -> bool {
    let is_part = |name: &str| name == "aspect" || NOTES.contains(&name);
    !map.0.is_empty() && map.0.iter().all(|entry| is_part(&key(&entry.key)) && entry.node.text().is_some())
}

/// Whether a table is a link: an address with or without a text.
fn is_link(map: &Map) -> bool {
    let has = |names: &[&str]| map.0.iter().any(|entry| names.contains(&key(&entry.key).as_str()));
    lookup(map, ADDRESSES).is_some() && !has(WHICH) && (map.0.len() == 1 || has(TEXTS))
}

fn is_record(map: &Map) -> bool {
    if is_link(map) {
        return true;
    }
    if map.0.iter().any(|entry| IDS.contains(&key(&entry.key).as_str()) && entry.node.text().is_some()) {
        return true;
    }
    map.0.iter().any(|entry| NAMES.contains(&key(&entry.key).as_str()) && entry.node.text().is_some())
        && (map.0.len() == 1
            || map.0.iter().any(|entry| {
                let name = key(&entry.key);
                name == "aspect" || NOTES.contains(&name.as_str())
            }))
}

impl ValueReader<'_> {
    pub(super) fn references(&mut self, node: &Node, group: Option<&str>) -> Vec<Reference> {
        match &node.value {
            Value::Null => Vec::new(),
            Value::List(items) => items.iter().flat_map(|item| self.reference(item, group)).collect(),
            Value::Map(map) if is_record(map) => self.reference(node, group),
            Value::Map(map) => map.0.iter().flat_map(|entry| self.keyed(entry, group)).collect(),
            _ => self.reference(node, group),
        }
    }

    /// Reports the keys of a reference that nothing reads.
    fn only_of_reference(&mut self, map: &Map) {
        let of_links = match (is_link(map), self.field.kind) {
            (true, FieldType::Relation) => [TEXTS, ADDRESSES].concat(),
            (true, _) => TEXTS.to_vec(),
            _ => Vec::new(),
        };
        let of_links = of_links.into_iter().filter(|name| !NAMES.contains(name)).collect::<Vec<_>>();
        self.only(map, &[NAMES, NOTES, &["aspect"], &of_links].concat(), &[], "a reference");
    }

    /// What a table names that is a link: of pages the link in Markdown, of terms its text.
    fn link(&self, map: &Map) -> Option<String> {
        let text = lookup(map, TEXTS);
        if self.field.kind != FieldType::Relation {
            return text.filter(|_| is_link(map));
        }
        let address = lookup(map, ADDRESSES)?;
        let address = address.replace(' ', "%20");
        // A text that could end the link does so no more.
        let link = |text: String| format!("[{}]({address})", text.replace("](", "] ("));
        Some(text.map_or_else(|| address.clone(), link))
    }

    /// `id: why`, or `primary: [...]`.
    fn keyed(&mut self, entry: &Entry, group: Option<&str>) -> Vec<Reference> {
        match &entry.node.value {
            Value::List(_) => self.references(&entry.node, Some(&entry.key)),
            Value::Map(map) if group.is_none() && !is_record(map) && !is_note(map) => {
                self.references(&entry.node, Some(&entry.key))
            }
            value => {
                let note = match value {
                    Value::Map(map) => {
                        self.only_of_reference(map);
                        lookup(map, NOTES)
                    }
                    _ => entry.node.text().map(|t| t.trim().to_owned()).filter(|t| !t.is_empty()),
                };
                let span = entry.key_span.clone();
                vec![Reference {
                    name: entry.key.clone(),
                    aspect: None,
                    note,
                    group: group.map(str::to_owned),
                    span,
                }]
            }
        }
    }

    fn reference(&mut self, node: &Node, group: Option<&str>) -> Vec<Reference> {
        let group = group.map(str::to_owned);
        match &node.value {
            Value::Map(map) if is_record(map) => {
                let name = lookup(map, WHICH).or_else(|| self.link(map)).or_else(|| lookup(map, NAMES));
                let Some(name) = name else { return Vec::new() };
                self.only_of_reference(map);
                let (aspect, note) = (lookup(map, &["aspect"]), lookup(map, NOTES));
                let names = [ADDRESSES, NAMES, TEXTS].concat();
                let span = place_of(map, &names).unwrap_or(node.span.clone());
                vec![Reference { name, aspect, note, group, span }]
            }
            Value::Map(map) => map.0.iter().flat_map(|entry| self.keyed(entry, group.as_deref())).collect(),
            _ => {
                let span = node.span.clone();
                let is_term = self.field.kind == FieldType::Terms;
                let names = self.item(node).into_iter();
                names
                    .map(|name| Reference {
                        // A term is what the link names.
                        name: if is_term { wiki_page(&name).to_owned() } else { name },
                        aspect: None,
                        note: None,
                        group: group.clone(),
                        span: span.clone(),
                    })
                    .collect()
            }
        }
    }
}
