//! `mdbook-patterns graph`: the relations between pages, for programs that draw.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Result, anyhow};

use super::book_folder::BookFolder;
use super::{library, write_out};
use crate::catalog::{Catalog, Filter, NEIGHBOURS, Target};
use crate::expand::Expander;
use crate::library::Library;
use crate::page::PageId;
use crate::source::folder;
use crate::template::{Mode, Templates};
use crate::text::address::encoded;
use crate::text::path::html;

/// Print the relations between pages as a graph: for Graphviz, for Mermaid, or as a drawing
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  mdbook-patterns graph | dot -Tsvg > graph.svg
  mdbook-patterns graph --filter 'category:resilience' --relation prerequisites
  mdbook-patterns graph --format mermaid
  mdbook-patterns graph --format svg > graph.svg")]
pub(super) struct Graph {
    /// The folder of the book, or a folder inside it
    #[arg(default_value = ".")]
    dir: PathBuf,
    /// Which entries [default: all]
    #[arg(long, default_value = "", allow_hyphen_values = true)]
    filter: String,
    /// Which relations [default: all]
    #[arg(long = "relation", value_name = "FIELD")]
    relations: Vec<String>,
    /// The format of the graph
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// Graphviz
    #[default]
    Dot,
    /// Mermaid
    Mermaid,
    /// A drawing
    Svg,
}

/// Relations: from, to, and what they are called.
type Edges = BTreeSet<(PageId, PageId, String)>;

impl Graph {
    /// Prints the graph.
    ///
    /// # Errors
    /// A book that cannot be read, a filter or a relation that does not exist.
    pub(super) fn run(&self) -> Result<ExitCode> {
        let library = library(folder::read(&BookFolder::find(&self.dir)?.path())?)?;
        let (catalog, config) = (&library.catalog, &library.config);
        let filter = Filter::parse(&self.filter, catalog, config).map_err(super::list::explained)?;
        let relations: Vec<String> = self
            .relations
            .iter()
            .map(|name| super::new::known(name, config).map(str::to_owned))
            .collect::<Result<_>>()?;
        let entries: BTreeSet<PageId> = filter.entries(catalog).into_iter().collect();
        let edges = || edges(catalog, &entries, &relations, |field| config.field_label(field));
        let text = match self.format {
            Format::Dot => dot(catalog, &entries, &edges()),
            Format::Mermaid => mermaid(catalog, &entries, &edges()),
            Format::Svg => svg(&library, &entries, &relations)?,
        };
        write_out(&text, "graph").map(|()| ExitCode::SUCCESS)
    }
}

/// The relations among some entries. What both pages say of each other is one edge.
fn edges(
    catalog: &Catalog,
    entries: &BTreeSet<PageId>,
    relations: &[String],
    label: impl Fn(&str) -> String,
) -> Edges {
    let mut edges = Edges::new();
    for &from in entries {
        for link in &catalog.links[from] {
            let Target::Page(to) = link.target else { continue };
            let is_meant = if relations.is_empty() {
                !NEIGHBOURS.contains(&link.field.as_str())
            } else {
                relations.contains(&link.field)
            };
            let name = label(&link.field);
            if is_meant
                && entries.contains(&to)
                && !(link.field == "related" && edges.contains(&(to, from, name.clone())))
            {
                edges.insert((from, to, name));
            }
        }
    }
    edges
}

fn dot(catalog: &Catalog, entries: &BTreeSet<PageId>, edges: &Edges) -> String {
    let quoted = |text: &str| format!("\"{}\"", one_line(text).replace('\\', "\\\\").replace('"', "\\\""));
    let node = |id: &PageId| {
        let page = &catalog.pages[*id];
        let url = page.path.as_deref().map(|path| encoded(&html(path))).unwrap_or_default();
        format!("  n{id} [label={}, URL={}];\n", quoted(page.short_title()), quoted(&url))
    };
    let edge = |(from, to, label): &(PageId, PageId, String)| {
        format!("  n{from} -> n{to} [label={}];\n", quoted(label))
    };
    let nodes: String = entries.iter().map(node).collect();
    let edges: String = edges.iter().map(edge).collect();
    format!("digraph {{\n  rankdir=LR;\n  node [shape=box];\n{nodes}{edges}}}\n")
}

fn mermaid(catalog: &Catalog, entries: &BTreeSet<PageId>, edges: &Edges) -> String {
    // Mermaid reads signs in a text, and knows their entities.
    let quoted = |text: &str| {
        let sign = |c: char| match c.is_alphanumeric() || matches!(c, ' ' | '-' | '.' | ',') {
            true => c.to_string(),
            false => format!("#{};", u32::from(c)),
        };
        format!("\"{}\"", one_line(text).chars().map(sign).collect::<String>())
    };
    let names: BTreeMap<PageId, String> = entries.iter().map(|id| (*id, format!("n{id}"))).collect();
    let node =
        |(id, name): (&PageId, &String)| format!("  {name}[{}]\n", quoted(catalog.pages[*id].short_title()));
    let edge = |(from, to, label): &(PageId, PageId, String)| {
        format!("  {} -->|{}| {}\n", names[from], quoted(label), names[to])
    };
    let nodes: String = names.iter().map(node).collect();
    format!("flowchart LR\n{nodes}{}", edges.iter().map(edge).collect::<String>())
}

/// The drawing that a book shows, by itself.
fn svg(library: &Library, entries: &BTreeSet<PageId>, relations: &[String]) -> Result<String> {
    let templates = Templates::new(Mode::Html, &library.config.labels, &library.source.root, &mut Vec::new());
    let language = library.source.mdbook.book.language.as_deref().unwrap_or("en");
    Expander::new(library, &templates).graph_svg(entries, relations, language).map_err(|message| {
        anyhow!("{message}: choose some with `--filter` or `--relation`, or write `--format dot`")
    })
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
