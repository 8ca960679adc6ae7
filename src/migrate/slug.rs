//! The ids of headings as Python-Markdown's extension `toc` makes them.

use std::collections::{HashMap, HashSet};

use unicode_normalization::UnicodeNormalization;

use super::site::Site;
use crate::front_matter::{Node, Value};

/// How a site makes ids.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// `markdown.extensions.toc.slugify`: what ASCII has.
    Ascii,
    /// `markdown.extensions.toc.slugify_unicode`.
    Unicode,
    /// `pymdownx.slugs.slugify`: a separator for each space.
    Pymdownx { keeps_case: bool },
}

/// Makes ids.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Slugs {
    kind: Kind,
    separator: String,
}

impl Default for Slugs {
    fn default() -> Self {
        Self { kind: Kind::Ascii, separator: "-".to_owned() }
    }
}

impl Slugs {
    /// As a site's options of `toc` say.
    pub(super) fn of(site: &Site) -> Self {
        let options = site.extension("toc").flatten();
        let Some(options) = options else { return Self::default() };
        let separator = options.get("separator").and_then(|node| node.text()).unwrap_or("-").to_owned();
        let Some(node) = options.get("slugify") else { return Self { separator, ..Self::default() } };
        Self { kind: kind(node, site.tag(node).unwrap_or_default()), separator }
    }

    /// As a site's options of `pymdownx.tabbed` say; `None` where it gives tabs other ids.
    pub(super) fn of_tabs(site: &Site) -> Option<Self> {
        let options = site.extension("pymdownx.tabbed").flatten()?;
        let node = options.get("slugify")?;
        let separator = options.get("separator").and_then(|node| node.text()).unwrap_or("-").to_owned();
        Some(Self { kind: kind(node, site.tag(node).unwrap_or_default()), separator })
    }

    /// As a blog says, which has `pymdownx.slugs.slugify` in lower case by itself.
    pub(super) fn of_blog(node: Option<&Node>) -> Self {
        let own = Kind::Pymdownx { keeps_case: false };
        let kind = node.map_or(own, |node| match kind(node, node.text().unwrap_or_default()) {
            // Its tag is not in the text.
            Kind::Ascii => own,
            other => other,
        });
        Self { kind, separator: "-".to_owned() }
    }

    pub(super) fn with_separator(self, separator: &str) -> Self {
        Self { separator: separator.to_owned(), ..self }
    }

    /// The id of a text that no other heading has.
    pub(super) fn slug(&self, text: &str) -> String {
        let is_kept = |c: &char| c.is_alphanumeric() || *c == '_' || *c == '-' || c.is_whitespace();
        match self.kind {
            Kind::Ascii => {
                self.joined(&text.nfkd().filter(char::is_ascii).filter(is_kept).collect::<String>())
            }
            Kind::Unicode => self.joined(&text.nfkd().filter(is_kept).collect::<String>()),
            Kind::Pymdownx { keeps_case } => {
                let kept: String = text.nfc().filter(is_kept).collect();
                let kept = if keeps_case { kept.trim().to_owned() } else { kept.trim().to_lowercase() };
                kept.replace(' ', &self.separator)
            }
        }
    }

    /// In lower case, with one separator for each run of spaces and dashes.
    fn joined(&self, text: &str) -> String {
        let lower = text.trim().to_lowercase();
        let mut out = String::with_capacity(lower.len());
        let mut in_run = false;
        for c in lower.chars() {
            let joins = c == '-' || c.is_whitespace() || self.separator.contains(c);
            if joins && !in_run {
                out.push_str(&self.separator);
            } else if !joins {
                out.push(c);
            }
            in_run = joins;
        }
        out
    }

    /// The ids of the headings of one page: the text of each, and the id that its author gave it. `taken` are the
    /// ids that other elements have.
    pub(super) fn ids<'h>(
        &self,
        headings: impl Iterator<Item = (&'h str, Option<&'h str>)> + Clone,
        taken: &HashSet<String>,
    ) -> Vec<String> {
        let mut ids = Ids { used: taken.clone(), ..Ids::default() };
        ids.used.extend(headings.clone().filter_map(|(_, own)| own.map(str::to_owned)));
        let id = |(text, own): (&str, Option<&str>)| match own {
            Some(own) => own.to_owned(),
            None => ids.unique(self.slug(text)),
        };
        headings.map(id).collect()
    }
}

