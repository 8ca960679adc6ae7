//! `mdbook-patterns list`: the catalog in the terminal.

mod columns;
mod formats;

use std::cmp::Ordering;
use std::collections::HashMap;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result, anyhow};

use self::columns::{Column, Key, Value};
use super::book_folder::BookFolder;
use super::{library, write_out};
use crate::catalog::{Catalog, Filter, FilterError};
use crate::config::Config;
use crate::page::PageId;
use crate::source::folder;

/// List the entries of a book
///
/// The filter is the one of the directives: words, `field:value,value`, and comparisons such as `updated>=2024`. A `-`
/// before any of them leaves out what it finds.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  mdbook-patterns list --filter 'tier:gold category:resilience'
  mdbook-patterns list --filter '-status:complete' --sort updated --columns title,status,updated
  mdbook-patterns list --filter 'updated:2021..2023-06 reading-time<10'
  mdbook-patterns list --sort -minutes --format csv > pages.csv
  mdbook-patterns list --filter 'status:draft' --format paths | xargs $EDITOR")]
pub(super) struct List {
    /// The folder of the book, or a folder inside it
    #[arg(default_value = ".")]
    dir: PathBuf,
    /// Which entries [default: all]
    #[arg(long, default_value = "", allow_hyphen_values = true)]
    filter: String,
    /// The columns to sort by; a `-` before a column reverses it [default: the order of SUMMARY.md]
    #[arg(long, value_delimiter = ',', allow_hyphen_values = true, value_name = "COLUMN")]
    sort: Vec<String>,
    /// The columns to show: fields, or title, id, path, file, words, minutes
    #[arg(long, value_delimiter = ',', value_name = "COLUMN")]
    columns: Vec<String>,
    /// The format of the list
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// Aligned columns
    #[default]
    Table,
    /// A JSON array of objects
    Json,
    /// Comma-separated values with a header line
    Csv,
    /// The paths of the files, one per line
    Paths,
}

impl List {
    /// Lists on standard output.
    ///
    /// # Errors
    /// A book that cannot be read; a filter or a column that does not exist.
    pub(super) fn run(&self) -> Result<ExitCode> {
        let book = BookFolder::find(&self.dir)?;
        let mut library = library(folder::read(&book.path())?)?;
        library.catalog.pages.iter_mut().for_each(|page| page.file = book.shown(&page.file));
        let text = self.list(&library.catalog, &library.config)?;
        write_out(&text, "list").map(|()| ExitCode::SUCCESS)
    }

    fn list(&self, catalog: &Catalog, config: &Config) -> Result<String> {
        let filter = Filter::parse(&self.filter, catalog, config).map_err(explained)?;
        let mut ids: Vec<PageId> = filter.entries(catalog);
        let order = self.order(catalog, config)?;
        let keys: HashMap<PageId, Keys> =
            ids.iter().map(|&id| (id, keys(id, &order, catalog, config))).collect();
        ids.sort_by(|a, b| compare(&keys[a], &keys[b], &order));
        let columns = match self.columns.as_slice() {
            [] => columns::default(catalog),
            names => names.iter().map(|name| Column::named(name, catalog, config)).collect::<Result<_>>()?,
        };
        let rows: Vec<Vec<Value>> = ids
            .iter()
            .map(|id| columns.iter().map(|column| column.value(*id, catalog, config)).collect())
            .collect();
        match self.format {
            Format::Table => Ok(formats::table(&columns, &rows)),
            Format::Json => formats::json(&columns, &rows).context("cannot make the list"),
            Format::Csv => formats::csv(&columns, &rows).context("cannot make the list"),
            Format::Paths => Ok(ids.iter().map(|id| format!("{}\n", catalog.pages[*id].file)).collect()),
        }
    }

    fn order(&self, catalog: &Catalog, config: &Config) -> Result<Vec<(Column, bool)>> {
        let one = |name: &String| {
            let (name, reversed) = match name.strip_prefix('-') {
                Some(name) => (name, true),
                None => (name.as_str(), false),
            };
            Ok((Column::named(name, catalog, config)?, reversed))
        };
        self.sort.iter().map(one).collect()
    }
}

pub(super) fn explained(error: FilterError) -> anyhow::Error {
    match error.help {
        Some(help) => anyhow!("{}; {help}", error.message),
        None => anyhow!("{}", error.message),
    }
}

/// What an entry is sorted by, column by column.
type Keys = Vec<Option<Key>>;

fn keys(id: PageId, order: &[(Column, bool)], catalog: &Catalog, config: &Config) -> Keys {
    order.iter().map(|(column, _)| column.key(id, catalog, config)).collect()
}

/// Entries without a value stand last, whichever way the column is sorted.
fn compare(a: &Keys, b: &Keys, order: &[(Column, bool)]) -> Ordering {
    let columns = a.iter().zip(b).zip(order);
    let compared = columns.map(|((a, b), (_, reversed))| {
        let found = a.partial_cmp(b).unwrap_or(Ordering::Equal);
        a.is_none().cmp(&b.is_none()).then(if *reversed { found.reverse() } else { found })
    });
    compared.fold(Ordering::Equal, Ordering::then)
}
