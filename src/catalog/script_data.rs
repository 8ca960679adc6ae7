//! What the scripts are told of taxonomies: `PatternsTaxonomy` and `PatternsTerm` of
//! `theme/patterns.d.ts`, which a catalog has in its page and the search in a file.

use serde::Serialize;

use super::{Taxonomy, Term};
use crate::text::markdown::plain;

/// A taxonomy with some of its terms.
#[derive(Debug, Serialize)]
pub(crate) struct TaxonomyData<'a, T> {
    name: String,
    label: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    icon: Option<&'a str>,
    facet: bool,
    badge: bool,
    quick: bool,
    ordered: bool,
    pub(crate) terms: Vec<T>,
}

/// A term.
#[derive(Debug, Serialize)]
pub(crate) struct TermData<'a> {
    id: &'a str,
    label: &'a str,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    aliases: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    icon: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    colour: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    about: Option<String>,
}

impl<'a, T> TaxonomyData<'a, T> {
    pub(crate) fn new(taxonomy: &'a Taxonomy, terms: Vec<T>) -> Self {
        Self {
            name: taxonomy.key(),
            label: &taxonomy.label,
            icon: taxonomy.icon.as_deref(),
            facet: taxonomy.facet,
            badge: taxonomy.has_badges(),
            quick: taxonomy.quick,
            ordered: taxonomy.ordered,
            terms,
        }
    }
}

impl<'a> TermData<'a> {
    pub(crate) fn new(term: &'a Term) -> Self {
        Self {
            id: &term.id,
            label: &term.label,
            aliases: &term.aliases,
            icon: term.icon.as_deref(),
            colour: term.colour.as_deref(),
            about: term.description.as_deref().map(plain),
        }
    }
}
