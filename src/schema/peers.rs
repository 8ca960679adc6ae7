//! Keys as other tools write them, where one key says several things, or another thing than its name: what each page says,
//! key by key, in the words of the schema.
//!
//! Hugo's `date` is the day a page was made where `lastmod` says when it changed; Material for MkDocs puts both into one
//! table, Docusaurus an author beside the date, and Starlight the order into `sidebar`. The guide has a table of the
//! tools, with links to their documentation.

mod authors;
mod tables;

use std::borrow::Cow;
use std::ops::Range;

pub(super) use authors::with_address;

use super::time::{named_date, today};
use super::{Date, FieldValue, Fields, Schema};
use crate::front_matter::{Entry, Map, Node, Value};
use crate::text::name::key;

/// What a page says under one key.
#[derive(Debug)]
pub(super) struct Said<'w> {
    /// The key that the schema knows.
    pub(super) key: Cow<'w, str>,
    /// The bytes of the key as written.
    pub(super) key_span: Range<usize>,
    /// The value.
    pub(super) node: Cow<'w, Node>,
    /// Where the value's first line ends: before the next key.
    pub(super) end: usize,
}

/// Keys that say the first field, and where another key does so, the second or nothing.
const WEAK: &[(&str, &str, Option<&str>)] =
    &[("date", "updated", Some("introduced")), ("slug", "id", None), ("keywords", "tags", None)];

/// Keys with the value by which no page is made: Jekyll's, Obsidian Publish's, Eleventy's, and Hugo's.
const NO_PAGE: &[(&str, bool)] =
    &[("published", false), ("publish", false), ("permalink", false), ("headless", true)];

/// Keys that hide a page from search engines and from the search, with the value that does: of Just the Docs, of
/// Docusaurus, of Starlight, of Zola, and of many themes.
const HIDING: &[(&str, bool)] = &[
    ("searchexclude", true),
    ("unlisted", true),
    ("pagefind", false),
    ("insearchindex", false),
    ("noindex", true),
];

/// Hugo's keys for the day from which a page is published, and for the day from which it is not any more.
const FROM_DAY: &[&str] = &["publishdate", "pubdate", "published"];
const TO_DAY: &[&str] = &["expirydate", "unpublishdate"];

/// What Quarto computes, instead of a date.
const COMPUTED_DATES: &[&str] = &["today", "now", "last-modified"];

/// Keys that say something to another tool alone: how it draws, names or publishes a page.
const OF_OTHERS: &[&str] = &[
    // Jekyll and Just the Docs
    "layout",
    "permalink",
    "published",
    "parent",
    "grand_parent",
    "has_children",
    "has_toc",
    "nav_exclude",
    "search_exclude",
    // Hugo
    "url",
    "publishDate",
    "pubdate",
    "expiryDate",
    "unpublishdate",
    "menus",
    "menu",
    "params",
    "outputs",
    "markup",
    "cascade",
    "sitemap",
    "build",
    "headless",
    "isCJKLanguage",
    "translationKey",
    "resources",
    // Docusaurus
    "pagination_label",
    "pagination_prev",
    "pagination_next",
    "sidebar_class_name",
    "sidebar_custom_props",
    "displayed_sidebar",
    "hide_title",
    "hide_table_of_contents",
    "toc_min_heading_level",
    "toc_max_heading_level",
    "custom_edit_url",
    "unlisted",
    "parse_number_prefixes",
    "author_url",
    "author_title",
    "author_image_url",
    "authorFBID",
    "authorTwitter",
    "truncate",
    // Starlight
    "sidebar",
    "template",
    "hero",
    "banner",
    "tableOfContents",
    "editUrl",
    "head",
    "pagefind",
    // Zola, and themes
    "in_search_index",
    "noindex",
    // Quarto
    "format",
    "toc",
    "toc-depth",
    "toc-title",
    "number-sections",
    "execute",
    "bibliography",
    "csl",
    "listing",
    "date-format",
    "code-fold",
    "code-tools",
    "engine",
    "jupyter",
    "editor",
    "filters",
    "page-layout",
    "title-block-banner",
    "body-classes",
    // Material for MkDocs
    "pin",
    "comments",
    "social",
    // Obsidian
    "cssclasses",
    "cssclass",
    "publish",
];

