//! `mdbook-patterns stats`: how much of what there is, in the terminal and for programs.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result};
use serde::Serialize;
use unicode_width::UnicodeWidthStr;

use super::book_folder::BookFolder;
use super::{library, write_out};
use crate::catalog::{Catalog, Filter, Taxonomy, Term};
use crate::config::Config;
use crate::page::PageId;
use crate::source::folder;
use crate::text::inert;

/// Count pages, entries, words, reading minutes, and the entries of each term
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  mdbook-patterns stats
  mdbook-patterns stats --filter 'category:resilience'
  mdbook-patterns stats --format json")]
pub(super) struct Stats {
    /// The folder of the book, or a folder inside it
    #[arg(default_value = ".")]
    dir: PathBuf,
    /// Which entries to count [default: all]
    #[arg(long, default_value = "", allow_hyphen_values = true)]
    filter: String,
    /// The format of the numbers
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// Aligned columns
    #[default]
    Table,
    /// One JSON object
    Json,
}

#[derive(Debug, Serialize)]
struct Numbers {
    /// The pages that authors wrote.
    pages: usize,
    /// Those that the catalog lists.
    entries: usize,
    /// Entries whose status is `complete`; null where no entry has a status, or none is called so.
    complete: Option<usize>,
    words: usize,
    minutes: u64,
    /// Relations from entries to pages.
    relations: usize,
    /// Entries that no relation leads to or from.
    unrelated: usize,
    taxonomies: Vec<Terms>,
}

#[derive(Debug, Serialize)]
struct Terms {
    name: String,
    label: String,
    terms: Vec<Count>,
    /// Entries without a term.
    without: usize,
}

#[derive(Debug, Serialize)]
struct Count {
    id: String,
    label: String,
    count: usize,
}

/// A taxonomy with more terms than that shows only the most common ones in the table.
const MOST: usize = 30;
const SHOWN: usize = 20;

impl Stats {
    /// Counts, and writes to standard output.
    ///
    /// # Errors
    /// A book that cannot be read, or a filter that cannot be understood.
    pub(super) fn run(&self) -> Result<ExitCode> {
        let library = library(folder::read(&BookFolder::find(&self.dir)?.path())?)?;
        let (catalog, config) = (&library.catalog, &library.config);
        let filter = Filter::parse(&self.filter, catalog, config).map_err(super::list::explained)?;
        let numbers = numbers(catalog, config, &filter.entries(catalog));
        let text = match self.format {
            Format::Table => table(&numbers),
            Format::Json => {
                serde_json::to_string_pretty(&numbers).context("cannot write the numbers")? + "\n"
            }
        };
        write_out(&text, "numbers").map(|()| ExitCode::SUCCESS)
    }
}

fn numbers(catalog: &Catalog, config: &Config, entries: &[PageId]) -> Numbers {
    let page = |id: &PageId| &catalog.pages[*id];
    let relations = |id: &PageId| catalog.links[*id].len();
    let is_alone = |id: &&PageId| catalog.links[**id].is_empty() && catalog.backlinks[**id].is_empty();
    Numbers {
        pages: catalog.authored().count(),
        entries: entries.len(),
        complete: catalog.complete(entries),
        words: entries.iter().map(|id| page(id).words).sum(),
        minutes: entries.iter().map(|id| u64::from(page(id).minutes(config.words_per_minute))).sum(),
        relations: entries.iter().map(relations).sum(),
        unrelated: entries.iter().filter(is_alone).count(),
        taxonomies: catalog
            .taxonomies
            .iter()
            .map(|taxonomy| terms(taxonomy, entries))
            .filter(Terms::is_used)
            .collect(),
    }
}

fn terms(taxonomy: &Taxonomy, entries: &[PageId]) -> Terms {
    let mut counts = vec![0; taxonomy.terms.len()];
    for id in entries {
        let mut used: Vec<usize> = taxonomy.uses(*id).iter().map(|used| used.term).collect();
        used.sort_unstable();
        used.dedup();
        used.into_iter().for_each(|at| counts[at] += 1);
    }
    let count =
        |(term, count): (&Term, usize)| Count { id: term.id.clone(), label: term.label.clone(), count };
    Terms {
        name: taxonomy.name.clone(),
        label: taxonomy.label.clone(),
        terms: taxonomy.terms.iter().zip(counts).map(count).collect(),
        without: entries.iter().filter(|id| taxonomy.uses(**id).is_empty()).count(),
    }
}

impl Terms {
    fn is_used(&self) -> bool {
        self.terms.iter().any(|term| term.count > 0)
    }
}

/// Names at the left, numbers at the right; the terms of a taxonomy below it.
fn table(numbers: &Numbers) -> String {
    let of_book = [
        ("Pages", Some(numbers.pages as u64)),
        ("Entries", Some(numbers.entries as u64)),
        ("  complete", numbers.complete.map(|complete| complete as u64)),
        ("  relations", Some(numbers.relations as u64)),
        ("  without relations", Some(numbers.unrelated as u64)),
        ("  words", Some(numbers.words as u64)),
        ("  minutes to read", Some(numbers.minutes)),
    ];
    let known = of_book.into_iter().filter(|(_, number)| number.is_some());
    let mut rows: Vec<(String, Option<u64>)> =
        known.map(|(name, number)| (name.to_owned(), number)).collect();
    for taxonomy in &numbers.taxonomies {
        rows.push((taxonomy.label.clone(), None));
        let mut used: Vec<&Count> = taxonomy.terms.iter().filter(|term| term.count > 0).collect();
        let all = used.len();
        if all > MOST {
            used.sort_by_key(|term| std::cmp::Reverse(term.count));
            used.truncate(SHOWN);
        }
        rows.extend(used.iter().map(|term| (format!("  {}", term.label), Some(term.count as u64))));
        rows.extend((all > used.len()).then(|| (format!("  and {} more terms", all - used.len()), None)));
        rows.extend((taxonomy.without > 0).then(|| ("  (none)".to_owned(), Some(taxonomy.without as u64))));
    }
    let widths = rows.iter().map(|(label, _)| inert(label).width());
    let width = widths.max().unwrap_or_default();
    let line = |(label, number): &(String, Option<u64>)| {
        let label = inert(label);
        let space = " ".repeat(width - label.width());
        let number = number.map(|number| format!("{space}  {number:>7}")).unwrap_or_default();
        format!("{label}{number}\n")
    };
    rows.iter().map(line).collect()
}
