//! `matrix`: how many entries carry each pair of terms, with the gaps shown.

use serde::Serialize;

use super::*;

#[derive(Debug, Serialize)]
struct MatrixView {
    rows_label: String,
    columns_label: String,
    columns: Vec<Head>,
    rows: Vec<Row>,
    total: Vec<usize>,
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
    let entries = expander.filtered(arguments)?;
    let (row_terms, column_terms) = (in_use(rows, &entries), in_use(columns, &entries));
    let carries = |taxonomy: &Taxonomy, entry: PageId, term: usize| {
        taxonomy.uses(entry).iter().any(|term_use| term_use.term == term)
    };
    let count = |row: usize, column: usize| {
        entries.iter().filter(|&&e| carries(rows, e, row) && carries(columns, e, column)).count()
    };
    let cell = |row: usize, column: usize| {
        let count = count(row, column);
        let pairs = [(rows, &rows.terms[row]), (columns, &columns.terms[column])];
        Cell { count, url: expander.catalog_url(id, &pairs).filter(|_| count > 0) }
    };
    let row = |&row: &usize| Row {
        head: head(&rows.terms[row]),
        cells: column_terms.iter().map(|&column| cell(row, column)).collect(),
        total: entries.iter().filter(|&&e| carries(rows, e, row)).count(),
    };
    let view = MatrixView {
        rows_label: rows.label.clone(),
        columns_label: columns.label.clone(),
        columns: column_terms.iter().map(|&term| head(&columns.terms[term])).collect(),
        rows: row_terms.iter().map(row).collect(),
        total: column_terms
            .iter()
            .map(|&c| entries.iter().filter(|&&e| carries(columns, e, c)).count())
            .collect(),
    };
    expander.templates.render("matrix", &view).map(Output::Block)
}

/// The terms that some of the entries carry, by index.
fn in_use(taxonomy: &Taxonomy, entries: &[PageId]) -> Vec<usize> {
    let used: BTreeSet<usize> =
        entries.iter().flat_map(|&entry| taxonomy.uses(entry)).map(|term_use| term_use.term).collect();
    used.into_iter().collect()
}

fn head(term: &Term) -> Head {
    Head { label: term.label.clone(), icon: term.icon.clone() }
}
