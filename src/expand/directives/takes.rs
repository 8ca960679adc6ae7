//! What the arguments of directives take, for editors that offer it.

use super::catalog::VIEWS;
use super::graph::DIRECTIONS;
use crate::config::PageElement;

/// A kind of value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Takes {
    /// One of these words.
    OneOf(Vec<&'static str>),
    /// Taxonomies.
    Taxonomy,
    /// A term of the taxonomy that is named before it.
    Term,
    /// Fields, such as the columns of a catalog.
    Fields,
    /// Fields whose values are pages.
    Relations,
    /// Names of pages.
    Pages,
    /// A filter.
    Filter,
    /// What nobody can list.
    Other,
}

/// What a key of a directive takes; without a key, its value at this place among those without one.
pub(crate) fn takes(directive: &str, key: Option<&str>, nth: usize) -> Takes {
    let names = |words: &[&'static str]| Takes::OneOf(words.to_vec());
    match (directive, key) {
        (_, Some("filter")) => Takes::Filter,
        (_, Some("view")) => Takes::OneOf(VIEWS.iter().map(|(name, _)| *name).collect()),
        (_, Some("direction")) => Takes::OneOf(DIRECTIONS.iter().map(|(name, _)| *name).collect()),
        (_, Some("controls")) => names(&["true", "false"]),
        (_, Some("list")) => names(&["only", "below"]),
        (_, Some("as")) => names(&["svg", "mermaid"]),
        (_, Some("relations")) => Takes::Relations,
        (_, Some("of")) | ("compare", None) => Takes::Pages,
        (_, Some("group-by" | "by" | "rows")) | ("matrix", Some("columns")) => Takes::Taxonomy,
        (_, Some("columns" | "sort")) => Takes::Fields,
        ("box", None) => Takes::OneOf(PageElement::ALL.iter().map(|element| element.name()).collect()),
        ("by" | "legend" | "term", None) if nth == 0 => Takes::Taxonomy,
        ("term", None) if nth == 1 => Takes::Term,
        _ => Takes::Other,
    }
}
