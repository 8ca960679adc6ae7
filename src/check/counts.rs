//! What the catalog counts, by the words that authors have for it.

use std::collections::HashMap;

use crate::catalog::Catalog;
use crate::text::name::slug;

/// Counts by the words that authors have for them.
#[derive(Debug, Default)]
pub(super) struct Counts {
    /// Entries of a type in the plural: how many, and the filter that counts them.
    pub(super) nouns: HashMap<String, (usize, Option<String>)>,
    /// Words for entries of any type. On an entry they mean its subject: "all 16 entries of the queue".
    pub(super) any: &'static [&'static str],
    /// Terms, by id and label.
    pub(super) terms: HashMap<String, TermCount>,
}

/// How many entries carry a term.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct TermCount {
    pub(super) filter: String,
    pub(super) count: usize,
    /// Whether its taxonomy has an order: `2 gold patterns` is a count, `2 caching patterns` may be any two.
    pub(super) ordered: bool,
}

impl Counts {
    pub(super) fn of(catalog: &Catalog) -> Self {
        let has_types = catalog.entries.iter().any(|id| catalog.pages[*id].page_type().is_some());
        let any: &[&str] = if has_types { &["entries"] } else { &["entries", "patterns"] };
        Self { nouns: nouns(catalog), any, terms: term_counts(catalog) }
    }
}

fn nouns(catalog: &Catalog) -> HashMap<String, (usize, Option<String>)> {
    let entries = &catalog.entries;
    let mut nouns = HashMap::new();
    let types: Vec<String> =
        entries.iter().filter_map(|id| catalog.pages[*id].page_type()).map(slug).collect();
    for page_type in &types {
        let filter = (types.iter().any(|other| other != page_type) || types.len() < entries.len())
            .then(|| format!("type:{page_type}"));
        nouns.entry(plural(page_type)).or_insert((0, filter)).0 += 1;
    }
    nouns
}

fn term_counts(catalog: &Catalog) -> HashMap<String, TermCount> {
    let mut terms: HashMap<String, Option<TermCount>> = HashMap::new();
    for taxonomy in catalog.taxonomies.iter().filter(|taxonomy| taxonomy.name != "tags") {
        for term in &taxonomy.terms {
            let filter = format!("{}:{}", taxonomy.name.replace('_', "-"), term.id);
            let found = TermCount { filter, count: term.count, ordered: taxonomy.ordered };
            let mut names = vec![slug(&term.label), slug(&term.id)];
            names.dedup();
            for name in names {
                // A word of two taxonomies says nothing.
                let known = terms.contains_key(&name);
                terms.insert(name, (!known).then(|| found.clone()));
            }
        }
    }
    terms.into_iter().filter_map(|(name, term)| Some((name, term?))).collect()
}

/// `case-study` to `case-studies`.
fn plural(noun: &str) -> String {
    match noun.strip_suffix('y') {
        Some(stem) if !stem.ends_with(['a', 'e', 'o', 'u']) => format!("{stem}ies"),
        _ => format!("{noun}s"),
    }
}
