//! `matrix`: how many entries carry each pair of terms, with the gaps shown.

use serde::Serialize;

use super::*;

/// So many cells are drawn where the author names no limit.
const MAX_CELLS: usize = 2500;

#[derive(Debug, Serialize)]
struct MatrixView {
    rows_label: String,
    columns_label: String,
    columns: Vec<Head>,
    rows: Vec<Row>,
    total: Vec<usize>,
    /// The sum of all cells.
    all: usize,
}

#[derive(Debug, Serialize)]
struct Head {
    label: String,
    icon: Option<String>,
}

#[derive(Debug, Serialize)]
struct Row {
    head: Head,
    cells: Vec<Cell>,
    total: usize,
}

#[derive(Debug, Serialize)]
struct Cell {
    count: usize,
    url: Option<String>,
}

pub(super) fn run(expander: &Expander<'_>, id: PageId, arguments: &Arguments<'_>) -> Outcome {
    let taxonomy = |key: &str| {
        let argument = arguments.get(key);
        let argument = argument.ok_or_else(|| {
            arguments.missing(&format!("`{key}=`"), "{{#patterns matrix rows=category columns=tier}}")
        })?;
        expander.taxonomy_of(arguments, argument)
    };
    let (rows, columns) = (taxonomy("rows")?, taxonomy("columns")?);
    let filter = expander.filter(arguments)?.unwrap_or_default();
    let entries = expander.filtered(arguments)?;
    let (row_terms, column_terms) = (in_use(rows, &entries), in_use(columns, &entries));
    let limit = arguments.number("limit")?.unwrap_or(MAX_CELLS);
    if row_terms.len() * column_terms.len() > limit {
        return Err(too_large(arguments, row_terms.len(), column_terms.len(), limit));
    }
    let counts = counts(rows, columns, &entries);
    let cell = |row: Option<usize>, column: Option<usize>| {
        let count = counts.get(&(row, column)).copied().unwrap_or_default();
        let pairs = row.zip(column).map(|(r, c)| [(rows, &rows.terms[r]), (columns, &columns.terms[c])]);
        let pairs = pairs.filter(|_| count > 0);
        Cell { count, url: pairs.and_then(|pairs| expander.catalog_with(id, &filter, &pairs)) }
    };
    let head = |taxonomy: &Taxonomy, term: Option<usize>| match term {
        Some(term) => head(&taxonomy.terms[term]),
        None => Head { label: expander.word("uncategorised").to_owned(), icon: None },
    };
    let row = |&row: &Option<usize>| {
        let cells: Vec<Cell> = column_terms.iter().map(|&column| cell(row, column)).collect();
        Row { head: head(rows, row), total: cells.iter().map(|cell| cell.count).sum(), cells }
    };
    let drawn: Vec<Row> = row_terms.iter().map(row).collect();
    let total = |at: usize| drawn.iter().map(|row| row.cells[at].count).sum();
    let view = MatrixView {
        rows_label: rows.label.clone(),
        columns_label: columns.label.clone(),
        columns: column_terms.iter().map(|&term| head(columns, term)).collect(),
        total: (0..column_terms.len()).map(total).collect(),
        all: drawn.iter().map(|row| row.total).sum(),
        rows: drawn,
    };
    expander.templates.render("matrix", &view).map(Output::Block)
}

fn too_large(arguments: &Arguments<'_>, rows: usize, columns: usize, limit: usize) -> Diagnostic {
    let cells = rows * columns;
    let message =
        format!("the matrix would have {cells} cells ({rows} rows, {columns} columns), more than {limit}");
    let help = format!("choose some entries with `filter=`, or allow it with `limit={cells}`");
    arguments.at_directive(Code::MatrixTooLarge, message).help(help)
}

/// How many entries carry each pair of terms, or one of them without the other.
fn counts(
    rows: &Taxonomy,
    columns: &Taxonomy,
    entries: &[PageId],
) -> HashMap<(Option<usize>, Option<usize>), usize> {
    let mut counts = HashMap::new();
    for &entry in entries {
        for row in carried(rows, entry) {
            for column in carried(columns, entry) {
                *counts.entry((row, column)).or_default() += 1;
            }
        }
    }
    counts
}

/// The terms of an entry; that it has none is one, too.
fn carried(taxonomy: &Taxonomy, entry: PageId) -> Vec<Option<usize>> {
    let terms: Vec<_> = taxonomy.uses(entry).iter().map(|term_use| Some(term_use.term)).collect();
    if terms.is_empty() { vec![None] } else { terms }
}

/// The terms that some of the entries carry, by index; then, where an entry carries none, that.
fn in_use(taxonomy: &Taxonomy, entries: &[PageId]) -> Vec<Option<usize>> {
    let used: BTreeSet<_> = entries.iter().flat_map(|&entry| carried(taxonomy, entry)).collect();
    let terms = used.iter().copied().filter(Option::is_some);
    terms.chain(used.contains(&None).then_some(None)).collect()
}

fn head(term: &Term) -> Head {
    Head { label: term.label.clone(), icon: term.icon.clone() }
}
