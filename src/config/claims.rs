//! Two declarations that claim one name, of which one would be dropped without a word.

use std::collections::BTreeMap;

use toml::Value;

use super::table::{Table, list_of};
use crate::schema::Schema;
use crate::text::name::{key, slug, term_id};

/// Reports them, but for those of fields, which declaring them finds.
pub(super) fn check(root: &Table<'_>, schema: &Schema) {
    taxonomies(root, schema);
    boxes(root);
    fields(root);
    if let Some(labels) = root.quiet("labels") {
        one_each(&labels, &|name| name.replace('-', "_"), "are one word");
    }
    if let Some(templates) = root.quiet("check").and_then(|check| check.quiet("templates")) {
        one_each(&templates, &slug, "are one type of pages");
    }
}

/// Reports what two fields of the book claim beside their names: a section that says both, a text by which pages are named,
/// a label where texts are read, in which it says the field, and a key that is kept as it is, and read.
fn fields(root: &Table<'_>) {
    let Some(tables) = root.quiet("field") else { return };
    let mut seen: BTreeMap<(&str, String), &str> = BTreeMap::new();
    let reads_text = root.entries().any(|(name, value)| name == "read-text" && value.as_bool() == Some(true));
    let claims =
        ["from-section", "format", "label"].into_iter().filter(|claim| *claim != "label" || reads_text);
    let claimed = tables
        .entries()
        .flat_map(|(name, field)| claims.clone().map(move |claim| (name, claim, texts(field, claim))));
    for (name, claim, texts) in claimed {
        for text in texts.into_iter().filter(|text| names(claim, text)) {
            let first = seen.insert((claim, slug(&text)), name).filter(|first| *first != name);
            if let Some(first) = first {
                let message = format!("`{claim} = \"{text}\"` is that of two fields: `{first}` and `{name}`");
                tables.reject_with(name, message, Some("keep one of them".to_owned()));
            }
        }
    }
    let kept = root.entries().find(|(name, _)| *name == "keep").and_then(|(_, value)| list_of(value));
    for kept in kept.unwrap_or_default() {
        if let Some((name, _)) = tables.entries().find(|(name, _)| key(name) == key(&kept)) {
            let message = format!("`{kept}` is kept as it is, by `keep`, and a field");
            tables.reject_with(name, message, Some("keep one of them".to_owned()));
        }
    }
}

/// The texts under a key of a table. One that holds something else is reported by who reads it.
fn texts(table: &Value, name: &str) -> Vec<String> {
    table.get(name).and_then(list_of).unwrap_or_default()
}

/// Whether a text that a field claims can name something: a section by its words, a page by those before its number. What
/// follows a number is its unit.
fn names(claim: &str, text: &str) -> bool {
    let said = if claim == "format" { text.split('{').next().unwrap_or_default() } else { text };
    !slug(said).is_empty()
}

/// Reports keys of a table that mean the same.
fn one_each(table: &Table<'_>, meaning: &dyn Fn(&str) -> String, are: &str) {
    let mut seen: BTreeMap<String, &str> = BTreeMap::new();
    for (name, _) in table.entries() {
        if let Some(first) = seen.insert(meaning(name), name) {
            table.reject_with(
                name,
                format!("`{first}` and `{name}` {are}"),
                Some("keep one of them".to_owned()),
            );
        }
    }
}

fn taxonomies(root: &Table<'_>, schema: &Schema) {
    let Some(tables) = root.quiet("taxonomy") else { return };
    let field = |name: &str| schema.get(name).map_or_else(|| key(name), |field| field.name.clone());
    one_each(&tables, &field, "are one taxonomy");
    for (name, _) in tables.entries() {
        if let Some(taxonomy) = tables.quiet(name) {
            terms(&taxonomy);
        }
    }
}

/// An id that two terms have, or another name that two have: pages that say it would be of the first alone.
fn terms(taxonomy: &Table<'_>) {
    let Some(Value::Array(items)) =
        taxonomy.entries().find(|(key, _)| *key == "terms").map(|(_, value)| value)
    else {
        return;
    };
    let id = |item: &Value| match item {
        Value::Table(term) => term.get("id").and_then(Value::as_str).map(str::to_owned),
        item => item.as_str().map(str::to_owned),
    };
    let mut names: BTreeMap<String, (usize, String)> = BTreeMap::new();
    let ids = items.iter().enumerate().filter_map(|(at, item)| Some((at, id(item)?)));
    let aliases = items.iter().enumerate().flat_map(|(at, item)| {
        let aliases = item.get("aliases").and_then(Value::as_array).into_iter().flatten();
        aliases.filter_map(move |alias| Some((at, alias.as_str()?.to_owned())))
    });
    for (at, name) in ids.chain(aliases) {
        let first = names.entry(term_id(&name)).or_insert_with(|| (at, name.clone()));
        let is_repeated_id = first.0 != at;
        if is_repeated_id {
            let help = "a name means one term; take it from the other one".to_owned();
            taxonomy.reject_item_with("terms", at, format!("`{name}` names two terms"), help);
        }
    }
}

/// A name of boxes of two kinds that the book declares.
fn boxes(root: &Table<'_>) {
    let Some(tables) = root.quiet("box") else { return };
    one_each(&tables, &slug, "are one kind of boxes");
    let mut names: BTreeMap<String, &str> = tables.entries().map(|(name, _)| (slug(name), name)).collect();
    for (name, kind) in tables.entries() {
        for alias in
            kind.get("aliases").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str)
        {
            match names.get(&slug(alias)) {
                Some(other) if *other != name => {
                    let message = format!("`{alias}` names two kinds of boxes: `{other}` and `{name}`");
                    tables.reject_with(name, message, Some("keep one of them".to_owned()));
                }
                _ => {
                    names.insert(slug(alias), name);
                }
            }
        }
    }
}
