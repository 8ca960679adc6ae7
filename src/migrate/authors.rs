//! The authors of a blog, as `.authors.yml` says.

use std::collections::BTreeMap;

use super::site::Site;
use crate::front_matter::{Entry, Map, Value, document};
use crate::text::path::join;

/// The authors, by the key that posts name.
pub(super) struct Authors(BTreeMap<String, Author>);

struct Author {
    name: Option<String>,
    slug: Option<String>,
}

impl Authors {
    /// Those of the file at a path below `docs`.
    pub(super) fn of(site: &Site, file: &str) -> Self {
        let path = join(&site.docs, file).and_then(|path| site.real_file(&path));
        let text = path.and_then(|path| std::fs::read_to_string(path).ok()).unwrap_or_default();
        let map = document(&text).unwrap_or_default();
        let Some(Value::Map(authors)) = map.get("authors").map(|node| &node.value) else {
            return Self(BTreeMap::new());
        };
        let text = |author: &Map, key: &str| author.get(key).and_then(|node| node.text()).map(str::to_owned);
        let one = |entry: &Entry| match &entry.node.value {
            Value::Map(author) => {
                let (name, slug) = (text(author, "name"), text(author, "slug"));
                Some((entry.key.clone(), Author { name, slug }))
            }
            _ => None,
        };
        Self(authors.0.iter().filter_map(one).collect())
    }

    /// The address of the page of an author, in the form that a blog has for them.
    pub(super) fn address(&self, form: &str, key: &str) -> String {
        let author = self.0.get(key);
        let slug = author.and_then(|author| author.slug.as_deref()).unwrap_or(key);
        let name = author.and_then(|author| author.name.as_deref()).unwrap_or(key);
        form.replace("{slug}", slug).replace("{name}", name)
    }
}
