//! `term TAXONOMY TERM`: what a term means, how many entries carry it, and the terms beside it.

use serde::Serialize;

use super::*;

#[derive(Debug, Serialize)]
struct TermView {
    taxonomy: String,
    label: String,
    icon: Option<String>,
    colour: Option<String>,
    /// In inline Markdown.
    description: Option<String>,
    count: usize,
    total: usize,
    /// How long its entries take to read.
    minutes: String,
    catalog_url: Option<String>,
    siblings: Vec<Sibling>,
}

#[derive(Debug, Serialize)]
struct Sibling {
    label: String,
    icon: Option<String>,
    url: Option<String>,
    count: usize,
    current: bool,
}

pub(super) fn run(expander: &Expander<'_>, id: PageId, arguments: &Arguments<'_>) -> Outcome {
    let mut values = arguments.values();
    let (Some(taxonomy), Some(term)) = (values.next(), values.next()) else {
        return Err(arguments.missing("a taxonomy and one of its terms", "{{#patterns term tier gold}}"));
    };
    let taxonomy = expander.taxonomy_of(arguments, taxonomy)?;
    let Some(at) = taxonomy.position(&term.value) else {
        let names = taxonomy.terms.iter().map(|term| term.id.as_str());
        return Err(arguments.reject(term, &format!("term of `{}`", taxonomy.name), names));
    };
    expander.templates.render("term", &expander.term_view(id, taxonomy, at)).map(Output::Block)
}

impl Expander<'_> {
    fn term_view(&self, id: PageId, taxonomy: &Taxonomy, at: usize) -> TermView {
        let term = &taxonomy.terms[at];
        let carries = |entry: &&PageId| taxonomy.uses(**entry).iter().any(|term_use| term_use.term == at);
        let entries = self.catalog.entries.iter().filter(carries);
        let minutes = entries.map(|&e| self.page(e).minutes(self.config.words_per_minute)).sum();
        let in_use = taxonomy.terms.iter().enumerate().filter(|(other, t)| t.count > 0 || *other == at);
        let sibling = |(other, term): (usize, &Term)| Sibling {
            label: term.label.clone(),
            icon: term.icon.clone(),
            url: self.term_url(id, taxonomy, term).filter(|_| other != at),
            count: term.count,
            current: other == at,
        };
        TermView {
            taxonomy: taxonomy.label.clone(),
            label: term.label.clone(),
            icon: term.icon.clone(),
            colour: term.colour.clone(),
            description: self.term_description(id, term),
            count: term.count,
            total: self.catalog.entries.len(),
            minutes: self.duration(minutes),
            catalog_url: self.filtered_catalog(id, taxonomy, term),
            siblings: in_use.map(sibling).collect(),
        }
    }
}