/// The function that a value names, by its text or its tag.
fn kind(node: &Node, tag: &str) -> Kind {
    let name = format!("{tag} {}", node.text().unwrap_or_default());
    let case = match &node.value {
        Value::Map(map) => map.get("kwds").and_then(|kwds| match &kwds.value {
            Value::Map(map) => map.get("case")?.text(),
            _ => None,
        }),
        _ => None,
    };
    if name.contains("pymdownx") {
        // Its older functions lower the case by themselves.
        let lowers = matches!(case, Some("lower" | "lower-ascii" | "fold")) || name.contains("uslugify");
        Kind::Pymdownx { keeps_case: !lowers }
    } else if name.contains("slugify_unicode") {
        Kind::Unicode
    } else {
        Kind::Ascii
    }
}

/// The ids of a page, each given once.
#[derive(Default)]
struct Ids {
    used: HashSet<String>,
    /// For an id that was found used, the count after the one that was free then.
    next: HashMap<String, u64>,
}

impl Ids {
    /// `id`, `id_1`, `id_2`: as `markdown.extensions.toc.unique` counts.
    fn unique(&mut self, mut id: String) -> String {
        let mut tried = Vec::new();
        while id.is_empty() || self.used.contains(&id) {
            let (stem, count) = counted(&id).unwrap_or((&id, 0));
            let next = self.next.get(&id).copied().unwrap_or(count + 1);
            let following = format!("{stem}_{next}");
            tried.push(std::mem::replace(&mut id, following));
        }
        // Equal headings do not count from the start again.
        if let Some((_, count)) = counted(&id) {
            self.next.extend(tried.into_iter().map(|tried| (tried, count + 1)));
        }
        self.used.insert(id.clone());
        id
    }
}

/// The text of an id before its count, and the count.
fn counted(id: &str) -> Option<(&str, u64)> {
    let (stem, count) = id.rsplit_once('_')?;
    let is_count = !count.is_empty() && count.bytes().all(|b| b.is_ascii_digit());
    Some((stem, count.parse().ok().filter(|count| is_count && *count < u64::MAX - 1)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(slugs: &Slugs, texts: &[&str]) -> Vec<String> {
        slugs.ids(texts.iter().map(|text| (*text, None)), &HashSet::new())
    }

    #[test]
    fn ids_are_those_of_python_markdown() {
        let texts = ["Was & ist?", "Ärger - und Ruhm", "a_b  c", "Setup", "Setup", "setup_1", "日本", "日本"];
        assert_eq!(
            ids(&Slugs::default(), &texts),
            ["was-ist", "arger-und-ruhm", "a_b-c", "setup", "setup_1", "setup_2", "_1", "_2"]
        );
        let texts =
            ["a_18446744073709551615", "a_18446744073709551615", "b_2", "b_2", "b", "b", "b_2", "b_1", "b"];
        assert_eq!(
            ids(&Slugs::default(), &texts),
            [
                "a_18446744073709551615",
                "a_18446744073709551615_1",
                "b_2",
                "b_3",
                "b",
                "b_1",
                "b_4",
                "b_5",
                "b_6"
            ]
        );
    }

    #[test]
    fn ids_follow_the_options_of_the_site() {
        let slugs = |kind| Slugs { kind, separator: "-".to_owned() };
        let pymdownx = slugs(Kind::Pymdownx { keeps_case: false });
        assert_eq!(ids(&pymdownx, &["Was & ist?", "日本"]), ["was--ist", "日本"]);
        assert_eq!(ids(&slugs(Kind::Pymdownx { keeps_case: true }), &["A B"]), ["A-B"]);
        assert_eq!(ids(&slugs(Kind::Unicode), &["日本 - x"]), ["日本-x"]);
        let underscores = Slugs { kind: Kind::Ascii, separator: "_".to_owned() };
        assert_eq!(ids(&underscores, &["A b - c"]), ["a_b_c"]);
    }
}