/// All keys that other tools have for themselves.
pub(crate) fn of_others() -> impl Iterator<Item = &'static str> {
    OF_OTHERS.iter().copied()
}

/// Whether a key of a field may hold a table of another tool, or ask it for the value.
pub(crate) fn has_forms_of_others(name: &str) -> bool {
    let name = key(name);
    name == "lastupdated" || tables::has_table(&name)
}

/// Whether a key is another tool's own.
pub(super) fn is_of_others(name: &str) -> bool {
    OF_OTHERS.iter().any(|known| key(known) == key(name))
}

/// What a front matter says, with the keys of other tools in the words of the schema.
pub(super) fn said<'w>(written: &'w Map, schema: &Schema, text: &str) -> Vec<Said<'w>> {
    let ends = value_ends(written, text);
    let mut said = Vec::new();
    for (entry, end) in written.0.iter().zip(ends) {
        match tables::of(entry, end, schema) {
            Some(parts) => said.extend(parts),
            None => said.extend(whole(entry, end, schema)),
        }
    }
    settle(&mut said, schema);
    said
}

/// A key with its value; nothing where it says nothing to us.
fn whole<'w>(entry: &'w Entry, end: usize, schema: &Schema) -> Option<Said<'w>> {
    let name = key(&entry.key);
    let said = |key: Cow<'w, str>, node| Said { key, key_span: entry.key_span.clone(), node, end };
    let field = schema.get(&entry.key);
    if let Some((key, value)) = hidden(&name, &entry.node).filter(|_| field.is_none()) {
        let node = Node { value: Value::Bool(value), span: entry.node.span.clone() };
        return Some(said(Cow::Borrowed(key), Cow::Owned(node)));
    }
    if field.is_some_and(|field| field.name == "updated") {
        // Starlight asks Git, and Quarto the clock.
        let asks = matches!(entry.node.value, Value::Bool(_)) && name == "lastupdated";
        let computed = entry.node.text().is_some_and(|text| COMPUTED_DATES.contains(&text.trim()));
        if asks || computed {
            return None;
        }
    }
    if name == "slug" && entry.node.text().is_some_and(|text| text.contains('/')) {
        // Docusaurus' is an address.
        return field
            .is_none_or(|field| field.name != "id")
            .then(|| said(Cow::Borrowed(&entry.key), Cow::Borrowed(&entry.node)));
    }
    Some(said(Cow::Borrowed(&entry.key), Cow::Borrowed(&entry.node)))
}

/// The field and its value for a key of another tool that hides a page.
fn hidden(name: &str, node: &Node) -> Option<(&'static str, bool)> {
    let says =
        |keys: &[(&str, bool)]| keys.iter().any(|(key, on)| *key == name && said_bool(node) == Some(*on));
    let hugo = |part| name == "build" && is_never(node, part);
    if says(NO_PAGE) || is_out_of_time(name, node) || hugo("render") {
        return Some(("draft", true));
    }
    (says(HIDING) || hugo("list")).then_some(("search", false))
}

/// Whether Hugo's `build` says that a page is not made, or in no list: `{render: never, list: never}`.
fn is_never(node: &Node, part: &str) -> bool {
    let Value::Map(table) = &node.value else { return false };
    let said = table.0.iter().find(|entry| key(&entry.key) == part).map(|entry| &entry.node);
    said.is_some_and(|said| said_bool(said) == Some(false) || said.text().is_some_and(|text| text == "never"))
}

/// What a value says of yes and no, in the words of all tools.
pub(super) fn said_bool(node: &Node) -> Option<bool> {
    match node.text()?.trim().to_lowercase().as_str() {
        "true" | "yes" | "on" | "y" | "1" => Some(true),
        "false" | "no" | "off" | "n" | "0" => Some(false),
        _ => None,
    }
}

/// Whether a key of Hugo's says that a page is not published yet, or not any more.
fn is_out_of_time(name: &str, node: &Node) -> bool {
    let day = || Some(Date::parse(node.text()?)?.day);
    (FROM_DAY.contains(&name) && day().is_some_and(|day| day > today()))
        || (TO_DAY.contains(&name) && day().is_some_and(|day| day <= today()))
}

