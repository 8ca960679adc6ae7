//! The parts of the bench, each chosen by its name.

use super::section::Section;
use super::{Bench, builds, catalog, check, growth, index, micro, preprocessor, queries, relevance, wire};
use anyhow::Result;
use clap::ValueEnum;

/// What can be measured.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub(super) enum Part {
    /// The preprocessor beside two that do nothing
    Preprocessor,
    /// Whole builds beside plain mdBook, Pagefind after it, and MkDocs Material
    Builds,
    /// The index: our renderer beside Pagefind, and the sizes of all three
    Index,
    /// The search in Chromium: bytes over the wire, and time to the results
    Wire,
    /// The time of queries in Node, at 10,000 pages
    Queries,
    /// How often the right page comes first
    Relevance,
    /// `check` beside the preprocessor
    Check,
    /// How the cost of each construct grows with the size of the page, and of the library
    Growth,
    /// The interactive catalog in Chromium, at 1,000 and 10,000 entries
    Catalog,
    /// Micro-benchmarks of the hot paths
    Micro,
}

impl Part {
    /// The name that the command line and BENCHMARKS.md use.
    pub(super) fn name(self) -> String {
        self.to_possible_value().map_or_else(String::new, |value| value.get_name().to_owned())
    }

    /// Whether it says anything about another tree of pages than the usual one.
    pub(super) fn takes_any_book(self) -> bool {
        !matches!(self, Part::Queries | Part::Growth | Part::Catalog | Part::Micro)
    }

    pub(super) fn measure(self, bench: &Bench) -> Result<Section> {
        match self {
            Part::Preprocessor => preprocessor::measure(bench),
            Part::Builds => builds::measure(bench),
            Part::Index => index::measure(bench),
            Part::Wire => wire::measure(bench),
            Part::Queries => queries::measure(bench),
            Part::Relevance => relevance::measure(bench),
            Part::Check => check::measure(bench),
            Part::Growth => growth::measure(bench),
            Part::Catalog => catalog::measure(bench),
            Part::Micro => micro::measure(),
        }
    }
}
