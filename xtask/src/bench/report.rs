//! Tables of what programs used, side by side, with the ratios of the first to the others.

use super::section::Section;
use super::series::{Metric, Series, growth};
use super::table::{Table, number, ratio};

/// The runs of all programs on one book; a program that did not run has no runs.
pub(super) struct Row {
    /// What the book is, one for each head of the table.
    pub(super) keys: Vec<String>,
    pub(super) series: Vec<Series>,
}

/// One number of every run, as the tables show it.
struct Column {
    name: &'static str,
    unit: &'static str,
    per_unit: f64,
    metric: Metric,
}

const COLUMNS: [Column; 3] = [
    Column { name: "wall time", unit: "ms", per_unit: 1e-3, metric: |usage| usage.wall },
    Column { name: "CPU time, user and system", unit: "ms", per_unit: 1e-3, metric: |usage| usage.cpu },
    Column { name: "peak memory", unit: "MB", per_unit: 1e6, metric: |usage| usage.peak },
];

/// Wall time, CPU time and peak memory, a table each.
pub(super) fn tables(section: &mut Section, title: &str, keys: &[&str], names: &[&str], rows: &[Row]) {
    for column in &COLUMNS {
        let values = names.iter().map(|name| format!("{name} {}", column.unit));
        let ratios = names[1..].iter().map(|name| format!("{} / {name}", names[0]));
        let keys = keys.iter().map(|&key| key.to_owned());
        let mut table = Table::new(keys.chain(values).chain(ratios));
        for row in rows {
            table.row(cells(row, column));
        }
        section.table(&format!("{title}: {}", column.name), &table);
    }
}

fn cells(row: &Row, column: &Column) -> Vec<String> {
    let [first, others @ ..] = row.series.as_slice() else { return row.keys.clone() };
    let value = |series: &Series| number(series.median(column.metric) / column.per_unit, 1);
    let values = row.series.iter().map(value);
    let ratios = others.iter().map(|series| ratio(first.ratio(series, column.metric)));
    row.keys.iter().cloned().chain(values).chain(ratios).collect()
}

/// The exponent with which the wall time of one program grows from the first book to the last; pages and runs.
pub(super) fn exponent(points: &[(usize, &Series)]) -> f64 {
    let point = |(pages, series): (usize, &Series)| (pages as f64, series.median(|usage| usage.wall));
    match points {
        [small, .., large] if small.0 < large.0 => growth(point(*small), point(*large)),
        _ => f64::NAN,
    }
}