/// Gives weak keys another meaning, or none, where a strong one says the same.
fn settle(said: &mut Vec<Said<'_>>, schema: &Schema) {
    let field_of = |said: &Said<'_>| schema.get(&said.key).map(|field| field.name.clone());
    for name in ["search", "draft"] {
        keep_hidden(said, |said| field_of(said).as_deref() == Some(name));
    }
    for (weak, field, other) in WEAK {
        let is_weak = |said: &Said<'_>| key(&said.key) == *weak && field_of(said).as_deref() == Some(field);
        let Some(at) = said.iter().position(is_weak) else { continue };
        let says = |name: &str| {
            said.iter().enumerate().any(|(i, said)| i != at && field_of(said).as_deref() == Some(name))
        };
        if !says(field) {
            continue;
        }
        match other {
            Some(other) if !says(other) => said[at].key = Cow::Borrowed(other),
            Some(_) => {}
            None => {
                said.remove(at);
            }
        }
    }
    settle_published(said, schema);
}

/// The day from which Hugo and Astro publish a page is when it was introduced.
fn settle_published(said: &mut Vec<Said<'_>>, schema: &Schema) {
    let is_day = |said: &Said<'_>| {
        said.node.text().is_some_and(|text| Date::parse(text).or_else(|| named_date(text)).is_some())
    };
    let is_it = |said: &Said<'_>| {
        FROM_DAY.contains(&key(&said.key).as_str()) && schema.get(&said.key).is_none() && is_day(said)
    };
    let (mut published, own): (Vec<_>, Vec<_>) = std::mem::take(said).into_iter().partition(is_it);
    published.iter_mut().for_each(|said| said.key = Cow::Borrowed("introduced"));
    // Of two keys of one field the first one counts, and the other one is reported.
    said.extend(own.into_iter().chain(published));
}

/// Where a key of another tool hides a page, no other key of the field shows it: `draft: false` beside a `publishDate` that
/// is to come is what Hugo's own templates write.
fn keep_hidden(said: &mut Vec<Said<'_>>, is_it: impl Fn(&Said<'_>) -> bool) {
    let hides = |said: &Said<'_>| is_it(said) && matches!(said.node, Cow::Owned(_));
    if let Some(at) = said.iter().position(hides) {
        let hidden = said.remove(at);
        said.retain(|said| !is_it(said));
        said.push(hidden);
    }
}

/// Obsidian's `aliases` are other names, and Hugo's are addresses: these have a slash or the ending of a file, and no spaces
/// but after a slash that starts them. `#topic/part` is a tag, and `TCP/IP` an abbreviation.
pub(super) fn other_names(fields: &mut Fields) {
    let Some(found) =
        fields.get("redirect_from").filter(|found| matches!(key(&found.key).as_str(), "aliases" | "alias"))
    else {
        return;
    };
    let FieldValue::List(items) = &found.value else { return };
    let is_address = |written: &String| {
        let item = written.to_lowercase();
        let is_capitals = *written == written.to_uppercase() && item != *written;
        let is_words = item.starts_with('#') || (item.contains(' ') || is_capitals) && !item.starts_with('/');
        item.contains('/') && !is_words
            || [".html", ".htm", ".md"].iter().any(|ending| item.ends_with(ending))
    };
    let (addresses, names): (Vec<String>, Vec<String>) = items.iter().cloned().partition(is_address);
    let named = super::Typed { value: FieldValue::List(names.clone()), ..found.clone() };
    match addresses.is_empty() {
        true => fields.remove("redirect_from"),
        false => fields.set("redirect_from", FieldValue::List(addresses)),
    }
    if names.is_empty() {
        return;
    }
    match fields.list("also_known_as") {
        [] => fields.insert("also_known_as", named),
        known => {
            let all = known.iter().cloned().chain(names).collect();
            fields.set("also_known_as", FieldValue::List(all));
        }
    }
}

/// Where the text of each value ends: before the next key.
fn value_ends(map: &Map, text: &str) -> Vec<usize> {
    let next = map.0.iter().skip(1).map(|entry| entry.key_span.start);
    let ends = next.chain(std::iter::once(text.len()));
    ends.zip(&map.0)
        .map(|(end, entry)| {
            let start = entry.node.span.start.min(end);
            let line = text[start..end].find('\n').map_or(end, |i| start + i);
            start + text[start..line].trim_end().len()
        })
        .collect()
}
