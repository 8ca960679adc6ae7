//! The bench's tables, in Markdown.

use super::books::Sample;
use super::series::{Metric, Series, growth};
use super::subjects::Feed;
use anyhow::Result;
use std::io::Write;

/// The runs of all subjects on one book, fed in one way.
pub(super) struct Row {
    copies: usize,
    pages: usize,
    bytes: u64,
    /// How a preprocessor alone was fed; nothing for whole builds.
    feed: Option<Feed>,
    /// Ours, the no-op, the slurping no-op; of whole builds also the one without a preprocessor.
    series: Vec<Series>,
}

impl Row {
    pub(super) fn new(sample: &Sample, feed: Option<Feed>, series: Vec<Series>) -> Self {
        Row { copies: sample.copies, pages: sample.pages, bytes: sample.bytes, feed, series }
    }
}

/// One number of every run, as the tables show it.
struct Column {
    name: &'static str,
    unit: &'static str,
    per_unit: f64,
    metric: Metric,
}

const COLUMNS: [Column; 3] = [
    Column { name: "Wall time", unit: "ms", per_unit: 1e-3, metric: |usage| usage.wall },
    Column { name: "CPU time, user and system", unit: "ms", per_unit: 1e-3, metric: |usage| usage.cpu },
    Column { name: "Peak memory", unit: "MB", per_unit: 1e6, metric: |usage| usage.peak },
];

const FED: [&str; 3] = ["ours", "no-op", "slurp no-op"];
const BUILT: [&str; 4] = ["ours", "no-op", "slurp no-op", "no preprocessor"];

/// Print all tables: preprocessors alone, whole builds, and how our own time grows.
pub(super) fn print(fed: &[Row], builds: &[Row], runs: usize) -> Result<()> {
    let mut out = std::io::stdout().lock();
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    writeln!(
        out,
        "Medians of {runs} interleaved runs on {cores} cores; ratios are medians of neighbouring runs."
    )?;
    for column in &COLUMNS {
        print_table(&mut out, column, &FED, fed)?;
    }
    if !builds.is_empty() {
        writeln!(out, "\n## Whole `mdbook build`, search off")?;
        for column in &COLUMNS {
            print_table(&mut out, column, &BUILT, builds)?;
        }
    }
    print_growth(&mut out, fed)
}

fn print_table(out: &mut impl Write, column: &Column, names: &[&str], rows: &[Row]) -> Result<()> {
    let values = names.iter().map(|name| format!("{name} {}", column.unit));
    let ratios = names[1..].iter().map(|name| format!("ours / {name}"));
    let heads: Vec<String> = ["copies", "pages", "MB of JSON", "fed"]
        .map(String::from)
        .into_iter()
        .chain(values)
        .chain(ratios)
        .collect();
    writeln!(out, "\n### {}\n\n| {} |", column.name, heads.join(" | "))?;
    writeln!(out, "|{}", "---:|".repeat(heads.len()))?;
    for row in rows {
        writeln!(out, "| {} |", cells(row, column).join(" | "))?;
    }
    Ok(())
}

fn cells(row: &Row, column: &Column) -> Vec<String> {
    let ours = &row.series[0];
    let megabytes = format!("{:.1}", row.bytes as f64 / 1e6);
    let mut cells = vec![
        row.copies.to_string(),
        row.pages.to_string(),
        megabytes,
        row.feed.map_or("by mdBook".to_owned(), |feed| feed.to_string()),
    ];
    cells.extend(
        row.series.iter().map(|series| format!("{:.1}", series.median(column.metric) / column.per_unit)),
    );
    cells.extend(row.series[1..].iter().map(|series| format!("{:.2}", ours.ratio(series, column.metric))));
    cells
}

/// How the time of each preprocessor grows from the smallest book to the largest.
fn print_growth(out: &mut impl Write, fed: &[Row]) -> Result<()> {
    for feed in [Feed::File, Feed::Pipe] {
        let rows: Vec<&Row> = fed.iter().filter(|row| row.feed == Some(feed)).collect();
        let (Some(small), Some(large)) = (rows.first(), rows.last()) else { continue };
        if small.pages == large.pages {
            continue;
        }
        let exponents = FED.iter().enumerate().map(|(nth, name)| {
            let point = |row: &Row| (row.pages as f64, row.series[nth].median(|usage| usage.wall));
            format!("{name} {:.2}", growth(point(small), point(large)))
        });
        let exponents = exponents.collect::<Vec<_>>().join(", ");
        writeln!(
            out,
            "\nGrowth exponent of the wall time, {} to {} pages, fed {feed}: {exponents}.",
            small.pages, large.pages
        )?;
    }
    Ok(())
}
