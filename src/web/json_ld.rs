//! Structured data: where a page stands, and what it is. A block of data is no script to a Content-Security-Policy.

use serde_json::{Map, Value, json};

use super::Web;
use super::about::{About, clean};
use super::address::Site;
use super::image::Image;
use crate::schema::Person;
use crate::text::address::relative;

/// The data of a page, as JSON that can stand in a `<script>`.
pub(super) fn of(
    web: &Web<'_>,
    about: &About<'_>,
    site: Option<&Site>,
    book: &str,
    image: Option<&Image>,
    pages: &[Option<&About<'_>>],
) -> String {
    let mut graph = vec![article(web, about, book, image)];
    graph.extend(breadcrumbs(web, about, site, pages));
    harmless(&json!({ "@context": "https://schema.org", "@graph": graph }).to_string())
}

fn article(web: &Web<'_>, about: &About<'_>, book: &str, image: Option<&Image>) -> Value {
    let fields = &about.page.fields;
    let mut article = Map::new();
    let mut add = |key: &str, value: Option<Value>| {
        article.extend(value.map(|value| (key.to_owned(), value)));
    };
    let kind = kind(web, about);
    add("@type", Some(kind.into()));
    add("headline", Some(about.title.as_str().into()));
    add("name", (kind == "Course").then(|| about.title.as_str().into()));
    let people: Vec<Value> = fields.people("authors").iter().map(person).collect();
    add("provider", (kind == "Course").then(|| provider(web, &people, book)).flatten());
    add("description", about.description.as_deref().map(Value::from));
    add("url", about.url.as_deref().map(Value::from));
    add("image", image.map(|image| image.url.as_str().into()));
    add("inLanguage", web.context.config.book.language.as_deref().map(Value::from));
    add("datePublished", about.published().map(|date| date.to_string().into()));
    add("dateModified", about.updated.map(|date| date.to_string().into()));
    add("author", (!people.is_empty()).then_some(people.into()));
    let names = fields.list("also_known_as");
    add("alternativeHeadline", (!names.is_empty()).then(|| names.join(", ").into()));
    add("keywords", keywords(web, about));
    add("isPartOf", (!book.is_empty()).then(|| json!({ "@type": "Book", "name": book })));
    article.into()
}

/// What schema.org calls a page of this type.
fn kind(web: &Web<'_>, about: &About<'_>) -> &'static str {
    let page = about.page;
    if about.is_list() {
        "CollectionPage"
    } else if page.is_a(&["path", "learning-path", "course"]) {
        "Course"
    } else if page.is_a(&["runbook", "recipe", "how-to", "howto"]) {
        "HowTo"
    } else if web.library.catalog.is_entry(about.id) || page.has_front_matter {
        "TechArticle"
    } else {
        "Article"
    }
}

fn person(person: &Person) -> Value {
    let mut value = json!({ "@type": "Person", "name": person.name });
    if let Some(url) = person.url.as_deref().filter(|url| crate::text::address::is_safe_url(url)) {
        value["url"] = url.into();
    }
    value
}

/// Who offers a course: its authors, otherwise those of the book, otherwise the book.
fn provider(web: &Web<'_>, own: &[Value], book: &str) -> Option<Value> {
    let named = |name: &String| json!({ "@type": "Person", "name": clean(name) });
    let of_book: Vec<Value> = web.context.config.book.authors.iter().map(named).collect();
    let people = if own.is_empty() { of_book } else { own.to_vec() };
    let library = (!book.is_empty()).then(|| json!({ "@type": "Organization", "name": book }));
    (!people.is_empty()).then_some(people.into()).or(library)
}

fn keywords(web: &Web<'_>, about: &About<'_>) -> Option<Value> {
    let catalog = &web.library.catalog;
    let tags = catalog.taxonomy("tags", &web.library.config)?;
    let labels: Vec<&str> = catalog.terms(about.id, tags).map(|(term, _)| term.label.as_str()).collect();
    (!labels.is_empty()).then(|| labels.join(", ").into())
}

/// The pages above, from the outermost; none where there is nothing above. What is no page, such as a part of the book or a
/// draft, is left out: nothing could say where it is.
fn breadcrumbs(
    web: &Web<'_>,
    about: &About<'_>,
    site: Option<&Site>,
    pages: &[Option<&About<'_>>],
) -> Option<Value> {
    let trail = web.expander.trail_of(about.id);
    let trail: Vec<(String, &About<'_>)> =
        trail.into_iter().filter_map(|(title, id)| Some((title, pages[id?]?))).collect();
    if trail.len() < 2 {
        return None;
    }
    let item = |(at, (title, to)): (usize, (String, &About<'_>))| {
        let url = match site {
            Some(_) => to.address(),
            None => relative(&about.file, &to.file),
        };
        json!({ "@type": "ListItem", "position": at + 1, "name": title, "item": url })
    };
    let items: Vec<Value> = trail.into_iter().enumerate().map(item).collect();
    Some(json!({ "@type": "BreadcrumbList", "itemListElement": items }))
}

/// JSON in which nothing ends a script, starts a comment, or looks like a directive.
fn harmless(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        match c {
            '<' | '>' | '&' | '\u{2028}' | '\u{2029}' => out.push_str(&format!("\\u{:04x}", c as u32)),
            c => out.push(c),
        }
    }
    out.replace("{{#", "{\\u007b#")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn data_cannot_leave_its_script() {
        let hostile = json!({ "a": "</script><!-- & {{#include x}} \u{2028}" });
        let written = harmless(&hostile.to_string());
        assert!(!written.contains(['<', '>', '&', '\u{2028}']) && !written.contains("{{#"), "{written}");
        assert_eq!(serde_json::from_str::<Value>(&written).unwrap(), hostile);
    }
}
