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
    minutes: Option<String>,
    catalog_url: Option<String>,
    siblings: Vec<Sibling>,
    /// How many more terms there are, which the list leaves out.
    more: usize,
    /// The page that lists all.
    all_url: Option<String>,
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
    let limit = arguments.number("limit")?.unwrap_or(LIMIT);
    expander.templates.render("term", &expander.term_view(id, taxonomy, at, limit)).map(Output::Block)
}

/// So many terms are listed where the author names no limit: each term may have a chapter, and each lists the others.
const LIMIT: usize = 60;

impl Expander<'_> {
    fn term_view(&self, id: PageId, taxonomy: &Taxonomy, at: usize, limit: usize) -> TermView {
        let term = &taxonomy.terms[at];
        let minutes =
            taxonomy.carriers(at).iter().map(|&e| self.page(e).minutes(self.config.words_per_minute)).sum();
        let sibling = |other: usize| {
            let term = &taxonomy.terms[other];
            Sibling {
                label: term.label.clone(),
                icon: term.icon.clone(),
                url: self.term_url(id, taxonomy, term).filter(|_| other != at),
                count: term.count,
                current: other == at,
            }
        };
        let (beside, more) = taxonomy.beside(at, limit);
        TermView {
            taxonomy: taxonomy.label.clone(),
            label: term.label.clone(),
            icon: term.icon.clone(),
            colour: term.colour.clone(),
            description: self.term_description(id, term),
            count: term.count,
            total: self.catalog.entries.len(),
            minutes: self.reading_time(minutes),
            catalog_url: self.filtered_catalog(id, taxonomy, term),
            more,
            all_url: self.overview_url(id, taxonomy).filter(|_| more > 0),
            siblings: beside.into_iter().map(sibling).collect(),
        }
    }

    /// The chapter that lists the terms of a taxonomy, if there is one.
    fn overview_url(&self, on: PageId, taxonomy: &Taxonomy) -> Option<String> {
        self.url(self.page(on), self.page(taxonomy.chapter?))
    }
}
